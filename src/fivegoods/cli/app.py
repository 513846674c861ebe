"""The Typer app: which commands there are. Nothing heavy is imported here."""

from __future__ import annotations

from typing import Annotated

import typer

from fivegoods import __version__
from fivegoods.cli import (
    advise,
    benchmarks,
    check,
    compare,
    criteria,
    diff,
    explain,
    form,
    rank,
    robustness,
    score,
    weights,
    whatif,
)
from fivegoods.cli.help_words import HELP_LANG, examples
from fivegoods.cli.language import language
from fivegoods.cli.options import Language
from fivegoods.cli.screen import short_screen
from fivegoods.words import say

_SETTINGS = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    name="fivegoods",
    help=say("help.program", HELP_LANG),
    context_settings=_SETTINGS,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(*, value: bool) -> None:
    if value:
        typer.echo(say("cli.version", HELP_LANG, version=__version__))
        raise typer.Exit


@app.callback(invoke_without_command=True)
def program(
    context: typer.Context,
    lang: Language = None,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help=say("help.version", HELP_LANG))
    ] = False,
) -> None:
    """Show the short screen if no command is given; hand --lang on to the command."""
    context.obj = lang
    if context.invoked_subcommand is None:
        typer.echo(short_screen(language(lang)))


for _name, _function, _examples in (
    (
        "score",
        score.score,
        ("fivegoods score samples/hunan/xiangxiang-2021.yaml", "fivegoods score my-park.yaml -o card.md"),
    ),
    ("rank", rank.rank, ("fivegoods rank samples/meizhou-2016", "fivegoods rank samples/demo -o ranking.md")),
    ("compare", compare.compare, ("fivegoods compare samples/meizhou-2016 --as self",)),
    ("check", check.check, ("fivegoods check my-park.yaml", "fivegoods check --explain FG104")),
    ("explain", explain.explain, ("fivegoods explain samples/meizhou-2016/pingyuan.yaml",)),
    (
        "advise",
        advise.advise,
        (
            "fivegoods advise samples/demo/luming-2024.yaml --peers samples/demo --next",
            "fivegoods advise samples/demo/luming-2024.yaml --peers samples/demo --target 80",
        ),
    ),
    (
        "whatif",
        whatif.whatif,
        ("fivegoods whatif samples/demo/luming-2024.yaml --peers samples/demo --set tax=20亿元 --drop plant_stage",),
    ),
    (
        "diff",
        diff.diff,
        ("fivegoods diff samples/meizhou-2016", "fivegoods diff samples/demo --year 2023 --to-year 2024"),
    ),
    (
        "robustness",
        robustness.robustness,
        ("fivegoods robustness samples/demo", "fivegoods robustness samples/demo --noise 30% -o robustness.md"),
    ),
    ("weights", weights.weights, ("fivegoods weights critic samples/demo", "fivegoods weights structure samples/demo")),
):
    app.command(_name, help=say(f"help.{_name}", HELP_LANG), epilog=examples(*_examples), context_settings=_SETTINGS)(
        _function
    )

app.add_typer(criteria.app, name="criteria", help=say("help.criteria_group", HELP_LANG))
app.add_typer(form.app, name="form", help=say("help.form_group", HELP_LANG))
app.add_typer(benchmarks.app, name="benchmarks", help=say("help.benchmarks_group", HELP_LANG))
