"""Criteria are found by id, edition or path; a user's folder wins over the packaged one."""

from __future__ import annotations

import pytest

from fivegoods.messages.findings import in_order
from fivegoods.reading.criteria_files import (
    FOLDER_VARIABLE,
    LOCAL,
    PACKAGED,
    default_criteria,
    find_criteria,
    list_criteria,
    load_criteria_file,
)
from reading.reading_support import EXAMPLES

TEXT = (EXAMPLES / "criteria" / "example" / "1.yaml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path, text=TEXT):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_packaged_ones_are_listed_and_can_be_read():
    entries = list_criteria()
    assert {entry.where for entry in entries} == {PACKAGED}
    assert "huangyan-per-mu/2022" in [entry.name for entry in entries]
    for entry in entries:
        file, findings = load_criteria_file(entry.name)
        assert findings == []
        assert file is not None
        assert (file.id, file.edition) == (entry.id, entry.edition)
        assert len(file.origin.sha256) == 64


def test_the_default_is_written_beside_the_criteria():
    file, findings = load_criteria_file(default_criteria())
    assert findings == []
    assert file is not None
    assert file.id == "hunan-five-goods"


def test_a_bare_id_is_the_newest_edition_as_people_count(here):
    for edition in ("9", "10", "2", "draft"):
        write(here / "criteria" / "mine" / f"{edition}.yaml")
    assert [entry.edition for entry in list_criteria() if entry.id == "mine"] == ["10", "9", "2", "draft"]
    entry, _ = find_criteria("mine")
    assert entry is not None
    assert (entry.edition, entry.path, entry.where) == ("10", "criteria/mine/10.yaml", LOCAL)


def test_a_local_file_hides_a_packaged_one_of_the_same_name(here):
    write(here / "criteria" / "huangyan-per-mu" / "2022.yaml")
    file, _ = load_criteria_file("huangyan-per-mu/2022")
    assert file is not None
    assert file.criteria.name.en == "Example"
    other, _ = load_criteria_file("huangyan-per-mu/2021")
    assert other is not None
    assert other.criteria.name.en != "Example"


def test_a_folder_may_be_named_in_the_environment(here, monkeypatch):
    write(here / "elsewhere" / "mine" / "1.yaml")
    assert find_criteria("mine")[0] is None
    monkeypatch.setenv(FOLDER_VARIABLE, str(here / "elsewhere"))
    assert find_criteria("mine/1")[0] is not None


@pytest.mark.parametrize(
    ("path", "id_", "edition"), [("mine/2024.yaml", "mine", "2024"), ("draft.yaml", "draft", ""), ("x.yml", "x", "")]
)
def test_a_path_is_read_as_it_is(here, path, id_, edition):
    write(here / path)
    file, findings = load_criteria_file(path)
    assert findings == []
    assert file is not None
    assert (file.id, file.edition, file.origin.file) == (id_, edition, path)


@pytest.mark.parametrize(
    ("name", "code", "near"),
    [
        ("huangyan-permu", "FG041", "huangyan-per-mu"),
        ("huangyan-permu/2022", "FG041", "huangyan-per-mu/2022"),
        ("huangyan-per-mu/2032", "FG042", "huangyan-per-mu/2022"),
        ("something else", "FG041", ""),
        ("", "FG041", ""),
        ("nowhere/2022.yaml", "FG001", ""),
        ("a" * 5000, "FG041", ""),
    ],
)
def test_what_is_not_there(name, code, near):
    file, findings = load_criteria_file(name)
    assert file is None
    assert [(one.kind.code, one.near) for one in findings] == [(code, near)]


def test_all_findings_of_a_criteria_file_at_once(here):
    write(here / "c.yaml", TEXT.replace("status: example", "status: exampel").replace("unit: 亩", "unti: 亩"))
    file, findings = load_criteria_file("c.yaml")
    assert file is None
    assert [(one.kind.code, one.near) for one in in_order(findings)] == [("FG106", "example"), ("FG104", "unit")]
