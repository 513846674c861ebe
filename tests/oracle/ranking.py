"""What follows from the points: adjustments, the total, ranks, grades, boards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from oracle.expressions import Range, settled
from oracle.panel import Criteria, Park, as_list
from oracle.quantities import ONE, ZERO, Gap, decide, number, rounded
from oracle.scorer import Env, Found, Scorer, groups_of
from oracle.tree import Adjusted, total


@dataclass
class Score:
    """One park's result."""

    park: Park
    root: Found
    points: Fraction
    possible: Fraction
    effects: Sequence[tuple[str, Mapping[str, Any]]]
    unranked: str | None = None
    rank: int | None = None
    tied: int | None = None
    group_ranks: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    grade: str | None = None
    totals: Mapping[str, Fraction] = field(default_factory=dict)
    adjustments: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def honours_lost(self) -> bool:
        """Whether it stands on no board."""
        return any(effect.get("no_honours") for _, effect in self.effects)

    @cached_property
    def parts(self) -> Mapping[str, Found]:
        """The total, dimensions and indicators by id."""

        return {found.id: found for found in _walk(self.root)}

    @cached_property
    def under_veto(self) -> frozenset[str]:
        """The parts below a voided dimension: whatever they have counts for nothing."""
        voided = [found for found in self.parts.values() if found.outcome == "voided"]
        return frozenset(below.id for found in voided for below in _walk(found))


def _walk(found: Found) -> Iterable[Found]:
    yield found
    for child in found.children:
        yield from _walk(child)


class Board(NamedTuple):
    """A board: which, of which group, who stands on it, and who ties with the last of them but does not."""

    id: str
    group: Mapping[str, Any]
    entries: Sequence[str]
    cut: Sequence[str]


@dataclass
class Ranking:
    """The results of one year; ``hits`` are the years in which each park met a rule over several years."""

    scores: Mapping[str, Score]
    boards: Sequence[Board]
    hits: Mapping[str, Mapping[str, Sequence[int]]]
    past: Mapping[tuple[str, int], Score]


def rank(scorer: Scorer, year: int) -> Ranking:
    """Score, rank and grade the parks of a year."""
    years = {each: _scored(scorer, each) for each in sorted(scorer.panel.by_year) if each <= year}
    scores = years[year]
    _grade(scorer.criteria, scores)
    past = {(score.park.id, each): score for each, found in years.items() if each < year for score in found}
    by_id, boards = {score.park.id: score for score in scores}, _boards(scorer, scores, years.get(year - 1, ()))
    return Ranking(by_id, boards, _hits(scorer.criteria, year, years), past)


def _scored(scorer: Scorer, year: int) -> list[Score]:
    scores = [_score(scorer, park) for park in scorer.panel.by_year.get(year, ())]
    ranked = [score for score in scores if score.unranked is None]
    for score, place, tied in _placed(scorer.criteria, ranked):
        score.rank, score.tied = place, tied
    for name in scorer.criteria.groups:
        for value in {score.park.groups.get(name) for score in ranked} - {None}:
            members = [score for score in ranked if score.park.groups.get(name) == value]
            for score, place, tied in _placed(scorer.criteria, members):
                score.group_ranks = {**score.group_ranks, name: (place, len(members), tied)}
    return scores


# Adjustments.


def _score(scorer: Scorer, park: Park) -> Score:
    criteria = scorer.criteria
    triggered = [_triggered(scorer, park, each) for each in (criteria.document.get("adjustments") or {}).items()]
    effects = [(name, effect) for name, _, _, found in triggered for effect in found]
    voids = frozenset(str(effect["void"]) for _, effect in effects if effect.get("void"))
    extras: dict[str, Fraction] = {}
    for _, to, points, _ in triggered:
        extras[to] = extras.get(to, ZERO) + points
    root = total(scorer, park, Adjusted(extras, voids))
    root = replace(root, is_open=root.is_open and "total" not in voids)
    more = _capped_total(criteria, [points for _, to, points, _ in triggered if to == "total"])
    is_void = "total" in voids
    points, possible = (ZERO if is_void else end + more for end in (root.points, root.possible))
    score = Score(park, root, points, possible, effects, _why_unranked(scorer, park, root, effects))
    score.totals = _totals(criteria, score, is_void)
    score.adjustments = {name: points for name, _, points, found in triggered if points or found}
    return score


