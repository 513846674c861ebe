"""What the pages for people show: fenced blocks, commands, sections, and output with lines left out.

A block of output starts with `$ fivegoods …`; a line `…` in it stands for any lines left out. A block
that a command reads carries its file's name after the language, as in ```` ```yaml costs.yaml ````.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
GUIDES = ("criteria", "data", "explain", "methods", "python", "reports", "robustness")
#: English and Chinese pages, side by side.
PAIRS = (READMES, *((f"docs/{name}.md", f"docs/{name}.zh-CN.md") for name in GUIDES))
PAGES = tuple(page for pair in PAIRS for page in pair)
LEFT_OUT = "…"

_FENCE = re.compile(r"^```(\w*)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LANGUAGE = re.compile(r" --lang (zh|en)\b")
_CODE = re.compile(r"\bFG\d{3}\b")
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*\b")


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Fence:
    kind: str
    name: str
    text: str
    #: Where the text stands in the page.
    start: int
    end: int

    @property
    def command(self) -> str:
        """Return the command whose output this is, or ""."""
        first = self.text.partition("\n")[0]
        return first[2:] if self.kind == "console" and first.startswith("$ fivegoods") else ""

    @property
    def shown(self) -> str:
        return self.text.partition("\n")[2]

    @property
    def commands(self) -> list[str]:
        """Return the program's commands in the block, without comments and without their language."""
        lines = [self.command] if self.kind == "console" else self.text.splitlines() if self.kind == "sh" else []
        bare = (shlex.join(shlex.split(line, comments=True)) for line in lines if line.startswith("fivegoods "))
        return [_LANGUAGE.sub("", line) for line in bare]


def fences(page: str) -> list[Fence]:
    return [Fence(m[1], m[2] or "", m[3], m.start(3), m.end(3)) for m in _FENCE.finditer(read(page))]


@dataclass
class Section:
    """What a section has to have in every language."""

    level: int
    fences: list[tuple[str, str, list[str]]] = field(default_factory=list)
    tables: list[tuple[int, int]] = field(default_factory=list)
    items: int = 0
    codes: set[str] = field(default_factory=set)
    options: set[str] = field(default_factory=set)


def sections(page: str) -> list[Section]:
    """Return the outline of a page: nothing of its words, all of its structure."""
    blocks = iter(fences(page))
    found: list[Section] = []
    in_table = False
    for line in _FENCE.sub("```\n", read(page)).splitlines():
        heading = re.match(r"(#+) ", line)
        if heading or not found:
            found.append(Section(len(heading[1]) if heading else 0))
        now, row = found[-1], line.startswith("|")
        if line == "```":
            block = next(blocks)
            now.fences.append((block.kind, block.name, block.commands))
        elif row and in_table:
            rows, columns = now.tables[-1]
            now.tables[-1] = (rows + 1, columns)
        elif row:
            now.tables.append((1, line.replace(r"\|", "").count("|") - 1))
        now.items += bool(re.match(r"\s*(?:[-*]|\d+\.) ", line))
        now.codes |= set(_CODE.findall(line))
        now.options |= {o for code in re.findall(r"`([^`]+)`", line) for o in _OPTION.findall(code)}
        in_table = row
    return found


def files_of(page: str, folder: Path) -> Path:
    """Put the samples and the files that a page shows into ``folder``, where its commands can be run."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    for fence in fences(page):
        if fence.name:
            (folder / fence.name).write_text(fence.text, encoding="utf-8")
    return folder


def words_of(command: str, folder: Path) -> list[str]:
    """Return the arguments of a command as a shell in ``folder`` would give them, without the program."""
    words: list[str] = []
    for word in shlex.split(command)[1:]:
        files = sorted(folder.glob(word)) if "*" in word else []
        words += [str(file.relative_to(folder)) for file in files] or [word]
    return words


def output_of(command: str, folder: Path = ROOT) -> str:
    """Return what a command prints, run in ``folder``; it must say yes or no, not that it could not."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "fivegoods", *words_of(command, folder)],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def _parts(shown: str) -> Iterator[tuple[list[str], bool, bool]]:
    """Yield stretches of shown lines, and whether each stands at the very start and the very end."""
    stretches: list[list[str]] = [[]]
    for line in shown.splitlines():
        if line == LEFT_OUT:
            stretches.append([])
        else:
            stretches[-1].append(line)
    last = len(stretches) - 1
    for number, lines in enumerate(stretches):
        if lines:
            yield lines, number == 0, number == last


def refreshed(shown: str, actual: str) -> str:
    """Return ``actual`` with the lines left out that ``shown`` leaves out; nothing shown yet is all of it.

    A stretch after `…` is found by its first line, so that one must stand; a page whose first line of a
    stretch is gone cannot be brought up to date and has to be read again.
    """
    if not shown:
        return actual
    lines = actual.splitlines()
    found: list[str] = []
    at = 0
    for stretch, first, last in _parts(shown):
        if not first:
            assert stretch[0] in lines[at:], f"no longer printed: {stretch[0]}"
            at, found = lines.index(stretch[0], at), [*found, LEFT_OUT]
        upto = len(lines) if last else at + len(stretch)
        found += lines[at:upto]
        at = upto
    if shown.endswith(f"{LEFT_OUT}\n"):
        found.append(LEFT_OUT)
    return "".join(f"{line}\n" for line in found)
