"""`fivegoods advise`: what a goal needs."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.exits import ANSWER_IS_NO, DONE
from fivegoods.cli.one_park import open_among, problem_of_goal, refuse, small_file
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.analysis.advise import Costs, Goal
    from fivegoods.scoring.scores import Run


def _option(name: str, metavar: str, code: str, **more: Any) -> Any:
    return typer.Option(name, metavar=metavar, help=say(f"help.{code}", HELP_LANG), show_default=False, **more)


def advise(
    context: typer.Context,
    park: o.OnePark,
    target: Annotated[Decimal | None, _option("--target", "POINTS", "target", parser=o.decimal_number)] = None,
    grade: Annotated[str | None, _option("--grade", "GRADE", "grade")] = None,
    rank: Annotated[int | None, _option("--rank", "RANK", "rank_goal")] = None,
    next_: Annotated[bool, typer.Option("--next", help=say("help.next", HELP_LANG))] = False,
    costs: Annotated[str | None, _option("--costs", "FILE", "costs")] = None,
    limit: Annotated[Decimal | None, _option("--limit", "SHARE", "limit", parser=o.decimal_number)] = None,
    criteria: o.CriteriaChoice = None,
    benchmarks: o.Benchmarks = None,
    peers: Annotated[list[str] | None, _option("--peers", "PATH", "all_parks")] = None,
    year: o.Year = None,
    counted: o.As = o.Counted.REVIEWED,
    output_format: o.OutputFormat = None,
    output: o.OutputFile = None,
    strict: o.Strict = False,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Advise a park."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    if sum((target is not None, grade is not None, rank is not None, next_)) > 1:
        refuse(say("advise.one_goal", spoken))
    question = Question([park], spoken, criteria, benchmarks or (), peers or (), year, counted, quiet, strict)
    run, park_id = open_among(question)
    from fivegoods.analysis.advise import GoalError
    from fivegoods.analysis.advise import advise as advice
    from fivegoods.reports.changes.advise import AdviceProduct

    try:
        goal = _goal(run, park_id, target, grade, rank, next_=next_)
        found = advice(run, park_id, goal, _costs(costs, limit, run, spoken))
    except GoalError as error:
        refuse(problem_of_goal(error.reason, error.params, spoken))
    emit(AdviceProduct(found, spoken, _whatif(question)), to, spoken, quiet=quiet)
    raise typer.Exit(ANSWER_IS_NO if found.goal and not found.is_reached and found.plan is None else DONE)


def _whatif(question: Question) -> str:
    """Return the `whatif` command over the same parks, as far as its changes."""
    options: tuple[tuple[str, Sequence[str]], ...] = (
        ("--criteria", [question.criteria] if question.criteria else []),
        ("--peers", question.peers),
        ("--benchmarks", question.benchmarks),
        ("--year", [str(question.year)] if question.year else []),
        ("--as", [] if question.counted is o.Counted.REVIEWED else [str(question.counted)]),
    )
    given = [text for name, values in options for value in values for text in (name, shlex.quote(value))]
    return " ".join(["fivegoods whatif", shlex.quote(question.parks[0]), *given])


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
    from fivegoods.analysis.advise import Costs
    from fivegoods.numeric.closest import nearest

    if file is None:
        return Costs(at_most=limit)
    data = small_file(file, lang, _is_costs, "advise.bad_costs")
    criteria = run.criteria.criteria
    known = [*criteria.fields, *(plan.id for plan in run.plan.root.all_indicators())]
    for name in data:
        if name not in known:
            near = nearest(str(name), known)
            refuse(problem_of_goal("unknown_cost", {"name": str(name), "near": near}, lang))
    return Costs({name: None if price == "never" else Decimal(price) for name, price in data.items()}, limit)


def _is_costs(data: Any) -> bool:
    return (
        isinstance(data, Mapping)
        and bool(data)
        and all(price == "never" or (_is_number(price) and price >= 0) for price in data.values())
    )


def _is_number(price: Any) -> bool:
    return isinstance(price, int | Decimal) and not isinstance(price, bool)
