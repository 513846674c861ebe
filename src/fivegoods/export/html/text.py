"""Text from files as it stands in a web page: nothing in it is markup, and nothing controls a screen."""

from __future__ import annotations

import html

from fivegoods.messages.sanitise import clean, one_line


def inline(text: str) -> str:
    """Return ``text`` in one line, for elements and for attributes in double quotes."""
    return html.escape(one_line(text))


def lines(text: str) -> str:
    """Return ``text`` with its line ends kept as breaks."""
    return html.escape(clean(text)).replace("\n", "<br>\n")


def verbatim(text: str) -> str:
    """Return ``text`` with spaces and line ends as they are, for a preformatted element."""
    return html.escape(clean(text))


def css_string(text: str) -> str:
    """Return ``text`` as a string of a style sheet: what is no letter or digit becomes its number."""
    return '"' + "".join(char if char.isalnum() else f"\\{ord(char):x} " for char in one_line(text)) + '"'
