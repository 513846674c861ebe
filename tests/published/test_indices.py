"""Well-known kinds of index, written in YAML alone and worked by hand beside it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

from docs.docs_support import fences
from fivegoods import load_criteria, load_parks, rank
from fivegoods.criteria.base import LocalText
from fivegoods.panel.entities import Park
from scoring.scoring_support import criteria_of, indicator_of, node_of, park_of, rounded, run_of

D = Decimal

#: Fixed goalposts, a logarithm, a nested mean, a geometric mean on top, values cut to 0–1, groups
#: by score, ranks from three decimals: the human development index of a recent edition.
DEVELOPMENT = """
fields:
  life: {name: Life expectancy, unit: 年}
  expected: {name: Expected schooling, unit: 年}
  mean_years: {name: Mean schooling, unit: 年}
  income: {name: Income per head, unit: 美元/人}
points: 1
method: geometric
dimensions:
  health:
    name: Health
    weight: 1
    indicators:
      life_index: {name: Life, weight: 1, unit: 年, value: life, rule: {kind: goalposts, worst: 20, best: 85}}
  education:
    name: Education
    weight: 1
    method: mean
    indicators:
      expected_index: {name: Expected, weight: 1, unit: 年, value: expected, rule: {kind: goalposts, worst: 0, best: 18}}
      mean_index: {name: Mean, weight: 1, unit: 年, value: mean_years, rule: {kind: goalposts, worst: 0, best: 15}}
  standard:
    name: Standard of living
    weight: 1
    indicators:
      income_index: {name: Income, weight: 1, value: ln(value_of), rule: {kind: goalposts, worst: ln(100), best: ln(75000)}}
settings: {rank_decimals: 3, decimals: 3}
grades:
  by: score
  decimals: 3
  levels: [{id: very_high, from: 0.8}, {id: high, from: 0.7}, {id: medium, from: 0.55}, {id: low}]
