"""The frame of help pages and usage errors in Chinese; Typer writes it in English only."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import typer

from fivegoods.cli.notices import notice

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The base of all usage errors. Not every version of Typer that we take exports it.
UsageError: Final[type[Any]] = typer.BadParameter.__mro__[1]

#: English of the frame → Chinese.
_OF_HELP: Final = (
    (r"^Usage: ", "用法："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"^Arguments:$", "参数："),
    (r"^Options:$", "选项："),
    (r"^Commands:$", "命令："),
    (r"Show this message and exit\.", "显示本帮助并退出。"),
    (r"Install completion for the current shell\.", "为当前 shell 安装命令补全。"),
    (r"Show completion for the current shell, to copy it or customize the installation\.".replace(" ", r"\s+"),
     "显示当前 shell 的补全脚本，供复制或自行安装。"),
    (r"\[required\]", "[必填]"),
    (r"(\[|; )default:\s+", r"\1默认："),
    (r"; required\]", "；必填]"),
)  # fmt: skip
_OF_ERRORS: Final = (
    (r"^Missing argument (\S+)\.", r"缺少参数 \1。"),
    (r"^Missing option (\S+(?: / \S+)*)\.", r"缺少选项 \1。"),
    (r"\s*Choose from:\s*", "可以是："),
    (r",\n\t", "、"),
    (r"^Missing command\.", "缺少命令。"),
    (r"^No such option: (\S+)", r"没有选项 \1。"),
    (r"^No such command (\S+)\.", r"没有命令 \1。"),
    (r"\s*\(Possible options: (.+)\)$", r"是否想写 \1？"),
    (r"\s*Did you mean (.+)\?$", r"是否想写 \1？"),
    (r"^Got unexpected extra argument(?:s|\(s\))? \((.+)\)$", r"多余的参数：\1"),
    (r"^Option (\S+) requires an argument\.$", r"选项 \1 后面要有值。"),
    (r"^Option (\S+) does not take a value\.$", r"选项 \1 不带值。"),
    (r"(\S+) is not one of (.+)\.$", r"没有 \1，可以是 \2。"),
    (r"(\S+) is not a valid int\.$", r"\1 不是整数。"),
    (r"(\S+) is not a valid float\.$", r"\1 不是数。"),
    (r"(\S+) is not in the range x>=(\S+)\.$", r"\1 太小，应不小于 \2。"),
    (r"(\S+) is not in the range x>(\S+)\.$", r"\1 太小，应大于 \2。"),
    (r"(\S+) is not in the range x<=(\S+)\.$", r"\1 太大，应不大于 \2。"),
    (r"(\S+) is not in the range x<(\S+)\.$", r"\1 太大，应小于 \2。"),
    (r"(\S+) is not in the range (\S+)<=x<=(\S+)\.$", r"\1 应不小于 \2、不大于 \3。"),
    (r"(\S+) is not in the range (.+)\.$", r"\1 不在 \2 的范围内。"),
    (r"^Invalid value for (\S+(?: / \S+)*): ", r"\1 的值不对："),
    (r"^Invalid value: ", "值不对："),
)


def in_chinese(text: str, phrases: Iterable[tuple[str, str]] = _OF_HELP) -> str:
    """Return the text with what belongs to Typer's frame in Chinese."""
    for english, chinese in phrases:
        text = re.sub(english, partial(_filled, chinese), text, flags=re.MULTILINE)
    return text


def _filled(words: str, found: re.Match[str]) -> str:
    return _listed(found.expand(words))


def _listed(words: str) -> str:
    """Return words with the quotes and commas of Typer's lists as they are in Chinese."""
    return re.sub(r"'([^']*)'", r"\1", words).replace(", ", "、")


def speak_chinese(command: Any) -> Any:
    """Make the help of a command, and of all below it, Chinese. Return the command."""
    plain = command.get_help
    command.get_help = lambda context: in_chinese(plain(context))
    for inner in getattr(command, "commands", {}).values():
        speak_chinese(inner)
    return command


def show_usage_error(error: Any, lang: str) -> int:
    """Write a usage error with the command's usage to stderr and return the exit code."""
    message, context = error.format_message(), getattr(error, "ctx", None)
    if context is not None and message == context.get_help():  # a group without a command shows its help
        notice(message)
        return int(error.exit_code)
    zh = lang == "zh"
    if context is not None:
        usage, help_ = context.get_usage(), f"{context.command_path} {context.help_option_names[0]}"
        notice(f"{in_chinese(usage)}\n查看帮助：{help_}\n" if zh else f"{usage}\nTry '{help_}' for help.\n")
    notice(f"错误：{in_chinese(message, _OF_ERRORS)}" if zh else f"Error: {message}")
    return int(error.exit_code)
