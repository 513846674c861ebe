"""`fivegoods explain`: where every point of a park comes from."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.one_park import open_shown
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fivegoods.scoring.scores import Run

_Indicators = Annotated[
    list[str] | None,
    typer.Argument(metavar="[INDICATOR...]", help=say("help.indicators", HELP_LANG), show_default=False),
]


def explain(
    context: typer.Context,
    park: o.OnePark,
    indicators: _Indicators = None,
    criteria: o.CriteriaChoice = None,
    benchmarks: o.Benchmarks = None,
    peers: o.Peers = None,
    year: o.Year = None,
    counted: o.As = o.Counted.REVIEWED,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Derive the points of a park."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    run = open_shown(
        Question([park], spoken, criteria, benchmarks or (), peers or (), year, counted, quiet, strict, each_year=True)
    )
    wanted = indicators or []
    _refuse_unknown(run, park, wanted, spoken)
    from fivegoods.reports.results.derivation import DerivationProduct

    emit(DerivationProduct(run, wanted, spoken), to, spoken, quiet=quiet)


def _refuse_unknown(run: Run, park: str, wanted: list[str], lang: str) -> None:
    from fivegoods.numeric.closest import nearest
    from fivegoods.reports.results.derivation import known_ids, unknown_ids

    for word in unknown_ids(run, wanted):
        if any(word in (one.id, one.name.zh, one.name.en) for one in run.parks):
            command = f"fivegoods explain {shlex.quote(word)} --peers {shlex.quote(park)}"
            text = say("cli.park_not_indicator", lang, name=word, command=command)
            raise typer.BadParameter(text, param_hint="INDICATOR")
        near = nearest(word, [*known_ids(run), *_names(run)]) or _user_of(word, run)
        hint = say("cli.did_you_mean", lang, near=near) if near else ""
        text = say("cli.no_such_indicator", lang, name=word, hint=hint).strip()
        raise typer.BadParameter(text, param_hint="INDICATOR")


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
