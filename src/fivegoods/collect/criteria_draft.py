"""A small whole criteria file to start from, with comments in one language."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from typing import Final

from fivegoods.criteria.models.park import DEVICE

#: Lower-case letters of any script, digits, hyphens, underscores; an edition may have dots.
_ID: Final = re.compile(r"[^\W_][\w-]*")
_EDITION: Final = re.compile(r"[^\W_][\w.-]*")
#: The edition of a bare id.
FIRST: Final = "1"
#: The schema by which editors complete keys and show what they mean.
SCHEMA_FILE: Final = "criteria.schema.json"


def criteria_draft(name: str, file: str, lang: str, schema: str = f"../{SCHEMA_FILE}") -> str:
    """Return the text of criteria called ``name`` whose comments name ``file``, as a shell takes it.

    ``schema`` is where editors find the schema, seen from the file.
    """
    text = files("fivegoods").joinpath("collect", "drafts", f"criteria.{lang}.yaml").read_text(encoding="utf-8")
    return text.replace("@NAME@", name).replace("@FILE@", file).replace(f"../{SCHEMA_FILE}", schema)


def named(wish: str) -> tuple[str, str] | None:
    """Return id and edition of ``wish``, which is ``id`` or ``id/edition``; None if folders cannot be called so."""
    id_, _, edition = wish.partition("/")
    edition = edition.removesuffix(".yaml") or FIRST
    legal = _ID.fullmatch(id_) and _EDITION.fullmatch(edition) and wish == wish.lower()
    return (id_, edition) if legal and not any(re.match(DEVICE, name) for name in (id_, edition)) else None


def legal_name(wish: str) -> str:
    """Return the legal name most like ``wish``, or "" if nothing is left of it."""
    plain = unicodedata.normalize("NFKC", wish).strip().lower().removesuffix(".yaml").removesuffix(".yml")
    id_, slash, edition = plain.partition("/")
    id_ = re.sub(r"[^\w-]+", "-", id_).strip("-_")
    edition = re.sub(r"[^\w.-]+", "-", edition).strip("-_.")
    return id_ + (slash + edition if edition else "") if id_ else ""
