"""Findings as text with excerpts, as JSON, as annotations for GitHub, as lists of corrections; a code explained."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from string import Formatter
from typing import Any, Final

from fivegoods.messages.findings import Finding, FindingKind, Place, Severity, has_errors
from fivegoods.messages.sanitise import clean, one_line, width_of
from fivegoods.messages.words import say
from fivegoods.reports.model import Column, Product, Report, Section, Table, Tree

#: An excerpt wider than this many columns is cut around what it points at.
_WIDEST: Final = 100
_BEFORE: Final = 40
_CUT: Final = "..."
_GUTTER: Final = 5

#: So many findings of one code are shown; who wants them all asks for JSON.
_SHOWN: Final = 20

_COLOURS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_DID_YOU_MEAN: Final = {"zh": "是否想写 {near}？", "en": "did you mean {near}?"}
_MORE: Final = {
    "zh": "{code} 另有 {more} 条未显示；全部见 fivegoods check --format json",
    "en": "{code}: {more} more are not shown; `fivegoods check --format json` lists all",
}
_EVERYWHERE: Final = {"zh": "（共 {count} 处：{places}）", "en": " ({count} times: {places})"}
#: So many places of the same fault are named.
_PLACES: Final = 8
_HEADINGS: Final = {
    "zh": {"cause": "原因", "bad": "错误写法", "good": "正确写法"},
    "en": {"cause": "cause", "bad": "wrong", "good": "right"},
}


def text(findings: Iterable[Finding], lang: str, *, colour: bool = False) -> str:
    """Return findings as lines: location, excerpt with a caret, help; of a code that repeats, the first 20."""
    counts: dict[str, int] = {}
    lines: list[str] = []
    for finding in findings:
        code = finding.kind.code
        counts[code] = counts.get(code, 0) + 1
        if counts[code] <= _SHOWN:
            lines += _lines(finding, lang, colour=colour)
    for code, count in counts.items():
        if count > _SHOWN:
            lines.append(_MORE["zh" if lang == "zh" else "en"].format(code=code, more=count - _SHOWN))
    return "".join(line + "\n" for line in lines)


def render(findings: Iterable[Finding], shape: str, lang: str) -> str:
    """Return findings in the shape "text", "json" or "github"."""
    return {"text": text, "json": as_json, "github": as_github}[shape](findings, lang)


def as_json(findings: Iterable[Finding], lang: str) -> str:
    """Return findings as JSON text, positions as numbers (0 where there is none)."""
    items = [_item(finding, lang) for finding in findings]
    return json.dumps({"schema": 1, "findings": items}, ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Iterable[Finding], lang: str) -> str:
    """Return findings as workflow commands, which GitHub shows beside the lines of a change."""
    return "".join(_command(finding, lang) + "\n" for finding in findings)


def message_of(finding: Finding, lang: str) -> str:
    """Return what a finding says, as one line, with the places where it is true as well."""
    template = finding.kind.zh if lang == "zh" else finding.kind.en
    said = one_line(template.format(**finding.params))
    if finding.count < 2:
        return said
    places = [place.cell or str(place.line) for place in (finding.place, *finding.also)[:_PLACES]]
    listed = ("、" if lang == "zh" else ", ").join(places + (["…"] if finding.count > len(places) else []))
    return said + _EVERYWHERE["zh" if lang == "zh" else "en"].format(count=finding.count, places=listed)


def help_of(finding: Finding, lang: str) -> str:
    """Return what to do: the near match, else the kind's help if all its words are known, else ""."""
    if finding.near:
        return one_line(_DID_YOU_MEAN["zh" if lang == "zh" else "en"].format(near=finding.near))
    template = finding.kind.help_zh if lang == "zh" else finding.kind.help_en
    wanted = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return one_line(template.format(**finding.params)) if wanted <= finding.params.keys() else ""


def location_of(place: Place) -> str:
    """Return ``file:line:column``, ``file!sheet!cell``, or the file alone."""
    file = one_line(place.file)
    if place.sheet or place.cell:
        return "!".join(part for part in (file, one_line(place.sheet), place.cell) if part)
    return f"{file}:{place.line}:{place.column}" if place.line else file


def explain(kind: FindingKind, lang: str) -> str:
    """Return what a code means: its cause, a bad and a good example."""
    zh = lang == "zh"
    words = _HEADINGS["zh" if zh else "en"]
    # What a finding names is not known here.
    message = re.sub(r"\{\w+\}", "…", kind.zh if zh else kind.en)
    lines = [f"{kind.severity}[{kind.code}] {message}"]
    if cause := (kind.cause_zh if zh else kind.cause_en):
        lines += ["", f"{words['cause']}: {cause}"]
    for name, example in (("bad", kind.bad), ("good", kind.good)):
        if example:
            lines += ["", f"{words[name]}:", *(f"    {line}" for line in example.split("\n"))]
    return "\n".join(lines) + "\n"


def _lines(finding: Finding, lang: str, *, colour: bool) -> Iterable[str]:
    code = _painted(f"{finding.severity}[{finding.kind.code}]", finding.severity, colour=colour)
    yield f"{location_of(finding.place)}: {code} {message_of(finding, lang)}"
    if finding.place.excerpt.strip():
        number = str(finding.place.line) if finding.place.line else ""
        shown, carets = _excerpt(finding.place)
        yield f"{number:>{_GUTTER}} | {shown}".rstrip()
        yield f"{'':>{_GUTTER}} | {_painted(carets, finding.severity, colour=colour)}"
    if advice := help_of(finding, lang):
        yield f"   help: {advice}"


