"""`fivegoods robustness`: how sure a ranking is."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.language import help_of
from fivegoods.cli.progress import drawing_progress
from fivegoods.cli.session import document_or_exit, open_ranking, stop_at

if TYPE_CHECKING:
    from fivegoods.criteria.models.uncertainty import Uncertainty


class NoiseKind(StrEnum):
    """Distributions of the noise of weights."""

    UNIFORM = "uniform"
    NORMAL = "normal"
    DIRICHLET = "dirichlet"
    SIMPLEX = "simplex"


def robustness(
    parks: o.Parks,
    options: o.RunOptions,
    noise: Annotated[Decimal | None, o.option("noise", "--noise", metavar="SHARE", parser=o.share)] = None,
    noise_kind: Annotated[NoiseKind, typer.Option("--noise-kind", help=help_of("noise_kind"))] = NoiseKind.UNIFORM,
    uncertainty: Annotated[str | None, o.option("uncertainty", "--uncertainty", "-u", metavar="FILE")] = None,
    draws: Annotated[int, typer.Option("--draws", "-n", min=1, help=help_of("draws"))] = 10_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help=help_of("seed"))] = 1,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help=help_of("jobs"))] = 1,
    level: Annotated[Decimal | None, o.option("level", "--level", metavar="SHARE", parser=o.share)] = None,
    no_drivers: Annotated[bool, typer.Option("--no-drivers", help=help_of("no_drivers"))] = False,
    allow_partial: o.AllowPartial = False,
) -> None:
    """Show how sure a ranking is."""
    to = destination(options)
    written = None
    if uncertainty is not None:
        from fivegoods.criteria.models.uncertainty import Uncertainty

        written = document_or_exit(uncertainty, Uncertainty, options)
    run = open_ranking(parks, options, allow_partial=allow_partial, least=2)
    if written is not None:
        from fivegoods.checks.documents import check_errors

        stop_at(check_errors(written.model, run.plan, written.origin), to.lang)
    declared = _declared(written.model if written else None, noise, noise_kind)
    from fivegoods.checks.limits import check_data_sets, check_draws

    stop_at([*check_draws(run, draws), *check_data_sets(run, declared)], to.lang)
    from fivegoods.reports.uncertainty.robustness import RobustnessProduct
    from fivegoods.uncertainty.robustness import Effort, analyse

    usual = Effort()
    points = 0 if no_drivers else usual.points
    effort = Effort(draws, seed, jobs, points, usual.level if level is None else float(level))
    with drawing_progress(to.lang, quiet=to.quiet) as progress:
        found = analyse(run, declared, effort, progress)
    emit(RobustnessProduct(found, to.lang), to)


def _declared(written: Uncertainty | None, noise: Decimal | None, kind: NoiseKind) -> Uncertainty:
    """Return the declared uncertainty; --noise and --noise-kind go before the file's weights."""
    from fivegoods.criteria.models.uncertainty import Uncertainty, WeightUncertainty

    if written is not None and noise is None and kind is NoiseKind.UNIFORM:
        return written
    by = WeightUncertainty().by if noise is None else noise
    return (written or Uncertainty()).model_copy(update={"weights": WeightUncertainty(kind=kind.value, by=by)})
