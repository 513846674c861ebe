"""Files made to do harm end in a finding, soon and in little memory."""

import tracemalloc
import zipfile

import pytest

from reading.data_support import read, rewritten, table, told, workbook

ROWS = [["id", "year", "tax"], ["a", 2022, 3]]
SHEET = "sheet1.xml"


@pytest.fixture
def small_memory():
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 120_000_000


@pytest.mark.usefixtures("small_memory")
def test_a_zip_bomb(tmp_path):
    good, bomb = workbook(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            with new.open(info.filename, "w", force_zip64=True) as out:
                out.write(old.read(info))
                for _ in range(300 if info.filename.endswith(SHEET) else 0):
                    out.write(b" " * 1_000_000)
    assert told(read(bomb).findings) == [("FG071", "0")]


@pytest.mark.usefixtures("small_memory")
def test_a_directory_that_lies_about_sizes(tmp_path, monkeypatch):
    from fivegoods.reading.xlsx import archive

    monkeypatch.setattr(archive.Archive, "__init__", _trusting(archive))
    big = rewritten(workbook(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", SHEET, lambda xml: xml + b" " * 3_000_000)
    assert told(read(big).findings) == [("FG071", "0")]


def _trusting(archive):
    """Open without looking at the sizes in the directory, with a small limit on what comes out."""
    real = archive.Archive.__init__

    def init(self, data):
        real(self, data)
        self._left = 1_000_000

    return init


@pytest.mark.usefixtures("small_memory")
def test_a_cell_at_the_end_of_the_sheet(tmp_path):
    def far(xml):
        row = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
        return xml.replace(b"</sheetData>", row + b"</sheetData>")

    path = rewritten(workbook(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", SHEET, far)
    assert told(read(path).findings) == [("FG066", "数据!XFD1048576")]


@pytest.mark.slow
@pytest.mark.usefixtures("small_memory")
def test_many_blank_rows(tmp_path):
    def blank(xml):
        rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (number, number) for number in range(3, 100_000))
        return xml.replace(b"</sheetData>", rows + b"</sheetData>")

    path = rewritten(workbook(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", SHEET, blank)
    found = read(path)
    assert told(found.findings) == []
    assert [park.id for park in found.parks] == ["a"]


def test_entities_are_refused(tmp_path):
    def laugh(xml):
        return xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet', 1)

    path = rewritten(workbook(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", SHEET, laugh)
    (finding,) = read(path).findings
    assert (finding.kind.code, finding.params["reason"]) == ("FG070", "DOCTYPE")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"not a zip", "FG034"),
        ("a.xlsx", b"", "FG003"),
        ("a.xlsx", b"PK\x03\x04broken", "FG034"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "FG072"),
        ("a.csv", b"id,year,tax\n\0", "FG032"),
        ("a.csv", b"PK\x03\x04" + b"\0" * 99, "FG004"),
        ("a.csv", b"", "FG003"),
        ("a.csv", b"id,year,tax\na,2022," + b"9" * 10_000_000, "FG051"),
        ("a.csv", b"id,year," + b",".join(b"c%d" % n for n in range(5000)) + b"\na,2022\n", "FG074"),
        ("a.csv", b"id,year,tax\n" + b",,\n" * 100_000, "FG073"),
        ("a.json", b"[" * 100_000 + b"]" * 100_000, "FG053"),
        ("a.json", b'[{"id":"a","year":2022,"tax":' + b'{"a":' * 9000 + b"1" + b"}" * 9000 + b"}]", "FG053"),
        ("a.json", b'[{"id":"a","id":"b","year":2022}]', "FG053"),
        ("a.json", b'[{"id":"a","year":2022,"tax":NaN}]', "FG053"),
        ("a.json", b'[{"id":"a",}]', "FG053"),
    ],
)
@pytest.mark.usefixtures("small_memory")
def test_every_one_is_named(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    assert [one for one, _ in told(read(path).findings)][:1] == [code]


def test_more_cells_than_anybody_has(tmp_path, monkeypatch):
    from fivegoods.reading.tables import delimited
    from fivegoods.reading.xlsx import grid

    monkeypatch.setattr(grid, "MOST_CELLS", 4)
    monkeypatch.setattr(delimited, "MOST_CELLS", 4)
    assert told(read(workbook(tmp_path / "a.xlsx", ROWS)).findings) == [("FG065", "数据")]
    assert told(read(table(tmp_path, "id,year,tax\na,2022,3\n")).findings) == [("FG065", "0")]


def test_more_cells_in_several_files_than_one_may_have(tmp_path, monkeypatch):
    from fivegoods.reading.tables import delimited

    monkeypatch.setattr(delimited, "MOST_CELLS", 12)
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text(f"id,year,tax\n{name},2022,3\n", encoding="utf-8")
    assert told(read(tmp_path).findings) == []
    (tmp_path / "c.csv").write_text("id,year,tax\nc,2022,3\n", encoding="utf-8")
    (finding,) = [one for one in read(tmp_path).findings if one.kind.code == "FG065"]
    assert finding.place.file.endswith("c.csv")


def test_an_error_in_a_cell(tmp_path):
    xml = b'<c r="C2" t="e"><v>#DIV/0!</v></c>'
    change = lambda old: old.replace(b'<c r="C2"><v>3</v></c>', xml)  # noqa: E731
    path = rewritten(workbook(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", SHEET, change)
    (finding,) = [one for one in read(path).findings if one.kind.code == "FG063"]
    assert (finding.place.cell, finding.params["value"]) == ("C2", "#DIV/0!")


def test_a_workbook_with_a_missing_part(tmp_path):
    good = workbook(tmp_path / "a.xlsx", ROWS)
    bad = tmp_path / "b.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for info in old.infolist():
            if not info.filename.endswith(SHEET):
                new.writestr(info.filename, old.read(info))
    assert told(read(bad).findings)[0][0] == "FG070"


def test_prefixed_elements_and_inline_strings_are_read(tmp_path):
    """Some programs write x:row for row, and texts in the cell itself."""
    xml = (
        b'<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row><x:c t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c><x:c t="str"><x:v>year</x:v></x:c>'
        b'<x:c t="inlineStr"><x:is><x:r><x:t>t</x:t></x:r><x:r><x:t>ax</x:t></x:r></x:is></x:c></x:row>'
        b'<x:row r="5"><x:c r="A5" t="str"><x:v>a</x:v></x:c><x:c r="B5"><x:v>2022</x:v></x:c>'
        b'<x:c r="C5"><x:v>1.5E2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    path = rewritten(workbook(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", SHEET, lambda _: xml)
    (park,) = read(path).parks
    assert park.data["tax"] == 150
    assert park.origin.place(("data", "tax")).cell == "C5"


def test_a_separator_inside_a_cell_does_not_shift_the_row(tmp_path):
    found = read(table(tmp_path, '[{"id": "a", "name": "x\\u001fy", "year": 2022, "tax": 3}]', "t.json"))
    (park,) = found.parks
    assert park.facts["tax"].written == "3"
