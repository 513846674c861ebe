"""Load, score, rank. The command line is a thin user of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from fivegoods.api.result import Ranking, RequestError, spoken
from fivegoods.checks import check_criteria, check_run
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.criteria.plan.plan import Plan
from fivegoods.messages.findings import Finding, Place, Severity, define, has_errors, in_order
from fivegoods.messages.words import say
from fivegoods.nested_criteria import OtherCriteria
from fivegoods.panel.entities import BenchmarkValue, Park, View
from fivegoods.panel.join import panel_of, stacked
from fivegoods.panel.panel import Panel
from fivegoods.reading.benchmarks import read_benchmarks
from fivegoods.reading.criteria_files import load_criteria_file
from fivegoods.reading.parks import read_parks
from fivegoods.scoring.request import Progress, Request
from fivegoods.scoring.run import run as run_engine
from fivegoods.scoring.scores import Run

if TYPE_CHECKING:
    from fivegoods.reading.tables.sheet import Sheet

PathText = str | PathLike[str]
#: Where parks come from: files and folders, or a table: records, a mapping of columns, a data frame.
Source = Any

OTHER_YEAR = define(
    "FG510",
    Severity.NOTE,
    zh="{park} 没有 {year} 年的数据，只作历年参考",
    en="{park} has no data for {year}; its other years only inform growth",
    cause_zh="一次排名只在同一年之间进行：用 --year 指定，否则取最近一年。",
    cause_en="A ranking is among parks of one year: the latest, or the one given by --year.",
    bad="a.yaml: year: 2023\nb.yaml: year: 2024",
    good="a.yaml: year: 2024\nb.yaml: year: 2024",
)
NO_SUCH_YEAR = define(
    "FG511",
    zh="没有一个园区有 {year} 年的数据（有：{years}）",
    en="no park has data for {year} (there are: {years})",
    cause_zh="--year 指定的年份不在给出的文件里。",
    cause_en="--year names a year that no file has.",
    bad="--year 2042",
    good="--year 2024",
)


ALONE = define(
    "FG512",
    Severity.NOTE,
    zh="{park} 的等级要与其他园区相比，只有一个园区时不评",
    en="{park}: grades go by the other parks, so a park alone gets none",
    help_zh="用 --peers 给出其他园区，如 --peers samples/demo",
    help_en="name the other parks with --peers, such as --peers samples/demo",
    cause_zh="按名次比例定档要有一组园区才有意义；rank 命令照规定的取整办法评一个园区也会给出等级。",
    cause_en="A grade by share needs a group of parks; rank applies the declared rounding even to one park.",
    bad="fivegoods score a.yaml",
    good="fivegoods score a.yaml --peers parks/",
)


class FindingsError(Exception):
    """Input that cannot be used; ``findings`` say what is wrong and where, and so does the error's text."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Carry the findings."""
        super().__init__(findings)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        from fivegoods.export.findings import text

        errors = [f for f in self.findings if f.severity is Severity.ERROR] or self.findings
        return text(errors, spoken()).rstrip()


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening files for a run gave: the runs (one a year), or None with the findings that prevent it."""

    runs: tuple[Run, ...]
    findings: tuple[Finding, ...]

    @property
    def run(self) -> Run | None:
        """The run, or all years' scores in one; None if there is none."""
        if len(self.runs) < 2:
            return self.runs[0] if self.runs else None
        return replace(self.runs[0], scores=tuple(score for run in self.runs for score in run.scores))


def load_criteria(name: PathText) -> CriteriaFile:
    """Return criteria by id (``huangyan-per-mu/2022``, the bare id is the newest edition) or by path.

    Raise FindingsError if they cannot be found, read or scored with.
    """
    file, findings = load_criteria_file(str(name))
    if file is not None:
        findings = [*findings, *check_criteria(file)]
    if file is None or has_errors(findings):
        raise FindingsError(findings)
    return file


