"""Tables in text files, under a key of JSON, and in workbooks zipped with backslashes."""

from __future__ import annotations

import json
import zipfile

import pytest

from reading.data_support import ROOT, read, told

TABLE = "名称,年度,税收（万元）\n甲园,2024,3\n"
ROW = {"名称": "甲园", "年度": 2024, "税收（万元）": 3}
CRITERIA = "demo-parks/2024"


def parks(path):
    found = read(path, CRITERIA)
    assert told(found.findings) == []
    return [(park.id, park.year, park.data["tax"]) for park in found.parks]


@pytest.mark.parametrize("text", [TABLE, TABLE.replace(",", "\t")])
def test_a_text_file_that_is_named_is_a_table(tmp_path, text):
    path = tmp_path / "t.txt"
    path.write_text(text, encoding="utf-8")
    assert parks(path) == [("甲园", 2024, 3)]


def test_a_text_file_in_a_folder_is_left_alone(tmp_path):
    (tmp_path / "readme.txt").write_text("说明", encoding="utf-8")
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    assert parks(tmp_path) == [("甲园", 2024, 3)]


@pytest.mark.parametrize(
    "document",
    [
        {"data": [ROW]},
        {"code": 0, "msg": "ok", "records": [ROW]},
        {"园区": [ROW]},
        {"result": {"total": 1, "list": [ROW]}},
    ],
)
def test_rows_under_a_key_are_a_table(tmp_path, document):
    path = tmp_path / "t.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert parks(path) == [("甲园", 2024, 3)]


def test_a_park_with_events_is_no_table(tmp_path):
    path = tmp_path / "p.json"
    park = {
        "id": "a",
        "name": "甲园",
        "year": 2024,
        "data": {"tax": 3},
        "events": [{"kind": "accident", "level": "general"}],
    }
    path.write_text(json.dumps(park), encoding="utf-8")
    assert parks(path) == [("a", 2024, 3)]


def test_a_workbook_zipped_with_backslashes(tmp_path):
    source, path = ROOT / "samples" / "tables" / "parks.xlsx", tmp_path / "t.xlsx"
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(path, "w") as out:
        for name in whole.namelist():
            out.writestr(name.replace("/", "\\"), whole.read(name))
    assert sorted(park.id for park in read(path).parks) == sorted(park.id for park in read(source).parks)