def _totals(criteria: Criteria, score: Score, is_void: bool) -> dict[str, Fraction]:
    """Return the further totals: shares of full points in other weights; what is left out is carried by the rest."""
    made: dict[str, Fraction] = {}
    for name, document in (criteria.document.get("totals") or {}).items():
        weights = {part: number(weight) for part, weight in document["weights"].items()}
        shares: dict[str, Fraction] = {}
        kept_in = {*score.under_veto, "total"}
        for part in weights:
            if part in made:
                shares[part] = made[part] / sum(map(number, criteria.document["totals"][part]["weights"].values()))
            elif (found := score.parts[part]).full and (part in kept_in or not found.is_left_out):
                points = score.points if part == "total" else ZERO if part in score.under_veto else found.points
                shares[part] = points / found.full
        there = sum((weights[part] for part in shares), ZERO)
        whole = sum((weights[part] * share for part, share in shares.items()), ZERO)
        made[name] = whole * sum(weights.values()) / there if there and not is_void else ZERO
    return made


def _triggered(scorer: Scorer, park: Park, item: tuple[str, Mapping[str, Any]]) -> tuple[str, str, Fraction, list[Any]]:
    """Return an adjustment's id, what it is added to, its points and the effects that its count calls for."""
    name, document = item
    env, to = Env(scorer, park), str(document.get("to") or "total")
    applies = scorer.criteria.condition(document.get("applies"))
    if applies is not None and applies(env) is not True:
        return name, to, ZERO, []
    count = _count(scorer, park, document)
    points = _priced(scorer, park, document, count)
    if document.get("at_most") is not None:
        limit = number(document["at_most"])
        points = max(min(points, limit), -limit)
    reached = [each for each in as_list(document.get("effects")) if count >= number(each.get("from_count") or 1)]
    highest = max((number(each.get("from_count") or 1) for each in reached), default=ONE)
    effects = [each for each in reached if number(each.get("from_count") or 1) == highest]
    return name, to, points, effects


def _count(scorer: Scorer, park: Park, document: Mapping[str, Any]) -> Fraction:
    """Return how often it counts; a count of conditions, as far as those that are known hold."""
    env = Env(scorer, park)
    if document.get("event"):
        return env.events(document["event"])
    if document.get("when"):
        return Fraction(scorer.criteria.read(document["when"]).run(env) is True)
    found = scorer.criteria.read(document["count"]).run(env) if document.get("count") else ONE
    found = found.low if isinstance(found, Range) else found
    return ZERO if isinstance(found, Gap) else found


def _priced(scorer: Scorer, park: Park, document: Mapping[str, Any], count: Fraction) -> Fraction:
    each = document.get("each")
    if document.get("points") is not None:
        part = scorer.criteria.read(document["points"])
        found = settled(part.run(Env(scorer, park)))
        return ZERO if isinstance(found, Gap) or (_has_trigger(document) and not count) else found
    if not isinstance(each, dict):
        return ZERO if each is None else number(each) * count
    events = [event for event in park.events if event["kind"] == document.get("event")]
    return sum((number(each.get(e.get("level"), 0)) * number(e.get("count", 1)) for e in events), ZERO)


def _has_trigger(document: Mapping[str, Any]) -> bool:
    return any(document.get(key) for key in ("event", "when", "count"))


def _capped_total(criteria: Criteria, points: Sequence[Fraction]) -> Fraction:
    bonus, deduction = sum((p for p in points if p > 0), ZERO), sum((p for p in points if p < 0), ZERO)
    settings = criteria.settings
    if settings.get("bonus_at_most") is not None:
        bonus = min(bonus, number(settings["bonus_at_most"]))
    if settings.get("deduction_at_most") is not None:
        deduction = max(deduction, -number(settings["deduction_at_most"]))
    return bonus + deduction


# Ranks.


def _why_unranked(
    scorer: Scorer, park: Park, root: Found, effects: Iterable[tuple[str, Mapping[str, Any]]]
) -> str | None:
    applies, settings = scorer.criteria.root.applies, scorer.criteria.settings
    if applies is not None and applies(Env(scorer, park)) is False:
        return "entry"
    removed = next((name for name, effect in effects if effect.get("unranked")), None)
    if removed:
        return f"adjustment:{removed}"
    lacking = next((each for each in _walk(root) if each.outcome == "missing" and each.policy == "exclude_park"), None)
    if lacking:
        return f"missing:{lacking.id}"
    least = settings.get("at_least_coverage")
    return "coverage" if least is not None and decide(root.covered) < number(least) else None


def total_of(criteria: Criteria, score: Score) -> Fraction:
    """Return the total as ranks look at it."""
    return _as_ranked(criteria, score.points)


def _as_ranked(criteria: Criteria, points: Fraction) -> Fraction:
    places = criteria.settings.get("rank_decimals")
    return decide(points) if places is None else rounded(decide(points), int(places))


def _key(criteria: Criteria, score: Score) -> tuple[Any, ...]:
    """Return what a park is ranked by: its total, then the declared keys; what is not known comes last."""
    keys = [_known_first(_figure(score, name)) for name in as_list(criteria.settings.get("tie_break"))]
    return (total_of(criteria, score), *keys)


