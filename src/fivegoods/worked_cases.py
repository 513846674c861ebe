"""Worked cases of criteria files: what goes in, what must come out, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile, Origin, Path
from fivegoods.criteria.models.criteria import Case, CasePark
from fivegoods.criteria.models.park import BenchmarksFile, ParkFile
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.criteria.plan.plan import Plan
from fivegoods.explain.indicator import derive
from fivegoods.messages.findings import Finding, Place, Severity, has_errors
from fivegoods.messages.words import say
from fivegoods.nested_criteria import OtherCriteria
from fivegoods.numeric.decimals import round_to, show
from fivegoods.panel.bind import bind
from fivegoods.panel.join import stacked
from fivegoods.panel.panel import Panel
from fivegoods.reading.benchmarks import bind_benchmarks
from fivegoods.reading.criteria_files import load_criteria_file
from fivegoods.reading.documents import raw_of
from fivegoods.scoring.case_results import CaseLine, CaseResult
from fivegoods.scoring.ranking.order import measure
from fivegoods.scoring.request import Request
from fivegoods.scoring.run import run
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore, NodeScore

#: Cases are about rules, not about years; growth needs two of them.
YEAR = 2001


@dataclass(frozen=True, slots=True)
class _CaseOrigin:
    """Places inside one case of a criteria file."""

    origin: Origin
    path: Path

    @property
    def file(self) -> str:
        return self.origin.file

    @property
    def sha256(self) -> str:
        return self.origin.sha256

    def place(self, path: Path, *, key: bool = False) -> Place:
        return self.origin.place((*self.path, *path), key=key)

    def written(self, path: Path) -> str:
        return ""


def run_cases(file: CriteriaFile, lang: str = "en") -> tuple[CaseResult, ...]:
    """Return the result of every case of a criteria file; criteria that cannot be scored with give none."""
    plan, _ = build_plan(file)
    if plan is None:
        return ()
    return tuple(_run_case(plan, index, lang) for index in range(len(file.criteria.cases)))


def run_of_case(plan: Plan, index: int) -> tuple[Run | None, tuple[Finding, ...]]:
    """Return the run of a case with its peers, None where its data have errors, and the findings about them."""
    case = plan.file.criteria.cases[index]
    path: Path = ("cases", index)
    parks, others, findings = _parks(plan.file, case, path)
    written = BenchmarksFile(name=LocalText(zh=case.name), values=case.benchmarks)
    benchmarks, told = bind_benchmarks(written, _CaseOrigin(plan.file.origin, path), plan.file)
    findings = [*findings, *told]
    if has_errors(findings):
        return None, tuple(findings)
    request = Request(plan, stacked([*parks, *others]), len(parks), len(parks), benchmarks)
    return run(replace(request, other_score=OtherCriteria(request, load_criteria_file))), tuple(findings)


def _run_case(plan: Plan, index: int, lang: str) -> CaseResult:
    case = plan.file.criteria.cases[index]
    result, findings = run_of_case(plan, index)
    if result is None:
        return CaseResult(case.name, False, (), "", tuple(f for f in findings if f.severity is Severity.ERROR))
    lines = tuple(_line(result, what, expected, case) for what, expected in case.expect.items())
    passed = all(line.passed for line in lines)
    return CaseResult(case.name, passed, lines, "" if passed else _derivation(result, lines, lang))


def _parks(file: CriteriaFile, case: Case, path: Path) -> tuple[list[Panel], list[Panel], list[Finding]]:
    parks: list[Panel] = []
    others: list[Panel] = []
    findings: list[Finding] = []
    members = [(case, path), *((peer, (*path, "peers", i)) for i, peer in enumerate(case.peers))]
    for number, (member, where) in enumerate(members):
        for copy in range(member.count):
            key = "case" if not number else f"peer{number}_{copy}" if copy or member.id is None else member.id
            park, told = _bound(file, member, key, where, previous=False)
            parks.append(park)
            findings += told
            if member.previous:
                earlier, told = _bound(file, member, key, where, previous=True)
                others.append(earlier)
                findings += told
    return parks, others, findings


def _bound(
    file: CriteriaFile, member: CasePark, key: str, path: Path, *, previous: bool
) -> tuple[Panel, list[Finding]]:
    written = ParkFile(
        id=key,
        name=LocalText(zh=key, en=key),
        year=YEAR - 1 if previous else YEAR,
        groups=member.groups,
        data=member.previous if previous else member.data,
        points={} if previous else member.points,
        events=[] if previous else member.events,
    )
    return bind(raw_of(written, _CaseOrigin(file.origin, path)), file)


def _line(result: Run, what: str, expected: Any, case: Case) -> CaseLine:
    score = result.of("case")
    if not _is_expectable(what, expected):
        return CaseLine(what, str(expected), "-")
    if what == "grades":
        counted = {grade: sum(s.grade == grade for s in result.scores) for grade in expected}
        return CaseLine(what, _listed(expected), _listed(counted))
    if what == "values":
        return CaseLine(what, _listed(expected), _listed(_values(score, expected, case.decimals)))
    if what == "boards":
        on = [b.id for b in result.boards if any(e.park.id == "case" for e in b.entries)]
        return CaseLine(what, ", ".join(sorted(expected)) or "-", ", ".join(sorted(on)) or "-")
    if isinstance(expected, str):
        return CaseLine(what, expected, _word(score, what))
    actual = _number(score, what)
    if actual is None:
        return CaseLine(what, show(Decimal(expected)), "-")
    places = case.decimals
    return CaseLine(what, show(round_to(Decimal(expected), places)), show(round_to(actual, places)))


def _is_expectable(what: str, expected: Any) -> bool:
    """Return whether an expectation is of the kind that its name asks for."""
    if what in ("grades", "values"):
        return isinstance(expected, dict) and all(_is_number(value) for value in expected.values())
    if what == "boards":
        return isinstance(expected, list) and all(isinstance(board, str) for board in expected)
    return isinstance(expected, str) or _is_number(expected)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _listed(counts: dict[str, Any]) -> str:
    return ", ".join(f"{key} {show(Decimal(count))}" for key, count in counts.items())


def _values(score: ParkScore, wanted: dict[str, Any], places: int) -> dict[str, Any]:
    """Return the indicator values that were scored, after any treatment."""
    found = {i.plan.id: i.value for i in score.root.all_indicators() if i.plan.id in wanted}
    return {key: round_to(value, places) for key in wanted if isinstance(value := found.get(key), Decimal)}


def _word(score: ParkScore, what: str) -> str:
    if what == "grade":
        return score.grade or "-"
    if what == "honours":
        return "lost" if score.honours_lost else "kept"
    for part in _parts(score):
        if part.plan.id == what:
            return part.outcome.value
    return score.unranked_reason or "-"


def _number(score: ParkScore, what: str) -> Decimal | None:
    if what in ("possible", "coverage"):
        return score.possible if what == "possible" else score.coverage
    if what == "rank":
        return None if score.rank is None else Decimal(score.rank)
    known = {"total", *score.totals, *(part.plan.id for part in _parts(score))}
    return measure(score, what) if what in known else None


def _parts(score: ParkScore) -> list[NodeScore | IndicatorScore]:
    return [*score.root.all_indicators(), *score.root.walk()]


def _derivation(result: Run, lines: tuple[CaseLine, ...], lang: str) -> str:
    score = result.of("case")
    wrong = {line.what for line in lines if not line.passed}
    every = list(score.root.all_indicators())
    shown = [indicator for indicator in every if indicator.plan.id in wrong] or every
    text: list[str] = []
    for indicator in shown:
        text.append(indicator.plan.id)
        for step in derive(score, indicator):
            outcome = "" if step.result is None else f" = {show(step.result)}"
            said, worked = step.words.within(lang), f"{step.formula}{outcome}"
            text.append("  " + (say("join.label", lang, label=said, value=worked) if worked else said))
    return "\n".join(text)
