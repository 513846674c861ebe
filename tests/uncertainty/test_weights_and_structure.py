"""AHP in all its parts, budget allocation, what weights do to a ranking, structure of data, other methods."""

from pathlib import Path

import numpy as np
import pytest

from fivegoods import api
from fivegoods.criteria.models.uncertainty import Judgements
from fivegoods.uncertainty.arrays import arrays_of
from fivegoods.uncertainty.methods.check import check_methods
from fivegoods.uncertainty.structure import cronbach, structure_of
from fivegoods.uncertainty.weights.effect import effect_of, stated_weights, weights_within
from fivegoods.uncertainty.weights.from_data import METHODS, data_of, weights_from
from fivegoods.uncertainty.weights.judged import (
    RANDOM_INDEX,
    allocated,
    by_ahp,
    by_budget,
    combined,
    priorities,
    spread_below,
)
from uncertainty.robustness_support import flat_run


@pytest.fixture(scope="module")
def demo():
    return arrays_of(api.open_run(["samples/demo"]).run)


def consistent(weights):
    return np.array(weights)[:, None] / np.array(weights)


def test_consistent_judgements_give_back_their_weights():
    found = priorities(consistent([0.5, 0.3, 0.2]))
    assert found.weights == pytest.approx([0.5, 0.3, 0.2])
    assert found.ratio == pytest.approx(0, abs=1e-12)
    assert found.worst is None


def test_the_spoilt_judgement_is_the_one_pointed_out():
    matrix = consistent([0.4, 0.3, 0.2, 0.1])
    matrix[1, 3], matrix[3, 1] = 1 / 5, 5
    found = priorities(matrix)
    assert found.worst is not None
    assert (found.worst.row, found.worst.column) == (1, 3)
    assert not found.acceptable


def test_several_experts_are_combined_by_the_geometric_mean():
    one, two = consistent([0.8, 0.2]), consistent([0.2, 0.8])
    assert priorities(combined([one, two])).weights == pytest.approx([0.5, 0.5])
    assert priorities(combined([one, two], [1, 0.0])).weights == pytest.approx([0.8, 0.2])


def test_random_index_tables_differ_and_end():
    matrix = consistent([0.4, 0.3, 0.2, 0.1])
    matrix[0, 3], matrix[3, 0] = 9, 1 / 9
    saaty, alonso = priorities(matrix, "saaty"), priorities(matrix, "alonso")
    assert saaty.index == alonso.index
    assert saaty.ratio * 0.90 == pytest.approx(alonso.ratio * 0.8815)
    assert priorities(np.ones((11, 11)), "saaty").ratio is None


@pytest.mark.parametrize("page", ["robustness.md", "robustness.zh-CN.md"])
def test_the_guides_give_the_random_indices_that_are_used(page):
    lines = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8").splitlines()
    for table, known in RANDOM_INDEX.items():
        row = next(line for line in lines if line.startswith(f"| {table} | 0."))
        assert [float(cell) for cell in row.strip("|").split("|")[1:] if cell.strip()] == list(known[2:])


def judgements(**parts):
    return Judgements.model_validate({"items": ["a", "b", "c"], **parts})


def test_judgements_fill_in_opposites_and_read_fractions():
    written = judgements(experts=[{"compare": {"a": {"b": 2, "c": 4}, "c": {"b": "1/2"}}}])
    assert by_ahp(written, "saaty").weights == pytest.approx({"a": 4 / 7, "b": 2 / 7, "c": 1 / 7})


def test_budgets_are_shares_averaged():
    experts = [{"budget": {"a": 60, "b": 30, "c": 10}}, {"budget": {"a": 2, "b": 1, "c": 1}}]
    found = by_budget(judgements(experts=experts))
    assert found.weights == pytest.approx({"a": 0.55, "b": 0.275, "c": 0.175})
    found = by_budget(judgements(experts=[experts[0], {**experts[1], "share": 3}]))  # counts three times
    assert found.weights == pytest.approx({"a": 0.525, "b": 0.2625, "c": 0.2125})
    spread = allocated(np.array([[1.0, 1.0], [1.0, 3.0]]), np.ones(2)).spread
    assert spread == pytest.approx(np.full(2, 0.25 / np.sqrt(2)))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_weights_that_add_up_to_one(demo, method):
    for on in ("values", "shares"):
        weights = weights_from(method, data_of(demo, on))
        assert set(weights) == {plan.id for plan in demo.indicators}
        assert sum(weights.values()) == pytest.approx(1)
        assert min(weights.values()) >= 0


def test_a_flat_column_gets_no_weight_from_its_spread():
    matrix = np.array([[1.0, 5.0], [2.0, 5.0], [4.0, 5.0]])
    for method in ("entropy", "critic", "deviation", "variation"):
        assert METHODS[method](matrix, np.ones(2)).tolist() == [1.0, 0.0], method


def test_stated_weights_change_nothing(demo):
    effect = effect_of(demo, stated_weights(demo))
    assert all(move.rank == move.new_rank for move in effect.moves)
    assert effect.correlation == 1.0


