"""`fivegoods benchmarks make`: what an office hands each park so that it can score itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import write_or_exit, write_out
from fivegoods.cli.exits import COULD_NOT
from fivegoods.cli.program.help_words import HELP_LANG, examples
from fivegoods.cli.program.language import language
from fivegoods.cli.session import Question, open_or_exit
from fivegoods.messages.words import say

if TYPE_CHECKING:
    from fivegoods.analysis.benchmarks import GroupStatistics
    from fivegoods.scoring.scores import Run

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    # One command, and it is still called by its name: `benchmarks make`.
    callback=lambda: None,
)

_Output = Annotated[
    str,
    typer.Option("--output", "-o", metavar="FILE", help=say("help.benchmarks_output", HELP_LANG), show_default=False),
]
_AtLeast = Annotated[int, typer.Option("--at-least", metavar="N", min=1, help=say("help.at_least", HELP_LANG))]
_EXAMPLE = "fivegoods benchmarks make samples/demo -o province-2024.yaml"


@app.command("make", help=say("help.benchmarks_make", HELP_LANG), epilog=examples(_EXAMPLE))
def make(
    context: typer.Context,
    parks: o.Parks,
    output: _Output = "-",
    at_least: _AtLeast = 3,
    criteria: o.CriteriaChoice = None,
    peers: o.Peers = None,
    year: o.Year = None,
    counted: o.As = o.Counted.REVIEWED,
    quiet: o.Quiet = False,
    lang: o.Language = None,
) -> None:
    """Make a benchmarks file."""
    spoken = language(lang or context.obj)
    if output != "-" and Path(output).suffix.lower() not in (".yaml", ".yml"):
        raise typer.BadParameter(say("data.benchmarks_suffix", spoken, where=output), param_hint="-o")
    from fivegoods.analysis.benchmarks import group_statistics
    from fivegoods.collect.benchmarks_file import benchmarks_yaml

    run = open_or_exit(Question(parks, spoken, criteria, (), peers or (), year, counted, quiet))
    made = group_statistics(run, at_least)
    _say_left_out(made, run, at_least, spoken, quiet=quiet)
    if not made.made:
        few = made.too_small or len(run.scores) < at_least
        reason = "data.too_few" if few else "data.no_statistics"
        typer.echo(say(reason, spoken, parks=len(run.scores), limit=at_least), err=True)
        raise typer.Exit(COULD_NOT)
    years = sorted({score.park.year for score in run.scores})
    text = benchmarks_yaml(made, run.criteria, len(run.scores), years)
    if output == "-":
        write_out(text)
        return
    write_or_exit(Path(output), text.encode(), spoken)
    if not quiet:
        typer.echo(say("cli.written", spoken, file=output), err=True)


def _say_left_out(made: GroupStatistics, run: Run, at_least: int, lang: str, *, quiet: bool) -> None:
    from fivegoods.reports.localise import Voice

    if quiet:
        return
    voice = Voice(lang, run.criteria)
    for one in made.too_small:
        group = voice.say("join.list").join(voice.group_value(key, value) for key, value in one.groups.items()) or "-"
        text = say("data.too_small", lang, what=f"{one.of} {one.stat}", group=group, parks=one.parks, limit=at_least)
        typer.echo(text, err=True)
    if made.need_peers:
        typer.echo(say("data.need_peers", lang, indicators=", ".join(made.need_peers)), err=True)
