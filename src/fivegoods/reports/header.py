"""What stands above every report: which criteria, which files, which program, and how official it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from fivegoods import __version__
from fivegoods.criteria.base import Status
from fivegoods.criteria.file import CriteriaFile
from fivegoods.panel.entities import View
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Column, Fact, Section, Table
from fivegoods.reports.provenance_coverage import sourced
from fivegoods.scoring.scores import Run

_BRIEF_HASH = 12


def notices(voice: Voice) -> tuple[str, ...]:
    """Return the sentences that must not be missing: the criteria's own notice and the status's."""
    own = voice.text(voice.criteria.notice)
    status = voice.criteria.status
    brief = "brief." if own else ""
    automatic = "" if status is Status.OFFICIAL else voice.say(f"notice.{brief}{status}")
    return tuple(dict.fromkeys(sentence for sentence in (own, automatic) if sentence))


def facts(run: Run, voice: Voice, *others: Run) -> tuple[Fact, ...]:
    """Return criteria id, status, view, data files (also of ``others``) and program version of a run."""
    files = input_files(run, *others)
    digest = combined_hash(sha256 for _, sha256 in files)
    label = "fact.files"
    traced = sourced(run)
    return (
        *criteria_facts(voice),
        Fact(voice.say("fact.view"), voice.say(f"view.{_view(run, *others)}")),
        Fact(
            voice.say("fact.data"),
            voice.say(label, count=len(files), sha256=digest),
            voice.say(label, count=len(files), sha256=digest[:_BRIEF_HASH]),
        ),
        *((Fact(voice.say("fact.sourced"), traced.text(voice)),) if traced is not None else ()),
        program_fact(voice),
    )


def _view(*runs: Run) -> str:
    """Return which figures count; where nobody reviewed anything, that is all there is to say."""
    view = runs[0].view
    reviewed = any(park.review is not None for run in runs for park in run.parks)
    reviewed = reviewed or any(score.park.review is not None for run in runs for score in run.scores)
    return str(view) if view is not View.REVIEWED or reviewed else "unreviewed"


def criteria_facts(voice: Voice) -> tuple[Fact, ...]:
    """Return name, id and hash of the criteria, and their status."""
    file = voice.file
    label = "fact.criteria_hash"
    return (
        Fact(voice.say("fact.criteria"), voice.text(voice.criteria.name)),
        Fact(
            voice.say("col.id"),
            voice.say(label, id=voice.identity, sha256=file.origin.sha256),
            voice.say(label, id=voice.identity, sha256=file.origin.sha256[:_BRIEF_HASH]),
        ),
        Fact(voice.say("fact.status"), _status(voice)),
    )


def _status(voice: Voice) -> str:
    """Return the status in words, with the word of the file where that is another."""
    status = voice.criteria.status
    words = voice.say(f"status.{status}")
    return words if words == status else voice.say("join.bracket", text=words, inner=status)


def program_fact(voice: Voice) -> Fact:
    """Return the program and its version."""
    return Fact(voice.say("fact.program"), voice.say("cli.version", version=__version__))


def input_files(*runs: Run) -> list[tuple[str, str]]:
    """Return name and SHA-256 of every data file of the runs, sorted."""
    parks = [park for run in runs for park in (*run.parks, *(score.park for score in run.scores))]
    origins = [park.origin for park in parks]
    return sorted({(origin.file, origin.sha256) for origin in origins})


def combined_hash(hashes: Iterable[str]) -> str:
    """Return one SHA-256 for many: of the sorted hexadecimal hashes, one per line."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def files_section(run: Run, voice: Voice, *others: Run) -> Section:
    """Return the table of data files and hashes, which screens leave out."""
    columns = (Column("file", voice.say("col.file")), Column("sha256", voice.say("col.sha256")))
    return Section(voice.say("rank.files"), (Table(columns, tuple(input_files(run, *others))),), detail=True)


def identity(file: CriteriaFile) -> dict[str, str]:
    """Return the criteria's identity for machines."""
    return {
        "id": file.id,
        "edition": file.edition,
        "status": str(file.criteria.status),
        "sha256": file.origin.sha256,
    }
