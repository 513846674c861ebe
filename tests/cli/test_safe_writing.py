"""Nothing is lost or left half written: full disks, signals, names that do not fit, files that are one."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.cli_support import Program, write_criteria, write_park

MEIZHOU = "samples/meizhou-2016"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(capsys):
    return Program(capsys)


def parks_called(folder, *names):
    """A folder of parks with these ids, each in a file of its own."""
    write_criteria(folder)
    for number, name in enumerate(names):
        write_park(
            folder / "parks",
            f"file{number}",
            f"园{number}",
            folder / "test-criteria" / "1.yaml",
            tax=5,
            land=1,
            firms=9,
        )
        file = folder / "parks" / f"file{number}.yaml"
        file.write_text(file.read_text("utf-8").replace(f"id: file{number}", f"id: {name}"), encoding="utf-8")
    return folder / "parks"


def is_left(folder):
    return sorted(path.name for path in folder.rglob("*") if path.name.startswith(".fivegoods-"))


@pytest.mark.parametrize(("first", "second"), [(".a", "a."), ("Ab", "ab"), ("\u00c9", "\u00e9")])
@pytest.mark.parametrize("command", ["read", "new"])
def test_two_parks_of_one_file_name_are_refused(program, tmp_path, first, second, command):
    parks = parks_called(tmp_path, first, second)
    given = ("read", parks) if command == "read" else ("new", "--from", parks)
    done = program("form", *given, "-o", tmp_path / "out", "--lang", "en")
    assert done.code == 2
    assert first in done.err
    assert second in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["nul", "con.txt", "COM1", "aux"])
def test_names_of_windows_devices_are_no_ids(program, tmp_path, name):
    parks = parks_called(tmp_path, name)
    done = program("check", parks, "--lang", "en")
    assert done.code == 2
    assert "FG061" in done.out
    table = tmp_path / "t.csv"
    table.write_text(f"id,name,year,tax,land,firms\n{name},x,2024,5,1,9\n", encoding="utf-8")
    done = program("check", table, "-c", tmp_path / "test-criteria" / "1.yaml", "--lang", "en")
    assert "FG061" in done.out
    assert program("criteria", "new", name.lower(), "-o", tmp_path / "c.yaml").code == 2
    assert program("criteria", "new", f"mine/{name.lower()}", "-o", tmp_path / "c.yaml").code == 2


def test_a_name_as_long_as_it_may_be_is_written(program, tmp_path):
    file = tmp_path / ("a" * 251 + ".csv")
    assert program("rank", MEIZHOU, "-o", file, "-q").code == 0
    assert file.stat().st_size > 100


def ended(tmp_path, *arguments, start="", **options):
    """Run the program as a process after the statements ``start``."""
    code = f"import sys\n{start}\nfrom fivegoods.cli import main\nsys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "FIVEGOODS_LANG": "en", "PYTHONPATH": str(ROOT / "src"), **options.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, env=environment, text=True, timeout=60,
        check=False, **{"capture_output": True, **options},
    )  # fmt: skip


@pytest.mark.parametrize("file", ["a" * 300 + ".csv", "loop.csv", "file/x.csv"])
def test_files_that_cannot_be_are_a_message(tmp_path, file):
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = ended(tmp_path, "rank", MEIZHOU, "-o", tmp_path / file)
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert "FG900" not in done.stderr


def test_a_park_of_a_name_too_long_or_a_link_to_itself_is_a_finding(tmp_path):
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    for name in ("a" * 300 + ".yaml", "loop.yaml"):
        done = ended(tmp_path, "check", tmp_path / name)
        assert done.returncode == 2
        assert "FG0" in done.stdout
        assert "FG900" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("shape", ["json", "csv", "html", "table", "xlsx"])
def test_a_full_standard_output_is_a_message(tmp_path, shape):
    with Path("/dev/full").open("w") as full:
        done = ended(tmp_path, "rank", MEIZHOU, "-f", shape, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert done.returncode == 2
    assert "no space is left" in done.stderr
    assert "FG900" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_temporary_folder_that_cannot_be_is_a_message(tmp_path):
    done = ended(
        tmp_path, "rank", MEIZHOU, "-o", tmp_path / "r.xlsx",
        start="import tempfile; tempfile.tempdir = '/dev/null/x'",
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert not (tmp_path / "r.xlsx").exists()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize("shape", ["csv", "xlsx"])
def test_a_signal_leaves_nothing_unfinished(tmp_path, name, shape):
    if not hasattr(signal, name):
        pytest.skip("no such signal here")
    number = getattr(signal, name)
    place = "csv" if shape == "csv" else "xlsx.workbook"
    # A suite that runs in the background or under nohup hands on that it ignores some of them.
    start = f"""
