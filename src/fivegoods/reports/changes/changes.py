"""Changes in words, as data, and as they are typed on the command line; why a change or goal makes no sense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fivegoods.analysis.advise.goals import GoalError
from fivegoods.analysis.whatif.changes import AddEvent, Change, ChangeError, ScaleField, SetField, SetPoints, SetWeight
from fivegoods.messages.words import say
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import Value
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Tree


def change_text(change: Change, voice: Voice) -> str:
    """Return one change as a sentence part."""
    match change:
        case SetField(name, value):
            return voice.say("whatif.set", name=voice.named(name), value=voice.figure(name, value))
        case ScaleField(name, factor):
            return voice.say("whatif.scale", name=voice.named(name), factor=show(factor))
        case SetPoints(name, points):
            return voice.say("whatif.points", name=voice.named(name), points=show(points))
        case AddEvent(_, _, count):
            return voice.say("whatif.event", name=_event(change), count=show(count))
        case SetWeight(name, number):
            return voice.say("whatif.weight", name=voice.named(name), number=show(number))
        case _:
            return voice.say("whatif.drop", name=voice.named(change.part))


def change_data(change: Change) -> dict[str, Tree]:
    """Return one change for JSON."""
    match change:
        case SetField(name, value):
            return {"set": name, "value": value}
        case ScaleField(name, factor):
            return {"scale": name, "factor": factor}
        case SetPoints(name, points):
            return {"points": name, "value": points}
        case AddEvent(kind, level, count):
            return {"event": kind, "level": level, "count": count}
        case SetWeight(name, number):
            return {"weight": name, "value": number}
        case _:
            return {"drop": change.part}


def typed(changes: Iterable[Change], voice: Voice) -> str:
    """Return the options of `fivegoods whatif` that make these changes."""
    return " ".join(_typed(change, voice) for change in changes)


def _typed(change: Change, voice: Voice) -> str:
    match change:
        case SetField(name, value):
            return f"--set {name}={_plain(name, value, voice)}"
        case ScaleField(name, factor):
            return f"--scale {name}={show(factor)}"
        case SetPoints(name, points):
            return f"--set {name}={show(points)}"
        case AddEvent(_, _, count):
            return f"--event {_event(change)}={show(count)}"
        case SetWeight(name, number):
            return f"--weight {name}={show(number)}"
        case _:
            return f"--drop {change.part}"


def _event(change: AddEvent) -> str:
    return change.kind if change.level is None else f"{change.kind}:{change.level}"


def _plain(key: str, value: Value, voice: Voice) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    unit = voice.criteria.fields[key].unit
    return show(value) + (unit if unit and unit != "1" and " " not in unit else "")


def problem_of_change(error: ChangeError, lang: str) -> str:
    """Return what is wrong with a change, with a near match as a hint."""
    return say(f"whatif.{error.reason}", lang, **_filled(error.params, lang))


def problem_of_goal(error: GoalError, lang: str) -> str:
    """Return what is wrong with a goal or its costs."""
    return say(f"advise.{error.reason}", lang, **_filled(error.params, lang))


def _filled(params: Mapping[str, str], lang: str) -> dict[str, str]:
    near = params.get("near")
    hint = say("join.next", lang, first="", second=say("cli.did_you_mean", lang, near=near)) if near else ""
    return {**params, "hint": hint, "problem": params.get(lang, "")}
