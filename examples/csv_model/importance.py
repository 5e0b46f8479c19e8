"""What moves a model's answers: each column's values are mixed up among rows, and what that costs.

Permutation importance: L. Breiman, Random Forests, Machine Learning 45, 2001, section 10.
"""

import statistics

from examples.csv_model import judging, learning
from examples.csv_model.columns import widths
from examples.helpers import tables

MOST = 20000  # rows are answered at the most


def chosen_rows(count, columns):
    """Return how many of the rows to answer, and how often each column is mixed up."""
    rows = min(count, max(50, MOST // columns))
    return rows, max(1, min(5, MOST // (columns * rows)))


def scores(model, target, rows, truth):
    """Return how good answers are over all rows, then over each class's, None where it has none.

    Of classes: the mean probability given to the right one. Of numbers: the root mean squared
    error, below 0 so that more is better.
    """
    classes = target["classes"]
    found = learning.answers_of(model, classes, rows)
    if classes is None:
        return [-judging.of_numbers([answer for answer, _ in found], truth)[0]]
    shares = [dict(zip(classes, part)).get(label, 0.0) for (_, part), label in zip(found, truth)]
    parts = [[share for share, label in zip(shares, truth) if label == one] for one in classes]
    return [statistics.fmean(part) if part else None for part in [shares] + parts]


def mixed(rows, first, width, order):
    """Return the rows with so many inputs from the first on taken from other rows."""
    return [row[:first] + rows[other][first:first + width] + row[first + width:]
            for row, other in zip(rows, order)]


def importance(model, columns, rows, truth, seed):
    """Return for each input column how far the scores() fall when its values are mixed up."""
    count, times = chosen_rows(len(rows), len(columns["inputs"]))
    part = tables.shuffled(len(rows), seed)[:count]
    rows, truth = tables.pick(rows, part), tables.pick(truth, part)
    usual = scores(model, columns["target"], rows, truth)
    found = []
    first = 0
    for width in widths(columns["inputs"]):
        trials = [scores(model, columns["target"], mixed(rows, first, width, tables.shuffled(
            count, seed + trial)), truth) for trial in range(times)]
        found.append([None if score is None else score - statistics.fmean(
            [trial[k] for trial in trials]) for k, score in enumerate(usual)])
        first += width
    return found
