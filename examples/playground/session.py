"""What the page asks of neuron.py: make a model, train it a slice at a time, look into it.

The worker of the page runs this on MicroPython or CPython, next to the very neuron.py of the
repository, and sends each question as JSON: answer("advance", '{"epochs": 5}').
"""

import io
import json

from neuron import ACTIVATIONS, Activation, Network, Neuron, load, sigmoid, standardise, tanh
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


def activation(name):
    return PUBLISHED.get(name, name)


def parts(name):
    """Return the function and the derivative of a named activation."""
    a = PUBLISHED.get(name) or ACTIVATIONS[name]
    return a.function, a.derivative


def finite(x):
    """Return x, or None where JSON has no such number."""
    return x if x - x == 0 else None


def finite_all(numbers):
    return list(map(finite, numbers))


# --- The model, and how it came about ----------------------------------------------------

class Session:
    """A model, the rows that it learns and those held out, and a training that can pause."""

    def configure(self, sizes, activations, bias, seed, scale, rows, targets, held_rows,
                  held_targets, asks, start, scaled, epoch):
        """Make a model. start: its parameters, or None to draw them from the seed."""
        means, deviations = [0.0] * sizes[0], [1.0] * sizes[0]
        if scaled:
            means, deviations = standardise(rows)
        options = {"bias": bias, "seed": seed, "scale": scale}
        if len(sizes) == 2 and sizes[1] == 1:
            model = Neuron(sizes[0], activation(activations[0]), **options)
        else:
            model = Network(*sizes, activation=list(map(activation, activations)), **options)
        if start is not None:
            model.set_parameters(start)
        self.model = model
        self.means = means
        self.deviations = deviations
        self.activations = activations
        self.rows = self.scale(rows)
        self.targets = targets
        self.held = self.scale(held_rows)
        self.held_targets = held_targets
        self.asks = self.scale(asks)
        self.epoch = epoch
        self.row = 0
        self.loss = None
        self.history = []
        self.training = None
        self.taken = None  # the step just taken, for the replay
        self.options = {}
        self.limit = 1
        state = self.state(True)
        state["means"] = means
        state["deviations"] = deviations
        return state

    def scale(self, rows):
        scaled = []
        for row in rows:
            scaled.append([(x - m) / d for x, m, d in zip(row, self.means, self.deviations)])
        return scaled

    def for_model(self, targets):
        """Return the targets as the model wants them: a neuron's are numbers, not lists."""
        return [t[0] for t in targets] if isinstance(self.model, Neuron) else targets

    def set_options(self, epochs, options):
        """Train with these options from now on, and stop at each multiple of epochs."""
        self.options = options
        self.limit = epochs
        self.training = None
        return self.state(False)

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

    def advance(self, epochs, full, watched=False):
        """Train so many epochs, or to where the training stops. watched: it can be replayed."""
        if self.training is None:
            left = self.limit - self.epoch % self.limit
            self.training = self.new_training(left)
            self.remember("train", 0, self.options)
        training = self.training
        before = [self.model.parameters(), list(training.memory)] if watched else None
        self.taken = None
        done = 0
        finished = True
        try:
            for _, self.loss in self.training:
                done += 1
                if done == epochs:
                    finished = self.loss <= self.options["until"]
                    break
        except ArithmeticError:
            self.training = None
            raise
        finally:
            self.epoch += done
            self.history[-1][1] += done
        if finished or self.epoch % self.limit == 0:
            self.training = None
            finished = True
        if watched:
            order = training.rows if training.seed is None else list(training.order)
            self.taken = epoch_step(training, order, *before, self.options["loss"])
        state = self.state(full or finished)
        state["finished"] = finished
        return state

    def new_training(self, epochs):
        return self.model.training(self.rows, self.for_model(self.targets), epochs, **self.options)

    def learn_row(self, rate):
        """Train with the next row alone."""
        options = {"learning_rate": rate, "loss": self.options["loss"]}
        self.training = None
        row, target = self.rows[self.row], self.targets[self.row]
        self.taken = self.row_step(self.row, rate)
        self.model.train([row], self.for_model([target]), 1, **options)
        self.remember("row", self.row, options)
        learned = self.row
        self.row += 1
        if self.row == len(self.rows):
            self.row = 0
            self.epoch += 1
        state = self.state(True)
        state["learned"] = learned
        return state

    def set_parameter(self, index, value):
        flat = self.model.parameters()
        flat[index] = value
        self.model.set_parameters(flat)
        self.training = None
        self.taken = None
        self.remember("set", index, value)
        return self.state(True)

    # --- Looking

    def state(self, full):
        state = {"epoch": self.epoch, "row": self.row, "loss": self.loss, "finished": False}
        if full:
            state["parameters"] = self.model.parameters()
        return state

    def layers(self):
        """Return weights, biases, function and derivative of each layer."""
        layers = []
        for layer, name in zip(self.model.layers, self.activations):
            weights = list(map(list, layer.weights))
            biases = layer.biases
            biases = [-0.0] * len(weights) if biases is None else list(biases)
            layers.append((weights, biases) + parts(name))
        return layers

    def outputs(self, start, count):
        """Return the outputs for so many rows of: those learned, those held out, those asked."""
        rows = (self.rows + self.held + self.asks)[start:start + count]
        outputs = self.model.predict(rows)
        if isinstance(self.model, Neuron):
            outputs = [[y] for y in outputs]
        return list(map(finite_all, outputs))

    def held_loss(self):
        """Return the mean loss of the rows held out, as neuron.py reports that of a training."""
        total = 0.0
        softplus = ACTIVATIONS["softplus"].function
        layers = self.layers()
        for row, targets in zip(self.held, self.held_targets):
            _, z, y = forward(layers, row)[-1]
            for k, t in enumerate(targets):
                if self.options.get("loss") == "cross_entropy":
                    total += t * softplus(-z[k]) + (1 - t) * softplus(z[k])
                else:
                    total += (t - y[k]) * (t - y[k])
        return finite(total / (len(self.held) * len(self.held_targets[0])))

    def map(self, size, start, count, low, high, spans):
        """Return the outputs of all units on a grid of two inputs, a character a number.

        Point k is column k % size, row k // size; low and high are the corners. spans has the
        output of each layer that stands for "!" (0) and for "~" (93).
        """
        text = []
        layers = self.layers()
        for k in range(start, min(start + count, size * size)):
            x = [low[0] + (high[0] - low[0]) * (k % size + 0.5) / size,
                 high[1] - (high[1] - low[1]) * (k // size + 0.5) / size]
            for (_, _, outputs), (bottom, top) in zip(forward(layers, self.scale([x])[0]), spans):
                for y in outputs:
                    level = 93 * (y - bottom) / (top - bottom) if y == y else 0  # NaN: 0
                    text.append(chr(33 + int(min(max(level, 0), 93))))
        return "".join(text)

    def explain(self, x):
        """Return the inputs, weighted sums and outputs of all layers."""
        passed = forward(self.layers(), self.scale([x])[0])
        return [{"x": finite_all(x), "z": finite_all(z), "y": finite_all(y)} for x, z, y in passed]

    # --- One step, replayed

    def next_step(self, row, rate):
        """Return the step that is to come: an epoch of one adjustment, else the row alone."""
        training = self.training or self.new_training(1)
        if training.batch_size < len(self.rows):
            return self.row_step(row, rate)
        return epoch_step(training, training.rows, self.model.parameters(), training.memory,
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
            return answered(self.new_training(1), self.scale([x])[0])
        held = row - len(self.rows)
        if held >= 0:
            return answered(self.new_training(1), self.held[held], self.held_targets[held])
        taken = self.taken is not None and row in self.taken.pairs
        step = self.taken if taken else self.next_step(row, rate)
        numbers = step.seen_by(row)
        numbers["taken"] = taken
        return numbers

    def curve(self, name, low, high, count):
        """Return an activation's outputs for weighted sums from low to high."""
        function = parts(name)[0]
        return [function(low + (high - low) * k / (count - 1)) for k in range(count)]

    def told(self):
        """Return how the model came about, and its scales."""
        return {"history": self.history, "means": self.means, "deviations": self.deviations,
                "parameters": self.model.parameters()}

    # --- Files

    def save(self):
        """Return the model as the text of a file. It takes rows in their own units."""
        text = saved(self.model)
        if self.means == [0.0] * len(self.means) and self.deviations == [1.0] * len(self.means):
            return text
        copy = load(io.StringIO(text), activations=PUBLISHED)
        copy.fold(self.means, self.deviations)
        return saved(copy)

    def load(self, text):
        """Return what a file's text says: sizes, activations, parameters. Nothing is changed."""
        model = load(io.StringIO(text), activations=PUBLISHED)
        sizes = [len(model.layers[0].weights[0])]
        names = []
        biases = False
        for layer in model.layers:
            sizes.append(len(layer.weights))
            biases = biases or layer.biases is not None
            for name in list(ACTIVATIONS) + list(PUBLISHED):
                if parts(name)[0] is layer.activation.function:
                    names.append(name)
        return {"sizes": sizes, "activations": names, "bias": biases,
                "parameters": model.parameters()}


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
