"""What `fivegoods` alone shows: what it is and three commands to try."""

from __future__ import annotations

from fivegoods.messages.words import say

_TRY = (
    ("fivegoods rank samples/meizhou-2016", "screen.rank"),
    ("fivegoods explain samples/meizhou-2016/pingyuan.yaml", "screen.explain"),
    ("fivegoods check my-park.yaml", "screen.check"),
)


def short_screen(lang: str) -> str:
    """Return the screen as text."""
    wide = max(len(command) for command, _ in _TRY)
    lines = [say("screen.what", lang), ""]
    lines += [f"  {command.ljust(wide)}  {say(code, lang)}" for command, code in _TRY]
    return "\n".join([*lines, "", say("screen.more", lang)])
