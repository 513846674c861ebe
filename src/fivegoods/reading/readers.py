"""One line per kind of input file: suffix → the function that reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from fivegoods.messages.findings import Finding, Place, has_errors
from fivegoods.reading.decoding import EMPTY_FILE, decode
from fivegoods.reading.forms.book import FormBook
from fivegoods.reading.tables.sheet import Sheet
from fivegoods.reading.yaml.document import Document
from fivegoods.reading.yaml.tree import read_yaml

#: Name, bytes and SHA-256 of a file → its documents (a table gives one per row) and findings.
Reader = Callable[[str, bytes, str], tuple[list[Document], list[Finding]]]

#: What a file of tables holds: sheets, or documents where it is no table, and findings.
Contents = tuple[Sequence[Sheet | Document | FormBook], list[Finding]]
TableReader = Callable[[str, bytes, str], Contents]


def read_yaml_bytes(name: str, data: bytes, sha256: str) -> tuple[list[Document], list[Finding]]:
    """Return the one document of a YAML file, or none and why not."""
    text, findings = decode(name, data)
    if text is None:
        return [], findings
    document, problems = read_yaml(name, text, sha256)
    if document is None:
        return [], problems
    if document.data is None and not has_errors(problems):
        return [], [Finding(EMPTY_FILE, Place(name))]
    return [document], problems


def read_text(name: str, data: bytes, sha256: str, delimiter: str) -> Contents:
    """Return the one sheet of a text with a delimiter between its cells, or none and why not."""
    from fivegoods.reading.tables.delimited import read_delimited

    sheet, findings = read_delimited(name, data, sha256, delimiter)
    return [sheet] if sheet else [], findings


def read_txt(name: str, data: bytes, sha256: str) -> Contents:
    """Return the one sheet of a text file with tabs, or else commas, between its cells."""
    return read_text(name, data, sha256, "\t" if b"\t" in data[:65536] else ",")


def read_json(name: str, data: bytes, sha256: str) -> Contents:
    """Return the sheet of a JSON table; any other JSON is a document, for it is YAML as well."""
    from fivegoods.reading.tables.records import read_records

    sheet, findings = read_records(name, data, sha256)
    if sheet is None and not findings:
        documents, findings = read_yaml_bytes(name, data, sha256)
        return list(documents), findings
    return [sheet] if sheet else [], findings


def read_xlsx(name: str, data: bytes, sha256: str) -> Contents:
    """Return the form in a workbook; else those of its sheets that are tables, or the first."""
    from fivegoods.reading.forms.book import form_in
    from fivegoods.reading.tables.layout import is_table
    from fivegoods.reading.xlsx.workbook import read_workbook

    sheets, findings = read_workbook(name, data, sha256)
    form = form_in(name, sha256, sheets)
    if form is not None:
        return [form], findings
    return [one for one in sheets if is_table(one)] or sheets[:1], findings


#: Kinds of workbook that are named and refused rather than passed over in a folder.
REFUSED: Final = (".xls", ".et", ".ods", ".xlsb")
READERS: Final[dict[str, Reader]] = {".yaml": read_yaml_bytes, ".yml": read_yaml_bytes}
TABLES: Final[dict[str, TableReader]] = {
    ".csv": partial(read_text, delimiter=","),
    ".tsv": partial(read_text, delimiter="\t"),
    ".txt": read_txt,
    ".json": read_json,
    **dict.fromkeys((".xlsx", ".xlsm", *REFUSED), read_xlsx),
}
#: Kinds of file that are read where they are named only: in a folder they are most often no tables.
NAMED_ONLY: Final = (".txt",)

#: Every suffix that can be read, for messages and for walking folders.
SUFFIXES: Final = (*READERS, *TABLES)


def suffix_of(data: bytes) -> str:
    """Return the suffix that the content of standard input would have in a file."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"PK\x03\x04"):
        return ".xlsx"
    if start.startswith((b"[", b"{")):
        return ".json"
    line = start.partition(b"\n")[0]
    if b": " in line or line.startswith(b"#") or line.rstrip().endswith(b":"):
        return ".yaml"
    return ".tsv" if b"\t" in line else ".csv" if b"," in line else ".yaml"
