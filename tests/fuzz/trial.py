"""One trial: changed documents, the shape they are written in, and the command that runs on them."""

from __future__ import annotations

import shutil
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import generate
from fuzz import sheets
from fuzz.mutate import mutate, text_only
from fuzz.program import run
from generate.draw import Draw

Document = dict[str, Any]
_SHAPES: Final = ("files",) * 10 + ("csv",) * 4 + ("json",) * 2 + ("xlsx",) * 2 + ("form",)
_FORMATS: Final = ("table", "md", "json", "csv", "html", "xlsx", "docx")
_COMMANDS: Final = (
    ("rank",) * 8 + ("score",) * 4 + ("compare",) * 2 + ("explain",) * 3
    + ("check", "whatif", "advise", "diff", "years", "criteria", "weights", "robustness", "write", "benchmarks")
)  # fmt: skip
_METHODS: Final = ("equal", "entropy", "critic", "deviation", "variation", "principal", "structure", "check")


@dataclass
class Trial:
    """Documents of one seed after their changes. ``changed`` counts the files that differ from the valid ones."""

    seed: int
    shape: str
    command: str
    criteria: Document
    parks: list[Document]
    rows: list[dict[str, str]]
    benchmarks: Document
    changed: int
    more: list[str] = field(default_factory=list)

    def write(self, folder: Path) -> list[str]:
        """Write all files below a new folder and return the arguments of the command, the same for the same trial."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        draw = Draw(self.seed + 7)
        criteria = folder / "criteria.yaml"
        criteria.write_text(generate.dump(self.criteria), encoding="utf-8", errors="surrogatepass")
        parks = self._parks(folder, draw)
        options = ["-c", str(criteria)]
        if self.benchmarks.get("values"):
            (folder / "benchmarks.yaml").write_text(generate.dump(self.benchmarks), encoding="utf-8")
            options += ["--benchmarks", str(folder / "benchmarks.yaml")]
        return self._arguments(folder, str(parks), options, draw)

    def _parks(self, folder: Path, draw: Draw) -> Path:
        if self.shape == "files":
            (folder / "parks").mkdir()
            for number, park in enumerate(self.parks):
                (folder / "parks" / f"{number}.yaml").write_text(generate.dump(park), encoding="utf-8")
            return folder / "parks"
        if self.shape == "csv":
            return sheets.write(folder / "parks.csv", sheets.csv_bytes(self.rows, draw))
        if self.shape == "json":
            return sheets.write(folder / "parks.json", sheets.json_bytes(self.rows, draw))
        if self.shape == "xlsx":
            return sheets.write(folder / "parks.xlsx", sheets.xlsx_bytes(self.rows, draw))
        return self._form(folder, draw)

    def _form(self, folder: Path, draw: Draw) -> Path:
        """Write a form filled in by the program and changed; where it cannot be made, the parks themselves."""
        source = folder / "park.yaml"
        source.write_text(generate.dump(self.parks[-1]), encoding="utf-8")
        form = folder / "form.xlsx"
        run(["form", "new", "-c", folder / "criteria.yaml", "--from", source, "-o", form, "-q"])
        if not form.is_file():
            return source
        return sheets.write(form, sheets.change_form(form.read_bytes(), draw, draw.between(1, 5)))

    def _arguments(self, folder: Path, parks: str, options: list[str], draw: Draw) -> list[str]:
        form, language = draw.pick(_FORMATS), draw.pick(["zh", "en"])
        shown = [
            "--lang",
            language,
            *(["-o", str(folder / f"report.{form}")] if form in ("xlsx", "docx") else ["--format", form]),
        ]
        one = ["p0" if self.shape != "form" else parks, "--peers", parks, *options]
        forms: dict[str, list[str]] = {
            "rank": ["rank", parks, *options, *shown, "--allow-partial"],
            "score": ["score", parks, *options, *shown],
            "compare": ["compare", parks, *options, *shown],
            "explain": ["explain", *one, *shown],
            "check": ["check", parks, *options, "--format", draw.pick(["text", "json", "github"]), "--lang", language],
            "whatif": ["whatif", *one, "--scale", f"{next(iter(self.criteria.get('fields') or {'x': 0}))}=+10%", *shown],
            "advise": ["advise", *one, *draw.pick([["--next"], ["--target", "60"], ["--rank", "1"], ["--grade", "A"]]), *shown],
            "diff": ["diff", parks, *options, "--as", "self", "--to-as", "reviewed", *shown],
            "years": ["rank", parks, *options, "--years", "2023-2024", *shown, "--allow-partial"],
            "criteria": ["criteria", draw.pick(["show", "test"]), options[1], *shown],
            "weights": ["weights", draw.pick(_METHODS), parks, *options, *shown, "--allow-partial"],
            "robustness": ["robustness", parks, *options, "--draws", "20", *shown, "--allow-partial"],
            "write": draw.pick([
                ["form", "table", *options[:2], "--from", parks, "-o", str(folder / f"table{draw.pick(['.csv', '.json', '.xlsx', '.tsv'])}")],
                ["form", "new", *options[:2], "--from", parks, "-o", str(folder / "forms"), "--lang", language],
                ["form", "read", parks, *options[:2], "-o", str(folder / "read"), "--lang", language],
            ]),
            "benchmarks": ["benchmarks", "make", parks, *options[:2], "-o", str(folder / "made.yaml"), "--at-least", "1"],
        }  # fmt: skip
        return forms[self.command]


def trial(seed: int) -> Trial:
    """Return the trial of a seed: a valid case, changed by a few small steps."""
    draw = Draw(seed * 5 + 3)
    criteria = generate.criteria(seed)
    parks = generate.parks(criteria, seed, count=draw.pick([1, 2, 3, 3, 4]), years=draw.between(1, 2))
    benchmarks = generate.benchmarks(criteria, seed)
    valid = [repr(document) for document in (criteria, *parks, benchmarks)]
    shape, command = draw.pick(_SHAPES), draw.pick(_COMMANDS)
    _change(draw, criteria, structure=0.2)
    for document in (*parks, benchmarks):
        _change(draw, document, structure=0.08)
    rows = (
        generate.as_rows([park for park in deepcopy(parks) if _is_whole(park)])
        if shape in ("csv", "json", "xlsx")
        else []
    )
    if rows:
        sheets.change_cells(rows, draw, draw.below(3))
    elif shape != "form":
        shape = "files"
    changed = [repr(document) != before for document, before in zip((criteria, *parks, benchmarks), valid, strict=True)]
    count = sum(changed) if shape == "files" else changed[0] + changed[-1] + 1
    return Trial(seed, shape, command, criteria, parks, rows, benchmarks, count)


def _change(draw: Draw, document: Document, *, structure: float) -> None:
    """Change free texts of most documents and one or two other things of some."""
    if draw.chance(0.9):
        text_only(document, draw, draw.between(1, 3))
    if draw.chance(structure):
        mutate(document, draw, draw.between(1, 2))


def _is_whole(park: Document) -> bool:
    """Return whether a park is still what the rows of a table are made from."""
    try:
        return all(generate.as_rows([park]))
    except (KeyError, TypeError, AttributeError, ValueError):
        return False
