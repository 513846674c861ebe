"""Cleaning, widths, folding, cells: what every renderer stands on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from export.render_support import ESCAPES, cells_table, head
from fivegoods.export.cells import Bar, bar_text, cell_text, grid_of
from fivegoods.export.terminal.layout import fit, fold
from fivegoods.messages.sanitise import clean, one_line, pad, width_of
from fivegoods.reports.model import Kind


def test_control_characters_go_and_text_stays():
    assert clean(ESCAPES) == "红2J"
    assert clean("a\x1b]8;;http://x\x07b\x1b]8;;\x07") == "ab"
    assert clean("一\r\n二\r三\t四") == "一\n二\n三\t四"
    assert one_line(" 一\n 二\t三 ") == "一 二 三"


@given(st.text())
def test_nothing_a_terminal_obeys_is_left(text):
    left = clean(text)
    assert not {char for char in left if (ord(char) < 32 and char not in "\n\t") or 127 <= ord(char) < 160}
    assert clean(left) == left


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("园区", 4), ("（虚构）", 8), ("e\u0301", 1), ("", 0)])
def test_chinese_is_two_columns_wide(text, width):
    assert width_of(text) == width == cell_len(text)
    assert width_of(pad(text, 10)) == 10
    assert pad(text, 10, right=True).endswith(text)


def test_padding_never_cuts():
    assert pad("湘乡经济开发区", 4) == "湘乡经济开发区"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("湘乡经济开发区", 8, ["湘乡经济", "开发区"]),
        ("20 吨/亿元、2 吨/亿元", 12, ["20 吨/亿元、", "2 吨/亿元"]),
        ("漱玉产业园（虚构）", 10, ["漱玉产业园", "（虚构）"]),
        ("full points × value", 11, ["full points", "× value"]),
        ("value_added_per_emission", 10, ["value_adde", "d_per_emis", "sion"]),
        ("", 5, [""]),
    ],
)
def test_fold_breaks_where_a_reader_would(text, width, lines):
    assert fold(text, width) == lines


@given(st.text(st.characters(categories=("L", "N", "P")), max_size=60), st.integers(4, 30))
def test_fold_loses_nothing_and_fits(text, width):
    lines = fold(text, width)
    assert "".join(lines) == text
    assert all(width_of(line) <= width for line in lines)


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 12)), min_size=1, max_size=9), st.integers(1, 160))
def test_columns_fit_the_room_or_are_refused(wishes, room):
    natural = [wide + least for wide, least in wishes]
    least = [least for _, least in wishes]
    widths = fit(natural, least, room)
    if widths is None:
        assert sum(least) > room
    else:
        assert sum(widths) == min(room, sum(natural))
        assert all(low <= width <= high for low, width, high in zip(least, widths, natural, strict=True))


@pytest.mark.parametrize(
    ("cell", "column", "text"),
    [
        (None, head("x", "x"), "-"),
        (Decimal("2.005"), head("x", "x", Kind.NUMBER, 2), "2.01"),
        (Decimal("2.50"), head("x", "x", Kind.NUMBER), "2.5"),
        (Decimal("-0.001"), head("x", "x", Kind.NUMBER, 2), "0.00"),
        (Decimal("0.0523"), head("x", "x", Kind.PERCENT), "5.2%"),
        (1, head("x", "x", Kind.PERCENT), "100.0%"),
        (3, head("x", "x", Kind.RANK), "3"),
        ("一\n二", head("x", "x"), "一 二"),
    ],
)
def test_cells_are_rounded_half_up_for_display_only(cell, column, text):
    assert cell_text(cell, column) == text


def test_first_cell_shows_depth():
    table = cells_table((head("a", "a"),), (("x",), ("y",)), indents=(0, 2))
    assert grid_of(table) == [["x"], ["    y"]]


@pytest.mark.parametrize(
    ("points", "possible", "full", "text"),
    [
        ("5", "5", "10", "█████....."),
        ("0", "10", "10", "----------"),
        ("5", "7", "10", "█████--..."),
        ("12", "12", "10", "██████████"),
        ("-2", "-2", "10", ".........."),
        ("0", "0", "0", ".........."),
    ],
)
def test_a_bar_tells_points_from_what_is_open_without_colour(points, possible, full, text):
    bar = Bar("x", Decimal(points), Decimal(possible), Decimal(full), Decimal(full))
    assert bar_text(bar, 10) == text
    assert text.encode("gbk")
