"""Results written piece by piece: the same bytes as in one go, never whole in memory, whole in the file or not at all."""

from __future__ import annotations

import json
import tracemalloc
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.render_support import bars, report, steps, table
from fivegoods.export import csv as tables_csv
from fivegoods.export import json as machine
from fivegoods.export import markdown
from fivegoods.export.output import Format, encoded, encoding_of, write_file
from fivegoods.export.terminal import plain
from fivegoods.reports.lazy import Each, Shared
from fivegoods.reports.model import Column, Table

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.decimals(allow_nan=False, allow_infinity=False)
)
ITEMS = st.lists(
    SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.text("ab", max_size=2), SCALARS), max_size=4
)


def same(item):
    return item


@given(ITEMS, st.integers(0, 2))
def test_a_list_made_item_by_item_is_written_like_any_other(items, depth):
    made, plainly = Each(items, same), items
    for _ in range(depth):
        made, plainly = {"in": made, "n": 1}, {"in": plainly, "n": 1}
    assert machine.render(made) == machine.render(plainly)


@given(ITEMS)
def test_a_shared_list_is_written_alike_at_every_depth(items):
    shared = Shared(items)
    tree = {"a": shared, "b": [shared, {"c": shared}], "d": Each([shared], same)}
    plainly = {"a": items, "b": [items, {"c": items}], "d": [items]}
    assert machine.render(tree) == machine.render(tree) == machine.render(plainly)


def test_both_are_sequences():
    squares = Each(range(4), lambda n: n * n)
    assert (len(squares), squares[-1], list(squares[1:3]), list(squares)) == (4, 9, [1, 4], [0, 1, 4, 9])
    shared = Shared([1, 2, 3])
    assert (len(shared), shared[0], shared[1:], list(shared)) == (3, 1, [2, 3], [1, 2, 3])


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0.100000000000", "0.1"),
        ("100.000000000000", "100"),
        ("-0.000000000000", "0"),
        ("-0", "0"),
        ("1E+3", "1000"),
        ("1E-9", "0.000000001"),
        ("-12.50", "-12.5"),
        ("1E+70", "1E+70"),
        ("1E-70", "1E-70"),
        ("9" * 40 + "." + "1" * 40 + "0", "9" * 40 + "." + "1" * 40),
    ],
)
def test_numbers_are_plain_and_end_in_no_zeros(number, written):
    assert machine.render(Decimal(number)) == written + "\n"


def test_a_million_parks_begin_to_be_written_at_once():
    parks = Each(range(1_000_000), lambda number: {"id": f"e{number}", "points": Decimal(number)})
    begun = "".join(islice(machine.pieces({"schema": 1, "parks": parks}), 12))
    assert '"id": "e2"' in begun


def test_writing_takes_the_memory_of_one_park_not_of_all():
    def park(number):
        return {"id": f"e{number}", "notes": ["x" * 2000]}

    tracemalloc.start()
    try:
        size = sum(map(len, machine.pieces({"parks": Each(range(2000), park)})))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 4_000_000
    assert peak < 200_000


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (plain.pieces(report(table(), bars(), steps())), plain.render(report(table(), bars(), steps()))),
        (markdown.pieces(report(table(), bars(), steps())), markdown.render(report(table(), bars(), steps()))),
        (tables_csv.pieces(table()), tables_csv.render(table())),
    ],
)
def test_lines_come_one_by_one_and_make_the_whole(pieces, whole):
    lines = list(pieces)
    assert "".join(lines) == whole
    assert len(lines) > 3


def test_a_table_made_row_by_row_is_written_like_any_other():
    columns = (Column("a", "a"), Column("b", "b"))
    rows = [(f"园 {n} | x", n) for n in range(3)]
    lazy, eager = Table(columns, Each(rows, same)), Table(columns, tuple(rows))
    assert markdown.render(report(lazy)) == markdown.render(report(eager))
    assert plain.render(report(lazy)) == plain.render(report(eager))
    assert tables_csv.render(lazy) == tables_csv.render(eager)


def test_a_file_has_its_mark_once_and_what_an_encoding_lacks_is_a_question_mark():
    assert b"".join(encoded(["甲", "乙"], encoding_of(Format.CSV))) == "\ufeff甲乙".encode()
    assert b"".join(encoded(["甲", "乙"], encoding_of(Format.JSON))) == "甲乙".encode()
    assert b"".join(encoded(["a甲", "b"], "ascii")) == b"a?b"


def test_a_file_is_replaced_only_when_all_pieces_are_written(tmp_path):
    file = tmp_path / "r.json"
    file.write_text("as it was", encoding="utf-8")

    def pieces():
        yield b"{" * 1_000_000
        assert file.read_text(encoding="utf-8") == "as it was"
        msg = "in the middle"
        raise ArithmeticError(msg)

    with pytest.raises(ArithmeticError, match="in the middle"):
        write_file(file, pieces())
    assert file.read_text(encoding="utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [file]
    write_file(file, [b"a", b"b"])
    assert file.read_bytes() == b"ab"


def test_json_of_records_is_read_back_in_order():
    tree = {"parks": Each([3, 1, 2], lambda n: {"n": n}), "last": True}
    assert list(json.loads(machine.render(tree)).items()) == [("parks", [{"n": 3}, {"n": 1}, {"n": 2}]), ("last", True)]
