"""Files that are no tables of parks: wrong encodings, our own reports, half a download."""

from __future__ import annotations

import openpyxl
import pytest

from cli.cli_support import Program
from fivegoods.export.findings import help_of
from fivegoods.messages.findings import Severity
from fivegoods.reading.parks import read_parks
from reading.data_support import ROOT, read, told

TEXT = "id,名称,year,tax\na,甲园区,2022,3\n"
PARKS = ROOT / "samples" / "tables" / "parks.csv"


@pytest.fixture(params=["zh", "en"])
def report(request, tmp_path, capsys):
    """Return a report in a folder of its own."""
    path = tmp_path / "reports" / "report.xlsx"
    path.parent.mkdir()
    done = Program(capsys)("rank", PARKS, "-c", "demo-parks/2024", "-o", path, "--lang", request.param)
    assert done.code == 0
    return path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (TEXT.encode("utf-16-le"), "FG032"),
        (TEXT.encode("utf-16-be"), "FG032"),
        (TEXT.encode("utf-16") + b"\xd8", "FG033"),
        (TEXT.encode() + "乙园区".encode("gbk") + b",\xff\xff\n", "FG033"),
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_tables_in_no_encoding_say_how_to_save_them(tmp_path, data, code, suffix):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    (finding,) = read(path).findings
    assert finding.kind.code == code
    for lang in ("zh", "en"):
        assert "CSV UTF-8" in help_of(finding, lang)
        assert "GB18030" in help_of(finding, lang)


def test_bytes_that_are_no_text_in_yaml_keep_their_own_words(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"id: a\nname: \xff\xff\n")
    assert [code for code, _ in told(read(path).findings)] == ["FG005"]


def test_a_report_is_no_data(report):
    (finding,) = read(report).findings
    assert finding.kind.code == "FG035"
    assert finding.params["title"].strip('“”"')


def test_a_report_that_a_spreadsheet_program_saved_again_is_still_known(report):
    book = openpyxl.load_workbook(report)
    book.save(report)
    assert [code for code, _ in told(read(report).findings)] == ["FG035"]


def test_a_report_in_a_folder_is_passed_over(report):
    (report.parent / "parks.csv").write_bytes(PARKS.read_bytes())
    found = read_parks([str(report.parent)], "demo-parks/2024")
    assert found.parks
    assert told(found.findings) == []
    assert "FG010" in {code for code, _ in told(found.findings, Severity.NOTE)}


def test_another_workbook_with_a_title_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.properties.title, book.properties.category = "园区数据", "统计"
    for row in (["id", "year", "tax"], ["a", 2022, 3]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert [park.id for park in read(tmp_path / "a.xlsx").parks] == ["a"]


@pytest.mark.parametrize("data", [b"", b"<html>not found</html>", b"PK\x03\x04half"])
def test_half_a_download_is_told_without_the_words_of_a_library(tmp_path, data, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    done = Program(capsys)("check", path, "--lang", "zh")
    assert done.code == 2
    assert ("文件是空的" if not data else "不是 Excel 工作簿") in done.err + done.out
    assert "zip file" not in done.err + done.out


# -- a table that names no criteria


def test_headers_that_do_not_fit_the_default_name_the_criteria_they_fit(tmp_path):
    lines = [line.partition(",")[2] for line in PARKS.read_text(encoding="utf-8-sig").splitlines()]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read_parks([str(path)])
    (finding,) = found.findings
    assert (finding.kind.code, finding.params["best"]) == ("FG037", "demo-parks/2024")
    assert "--criteria demo-parks/2024" in help_of(finding, "zh")
    assert (found.parks, found.by_default) == ((), ())


def test_headers_that_fit_no_criteria_say_so_only(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,year,甲甲,乙乙,丙丙\na,2024,1,2,3\n", encoding="utf-8")
    (finding,) = read_parks([str(path)]).findings
    assert finding.kind.code == "FG038"
    assert "criteria list" in help_of(finding, "en")


def test_a_few_unknown_headers_are_told_one_by_one(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,year,甲甲\na,2024,1\n", encoding="utf-8")
    assert [one.place.cell for one in read_parks([str(path)]).findings if one.kind.code == "FG055"] == ["C1"]


def test_criteria_that_were_asked_for_are_not_doubted(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,year,甲甲,乙乙,丙丙\na,2024,1,2,3\n", encoding="utf-8")
    codes = [one.kind.code for one in read_parks([str(path)], "demo-parks/2024").findings]
    assert codes.count("FG055") == 3


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
        ("a.xls", b"\xef\xbb\xbf \n<TABLE><tr><td>1</td></tr></TABLE>", "HTML"),
        ("a.xlsx", "园区名称,年度,税收\n甲园,2024,3\n".encode(), "CSV"),
        ("a.xls", "园区名称\t年度\t税收\n甲园\t2024\t3\n".encode("gb18030"), "CSV"),
    ],
)
def test_a_page_or_text_under_the_suffix_of_a_workbook_is_called_what_it_is(tmp_path, name, content, what):
    (tmp_path / name).write_bytes(content)
    (found,) = [one for one in read(tmp_path / name).findings if one.kind.code == "FG093"]
    assert what in found.params["what_en"]
