"""Small documents that analyses take: declared uncertainty, judgements of experts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from fivegoods.criteria.file import Origin
from fivegoods.messages.findings import Finding, has_errors, in_order
from fivegoods.reading.inputs import collect
from fivegoods.reading.readers import READERS
from fivegoods.reading.shape.shape import check_shape

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document(Generic[Model]):
    """What was read, and the way back to the place of each part."""

    model: Model
    origin: Origin


def read_document(path: str, model: type[Model]) -> tuple[Document[Model] | None, tuple[Finding, ...]]:
    """Return the document in ``path`` as a ``model``, or None with what is wrong with it."""
    files, findings = collect([path], suffixes=READERS)
    found: Document[Model] | None = None
    for file in files:
        documents, problems = READERS[file.suffix](file.name, file.data, file.sha256)
        findings += problems
        for document in documents:
            shaped, problems, _ = check_shape(model, document)
            findings += problems
            found = None if shaped is None else Document(shaped, document)
    return (None if has_errors(findings) else found), tuple(in_order(findings))