def test_new_weights_rank_by_hand():
    arrays = arrays_of(flat_run({"x": [100, 20], "y": [50, 60]}, [80, 20]))
    effect = effect_of(arrays, {"a": 0.2, "b": 0.8})
    moves = {m.park: (m.rank, m.new_rank, round(m.new_points, 9)) for m in effect.moves}
    assert moves == {"x": (1, 2, 36.0), "y": (2, 1, 58.0)}


def test_items_share_out_what_they_have_together(demo):
    top = [node.id for node in demo.run.plan.root.nodes][:2]
    stated = stated_weights(demo)
    found = spread_below(demo, {top[0]: 3, top[1]: 1})
    below = {node.id: [i.id for i in node.all_indicators()] for node in demo.run.plan.root.nodes}
    first, second = (sum(found[n] for n in below[name]) for name in top)
    assert first == pytest.approx(3 * second)
    assert first + second == pytest.approx(sum(stated[n] for name in top for n in below[name]))
    assert sum(found.values()) == pytest.approx(1)


def test_structure_finds_planted_relations():
    shares = {f"p{i}": [i * 10, i * 10, 100 - i * 10, 50, (i * 37) % 90] for i in range(1, 9)}
    found = structure_of(arrays_of(flat_run(shares, [30, 20, 20, 10, 20])))
    assert [(p.first, p.second) for p in found.redundant] == [("a", "b")]
    assert ("a", "c") in [(p.first, p.second) for p in found.contradicting]
    assert found.flat == ("d",)
    assert sum(w.effective for w in found.weighings) == pytest.approx(1)
    stated = {w.id: w.stated for w in found.weighings}
    assert stated == pytest.approx({"a": 0.3, "b": 0.2, "c": 0.2, "d": 0.1, "e": 0.2})


def test_structure_has_rank_correlations_as_another_library(demo):
    stats = pytest.importorskip("scipy.stats")
    found = structure_of(demo)
    assert found.ranked == pytest.approx(stats.spearmanr(demo.shares).statistic)
    totals = found.between[-1]
    points = [float(x) for x in demo.run.columns.nodes["innovation"].points]
    wanted = stats.pearsonr([points[row] for row in demo.rows], demo.points).statistic
    assert totals[[group.id for group in found.groups].index("innovation")] == pytest.approx(wanted)


def test_eigenvalues_of_a_dimension_add_up_to_its_indicators(demo):
    for group in structure_of(demo).groups:
        assert sum(group.eigenvalues) == pytest.approx(len(group.indicators))
        assert list(group.eigenvalues) == sorted(group.eigenvalues, reverse=True)


def test_raw_alpha_is_that_of_columns_as_they_are():
    shares = {f"p{i}": [i * 10, 5 * i, (i * 37) % 90] for i in range(1, 9)}
    (whole,) = structure_of(arrays_of(flat_run(shares, [30, 20, 50]))).groups
    assert whole.alpha_raw == pytest.approx(cronbach(np.array(list(shares.values())) / 100))
    assert whole.alpha != pytest.approx(whole.alpha_raw)


def test_weights_inside_dimensions_keep_those_of_the_dimensions(demo):
    stated, found = stated_weights(demo), weights_within("principal", data_of(demo), demo)
    for columns in demo.dimensions.values():
        names = [demo.indicators[column].id for column in columns]
        assert sum(found[name] for name in names) == pytest.approx(sum(stated[name] for name in names))
    economy = [demo.indicators[column].id for column in demo.dimensions["economy"]]
    own = data_of(demo)
    places = [own.indicators.index(name) for name in economy]
    alone = METHODS["principal"](own.matrix[:, places], own.directions[places])
    shares = np.array([found[name] for name in economy])
    assert shares / shares.sum() == pytest.approx(alone)


def test_cronbach_alpha_by_hand():
    # Item variances 1 and 1, variance of the sum 3: α = 2 × (1 − 2 ÷ 3).
    columns = np.array([[0, 0.5], [1, 2.0], [2, 0.5 + 1.0]])
    columns[:, 1] = [0.0, 2.0, 1.0]
    assert cronbach(columns) == pytest.approx(2 * (1 - 2 / 3))
    assert cronbach(columns[:, :1]) is None
    assert cronbach(np.zeros((4, 2))) is None


def test_other_methods_agree_on_a_dominance_order():
    shares = {"first": [90, 80], "second": [60, 50], "third": [30, 20], "fourth": [5, 1]}
    arrays = arrays_of(flat_run(shares, [50, 50]))
    for checked in check_methods(arrays):
        assert checked.ranks == {"first": 1, "second": 2, "third": 3, "fourth": 4}, checked.method
        assert (checked.spearman, checked.kendall) == pytest.approx((1.0, 1.0))
        assert checked.disagreements(dict(zip(arrays.ids, arrays.ranks.tolist(), strict=True))) == []


def test_parks_that_are_equal_against_their_own_targets_are_equal_to_other_methods(demo):
    data = data_of(demo)
    row = {park: data.matrix[i] for i, park in enumerate(demo.ids)}
    column = data.indicators.index("investment_done")
    assert data.as_shares[column]
    assert row["lanyue"][column] == row["tingxue"][column]
