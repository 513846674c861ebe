"""The program: which commands there are. Only the one that is called is imported and built."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from fivegoods import __version__
from fivegoods.cli.frame import in_chinese, speak_chinese
from fivegoods.cli.language import HELP_LANG, Lang, help_of
from fivegoods.cli.notices import hint_of
from fivegoods.cli.options import SETTINGS, Language, command
from fivegoods.cli.overwriting import keep_inputs
from fivegoods.messages.words import say

#: Command → its examples. The function of the same name is in the module of the same name.
COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "report": (
        "fivegoods report samples/demo/luming-2024.yaml --peers samples/demo -o report.docx",
        "fivegoods report template -o template.docx",
    ),
    "score": ("fivegoods score samples/hunan/xiangxiang-2021.yaml", "fivegoods score my-park.yaml -o card.md"),
    "rank": ("fivegoods rank samples/meizhou-2016", "fivegoods rank samples/demo -o ranking.md"),
    "compare": ("fivegoods compare samples/meizhou-2016 --as self",),
    "check": ("fivegoods check my-park.yaml", "fivegoods check --explain FG104"),
    "explain": ("fivegoods explain samples/meizhou-2016/pingyuan.yaml",),
    "advise": (
        "fivegoods advise samples/demo/luming-2024.yaml --peers samples/demo --next",
        "fivegoods advise samples/demo/luming-2024.yaml --peers samples/demo --target 80",
    ),
    "whatif": (
        "fivegoods whatif samples/demo/luming-2024.yaml --peers samples/demo --set tax=20亿元 --drop plant_stage",
    ),
    "diff": ("fivegoods diff samples/meizhou-2016", "fivegoods diff samples/demo --year 2023 --to-year 2024"),
    "robustness": (
        "fivegoods robustness samples/demo",
        "fivegoods robustness samples/demo --noise 30% -o robustness.md",
    ),
    "samples": ("fivegoods samples", "fivegoods samples -o my-folder"),
    "weights": ("fivegoods weights critic samples/demo", "fivegoods weights structure samples/demo"),
}
#: Commands that hold commands: the ``app`` in the module of the same name.
GROUPS: Final = ("criteria", "form", "benchmarks")

#: Commands whose module has another name.
_ELSEWHERE: Final = {"compare": "rank", "explain": "score"}

_SAMPLES: Final = ("fivegoods samples", "screen.samples")
_TRY: Final = (
    ("fivegoods rank samples/meizhou-2016", "screen.rank"),
    ("fivegoods explain samples/meizhou-2016/pingyuan.yaml", "screen.explain"),
    ("fivegoods check my-park.yaml", "screen.check"),
)


class Commands(TyperGroup):
    """The program: knows every command by name and help, and builds the one that is called."""

    def __init__(self, **given: Any) -> None:
        """Take what Typer gives a group."""
        super().__init__(**given)
        for name in (*COMMANDS, *GROUPS):
            # Typer cuts a help text at one line, but not a short help.
            self.add_command(TyperCommand(name, short_help=help_of(_help_code(name))))

    def get_help(self, ctx: Any) -> str:
        """Return the help page of the program."""
        page: str = super().get_help(ctx)
        return in_chinese(page) if HELP_LANG == "zh" else page

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return name, command and remaining arguments. Raise UsageError for an unknown command."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            lang = ctx.params["lang"]
            hint = hint_of(args[0], list(self.commands), lang)
            ctx.fail(say("cli.no_such_command", lang, name=args[0], hint=hint).strip())
        name, known, rest = super().resolve_command(ctx, args)
        return name, known and _built(str(name)), rest


def _help_code(name: str) -> str:
    return f"{name}_group" if name in GROUPS else name


def _built(name: str) -> Any:
    module = import_module(f"fivegoods.cli.commands.{_ELSEWHERE.get(name, name)}")
    holder = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    if name in GROUPS:
        holder.add_typer(module.app, name=name, help=help_of(_help_code(name)))
    else:
        command(holder, name, name, *COMMANDS[name])(getattr(module, name))
    built = keep_inputs(get_group(holder).commands[name])
    return speak_chinese(built) if HELP_LANG == "zh" else built


app = typer.Typer(
    name="fivegoods",
    cls=Commands,
    help=help_of("program"),
    context_settings=SETTINGS,
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
    lang: Language = Lang.EN,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help=help_of("version"))
    ] = False,
) -> None:
    """Show the short screen if no command is given; hand --lang on to the command."""
    context.obj = lang
    if context.invoked_subcommand is None:
        typer.echo(_short_screen(lang))


def _short_screen(lang: str) -> str:
    """Return what the program is and a few commands to try."""
    tries = _TRY if Path("samples").is_dir() else (_SAMPLES, *_TRY)
    wide = max(len(shown) for shown, _ in tries)
    lines = [say("screen.what", lang), ""]
    lines += [f"  {shown.ljust(wide)}  {say(code, lang)}" for shown, code in tries]
    return "\n".join([*lines, "", say("screen.more", lang)])
