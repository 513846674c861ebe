"""Paths become files, or a finding that says why not."""

from __future__ import annotations

import os

import pytest

from fivegoods.reading import inputs
from fivegoods.reading.inputs import collect, read_bytes
from fivegoods.reading.parks import read_parks
from reading.reading_support import EXAMPLES, FOLDER_VARIABLE, short

PARK = "id: {id}\nname: 甲\nyear: {year}\nsource: 年报\ndata: {{tax: 5}}\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(EXAMPLES / "criteria"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def park(path, id_="a", year=2021):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PARK.format(id=id_, year=year), encoding="utf-8")


def found(*paths):
    read = read_parks(list(paths))
    return [one.kind.code for one in read.findings], read


def test_a_folder_is_walked_in_order_without_hidden_files(here):
    for name in ("b.yaml", "a.yml", "sub/c.yaml", ".hidden.yaml", ".git/d.yaml", "notes.txt", "~$a.yaml"):
        park(here / "parks" / name)
    files, findings = collect(["parks"])
    assert [file.name for file in files] == ["parks/a.yml", "parks/b.yaml", "parks/sub/c.yaml"]
    assert findings == []
    assert not any(file.named for file in files)


def test_a_lock_file_that_a_wildcard_gave_is_skipped_with_a_note(here):
    park(here / "a.yaml")
    (here / "~$a.xlsx").write_bytes(b"\x05admin")
    codes, read = found("a.yaml", "~$a.xlsx")
    assert codes == ["FG020"]
    assert [one.id for one in read.parks] == ["a"]
    said = next(one for one in read.findings if one.kind.code == "FG020")
    assert (said.severity.value, said.place.file, said.params["name"]) == ("note", "~$a.xlsx", "a.xlsx")


def test_a_lock_file_alone_is_no_park(here):
    (here / "~$a.xlsx").write_bytes(b"\x05admin")
    assert sorted(found("~$a.xlsx")[0]) == ["FG002", "FG020"]


def test_the_order_given_is_kept_and_a_file_counts_once(here):
    park(here / "b.yaml", "b")
    park(here / "a.yaml", "a")
    files, _ = collect(["b.yaml", "a.yaml", "./b.yaml", "."])
    assert [file.name for file in files] == ["b.yaml", "a.yaml"]


def test_a_suffix_that_all_share_makes_no_names_alike(here):
    (here / "bin.yaml").write_text("id: a", encoding="utf-8")
    _, findings = read_bytes(str(here / "nope.yaml"))
    assert findings[0].near == ""


def test_a_missing_file_names_a_near_one(here):
    park(here / "xiangxiang.yaml")
    codes, read = found("xiangxaing.yaml")
    assert codes == ["FG001"]
    assert read.findings[0].near == "xiangxiang.yaml"
    assert read.findings[0].place.file == "xiangxaing.yaml"
    assert found("nowhere/at/all.yaml")[0] == ["FG001"]


def test_folders_without_parks(here):
    (here / "empty").mkdir()
    assert found("empty")[0] == ["FG002"]
    (here / "other").mkdir()
    (here / "other" / "list.yaml").write_text("values: []\nname: x\n", encoding="utf-8")
    assert found("other")[0] == ["FG002", "FG010"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff", "~\n"])
def test_empty_files(here, text):
    (here / "a.yaml").write_text(text, encoding="utf-8")
    assert found("a.yaml")[0] == ["FG003"]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x14\x00", b"\x00\x01\x02", b"%PDF-1.7\n%\xe2\xe3", bytes(range(255, 127, -2)) + b"\0"]
)
def test_binary_files(here, data):
    (here / "a.yaml").write_bytes(data)
    assert found("a.yaml")[0] == ["FG004"]


def test_a_gbk_file_is_named_with_its_place(here):
    (here / "a.yaml").write_bytes("id: a\nname: 湘乡经济开发区\n".encode("gbk"))
    codes, read = found("a.yaml")
    assert codes == ["FG005"]
    assert short(read.findings) == ["FG005 2:7"]
    assert read.findings[0].params["guess"].startswith("GBK")
    assert read.findings[0].place.excerpt == "name: 湘乡经济开发区"


def test_utf16_is_named(here):
    (here / "a.yaml").write_bytes("id: a\n".encode("utf-16"))
    _, read = found("a.yaml")
    assert [(one.kind.code, one.params["guess"]) for one in read.findings] == [("FG005", "UTF-16")]


def test_bytes_that_are_no_encoding_at_all(here):
    (here / "a.yaml").write_bytes(b"id: a\nname: \xff\xff\n")
    _, read = found("a.yaml")
    assert [(one.kind.code, "guess" in one.params) for one in read.findings] == [("FG005", False)]


def test_a_byte_order_mark_and_windows_line_ends_are_read(here):
    text = PARK.format(id="a", year=2021).replace("tax", "taxx").replace("\n", "\r\n")
    (here / "a.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert short(read_parks(["a.yaml"]).findings) == ["FG301 5:8"]


def test_other_file_types_are_named(here):
    (here / "a.doc").write_text("id: a", encoding="utf-8")
    assert found("a.doc")[0] == ["FG008"]


def test_too_large(here, monkeypatch):
    park(here / "a.yaml")
    monkeypatch.setattr(inputs, "MAX_BYTES", 10)
    assert found("a.yaml")[0] == ["FG007"]
    assert [one.kind.code for one in read_parks(["-"], stdin=lambda most: b"x" * most).findings] == ["FG007"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable(here):
    park(here / "a.yaml")
    (here / "a.yaml").chmod(0)
    assert found("a.yaml")[0] == ["FG006"]


def test_a_name_the_system_refuses(here):
    assert found("a" * 5000 + ".yaml")[0] == ["FG006"]


def test_stdin_once(here):
    text = PARK.format(id="a", year=2021).encode()
    read = read_parks(["-"], stdin=lambda most: text[:most])
    assert [one.id for one in read.parks] == ["a"]
    assert read.parks[0].origin.file == "<stdin>"
    assert [one.kind.code for one in read_parks(["-", "-"], stdin=lambda most: text[:most]).findings] == ["FG009"]


def test_all_files_are_reported_at_once(here):
    park(here / "a.yaml")
    (here / "b.yaml").write_bytes(b"\0")
    (here / "c.yaml").write_text("a: [", encoding="utf-8")
    codes, read = found("a.yaml", "b.yaml", "c.yaml", "d.yaml")
    assert codes == ["FG004", "FG016", "FG001"]
    assert [one.id for one in read.parks] == ["a"]
