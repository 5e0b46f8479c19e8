"""What is exported: the numbers of a model, checked, and what is known of their meaning."""

import json
import os
import struct

import neuron
from examples import csv_model
from examples.export.words import tame
from examples.tables import cells
from examples.tables import columns as columns_of

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
    if column["kind"] == "date":
        hours = column["form"] == cells.TIMES
        return ", hours since midnight" if hours else ", days, 1 on 1 January of the year 1"
    return ", " + tame(column["unit"]) if column["unit"] else ""


def notes_of(columns):
    """Return lines that tell what each input and output is, from the columns of csv_model."""
    names = [tame(name) + meaning_of(column) for column in columns["inputs"]
             for name, _, _ in columns_of.units([column])]
    target = columns["target"]
    ends = ["%s = %s" % (target["name"], label) for label in target["classes"] or []]
    unit = ", " + target["unit"] if target["unit"] else ""
    return (["input %d: %s" % pair for pair in enumerate(names)]
            + ["output %d: %s" % (k, tame(end))
               for k, end in enumerate(ends or [target["name"] + unit])])


def read(path):
    """Return the model saved at path, and the columns that csv_model wrote beside it, or None."""
    try:
        if os.path.exists(csv_model.columns_path(path)):
            return csv_model.load_model(path)
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
