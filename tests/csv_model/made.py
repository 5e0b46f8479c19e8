"""Made-up tables for the tests of csv_model."""

import csv
import io

import neuron

HEADER = ["age", "height", "town", "member", "buys"]


def people(count=40):
    """Return rows of two numbers, two categories and a class that depends on them."""
    draws = neuron.uniform(7)
    rows = []
    for _ in range(count):
        age = 18 + int(60 * next(draws))
        town = ["Paris, France", "Köln", "Rome"][int(3 * next(draws))]
        rows.append([str(age), "%.2f" % (1.5 + next(draws) / 2), town, "ny"[int(2 * next(draws))],
                     "yes" if age > 45 or town == "Rome" else "no"])
    return rows


def as_text(rows, delimiter=",", comma=False, end="\n"):
    """Return rows as CSV."""
    if comma:
        rows = [[cell.replace(".", ",") for cell in row] for row in rows]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()
