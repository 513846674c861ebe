"""Compare the output of two installed versions, command by command.

    python scripts/same_output.py OLD NEW [--criteria N] [--seed S] [--jobs J] [--only REGEX] [--ignore FILE]

OLD and NEW are Python executables, virtual environments, or checkouts with a `.venv`. Every command runs in every
format and language over the samples, the packs and galleries (with random parks), N random criteria and N trials of
the fuzzer, of which many end with findings. Equal differences are printed once with the commands that show them. FILE
is a YAML list of accepted differences: `{difference: REGEX, reason: TEXT}`, with `command: REGEX` to narrow it down;
REGEX is searched in what is printed. Exit code 1 if a difference is not accepted. The Python that runs this needs the
libraries of the tests.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts")]

from comparison.commands import FORMATS, PACKS, Base, Parks, all_commands, changed_trial, placed  # noqa: E402
from comparison.differences import Difference, Group, differences  # noqa: E402
from comparison.versions import Version, python_of  # noqa: E402

import generate  # noqa: E402
from fuzz.trial import trial  # noqa: E402


@dataclass
class Accepted:
    """A difference that is wanted, and how often it was met."""

    difference: re.Pattern[str]
    command: re.Pattern[str]
    reason: str
    met: int = 0

    def takes(self, difference: Difference, command: str) -> bool:
        """Return whether this difference is meant, and count it."""
        meant = bool(self.difference.search(difference.shown) and self.command.search(command))
        self.met += meant
        return meant


def main() -> int:
    """Run both versions and print what differs."""
    options = _options()
    accepted = _accepted(options.ignore)
    with tempfile.TemporaryDirectory(prefix="same-output-") as name:
        work = Path(options.keep or name).absolute()
        versions = [
            Version(side, python_of(place), work / side) for side, place in (("OLD", options.old), ("NEW", options.new))
        ]
        inputs = versions[0].folder
        packs, cases = _write_packs(inputs), _write_cases(inputs, options.criteria, options.seed)
        formats = _formats(versions, inputs)
        changed = _write_changed(inputs, options.criteria, options.seed, formats)
        commands = [
            (place, command)
            for place, command in placed([*all_commands(packs, cases, formats), *changed])
            if re.search(options.only, " ".join(command))
        ]
        shutil.copytree(inputs, versions[1].folder, dirs_exist_ok=True)
        for version in versions:
            for place, _ in commands:
                (version.folder / place).mkdir(parents=True)
        results = _run(versions, [command for _, command in commands], options.jobs)
        groups = _groups(commands, results, [version.folder for version in versions], accepted)
    return _print(groups, accepted, show_all=options.all)


def _formats(versions: list[Version], folder: Path) -> list[str]:
    """Return the formats that both versions know, and name the others."""
    known = [replace(version, folder=folder).formats(FORMATS) for version in versions]
    for form in FORMATS:
        if (form in known[0]) != (form in known[1]):
            _say(f"missing: {'NEW' if form in known[0] else 'OLD'} does not know the format {form}; it is not compared")
    return [form for form in FORMATS if form in known[0] and form in known[1]]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the output of two installed versions.")
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    parser.add_argument("--criteria", type=int, default=100, metavar="N", help="random criteria (default 100)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first of them")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once (default 2, one for each version)")
    parser.add_argument("--ignore", type=Path, metavar="FILE", help="accepted differences with their reasons")
    parser.add_argument("--keep", metavar="FOLDER", help="leave inputs and outputs in this new folder")
    parser.add_argument("--only", default="", metavar="REGEX", help="only commands that match, such as '^rank .*json'")
    parser.add_argument("--all", action="store_true", help="print every group, not the first 100")
    return parser.parse_args()


def _accepted(path: Path | None) -> list[Accepted]:
    """Return the accepted differences. Exit with 2 for one without a reason."""
    listed = yaml.safe_load(path.read_text(encoding="utf-8")) if path else []
    for one in listed or []:
        if not {"difference", "reason"} <= set(one):
            sys.stderr.write(f"{path}: an accepted difference needs a difference and a reason: {one}\n")
            sys.exit(2)
    return [
        Accepted(re.compile(one["difference"], re.M), re.compile(one.get("command", "")), one["reason"])
        for one in listed or []
    ]


class _Exact(yaml.SafeLoader):
    """Reads numbers as Decimals."""


_Exact.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(str(loader.construct_scalar(node))))


def _write_packs(folder: Path) -> list[tuple[str, Parks]]:
    """Copy the samples, write random parks for every pack and return both with the pack's id."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    packs = []
    for number, name in enumerate(PACKS):
        document = yaml.load((ROOT / "criteria" / f"{name}.yaml").read_text(encoding="utf-8"), _Exact)
        place = Path("packs", name.replace("/", "-"))
        (folder / place).mkdir(parents=True)
        for park in generate.parks(document, number, count=6):
            (folder / place / f"{park['id']}-{park['year']}.yaml").write_text(generate.dump(park), encoding="utf-8")
        packs.append((name, _parks(document, place.as_posix(), ("-c", name))))
    return packs