def _figure(score: Score, name: str) -> Any:
    return score.parts[name].points if name in score.parts else score.park.data.get(name, Gap.MISSING)


def _known_first(value: Any) -> tuple[bool, Any]:
    return (False, ZERO) if isinstance(value, Gap) else (True, decide(Fraction(value)))


def in_order(criteria: Criteria, scores: Sequence[Score]) -> list[Score]:
    """Return scores from the best; those level in every key in the order of their ids."""
    by_id = sorted(scores, key=lambda score: score.park.id)
    return sorted(by_id, key=lambda score: _key(criteria, score), reverse=True)


def _placed(criteria: Criteria, scores: Sequence[Score]) -> list[tuple[Score, int, int]]:
    """Return each score with its place and how many share it, by the declared convention."""
    ordered, ties = in_order(criteria, scores), criteria.settings["ties"]
    keys = [_key(criteria, score) for score in ordered]
    distinct = list(dict.fromkeys(keys))
    result = []
    for index, (score, key) in enumerate(zip(ordered, keys, strict=True)):
        place = {"competition": keys.index(key), "dense": distinct.index(key), "ordinal": index}[ties] + 1
        result.append((score, place, 1 if ties == "ordinal" else keys.count(key)))
    return result


# Grades.


def _grade(criteria: Criteria, scores: Sequence[Score]) -> None:
    grades = criteria.document.get("grades")
    if not grades:
        return
    levels = [str(level["id"]) for level in grades["levels"]]
    found = _by_score(grades, scores) if grades["by"] == "score" else _by_share(criteria, grades, scores)
    for score in scores:
        forced = _forced(score, levels)
        grade = forced[0] if forced else found.get(score.park.id)
        down = sum(int(effect.get("steps_down") or 0) for _, effect in score.effects)
        if grade is not None and down:
            grade = levels[min(levels.index(grade) + down, len(levels) - 1)]
        score.grade = None if _is_ungraded(score) else grade


def _is_ungraded(score: Score) -> bool:
    return any(effect.get("ungraded") for _, effect in score.effects)


def _forced(score: Score, levels: Sequence[str]) -> tuple[str, bool] | None:
    """Return the grade that was forced, the worst of several, and whether it takes a place of its quota."""
    forced = [effect for _, effect in score.effects if effect.get("grade") is not None]
    if not forced:
        return None
    worst = max(forced, key=lambda effect: levels.index(str(effect["grade"])))
    return str(worst["grade"]), worst.get("in_quota") is not False


def _by_score(grades: Mapping[str, Any], scores: Sequence[Score]) -> dict[str, str]:
    places = grades.get("decimals")
    found: dict[str, str] = {}
    for score in scores:
        points = decide(score.points) if places is None else rounded(decide(score.points), int(places))
        level = next((level for level in grades["levels"] if _reaches(level, points)), None)
        if level and score.unranked is None:
            found[score.park.id] = str(level["id"])
    return found


def _reaches(level: Mapping[str, Any], points: Fraction) -> bool:
    if level.get("above") is not None and points <= number(level["above"]):
        return False
    return level.get("from") is None or points >= number(level["from"])


def _by_share(criteria: Criteria, grades: Mapping[str, Any], scores: Sequence[Score]) -> dict[str, str]:
    counted = [score for score in scores if score.unranked is None and not _is_ungraded(score)]
    groups: dict[Any, list[Score]] = {}
    for score in counted:
        groups.setdefault(groups_of(score.park, grades.get("within")), []).append(score)
    found: dict[str, str] = {}
    for members in groups.values():
        found |= _shared_out(criteria, grades, members)
    return found


def _shared_out(criteria: Criteria, grades: Mapping[str, Any], members: Sequence[Score]) -> dict[str, str]:
    """Return the grades of one group: forced ones take their places, the others follow by rank."""
    levels = [str(level["id"]) for level in grades["levels"]]
    forced = {score.park.id: f for score in members if (f := _forced(score, levels))}
    counted = [score for score in members if forced.get(score.park.id, ("", True))[1]]
    free = [score for score in in_order(criteria, counted) if score.park.id not in forced]
    places = quotas(grades, len(counted), [grade for grade, in_quota in forced.values() if in_quota])
    lines = [level for level in levels for _ in range(places[level])]
    totals = [total_of(criteria, score) for score in free]
    found = {}
    for index, (score, key) in enumerate(zip(free, totals, strict=True)):
        first, last = totals.index(key), len(totals) - 1 - totals[::-1].index(key)
        at = {"keep": index, "up": first, "down": last}[grades.get("ties") or "keep"]
        found[score.park.id] = lines[at]
    return found


