"""Find weights of 8 bits for a model, and measure on rows what they cost.

The weights of a unit share a scale: weight = whole number * scale. A layer's inputs become levels,
whole numbers too, so that sums are whole: see pieces_int8.py. The scales and the bias of a unit
stay floats.
"""

from array import array
from math import exp, log
from types import FunctionType

import neuron
from examples.export import pieces_int8
from examples.export.plan import as_single, outputs_of

LEVELS = 1023  # the highest
MOST = 1e9  # of a whole number, well within 32 bits
MOST_INPUTS = 8000  # of a layer, whose sum 32 bits hold: 8000 * 127 * 1023 + MOST < 2**31
BOUNDS = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "gaussian": (0.0, 1.0), "step": (0.0, 1.0)}


class Grid:
    """How the inputs of a layer become levels: see pieces_int8.py.

    ranges: the lowest and the highest of each input, or of all
    rows: inputs of the layer as they come, for the mean and variance of the levels of each input
    per_one, zero: lists of a number for each range
    low: what level 0 stands for
    """

    def __init__(self, ranges, rows):
        self.per_one = [as_single(eighths(low, high)) for low, high in ranges]
        self.zero = [round(4 - low * per_one) if per_one else 0
                     for (low, high), per_one in zip(ranges, self.per_one)]
        self.low = [(4 - zero) / per_one if per_one else low for (low, high), per_one, zero
                    in zip(ranges, self.per_one, self.zero)]
        levels = [pieces_int8.levels(row, self.per_one, self.zero) for row in rows]
        self.means, deviations = neuron.standardise(levels)
        self.variances = [deviation * deviation for deviation in deviations]

    def at(self, i):
        """Return the low of input i, and how many levels one more of it is."""
        return self.low[i % len(self.low)], self.per_one[i % len(self.low)] / 8


def eighths(low, high):
    """Return how many eighths of a level one more is, so that LEVELS reach from low to high."""
    if low == high:
        return 0.0
    return min(8 * LEVELS / (high - low), MOST / max(abs(low), abs(high)))


class Int8:
    """A plan with weights of 8 bits.

    grids: a Grid for each layer
    weights: for each layer a list for each unit of whole numbers from -127 to 127
    scales, biases: a float and a whole number for each unit of all layers
    """

    def __init__(self, plan, grids):
        self.plan = plan
        self.grids = grids
        self.weights = []
        self.scales = []
        self.biases = []
        for k, units in enumerate(plan.weights):
            self.weights.append([self._unit(unit, k) for unit in units])

    def _unit(self, unit, k):
        """Note the scale and the bias of a unit of layer k; return its weights."""
        grid = self.grids[k]
        inputs = self.plan.sizes[k]
        bias = unit[inputs] if self.plan.biases[k] else 0.0
        steps = []  # what one level more of each input adds to the sum
        for i, weight in enumerate(unit[:inputs]):
            low, per_one = grid.at(i)
            bias += weight * low
            steps.append(weight / per_one if per_one else 0.0)
        scale, weights = rounded(steps, grid.variances, abs(bias))
        for i in range(inputs):
            bias += (steps[i] - weights[i] * scale) * grid.means[i]  # right on average
        self.scales.append(scale)
        self.biases.append(round(bias / scale))
        return weights

    def outputs(self, rows, functions=None):
        """Return the outputs for rows as pieces_int8 does; functions: see in_singles()."""
        functions = functions or dict(ACTIVATIONS, levels=pieces_int8.levels)
        plan = self.plan
        scope = dict(
            vars(pieces_int8), levels=functions["levels"], W=self.data, SCALES=self.scales,
            BIASES=self.biases, INPUTS=plan.sizes[0], LAYERS=[
                (units, functions[name], grid.per_one, grid.zero)
                for units, name, grid in zip(plan.sizes[1:], plan.activations, self.grids)])
        predict = FunctionType(pieces_int8.predict.__code__, scope)
        return [predict(row) for row in rows]

    @property
    def flat(self):
        """The weights of all units, whole numbers."""
        return [weight for units in self.weights for unit in units for weight in unit]

    @property
    def data(self):
        """The weights of each unit as bytes, 128 for 0."""
        return [bytes([weight + 128 for weight in unit]) for units in self.weights
                for unit in units]


def rounded(steps, variances, bias):
    """Return a scale, and the whole numbers from -127 to 127 that times it are about the steps.

    To cut a few large steps may let the scale be finer for all. The error that counts is that of
    the sum: a step's error times its input, squared, as far as inputs vary by themselves.
    The bias must not be too large for its unit either.
    """
    largest = max([abs(step) for step in steps])
    least = None
    for cut in range(16):
        scale = as_single(max(0.8 ** cut * largest / 127, bias / MOST)) or 1.0
        weights = [min(max(round(step / scale), -127), 127) for step in steps]
        error = sum([(step - weight * scale) ** 2 * variance
                     for step, weight, variance in zip(steps, weights, variances)])
        if least is None or error < least[0]:
            least = error, scale, weights
    return least[1:]


# --- Single floats -----------------------------------------------------------------------

ACTIVATIONS = {name: activation.function for name, activation in neuron.ACTIVATIONS.items()}


def in_singles():
    """Return the activations by name, and levels() as a board or C computes it."""
    return dict(ACTIVATIONS, levels=levels_in_singles)


def levels_in_singles(x, per_one, zero):
    """Return what pieces_int8.levels() does in single floats: of the numbers and of the products.

    That counts for numbers far from 0: a day of our time is 0.0625 from the next single float.
    """
    n = len(zero)
    as_single(max(map(abs, x)))  # refuses what none can be
    places = array("f", [value * per_one[i % n] for i, value in enumerate(array("f", x))])
    return pieces_int8.levels(places, [1.0] * n, zero)


