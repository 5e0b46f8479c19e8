"""What the page asks of neuron.py: make a model, train it a slice at a time, look into it.

The worker of the page runs this on MicroPython or CPython, next to the very neuron.py of the
repository, and sends each question as JSON: answer("advance", '{"epochs": 5}').
"""

import io
import json
import sys

import neuron
from neuron import (ACTIVATIONS, Activation, Network, Neuron, load, sigmoid, softplus, standardise,
                    tanh)
from fitting import PageFit
from replay import answered, epoch_step, row_step


# --- Two tutorials take the derivative at y where z belongs: shown as published ----------

def sigmoid_published(z):
    return sigmoid(z)


def _sigmoid_mistake(z, y):
    return sigmoid(y) * (1 - sigmoid(y))


def tanh_published(z):
    return tanh(z)


def _tanh_mistake(z, y):
    return 1 - tanh(y) * tanh(y)


PUBLISHED = {
    "sigmoid_published": Activation(sigmoid_published, _sigmoid_mistake),
    "tanh_published": Activation(tanh_published, _tanh_mistake),
}
# The same functions, with the right slopes.
RIGHT = {"sigmoid_published": ACTIVATIONS["sigmoid"], "tanh_published": ACTIVATIONS["tanh"]}


def activation(name):
    return PUBLISHED.get(name, name)


def parts(name):
    """Return the function and the derivative of a named activation."""
    a = PUBLISHED.get(name) or ACTIVATIONS[name]
    return a.function, a.derivative


def with_features(x, squares, product):
    """Return two inputs, their squares and their product, as far as they are asked for."""
    a, b = x
    return x + ([a * a, b * b] if squares else []) + ([a * b] if product else [])


def finite(x):
    """Return x, or None where JSON has no such number."""
    return x if x - x == 0 else None


def finite_all(numbers):
    return list(map(finite, numbers))


# --- An epoch that can rest between two rows ----------------------------------------------

MOST_ON_CURVE = 60  # rows
MOST_DRAWN = 1e150  # a weighted sum; an axis to twice as much is still far from infinity
ROWS_AND_WEIGHTS = 25000  # an epoch of more than these, multiplied, takes MicroPython 0.1 s or more


def by_rows(training):
    """Do the next epoch of a training as neuron.py's loops do, and yield after each row.

    The model changes at the end, as a whole, to the same bits as by next(training).
    """
    training._check_model()
    training._begin()
    before = training.model._weights
    now = training._take_up()
    weights = neuron._nested(before, neuron._flat(before))  # a copy
    memory = list(now[4])
    at_once = training.batch_size == 1 and training._moves_directly()
    layers = list(zip(weights, training._activations))
    loss = -0.0
    for batch in training._batches(training.epoch):
        moves = weights if at_once else neuron._zeros(weights)
        rate = training.rate if at_once else 1.0
        for x, targets in batch:
            loss += neuron._backpropagate(layers, x, targets, moves, rate, training.loss)
            yield
        if not at_once:
            neuron._move_all(training, weights, moves, memory)
    loss /= training._output_count
    training._finish(training.epoch, loss, now, weights, memory)
    if training._first is None:
        training._first = loss
    training._last = loss
    if neuron._flat(weights) == neuron._flat(before):
        training._tell_if_dead()


# --- The model, and how it came about ----------------------------------------------------

