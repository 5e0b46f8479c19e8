"""What the benchmark shows of the ways to train: how soon each of them reaches the same loss.

The same network learns the same table by neuron.py's ways and by scikit-learn's MLPClassifier,
which starts from weights of its own. It always minimises the cross-entropy. So both sides learn
the real tables by cross-entropy, without a penalty on large weights. On the tutorial's four rows
and on XOR neuron.py minimises the squared error; scikit-learn then stops when its own squared
error is as small. It is told in advance how few epochs that takes, so it loses no time by looking.

An epoch of lbfgs is one of its iterations. Adam takes batches of 200 rows. It is shown with its
default rate, 0.001, and with 0.1: of 0.001, 0.01, 0.1 and 1 the fastest that reaches all goals.
"""

import math
import time
import warnings
from functools import partial

import neuron
from examples.helpers import tables
from examples.helpers.measuring import in_turn, line

try:
    import numpy
    import sklearn
    from sklearn.neural_network import MLPClassifier
except ImportError:
    sklearn = None

LOSSES = {"squared": "squared error", "cross_entropy": "cross-entropy"}


class Task:
    """What is to be learned: by a network of these sizes, from a table, until a loss is reached."""

    def __init__(self, name, sizes, table, loss, goal, bias=0.0):
        self.name = name
        self.sizes = sizes
        self.rows, self.targets = table
        self.loss = loss
        self.goal = goal
        self.bias = bias

    def by_neuron(self, epochs, **options):
        """Train by neuron.py for at most so many epochs: milliseconds, epochs, the last loss."""
        model = neuron.Network(*self.sizes, bias=self.bias, seed=1)
        start = time.perf_counter()
        try:
            for epoch, loss in model.training(self.rows, self.targets, epochs, loss=self.loss,
                                              until=self.goal, every=epochs, **options):
                pass
        except ArithmeticError:  # the rate is too large
            epoch, loss = epochs, math.inf
        return 1000.0 * (time.perf_counter() - start), epoch + 1, loss

    def by_sklearn(self, epochs, **options):
        """Train by scikit-learn for so many epochs: milliseconds, epochs, the last loss."""
        rows = numpy.array(self.rows, float)
        targets = numpy.array(self.targets, int)
        model = MLPClassifier(
            self.sizes[1:-1], activation="logistic", alpha=0.0, max_iter=epochs, max_fun=10**9,
            tol=0.0, n_iter_no_change=10**9, random_state=1, **options)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has not converged
            start = time.perf_counter()
            model.fit(rows, targets if self.sizes[-1] > 1 else targets.ravel())
            duration = 1000.0 * (time.perf_counter() - start)
        outputs = model.predict_proba(rows)[:, -self.sizes[-1]:]
        wrong = abs(targets - outputs)
        losses = wrong ** 2 if self.loss == "squared" else -numpy.log(1.0 - wrong + 1e-300)
        return duration, epochs, losses.mean()

    def soonest_by_sklearn(self, most, **options):
        """Return a training by scikit-learn in as few epochs as reach the goal, or in so many."""
        low, high = 0, most
        while high - low > 1:
            middle = (low + high) // 2
            if self.by_sklearn(middle, **options)[2] > self.goal:
                low = middle
            else:
                high = middle
        return partial(self.by_sklearn, high, **options)


def data_set(name):
    """Return the scaled rows and the targets of a table in examples/data."""
    _, rows, labels = tables.data_set(name)
    classes = sorted(set(labels))
    if len(classes) == 2:
        del classes[0]  # one output tells two classes apart
    return (tables.scaled(rows, *neuron.standardise(rows)),
            [tables.one_hot(label, classes) for label in labels])


def how_soon(work, rounds):
    """Yield the benchmark's lines on each task: first by rprop, and against it all other ways."""
    most = 100 + math.ceil(900 * work)
    four = [[0], [1], [1], [0]]
    for task in (
            Task("Tutorial 1, 3-1", [3, 1], ([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], four),
                 "squared", 0.001, bias=None),
            Task("XOR, 2-4-1", [2, 4, 1], ([[0, 0], [0, 1], [1, 0], [1, 1]], four),
                 "squared", 0.01),
            Task("Iris, 4-5-3", [4, 5, 3], data_set("iris"), "cross_entropy", 0.05),
            Task("Breast cancer, 30-1", [30, 1], data_set("breast_cancer"), "cross_entropy", 0.06)):
        options = {"plain descent, default rate": {}}
        if len(task.rows) > 4:  # else 1 is the default
            options["plain descent, learning_rate=1"] = {"learning_rate": 1.0}
        options["momentum=0.9"] = {"momentum": 0.9}
        ways = {label: partial(task.by_neuron, most, **options[label]) for label in options}
        if sklearn:
            ways["scikit-learn, lbfgs"] = task.soonest_by_sklearn(most, solver="lbfgs")
            ways["scikit-learn, adam"] = task.soonest_by_sklearn(most, solver="adam")
            ways["scikit-learn, adam, rate 0.1"] = task.soonest_by_sklearn(
                most, solver="adam", learning_rate_init=0.1)
        rprop = partial(task.by_neuron, most, learning_rate="rprop")
        yield "%s, to a %s of %g: by rprop in %d epochs, and by" % (
            task.name, LOSSES[task.loss], task.goal, rprop()[1])
        for label, train in ways.items():
            _, epochs, loss = train()
            if loss > task.goal:
                yield "  %s, not in %s epochs" % (label, format(most, ","))
            else:
                mine, theirs = in_turn([rprop, train], rounds)
                yield line("%s, in %d" % (label, epochs), [run[0] for run in mine],
                           [run[0] for run in theirs])
