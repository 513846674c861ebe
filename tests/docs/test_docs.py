"""READMEs and guides show what the program really prints, and what they say to write works."""

import re

import pytest

from docs.docs_support import PAGES, READMES, ROOT, fences, files_of, output_of, read, refreshed
from fivegoods import load_criteria
from fivegoods.api import open_run
from fivegoods.checks import check_criteria
from fivegoods.messages.findings import has_errors
from fivegoods.worked_cases import run_cases

SHOWN = [(page, fence.command) for page in PAGES for fence in fences(page) if fence.command]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "command"), SHOWN)
def test_pages_show_what_the_program_prints(page, command, request, tmp_path):
    block = next(fence for fence in fences(page) if fence.command == command)
    folder = files_of(page, tmp_path) if any(fence.name for fence in fences(page)) else ROOT
    actual = f"$ {command}\n{refreshed(block.shown, output_of(command, folder))}"
    if request.config.getoption("--update"):
        text = read(page)
        (ROOT / page).write_text(text[: block.start] + actual + text[block.end :], encoding="utf-8")
        return
    assert actual == block.text


def test_lines_may_be_left_out_but_not_changed():
    printed = "a\nb\n\nc\nd\ne\n"
    for shown in (printed, "a\n…\n", "…\ne\n", "a\nb\n…\nd\n…\n", "…\nc\nd\n…\n"):
        assert refreshed(shown, printed) == shown
    assert refreshed("a\nx\n…\n", printed) == "a\nb\n…\n"
    assert refreshed("…\nc\nx\n…\n", printed) == "…\nc\nd\n…\n"
    assert refreshed("…\nd\n", printed) == "…\nd\ne\n"
    assert refreshed("", printed) == printed
    with pytest.raises(AssertionError, match="no longer printed: x"):
        refreshed("a\n…\nx\n", printed)


@pytest.mark.parametrize("readme", READMES)
def test_readme_has_the_two_one_line_commands(readme):
    one_liners = [line for line in read(readme).splitlines() if line.startswith("python3 -m venv ")]
    assert any("rank samples/meizhou-2016" in line for line in one_liners)
    assert any("pytest" in line for line in one_liners)


def yaml_blocks(readme):
    return [fence.text for fence in fences(readme) if fence.kind == "yaml"]


@pytest.mark.parametrize("readme", READMES)
def test_the_criteria_in_the_readme_work(readme, tmp_path):
    whole = next(block for block in yaml_blocks(readme) if "dimensions:" in block)
    more = next(block for block in yaml_blocks(readme) if block.startswith("adjustments:"))
    folder = tmp_path / "tax-example"
    folder.mkdir()
    path = folder / "1.yaml"
    for text in (whole, whole + more):
        path.write_text(text, encoding="utf-8")
        assert not has_errors(check_criteria(load_criteria(path)))
        assert all(result.passed for result in run_cases(load_criteria(path)))


@pytest.mark.parametrize("readme", READMES)
def test_the_park_in_the_readme_has_no_errors(readme, tmp_path):
    path = tmp_path / "my-park.yaml"
    path.write_text(next(b for b in yaml_blocks(readme) if "id: my-park" in b), encoding="utf-8")
    opened = open_run([path], each_year=True)
    assert not has_errors(opened.findings)
    assert opened.run.scores[0].points > 0


@pytest.mark.parametrize("readme", READMES)
def test_the_python_in_the_readme_runs(readme, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exec(re.search(r"```python\n(.*?)```", read(readme), re.DOTALL)[1], {})
    assert "1 平远 97.5" in capsys.readouterr().out


@pytest.mark.parametrize("readme", READMES)
def test_the_bare_name_is_made_to_work_before_it_is_used(readme):
    text = read(readme)
    assert text.index(". .venv/bin/activate") < text.index("\n$ fivegoods ")
    assert '$env:FIVEGOODS_LANG="' in text
