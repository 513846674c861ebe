"""Every command that writes a report writes it in every format, and each can be read by what usually reads it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from html.parser import HTMLParser

import pytest

from cli.cli_support import Program
from fivegoods.export.output import Format

MEIZHOU = "samples/meizhou-2016"
REPORTS = {
    "score": ("score", f"{MEIZHOU}/pingyuan.yaml"),
    "rank": ("rank", MEIZHOU),
    "compare": ("compare", MEIZHOU),
    "explain": ("explain", f"{MEIZHOU}/pingyuan.yaml"),
    "diff": ("diff", MEIZHOU),
    "advise": ("advise", f"{MEIZHOU}/pingyuan.yaml", "--peers", MEIZHOU),
    "criteria list": ("criteria", "list"),
    "criteria show": ("criteria", "show", "demo-parks/2024"),
}


def read_zip(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return len(archive.namelist())


def read_page(data: bytes) -> int:
    page = HTMLParser()
    page.feed(data.decode("utf-8"))
    page.close()
    return data.count(b"<h")


READERS = {
    Format.JSON: lambda data: len(json.loads(data)),
    Format.CSV: lambda data: len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))),
    Format.HTML: read_page,
    Format.XLSX: read_zip,
    Format.DOCX: read_zip,
    Format.MD: lambda data: sum(line.startswith("#") for line in data.decode("utf-8").splitlines()),
    Format.TABLE: lambda data: len(data.decode("utf-8").splitlines()),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("chosen", list(Format))
def test_it_is_written_and_read(chosen, name, lang, tmp_path, capsys):
    file = tmp_path / "report.out"
    done = Program(capsys)(*REPORTS[name], "--format", chosen, "--output", file, "--lang", lang, "--quiet")
    assert done.code == 0, done.err
    assert READERS[chosen](file.read_bytes()) > 0
