"""A neuron, and networks of neurons, in one file of pure Python.

    n = Neuron(3, bias=None, seed=1)
    n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 10_000)
    n([1, 0, 0])                                  # 0.9999370428352157
    net = Network(2, 3, 1)                        # 2 inputs, 3 hidden units, 1 output

A neuron learns from a row of inputs, whose right output is the target, by moving each weight:

    weight += rate * (target - output) * derivative * input

The line that does this is marked "learn" in _backpropagate. Where several rows move the weights
together, as above, it adds up what they want, and _move moves the weights. Read from the top:

    Arithmetic   what a neuron computes
    Learning     how its weights come to be right: _backpropagate, _move, _train_by_loops
    Networks     many neurons, layer by layer

The rest is there for options, files, bad input and speed. A long training runs a faster copy of
these lines, which _backpropagate has written itself: see Speed.

Every Python does the same arithmetic in the same order: CPython, PyPy, Pyodide in a browser,
MicroPython on a board. With doubles, and the same exp and log, the same call gives the same bits.

SPDX-License-Identifier: MIT. Copyright (c) 2026 the neuron.py authors.
"""

from math import exp, log, sqrt

__version__ = "0.2.0"
__all__ = [
    "dot", "sigmoid", "tanh", "relu", "softplus", "gaussian", "identity", "step",
    "Activation", "ACTIVATIONS", "Training", "Fitting", "Layer", "Network", "Neuron", "load",
    "standardise",
    "uniform", "Expression", "assignments", "UNROLLED", "demo"]


# === Arithmetic: what a neuron computes ==========================================================
#
# A neuron multiplies each input by a weight and adds up the products, and a number of its own, the
# bias. Its activation bends this weighted sum z into its output y:
#
#     z = w0*x0 + w1*x1 + ... + bias
#     y = activation(z)
#
# The derivative of an activation, its slope, is how much y changes with z.


def dot(u, v):
    """Return u[0]*v[0] + u[1]*v[1] + ..., added from left to right.

    ValueError if u and v differ in length.
    """
    if len(u) != len(v):
        raise ValueError("dot needs two lists of one length, not %d and %d" % (len(u), len(v)))
    total = _ZERO  # -0.0, as x + -0.0 is x for every x
    for a, b in zip(u, v):
        total += a * b
    return total


def sigmoid(z):
    """Return 1 / (1 + exp(-z)), which lies between 0 and 1."""
    if z > -40:
        return 1 / (1 + exp(-z))
    return exp(z)  # the 1 no longer counts, and for large -z, exp(-z) would overflow


def _sigmoid_slope(z, y):
    return y * (1 - y)


def tanh(z):
    """Return (exp(2z) - 1) / (exp(2z) + 1), which lies between -1 and 1.

    Boards may lack math.tanh. Near 0, exp(x) - 1 loses digits; x * (u - 1) / log(u), where
    u = exp(x), is the same and does not (W. Kahan).
    """
    if z == 0:
        return z  # 0.0 and -0.0 stay what they are
    x = min(abs(z + z), 40)
    u = exp(x)
    if u > 1:
        x *= (u - 1) / log(u)
    x /= x + 2
    return x if z > 0 else -x


def _tanh_slope(z, y):
    return 1 - y * y


def relu(z):
    """Return z, or 0 if z is negative."""
    return z if z > 0 else 0.0


def _relu_slope(z, y):
    return 1 if z > 0 else 0


def softplus(z):
    """Return log(1 + exp(z)), a relu without the corner. Digits are kept as in tanh."""
    y = exp(-abs(z))
    u = 1 + y
    if u > 1:
        y *= log(u) / (u - 1)
    return relu(z) + y


def _softplus_slope(z, y):
    return sigmoid(z)


def gaussian(z):
    """Return exp(-z*z), a bell: 1 at 0, and almost 0 far from it."""
    return exp(-z * z)


def _gaussian_slope(z, y):
    return -2 * y * z


def identity(z):
    """Return z: the neuron's output is its weighted sum."""
    return z


def step(z):
    """Return 1 if z >= 0, else 0."""
    return 1.0 if z >= 0 else 0.0


def _one(z, y):
    """The slope of identity; that of step is taken as 1, too: Rosenblatt's perceptron rule."""
    return 1


class Activation:
    """How a unit makes its output y from its weighted sum z.

    function(z) returns y, and derivative(z, y) the slope dy/dz there; both return numbers.
    bounds: the lowest y, the highest y, and "whole" if y is always a whole number, as far as there
    are any: Activation(step, slope, 0, 1, "whole"). A target out of these bounds is refused.
    """

    def __init__(self, function, derivative, *bounds):
        if not callable(function) or not callable(derivative):
            raise ValueError("an Activation needs two functions, not %s and %s"
                             % (_show(function), _show(derivative)))
        for bound in bounds[:2]:
            if not issubclass(type(bound), (float, int)) or bound != bound:
                raise ValueError("a bound must be a number, not %s" % _show(bound))
        for word in bounds[2:]:
            if not issubclass(type(word), str) or word != "whole" or len(bounds) > 3:
                raise ValueError('after two bounds comes "whole" or nothing, not %s' % _show(word))
        self.function = function
        self.derivative = derivative
        self.bounds = bounds

    def __repr__(self):
        return "<Activation %s>" % _name(self)


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, _sigmoid_slope, 0, 1),
    "tanh": Activation(tanh, _tanh_slope, -1, 1),
    "relu": Activation(relu, _relu_slope, 0),
    "softplus": Activation(softplus, _softplus_slope, 0),
    "gaussian": Activation(gaussian, _gaussian_slope, 0, 1),
    "identity": Activation(identity, _one),
    "step": Activation(step, _one, 0, 1, "whole"),
}


# === Learning ====================================================================================
#
# A neuron of a network is called a unit; units with the same inputs are a layer. A row is one
# example: its inputs, and its targets, which are the outputs wanted. The loss tells how far the
# outputs are from the targets. Some rows, a batch, move the weights together. An epoch takes each
# row once.


def _squared(error, target, z):
    """Return the loss of one output: the square of error = target - y.

    The moves follow the slope of half of it, which is -error.
    """
    return error * error


def _cross_entropy(error, target, z):
    """Return the loss of one output that is a probability, y = sigmoid(z).

    It is -target*log(y) - (1 - target)*log(1 - y). By its slope, delta is the error itself:
    Training gives the output layer a derivative of 1.
    """
    return target * softplus(-z) + (1 - target) * softplus(z)


def _backpropagate(layers, x, targets, moves, rate, loss):
    """Take a row forward through the layers, and its errors back. Return its loss.

    layers: a pair (weights, activation) for each; weights[u][i] leads from input i to unit u
    x, targets: the row's inputs and the outputs wanted, lists of floats
    moves: moves[k][u][i], for that weight of layer k, grows by rate * delta * input. moves are the
        weights themselves, or start at 0 for _move, which then applies the rate: here it is 1.0
    loss: _squared or _cross_entropy; it is only reported

    Each unit has an error and from it a delta, its error weighted derivative:

        error = target - y                      for a unit whose output is an output of the network
        error = sum of delta * weight           for a hidden unit, over the units it is an input of
        delta = error * derivative(z, y)

    (Rumelhart, Hinton, Williams, Nature 323, 1986.)
    """
    # Forward: the outputs of a layer are the inputs of the next.
    passed = []
    for weights, activation in layers:
        if len(weights[0]) > len(x):
            x = x + [1.0]  # a bias is the weight of an input that is 1
        sums = [dot(w, x) for w in weights]
        outputs = [activation.function(z) for z in sums]
        passed.append((x, sums, outputs))
        x = outputs

    total = _ZERO
    errors = []
    for target, y, z in zip(targets, outputs, sums):
        error = target - y
        errors.append(error)
        total += loss(error, target, z)

    # Back: from the last layer to the first, errors become deltas, and these the errors below.
    for k in range(len(layers) - 1, -1, -1):
        weights, activation = layers[k]
        x, sums, outputs = passed[k]
        errors_below = [_ZERO] * len(x)
        for u, w in enumerate(weights):
            delta = errors[u] * activation.derivative(sums[u], outputs[u])
            if k > 0:
                for i, weight in enumerate(w):
                    errors_below[i] += delta * weight
            move = moves[k][u]
            for i, input in enumerate(x):
                move[i] += rate * (delta * input)  # learn
        errors = errors_below
    return total


def _move(training, weights, moves, memory):
    """Move the weights by what the rows of a batch want together; all are flat lists.

    memory: with momentum, the last move of each weight; with rprop, the size of its last step, and
    what was wanted then. It is changed too.
    """
    n = len(weights)
    for i, move in enumerate(moves):
        if training.rate == "rprop":
            weights[i], memory[i], memory[n + i] = _rprop(
                weights[i], move, memory[i], memory[n + i])
        elif training.momentum:
            memory[i] = training.momentum * memory[i] + training.rate * move
            weights[i] += memory[i]
        else:
            weights[i] += training.rate * move


def _rprop(weight, move, size, last):
    """Move a weight by a size of its own, in the direction of move; return it, the size and move.

    While a weight is to move the same way as last time, its steps grow. When the direction changes
    they shrink, and one is left out. (iRprop-: Igel and Huesken, Neurocomputing 50, 2003.)
    """
    if last * move > 0:
        size = min(1.2 * size, 50.0)
    elif last * move < 0:
        size = max(0.5 * size, 1e-6)
        move = 0.0
    if move > 0:
        weight += size
    elif move < 0:
        weight -= size
    return weight, size, move