import os, signal, tempfile
signal.signal({int(number)}, signal.default_int_handler if {name == "SIGINT"} else signal.SIG_DFL)
tempfile.tempdir = {str(tmp_path)!r}
from fivegoods.export import {"csv" if shape == "csv" else "xlsx"}
import fivegoods.export.{place} as made
plain = made.pieces
def pieces(*given):
    for piece in plain(*given):
        yield piece
        os.kill(os.getpid(), {int(number)})
made.pieces = pieces
"""
    file = tmp_path / f"r.{shape}"
    file.write_bytes(b"before")
    done = ended(tmp_path, "rank", MEIZHOU, "-o", file, start=start)
    assert done.returncode in (128 + number, 130), done.stderr
    assert file.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert "Traceback" not in done.stderr


def test_what_a_kill_leaves_is_said_by_the_next_run(tmp_path):
    start = """
import os
import fivegoods.export.csv as made
def pieces(*given):
    yield "x"
    os.kill(os.getpid(), 9)
made.pieces = pieces
"""
    assert ended(tmp_path, "rank", MEIZHOU, "-o", tmp_path / "r.csv", start=start).returncode == -9
    (left,) = is_left(tmp_path)
    done = ended(tmp_path, "rank", MEIZHOU, "-o", tmp_path / "r.csv")
    assert done.returncode == 0
    assert left in done.stderr
    (tmp_path / left).unlink()
    assert ".fivegoods-" not in ended(tmp_path, "rank", MEIZHOU, "-o", tmp_path / "r.csv").stderr


@pytest.fixture
def disk(monkeypatch):
    """A disk that is full when the second file is written."""
    plain, opened = Path.open, []

    def open_(path, mode="r", *rest, **named):
        if "w" in mode and path.name.startswith(".fivegoods-"):
            opened.append(path)
            if len(opened) > 1:
                raise OSError(errno.ENOSPC, "?", str(path))
        return plain(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", open_)
    return opened


@pytest.mark.parametrize("command", ["read", "new"])
@pytest.mark.usefixtures("disk")
def test_a_full_disk_leaves_no_half_set_of_files(program, tmp_path, command):
    parks = parks_called(tmp_path, "a", "b", "c")
    given = ("read", parks) if command == "read" else ("new", "--from", parks)
    done = program("form", *given, "-o", tmp_path / "deep" / "out", "--lang", "en")
    assert done.code == 2
    assert "no space is left" in done.err
    assert not (tmp_path / "deep").exists()


def test_a_full_disk_leaves_no_empty_folder_of_criteria(program, tmp_path, monkeypatch, disk):
    disk.append(tmp_path)
    monkeypatch.setenv("FIVEGOODS_CRITERIA", str(tmp_path / "criteria"))
    done = program("criteria", "new", "mine/2026", "--lang", "zh")
    assert done.code == 2
    assert "磁盘已满" in done.err
    assert list(tmp_path.iterdir()) == []


def test_standard_input_is_not_replaced_by_what_is_made_of_it(tmp_path):
    parks = parks_called(tmp_path, "a")
    file = parks / "file0.yaml"
    park = file.read_bytes()
    file = tmp_path / "park.csv"
    file.write_bytes(park)
    with file.open() as stream:
        done = ended(tmp_path, "score", "-", "-o", file, stdin=stream)
    assert done.returncode == 2
    assert file.read_bytes() == park


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_of_parks_is_passed_over(tmp_path):
    parks = parks_called(tmp_path, "a", "b")
    os.mkfifo(parks / "pipe.yaml")
    done = ended(tmp_path, "rank", parks, "-f", "csv")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3
