"""What weights and structure are derived from: values as they are, or shares of full points, and targets."""

import pytest

from cli.cli_support import Program

HEAD = """
name: {zh: 试, en: Trial}
status: example
notice: {zh: 试, en: trial}
sources: {doc: {title: {zh: 某, en: X}, attested: ours}}
fields: {a: {name: {zh: 甲项, en: A}}, b: {name: {zh: 乙项, en: B}}}
dimensions:
  d:
    name: {zh: 维, en: D}
    weight: 1
    indicators:
"""
INDICATOR = (
    "      i{0}: {{name: i{0}, weight: 1, value: {0}, rule: {{kind: goalposts, worst: {1}, best: {2}}}, source: doc}}\n"
)
TABLE = (
    "name,year,甲项,乙项,source\n甲园,2024,1,2,s\n乙园,2024,5,4,s\n丙园,2024,9,6,s\n丁园,2024,40,1,s\n戊园,2024,3,9,s\n"
)


@pytest.fixture
def asked(capsys, tmp_path):
    def call(*command, a=("0", "10"), b=("0", "10"), shape="json"):
        criteria = HEAD + INDICATOR.format("a", *a) + INDICATOR.format("b", *b)
        (tmp_path / "c.yaml").write_text(criteria, encoding="utf-8")
        (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
        paths = (tmp_path / "t.csv", "-c", tmp_path / "c.yaml")
        done = Program(capsys)(*command, *paths, "-q", "--lang", "en", "-f", shape)
        assert done.code == 0, done.err
        return done.data if shape == "json" else done.out

    return call


@pytest.mark.parametrize(
    ("options", "on", "correlation"),
    [
        # Deviations −10.6 −6.6 −2.6 28.4 −8.6 and −2.4 −0.4 1.6 −3.4 4.6: −112.2 ÷ √(1043.2 × 41.2).
        (("--on", "values"), "values", -112.2 / (1043.2 * 41.2) ** 0.5),
        # 40 is cut to 10: −10.2 ÷ √(59.2 × 41.2).
        (("--on", "shares"), "shares", -10.2 / (59.2 * 41.2) ** 0.5),
        ((), "shares", -10.2 / (59.2 * 41.2) ** 0.5),
    ],
)
def test_structure_is_of_what_is_asked_for(asked, options, on, correlation):
    found = asked("weights", "structure", *options)
    assert found["on"] == on
    assert float(found["correlations"][0][1]) == pytest.approx(correlation, abs=1e-6)


def test_values_of_which_less_is_better_are_reversed(asked):
    higher = asked("weights", "structure", "--on", "values")["correlations"][0][1]
    lower = asked("weights", "structure", "--on", "values", b=("10", "0"))["correlations"][0][1]
    assert lower == -higher


@pytest.mark.parametrize("written", ["40", "4 * 10", "ln(2) / ln(2) * 40", "max(30, 40)"])
def test_a_constant_is_one_however_it_is_written(asked, written):
    # Coefficients of variation: √(1043.2 ÷ 4) ÷ 11.6 and √(41.2 ÷ 4) ÷ 4.4.
    first, second = (1043.2 / 4) ** 0.5 / 11.6, (41.2 / 4) ** 0.5 / 4.4
    weights = asked("weights", "variation", a=("0", f'"{written}"'))["weights"]
    assert float(weights["ia"]) == pytest.approx(first / (first + second), abs=1e-6)


def test_a_target_of_each_parks_own_is_no_constant(asked):
    # Then a park's amount says nothing by itself: b ÷ (b + 10) stands in for b.
    weights = asked("weights", "variation", b=("0", '"b + 10"'))["weights"]
    shares = [2 / 12, 4 / 14, 6 / 16, 1 / 11, 9 / 19]
    mean = sum(shares) / 5
    second = (sum((x - mean) ** 2 for x in shares) / 4) ** 0.5 / mean
    first = (1043.2 / 4) ** 0.5 / 11.6
    assert float(weights["ib"]) == pytest.approx(second / (first + second), abs=1e-6)


def test_a_constant_written_as_an_expression_is_explained_as_such(asked):
    out = asked("explain", a=("0", '"4 * 10"'), shape="table")
    assert "best: set by the criteria\n       40\n" in out
    assert "own data" not in out
