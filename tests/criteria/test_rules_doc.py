"""docs/rules.md is what the code and the gallery say, and leaves no catalogue entry out."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rules.md"

#: The rule catalogue: A1–A13, B1–B21, C1–C15, D1–D20.
ENTRIES = [f"{letter}{n}" for letter, most in (("A", 13), ("B", 21), ("C", 15), ("D", 20)) for n in range(1, most + 1)]


def generated() -> str:
    spec = importlib.util.spec_from_file_location("make_rules_doc", ROOT / "scripts" / "make_rules_doc.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.document()


@pytest.mark.slow
def test_the_page_is_fresh(pytestconfig):
    if pytestconfig.getoption("--update"):
        PAGE.write_text(generated(), encoding="utf-8")
    assert PAGE.read_text("utf-8") == generated(), "run scripts/make_rules_doc.py and read the diff"


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_catalogue_entry_has_a_row(entry):
    assert re.search(rf"^\| {entry} \| ", PAGE.read_text("utf-8"), re.MULTILINE)
