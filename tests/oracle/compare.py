"""Where the program and the oracle differ on one ranking, each difference at its root.

A figure that differs drags others along: an indicator's points those of its dimensions, the total, ranks, boards. Only
differences that no other one explains are given; values and outcomes come first, since they move the peers' references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple

from oracle.panel import Criteria, as_list
from oracle.ranking import Ranking, Score
from oracle.scorer import Found, Scorer

Cause = tuple[str, str]
ALWAYS: Final = ("", "")
#: The program's JSON has 12 decimals.
_TOLERANCE: Final = Fraction(1, 10**11)
_NAMED: Final = re.compile(r'\b(?:points|value|rank)\(["\'](\w+)["\']\)')
_OF_TOTAL: Final = ("points", "possible", "possible_is_open", "full", "coverage")
_OF_RANK: Final = ("rank", "tied", "group_ranks", "grade", "unranked_reason", "honours_lost")


class Difference(NamedTuple):
    """What the program (``theirs``) and the oracle say of one figure: of a part, the total, the rank, a board."""

    park: str
    part: str
    what: str
    theirs: Any
    ours: Any

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.park} {self.part} {self.what}: program {_shown(self.theirs)}, oracle {_shown(self.ours)}"


def _shown(value: Any) -> str:
    return format(float(value), ".15g") if isinstance(value, Fraction) else str(value)


def differences(theirs: Mapping[str, Any], ours: Ranking, scorer: Scorer) -> list[Difference]:
    """Return the differences that no other one explains."""
    roots: list[Difference] = []
    moved: set[tuple[str, str]] = {ALWAYS}
    for difference, causes in _all(theirs, ours, scorer):
        if not any(cause in moved for cause in causes):
            roots.append(difference)
        moved |= {(difference.park, difference.part), ("any", difference.part)}
    return roots


Caused = tuple[Difference, list[Cause]]


def _all(theirs: Mapping[str, Any], ours: Ranking, scorer: Scorer) -> Iterator[Caused]:
    parks = [(park, ours.scores[park["id"]], _parts(park)) for park in theirs["parks"]]
    related = _related(scorer.criteria)
    for park, score, _ in parks:
        yield from _adjustments(park, score)
    for name, stage, named in _in_stages(scorer.criteria):
        others = [("any", other) for other in named]
        for park, score, parts in parks:
            causes = [*others, (park["id"], "adjustments")]
            causes += [("any", name)] if stage is not _STAGES[0] else []
            causes += _lacking(parts, score, related[name]) if stage is _STAGES[-1] else []
            yield from ((d, causes) for d in _part(park["id"], parts[name], score.parts[name], stage))
    for node in reversed(list(scorer.criteria.root.nodes())):
        for park, score, parts in parks:
            causes = [(park["id"], child.id) for child in node.children] + [(park["id"], "adjustments")]
            causes += _lacking(parts, score, [*related[node.id], *(each.id for each in node.indicators())])
            if node is scorer.criteria.root:
                everything = [*causes, *((park["id"], part) for part in score.parts)]
                yield from (
                    (d, causes if d.what in ("points", "possible") else everything) for d in _total(park, score)
                )
            else:
                whats = (
                    ("points", "possible")
                    if score.parts[node.id].is_left_out
                    else ("outcome", "points", "possible", "full")
                )
                yield from ((d, causes) for d in _part(park["id"], parts[node.id], score.parts[node.id], whats))
    yield from _ranks(theirs, ours, parks, scorer.criteria)


#: What is compared of an indicator, in this order over all parks: what is known moves the peers' references.
_STAGES: Final = (("not_applicable",), ("missing",), ("outcome", "value"), ("points", "possible", "full"))


def _lacking(theirs: Mapping[str, Mapping[str, Any]], ours: Score, near: Iterable[str]) -> list[Cause]:
    """Return a cause that always holds if some of these parts are known to one side only."""
    differs = (theirs[name]["outcome"] != ours.parts[name].outcome for name in near)
    return [ALWAYS] if any(differs) else []


def _in_stages(criteria: Criteria) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Give each indicator with what is compared of it and the earlier ones that it asks for; what is known goes first."""
    named = {name: _NAMED.findall(str(each.document)) for name, each in criteria.indicators.items()}
    yield from ((name, stage, []) for name in named if not named[name] for stage in _STAGES[:2])
    for name, others in named.items():
        yield from ((name, stage, others) for stage in _STAGES[0 if others else 2 :])


def _related(criteria: Criteria) -> dict[str, list[str]]:
    """Return for each part the indicators that share weights with it, on any level: what they lack it carries."""
    related: dict[str, list[str]] = {criteria.root.id: []}
    for node in criteria.root.nodes():
        is_weighted = any("weight" in child.document for child in node.children)
        below = [each.id for each in node.indicators()] if is_weighted else []
        related |= {child.id: [*related[node.id], *below] for child in node.children}
    return related


def _parts(node: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    found = {part["id"]: part for part in node.get("indicators", ())}
    for part in node.get("dimensions", ()):
        found |= {part["id"]: part} | _parts(part)
    return found


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, int | Fraction) and isinstance(b, int | Fraction) and not isinstance(a, bool):
        return abs(Fraction(a) - Fraction(b)) <= _TOLERANCE * max(1, abs(Fraction(a)) / 10**12)
    return bool(a == b)


