"""Every code has its words in both languages, and something that triggers it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from fivegoods.catalogue import all_kinds, find_kind
from fivegoods.export.findings import explain
from fivegoods.messages.findings import Finding, FindingKind, Place, Severity, define, in_order

TESTS = Path(__file__).parents[1]
SOURCE = str(TESTS.parent / "src")
KINDS = list(all_kinds().values())


def placeholders(template):
    return {re.sub("_(zh|en)$", "", name) for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
class TestEachKind:
    def test_says_the_same_in_both_languages(self, kind):
        assert kind.zh
        assert kind.en
        assert placeholders(kind.zh) == placeholders(kind.en)
        assert placeholders(kind.help_zh) == placeholders(kind.help_en)
        assert bool(kind.help_zh) == bool(kind.help_en)

    def test_can_be_explained(self, kind):
        assert kind.cause_zh
        assert kind.cause_en
        for lang, cause in (("zh", kind.cause_zh), ("en", kind.cause_en)):
            assert cause in explain(kind, lang)
            assert "{" not in explain(kind, lang).split("\n")[0]

    def test_is_written_as_a_message(self, kind):
        assert re.fullmatch("FG[0-69][0-9]{2}", kind.code)
        assert not kind.zh.endswith(("。", "."))
        assert not kind.en.endswith(".")

    def test_is_triggered_by_an_example_or_a_test(self, kind):
        assert kind.code in triggered()


def triggered():
    texts = [path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("*.py"))]
    texts += [path.read_text(encoding="utf-8").split("\n")[0] for path in (TESTS / "examples" / "bad").glob("*.yaml")]
    return set(re.findall("FG[0-9]{3}", "\n".join(texts)))


def test_codes_are_found_whatever_their_case():
    assert find_kind(" fg104 ") is all_kinds()["FG104"]
    assert find_kind("FG000") is None


def test_a_code_is_defined_once():
    with pytest.raises(ValueError, match="FG104"):
        define("FG104", Severity.ERROR, zh="", en="")


def test_codes_are_in_order():
    assert [kind.code for kind in KINDS] == sorted(kind.code for kind in KINDS)


def test_every_code_in_the_source_is_listed():
    source = Path(__file__).parents[2] / "src" / "fivegoods"
    texts = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    assert set(re.findall(r'(?:define|_error|_warning|_note)\(\s*"(FG[0-9]{3})"', texts)) <= all_kinds().keys()


def test_codes_are_explained_without_optional_libraries():
    program = (
        "import sys; sys.modules['numpy'] = None\nfrom fivegoods.catalogue import find_kind; assert find_kind('FG104')"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONPATH": SOURCE})


def test_findings_come_file_by_file_those_with_errors_first():
    def finding(file, severity, line=1):
        return Finding(FindingKind("FG999", severity, zh="", en=""), Place(file, line))

    note, error = Severity.NOTE, Severity.ERROR
    found = [
        finding("p10.yaml", error, 9),
        finding("p2.yaml", error),
        finding("p1.yaml", note),
        finding("p10.yaml", note),
    ]
    order = [(one.place.file, one.place.line) for one in in_order(found)]
    assert order == [("p2.yaml", 1), ("p10.yaml", 1), ("p10.yaml", 9), ("p1.yaml", 1)]
