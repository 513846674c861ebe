"""The floor of robustness: draws of weights, weighted means (or sums) and ranks in NumPy, with one BLAS thread."""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"
import csv
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from data import groups_of

CHUNK = 1000
source, draws = sys.argv[1], int(sys.argv[2])
levels = sys.argv[3] == "mean"
with open(source, encoding="utf-8", newline="") as file:
    table = np.array([row[3:] for row in list(csv.reader(file))[1:]], float)
shares = (table - table.min(axis=0)) / (table.max(axis=0) - table.min(axis=0))
random = np.random.default_rng(1)
tree = groups_of(shares.shape[1])
counts = np.zeros((len(shares), len(shares)), int)
for start in range(0, draws, CHUNK):
    size = min(CHUNK, draws - start)
    weights = random.uniform(0.75, 1.25, (size, shares.shape[1]))
    if levels:
        whole = np.zeros_like(weights)
        pillars = random.uniform(0.75, 1.25, (size, len(tree)))
        pillars /= pillars.sum(axis=1, keepdims=True)
        for p, groups in enumerate(tree):
            inner = random.uniform(0.75, 1.25, (size, len(groups)))
            inner /= inner.sum(axis=1, keepdims=True)
            for g, numbers in enumerate(groups):
                own = weights[:, numbers] / weights[:, numbers].sum(axis=1, keepdims=True)
                whole[:, numbers] = own * inner[:, [g]] * pillars[:, [p]]
        weights = whole
    else:
        weights /= weights.sum(axis=1, keepdims=True)
    scores = weights @ shares.T
    ranks = np.argsort(np.argsort(-scores, axis=1), axis=1)
    for park in range(len(shares)):
        counts[park] += np.bincount(ranks[:, park], minlength=len(shares))
print(np.median(counts))
