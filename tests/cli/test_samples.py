"""`fivegoods samples`: the samples anywhere, and nothing of one's own replaced."""

import pytest

from cli.cli_support import Program


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Program(capsys)


def test_the_screen_suggests_them_where_there_are_none(run, tmp_path):
    assert "fivegoods samples" in run().out
    assert run("samples").code == 0
    assert "fivegoods samples" not in run().out
    assert run("rank", "samples/meizhou-2016").code == 0


def test_a_changed_sample_is_not_replaced_without_force(run, tmp_path):
    run("samples", "-o", "mine")
    changed = tmp_path / "mine" / "demo" / "luming-2024.yaml"
    changed.write_text("changed", encoding="utf-8")
    done = run("samples", "-o", "mine", "--lang", "en")
    assert done.code == 2
    assert "luming-2024.yaml" in done.err
    assert changed.read_text(encoding="utf-8") == "changed"
    assert run("samples", "-o", "mine", "--force").code == 0
    assert changed.read_text(encoding="utf-8") != "changed"


def test_a_file_in_the_place_of_the_folder_is_named(run, tmp_path):
    (tmp_path / "samples").write_text("x", encoding="utf-8")
    done = run("samples", "--lang", "en")
    assert done.code == 2
    assert "samples" in done.err
