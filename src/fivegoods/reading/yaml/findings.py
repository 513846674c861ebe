"""What can be wrong with YAML text, and which of it an error of the parser is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import yaml
from yaml.scanner import ScannerError

from fivegoods.messages.findings import Finding, FindingKind, define
from fivegoods.reading.yaml.document import Document, place_in

_FULL_WIDTH_COLON: Final = re.compile(r"""^\s*(?:- +)?([^\s#:'"{}\[\],：][^#:'"：]*)：\s*(.*)$""")
#: The same behind a key inside braces.
_INNER_COLON: Final = re.compile(r"([{,]\s*[a-z_]\w*)：\s*")
#: How many lines above the complaint a full-width colon is looked for.
_LINES_ABOVE: Final = 2
_QUOTES: Final = ("'", '"')
_QUOTED: Final = re.compile(r"""'[^']*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
#: What begins something other than text.
_RESERVED: Final = tuple("@`%*&!|>")
_BRACKETS: Final = tuple("[]{},")
_LONGEST_ESCAPE: Final = 10

#: A line and a column, from 0.
Position = tuple[int, int]


def syntax_finding(file: str, lines: Sequence[str], error: yaml.MarkedYAMLError, *, in_brackets: bool) -> Finding:
    """Return what is wrong at the marks of ``error``, found by a look at the text there.

    The parser's words are not read: they differ between parsers and versions. ``in_brackets`` says
    whether the innermost list or mapping that is open began with a bracket.
    """
    mark = error.problem_mark or error.context_mark
    at = (mark.line, mark.column) if mark else (0, 0)
    for number in range(min(at[0], len(lines) - 1), max(at[0] - _LINES_ABOVE - 1, -1), -1):
        if colon := _full_width_colon(file, lines, number):
            return colon
    start = (error.context_mark.line, error.context_mark.column) if error.context_mark else at
    if _character(lines, at) == "\t":
        kind = TAB
    elif isinstance(error, ScannerError):
        kind, at = _cause_in_text(lines, at, start)
    else:
        kind, at = _cause_in_structure(lines, at, start, in_brackets=in_brackets)
    params = {"character": _character(lines, at)} if kind is BAD_START else {}
    return Finding(kind, place_in(file, lines, (*at, at[0], at[1] + 1)), params)


def _cause_in_text(lines: Sequence[str], at: Position, start: Position) -> tuple[FindingKind, Position]:
    """Return what is wrong with a word that begins at ``start`` and could not be read on at ``at``."""
    opening, character = _character(lines, start), _character(lines, at)
    if opening in _QUOTES and not _QUOTED.match(_between(lines, start, at)):
        backslash = lines[at[0]].rfind("\\", 0, at[1] + 1) if opening == '"' and at[0] < len(lines) else -1
        # An escape is at most \U and eight digits long.
        if not _is_end(lines, at) and 0 <= at[1] - backslash <= _LONGEST_ESCAPE and backslash >= 0:
            return BAD_ESCAPE, (at[0], backslash)
        return OPEN_QUOTE, start
    if opening in _RESERVED:
        return BAD_START, start
    if character == ":":
        return EXTRA_COLON, at
    if character == "-" and at == start:
        return INDENT, at
    return (SYNTAX, at) if at == start else (NO_COLON, start)


def _cause_in_structure(
    lines: Sequence[str], at: Position, start: Position, *, in_brackets: bool
) -> tuple[FindingKind, Position]:
    """Return what is wrong where each word can be read but does not fit what stands before it."""
    if in_brackets or _character(lines, at) in _BRACKETS:
        return OPEN_BRACKET, start if _is_end(lines, at) else at
    if _character(lines, at) in _RESERVED:
        return BAD_START, at
    if _character(lines, at) == ":":
        return EXTRA_COLON, at
    return INDENT, start if _is_end(lines, at) else at


def _between(lines: Sequence[str], start: Position, end: Position) -> str:
    if start[0] == end[0]:
        return lines[start[0]][start[1] : end[1]]
    last = [lines[end[0]][: end[1]]] if end[0] < len(lines) else []
    return "\n".join([lines[start[0]][start[1] :], *lines[start[0] + 1 : end[0]], *last])


def _character(lines: Sequence[str], at: Position) -> str:
    return lines[at[0]][at[1] : at[1] + 1] if at[0] < len(lines) else ""


def _is_end(lines: Sequence[str], at: Position) -> bool:
    """Return whether nothing but blank lines follows."""
    return not any(lines[at[0] :])


def full_width_colon_in(document: Document) -> Finding | None:
    """Return a finding if a document holds a line with a full-width colon after its first word."""
    for number in range(len(document.lines)):
        if found := _full_width_colon(document.file, document.lines, number):
            return found
    return None


def _full_width_colon(file: str, lines: Sequence[str], number: int) -> Finding | None:
    line = lines[number]
    hit = _FULL_WIDTH_COLON.match(line) or _INNER_COLON.search(_QUOTED.sub(lambda text: "_" * len(text[0]), line))
    if hit is None:
        return None
    at = hit.end(1)
    before, after = (hit[1], hit[2]) if hit.re is _FULL_WIDTH_COLON else (hit[1][1:].lstrip(), "…")
    suggestion = f"{before}: {after}".rstrip()
    place = place_in(file, lines, (number, at, number, at + 1))
    return Finding(FULL_WIDTH_COLON, place, {"suggestion": suggestion})


SYNTAX: Final = define(
    "FG011",
    zh="YAML 写法有误",
    en="this is not valid YAML",
    help_zh="检查这一行和上一行的缩进、引号和冒号",
    help_en="check indentation, quotes and colons on this line and the one before",
    cause_zh="这一处不符合 YAML 语法，后面的内容无法继续读取。",
    cause_en="The text breaks YAML's syntax here, so nothing after it can be read.",
)
BAD_ESCAPE: Final = define(
    "FG092",
    zh="双引号里不认识这个反斜杠写法",
    en="a backslash in double quotes does not stand before this",
    help_zh="改用单引号，或把反斜杠写成 `\\\\`",
    help_en="use single quotes, or write the backslash as `\\\\`",
    cause_zh="双引号里的反斜杠引出特殊字符（如 `\\n`）；Windows 路径等文字要用单引号。",
    cause_en="In double quotes a backslash begins a special character; paths of Windows need single quotes.",
    bad='name: "\\q"',
    good="name: '\\q'",
)
NO_COLON: Final = define(
    "FG012",
    zh="这一行应为“名称: 值”，但没有找到冒号",
    en="expected `key: value` here, but there is no colon",
    help_zh="冒号用英文半角 `:`，后面空一格",
    help_en="write an ASCII colon followed by a space",
    cause_zh="映射的每一行都要有名称、英文冒号、空格和值。",
    cause_en="Every line of a mapping holds a key, an ASCII colon, a space and a value.",
    bad="id: a\nyear 2021",
    good="id: a\nyear: 2021",
)
INDENT: Final = define(
    "FG013",
    zh="缩进或结构与上文对不上",
    en="the indentation or structure does not fit the lines above",
    help_zh="同一级的各行左边对齐；文字里有引号或特殊符号时整段加引号",
    help_en="align the keys of one level; put quotes around the whole text if it holds quotes",
    cause_zh="同一级的名称必须从同一列开始；引号结束后不能再跟文字。",
    cause_en="Keys of one level start in the same column; nothing may follow a closing quote.",
    bad="data:\n  tax: 1\n land: 2",
    good="data:\n  tax: 1\n  land: 2",
)
TAB: Final = define(
    "FG014",
    zh="这里有制表符（Tab），YAML 只能用空格缩进",
    en="there is a tab here; YAML is indented with spaces only",
    help_zh="把制表符换成空格",
    help_en="replace the tab by spaces",
    cause_zh="YAML 不允许用制表符缩进。",
    cause_en="YAML does not allow tabs for indentation.",
    bad="data:\n\ttax: 1",
    good="data:\n  tax: 1",
)
OPEN_QUOTE: Final = define(
    "FG015",
    zh="引号没有结束",
    en="this quote is never closed",
    help_zh="在这段文字末尾补上相同的引号",
    help_en="add the same quote at the end of the text",
    cause_zh="一直读到文件末尾都没有找到配对的引号。",
    cause_en="The file ended before the matching quote was found.",
    bad='name: "湘乡',
    good='name: "湘乡"',
)
OPEN_BRACKET: Final = define(
    "FG016",
    zh="括号里的内容没有正确结束，或缺少逗号",
    en="this bracket is not closed properly, or a comma is missing",
    help_zh="各项之间用英文逗号（不是“，”），末尾补上 `]` 或 `}}`；文字里有逗号或括号就加引号",
    help_en="separate items with `,` (not `，`) and close with `]` or `}}`; quote a text that holds a comma or bracket",
    cause_zh="`[` 和 `{` 里的各项用英文逗号隔开，最后用 `]` 或 `}` 结束。",
    cause_en="Items inside `[` or `{` are separated by commas and end with `]` or `}`.",
    bad="groups: {level: 省级",
    good="groups: {level: 省级}",
)
BAD_START: Final = define(
    "FG017",
    zh="文字不能以 {character} 开头",
    en="text cannot start with {character}",
    help_zh="给整段文字加引号",
    help_en="put quotes around the whole text",
    cause_zh="@ ` % * & ! 等符号在 YAML 中另有用途，以它们开头的文字要加引号。",
    cause_en="@ ` % * & ! mean something in YAML; text starting with them needs quotes.",
    bad="name: @湘乡",
    good='name: "@湘乡"',
)
EXTRA_COLON: Final = define(
    "FG018",
    zh="这里不能再出现冒号",
    en="a colon cannot stand here",
    help_zh="文字中含有“: ”时整段加引号；或者检查上一行的写法和缩进",
    help_en="quote text that holds a colon and a space, or check how the line above is written",
    cause_zh="一行只能有一个“名称: 值”；值里面的“: ”要放在引号里。",
    cause_en="A line holds one `key: value`; a colon and space inside the value needs quotes.",
    bad="title: 通知: 附件",
    good='title: "通知: 附件"',
)
FULL_WIDTH_COLON: Final = define(
    "FG019",
    zh="这里用了全角冒号“：”，应为半角 `:` 加空格",
    en="this is a full-width colon `：`; write `:` and a space",
    help_zh="写成 {suggestion}",
    help_en="write {suggestion}",
    cause_zh="YAML 只认英文半角冒号；中文输入法下打出的“：”是普通文字。",
    cause_en="YAML knows only the ASCII colon; the one of a Chinese keyboard is plain text.",
    bad="year：2021",
    good="year: 2021",
)
DUPLICATE_KEY: Final = define(
    "FG021",
    zh="{key} 重复：第 {first_line} 行已经写过",
    en="{key} is given twice: it already stands on line {first_line}",
    help_zh="删去其中一处",
    help_en="delete one of them",
    cause_zh="同一级里每个名称只能出现一次，否则无法知道以哪个为准。",
    cause_en="A key may stand once per mapping; otherwise nobody knows which one counts.",
    bad="tax: 1\ntax: 2",
    good="tax: 2",
)
SEVERAL_DOCUMENTS: Final = define(
    "FG022",
    zh="一个文件只能有一份文档，这里用 --- 开始了第二份",
    en="a file holds one document, but a second one starts here",
    help_zh="把第二份放到另一个文件",
    help_en="move the second one to a file of its own",
    cause_zh="每个园区每年一个文件；`---` 之后的内容不会被读取，因此拒绝。",
    cause_en="One file per park and year; what follows `---` would be ignored, so it is refused.",
    bad="id: a\n---\nid: b",
    good="id: a",
)
TOO_DEEP: Final = define(
    "FG023",
    zh="嵌套超过 {limit} 层",
    en="nested more than {limit} levels deep",
    cause_zh="层数有上限，防止恶意文件耗尽内存。",
    cause_en="Depth is limited so that a hostile file cannot exhaust memory.",
    bad="[[[[[[ …",
    good="[1, 2]",
)
TOO_MANY: Final = define(
    "FG024",
    zh="内容（含别名展开）超过 {limit} 项",
    en="more than {limit} items, aliases expanded",
    cause_zh="项数有上限，防止用别名层层引用的恶意文件耗尽内存。",
    cause_en="The number of items is limited so that nested aliases cannot exhaust memory.",
    bad="b: [*a, *a, *a, *a, …]",
    good="b: [1, 2]",
)
UNKNOWN_ALIAS: Final = define(
    "FG025",
    zh="别名 *{alias} 没有可用的定义（&{alias}）",
    en="alias *{alias} has no usable definition (&{alias})",
    cause_zh="`*名称` 引用前文用 `&名称` 标记的内容，不能引用正在写的自身。以 * 开头的文字要加引号。",
    cause_en="`*name` repeats what `&name` marked above, never itself. Quote text that starts with *.",
    bad="a: *x",
    good="b: &x 1\na: *x",
)
TAG: Final = define(
    "FG026",
    zh="不支持 YAML 标签 {tag}",
    en="YAML tags such as {tag} are not supported",
    help_zh="去掉标签；要当作文字就加引号",
    help_en="remove the tag; quote the value if it is text",
    cause_zh="标签可以让解析器执行代码，因此一律拒绝。",
    cause_en="Tags can make a parser run code, so they are all refused.",
    bad="a: !!python/name:os.system",
    good='a: "text"',
)
NOT_FINITE: Final = define(
    "FG027",
    zh="{text} 不是可以计算的数",
    en="{text} is not a number that can be computed with",
    help_zh="缺数据时写 null",
    help_en="write null where there is no figure",
    cause_zh="无穷大和“非数”会让整个得分失去意义。",
    cause_en="Infinity and not-a-number would make the whole score meaningless.",
    bad="tax: .nan",
    good="tax: null",
)
NUMBER_TOO_LONG: Final = define(
    "FG028",
    zh="数字过长：整数和小数部分各不超过 {limit} 位",
    en="number too long: at most {limit} digits before and after the point",
    help_zh="编号之类的文字加引号",
    help_en="quote it if it is text, such as an identity number",
    cause_zh="计算保留 34 位有效数字；更长的数会被舍入，因此拒绝。",
    cause_en="Computation keeps 34 significant digits; longer numbers would be rounded, so they are refused.",
    bad="tax: 1e999",
    good="tax: 1000",
)
CONTROL_CHARACTER: Final = define(
    "FG029",
    zh="这里有不可见的控制字符 {code_point}",
    en="there is an invisible control character {code_point} here",
    help_zh="删去它（常由复制粘贴带入）",
    help_en="delete it (it often comes with copy and paste)",
    cause_zh="YAML 文件里不允许出现控制字符。",
    cause_en="YAML files may not hold control characters.",
)
KEY_NOT_TEXT: Final = define(
    "FG030",
    zh="名称只能是文字，不能是列表或映射",
    en="a key is a word, not a list or a mapping",
    help_zh="以 `[` 或 `{{` 开头的文字要加引号",
    help_en="quote text that starts with `[` or `{{`",
    cause_zh="冒号左边必须是一个名称。",
    cause_en="What stands left of the colon is a name.",
    bad="? [a, b]\n: 1",
    good="a: 1",
)
BAD_MERGE: Final = define(
    "FG031",
    zh="`<<` 后面应是映射或映射的列表",
    en="`<<` takes a mapping or a list of mappings",
    cause_zh="`<<: *名称` 把另一个映射的内容并进来。",
    cause_en="`<<: *name` merges the pairs of another mapping.",
    bad="<<: 5",
    good="<<: *common",
)
