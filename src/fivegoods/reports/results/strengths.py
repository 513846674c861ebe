"""Strengths and weaknesses: every indicator against the mean and the best, most points lost first."""

from __future__ import annotations

from collections.abc import Sequence

from fivegoods.analysis.strengths import Strength
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Column, Kind, Paragraph, Section, Table


def strengths_section(found: Sequence[Strength], voice: Voice) -> Section:
    """Return the table with a sentence on how to read it."""
    number, percent = Kind.NUMBER, Kind.PERCENT
    columns = (
        Column("indicator", voice.say("col.indicator")),
        Column("lost", voice.say("col.lost"), number, voice.decimals),
        Column("share", voice.say("col.share"), percent),
        Column("mean", voice.say("col.mean_share"), percent),
        Column("best", voice.say("col.best_share"), percent),
        Column("best_park", voice.say("col.best_park")),
        Column("verdict", voice.say("col.verdict")),
    )
    rows = tuple(
        (
            voice.name(item.score.plan),
            item.score.lost,
            item.share,
            item.mean,
            item.best,
            voice.park(item.best_park.park) if item.best_park else None,
            voice.say(f"verdict.{item.verdict}"),
        )
        for item in found
    )
    return Section(voice.say("strengths.title"), (Table(columns, rows), Paragraph(voice.say("strengths.note"))))
