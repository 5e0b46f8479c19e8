"""One step of learning, taken apart: its numbers, as neuron.py itself works them out.

A step is one adjustment of the weights: by all rows of an epoch together, by one of its batches,
or by a row alone. A copy of the model takes it, so that the model stays as it is.
"""

from neuron import Network, _backpropagate


class Notes:
    """An activation that writes down what _backpropagate asks of it, unit by unit."""

    def __init__(self, activation):
        self.activation = activation
        self.seen = {"z": [], "y": [], "errors": [], "slopes": [], "deltas": []}

    def function(self, z):
        y = self.activation.function(z)
        self.seen["z"].append(z)
        self.seen["y"].append(y)
        return y

    def derivative(self, z, y):
        return Slope(self.activation.derivative(z, y), self.seen)


class Slope:
    """A derivative that writes down the error it is multiplied with, and the delta."""

    def __init__(self, slope, seen):
        self.slope = slope
        self.seen = seen

    def __rmul__(self, error):
        delta = error * self.slope
        self.seen["errors"].append(error)
        self.seen["slopes"].append(self.slope)
        self.seen["deltas"].append(delta)
        return delta


def flat(weights):
    return [w for units in weights for unit in units for w in unit]


def zeros(weights):
    return [[[-0.0] * len(unit) for unit in units] for units in weights]


class Step:
    """A step, or an epoch of steps: from which weights it starts, with which rows and options.

    kind: "epoch", or "row" for a row alone
    model: whose copy takes the step; parameters: its numbers before
    options: learning_rate, momentum and loss, as train() takes them
    pairs: {number of a row: its inputs and targets}, of all rows that have a part in it
    batches: the pairs of each adjustment, in their order
    memory: what momentum or rprop knew before, as in Training.state
    """

    def __init__(self, kind, model, parameters, options, pairs, batches, memory):
        layers = model.layers
        self.kind = kind
        self.pairs = pairs
        self.copy = Network(*model.sizes, activation=[layer.activation for layer in layers],
                            bias=None if layers[0].biases is None else 0.0)
        self.parameters = parameters
        self.options = options
        self.batches = batches
        self.memory = memory

    def place(self, pair):
        """Return the number of the batch that a pair is in."""
        for k, batch in enumerate(self.batches):
            for member in batch:
                if member is pair:
                    return k

    def training(self, rows, batch_size, memory):
        """Return a training of the copy that is about to do its first epoch."""
        training = self.copy.training([x for x, _ in rows], [targets for _, targets in rows], 2,
                                      batch_size=batch_size, **self.options)
        training.state = {"epoch": 0, "losses": [], "memory": memory}
        return training

    def seen_by(self, row):
        """Return all numbers of the adjustment that a row takes part in."""
        pair = self.pairs[row]
        k = self.place(pair)
        self.copy.set_parameters(self.parameters)
        memory = self.memory
        earlier = [member for batch in self.batches[:k] for member in batch]
        if earlier:
            training = self.training(earlier, len(self.batches[0]), memory)
            next(training)
            memory = training.state["memory"]
        numbers = self.adjustment(self.batches[k], pair, memory)
        numbers.update({"kind": self.kind, "adjustment": k + 1,
                        "adjustments": len(self.batches), "rows": len(self.batches[k])})
        return numbers

    def adjustment(self, batch, pair, memory):
        """Let the copy learn a batch; return the numbers of a pair in it, and of all weights."""
        training = self.training(batch, None, memory)
        numbers = passes(self.copy, training, *pair)
        weights = self.copy._weights
        moves = zeros(weights)
        for x, targets in batch:
            _backpropagate(list(zip(weights, training._activations)), x, targets, moves, 1.0,
                           training.loss)
        numbers.update({"before": self.copy.parameters(), "sum": flat(moves),
                        "memory": list(memory)})
        next(training)
        numbers["after"] = self.copy.parameters()
        numbers["change"] = changes(training, numbers)
        numbers["answer"] = self.copy.predict([pair[0]])[0]
        numbers["rate"] = rate_of(training)
        numbers["momentum"] = training.momentum
        return numbers


def passes(model, training, x, targets):
    """Take a row forward and back; return z, y, error, slope and delta of each unit."""
    weights = model._weights
    notes = [Notes(activation) for activation in training._activations]
    _backpropagate(list(zip(weights, notes)), x, targets, zeros(weights), 1.0, training.loss)
    return {"x": x, "targets": targets, "layers": [note.seen for note in notes]}


def changes(training, numbers):
    """Return by how much each weight was moved."""
    memory = training.state["memory"]
    if training.rprop:  # its steps, up or down
        pairs = zip(numbers["before"], numbers["after"], memory)
        return [0.0 if a == b else size if a > b else -size for b, a, size in pairs]
    if training.momentum:
        return memory
    return [training.rate * move for move in numbers["sum"]]


def rate_of(training):
    """Return the learning rate of a training, as train() takes it."""
    return "rprop" if training.rprop else training.rate


def epoch_step(training, order, parameters, memory, loss):
    """Return the step of an epoch that began with these parameters and took the rows in order."""
    size = training.batch_size
    options = {"learning_rate": rate_of(training), "momentum": training.momentum, "loss": loss}
    batches = [order[r:r + size] for r in range(0, len(order), size)]
    return Step("epoch", training.model, parameters, options, dict(enumerate(training.rows)),
                batches, list(memory))


def row_step(model, row, pair, rate, loss):
    """Return the step that a row makes alone, from the parameters that the model has now."""
    options = {"learning_rate": rate, "loss": loss}
    return Step("row", model, model.parameters(), options, {row: pair}, [[pair]], [])


def answered(training, x, targets=None):
    """Return z and y of each unit for inputs that are not learned, and the outputs' errors."""
    nothing = [0.0] * training.model.sizes[-1]
    numbers = passes(training.model, training, x, targets or nothing)
    for layer in numbers["layers"]:
        del layer["slopes"], layer["deltas"]
        if targets is None or layer is not numbers["layers"][-1]:
            del layer["errors"]
    numbers["kind"] = "asked" if targets is None else "held"
    return numbers
