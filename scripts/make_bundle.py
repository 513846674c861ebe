"""Make a folder that installs fivegoods on a machine without a network: wheels, install scripts, the guides.

    python scripts/make_bundle.py -o bundle                        for machines like this one
    python scripts/make_bundle.py windows -o bundle --python 3.12

Copy the folder to the other machine and run ``install.cmd`` (Windows) or ``sh install.sh`` (macOS, Linux) in it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

# pip runs here anyway and brings its own copy: the environment of the README holds no other.
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
#: Names of platforms → the tags of the wheels that run there.
PLATFORMS = {
    "windows": ("win_amd64",),
    "macos": ("macosx_11_0_arm64", "macosx_12_0_arm64", "macosx_14_0_arm64"),
    "linux": ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64"),
}
#: What a requirement that holds for some systems only asks of the system.
MARKERS = {
    "windows": {"platform_system": "Windows", "sys_platform": "win32", "os_name": "nt"},
    "macos": {"platform_system": "Darwin", "sys_platform": "darwin", "os_name": "posix"},
    "linux": {"platform_system": "Linux", "sys_platform": "linux", "os_name": "posix"},
}
GUIDES = ("README.md", "README.zh-CN.md", "LICENSE", "docs")

WINDOWS = """\
@echo off
rem Installs fivegoods beside this file, from the wheels in this folder only.
chcp 65001 >nul
setlocal
set "HERE=%~dp0"
where py >nul 2>nul && (set "PY=py -{python}") || (set "PY=python")
%PY% -m venv "%HERE%fivegoods" || goto failed
set "IN=%HERE%fivegoods\\Scripts"
"%IN%\\python.exe" -m pip install --quiet --no-index --find-links "%HERE%wheels" fivegoods || goto failed
"%IN%\\fivegoods.exe" --version || goto failed
echo "%IN%\\fivegoods.exe" samples
echo "%IN%\\fivegoods.exe" rank samples\\demo
exit /b 0
:failed
echo Python {python} is needed: the wheels are made for it. / 需要 Python {python}，安装包是为它准备的。
exit /b 1
"""
UNIX = """\
#!/bin/sh
# Installs fivegoods beside this file, from the wheels in this folder only.
set -e
here=$(cd "$(dirname "$0")" && pwd)
python=$(command -v python{python} || command -v python3)
"$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "{python}")' || {{
    echo "Python {python} is needed: the wheels are made for it." >&2
    exit 1
}}
"$python" -m venv "$here/fivegoods"
"$here/fivegoods/bin/python" -m pip install --quiet --no-index --find-links "$here/wheels" fivegoods
"$here/fivegoods/bin/fivegoods" --version
echo "Try: cd '$here' && fivegoods/bin/fivegoods samples && fivegoods/bin/fivegoods rank samples/demo"
"""


def run(*command: str) -> None:
    """Run pip or build; end where it fails."""
    subprocess.run([sys.executable, "-m", *command], check=True)


def own_wheel(folder: Path) -> Path:
    """Build the wheel of this checkout and return it."""
    run("pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("fivegoods-*.whl"))


def collect(wheels: Path, platform: str | None, python: str) -> None:
    """Put the wheels of the program and of all it needs into ``wheels``."""
    with tempfile.TemporaryDirectory() as made:
        wheel = own_wheel(Path(made))
        if platform is None:
            run("pip", "wheel", "--quiet", "--wheel-dir", str(wheels), str(wheel))
            return
        tags = [part for tag in PLATFORMS[platform] for part in ("--platform", tag)]
        chosen = (*tags, "--python-version", python, "--only-binary", ":all:", "--implementation", "cp")
        wanted = [str(wheel)]
        while wanted:
            run("pip", "download", "--quiet", *chosen, "--dest", str(wheels), *wanted)
            wanted = missing(wheels, {**MARKERS[platform], "python_version": python, "extra": ""})


def missing(wheels: Path, environment: dict[str, str]) -> list[str]:
    """Return what the wheels need on the other system and lack; pip looks at this one's requirements only."""
    there, needed = set(), {}
    for wheel in wheels.glob("*.whl"):
        with ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            about = message_from_bytes(archive.read(name))
        there.add(canonicalize_name(about["Name"]))
        for text in about.get_all("Requires-Dist", []):
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate(environment):
                needed[canonicalize_name(requirement.name)] = f"{requirement.name}{requirement.specifier}"
    return [text for name, text in sorted(needed.items()) if name not in there]


def make(output: Path, platform: str | None, python: str) -> None:
    """Make the bundle. A folder that is there is refused."""
    if output.exists():
        sys.exit(f"{output} is there already")
    wheels = output / "wheels"
    wheels.mkdir(parents=True)
    collect(wheels, platform, python)
    for name in GUIDES:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, output / name)
    # cmd reads its files with the line ends of Windows.
    (output / "install.cmd").write_text(WINDOWS.format(python=python).replace("\n", "\r\n"), "utf-8", newline="")
    (output / "install.sh").write_text(UNIX.format(python=python), "utf-8", newline="\n")
    files = [path for path in output.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{output}: {len(list(wheels.glob('*.whl')))} wheels, {size:.0f} MB")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=Path("bundle"))
    parser.add_argument("platform", nargs="?", choices=PLATFORMS)
    parser.add_argument("--python", default=f"{sys.version_info.major}.{sys.version_info.minor}")
    given = parser.parse_args()
    make(given.output, given.platform, given.python)


if __name__ == "__main__":
    main()
