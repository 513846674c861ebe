"""Where the YAML parser stopped → findings at the likely cause, which the parser often misses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import yaml
from yaml.scanner import ScannerError

from fivegoods.messages.findings import Finding, FindingKind
from fivegoods.reading.yaml import findings as kinds
from fivegoods.reading.yaml.document import Document, place_in

_FULL_WIDTH_COLON: Final = re.compile(r"""^\s*(?:- +)?([^\s#:'"{}\[\],：][^#:'"：]*)：\s*(.*)$""")
#: The same behind a key inside braces.
_INNER_COLON: Final = re.compile(r"([{,]\s*[a-z_]\w*)：\s*")
#: How many lines above the complaint a full-width colon is looked for.
_LINES_ABOVE: Final = 2
_QUOTES: Final = ("'", '"')
_QUOTED: Final = re.compile(r"""'[^']*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
#: What begins something other than text.
_RESERVED: Final = tuple("@`%*&!|>")
_BRACKETS: Final = tuple("[]{},")
_LONGEST_ESCAPE: Final = 10

#: A line and a column, from 0.
Position = tuple[int, int]


def syntax_finding(file: str, lines: Sequence[str], error: yaml.MarkedYAMLError, *, in_brackets: bool) -> Finding:
    """Return what is wrong at the marks of ``error``, found by a look at the text there.

    The parser's words are not read: they differ between parsers and versions. ``in_brackets`` says
    whether the innermost list or mapping that is open began with a bracket.
    """
    mark = error.problem_mark or error.context_mark
    at = (mark.line, mark.column) if mark else (0, 0)
    for number in range(min(at[0], len(lines) - 1), max(at[0] - _LINES_ABOVE - 1, -1), -1):
        if colon := _full_width_colon(file, lines, number):
            return colon
    start = (error.context_mark.line, error.context_mark.column) if error.context_mark else at
    if _character(lines, at) == "\t":
        kind = kinds.TAB
    elif isinstance(error, ScannerError):
        kind, at = _cause_in_text(lines, at, start)
    else:
        kind, at = _cause_in_structure(lines, at, start, in_brackets=in_brackets)
    params = {"character": _character(lines, at)} if kind is kinds.BAD_START else {}
    return Finding(kind, place_in(file, lines, (*at, at[0], at[1] + 1)), params)


def _cause_in_text(lines: Sequence[str], at: Position, start: Position) -> tuple[FindingKind, Position]:
    """Return what is wrong with a word that begins at ``start`` and could not be read on at ``at``."""
    opening, character = _character(lines, start), _character(lines, at)
    if opening in _QUOTES and not _QUOTED.match(_between(lines, start, at)):
        backslash = lines[at[0]].rfind("\\", 0, at[1] + 1) if opening == '"' and at[0] < len(lines) else -1
        # An escape is at most \U and eight digits long.
        if not _is_end(lines, at) and 0 <= at[1] - backslash <= _LONGEST_ESCAPE and backslash >= 0:
            return kinds.BAD_ESCAPE, (at[0], backslash)
        return kinds.OPEN_QUOTE, start
    if opening in _RESERVED:
        return kinds.BAD_START, start
    if character == ":":
        return kinds.EXTRA_COLON, at
    if character == "-" and at == start:
        return kinds.INDENT, at
    return (kinds.SYNTAX, at) if at == start else (kinds.NO_COLON, start)


def _cause_in_structure(
    lines: Sequence[str], at: Position, start: Position, *, in_brackets: bool
) -> tuple[FindingKind, Position]:
    """Return what is wrong where each word can be read but does not fit what stands before it."""
    if in_brackets or _character(lines, at) in _BRACKETS:
        return kinds.OPEN_BRACKET, start if _is_end(lines, at) else at
    if _character(lines, at) in _RESERVED:
        return kinds.BAD_START, at
    if _character(lines, at) == ":":
        return kinds.EXTRA_COLON, at
    return kinds.INDENT, start if _is_end(lines, at) else at


def _between(lines: Sequence[str], start: Position, end: Position) -> str:
    if start[0] == end[0]:
        return lines[start[0]][start[1] : end[1]]
    last = [lines[end[0]][: end[1]]] if end[0] < len(lines) else []
    return "\n".join([lines[start[0]][start[1] :], *lines[start[0] + 1 : end[0]], *last])


def _character(lines: Sequence[str], at: Position) -> str:
    return lines[at[0]][at[1] : at[1] + 1] if at[0] < len(lines) else ""


def _is_end(lines: Sequence[str], at: Position) -> bool:
    """Return whether nothing but blank lines follows."""
    return not any(lines[at[0] :])


def full_width_colon_in(document: Document) -> Finding | None:
    """Return a finding if a document holds a line with a full-width colon after its first word."""
    for number in range(len(document.lines)):
        if found := _full_width_colon(document.file, document.lines, number):
            return found
    return None


def _full_width_colon(file: str, lines: Sequence[str], number: int) -> Finding | None:
    line = lines[number]
    hit = _FULL_WIDTH_COLON.match(line) or _INNER_COLON.search(_QUOTED.sub(lambda text: "_" * len(text[0]), line))
    if hit is None:
        return None
    at = hit.end(1)
    before, after = (hit[1], hit[2]) if hit.re is _FULL_WIDTH_COLON else (hit[1][1:].lstrip(), "…")
    suggestion = f"{before}: {after}".rstrip()
    place = place_in(file, lines, (number, at, number, at + 1))
    return Finding(kinds.FULL_WIDTH_COLON, place, {"suggestion": suggestion})
