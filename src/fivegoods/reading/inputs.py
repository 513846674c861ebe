"""Paths on a command line → input files with their bytes, or findings."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fivegoods.messages.findings import Finding, FindingKind, Place, Severity, define
from fivegoods.numeric.closest import nearest
from fivegoods.reading.readers import NAMED_ONLY, REFUSED, SUFFIXES, suffix_of

STDIN: Final = "-"
STDIN_NAME: Final = "<stdin>"
MAX_MEGABYTES: Final = 256
MAX_BYTES: Final = MAX_MEGABYTES * 1024 * 1024

MISSING_FILE: Final = define(
    "FG001",
    zh="没有这个文件或文件夹：{name}",
    en="no such file or folder: {name}",
    cause_zh="给出的路径不存在。",
    cause_en="The given path does not exist.",
    bad="fivegoods rank sample/",
    good="fivegoods rank samples/",
)
NO_PARKS: Final = define(
    "FG002",
    zh="文件夹 {name} 里没有园区文件",
    en="folder {name} holds no park files",
    help_zh="园区文件的后缀是 {suffixes}",
    help_en="park files end in {suffixes}",
    cause_zh="文件夹里（含各级子文件夹，不含隐藏文件）没有可以读取的园区文件。",
    cause_en="Neither the folder nor its sub-folders (hidden files aside) hold a readable park file.",
)
UNREADABLE: Final = define(
    "FG006",
    zh="无法读取：{reason}",
    en="cannot be read: {reason}",
    help_zh="检查文件权限，或文件是否被其他程序占用",
    help_en="check the file's permissions and whether another program holds it",
    cause_zh="操作系统拒绝了读取。",
    cause_en="The operating system refused to read it.",
)
TOO_LARGE: Final = define(
    "FG007",
    zh="文件超过 {limit} MiB，拒绝读取",
    en="larger than {limit} MiB, so it is not read",
    cause_zh="输入文件的大小有上限，防止耗尽内存。",
    cause_en="Input files are limited in size so that memory cannot be exhausted.",
)
UNKNOWN_SUFFIX: Final = define(
    "FG008",
    zh="不认识的文件类型：{suffix}",
    en="unknown file type: {suffix}",
    help_zh="可以读取的类型：{suffixes}",
    help_en="readable types: {suffixes}",
    cause_zh="文件类型由后缀判断。",
    cause_en="The suffix tells the type of a file.",
    bad="fivegoods score park.doc",
    good="fivegoods score park.yaml",
)
STDIN_TWICE: Final = define(
    "FG009",
    zh="标准输入 `-` 只能给出一次",
    en="standard input `-` can be given only once",
    cause_zh="标准输入读完一次就没有了。",
    cause_en="Standard input is gone once it has been read.",
    bad="fivegoods rank - -",
    good="fivegoods rank -",
)
LOCK_FILE: Final = define(
    "FG020",
    Severity.NOTE,
    zh="这是 Excel 为打开着的工作簿 {name} 建的锁文件，不是数据，已跳过",
    en="this is Excel's lock file of the open workbook {name}, not data; skipped",
    help_zh="工作簿里还没有保存的改动读不到；先保存",
    help_en="changes that are not saved yet cannot be read; save the workbook first",
    cause_zh="工作簿打开时，Excel 和 WPS 在旁边放一个以 ~$ 开头的小文件，通配符 * 也会带上它。",
    cause_en="While a workbook is open, a small file named ~$… lies beside it; the wildcard * gives it too.",
    bad="fivegoods check '~$park.xlsx'",
    good="fivegoods check park.xlsx",
)
#: How the name of the lock file of an open workbook begins.
_LOCK: Final = "~$"

ReadStdin = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to read: its name as given, its bytes, and whether the user named it himself."""

    name: str
    data: bytes
    #: False for a file that was found by walking a folder.
    named: bool = True
    suffix: str = ".yaml"

    @property
    def sha256(self) -> str:
        """Hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def collect(
    paths: Sequence[str], stdin: ReadStdin | None = None, suffixes: Collection[str] = SUFFIXES
) -> tuple[list[InputFile], list[Finding]]:
    """Return the files behind ``paths`` in the order given, folders walked and sorted, each file once.

    Only files with one of ``suffixes`` are read.
    """
    files: list[InputFile] = []
    findings: list[Finding] = []
    seen: set[str] = set()
    for path in paths:
        if path == STDIN:
            _take_stdin(files, findings, stdin, seen)
            continue
        for name, named in _names_behind(path, findings, suffixes):
            real = os.path.realpath(name)
            if real not in seen:
                seen.add(real)
                _take_file(files, findings, name, named, suffixes)
    return files, findings


def file_finding(kind: FindingKind, name: str, near: str = "", /, **params: str) -> Finding:
    """Return a finding about a file as a whole."""
    return Finding(kind, Place(name), params, near)


def read_bytes(name: str) -> tuple[bytes | None, list[Finding]]:
    """Return the bytes of the file ``name``, or None and why not."""
    path = Path(name)
    try:
        if not path.exists():
            # A suffix that all files share would make them all alike.
            siblings = {Path(name).stem: name for name in reversed(_siblings(path))}
            near = nearest(path.stem, reversed(siblings))
            near_path = path.with_name(siblings[near]).as_posix() if near else ""
            return None, [file_finding(MISSING_FILE, name, near_path, name=name)]
        with path.open("rb") as stream:
            # A pipe has no size; asking for all that is allowed would reserve as much memory.
            status = os.fstat(stream.fileno())
            data = stream.read(min(status.st_size, MAX_BYTES) + 1 if stat.S_ISREG(status.st_mode) else MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return None, [file_finding(UNREADABLE, name, reason=_reason(error))]
    if len(data) > MAX_BYTES:
        return None, [file_finding(TOO_LARGE, name, limit=str(MAX_MEGABYTES))]
    return data, []


def _names_behind(path: str, findings: list[Finding], suffixes: Collection[str]) -> list[tuple[str, bool]]:
    """Return the files to read, and whether each was named; a folder that cannot be looked into is a file."""
    if not os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises where access is denied
        return [(path, True)]
    names = list(_walk(Path(path), findings, suffixes))
    if not names:
        findings.append(file_finding(NO_PARKS, path, name=path, suffixes=_readable(suffixes)))
    return [(name, False) for name in names]


def _walk(folder: Path, findings: list[Finding], suffixes: Collection[str]) -> Iterator[str]:
    """Yield the readable files below ``folder``, sorted; hidden files and folders are left out."""

    def refused(error: OSError) -> None:
        findings.append(file_finding(UNREADABLE, str(error.filename), reason=_reason(error)))

    for root, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            is_readable = path.suffix.lower() in suffixes and path.suffix.lower() not in NAMED_ONLY
            if is_readable and not name.startswith((".", _LOCK)) and not _would_wait(path):
                yield path.as_posix()


def _would_wait(path: Path) -> bool:
    """Return whether a path is there and no file: a pipe, a device or a socket, of which reading may never end."""
    return os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113  Path raises where access is denied


def _take_file(
    files: list[InputFile], findings: list[Finding], name: str, named: bool, suffixes: Collection[str]
) -> None:
    suffix = Path(name).suffix.lower()
    if Path(name).name.startswith(_LOCK):
        findings.append(file_finding(LOCK_FILE, name, name=Path(name).name.removeprefix(_LOCK)))
        return
    data, problems = read_bytes(name)
    if data is not None and suffix not in suffixes:
        params = {"suffix": suffix or "?", "suffixes": _readable(suffixes)}
        problems.append(file_finding(UNKNOWN_SUFFIX, name, **params))
        data = None
    findings.extend(problems)
    if data is not None:
        files.append(InputFile(name, data, named, suffix))


def _take_stdin(files: list[InputFile], findings: list[Finding], stdin: ReadStdin | None, seen: set[str]) -> None:
    if STDIN in seen:
        findings.append(file_finding(STDIN_TWICE, STDIN_NAME))
        return
    seen.add(STDIN)
    data = (stdin or sys.stdin.buffer.read)(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        findings.append(file_finding(TOO_LARGE, STDIN_NAME, limit=str(MAX_MEGABYTES)))
    else:
        files.append(InputFile(STDIN_NAME, data, suffix=suffix_of(data)))


def _readable(suffixes: Collection[str]) -> str:
    return " ".join(suffix for suffix in suffixes if suffix not in REFUSED)


def _siblings(path: Path) -> Sequence[str]:
    try:
        return sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        return ()


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
