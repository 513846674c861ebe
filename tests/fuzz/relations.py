"""Changes that must not change a result: names, order, units, scaled weights, parts without points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import generate
from fuzz.program import run
from fuzz.readers import json_text
from generate.draw import plain
from generate.quantities import in_unit, other_units

Document = dict[str, Any]
Parks = list[Document]
#: Totals are compared with so many decimals: sums in another order differ in the last of 34 digits.
DECIMALS: Final = 9
#: What happens to an indicator without data, if it has any points.
POLICIES: Final = ("interval", "exclude", "zero", "exclude_park", "group_mean", {"policy": "penalty", "points": 2})


def renamed(criteria: Document, parks: Parks) -> None:
    """Give parks other names; ids decide what nothing else does and keep their order."""
    for park in parks:
        park["id"], park["name"] = f"zz-{park['id']}", f"{park['name']}（更名）"


def parks_reordered(criteria: Document, parks: Parks) -> None:
    """Give the parks in the other order."""
    parks.reverse()


def indicators_reordered(criteria: Document, parks: Parks) -> None:
    """Write dimensions, indicators and fields in the other order."""
    _reverse(criteria, "fields")
    for node in nodes(criteria):
        _reverse(node, "dimensions")
        _reverse(node, "indicators")


def other_units_written(criteria: Document, parks: Parks) -> None:
    """Write figures in another unit of the kind."""
    for park in parks:
        for key, figure in park["data"].items():
            unit = criteria["fields"][key].get("unit")
            if isinstance(figure, Decimal | int) and not isinstance(figure, bool) and unit:
                for other in other_units(unit):
                    written = in_unit(Decimal(figure), unit, other)
                    park["data"][key] = figure if written is None else f"{plain(written)} {other}"


def weights_scaled(criteria: Document, parks: Parks) -> None:
    """Make all weights of siblings three times as large."""
    for node in nodes(criteria):
        for part in _parts(node).values():
            weight = part.get("weight")
            if isinstance(weight, dict):
                part["weight"] = {key: _times(value) if key != "by" else value for key, value in weight.items()}
            elif weight is not None:
                part["weight"] = weight * 3


def parts_without_points(criteria: Document, parks: Parks) -> None:
    """Add parts that can carry no points to every dimension, first or last: indicators and a dimension."""
    number = next(key for key, one in criteria["fields"].items() if one.get("kind", "number") == "number")
    unit = criteria["fields"][number]["unit"]
    for place, node in enumerate(list(nodes(criteria))):
        for key in ("indicators", "dimensions") if "dimensions" in node else ("indicators",):
            siblings = node.get(key)
            if siblings:
                kind = "weight" if any("weight" in one for one in siblings.values()) else "points"
                made = _nothing(criteria, place, kind, f"previous({number})" if place % 3 else number, unit)
                if key == "dimensions":
                    made = {f"{name}_d": _around(name, one, kind) for name, one in made.items()}
                node[key] = {**made, **siblings} if place % 2 else {**siblings, **made}


def _nothing(criteria: Document, place: int, kind: str, value: str, unit: str) -> Document:
    """Return indicators of no points or weight, for all parks or for each group, whatever data they lack."""
    rule = {"kind": "goalposts", "worst": 0, "best": 1000}
    one: Document = {
        "name": "无分",
        "unit": unit,
        "value": value,
        "rule": rule,
        "missing": POLICIES[place % len(POLICIES)],
    }
    made = {f"nothing_{place}": {**one, kind: 0}}
    for group, document in (criteria.get("groups") or {}).items():
        none = {"by": group, "is": dict.fromkeys(document["values"], 0)}
        rule = {"kind": "per_unit", "points": 3} if place % 2 else {"kind": "ratio", "to": {"stat": "mean"}}
        made[f"nothing_{place}_{group}"] = {**one, kind: none, "rule": rule}
    return made


def _around(name: str, indicator: Document, kind: str) -> Document:
    """Return a dimension of no points or weight around an indicator that has some by itself."""
    below = {key: value for key, value in indicator.items() if key != kind}
    return {"name": "无分", kind: indicator[kind], "indicators": {f"{name}_i": {**below, "weight": 2}}}


def parts_renamed(criteria: Document, parks: Parks) -> None:
    """Give dimensions and indicators other ids, wherever these are named."""
    for holder in (criteria, *parks):
        found = _renamed(holder)
        holder.clear()
        holder.update(found)


def _renamed(written: Any) -> Any:
    if isinstance(written, dict):
        return {_renamed(key): _renamed(value) for key, value in written.items()}
    if isinstance(written, list | tuple):
        return [_renamed(value) for value in written]
    return re.sub(r"\b(item|part)_(?=\d)", r"other_\1_", written) if isinstance(written, str) else written


#: Changes criteria and parks in place.
Relation = Callable[[Document, Parks], None]
RELATIONS: Final[tuple[Relation, ...]] = (
    renamed, parks_reordered, indicators_reordered, other_units_written, weights_scaled, parts_without_points,
    parts_renamed,
)  # fmt: skip


def broken(seed: int, folder: Path, relations: Sequence[Relation] = RELATIONS) -> Iterator[tuple[str, str]]:
    """Yield each relation that does not hold for the case of a seed, with what differs."""
    criteria = generate.criteria(seed)
    parks = generate.parks(criteria, seed, count=5)
    before = _result(folder, criteria, parks)
    for relation in relations:
        changed, others = deepcopy(criteria), deepcopy(parks)
        relation(changed, others)
        after = _result(folder, changed, others)
        if after != before:
            yield relation.__name__, _shown(before, after)


def _result(folder: Path, criteria: Document, parks: Parks) -> Any:
    """Return total, rank, grade and boards of every park, or the exit code where there is no ranking."""
    (folder / "parks").mkdir(parents=True, exist_ok=True)
    for old in (folder / "parks").iterdir():
        old.unlink()
    (folder / "criteria.yaml").write_text(generate.dump(criteria), encoding="utf-8")
    for number, park in enumerate(parks):
        (folder / "parks" / f"{number}.yaml").write_text(generate.dump(park), encoding="utf-8")
    done = run(["rank", folder / "parks", "-c", folder / "criteria.yaml", "--format", "json", "--allow-partial"])
    if done.code != 0 or json_text(done.out):
        return f"{done.code} {done.trouble}"
    import json

    found = json.loads(done.out, parse_float=Decimal)["parks"]
    return {
        park["id"].removeprefix("zz-"): {
            key: _rounded(park.get(key))
            for key in ("points", "possible", "possible_is_open", "full", "rank", "grade", "coverage", "totals")
        }
        for park in found
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, DECIMALS) if isinstance(value, Decimal) else value


def _shown(before: Any, after: Any) -> str:
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return f"{before} became {after}"[:600]
    return "; ".join(
        f"{key}: {before.get(key)} became {after.get(key)}"
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    )[:600]


def nodes(node: Document) -> Iterator[Document]:
    """Yield the criteria and every dimension."""
    yield node
    for child in node.get("dimensions", {}).values():
        yield from nodes(child)


def _parts(node: Document) -> Document:
    return {**node.get("dimensions", {}), **node.get("indicators", {})}


def _times(value: Any) -> Any:
    return {key: inner * 3 for key, inner in value.items()} if isinstance(value, dict) else value * 3


def _reverse(holder: Document, key: str) -> None:
    if key in holder:
        holder[key] = dict(reversed(holder[key].items()))
