"""Freeze fivegoods into one executable for machines like this one, and measure it.

    python scripts/freeze.py -o dist

An executable for Windows is made on Windows. PyInstaller is installed into an environment of its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
STARTS = 5


def freeze(output: Path) -> Path:
    """Return the executable, made from the wheel so that criteria and samples are inside."""
    with tempfile.TemporaryDirectory() as work:
        venv.create(Path(work) / "env", with_pip=True)
        python = str(Path(work) / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        subprocess.run([python, "-m", "pip", "install", "--quiet", str(ROOT), "pyinstaller"], check=True)
        start = Path(work) / "start.py"
        start.write_text("from fivegoods.cli import main\n\nraise SystemExit(main())\n", encoding="utf-8")
        folders = ("--distpath", str(output.resolve()), "--workpath", work, "--specpath", work)
        bundled = [part for name in ("fivegoods", "docxtpl", "docx") for part in ("--collect-all", name)]
        command = [python, "-m", "PyInstaller", "--log-level", "ERROR", "--onefile", "--name", "fivegoods"]
        subprocess.run([*command, *bundled, *folders, str(start)], check=True, cwd=work)
    return output / ("fivegoods.exe" if os.name == "nt" else "fivegoods")


def main() -> None:
    """Freeze, then say how large the executable is and how long it takes to start."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=Path("dist"))
    program = freeze(parser.parse_args().output)
    took = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        subprocess.run([str(program), "--version"], check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - begun)
    size = program.stat().st_size / 1e6
    print(f"{program}: {size:.0f} MB, starts in {sorted(took)[STARTS // 2]:.1f} s (median of {STARTS})")
    subprocess.run([str(program), "rank", str(ROOT / "samples" / "meizhou-2016")], check=True, stdout=sys.stderr)


if __name__ == "__main__":
    main()