def load_parks(
    data: Source, criteria: CriteriaFile | str | None = None, *, year: int | None = None
) -> tuple[Park, ...]:
    """Return the parks in files, folders and tables, or in a table of Python's. Raise FindingsError if any has errors.

    A table of Python's is a list of records, a mapping of columns or a data frame (pandas, polars). Its columns are
    called, and its figures read, as in a table file: a number is in the unit that the criteria declare for the field,
    ``"3.5 亿元"`` in its own. A binary fraction counts as its shortest decimal digits. Without ``criteria`` the data
    say by themselves which criteria they are for. ``year`` is that of tables without a column for it.
    """
    read = read_parks(_sources(data), criteria, year=year)
    if has_errors(read.findings):
        raise FindingsError(read.findings)
    return tuple(read.parks)


def _view(view: View | str) -> View:
    """Return a view by its name. Raise RequestError for another word."""
    known = [str(one) for one in View]
    if view not in known:
        words = {"view": view, "known": ", ".join(known)}
        raise RequestError(lambda lang: say("api.no_such_view", lang, **words))
    return View(view)


def score(
    parks: Sequence[Park],
    criteria: CriteriaFile | str,
    *,
    benchmarks: Sequence[BenchmarkValue] = (),
    peers: Sequence[Park] = (),
    view: View | str = View.REVIEWED,
    progress: Progress | None = None,
) -> tuple[Ranking, ...]:
    """Return a run for each year, so that every park given is scored among the parks of its year.

    Peers take part in references, ranks and grades without being in the result. Raise FindingsError
    if the criteria cannot be scored with.
    """
    plan = plan_of(criteria)
    fields = plan.file.criteria.fields
    given = _With(benchmarks, panel_of(peers, fields), _view(view), progress)
    return tuple(map(Ranking.of_run, _each_in_its_year(plan, panel_of(parks, fields), None, given)))


def rank(
    parks: Sequence[Park],
    criteria: CriteriaFile | str,
    *,
    year: int | None = None,
    benchmarks: Sequence[BenchmarkValue] = (),
    peers: Sequence[Park] = (),
    view: View | str = View.REVIEWED,
    progress: Progress | None = None,
) -> Ranking:
    """Return the ranking of the parks of one year, the latest by default.

    Other years of the same parks serve growth. Raise FindingsError if no park has the year, or if
    the criteria cannot be scored with.
    """
    plan = plan_of(criteria)
    fields = plan.file.criteria.fields
    given = _With(benchmarks, panel_of(peers, fields), _view(view), progress)
    return Ranking.of_run(_in_one_year(plan, panel_of(parks, fields), year, given)[0])


def open_run(
    data: Source,
    *,
    criteria: str | None = None,
    benchmarks: Iterable[PathText] = (),
    peers: Source = (),
    year: int | None = None,
    view: View | str = View.REVIEWED,
    each_year: bool = False,
    mixed: bool = False,
    progress: Progress | None = None,
) -> Opened:
    """Read data (as `load_parks`) and score them; never raises for bad input, the findings say what is wrong.

    ``each_year`` scores every park in its own latest year (`score`); otherwise one year is ranked.
    ``mixed`` lets the files follow different criteria, with runs of their own (`check`).
    """
    try:
        sources, others_from = _sources(data), _sources(peers)
    except FindingsError as error:
        return Opened((), error.findings)
    read = read_parks(sources, criteria, one_criteria=not mixed, year=year)
    groups = read.under if mixed or read.criteria is None else ((read.criteria, read.panel),)
    findings = [*read.findings, *read.by_default]
    runs: list[Run] = []
    blocked = read.criteria is None and not mixed
    for file, panel in groups:
        plan, built = build_plan(file)
        values, told = read_benchmarks(list(map(str, benchmarks)), file)
        others = read_parks(others_from, file, year=year) if others_from else None
        findings += [*built, *told, *(others.findings if others else ())]
        if plan is None or blocked or not len(panel) or has_errors(findings):
            continue
        choose = _each_in_its_year if each_year else _in_one_year
        try:
            runs += choose(plan, panel, year, _With(values, others.panel if others else Panel(), _view(view), progress))
        except FindingsError as error:
            findings += error.findings
    findings += [finding for run in runs for finding in run.findings]
    return Opened(() if has_errors(findings) else tuple(runs), tuple(in_order(findings)))


def plan_of(criteria: CriteriaFile | str) -> Plan:
    """Return the plan of criteria given as a file or by id. Raise FindingsError."""
    plan, findings = build_plan(load_criteria(criteria) if isinstance(criteria, str) else criteria)
    if plan is None:
        raise FindingsError(findings)
    return plan