def _train_by_loops(training, stop):
    """Do the epochs of a Training up to stop, or until its loss is low enough.

    This is the plain way. Where it pays, a program is written that does the same faster: see Speed.
    """
    model = training.model
    backpropagate = _written(_row_program, training) or _backpropagate
    row_by_row = training.batch_size == 1 and not training.memory  # no momentum, no rprop
    for epoch in range(training.epoch, stop):
        weights = _nested(model._weights, _flat(model._weights))  # a copy
        memory = list(training.memory)
        loss = _ZERO
        for batch in training.batches(epoch):
            if row_by_row:  # a row moves the weights at once
                moves = weights
                rate = training.rate
            else:  # the rows add up what they want, then the weights move
                moves = _nested(weights, [_ZERO] * training.weight_count)
                rate = 1.0
            layers = list(zip(weights, training.activations))
            for x, targets in batch:
                loss += backpropagate(layers, x, targets, moves, rate, training.loss)
            if not row_by_row:
                w = _flat(weights)
                _move(training, w, _flat(moves), memory)
                weights = _nested(weights, w)
        loss /= training.output_count
        training.check(epoch, loss, weights)
        # In one line, so that Ctrl-C leaves a whole epoch.
        model._weights, training.memory, training.epoch = weights, memory, epoch + 1
        if loss <= training.until:
            break
    return loss


# === Networks ====================================================================================
#
# A network is layers of units; a neuron is a network of one unit. The weights of a unit, then its
# bias if it has one, are a list; a layer is a list of units; a network is a list of layers.


def _outputs(units, x, function):
    """Return the outputs of a layer of units for the inputs x, as _backpropagate computes them."""
    if len(units[0]) > len(x):
        x = x + [1.0]  # for the bias
    return [function(dot(w, x)) for w in units]


class Network:
    """Network(3, 4, 1): 3 inputs, a hidden layer of 4 units, 1 output.

    sizes: the number of inputs, then of the units in each layer
    activation: a name of ACTIVATIONS or an Activation, or a list of these, one per layer
    bias: what all biases start at; None or False for no biases
    seed, scale: weights are drawn from [-scale, scale) by uniform(seed), as NumPy draws them
    ValueError if one of them is not as described.
    """

    __slots__ = ("_sizes", "_activations", "_weights", "_folded")
    _kind = "Network"

    def __init__(self, *sizes, activation="sigmoid", bias=0.0, seed=1, scale=1.0):
        draws = uniform(seed)  # first, while a board still has 2.5 KB in one piece
        if len(sizes) == 1 and _is(sizes[0], (list, tuple)):
            text = _show(sizes[0])
            raise ValueError("write Network(%s), not Network(%s)" % (text[1:-1], text))
        if not _is(activation, (list, tuple)):
            activation = [activation] * (len(sizes) - 1)
        if len(sizes) < 2 or len(activation) != len(sizes) - 1:
            raise ValueError("need 2 sizes or more, and an activation for each but the first, not "
                             "%s, %s" % (_show(sizes), _show(activation)))
        self._sizes = [_whole(size, "size") for size in sizes]
        self._activations = [_activation(a) for a in activation]
        self._folded = False
        bias = _bias(bias)
        scale = _number(scale, "scale")
        self._weights = []
        for k, inputs in enumerate(self._sizes[:-1]):
            # First the memory for a layer, then its numbers: a board's memory stays in one piece.
            start = [0.0] * inputs + ([] if bias is None else [bias])
            units = [_vector(start) for unit in range(self._sizes[k + 1])]
            for i in range(inputs):
                for w in units:
                    w[i] = scale * (2 * next(draws) - 1)
            self._weights.append(units)

    def __repr__(self):
        return "<%s %s, %s, %s>" % (
            type(self).__name__, self._sizes, [_name(a) for a in self._activations],
            "no bias" if self._biased() == [False] * len(self._weights) else "bias")

    def _biased(self):
        """Return whether each layer has biases."""
        return [len(units[0]) > inputs for units, inputs in zip(self._weights, self._sizes)]

    @property
    def sizes(self):
        """The number of inputs, then of the units in each layer."""
        return _Reading(self._sizes)

    @property
    def layers(self):
        """A Layer for each layer of units."""
        return _Reading([Layer(self, k) for k in range(len(self._activations))])

    def __call__(self, row):
        """Return the outputs for a row of inputs, a list of floats; for a Neuron a float.

        ValueError for a bad row.
        """
        return self._answer(_numbers(row, self._sizes[0], "row"), self._layers_for(1))

    def predict(self, rows):
        """Return a list with the outputs for each row. ValueError for a bad row."""
        rows = _rows(rows, self._sizes[0], "rows")
        layers = self._layers_for(len(rows))
        return [self._answer(x, layers) for x in rows]

    def _layers_for(self, rows):
        """Return what computes the outputs of each layer, for so many rows."""
        layers = []
        for inputs, units, activation in zip(self._sizes, self._weights, self._activations):
            function = _returning_float(activation.function)
            layers.append((_written_outputs(units, inputs, function, rows), units, function))
        return layers

    def _answer(self, x, layers):
        for outputs, units, function in layers:
            x = outputs(units, x, function)
        return x

    def _targets(self, targets, count, activation):
        """Return the targets as lists of floats. They may be endless: count + 1 are enough."""
        return _rows(targets, self._sizes[-1], _name(activation) + " targets", count,
                     *activation.bounds)

    def train(self, rows, targets, epochs=1000, *, learning_rate=None, batch_size=None,
              shuffle=None, momentum=0.0, loss="squared", until=0.0):
        """Train; return the loss of the last epoch, measured as its weights moved (None for none).

        rows: a list of inputs each
        targets: a list of outputs for each row, for a Neuron a number
        epochs: how often all rows are learned
        learning_rate: a weight moves by this times the sum over a batch of delta * input. None: 1
            for batches of up to four rows, 4/rows for larger ones. "rprop": each weight finds its
            own steps, from whole epochs
        batch_size: how many rows move the weights together; None: all
        shuffle: a seed for a new order of the rows in each epoch; None keeps their order
        momentum: the part of its last move that a weight repeats, from 0 to below 1
        loss: "squared", (target - y)**2, or "cross_entropy", for sigmoid outputs,
            -target*log(y) - (1 - target)*log(1 - y); the mean over rows and outputs
        until: stop as soon as the loss of an epoch is at or below it

        Momentum, shuffle and rprop begin anew at each call: to go on with them, see Training.state.
        ValueError for bad input, before anything has changed. ArithmeticError if the weights or the
        loss overflow, or no weight moves any more though the loss is not small: the model keeps the
        last good epoch.
        """
        training = self.training(
            rows, targets, epochs, learning_rate=learning_rate, batch_size=batch_size,
            shuffle=shuffle, momentum=momentum, loss=loss, until=until,
            every=max(1, _whole(epochs, "epochs", 0)))
        last = None
        for epoch, last in training:
            pass
        return last

    def training(self, rows, targets, epochs=1000, *, learning_rate=None, batch_size=None,
                 shuffle=None, momentum=0.0, loss="squared", until=0.0, every=1):
        """Train as train() does, while you iterate over it: for epoch, loss in net.training(...).

        It stops for you each time that it has done so many epochs, and after the last. epoch counts
        from 0; loss is the mean over its forward passes. All is checked before the first epoch.
        """
        return Training(self, rows, targets, epochs, learning_rate, batch_size, shuffle, momentum,
                        loss, until, every)

    def fit(self, rows, targets, epochs=1000, *, holdout=0.2, starts=3, seed=1):
        """Learn a table from scratch, as it stands, in any units; return a Report: print it.

        rows, targets: as train() takes them. Targets of identity outputs may have any unit
        epochs: at most so many in each start
        holdout: the part of the rows that are held out, to judge by; none of less than 20 rows
        starts: how many times at most to start from other weights, of which the best is kept
        seed: deals the rows and draws the weights

        The model forgets what it knew, gets biases where it has none, and takes raw rows: see
        fold(). The rows held out choose the epoch and the start, so they flatter a little: keep
        rows of your own for a stricter judgement. ValueError for bad input.
        """
        fitting = self.fitting(rows, targets, epochs, holdout=holdout, starts=starts, seed=seed,
                               every=4294967295)
        for epoch, loss in fitting:
            pass
        return fitting.report

    def fitting(self, rows, targets, epochs=1000, *, holdout=0.2, starts=3, seed=1, every=1):
        """Fit as fit() does, while you iterate over it: for epoch, loss in net.fitting(...).

        epoch counts from 0 through all starts; loss is that on the rows held out. At each step
        the model is the best so far: stop with break. Its attribute report is that of this model.
        """
        return Fitting(self, rows, targets, epochs, holdout, starts, seed, every)

    def gradient(self, rows, targets, loss="squared"):
        """Return d(loss)/d(parameter), a list in the order of parameters().

        loss: "squared", half the sum of (target - y)**2, or "cross_entropy", summed over all rows
        and outputs. ValueError for bad input; ArithmeticError if it overflows.
        """
        return self.training(rows, targets, 1, loss=loss).gradient()

    def step(self, gradient, learning_rate=1.0):
        """Move downhill: parameters -= learning_rate * gradient.

        ValueError if the gradient does not fit or a parameter would be infinite.
        """
        self._refuse_if_folded()
        parameters = self.parameters()
        rate = _number(learning_rate, "learning_rate", 1e-37)
        for k, slope in enumerate(_numbers(gradient, len(parameters), "gradient")):
            parameters[k] -= rate * slope
        self._weights = _nested(self._weights, _numbers(parameters, len(parameters), "parameters"))

    def parameters(self):
        """Return all weights and biases: layer by layer, unit by unit, its weights, its bias."""
        return _flat(self._weights)

    def set_parameters(self, parameters):
        """Set all weights and biases, in the order of parameters(). ValueError if it won't fit."""
        count = len(self.parameters())
        self._weights = _nested(self._weights, _numbers(parameters, count, "parameters"))

    def _refuse_if_folded(self):
        if self._folded:
            raise ValueError("the model is folded already: it takes raw rows, and is neither "
                             "trained nor folded again")

    def fold(self, means, deviations, target_means=None, target_deviations=None):
        """Let a model that was trained on scaled rows, (x - mean) / deviation, take raw rows.

        means, deviations: a number per input, as standardise() returns them
        target_means, target_deviations: a number per output, if the targets were scaled too, for
            identity outputs: the model then answers in the targets' own units
        The layers concerned get biases if they have none. A folded model is neither trained nor
        folded again: ValueError. ZeroDivisionError for a deviation of 0.
        """
        self._refuse_if_folded()
        means = _numbers(means, self._sizes[0], "means")
        deviations = _numbers(deviations, self._sizes[0], "deviations")
        if 0 in deviations:
            raise ZeroDivisionError("a deviation is zero")
        layers = list(self._weights)
        layers[0] = _with_biases(layers[0], self._sizes[0])
        for w in layers[0]:
            for i, deviation in enumerate(deviations):
                w[i] /= deviation
            w[-1] -= dot(w[:-1], means)
        if target_means is not None or target_deviations is not None:
            if self._activations[-1].function is not identity:
                raise ValueError("only identity outputs can take on the scale of the targets")
            means = _numbers(target_means, self._sizes[-1], "target_means")
            deviations = _numbers(target_deviations, self._sizes[-1], "target_deviations")
            if 0 in deviations:
                raise ZeroDivisionError("a deviation is zero")
            layers[-1] = _with_biases(layers[-1], self._sizes[-2])
            for w, mean, deviation in zip(layers[-1], means, deviations):
                for i, weight in enumerate(w):
                    w[i] = weight * deviation
                w[-1] += mean
        flat = _flat(layers)
        self._weights = _nested(layers, _numbers(flat, len(flat), "folded parameters"))
        self._folded = True

    def save(self, path):
        """Save the model as JSON Lines: a header, then a unit a line, its bias last.

        path: a file's name, which holds the whole old or the whole new model at any moment; or an
        open text file. OSError if it can't be written.
        """
        if hasattr(path, "write"):
            self._write(path)
        else:
            _replace(path, self._write)

    def _write(self, file):
        from json import dumps

        names = [_name(a) for a in self._activations]
        for name, a in zip(names, self._activations):
            if not _same(a, self._activations[names.index(name)]):
                raise ValueError("two activations are named %s" % name)
        header = (("format", _FORMAT), ("model", self._kind), ("sizes", self._sizes),
                  ("activations", names), ("biases", self._biased()), ("folded", self._folded))
        # One by one, as a dict has no order on MicroPython.
        fields = ['"%s": %s' % (field, dumps(value)) for field, value in header]
        file.write("{%s}\n" % ", ".join(fields))
        for units in self._weights:
            for w in units:
                file.write("[%s]\n" % ", ".join([_digits(weight) for weight in w]))


