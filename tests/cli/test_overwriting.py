"""What -o never replaces: filled-in forms, park files edited by hand, and what a command reads."""

import os
import shutil

import pytest

from cli.cli_support import Program, write_criteria, write_park
from reading.data_support import DEMO
from reading.forms.forms_support import FILLED

CRITERIA = "demo-parks/2024"


@pytest.fixture
def program(capsys):
    return Program(capsys)


@pytest.fixture
def parks(tmp_path):
    """A folder of two small parks under criteria of their own."""
    write_criteria(tmp_path)
    for id_, tax in (("a", 500), ("b", 800)):
        write_park(
            tmp_path / "parks", id_, f"{id_}园", tmp_path / "test-criteria" / "1.yaml", tax=tax, land=100, firms=9
        )
    return tmp_path / "parks"


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("lang", "words"), [("zh", "已经存在"), ("en", "not replaced")])
@pytest.mark.parametrize(("kind", "name"), [("new", "t.xlsx"), ("table", "t.csv"), ("table", "t.xlsx")])
def test_a_form_that_is_filled_in_is_not_made_blank(tmp_path, program, kind, name, lang, words):
    file = tmp_path / name
    command = ("form", kind, "-c", CRITERIA, "-o", file, "--lang", lang)
    assert program(*command).code == 0
    blank = file.read_bytes()
    shutil.copy(FILLED, file)
    done = program(*command)
    assert (done.code, words in done.err, "--force" in done.err, file.as_posix() in done.err) == (2, True, True, True)
    assert file.read_bytes() == FILLED.read_bytes()
    assert program(*command, "--force").code == 0
    assert file.read_bytes() == blank


@pytest.mark.slow
def test_a_file_with_the_same_content_may_be_written_again(tmp_path, program):
    for command in (
        ("new", "-c", CRITERIA, "-o", tmp_path / "f.xlsx"),
        ("table", "-c", CRITERIA, "-o", tmp_path / "t.json"),
        ("read", FILLED, "-o", tmp_path / "parks"),
        ("new", "--from", DEMO, "-o", tmp_path / "forms"),
    ):
        assert [program("form", *command).code for _ in range(2)] == [0, 0], command


def test_park_files_edited_by_hand_are_not_reverted_and_nothing_else_is_written(tmp_path, program):
    command = ("form", "read", DEMO, "-o", tmp_path, "--lang", "en")
    assert program(*command).code == 0
    first = contents(tmp_path)
    edited, gone = sorted(first)[:2]
    edited.write_bytes(first[edited] + b"# checked by hand\n")
    gone.unlink()
    done = program(*command)
    assert (done.code, "--force" in done.err) == (2, True)
    assert [path for path in first if path.as_posix() in done.err] == [edited]
    assert not gone.exists()
    assert edited.read_bytes().endswith(b"by hand\n")
    assert program(*command, "--force").code == 0
    assert contents(tmp_path) == first


