"""The floor of a big table: the same points, ranks and grades by plain csv and Decimal; no checks, no explanation."""

import csv
import math
import sys
from decimal import Decimal, getcontext

getcontext().prec = 34
FULL = [Decimal(points) for points in (30, 20, 20, 10, 10, 10)]
BEST = [Decimal(value) for value in ("24.097", "136.16", "2.694", "4929.81", "18.14", "0.0302")]
EMISSIONS = 3

source, target = sys.argv[1:3]
with open(source, encoding="utf-8", newline="") as file:
    units = list(csv.reader(file))[1:]
totals, emissions, unknown = [], [], []
for number, unit in enumerate(units):
    tax, land, added, energy, waste, staff, research, revenue = (Decimal(cell) if cell else None for cell in unit[4:])
    ratios = (tax / land, added / land, added / energy, None, added / staff, research / revenue)
    total = sum(f * ratio / best for f, ratio, best in zip(FULL, ratios, BEST) if ratio is not None)
    if waste is None:
        unknown.append(number)
    else:
        points = FULL[EMISSIONS] * (added / waste) / BEST[EMISSIONS]
        emissions.append(points)
        total += points
    totals.append(total)
mean = sum(emissions) / len(emissions)
for number in unknown:
    totals[number] += mean
keys = [total.quantize(Decimal("1e-12")) for total in totals]
order = sorted(range(len(units)), key=lambda number: units[number][0])
order.sort(key=keys.__getitem__, reverse=True)
a, b, d = math.floor(len(order) * 0.2), math.floor(len(order) * 0.5), math.ceil(len(order) * 0.05)
grades = ["A"] * a + ["B"] * b + ["C"] * (len(order) - a - b - d) + ["D"] * d
with open(target, "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file)
    rank, last = 0, None
    for place, number in enumerate(order):
        if keys[number] != last:
            rank, last = place + 1, keys[number]
        out.writerow([rank, *units[number][:3], keys[number], grades[place], units[number][3]])
