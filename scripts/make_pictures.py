"""Draw the pictures of the README: what a terminal shows, and the picture of a ranking. A test keeps them fresh.

python scripts/make_pictures.py
"""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import Path

from fivegoods.api import open_run
from fivegoods.export.pictures.draw import svg_of
from fivegoods.export.terminal.lines import show
from fivegoods.messages.sanitise import width_of
from fivegoods.reports.charts import Chart
from fivegoods.reports.model import Medium
from fivegoods.reports.results.ranking import RankingProduct

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
#: Columns of the terminal that is shown.
WIDTH = {"zh": 100, "en": 132}
FONTS = "Consolas, Menlo, 'Noto Sans Mono CJK SC', 'Microsoft YaHei', monospace"
#: Width and height of one column and line of the terminal.
COLUMN, LINE = 7, 20
FRAME = """\
<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg">
<style>rect{{fill:#1b2430}}text{{font:13px FONTS;fill:#e2e8f0;white-space:pre}}</style>
<rect width="{width}" height="{height}" rx="8"/>
{text}
</svg>
""".replace("FONTS", FONTS)
#: Letters of one width stand together: Rich's own export squeezes Chinese, which takes two columns.
RUNS = re.compile(r"[\u2e80-\u9fff\uff00-\uffef“”]+|[^\s\u2e80-\u9fff\uff00-\uffef“”]+")


def terminal(lang: str) -> str:
    """Return what a terminal shows of a ranking, as SVG."""
    run = open_run([ROOT / "samples" / "meizhou-2016"]).run
    assert run is not None
    written = io.StringIO()
    show(RankingProduct(run, lang).report().on(Medium.SCREEN), written, WIDTH[lang])
    first = written.getvalue().split("\n\n\n")[0].splitlines()
    end = next(
        (n for n, line in enumerate(first) if "SHA-256" in line or line.startswith(("评价标准", "Criteria"))),
        len(first),
    )
    lines = ["$ fivegoods rank samples/meizhou-2016", *first[:end]]
    while not lines[-1].strip():
        lines.pop()
    text = "\n".join(
        f'<text x="{16 + COLUMN * width_of(line[: run.start()])}" y="{28 + LINE * place}">{escape(run.group())}</text>'
        for place, line in enumerate(lines)
        for run in RUNS.finditer(line)
    )
    return FRAME.format(width=32 + COLUMN * WIDTH[lang], height=24 + LINE * len(lines), text=text)


def ranking(lang: str) -> str:
    """Return the picture of a ranking of invented parks."""
    run = open_run([ROOT / "samples" / "demo"], year=2024).run
    assert run is not None
    sections = RankingProduct(run, lang).report().sections
    chart = next(block for section in sections for block in section.blocks if isinstance(block, Chart))
    return svg_of(chart, lang, alone=True) + "\n"


DRAWN = (("terminal", terminal), ("ranking", ranking))
PICTURES = {f"{name}-{lang}.svg": (draw, lang) for name, draw in DRAWN for lang in ("en", "zh")}


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, (draw, lang) in PICTURES.items():
        (FOLDER / name).write_text(draw(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
