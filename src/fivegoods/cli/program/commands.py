"""Which commands there are. Only the one that is called is imported and built; a name needs no more than help."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from fivegoods.cli.overwriting import keep_inputs
from fivegoods.cli.program.frame import in_chinese, speak_chinese
from fivegoods.cli.program.help_words import HELP_LANG, examples
from fivegoods.cli.program.language import language
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

SETTINGS: Final = {"help_option_names": ["-h", "--help"]}


class Commands(TyperGroup):
    """The program: knows every command by name and help, and builds the one that is called."""

    def __init__(self, **given: Any) -> None:
        """Take what Typer gives a group."""
        super().__init__(**given)
        for name in (*COMMANDS, *GROUPS):
            # Typer cuts a help text at one line, but not a short help.
            self.add_command(TyperCommand(name, short_help=_help(name)))

    def get_help(self, ctx: Any) -> str:
        """Return the help page of the program."""
        page: str = super().get_help(ctx)
        return in_chinese(page) if HELP_LANG == "zh" else page

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return name, command and remaining arguments. Raise UsageError for an unknown command."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            ctx.fail(_no_such(args[0], list(self.commands), language(ctx.params.get("lang"))))
        name, known, rest = super().resolve_command(ctx, args)
        return name, known and _built(str(name)), rest


def _no_such(name: str, known: list[str], lang: str) -> str:
    from fivegoods.numeric.closest import nearest

    near = nearest(name, known)
    hint = say("cli.did_you_mean", lang, near=near) if near else ""
    return say("cli.no_such_command", lang, name=name, hint=hint).strip()


def _help(name: str) -> str:
    return say(f"help.{name}_group" if name in GROUPS else f"help.{name}", HELP_LANG)


def _built(name: str) -> Any:
    module = import_module(f"fivegoods.cli.commands.{name}")
    holder = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    if name in GROUPS:
        holder.add_typer(module.app, name=name, help=_help(name))
    else:
        enter = holder.command(name, help=_help(name), epilog=examples(*COMMANDS[name]), context_settings=SETTINGS)
        enter(getattr(module, name))
    command = keep_inputs(get_group(holder).commands[name])
    return speak_chinese(command) if HELP_LANG == "zh" else command
