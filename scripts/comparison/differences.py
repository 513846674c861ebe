"""Differences between two results of one command, and equal differences in one group."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comparison.readers import lines_of, parsed, text_lines

_UNKNOWN = re.compile(r"(?:没有选项|没有命令|No such option:?|There is no command|No such command)\s*'?([\w-]+)")


@dataclass(frozen=True)
class Difference:
    """One difference: ``kind`` is the same for equal ones, ``shown`` is what is printed and matched."""

    kind: str
    shown: str


@dataclass
class Group:
    """Equal differences: an example, how many, and the commands with them."""

    example: Difference
    commands: list[str] = field(default_factory=list)


def unknown_name(result: dict[str, Any]) -> str | None:
    """Return the command or option that a version does not know, None if the result is no such refusal."""
    found = _UNKNOWN.search(result["err"]) if result["code"] == 2 else None
    return found[1] if found else None


def differences(old: dict[str, Any], new: dict[str, Any], folders: tuple[Path, Path]) -> Iterator[Difference]:
    """Yield all differences of exit code, standard error, standard output and written files."""
    names = unknown_name(old), unknown_name(new)
    if names[0] != names[1]:
        side, name = ("OLD", names[0]) if names[0] else ("NEW", names[1])
        yield Difference(f"missing {name} in {side}", f"missing: {side} does not know {name}")
        return
    if old["code"] != new["code"]:
        yield Difference(f"exit {old['code']} {new['code']}", f"exit code: {old['code']} became {new['code']}")
    yield from _texts("stderr", old["err"], new["err"])
    yield from _texts("stdout", old["out"], new["out"])
    yield from _files(*folders)


def _files(old: Path, new: Path) -> Iterator[Difference]:
    names = [
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} for folder in (old, new)
    ]
    for name in sorted(names[0] ^ names[1]):
        side = "NEW" if name in names[0] else "OLD"
        yield Difference(f"file {Path(name).suffix} not in {side}", f"file: {side} did not write {name}")
    for name in sorted(names[0] & names[1]):
        first, second = old / name, new / name
        if first.read_bytes() == second.read_bytes():
            continue
        if name.endswith(".json"):
            yield from _texts("file.json", first.read_text(encoding="utf-8"), second.read_text(encoding="utf-8"))
        else:
            yield from _hunks(f"file{Path(name).suffix}", lines_of(first), lines_of(second))


def _texts(channel: str, old: str, new: str) -> Iterator[Difference]:
    if old == new:
        return
    trees = (parsed(old), parsed(new)) if old[:1] in ("{", "[") else (None, None)
    if trees[0] is not None and trees[1] is not None:
        yield from _trees(channel, "$", "$", *trees)
    else:
        yield from _hunks(channel, text_lines(old), text_lines(new))


def _hunks(channel: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    """Yield each stretch of changed lines; stretches that differ in figures only are of one kind."""
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=len(old) > 3000).get_opcodes():
        if tag != "equal":
            shown = "\n".join([channel, *(f"- {line}" for line in old[i:j]), *(f"+ {line}" for line in new[k:m])])
            yield Difference(_plain(shown), shown)


def _plain(text: str) -> str:
    """Return text without what differs from park to park: figures, ids, sheets, coordinates, widths, repeated lines."""
    lines = (re.sub(r"^([-+] ).*![A-Z]+\d+ ", r"\1", line) for line in text.splitlines())
    plain = (re.sub(r"\s+", " ", re.sub(r"[A-Z]*\d[\d,.]*|[─-╿]+|-{3,}", "0", line)) for line in lines)
    return "\n".join(dict.fromkeys(plain))


def _trees(channel: str, path: str, place: str, old: Any, new: Any) -> Iterator[Difference]:
    """Yield what differs between two parsed trees; ``path`` holds the last two names, ``place`` all with positions."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            inner, at = ".".join([*path.split(".")[-1:], _name(key)]), f"{place}.{key}"
            if key in old and key in new:
                yield from _trees(channel, inner, at, old[key], new[key])
            else:
                what = "added" if key in new else "removed"
                shown = _short(new[key] if key in new else old[key])
                yield Difference(f"{channel} {inner} {what}", f"{channel} json {at} {what}: {shown}")
    elif (ids := _ids(old)) is not None and (others := _ids(new)) is not None:
        if ids != others:
            shown = f"{channel} json {place} order: {_short(', '.join(ids))} became {_short(', '.join(others))}"
            yield Difference(f"{channel} {path} order", shown)
        by_id = dict(zip(others, new, strict=True))
        for one, part in zip(ids, old, strict=True):
            if one in by_id:
                yield from _trees(channel, f"{path}[*]", f"{place}[{one}]", part, by_id[one])
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _trees(channel, f"{path}[*]", f"{place}[{number}]", one, other)
    elif old != new or type(old) is not type(new):
        yield Difference(
            f"{channel} {path} changed", f"{channel} json {place} changed: {_short(old)} became {_short(new)}"
        )


def _ids(part: Any) -> list[str] | None:
    """Return the ids (and years) of a list of things that have one each, None for anything else."""
    if not isinstance(part, list) or not part or not all(isinstance(one, dict) and "id" in one for one in part):
        return None
    ids = [" ".join(str(one[key]) for key in ("id", "year") if key in one) for one in part]
    return ids if len(set(ids)) == len(ids) else None


def _name(key: str) -> str:
    """Return a key with the numbers of random ids taken out."""
    return re.sub(r"\d+", "0", key)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 200 else f"{text[:200]}… ({len(text)} characters)"