class Session:
    """A model, the rows that it learns and those held out, and a training that can pause."""

    def configure(self, sizes, activations, bias, seed, scale, rows, targets, held_rows,
                  held_targets, asks, start, scaled, epoch, epochs, options):
        """Make a model. start: its parameters, or None to draw them from the seed.

        Nothing of an earlier model is changed if this one can't be made.
        """
        means, deviations = [0.0] * sizes[0], [1.0] * sizes[0]
        if scaled:
            means, deviations = standardise(rows)
        made = {"bias": bias, "seed": seed, "scale": scale}
        if len(sizes) == 2 and sizes[1] == 1:
            model = Neuron(sizes[0], activation(activations[0]), **made)
        else:
            model = Network(*sizes, activation=list(map(activation, activations)), **made)
        if start is not None:
            model.set_parameters(start)
        rows = scaled_rows(rows, means, deviations)
        held = scaled_rows(held_rows, means, deviations)
        asks = scaled_rows(asks, means, deviations)
        self.model = model
        self.means = means
        self.deviations = deviations
        self.activations = activations
        self.rows = rows
        self.targets = targets
        self.held = held
        self.held_targets = held_targets
        self.asks = asks
        self.epoch = epoch
        self.row = 0
        self.history = []
        self.taken = None  # the step just taken, for the replay
        self.trail = []
        self.next_point = 0
        self.drawn = None  # the span of the neuron's curve, and its values
        self.seen_layers = None  # of the last snapshot that was told
        self.set_options(epochs, options)
        state = self.state()
        state["scales"] = {"means": means, "deviations": deviations}
        return state

    def for_model(self, targets):
        """Return the targets as the model wants them: a neuron's are numbers, not lists."""
        return [t[0] for t in targets] if isinstance(self.model, Neuron) else targets

    def set_options(self, epochs, options):
        """Train with these options from now on, and stop at each multiple of epochs."""
        self.options = options
        self.limit = epochs
        self.forget_training()
        return self.state()

    def forget_training(self):
        self.training = None  # the training that pauses
        self.under_way = None  # its present epoch, where one takes long

    def remember(self, kind, *what):
        """Note what was done to the model, so that the page can show it as code."""
        last = self.history[-1] if self.history else [None]
        if kind == "train" and last[0] == kind and last[2] is self.options:
            last[1] += what[0]
        elif kind == "set" and last[0] == kind and last[1] == what[0]:
            last[2] = what[1]
        else:
            self.history.append([kind] + list(what))

    # --- Learning

    def slow(self):
        """Tell whether an epoch takes so long that it is to rest between rows."""
        count = len(self.model.parameters()) * len(self.rows)
        return sys.implementation.name == "micropython" and count > ROWS_AND_WEIGHTS

    def advance(self, count, watched=False):
        """Train so many epochs, or rows where an epoch takes long, or to where the training stops.

        The model is always that of a whole epoch. watched: this one can be replayed.
        """
        if self.training is None:
            left = self.limit - self.epoch % self.limit
            self.training = self.new_training(left)
            self.remember("train", 0, self.options)
        training = self.training
        began = self.epoch - training.epoch
        before = [self.model.parameters(), training.state["memory"]] if watched else None
        self.taken = None
        try:
            done = self.advance_rows(count) if self.slow() else self.advance_epochs(count)
        except ArithmeticError:
            # That of the weights which the model keeps.
            self.count_epochs(began + training.epoch - self.epoch)
            self.forget_training()
            raise
        finished = done and (training.epoch >= training.epochs
                             or training._last <= self.options["until"])
        if finished:
            self.forget_training()
        if done and watched:
            order = training.rows if training._seed is None else list(training._order)
            self.taken = epoch_step(training, order, *before, self.options["loss"])
        state = self.state()
        state["finished"] = bool(finished)
        return state

    def new_training(self, epochs):
        return self.model.training(self.rows, self.for_model(self.targets), epochs, **self.options)

    def advance_epochs(self, count):
        """Train so many epochs, as many as there are to the next point of the curve at a time."""
        training = self.training
        end = training.epoch + count
        while training.epoch < end:
            before = training.epoch
            training.every = min(end, before + max(1, self.next_point - self.epoch))
            try:
                next(training)
            except StopIteration:
                return True
            self.count_epochs(training.epoch - before)
            if self.epoch >= self.next_point:
                self.add_point()
            if training._last <= self.options["until"]:
                break
        return True

    def advance_rows(self, count):
        if self.under_way is None:
            self.under_way = by_rows(self.training)
        for row in range(count):
            try:
                next(self.under_way)
            except StopIteration:
                self.under_way = None
                self.count_epochs(1)
                return True
        return False

    def count_epochs(self, count):
        self.epoch += count
        self.history[-1][1] += count

    def add_point(self):
        """Note the losses of this epoch, for the curve: ever fewer epochs are."""
        losses = Losses(self.layers(), self.options["loss"])
        for x, targets in zip(self.rows, self.targets):
            losses.add(0, x, targets)
        for x, targets in zip(self.held, self.held_targets):
            losses.add(1, x, targets)
        self.trail.append([self.epoch] + losses.means())
        self.next_point = self.epoch + 1 + self.epoch // 4

    def learn_row(self, rate):
        """Train with the next row alone."""
        options = {"learning_rate": rate, "loss": self.options["loss"]}
        self.forget_training()
        row, target = self.rows[self.row], self.targets[self.row]
        self.taken = self.row_step(self.row, rate)
        self.model.train([row], self.for_model([target]), 1, **options)
        self.remember("row", self.row, options)
        learned = self.row
        self.row += 1
        if self.row == len(self.rows):
            self.row = 0
            self.epoch += 1
        state = self.state()
        state["learned"] = learned
        return state

    # --- Letting neuron.py choose: a fit, beside the model, some epochs at a time

    def fit_begin(self, sizes, activations, rows, targets, epochs):
        self.fit = PageFit(sizes, list(map(activation, activations)), rows, targets, epochs)
        return {}

    def fit_advance(self, count):
        return self.fit.advance(count)

    def fit_result(self):
        return self.fit.result()

    def set_parameter(self, index, value):
        flat = self.model.parameters()
        flat[index] = value
        self.model.set_parameters(flat)
        self.forget_training()
        self.taken = None
        self.remember("set", index, value)
        return self.state()

    def state(self):
        return {"epoch": self.epoch, "slow": self.slow()}

    # --- Looking: a snapshot of one set of weights, a piece at a time while the training goes on

    def freeze(self):
        """Begin a snapshot of the model as it is now."""
        self.frozen_layers = self.layers()
        self.frozen = {"epoch": self.epoch, "row": self.row, "kind": self.options["loss"],
                       "parameters": self.model.parameters()}
        self.losses = Losses(self.frozen_layers, self.options["loss"])
        self.outputs = []
        self.looked_at = self.rows + self.held + self.asks
        self.wanted = self.targets + self.held_targets

    def look(self, count):
        """Work out the outputs of so many more rows: learned, held out, asked. Return how many."""
        start = len(self.outputs)
        for r in range(start, min(start + count, len(self.looked_at))):
            targets = self.wanted[r] if r < len(self.wanted) else None
            part = 0 if r < len(self.rows) else 1
            self.outputs.append(finite_all(self.losses.add(part, self.looked_at[r], targets)))
        return len(self.outputs) - start

    def snapshot(self, situation):
        """Return what is known of the frozen model; the outputs and losses once all rows are."""
        seen = dict(self.frozen)
        known = len(self.outputs) == len(self.looked_at)
        seen["outputs"] = self.outputs if known else []
        seen["loss"], seen["heldLoss"] = self.losses.means() if known else [None, None]
        seen["curve"] = self.curve() if known else None
        self.seen_layers = self.frozen_layers
        seen["explained"] = self.explain(**situation)
        seen["trail"] = [point for point in self.trail if point[0] <= seen["epoch"]]
        self.trail = self.trail[len(seen["trail"]):]
        return seen

    def layers(self):
        """Return weights, biases, function and derivative of each layer."""
        layers = []
        for layer, name in zip(self.model.layers, self.activations):
            weights = list(map(list, layer.weights))
            biases = layer.biases
            biases = [-0.0] * len(weights) if biases is None else list(biases)
            layers.append((weights, biases) + parts(name))
        return layers

    def map(self, size, start, count, low, high, spans, squares=False, product=False):
        """Return the outputs of all units on a grid of two inputs, a character a number.

        Point k is column k % size, row k // size; low and high are the corners. spans has the
        output of each layer that stands for "!" (0) and for "~" (93). squares, product: whether the
        model gets these of the two inputs, too.
        """
        text = []
        for k in range(start, min(start + count, size * size)):
            x = [low[0] + (high[0] - low[0]) * (k % size + 0.5) / size,
                 high[1] - (high[1] - low[1]) * (k // size + 0.5) / size]
            x = with_features(x, squares, product)
            x = scaled_rows([x], self.means, self.deviations)[0]
            for (_, _, outputs), (bottom, top) in zip(forward(self.frozen_layers, x), spans):
                for y in outputs:
                    level = 93 * (y - bottom) / (top - bottom) if y == y else 0  # NaN: 0
                    text.append(chr(33 + int(min(max(level, 0), 93))))
        return "".join(text)

    def explain(self, x):
        """Return the inputs, weighted sums and outputs of all layers, for the last snapshot's weights."""
        layers = self.seen_layers or self.frozen_layers
        passed = forward(layers, scaled_rows([x], self.means, self.deviations)[0])
        return [{"x": finite_all(x), "z": finite_all(z), "y": finite_all(y)} for x, z, y in passed]

    # --- One step, replayed

    def next_step(self, row, rate):
        """Return the step that is to come: an epoch of one adjustment, else the row alone."""
        training = self.training or self.new_training(1)
        if training.batch_size < len(self.rows):
            return self.row_step(row, rate)
        return epoch_step(training, training.rows, self.model.parameters(), training.state["memory"],
                          self.options["loss"])

    def row_step(self, row, rate):
        """Return the step that a row alone makes from the present parameters."""
        return row_step(self.model, row, (self.rows[row], self.targets[row]), rate,
                        self.options["loss"])

    def replay(self, row, rate, x):
        """Return one step, taken apart: the one just taken if the row has a part in it, else the
        one to come. row: of those learned, then those held out, which are only answered, as are
        inputs x where row is None."""
        numbers = self.seen(row, rate, x)
        numbers["epoch"] = self.epoch
        for part in [numbers] + numbers["layers"]:
            for key, value in part.items():
                if key != "layers" and isinstance(value, list):
                    part[key] = finite_all(value)
        return numbers

    def seen(self, row, rate, x):
        if row is None:
            return answered(self.new_training(1), scaled_rows([x], self.means, self.deviations)[0])
        held = row - len(self.rows)
        if held >= 0:
            return answered(self.new_training(1), self.held[held], self.held_targets[held])
        taken = self.taken is not None and row in self.taken.pairs
        step = self.taken if taken else self.next_step(row, rate)
        numbers = step.seen_by(row)
        numbers["taken"] = taken
        return numbers

    def curve(self):
        """Return a single neuron's activation as a curve, and the weighted sums of its rows on it.

        None for a network, and where a sum is beyond what can be drawn.
        """
        if len(self.frozen_layers) > 1 or len(self.frozen_layers[0][0]) > 1:
            return None
        count = min(len(self.wanted), MOST_ON_CURVE)
        sums = [forward(self.frozen_layers, x)[0][1][0] for x in self.looked_at[:count]]
        span = 8
        for z in sums:
            if not abs(z) < MOST_DRAWN:  # nor is NaN
                return None
            while abs(z) > span:
                span *= 2
        if self.drawn is None or self.drawn[0] != span:
            function = parts(self.activations[0])[0]
            self.drawn = span, [function(span * (k / 80 - 1)) for k in range(161)]
        return {"span": span, "values": self.drawn[1], "sums": sums}

    def told(self):
        """Return how the model came about, and its scales."""
        return {"history": self.history, "means": self.means, "deviations": self.deviations,
                "epoch": self.epoch, "parameters": self.model.parameters()}

    # --- Files

    def save(self):
        """Return the model as the text of a file that any neuron.py loads.

        It takes rows in their own units. A mistake in a slope is left out: answers need none.
        """
        copy = load(io.StringIO(saved(self.model)), activations=RIGHT)
        if self.means != [0.0] * len(self.means) or self.deviations != [1.0] * len(self.means):
            copy.fold(self.means, self.deviations)
        return saved(copy)

    def load(self, text):
        """Return what a file's text says: sizes, activations, parameters. Nothing is changed."""
        model = load(io.StringIO(text), activations=RIGHT)
        sizes = [len(model.layers[0].weights[0])]
        names = []
        biases = False
        for layer in model.layers:
            sizes.append(len(layer.weights))
            biases = biases or layer.biases is not None
            for name in ACTIVATIONS:
                if parts(name)[0] is layer.activation.function:
                    names.append(name)
        return {"sizes": sizes, "activations": names, "bias": biases,
                "parameters": model.parameters()}


class Losses:
    """The mean losses of the rows learned and of those held out, for the same weights."""

    def __init__(self, layers, kind):
        self.layers = layers
        self.cross_entropy = kind == "cross_entropy"
        self.totals = [-0.0, -0.0]
        self.counts = [0, 0]

    def add(self, part, x, targets):
        """Take a row into account, unless targets is None; return its outputs."""
        _, z, y = forward(self.layers, x)[-1]
        if targets is None:
            return y
        for k, t in enumerate(targets):
            if self.cross_entropy:
                self.totals[part] += t * softplus(-z[k]) + (1 - t) * softplus(z[k])
            else:
                self.totals[part] += (t - y[k]) * (t - y[k])
        self.counts[part] += len(targets)
        return y

    def means(self):
        """Return both; None for one without rows, or that is not finite."""
        return [finite(total / count) if count else None
                for total, count in zip(self.totals, self.counts)]


def scaled_rows(rows, means, deviations):
    scaled = []
    for row in rows:
        scaled.append([(x - m) / d for x, m, d in zip(row, means, deviations)])
    return scaled


def saved(model):
    file = io.StringIO()
    model.save(file)
    return file.getvalue()


def forward(layers, x):
    """Take inputs x through the layers: return each one's inputs, weighted sums and outputs."""
    passed = []
    for weights, biases, function, _ in layers:
        sums = []
        for w, bias in zip(weights, biases):
            z = -0.0
            for value, weight in zip(x, w):
                z += value * weight
            sums.append(z + bias)
        y = list(map(function, sums))
        passed.append((x, sums, y))
        x = y
    return passed


session = Session()


def answer(question, text):
    """Answer one of the page's questions, JSON in and out. An error is an answer, too."""
    try:
        return json.dumps({"answer": getattr(session, question)(**json.loads(text))})
    except Exception as error:  # whatever happens here, the page must be told
        return json.dumps({"error": str(error), "kind": type(error).__name__})
