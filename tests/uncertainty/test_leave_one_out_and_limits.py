"""Leaving one part out is `whatif --drop`; what is reused gives the same; work that does not fit is refused first."""

from pathlib import Path

import numpy as np
import pytest

from cli.cli_support import Program
from fivegoods import api
from fivegoods.analysis.whatif.apply import rerun
from fivegoods.analysis.whatif.changes import Drop
from fivegoods.checks import limits
from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.uncertainty.draws.tally import Counts, Tally, mean_shifts
from fivegoods.uncertainty.robustness import Effort, analyse
from fivegoods.uncertainty.sampling.sobol import generators, sobol
from scoring.scoring_support import criteria_of, park_of, run_of

ROOT = Path(__file__).parents[2]
DEMO = str(ROOT / "samples" / "demo")
QUICK = Effort(draws=10, points=0)


@pytest.fixture(scope="module")
def demo():
    return api.open_run([DEMO]).run


@pytest.fixture
def program(capsys):
    return Program(capsys)


def test_every_part_left_out_ranks_as_what_if_without_it(demo):
    found = analyse(demo, Uncertainty(), QUICK)
    assert len(found.left_out) > 20
    for left in found.left_out:
        after = rerun(demo, "luming", [Drop(left.id)])
        ranks = {s.park.id: s.rank for s in after.scores if s.rank is not None}
        assert left.ranks_by_park().items() <= ranks.items()
        assert len(left.ranks_by_park()) >= 20


def test_a_part_that_others_read_is_named_and_stays():
    file = criteria_of(
        "fields: {x: {name: x, unit: 家}}\nindicators:\n"
        "  i: {name: i, points: 10, unit: 家, value: x, rule: {kind: ratio, to: 9}}\n"
        '  j: {name: j, points: 10, unit: 分, value: points("i"), rule: {kind: ratio, to: 9}}\n'
    )
    run = run_of(file, [park_of(file, f"p{n}", {"x": n}) for n in (1, 2, 3)])
    found = analyse(run, Uncertainty(drop_indicator=True), QUICK)
    assert (found.kept, [left.id for left in found.left_out]) == (("i",), ["j"])


def test_generators_are_chosen_on_whole_numbers():
    assert generators(821, 6).tolist() == [1, 337, 256, 59, 245, 36]
    assert generators(5, 4).tolist()[:2] == [1, 2]


def ishigami(u):
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_the_error_that_is_printed_is_about_the_error_there_is():
    # SciPy 1.17's sobol_indices, median of 20 seeds at 10,240 evaluations: 0.0048.
    right = np.array([[0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]])
    errors, printed = [], []
    for seed in range(9):
        found = sobol(ishigami, [("a", 1), ("b", 1), ("c", 1)], seed=seed)
        own = np.array([[i.first for i in found.choices], [i.total for i in found.choices]])
        errors.append(np.abs(own - right).max())
        printed.append(found.error)
    assert found.evaluations == 8210
    assert np.median(errors) <= 0.0048
    assert 0.3 <= np.median(printed) / np.median(errors) <= 3


def test_counts_over_draws_are_those_of_a_loop():
    random = np.random.default_rng(4)
    ranks = np.stack([np.argsort(np.argsort(random.random(7))) + 1 for _ in range(40)], axis=1)
    ranks[0, :5] = ranks[1, :5]  # ties
    tally = Tally(ranks.astype(np.uint8), Counts.none(7))
    rows = np.arange(7)
    ahead, behind = tally.pairs(rows)
    for first in range(7):
        for second in range(first + 1, 7):
            assert ahead[first, second - first - 1] == sum(ranks[first] < ranks[second])
            assert behind[first, second - first - 1] == sum(ranks[first] > ranks[second])
    parted = [sum(ranks[: k + 1, d].max() < ranks[k + 1 :, d].min() for d in range(40)) for k in range(6)]
    assert tally.parted(rows).tolist() == parted
    assert tally.quantiles((0.0, 0.5, 1.0))[:, 0].tolist() == ranks.min(axis=1).tolist()
    assert tally.quantiles((0.0, 0.5, 1.0))[:, 1].tolist() == np.sort(ranks, axis=1)[:, 19].tolist()
    nominal = np.arange(1, 8)
    assert mean_shifts(tally.ranks, nominal, rows) == pytest.approx(np.abs(ranks - nominal[:, None]).mean(axis=0))


def test_peers_are_ranked_with_and_not_shown(program, tmp_path):
    for name in ("luming", "fuyao"):
        text = (ROOT / f"samples/demo/{name}-2024.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = program(
        "robustness", tmp_path, "--peers", DEMO, "--noise", "0%", "-n", 20, "--no-drivers", "-q", "-f", "json"
    )
    assert [(p["id"], p["rank"], p["low"], p["high"]) for p in done.data["parks"]] == [
        ("fuyao", 18, 18, 18), ("luming", 19, 19, 19)
    ]  # fmt: skip
    assert done.data["pairs_compared"] == 1


def test_draws_that_do_not_fit_are_refused_with_the_most_that_do(program, monkeypatch):
    monkeypatch.setattr(limits, "_RANKS_BYTES", 22 * 300)
    done = program("robustness", DEMO, "-n", 400, "--lang", "en", "-q")
    assert (done.code, done.out) == (2, "")
    assert "error[FG617] 400 draws of 22 parks do not fit into memory: at most 300" in done.err
    assert program("robustness", DEMO, "-n", 300, "--no-drivers", "-q").code == 0


def test_data_sets_that_do_not_fit_are_refused_with_the_most_that_do(program, monkeypatch, tmp_path):
    monkeypatch.setattr(limits, "_SHARES_BYTES", 22 * 20 * 8 * 3 * 5)
    (tmp_path / "u.yaml").write_text("errors: {tax: {by: 5%}}\ndata_draws: 9\n", encoding="utf-8")
    done = program("robustness", DEMO, "-u", tmp_path / "u.yaml", "--lang", "en", "-q")
    assert done.code == 2
    assert "error[FG618] 9 data sets of 22 parks" in done.err


def test_pairs_that_do_not_fit_are_refused(program, monkeypatch):
    monkeypatch.setattr(limits, "_MOST_OF_PAIRS", 10)
    done = program("weights", "check", DEMO, "--lang", "en", "-q")
    assert done.code == 2
    assert "error[FG619] every pair of 22 parks does not fit into memory: at most 10 parks" in done.err
