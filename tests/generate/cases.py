"""Random cases as files: criteria, parks (park files or a table) and benchmarks."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, Final

import yaml

from generate.documents import criteria
from generate.draw import Draw
from generate.features import ALL, Features
from generate.parks import draw_number, indicators, parks
from generate.quantities import RANGES

Document = dict[str, Any]
_CELLS: Final = {None: "缺失", "expected": "待报", "not_applicable": "不适用", True: "是", False: "否"}


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Writes Decimals as plain numbers and never an anchor; ten times as fast where PyYAML comes with its C library."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _decimal(dumper: yaml.SafeDumper, number: Decimal) -> yaml.Node:
    text = format(number, "f")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(Decimal, _decimal)


def dump(document: Document) -> str:
    """Return a document as YAML; Decimals stay exact, text that looks like a number is quoted."""
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


@dataclass(frozen=True)
class Case:
    """The files of one random case. ``benchmarks`` is None without benchmarks."""

    folder: Path
    criteria: Path
    parks: Path
    benchmarks: Path | None
    documents: tuple[Document, ...]


def benchmarks(document: Document, seed: int, year: int = 2024) -> Document:
    """Return a benchmarks file that gives every statistic the rules of ``document`` refer to, in every group."""
    draw = Draw(seed * 3 + 2)
    values = [one for key, indicator in indicators(document) for one in _told(draw, document, key, indicator, year)]
    return {
        "name": "随机参照值",
        "sources": {"report": {"title": "统计公报", "attested": "invented"}},
        "values": values,
    }


def _told(draw: Draw, document: Document, key: str, indicator: Document, year: int) -> Iterator[Document]:
    for reference in indicator["rule"].values():
        if not (isinstance(reference, dict) and "stat" in reference):
            continue
        groups = [
            [(name, value) for value in document["groups"][name]["values"]] for name in reference.get("within", [])
        ]
        of = reference.get("of", key)
        for group in product(*groups):
            field = document["fields"].get(of)
            unit = field["unit"] if field else indicator.get("unit")
            number = draw_number(draw, {"unit": unit if unit in RANGES else "1", "above": 0})
            made: Document = {"of": of if of.isidentifier() else key, "stat": reference["stat"], "year": year}
            made |= {"quantile": reference["quantile"]} if "quantile" in reference else {}
            made |= {"groups": dict(group)} if group else {}
            value = f"{number} {unit}" if unit not in (None, "1") else number
            yield made | {"value": value, "parks": draw.between(3, 30), "source": "report"}


def as_rows(documents: list[Document]) -> list[dict[str, str]]:
    """Return park files as rows of a table, one for each park and year, with everything that a table can hold."""
    return [dict(_row(document)) for document in documents]


def _row(document: Document) -> Iterator[tuple[str, str]]:
    yield from (
        (key, _cell(document[key]))
        for key in ("id", "name", "year", "source", "attested", "stated_total")
        if key in document
    )
    yield from ((key, str(value)) for key, value in document.get("groups", {}).items())
    yield from _figures("", document.get("data", {}))
    yield from _figures("points.", document.get("points", {}), inner="points")
    for event in document.get("events", []):
        name = ".".join(["events", event["kind"], *([event["level"]] if "level" in event else [])])
        yield name, str(event.get("count", 1))
        yield from ((f"{name}.{key}", event[key]) for key in ("date", "source") if key in event)
    review = document.get("review", {})
    yield from (("review.by", review["by"]) for _ in range("by" in review))
    yield from _figures("review.", review.get("data", {}))
    yield from _figures("review.points.", review.get("points", {}), inner="points")


def _figures(prefix: str, figures: Document, inner: str = "value") -> Iterator[tuple[str, str]]:
    for key, figure in figures.items():
        detailed = figure if isinstance(figure, dict) else {inner: figure}
        yield f"{prefix}{key}", _cell(detailed[inner])
        yield from ((f"{prefix}{key}.{name}", str(more)) for name, more in detailed.items() if name != inner)


def _cell(value: Any) -> str:
    if value is None or isinstance(value, bool) or value in ("expected", "not_applicable"):
        return _CELLS[value]
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def write_case(folder: Path, seed: int, features: Features = ALL, *, count: int = 8, years: int = 2) -> Case:
    """Write criteria, parks and benchmarks of one seed below ``folder`` and return their paths.

    One case in four has its parks in a CSV table, one in four in a JSON table, the others as park files.
    """
    document = criteria(seed, features)
    documents = parks(document, seed, features, count=count, years=years)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "criteria.yaml", _write_parks(folder, seed, documents)]
    paths[0].write_text(dump(document), encoding="utf-8")
    told = benchmarks(document, seed)
    if not told["values"] or "given_benchmarks" not in features:
        return Case(folder, *paths, None, tuple(documents))
    (folder / "benchmarks.yaml").write_text(dump(told), encoding="utf-8")
    return Case(folder, *paths, folder / "benchmarks.yaml", tuple(documents))


def _write_parks(folder: Path, seed: int, documents: list[Document]) -> Path:
    if seed % 4 < 2:
        parks_folder = folder / "parks"
        parks_folder.mkdir(exist_ok=True)
        for document in documents:
            (parks_folder / f"{document['id']}-{document['year']}.yaml").write_text(dump(document), encoding="utf-8")
        return parks_folder
    rows = as_rows(documents)
    if seed % 4 == 3:
        path = folder / "parks.json"
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
        return path
    path = folder / "parks.csv"
    header = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
    return path
