"""Columns that alone give the answer: such as "alive" for "survived".

Often they are known only when the answer is, and a model that looks at nothing else is of no use.

A date is let pass: what changes slowly is given by the dates before and after.
"""

from examples.csv_model import cells as meaning
from examples.csv_model.columns import values_of
from examples.csv_model.table import as_argument
from examples.helpers import tables

SAMPLE = 2000  # rows are looked at, for speed
FEWEST = 20  # rows show it
LEFT = {True: 0.05, False: 0.01}  # of the usual answer's errors are left, of classes and of numbers
GAPS = 0.1  # fewer gaps say nothing; more may: no lifeboat, not survived


def left_alone(table, column, truth, usual):
    """Return what share of the usual answer's errors is left where a column's value gives the
    answer, each row's by the other rows with the same or the next value; and of how many rows it is
    wrong."""
    if column["kind"] == "category":
        values = [meaning.key(cell) if cell else None for cell in table.cells(column["place"])]
    else:
        values = values_of(table, column["place"], column)
    rows = range(len(values))
    filled = [r for r in rows if values[r] is not None]
    if len(rows) - len(filled) <= GAPS * len(rows):
        rows = filled
    if len(rows) < FEWEST:
        return 1.0, 1.0
    answers = by_same(rows, values, truth)
    if column["kind"] != "category":
        answers.update(by_next([r for r in filled if r not in answers], filled, values, truth))
    errors = usual_errors = 0.0
    for r in rows:
        errors += error(answers.get(r, usual), truth[r])
        usual_errors += error(usual, truth[r])
    return (errors / usual_errors if usual_errors else 1.0), errors / len(rows)


def error(answer, truth):
    """Return how wrong an answer is: 1 for a wrong class, the square for a number."""
    return float(answer != truth) if isinstance(truth, str) else (answer - truth) ** 2.0


def by_same(rows, values, truth):
    """Return the answer for each row whose value others have, too: that of the others."""
    groups = {}
    for r in rows:
        groups.setdefault(values[r], []).append(r)
    answers = {}
    for group in groups.values():
        for r, other in zip(group, group[1:] + group[:1]):
            if r != other:
                answers[r] = truth[other]
    return answers


def by_next(lonely, rows, values, truth):
    """Return the answer for each lonely row: a number between its neighbours'."""
    order = sorted(rows, key=lambda r: values[r])
    places = {r: k for k, r in enumerate(order)}
    answers = {}
    for r in lonely:
        beside = [order[k] for k in (places[r] - 1, places[r] + 1) if 0 <= k < len(order)]
        beside.sort(key=lambda other: abs(values[other] - values[r]))
        near, far = beside[0], beside[-1]
        answers[r] = truth[near]
        if near != far and not isinstance(truth[r], str):
            slope = (truth[far] - truth[near]) / (values[far] - values[near])
            answers[r] += slope * (values[r] - values[near])
    return answers


def found(table, inputs, truth, target):
    """Return a line for each column of the inputs that alone gives the answer."""
    part = tables.shuffled(len(truth), 1)[:SAMPLE]
    if len(part) < FEWEST or len(inputs) < 2:  # one column alone has to give it
        return []
    table, truth, usual = table.part(part), tables.pick(truth, part), target["usual"]
    if target["classes"] is None:  # the square of a large number would overflow
        size = max(map(abs, truth)) or 1.0
        truth, usual = [value / size for value in truth], usual / size
    is_class = target["classes"] is not None
    notes = []
    for column in inputs:
        left, wrong = (1.0, 1.0) if column["kind"] == "date" else left_alone(
            table, column, truth, usual)
        if left <= LEFT[is_class]:
            how = "in %.0f %% of the rows" % (100.0 - 100.0 * wrong) if is_class else (
                "with an R2 of %.4f" % (1.0 - left))
            notes.append("%s alone gives %s %s. If it is known only when %s is, leave it out: "
                         "--ignore %s" % (column["name"], target["name"], how, target["name"],
                                          as_argument(column["name"])))
    return notes
