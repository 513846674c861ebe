"""`fivegoods whatif`: the same evaluation with something changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.one_park import open_among, problem_of_change, refuse, small_file
from fivegoods.cli.program.help_words import HELP_LANG
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.analysis.whatif import Change
    from fivegoods.criteria.models.criteria import Criteria


def _option(name: str, metavar: str, code: str) -> Any:
    return typer.Option(name, metavar=metavar, help=say(f"help.{code}", HELP_LANG), show_default=False)


_KINDS = ("set", "scale", "weight", "drop", "event")


def whatif(
    context: typer.Context,
    park: o.OnePark,
    settings: Annotated[list[str] | None, _option("--set", "FIELD=VALUE", "set")] = None,
    scales: Annotated[list[str] | None, _option("--scale", "FIELD=FACTOR", "scale")] = None,
    weights: Annotated[list[str] | None, _option("--weight", "INDICATOR=POINTS", "weight")] = None,
    drops: Annotated[list[str] | None, _option("--drop", "INDICATOR", "drop")] = None,
    events: Annotated[list[str] | None, _option("--event", "EVENT", "event")] = None,
    file: Annotated[str | None, _option("--file", "FILE", "changes_file")] = None,
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
    """Try changes."""
    spoken = language(lang or context.obj)
    to = destination(output, output_format, spoken)
    written = dict(zip(_KINDS, (settings, scales, weights, drops, events), strict=True))
    texts = [(kind, text) for kind, given in written.items() for text in given or ()]
    if file is not None:
        texts += _of_file(small_file(file, spoken, _is_changes, "whatif.bad_file"))
    if not texts:
        refuse(say("whatif.no_changes", spoken))
    question = Question([park], spoken, criteria, benchmarks or (), peers or (), year, counted, quiet, strict)
    run, park_id = open_among(question)
    from fivegoods.analysis.whatif import ChangeError, what_if
    from fivegoods.reports.changes.whatif import WhatIfProduct

    try:
        changes = [parsed(kind, text, run.criteria.criteria) for kind, text in texts]
        found = what_if(run, park_id, changes)
    except ChangeError as error:
        refuse(problem_of_change(error, spoken))
    emit(WhatIfProduct(found, spoken), to, spoken, quiet=quiet)


def parsed(kind: str, text: str, criteria: Criteria) -> Change:
    """Return one change as typed. Raise ChangeError."""
    from fivegoods.analysis import whatif as w

    parse = {
        "set": w.parse_set,
        "scale": w.parse_scale,
        "weight": w.parse_weight,
        "drop": w.parse_drop,
        "event": w.parse_event,
    }
    return parse[kind](text, criteria)


def _is_changes(data: Any) -> bool:
    if not isinstance(data, Mapping) or not data or set(data) - set(_KINDS):
        return False
    mappings = all(isinstance(item, Mapping) for key, item in data.items() if key != "drop")
    return mappings and isinstance(data.get("drop", []), list)


def _of_file(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    texts = []
    for kind, given in data.items():
        if kind == "drop":
            texts += [(kind, str(name)) for name in given]
        else:
            texts += [(kind, f"{name}={_written(value)}") for name, value in given.items()]
    return texts


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
