"""A park alone has no rank and no grade by share, whichever way it was asked for."""

from __future__ import annotations

import pytest

from cli.cli_support import Program

LAST, THIS = "samples/demo/yunling-2023.yaml", "samples/demo/yunling-2024.yaml"


@pytest.fixture
def program(capsys, monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "en")
    return Program(capsys)


@pytest.mark.parametrize("files", [(THIS,), (LAST, THIS), (LAST, THIS, "--year", "2024"), (THIS, "--year", "2024")])
def test_no_rank_and_no_grade_by_share(program, files):
    done = program("score", *files, "--format", "json")
    (park,) = done.data["parks"]
    assert (park["rank"], park["grade"]) == (None, None)
    assert "FG512" in done.err


def test_with_peers_it_has_both(program):
    (park,) = program("score", THIS, "--peers", "samples/demo", "--year", "2024", "-q", "-f", "json").data["parks"]
    assert (park["rank"], park["grade"]) == (10, "B")


def test_what_if_of_a_park_alone(program):
    done = program("whatif", THIS, "--set", "tax=12亿元", "-q", "--format", "json")
    assert done.data["park"]["rank"] == [None, None]
    assert done.data["park"]["grade"] == [None, None]


def test_what_if_among_peers(program):
    done = program("whatif", THIS, "--peers", "samples/demo", "--set", "tax=12亿元", "-q", "--format", "json")
    assert done.data["park"]["grade"][0] == "B"
