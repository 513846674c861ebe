"""Names from files and of files reach a terminal, a spreadsheet and Markdown as text only."""
# ruff: noqa: RUF001 - full-width signs are what spreadsheets take for formulas

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cli.cli_support import Program, write_criteria
from fivegoods.export import markdown
from fivegoods.reading.tables.delimited import guarded, looks_like_formula, unguarded
from fivegoods.reports.model import Listing, Report, Section

MEIZHOU = "samples/meizhou-2016"
HOSTILE = "红\x1b[31m\x9b\u202e\x00园\x07"
FORMULAS = [
    "-2+3+cmd|' /C calc'!D2", "+1+cmd|x", "=1+1", "@SUM(A1)", "＝1+1", "－1+1", "＋cmd", "＠x", "\t=1", "\r=1", "\n=1",
    "-1/A1", "-1/税收", "-5%/A1", "-(1)", "+'x'!A1", "-A1", "－2+3+cmd|x", "＋1+cmd|x", "＝HYPERLINK(A1)", "＠SUM(A1)",
    "\r\n@x", "\n＝1", "\t＋cmd", "=cmd|' /C calc'!A0", "-2+3", "-5E3+A1", "=",
]  # fmt: skip
QUANTITIES = [
    "-5",
    "+3.5",
    "-.5",
    "-5 亿元",
    "+5%",
    "-1,200 元/平方米",
    "＋１２％",
    "-1e5",
    "-2024年",
    "-",
    "5",
    "甲'园",
]


@pytest.fixture
def program(capsys):
    return Program(capsys)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(text):
    assert guarded(text) == f"'{text}"
    assert guarded(f"'{text}") == f"''{text}"
    assert [unguarded(guarded(one)) for one in (text, f"'{text}")] == [text, f"'{text}"]


@pytest.mark.parametrize("text", QUANTITIES)
def test_a_number_with_its_unit_is_not_guarded(text):
    assert guarded(text) == text


@settings(max_examples=300)
@given(st.text(st.sampled_from("=+-@＝－'\t\n1a亿/%. |!"), max_size=8) | st.text(max_size=8))
@example("'")
@example("''-1")
def test_every_text_comes_back(text):
    written = guarded(text)
    assert unguarded(written) == text
    assert written.startswith("'") or not looks_like_formula(written)


@pytest.fixture
def table(tmp_path):
    """A JSON table of two parks under criteria of their own, the first with text that is no good."""
    write_criteria(tmp_path)
    criteria = tmp_path / "test-criteria" / "1.yaml"
    criteria.write_text(
        criteria.read_text("utf-8").replace("{zh: 企业, en: Firms}", "{zh: =企业, en: =Firms}", 1), "utf-8"
    )
    rows = [
        {"id": "a", "name": HOSTILE, "year": 2024, "tax": 5, "land": 1, "firms": 9, "tax.remark": FORMULAS[0]},
        {"id": "b", "name": "+1+cmd|x", "year": 2024, "tax": 4, "land": 1, "firms": 9, "tax.remark": "-3 亿元"},
    ]
    file = tmp_path / "t.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return file, criteria


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_table_guards_cells_and_headers_and_reads_back(program, table, tmp_path, suffix):
    source, criteria = table
    target = tmp_path / f"out.{suffix}"
    assert program("form", "table", "--from", source, "-c", criteria, "-o", target, "--lang", "zh").code == 0
    text = target.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if suffix == "tsv" else ","))
    assert "'=企业（家）" in rows[0]
    cells = {cell for row in rows for cell in row}
    assert {f"'{FORMULAS[0]}", "'+1+cmd|x", "-3 亿元", "红园"} <= cells
    assert not set(text) & set("\x1b\x9b\u202e\x00\x07")
    again = tmp_path / "again.json"
    assert program("form", "table", "--from", target, "-c", criteria, "-o", again).code == 0
    records = json.loads(again.read_text("utf-8"))
    assert [one["tax.remark"] for one in records] == [FORMULAS[0], "-3 亿元"]
    assert [one["name"] for one in records] == ["红园", "+1+cmd|x"]


@pytest.mark.parametrize(
    "more",
    [("--fail-under", "99"), ("--min-coverage", "101%"), ("--top", "-1"), ("-f", "md"), ("-f", "csv"), ("-f", "table")],
)
def test_no_way_to_a_terminal_carries_control_signs(program, table, more):
    done = program("rank", table[0], "-c", table[1], *more)
    assert not set(done.out + done.err) & set("\x1b\x9b\u202e\x00\x07")


def test_names_of_files_carry_no_control_signs(program, table, tmp_path):
    file = tmp_path / "r\x1b[31m\u202e.md"
    done = program("rank", table[0], "-c", table[1], "-o", file, "--lang", "en")
    assert done.code == 0
    assert "Wrote" in done.err
    for given_ in (("rank", file), ("rank", MEIZHOU, "-o", tmp_path / "\x1b[31m" / "x.md"), ("diff", "a", "b", file)):
        said = program(*given_, "--lang", "en")
        assert said.code == 2
        assert not set(said.out + said.err) & set("\x1b\u202e")
    assert not set(done.out + done.err) & set("\x1b\u202e")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("__b__", r"\_\_b\_\_"), ("_b_", r"\_b\_"), ("a_b", "a_b"), ("a__b", r"a\_\_b"), ("_", r"\_"), ("x_", r"x\_"),
    ],
)  # fmt: skip
def test_underscores_mark_nothing_in_markdown(text, escaped):
    assert markdown.escape(text) == escaped


def test_a_listing_cannot_end_its_own_fence():
    listing = Listing("```\n<b>x</b>\n````", "sh")
    lines = "".join(markdown.pieces(Report(title="T", lang="en", sections=(Section("", (listing,)),)))).splitlines()
    assert lines[2:] == ["`````sh", "```", "<b>x</b>", "````", "`````"]


@pytest.mark.parametrize("encoding", ["hidden", "rot13", "utf-7", "undefined", "utf-32", "idna", "base64", ""])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_an_unknown_encoding_is_a_damaged_workbook(program, tmp_path, encoding, part):
    blank = tmp_path / "blank.xlsx"
    assert program("form", "table", "-c", "demo-parks/2024", "-o", blank).code == 0
    damaged = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(blank) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, data.replace(b'encoding="UTF-8"', b'encoding="%s"' % encoding.encode(), int(name == part))
            )
    done = program("check", damaged, f"{MEIZHOU}/pingyuan.yaml", "--format", "json")
    codes = [finding["code"] for finding in done.data["findings"]]
    assert "FG070" in codes
    assert "FG900" not in done.err
