"""Panels put together: of many inputs, of parks made by hand, and of last year's figures that only fill gaps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, count, groupby
from operator import eq
from typing import Any, TypeVar

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.messages.findings import Finding, Place, quoted
from fivegoods.panel import findings as kinds
from fivegoods.panel.entities import Fact, Gap, GivenPoints, Park, ReviewedPart
from fivegoods.panel.panel import Cell, Panel, Part, Review
from fivegoods.panel.raw import Given, Input, Path
from fivegoods.panel.values import label

T = TypeVar("T")


def join(panels: Sequence[Panel]) -> tuple[Panel, list[Finding]]:
    """Return one panel of several, in their order; a park-year that was there before is named and left out.

    Rows that only fill (last year's column of a form) come last, whatever their order: they fill the empty
    cells of that year's own row if there is one, and else are a row themselves.
    """
    given, fillings = [], []
    for panel in panels:
        own = [row for row in range(len(panel)) if row not in panel.filling] if panel.filling else range(len(panel))
        given.append(panel if len(own) == len(panel) else selected(panel, own))
        fillings += [(panel, row) for row in sorted(panel.filling) if panel.reports(row)]
    whole, index, findings = _each_once(given)
    findings += _renamed(whole)
    filled: list[tuple[int, Panel, int]] = []
    new: dict[int, tuple[Panel, list[int]]] = {}
    size = len(whole)
    for panel, row in fillings:
        at = index.setdefault(panel.years[row], {}).setdefault(panel.ids[row], size)
        if at < size:
            filled.append((at, panel, row))
        else:
            new.setdefault(id(panel), (panel, []))[1].append(row)
            size += 1
    if new:
        whole = _assembled([(whole, range(len(whole))), *new.values()])
    for at, panel, row in filled:
        findings += _fill(whole, at, panel, row)
    return whole, findings


def _each_once(panels: Sequence[Panel]) -> tuple[Panel, dict[int, dict[str, int]], list[Finding]]:
    """Return the panels one below the other without the park-years that were there before, which are named.

    Beside the panel stand its rows by year and id.
    """
    index: dict[int, dict[str, int]] = {}
    kept: list[Panel] = []
    twice: list[tuple[Panel, int, int]] = []
    size = 0
    for panel in panels:
        fresh = []
        for row, (id_, year) in enumerate(zip(panel.ids, panel.years, strict=True)):
            first = index.setdefault(year, {}).setdefault(id_, size)
            if first == size:
                fresh.append(row)
                size += 1
            else:
                twice.append((panel, row, first))
        kept.append(panel if len(fresh) == len(panel) else selected(panel, fresh))
    whole = stacked(kept)
    return whole, index, [_twice(panel, row, whole.origin(first).place(("id",))) for panel, row, first in twice]


def _twice(panel: Panel, row: int, first: Place) -> Finding:
    params = {"id": panel.ids[row], "year": str(panel.years[row]), "other": _where(first)}
    return Finding(kinds.PARK_TWICE, panel.origin(row).place(("id",)), params)


def _where(place: Place) -> str:
    return "!".join(part for part in (place.file, place.sheet, place.cell) if part)


def _renamed(panel: Panel) -> list[Finding]:
    """Return one warning for all names that stand with several ids: two years of one park would not meet."""
    first: dict[str, int] = {}
    renamed = []
    names = [name if isinstance(name, str) else name.within("zh") for name in panel.names]
    if any(id_.startswith("0") for id_ in panel.ids):  # 007 and 7 without a name of their own
        names = [id_.lstrip("0") if name == id_ else name for id_, name in zip(panel.ids, names, strict=True)]
    for row, called in enumerate(names if len(set(names)) < len(names) else ()):
        known = first.setdefault(called, row)
        # Two files of one year may well be of two parks.
        if panel.ids[known] != panel.ids[row] and (
            panel.years[known] != panel.years[row] or panel.origin(known).input is panel.origin(row).input
        ):
            renamed.append((row, called))
    if not renamed:
        return []
    row, name = renamed[0]
    params = {"count": str(len({name for _, name in renamed})), "name": quoted(name)}
    ids = {"id": panel.ids[first[name]], "other": panel.ids[row]}
    return [Finding(kinds.SAME_NAME, panel.origin(row).place(("id",)), {**params, **ids})]


def _fill(panel: Panel, row: int, other: Panel, there: int) -> list[Finding]:
    """Fill the empty cells of a row with those of a row of another panel; name the figures that differ."""
    differ = []
    origin = other.origin(there)
    for name in other.figures:
        path: Path = ("data", name)
        given, known = other.cell(name, there), panel.cell(name, row)
        if known is Gap.ABSENT and given is not Gap.ABSENT:
            panel.figures.setdefault(name, [Gap.ABSENT] * len(panel))[row] = given
            panel.own.facts.setdefault(name, {})[row] = other.own.said(name, there)
            panel.elsewhere.setdefault(row, {})[path] = origin
        elif not isinstance(given, Gap) and not isinstance(known, Gap) and given != known:
            facts = {"value": other.fact(name, there), "other": panel.fact(name, row)}
            params = {
                **label(name, panel.fields[name].name),
                **{key: fact.written for key, fact in facts.items() if fact is not None},
                "place": _where(panel.origin(row).place(path)),
            }
            differ.append(Finding(kinds.PREVIOUS_DIFFERS, origin.place(path), params))
    return differ


#: A panel, and those of its rows that are taken.
_Piece = tuple[Panel, Sequence[int]]


def selected(panel: Panel, rows: Sequence[int]) -> Panel:
    """Return some rows of a panel."""
    is_whole = len(rows) == len(panel) and all(map(eq, rows, count()))
    return panel if is_whole else _assembled([(panel, rows)])


def stacked(panels: Sequence[Panel]) -> Panel:
    """Return panels one below the other."""
    return panels[0] if len(panels) == 1 else _assembled([(panel, range(len(panel))) for panel in panels])


def _assembled(pieces: Sequence[_Piece]) -> Panel:
    starts = list(accumulate((len(rows) for _, rows in pieces), initial=0))
    places = [
        {row: start + index for index, row in enumerate(rows)} for (_, rows), start in zip(pieces, starts, strict=False)
    ]

    def each(of: Callable[[Panel], Sequence[T]]) -> list[T]:
        return [one for panel, rows in pieces for one in _taken(of(panel), rows)]

    def dense(of: Callable[[Panel], Mapping[str, Sequence[T]]], nothing: T) -> dict[str, list[T]]:
        names = dict.fromkeys(name for panel, _ in pieces for name in of(panel))
        return {name: each(lambda panel: of(panel).get(name) or [nothing] * len(panel)) for name in names}  # noqa: B023

    def sparse(of: Callable[[Panel], Mapping[int, T]]) -> dict[int, T]:
        return {
            at[row]: one
            for (panel, _), at in zip(pieces, places, strict=True)
            for row, one in of(panel).items()
            if row in at
        }

    def rare(of: Callable[[Panel], Mapping[str, Mapping[int, T]]]) -> dict[str, dict[int, T]]:
        names = dict.fromkeys(name for panel, _ in pieces for name in of(panel))
        return {name: sparse(lambda panel: of(panel).get(name, {})) for name in names}  # noqa: B023

    def part(of: Callable[[Panel], Part]) -> dict[str, Any]:
        return {
            "points": rare(lambda panel: of(panel).points),
            "totals": sparse(lambda panel: of(panel).totals),
            "common": sparse(lambda panel: of(panel).common),
            "facts": rare(lambda panel: of(panel).facts),
        }

    segments = [
        one for (panel, rows), start in zip(pieces, starts, strict=False) for one in _segments(panel, rows, start)
    ]
    return Panel(
        fields=pieces[0][0].fields if pieces else {},
        ids=each(lambda panel: panel.ids),
        names=each(lambda panel: panel.names),
        years=each(lambda panel: panel.years),
        groups=dense(lambda panel: panel.groups, None),
        figures=dense(lambda panel: panel.figures, Gap.ABSENT),
        own=Part(**part(lambda panel: panel.own)),
        review=Review(
            **part(lambda panel: panel.review),
            figures=rare(lambda panel: panel.review.figures),
            by=sparse(lambda panel: panel.review.by),
            source=sparse(lambda panel: panel.review.source),
        ),
        events=sparse(lambda panel: panel.events),
        filling={at[row] for (panel, _), at in zip(pieces, places, strict=True) for row in panel.filling if row in at},
        elsewhere=sparse(lambda panel: panel.elsewhere),
        starts=[start for start, _, _ in segments],
        inputs=[one for _, one, _ in segments],
        numbers=[numbers for _, _, numbers in segments],
    )


def _taken(column: Sequence[T], rows: Sequence[int]) -> Sequence[T]:
    return column if rows == range(len(column)) else [column[row] for row in rows]


def _segments(panel: Panel, rows: Sequence[int], start: int) -> Iterator[tuple[int, Input, Sequence[int]]]:
    """Yield the first row, the input and the rows in it of each stretch of rows of one input."""
    if rows == range(len(panel)):
        for first, one, numbers in zip(panel.starts, panel.inputs, panel.numbers, strict=True):
            yield start + first, one, numbers
        return
    for part, some in groupby(rows, key=lambda row: bisect_right(panel.starts, row) - 1):
        numbers = [panel.numbers[part][row - panel.starts[part]] for row in some]
        yield start, panel.inputs[part], numbers
        start += len(numbers)


def panel_of(parks: Sequence[Park], fields: Mapping[str, FieldDef]) -> Panel:
    """Return a panel of parks that were made or changed by hand."""
    reviews = {row: park.review for row, park in enumerate(parks) if park.review is not None}
    own = dict(enumerate(parks))
    return Panel(
        fields=fields,
        ids=[park.id for park in parks],
        names=[park.name for park in parks],
        years=[park.year for park in parks],
        groups={
            name: [park.groups.get(name) for park in parks]
            for name in dict.fromkeys(name for park in parks for name in park.groups)
        },
        figures={
            name: [cells.get(row, Gap.ABSENT) for row in range(len(parks))] for name, cells in _figures(own).items()
        },
        own=Part(**_given(own)),
        review=Review(
            **_given(reviews),
            figures=_figures(reviews),
            by={row: review.by for row, review in reviews.items() if review.by},
            source={row: review.source for row, review in reviews.items() if review.source},
        ),
        events={row: park.events for row, park in own.items() if park.events},
        starts=list(range(len(parks))),
        inputs=[Given(park.origin.file, park.origin.sha256, park.origin) for park in parks],
        numbers=[[0]] * len(parks),
    )


def _figures(parts: Mapping[int, Park] | Mapping[int, ReviewedPart]) -> dict[str, dict[int, Cell]]:
    found: dict[str, dict[int, Cell]] = {}
    for row, part in parts.items():
        for name, cell in (*part.data.items(), *part.gaps.items()):
            found.setdefault(name, {})[row] = cell
    return found


def _given(parts: Mapping[int, Park] | Mapping[int, ReviewedPart]) -> dict[str, Any]:
    points: dict[str, dict[int, GivenPoints]] = {}
    facts: dict[str, dict[int, Fact]] = {}
    for row, part in parts.items():
        for name, given in part.points.items():
            points.setdefault(name, {})[row] = given
        for name, fact in part.facts.items():
            facts.setdefault(name, {})[row] = fact
    totals = {row: part.stated_total for row, part in parts.items() if part.stated_total is not None}
    return {"points": points, "facts": facts, "totals": totals}
