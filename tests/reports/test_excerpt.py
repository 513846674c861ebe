"""Long tables on a screen: their ends, what is left out, and how to get the rest."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from export.render_support import cells_table, head, report, steps
from fivegoods import load_criteria
from fivegoods.reports.excerpt import SCREEN, Extent, excerpt, top
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Column, Kind, Medium, NumberedList, Paragraph, Section, Table

ENDS = Extent(4, 2, 1, rest="excerpt.rest")
COLUMNS = (head("rank", "名次", Kind.RANK), head("park", "园区", Kind.PARK), head("points", "得分", Kind.NUMBER, 2))


def parks(count, **changes):
    rows = tuple((str(number), f"园区{number}", Decimal(count - number)) for number in range(1, count + 1))
    return cells_table(COLUMNS, rows, **changes)


def blocks(made, extent):
    return excerpt(made, extent).sections[0].blocks


def test_a_table_up_to_the_limit_is_left_as_it_is():
    made = report(parks(4), Paragraph("x"), steps())
    assert excerpt(made, ENDS) == made


def test_of_a_longer_one_the_ends_are_shown_with_the_exact_number_left_out():
    table, note = blocks(report(parks(9)), ENDS)
    shown = [row.cells for row in table.seen_rows()]
    assert [row[1] for row in shown] == ["园区1", "园区2", "...", "园区9"]
    assert {len(row) for row in shown} == {len(COLUMNS)}
    assert note.text.splitlines()[0] == "共 9 行，只显示前 2 行和后 1 行，略去 6 行。"
    assert "-o 文件.csv" in note.text


def test_it_says_so_in_english():
    _, note = blocks(report(parks(9), lang="en"), ENDS)
    assert note.text.startswith("9 rows: the first 2 and the last 1 are shown, 6 are left out.\n")
    assert "-o FILE.csv or -o FILE.md" in note.text


def test_how_to_get_the_rest_is_said_once():
    made = report(parks(9), parks(8))
    texts = [block.text for block in blocks(made, ENDS) if isinstance(block, Paragraph)]
    assert [text.count("-o ") for text in texts] == [2, 0]
    assert [text.split("略去 ")[1][0] for text in texts] == ["6", "5"]


def test_strong_rows_and_depths_go_with_their_rows():
    made = parks(9, strong=frozenset({0, 4, 8}), indents=tuple(range(9)))
    table = blocks(report(made), ENDS)[0]
    assert [row.is_sum for row in table.seen_rows()] == [True, False, False, True]
    assert [row.depth for row in table.seen_rows()] == [0, 1, 0, 8]


def test_only_the_rows_shown_are_made():
    looked_at = []

    def park(number):
        looked_at.append(number)
        return f"园区{number}"

    table, _ = blocks(report(Table((Column("park", "园区", park, Kind.PARK),), range(170_000))), SCREEN)
    assert len(list(table.seen_rows())) == 61
    assert looked_at == [*range(50), *range(169_990, 170_000)]


def test_numbered_lines_are_shortened_at_their_end():
    many = NumberedList(steps().items * 3)
    shown, note = blocks(report(many), ENDS)
    assert shown.items == many.items[:2]
    assert note.text.startswith("共 6 行，只显示前 2 行，略去 4 行。")


def test_top_shortens_tables_of_parks_and_no_others():
    grades = cells_table((head("grade", "等级"), head("count", "园区数")), (("A", 1), ("B", 2), ("C", 3)))
    made = report(parks(3), grades, steps())
    table, note, *rest = blocks(made, top(1))
    assert [row.cells[1] for row in table.seen_rows()] == ["园区1"]
    assert note.text == "共 3 行，只显示前 1 行，略去 2 行。"
    assert rest == [grades, steps()]


def test_the_rest_of_a_report_stays():
    made = replace(report(parks(9)), sections=(Section("a", (parks(9),), level=3, since=Medium.FILE), Section("b", ())))
    shown = excerpt(made, ENDS)
    assert replace(shown, sections=()) == replace(made, sections=())
    assert [(s.heading, s.level, s.since) for s in shown.sections] == [("a", 3, Medium.FILE), ("b", 2, Medium.SCREEN)]


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [
        ("zh", 0, ""),
        ("zh", 100, "、".join(f"园{n}" for n in range(100))),
        ("zh", 101, "园0、园1、园2、园3、园4、园5、园6、园7、园8、园9，… 另有 91 个"),
        ("en", 34_000, "园0, 园1, 园2, 园3, 园4, 园5, 园6, 园7, 园8, 园9, … and 33990 more"),
    ],
)
def test_a_hundred_names_are_listed_and_of_more_the_first_ten(lang, count, said):
    voice = Voice(lang, load_criteria("demo-parks/2024"))
    parks = [SimpleNamespace(park=SimpleNamespace(id=f"园{number}", name=None)) for number in range(count)]
    assert voice.names(parks) == said
