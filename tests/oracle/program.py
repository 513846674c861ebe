"""What the program says of the same documents: its command line, run in this process, and its JSON."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from unittest.mock import patch


def plain(document: Any) -> Any:
    """Return a document that JSON can hold, numbers as they are written."""
    if isinstance(document, dict):
        return {str(key): plain(value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [plain(value) for value in document]
    if isinstance(document, Decimal | Fraction):
        return int(document) if document == int(document) else float(document)
    return document


def write(document: Any, path: Path) -> Path:
    """Write a document as JSON, which is YAML too."""
    path.write_text(json.dumps(plain(document), ensure_ascii=False), encoding="utf-8")
    return path


def call(*arguments: str) -> tuple[int, str, str]:
    """Run the command line; return its exit code and what it wrote to both streams."""
    (script,) = entry_points(group="console_scripts", name="fivegoods")
    out, err = io.StringIO(), io.StringIO()
    with patch.object(sys, "argv", ["fivegoods", *arguments]), redirect_stdout(out), redirect_stderr(err):
        try:
            code = script.load()()
        except SystemExit as done:
            code = done.code
    return int(code or 0), out.getvalue(), err.getvalue()


class Refused(Exception):
    """The program does not score the documents; the text is what it wrote."""


def ranked(
    criteria: Path,
    parks: Path,
    *,
    years: tuple[int, int],
    benchmarks: Path | None = None,
    view: str = "reviewed",
) -> dict[str, Any]:
    """Return the program's ranking as its JSON says it, numbers as fractions."""
    options = [
        "rank",
        str(parks),
        "--criteria",
        str(criteria),
        "--format",
        "json",
        "--lang",
        "en",
        "--as",
        view,
        "--allow-partial",
    ]
    options += [] if benchmarks is None else ["--benchmarks", str(benchmarks)]
    options += ["--years", "{}-{}".format(*years)]
    code, out, err = call(*options)
    if not out.startswith("{"):
        raise Refused(f"exit {code}: {err or out}")
    found: dict[str, Any] = json.loads(out, parse_float=Fraction, parse_int=Fraction)
    return found