# --- Sigmoid and its like by table, for C ------------------------------------------------

CELLS = 64  # of a table, which holds their ends
ONE = 65535  # what stands for 1 in a table


def curve(z):
    """Return what softplus adds to relu, log(1 + exp(-z)), for z from 0 on."""
    return log(1 + exp(-z))


# The function of each table, for z from 0 on, and where it ends.
TABLES = {"sigmoid": (neuron.sigmoid, 8), "gaussian": (neuron.gaussian, 4), "softplus": (curve, 8)}


def table(name):
    """Return a function as whole numbers from 0 to ONE, between which a line is drawn."""
    function, reach = TABLES[name]
    return [round(ONE * function(k * reach / CELLS)) for k in range(CELLS + 1)]


def looked_up(name):
    """Return a function that reads the table as the C that is written does."""
    values = table(name)
    reach = TABLES[name][1]

    def function(z):
        cell, part = divmod(int(min(abs(z) * 256 * CELLS / reach, 256 * CELLS - 1)), 256)
        return (values[cell] + int((values[cell + 1] - values[cell]) * part / 256)) / ONE
    return function


def functions_of_c():
    """Return what in_singles() does, but the activations as C looks them up."""
    sigmoid, gaussian, softplus = [looked_up(name) for name in ("sigmoid", "gaussian", "softplus")]
    return dict(in_singles(),
                sigmoid=lambda z: 1 - sigmoid(z) if z < 0 else sigmoid(z),
                tanh=lambda z: (2 * sigmoid(2 * z) - 1) * (-1 if z < 0 else 1),
                gaussian=gaussian, softplus=lambda z: max(z, 0.0) + softplus(z))


# --- Levels from rows --------------------------------------------------------------------

def ranges_of(rows):
    """Return the lowest and the highest of each column, a tenth wider."""
    found = []
    for column in zip(*rows):
        low, high = min(column), max(column)
        found.append((low - (high - low) / 10, high + (high - low) / 10))
    return found


def balanced(ranges, units):
    """Return wider ranges for the inputs whose weights are small: fewer levels for them, finer
    weights for all, as a large weight of one input makes the scale of a unit coarse."""
    reach = [max([abs(unit[i]) for unit in units]) * (high - low)
             for i, (low, high) in enumerate(ranges)]
    return [(low, low + (high - low) * min(16.0, max(reach) / here)) if here else (low, high)
            for here, (low, high) in zip(reach, ranges)]


def common(ranges):
    """Return the one range that holds all."""
    return [(min([low for low, high in ranges]), max([high for low, high in ranges]))]


def inputs_of_layers(model, rows):
    """Return for each layer the rows of its inputs."""
    found = [rows]
    for layer in model.layers:
        biases = layer.biases or [-0.0] * len(layer.weights)
        found.append([[layer.activation.function(neuron.dot(weights, row) + bias)
                       for weights, bias in zip(layer.weights, biases)] for row in found[-1]])
    return found[:-1]


def fitted(plan, model, rows, functions=None):
    """Return the Int8 of a plan, its levels chosen by rows that are as those to come.

    Inputs share a range where that costs little, as it makes the source smaller.
    """
    if max(plan.sizes[:-1]) > MOST_INPUTS:
        raise ValueError("--int8: %d inputs of a layer are more than %d" % (
            max(plan.sizes[:-1]), MOST_INPUTS))
    passed = inputs_of_layers(model, rows)
    ranges = [ranges_of(inputs) for inputs in passed]
    if all([low == high for low, high in ranges[0]]):
        raise ValueError("--int8: the rows are all alike: they don't tell the inputs' ranges")
    ranges[1:] = [[BOUNDS[name]] if name in BOUNDS else found
                  for name, found in zip(plan.activations, ranges[1:])]
    grids = [Grid(balanced(own, units) if len(own) > 1 else own, inputs)
             for own, units, inputs in zip(ranges, plan.weights, passed)]
    for k, own in enumerate(ranges):
        if len(own) > 1:
            together = grids[:k] + [Grid(common(own), passed[k])] + grids[k + 1:]
            costs = [cost(Int8(plan, chosen), model, rows, functions)
                     for chosen in (grids, together)]
            if costs[1] <= 2 * costs[0]:
                grids = together
    return Int8(plan, grids)


# --- What it costs -----------------------------------------------------------------------

def errors(before, after):
    """Return how far each output moved."""
    return [abs(y - z) for ys, zs in zip(before, after) for y, z in zip(ys, zs)]


def cost(eight, model, rows, functions):
    """Return the mean error of the outputs."""
    moved = errors(outputs_of(model, rows), eight.outputs(rows, functions))
    return sum(moved) / len(moved)


def decided(outputs):
    """Return what outputs say: the number of the largest; of one alone, whether it is above 0.5."""
    return outputs.index(max(outputs)) if len(outputs) > 1 else outputs[0] > 0.5


def report(eight, model, rows, functions=None):
    """Return a line on what 8 bits cost, measured on rows."""
    before, after = outputs_of(model, rows), eight.outputs(rows, functions)
    moved = errors(before, after)
    text = "8 bits%s move the outputs of %d rows by %.2g on average, %.2g at most" % (
        " and single floats" if functions else "", len(rows), sum(moved) / len(moved), max(moved))
    if eight.plan.activations[-1] != "identity":
        other = sum([decided(ys) != decided(zs) for ys, zs in zip(before, after)])
        return text + "; %d of them are answered otherwise" % other
    least, most = [pick([pick(ys) for ys in before]) for pick in (min, max)]
    return text + "; they lie between %.4g and %.4g" % (least, most)
