"""Ill-formed parts are dropped and the rest stays as it was."""

from __future__ import annotations

from fivegoods.reading.yaml.document import without


def test_parts_are_dropped_at_any_depth():
    data = {"a": 1, "b": {"c": 2, "d": [3, 4, {"e": 5, "f": 6}]}, "g": [7]}
    paths = [("a",), ("b", "d", 0), ("b", "d", 2, "e"), ("g", 0), ("x", "y")]
    assert without(data, paths) == {"b": {"c": 2, "d": [4, {"f": 6}]}, "g": []}
    assert data["b"]["d"] == [3, 4, {"e": 5, "f": 6}]


def test_what_holds_nothing_ill_formed_is_not_copied():
    data = {"a": {"big": 1}, "b": 2}
    assert without(data, [("b",)])["a"] is data["a"]
    assert without(data, []) is data
    assert without(data, [()]) is data


def test_a_list_loses_several_items_at_once():
    assert without([0, 1, 2, 3], [(0,), (2,)]) == [1, 3]
