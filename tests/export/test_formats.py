"""Each format on reports made by hand."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.render_support import ESCAPES, bars, cells_table, head, report, steps, table
from fivegoods.export import csv as tables_csv
from fivegoods.export import json as machine
from fivegoods.export import markdown
from fivegoods.export.terminal.lines import render, show
from fivegoods.messages.sanitise import width_of
from fivegoods.reports.model import Kind, Medium, Paragraph


def on_screen(made, width):
    out = io.StringIO()
    show(made, out, width)
    return out.getvalue()


def test_plain_keeps_one_park_per_line_and_aligns_by_width():
    lines = render(report()).splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("名次") or "园区  " in line)
    head, first, second, third = lines[start : start + 4]
    assert first.split() == ["并列", "1", "湘乡经济开发区", "97.51", "100.0%"]
    assert second.split() == ["并列", "1", "A", "|", "B", "<园区>", "二", "97.51", "5.2%"]
    assert third.split() == ["-", "=SUM(A1)", "-", "0.0%"]
    assert len({width_of(line) for line in (head, first, second, third)}) == 1
    assert "\x1b" not in render(report())


def test_plain_shows_bars_steps_and_leaves_details_to_files():
    text = render(report(bars(), steps()).on(Medium.PIPE))
    assert "创新平台好   0.00 / 10.00  --------------------  最多 10.00" in text
    assert "  1. 指标值 = 税收 / 用地面积\n       20 ÷ 1 = 20 万元/亩\n  2. 标准规定" in text
    assert "文件与哈希" not in text
    assert "文件与哈希" in render(report())


def test_notice_stands_above_the_result_everywhere():
    for text in (render(report()), markdown.render(report()), on_screen(report(), 80)):
        assert text.index("权重为示例") < text.index("湘乡经济开发区")


def test_markdown_tables_survive_hostile_names():
    text = markdown.render(report())
    row = next(line for line in text.splitlines() if "97.51" in line and "5.2%" in line)
    assert row.count(" | ") == 3
    assert r"A \| B &lt;园区&gt;<br>二" in row
    assert "| ---: |" in "".join(line for line in text.splitlines() if "---:" in line).replace("-----:", "---:")


def test_markdown_says_what_it_rests_on_and_has_no_clock():
    text = markdown.render(report())
    assert "0123456789abcdef" in text
    assert text == markdown.render(report())
    assert text.startswith("# 园区排名\n")
    assert text.endswith("\n")


@pytest.mark.parametrize("text", ["# 题", "- 项", "1. 项", "> 引", "+ 加"])
def test_a_markdown_paragraph_stays_a_paragraph(text):
    shown = markdown.render(report(Paragraph(text)))
    assert f"\n{text}\n" not in shown


def test_markdown_keeps_ids_readable():
    assert markdown.escape("value_added_per_mu") == "value_added_per_mu"
    assert markdown.escape("_x_ *y* `z` [a](b) ~~c~~") == r"\_x\_ \*y\* \`z\` \[a\](b) \~\~c\~\~"


@pytest.mark.parametrize("width", [20, 40, 49, 50, 60, 80, 140, 300])
def test_terminal_fits_every_window_and_loses_nothing(width):
    wide = cells_table(
        (*table().columns, *(head(str(i), f"第 {i} 个维度", Kind.NUMBER, 2) for i in range(8))),
        tuple((*row, *(Decimal(i * 11) for i in range(8))) for row in table().rows),
    )
    text = on_screen(report(wide, bars(), steps()), width)
    assert all(width_of(line) <= width for line in text.splitlines())
    squeezed = "".join(text.split())
    for piece in ("湘乡经济开发区", "97.51", "77.00", "=SUM(A1)", "产业项目好", "12.50"):
        assert "".join(piece.split()) in squeezed or all(char in squeezed for char in piece)


def test_terminal_never_breaks_a_number():
    text = on_screen(report(), 52)
    assert text.count("97.51") == 2


def test_narrow_windows_get_records():
    text = on_screen(report(), 40)
    assert "湘乡经济开发区\n  名次：并列 1\n  得分：97.51\n  覆盖率：100.0%" in text


def test_a_table_too_wide_is_split_and_repeats_names():
    columns = (head("park", "园区"), *(head(str(i), "很长的列名", Kind.NUMBER, 6) for i in range(12)))
    made = cells_table(columns, (("湘乡", *(Decimal(1000 + i) for i in range(12))),))
    text = on_screen(report(made), 60)
    assert text.count("湘乡") > 1
    assert all(f"{1000 + i}.000000" in text for i in range(12))


def test_text_is_no_markup_for_a_terminal():
    made = report(cells_table((head("a", "a"),), (("[red]x[/red] :smile:",),)))
    assert "[red]x[/red] :smile:" in on_screen(made, 80)


@pytest.mark.parametrize("shape", [render, markdown.render, lambda made: on_screen(made, 80)])
def test_no_format_lets_a_control_character_through(shape):
    hostile = report(cells_table((head("a", ESCAPES),), ((ESCAPES,),), ESCAPES), title=ESCAPES, notices=(ESCAPES,))
    text = shape(hostile).replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert not set(text) & set("\x1b\x07\x00\x9b\u202e")
    assert "红" in text


def test_csv_is_what_a_spreadsheet_reads():
    text = tables_csv.render(table())
    assert text.startswith("rank,park,points,coverage\r\n")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[1] == ["并列 1", "湘乡经济开发区", "97.505", "1"]
    assert rows[3] == ["", "'=SUM(A1)", "", "0"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_csv_text_is_never_a_formula_and_numbers_stay_numbers(start):
    made = cells_table((head("a", "a"), head("b", "b")), ((start + "1+1", Decimal("-1.5")),))
    (_, row) = csv.reader(io.StringIO(tables_csv.render(made), newline=""))
    assert row[0].startswith("'")
    assert row[1] == "-1.5"


def test_json_numbers_are_exact():
    tree = {"a": Decimal("0.1"), "b": Decimal("24.8993650661908121342905755903224"), "c": Decimal("1E+3")}
    text = machine.render(tree)
    assert '"a": 0.1,' in text
    assert "24.8993650661908121342905755903224" in text
    assert '"c": 1000' in text
    assert json.loads(text, parse_float=Decimal)["b"] == tree["b"]


def test_json_cleans_text_and_keeps_order():
    text = machine.render({"z": ESCAPES, "a": [], "b": {}, "c": [True, None, 1]})
    assert list(json.loads(text)) == ["z", "a", "b", "c"]
    assert json.loads(text)["z"] == "红2J"
    assert not set(text) & set("\x1b\x07\x9b\u202e")


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_json_refuses_what_is_no_number(number):
    with pytest.raises(ValueError, match="no number"):
        machine.render(Decimal(number))


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(categories=("L", "N", "P", "Zs"))),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4),
)  # fmt: skip


@given(TREES)
def test_json_reads_back_equal(tree):
    assert json.loads(machine.render(tree), parse_float=Decimal) == tree
