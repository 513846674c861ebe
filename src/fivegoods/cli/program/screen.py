"""What `fivegoods` alone shows: what it is and three commands to try."""

from __future__ import annotations

from pathlib import Path

from fivegoods.messages.words import say

_SAMPLES = ("fivegoods samples", "screen.samples")
_TRY = (
    ("fivegoods rank samples/meizhou-2016", "screen.rank"),
    ("fivegoods explain samples/meizhou-2016/pingyuan.yaml", "screen.explain"),
    ("fivegoods check my-park.yaml", "screen.check"),
)


def short_screen(lang: str) -> str:
    """Return the screen as text."""
    tries = _TRY if Path("samples").is_dir() else (_SAMPLES, *_TRY)
    wide = max(len(command) for command, _ in tries)
    lines = [say("screen.what", lang), ""]
    lines += [f"  {command.ljust(wide)}  {say(code, lang)}" for command, code in tries]
    return "\n".join([*lines, "", say("screen.more", lang)])
