"""Small documents that analyses take: declared uncertainty, judgements of experts."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from fivegoods.messages.findings import Finding, has_errors, in_order
from fivegoods.reading.inputs import collect
from fivegoods.reading.readers import READERS
from fivegoods.reading.shape.shape import check_shape

Model = TypeVar("Model", bound=BaseModel)


def read_document(path: str, model: type[Model]) -> tuple[Model | None, tuple[Finding, ...]]:
    """Return the document in ``path`` as a ``model``, or None with what is wrong with it."""
    files, findings = collect([path], suffixes=READERS)
    found: Model | None = None
    for file in files:
        documents, problems = READERS[file.suffix](file.name, file.data, file.sha256)
        findings += problems
        for document in documents:
            found, problems, _ = check_shape(model, document)
            findings += problems
    return (None if has_errors(findings) else found), tuple(in_order(findings))
