"""Criteria to start from: they check, test, make a form and score a park; nothing is ever overwritten."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml

from cli.cli_support import Program
from fivegoods import load_criteria
from fivegoods.checks import check_criteria
from fivegoods.collect.criteria_draft import criteria_draft, legal_name, named
from fivegoods.worked_cases import run_cases

LANGUAGES = ("zh", "en")


@pytest.fixture
def program(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FIVEGOODS_CRITERIA", raising=False)
    return Program(capsys)


def draft(lang):
    return criteria_draft("mine/2026", "criteria/mine/2026.yaml", lang)


def paths_of(tree, path=()):
    """Yield every place of a document with what stands there, texts apart: they are in one language."""
    if isinstance(tree, dict):
        for key, item in tree.items():
            yield from paths_of(item, (*path, key))
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from paths_of(item, (*path, index))
    else:
        is_text = path[-1] in {"name", "title", "notice", "definition", "say", "why", "zh", "en"} or (
            len(path) > 1 and path[-2] in {"values", "choices"}
        )
        yield path, "text" if is_text else tree


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_checks_and_its_cases_pass(program, lang):
    assert program("criteria", "new", "my-parks/2026", "--lang", lang).code == 0
    done = program("criteria", "check", "my-parks/2026", "--lang", lang)
    assert done.code == 0
    codes = set(re.findall(r"\[(FG\d+)\]", done.out))
    # Chinese names alone are right for a Chinese office; the note about it is announced in the file.
    assert codes == ({"FG423"} if lang == "zh" else set())
    tested = program("criteria", "test", "my-parks/2026", "--format", "json")
    assert tested.code == 0
    assert re.search(r'"passed": (2|true)', tested.out)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_is_strictly_sound(program, lang):
    program("criteria", "new", "my-parks/2026", "--lang", lang)
    assert program("criteria", "check", "my-parks/2026", "--strict").code == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_has_what_a_first_criteria_file_needs(tmp_path, lang):
    path = tmp_path / "mine.yaml"
    path.write_text(draft(lang), encoding="utf-8")
    file = load_criteria(path)
    criteria = file.criteria
    assert len(criteria.dimensions) == 2
    indicators = [one for dimension in criteria.dimensions.values() for one in dimension.indicators.values()]
    assert len(indicators) == 4
    assert len({one.rule.kind for one in indicators}) == 4
    assert len(criteria.groups) == 1
    assert len(criteria.checks) == 1
    assert [level.id for level in criteria.grades.levels] == ["A", "B", "C"]
    assert len(run_cases(file)) == 2
    assert criteria.status == "example"
    assert not [finding for finding in check_criteria(file) if finding.severity != "note"]


def test_a_broken_rule_fails_its_cases(program):
    program("criteria", "new", "mine", "-o", "mine.yaml")
    path = Path("mine.yaml")
    path.write_text(path.read_text("utf-8").replace("to: 20,", "to: 25,"), encoding="utf-8")
    assert program("criteria", "test", "mine.yaml").code == 1


def test_both_languages_say_the_same():
    zh, en = (list(paths_of(yaml.safe_load(draft(lang)))) for lang in LANGUAGES)
    assert zh == en


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_is_explained_in_the_language_asked_for(lang):
    lines = draft(lang).splitlines()
    tops = [index for index, line in enumerate(lines) if re.match(r"[a-z]", line)]
    explained = [lines[index] for index in tops if lines[index - 1].startswith("#")]
    assert {line.partition(":")[0] for line in explained} >= {
        "name", "status", "sources", "groups", "fields", "checks", "dimensions", "grades", "cases",
    }  # fmt: skip
    comments = [line for line in lines[1:] if line.lstrip().startswith("#") and "fivegoods" not in line and line != "#"]
    assert len(comments) >= 15
    chinese = [line for line in comments if re.search("[\u4e00-\u9fff]{3}", line)]
    if lang == "zh":
        assert chinese == [line for line in comments if "{zh:" not in line or "我的" in line]
    else:
        assert all("亿元" in line or "{zh:" in line for line in chinese)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_draft_names_itself_the_schema_and_the_commands_that_work_on_it(lang):
    text = draft(lang)
    assert text.startswith("# yaml-language-server: $schema=../criteria.schema.json\n")
    assert "mine/2026" in text.splitlines()[1]
    for command in ("criteria check", "criteria test", "form new --criteria"):
        assert f"fivegoods {command} criteria/mine/2026.yaml" in text
    assert "@" not in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_park_is_scored_by_it_and_a_form_is_made(program):
    program("criteria", "new", "mine/2026", "--lang", "zh")
    Path("a.yaml").write_text(
        "criteria: mine\nid: a\nname: 甲\nyear: 2026\ngroups: {level: national}\n"
        "data: {tax: 0.2 亿元, land: 100 亩, revenue: 10 亿元, rd_expense: 1500 万元, new_firms: 12}\n",
        encoding="utf-8",
    )
    done = program("score", "a.yaml", "--format", "json")
    assert done.code == 0
    park = done.data["parks"][0]
    assert park["points"] == Decimal(75)
    assert park["possible"] == Decimal(90)
    assert program("form", "new", "--criteria", "criteria/mine/2026.yaml", "-o", "form.xlsx", "--lang", "zh").code == 0
    cells = {cell.value for row in openpyxl.load_workbook("form.xlsx").worksheets[1].iter_rows() for cell in row}
    assert {"税收", "用地面积", "污水处理厂", "级别"} <= cells


# --- where it goes


def test_it_goes_where_criteria_are_looked_up_and_says_what_is_next(program):
    done = program("criteria", "new", "my-parks/2026", "--lang", "en")
    assert (done.code, done.out) == (0, "")
    assert Path("criteria/my-parks/2026.yaml").is_file()
    for words in ("Wrote", "criteria check", "criteria test", "form new --criteria criteria/my-parks/2026.yaml"):
        assert words in done.err
    assert "my-parks" in program("criteria", "list", "--format", "json").out


@pytest.mark.parametrize(("output", "schema"), [((), "criteria"), (("-o", "mine.yaml"), ".")])
def test_editors_find_the_schema_beside_it(program, output, schema):
    assert program("criteria", "new", "mine/2026", *output, "--lang", "en").code == 0
    file = Path(output[1]) if output else Path("criteria/mine/2026.yaml")
    named = file.read_text("utf-8").split("\n")[0].partition("$schema=")[2]
    found = (file.parent / named).resolve()
    assert found == (Path(schema) / "criteria.schema.json").resolve()
    assert json.loads(found.read_text("utf-8"))["title"]


def test_quiet_says_nothing(program):
    done = program("criteria", "new", "my-parks", "-q")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert Path("criteria/my-parks/1.yaml").is_file()


def test_a_folder_of_ones_own_is_used(program, monkeypatch, tmp_path):
    monkeypatch.setenv("FIVEGOODS_CRITERIA", str(tmp_path / "ours"))
    assert program("criteria", "new", "my-parks/2026", "-q").code == 0
    assert (tmp_path / "ours" / "my-parks" / "2026.yaml").is_file()
    assert program("criteria", "test", "my-parks").code == 0


def test_a_file_of_any_name_is_quoted_for_the_shell(program):
    done = program("criteria", "new", "my-parks", "-o", "my parks.yaml", "--lang", "en")
    assert done.code == 0
    assert "criteria check 'my parks.yaml'" in done.err
    assert "criteria check 'my parks.yaml'" in Path("my parks.yaml").read_text("utf-8")
    assert not Path("criteria").exists()


def test_standard_output_takes_it_too(program):
    done = program("criteria", "new", "my-parks/2026", "-o", "-", "--lang", "zh")
    assert (done.code, done.err) == (0, "")
    assert done.out == criteria_draft("my-parks/2026", "my-parks/2026", "zh")
    assert not list(Path().iterdir())


# --- what is refused


@pytest.mark.parametrize("output", [(), ("-o", "mine.yaml")])
def test_nothing_is_overwritten(program, output):
    target = Path(output[1] if output else "criteria/mine/2026.yaml")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("name: mine", encoding="utf-8")
    done = program("criteria", "new", "mine/2026", *output, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "nothing was changed" in done.err
    assert target.read_text("utf-8") == "name: mine"


def test_criteria_that_come_with_the_program_are_not_hidden(program):
    done = program("criteria", "new", "huangyan-per-mu/2022", "--lang", "zh")
    assert done.code == 2
    assert "已有评价标准 huangyan-per-mu/2022" in done.err
    assert "2022, 2021" in done.err
    assert not Path("criteria").exists()
    assert program("criteria", "new", "huangyan-per-mu/2030", "-q").code == 0


@pytest.mark.parametrize(
    ("wish", "near"),
    [
        ("My Parks", "my-parks"),
        ("my.parks", "my-parks"),
        ("my-parks.yaml", "my-parks"),
        ("../my-parks", ""),
        ("a/b/c", "a/b-c"),
        ("\uff2d\uff39—parks/\uff12\uff10\uff12\uff16", "my-parks/2026"),
        ("_parks", "parks"),
        ("my-parks/.2026", "my-parks/2026"),
        ("///", ""),
        ("", ""),
    ],
)
def test_a_name_no_folder_should_have_is_refused_with_the_nearest_that_works(program, wish, near):
    done = program("criteria", "new", wish, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "lower-case letters" in done.err
    assert (f"Did you mean {near}?" in " ".join(done.err.split())) is bool(near)
    assert not list(Path().iterdir())


@pytest.mark.parametrize("wish", ["my-parks", "my-parks/2026", "my-parks/2026.1", "a1", "亩均效益/2026", "my_parks"])
def test_names_that_work(program, wish):
    assert program("criteria", "new", wish, "-q").code == 0
    assert program("criteria", "test", wish).code == 0


@pytest.mark.parametrize("wish", ["My Parks", "A/B", "x y/z w", "\uff21\uff22/\uff23", "a..b/c..d", "my-parks.yml"])
def test_a_suggestion_is_a_name_that_works(wish):
    assert named(legal_name(wish)) is not None


def test_a_folder_that_cannot_be_made_is_named(program):
    Path("criteria").write_text("", encoding="utf-8")
    done = program("criteria", "new", "mine", "--lang", "en")
    assert done.code == 2
    assert "cannot write" in done.err
