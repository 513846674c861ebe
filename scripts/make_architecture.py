"""Draw the rooms and what they import into docs/architecture.md; `--check` only says whether the picture is fresh.

An arrow is an import, hidden and late ones included; where a room is reached by way of another, its arrow is left out.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "fivegoods"
PAGE = ROOT / "docs" / "architecture.md"
_PICTURE = re.compile(r"```mermaid\n.*?```\n", re.DOTALL)


def rooms() -> dict[str, set[str]]:
    """Return each room, a folder or file of the package, with the rooms that it imports."""
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        if room.startswith("__"):
            continue
        others = found.setdefault(room, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "fivegoods":
                others |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fivegoods."):
                others.add(str(node.module).split(".")[1])
    return {room: {other for other in others if other in found} - {room} for room, others in found.items()}


def below(room: str, graph: dict[str, set[str]]) -> set[str]:
    """Return all rooms that are reached from one."""
    return graph[room] | {far for other in graph[room] for far in below(other, graph)}


def picture() -> str:
    """Return the drawing, each line sorted."""
    graph = rooms()
    lines = []
    for room, others in sorted(graph.items()):
        far = {name for other in others for name in below(other, graph)}
        lines += [f"    {room} --> {other}" for other in sorted(others - far)]
    return "```mermaid\nflowchart TD\n" + "\n".join(lines) + "\n```\n"


def main(arguments: list[str]) -> int:
    """Write the picture, or with --check return 1 where the page shows another one."""
    page = PAGE.read_text(encoding="utf-8")
    fresh = _PICTURE.sub(lambda _: picture(), page, count=1)
    if "--check" in arguments:
        return int(fresh != page)
    PAGE.write_text(fresh, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
