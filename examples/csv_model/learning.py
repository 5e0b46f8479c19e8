"""How a network learns a table by fit(): which rows it learns, watches and is judged by, how long
it takes, and what is seen of it on the way.

The rows fall into three parts. The network learns from most. It watches some others (those that
fit() holds out) to know which epoch of which start to keep. It is judged by the rest, which had no
part in that.
"""

import contextlib
import sys
import time
import warnings

import neuron
from examples.helpers import tables

WATCHED = 0.2  # the part of the rows not held out that fit() watches
LARGE = 1000000  # so many rows times weights are learned from one start, to save time,
WORK = 500000000  # and in so many epochs that this is rows times weights times epochs,
FEWEST, MOST = 100, 1000  # within these bounds
SAMPLE = 300  # so many rows are learned on trial, to know how long an epoch takes


# --- Rows --------------------------------------------------------------------------------

def held_out(labels, share, seed):
    """Return the numbers of the rows to judge by, that share of each label's, and of the others."""
    places = {}
    for r in tables.shuffled(len(labels), seed):
        places.setdefault(labels[r], []).append(r)
    judge, rest = [], []
    for rows in places.values():
        held = round(share * len(rows))
        judge += rows[:held]
        rest += rows[held:]
    return judge, rest


def watched(count):
    """Return how many of so many rows fit() holds out to watch."""
    return int(count * WATCHED) if count >= 20 else 0


def outputs_for(truth, classes):
    """Return the outputs wanted: a number; of two classes, whether it is the second; or one-hot."""
    if classes is None:
        return [[value] for value in truth]
    if len(classes) == 2:
        return [[float(label == classes[1])] for label in truth]
    return [tables.one_hot(label, classes) for label in truth]


# --- What a model answers ----------------------------------------------------------------

def probabilities(outputs, classes):
    """Return the probability of each class, from the outputs for a row."""
    if len(classes) == 2:
        return [1.0 - outputs[0], outputs[0]]
    total = 0.0
    for output in outputs:
        total += output
    return [output / total if total else 1.0 / len(outputs) for output in outputs]


def answers_of(model, classes, rows):
    """Return for each row the class predicted and all probabilities; or the number and None."""
    if classes is None:
        return [(outputs[0], None) for outputs in model.predict(rows)]
    found = [probabilities(outputs, classes) for outputs in model.predict(rows)]
    return [(classes[tables.largest(shares)], shares) for shares in found]


# --- Learning ----------------------------------------------------------------------------

class Learned:
    """model: takes rows as they stand in the table; report: fit()'s; stopped: by Ctrl-C.

    curve: the losses of each epoch of the start that was kept, on the rows learned and, smoothed,
    on those watched; None for the second where there were too few to watch some
    """

    def __init__(self, model, report, curve, stopped):
        self.model = model
        self.report = report
        self.curve = curve
        self.stopped = stopped


def network(inputs, outputs, hidden, is_number):
    """Return a network for a table: a hidden layer or none, and outputs that suit the target."""
    layers = [hidden] if hidden else []
    return neuron.Network(
        inputs, *layers, outputs,
        activation=["tanh"] * len(layers) + ["identity" if is_number else "sigmoid"])


def starts_of(options, rows, model):
    """Return how many starts there are: as the options say, else three, or one for a large task."""
    if options.starts:
        return options.starts
    return 1 if len(rows) * len(model.parameters()) > LARGE else 3


def epochs_of(options, rows, model):
    """Return how many epochs a start has at most: as the options say, else by the task's size."""
    if options.epochs:
        return options.epochs
    return min(MOST, max(FEWEST, WORK // (len(rows) * len(model.parameters()))))


def learn(rows, targets, is_number, options, stream=None):
    """Let a network learn rows, and return it as Learned. KeyboardInterrupt if it has nothing."""
    model = network(len(rows[0]), len(targets[0]), options.hidden, is_number)
    fitting = model.fitting(rows, targets, epochs_of(options, rows, model), holdout=WATCHED,
                            starts=starts_of(options, rows, model), seed=options.seed)
    curves = []
    stopped = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the rows to judge by tell whether it is of any use
            for loss in progress(fitting, fitting.epochs, stream or sys.stderr):
                if fitting.start == len(curves):
                    curves.append([])
                curves[fitting.start].append((fitting.learned_loss, loss))
    except KeyboardInterrupt:
        if fitting.report is None:
            raise KeyboardInterrupt("stopped before the first epoch, nothing is saved")
        stopped = True
    except ArithmeticError:
        raise ValueError("the numbers of the table differ too much in size to learn from them")
    report = fitting.report
    curve = curves[report.start]
    if not report.held_out:
        curve = [(loss, None) for loss, _ in curve]
    return Learned(model, report, curve, stopped)


def progress(fitting, epochs, stream):
    """Pass on the losses of a fitting, with a line of progress where stream is a terminal."""
    line = Line(stream)
    line.show("The first epoch ...")
    start = time.monotonic()
    try:
        for epoch, loss in fitting:
            now = time.monotonic()
            left = (now - start) / (epoch + 1) * (fitting.starts * epochs - epoch - 1)
            line.show("Start %d of %d, epoch %d in all, loss %.4f, at most %s left" % (
                fitting.start + 1, fitting.starts, epoch + 1, loss, duration(left)))
            yield loss
    finally:
        line.clear()


class Line:
    """A line on a terminal that is written anew, at most ten times a second."""

    def __init__(self, stream):
        self.stream = stream if stream.isatty() else None
        self.text = ""
        self.shown = float("-inf")

    def show(self, text):
        now = time.monotonic()
        if self.stream and now - self.shown >= 0.1:
            self.clear()
            self.shown = now
            self.text = text
            self.stream.write(text)
            self.stream.flush()

    def clear(self):
        if self.stream:
            self.stream.write("\r%s\r" % (" " * len(self.text)))
            self.stream.flush()
            self.text = ""


@contextlib.contextmanager
def waiting(text):
    """Show a text meanwhile, where standard error is a terminal."""
    line = Line(sys.stderr)
    line.show(text)
    try:
        yield
    finally:
        line.clear()


# --- How long it takes -------------------------------------------------------------------

def seconds_an_epoch(rows, targets, is_number, hidden):
    """Return how long an epoch takes, from some epochs of a few rows."""
    part = min(SAMPLE, len(rows))
    model = network(len(rows[0]), len(targets[0]), hidden, is_number)
    training = model.training(
        tables.scaled(rows[:part], *neuron.standardise(rows[:part])), [
            [0.5] * len(targets[0])] * part, 3, learning_rate="rprop")
    next(training)  # writes the program
    start = time.perf_counter()
    for _ in training:
        pass
    return (time.perf_counter() - start) / 2.0 / part * len(rows)


def duration(seconds):
    """Return a time in words."""
    if seconds < 0.1:
        return "%.0f ms" % max(1.0, 1000.0 * seconds)
    if seconds < 10.0:
        return "%.1f s" % seconds
    if seconds < 100.0:
        return "%.0f s" % seconds
    if seconds < 6000.0:
        return "%.0f min" % (seconds / 60.0)
    return "%.0f h" % (seconds / 3600.0)


# --- Folds -------------------------------------------------------------------------------

def cross_validated(truth, count, seed, learned_on):
    """Yield for each fold the answers for its rows, by what was learned from the others, and its
    rows. learned_on(rest, fold) returns the answers."""
    for fold in tables.folds(truth, count, seed):
        here = set(fold)
        rest = [r for r in range(len(truth)) if r not in here]
        yield learned_on(rest, fold), fold
