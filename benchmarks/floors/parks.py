"""The floor of a wide table: min-max and means on three levels by plain csv and Decimal."""

import csv
import sys
from decimal import Decimal, getcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from data import groups_of

getcontext().prec = 34


def means(columns: list[list[Decimal]]) -> list[Decimal]:
    """Return the mean of each row."""
    return [sum(row) / len(row) for row in zip(*columns, strict=True)]


source, target = sys.argv[1:3]
with open(source, encoding="utf-8", newline="") as file:
    units = list(csv.reader(file))[1:]
shares = []
for cells in list(zip(*units, strict=True))[3:]:
    column = list(map(Decimal, cells))
    low, high = min(column), max(column)
    shares.append([(value - low) / (high - low) for value in column])
pillars = [means([means([shares[n] for n in group]) for group in groups]) for groups in groups_of(len(shares))]
keys = [total.quantize(Decimal("1e-12")) for total in means(pillars)]
with open(target, "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file)
    for place, number in enumerate(sorted(range(len(units)), key=lambda n: (-keys[n], units[n][0])), start=1):
        out.writerow([place, *units[number][:3], keys[number]])
