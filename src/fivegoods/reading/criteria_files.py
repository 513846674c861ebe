"""Where criteria live, which there are, and one of them read: ``<folder>/<id>/<edition>.yaml``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Any, Final

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import Criteria
from fivegoods.messages.findings import Finding, define, has_errors
from fivegoods.numeric.closest import nearest
from fivegoods.reading.inputs import UNREADABLE, InputFile, file_finding, read_bytes
from fivegoods.reading.readers import read_yaml_bytes
from fivegoods.reading.shape.shape import check_shape
from fivegoods.reading.yaml.document import Document


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


FOLDER_VARIABLE: Final = "FIVEGOODS_CRITERIA"
PACKAGED: Final = "packaged"
LOCAL: Final = "local"

UNKNOWN_CRITERIA: Final = define(
    "FG041",
    zh="没有名为 {name} 的评价标准",
    en="there are no criteria called {name}",
    help_zh="现有：{known}",
    help_en="known: {known}",
    cause_zh="评价标准按“标识/版本”查找，或直接给出文件路径。fivegoods criteria list 列出全部。",
    cause_en="Criteria are found by id/edition, or by the path of a file. `fivegoods criteria list` shows all.",
    bad="--criteria huangyan",
    good="--criteria huangyan-per-mu/2022",
)
UNKNOWN_EDITION: Final = define(
    "FG042",
    zh="评价标准 {id} 没有 {edition} 版",
    en="criteria {id} have no edition {edition}",
    help_zh="现有版本：{known}",
    help_en="editions: {known}",
    cause_zh="版本就是文件名；只写标识则用最新版。",
    cause_en="The edition is the file's name; the bare id means the newest.",
    bad="--criteria huangyan-per-mu/2020",
    good="--criteria huangyan-per-mu/2022",
)

NO_CRITERIA: Final = define(
    "FG047",
    zh="这是{what_zh}，不是评价标准",
    en="this is a {what_en} file, not criteria",
    help_zh="改用 {command} {file}",
    help_en="try {command} {file}",
    cause_zh="评价标准写的是字段、维度和指标；园区文件和基准文件用别的命令或选项。",
    cause_en="Criteria hold fields, dimensions and indicators; parks and benchmarks go elsewhere.",
    bad="fivegoods criteria check my-park.yaml",
    good="fivegoods check my-park.yaml",
)


@dataclass(frozen=True, slots=True)
class CriteriaEntry:
    """One criteria file that is there to be used."""

    id: str
    edition: str
    #: Path of the file, for display.
    path: str
    #: "packaged" (comes with the program) or "local" (a folder of the user's).
    where: str
    file: Traversable = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The full name, ``id/edition``."""
        return f"{self.id}/{self.edition}"


def list_criteria() -> list[CriteriaEntry]:
    """Return all criteria, by id and newest edition first; a user's file hides a packaged one."""
    found: dict[tuple[str, str], CriteriaEntry] = {}
    for folder, where in _folders():
        for entry in _entries(folder, where):
            found.setdefault((entry.id, entry.edition), entry)
    newest_first = sorted(found.values(), key=lambda entry: _edition_key(entry.edition), reverse=True)
    return sorted(newest_first, key=lambda entry: entry.id)


def default_criteria() -> str:
    """Return the id of the criteria used where nothing else is said, as ``criteria/default.yaml`` has it."""
    for folder, _ in _folders():
        file = folder.joinpath("default.yaml")
        if file.is_file():
            documents, _ = read_yaml_bytes(str(file), file.read_bytes(), "")
            if documents and isinstance(documents[0].data, dict):
                return str(documents[0].data.get("default", ""))
    return ""


def load_criteria_file(name: str) -> tuple[CriteriaFile | None, list[Finding]]:
    """Return the criteria called ``name`` (``id``, ``id/edition`` or a path), or None and findings."""
    if _is_path(name):
        data, findings = read_bytes(name)
        id_, edition = _identity(Path(name))
        return (None, findings) if data is None else _parse(InputFile(name, data), id_, edition)
    entry, findings = find_criteria(name)
    if entry is None:
        return None, findings
    try:
        return _parse(InputFile(entry.path, entry.file.read_bytes()), entry.id, entry.edition)
    except OSError as error:
        return None, [file_finding(UNREADABLE, entry.path, reason=error.strerror or str(error))]


