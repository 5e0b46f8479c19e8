"""What the examples with tables share: reading, scaling, folds, progress, and counting answers.

A table is a CSV file as people have them: with commas, semicolons or tabs, decimal commas where
commas do not part the cells, a byte order mark or none, any line ends, and blank lines.
"""

import csv
import io
import itertools
import os
import re
import sys
import time

import neuron

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
END = "\x1a"  # a line of its own after the last: a quote left open would swallow it
MISSING = ("", "?", "na", "n/a", "nan", "null")
NUMBER = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


# --- Reading -----------------------------------------------------------------------------

def number(text, comma=False):
    """Return the finite number that text is, else None. comma: 3,5 is a number, too."""
    if NUMBER.fullmatch(text) and (comma or "," not in text):
        value = float(text.replace(",", "."))
        if abs(value) < float("inf"):
            return value
    return None


class Table:
    """names: of the columns; rows: lists of cells, as text; lines: where each row stood."""

    def __init__(self, path, header, names, rows, lines, comma):
        self.path = path
        self.header = header  # whether the names come from the file
        self.names = names
        self.rows = rows
        self.lines = lines
        self.comma = comma  # whether 3,5 is a number

    def error(self, r, message):
        """Return the error that row r has, with its file and line."""
        return ValueError("%s:%d: %s" % (self.path, self.lines[r], message))

    def cells(self, place):
        """Return a column's cells. A missing one is a ValueError."""
        cells = [row[place] for row in self.rows]
        missing = [r for r, cell in enumerate(cells) if cell.lower() in MISSING]
        if missing:
            cell = cells[missing[0]]
            raise self.error(missing[0], "%s: %s is a missing value, one of %d in %d rows: fill "
                             "them in, or leave out these rows or the column" % (
                                 self.names[place], repr(cell) if cell else "an empty cell",
                                 len(missing), len(cells)))
        return cells

    def numbers(self, place):
        """Return a column of numbers. Anything else in it is a ValueError."""
        cells = self.cells(place)
        commas = [r for r, cell in enumerate(cells) if "," in cell and self.comma]
        values = []
        for r, cell in enumerate(cells):
            value = number(cell, self.comma)
            if value is None:
                raise self.error(r, "%s: %r is not a number" % (self.names[place], cell))
            if commas and "." in cell:  # 1.234 may be a thousand here
                raise self.error(r, "%s: %r has a decimal point, line %d a decimal comma" % (
                    self.names[place], cell, self.lines[commas[0]]))
            values.append(value)
        return values


def _text(path):
    with open(path, "rb") as file:
        data = file.read()
    encodings = ["utf-8-sig", "cp1252"]  # the second: Excel's in much of Europe and America
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValueError("%s: not a text file" % path)


def read(path, header=None):
    """Return the Table in a CSV file. header: None is to see whether a number is in line one.

    A tab in the first line, else a semicolon, else a comma parts the cells. Blank lines and
    empty columns at the right are left out. Lines of different length are a ValueError.
    """
    text = _text(path)
    first = re.split("[\r\n]", re.sub('"[^"]*"', "", text).strip())[0]
    delimiter = "\t" if "\t" in first else ";" if ";" in first else ","
    reader = csv.reader(itertools.chain(io.StringIO(text, newline=""), [END]),
                        delimiter=delimiter, skipinitialspace=True)
    rows = []
    lines = []
    line = 1
    try:
        for row in reader:
            row = [cell.strip() for cell in row]
            if any(row):
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError("%s:%d: %s" % (path, line, error))
    line = lines.pop()
    if rows.pop() != [END]:
        raise ValueError("%s:%d: a quote from here on is never closed" % (path, line))
    if not rows:
        raise ValueError("%s: no lines" % path)
    width = max(i for i, cell in enumerate(rows[0]) if cell) + 1
    for r, row in enumerate(rows):
        if len(row) < width or any(row[width:]):
            raise ValueError("%s:%d: %d cells, but line %d has %d" % (
                path, lines[r], len(row), lines[0], width))
        del row[width:]
    comma = delimiter != ","
    if header is None:
        header = all(number(cell, comma) is None for cell in rows[0])
    names = ["column %d" % (place + 1) for place in range(width)]
    if header:
        names = [name or other for name, other in zip(rows.pop(0), names)]
        del lines[0]
    return Table(path, header, names, rows, lines, comma)


def data_set(name):
    """Return the names, the rows of numbers and the labels of examples/data/NAME.csv."""
    table = read(os.path.join(DATA, name + ".csv"))
    columns = [table.numbers(place) for place in range(len(table.names) - 1)]
    return table.names[:-1], list(zip(*columns)), table.cells(len(columns))


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
    pairs = list(zip(labels, answers))
    return [[pairs.count((label, answer)) for answer in classes] for label in classes]


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
