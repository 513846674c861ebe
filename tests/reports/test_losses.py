"""Losses add up: what a dimension lost is what its parts lost, a surplus counting against it."""

from decimal import Decimal
from pathlib import Path

import pytest

from cli.cli_support import Program
from fivegoods import api
from fivegoods.analysis import losses
from fivegoods.scoring.columns import Outcome

ROOT = Path(__file__).parents[2]

CRITERIA = """
name: {zh: 试, en: Trial}
status: example
notice: {zh: 试, en: trial}
sources: {doc: {title: {zh: 某, en: X}, attested: ours}}
fields: {a: {name: 甲, unit: 家}, b: {name: 乙, unit: 家}, c: {name: 丙, unit: 家}}
dimensions:
  d:
    name: {zh: 维, en: D}
    indicators:
      open: {name: {zh: 上不封顶, en: Open}, unit: 家, points: 12, value: a, rule: {kind: ratio, to: 12}, source: doc}
      short: {name: {zh: 不足, en: Short}, unit: 家, points: 10, value: b, rule: {kind: ratio, to: 100, at_most_times: 1}, source: doc}
      gone: {name: {zh: 缺报, en: Gone}, unit: 家, points: 8, value: c, rule: {kind: ratio, to: 4, at_most_times: 1.5}, source: doc}
"""


@pytest.fixture
def lost(capsys, tmp_path):
    def call(*figures):
        (tmp_path / "c.yaml").write_text(CRITERIA, encoding="utf-8")
        data = ", ".join(f"{name}: {value}" for name, value in zip("abc", figures, strict=False))
        (tmp_path / "p.yaml").write_text(f"id: p\nname: 甲园\nyear: 2024\ndata: {{{data}}}\n", encoding="utf-8")
        done = Program(capsys)("score", tmp_path / "p.yaml", "-c", tmp_path / "c.yaml", "--lang", "en", "-f", "md")
        rows = [
            [cell.strip(" *") for cell in line.strip("|").split("|")] for line in done.out.splitlines() if "|" in line
        ]
        column = next(row.index("Lost") for row in rows if "Lost" in row)
        found = {row[0].replace("&nbsp;", ""): row[column] for row in rows if len(row) > column}
        return [found[name] for name in ("D", "Open", "Short", "Gone")], "A loss below zero is a surplus" in done.out

    return call


def test_a_surplus_is_shown_so_that_losses_add_up(lost):
    # 15.47 of 12 and 0.07 of 10: 9.93 − 3.47 = 6.46.
    assert lost("15.47", "0.7", "4") == (["6.46", "-3.47", "9.93", "0.00"], True)


def test_without_a_surplus_nothing_is_said_of_one(lost):
    assert lost("12", "50", "4") == (["5.00", "0.00", "5.00", "0.00"], False)


def test_points_that_only_missing_data_could_bring_are_no_surplus(lost):
    # The third could bring 12 of 8: its 4 beyond full are not there yet.
    assert lost("12", "50") == (["5.00", "0.00", "5.00", "-"], False)


def test_losses_of_every_dimension_of_the_samples_add_up():
    run = api.open_run([ROOT / "samples" / "demo"], criteria="demo-parks/2024").run
    checked = 0
    for score in run.scores:
        for node in score.root.walk():
            # A veto takes all; what is left out is carried by the others.
            if node is score.root or node.outcome is not Outcome.SCORED or node.scale != 1:
                continue
            added = sum(a.points for a in score.adjustments if a.to == node.plan.id)
            below = sum(losses.lost(child) for child in node.parts if not losses.is_left_out(child))
            assert abs(below - added - losses.lost(node)) < Decimal("1e-9"), (score.park.id, node.plan.id)
            checked += 1
    assert checked > 100
