"""A report set in a page of an office's own: tags are replaced by texts, parts by sections of the built-in page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from fivegoods.export.html.page import sections_markup
from fivegoods.export.html.style import shared_style
from fivegoods.messages.findings import Finding, Place
from fivegoods.reading.template import NO_TEMPLATE, Sandbox, TemplateProblems, sizes_of
from fivegoods.reports.model import Section


def set_in(file: str, data: bytes, values: Mapping[str, Any], lang: str) -> bytes:
    """Return the page in ``data`` with the values of a report in place of its tags. Raise TemplateProblems."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TemplateProblems([Finding(NO_TEMPLATE, Place(file))]) from None
    first = 0

    def part(sections: Sequence[Section]) -> Markup:
        """Return sections as markup; their ids differ from those of every other part."""
        nonlocal first
        first += len(sections)
        return sections_markup(sections, lang, first - len(sections))

    template = Sandbox(file, sizes_of(values)).from_string(text)
    made: str = template.render({**with_parts(values, part), "style": Markup(shared_style())})
    return made.encode()


def with_parts(values: Any, part: Any) -> Any:
    """Return values with each sequence of sections made by ``part`` into what a format holds."""
    if isinstance(values, Mapping):
        return {key: with_parts(value, part) for key, value in values.items()}
    if isinstance(values, tuple):
        return part(values)
    if isinstance(values, list):
        return [with_parts(value, part) for value in values]
    return values
