"""`fivegoods robustness`: how sure a ranking is."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

import typer

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.language import help_of
from fivegoods.cli.progress import drawing_progress
from fivegoods.cli.session import document_or_exit, open_ranking, refusing

#: Distributions of the noise of weights.
NoiseKind = Literal["uniform", "normal", "dirichlet", "simplex"]


def robustness(
    parks: o.Parks,
    options: o.RunOptions,
    noise: Annotated[Decimal | None, o.option("noise", "--noise", metavar="SHARE", parser=o.share)] = None,
    noise_kind: Annotated[NoiseKind, typer.Option("--noise-kind", help=help_of("noise_kind"))] = "uniform",
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
    from fivegoods.api.analyses import robustness as analyse

    with refusing(to.lang), drawing_progress(to.lang, quiet=to.quiet) as progress:
        found = analyse(
            run,
            written,
            noise=noise,
            noise_kind=noise_kind,
            draws=draws,
            seed=seed,
            jobs=jobs,
            level=None if level is None else float(level),
            drivers=not no_drivers,
            progress=progress,
        )
    emit(found.product(to.lang), to)
