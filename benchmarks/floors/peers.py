"""The same ranking by other packages: python peers.py MODULE IN.csv OUT.csv (means on three levels, or one where
a package knows no levels)."""

import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from data import groups_of

name, source, target = sys.argv[1:4]
if name == "pandas":
    import pandas as pd

    table = pd.read_csv(source)
    shares = table.iloc[:, 3:]
    shares = (shares - shares.min()) / (shares.max() - shares.min())
    levels = groups_of(shares.shape[1])
    groups = [pd.concat([shares.iloc[:, group].mean(axis=1) for group in groups], axis=1) for groups in levels]
    points = pd.concat([inside.mean(axis=1) for inside in groups], axis=1).mean(axis=1)
    ranked = table.iloc[:, :3].assign(points=points, rank=points.rank(ascending=False, method="min").astype(int))
    ranked.sort_values("rank").to_csv(target, index=False)
elif name == "polars":
    import polars as pl

    table = pl.read_csv(source)
    fields = table.columns[3:]
    table = table.with_columns(((pl.col(f) - pl.col(f).min()) / (pl.col(f).max() - pl.col(f).min())) for f in fields)
    pillars = [
        pl.mean_horizontal([pl.mean_horizontal([fields[n] for n in group]) for group in groups])
        for groups in groups_of(len(fields))
    ]
    table = table.with_columns(points=pl.mean_horizontal(pillars))
    table = table.with_columns(rank=pl.col("points").rank("min", descending=True)).sort("rank")
    table.select(*table.columns[:3], "points", "rank").write_csv(target)
else:
    import numpy as np

    with open(source, encoding="utf-8", newline="") as file:
        units = list(csv.reader(file))[1:]
    matrix = np.array([unit[3:] for unit in units], float)
    equal = np.ones(matrix.shape[1]) / matrix.shape[1]
    if name == "pymcdm":
        from pymcdm.helpers import rrankdata
        from pymcdm.methods import WSM
        from pymcdm.normalizations import minmax_normalization

        ranks = rrankdata(WSM(minmax_normalization)(matrix, equal, np.ones(matrix.shape[1])))
    else:
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel
        from skcriteria.pipeline import mkpipe
        from skcriteria.preprocessing.scalers import MinMaxScaler

        decision = skcriteria.mkdm(matrix, [max] * matrix.shape[1], weights=equal)
        ranks = mkpipe(MinMaxScaler(target="matrix"), WeightedSumModel()).evaluate(decision).rank_
    with open(target, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(zip(ranks, (unit[0] for unit in units)))
