"""Derived weights: the table, YAML to copy into criteria, and what they would do to the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fivegoods.numeric.decimals import ONE
from fivegoods.reports.header import facts, files_section, identity, notices
from fivegoods.reports.json_head import head_tree
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Block, Cell, Column, Kind, Listing, Paragraph, Product, Report, Section, Table, Tree
from fivegoods.reports.results.ranking import subtitle
from fivegoods.reports.results.records import columns_of
from fivegoods.reports.uncertainty.robustness_tables import number
from fivegoods.reports.uncertainty.weights_yaml import weights_yaml
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.weights.ahp import Priorities
from fivegoods.uncertainty.weights.effect import Effect
from fivegoods.uncertainty.weights.judged import Judged
from fivegoods.uncertainty.weights.matrix import Data
from fivegoods.uncertainty.weights.own_points import with_own_points


@dataclass(frozen=True, slots=True)
class Derived:
    """Weights by one method, with what they rest on and what they do."""

    run: Run
    method: str
    effect: Effect
    data: Data | None = None
    judged: Judged | None = None


def weights_product(derived: Derived, lang: str) -> Product:
    """Return derived weights."""
    voice = Voice(lang, derived.run.criteria)
    return Product(
        report=lambda: weights_report(derived, voice),
        data=lambda: _tree(derived, voice),
        records=lambda: _records(derived, voice),
    )


def weights_report(derived: Derived, voice: Voice) -> Report:
    """Return derived weights for people."""
    return Report(
        title=voice.say("weights.title", method=voice.say(f"method.{derived.method}")),
        lang=voice.lang,
        subtitle=subtitle(derived.run, voice),
        notices=notices(voice),
        facts=facts(derived.run, voice),
        sections=tuple(_sections(derived, voice)),
    )


def _sections(derived: Derived, voice: Voice) -> Iterator[Section]:
    yield Section(voice.say("weights.table"), (_table(derived, voice), *_filled(derived, voice)))
    if derived.judged is not None and derived.judged.together is not None:
        yield Section(voice.say("weights.ahp"), tuple(_consistency(derived.judged, voice)))
    listing = Listing(weights_yaml(derived.run.plan.root, derived.effect.weights))
    yield Section(voice.say("weights.yaml"), (listing, *_own_points(derived, voice)))
    yield Section(voice.say("weights.effect"), (_moves(derived, voice), Paragraph(_effect(derived.effect, voice))))
    yield files_section(derived.run, voice)


def _own_points(derived: Derived, voice: Voice) -> Iterator[Block]:
    """Name the indicators whose rules state points, and what to multiply those by under the new weights."""
    effect = derived.effect
    said = []
    for name in with_own_points(derived.run):
        stated = effect.stated.get(name, 0.0)
        factor = number(effect.weights.get(name, stated) / stated, 4) if stated else ONE
        if factor != ONE:
            said.append(voice.say("weights.own_point", name=voice.named(name), factor=factor))
    if said:
        yield Paragraph(voice.say("weights.own_points", names=voice.say("join.list").join(said)))


def _table(derived: Derived, voice: Voice) -> Table:
    effect = derived.effect
    columns = (
        Column("indicator", voice.say("col.indicator")),
        Column("stated", voice.say("col.stated"), Kind.PERCENT),
        Column("new", voice.say("col.new_weight"), Kind.PERCENT),
    )
    rows = tuple(
        (voice.named(name), number(stated), number(effect.weights.get(name, stated)))
        for name, stated in effect.stated.items()
    )
    return Table(columns, rows)


def _filled(derived: Derived, voice: Voice) -> Iterator[Block]:
    data = derived.data
    if data is None:
        if derived.judged is not None and derived.judged.allocation is not None:
            yield _allocation(derived.judged, voice)
        return
    names = [voice.named(n) for n, shares in zip(data.indicators, data.as_shares, strict=True) if shares]
    if names and len(names) < len(data.indicators):
        yield Paragraph(voice.say("weights.shares", names=voice.say("join.list").join(names)))
    for name, count in zip(data.indicators, data.filled, strict=True):
        if count:
            yield Paragraph(voice.say("weights.filled", name=voice.named(name), count=count))


def _allocation(judged: Judged, voice: Voice) -> Table:
    columns = (
        Column("item", voice.say("col.item")),
        Column("new", voice.say("col.new_weight"), Kind.PERCENT),
        Column("spread", voice.say("col.spread"), Kind.PERCENT),
    )
    spread = () if judged.allocation is None else judged.allocation.spread
    rows = tuple(
        (voice.named(name), number(weight), number(float(off)))
        for (name, weight), off in zip(judged.weights.items(), spread, strict=True)
    )
    return Table(columns, rows)


def _consistency(judged: Judged, voice: Voice) -> Iterator[Block]:
    names = list(judged.weights)
    if len(judged.experts) > 1:
        named = zip(judged.experts, judged.names, strict=True)
        for place, (own, name) in enumerate(named, start=1):
            lead = voice.say("weights.expert", name=voice.text(name) or place)
            yield Paragraph(lead + _judged(own, names, voice))
    if judged.together is not None:
        lead = voice.say("weights.together") if len(judged.experts) > 1 else ""
        yield Paragraph(lead + _judged(judged.together, names, voice))


def _judged(found: Priorities, names: list[str], voice: Voice) -> str:
    ratio, worst = _ratio(found, voice), _worst(found, names, voice)
    return voice.say("join.next", first=ratio, second=worst) if worst else ratio


def _ratio(found: Priorities, voice: Voice) -> str:
    words = {"largest": number(found.largest_eigenvalue, 4), "index": number(found.index, 4), "table": found.table}
    if found.ratio is None:
        return voice.say("weights.no_ratio", **words)
    code = "weights.consistent" if found.acceptable else "weights.inconsistent"
    return voice.say(code, ratio=number(found.ratio, 4), **words)


def _worst(found: Priorities, names: list[str], voice: Voice) -> str:
    worst = found.worst
    if worst is None:
        return ""
    return voice.say(
        "weights.worst",
        first=voice.named(names[worst.row]),
        second=voice.named(names[worst.column]),
        given=number(worst.given, 3),
        fitting=number(worst.fitting, 3),
        off=number(worst.off, 2),
    )


def _effect(effect: Effect, voice: Voice) -> str:
    moved = sum(move.rank != move.new_rank for move in effect.moves)
    return voice.say("weights.effect_note", correlation=number(effect.correlation, 3), moved=moved)


def _moves(derived: Derived, voice: Voice) -> Table:
    columns = (
        Column("rank", voice.say("col.rank"), Kind.RANK),
        Column("new_rank", voice.say("col.new_rank"), Kind.RANK),
        Column("park", voice.say("col.park")),
        Column("points", voice.say("col.points"), Kind.NUMBER, voice.decimals),
        Column("new_points", voice.say("col.new_points"), Kind.NUMBER, voice.decimals),
    )
    names = {score.park.id: voice.park(score.park) for score in derived.run.scores}
    rows = tuple(
        (move.rank, move.new_rank, names[move.park], number(move.points), number(move.new_points))
        for move in sorted(derived.effect.moves, key=lambda move: (move.new_rank, move.rank))
    )
    return Table(columns, rows)


def _tree(derived: Derived, voice: Voice) -> Tree:
    effect = derived.effect
    moves: list[Tree] = [
        {"park": m.park, "rank": m.rank, "new_rank": m.new_rank, "new_points": number(m.new_points)}
        for m in effect.moves
    ]
    return {
        **head_tree(voice, derived.run),
        "criteria": identity(derived.run.criteria),
        "method": derived.method,
        "weights": _numbers(effect.weights),
        "stated": _numbers(effect.stated),
        "consistency": _judged_tree(derived.judged),
        "correlation": number(effect.correlation),
        "parks": moves,
    }


def _numbers(weights: Mapping[str, float]) -> Tree:
    return {name: number(weight) for name, weight in weights.items()}


def _judged_tree(judged: Judged | None) -> Tree:
    if judged is None or judged.together is None:
        return None
    together = judged.together
    return {
        "largest_eigenvalue": number(together.largest_eigenvalue),
        "index": number(together.index),
        "ratio": None if together.ratio is None else number(together.ratio),
        "random_index": together.table,
        "experts": [None if own.ratio is None else number(own.ratio) for own in judged.experts],
    }


def _records(derived: Derived, voice: Voice) -> Table:
    effect = derived.effect
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, voice.named(name), number(stated), number(effect.weights.get(name, stated)))
        for name, stated in effect.stated.items()
    )
    return Table(columns_of(("indicator", "name", "stated", "weight")), rows)
