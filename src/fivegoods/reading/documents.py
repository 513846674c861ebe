"""A park document → the raw cells of one row; documents of analyses → their models."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel

from fivegoods.criteria.file import Origin
from fivegoods.criteria.models.park import ParkFile, Review, WrittenPoints, WrittenValue
from fivegoods.messages.findings import Finding, Place, has_errors, in_order
from fivegoods.panel.raw import NOTHING, Path, Raw, RawEvent, Scalar
from fivegoods.reading.inputs import InputFile, collect, read_bytes
from fivegoods.reading.readers import READERS, read_yaml_bytes
from fivegoods.reading.shape.shape import check_shape

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document(Generic[Model]):
    """What was read, and the way back to the place of each part."""

    model: Model
    origin: Origin


def read_document(
    given: str | Mapping[str, Any], model: type[Model]
) -> tuple[Document[Model] | None, tuple[Finding, ...]]:
    """Return a document, in a file or given as a mapping, as a ``model``, or None with what is wrong with it."""
    if isinstance(given, Mapping):
        text = json.dumps(given, ensure_ascii=False, indent=2, default=str).encode()
        files, findings = [InputFile("<mapping>.yaml", text, named=True)], list[Finding]()
    else:
        files, findings = collect([given], suffixes=READERS)
    found: Document[Model] | None = None
    for file in files:
        documents, problems = READERS[file.suffix](file.name, file.data, file.sha256)
        findings += problems
        for document in documents:
            shaped, problems, _ = check_shape(model, document)
            findings += problems
            found = None if shaped is None else Document(shaped, document)
    return (None if has_errors(findings) else found), tuple(in_order(findings))


def read_small(name: str) -> tuple[Any, list[Finding]]:
    """Return the data of a small YAML file, such as costs, or None with the findings that say why not."""
    data, findings = read_bytes(name)
    documents, problems = read_yaml_bytes(name, data, "") if data is not None else ([], [])
    return (documents[0].data if documents else None), [*findings, *problems]


class Positioned(Origin, Protocol):
    """An origin that also knows how each single value was written."""

    def written(self, path: Path) -> str:
        """Return the single value at ``path`` as it was written, or an empty text."""


@dataclass(frozen=True, slots=True)
class DocumentInput:
    """A document as the input of its only row."""

    file: str
    sha256: str
    document: Positioned

    def place(self, row: int, path: Path, *, key: bool = False) -> Place:
        """Return the place of the value at ``path``, or of its key."""
        return self.document.place(path, key=key)

    def written(self, row: int, path: Path) -> str:
        """Return a figure as it was written, with its unit if that is given apart."""
        text = self.document.written(path) or self.document.written((*path, "value"))
        unit = self.document.written((*path, "unit"))
        return f"{text} {unit}" if text and unit else text

    def called(self, path: Path) -> str:
        """Return nothing: keys are called by their paths."""
        return ""

    def start(self) -> Place:
        """Return the key of the figures."""
        return self.document.place(("data",), key=True)


def raw_of(park: ParkFile, document: Positioned, strays: Iterable[Path] = ()) -> Raw:
    """Return the cells of a park document. ``strays`` are keys in it that cannot even be ids."""
    cells: dict[Path, Scalar] = {
        ("id",): park.id,
        ("name",): park.name.zh or NOTHING,
        ("name", "en"): park.name.en or NOTHING,
        ("year",): Decimal(park.year),
        ("source",): park.source or NOTHING,
        ("attested",): park.attested or NOTHING,
        **{("groups", name): value for name, value in park.groups.items()},
        **_part((), park),
    }
    events = [
        RawEvent(0, one.kind, one.count, ("events", index), one.level, one.date, one.source, one.remark)
        for index, one in enumerate(park.events)
    ]
    if park.review is not None:
        said = {("review", "by"): park.review.by, ("review", "source"): park.review.source}
        cells |= {path: text or NOTHING for path, text in said.items()} | _part(("review",), park.review)
    for path in strays:
        if path[0] == "events":
            events.append(RawEvent(0, document.written(path), Decimal(1), path[:-1]))
        else:
            cells[path] = str(path[-1])
    return Raw(
        DocumentInput(document.file, document.sha256, document),
        [0],
        {path: [cell] for path, cell in cells.items() if cell != NOTHING},
        events=events,
        sources=park.sources,
        is_filling=park.filling,
        units_agree=True,
    )


def _part(base: Path, part: ParkFile | Review) -> dict[Path, Scalar]:
    """Return the cells of one of the two assessments."""
    cells: dict[Path, Scalar] = {}
    for name, value in part.data.items():
        written = value.value
        # An empty text in quotes is said on purpose.
        cells[*base, "data", name] = None if isinstance(written, str) and not written.strip() else written
        cells |= _beside((*base, "data", name), value, "value")
    for name, points in part.points.items():
        cells[*base, "points", name] = points.points
        cells |= _beside((*base, "points", name), points, "points")
    if part.stated_total is not None:
        cells[*base, "stated_total"] = part.stated_total.value
    return cells


def _beside(path: Path, written: WrittenValue | WrittenPoints, value: str) -> Mapping[Path, Scalar]:
    """Return what is written beside a figure, such as its source."""
    said = {key: getattr(written, key) for key in type(written).model_fields if key != value}
    return {(*path, key): text for key, text in said.items() if text is not None}
