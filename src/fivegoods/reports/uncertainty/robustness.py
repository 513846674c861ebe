"""How sure the ranking is: what may be published, rank intervals, open pairs, leave-one-out, drivers."""

from __future__ import annotations

from collections.abc import Iterator

from fivegoods.numeric.decimals import HUNDRED, show
from fivegoods.reports.header import facts, files_section, notices
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Fact, Paragraph, Product, Report, Section
from fivegoods.reports.results.ranking import subtitle
from fivegoods.reports.uncertainty.robustness_data import robustness_records, robustness_tree
from fivegoods.reports.uncertainty.robustness_tables import awards, drivers, intervals, left_out, number, open_pairs
from fivegoods.uncertainty.results import Block as Ranks
from fivegoods.uncertainty.results import Robustness

_PAIRS_SHOWN = 20


def robustness_product(found: Robustness, lang: str) -> Product:
    """Return the robustness of a ranking."""
    voice = Voice(lang, found.run.criteria)
    return Product(
        report=lambda: robustness_report(found, voice),
        data=lambda: robustness_tree(found, voice),
        records=lambda: robustness_records(found, voice),
    )


def robustness_report(found: Robustness, voice: Voice) -> Report:
    """Return the robustness of a ranking for people."""
    return Report(
        title=voice.say("robust.title"),
        lang=voice.lang,
        subtitle=subtitle(found.run, voice),
        notices=notices(voice),
        facts=(*_uncertain(found, voice), *facts(found.run, voice)),
        sections=tuple(_sections(found, voice)),
    )


def _sections(found: Robustness, voice: Voice) -> Iterator[Section]:
    yield Section(voice.say("robust.safe"), (Paragraph(safe_sentence(found, voice)), Paragraph(_shift(found, voice))))
    note = Paragraph(voice.say("robust.interval_note"))
    yield Section(voice.say("robust.ranks"), (intervals(found, voice), note))
    table = awards(found, voice)
    if table is not None:
        yield Section(voice.say("robust.awards"), (table,))
    if found.pairs:
        more = len(found.pairs) - _PAIRS_SHOWN
        rest = (Paragraph(voice.say("robust.more_pairs", count=more)),) if more > 0 else ()
        yield Section(voice.say("robust.pairs"), (open_pairs(found, voice, _PAIRS_SHOWN), *rest))
    yield Section(voice.say("robust.left_out"), (left_out(found, voice),))
    if found.indices is not None:
        note = Paragraph(voice.say("robust.drivers_note", count=found.indices.evaluations))
        yield Section(voice.say("robust.drivers"), (drivers(found.indices, voice), note))
    yield files_section(found.run, voice)


def safe_sentence(found: Robustness, voice: Voice) -> str:
    """Return in one sentence which ranks may be published."""
    level = f"{show(number(found.level) * HUNDRED)}%"
    blocks = found.blocks
    if all(block.settled for block in blocks):
        return voice.say("robust.all_firm", count=len(blocks), level=level)
    if len(blocks) == 1 and not blocks[0].tied:
        return voice.say("robust.none_firm")
    parts = []
    if found.firm_first:
        code = "robust.first" if found.firm_first > 1 else "robust.first_one"
        parts.append(voice.say(code, count=found.firm_first, level=level))
    if found.firm_last:
        code = "robust.last" if found.firm_last > 1 else "robust.last_one"
        parts.append(voice.say(code, count=found.firm_last, level=level))
    inner = blocks[found.firm_first : len(blocks) - found.firm_last]
    parts += [_block(block, voice) for block in inner]
    said = voice.say("join.sentence").join(parts)
    return voice.say("robust.sentence", parts=said[0].upper() + said[1:])


def _block(block: Ranks, voice: Voice) -> str:
    if block.settled:
        return voice.say("robust.single", first=block.first)
    return voice.say("robust.tied" if block.tied else "robust.block", first=block.first, last=block.last)


def _shift(found: Robustness, voice: Voice) -> str:
    return voice.say(
        "robust.shift",
        shift=number(found.mean_shift, 2),
        error=number(found.shift_error, 3),
        open=len(found.pairs),
        pairs=found.pairs_compared,
    )


def _uncertain(found: Robustness, voice: Voice) -> tuple[Fact, ...]:
    u = found.uncertainty
    separator = voice.say("join.list")
    parts = []
    if u.weights is not None and u.weights.kind == "simplex":
        parts.append(voice.say("uncertain.weights_simplex"))
    elif u.weights is not None:
        kind = voice.say(f"kind.{u.weights.kind}")
        parts.append(voice.say("uncertain.weights", kind=kind, by=voice.percent(u.weights.by)))
    if len(u.normalisation) > 1:
        parts.append(voice.say("uncertain.normalisation", methods=separator.join(u.normalisation)))
    if u.aggregation is not None:
        parts.append(voice.say("uncertain.aggregation", methods=separator.join(u.aggregation.methods)))
    if len(u.imputation) > 1:
        parts.append(voice.say("uncertain.imputation", methods=separator.join(u.imputation)))
    if u.errors:
        parts.append(voice.say("uncertain.data", count=len(u.errors)))
    if u.drop_indicator:
        parts.append(voice.say("uncertain.dropping"))
    what = voice.say("join.sentence").join(parts) or voice.say("robust.nothing")
    draws = voice.say("fact.draws_value", draws=found.draws, seed=found.seed)
    return (Fact(voice.say("fact.uncertain"), what), Fact(voice.say("fact.draws"), draws))
