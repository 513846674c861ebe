"""How the data hang together: correlations, consistency, and what each indicator really weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fivegoods.uncertainty.arrays import RunArrays
from fivegoods.uncertainty.statistics import Bools, Floats, correlations, mid_ranks
from fivegoods.uncertainty.weights.effect import stated_weights
from fivegoods.uncertainty.weights.from_data import components, data_of

#: From here two indicators say much the same, or contradict each other.
REDUNDANT = 0.9
CONTRADICTING = -0.5
#: A spread of shares below this does not tell parks apart.
FLAT = 0.02


@dataclass(frozen=True, slots=True)
class Related:
    """Two indicators and their correlation over the parks."""

    first: str
    second: str
    correlation: float


@dataclass(frozen=True, slots=True)
class Group:
    """A dimension: mean correlation within and with the others, and Cronbach's alpha (None if undefined)."""

    id: str
    indicators: tuple[str, ...]
    within: float | None
    between: float | None
    #: Of the columns brought to one spread, and of the columns as they are.
    alpha: float | None
    alpha_raw: float | None
    #: Of the principal components of its indicators, the largest first.
    eigenvalues: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """What an indicator weighs in the criteria, and its share of the variance of the totals."""

    id: str
    stated: float
    effective: float
    spread: float


@dataclass(frozen=True, slots=True)
class Structure:
    """How the indicators of a run hang together; correlations are of what ``on`` says, larger is better."""

    #: "values", or "shares" of full points.
    on: str
    indicators: tuple[str, ...]
    #: Correlations of the indicators by Pearson and by Spearman.
    table: Floats
    ranked: Floats
    groups: tuple[Group, ...]
    #: Pearson's correlations of the points of the dimensions, in the order of ``groups``, and of the total, last.
    between: Floats
    weighings: tuple[Weighing, ...]
    redundant: tuple[Related, ...]
    contradicting: tuple[Related, ...]
    flat: tuple[str, ...]


def structure_of(arrays: RunArrays, on: str = "shares") -> Structure:
    """Return the structure of a run's ranked parks by shares of full points, or by the indicators' "values".

    Missing cells are the shares that the policies give, or the mean value. What an indicator
    weighs and whether it tells parks apart go by shares either way: those make the totals.
    """
    names = tuple(plan.id for plan in arrays.indicators)
    data = data_of(arrays, on)
    columns = arrays.shares if on == "shares" else data.matrix * data.directions
    table = correlations(columns)
    spreads = arrays.shares.std(axis=0)
    varied = spreads >= FLAT if on == "shares" else np.ptp(columns, axis=0) > 0
    pairs = [
        Related(names[i], names[j], float(table[i, j]))
        for i in range(len(names))
        for j in range(i + 1, len(names))
        if varied[i] and varied[j]
    ]
    return Structure(
        on=on,
        indicators=names,
        table=table,
        ranked=correlations(np.apply_along_axis(mid_ranks, 0, columns)),
        groups=_groups(arrays, columns, table, varied),
        between=correlations(_points(arrays)),
        weighings=_weighings(arrays, spreads),
        redundant=tuple(sorted((p for p in pairs if p.correlation >= REDUNDANT), key=lambda p: -p.correlation)),
        contradicting=tuple(sorted((p for p in pairs if p.correlation <= CONTRADICTING), key=lambda p: p.correlation)),
        flat=tuple(name for name, spread in zip(names, spreads, strict=True) if spread < FLAT),
    )


def cronbach(columns: Floats) -> float | None:
    """Return Cronbach's alpha of columns (unit × item), None for one column or no variance of the sum.

    Source: Cronbach (1951), Psychometrika 16, 297–334; of columns brought to one spread (standardised) as OECD/JRC
    Handbook (2008), equation 18 and page 72, has it.
    """
    items = columns.shape[1]
    if items < 2 or len(columns) < 2:
        return None
    total = float(columns.sum(axis=1).var(ddof=1))
    if total <= 0.0:
        return None
    return float(items / (items - 1) * (1.0 - float(columns.var(axis=0, ddof=1).sum()) / total))


def _groups(arrays: RunArrays, data: Floats, table: Floats, varied: Bools) -> tuple[Group, ...]:
    everything = range(len(arrays.indicators))
    return tuple(
        Group(
            id=name,
            indicators=tuple(arrays.indicators[column].id for column in columns),
            within=_mean(table, varied, columns, columns),
            between=_mean(table, varied, columns, [c for c in everything if c not in columns]),
            alpha=cronbach(_standard(data[:, [c for c in columns if varied[c]]])),
            alpha_raw=cronbach(data[:, columns]),
            eigenvalues=tuple(map(float, components(table[np.ix_(columns, columns)])[0])),
        )
        for name, columns in arrays.dimensions.items()
    )


def _points(arrays: RunArrays) -> Floats:
    """Return the points of the dimensions, and the total, of each park."""
    columns = arrays.run.columns
    points = [columns.nodes[name].points for name in arrays.dimensions]
    return np.array([[float(column[row]) for column in (*points, columns.points)] for row in arrays.rows])


def _standard(columns: Floats) -> Floats:
    spread = columns.std(axis=0)
    result: Floats = np.divide(columns - columns.mean(axis=0), spread, out=np.zeros_like(columns), where=spread > 0)
    return result


def _mean(table: Floats, varied: Bools, rows: Sequence[int], columns: Sequence[int]) -> float | None:
    values = [float(table[i, j]) for i in rows for j in columns if i != j and varied[i] and varied[j]]
    return sum(values) / len(values) if values else None


def _weighings(arrays: RunArrays, spreads: Floats) -> tuple[Weighing, ...]:
    stated = stated_weights(arrays)
    points = arrays.shares * np.array([stated[plan.id] for plan in arrays.indicators])
    total = points.sum(axis=1)
    variance = float(total.var())
    centred = total - total.mean()
    shares = [float(((column - column.mean()) * centred).mean()) for column in points.T]
    return tuple(
        Weighing(plan.id, stated[plan.id], share / variance if variance > 0 else 0.0, float(spreads[index]))
        for index, (plan, share) in enumerate(zip(arrays.indicators, shares, strict=True))
    )
