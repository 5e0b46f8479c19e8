"""What is exported: the numbers of a model, checked, and what is known of their meaning."""

import json
import os
import struct

import neuron
from examples.csv_model import cells, columns as columns_of, files
from examples.export.words import tame, told_apart

NOT_OURS = ("layer %d has an activation of your own, %s. Only neuron.py's can be exported: "
            + ", ".join(sorted(neuron.ACTIVATIONS)))


class Plan:
    """A model as the writers of source take it.

    kind: "Network" or "Neuron", which answers with a number
    sizes: the number of inputs, then of the units in each layer
    activations: a name of neuron.ACTIVATIONS for each layer
    biases: whether each layer has biases
    weights: a list for each layer of a list for each unit, its bias last
    name: the identifier that names in C begin with
    notes: lines for comments: what the inputs and outputs are
    single: whether the numbers are single floats
    scales, target_scales: means and deviations of the inputs and the targets, where it learns on
        scaled numbers, else None. Made with rows, a folded model does so.
    """

    def __init__(self, model, name="model", columns=None, single=False, rows=None):
        self.kind = type(model).__name__
        self.sizes = list(model.sizes)
        self.activations = [name_of(layer, k) for k, layer in enumerate(model.layers)]
        self.biases = [layer.biases is not None for layer in model.layers]
        self.weights = [units_of(layer) for layer in model.layers]
        self.name = name
        self.notes = notes_of(columns) if columns else []
        self.single = single
        self.scales = self.target_scales = None
        if rows is not None:
            self._unfold(rows, outputs_of(model, rows))
        if single:
            self._round()

    def _unfold(self, rows, outputs):
        """Take the scales out of the weights of a folded model, so that it can learn.

        One rate suits all weights where inputs and targets have mean 0 and deviation 1. rows: such
        as it learned from, for the scales of the inputs; outputs: its own for these rows, whose
        scale is that of the targets, where outputs have any.
        """
        self.scales = neuron.standardise(rows)
        means, deviations = self.scales
        for unit in self.weights[0]:
            unit[-1] += neuron.dot(unit[:-1], means)
            unit[:-1] = [weight * deviation for weight, deviation in zip(unit, deviations)]
        if self.activations[-1] == "identity" and self.biases[-1]:
            self.target_scales = neuron.standardise(outputs)
            for unit, mean, deviation in zip(self.weights[-1], *self.target_scales):
                unit[-1] -= mean
                unit[:] = [weight / deviation for weight in unit]

    def _round(self):
        """Make all numbers single floats."""
        self.weights = [[[as_single(weight) for weight in unit] for unit in units]
                        for units in self.weights]
        self.scales, self.target_scales = [pair and tuple(
            [[as_single(number) for number in numbers] for numbers in pair])
            for pair in (self.scales, self.target_scales)]

    @property
    def flat(self):
        """All weights: layer by layer, unit by unit, a unit's bias last."""
        return [weight for units in self.weights for unit in units for weight in unit]

    @property
    def kind_of_float(self):
        """The letter of its floats for Python's array and struct."""
        return "f" if self.single else "d"

    @property
    def shape(self):
        """What the model is, in a line."""
        layers = ["%d %s" % (units, name) for units, name in zip(self.sizes[1:], self.activations)]
        return "%d inputs, %s" % (self.sizes[0], ", ".join(layers))


def name_of(layer, k):
    """Return the name of a layer's activation. ValueError if it isn't one of neuron.py's."""
    for name, activation in neuron.ACTIVATIONS.items():
        if layer.activation is activation:
            return name
    function = layer.activation.function
    raise ValueError(NOT_OURS % (k, tame(getattr(function, "__name__", "a function"))))


def outputs_of(model, rows):
    """Return a model's lists of outputs, for a Neuron too."""
    return [list(outputs) if isinstance(outputs, list) else [outputs]
            for outputs in model.predict(rows)]


def units_of(layer):
    """Return the weights of a layer's units, each with its bias last."""
    units = [list(unit) for unit in layer.weights]
    if layer.biases is not None:
        units = [unit + [bias] for unit, bias in zip(units, layer.biases)]
    return units


def as_single(weight):
    """Return the nearest float of single precision. ValueError if there is none."""
    try:
        return struct.unpack("<f", struct.pack("<f", weight))[0]
    except OverflowError:
        raise ValueError("%g is too large for single floats" % weight)


def meaning_of(column):
    """Return what a number that stands for a cell of this column is, to add to its name."""
    if column["kind"] == "category":
        return ", 1 or 0"
    missing = " (%.9g if missing)" % column["mean"]
    if column["kind"] == "date":
        hours = column["form"] == cells.TIMES
        return (", hours since midnight" if hours else
                ", days, 1 on 1 January of the year 1") + missing
    return unit_of(column) + missing


def unit_of(column):
    """Return the unit of a column, to add to its name; "" for none."""
    return ", " + tame(column["unit"]) if column["unit"] else ""


def names_of(columns):
    """Return the name of each input in words that may stand in a comment."""
    found = []
    for column, name in zip(columns, told_apart([column["name"] for column in columns])):
        if column["kind"] == "category":
            labels = told_apart([label or "(missing)" for label in column["labels"]])
            found += ["%s = %s" % (name, label) for label in labels]
        else:
            found.append(name)
    return found


def ends_of(target):
    """Return what each output is, and how to read them."""
    name = tame(target["name"])
    labels = told_apart(target["classes"] or [])
    if not labels:
        return [name + unit_of(target)], []
    if len(labels) == 2:
        return ["%s = %s" % (name, labels[1])], [
            "Output 0 is the probability of %s, 1 - output 0 that of %s." % tuple(labels[::-1])]
    return ["%s = %s" % (name, label) for label in labels], [
        "The largest output is the answer. Divided by the sum of all, they are probabilities."]


def notes_of(columns):
    """Return lines that tell what each input and output is, from the columns of csv_model."""
    inputs = columns["inputs"]
    meanings = [meaning_of(column) for column in inputs
                for _ in range(columns_of.widths([column])[0])]
    names = zip(names_of(inputs), meanings)
    ends, more = ends_of(columns["target"])
    return (["input %d: %s%s" % (k, *pair) for k, pair in enumerate(names)]
            + ["output %d: %s" % pair for pair in enumerate(ends)] + more)


def read(path):
    """Return the model saved at path, and the columns that csv_model wrote beside it, or None."""
    try:
        if os.path.exists(files.columns_path(path)):
            return files.load_model(path)
        return neuron.load(path), None
    except ValueError:
        for k, name in enumerate(activations_in(path)):
            if name not in neuron.ACTIVATIONS:
                raise ValueError("%s: " % path + NOT_OURS % (k, tame(name)))
        raise


def activations_in(path):
    """Return the names of the activations in a model's file; none if it is no such file."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            names = json.loads(file.readline())["activations"]
        return [name for name in names if isinstance(name, str)]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
