"""The guide to Python: what it shows is what Python prints, and it shows every public function."""

import doctest
import importlib.util

import pytest

import fivegoods
from docs.docs_support import ROOT, fences

PAGES = ("docs/python.md", "docs/python.zh-CN.md")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES[:1])
def test_the_examples_print_what_they_show(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("FIVEGOODS_LANG", "en")
    blocks = [fence.text for fence in fences(page) if fence.kind == "pycon"]
    shown = [text for text in blocks if "pandas" not in text or importlib.util.find_spec("pandas")]
    test = doctest.DocTestParser().get_doctest("\n".join(shown), {}, page, None, 0)
    told = []
    failed, tried = doctest.DocTestRunner(optionflags=FLAGS).run(test, out=told.append)
    assert tried > 25
    assert not failed, "".join(told)


def test_both_guides_show_the_same_code():
    english, chinese = ([fence.text for fence in fences(page)] for page in PAGES)
    assert english == chinese


@pytest.mark.parametrize("page", PAGES)
def test_every_public_function_has_an_example(page):
    code = "".join(fence.text for fence in fences(page))
    functions = [name for name in fivegoods.__all__ if name.islower() and not name.startswith("__")]
    assert [name for name in functions if f"fg.{name}(" not in code and name != "load_criteria"] == []
