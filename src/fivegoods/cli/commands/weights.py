"""`fivegoods weights`: weights from data or judgements, the structure of the data, other methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.language import help_of
from fivegoods.cli.notices import refuse, stop
from fivegoods.cli.session import document_or_exit, open_ranking, refusing
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.api.result import Result
    from fivegoods.criteria.models.uncertainty import Judgements
    from fivegoods.reading.documents import Document


#: Ways to weights, and two ways to look at the data.
Method = Literal[
    "equal", "entropy", "critic", "deviation", "variation", "principal", "rotated", "merec",
    "ahp", "budget", "structure", "check",
]  # fmt: skip
#: What weights are derived from.
On = Literal["values", "shares"]

#: Options that do something for some methods alone.
_ONLY_FOR = {
    "--by-dimension": get_args(Method)[:8],
    "--judgements": ("ahp", "budget"),
    "--random-index": ("ahp",),
    "--parameter": ("check",),
}


def weights(
    method: Annotated[Method, o.argument("weight_method", "METHOD")],
    parks: o.Parks,
    options: o.RunOptions,
    on: Annotated[On | None, o.option("on", "--on")] = None,
    by_dimension: Annotated[bool, o.option("by_dimension", "--by-dimension")] = False,
    judgements: Annotated[str | None, o.option("judgements", "--judgements", metavar="FILE")] = None,
    random_index: Annotated[
        Literal["saaty", "alonso"] | None, typer.Option("--random-index", help=help_of("random_index"))
    ] = None,
    parameters: Annotated[list[str] | None, o.option("parameter", "--parameter", metavar="NAME=VALUE")] = None,
    allow_partial: o.AllowPartial = False,
) -> None:
    """Derive weights."""
    to = destination(options)
    given = (by_dimension, judgements is not None, random_index is not None, bool(parameters))
    for option in (option for option, is_given in zip(_ONLY_FOR, given, strict=True) if is_given):
        if method not in (known := _ONLY_FOR[option]):
            refuse(say("cli.not_for_method", to.lang, option=option, method=method, known=", ".join(known)))
    written = None if judgements is None else _judgements(judgements, options)
    run = open_ranking(parks, options, allow_partial=allow_partial, least=2)
    from fivegoods.api import analyses

    found: Result[Any]
    with refusing(to.lang, stop):
        if method == "structure":
            found = analyses.structure(run, on or "shares")
        elif method == "check":
            pairs = dict(text.partition("=")[::2] for text in parameters or ())
            found = analyses.other_methods(run, on or "values", **pairs)
        else:
            found = analyses.weights(
                run,
                method,
                on=on or "values",
                by_dimension=by_dimension,
                judgements=written,
                random_index=random_index or "saaty",
            )
    emit(found.product(to.lang), to)


def _judgements(file: str, options: o.Manner) -> Document[Judgements]:
    from fivegoods.criteria.models.uncertainty import Judgements

    return document_or_exit(file, Judgements, options)