def find_criteria(name: str) -> tuple[CriteriaEntry | None, list[Finding]]:
    """Return the entry called ``name``, the newest edition if only an id is given, or None and why."""
    id_, _, edition = name.strip("/").partition("/")
    known = list_criteria()
    editions = [entry for entry in known if entry.id == id_]
    for entry in editions:
        if not edition or entry.edition == edition.removesuffix(".yaml"):
            return entry, []
    if editions:
        near = nearest(edition, [entry.edition for entry in editions])
        listed = ", ".join(entry.edition for entry in editions)
        params = {"id": id_, "edition": edition, "known": listed}
        return None, [file_finding(UNKNOWN_EDITION, name, f"{id_}/{near}" if near else "", **params)]
    ids = list(dict.fromkeys(entry.id for entry in known))
    near = nearest(name, [entry.name for entry in known]) if edition else ""
    params = {"name": name, "known": ", ".join(ids)} if ids else {"name": name}
    return None, [file_finding(UNKNOWN_CRITERIA, name, near or nearest(id_, ids), **params)]


def _parse(file: InputFile, id_: str, edition: str) -> tuple[CriteriaFile | None, list[Finding]]:
    documents, findings = read_yaml_bytes(file.name, file.data, file.sha256)
    if not documents:
        return None, findings
    if other := _of_another_kind(documents[0]):
        return None, [*findings, other]
    criteria, problems, _ = check_shape(Criteria, documents[0])
    findings += problems
    if criteria is None or has_errors(findings):
        return None, findings
    return CriteriaFile(id_, edition, criteria, documents[0]), findings


def _of_another_kind(document: Document) -> Finding | None:
    """Return the finding that a document is a park or holds benchmarks, if it plainly does."""
    keys = set(document.data) if isinstance(document.data, dict) else set()
    if keys & {"dimensions", "indicators", "fields", "status"}:
        return None
    place = document.place((), key=True)
    if keys & {"data", "year"}:
        params = {"what_zh": "园区文件", "what_en": "park", "command": "fivegoods check"}
    elif "values" in keys:
        params = {"what_zh": "基准文件", "what_en": "benchmarks", "command": "fivegoods score … --benchmarks"}
    else:
        return None
    return Finding(NO_CRITERIA, place, {**params, "file": place.file})


def _is_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or os.path.isfile(name)  # noqa: PTH113  Path.is_file may raise


def _identity(path: Path) -> tuple[str, str]:
    """Return id and edition: ``…/my-criteria/2024.yaml`` is my-criteria/2024, other names stand alone."""
    folder = path.resolve().parent.name
    if path.stem[:1].isdigit() and folder:
        return folder, path.stem
    return path.stem, ""


def _folders() -> Iterator[tuple[Traversable, str]]:
    """Yield the folders that hold criteria, the user's first."""
    packaged = package_folder("packs", "criteria")
    given = os.environ.get(FOLDER_VARIABLE)
    local = Path(given) if given else Path("criteria")
    is_same = isinstance(packaged, Path) and local.exists() and packaged.samefile(local)
    if local.is_dir() and not is_same:
        yield local, LOCAL
    if packaged is not None:
        yield packaged, PACKAGED


def _entries(folder: Traversable, where: str) -> Iterator[CriteriaEntry]:
    for group in folder.iterdir():
        if group.name.startswith((".", "_")) or not group.is_dir():
            continue
        for file in group.iterdir():
            stem, dot, suffix = file.name.rpartition(".")
            if dot and stem and suffix in ("yaml", "yml") and not stem.startswith("."):
                yield CriteriaEntry(group.name, stem, _shown(file), where, file)


def _shown(file: Any) -> str:
    """Return the shortest path that leads to ``file``: relative where it lies below the current folder."""
    path = Path(str(file))
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _edition_key(edition: str) -> list[tuple[int, int, str]]:
    """Order editions as people do: 2 before 10, 2021 before 2022."""
    parts = re.findall(r"[0-9]+|[^0-9]+", edition)
    return [(1, int(part), "") if part.isdecimal() and part.isascii() else (0, 0, part) for part in parts]
