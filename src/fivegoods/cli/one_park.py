"""Parks among others: which of the parks that were read are meant, ranked together with their peers."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

import typer

from fivegoods.cli.notices import COULD_NOT, notice, refuse
from fivegoods.cli.options import DataOptions
from fivegoods.cli.session import open_or_exit, show_findings
from fivegoods.messages.words import say
from fivegoods.numeric.closest import nearest

if TYPE_CHECKING:
    from fivegoods.panel.entities import Park
    from fivegoods.scoring.scores import ParkScore, Run


#: So many parks are looked at for a file of last year beside theirs.
_MOST_BESIDE: Final = 200
#: Among more names than this, only those that hold the text are looked at for a near match.
_FEW: Final = 5000


def open_among(wanted: str, options: DataOptions) -> tuple[Run, str]:
    """Return the ranking of a park and its peers, and the park's id.

    ``wanted`` is a file, or an id or name among the peers. Exit with 2 where it cannot be read; raise
    BadParameter where it is not one park.
    """
    peers, lang = options.peers or [], options.lang
    is_file = wanted == "-" or PurePath(wanted).suffix != "" or not peers
    paths = [wanted, *peers] if is_file else peers
    options = replace(options, peers=None)
    run = open_or_exit(paths, options)
    meant = [park for park in run.parks if _is_meant(park, wanted, is_file=is_file)]
    ids = {park.id for park in meant}
    if len(ids) != 1:
        refuse(say("cli.which_park", lang, name=wanted) if ids else _not_among(run, wanted, lang), "PARK")
    year = max(park.year for park in meant)
    if options.year is None and all(score.id not in ids or score.year != year for score in run.scores):
        run = open_or_exit(paths, replace(options, year=year, quiet=True))
    (park_id,) = ids
    if park_id not in {score.id for score in run.scores}:
        refuse(say("cli.not_among", lang, name=wanted), "PARK")
    return (run.unranked() if run.is_alone else run), park_id


def open_shown(parks: Sequence[str], options: DataOptions, *, each_year: bool = True) -> Run:
    """Return the run over ``parks``: paths, or with peers the ids or names of some of those.

    Each is in its latest year, or all are in one. Where one is named, all are ranked together and only those
    asked for are in the result. Exit with 2 where they cannot be read; raise BadParameter for a name that no
    peer has.
    """
    if not options.peers or all(_is_path(text) for text in parks):
        run = open_or_exit(parks, options, each_year=each_year)
        if not options.quiet and (beside := _last_year_beside(run)):
            give = beside[0] if len(beside) == 1 else Path(beside[0]).parent.as_posix()
            notice(say("cli.last_year_beside", options.lang, file=beside[0], give=shlex.quote(give)))
        return run
    run, asked = open_asked(parks, options, each_year=each_year)
    return replace(run, scores=asked)


def _last_year_beside(run: Run) -> list[str]:
    """Return the files of last year beside those of parks, where the criteria look at last year and it was not given.

    A file is known by its name: that of this year's with the year before in it.
    """
    if not any(one.reads.years for indicator in run.plan.indicators for one in indicator.expressions()):
        return []
    panel = run.request.panel
    known, found = set(zip(panel.ids, panel.years, strict=True)), []
    for score in run.scores[:_MOST_BESIDE]:
        file = Path(score.park.origin.file)
        other = file.with_name(file.name.replace(str(score.year), str(score.year - 1)))
        if (score.id, score.year - 1) not in known and other != file and other.is_file():
            found.append(other.as_posix())
    return found


def open_asked(
    parks: Sequence[str], options: DataOptions, *, each_year: bool = False
) -> tuple[Run, tuple[ParkScore, ...]]:
    """Return the run over the parks and their peers, all ranked together, and the scores of the parks.

    A park is a path, or with peers the id or name of one of those. Exit and raise like `open_shown`.
    """
    peers = options.peers or []
    paths = [text for text in parks if not peers or _is_path(text)]
    run = open_or_exit([*paths, *peers], replace(options, peers=None), each_year=each_year)
    if not peers:
        return run, tuple(run.scores)
    shown: dict[tuple[str, int], ParkScore] = {}
    for text in parks:
        meant = [score for score in run.scores if _is_meant(score.park, text, is_file=text in paths)]
        if not meant:
            refuse(_not_among(run, text, options.lang), "PARK")
        shown |= {(score.id, score.year): score for score in meant}
    return run, tuple(shown.values())


def _not_among(run: Run, text: str, lang: str) -> str:
    """Return that no park is called so, with the one that is nearest."""
    names = sorted({name for park in run.parks for name in (park.id, park.name.zh, park.name.en) if name})
    holding = min((name for name in names if text in name), key=len, default="")
    near = holding or (nearest(text, names) if len(names) < _FEW else "")
    said = say("cli.not_among", lang, name=text)
    return say("join.next", lang, first=said, second=say("cli.did_you_mean", lang, near=near)) if near else said


def _is_path(text: str) -> bool:
    return text == "-" or PurePath(text).suffix != "" or Path(text).exists()


def among(run: Run, parks: Sequence[str], peers: Sequence[str] | None) -> str:
    """Return how to name the first park of a run on the command line so that it meets the same peers again."""
    one = parks[0] if len(parks) == len(run.scores) == 1 else run.scores[0].id
    others = [*(peers or ()), *(text for text in parks if text != one and _is_path(text))]
    return " ".join([shlex.quote(one), *(f"--peers {shlex.quote(path)}" for path in others)])


def _is_meant(park: Park, wanted: str, *, is_file: bool) -> bool:
    if not is_file:
        return wanted in {park.id, park.name.zh, park.name.en}
    file = park.origin.file
    return file == wanted or PurePath(file).is_relative_to(wanted) or (wanted == "-" and file.startswith("<"))


def small_file(name: str, lang: str, shaped: Callable[[Any], bool], code: str) -> Any:
    """Return the data of a small YAML file. Exit with 2 where it cannot be read or is of another shape."""
    from fivegoods.reading.documents import read_small

    data, findings = read_small(name)
    show_findings(findings, lang, quiet=True)
    if data is None and findings:
        raise typer.Exit(COULD_NOT)
    if not shaped(data):
        refuse(say(code, lang, file=name))
    return data