def _write_cases(folder: Path, count: int, seed: int) -> list[tuple[str, Parks]]:
    cases = []
    for number in range(seed, seed + count):
        case = generate.write_case(folder / "cases" / str(number), number, years=2 + number % 2)
        given = [path.relative_to(folder).as_posix() for path in (case.criteria, case.parks)]
        benchmarks = ("--benchmarks", f"cases/{number}/benchmarks.yaml") if case.benchmarks else ()
        cases.append((given[0], _parks(generate.criteria(number), given[1], ("-c", given[0], *benchmarks))))
    return cases


def _write_changed(folder: Path, count: int, seed: int, formats: list[str]) -> list[Base]:
    """Write trials of the fuzzer and return their commands, and one that gives all findings on each."""
    commands: list[Base] = []
    with contextlib.chdir(folder):
        for number in range(seed, seed + count):
            place = Path("changed", str(number))
            made = trial(number).write(place)
            commands += changed_trial(made, place.as_posix(), formats)
    return commands


def _parks(document: dict[str, Any], path: str, options: tuple[str, ...]) -> Parks:
    numbers = [key for key, field in document.get("fields", {}).items() if field.get("kind", "number") == "number"]
    return Parks((path,), options, "p0", (numbers or ["tax"])[0], (2023, 2024))


def _run(versions: list[Version], commands: list[Base], jobs: int) -> list[list[dict[str, Any]]]:
    """Run both versions at once, or one after the other with one job."""
    found: list[list[dict[str, Any]]] = [[], []]

    def work(number: int) -> None:
        found[number] = versions[number].results(commands, max(1, jobs // 2))

    started = time.monotonic()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
        if jobs == 1:
            thread.join()
    for thread in threads:
        thread.join()
    _say(f"{len(commands)} commands in each version, {time.monotonic() - started:.0f} s")
    for version, results in zip(versions, found, strict=True):
        codes = [result["code"] for result in results]
        counts = ", ".join(f"{code}: {codes.count(code)}" for code in sorted(set(codes), key=str))
        _say(f"{version.name}: {sum(result['seconds'] for result in results):.0f} s in commands; exit codes {counts}")
    return found


def _groups(
    commands: list[tuple[str, Base]],
    results: list[list[dict[str, Any]]],
    folders: list[Path],
    accepted: list[Accepted],
) -> list[Group]:
    """Return the differences that nobody accepted, equal ones together, the most frequent first."""
    groups: dict[str, Group] = {}
    for (place, parts), old, new in zip(commands, *results, strict=True):
        written = tuple(folder / place for folder in folders)
        command = " ".join(parts)
        for difference in differences(old, new, (written[0], written[1])):
            if not any(one.takes(difference, command) for one in accepted):
                groups.setdefault(difference.kind, Group(difference)).commands.append(command)
    return sorted(groups.values(), key=lambda group: -len(group.commands))


def _print(groups: list[Group], accepted: list[Accepted], *, show_all: bool) -> int:
    """Print accepted and open differences and return the exit code."""
    for one in accepted:
        _say(f"accepted {one.met} times: {one.difference.pattern} ({one.reason})")
    for group in groups[: None if show_all else 100]:
        _say(f"\n{len(set(group.commands))} commands, such as: fivegoods {group.commands[0]}")
        _say(_cut(group.example.shown))
    differ = len({command for group in groups for command in group.commands})
    _say(f"\n{len(groups)} kinds of differences in {differ} commands" if groups else "\nno differences")
    return 1 if groups else 0


def _cut(text: str) -> str:
    lines = [line if len(line) <= 240 else f"{line[:240]}…" for line in text.splitlines()]
    return "\n".join(lines if len(lines) <= 14 else [*lines[:14], f"… {len(lines) - 14} more lines"])


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
