"""Pictures: the geometry of each drawing, read back, agrees with the numbers of its chart."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal as D

import pytest

from fivegoods.export.pictures.draw import parts_of, png_of, svg_of
from fivegoods.reports.charts import Chart, ChartKind, Role, Series

SVG = "{http://www.w3.org/2000/svg}"


def series(name, values, role=Role.VALUE):
    return Series(name, tuple(None if value is None else D(str(value)) for value in values), role)


def chart(kind, labels, *rows, **more):
    return Chart(kind, "Title", tuple(labels), rows, "What there is to see", **more)


def drawing(made):
    return ET.fromstring(svg_of(made, "en", alone=True))


def all_of(root, tag, name=None):
    found = [e for e in root.iter(f"{SVG}{tag}") if name is None or e.get("class") == name]
    return [e for e in found if e.find(f"{SVG}title") is not None or tag != "rect"]


def number(element, key):
    return D(element.get(key))


STACKED = chart(
    ChartKind.STACKED, ["Jia", "Yi"],
    series("a", [30, 10]), series("b", [20, 25]), series("open", [0, 15], Role.OPEN), decimals=1, remarks=("50.0 A", "35.0 -"),
)  # fmt: skip


def test_stacked_bars_follow_each_other_and_are_as_long_as_their_numbers():
    root = drawing(STACKED)
    (a1, a2), (b1, b2) = all_of(root, "rect", "s0"), all_of(root, "rect", "s1")
    assert number(a1, "width") / number(a2, "width") == 3
    assert abs(number(b1, "width") / number(a1, "width") - D(20) / 30) < D("0.01")
    for first, second in ((a1, b1), (a2, b2)):
        assert abs(number(first, "x") + number(first, "width") - number(second, "x")) <= D("0.02")
    (missing,) = all_of(root, "rect", "open")
    assert abs(number(missing, "x") - number(b2, "x") - number(b2, "width")) <= D("0.02")
    assert abs(number(missing, "width") / number(a2, "width") - D("1.5")) < D("0.01")
    assert {"50.0 A", "35.0 -"} <= {text.text for text in root.iter(f"{SVG}text")}


def test_what_could_still_come_beyond_full_points_stays_left_of_the_number():
    full, more = series("full", [8], Role.FULL), series("open", [7], Role.OPEN)
    root = drawing(chart(ChartKind.BARS, ["x"], series("points", [5]), more, full, decimals=2))
    (hatched,) = all_of(root, "rect", "open")
    end = next(text for text in root.iter(f"{SVG}text") if text.text == "5.00")
    assert number(hatched, "x") + number(hatched, "width") < number(end, "x")


def test_marks_and_tracks_share_the_scale_of_the_bars():
    root = drawing(
        chart(
            ChartKind.BARS,
            ["x"],
            series("points", [5]),
            series("full", [20], Role.FULL),
            series("mean", [10], Role.MEAN),
            series("best", [20], Role.BEST),
        )
    )
    (bar,), (track,) = all_of(root, "rect", "s0"), all_of(root, "rect", "track")
    marks = [e for e in root.iter(f"{SVG}line") if e.get("class", "").startswith("mark") and e.get("x1") == e.get("x2")]
    mean, best = (number(mark, "x1") for mark in marks[:2])
    assert number(track, "width") == 4 * number(bar, "width")
    assert abs(mean - number(bar, "x") - 2 * number(bar, "width")) <= D("0.02")
    assert abs(best - number(track, "x") - number(track, "width")) <= D("0.02")


def test_a_radar_point_lies_at_its_share_of_the_spoke():
    root = drawing(chart(ChartKind.RADAR, ["n", "e", "s", "w"], series("a", [1, "0.5", 0, "0.25"]), is_percent=True))
    dots = [(number(e, "cx"), number(e, "cy")) for e in root.iter(f"{SVG}circle")]
    middle = dots[2]
    lengths = [abs(x - middle[0]) + abs(y - middle[1]) for x, y in dots]
    assert [round(length / lengths[0], 2) for length in lengths] == [1, D("0.5"), 0, D("0.25")]


def test_a_darker_cell_is_a_larger_share_and_missing_is_no_cell():
    root = drawing(chart(ChartKind.HEATMAP, ["i", "j", "k"], series("p", [0, "0.55", None]), is_percent=True))
    cells = [e for e in root.iter(f"{SVG}rect") if e.get("class", "").startswith("h") and e.get("class") != "hatch"]
    assert [cell.get("class") for cell in cells] == ["h0", "h5"]
    assert "-" in {text.text for text in root.iter(f"{SVG}text")}


def test_a_waterfall_steps_from_one_total_to_the_other():
    root = drawing(chart(ChartKind.WATERFALL, ["2023", "tax", "penalty", "2024"], series("points", [70, 5, -2, 73])))
    (gain,), (loss,) = all_of(root, "rect", "gain"), all_of(root, "rect", "loss")
    first, last = all_of(root, "rect", "total")
    end = number(gain, "x") + number(gain, "width")
    assert abs(number(first, "x") + number(first, "width") - number(gain, "x")) <= D("0.02")
    assert abs(number(loss, "x") + number(loss, "width") - end) <= D("0.02")
    assert abs(number(last, "x") + number(last, "width") - number(loss, "x")) <= D("0.02")
    assert abs(number(gain, "width") / number(loss, "width") - D("2.5")) < D("0.01")


def test_intervals_of_more_than_forty_ranks_are_true():
    """They are drawn from numbers, not from forty characters of a terminal."""
    rows = [series("low", [1, 90], Role.LOW), series("high", [3, 138], Role.HIGH), series("now", [2, 100], Role.NOW)]
    first, second = all_of(drawing(chart(ChartKind.INTERVALS, ["p", "q"], *rows)), "rect", "band")
    assert abs(number(second, "width") / number(first, "width") - 24) < D("0.2")
    assert number(second, "x") > number(first, "x")


def test_slopes_put_rank_one_on_top():
    root = drawing(chart(ChartKind.SLOPES, ["2023", "2024"], series("a", [1, 3]), series("b", [3, 1])))
    heights = [number(e, "cy") for e in root.iter(f"{SVG}circle")]
    assert heights[0] < heights[1] == heights[2] > heights[3] == heights[0]


EVERY = [
    STACKED,
    chart(ChartKind.BARS, ["<b>&"], series("x", [None]), series("full", [0], Role.FULL)),
    chart(ChartKind.RADAR, ["a"], series("x", ["1.5"])),
    chart(ChartKind.HEATMAP, [], series("x", [])),
    chart(ChartKind.WATERFALL, ["a", "b"], series("x", [0, 0])),
    chart(ChartKind.SLOPES, ["a"], series("x", [None])),
    chart(ChartKind.INTERVALS, ["a"], series("x", [1], Role.LOW), series("y", [None], Role.HIGH)),
]


@pytest.mark.parametrize("made", EVERY, ids=lambda made: made.kind.value)
def test_every_picture_is_sound_says_what_it_shows_and_is_the_same_again(made):
    root = drawing(made)
    assert root.get("aria-label") == "What there is to see"
    assert "http" not in svg_of(made, "zh")
    png, width, _ = png_of(made, "zh")
    assert png.startswith(b"\x89PNG")
    assert width > 0
    assert png_of(made, "zh")[0] == png


@pytest.mark.parametrize("kind", [ChartKind.STACKED, ChartKind.BARS, ChartKind.INTERVALS])
def test_a_long_picture_goes_on_in_another_on_the_same_scale(kind):
    values = range(1, 61)
    rows = [series("x", values)]
    if kind is ChartKind.INTERVALS:
        rows = [series("x", [0] * 60, Role.LOW), series("y", values, Role.HIGH)]
    made = chart(kind, [f"p{n}" for n in values], *rows, remarks=tuple(f"r{n}" for n in values))
    pictures = list(parts_of(made))
    assert [label for part in pictures for label in part.labels] == list(made.labels)
    assert [remark for part in pictures for remark in part.remarks] == list(made.remarks)
    assert max(len(part.labels) for part in pictures) <= 25
    look = "band" if kind is ChartKind.INTERVALS else "s0"
    drawn = [number(bar, "width") for part in pictures for bar in all_of(drawing(part), "rect", look)]
    assert all(abs(width / drawn[-1] - D(n) / 60) < D("0.01") for n, width in enumerate(drawn, start=1))
    assert list(parts_of(STACKED)) == [STACKED]


def test_every_dot_lies_at_its_rank():
    ranks = [series(name, [rank]) for name, rank in (("a", 2), ("b", 4), ("c", 3))]
    root = drawing(chart(ChartKind.INTERVALS, ["p"], series("l", [2], Role.LOW), series("h", [4], Role.HIGH), *ranks))
    a, b, c = (number(dot, "cx") for dot in all_of(root, "circle") if dot.find(f"{SVG}title") is not None)
    (band,) = all_of(root, "rect", "band")
    assert (a, b) == (number(band, "x"), number(band, "x") + number(band, "width"))
    assert abs(2 * c - a - b) <= D("0.02")
