"""An office's own template, checked before anything is made of it: only tags, loops and conditions, nothing that runs.

Jinja2's sandbox keeps a template from attributes that are not data; here it is kept to what a report needs besides:
known tags, ``for``, ``if``, comparisons and a few filters. What is left cannot run for ever or fill the memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from fivegoods.messages.findings import Finding, FindingKind, Place, define
from fivegoods.numeric.closest import nearest
from fivegoods.reports.tags import TAGS, Tag

UNKNOWN_TAG: Final = define(
    "FG601",
    zh="没有标签 {tag}（{where}）",
    en="there is no tag {tag} ({where})",
    help_zh="是否想写 {near}？",
    help_en="did you mean {near}?",
    cause_zh="模板里只能用说明文档列出的标签。",
    cause_en="A template holds the tags that the guide lists.",
    bad="{{ park.totl }}",
    good="{{ park.total }}",
)
BROKEN_TAG: Final = define(
    "FG602",
    zh="标签 {tag} 写法不对或没有配对（{where}）",
    en="tag {tag} is malformed or has no counterpart ({where})",
    help_zh="每个 {{% for … %}} 要有 {{% endfor %}}，每个 {{% if … %}} 要有 {{% endif %}}",
    help_en="each {{% for … %}} needs an {{% endfor %}}, each {{% if … %}} an {{% endif %}}",
    cause_zh="标签要成对，括号要完整；在 Word 里应在同一段落或同一行内写完。",
    cause_en="Tags come in pairs with whole braces; in Word a tag is written within one paragraph or row.",
    bad="{% for i in park.indicators %}{{ i.name }}",
    good="{% for i in park.indicators %}{{ i.name }}{% endfor %}",
)
NOT_ALLOWED: Final = define(
    "FG603",
    zh="模板里不能写 {tag}（{where}）",
    en="a template may not hold {tag} ({where})",
    help_zh="模板只取数据：标签、for、if、比较和少数过滤器",
    help_en="a template takes data only: tags, for, if, comparisons and a few filters",
    cause_zh="模板是数据，不是程序：不能调用函数、计算或读取其他文件。",
    cause_en="A template is data, no program: it calls nothing, computes nothing and reads no file.",
    bad="{{ park.__class__ }}",
    good="{{ park.name }}",
)
TOO_MUCH: Final = define(
    "FG604",
    zh="模板会写出太多内容（{where}）",
    en="the template would write too much ({where})",
    help_zh="不要在一个列表的循环里再循环同一个列表",
    help_en="do not loop over a list inside a loop over the same list",
    cause_zh="写出的内容有上限，防止耗尽内存。",
    cause_en="What is written is limited so that memory cannot be exhausted.",
)
NO_TEMPLATE: Final = define(
    "FG605",
    zh="这不是 Word 文件（.docx），不能作模板",
    en="this is no Word file (.docx), so it cannot be a template",
    help_zh="在 Word 或 WPS 里打开，另存为 .docx；或用 fivegoods report template -o 模板.docx 写出一份",
    help_en="open it in Word and save it as .docx, or write one with: fivegoods report template -o template.docx",
    cause_zh="模板是带标签的 Word 文件或网页。",
    cause_en="A template is a Word file or a web page with tags.",
)

#: Characters that a template may write at the most.
MOST_OUTPUT: Final = 200_000_000
FILTERS: Final = frozenset({"upper", "lower", "trim", "default", "join", "length", "first", "last"})
_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.For, nodes.If,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Filter, nodes.Test,
)  # fmt: skip
_LOOP: Final = {name: Tag("", "") for name in ("index", "index0", "first", "last", "length")}
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARKUP: Final = re.compile(r"<[^>]*>")
_BLOCK: Final = re.compile(r"\{%-?\s*(end)?(for|if)\b", re.DOTALL)


class TemplateProblems(ValueError):
    """A template that cannot be used; ``findings`` say why, each with tag and paragraph."""

    def __init__(self, findings: list[Finding]) -> None:
        """Carry the findings."""
        super().__init__(findings[0].kind.code)
        self.findings = findings


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 for templates that are data: each text is checked before it is compiled."""

    def __init__(self, file: str, sizes: Mapping[str, int]) -> None:
        """Name ``file`` in findings; ``sizes`` holds the length of each list by its tag."""
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.file, self.sizes = file, sizes

    def from_string(self, source: Any, *arguments: Any, **named: Any) -> Any:
        """Return a template. Raise TemplateProblems."""
        checker = _Checker(self, str(source))
        checker.check()
        if checker.findings:
            raise TemplateProblems(checker.findings)
        return super().from_string(source, *arguments, **named)


