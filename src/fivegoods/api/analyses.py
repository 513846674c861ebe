"""One function for each analysis of the command line, over a run that `rank` or `score` gave.

Each returns a `Result`: ``found`` is typed and exact, ``records()`` and ``to_frame()`` are the table that the command
writes as CSV, ``data()`` is its JSON. They raise RequestError for what cannot be asked of the run, and FindingsError
for documents (uncertainty, judgements) that cannot be used; a document is a file, or a mapping with the same keys.
Points are those of the criteria, figures in the unit that the criteria declare, shares from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from fivegoods.api.result import RequestError, Result
from fivegoods.api.runs import FindingsError, Source, open_run
from fivegoods.messages.findings import Finding
from fivegoods.messages.words import say
from fivegoods.numeric.closest import nearest
from fivegoods.scoring.scores import ParkScore, Run

if TYPE_CHECKING:
    from os import PathLike

    from pydantic import BaseModel

    from fivegoods.analysis.advise.advice import Advice
    from fivegoods.analysis.advise.goals import Goal
    from fivegoods.analysis.advise.trials import Costs
    from fivegoods.analysis.benchmarks import GroupStatistics
    from fivegoods.analysis.diff import Diff
    from fivegoods.analysis.whatif.outcome import WhatIf
    from fivegoods.analysis.years import OverYears
    from fivegoods.criteria.models.uncertainty import Uncertainty
    from fivegoods.reading.documents import Document
    from fivegoods.reports.uncertainty.weights import DerivedWeights
    from fivegoods.uncertainty.methods.check import Checked
    from fivegoods.uncertainty.results import Robustness
    from fivegoods.uncertainty.robustness import StageProgress
    from fivegoods.uncertainty.structure import Structure

    DocumentLike = str | PathLike[str] | Mapping[str, Any] | Document[Any]

Number = Decimal | int | float | str

#: Ways to weights, and what they or an analysis may stand on.
METHODS: Final = (
    *("equal", "entropy", "critic", "deviation", "variation", "principal", "rotated", "merec"),
    *("ahp", "budget"),
)
_ON: Final = ("values", "shares")
_NOISE: Final = ("uniform", "normal", "dirichlet", "simplex")


def check(data: Source, criteria: str | None = None) -> Result[tuple[Finding, ...]]:
    """Return what is wrong with park data, one row for each finding; ``found`` are the findings themselves."""
    from fivegoods.export.findings import CorrectionsProduct

    opened = open_run(data, criteria=criteria, each_year=True, mixed=True)
    return Result(opened.findings, opened.run, lambda lang: CorrectionsProduct(opened.findings, lang))


def indicators(run: Run) -> Result[Sequence[ParkScore]]:
    """Return the cards of the parks, as `fivegoods score`: one row for each indicator of each park.

    A row has the value (in the unit of the criteria), references, points, full points, and whether data are missing.
    """
    from fivegoods.reports.results.card import CardProduct

    return Result(run.scores, run, lambda lang: CardProduct(run, lang))


def compare(run: Run) -> Result[Sequence[ParkScore]]:
    """Return the parks side by side, as `fivegoods compare`: one row for each dimension and indicator."""
    from fivegoods.reports.results.comparison import ComparisonProduct

    if len(run.scores) < 2:
        raise RequestError(lambda lang: say("cli.need_two", lang))
    return Result(run.scores, run, lambda lang: ComparisonProduct(run, lang))


def years(run: Run, span: Sequence[int]) -> Result[OverYears]:
    """Return the parks over years, as `fivegoods rank --years`, from all park-years that the run was given."""
    from fivegoods.analysis.years import over_years
    from fivegoods.reports.results.years import YearsProduct

    found = over_years(run, span)
    if not found.runs:
        raise RequestError(lambda lang: say("years.none", lang, years=say("join.list", lang).join(map(str, span))))
    return Result(found, run, lambda lang: YearsProduct(found, lang))


def derivations(run: Run, parts: Sequence[str] = ()) -> Result[Sequence[ParkScore]]:
    """Return where every point comes from, as `fivegoods explain`: one row for each step of the arithmetic.

    ``parts`` are ids or names of indicators and dimensions; without any, all are derived.
    """
    from fivegoods.reports.results.derivation import DerivationProduct, known_ids, unknown_ids

    if unknown := unknown_ids(run, parts):
        near = nearest(unknown[0], known_ids(run))
        raise RequestError(lambda lang: _unknown("cli.no_such_indicator", unknown[0], near, lang))
    return Result(run.scores, run, lambda lang: DerivationProduct(run, parts, lang))


def advise(
    run: Run,
    park: str,
    *,
    target: Number | None = None,
    grade: str | None = None,
    rank: int | None = None,
    next_park: bool = False,
    costs: Mapping[str, Number | None] | None = None,
    at_most: Number | None = None,
) -> Result[Advice]:
    """Return what a park (by id) needs for a goal, as `fivegoods advise`: exact values, and a shortest plan.

    The goal is a ``target`` in points, a ``grade`` by id or name, a ``rank`` or the next park; without one, what each
    further point needs. ``costs`` are efforts per unit by field or indicator, None for what must not change;
    ``at_most`` is the largest relative change of a figure, 0.5 for a half.
    """
    from fivegoods.analysis.advise.advice import advise as advice
    from fivegoods.analysis.advise.goals import GoalError, Points, Rank, grade_named
    from fivegoods.analysis.advise.goals import next_park as the_next
    from fivegoods.reports.changes.advise import AdviceProduct
    from fivegoods.reports.changes.whatif import problem_of_goal

    if sum((target is not None, grade is not None, rank is not None, next_park)) > 1:
        raise RequestError(lambda lang: say("advise.one_goal", lang))
    _known(run, park)
    try:
        goal: Goal | None = the_next(run, park) if next_park else None
        goal = Points(_decimal(target)) if target is not None else goal
        goal = grade_named(run, grade) if grade is not None else Rank(rank) if rank is not None else goal
        found = advice(run, park, goal, _costs_of(run, costs or {}, None if at_most is None else _decimal(at_most)))
    except GoalError as error:
        raise RequestError(partial(problem_of_goal, error)) from None
    return Result(found, run, lambda lang: AdviceProduct(found, lang))


def _costs_of(run: Run, prices: Mapping[str, Number | None], at_most: Decimal | None = None) -> Costs:
    """Return efforts per unit by field or indicator of a run's criteria. Raise GoalError for anything else."""
    from fivegoods.analysis.advise.goals import GoalError
    from fivegoods.analysis.advise.trials import Costs

    known = [*run.criteria.criteria.fields, *(plan.id for plan in run.plan.root.all_indicators())]
    for name in prices:
        if name not in known:
            raise GoalError("unknown_cost", name=str(name), near=nearest(str(name), known))
    return Costs({name: None if price is None else _decimal(price) for name, price in prices.items()}, at_most)