class Neuron(Network):
    """Neuron(3): a neuron of 3 inputs. Its output, and the target of a row, is a number.

    The options are those of Network.
    """

    __slots__ = ()
    _kind = "Neuron"

    def __init__(self, inputs, activation="sigmoid", *, bias=0.0, seed=1, scale=1.0):
        Network.__init__(self, inputs, 1, activation=activation, bias=bias, seed=seed, scale=scale)

    @property
    def weights(self):
        """A list of floats, one per input. Setting them: ValueError if they don't fit."""
        return self.layers[0].weights[0]

    @weights.setter
    def weights(self, weights):
        self.layers[0].weights = [_numbers(weights, self._sizes[0], "weights")]

    @property
    def bias(self):
        """A float, or None for no bias. Setting it: ValueError if it is no number."""
        biases = self.layers[0].biases
        return None if biases is None else biases[0]

    @bias.setter
    def bias(self, bias):
        bias = _bias(bias)
        self.layers[0].biases = None if bias is None else [bias]

    def _answer(self, x, layers):
        return Network._answer(self, x, layers)[0]

    def _targets(self, targets, count, activation):
        numbers = []
        for target in _ordered(targets, "targets", count + 1):
            name = "%s targets[%d]" % (_name(activation), len(numbers))
            numbers.append([_number(target, name, *activation.bounds)])
        return numbers


class Layer:
    """One layer of a network, as it is now: what you set here, the network has.

    weights: a list of floats per unit, one for each input
    biases: a float per unit, or None for no biases
    activation: its Activation (to read)
    Setting weights or biases: ValueError if they do not fit; the network then stays as it was.
    """

    __slots__ = ("_model", "_k")

    def __init__(self, model, k):
        self._model = model
        self._k = k

    def __repr__(self):
        inputs, units = self._model._sizes[self._k:self._k + 2]
        return "<Layer of %d %s, %d inputs, %s, %s>" % (
            units, "unit" if units == 1 else "units", inputs, _name(self.activation),
            "no bias" if self.biases is None else "bias")

    @property
    def activation(self):
        """The Activation of its units."""
        return self._model._activations[self._k]

    @property
    def weights(self):
        """A list of weights for each unit."""
        inputs = self._model._sizes[self._k]
        return _Reading([_Reading(w[:inputs]) for w in self._model._weights[self._k]])

    @weights.setter
    def weights(self, weights):
        inputs, units = self._model._sizes[self._k:self._k + 2]
        weights = _rows(weights, inputs, "weights", units)
        if len(weights) != units:
            raise ValueError("weights must be %d lists, one per unit, not %d"
                             % (units, len(weights)))
        self._set(weights, self.biases)

    @property
    def biases(self):
        """A bias for each unit, or None."""
        inputs = self._model._sizes[self._k]
        units = self._model._weights[self._k]
        if len(units[0]) == inputs:
            return None
        return _Reading([w[inputs] for w in units])

    @biases.setter
    def biases(self, biases):
        if biases is False:
            biases = None
        if biases is not None:
            biases = _numbers(biases, self._model._sizes[self._k + 1], "biases")
        self._set(self.weights, biases)

    def _set(self, weights, biases):
        units = []
        for u, w in enumerate(weights):
            units.append(_vector(list(w) + ([] if biases is None else [biases[u]])))
        layers = list(self._model._weights)
        layers[self._k] = units
        self._model._weights = layers


class _Reading(list):
    """A list that shows the model, and can't be changed in parts."""

    def _refuse(self, *arguments):
        raise TypeError("this list only shows the model: set the whole, as in n.weights = [...]")

    __setitem__ = __delitem__ = __iadd__ = __imul__ = append = extend = insert = _refuse
    clear = pop = remove = reverse = sort = _refuse

    def __add__(self, other):
        return list(self) + other  # for Brython

    def __radd__(self, other):
        return other + list(self)  # for MicroPython

    def __reduce__(self):
        return list, (list(self),)  # a copy is a plain list


# === Trainings ===================================================================================
#
# What train() and training() do: the options, epoch after epoch, and what is said when it goes
# wrong.


