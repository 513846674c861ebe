"""`fivegoods benchmarks make`: what an office hands each park so that it can score itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import emit_text
from fivegoods.cli.language import help_of
from fivegoods.cli.notices import notice, refuse, stop
from fivegoods.cli.options import command, group
from fivegoods.cli.session import open_or_exit
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.analysis.benchmarks import GroupStatistics
    from fivegoods.scoring.scores import Run

app = group()


@dataclass(frozen=True)
class MakeOptions(o.DataOptions):
    """What benchmarks are made from, which refer to no others."""

    benchmarks: list[str] | None = None
    strict: bool = False


@command(app, "make", "benchmarks_make", "fivegoods benchmarks make samples/demo -o province-2024.yaml")
def make(
    parks: o.Parks,
    options: MakeOptions,
    output: Annotated[str, o.option("benchmarks_output", "--output", "-o", metavar="FILE")] = "-",
    at_least: Annotated[int, typer.Option("--at-least", metavar="N", min=1, help=help_of("at_least"))] = 3,
) -> None:
    """Make a benchmarks file."""
    lang, quiet = options.lang, options.quiet
    if output != "-" and Path(output).suffix.lower() not in (".yaml", ".yml"):
        refuse(say("data.benchmarks_suffix", lang, where=output), "-o")
    from fivegoods.api import analyses
    from fivegoods.collect.park_file import benchmarks_yaml

    run = open_or_exit(parks, options)
    made = analyses.benchmarks(run, at_least)
    if not quiet:
        _say_left_out(made, run, at_least, lang)
    if not made.made:
        few = made.too_small or len(run.scores) < at_least
        stop(say("data.too_few" if few else "data.no_statistics", lang, parks=len(run.scores), limit=at_least))
    years = sorted({score.year for score in run.scores})
    emit_text(benchmarks_yaml(made, run.criteria, len(run.scores), years), output, lang, quiet=quiet)


def _say_left_out(made: GroupStatistics, run: Run, at_least: int, lang: str) -> None:
    from fivegoods.reports.localise import Voice

    voice = Voice(lang, run.criteria)
    for one in made.too_small:
        groups = voice.say("join.list").join(voice.group_value(key, value) for key, value in one.groups.items()) or "-"
        what = f"{one.of} {one.stat}"
        notice(say("data.too_small", lang, what=what, group=groups, parks=one.parks, limit=at_least))
    if made.need_peers:
        notice(say("data.need_peers", lang, indicators=voice.listed(map(voice.named, made.need_peers))))
