"""One park among others: which of the parks that were read is meant, ranked together with its peers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from fivegoods.cli.exits import COULD_NOT
from fivegoods.cli.session import Question, open_or_exit, show_findings
from fivegoods.words import say

if TYPE_CHECKING:
    from fivegoods.analysis.whatif import ChangeError
    from fivegoods.entities import Park
    from fivegoods.scoring.results import Run


def open_among(question: Question) -> tuple[Run, str]:
    """Return the ranking of the park and its peers, and the park's id.

    The park is the first of ``question.parks``: a file, or an id or name among the peers. Exit with 2
    where it cannot be read; raise BadParameter where it is not one park.
    """
    wanted = question.parks[0]
    is_file = wanted == "-" or PurePath(wanted).suffix != "" or not question.peers
    paths = [wanted, *question.peers] if is_file else list(question.peers)
    asked = replace(question, parks=paths, peers=())
    run = open_or_exit(asked)
    meant = [park for park in run.parks if _is_meant(park, wanted, is_file=is_file)]
    ids = {park.id for park in meant}
    if len(ids) != 1:
        none = say("cli.not_among", question.lang, name=wanted)
        refuse(say("cli.which_park", question.lang, name=wanted) if ids else none, "PARK")
    year = max(park.year for park in meant)
    if question.year is None and all(score.park.id not in ids or score.park.year != year for score in run.scores):
        run = open_or_exit(replace(asked, year=year, quiet=True))
    (park_id,) = ids
    if park_id not in {score.park.id for score in run.scores}:
        refuse(say("cli.not_among", question.lang, name=wanted), "PARK")
    return run, park_id


def _is_meant(park: Park, wanted: str, *, is_file: bool) -> bool:
    if not is_file:
        return wanted in {park.id, park.name.zh, park.name.en}
    file = park.origin.file
    return file == wanted or PurePath(file).is_relative_to(wanted) or (wanted == "-" and file.startswith("<"))


def refuse(text: str, hint: str | None = None) -> NoReturn:
    """End with a usage error that names the argument."""
    raise typer.BadParameter(text, param_hint=hint)


def problem_of_change(error: ChangeError, lang: str) -> str:
    """Return what is wrong with a change, with a near match as a hint."""
    return say(f"whatif.{error.reason}", lang, **_filled(error.params, lang))


def problem_of_goal(reason: str, params: Mapping[str, str], lang: str) -> str:
    """Return what is wrong with a goal or its costs."""
    return say(f"advise.{reason}", lang, **_filled(params, lang))


def _filled(params: Mapping[str, str], lang: str) -> dict[str, str]:
    near = params.get("near")
    hint = f" {say('cli.did_you_mean', lang, near=near)}" if near else ""
    return {**params, "hint": hint, "problem": params.get(lang, "")}


def small_file(name: str, lang: str, shaped: Callable[[Any], bool], code: str) -> Any:
    """Return the data of a small YAML file. Exit with 2 where it cannot be read or is of another shape."""
    from fivegoods.reading.small import read_small

    data, findings = read_small(name)
    show_findings(findings, lang, quiet=True)
    if data is None and findings:
        raise typer.Exit(COULD_NOT)
    if not shaped(data):
        refuse(say(code, lang, file=name))
    return data
