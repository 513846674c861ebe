"""Files that come with the program: criteria and samples, in the package or beside ``src/`` in a checkout."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath


def package_folder(name: str, in_checkout: str) -> Traversable | None:
    """Return a folder of the package, or of the checkout where the package is installed editable."""
    package = Path(__file__).parents[1]
    for folder in (package / name, package.parents[1] / in_checkout):
        if folder.is_dir():
            return folder
    # A package inside an archive; importing this for every run would cost more than reading the criteria.
    from importlib.resources import files

    inside = files("fivegoods").joinpath(name)
    return inside if inside.is_dir() else None


def sample_files() -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield each sample's path below the folder of samples, and its content."""
    folder = package_folder("samples", "samples")
    if folder is not None:
        yield from _files_below(folder, PurePosixPath())


def _files_below(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files_below(entry, path / entry.name)
        elif entry.is_file():
            yield path / entry.name, entry.read_bytes()
