"""Small documents that analyses take: declared uncertainty, judgements of experts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from fivegoods.criteria.file import Origin
from fivegoods.messages.findings import Finding, has_errors, in_order
from fivegoods.reading.inputs import InputFile, collect
from fivegoods.reading.readers import READERS
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
