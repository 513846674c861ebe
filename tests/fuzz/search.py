"""Trials one after the other: what each did, what went wrong, and the counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fuzz import readers
from fuzz.program import Done, run
from fuzz.trial import Trial, trial


@dataclass(frozen=True)
class Failure:
    """Something that no input may cause. Failures with one ``signature`` have one cause."""

    seed: int
    signature: str
    message: str
    arguments: tuple[str, ...]


@dataclass
class Tally:
    """Counts of a run: trials; documents that were changed, read, scored and drawn; trials refused with findings."""

    trials: int = 0
    documents: int = 0
    refused: int = 0
    commands: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def add(self, made: Trial, done: Done, failure: Failure | None) -> None:
        self.trials += 1
        self.documents += made.changed if done.is_drawn else 0
        self.refused += not done.is_drawn
        self.commands[f"{made.command} {made.shape} {'drawn' if done.is_drawn else 'refused'}"] += 1
        self.failures += [failure] if failure else []


def search(seeds: Iterable[int], folder: Path) -> Iterator[Tally]:
    """Run the trials of all seeds and yield the counts after each."""
    tally = Tally()
    for seed in seeds:
        made = trial(seed)
        done = run(made.write(folder))
        tally.add(made, done, failure_of(made, done))
        yield tally


def failure_of(made: Trial, done: Done) -> Failure | None:
    """Return what is wrong with a result, None if nothing is."""
    wrong = done.trouble or wrong_output(done)
    return Failure(made.seed, signature(wrong), wrong, done.arguments) if wrong else None


def wrong_output(done: Done) -> str:
    """Return what a strict reader finds wrong with what was written, "" for nothing."""
    arguments = list(done.arguments)
    if problem := readers.text(done.err):
        return f"stderr: {problem}"
    if "-o" in arguments:
        path = Path(arguments[arguments.index("-o") + 1])
        if done.code == 0 and not path.exists():
            return "exit code 0, but nothing was written"
        return readers.FILES[path.suffix[1:]](path) if path.is_file() and path.suffix[1:] in readers.FILES else ""
    form = arguments[arguments.index("--format") + 1] if "--format" in arguments else "text"
    if not done.out:
        return "" if done.code == 2 or arguments[0] == "check" else f"exit code {done.code}, but nothing was written"
    return readers.TEXTS[form](done.out)


def signature(message: str) -> str:
    """Return what failures of one cause have in common: the exception and where it was raised, or the first words."""
    if "Traceback" in message:
        frames = re.findall(r'File ".*?(fivegoods/[^"]+)", line \d+, in (\S+)', message)
        last = re.findall(r"^([A-Za-z_][\w.]*)(?::|$)", message, re.M)[-1]
        return f"{last} in {' '.join(frames[-1])}" if frames else last
    return re.sub(r"\d+|'.*|\".*", "#", message)[:60]
