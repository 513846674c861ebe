"""The catalogue of words: both languages say the same, and every word in use exists."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from fivegoods.messages.words import WORDS, language_of, say

SOURCES = Path(__file__).parents[2] / "src" / "fivegoods"
OURS = [file for room in ("reports", "export", "cli", "api") for file in (SOURCES / room).rglob("*.py")]
CALL = re.compile(r"""\b(?:say|_help)\(\s*(f?)"([a-z_.{}]+)\"""")


def placeholders(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("code", WORDS)
def test_both_languages_use_the_same_placeholders(code):
    zh, en = WORDS[code]
    assert placeholders(zh) == placeholders(en)
    assert zh
    assert en


def test_every_word_in_use_is_in_the_catalogue():
    missing = set()
    for file in OURS:
        for is_template, code in CALL.findall(file.read_text("utf-8")):
            prefix = code.partition("{")[0]
            known = any(word.startswith(prefix) for word in WORDS) if is_template else code in WORDS
            as_help = {f"help.{code}", f"help.criteria_{code}", f"help.form_{code}"}
            if not known and not as_help & WORDS.keys():
                missing.add((file.name, code))
    assert missing == set()


def test_every_word_of_the_catalogue_is_in_use():
    templates_of_pages = (SOURCES / "export").rglob("*.html")
    text = "".join(file.read_text("utf-8") for file in (*OURS, *templates_of_pages))
    templates = {code.partition("{")[0] for is_template, code in CALL.findall(text) if is_template}
    templates |= {"help.", "col.", "stat.", "attested.", "status.", "function."}
    quoted = set(re.findall(r"""["'][\w.]+["']""", text))
    unused = {
        code
        for code in WORDS
        if not {f'"{code}"', f"'{code}'"} & quoted
        and not any(prefix and code.startswith(prefix) for prefix in templates)
    }
    assert unused == set()


def test_words_survive_gbk():
    for code, texts in WORDS.items():
        for text in texts:
            assert text.encode("gbk").decode("gbk") == text, code


def test_unknown_code_is_a_defect():
    with pytest.raises(KeyError):
        say("no.such.word", "zh")


@pytest.mark.parametrize(
    ("wishes", "lang"),
    [
        (("zh",), "zh"),
        (("en", "zh_CN.UTF-8"), "en"),
        ((None, "", "zh_CN.UTF-8"), "zh"),
        (("ZH_tw",), "zh"),
        (("C",), "en"),
        (("fr_FR.UTF-8",), "en"),
        ((), "en"),
    ],
)
def test_language_follows_the_first_wish(wishes, lang):
    assert language_of(*wishes) == lang