""".replace("ln(value_of)", "ln(income)")


def country(file, key, life, expected, mean_years, income):
    return park_of(
        file, key, {"life": D(life), "expected": D(expected), "mean_years": D(mean_years), "income": D(income)}
    )


def test_an_index_with_fixed_goalposts_a_logarithm_and_a_geometric_mean():
    file = criteria_of(DEVELOPMENT.replace("unit: 美元/人", 'unit: "1"'))
    parks = [
        country(file, "a", "83.0", "18.9", "13.0", "66494"),
        country(file, "b", "65.0", "11.7", "6.5", "6681"),
        country(file, "c", "15.0", "4.0", "1.0", "90"),
    ]
    run = run_of(file, parks)
    a = run.of("a")
    # (83 − 20) ÷ 65; (18.9 cut to 1 + 13 ÷ 15) ÷ 2; (ln 66494 − ln 100) ÷ (ln 75000 − ln 100)
    third = D(1) / 3
    health, education = D(63) / 65, (1 + D(13) / 15) / 2
    living = (D(66494).ln() - D(100).ln()) / (D(75000).ln() - D(100).ln())
    assert rounded(indicator_of(a, "expected_index").points, 10) == rounded(third / 2, 10)
    assert rounded(node_of(a, "education").points * 3, 10) == rounded(education, 10)
    assert rounded(a.points, 10) == rounded((health * education * living) ** third, 10)
    assert (a.full, rounded(a.points, 3), a.grade) == (1, D("0.961"), "very_high")
    b = run.of("b")
    assert (rounded(b.points, 3), b.grade) == (D("0.620"), "medium")
    assert (run.of("c").points, run.of("c").grade, run.of("c").rank) == (0, "low", 3)


def test_ranks_come_from_three_decimals():
    file = criteria_of(DEVELOPMENT.replace("unit: 美元/人", 'unit: "1"'))
    run = run_of(file, [country(file, "a", "70", "12", "9", "12000"), country(file, "b", "70.001", "12", "9", "12000")])
    assert run.of("a").points != run.of("b").points
    assert [s.rank for s in run.scores] == [1, 1]


def ladder():
    """Return 49 indicators on four levels: index → 2 sub-indices → 8 pillars → indicators."""
    sizes = [[8, 6, 6, 5], [8, 6, 6, 4]]
    fields, dims, number = ["  size: {name: Size, unit: 人, above: 0}"], [], 0
    for half, pillars in enumerate(sizes):
        dims += [f"  half{half}:", f"    name: H{half}", "    weight: 1", "    method: mean", "    dimensions:"]
        for pillar, count in enumerate(pillars):
            key = f"p{half}{pillar}"
            dims += [
                f"      {key}:",
                f"        name: {key}",
                f"        weight: {pillar + 1}",
                "        method: mean",
                "        indicators:",
            ]
            for _ in range(count):
                lower = number % 3 == 0
                worst, best = ("max", "min") if lower else ("min", "max")
                value = f"f{number} / size" if number % 2 else f"f{number}"
                unit = "万元/人" if number % 2 else "万元"
                fields.append(f"  f{number}: {{name: F{number}, unit: 万元}}")
                dims.append(
                    f"          i{number}: {{name: I{number}, weight: {number % 4 + 1}, unit: {unit}, value: {value}, "
                    "before: {impute: mean, within: [region], winsorise: {skewness: 2, kurtosis: 3.5, then_log: true}}, "
                    f"rule: {{kind: goalposts, worst: {{stat: {worst}}}, best: {{stat: {best}}}}}}}"
                )
                number += 1
    head = "groups: {region: {name: R, values: {a: A, b: B}}}\nmethod: mean\nsettings: {at_least_coverage: 0.65}\n"
    return head + "fields:\n" + "\n".join(fields) + "\ndimensions:\n" + "\n".join(dims) + "\n", number


def test_an_index_of_49_indicators_on_four_levels():
    text, count = ladder()
    file = criteria_of(text)
    assert count == 49
    random = Random(49)
    parks = []
    for number in range(50):
        data = {f"f{i}": D(random.randint(100, 900)) for i in range(49) if number == 7 or random.random() > 0.06}
        if number == 3:
            data["f1"] = D(10**6)
        if number == 11:
            data = {f"f{i}": D(5) for i in range(20)}
        size = D(random.randint(5, 20))
        parks.append(
            Park(
                f"u{number}", LocalText(zh="x"), 2024, {"region": "ab"[number % 2]}, {**data, "size": size}, file.origin
            )
        )
    run = run_of(file, parks)
    # Screened: 20 of 49 is too little. Imputed values do not raise coverage.
    assert run.of("u11").unranked_reason == "coverage"
    assert {s.unranked_reason for s in run.scores} == {"", "coverage"}
    assert run.of("u7").coverage == 1
    treatments = [t for s in run.scores for i in s.root.all_indicators() for t in i.treatments]
    assert {t.kind for t in treatments} == {"imputed", "winsorised"}
    assert all(0 <= s.points <= 100 for s in run.scores)
    outlier = indicator_of(run.of("u3"), "i1")
    assert outlier.treatments[-1].kind == "winsorised"
    assert outlier.value is not None
    # One park worked again in fractions, from the values that were scored.
    own = run.of("u7")
    assert abs(Fraction(own.points) - by_hand(run, own)) < Fraction(1, 10**20)


def by_hand(run, own):
    columns = {}
    for score in run.scores:
        for found in score.root.all_indicators():
            columns.setdefault(found.plan.id, []).append(Fraction(found.value))

    def share(part):
        if hasattr(part, "value"):
            low, high = min(columns[part.plan.id]), max(columns[part.plan.id])
            done = (Fraction(part.value) - low) / (high - low)
            return 1 - done if part.plan.definition.rule.worst.stat == "max" else done
        weights = [Fraction(p.plan.definition.weight) for p in part.parts]
        return sum(w * share(p) for w, p in zip(weights, part.parts, strict=True)) / sum(weights)

    return 100 * share(own.root)


#: OECD/JRC Handbook (2008), table 23, page 100 (the column EW) and table 38, page 116 (LIN): ranks 1 to 23.
EQUAL_WEIGHTS = (
    "Finland, United States, Sweden, Japan, Korea, Netherlands, United Kingdom, Singapore, Canada, Australia, Germany, "
    "Norway, Ireland, Belgium, New Zealand, Austria, France, Israel, Spain, Italy, Czech Republic, Hungary, Slovenia"
)


def test_the_technology_achievement_index_comes_out_as_published(tmp_path):
    """The criteria and the table that docs/methods.md shows.

    Figures: OECD/JRC Handbook (2008), table A.2, page 152; © OECD 2008, excerpts allowed with acknowledgment. Goalposts:
    Saisana, Saltelli & Tarantola (2005), J. of the Royal Statistical Society A 168, table 1, page 313; the index of the
    first two countries: page 316.
    """
    for fence in fences("docs/methods.md"):
        if fence.name:
            (tmp_path / fence.name).write_text(fence.text, encoding="utf-8")
    criteria = load_criteria(tmp_path / "technology.yaml")
    run = rank(load_parks(tmp_path / "technology.csv", criteria), criteria)
    assert [score.park.name.zh or score.park.name.en for score in run.scores] == EQUAL_WEIGHTS.split(", ")
    assert [score.rank for score in run.scores] == list(range(1, 24))
    # The figures of the table are rounded.
    for score, printed in zip(run.scores, [0.744, 0.733], strict=False):
        assert abs(float(score.points) - printed) <= 0.001