def _excerpt(place: Place) -> tuple[str, str]:
    """Return the line and the carets under what it is about, cut alike where the line is long.

    Parts are cleaned one by one, so that the carets stay right when control characters drop out;
    only the neighbourhood of the place is looked at, however long the line is.
    """
    start = max(place.column - 1, 0)
    end = max(place.end_column - 1, start + 1)
    line = place.excerpt
    before = _flat(line[max(start - _WIDEST, 0) : start])
    marked = _flat(line[start : min(end, start + _WIDEST)])
    after = _flat(line[end : end + _WIDEST]) if end - start <= _WIDEST else _CUT
    if start > _WIDEST or width_of(before + marked) > _WIDEST:
        before = _CUT + _last_columns(before, _BEFORE)
    room = _WIDEST - width_of(before + marked)
    if width_of(after) > room:
        after = _first_columns(after, max(room - len(_CUT), 0)) + _CUT
    return before + marked + after, " " * width_of(before) + "^" * max(width_of(marked), 1)


def _flat(text: str) -> str:
    return clean(text.replace("\t", " ")).replace("\n", "")


def _first_columns(text: str, columns: int) -> str:
    """Return the longest start of ``text`` that fits; a wide character is never split."""
    used = 0
    for index, character in enumerate(text):
        used += width_of(character)
        if used > columns:
            return text[:index]
    return text


def _last_columns(text: str, columns: int) -> str:
    return _first_columns(text[::-1], columns)[::-1]


def _painted(text: str, severity: Severity, *, colour: bool) -> str:
    return f"\x1b[1;{_COLOURS[severity]}m{text}\x1b[0m" if colour else text


def _item(finding: Finding, lang: str) -> dict[str, Any]:
    place = finding.place
    item: dict[str, Any] = {
        "code": finding.kind.code,
        "severity": finding.severity.value,
        "message": message_of(finding, lang),
        "help": help_of(finding, lang),
        "file": one_line(place.file),
        "line": place.line,
        "column": place.column,
        "end_column": place.end_column,
    }
    if place.sheet or place.cell:
        item |= {"sheet": one_line(place.sheet), "cell": place.cell}
    if finding.count > 1:
        also = [other.cell or str(other.line) for other in finding.also]
        item |= {"count": finding.count, "also": also}
    return item


def _command(finding: Finding, lang: str) -> str:
    place = finding.place
    level = "notice" if finding.severity is Severity.NOTE else finding.severity.value
    properties: dict[str, str] = {"file": one_line(place.file)}
    if place.line:
        # GitHub counts the last column as part of the mark.
        last = max(place.end_column - 1, place.column)
        properties |= {"line": str(place.line), "col": str(place.column), "endColumn": str(last)}
    properties["title"] = finding.kind.code
    where = f"{place.sheet}!{place.cell}: " if place.cell else ""
    advice = help_of(finding, lang)
    said = where + message_of(finding, lang) + (f"\n{advice}" if advice else "")
    listed = ",".join(f"{key}={_escaped(value, is_property=True)}" for key, value in properties.items())
    return f"::{level} {listed}::{_escaped(said)}"


def _escaped(text: str, *, is_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text


#: Ids in brackets behind names: those who fill in a form do not know them.
_IDS = re.compile(r"（[a-z][a-z0-9_.]*）|(?<=[^\x00-\x7f]) \([a-z][a-z0-9_.]*\)")


class CorrectionsProduct(Product):
    """One list of corrections for each file that has findings."""

    def __init__(self, findings: Sequence[Finding], lang: str) -> None:
        """List ``findings`` in the language ``lang``."""
        self._findings, self._lang = findings, lang
        self._columns = _columns(lang)

    def report(self) -> Report:
        """Return a table for each file."""
        title, how = say("corrections.title", self._lang), say("corrections.how", self._lang)
        if has_errors(self._findings):
            how = f"{how}\n{say('corrections.again', self._lang)}"
        sections = tuple(
            Section(PurePath(file).name, (Table(self._columns, found),))
            for file, found in by_file(self._findings).items()
        )
        return Report(title, self._lang, how, sections=sections)

    def data(self) -> Tree:
        """Return the corrections with the file of each."""
        return {"corrections": self.records()}

    def records(self) -> Table[Finding]:
        """Return one row for each correction."""
        file: Column[Finding] = Column("file", say("col.file", self._lang), lambda finding: finding.place.file)
        return Table((file, *self._columns), self._findings)


def by_file(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Return findings by the file that they are about."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.place.file, []).append(finding)
    return found


def _columns(lang: str) -> tuple[Column[Finding], ...]:
    return (
        Column("place", say("corrections.place", lang), lambda finding: _place(finding, lang)),
        Column("there", say("corrections.there", lang), lambda finding: finding.place.excerpt.strip() or None),
        Column("wrong", say("corrections.wrong", lang), lambda finding: _plain(message_of(finding, lang), lang)),
        Column("do", say("corrections.do", lang), lambda finding: _plain(help_of(finding, lang), lang) or None),
        Column("severity", say("corrections.severity", lang), lambda f: say(f"severity.{f.severity}", lang)),
    )


def _place(finding: Finding, lang: str) -> str | None:
    place = finding.place
    if place.cell:
        return "!".join(part for part in (place.sheet, place.cell) if part)
    return say("corrections.line", lang, line=place.line) if place.line else None


def _plain(text: str, lang: str) -> str:
    return _IDS.sub("", text) if lang == "zh" else text