class _Checker:
    """Walks the tree of one template text."""

    def __init__(self, sandbox: Sandbox, source: str) -> None:
        self.sandbox = sandbox
        self.source = source
        self.lines = source.split("\n")
        self.findings: list[Finding] = []

    def check(self) -> None:
        """Collect all findings."""
        try:
            tree = self.sandbox.parse(self.source)
        except TemplateSyntaxError as error:
            line = self._unpaired() or error.lineno
            self._note(BROKEN_TAG, line, self._tag_in(line))
            return
        if self._walk(tree, dict(TAGS), ()) > MOST_OUTPUT:
            self._note(TOO_MUCH, 1, "")

    def _walk(self, node: nodes.Node, known: dict[str, Tag], open_lists: tuple[int, ...]) -> int:
        """Check a node and what is below it; return how many characters it writes at the most."""
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Filter) and node.name not in FILTERS):
            self._note(NOT_ALLOWED, node.lineno, self._tag_in(node.lineno))
            return 0
        if isinstance(node, nodes.TemplateData):
            return len(node.data)
        if isinstance(node, nodes.For):
            return self._loop(node, known, open_lists)
        if isinstance(node, nodes.Name | nodes.Getattr):
            self._tag_of(node, known)
            return 100
        return sum(self._walk(child, known, open_lists) for child in node.iter_child_nodes())

    def _loop(self, node: nodes.For, known: dict[str, Tag], open_lists: tuple[int, ...]) -> int:
        tag = self._tag_of(node.iter, known)
        if not isinstance(node.target, nodes.Name) or node.recursive or (tag is not None and not tag.is_list):
            self._note(NOT_ALLOWED, node.lineno, self._tag_in(node.lineno))
            return 0
        if tag is None:
            return 0
        if id(tag.items) in open_lists:
            self._note(TOO_MUCH, node.lineno, self._tag_in(node.lineno))
            return 0
        inner = {**known, node.target.name: Tag("", "", tag.items), "loop": Tag("", "", _LOOP)}
        below = (*open_lists, id(tag.items))
        body = sum(self._walk(child, inner, below) for child in (*node.body, *node.else_))
        return body * max(self.sandbox.sizes.get(_name_of(node.iter), 1), 1)

    def _tag_of(self, node: nodes.Node, known: Mapping[str, Tag]) -> Tag | None:
        """Return the tag that a name stands for; note one that there is not."""
        if isinstance(node, nodes.Name):
            names: Mapping[str, Tag] = known
            name, before = node.name, ""
        elif isinstance(node, nodes.Getattr):
            holder = self._tag_of(node.node, known)
            if holder is None:
                return None
            names, name, before = (
                {} if holder.is_list else holder.items,
                node.attr,
                _name_of(node.node, whole=True) + ".",
            )
        else:
            self._note(NOT_ALLOWED, node.lineno, self._tag_in(node.lineno))
            return None
        if name.startswith("_"):
            self._note(NOT_ALLOWED, node.lineno, before + name)
            return None
        if name not in names:
            near = nearest(name, [known for known in names if known != "loop"])
            self._note(UNKNOWN_TAG, node.lineno, before + name, before + near if near else "")
            return None
        return names[name]

    def _note(self, kind: FindingKind, line: int, tag: str, near: str = "") -> None:
        """Add a finding with the text of the paragraph, by which a person finds it in Word."""
        text = _MARKUP.sub("", self.lines[min(line, len(self.lines)) - 1]).strip()
        params = {"tag": tag or text[:40], "where": text[:60] or str(line)}
        if near:
            params["near"] = near
        finding = Finding(kind, Place(self.sandbox.file, excerpt=text[:200]), params, near)
        if finding not in self.findings:
            self.findings.append(finding)

    def _tag_in(self, line: int) -> str:
        hit = _TAG.search(_MARKUP.sub("", self.lines[min(line, len(self.lines)) - 1]))
        return hit.group(0) if hit else ""

    def _unpaired(self) -> int:
        """Return the line of the first loop or condition that is never closed, 0 if all are."""
        stack: list[int] = []
        for number, line in enumerate(self.lines, start=1):
            for hit in _BLOCK.finditer(_MARKUP.sub("", line)):
                if not hit.group(1):
                    stack.append(number)
                elif stack:
                    stack.pop()
        return stack[0] if stack else 0


def sizes_of(values: Any, name: str = "") -> dict[str, int]:
    """Return the length of the longest list of each name, for `Sandbox`."""
    sizes: dict[str, int] = {}
    inner = values.items() if isinstance(values, Mapping) else [(name, value) for value in values]
    for key, value in inner:
        if isinstance(value, list):
            sizes[key] = max(sizes.get(key, 0), len(value))
        if isinstance(value, list | Mapping):
            for below, size in sizes_of(value, key).items():
                sizes[below] = max(sizes.get(below, 0), size)
    return sizes


def _name_of(node: nodes.Node, *, whole: bool = False) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_name_of(node.node, whole=True)}.{node.attr}" if whole else node.attr
    return node.name if isinstance(node, nodes.Name) else ""
