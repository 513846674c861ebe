"""The commands that are compared: over samples, packs, galleries and random criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

#: What a report can be written as, as long as both versions know it; FILES only with -o.
FORMATS = ("table", "md", "json", "csv", "html", "xlsx", "docx")
FILES = ("xlsx", "docx")
LANGUAGES = ("zh", "en")
METHODS = ("equal", "entropy", "critic", "deviation", "variation", "principal", "structure", "check")
PACKS = (
    "demo-parks/2024", "hangzhou-small-parks/2024", "huangyan-per-mu/2021", "huangyan-per-mu/2022",
    "hunan-five-goods/2021", "hunan-five-goods/2025", "linhai-per-mu/2016", "meizhou-parks/2016",
    "rule-gallery/1", "structure-gallery/1",
)  # fmt: skip
#: Commands that write one report in any of FORMATS.
Base = list[str]


@dataclass(frozen=True)
class Parks:
    """Parks to run commands over: paths, options that belong to them, one park's id and path, a field and its value."""

    paths: tuple[str, ...]
    options: tuple[str, ...]
    one: str
    change: str
    years: tuple[int, ...] = ()


def every_way(base: Base, formats: Sequence[str] = FORMATS) -> Iterator[Base]:
    """Yield a command in all formats and languages."""
    for form, language in product(formats, LANGUAGES):
        yield in_form(base, form, language)


def in_form(base: Base, form: str, language: str) -> Base:
    """Return a command in one format; what cannot go to a terminal goes to a file in the folder OUT."""
    if form in FILES:
        return [*base, "--lang", language, "-o", f"OUT/report.{form}"]
    return [*base, "--lang", language, "--format", form]


def reports(parks: Parks) -> Iterator[Base]:
    """Yield every command that reports on parks."""
    paths, options = list(parks.paths), list(parks.options)
    one = [parks.one, *(part for path in paths for part in ("--peers", path)), *options]
    yield from ([name, *paths, *options] for name in ("score", "rank", "compare"))
    yield ["rank", *paths, *options, "--top", "3", "--as", "self", "--strict"]
    yield ["score", *paths, *options, "--fail-under", "50", "--min-coverage", "80%"]
    yield ["explain", *one]
    yield from (["advise", *one, *goal] for goal in (["--next"], ["--target", "80"], ["--rank", "1"], ["--grade", "A"]))
    yield ["whatif", *one, "--scale", f"{parks.change}=+10%"]
    yield ["whatif", *one, "--set", f"{parks.change}=1"]
    yield ["diff", *paths, *options, "--as", "self", "--to-as", "reviewed"]
    if parks.years:
        first, last = str(parks.years[0]), str(parks.years[-1])
        yield ["diff", *paths, *options, "--year", first, "--to-year", last]
        yield ["rank", *paths, *options, "--years", f"{first}-{last}"]
    yield ["robustness", *paths, *options, "--draws", "100"]
    yield from (["weights", method, *paths, *options] for method in METHODS)


def checks(parks: Parks) -> Iterator[Base]:
    """Yield the commands that give findings, and those that write files to be read again."""
    paths, options = list(parks.paths), list(parks.options)
    criteria = [*_pair(options, "-c")]
    sources = [part for path in paths for part in ("--from", path)]
    yield from (["check", *paths, *options, "--format", form, "--lang", "en"] for form in ("text", "json", "github"))
    yield ["check", *paths, *options, "--lang", "zh", "--strict"]
    yield ["form", "new", *criteria, *sources, "-o", "OUT/forms", "--lang", "zh"]
    yield ["form", "read", "BEFORE/forms", *criteria, "-o", "OUT/parks", "--lang", "zh"]
    yield from (
        ["form", "table", *criteria, *sources, "-o", f"OUT/table{end}"] for end in (".csv", ".tsv", ".json", ".xlsx")
    )
    yield ["rank", "BEFORE/table.xlsx", *options, "--lang", "en"]
    yield ["benchmarks", "make", *paths, *_without(options, "--benchmarks"), "-o", "OUT/benchmarks.yaml"]
    yield [
        "score",
        parks.paths[0],
        *_without(options, "--benchmarks"),
        "--benchmarks",
        "BEFORE/benchmarks.yaml",
        "--lang",
        "en",
    ]


def about_criteria(name: str) -> Iterator[Base]:
    """Yield the commands about one criteria file; those of `reports_on_criteria` come in all formats."""
    yield from (["criteria", "check", name, "--format", form, "--lang", "en"] for form in ("text", "json", "github"))
    yield ["criteria", "check", name, "--lang", "zh", "--strict"]
    yield ["form", "new", "-c", name, "-o", "OUT/form.xlsx", "--lang", "en"]
    yield ["form", "table", "-c", name, "-o", "OUT/table.csv", "--ids"]
    yield ["form", "table", "-c", name, "-o", "OUT/table.xlsx", "--lang", "zh"]


def reports_on_criteria(name: str) -> Iterator[Base]:
    """Yield the commands that report on one criteria file."""
    yield ["criteria", "show", name]
    yield ["criteria", "test", name]


def general(formats: Sequence[str]) -> Iterator[Base]:
    """Yield the commands that need no parks."""
    yield from ([*part, "--help"] for part in _COMMANDS)
    yield ["--version"]
    yield from (["criteria", "schema", kind] for kind in ("criteria", "park", "benchmarks"))
    yield from every_way(["criteria", "list"], formats)
    yield from every_way(["criteria", "diff", "huangyan-per-mu/2021", "huangyan-per-mu/2022"], formats)
    yield ["criteria", "check", "--lang", "en"]
    yield ["criteria", "test", "--lang", "zh"]
    yield ["criteria", "new", "my-parks/2026", "-o", "OUT/my.yaml"]
    yield from (
        ["check", "--explain", code, "--lang", language]
        for code in ("FG104", "FG317", "FG352")
        for language in LANGUAGES
    )
    yield from (
        [*wrong, "--lang", "en"] for wrong in (["rank", "nowhere"], ["rank"], ["score", "samples/demo", "-c", "none"])
    )


