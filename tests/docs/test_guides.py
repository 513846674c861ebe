"""The guides: their commands run, their files are read, and both languages say the same things in order."""

import re
from itertools import pairwise

import pytest
import yaml

from cli.cli_support import Program
from docs.docs_support import GUIDES, PAGES, PAIRS, ROOT, fences, files_of, read, sections, words_of
from fivegoods.catalogue import all_kinds
from fivegoods.messages.words import say

ENGLISH = tuple(f"docs/{name}.md" for name in GUIDES)
CHINESE = tuple(f"docs/{name}.zh-CN.md" for name in GUIDES)


@pytest.mark.parametrize(("english", "chinese"), PAIRS[1:])
def test_guides_keep_in_step(english, chinese):
    """Same sections with the same blocks, commands, tables, items, codes and options; only the words differ."""
    for number, (ours, theirs) in enumerate(zip(sections(english), sections(chinese), strict=True)):
        assert theirs == ours, f"section {number}"


def test_readmes_keep_in_step():
    english, chinese = (sections(page) for page in PAIRS[0])
    for ours, theirs in zip(english, chinese, strict=True):
        assert (theirs.level, theirs.tables, theirs.items) == (ours.level, ours.tables, ours.items)
        assert [kind for kind, _, _ in theirs.fences] == [kind for kind, _, _ in ours.fences]
        assert theirs.options == ours.options


@pytest.mark.parametrize(("english", "chinese"), PAIRS[1:])
def test_guides_show_the_same_files(english, chinese):
    """Comments are translated; what the program reads is not."""
    for ours, theirs in zip(fences(english), fences(chinese), strict=True):
        if ours.kind == "yaml":
            assert yaml.safe_load(theirs.text) == yaml.safe_load(ours.text)
        elif ours.name:
            assert theirs.text == ours.text


@pytest.mark.slow
@pytest.mark.parametrize("guide", ENGLISH)
def test_commands_of_a_guide_run_one_after_the_other(guide, tmp_path, monkeypatch, capsys):
    """The Chinese guides have the same commands, see above."""
    program, folder = Program(capsys), files_of(guide, tmp_path)
    monkeypatch.chdir(folder)
    for fence in fences(guide):
        for command in fence.commands if fence.kind == "sh" else ():
            done = program(*words_of(command, folder))
            assert done.code == 0, f"{command}\n{done.out}{done.err}"
            assert done.out or done.err or " -o " in command


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", read(page)):
        assert ((ROOT / page).parent / link).is_file(), link


@pytest.mark.parametrize("page", [chinese for _, chinese in PAIRS])
def test_chinese_paragraphs_are_one_line(page):
    """A line end is shown as a space, which Chinese does not have between words."""
    text = re.sub(r"^```.*?^```$", "```", read(page), flags=re.MULTILINE | re.DOTALL)
    lines = text.splitlines()
    for line, following in pairwise(lines):
        assert not (re.search(r"[^\x00-\x7f]$", line) and re.match(r"\s*[^\s|#`>-]", following)), following
        assert not re.match(r"\s+[^\s-]", following), following


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_pages_link_to_their_siblings_and_to_guides_in_their_language(english, chinese):
    for page, sibling, guides in ((english, chinese, ENGLISH), (chinese, english, CHINESE)):
        links = re.findall(r"\]\(([^)#]+)", read(page))
        assert sibling.removeprefix("docs/") in links
        if page in PAIRS[0]:
            assert {link for link in links if link in ENGLISH + CHINESE} == set(guides)


@pytest.mark.parametrize("page", PAGES)
def test_codes_and_options_exist(page):
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/fivegoods/cli").rglob("*.py"))
    for section in sections(page):
        assert section.codes <= all_kinds().keys()
        for option in section.options - {"-m", "-q", "-e"}:
            assert f'"{option}"' in sources, option


def table_below(page, heading):
    """Return the first cells of the table that has ``heading`` over its first column."""
    rows = iter(read(page).splitlines())
    next(row for row in rows if row.startswith(f"| {heading} |"))
    next(rows)
    found = []
    for row in rows:
        if not row.startswith("|"):
            return found
        found.append(row.split("|")[1].strip())
    return found


@pytest.mark.parametrize(("lang", "page", "heading"), [
    ("en", "docs/robustness.md", "Section"), ("zh", "docs/robustness.zh-CN.md", "部分"),
])  # fmt: skip
def test_sections_of_robustness_are_called_as_they_are_printed(lang, page, heading, capsys):
    shown = Program(capsys)("robustness", "samples/demo", "--draws", "200", "-f", "md", "-q", "--lang", lang).out
    printed = re.findall(r"^## (.+)$", shown, re.MULTILINE)
    assert table_below(page, heading) == [title for title in printed if title in table_below(page, heading)]


@pytest.mark.parametrize(("lang", "page", "heading"), [
    ("en", "docs/explain.md", "Part"), ("zh", "docs/explain.zh-CN.md", "部分"),
])  # fmt: skip
def test_parts_of_a_difference_are_called_as_they_are_printed(lang, page, heading, capsys):
    shown = Program(capsys)(
        "diff", "samples/demo", "--year", "2023", "--to-year", "2024", "-f", "md", "-q", "--lang", lang
    )
    cells = {cell.strip() for row in shown.out.splitlines() for cell in row.split("|")}
    named = table_below(page, heading)
    # The years are under the same criteria, so that no rule moved and its column of zeros is left out.
    assert named[-1] == say("col.rule_moved", lang)
    assert set(named[:-1]) <= cells
