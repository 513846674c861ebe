"""Results written piece by piece: the same bytes as in one go, never whole in memory, whole in the file or not at all."""

from __future__ import annotations

import json
import tracemalloc
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.render_support import bars, cells_table, head, report, steps, table
from fivegoods import api
from fivegoods.export import csv as tables_csv
from fivegoods.export import json as machine
from fivegoods.export import markdown
from fivegoods.export.output import Format, encoded, encoding_of, write_files
from fivegoods.export.terminal import lines as plain
from fivegoods.reports.model import Column, Streamed, Table
from fivegoods.reports.results.ranking import RankingProduct

SAMPLES = Path(__file__).parents[2] / "samples"

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.decimals(-(10**6), 10**6, places=9)
ITEMS = st.lists(
    SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.text("ab", max_size=2), SCALARS), max_size=4
)


def items_table(items):
    """Return items as a table: what programs read of each is the item and its place."""
    columns = (Column("item", "", lambda row: row[1]), Column("place", "", lambda row: row[0]))
    return Table(columns, list(enumerate(items)))


@given(ITEMS, st.integers(0, 2))
def test_a_table_is_written_like_a_list_of_mappings(items, depth):
    made, plainly = items_table(items), [{"item": item, "place": place} for place, item in enumerate(items)]
    for _ in range(depth):
        made, plainly = {"in": made, "n": 1}, {"in": plainly, "n": 1}
    assert machine.render(made) == machine.render(plainly)


@given(ITEMS)
def test_a_table_in_a_row_of_a_table_is_written_like_any_other(items):
    plainly = [[{"item": item, "place": place} for place, item in enumerate(items)], {"b": [1, None]}]
    made = Table((Column("a", "", lambda row: row),), [items_table(items), {"b": (1, None)}])
    assert machine.render({"t": made}) == machine.render({"t": [{"a": one} for one in plainly]})


@pytest.mark.parametrize("count", [machine.MOST_INDENTED, machine.MOST_INDENTED + 1])
def test_rows_of_a_long_table_stand_on_a_line_each_and_mean_the_same(count):
    columns = (
        Column("id", "", str),
        Column("points", "", lambda n: Decimal(n) / 4),
        Column("in", "", lambda n: {"n": [n, {}]}),
    )
    text = machine.render({"schema": 1, "parks": Table(columns, range(count)), "last": []})
    wanted = [{"id": str(n), "points": Decimal(n) / 4, "in": {"n": [n, {}]}} for n in range(count)]
    read = json.loads(text, parse_float=Decimal)
    assert read == {"schema": 1, "parks": wanted, "last": []}
    assert list(read) == ["schema", "parks", "last"]
    lines = text.splitlines()
    assert lines[:3] == ["{", '  "schema": 1,', '  "parks": [']
    if count > machine.MOST_INDENTED:
        assert lines[3] == '    {"id":"0","points":0,"in":{"n":[0,{}]}},'
        assert len(lines) == count + 6
    else:
        assert lines[3:6] == ["    {", '      "id": "0",', '      "points": 0,']


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
    parks = Table((Column("id", "", "e{}".format), Column("points", "", Decimal)), range(1_000_000))
    begun = "".join(islice(machine.pieces({"schema": 1, "parks": parks}), 12))
    assert '"id":"e2"' in begun


def test_writing_takes_the_memory_of_one_park_not_of_all():
    parks = Table((Column("id", "", "e{}".format), Column("notes", "", lambda _: ["x" * 2000])), range(2000))

    tracemalloc.start()
    try:
        size = sum(map(len, machine.pieces({"parks": parks})))
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
    ],
)
def test_lines_come_one_by_one_and_make_the_whole(pieces, whole):
    lines = list(pieces)
    assert "".join(lines) == whole
    assert len(lines) > 3


@pytest.mark.parametrize("made", [tuple, lambda rows: Streamed(lambda: iter(rows))])
def test_csv_comes_thousands_of_lines_at_a_time_and_makes_the_whole(made):
    rows = [(f"e{n}", n % 7) for n in range(12_000)]
    pieces = list(tables_csv.pieces(cells_table((head("a", "a"), head("b", "b")), made(rows))))
    assert len(pieces) > 3
    assert "".join(pieces) == "a,b\r\n" + "".join(f"{a},{b}\r\n" for a, b in rows)


def test_a_table_made_row_by_row_is_written_like_any_other():
    columns = (head("a", "a"), head("b", "b"))
    rows = [(f"园 {n} | x", n) for n in range(3)]
    lazy, eager = cells_table(columns, Streamed(lambda: iter(rows))), cells_table(columns, tuple(rows))
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
        write_files([(file, pieces())])
    assert file.read_text(encoding="utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [file]
    write_files([(file, [b"a", b"b"])])
    assert file.read_bytes() == b"ab"


def test_json_of_records_is_read_back_in_order():
    tree = {"parks": Table((Column("n", "", int),), [3, 1, 2]), "last": True}
    assert list(json.loads(machine.render(tree)).items()) == [("parks", [{"n": 3}, {"n": 1}, {"n": 2}]), ("last", True)]


@pytest.mark.parametrize("sample", ["demo", "meizhou-2016"])
def test_a_column_of_parks_holds_the_cell_of_each(sample):
    run = api.open_run([str(SAMPLES / sample)]).run
    for column in RankingProduct(run, "en").records().columns:
        assert list(column.each(run.scores)) == [column.cell(score) for score in run.scores], column.key
