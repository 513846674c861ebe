"""A ranking of hundreds of parks: on a terminal, through a pipe, in files."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from cli.cli_support import CRITERIA, Program

PARKS = 620
MORE = """
groups:
  scale:
    name: {zh: 规模, en: Size}
    values: {above: {zh: 规上企业, en: Above-scale}, below: {zh: 规下企业, en: Below-scale}}
    source: ours
  side:
    name: {zh: 河岸, en: Bank}
    values: {left: {zh: 左岸, en: Left bank}, right: {zh: 右岸, en: Right bank}}
    source: ours
grades:
  by: share
  levels:
    - {id: A, share: 0.5, round: floor}
    - {id: B, rest: true}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("long")
    (folder / "test-criteria").mkdir()
    criteria = folder / "test-criteria" / "1.yaml"
    criteria.write_text(CRITERIA.replace("STATUS", "official").replace("\ndimensions:", f"{MORE}dimensions:"), "utf-8")
    rows = [["id", "name", "year", "scale", "side", "tax", "land", "firms"]]
    for number in range(1, PARKS + 1):
        side = "left" if number <= 20 else "right"
        rows.append([f"e{number}", f"企业{number}", "2024", "above", side, str(9 * number), "1000", "10"])
    table = folder / "parks.csv"
    table.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return str(table), "--criteria", str(criteria), "-q"


@pytest.fixture
def program(capsys, monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    return Program(capsys)


@pytest.fixture
def on_a_terminal(program, monkeypatch):
    def run(*arguments):
        # What stands for standard output is another object once the test begins.
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        return program(*arguments)

    return run


def ranks(text):
    """Return the ranks of the lines that are about an enterprise with its points."""
    cells = (line.replace("|", " ").split() for line in text.splitlines())
    return [int(row[0]) for row in cells if len(row) > 2 and row[0].isdigit() and row[1].startswith("企业")]


def test_a_terminal_shows_the_first_and_last_rows_and_how_to_get_the_others(on_a_terminal, files):
    text = on_a_terminal("rank", *files).out
    overall = text.split("按规模")[0]
    assert ranks(overall) == [*range(1, 51), *range(611, 621)]
    assert "共 620 行，只显示前 50 行和后 10 行，略去 560 行。" in overall
    assert "-o ranking.csv、-o ranking.md，或 --top 620" in overall
    assert text.count("ranking.csv") == 1
    assert "右岸" not in text
    assert "加 --all" in text
    whole = on_a_terminal("rank", *files, "--all").out
    assert "右岸" in whole
    assert "共 600 行" in whole
    assert "加 --all" not in whole


def test_whoever_asks_for_all_on_a_terminal_gets_all(on_a_terminal, files):
    assert ranks(on_a_terminal("rank", *files, "--top", "620").out)[:620] == list(range(1, 621))


def test_a_pipe_gets_every_row(program, files):
    text = program("rank", *files).out
    assert ranks(text.split("按规模")[0]) == list(range(1, 621))
    assert "略去" not in text


@pytest.mark.parametrize("shape", [(), ("-f", "md")])
def test_top_holds_for_all_formats_that_people_read(program, files, shape):
    text = program("rank", *files, "--top", "3", *shape).out
    assert ranks(text.split("按规模")[0]) == [1, 2, 3]
    assert "共 620 行，只显示前 3 行，略去 617 行。" in text
    assert "共 600 行，只显示前 3 行，略去 597 行。" in text
    assert "310" in text, "the grades are counted in full"


def test_top_holds_for_a_file(program, files, tmp_path):
    for name in ("r.md", "r.txt"):
        assert program("rank", *files, "--top", "2", "-o", tmp_path / name).code == 0
        assert ranks((tmp_path / name).read_text("utf-8").split("按规模")[0]) == [1, 2]


def test_top_holds_over_years(program, files):
    text = program("rank", *files, "--years", "2024", "--top", "2").out
    assert "共 620 行，只显示前 2 行，略去 618 行。" in text


@pytest.mark.parametrize("shape", ["csv", "json"])
def test_data_for_programs_are_whole(program, files, shape):
    refused = program("rank", *files, "--top", "3", "-f", shape)
    assert refused.code == 2
    assert f"{shape.upper()} 总是全部" in " ".join(refused.err.split())
    whole = program("rank", *files, "-f", shape).out
    got = json.loads(whole)["parks"] if shape == "json" else list(csv.DictReader(io.StringIO(whole)))
    assert [park["id"] for park in got] == [f"e{number}" for number in range(PARKS, 0, -1)]


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_top_is_a_number_of_rows(program, files, number):
    assert program("rank", *files, "--top", number).code == 2


def test_names_under_a_grade_are_counted_not_recited(program, files):
    (row,) = (line for line in program("rank", *files, "-f", "md").out.splitlines() if line.startswith("| A "))
    assert "310" in row
    assert row.count("企业") == 10
    assert "… 另有 300 个" in row


def test_a_group_that_holds_everybody_is_not_listed_again(program, files):
    text = program("rank", *files, "-f", "md").out
    section = text.split("## 按规模")[1].split("## ")[0]
    assert ranks(section) == []
    assert "参加排名的园区都在这一组（规上企业）" in section
    assert len(ranks(text.split("## 按河岸")[1].split("## ")[0])) == PARKS


def test_of_very_many_parks_below_a_limit_twenty_are_named(program, files):
    done = program("rank", *files, "--fail-under", "99")
    assert done.code == 1
    assert done.err.count("低于 --fail-under") == 20
    assert "另有 600 处" in done.err


def test_other_commands_spare_a_terminal_too(on_a_terminal, files):
    text = on_a_terminal("diff", files[0], *files).out
    assert "共 620 行，只显示前 50 行和后 10 行，略去 560 行。" in text
    assert "-o 文件.csv 或 -o 文件.md" in text
    assert "ranking.csv" not in text


def test_a_terminal_shows_some_cards_of_very_many(on_a_terminal, files):
    text = on_a_terminal("score", *files).out
    assert text.count("各项指标") == 60
    assert "共 620 个园区，只显示前 50 个和后 10 个，略去 560 个" in text
    assert "scores.md" in text


def test_a_pipe_gets_every_card(program, files):
    assert program("score", *files).out.count("各项指标") == PARKS


@pytest.mark.slow
def test_explain_writes_the_data_of_each_park_with_its_steps(program, files):
    parks = program("explain", *files, "-f", "json").data["parks"]
    assert len(parks) == PARKS
    assert all(park["derivations"] and park["dimensions"] for park in parks)


@pytest.mark.parametrize(("limit", "code"), [((), 0), (("--fail-under", "99"), 1)])
def test_a_reader_who_has_seen_enough_changes_no_answer(files, limit, code):
    command = [sys.executable, "-m", "fivegoods", "rank", *files, "-f", "json", *limit]
    environment = {**os.environ, "PYTHONPATH": "src"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        assert running.stdout.read(1) == b"{"
        running.stdout.close()
        told = running.stderr.read()
    assert running.returncode == code
    assert b"Errno" not in told
    assert b"Exception" not in told
