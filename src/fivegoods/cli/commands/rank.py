"""`fivegoods rank` and `fivegoods compare`: parks in order, overall and by group, or side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import Destination, destination, emit
from fivegoods.cli.notices import notice, refuse, suggest
from fivegoods.cli.one_park import among, open_shown
from fivegoods.cli.session import answer, open_ranking, refusing
from fivegoods.export.output import Format
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.reports.excerpt import Extent
    from fivegoods.scoring.scores import Run


def rank(
    parks: o.Parks,
    options: o.RunOptions,
    years: Annotated[str | None, o.option("years", "--years", metavar="FROM-TO")] = None,
    top: Annotated[int | None, o.option("top", "--top", metavar="N", min=1)] = None,
    whole: Annotated[bool, o.option("all", "--all")] = False,
    fail_under: o.FailUnder = None,
    min_coverage: o.MinCoverage = None,
    allow_partial: o.AllowPartial = False,
) -> None:
    """Rank parks."""
    to = replace(destination(options), whole=whole)
    extent = _extent(top, to)
    span = years_of(years, to.lang) if years is not None else ()
    run = open_ranking(parks, options, allow_partial=allow_partial)
    if span:
        from fivegoods.api import analyses

        with refusing(to.lang, partial(refuse, hint="--years")):
            found = analyses.years(run, span)
        emit(found.product(to.lang), to, extent)
        return
    from fivegoods.reports.results.ranking import RankingProduct

    emit(RankingProduct(run, to.lang), to, extent)
    suggest("cli.next_explain", to.lang, quiet=to.quiet, park=among(run, parks, options.peers))
    raise typer.Exit(answer(run, fail_under, min_coverage, to.lang))


def compare(parks: o.Parks, options: o.RunOptions) -> None:
    """Compare parks."""
    to = destination(options)
    run = open_shown(parks, options, each_year=False)
    from fivegoods.api import analyses

    if not options.peers and not to.quiet and _is_measured_by_each_other(parks, run):
        notice(say("cli.among_themselves", to.lang, count=len(run.scores)))
    with refusing(to.lang, partial(refuse, hint="PARK...")):
        found = analyses.compare(run)
    emit(found.product(to.lang), to)


def _is_measured_by_each_other(parks: Sequence[str], run: Run) -> bool:
    """Return whether references come from a few parks given file by file."""
    indicators = (one for score in run.scores[:1] for one in score.root.all_indicators())
    is_few = all(Path(text).suffix in {".yaml", ".yml"} for text in parks)
    return is_few and any(found.origin == "peers" for one in indicators for found in one.references)


def _extent(top: int | None, to: Destination) -> Extent | None:
    """Return how much of long tables is shown, None for all. Raise BadParameter for --top of a format for programs."""
    if top is None and not to.is_screen:
        return None
    from fivegoods.reports import excerpt

    if top is None:
        return replace(excerpt.SCREEN, rest="excerpt.rest_of_rank")
    if to.format in {Format.CSV, Format.JSON}:
        refuse(say("cli.top_of_data", to.lang, format=to.format.upper()), "--top")
    return excerpt.top(top)


def years_of(text: str, lang: str) -> tuple[int, ...]:
    """Return the years of ``2022-2024`` or ``2022,2024``. Raise BadParameter for anything else."""
    years: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        ends = (first, last if dash else first)
        if not all(end.isascii() and end.isdigit() and len(end) == 4 for end in ends) or ends[0] > ends[1]:
            refuse(say("years.bad_range", lang, text=text), "--years")
        years += range(int(ends[0]), int(ends[1]) + 1)
    return tuple(dict.fromkeys(years))