@dataclass(frozen=True, slots=True)
class _With:
    """What a run is over besides its parks."""

    benchmarks: Sequence[BenchmarkValue]
    peers: Panel
    view: View
    progress: Progress | None


def _each_in_its_year(plan: Plan, panel: Panel, year: int | None, given: _With) -> list[Run]:
    """Score every park in its own latest year, or all in one year if it is given."""
    if year is not None:
        return [_alone(run) for run in _in_one_year(plan, panel, year, given)]
    latest: dict[str, int] = {}
    for id_, its in zip(panel.ids, panel.years, strict=True):
        latest[id_] = max(its, latest.get(id_, its))
    years = sorted(set(latest.values()), reverse=True)
    last = [latest[id_] for id_ in panel.ids]
    chosen = [[row for row, its in enumerate(panel.years) if its == y == last[row]] for y in years]
    return [_alone(_run(plan, rows, panel, given)) for rows in chosen]


def _alone(run: Run) -> Run:
    """Return the run of a park alone without what only a comparison with other parks can say."""
    if not run.is_alone:
        return run
    park = run.scores[0].park
    notes = (
        [Finding(ALONE, park.origin.place(()), {"park": park.name.within("zh")})] if run.has_grade_by_company else []
    )
    return replace(run.unranked(), findings=tuple(in_order([*run.findings, *notes])))


def _in_one_year(plan: Plan, panel: Panel, year: int | None, given: _With) -> list[Run]:
    """Rank the parks of one year; name the parks that have no figures for it. Raise FindingsError."""
    years = sorted(set(panel.years))
    chosen_year = years[-1] if year is None and years else year
    chosen = [row for row, its in enumerate(panel.years) if its == chosen_year]
    if not chosen:
        place = Place(panel.origin(0).file if len(panel) else "-")
        params = {"year": str(chosen_year), "years": ", ".join(map(str, years)) or "-"}
        raise FindingsError([Finding(NO_SUCH_YEAR, place, params)])
    result = _run(plan, chosen, panel, given)
    ranked = {panel.ids[row] for row in chosen}
    absent = {id_: row for row, id_ in enumerate(panel.ids) if id_ not in ranked}
    notes = []
    for row in absent.values():
        params = {"park": panel.name(row).within("zh"), "year": str(chosen_year)}
        notes.append(Finding(OTHER_YEAR, panel.origin(row).place(("year",)), params))
    return [replace(result, findings=tuple(in_order([*result.findings, *notes])))]


def _run(plan: Plan, chosen: Sequence[int], panel: Panel, given: _With) -> Run:
    """Score rows of a panel; its other rows and the peers inform, those of the same year are ranked with them."""
    both = stacked([panel, given.peers]) if len(given.peers) else panel
    keys = list(zip(both.ids, both.years, strict=True))
    scored = {keys[row] for row in chosen}
    years = {both.years[row] for row in chosen}
    others = [row for row, key in enumerate(keys) if key not in scored] if len(scored) < len(keys) else []
    peers = [row for row in others if row >= len(panel) and both.years[row] in years]
    rest = [row for row in others if row < len(panel) or both.years[row] not in years]
    request = Request(plan, both, 0, 0, given.benchmarks, given.view).over(chosen, peers, rest)
    result = run_engine(with_nested(request), progress=given.progress)
    return replace(result, findings=tuple(check_run(result)))


def with_nested(request: Request) -> Request:
    """Return the request able to score under other criteria, where an expression asks for their total."""
    if not any(part.reads.scores for part in request.plan.expressions()):
        return request
    return replace(request, other_score=OtherCriteria(request, load_criteria_file))


def _sources(data: Source) -> list[str | Sheet]:
    """Return paths as texts, and a table of Python's as a sheet. Raise FindingsError where it is neither."""
    if isinstance(data, str | PathLike):
        return [str(data)]
    if isinstance(data, Iterable) and not isinstance(data, Mapping) and not hasattr(data, "columns"):
        data = list(data)
        if all(isinstance(path, str | PathLike) for path in data):
            return [str(path) for path in data]
    from fivegoods.reading.tables.records import sheet_of

    sheet, findings = sheet_of(data)
    if sheet is None:
        raise FindingsError(findings)
    return [sheet]
