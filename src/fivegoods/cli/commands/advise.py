"""`fivegoods advise`: what a goal needs."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.language import help_of
from fivegoods.cli.notices import ANSWER_IS_NO, DONE
from fivegoods.cli.one_park import open_among, small_file
from fivegoods.cli.session import refusing


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
    run, park_id = open_among(park, options)
    prices = {} if costs is None else small_file(costs, to.lang, _is_costs, "advise.bad_costs")
    from fivegoods.api import analyses
    from fivegoods.reports.changes.advise import AdviceProduct

    with refusing(to.lang):
        found = analyses.advise(
            run,
            park_id,
            target=target,
            grade=grade,
            rank=rank,
            next_park=next_,
            costs={name: None if price == "never" else price for name, price in prices.items()},
            at_most=limit,
        ).found
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


def _is_costs(data: Any) -> bool:
    return (
        isinstance(data, Mapping)
        and bool(data)
        and all(price == "never" or (_is_number(price) and price >= 0) for price in data.values())
    )


def _is_number(price: Any) -> bool:
    return isinstance(price, int | Decimal) and not isinstance(price, bool)