def what_if(run: Run, park: str, changes: Mapping[str, Any] | Sequence[tuple[str, str]]) -> Result[WhatIf]:
    """Return the same evaluation with something changed for a park (by id), as `fivegoods whatif`.

    ``changes`` has the keys of its ``--file``: ``set``, ``scale``, ``weight`` and ``event`` are mappings of a name to a
    value, ``drop`` is a list: ``{"set": {"tax": "3.5 亿元"}, "drop": ["patents"]}``. Or they are pairs of such a key
    and a text as the command takes it: ``[("set", "tax=3.5 亿元"), ("drop", "patents")]``.
    """
    from fivegoods.analysis.whatif.changes import ChangeError
    from fivegoods.analysis.whatif.outcome import what_if as tried
    from fivegoods.analysis.whatif.parse import KINDS, texts_of
    from fivegoods.reports.changes.whatif import WhatIfProduct, problem_of_change

    _known(run, park)
    texts = texts_of(changes) if isinstance(changes, Mapping) else changes
    if unknown := dict(changes).keys() - KINDS.keys():
        known = ", ".join(KINDS)
        raise RequestError(lambda lang: say("whatif.unknown_kind", lang, name=", ".join(sorted(unknown)), known=known))
    try:
        found = tried(run, park, [KINDS[kind](text, run.criteria.criteria) for kind, text in texts])
    except ChangeError as error:
        raise RequestError(partial(problem_of_change, error)) from None
    return Result(found, run, lambda lang: WhatIfProduct(found, lang))


def diff(before: Run, after: Run, bridge: Run | None = None) -> Result[Diff]:
    """Return why two runs differ, as `fivegoods diff`: every change of points split into its causes, exactly.

    Where the two follow different criteria, ``bridge`` is the second's data under the first's criteria; without it
    what the criteria changed is not told apart from what the data changed.
    """
    from fivegoods.analysis.diff import diff_runs
    from fivegoods.reports.changes.diff import DiffProduct

    found = diff_runs(before, after, bridge)
    return Result(found, after, lambda lang: DiffProduct(found, lang))


