"""The guide to reports lists every tag with its meaning; `pytest --update` writes the list."""

from __future__ import annotations

import pytest

from docs.docs_support import ROOT
from fivegoods.reports.tags import listed

HEADS = {"en": ("Tag", "Meaning", "list", "part"), "zh": ("标签", "含义", "列表", "部分")}


def table(lang):
    tag, meaning, is_list, is_part = HEADS[lang]
    lines = [f"| {tag} | {meaning} |", "| --- | --- |"]
    for name, one in listed():
        kind = is_list if one.is_list else is_part if one.is_part else ""
        inner = f" ({kind})" if lang == "en" else f"（{kind}）"
        lines.append(f"| `{name}` | {getattr(one, lang)}{inner if kind else ''} |".replace("<style>", "`<style>`"))
    return "\n".join(lines)


@pytest.mark.parametrize(("page", "lang"), [("docs/reports.md", "en"), ("docs/reports.zh-CN.md", "zh")])
def test_the_list_of_tags_is_fresh(page, lang, pytestconfig):
    file = ROOT / page
    before, _, rest = file.read_text("utf-8").partition("<!-- tags -->\n")
    _, _, after = rest.partition("<!-- end of tags -->")
    text = f"{before}<!-- tags -->\n\n{table(lang)}\n\n<!-- end of tags -->{after}"
    if pytestconfig.getoption("--update"):
        file.write_text(text, encoding="utf-8")
    assert file.read_text("utf-8") == text
