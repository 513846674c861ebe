"""Break rules, expressions, numbers and scoring in small ways, one at a time, and see whether the tests notice.

    nice python scripts/mutants.py [--count 300] [--seed 1] [--only TEXT] [--contexts FILE] [--results FILE]

The same seed draws the same sample from the same source. Each mutant runs in a process of its own, in a copy of the
repository: first the tests that run its line and lie in the folders that mirror its room, then all others that run
it. Which tests run a line says a coverage database with `--cov-context=test`; without one the quick tests are run to
make it. Survivors are printed with their change. `--results` keeps a line for each mutant, and goes on where an
earlier run ended; `--only` takes mutants whose place, as `path:line:column`, begins with TEXT.
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parents[1]
#: What is mutated, each with the folders of tests that mirror it.
ROOMS: Final = {
    "src/fivegoods/criteria/rules": ("criteria", "scoring"), "src/fivegoods/expressions": ("expressions",),
    "src/fivegoods/numeric": ("numeric",), "src/fivegoods/scoring": ("scoring", "explain"),
}  # fmt: skip
#: Seconds of computing that a mutant may take: more is a loop without end.
LIMIT: Final = 600
#: What a worker holds before it starts, so that a mutant costs only what it changes.
HEAVY: Final = ("pytest", "pydantic", "numpy", "yaml", "typer", "rich.table", "xlsxwriter", "docxtpl")
OPPOSITE: Final = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
COLUMNS: Final = ("place", "before", "after", "result", "seconds")


@dataclass(frozen=True)
class Mutant:
    """One change: ``before``, at a byte of a line of a file, becomes ``after``."""

    file: str
    line: int
    start: int
    before: str
    after: str

    @property
    def place(self) -> str:
        """Return where the change is."""
        return f"{self.file}:{self.line}:{self.start}"

    def applied(self, source: bytes) -> bytes:
        """Return the source with the change."""
        return source[: self.start] + self.after.encode() + source[self.start + len(self.before.encode()) :]


def mutants(file: str, source: bytes) -> Iterator[Mutant]:
    """Yield every mutant of a file, in reading order."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in _computing(ast.parse(source)):
        for target, text in _changes(node):
            start = starts[target.lineno - 1] + target.col_offset
            end = starts[target.end_lineno - 1] + target.end_col_offset
            before = source[start:end].decode()
            yield Mutant(file, target.lineno, start, before, text)


