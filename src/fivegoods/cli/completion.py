"""What the shell offers after Tab; reads file names only, so that a Tab stays fast."""

from __future__ import annotations

from pathlib import Path


def criteria_ids(incomplete: str) -> list[str]:
    """Return criteria ids, bare and with edition, that start with what was typed."""
    found: set[str] = set()
    for folder in criteria_folders():
        for file in folder.glob("*/*.yaml"):
            found |= {file.parent.name, f"{file.parent.name}/{file.stem}"}
    return sorted(name for name in found if name.startswith(incomplete))


def criteria_folders() -> list[Path]:
    """Return the folders that may hold criteria: packaged, of a source checkout, the user's own."""
    package = Path(__file__).parents[1]
    return [package / "packs", package.parents[1] / "criteria", Path("criteria")]
