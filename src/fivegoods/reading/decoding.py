"""Bytes → text: UTF-8 with or without a byte order mark; everything else is named and refused."""

from __future__ import annotations

import codecs
from typing import Final

from fivegoods.messages.findings import Finding, Place, define

_SAVE_ZH: Final = "在 Excel 里另存为“CSV UTF-8（逗号分隔）”；GB18030（GBK）也可以读取"
_SAVE_EN: Final = "save it in Excel as “CSV UTF-8 (Comma delimited)”; GB18030 (GBK) is read as well"

EMPTY_FILE: Final = define(
    "FG003",
    zh="文件是空的（或只有注释）",
    en="the file is empty, or holds only comments",
    cause_zh="没有任何可以读取的内容。",
    cause_en="There is nothing to read.",
)
BINARY_FILE: Final = define(
    "FG004",
    zh="这是二进制文件，不是文本{what}",
    en="this is a binary file, not text{what}",
    help_zh="给出 YAML 等文本文件；表格在 Excel 里另存为“CSV UTF-8（逗号分隔）”或 .xlsx",
    help_en="give a text file such as YAML; save a table as “CSV UTF-8 (Comma delimited)” or as .xlsx in Excel",
    cause_zh="文件里有文本不可能出现的字节，例如 Excel、Word 或压缩文件。",
    cause_en="The file holds bytes that no text has; it may be an Excel, Word or compressed file.",
)
NOT_UTF8: Final = define(
    "FG005",
    zh="文件不是 UTF-8 编码",
    en="the file is not in UTF-8",
    help_zh="很可能是 {guess} 编码：用记事本等编辑器“另存为”，编码选 UTF-8",
    help_en="it is probably {guess}: open it in an editor and save it again as UTF-8",
    cause_zh="所有输入都用 UTF-8。中文 Windows 上的旧程序常存成 GBK（GB18030）。",
    cause_en="All input is UTF-8. Older programs on Chinese Windows often save GBK (GB18030).",
)

BINARY_TABLE: Final = define(
    "FG032",
    zh="读不出文字：文件里有文本不会有的字节，可能是没有 BOM 的 UTF-16 编码",
    en="no text can be read: the file holds bytes that no text has; it may be UTF-16 without its mark",
    help_zh=_SAVE_ZH,
    help_en=_SAVE_EN,
    cause_zh="UTF-16 编码的表格要有 BOM 才认得出；其他种类的文件改名而成的 .csv 也是这样。",
    cause_en="A table in UTF-16 is known by its byte order mark only. Files of other kinds look like this too.",
)
DAMAGED_TABLE: Final = define(
    "FG033",
    zh="读不出文字：文件既不是 UTF-8 也不是 GB18030（GBK）编码，或混用了几种编码",
    en="no text can be read: neither UTF-8 nor GB18030 (GBK), or several encodings in one file",
    help_zh=_SAVE_ZH,
    help_en=_SAVE_EN,
    cause_zh="几个来源的文字直接拼在一起，或文件在传输中损坏，常会这样。",
    cause_en="Texts of several sources put together, or a file damaged on its way, look like this.",
)

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SIGNATURES: Final = {
    b"PK\x03\x04": " (zip, xlsx, docx …)",
    b"\xd0\xcf\x11\xe0": " (xls, doc, ppt)",
    b"%PDF": " (PDF)",
    b"\x1f\x8b": " (gzip)",
}


def decode(name: str, data: bytes) -> tuple[str | None, list[Finding]]:
    """Return the text of a file, or None and a finding that says what the bytes look like."""
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            return None, [Finding(BINARY_FILE, Place(name), {"what": what})]
    if data.startswith(_UTF16):
        return None, [Finding(NOT_UTF8, Place(name), {"guess": "UTF-16"})]
    if b"\0" in data:
        return None, [Finding(BINARY_FILE, Place(name), {"what": ""})]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(name, data, error)]
    if not text.strip():
        return None, [Finding(EMPTY_FILE, Place(name))]
    return text, []


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Finding:
    try:
        readable = data.decode("gb18030")
    except UnicodeDecodeError:
        readable = None
    sample = data[:4096]
    if readable is None and sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample) > len(sample) / 10:
        return Finding(BINARY_FILE, Place(name), {"what": ""})
    # error.start counts from after a byte order mark, error.object is what it counts in.
    before = error.object[: error.start]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    line = before.count(b"\n") + 1
    params = {"guess": "GBK (GB18030)"} if readable is not None else {}
    excerpt = readable.split("\n")[line - 1].rstrip("\r") if readable is not None else ""
    return Finding(NOT_UTF8, Place(name, line, column, column + 1, excerpt=excerpt), params)
