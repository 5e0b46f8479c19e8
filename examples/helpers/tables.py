"""What the examples with tables share: data sets, scaling, folds, progress, and counting answers."""

import csv
import os
import sys
import time

import neuron

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")


def data_set(name):
    """Return the names, the rows of numbers and the labels of examples/data/NAME.csv."""
    with open(os.path.join(DATA, name + ".csv"), newline="", encoding="utf-8") as file:
        names, *lines = csv.reader(file)
    rows = [tuple([float(cell) for cell in line[:-1]]) for line in lines]
    return names[:-1], rows, [line[-1] for line in lines]


# --- Learning ----------------------------------------------------------------------------

def shuffled(count, seed):
    """Return the whole numbers below count in an order that the seed gives."""
    order = list(range(count))
    draws = neuron.uniform(seed)
    for i in range(count - 1, 0, -1):  # Fisher and Yates
        other = int(next(draws) * (i + 1))
        order[i], order[other] = order[other], order[i]
    return order


def folds(labels, count, seed):
    """Return count lists of row numbers, each with its share of every label's rows."""
    parts = [[] for _ in range(count)]
    dealt = {}
    for r in shuffled(len(labels), seed):
        dealt[labels[r]] = dealt.get(labels[r], -1) + 1
        parts[dealt[labels[r]] % count].append(r)
    return parts


def pick(items, part):
    """Return the items with the numbers in part."""
    return [items[r] for r in part]


def one_hot(label, labels):
    """Return a 1 for the label among 0s for the other labels."""
    return [1.0 if other == label else 0.0 for other in labels]


def largest(values):
    """Return the place of the largest value."""
    return max(range(len(values)), key=values.__getitem__)


def scaled(rows, means, deviations):
    """Return the rows with each input as its distance from the mean, in deviations."""
    return [[(x - m) / d for x, m, d in zip(row, means, deviations)] for row in rows]


def train_scaled(model, rows, targets, **options):
    """Train on scaled rows, then let the model take rows as they come; return it."""
    means, deviations = neuron.standardise(rows)
    model.train(scaled(rows, means, deviations), targets, **options)
    model.fold(means, deviations)
    return model


def cross_validate(rows, labels, learn, answer, count=5, seed=1):
    """Print the accuracy on each fold of a model that learned from the others.

    learn(rows, labels) returns a model, answer(model, row) a label. Returns all the answers.
    """
    answers = [None] * len(rows)
    total = 0.0
    print("Fold  Accuracy")
    for fold, test in enumerate(folds(labels, count, seed), 1):
        rest = [r for r in range(len(rows)) if r not in test]
        model = learn(pick(rows, rest), pick(labels, rest))
        for r in test:
            answers[r] = answer(model, rows[r])
        share = accuracy(pick(answers, test), pick(labels, test))
        total += share
        print("%4d  %.4f" % (fold, share))
    print("Mean  %.4f" % (total / count))
    return answers


def progress(training, epochs, stream=None):
    """Pass on what training yields, with a line of progress where stream is a terminal."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield from training
        return
    start = shown = time.monotonic()
    line = ""
    try:
        for epoch, loss in training:
            now = time.monotonic()
            if now - shown >= 0.1:
                shown = now
                blank = " " * len(line)
                left = (now - start) / (epoch + 1) * (epochs - epoch - 1)
                line = "Epoch %d of %d, loss %.4f, %.0f s left" % (
                    epoch + 1, epochs, loss, left)
                stream.write("\r%s\r%s" % (blank, line))
                stream.flush()
            yield epoch, loss
    finally:
        stream.write("\r%s\r" % (" " * len(line)))
        stream.flush()


def loss_curve(losses):
    """Return each epoch's loss, counted from 1, as lines to print: 1, 2, 5, 10, ... and last."""
    lines = ["Epochs  Loss"]
    most = max(losses) or 1.0
    for epochs, loss in enumerate(losses, 1):
        if epochs == len(losses) or str(epochs).rstrip("0") in ("1", "2", "5"):
            lines.append("%6d  %-8.4g  %s" % (epochs, loss, "#" * round(50 * loss / most)))
    return "\n".join(lines)


# --- Counting answers --------------------------------------------------------------------

def accuracy(answers, labels):
    """Return the share of answers that equal their labels."""
    return len([1 for answer, label in zip(answers, labels) if answer == label]) / len(labels)


def confusion(answers, labels, classes):
    """Return, for each class, how often it was answered with each class."""
    counts = {}
    for pair in zip(labels, answers):
        counts[pair] = counts.get(pair, 0) + 1
    return [[counts.get((label, answer), 0) for answer in classes] for label in classes]


def confusion_text(answers, labels, classes):
    """Return the confusion as lines to print: a row per class, a column per answer."""
    width = max(len(name) for name in classes + ["is"])
    form = "  ".join(["%-*s"] + ["%*s"] * len(classes))
    lines = []
    counts = confusion(answers, labels, classes)
    for cells in [["is"] + classes] + [[name] + row for name, row in zip(classes, counts)]:
        lines.append(form % tuple(value for cell in cells for value in (width, cell)))
    lines[0] += "  was answered"
    return "\n".join(lines)
