"""A strict reader of web pages: refuses what is not well-formed, and finds elements and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "hr", "input"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags):
        return [element for element in self.walk() if element.tag in tags]

    def one(self, tag):
        (found,) = self.all(tag)
        return found

    @property
    def text(self):
        return " ".join("".join(self._texts()).split())

    def _texts(self):
        for child in self.children:
            yield child if isinstance(child, str) else " " if child.tag == "br" else "".join(child._texts())

    @property
    def classes(self):
        return set(self.attributes.get("class", "").split())


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.page = Element("", {})
        self.open = [self.page]

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in {tag}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        self.open[-1].children.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def read_page(text):
    """Return the page as a tree. Every element opened must be closed in order."""
    assert text.startswith("<!DOCTYPE html>\n")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.page]
    return reader.page


def grids(page):
    """Return the cells of all tables, headers first."""
    return [[[_text(cell) for cell in row] for row in rows_of(table)] for table in page.all("table")]


def rows_of(table):
    """Return the cells of a table row by row."""
    return [row.all("th", "td") for row in table.all("tr")]


def _text(cell):
    return cell.text
