"""Where a figure came from: its own source or the file's common one, resolved among ``sources``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fivegoods.criteria.base import Attested, Source
from fivegoods.criteria.file import Origin
from fivegoods.criteria.models.park import WrittenPoints, WrittenReviewValue, WrittenValue
from fivegoods.messages.findings import Finding
from fivegoods.numeric.closest import nearest
from fivegoods.panel.entities import Fact, GivenPoints
from fivegoods.reading.binding.findings import UNKNOWN_SOURCE
from fivegoods.reading.yaml.document import Path

_LOOKS_LIKE_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Provenance:
    """The sources known to a file, and the source that its figures have in common."""

    origin: Origin
    known: Mapping[str, Source]
    common: Source | str | None = None
    common_attested: Attested | None = None

    def below(self, source: str | None, attested: Attested | None, path: Path) -> tuple[Provenance, list[Finding]]:
        """Return the provenance of a part that may name a common source of its own."""
        if source is None:
            inherited = Provenance(self.origin, self.known, self.common, attested or self.common_attested)
            return inherited, []
        found, findings = self.source(source, (*path, "source"))
        return Provenance(self.origin, self.known, found, attested or _attested_of(found)), findings

    def source(self, name: str, path: Path) -> tuple[Source | str, list[Finding]]:
        """Return the source called ``name``, else the text itself with a warning if it looks like an id."""
        if name in self.known:
            return self.known[name], []
        if not looks_like_id(name):
            return name, []
        near = nearest(name, self.known)
        return name, [Finding(UNKNOWN_SOURCE, self.origin.place(path), {"key": name}, near)]

    def fact(self, value: WrittenValue, written: str, path: Path) -> tuple[Fact, list[Finding]]:
        """Return what is known about a figure besides the figure."""
        source, attested, findings = self._settled(value.source, value.attested, path)
        fact = Fact(
            written=written,
            source=source,
            attested=attested,
            page=value.page,
            date=value.date,
            period=value.period,
            definition=value.definition,
            remark=value.remark,
            reason=value.reason if isinstance(value, WrittenReviewValue) else None,
        )
        return fact, findings

    def points(self, value: WrittenPoints, path: Path) -> tuple[GivenPoints, list[Finding]]:
        """Return points given by hand with who says so."""
        source, attested, findings = self._settled(value.source, value.attested, path)
        return GivenPoints(value.points, value.reason, source, attested), findings

    def _settled(
        self, source: str | None, attested: Attested | None, path: Path
    ) -> tuple[Source | str | None, Attested | None, list[Finding]]:
        if source is None:
            return self.common, attested or self.common_attested, []
        found, findings = self.source(source, (*path, "source"))
        return found, attested or _attested_of(found) or self.common_attested, findings


def looks_like_id(text: str) -> bool:
    """Return whether ``text`` reads like an id under ``sources`` rather than a document's title."""
    return _LOOKS_LIKE_ID.fullmatch(text) is not None


def _attested_of(source: Source | str) -> Attested | None:
    return source.attested if isinstance(source, Source) else None