_COMMANDS: Sequence[Base] = (
    [], ["score"], ["rank"], ["compare"], ["check"], ["explain"], ["advise"], ["whatif"], ["diff"], ["robustness"],
    ["weights"], ["criteria"], ["form"], ["benchmarks"], ["report"], ["samples"],
    *(["criteria", name] for name in ("list", "show", "diff", "check", "test", "new", "schema")),
    *(["form", name] for name in ("new", "read", "table")), ["benchmarks", "make"],
)  # fmt: skip


def _pair(options: Sequence[str], name: str) -> list[str]:
    """Return an option with its value, or nothing."""
    return [name, options[options.index(name) + 1]] if name in options else []


def _without(options: Sequence[str], name: str) -> list[str]:
    """Return options without one and its value, however often it is there."""
    kept: list[str] = []
    for option, value in zip(options[::2], options[1::2], strict=True):
        kept += [] if option == name else [option, value]
    return kept


_SMALL = Parks(("samples/meizhou-2016",), (), "pingyuan", "tax")
SAMPLES = (
    _SMALL,
    Parks(("samples/demo",), (), "luming", "tax", (2023, 2024)),
    Parks(("samples/demo",), ("--benchmarks", "samples/benchmarks/demo-2024.yaml"), "yunling", "land", (2023, 2024)),
    Parks(
        ("samples/hunan",),
        ("-c", "hunan-five-goods/2021", "--benchmarks", "samples/benchmarks/hunan-2020.yaml"),
        "xiangxiang",
        "tax",
    ),
)
TABLES = ("parks.csv", "parks-gb18030.csv", "parks.tsv", "parks.xlsx", "parks.json")


#: Commands that take long over many parks: each in one format and language, in all of them over the small sample.
_SLOW = ("advise", "diff", "robustness", "weights")
Ways = Iterator[tuple[str, str]]


def all_commands(
    packs: Sequence[tuple[str, Parks]], cases: Sequence[tuple[str, Parks]], formats: Sequence[str]
) -> Iterator[Base]:
    """Yield every command: samples in all formats and languages, packs and random cases in turns of them."""
    ways: Ways = cycle(product(formats, LANGUAGES))
    yield from general(formats)
    for parks in SAMPLES:
        for base in reports(parks):
            yield from (
                [in_form(base, *next(ways))] if base[0] in _SLOW and parks is not _SMALL else every_way(base, formats)
            )
        yield from checks(parks)
    for table in TABLES:
        yield in_form(["rank", f"samples/tables/{table}"], *next(ways))
        yield ["check", f"samples/tables/{table}", "--lang", "zh"]
    yield from checks(Parks(("samples/forms/luming-2024.xlsx",), (), "luming", "tax"))
    for name, parks in packs:
        yield from about_criteria(name)
        yield from (in_form(base, *next(ways)) for base in reports_on_criteria(name) for _ in range(5))
        yield from (in_form(base, *next(ways)) for base in reports(parks))
        yield from checks(parks)
    for number, (name, parks) in enumerate(cases):
        yield from _case(number, name, parks, ways)


def _case(number: int, name: str, parks: Parks, ways: Ways) -> Iterator[Base]:
    """Yield for a random case what shows every figure, and every third of the other commands."""
    yield ["rank", *parks.paths, *parks.options, "--format", "json"]
    yield ["explain", parks.one, "--peers", parks.paths[0], *parks.options, "--format", "json"]
    yield ["check", *parks.paths, *parks.options, "--format", "json", "--lang", "en"]
    yield ["criteria", "check", name, "--lang", LANGUAGES[number % 2]]
    others = [*reports(parks), *reports_on_criteria(name)]
    yield from (in_form(base, *next(ways)) for base in others[number % 3 :: 3])
    if number % 3 == 0:
        yield from (*checks(parks), *about_criteria(name))


def changed_trial(command: Base, folder: str, formats: Sequence[str]) -> Iterator[Base]:
    """Yield the command of a trial that was written to ``folder``, and a check of its parks."""
    written = f"{folder}/"
    unknown = [form for form in FORMATS if form not in formats]
    command = [formats[0] if part in unknown else part for part in command]
    command = [
        f"{written}report.md" if part in {f"{written}report.{form}" for form in unknown} else part for part in command
    ]
    outputs = [place + 1 for place, part in enumerate(command) if part == "-o"]
    yield [f"OUT/{part.removeprefix(written)}" if place in outputs else part for place, part in enumerate(command)]
    parks = next((part for part in command if part.startswith((f"{written}park", f"{written}form"))), None)
    if parks is not None:
        for language in LANGUAGES:
            yield ["check", parks, "-c", f"{written}criteria.yaml", "--lang", language]


def placed(commands: Sequence[Base]) -> list[tuple[str, Base]]:
    """Return commands, each with a folder of its own for OUT; BEFORE is that of the last command that wrote one."""
    last, made = "", []
    for number, command in enumerate(commands):
        folder = Path("out", f"{number:05}").as_posix()
        parts = [part.replace("OUT", folder, 1) if part.startswith("OUT/") else part for part in command]
        made.append(
            (folder, [part.replace("BEFORE", last, 1) if part.startswith("BEFORE/") else part for part in parts])
        )
        last = folder if parts != command else last
    return made
