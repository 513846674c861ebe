"""`fivegoods advise`: what a goal needs."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.language import help_of
from fivegoods.cli.notices import ANSWER_IS_NO, DONE, refuse
from fivegoods.cli.one_park import open_among, small_file
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.analysis.advise import Costs, Goal
    from fivegoods.scoring.scores import Run


def advise(
    park: o.OnePark,
    options: o.AmongOptions,
    target: Annotated[Decimal | None, o.option("target", "--target", metavar="POINTS", parser=o.decimal_number)] = None,
    grade: Annotated[str | None, o.option("grade", "--grade", metavar="GRADE")] = None,
    rank: Annotated[int | None, o.option("rank_goal", "--rank", metavar="RANK")] = None,
    next_: Annotated[bool, typer.Option("--next", help=help_of("next"))] = False,
    costs: Annotated[str | None, o.option("costs", "--costs", metavar="FILE")] = None,
    limit: Annotated[Decimal | None, o.option("limit", "--limit", metavar="SHARE", parser=o.decimal_number)] = None,
) -> None:
    """Advise a park."""
    to = destination(options)
    if sum((target is not None, grade is not None, rank is not None, next_)) > 1:
        refuse(say("advise.one_goal", to.lang))
    run, park_id = open_among(park, options)
    from fivegoods.analysis.advise import GoalError
    from fivegoods.analysis.advise import advise as advice
    from fivegoods.reports.changes.advise import AdviceProduct
    from fivegoods.reports.changes.whatif import problem_of_goal

    try:
        goal = _goal(run, park_id, target, grade, rank, next_=next_)
        found = advice(run, park_id, goal, _costs(costs, limit, run, to.lang))
    except GoalError as error:
        refuse(problem_of_goal(error, to.lang))
    emit(AdviceProduct(found, to.lang, _whatif(park, options)), to)
    raise typer.Exit(ANSWER_IS_NO if found.goal and not found.is_reached and found.plan is None else DONE)


def _whatif(park: str, options: o.AmongOptions) -> str:
    """Return the `whatif` command over the same parks, as far as its changes."""
    given: tuple[tuple[str, Sequence[str]], ...] = (
        ("--criteria", [options.criteria] if options.criteria else []),
        ("--peers", options.peers or ()),
        ("--benchmarks", options.benchmarks or ()),
        ("--year", [str(options.year)] if options.year else []),
        ("--as", [] if options.counted is o.Counted.REVIEWED else [str(options.counted)]),
    )
    texts = [text for name, values in given for value in values for text in (name, shlex.quote(value))]
    return " ".join(["fivegoods whatif", shlex.quote(park), *texts])


def _goal(
    run: Run, park_id: str, target: Decimal | None, grade: str | None, rank: int | None, *, next_: bool
) -> Goal | None:
    from fivegoods.analysis.advise import Grade, Points, Rank, next_park

    if target is not None:
        return Points(target)
    if grade is not None:
        return Grade(grade)
    if rank is not None:
        return Rank(rank)
    return next_park(run, park_id) if next_ else None


def _costs(file: str | None, limit: Decimal | None, run: Run, lang: str) -> Costs:
    from fivegoods.api.analyses import costs_of

    data = {} if file is None else small_file(file, lang, _is_costs, "advise.bad_costs")
    return costs_of(run, {name: None if price == "never" else price for name, price in data.items()}, limit)


def _is_costs(data: Any) -> bool:
    return (
        isinstance(data, Mapping)
        and bool(data)
        and all(price == "never" or (_is_number(price) and price >= 0) for price in data.values())
    )


def _is_number(price: Any) -> bool:
    return isinstance(price, int | Decimal) and not isinstance(price, bool)
