"""Imports only go down, and the pure half touches no file, clock or terminal."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "fivegoods"

#: From the bottom up; a module may import its own layer and those before it.
LAYERS = (
    (
        "findings",
        "near",
        "decimals",
        "collector",
        "words",
        "words_of_commands",
        "words_of_analysis",
        "words_of_settings",
        "words_of_data",
        "words_of_robustness",
    ),
    ("written", "traced", "units"),
    ("expressions",),
    ("rules",),
    ("model",),
    ("entities",),
    ("scoring",),
    ("checks",),
    ("analysis",),
    ("report",),
    ("reading", "render", "tables", "forms", "writing"),
    ("cases", "catalogue", "nested"),
    ("api",),
    ("cli",),
)
PURE = tuple(name for layer in LAYERS[:10] for name in layer)

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


@pytest.mark.parametrize("path", modules(), ids=ids)
def test_imports_go_down(path):
    part = part_of(path)
    if part in ("__init__", "__main__"):
        return
    own = layer_of(part)
    for name, line in imports(ast.parse(path.read_text(encoding="utf-8"))):
        pieces = name.split(".")
        if pieces[0] != "fivegoods" or len(pieces) < 2 or pieces[1] == "__version__":
            continue
        assert layer_of(pieces[1]) <= own, f"{path}:{line} imports {name}, which is above {part}"


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
        if part_of(path) not in ("cli", "words")
        for name in names
        if name in path.read_text(encoding="utf-8")
    ]
    assert not hits
