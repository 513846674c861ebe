"""`fivegoods score` and `fivegoods explain`: one card for each park, and where every point of one comes from."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.notices import hint_of, refuse, suggest
from fivegoods.cli.one_park import among, open_shown
from fivegoods.cli.session import answer
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fivegoods.scoring.scores import Run


def score(
    parks: Annotated[list[str], o.argument("parks_or_names", "PARK...")],
    options: o.RunOptions,
    fail_under: o.FailUnder = None,
    min_coverage: o.MinCoverage = None,
) -> None:
    """Score parks."""
    to = destination(options)
    run = open_shown(parks, options)
    from fivegoods.reports.results.card import CardProduct

    emit(CardProduct(run, to.lang, on_screen=to.is_screen), to)
    suggest("cli.next_explain", to.lang, quiet=to.quiet, park=among(run, parks, options.peers))
    raise typer.Exit(answer(run, fail_under, min_coverage, to.lang))


def explain(
    park: o.OnePark,
    options: o.RunOptions,
    indicators: Annotated[list[str] | None, o.argument("indicators", "[INDICATOR...]")] = None,
) -> None:
    """Derive the points of a park."""
    to = destination(options)
    run = open_shown([park], options)
    wanted = indicators or []
    _refuse_unknown(run, park, wanted, to.lang)
    from fivegoods.reports.results.derivation import DerivationProduct

    emit(DerivationProduct(run, wanted, to.lang), to)


def _refuse_unknown(run: Run, park: str, wanted: list[str], lang: str) -> None:
    from fivegoods.reports.results.derivation import known_ids, unknown_ids

    for word in unknown_ids(run, wanted):
        if any(word in (one.id, one.name.zh, one.name.en) for one in run.parks):
            command = f"fivegoods explain {shlex.quote(word)} --peers {shlex.quote(park)}"
            refuse(say("cli.park_not_indicator", lang, name=word, command=command), "INDICATOR")
        known = [*known_ids(run), *_names(run)]
        user = _user_of(word, run)
        hint = hint_of(word, known, lang) or (say("cli.did_you_mean", lang, near=user) if user else "")
        refuse(say("cli.no_such_indicator", lang, name=word, hint=hint).strip(), "INDICATOR")


def _names(run: Run) -> Iterator[str]:
    """Yield the names of dimensions, indicators and adjustments, which may be given as well as their ids."""
    root = run.plan.root
    names = [node.definition.name for node in root.walk()]
    names += [plan.definition.name for plan in root.all_indicators()]
    names += [plan.definition.name for plan in run.plan.adjustments]
    yield from (text for name in names for text in (name.zh, name.en) if text)


def _user_of(field: str, run: Run) -> str:
    """Return the first indicator that is computed from a field, "" if there is none."""
    plans = run.plan.root.all_indicators()
    return next((plan.id for plan in plans if plan.value is not None and field in plan.value.fields), "")