def _computing(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that compute: no annotations, docstrings, decorators or imports, and no insides of f-strings."""
    yield node
    if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (
                isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            ):
                yield from _computing(child)


def _changes(node: Any) -> Iterator[tuple[Any, str]]:
    """Yield what may become something else at a node, and what it becomes."""
    match node:
        case ast.Compare(ops=ops):
            for place, operator in enumerate(ops):
                changed = deepcopy(node)
                changed.ops[place] = OPPOSITE[type(operator)]()
                yield node, f"({ast.unparse(changed)})"
        case ast.BoolOp() | ast.BinOp() if type(node.op) in OPPOSITE:
            changed = deepcopy(node)
            changed.op = OPPOSITE[type(node.op)]()
            yield node, f"({ast.unparse(changed)})"
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node, f"({ast.unparse(node.operand)})"
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield test, f"(not ({ast.unparse(test)}))"
        case ast.comprehension(ifs=[test, *_]):
            yield test, f"(not ({ast.unparse(test)}))"
        case ast.Constant(value=bool() as value):
            yield node, str(not value)
        case ast.Constant(value=int() as value):
            yield node, str(value + 1)
        case ast.Constant(value=str() as value) if value:
            yield node, repr(value.replace(" ", "", 1) if " " in value.strip() else "")
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield node, "return None"
        case ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield node, "pass"
        case ast.Assign(value=value) if ast.unparse(value) != "None":
            yield value, "None"
        case ast.Continue():
            yield node, "break"
        case ast.Call(args=[first, second, *more]) if not any(isinstance(x, ast.Starred) for x in (first, second)):
            yield node, ast.unparse(ast.Call(node.func, [second, first, *more], node.keywords))


def all_mutants() -> list[Mutant]:
    """Return the mutants of all rooms."""
    files = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return [one for path in files for one in mutants(path.relative_to(ROOT).as_posix(), path.read_bytes())]


def copy_of(folder: Path) -> Path:
    """Copy what git knows into ``folder`` and return it; tests find their imports there."""
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    os.environ |= {"PYTHONPATH": str(folder / "src"), "CI": "true"}
    sys.path.insert(0, str(folder / "src"))
    os.chdir(folder)
    return folder


Running = dict[str, dict[int, set[str]]]


def tests_of(contexts: Path) -> Running:
    """Return, for each file and line, the files of tests that run it."""
    import coverage

    data = coverage.CoverageData(str(contexts))
    data.read()
    return {
        "src/" + file.rpartition("/src/")[2]: {
            line: {name.partition("::")[0] for name in names if name}
            for line, names in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }


def measure(contexts: Path) -> None:
    """Run the quick tests to see which runs which line."""
    options = ["-m", "not slow", "--cov=fivegoods", "--cov-context=test", "--cov-report=", "--cov-fail-under=0"]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", *options]
    subprocess.run(command, env=os.environ | {"COVERAGE_FILE": str(contexts)}, check=True)


def stages(mutant: Mutant, running: Running) -> Iterator[list[str]]:
    """Yield the files of tests of each stage; a line that runs at import concerns all of them.

    Files that were written after the database was made are taken to run every line of the rooms they mirror.
    """
    near = tuple(f"tests/{own}/" for room, folders in ROOMS.items() if mutant.file.startswith(room) for own in folders)
    lines = running.get(mutant.file, {})
    found = set().union(*(lines.get(mutant.line + more, ()) for more in range(mutant.before.count("\n") + 1)))
    every = {path.as_posix() for path in Path("tests").rglob("test_*.py")}
    known = {name for lines in running.values() for names in lines.values() for name in names}
    found = found & every | {name for name in every - known if name.startswith(near)} if found else every
    first = {name for name in found if name.startswith(near)}
    yield from (sorted(files) for files in (first, found - first) if files)


def killed(mutant: Mutant, running: Running) -> bool:
    """Return whether some test fails, ends the process or never ends with a mutant in place."""
    path = Path(mutant.file)
    source, times = path.read_bytes(), path.stat()
    path.write_bytes(mutant.applied(source))
    os.utime(path, (times.st_atime, times.st_mtime + 60))  # so that no compiled file is taken for this one
    try:
        return any(_fails(files) for files in stages(mutant, running))
    finally:
        path.write_bytes(source)
        os.utime(path, (times.st_atime, times.st_mtime))


def _fails(files: list[str]) -> bool:
    child = os.fork()
    if child == 0:
        import pytest

        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        sys.dont_write_bytecode = True
        code = 1
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                code = int(pytest.main(["-x", "-q", "-m", "not slow", "-p", "no:cacheprovider", *files]))
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) not in (0, 5)


def main() -> int:
    """Run the sample; return 1 if a mutant lives that ``--results`` does not call equivalent, 2 if tests are red."""
    options = _options()
    drawn = random.Random(options.seed).sample(all_mutants(), options.count)
    sample = [mutant for mutant in drawn if mutant.place.startswith(options.only) and _is_another(mutant)]
    known = {}
    if options.results and options.results.exists():
        with options.results.open(encoding="utf-8", newline="") as file:
            known = {(row["place"], row["after"]): row["result"] for row in csv.DictReader(file)}
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        results = options.results and options.results.resolve()
        contexts = options.contexts and options.contexts.resolve()
        copy_of(Path(name))
        if contexts is None:
            contexts = Path(name, "contexts")
            measure(contexts)
        running = tests_of(contexts)
        for module in HEAVY:
            __import__(module)
        mirrors = sorted({f"tests/{folder}" for folders in ROOMS.values() for folder in folders})
        if _fails(mirrors):
            _say("the tests fail without a mutant")
            return 2
        for mutant in sample:
            if (mutant.place, mutant.after) in known:
                continue
            started = time.monotonic()
            result = "killed" if killed(mutant, running) else "alive"
            known[mutant.place, mutant.after] = result
            row = (mutant.place, mutant.before, mutant.after, result, round(time.monotonic() - started, 1))
            _say(f"{len(known)}/{len(sample)} {result} {mutant.place} {mutant.before!r} -> {mutant.after!r}")
            if results:
                _add(results, row)
    counts = Counter(known.values())
    _say(", ".join(f"{count} {result}" for result, count in counts.items()))
    return 1 if counts["alive"] else 0


def _is_another(mutant: Mutant) -> bool:
    """Return whether a mutant is Python, and another program than the source."""
    source = (ROOT / mutant.file).read_bytes()
    try:
        return ast.dump(ast.parse(mutant.applied(source))) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="See whether the tests notice small changes of the source.")
    parser.add_argument("--count", type=int, default=300, help="size of the sample")
    parser.add_argument("--seed", type=int, default=1, help="seed of the sample")
    parser.add_argument("--only", default="", metavar="TEXT", help="only mutants whose place begins with this")
    parser.add_argument("--contexts", type=Path, metavar="FILE", help="coverage database: which test runs what")
    parser.add_argument("--results", type=Path, metavar="FILE", help="CSV with a line for each mutant")
    return parser.parse_args()


def _add(file: Path, row: tuple[object, ...]) -> None:
    new = not file.exists()
    with file.open("a", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([COLUMNS, row] if new else [row])


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
