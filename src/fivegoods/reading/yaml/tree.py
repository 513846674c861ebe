"""YAML text → one `Document` and findings, in one pass over the parser's events.

The tree is built here, without recursion, rather than by PyYAML's composer: depth and size are
checked while it grows, so a hostile file ends in a finding before it can exhaust stack or memory;
and a duplicate key is a finding that does not hide the others.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from fivegoods.messages.findings import Finding, FindingKind
from fivegoods.numeric.decimals import MOST_DIGITS
from fivegoods.reading.yaml import findings as kinds
from fivegoods.reading.yaml.document import Document, place_in
from fivegoods.reading.yaml.findings import syntax_finding
from fivegoods.reading.yaml.nodes import (
    ListNode,
    MapNode,
    Node,
    NotFiniteError,
    NumberTooLongError,
    Scalar,
    ScalarNode,
    Span,
    data_of,
    plain_value,
)

MAX_DEPTH: Final = 100
MAX_NODES: Final = 1_000_000

_OPENING: Final = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
_CLOSING: Final = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The parser counts lines by these ends; the excerpt must be cut by the same.
_LINE_END: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_FORBIDDEN: Final = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"


class _StopError(Exception):
    """Reading cannot go on; the reason is already among the findings."""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    node: ListNode | MapNode
    anchor: str | None
    key: ScalarNode | None = None
    #: The next value belongs to a key that is refused; it is read and dropped.
    dropping: bool = False
    awaits_value: bool = False
    merges: list[Node] = field(default_factory=list)


def read_yaml(file: str, text: str, sha256: str | None = None) -> tuple[Document | None, list[Finding]]:
    """Return the document in ``text`` and what is wrong with it; None if nothing could be read."""
    lines = tuple(_LINE_END.split(text))
    digest = sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    builder = _Builder(file, lines)
    try:
        builder.refuse_control_characters(text)
        root = builder.build(text)
    except _StopError:
        return None, builder.findings
    data = None if root is None else data_of(root)
    return Document(file, data, digest, lines, root), builder.findings


class _Builder:
    """Turns parser events into nodes; collects findings on the way."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file = file
        self.lines = lines
        self.findings: list[Finding] = []
        self.anchors: dict[str, Node] = {}
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.count = 0
        #: Line and column behind the last event.
        self.end = (0, 0)

    # -- findings

    def note(self, kind: FindingKind, span: Span, **params: str) -> None:
        """Add a finding at ``span``."""
        self.findings.append(Finding(kind, place_in(self.file, self.lines, span), params))

    def stop(self, kind: FindingKind, span: Span, **params: str) -> None:
        """Add a finding and give up."""
        self.note(kind, span, **params)
        raise _StopError

    def refuse_control_characters(self, text: str) -> None:
        """Give up at the first character that YAML does not allow (the parsers disagree about where)."""
        # What is printable is allowed, and telling so is far cheaper than compiling the pattern.
        if text.replace("\n", "").isprintable() or re.search(_FORBIDDEN, text) is None:
            return
        for number, line in enumerate(self.lines):
            if hit := re.search(_FORBIDDEN, line):
                span = (number, hit.start(), number, hit.end())
                self.stop(kinds.CONTROL_CHARACTER, span, code_point=f"U+{ord(hit.group()):04X}")

    # -- events

    def build(self, text: str) -> Node | None:
        """Return the root node, or None for a file without content."""
        loader = _LOADER(text)
        try:
            documents = 0
            while loader.check_event():
                event = loader.get_event()
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.note(kinds.SEVERAL_DOCUMENTS, _span(event))
                        break
                elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                    self.take(event)
        except yaml.MarkedYAMLError as error:
            self.refuse_depth_ahead(error)
            self.findings.append(syntax_finding(self.file, self.lines, error, in_brackets=self.is_in_brackets()))
            raise _StopError from error
        except yaml.YAMLError:
            self.stop(kinds.SYNTAX, (0, 0, 0, 1))
        finally:
            loader.dispose()
        return self.root

    def is_in_brackets(self) -> bool:
        """Return whether the innermost list or mapping that is open began with a bracket."""
        if not self.stack:
            return False
        line, column, *_ = self.stack[-1].node.span
        return self.lines[line][column : column + 1] in {"[", "{"}

    def refuse_depth_ahead(self, error: yaml.MarkedYAMLError) -> None:
        """Give up as too deep if brackets that the parser read ahead of its events pass the limit.

        A bracket may turn out to be a key, so the parser reads on before it reports it, and
        libyaml has a limit of its own, other than ours, that it can meet on the way.
        """
        if error.problem_mark is None:
            return
        (line, column), last = self.end, error.problem_mark.line
        ahead = [self.lines[line][column:], *self.lines[line + 1 : last + 1]] if line < len(self.lines) else []
        depth = len(self.stack)
        try:
            for token in yaml.scan("\n".join(ahead), Loader=yaml.SafeLoader):
                if isinstance(token, _OPENING):
                    depth += 1
                elif isinstance(token, _CLOSING):
                    depth -= 1
                if depth > MAX_DEPTH:
                    at = token.start_mark
                    start = at.column + (0 if at.line else column)
                    span = (line + at.line, start, line + at.line, start + 1)
                    self.stop(kinds.TOO_DEEP, span, limit=str(MAX_DEPTH))
        except yaml.YAMLError:
            return

    def take(self, event: Any) -> None:
        """Take one event that opens, closes or is a node."""
        self.end = (event.end_mark.line, event.end_mark.column)
        if isinstance(event, yaml.CollectionEndEvent):
            self.close(event)
            return
        self.count += 1
        span = _span(event)
        if self.count > MAX_NODES:
            self.stop(kinds.TOO_MANY, span, limit=str(MAX_NODES))
        if isinstance(event, yaml.AliasEvent):
            self.add(self.aliased(event, span), None)
            return
        if event.tag is not None and event.tag != "!":
            self.note(kinds.TAG, span, tag=event.tag.replace("tag:yaml.org,2002:", "!!", 1))
        if isinstance(event, yaml.ScalarEvent):
            self.add(self.scalar(event, span), event.anchor)
            return
        if len(self.stack) >= MAX_DEPTH:
            self.stop(kinds.TOO_DEEP, span, limit=str(MAX_DEPTH))
        node = MapNode(span) if isinstance(event, yaml.MappingStartEvent) else ListNode(span)
        self.stack.append(_Open(node, event.anchor))

    def aliased(self, event: Any, span: Span) -> Node:
        """Return the node an alias stands for; an alias of what is still open has none."""
        node = self.anchors.get(event.anchor)
        if node is None:
            self.note(kinds.UNKNOWN_ALIAS, span, alias=event.anchor)
            return ScalarNode(span, "", None)
        if len(self.stack) + node.height > MAX_DEPTH:
            self.stop(kinds.TOO_DEEP, span, limit=str(MAX_DEPTH))
        return node

    def scalar(self, event: Any, span: Span) -> ScalarNode:
        """Return the node of a scalar; a number that cannot be computed with becomes null."""
        value: Scalar = event.value
        if event.implicit[0]:
            try:
                value = plain_value(event.value)
            except NotFiniteError:
                value = None
                self.note(kinds.NOT_FINITE, span, text=event.value)
            except NumberTooLongError:
                value = None
                self.note(kinds.NUMBER_TOO_LONG, span, limit=str(MOST_DIGITS))
        return ScalarNode(span, event.value, value, event.implicit[0])

    def close(self, event: Any) -> None:
        """Close the innermost list or mapping and hand it to the one around it."""
        done = self.stack.pop()
        node = done.node
        node.span = (*node.span[:2], event.end_mark.line, event.end_mark.column)
        if isinstance(node, MapNode):
            for source in done.merges:
                self.merge(node, source)
        self.add(node, done.anchor)

    # -- nodes

    def add(self, node: Node, anchor: str | None) -> None:
        """Put a finished node where it belongs: root, list item, key or value."""
        if anchor is not None:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        holder = self.stack[-1]
        holder.node.size += node.size
        holder.node.height = max(holder.node.height, node.height + 1)
        if holder.node.size > MAX_NODES:
            self.stop(kinds.TOO_MANY, node.span, limit=str(MAX_NODES))
        if isinstance(holder.node, ListNode):
            holder.node.items.append(node)
        elif holder.awaits_value:
            self.add_value(holder, node)
        else:
            self.add_key(holder, node)

    def add_key(self, holder: _Open, node: Node) -> None:
        """Remember the key for the value that follows; refuse a repeated one or one that is no word."""
        holder.awaits_value = True
        if not isinstance(node, ScalarNode):
            holder.dropping = True
            self.note(kinds.KEY_NOT_TEXT, node.span)
            return
        assert isinstance(holder.node, MapNode)
        holder.key = node
        first = holder.node.pairs.get(node.text)
        if first is not None:
            holder.dropping = True
            line = str(first[0].span[0] + 1)
            self.note(kinds.DUPLICATE_KEY, node.span, key=node.text, first_line=line)

    def add_value(self, holder: _Open, node: Node) -> None:
        """Add a pair; what belongs to a refused key is dropped, so the first value stands."""
        assert isinstance(holder.node, MapNode)
        key, dropped = holder.key, holder.dropping
        holder.awaits_value = holder.dropping = False
        if dropped or key is None:
            return
        if key.plain and key.text == "<<":
            holder.merges.append(node)
        else:
            holder.node.pairs[key.text] = (key, node)

    def merge(self, node: MapNode, source: Node) -> None:
        """Add the pairs behind ``<<``: of one mapping, or of several of which the first wins."""
        sources = source.items if isinstance(source, ListNode) else [source]
        for one in sources:
            if not isinstance(one, MapNode):
                self.note(kinds.BAD_MERGE, one.span)
                continue
            for key, pair in {**one.merged, **one.pairs}.items():
                node.merged.setdefault(key, pair)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return start.line, start.column, end.line, end.column
