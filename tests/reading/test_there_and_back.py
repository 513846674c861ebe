"""Whatever is written of a park is read back as the same park, or refused before it is written."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cli.cli_support import Program
from fivegoods import api
from fivegoods.collect.forms.write import form_bytes
from fivegoods.collect.kept import lost
from fivegoods.collect.park_file import park_yaml
from fivegoods.collect.park_table import WRITERS, table_of
from fivegoods.messages.findings import has_errors
from fivegoods.reading.parks import read_parks
from generate import write_case

quick = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture
def program(capsys):
    return Program(capsys)


@quick
@given(st.integers(0, 10**6))
def test_random_parks_of_random_criteria(seed):
    with tempfile.TemporaryDirectory() as folder:
        case = write_case(Path(folder), seed, count=3)
        read = read_parks([str(case.parks)], str(case.criteria))
    criteria, parks = read.criteria, [park for park in read.parks if not park.only_fills]
    assert criteria is not None
    assert not has_errors(read.findings)
    plan = api.plan_of(criteria)
    for park in parks:
        assert lost("p.yaml", ".yaml", park_yaml(park, criteria).encode(), [park], criteria) == ""
        for lang in ("zh", "en"):
            assert lost("p.xlsx", ".xlsx", form_bytes(criteria, plan, lang, park), [park], criteria) == ""
    for suffix, written in WRITERS.items():
        for lang in ("zh", "en", None):
            content = written(*table_of(parks, criteria, plan, lang))
            assert lost(f"t{suffix}", suffix, content, parks, criteria) == "", (suffix, lang)


PARK = """\
criteria: demo-parks/2024
id: a
name: 甲园
year: 2024
groups: {{level: national, region: east, type: manufacturing}}
source: 年报
data:
  patents: {{value: 93, remark: {remark}}}
  tax: 3
"""


def written(program, folder, remark):
    """Return for each format the exit code of writing a park with this remark, and the remark that is read back."""
    park, done = folder / "a.yaml", {}
    park.write_text(PARK.format(remark=api_text(remark)), encoding="utf-8")
    for suffix in (".csv", ".tsv", ".json", ".xlsx"):
        done[f"t{suffix}"] = ("table", "--from", park)
    done |= {"f.xlsx": ("new", "--from", park), "p.yaml": ("read", park)}
    found = {}
    for name, command in done.items():
        code = program("form", *command, "-o", folder / name, "-q", "--force").code
        there = (folder / name).exists()
        again = [one for one in read_parks([str(folder / name)]).parks if one.year == 2024] if there else []
        found[name] = (code, [one.facts["patents"].remark for one in again])
        (folder / name).unlink(missing_ok=True)
    return found


def api_text(text):
    """Return a text as it is written in a double-quoted scalar of YAML."""
    return '"' + "".join(f"\\U{ord(sign):08x}" for sign in text) + '"'


@settings(quick, max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip))
@example("=1+1")
@example("+1+cmd|' /C calc'!D2")
@example('a"b,c\\td;e')
@example("'=x")
@example("_x000D_ 长")
@example("- 1")
@example("缺失")
def test_any_remark_comes_back(program, remark):
    with tempfile.TemporaryDirectory() as folder:
        for name, (code, read) in written(program, Path(folder), remark).items():
            plain = [" ".join((text or "").split()) for text in read]
            assert (code, plain) == (0, [" ".join(remark.split())]), name


def test_a_remark_too_long_for_a_format_is_refused_by_it(program, tmp_path):
    found = written(program, tmp_path, "长" * 40_000)
    assert {name: code for name, (code, _) in found.items()} == {
        "t.csv": 2, "t.tsv": 2, "t.json": 0, "t.xlsx": 2, "f.xlsx": 2, "p.yaml": 0,
    }  # fmt: skip
    assert found["p.yaml"][1] == found["t.json"][1] == ["长" * 40_000]


CRITERIA = """\
name: 同名
status: example
groups: {level: {name: 级别, values: {a: 甲级, b: 乙级}}}
fields:
  grade: {name: 级别, unit: 亿元}
  tax: {name: 税收, unit: 万元}
indicators:
  tax: {name: 税收, points: 10, unit: 万元, value: tax, rule: {kind: goalposts, worst: 0, best: 9}, source: x}
sources: {x: {title: 自拟, attested: ours}}
"""


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".json", ".xlsx"])
def test_a_group_and_a_field_of_one_name_stay_apart_in_a_table(program, tmp_path, suffix):
    (tmp_path / "c.yaml").write_text(CRITERIA, encoding="utf-8")
    park = "id: a\nname: 甲\nyear: 2024\ngroups: {level: b}\ndata: {grade: 3, tax: 5}\n"
    (tmp_path / "p.yaml").write_text(park, encoding="utf-8")
    out = tmp_path / f"t{suffix}"
    assert program("form", "table", "--from", tmp_path / "p.yaml", "-c", tmp_path / "c.yaml", "-o", out).code == 0
    (again,) = read_parks([str(out)], str(tmp_path / "c.yaml")).parks
    assert (again.groups, again.data) == ({"level": "b"}, {"grade": 3, "tax": 5})
