"""Every file in examples/bad gives exactly the findings its first line names; those in ok/ give none."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading.reading_support import EXAMPLES, FOLDER_VARIABLE, findings_in, short

BAD = sorted((EXAMPLES / "bad").glob("*.yaml"))
OK = sorted((EXAMPLES / "ok").glob("*.yaml"))


@pytest.fixture(autouse=True)
def example_criteria(monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(EXAMPLES / "criteria"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_gives_the_findings_its_first_line_names(path: Path):
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    expected = [item.strip() for item in first_line.removeprefix("#").split(",")]
    assert sorted(short(findings_in(path))) == sorted(expected)


@pytest.mark.parametrize("path", OK, ids=lambda path: path.stem)
def test_a_sound_file_gives_none(path: Path):
    assert short(findings_in(path)) == []


def test_there_are_examples():
    assert len(BAD) > 40
    assert len(OK) > 3
