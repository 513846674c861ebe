"""Reports as web pages: whole, escaped, with a number behind every mark, and with nothing from outside."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from decimal import Decimal
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.cli_support import Program
from export.render_support import ESCAPES, bars, cells_table, drawn, head, report, steps, table
from export.webpage_support import grids, read_page
from fivegoods.export.html import page as webpage
from fivegoods.reports.model import Column, Item, Kind, LabelledValue, Listing, NumberedList, Paragraph, Section, Table

DEMO = "samples/demo"
YUNLING = (f"{DEMO}/yunling-2024.yaml", "--peers", DEMO)
COMMANDS = {
    "rank": ("rank", DEMO),
    "rank of a notice": ("rank", "samples/meizhou-2016", "--lang", "en"),
    "rank over years": ("rank", DEMO, "--years", "2023-2024"),
    "score": ("score", "samples/hunan/xiangxiang-2021.yaml"),
    "score of two": ("score", f"{DEMO}/luming-2024.yaml", *YUNLING),
    "explain": ("explain", *YUNLING),
    "compare": ("compare", f"{DEMO}/luming-2024.yaml", *YUNLING, "--lang", "en"),
    "robustness": ("robustness", DEMO, "--draws", "200"),
    "advise": ("advise", *YUNLING, "--next"),
    "whatif": ("whatif", *YUNLING, "--set", "tax=12亿元"),
    "diff": ("diff", "samples/meizhou-2016"),
    "weights": ("weights", "entropy", DEMO),
    "criteria": ("criteria", "show", "demo-parks/2024"),
    "all criteria": ("criteria", "list"),
}
#: Whatever loads, runs, sends or moves the reader.
FORBIDDEN = {"script", "link", "img", "iframe", "object", "embed", "form", "input", "base", "audio", "video", "use"}
HOSTILE = "</style></title><script>alert('1')</script>\"><img src=x onerror=alert(2)>&amp;"


def page_of(*blocks, **changes):
    return read_page("".join(webpage.pieces(report(*blocks, **changes))))


@pytest.fixture(params=COMMANDS)
def command(request):
    return COMMANDS[request.param]


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "zh")

    def text(command, shape):
        done = Program(capsys)(*command, "-q", "--format", shape)
        assert done.code == 0
        return done.out

    return text


# What every command gives


def test_every_report_is_a_sound_page(run, command):
    text = run(command, "html")
    page = read_page(text)
    assert page.one("html").attributes["lang"] == ("en" if "en" in command else "zh-CN")
    assert page.one("head").one("title").text == page.one("h1").text
    check_headings(page)
    check_tables(page)
    check_charts(page)
    check_self_contained(page, text)


def check_headings(page):
    levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def check_tables(page):
    named = {element.attributes["id"]: element.text for element in page.walk() if "id" in element.attributes}
    assert page.all("table") or page.all("ol") or page.all("p")
    for made in page.all("table"):
        head, *rows = (row.all("th", "td") for row in made.all("tr"))
        assert all(cell.tag == "th" and cell.attributes["scope"] == "col" and cell.text for cell in head)
        assert all(len(row) == len(head) for row in rows)
        for row in rows:
            assert [cell.attributes["scope"] for cell in row if cell.tag == "th"] in ([], ["row"])
        assert any(cell.tag == "th" for row in rows for cell in row) or not rows
        assert made.attributes.get("aria-label") or named[made.attributes["aria-labelledby"]]
    boxes = [element for element in page.all("div") if "scroll" in element.classes]
    assert [box.one("table") for box in boxes] == page.all("table")
    assert all(box.attributes["tabindex"] == "0" for box in boxes)


def check_charts(page):
    for drawing in page.all("svg"):
        assert drawing.attributes["aria-label"]
        assert drawing.attributes["role"] == "img"


def check_self_contained(page, text):
    assert not [element.tag for element in page.walk() if element.tag in FORBIDDEN]
    ids = [element.attributes["id"] for element in page.walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page.walk():
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            assert name not in {"src", "action", "data", "srcset", "xlink:href", "xmlns"}
            assert name != "style" or re.fullmatch(r"min-width:[0-9.]+px", value)
            assert name != "href" or (value.startswith("#") and value[1:] in ids)
            assert "url(" not in value or value[5:-1] in ids
    style = "".join(map(str, page.one("style").children))
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in text.split("<title>")[0]


def test_the_cells_are_those_of_markdown(run, command):
    page = read_page(run(command, "html"))
    expected = list(markdown_grids(run(command, "md")))
    assert joined(grids(page)) == expected


def joined(tables):
    """Return tables with those joined that are too wide for paper: each part repeats the names of the rows."""
    whole = []
    for one in tables:
        before = whole[-1] if whole else []
        if [row[0] for row in one] == [row[0] for row in before] and len(before[0]) > 15:
            before[:] = [old + new[1:] for old, new in zip(before, one, strict=True)]
        else:
            whole.append(one)
    return whole


def markdown_grids(text):
    found = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("| "):
            found.append([as_read(cell) for cell in re.split(r"(?<!\\) \| ", line[2:-2])])
        elif found:
            yield [found[0], *found[2:]]
            found = []


def as_read(cell):
    plainly = html.unescape(re.sub(r"\\([\\|`*\[\]~_])", r"\1", cell.strip().removeprefix("**").removesuffix("**")))
    return " ".join(plainly.replace("<br>", " ").split())


@pytest.mark.slow
def test_sentences_steps_and_facts_are_those_of_markdown(run):
    for command in (COMMANDS["explain"], COMMANDS["score"], COMMANDS["advise"]):
        squeezed = "".join(read_page(run(command, "html")).one("main").text.split())
        for line in run(command, "md").splitlines():
            if line and not line.startswith(("|", "```")):
                wanted = as_read(re.sub(r"^(\d+\. |#+ |> |- )", "", line).removesuffix("<br>"))
                # Facts stand as label and value.
                pieces = re.split("[:：]", wanted, maxsplit=1)
                assert all("".join(piece.strip("* ").split()) in squeezed for piece in pieces), wanted


def test_the_same_report_gives_the_same_bytes(run):
    assert run(COMMANDS["score"], "html") == run(COMMANDS["score"], "html")


# Hostile text


def test_names_are_never_markup():
    hostile = cells_table((head("park", HOSTILE), head("n", "n", Kind.NUMBER)), ((HOSTILE, HOSTILE),), HOSTILE)
    bar = drawn([(HOSTILE, Decimal(1), Decimal(2), Decimal(3))])
    blocks = (
        hostile,
        bar,
        Paragraph(HOSTILE),
        Paragraph("", (LabelledValue(HOSTILE, HOSTILE),)),
        NumberedList((Item(HOSTILE, HOSTILE),)),
        Listing(HOSTILE),
    )
    sections = tuple(Section(HOSTILE, blocks) for _ in range(6))
    changes = {
        "title": HOSTILE,
        "subtitle": HOSTILE,
        "notices": (HOSTILE,),
        "facts": (LabelledValue(HOSTILE, HOSTILE),),
    }
    text = "".join(webpage.pieces(report(sections=sections, **changes)))
    page = read_page(text)
    check_self_contained(page, text)
    assert page.one("head").one("title").text == HOSTILE
    for tag, times in {"h1": 1, "h2": 6, "p": 8, "caption": 6, "dt": 7, "dd": 7, "li": 12, "a": 6, "code": 12}.items():
        assert sum(HOSTILE in element.text for element in page.all(tag)) == times
    assert [cell.text for cell in page.all("table")[0].all("th", "td")] == [HOSTILE, "n", HOSTILE, HOSTILE]
    assert HOSTILE in page.all("table")[1].all("tr")[1].all("th", "td")[0].text
    labels = [element.attributes["aria-label"] for element in page.walk() if "aria-label" in element.attributes]
    assert sum(HOSTILE in label for label in labels) == 6 * 2


def test_a_park_named_like_a_script_is_text(tmp_path, capsys):
    park = tmp_path / "park.yaml"
    text = "criteria: demo-parks/2024\nid: p\nname: '<script>alert(1)</script>'\nyear: 2024\ndata: {revenue: 3 亿元}\n"
    park.write_text(text, encoding="utf-8")
    out = Program(capsys)("score", park, "-q", "--format", "html").out
    assert "<script>" not in out
    assert "<script>alert(1)</script>" in read_page(out).one("h1").text


def test_no_control_character_comes_through():
    hostile = cells_table((head("a", ESCAPES),), ((ESCAPES,),), ESCAPES)
    blocks = (hostile, Paragraph(ESCAPES), Listing(ESCAPES), NumberedList((Item(ESCAPES, ESCAPES),)))
    text = "".join(webpage.pieces(report(*blocks, title=ESCAPES, notices=(ESCAPES,))))
    assert not set(text) & set("\x1b\x07\x00\x9b\u202e")
    assert read_page(text).one("h1").text == "红2J"


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x1b"), max_size=30))
def test_any_text_is_read_back(text):
    page = page_of(cells_table((head("a", "a"),), ((text,),)), title=text or "-")
    shown = page.all("tr")[1].all("td", "th")[0].text
    assert all(char in shown for char in text if char.isalnum())
    assert not page.all("script")


# Bars


def test_a_picture_says_its_numbers_to_screen_readers_and_behind_it():
    page = page_of(bars())
    assert page.one("figure").one("svg").attributes["aria-label"] == "各维度得分。"
    assert page.one("figcaption").text == "各维度得分"
    _, _, second, *_ = page.one("details").all("tr")
    assert [cell.text for cell in second.all("th", "td")] == ["创新平台好", "0.00", "10.00", "10.00"]


def test_pictures_of_one_page_share_no_id():
    page = page_of(bars(), bars())
    ids = [element.attributes["id"] for element in page.walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids)) >= 4


# Long and wide tables


@pytest.mark.slow
def test_rows_are_written_as_they_are_made():
    made = 0

    def park(number):
        nonlocal made
        made += 1
        return f"园区{number}"

    columns = (
        Column("rank", "名次", lambda number: number, Kind.RANK),
        Column("park", "园区", park, Kind.PARK),
        Column("n", "n", lambda number: Decimal(number) / 3, Kind.NUMBER, 2),
    )
    pieces = webpage.pieces(report(Table(columns, range(170_000))))
    begun = list(islice(pieces, 300))
    assert made < 2500
    assert any("园区150" in piece for piece in begun)
    assert max(len(piece) for piece in begun if "<tr><td" in piece) < 200
    assert "园区169999" in "".join(pieces)


def box_of(made):
    return next(div.classes for div in page_of(made).all("div") if "scroll" in div.classes)


def test_long_tables_keep_their_header_in_sight_and_short_ones_stay_on_a_page():
    rows = tuple((str(n), "园", Decimal(n), Decimal(0)) for n in range(61))
    assert "long" in box_of(table(rows=rows))
    assert not {"long", "brief"} & box_of(table(rows=rows[:60]))
    assert "brief" in box_of(table(rows=rows[:12]))


def test_small_tables_of_groups_stand_side_by_side_unless_they_are_long():
    rows = tuple((str(n), "园", Decimal(n), Decimal(0)) for n in range(25))
    assert "pair" in box_of(table(rows=rows[:24], caption="级别：省级"))
    assert "pair" not in box_of(table(rows=rows, caption="级别：省级"))
    assert "pair" not in box_of(table(rows=rows[:3]))


def page_size(made):
    return re.search(r"@page\{size:([^;]*);", str(page_of(made).one("style").children[0]))[1]


def test_paper_lies_on_its_side_for_wide_tables():
    wide = (*table().columns, *(head(str(n), "维度", Kind.NUMBER) for n in range(20)))
    assert page_size(table()) == "A4"
    assert page_size(cells_table(wide, ())) == "A4 landscape"


def test_numbers_are_never_broken_and_sums_and_depths_are_marked():
    made = table(strong=frozenset({0}), indents=(0, 1, 9))
    _, first, second, third = page_of(made).all("tr")
    assert "sum" in first.classes
    assert not second.classes
    assert [row.all("th", "td")[0].classes & {"i1", "i5"} for row in (first, second, third)] == [set(), {"i1"}, {"i5"}]
    assert all("n" in row.all("th", "td")[2].classes for row in (first, second, third))
    assert first.one("th").text == "湘乡经济开发区"
    assert third.one("th").text == "=SUM(A1)"


# The page as a whole


def test_each_park_begins_a_page_of_its_own(run):
    for command in ("score", "explain"):
        page = read_page(run((command, "samples/meizhou-2016"), "html"))
        later = [section for section in page.all("section") if "page" in section.classes]
        parks = [section.all("h2")[0].text.split()[0] for section in (page.all("section")[0], *later)]
        assert sorted(parks) == sorted(["平远", "梅江区东升", "兴宁", "广梅产业园"])


def test_contents_link_to_the_headings_of_longer_reports(run):
    page = read_page(run(COMMANDS["rank"], "html"))
    links = {link.attributes["href"][1:]: link.text for link in page.one("nav").all("a")}
    assert links == {heading.attributes["id"]: heading.text for heading in page.all("h2")}
    assert not page_of().all("nav")


def test_headings_skip_no_level():
    sections = (Section("a", (), 3), Section("b", (), 2), Section("c", (), 4), Section("", (steps(),), 2))
    page = page_of(sections=sections)
    assert [heading.tag for heading in page.all("h1", "h2", "h3", "h4")] == ["h1", "h2", "h2", "h3"]


def test_facts_stand_as_label_and_value(run):
    page = read_page(run(COMMANDS["score"], "html"))
    summary, grounds = page.all("dl")
    assert [term.text for term in summary.all("dt")][:2] == ["总分", "数据覆盖率"]
    assert summary.all("dd")[0].text.startswith("4.90 / 100.00")
    assert re.search(r"[0-9a-f]{64}", grounds.text)


def test_every_printed_page_says_how_official_it_is():
    style = str(page_of(notices=("甲", "权重为示例，非官方。")).one("style").children[0])
    assert r'@top-right{content:"权重为示例\ff0c 非官方\3002 "' in style
    assert '@top-left{content:"园区排名"' in style


def test_print_repeats_headers_and_dark_is_for_screens_only():
    style = str(page_of().one("style").children[0])
    assert "thead{display:table-header-group}" in style.split("@media print")[1]
    assert re.findall(r"@media ([^{]*dark\)?)", style) == ["screen and (prefers-color-scheme:dark)"]


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_in_light_and_dark(dark):
    style = str(page_of().one("style").children[0])
    light_part, dark_part = style.split("*{")[0].split("@media")
    colours = dict(re.findall(r"--([a-z-]+):#([0-9a-f]+)", light_part + (dark_part if dark else "")))
    for ink, ground in (
        ("ink", "paper"),
        ("soft", "paper"),
        ("soft", "tint"),
        ("accent", "paper"),
        ("warn-ink", "warn"),
    ):
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["bar"], colours["track"]) >= 3


def contrast(one, other):
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """Return the relative luminance of WCAG 2."""
    wide = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(wide[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


# Files and pipes


@pytest.mark.parametrize("name", ["r.html", "r.htm", "R.HTML"])
def test_the_suffix_chooses_the_format(name, tmp_path, capsys):
    assert Program(capsys)("score", *YUNLING, "-q", "-o", tmp_path / name).code == 0
    assert read_page((tmp_path / name).read_bytes().decode("utf-8")).one("h1")


def test_another_suffix_contradicts(tmp_path, capsys):
    assert Program(capsys)("score", *YUNLING, "-o", tmp_path / "r.md", "--format", "html").code == 2


def test_top_shortens_a_page(run):
    page = read_page(run((*COMMANDS["rank"], "--top", "3"), "html"))
    assert len(page.all("table")[0].all("tr")) == 4
    assert "共 22 行，只显示前 3 行" in page.one("main").text


@pytest.mark.parametrize(("shape", "loaded"), [("html", True), ("md", False)])
def test_a_pipe_gets_the_encoding_the_page_names_and_only_pages_load_its_code(shape, loaded):
    program = (
        "import sys; from fivegoods.cli import main; main(sys.argv[1:]);"
        "sys.stderr.write(str('fivegoods.export.html.page' in sys.modules))"
    )
    command = [sys.executable, "-c", program, "score", *YUNLING, "-q", "--lang", "zh", "-f", shape]
    environment = {**os.environ, "PYTHONPATH": "src", "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "云岭产业园" in done.stdout.decode("utf-8" if shape == "html" else "gbk")
    assert done.stderr.decode() == str(loaded)
