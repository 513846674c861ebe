"""One park of a folder or table by its id or name, scored and explained as it was ranked."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from cli.cli_support import Program
from fivegoods import api
from fivegoods.cli.one_park import among

TABLE = ("samples/tables/parks.csv", "--criteria", "demo-parks/2024")


@pytest.fixture
def program(capsys, monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "en")
    return Program(capsys)


def ranked(program, park):
    parks = program("rank", *TABLE, "-q", "--format", "json").data["parks"]
    return next(one for one in parks if one["id"] == park)


@pytest.mark.parametrize("name", ["luming", "鹿鸣产业园（虚构）", "Luming Park (invented)"])
@pytest.mark.parametrize("command", ["score", "explain"])
def test_a_park_of_a_table_by_id_or_name(program, command, name):
    done = program(command, name, "--peers", *TABLE, "-q", "--format", "json")
    assert [park["id"] for park in done.data["parks"]] == ["luming"]
    among = ranked(program, "luming")
    if command == "score":
        (own,) = done.data["parks"]
        assert {key: own[key] for key in ("points", "rank", "grade")} == {
            key: among[key] for key in ("points", "rank", "grade")
        }


def test_several_are_shown_once_each_in_the_order_asked_for(program):
    done = program("score", "feiyuan", "luming", "feiyuan", "--peers", *TABLE, "-q", "--format", "json")
    assert [park["id"] for park in done.data["parks"]] == ["feiyuan", "luming"]


def test_a_file_beside_a_name_is_a_file(program):
    done = program("score", "samples/demo/luming-2024.yaml", "feiyuan", "--peers", "samples/demo", "-q", "-f", "json")
    assert [park["id"] for park in done.data["parks"]] == ["luming", "feiyuan"]


@pytest.mark.parametrize(
    ("name", "near"), [("lumin", "luming"), ("luminng", "luming"), ("鹿鸣", "鹿鸣产业园（虚构）"), ("zzzzzz", "")]
)
@pytest.mark.parametrize("command", [("score",), ("explain",), ("advise", "--next")])
def test_a_name_that_nobody_has_gets_a_near_match(program, command, name, near):
    done = program(*command, name, "--peers", *TABLE)
    assert done.code == 2
    assert f"no park {name}" in done.err
    assert (f"Did you mean {near}" in done.err) is bool(near)
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("parks", "peers", "said"),
    [
        (["luming"], ["parks.csv"], "luming --peers parks.csv"),
        (["luming-2024.yaml"], ["samples/demo"], "luming-2024.yaml --peers samples/demo"),
        (["luming-2024.yaml"], [], "luming-2024.yaml"),
    ],
)
def test_the_next_step_meets_the_same_peers(parks, peers, said):
    run = api.open_run(["samples/demo/luming-2024.yaml"]).run
    assert among(run, parks, peers) == said


def test_the_next_step_after_a_ranking_names_the_first():
    run = api.open_run(["samples/demo"]).run
    assert among(run, ["samples/demo"], []) == f"{run.scores[0].park.id} --peers samples/demo"


def test_without_peers_a_name_is_a_path(program):
    done = program("score", "luming")
    assert done.code == 2
    assert "FG" in done.err


@pytest.mark.parametrize("name", ["luming", "鹿鸣产业园（虚构）", "Luming Park (invented)"])
def test_a_park_in_the_place_of_an_indicator_is_told_how_to_be_given(program, name):
    done = program("explain", "samples/tables/parks.csv", name, "--criteria", "demo-parks/2024")
    assert done.code == 2
    said = " ".join(done.err.split())
    assert "is a park, not an indicator" in said
    assert f"fivegoods explain {shlex.quote(name)} --peers samples/tables/parks.csv" in said


def test_the_name_of_an_indicator_gets_a_near_match(program):
    done = program("explain", "samples/tables/parks.csv", "亩均税", "--criteria", "demo-parks/2024")
    assert done.code == 2
    assert "亩均税收" in done.err


@pytest.mark.parametrize("command", ["score", "explain"])
def test_last_years_file_beside_a_park_is_named(capsys, tmp_path, command):
    program, demo = Program(capsys), Path("samples/demo")
    for year in (2023, 2024):
        (tmp_path / f"luming-{year}.yaml").write_bytes((demo / f"luming-{year}.yaml").read_bytes())
    now, before = tmp_path / "luming-2024.yaml", tmp_path / "luming-2023.yaml"
    assert f"--peers {before}" in program(command, now, "--lang", "zh").err
    assert "上年的文件" not in program(command, now, "--peers", before, "--lang", "zh").err
    assert str(before) not in program(command, now, "-q").err
    assert "上年的文件" not in program(command, before, "--lang", "zh").err
    if command == "score":
        assert "上年的文件" not in program(command, now, before, "--lang", "zh").err


def test_parks_of_a_table_are_compared_by_id(program):
    done = program("compare", "luming", "songhe", "--peers", *TABLE, "-q", "--format", "json")
    assert [park["id"] for park in done.data["parks"]] == ["luming", "songhe"]
    assert done.data["parks"][0]["points"] == ranked(program, "luming")["points"]


def test_two_parks_by_themselves_are_their_own_references(program):
    files = ("samples/demo/luming-2024.yaml", "samples/demo/songhe-2024.yaml")
    assert "these 2 parks alone" in program("compare", *files).err
    assert "parks alone" not in program("compare", *files, "--peers", "samples/demo").err
