"""`fivegoods diff`: two runs, and why they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.notices import refuse
from fivegoods.cli.session import open_or_exit, opened_for
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.scoring.scores import Run

_TWO = "self|reviewed"


@dataclass(frozen=True)
class DiffOptions(o.RunOptions):
    """The options of the first side; whether --as is given matters."""

    counted: Annotated[o.Counted | None, o.option("as", "--as", metavar=_TWO)] = None  # type: ignore[assignment]


def diff(
    before: Annotated[str, o.argument("parks_a", "A")],
    options: DiffOptions,
    after: Annotated[str | None, o.argument("parks_b", "[B]")] = None,
    to_criteria: Annotated[str | None, o.option("to_criteria", "--to-criteria", metavar="ID|FILE")] = None,
    to_year: Annotated[int | None, o.option("to_year", "--to-year", metavar="YEAR")] = None,
    to_counted: Annotated[o.Counted | None, o.option("to_as", "--to-as", metavar=_TWO)] = None,
) -> None:
    """Compare two runs."""
    to, counted = destination(options), options.counted
    first, second = counted or o.Counted.REVIEWED, to_counted or counted or o.Counted.REVIEWED
    is_same = after is None and to_criteria is None and to_year is None and first == second
    if is_same and counted is None:
        first = o.Counted.SELF
    elif is_same:
        refuse(say("diff.need_two", to.lang))
    criteria, year = to_criteria or options.criteria, to_year or options.year
    other = replace(options, criteria=criteria, year=year, counted=second)
    parks = [after or before]
    left = open_or_exit([before], replace(options, counted=first))
    right = open_or_exit(parks, replace(other, quiet=True) if after is None else other)
    if is_same and not any(right.request.panel.review.columns):
        refuse(say("diff.need_two", to.lang))
    from fivegoods.api import analyses

    bridge = _bridge(left, right, parks, replace(other, criteria=options.criteria))
    emit(analyses.diff(left, right, bridge).product(to.lang), to)


def _bridge(left: Run, right: Run, parks: list[str], options: DiffOptions) -> Run | None:
    """Return the second side's data under the first side's criteria; None if they are the same or do not fit."""
    from fivegoods.analysis.diff import same_criteria

    if same_criteria(left, right):
        return None
    name = options.criteria or f"{left.criteria.id}/{left.criteria.edition}"
    year = right.scores[0].year if right.scores else None
    return opened_for(parks, replace(options, criteria=name, year=year)).run
