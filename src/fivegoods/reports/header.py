"""What stands above and below every report of a run: criteria, files, program, and how official it is."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Iterable

from fivegoods import __version__
from fivegoods.analysis.provenance_coverage import ProvenanceCoverage, provenance_coverage
from fivegoods.criteria.base import Status
from fivegoods.criteria.file import CriteriaFile
from fivegoods.panel.entities import View
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Column, LabelledValue, Medium, Product, Report, Section, Table, Tree
from fivegoods.scoring.scores import Run

#: Version of the shape of all JSON.
SCHEMA = 1
_BRIEF_HASH = 12


class RunProduct(Product):
    """A result about one run: its report stands between the same facts as every other."""

    #: Code of the words at the top, where they name nothing.
    TITLE = ""

    def __init__(self, run: Run, lang: str) -> None:
        """Speak of ``run`` in the language ``lang``."""
        self.run = run
        self.voice = Voice(lang, run.criteria)

    def report(self) -> Report:
        """Return title and notices, the sections, and what the result rests on."""
        return Report(
            title=self.title(),
            lang=self.voice.lang,
            subtitle=self.subtitle(),
            notices=self.notices(),
            facts=self.facts(),
            sections=(*self.sections(), files_section(self.voice, *self.runs())),
        )

    def runs(self) -> tuple[Run, ...]:
        """Return the runs that the result rests on."""
        return (self.run,)

    def title(self) -> str:
        """Return what stands at the top."""
        return self.voice.say(self.TITLE)

    def subtitle(self) -> str:
        """Return criteria, years and number of parks in one line."""
        years = self.voice.listed(map(str, sorted({score.year for score in self.run.scores})))
        name = self.voice.text(self.voice.criteria.name)
        return self.voice.say("rank.subtitle", criteria=name, year=years, count=len(self.run.scores))

    def notices(self) -> tuple[str, ...]:
        """Return the sentences that must not be missing."""
        return notices(self.voice)

    def facts(self) -> tuple[LabelledValue, ...]:
        """Return what the result rests on."""
        return run_facts(self.voice, *self.runs())

    @abstractmethod
    def sections(self) -> Iterable[Section]:
        """Return the sections between facts and files."""


def notices(voice: Voice) -> tuple[str, ...]:
    """Return the sentences that must not be missing: the criteria's own notice and the status's."""
    own = voice.text(voice.criteria.notice)
    status = voice.criteria.status
    brief = "brief." if own else ""
    automatic = "" if status is Status.OFFICIAL else voice.say(f"notice.{brief}{status}")
    return tuple(dict.fromkeys(sentence for sentence in (own, automatic) if sentence))


def run_facts(voice: Voice, run: Run, *others: Run) -> tuple[LabelledValue, ...]:
    """Return criteria id, status, view, data files (also of ``others``) and program version of a run."""
    files, view = input_files(run, *others), view_in_force(run, *others)
    digest = hashlib.sha256("\n".join(sorted(sha256 for _, sha256 in files)).encode()).hexdigest()
    covered = provenance_coverage(run)
    return (
        *criteria_facts(voice),
        LabelledValue(voice.say("fact.view"), voice.say(f"view.{view}")),
        _hashed(voice, "fact.data", "fact.files", digest, count=len(files)),
        *((LabelledValue(voice.say("fact.sourced"), _coverage_text(covered, voice)),) if covered is not None else ()),
        program_fact(voice),
    )


def _hashed(voice: Voice, label: str, code: str, sha256: str, **params: object) -> LabelledValue:
    """Return a fact with a hash, which screens show in short."""
    texts = (voice.say(code, sha256=shown, **params) for shown in (sha256, sha256[:_BRIEF_HASH]))
    return LabelledValue(voice.say(label), *texts)


def view_in_force(*runs: Run) -> str:
    """Return which figures count; where nobody reviewed anything, that is all there is to say."""
    view = runs[0].view
    reviewed = any(any(run.request.panel.review.columns) for run in runs)
    return str(view) if view is not View.REVIEWED or reviewed else "unreviewed"


def _coverage_text(found: ProvenanceCoverage, voice: Voice) -> str:
    levels = voice.listed(
        voice.say("fact.sourced_level", level=voice.say(f"attested.{level}"), count=count)
        for level, count in found.levels.items()
    )
    share = voice.percent(found.share)
    text = voice.say("fact.sourced_share", count=found.with_source, of=found.figures, share=share)
    return voice.bracketed(text, levels)


def criteria_facts(voice: Voice) -> tuple[LabelledValue, ...]:
    """Return name, id and hash of the criteria, and their status."""
    status = voice.criteria.status
    words = voice.say(f"status.{status}")
    return (
        LabelledValue(voice.say("fact.criteria"), voice.text(voice.criteria.name)),
        _hashed(voice, "col.id", "fact.criteria_hash", voice.file.origin.sha256, id=voice.identity),
        LabelledValue(voice.say("fact.status"), voice.bracketed(words, "" if words == status else status)),
    )


def program_fact(voice: Voice) -> LabelledValue:
    """Return the program and its version."""
    return LabelledValue(voice.say("fact.program"), voice.say("cli.version", version=__version__))


def input_files(*runs: Run) -> list[tuple[str, str]]:
    """Return name and SHA-256 of every data file of the runs, sorted."""
    return sorted({file for run in runs for file in run.request.panel.files()})


def _files(voice: Voice, *runs: Run) -> Table[tuple[str, str]]:
    columns: tuple[Column[tuple[str, str]], ...] = (
        Column("file", voice.say("col.file"), lambda file: file[0]),
        Column("sha256", voice.say("col.sha256"), lambda file: file[1]),
    )
    return Table(columns, input_files(*runs))


def files_section(voice: Voice, *runs: Run) -> Section:
    """Return the table of data files and hashes; their number and joint hash stand in the facts."""
    return Section(voice.say("rank.files"), (_files(voice, *runs),), since=Medium.WHOLE)


def head(voice: Voice, *runs: Run) -> dict[str, Tree]:
    """Return schema, program, notices and the data files of all the runs that an answer rests on, for JSON."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "fivegoods", "version": __version__},
        "notices": notices(voice),
        "files": _files(voice, *runs),
    }


def identity(file: CriteriaFile) -> dict[str, Tree]:
    """Return the criteria's identity for JSON."""
    return {
        "id": file.id,
        "edition": file.edition,
        "status": str(file.criteria.status),
        "sha256": file.origin.sha256,
    }
