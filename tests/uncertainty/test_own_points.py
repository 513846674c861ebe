"""Weights as YAML: rules that state points of their own have to be multiplied too, and the report says by what."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from analysis.analysis_support import park, run_of
from fivegoods.uncertainty.weights.effect import with_own_points

CRITERIA = """
fields: {x: {name: x, unit: 家}, y: {name: y, unit: 家}}
indicators:
  line: {name: l, unit: 家, WEIGHT_LINE, value: x, rule: {kind: goalposts, worst: 0, best: 10}}
  band: {name: b, unit: 家, WEIGHT_BAND, value: y, rule: {kind: bands, bands: [{from: 5, points: FULL}, {below: 5, points: HALF}]}}
  hand: {name: h, WEIGHT_HAND, rule: {kind: manual}}
"""
NOW = {"WEIGHT_LINE": "points: 20", "WEIGHT_BAND": "points: 10", "WEIGHT_HAND": "points: 10", "FULL": "10", "HALF": "4"}


def criteria(**changes: str) -> str:
    text = CRITERIA
    for key, value in {**NOW, **changes}.items():
        text = text.replace(key, value)
    return text


def test_bands_and_points_given_by_hand_do_not_grow_with_their_weight():
    run = run_of(criteria(), park("a", x=5, y=7, points={"hand": 3}), park("b", x=0, y=1))
    assert with_own_points(run) == ("band", "hand")


def test_multiplied_rules_give_the_points_that_the_weights_foresee():
    members = park("a", x=5, y=7, points={"hand": 3}), park("b", x=6, y=1, points={"hand": 0})
    assert run_of(criteria(), *members).of("b").points == 12 + 4
    weights = {"WEIGHT_LINE": "weight: 10", "WEIGHT_BAND": "weight: 25", "WEIGHT_HAND": "weight: 5"}
    bare = run_of("points: 40\n" + criteria(**weights), *members)
    assert bare.of("b").points == 6 + 4
    run = run_of("points: 40\n" + criteria(**weights, FULL="25", HALF="10"), *members)
    shares = {"line": D("0.6"), "band": D("0.4"), "hand": D(0)}
    assert run.of("b").points == 10 * shares["line"] + 25 * shares["band"]


@pytest.mark.parametrize(("lang", "words"), [("zh", "自带分值"), ("en", "state points of their own")])
def test_the_report_names_them_with_their_factor(capsys, monkeypatch, lang, words):
    from pathlib import Path

    from cli.cli_support import Program

    monkeypatch.chdir(Path(__file__).parents[2])
    out = Program(capsys)("weights", "equal", "samples/demo", "--lang", lang).out
    (line,) = [line for line in out.splitlines() if words in line]
    # Sixteen indicators get one sixteenth each; today plant_stage has 6 points of about 100.
    name = {"zh": "污水处理厂建设", "en": "Sewage treatment plant"}[lang]
    assert f"{name} × 1.0" in line