class Training:
    """A training under way, made by Network.training(): each step of a loop over it trains.

    rows: the pairs of inputs and targets, as lists of floats
    epoch: how many epochs are done
    unrolled: True if they were done by a program written for this training, see Speed
    state, gradient(): see below; the rest is for inner use
    """

    def __init__(self, model, rows, targets, epochs, learning_rate, batch_size, shuffle, momentum,
                 loss, until, every):
        model._refuse_if_folded()
        output = model._activations[-1]
        self.activations = [_as_floats(a) for a in model._activations]
        self.loss = _squared
        name = str(loss) if _is(loss, str) else None
        if name == "cross_entropy" and output.function is sigmoid:
            output = Activation(sigmoid, output.derivative, 0, 1)
            self.activations[-1] = Activation(sigmoid, _one)  # its delta is target - y
            self.loss = _cross_entropy
        elif name != "squared":
            raise ValueError("loss must be squared, or cross_entropy for sigmoid outputs, not %s "
                             "for %s" % (_show(loss), _name(output)))
        try:
            most = len(targets)
        except Exception:
            most = _INFINITY  # an iterator, which must come to an end
        rows = _rows(rows, model._sizes[0], "rows", most)
        targets = model._targets(targets, len(rows), output)
        count = len(rows)
        if count != len(targets) or not rows:
            raise ValueError("need rows and as many targets, not %d and %d" % (count, len(targets)))
        self.model = model
        self.rows = list(zip(rows, targets))
        self.output_count = count * model._sizes[-1]
        self.epochs = _whole(epochs, "epochs", 0)
        self.every = _whole(every, "every")
        self.until = _number(until, "until")
        self.batch_size = count
        if batch_size is not None:
            self.batch_size = min(count, _whole(batch_size, "batch_size"))
        self.seed = None
        if shuffle is not None and shuffle is not False:
            self.seed = _whole(shuffle, "the seed of shuffle", 0)
        self.momentum = _number(momentum, "momentum", 0, 0.9999999)
        self.weight_count = len(model.parameters())
        self._set_rate(learning_rate)
        self.shape = _shape(model._weights)
        self.epoch = 0
        self.shuffled = 0  # how often the rows are
        self.written = {}
        self.unrolled = False
        self.whole = None  # whether all rows are written out: not yet known
        self.first = None  # the loss of the first epoch
        self.last = _INFINITY  # the loss of the last epoch
        self.limit = _INFINITY  # of the loss, known after the first epoch

    def _set_rate(self, learning_rate):
        self.memory = []  # with momentum, how each weight moved last; with rprop, sizes and moves
        if _is(learning_rate, str) and learning_rate == "rprop":
            if self.batch_size < len(self.rows) or self.momentum:
                raise ValueError("rprop needs whole epochs: batch_size=None, and momentum=0")
            self.rate = learning_rate
            self.memory = [0.1] * self.weight_count + [0.0] * self.weight_count
        else:
            self.rate = min(1.0, 4.0 / self.batch_size)
            if _is(learning_rate, str):
                raise ValueError('learning_rate must be a number, None or "rprop", not %s'
                                 % _show(learning_rate))
            if learning_rate is not None:
                self.rate = _number(learning_rate, "learning_rate", 1e-37)
            if self.momentum:
                self.memory = [_ZERO] * self.weight_count

    def __iter__(self):
        return self

    def __next__(self):
        """Train for as many epochs as every says; return the last one's number and its loss.

        ValueError if the model has lost or won biases, or was folded, since the last step;
        ArithmeticError as train() raises it.
        """
        if self.epoch >= self.epochs or self.last <= self.until:
            raise StopIteration
        self._check_model()
        stop = min((self.epoch // self.every + 1) * self.every, self.epochs)
        while self.epoch < stop and not self.last <= self.until:
            # The first epoch, then ever more of them, then the last: dead units are seen soon.
            before = self.model.parameters()
            until = min(2 * self.epoch + 1, stop - 1)
            until = max(until, self.epoch + 1)
            train = _written(_training_program, self)
            self.unrolled = train is not None
            self.last = (train or _train_by_loops)(self, until)
            if self.first is None:
                self.first = self.last
                self.limit = 1e6 * max(1.0, self.first)
                if self.first > 1e6 and self.epochs == 1:  # no second epoch would tell
                    self._check_first(_nested(self.model._weights, before))
            if self.model.parameters() == before:
                self._tell_if_dead()
        return self.epoch - 1, self.last

    def _check_model(self):
        if self.model._folded or _shape(self.model._weights) != self.shape:
            raise ValueError("the model's parameters are not those that this training began with: "
                             "it was folded, or a bias was given or taken")

    def _check_first(self, weights):
        """Compare the loss of the first epoch, as batches moved the weights, with that before."""
        layers = list(zip(weights, self.activations))
        moves = _nested(weights, [_ZERO] * self.weight_count)
        loss = _ZERO
        for x, targets in self.rows:
            loss += _backpropagate(layers, x, targets, moves, 1.0, self.loss)
        self.limit = 1e6 * max(1.0, loss / self.output_count)
        if not self.first < self.limit:
            self.model._weights, self.epoch = weights, 0
            self.check(0, self.first, weights)

    def _tell_if_dead(self):
        """Raise ArithmeticError if no row by itself moves a weight, though the loss is not small.

        A caller who sees every epoch sees that the loss stands still, and is told after the last.
        """
        if self.epoch == 1 or self.every == 1 and self.epoch < self.epochs:
            return
        largest = max([abs(target) for x, targets in self.rows for target in targets])
        if self.last < 1e-6 * max(1.0, largest * largest):
            return
        rate = 1.0 if self.rate == "rprop" else self.rate
        for row in self.rows:
            for weight, move in zip(self.model.parameters(), self._moves([row])):
                if weight + rate * move != weight:
                    return
        raise ArithmeticError(
            "epoch %d moved no weight, though its loss is %g: no row can. The units are dead, with "
            "derivatives of 0, or the inputs are 0, or the learning_rate is too small. Try another "
            "seed or activation, or scaled rows" % (self.epoch - 1, self.last))

    def check(self, epoch, loss, weights):
        """Raise ArithmeticError if a weight or the loss of an epoch is out of all bounds."""
        what = ""
        for weight in _flat(weights):
            if not -_INFINITY < weight < _INFINITY:
                what = "made a weight infinite or NaN"
        if not what and not loss < self.limit:
            what = "has a loss of %g, out of all proportion to the first" % loss
        if what:
            raise ArithmeticError("epoch %d %s: try a smaller learning_rate, or scaled rows"
                                  % (epoch, what))

    def ordered(self, epoch):
        """Return the rows, pairs of inputs and targets, in the order of this epoch."""
        if self.seed is None:
            return self.rows
        done = self.shuffled
        self.shuffled = -1  # not to be trusted, should Ctrl-C end the shuffling
        if done != epoch or epoch == 0:  # the first, or one to resume with: shuffle from the start
            self.order = self.rows[:]
            self.draws = uniform(self.seed)
            done = 0
        order = self.order
        while done <= epoch:
            _shuffled(order, self.draws)
            done += 1
        self.shuffled = done
        return order

    def batches(self, epoch):
        """Return the rows of this epoch in batches."""
        rows = self.ordered(epoch)
        return [rows[r:r + self.batch_size] for r in range(0, len(rows), self.batch_size)]

    def gradient(self):
        """Return d(loss)/d(parameter) at the model's present parameters: a list in their order.

        The loss is half the squared errors, or the cross-entropy, summed over all rows and outputs.
        The rows were checked when the training was made. ArithmeticError if it overflows.
        """
        self._check_model()
        written = _written(_gradient_program, self)
        moves = written(self) if written else self._moves(self.rows)
        for move in moves:
            if not -_INFINITY < move < _INFINITY:
                raise ArithmeticError("the gradient is infinite or NaN: try scaled rows")
        return [-move for move in moves]

    def _moves(self, rows):
        """Return how these rows together want each weight to move."""
        backpropagate = _written(_row_program, self) or _backpropagate
        moves = _nested(self.model._weights, [_ZERO] * self.weight_count)
        layers = list(zip(self.model._weights, self.activations))
        for x, targets in rows:
            backpropagate(layers, x, targets, moves, 1.0, self.loss)
        return _flat(moves)

    @property
    def state(self):
        """What to save beside the model to resume this training: a dict that JSON can hold.

        Make the same training with the saved model and set its state: it goes on, to the same bits
        as if it had never stopped. ValueError if the state is not one of this training.
        """
        losses = [] if self.first is None else [self.first, self.last]
        return {"epoch": self.epoch, "losses": losses, "memory": list(self.memory)}

    @state.setter
    def state(self, state):
        _check_fields(state, ["epoch", "losses", "memory"])
        epoch = _whole(state["epoch"], "epoch", 0, self.epochs)
        empty = _is(state["losses"], list) and len(state["losses"]) == 0
        told = epoch > 0 and not empty  # else Ctrl-C came before the first was known
        losses = _numbers(state["losses"], 2 if told else 0, "losses")
        memory = _numbers(state["memory"], len(self.memory), "memory")
        if self.rate == "rprop":
            _numbers(memory[:self.weight_count], self.weight_count, "steps in memory", 1e-6, 50)
        self.memory = memory
        self.epoch = epoch
        self.first, self.last = losses or (None, _INFINITY)
        self.limit = 1e6 * max(1.0, self.first) if losses else _INFINITY


# === Tables ======================================================================================
#
# What fit() does: a table in any units, without a rate or a scale to choose.


class Report:
    """What came out of a fit: print it.

    loss: of the model, on the rows held out; where none are, on those it learned
    baseline: on the same rows, the loss of always answering the mean of the learned targets
    epoch, start: which epoch of which start was kept; both count from 0
    learned, held_out: the numbers of the rows that were learned, and of those held out
    """

    def __init__(self, loss, baseline, epoch, start, learned, held_out):
        self.loss = loss
        self.baseline = baseline
        self.epoch = epoch
        self.start = start
        self.learned = learned
        self.held_out = held_out

    def __repr__(self):
        held_out = "%d held out: loss" % len(self.held_out)
        if not self.held_out:
            held_out = "too few to hold some out: loss on these rows"
        return "%d rows learned, %s %.3g (always the mean: %.3g)" % (
            len(self.learned), held_out, self.loss, self.baseline)


class Fitting:
    """A fit under way, made by Network.fitting(): each step of a loop over it learns.

    report: the Report on the best model so far, which is the one that the network is
    """

    def __init__(self, model, rows, targets, epochs, holdout, starts, seed, every):
        output = model._activations[-1]
        self.cross_entropy = output.function is sigmoid
        name = "cross_entropy" if self.cross_entropy else "squared"
        rows = _rows(rows, model._sizes[0], "rows")
        targets = model._targets(targets, len(rows), output)
        count = len(rows)
        if count != len(targets) or not rows:
            raise ValueError("need rows and as many targets, not %d and %d" % (count, len(targets)))
        self.model = model
        self.epochs = _whole(epochs, "epochs")
        self.starts = _whole(starts, "starts")
        self.seed = _whole(seed, "seed", 0, 4294967295 - self.starts)
        self.every = _whole(every, "every")
        holdout = int(count * _number(holdout, "holdout", 0, 0.9))
        if count < 20:
            holdout = 0
        order = _shuffled(list(range(count)), uniform(self.seed))
        self.held_out = sorted(order[:holdout])
        self.learned = sorted(order[holdout:])
        self.scales = standardise([rows[r] for r in self.learned])
        if output.function is identity:
            self.scales += standardise([targets[r] for r in self.learned])
        self.raw = rows, targets
        rows = _scaled(rows, *self.scales[:2])
        if output.function is identity:
            targets = _scaled(targets, *self.scales[2:])
        self.rows = rows
        self.targets = targets
        self.loss = name
        self.start = -1
        self.epoch = 0  # of all starts together
        self.best = _INFINITY
        self.improved = False
        self.training = None

    def __iter__(self):
        return self

    def __next__(self):
        """Learn for as many epochs as every says; return the last one's number and its loss."""
        loss = None
        while loss is None or self.epoch % self.every:
            if self.training is None:
                if self.start + 1 == self.starts or self.start >= 0 and self._is_good_enough():
                    if loss is None:
                        raise StopIteration
                    break
                self._begin()
            loss = self._learn()
            self.epoch += 1
        if self.improved:
            self._publish()
        return self.epoch - 1, loss

    def _begin(self):
        """Start from new weights, with which the sums of a layer neither vanish nor saturate.

        (Uniform within sqrt(3 / inputs): LeCun, Bottou, Orr, Mueller, Efficient BackProp, 1998.)
        """
        self.start += 1
        sizes = self.model._sizes
        net = Network(*sizes, activation=list(self.model._activations),
                      seed=self.seed + self.start)
        for units, inputs in zip(net._weights, sizes):
            for w in units:
                for i in range(inputs):
                    w[i] *= sqrt(3.0 / inputs)
        self.training = net.training(
            [self.rows[r] for r in self.learned], [self.targets[r] for r in self.learned],
            self.epochs, learning_rate="rprop", loss=self.loss)
        self.best_of_start = _INFINITY
        self.best_epoch = 0

    def _learn(self):
        """Do an epoch; keep its weights if they are the best so far."""
        training = self.training
        epoch, learned_loss = next(training)
        self.learned_loss = learned_loss
        loss = learned_loss
        if self.held_out:
            loss = self._mean_loss(training.model, self.held_out, self.rows, self.targets)
        if loss < self.best_of_start * 0.999:
            self.best_epoch = epoch
        self.best_of_start = min(loss, self.best_of_start)
        if loss < self.best:
            self.best = loss
            self.found = training.model._weights, epoch, self.start
            self.improved = True
        if (epoch + 1 == self.epochs or epoch > 1.5 * self.best_epoch + 50
                or self._is_good_enough()):
            self.training = None
        return loss

    def _is_good_enough(self):
        return self.best < 1e-3 * self._baseline(self.rows, self.targets)

    def _mean_loss(self, model, chosen, rows, targets):
        loss = _ZERO
        layers = list(zip(model._weights, model._activations))
        function = _cross_entropy if self.cross_entropy else _squared
        for r in chosen:
            x = rows[r]
            for weights, activation in layers:
                if len(weights[0]) > len(x):
                    x = x + [1.0]
                sums = [dot(w, x) for w in weights]
                x = [activation.function(z) for z in sums]
            for target, y, z in zip(targets[r], x, sums):
                loss += function(target - y, target, z)
        return loss / (len(chosen) * len(targets[0]))

    def _baseline(self, rows, targets):
        """Return the loss of always answering the mean of the learned targets."""
        means = standardise([targets[r] for r in self.learned])[0]
        loss = _ZERO
        chosen = self.held_out or self.learned
        for r in chosen:
            for target, mean in zip(targets[r], means):
                if self.cross_entropy:
                    mean = min(max(mean, 1e-9), 1 - 1e-9)
                    loss += _cross_entropy(target - mean, target, log(mean / (1 - mean)))
                else:
                    loss += (target - mean) ** 2
        return loss / (len(chosen) * len(means))

    def _publish(self):
        weights, epoch, start = self.found
        sizes = self.model._sizes
        net = Network(*sizes, activation=list(self.model._activations))
        net._weights = weights
        net.fold(*self.scales)
        self.model._weights, self.model._folded = net._weights, True
        self.improved = False

    @property
    def report(self):
        """The Report on the best model so far; None before the first step."""
        if self.best == _INFINITY:
            return None
        weights, epoch, start = self.found
        loss = self._mean_loss(self.model, self.held_out or self.learned, *self.raw)
        return Report(loss, self._baseline(*self.raw), epoch, start, self.learned, self.held_out)


def _scaled(rows, means, deviations):
    return [[(x - mean) / deviation for x, mean, deviation in zip(row, means, deviations)]
            for row in rows]


def _shuffled(order, draws):
    """Shuffle a list in place (Fisher and Yates) and return it."""
    for r in range(len(order) - 1, 0, -1):
        i = min(r, int(next(draws) * (r + 1)))  # a single may round up to 1
        order[r], order[i] = order[i], order[r]
    return order


# === Files and scales ============================================================================
#
# A model is saved as JSON Lines: a header, then a line for each unit, so that a board can read and
# write it a unit at a time.

_FORMAT = "neuron.py 2"


def load(path, activations=None):
    """Return the model that save() wrote to path, a file's name or an open text file.

    activations: your own Activations, by the names of their functions
    ValueError tells what is wrong with a file that is no saved model.
    """
    if activations is not None and not _is(activations, dict):
        raise ValueError("activations must be a dict of Activations, not %s" % _show(activations))
    if not hasattr(path, "readline"):
        with open(_file_name(path), encoding="utf-8") as file:
            return load(file, activations)
    try:
        lines = _json_lines(path)
        return _model(next(lines, "an empty file"), lines, activations or {})
    except (ValueError, TypeError, AttributeError, RuntimeError, ArithmeticError) as error:
        raise ValueError("%s is no saved model: %.300s" % (getattr(path, "name", "it"), error))


def _json_lines(file):
    """Yield the value of each line of JSON; blank lines have none."""
    from json import loads

    number = 0
    for line in file:
        number += 1
        if number == 1:
            if line[:1] == "\ufeff":  # a mark that some editors put first
                line = line[1:]
            if "neuron.py 1," in line[:30]:
                raise ValueError("it was saved by neuron.py 0.1: examples/convert.py converts it")
        if line.strip():
            try:
                value = loads(line)
            except ValueError:
                raise ValueError("line %d is not JSON: %s" % (number, _show(line)))
            yield value


def _check_fields(data, fields):
    found = sorted([str(field) for field in data]) if _is(data, dict) else _show(data)
    if found != fields:
        raise ValueError("expected the fields %s, not %.200s" % (fields, found))


def _model(header, units, activations):
    """Return the model that a header and its units describe. Nothing in them is trusted."""
    _check_fields(header, ["activations", "biases", "folded", "format", "model", "sizes"])
    sizes = header["sizes"]
    names = header["activations"]
    biases = header["biases"]
    for field in (sizes, names, biases):
        if not _is(field, list):
            raise ValueError("sizes, activations and biases must be lists, not %s" % _show(field))
    if not len(names) == len(biases) == len(sizes) - 1:
        raise ValueError("activations and biases must be one less than sizes, not %d and %d for %d"
                         % (len(names), len(biases), len(sizes)))
    for flag in biases + [header["folded"]]:
        if flag is not True and flag is not False:
            raise ValueError("biases and folded must be true or false, not %s" % _show(flag))
    if header["format"] != _FORMAT or header["model"] not in ("Network", "Neuron"):
        raise ValueError("format must be %s and model Network or Neuron, not %s, %s" % (
            _FORMAT, _show(header["format"]), _show(header["model"])))
    names = [activations.get(str(name), name) for name in names]
    if header["model"] == "Network":
        model = Network(*[1] * len(sizes), activation=names)
    elif len(sizes) == 2 and sizes[1] == 1:
        model = Neuron(1, names[0])
    else:
        raise ValueError("a Neuron has the sizes [inputs, 1], not %s" % _show(sizes))
    model._sizes = sizes = [_whole(size, "sizes") for size in sizes]
    model._folded = header["folded"]
    model._weights = []
    for k, biased in enumerate(biases):
        layer = []
        for u in range(sizes[k + 1]):
            name = "unit %d of layer %d" % (u, k)
            w = next(units, "the end")
            if _is(w, list):
                w = [_fraction(x) for x in w]
            layer.append(_vector(_numbers(w, sizes[k] + biased, name)))
        model._weights.append(layer)
    rest = list(units)
    if rest:
        raise ValueError("there are more units than the header says: %s" % _show(rest))
    return model


def _fraction(x):
    """Return a / b for a list [a, b] of whole numbers, as _digits() writes it; else x as it is."""
    if _is(x, list) and len(x) == 2 and _is(x[0], int) and _is(x[1], int) and x[1] > 0:
        return x[0] / x[1]
    return x


def _file_name(path):
    """Return a path as text. TypeError if it is none."""
    import os

    if _is(path, str):
        return path
    return os.fsdecode(path)


def _replace(path, write):
    """Write a file so that it holds its whole old or its whole new text, whenever it is looked at.

    The new text goes to a file of its own, which then takes the place of the old one.
    """
    import os

    path = _file_name(path)
    name = path.split("/")[-1]
    if hasattr(os, "readlink"):  # MicroPython has neither this nor all of os.path
        if os.path.islink(path):
            path = os.path.realpath(path)  # what the link points to
            if os.path.islink(path):
                raise OSError("%s is a link that leads to itself" % path)
        name = os.path.basename(path)
    folder = path[:len(path) - len(name)]
    try:
        mode = os.stat(path)[0]
    except OSError:
        mode = None  # it is new
    if mode is not None and mode & 0xF000 != 0x8000:  # the bits that tell its kind
        raise OSError("%s is no regular file" % path)
    new = folder + _new_name(folder, id(write))
    try:
        with open(new, "w", encoding="utf-8") as file:
            if mode is not None and hasattr(os, "chmod"):
                os.chmod(new, mode & 0o7777)
            write(file)
            file.flush()
            if hasattr(os, "fsync"):
                os.fsync(file.fileno())
        getattr(os, "replace", os.rename)(new, path)
    except BaseException:
        _remove(new)  # unless it was never made, or is renamed already
        raise


def _new_name(folder, number):
    """Return a name for a new file, which tells whose it is."""
    import os

    if not hasattr(os, "getpid"):
        return "neuron.new"  # a board runs one program
    end = "-new"
    if hasattr(os, "fork"):  # not on Windows, where os.kill() ends a process in any case
        end = "-%s-new" % os.uname()[1]  # of another computer's processes nothing is known
        _remove_leftovers(folder, end)
    return ".neuron-%d-%d%s" % (os.getpid(), number, end)


def _remove_leftovers(folder, end):
    """Remove the new files of processes that were killed before they could rename them."""
    import os

    try:
        names = os.listdir(folder or ".")
    except OSError:
        names = []  # a folder to write to, but not to look at
    for name in names:
        if name.startswith(".neuron-") and name.endswith(end):
            try:
                os.kill(int(name.split("-")[1]), 0)  # sends nothing: it tells whether it lives
            except ProcessLookupError:
                _remove(folder + name)
            except (OSError, OverflowError, ValueError):
                pass  # it lives and is somebody else's, or it is no file of ours


def _remove(path):
    import os

    try:
        os.remove(path)
    except OSError:
        pass  # it is not there


def _digits(x):
    """Return JSON that every Python reads back as x: digits, or a fraction [a, b].

    MicroPython loses digits when it prints (before 1.26), and rounds several times when it reads.
    A whole number over a power of ten, which floats hold exactly, is rounded once, by all. What has
    no such digits is a fraction.
    """
    if _RUNTIME != "micropython":
        return repr(x)
    sign = "-" if str(x)[0] == "-" else ""  # that of -0.0, too
    size = abs(x)
    power = 1.0
    for k in range(23):  # floats hold 10**22 exactly
        whole = round(size * power) if size * power < 1.8e19 else -1
        if whole / power == size:
            text = "%0*d" % (k + 1, whole)
            text = sign + text[:len(text) - k] + "." + (text[len(text) - k:] or "0")
            if float(text) == x:
                return text
        power *= 10
    below = 1
    while size % 1:
        size *= 2
        below *= 2
    return "[%s%d, %d]" % (sign, size, below)


def _with_biases(units, inputs):
    """Return the units as lists that have a bias."""
    return [list(w) if len(w) > inputs else list(w) + [0.0] for w in units]


def standardise(rows):
    """Return the columns' means, and their standard deviations (1.0 for a constant column).

    rows: lists of numbers, all of one length. (x - mean) / deviation brings a column to mean 0 and
    deviation 1; deviations divide by the number of rows. ValueError for bad rows.
    """
    rows = list(_ordered(rows, "rows"))
    if not rows:
        raise ValueError("rows must be one or more, not none")
    if hasattr(rows[0], "__next__"):  # an iterator can't tell how many columns there are
        raise ValueError("rows[0] must be a list of numbers, not %s" % _show(rows[0]))
    means = []
    deviations = []
    for column in zip(*_rows(rows, len(rows[0]), "rows")):
        shifts = [x - column[0] for x in column]  # these lose no digits to a large offset
        mean = column[0] + dot(shifts, [1.0] * len(rows)) / len(rows)
        means.append(_number(mean, "means"))
        deviations.append(_number(_deviation([x - mean for x in column]), "deviations"))
    return means, deviations


def _deviation(errors):
    """Return the root of the mean square of the errors, 1.0 if all are 0."""
    largest = max([abs(error) for error in errors])
    if largest == 0:
        return 1.0
    scale = 2.0 ** min(1023, int(log(largest) / log(2)))  # no square will be too large or small
    errors = [error / scale for error in errors]
    return scale * sqrt(dot(errors, errors) / len(errors))


# === Numbers =====================================================================================
#
# Those of a model stand in layers of units, or one after the other in a flat list.

# Written as calls: firmware with this file frozen into it gets the constants 1e999 and -0.0 wrong.
_INFINITY = float("inf")
_ZERO = float("-0.0")


def _runtime():
    from sys import implementation

    return implementation.name


_RUNTIME = _runtime()  # "cpython" (Pyodide too), "pypy", "micropython", "circuitpython", "brython"


def _vector(numbers):
    """Return the numbers of a unit as a list; on a board as an array, a fifth of its size."""
    if _RUNTIME != "micropython" and _RUNTIME != "circuitpython":
        return list(numbers)
    from array import array

    return array("f" if 1 + 1e-8 == 1 else "d", numbers)


def _flat(layers):
    """Return the numbers of all units in one list."""
    flat = []
    for units in layers:
        for unit in units:
            flat += list(unit)
    return flat


def _nested(layers, flat, make=_vector):
    """Return layers like these, with the numbers of a flat list."""
    k = 0
    new = []
    for units in layers:
        new.append([])
        for unit in units:
            new[-1].append(make(flat[k:k + len(unit)]))
            k += len(unit)
    return new


def _shape(layers):
    """Return how many units each layer has, and how many numbers each of them."""
    return [(len(units), len(units[0])) for units in layers]


# === Checks ======================================================================================
#
# What comes from outside passes here, before anything changes.


def _is(value, kinds):
    """Do what isinstance() does, which asks the value itself: that may raise."""
    return issubclass(type(value), kinds)


def _show(value):
    """Return a value as text for a message, cut at 200 characters."""
    try:
        return "%.200s" % repr(value)
    except Exception:  # nested too deep, too many digits, a repr that fails
        return "something of type %s" % type(value).__name__


def _float(value):
    """Return a number as a float, a bool as 0 or 1. What is no number raises an exception."""
    if type(value) is int or _is(value, (float, int)):
        return float(value)
    kind = str(getattr(value, "dtype", "float"))  # NumPy's complex numbers and dates are none
    if _is(value, str) or "float" not in kind and "int" not in kind and "bool" not in kind:
        raise TypeError
    try:
        len(value)
    except TypeError:
        return float(value)  # NumPy's numbers, Decimal, Fraction
    raise TypeError


def _number(value, name, low=-_INFINITY, high=_INFINITY, kind="finite"):
    """Return a number from low to high as a float. ValueError in the name of the argument."""
    return _numbers(value, None, name, low, high, kind)[0]


def _numbers(values, count, name, low=-_INFINITY, high=_INFINITY, kind="finite"):
    """Return so many numbers as a list of floats. count: None for a number by itself."""
    try:
        items = [values] if count is None else _ordered(values, name, count + 1)
        floats = [value if type(value) is float else _float(value) for value in items]
        if count is None or len(floats) == count:
            if _fit(floats, low, high, kind):
                return floats
    except MemoryError:
        raise
    except Exception:  # whatever somebody else's number raises
        pass
    wanted = "a %s number" % kind
    if low > -_INFINITY or high < _INFINITY:
        wanted += " from %s to %s" % (low, high)
    if count is not None:
        wanted = "a list of %d, each %s" % (count, wanted)
    raise ValueError("%s must be %s, not %s" % (name, wanted, _show(values)))


def _fit(floats, low, high, kind):
    """Tell whether all are finite, from low to high and, if kind is "whole", whole."""
    if low == -_INFINITY and high == _INFINITY and 0.0 * sum(floats) == 0.0:
        return True  # quick: one that is infinite or NaN would make the sum so
    for value in floats:
        if not low <= value <= high or not -_INFINITY < value < _INFINITY:
            return False
        if kind == "whole" and value % 1:
            return False
    return True


def _rows(rows, count, name, most=_INFINITY, *bounds):
    """Return rows of count numbers as lists of floats. They may be endless: most + 1 are enough."""
    floats = []
    for row in _ordered(rows, name, most + 1):
        floats.append(_numbers(row, count, "%s[%d]" % (name, len(floats)), *bounds))
    return floats


def _ordered(values, name, most=_INFINITY):
    """Return values to iterate over, if they have an order: of what may be endless, up to most."""
    if type(values) is list or type(values) is tuple:
        return values
    return _one_by_one(values, name, most)


def _one_by_one(values, name, most):
    count = 0
    try:
        if hasattr(values, "to_numpy"):  # the frames and series of pandas and polars
            values = values.to_numpy()
        elif hasattr(values, "keys") or hasattr(values, "isdisjoint"):
            raise ValueError("%s must have an order, as a list has, not %s" % (name, _show(values)))
        for value in values:
            yield value
            count += 1
            if count == most:
                break
    except (MemoryError, TypeError, ValueError):  # TypeError: it can't be iterated over
        raise
    except Exception as error:  # whatever somebody else's list raises
        raise ValueError("%s can't be read after %d: %s" % (name, count, _show(error)))


def _whole(value, name, low=1, high=4294967295):
    """Return a whole number within the bounds as an int; else ValueError. A bool is 0 or 1."""
    number = value
    try:
        if hasattr(value, "__index__"):
            number = value.__index__()  # NumPy's whole numbers become Python's
    except Exception:
        pass
    if _is(number, (int, bool)) and low <= number <= high:
        return int(number)
    raise ValueError("%s must be a whole number from %d to %d, not %s"
                     % (name, low, high, _show(value)))


def _bias(bias):
    if bias is None or bias is False:
        return None
    if bias is True:
        raise ValueError("bias must be the number to start at, or None for no bias, not True")
    return _number(bias, "bias")


def _activation(activation):
    if _is(activation, str):
        activation = ACTIVATIONS.get(str(activation), activation)
    if _is(activation, Activation):
        return activation
    raise ValueError("activation must be one of %s, or an Activation, not %s"
                     % (sorted(ACTIVATIONS), _show(activation)))


def _same(activation, other):
    return (activation.function is other.function and activation.derivative is other.derivative
            and activation.bounds == other.bounds)


def _name(activation):
    """Return the name of an Activation: in a file, "my sigmoid" is not the sigmoid of this file."""
    for name, known in ACTIVATIONS.items():
        if _same(activation, known):
            return name
    name = str(getattr(activation.function, "__name__", "function"))
    return "my " + name if name in ACTIVATIONS else name


def _as_floats(activation):
    """Return an Activation that gives floats alone, whatever its functions return."""
    function = _returning_float(activation.function)
    derivative = _returning_float(activation.derivative)
    if function is activation.function and derivative is activation.derivative:
        return activation
    return Activation(function, derivative, *activation.bounds)


def _returning_float(function):
    if _text(function):
        return function  # one of this file

    def call(*numbers):
        try:
            value = function(*numbers)
        except (ValueError, ArithmeticError):
            for number in numbers:
                if not -_INFINITY < number < _INFINITY:  # math.sin(inf): training has diverged
                    return _INFINITY
            raise
        except StopIteration:
            value = None  # it would end a loop in silence
        if type(value) is float:
            return value
        try:
            return _float(value)
        except Exception:
            raise ValueError("an activation must return a number, not %s for %s"
                             % (_show(value), _show(numbers)))

    return call


# === Random numbers ==============================================================================
#
# NumPy's, so that the seed of a tutorial gives the weights of that tutorial.


def uniform(seed):
    """Return an endless iterator of floats in [0, 1): NumPy's after numpy.random.seed(seed).

    It is MT19937: Matsumoto and Nishimura, ACM TOMACS 8 (1998). ValueError for a bad seed.
    """
    from array import array

    word = _whole(seed, "seed", 0)
    state = array("I", range(624))  # 2.5 KB; a list would take 20
    for i in range(624):
        state[i] = word
        word = (1812433253 * (word ^ word >> 30) + i + 1) & 0xFFFFFFFF
    return _uniform(state)


def _uniform(state):
    word = 0
    while True:
        for i in range(624):
            high = word
            word = state[i] & 0x80000000 | state[(i + 1) % 624] & 0x7FFFFFFF
            word = state[(i + 397) % 624] ^ word >> 1 ^ (word & 1) * 0x9908B0DF
            state[i] = word
            word ^= word >> 11
            word ^= word << 7 & 0x9D2C5680
            word ^= word << 15 & 0xEFC60000
            word ^= word >> 18
            if i % 2:  # two words give 53 bits: 24, as many as a single holds, and 29
                low = ((high >> 5 & 7) * 67108864.0 + (word >> 6)) / 536870912
                yield ((high >> 8) + low) / 16777216


# === Speed =======================================================================================
#
# The tracer. _backpropagate computes with numbers. Given Expressions in place of numbers, it writes
# a program: the same arithmetic in the same order, without the loops, several times faster.

UNROLLED = 500  # rows times epochs from which on it pays to write a training out; 0: never


class Expression:
    """A number in a program that is being written: the text that computes it from other numbers.

    Sums, differences and products of Expressions (or of one and a number) are Expressions:

        a, b = Expression("a"), Expression("b")
        total = dot([a, b], [a, 2.0])
        assignments([total], [])            # adds the lines that total needs; here there are none
        total.text                          # a * a + b * 2.0

    template: the text, with {0}, {1}, ... in place of the parts
    parts: the Expressions there, until the text is filled in
    uses: how often others use it
    text: the template filled in, or the name it was given: see assignments()
    rank: how loosely the text holds together: 0 like a name, 1 a product, 2 a sum, 3 anything
    """

    __slots__ = ("template", "parts", "uses", "text", "rank")

    def __init__(self, template, *parts):
        self.template = template
        self.parts = parts
        self.uses = 0
        self.text = None if parts else template
        self.rank = _RANKS.get(template, 3) if parts else 0
        for i, part in enumerate(parts):
            part.uses += template.count("{%d}" % i)

    def __repr__(self):
        return str(self.text)

    def __add__(self, other):
        return Expression("{0} + {1}", self, _expression(other))

    def __radd__(self, other):
        return self if other == 0 else _expression(other) + self  # sums start at -0.0

    def __sub__(self, other):
        return Expression("{0} - {1}", self, _expression(other))

    def __mul__(self, other):
        return self if other == 1 else Expression("{0} * {1}", self, _expression(other))

    def __rmul__(self, other):
        return self if other == 1 else _expression(other) * self

    def fill(self):
        """Set the text, with the parts in brackets where they are needed."""
        texts = []
        for i, part in enumerate(self.parts):
            # The right side of - and * needs brackets even around its own kind.
            loose = part.rank + i > self.rank or self.rank == 3
            texts.append("(%s)" % part.text if part.rank > 0 and loose else part.text)
        self.text = self.template.format(*texts)
        self.parts = ()  # to free a long chain at once would need a deep stack


_RANKS = {"{0} + {1}": 2, "{0} - {1}": 2, "{0} * {1}": 1}


def _expression(value):
    return value if isinstance(value, Expression) else Expression(repr(value))


def assignments(results, lines):
    """Add to a list of lines, pairs (name, text), those that these Expressions need; return it.

    What is used more than once gets a name and a line; so does what is long, as a compiler's stack
    may be small. After this, the text of each result is what computes it.
    """
    waiting = list(results)
    waiting.reverse()
    while waiting:
        expression = waiting.pop()
        missing = [part for part in expression.parts if part.text is None]
        if missing:
            missing.reverse()
            waiting += [expression] + missing
        elif expression.text is None:
            expression.fill()
            if expression.uses > 1 or len(expression.text) > 500:
                name = "t%d" % len(lines)
                lines.append((name, expression.text))
                expression.text = name
                expression.rank = 0
    return lines


# How the functions of this file are written, in place of a call: {0} is z, {1} is y.
_TEXTS = (
    (sigmoid, "1.0 / (1.0 + exp(-{0})) if {0} > -40.0 else exp({0})"),
    (_sigmoid_slope, "{1} * (1.0 - {1})"),
    (tanh, "tanh({0})"),
    (_tanh_slope, "1.0 - {1} * {1}"),
    (relu, "{0} if {0} > 0.0 else 0.0"),
    (_relu_slope, "1.0 if {0} > 0.0 else 0.0"),
    (softplus, "softplus({0})"),
    (_softplus_slope, "sigmoid({0})"),
    (gaussian, "exp(-{0} * {0})"),
    (_gaussian_slope, "-2.0 * {1} * {0}"),
    (identity, "{0}"),
    (step, "1.0 if {0} >= 0.0 else 0.0"),
    (_one, "1.0"),
)


def _text(function):
    """Return the text of a function of this file; None for any other."""
    for known, text in _TEXTS:
        if known is function:
            return text
    return None


def _traced(activation, k):
    """Return an Activation like that of layer k, for Expressions."""
    call = "activations[%d]." % k
    function = _text(activation.function) or call + "function({0})"
    derivative = _text(activation.derivative) or call + "derivative({0}, {1})"
    return Activation(
        lambda z: z if function == "{0}" else Expression(function, z),
        lambda z, y: 1.0 if derivative == "1.0" else Expression(derivative, z, y))


def _traced_loss(error, target, z):
    return Expression("_cross_entropy({0}, {1}, {2})", error, target, z)


def _names(letter, count):
    return [Expression("%s%d" % (letter, k)) for k in range(count)]


def _tuples(lists):
    """Return nested lists of Expressions as text that makes tuples of them, or takes them apart."""
    return repr(lists).replace("[", "(").replace("]", ",)")


# What a program for a training looks like. The variables used most come first: CPython's code for
# the first 256 of a function is shorter.
_PROGRAM = """def run(training, stop):
 model, activations = training.model, training.activations
 rate, momentum = training.rate, training.momentum
 limit, until, count = training.limit, training.until, training.output_count
 {variables} = 0.0
 {w} = model._weights
 {start}
 for epoch in range(training.epoch, stop):
  {epoch}
  loss = loss / count
  {sums}
  weights = {w}
  if not (loss < limit and 0.0 * ({sum}) == 0.0):
   training.check(epoch, loss, weights)
  {publish}
  if loss <= until:
   break
 return loss
"""
_GRADIENT = """def run(training):
 activations = training.activations
 {variables} = 0.0
 {w} = training.model._weights
 loss = {zeros} = -0.0
 for {row} in training.rows:
  {body}
 return {moves},
"""


def _trace(training, count, adding):
    """Run _backpropagate on count rows of Expressions.

    adding: whether the moves are added up in variables, m0, m1, ...
    Return the weights, the rows, the variables and lines of the program, and the moves.
    """
    n = training.weight_count
    w = _nested(training.model._weights, _names("w", n), list)
    moves = _names("m", n) if adding else [_ZERO] * n
    moves = _nested(w, moves, list)
    layers = [(w[k], _traced(a, k)) for k, a in enumerate(training.activations)]
    loss = Expression("loss")
    rows = []
    names = []
    lines = []
    for r in range(count):
        x = _names("x%d_" % r, len(training.rows[0][0]))
        targets = _names("y%d_" % r, len(training.rows[0][1]))
        loss = loss + _backpropagate(layers, x, targets, moves, 1.0,
                                     _squared if training.loss is _squared else _traced_loss)
        assignments([loss] + _flat(moves), lines)
        rows.append([x, targets])
        names += x
    variables = [x.text for x in names] + [name for name, text in lines]
    moves = _flat(moves)
    lines.append(("loss", loss.text))
    if adding:
        lines += [("m%d" % k, move.text) for k, move in enumerate(moves)]
    return w, rows, variables, ["%s = %s" % line for line in lines], moves


def _gradient_program(training):
    w, rows, variables, body, moves = _trace(training, 1, True)
    names = ["m%d" % k for k in range(training.weight_count)]
    return _GRADIENT.format(
        variables=" = ".join(variables), w=_tuples(w), zeros=" = ".join(names),
        row=_tuples(rows[0]), body="\n  ".join(body), moves=", ".join(names))


def _training_program(training):
    n = training.weight_count
    whole = training.whole
    adding = training.batch_size > 1 and not whole
    w, rows, variables, body, moves = _trace(training, len(training.rows) if whole else 1, adding)
    memory = "[%s]" % ", ".join(["v%d" % k for k in range(len(training.memory))])

    # The lines of _move. A weight may change before the next move is computed, as a move needs the
    # weights of later layers only, and these come later.
    rate = "%s" if training.rate == 1 else "rate * (%s)"
    ends = []
    for k, move in enumerate(moves):
        move = "m%d" % k if adding else move.text
        if training.rate == "rprop":
            ends.append("w%d, v%d, v%d = _rprop(w%d, %s, v%d, v%d)" % (
                k, k, n + k, k, move, k, n + k))
        elif training.momentum:
            ends.append("v%d = momentum * v%d + (%s)" % (k, k, rate % move))
            ends.append("w%d += v%d" % (k, k))
        else:
            ends.append("w%d += %s" % (k, rate % move))

    start = memory + " = training.memory" if training.memory else ""
    row = "for %s in " % _tuples(rows[0])
    if whole:
        start += "\n %s = training.rows" % _tuples(rows)
        epoch = ["loss = -0.0"] + body + ends
    elif not adding:
        epoch = ["loss = -0.0", row + "training.ordered(epoch):"]
        epoch += [" " + line for line in body + ends]
    else:
        zeros = " = ".join(["m%d" % k for k in range(n)]) + " = -0.0"
        epoch = ["loss = -0.0", "for batch in training.batches(epoch):", " " + zeros]
        epoch.append(" " + row + "batch:")
        epoch += ["  " + line for line in body] + [" " + line for line in ends]
    total = dot(_flat(w), [1.0] * n)  # infinite or NaN if a weight is
    sums = ["%s = %s" % line for line in assignments([total], [])]
    publish = "model._weights, training.epoch = weights, epoch + 1"
    if training.memory:
        publish = ("model._weights, training.memory, training.epoch = weights, %s, epoch + 1"
                   % memory)
    return _PROGRAM.format(
        variables=" = ".join(variables), w=_tuples(w), start=start, epoch="\n  ".join(epoch),
        sums="\n  ".join(sums), sum=total.text, publish=publish)


# For larger networks: _backpropagate for one shape, with the weights of one unit as variables.
_FORWARD = """
 inputs{k}, sums{k}, x = x, [], []
 {x} = inputs{k}
 function = layers[{k}][1].function
 for {w} in layers[{k}][0]:
  {lines}
  sums{k}.append(z)
  x.append(function(z))"""
_BACK = """
 {x} = inputs{k}
 {errors}
 units, derivative = layers[{k}][0], layers[{k}][1].derivative
 for u, move in enumerate(moves[{k}]):
  delta = errors[u] * derivative(sums{k}[u], x[u])
  {back}
  {w} = move
  moves[{k}][u] = [{moved}]
 {below}
 x = inputs{k}"""
_ROW = """def run(layers, x, targets, moves, rate, loss):
{forward}
 total = -0.0
 errors = []
 for target, y, z in zip(targets, x, sums{k}):
  errors.append(target - y)
  total += loss(target - y, target, z)
{back}
 return total
"""


def _row_program(training):
    forward = back = ""
    for k, (units, length) in enumerate(training.shape):
        inputs = training.model._sizes[k]
        w = _names("w", length)
        x = _names("x", inputs)
        z = dot(w, x + [1.0] * (length - inputs))
        lines = assignments([z], []) + [("z", z.text)]
        texts = {"k": k, "w": _tuples(w), "x": _tuples(x), "errors": "", "back": "", "below": "",
                 "lines": "\n  ".join(["%s = %s" % line for line in lines])}
        forward += _FORWARD.format(**texts)
        texts["moved"] = ", ".join(["w%d + rate * (delta * x%d)" % (i, i) for i in range(inputs)])
        if length > inputs:
            texts["moved"] += ", w%d + rate * delta" % inputs
        if k > 0:
            names = ["e%d" % i for i in range(inputs)]
            texts["errors"] = " = ".join(names) + " = -0.0"
            texts["back"] = _tuples(w) + " = units[u]\n  " + "\n  ".join(
                ["e%d += delta * w%d" % (i, i) for i in range(inputs)])
            texts["below"] = "errors = [%s]" % ", ".join(names)
        back = _BACK.format(**texts) + back
    return _ROW.format(forward=forward, back=back, k=k)


_WRITTEN = {}  # the functions that were written, by what they were written for


def _compiled(key, text):
    """Return the function that the text defines, and keep it for the next time."""
    scope = {}
    exec(text, globals(), scope)
    if len(_WRITTEN) > 50:
        _WRITTEN.clear()
    _WRITTEN[key] = scope["run"]
    return scope["run"]


def _pays(program, weights):
    """Tell whether it pays to write a program for so many weights, as measured.

    CPython needs 8 KB a weight to compile a whole training; past 20,000 weights a program for the
    row alone is as fast. PyPy makes better code of the loops themselves. A board needs 3 KB of
    memory a weight, and its compiler ends at some hundred weights.
    """
    if program is _row_program:
        return _RUNTIME == "cpython" and weights > 20000
    if _RUNTIME == "cpython":
        return weights <= 20000
    if weights > 200:
        return False
    if _RUNTIME != "micropython" and _RUNTIME != "circuitpython":
        return True
    import gc

    gc.collect()
    try:
        _ZERO + Expression("w0")
    except TypeError:
        return False  # it can't add from the right
    return 12000 + 3000 * weights < gc.mem_free()


def _written(program, training):
    """Return the function that a program was written for, for this training; None for the loops."""
    if program in training.written:
        return training.written[program]
    n = training.weight_count
    count = len(training.rows)
    if not 0 < UNROLLED <= count * training.epochs:
        return None
    if training.whole is None:
        # A few rows in one batch that keep their order are written out one after the other.
        few = training.batch_size == count and training.seed is None and count * n < 257
        training.whole = few and _pays(program, count * n)
    key = (program, training.loss, training.rate in (1, "rprop") and training.rate,
           training.momentum > 0, training.batch_size > 1, count if training.whole else 0,
           tuple(training.model._sizes), tuple(training.shape),
           tuple([(_text(a.function), _text(a.derivative)) for a in training.activations]))
    run = _WRITTEN.get(key)
    if run is None and _pays(program, n):
        try:
            run = _compiled(key, program(training))
        except (MemoryError, NameError, RuntimeError):
            pass  # too large for this Python's compiler, or it has no exec
    training.written[program] = run
    return run


def _written_outputs(units, inputs, function, rows):
    """Return a function that does what _outputs does, faster: written after some rows."""
    if not UNROLLED or len(units) * inputs < 64 or _RUNTIME != "cpython":
        return _outputs
    biased = len(units[0]) > inputs
    text = _text(function) or "function({0})"
    key = (inputs, biased, text)
    done = _WRITTEN.get(key, 0)
    if not isinstance(done, int):
        return done
    _WRITTEN[key] = done + rows
    if done + rows < 20:
        return _outputs
    w = _names("w", inputs + biased)
    x = _names("x", inputs)
    z = dot(w, x + [1.0] * biased)
    lines = ["%s = %s" % line for line in assignments([z], []) + [("z", z.text)]]
    program = ("def run(units, x, function):\n outputs = []\n %s = x\n for %s in units:\n"
               "  %s\n  outputs.append(%s)\n return outputs")
    try:
        return _compiled(key, program % (_tuples(x), _tuples(w), "\n  ".join(lines),
                                         text.format("z")))
    except (MemoryError, NameError, RuntimeError):
        _WRITTEN[key] = _outputs
        return _outputs


# === The demo: python neuron.py ==================================================================


def demo():
    """Show a neuron learning from four rows, then let it answer for what you type."""
    rows = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)]
    targets = [0, 1, 1, 0]
    n = Neuron(3, bias=None, seed=1)
    print("A neuron learns from four rows, and answers for a fifth\n")
    print("Weights before  %.8f  %.8f  %.8f\n" % tuple(n.weights))
    print("Epochs  Mean squared error, its root as a bar")
    start = _seconds()
    for epochs in (1, 10, 100, 1000, 10000):
        done = 0 if epochs == 1 else epochs // 10
        loss = n.train(rows, targets, epochs - done)
        print("%6d  %.6f %s" % (epochs, loss, "#" * int(1 + 100 * sqrt(loss))))
    seconds = _seconds() - start
    print("\nWeights after  %.8f  %.8f  %.8f\n" % tuple(n.weights))
    print("Inputs  Target  Output")
    for row, target in zip(rows + [(1, 0, 0)], "0110?"):
        print("%d %d %d   %s       %.8f" % (row + (target, n(row))))
    if seconds > 0:
        print("\nTrained in %.2f s" % seconds)
    if _has_a_user():
        _answer_questions(n)


def _answer_questions(n):
    while True:
        try:
            line = input("\nthree numbers, for example 1 0 0; Enter alone ends: ")
            if not line:
                return
            print("Output %.8f" % n([float(word) for word in line.replace(",", " ").split()]))
        except ValueError:
            print("Try again: three numbers, as 1 0 0")
        except (EOFError, KeyboardInterrupt):
            print()
            return


def _seconds():
    """Return a time in seconds; 0 on a board that keeps none."""
    try:
        import time
    except ImportError:
        return 0
    if hasattr(time, "ticks_ms"):  # a board's time.time() may count whole seconds
        return time.ticks_ms() / 1000
    return time.time()


def _has_a_user():
    """Tell whether somebody can type an answer."""
    import os
    import sys

    if hasattr(sys.stdin, "isatty"):
        return sys.stdin.isatty()
    if not hasattr(os, "system"):
        return True  # a board: its user types at the other end of the cable
    try:
        return os.system("test -t 0") == 0  # MicroPython on a computer
    except Exception:
        return False  # Brython


if __name__ == "__main__":
    demo()