def _part(park: str, theirs: Mapping[str, Any], ours: Found, whats: Iterable[str]) -> Iterator[Difference]:
    for what in whats:
        if what in ("not_applicable", "missing"):
            words = {theirs["outcome"], ours.outcome}
            if len(words) > 1 and what in words:
                yield Difference(park, ours.id, "outcome", theirs["outcome"], ours.outcome)
            continue
        own = getattr(ours, what)
        is_shown = what != "value" or (ours.outcome in ("scored", "no_reference") and isinstance(own, Fraction))
        if is_shown and not _same(theirs[what], own):
            yield Difference(park, ours.id, what, theirs[what], own)


def _adjustments(theirs: Mapping[str, Any], ours: Score) -> Iterator[Caused]:
    """Compare the points of adjustments, and what they do besides."""
    points = {each["id"]: each["points"] for each in theirs["adjustments"]}
    for name in {**points, **ours.adjustments}:
        if not _same(points.get(name, Fraction(0)), ours.adjustments.get(name, Fraction(0))):
            pair = points.get(name), ours.adjustments.get(name)
            yield Difference(theirs["id"], "adjustments", name, *pair), []
    effects = sorted("+".join(sorted(e.split("+"))) for each in theirs["adjustments"] for e in each["effects"])
    own = sorted(_effect(effect) for _, effect in ours.effects)
    if effects != own:
        yield Difference(theirs["id"], "adjustments", "effects", effects, own), []


def _effect(effect: Mapping[str, Any]) -> str:
    """Return all that one effect does, as the program's JSON writes it."""
    stated = [f"{key}:{effect[key]}" for key in ("void", "grade", "steps_down") if effect.get(key) is not None]
    return "+".join(sorted([*stated, *(key for key in ("no_honours", "unranked", "ungraded") if effect.get(key))]))


def _total(theirs: Mapping[str, Any], ours: Score) -> Iterator[Difference]:
    root = ours.root
    own = dict(zip(_OF_TOTAL, (ours.points, ours.possible, root.is_open, root.full, root.covered), strict=True))
    for what in _OF_TOTAL:
        if not _same(theirs[what], own[what]):
            yield Difference(theirs["id"], "total", what, theirs[what], own[what])
    for name, points in theirs["totals"].items():
        if not _same(points, ours.totals[name]):
            yield Difference(theirs["id"], "totals", name, points, ours.totals[name])


def _ranks(theirs: Mapping[str, Any], ours: Ranking, parks: Iterable[Any], criteria: Criteria) -> Iterator[Caused]:
    """Compare what follows from the totals: whatever differs before explains it, in any park."""
    everything = [("any", part) for part in (*criteria.above, criteria.root.id)]
    everything += [("any", part) for part in ("adjustments", "rank", "total")]
    for park, score, _ in parks:
        ranks = {
            name: tuple(each[key] for key in ("rank", "of", "tied"))
            for name, each in park["group_ranks"].items()
            if each
        }
        own = (score.rank, score.tied, dict(score.group_ranks), score.grade, score.unranked, score.honours_lost)
        for what, theirs_, ours_ in zip(
            _OF_RANK, ({**park, "group_ranks": ranks}[what] for what in _OF_RANK), own, strict=True
        ):
            if not _same(theirs_, ours_):
                yield Difference(park["id"], "rank", what, theirs_, ours_), everything
    declared = criteria.document.get("boards") or {}
    past = _past(theirs, ours)
    boards = {
        (each["id"], _group(each["group"])): _of_board(each["entries"], each["cut_ties"]) for each in theirs["boards"]
    }
    own_boards = {(board.id, _group(board.group)): (sorted(board.entries), sorted(board.cut)) for board in ours.boards}
    for key in sorted({**boards, **own_boards}):
        causes = [*everything, *(("any", f"board {other}") for other in as_list(declared[key[0]].get("not_on")))]
        causes += past if declared[key[0]].get("by") == "rise" else []
        if boards.get(key) != own_boards.get(key):
            yield Difference("", f"board {key[0]}", key[1], boards.get(key), own_boards.get(key)), causes
    for rule in theirs.get("rules", ()):
        hits = {each["id"]: [int(year) for year in each["years"]] for each in rule["hits"]}
        if hits != ours.hits[rule["id"]]:
            yield Difference("", "years", rule["id"], hits, ours.hits[rule["id"]]), [*everything, *past]


def _past(theirs: Mapping[str, Any], ours: Ranking) -> list[Cause]:
    """Return a cause that always holds if the totals or ranks of earlier years differ: those are not taken apart."""
    for park in theirs["over_years"]:
        for each in park["years"]:
            score = ours.past.get((park["id"], int(each["year"])))
            if score and not (_same(each["rank"], score.rank) and _same(each["points"], score.points)):
                return [ALWAYS]
    return []


def _of_board(entries: Iterable[Mapping[str, Any]], cut: Iterable[str]) -> tuple[list[str], list[str]]:
    return sorted(entry["id"] for entry in entries), sorted(cut)


def _group(group: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(group.items()))