def quotas(grades: Mapping[str, Any], parks: int, forced: Sequence[str] = ()) -> dict[str, int]:
    """Return how many places of each grade are left among so many parks; what remains belongs to the rest."""
    places: dict[str, int] = {}
    levels, reached = grades["levels"], 0
    rest = next((str(level["id"]) for level in levels if level.get("rest")), None)
    for level in levels:
        how, name = level.get("round") or "half_up", str(level["id"])
        if level.get("upto") is not None:
            line = int(rounded(number(level["upto"]) * parks, 0, how))
            places[name] = max(line - reached, 0)
        elif level.get("share") is not None:
            places[name] = int(rounded(number(level["share"]) * parks, 0, how))
        else:
            rest = rest or name
            places[name] = 0
        reached += places[name]
    for name in forced:
        places[name] = max(places[name] - 1, 0)
    parks -= len(forced)
    squeezed = [*map(str, as_list(grades.get("squeeze"))), *(str(level["id"]) for level in reversed(levels))]
    for name in squeezed:
        places[name] -= min(max(sum(places.values()) - parks, 0), places[name])
    places[rest or str(levels[-1]["id"])] += parks - sum(places.values())
    return places


# Boards, and rules over several years.


def _boards(scorer: Scorer, scores: Sequence[Score], last_year: Sequence[Score]) -> list[Board]:
    made: list[Board] = []
    before = {score.park.id: score.rank for score in last_year}
    for name, board in (scorer.criteria.document.get("boards") or {}).items():
        taken = {park for other in made if other.id in as_list(board.get("not_on")) for park in other.entries}
        who = scorer.criteria.condition(board.get("who"))
        groups: dict[Any, list[Score]] = {}
        for score in scores:
            is_free = score.unranked is None and not score.honours_lost and score.park.id not in taken
            if is_free and (who is None or who(Env(scorer, score.park)) is True):
                groups.setdefault(groups_of(score.park, board.get("within")), []).append(score)
        for group, members in groups.items():
            entries, cut = _listed(scorer.criteria, board, members, before)
            made += [Board(name, dict(group), entries, cut)] if entries else []
    return made


def _listed(
    criteria: Criteria, board: Mapping[str, Any], members: Sequence[Score], before: Mapping[str, int | None]
) -> tuple[list[str], list[str]]:
    """Return who stands on a board: ordered by its figure, then by rank; those level in both stand together."""
    by, is_lowest = board.get("by") or "total", bool(board.get("lowest"))
    members = in_order(criteria, members)[:: -1 if is_lowest else 1]
    figures = {s.park.id: figure for s in members if (figure := _board_figure(criteria, by, s, before)) is not None}
    keys = {s.park.id: (figures[s.park.id], _key(criteria, s)) for s in members if s.park.id in figures}
    ordered = sorted(figures, key=lambda park: figures[park] if is_lowest else -figures[park])
    last = min(int(board.get("size") or len(ordered)), len(ordered))
    while 0 < last < len(ordered) and keys[ordered[last]] == keys[ordered[last - 1]]:
        last += 1
    listed, rest = ordered[:last], ordered[last:]
    return listed, [park for park in rest if figures[park] == figures[listed[-1]]]


def _board_figure(criteria: Criteria, by: str, score: Score, before: Mapping[str, int | None]) -> Any:
    if by == "rise":
        then = before.get(score.park.id)
        return None if then is None or score.rank is None or then <= score.rank else then - score.rank
    if by == "total":
        return total_of(criteria, score)
    return None if score.parts[by].outcome == "not_applicable" else _as_ranked(criteria, score.parts[by].points)


def _hits(criteria: Criteria, year: int, years: Mapping[int, Sequence[Score]]) -> dict[str, dict[str, list[int]]]:
    """Return for each rule over years the parks it meets, with the years in which they stood first or last."""
    found: dict[str, dict[str, list[int]]] = {}
    for name, rule in (criteria.document.get("years") or {}).items():
        met: dict[str, list[int]] = {}
        for each in range(year - int(rule.get("years") or 2) + 1, year + 1):
            for park in _at_the_end(criteria, rule, years.get(each, ())):
                met.setdefault(park, []).append(each)
        found[name] = {park: hits for park, hits in met.items() if len(hits) >= int(rule.get("times") or 2)}
    return found


def _at_the_end(criteria: Criteria, rule: Mapping[str, Any], scores: Sequence[Score]) -> list[str]:
    """Return the first or last parks of one year, of each group; parks level at the line stand together."""
    groups: dict[Any, list[Any]] = {}
    for score in scores:
        if score.unranked is None:
            entry = (total_of(criteria, score), score.park.id)
            groups.setdefault(groups_of(score.park, rule.get("within")), []).append(entry)
    found = []
    for members in groups.values():
        keys = sorted((key for key, _ in members), reverse=bool(rule.get("first")))
        line = keys[min(int(rule.get("first") or rule["last"]), len(keys)) - 1]
        found += [park for key, park in members if (key >= line if rule.get("first") else key <= line)]
    return found