def test_one_named_park_file_is_not_reverted_either(tmp_path, program):
    file = tmp_path / "p.yaml"
    command = ("form", "read", DEMO / "luming-2024.yaml", "-o", file)
    assert program(*command).code == 0
    file.write_text(file.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    assert (program(*command).code, program(*command, "--force").code) == (2, 0)
    assert "by hand" not in file.read_text(encoding="utf-8")


def test_many_files_that_are_there_are_not_all_named(tmp_path, program):
    assert program("form", "read", DEMO, "-o", tmp_path).code == 0
    files = sorted(contents(tmp_path))
    for file in files:
        file.write_text("# by hand\n")
    done = program("form", "read", DEMO, "-o", tmp_path, "--lang", "en")
    assert (done.code, len(files) > 20, f"{len(files)} file(s)" in done.err) == (2, True, True)
    assert done.err.count(".yaml") == 20
    assert "…" in done.err


def test_last_years_own_file_is_kept_even_with_force(tmp_path, program):
    known = tmp_path / "luming-2023.yaml"
    known.write_bytes((DEMO / known.name).read_bytes())
    assert program("form", "read", FILLED, "-o", tmp_path, "--force").code == 0
    assert known.read_bytes() == (DEMO / known.name).read_bytes()


@pytest.mark.parametrize("command", ["score", "rank", "compare", "explain", "diff", "robustness", "advise", "whatif"])
@pytest.mark.parametrize("way", ["as given", "another path", "link"])
def test_a_result_does_not_replace_the_park_it_is_made_from(tmp_path, program, parks, command, way):
    table = tmp_path / "q.csv"
    assert program("form", "table", "--from", parks, "-o", table).code == 0
    before = table.read_bytes()
    output = {"as given": table, "another path": tmp_path / "parks" / ".." / "q.csv", "link": tmp_path / "l.csv"}[way]
    if way == "link":
        output.symlink_to(table)
    more = {"whatif": ("--set", "tax=9")}.get(command, ())
    done = program(command, table, *more, "-o", output, "--lang", "en")
    assert (done.code, "holds input" in done.err) == (2, True)
    assert table.read_bytes() == before


@pytest.mark.parametrize(("lang", "words"), [("zh", "是输入文件"), ("en", "holds input")])
def test_a_form_is_not_replaced_by_its_card(tmp_path, program, lang, words):
    form = tmp_path / "c.xlsx"
    shutil.copy(FILLED, form)
    done = program("--lang", lang, "score", form, "-o", form)
    assert (done.code, words in done.err) == (2, True)
    assert form.read_bytes() == FILLED.read_bytes()


def test_force_does_not_replace_an_input(tmp_path, program):
    form = tmp_path / "c.xlsx"
    shutil.copy(FILLED, form)
    assert program("form", "new", "--from", form, "-o", form, "--force").code == 2
    assert form.read_bytes() == FILLED.read_bytes()


def test_peers_benchmarks_and_other_files_are_inputs_too(tmp_path, program, parks):
    park, peer = parks / "a.yaml", tmp_path / "b.json"
    assert program("form", "table", "--from", parks / "b.yaml", "-o", peer).code == 0
    for option in ("--peers", "--benchmarks", "--costs"):
        before = peer.read_bytes()
        done = program("advise", park, option, peer, "--next", "-o", peer, "--lang", "en")
        assert (done.code, "holds input" in done.err) == (2, True), option
        assert peer.read_bytes() == before


@pytest.mark.parametrize("option", [(), ("-c", CRITERIA)])
def test_a_park_of_a_folder_that_is_read_is_an_input(tmp_path, program, option):
    folder = tmp_path / "parks"
    shutil.copytree(DEMO, folder)
    park, table = folder / "luming-2024.yaml", folder / "more" / "luming.json"
    table.parent.mkdir()
    assert program("form", "table", "--from", park, "-o", table).code == 0
    park.unlink()
    before = contents(folder)
    done = program("rank", folder, *option, "-o", table, "--lang", "en")
    assert (done.code, "holds input" in done.err) == (2, True)
    assert contents(folder) == before


def test_a_report_in_a_folder_that_is_read_may_be_made_again(program, parks):
    for name in ("rank.md", "rank.xlsx", "rank.html"):
        assert [program("rank", parks, "-o", parks / name, "-q").code for _ in range(2)] == [0, 0], name


@pytest.mark.parametrize("option", [(), ("-c", "test-criteria/1"), ("-c", "criteria/test-criteria/1.yaml")])
@pytest.mark.parametrize("command", [("rank", "-f", "json"), ("benchmarks", "make", "--at-least", "1")])
def test_criteria_are_inputs_however_they_are_named(tmp_path, program, monkeypatch, option, command):
    monkeypatch.chdir(tmp_path)
    criteria = write_criteria(tmp_path / "criteria")
    for id_ in "ab":
        write_park(tmp_path / "parks", id_, id_, "test-criteria/1", tax=5, land=100, firms=9)
    before = criteria.read_bytes()
    done = program(*command, "parks", *option, "-o", criteria, "--lang", "en")
    assert (done.code, "holds input" in done.err) == (2, True)
    assert criteria.read_bytes() == before


def test_criteria_commands_keep_the_criteria(tmp_path, program):
    criteria = write_criteria(tmp_path)
    before = criteria.read_bytes()
    for command in (("show", criteria), ("test", criteria), ("diff", CRITERIA, criteria)):
        assert program("criteria", *command, "-f", "json", "-o", criteria).code == 2, command
    assert criteria.read_bytes() == before


def test_what_loses_nothing_is_written_as_ever(tmp_path, program, parks):
    old = tmp_path / "rank.csv"
    old.write_text("of yesterday")
    for output in (old, tmp_path / "new.csv", os.devnull):
        assert program("rank", parks, "-f", "csv", "-o", output, "-q").code == 0
    assert old.read_bytes() == (tmp_path / "new.csv").read_bytes()
    assert program("rank", parks, "-f", "csv", "-o", "-", "-q").out
