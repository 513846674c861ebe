"""Imports only go down, and the pure half touches no file, clock or terminal."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "fivegoods"

#: From the bottom up; a file may import its own room, and rooms of the layers before its own.
LAYERS = (
    ("numeric",),
    ("messages",),
    ("expressions",),
    ("criteria",),
    ("panel",),
    ("scoring",),
    ("explain",),
    ("checks",),
    ("analysis",),
    ("uncertainty",),
    ("reports",),
    ("reading",),
    ("collect", "export"),
    ("nested_criteria",),
    ("catalogue", "worked_cases"),
    ("api",),
    ("cli",),
)
PURE = tuple(name for layer in LAYERS[:11] for name in layer)
#: Files that a folder may hold; more are a room that should be two.
MOST_FILES = 14

#: What reaches outside: files, clock, terminal, processes, network, chance without a seed.
IMPURE_MODULES = {
    "os", "sys", "io", "pathlib", "shutil", "tempfile", "glob", "subprocess", "socket", "ssl", "urllib", "http",
    "time", "datetime", "locale", "random", "secrets", "logging", "importlib", "yaml", "typer", "rich", "csv",
}  # fmt: skip
IMPURE_CALLS = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint"}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def layer_of(part: str) -> int:
    return next(index for index, layer in enumerate(LAYERS) if part in layer)


def imports(tree: ast.AST) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.module, node.lineno)]
            if node.module == "fivegoods":
                found += [(f"fivegoods.{alias.name}", node.lineno) for alias in node.names]
    return found


def ids(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def name_of(path: Path) -> str:
    return ".".join(part for part in path.relative_to(SOURCE).with_suffix("").parts if part != "__init__")


def imported(path: Path) -> set[str]:
    """Return the files of the package that a file imports, hidden and late imports included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    ours = {name.removeprefix("fivegoods.") for name in found if name.startswith("fivegoods.")}
    return {name if name in NAMES else name.rpartition(".")[0] for name in ours} - {"", name_of(path)}


NAMES = {name_of(path): path for path in modules()}


@pytest.mark.parametrize("path", modules(), ids=ids)
def test_imports_go_down(path):
    part = part_of(path)
    if part in ("__init__", "__main__"):
        return
    for name in imported(path):
        other = name.split(".")[0]
        is_below = layer_of(other) < layer_of(part) or other == part
        assert is_below, f"{path} imports {name}, which is not below {part}"


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Return the sets of files that import each other, directly or by way of others (Tarjan)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in graph[name]:
            if other not in order:
                visit(other)
            if other in stack:
                low[name] = min(low[name], low[other])
        if low[name] == order[name]:
            at = stack.index(name)
            found.append(set(stack[at:]))
            del stack[at:]

    for name in graph:
        if name not in order:
            visit(name)
    return [circle for circle in found if len(circle) > 1]


def test_no_circle_of_files():
    graph = {name: imported(path) & NAMES.keys() for name, path in NAMES.items()}
    rooms = [sorted({name.split(".")[0] for name in circle}) for circle in circles(graph)]
    assert rooms == []


def test_no_folder_is_too_wide():
    folders = {path.parent for path in modules()}
    wide = {str(f.relative_to(SOURCE)): n for f in folders if (n := len(list(f.glob("*.py")))) > MOST_FILES}
    assert wide.keys() <= {"reading/tables"}


def test_every_room_says_what_lives_in_it():
    for folder in {path.parent for path in modules()}:
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))), folder


@pytest.mark.parametrize("path", [p for p in modules() if part_of(p) in PURE], ids=ids)
def test_the_pure_half_reaches_nothing_outside(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for name, line in imports(tree):
        assert name.split(".")[0] not in IMPURE_MODULES, f"{path}:{line} imports {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in IMPURE_CALLS, f"{path}:{node.lineno} calls {node.func.id}"


@pytest.mark.parametrize("path", modules(), ids=ids)
def test_nothing_opens_a_network_connection(path):
    network = {"socket", "ssl", "urllib", "http", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
    for name, line in imports(ast.parse(path.read_text(encoding="utf-8"))):
        assert name.split(".")[0] not in network, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=ids)
def test_files_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_place_or_weight_stands_in_the_code():
    """Criteria are data: no province, park or good is named in Python outside of examples in help texts."""
    names = ("湖南", "长株潭", "规划定位好", "黄岩", "梅州")
    hits = [
        f"{path}: {name}"
        for path in modules()
        if part_of(path) not in ("cli", "messages")
        for name in names
        if name in path.read_text(encoding="utf-8")
    ]
    assert not hits
