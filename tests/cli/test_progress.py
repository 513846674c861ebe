"""Progress: on a terminal, after a moment, gone when done; never in a pipe."""

import io

import pytest

from fivegoods.cli import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("patience", "shown"), [(0.0, True), (60.0, False)])
def test_only_after_a_moment(monkeypatch, patience, shown):
    screen = Terminal()
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr("sys.stderr", screen)
    with progress.scoring_progress("en", quiet=False) as tell:
        assert tell is not None
        tell(3, 8)
        assert ("indicator 3 of 8" in screen.getvalue()) is shown
    assert screen.getvalue().endswith("\033[K" if shown else "")


def test_never_in_a_pipe_or_when_quiet(monkeypatch):
    with progress.scoring_progress("zh", quiet=False) as tell:
        assert tell is None
    monkeypatch.setattr("sys.stderr", Terminal())
    with progress.scoring_progress("zh", quiet=True) as tell:
        assert tell is None