def robustness(
    run: Run,
    uncertainty: DocumentLike | None = None,
    *,
    noise: Number | None = None,
    noise_kind: str = "uniform",
    draws: int = 10_000,
    seed: int = 1,
    jobs: int = 1,
    level: float | None = None,
    drivers: bool = True,
    progress: StageProgress | None = None,
) -> Result[Robustness]:
    """Return how sure the ranking is, as `fivegoods robustness`: Monte Carlo, leave-one-out, Sobol indices.

    ``uncertainty`` declares what is uncertain; ``noise`` (a share, 0.2 if nothing is declared) and ``noise_kind``
    ("uniform", "normal", "dirichlet", "simplex") are the noise of the weights. The same ``seed`` gives the same result.
    ``level`` is the share of draws that counts as settled. Sources of the methods: docs/methods.md.
    """
    from fivegoods.checks.documents import check_errors
    from fivegoods.checks.limits import check_data_sets, check_draws
    from fivegoods.criteria.models.uncertainty import Uncertainty
    from fivegoods.reports.uncertainty.robustness import RobustnessProduct
    from fivegoods.uncertainty.robustness import Effort, analyse

    _at_least_two(run)
    _one_of(noise_kind, _NOISE)
    declared = Uncertainty()
    if uncertainty is not None:
        written = _document(uncertainty, Uncertainty)
        _stop_at(check_errors(written.model, run.plan, written.origin))
        declared = written.model
    if uncertainty is None or noise is not None or noise_kind != "uniform":
        declared = _with_noise(declared, noise, noise_kind)
    _stop_at([*check_draws(run, draws), *check_data_sets(run, declared)])
    usual = Effort()
    effort = Effort(draws, seed, jobs, usual.points if drivers else 0, usual.level if level is None else level)
    found = analyse(run, declared, effort, progress)
    return Result(found, run, lambda lang: RobustnessProduct(found, lang))


def _with_noise(declared: Uncertainty, noise: Number | None, kind: str) -> Uncertainty:
    """Return a declared uncertainty with this noise of the weights instead of its own."""
    from fivegoods.criteria.models.uncertainty import WeightUncertainty

    by = WeightUncertainty().by if noise is None else _decimal(noise)
    return declared.model_copy(update={"weights": WeightUncertainty.model_validate({"kind": kind, "by": by})})


def weights(
    run: Run,
    method: str,
    *,
    on: str = "values",
    by_dimension: bool = False,
    judgements: DocumentLike | None = None,
    random_index: str = "saaty",
) -> Result[DerivedWeights]:
    """Return weights by a ``method``, as `fivegoods weights`, beside those of the criteria, and what they would change.

    "ahp" and "budget" derive them from ``judgements``, all others from the parks' "values" or "shares" of full points;
    ``by_dimension`` does so inside each dimension, and the dimensions keep their weights. Sources: docs/methods.md.
    """
    from fivegoods.checks.documents import check_judgements
    from fivegoods.criteria.models.uncertainty import Judgements
    from fivegoods.reports.uncertainty.weights import DerivedWeights, WeightsProduct
    from fivegoods.uncertainty.arrays import arrays_of
    from fivegoods.uncertainty.weights.effect import effect_of, weights_within
    from fivegoods.uncertainty.weights.from_data import data_of, weights_from
    from fivegoods.uncertainty.weights.judged import by_ahp, by_budget, spread_below

    _one_of(method, METHODS)
    _one_of(on, _ON)
    is_judged = method in ("ahp", "budget")
    if is_judged and judgements is None:
        raise RequestError(lambda lang: say("cli.needs_judgements", lang, method=method))
    _at_least_two(run)
    arrays = arrays_of(run)
    if is_judged and judgements is not None:
        written = _document(judgements, Judgements)
        _stop_at(check_judgements(written.model, method, run.plan, written.origin))
        judged = by_ahp(written.model, random_index) if method == "ahp" else by_budget(written.model)
        effect = effect_of(arrays, spread_below(arrays, judged.weights))
        found = DerivedWeights(run, method, effect, judged=judged)
    else:
        data = data_of(arrays, on)
        derived = weights_within(method, data, arrays) if by_dimension else weights_from(method, data)
        found = DerivedWeights(run, method, effect_of(arrays, derived), data)
    return Result(found, run, lambda lang: WeightsProduct(found, lang))


