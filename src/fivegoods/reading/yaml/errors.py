"""The YAML parser's complaints → findings at the likely cause, which the parser often misses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import yaml

from fivegoods.messages.findings import Finding
from fivegoods.reading.yaml import findings as kinds
from fivegoods.reading.yaml.document import Document, place_in

_FULL_WIDTH_COLON: Final = re.compile(r"""^\s*(?:- +)?([^\s#:'"{}\[\],：][^#:'"：]*)：\s*(.*)$""")
#: How many lines above the complaint a full-width colon is looked for.
_LINES_ABOVE: Final = 2


def syntax_finding(file: str, lines: Sequence[str], error: yaml.MarkedYAMLError) -> Finding:
    """Say in our words what the parser could not read, pointing at the likely cause."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    for number in range(min(line, len(lines) - 1), max(line - _LINES_ABOVE - 1, -1), -1):
        if colon := _full_width_colon(file, lines, number):
            return colon
    kind = kinds.kind_of(str(error.problem))
    at_end = not any(lines[line:])
    late = kind in (kinds.NO_COLON, kinds.OPEN_QUOTE, kinds.BAD_START) or at_end
    if late and error.context_mark:
        # These are noticed after the place that is to blame.
        line, column = error.context_mark.line, error.context_mark.column
    character = lines[line][column : column + 1] if line < len(lines) else ""
    if character == "\t":
        kind = kinds.TAB
    words = {"problem": " ".join(str(error.problem).split()), "character": character}
    params = {key: text for key, text in words.items() if f"{{{key}}}" in kind.zh}
    return Finding(kind, place_in(file, lines, (line, column, line, column + 1)), params)


def full_width_colon_in(document: Document) -> Finding | None:
    """Return a finding if a document holds a line with a full-width colon after its first word."""
    for number in range(len(document.lines)):
        if found := _full_width_colon(document.file, document.lines, number):
            return found
    return None


def _full_width_colon(file: str, lines: Sequence[str], number: int) -> Finding | None:
    hit = _FULL_WIDTH_COLON.match(lines[number])
    if hit is None:
        return None
    at = hit.end(1)
    suggestion = f"{hit.group(1)}: {hit.group(2)}".rstrip()
    place = place_in(file, lines, (number, at, number, at + 1))
    return Finding(kinds.FULL_WIDTH_COLON, place, {"suggestion": suggestion})