def structure(run: Run, on: str = "shares") -> Result[Structure]:
    """Return the structure of the data, as `fivegoods weights structure`: correlations, Cronbach's alpha, and more."""
    from fivegoods.reports.uncertainty.structure import StructureProduct
    from fivegoods.uncertainty.arrays import arrays_of
    from fivegoods.uncertainty.structure import structure_of

    _at_least_two(run)
    _one_of(on, _ON)
    found = structure_of(arrays_of(run), on)
    return Result(found, run, lambda lang: StructureProduct(run, found, lang))


def other_methods(run: Run, on: str = "values", **parameters: str | float) -> Result[tuple[Checked, ...]]:
    """Return the ranks by other methods, as `fivegoods weights check`: TOPSIS, VIKOR, PROMETHEE II, Copeland, Borda.

    Up to a dozen parks are also ranked by Kemeny-Young, with the outranking matrix. ``parameters``: ``scale`` of TOPSIS
    ("vector", "max", "sum", "min_max"), ``v`` of VIKOR (0.5), ``preference`` of PROMETHEE ("v_shape") with the
    thresholds ``q`` (0), ``p`` (1) and ``s`` (1) in standard deviations. Sources: docs/methods.md.
    """
    from fivegoods.checks.limits import check_pairs
    from fivegoods.reports.uncertainty.weights import AgreementProduct
    from fivegoods.uncertainty.arrays import arrays_of
    from fivegoods.uncertainty.methods.check import NoWeights, Parameters, check_methods

    _at_least_two(run)
    _one_of(on, _ON)
    _stop_at(check_pairs(run))
    for name in parameters:
        _one_of(name, tuple(Parameters.__dataclass_fields__))
    try:
        chosen = Parameters(**{name: _parameter(name, value) for name, value in parameters.items()})  # type: ignore[arg-type]
    except ValueError as error:
        name, known = error.args
        value = parameters[name]
        raise RequestError(lambda lang: say("api.parameter", lang, name=name, known=known, value=str(value))) from None
    try:
        found = check_methods(arrays_of(run), on, chosen)
    except NoWeights:
        raise RequestError(lambda lang: say("cli.no_weights", lang)) from None
    return Result(found, run, lambda lang: AgreementProduct(run, found, lang))


def _parameter(name: str, value: str | float) -> str | float:
    """Return a parameter as its method takes it. Raise ValueError, its name and what it may be."""
    if name in ("scale", "preference"):
        return value
    try:
        return float(value)
    except ValueError:
        raise ValueError(name, "0…1" if name == "v" else "≥ 0") from None


def benchmarks(run: Run, at_least: int = 3) -> GroupStatistics:
    """Return the statistics of groups of ``at_least`` so many parks that references stand on, without any park's name.

    They are what `fivegoods benchmarks make` writes, each in the unit of its field or indicator.
    """
    from fivegoods.analysis.benchmarks import group_statistics

    return group_statistics(run, at_least)


def _document(given: DocumentLike, model: type[BaseModel]) -> Document[Any]:
    """Return a document given as a file or as a mapping, or read already. Raise FindingsError."""
    from fivegoods.reading.documents import Document, read_document

    if isinstance(given, Document):
        return given
    document, findings = read_document(given if isinstance(given, Mapping) else str(given), model)
    if document is None:
        raise FindingsError(findings)
    return document


def _stop_at(findings: Sequence[Finding]) -> None:
    if findings:
        raise FindingsError(findings)


def _one_of(name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise RequestError(lambda lang: say("api.one_of", lang, name=name, known=", ".join(known)))


def _at_least_two(run: Run) -> None:
    if sum(score.placing is not None for score in run.scores) < 2:
        raise RequestError(lambda lang: say("cli.too_few", lang))


def _known(run: Run, park: str) -> None:
    """Raise RequestError where a run has no park of this id."""
    ids = [score.park.id for score in run.scores]
    if park not in ids:
        near = nearest(park, ids)
        raise RequestError(lambda lang: _unknown("cli.not_among", park, near, lang))


def _unknown(code: str, name: str, near: str, lang: str) -> str:
    hint = say("cli.did_you_mean", lang, near=near) if near else ""
    return say("join.next", lang, first=say(code, lang, name=name, hint="").strip(), second=hint).strip()


def _decimal(number: Number) -> Decimal:
    """Return a number exactly, a binary fraction by its shortest digits. Raise ValueError for no number."""
    try:
        return Decimal(repr(number) if isinstance(number, float) else number)
    except InvalidOperation:
        msg = f"not a number: {number!r}"
        raise ValueError(msg) from None
