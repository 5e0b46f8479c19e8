"""A neuron, and networks of neurons, in one file of pure Python.

    n = Neuron(3, bias=None, seed=1)
    n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 10_000)
    n([1, 0, 0])                                  # 0.9999370428352157
    net = Network(4, 8, 3)                        # 4 inputs, 8 hidden units, 3 outputs
    print(net.fit(rows, targets))                 # learns a table, in any units, and says how well

A neuron learns from a row of inputs, whose right output is the target, by moving each weight:

    weight += rate * (target - output) * derivative * input

The line that does this is marked "learn" in _backpropagate. Where several rows move the weights
together, as above, it adds up what they want, and _move moves the weights. Read from the top:

    Arithmetic   what a neuron computes
    Learning     how its weights come to be right: _backpropagate, _move, _train_by_loops
    Networks     many neurons, layer by layer

The rest is there for options, tables, files, bad input and speed. A long training runs a faster
copy of these lines, which _backpropagate and _move have written themselves: see Speed. Change
them, and your change is what trains; what prints, counts, draws at random, or waits for an epoch
or a size needs UNROLLED = 0.

Every Python does the same arithmetic in the same order: CPython, PyPy, Pyodide in a browser,
MicroPython on a board. With doubles, and the same exp and log, the same call gives the same bits.

SPDX-License-Identifier: MIT. Copyright (c) 2026 the neuron.py authors.
"""

from math import exp, log, sqrt

__version__ = "0.3.0"
__all__ = [
    "dot", "sigmoid", "tanh", "relu", "softplus", "gaussian", "identity", "step",
    "Activation", "ACTIVATIONS", "Network", "Neuron", "Layer", "Training", "Fitting", "Report",
    "load", "standardise", "uniform", "Expression", "assignments", "UNROLLED", "demo"]

# Written as calls: firmware with this file frozen into it gets the constants 1e999 and -0.0 wrong.
_INFINITY = float("inf")
_ZERO = float("-0.0")  # where sums start, as x + -0.0 is x for every x, 0.0 too


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
    total = _ZERO
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
    low, high: the lowest y and the highest, if there are any; whole: whether y is always a whole
    number. A target that no y can be is refused.
    """

    def __init__(self, function, derivative, low=-_INFINITY, high=_INFINITY, whole=False):
        if not callable(function) or not callable(derivative):
            raise ValueError("an Activation needs two functions, not %s and %s"
                             % (_show(function), _show(derivative)))
        for bound in (low, high):
            if not isinstance(bound, (float, int)) or bound != bound:
                raise ValueError("a bound must be a number, not %s" % _show(bound))
        if low > high:
            raise ValueError("the bounds must be the lowest output, then the highest, not %s, %s"
                             % (low, high))
        self.function = function
        self.derivative = derivative
        self.bounds = (low, high, "whole" if whole else "finite")

    def __repr__(self):
        return "<Activation %s>" % _name(self)


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, _sigmoid_slope, 0, 1),
    "tanh": Activation(tanh, _tanh_slope, -1, 1),
    "relu": Activation(relu, _relu_slope, 0),
    "softplus": Activation(softplus, _softplus_slope, 0),
    "gaussian": Activation(gaussian, _gaussian_slope, 0, 1),
    "identity": Activation(identity, _one),
    "step": Activation(step, _one, 0, 1, whole=True),
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
    if target == 1:
        return softplus(-z)
    if target == 0:
        return softplus(z)
    return target * softplus(-z) + (1 - target) * softplus(z)


def _forward(layers, x):
    """Take the inputs of a row through the layers. Return the inputs, sums and outputs of each.

    layers: a pair (weights, activation) for each; weights[u][i] leads from input i to unit u
    """
    passed = []
    for weights, activation in layers:
        if len(weights[0]) > len(x):
            x = x + [1.0]  # a bias is the weight of an input that is 1
        sums = [dot(w, x) for w in weights]
        outputs = [activation.function(z) for z in sums]
        passed.append((x, sums, outputs))
        x = outputs  # the outputs of a layer are the inputs of the next
    return passed


def _compare(sums, outputs, targets, loss):
    """Return the error of each output of the last layer, and the loss of them all."""
    errors = []
    total = _ZERO
    for target, y, z in zip(targets, outputs, sums):
        error = target - y
        errors.append(error)
        total += loss(error, target, z)
    return errors, total


def _forward_all(layers, rows, expected=0):
    """Take rows through the layers. Yield the sums and outputs of the last one for each.

    expected: how many rows are still to come; for many, a faster program pays: see Speed
    """
    written = _written_forward(layers, rows, expected)
    if written:
        return written(layers, rows)
    return _forward_by_loops(layers, rows)


def _forward_by_loops(layers, rows):
    for x in rows:
        inputs, sums, outputs = _forward(layers, x)[-1]
        yield sums, outputs


def _total_loss(layers, rows, loss, expected=0):
    """Return the loss of all rows, pairs of inputs and targets."""
    total = _ZERO
    passed = _forward_all(layers, [x for x, targets in rows], expected)
    for (sums, outputs), (x, targets) in zip(passed, rows):
        total += _compare(sums, outputs, targets, loss)[1]
    return total


def _backpropagate(layers, x, targets, moves, rate, loss):
    """Take a row forward through the layers, and its errors back. Return its loss.

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
    passed = _forward(layers, x)
    inputs, sums, outputs = passed[-1]
    errors, total = _compare(sums, outputs, targets, loss)

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
                move[i] += rate * (delta * input)  # learn. To look at the numbers: UNROLLED = 0
        errors = errors_below
    return total


def _move(training, weights, moves, memory, k):
    """Move the weights of a unit by what the rows of a batch want together.

    memory: with momentum, the last move of each weight of the network, this unit's from the k-th
    on; with rprop, the size of each one's last step, and then what each one wanted. It changes too.
    decay: how strongly rprop draws the weights to 0, which keeps fit() from learning the noise
    """
    for i, move in enumerate(moves):
        if training.rprop:
            last = training._weight_count + k + i
            move = move - training.decay * weights[i]
            weights[i], memory[k + i], memory[last] = training.rprop(
                weights[i], move, memory[k + i], memory[last])
        elif memory:
            memory[k + i] = training.momentum * memory[k + i] + training.rate * move
            weights[i] += memory[k + i]
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


def _move_all(training, weights, moves, memory):
    """Move the weights of all units, one after the other."""
    k = 0
    for units, wanted in zip(weights, moves):
        for w, move in zip(units, wanted):
            _move(training, w, move, memory, k)
            k += len(w)


def _train_by_loops(training, stop, now):
    """Do the epochs of a Training up to stop, or until its loss is low enough; return the loss.

    now: the state of the model, see Network
    A long training runs a program that does the same faster: see Speed.
    """
    directly = training.batch_size == 1 and training._moves_directly()
    for epoch in range(training.epoch, stop):
        weights, folded, place, done, memory = now
        weights = [[_vector(w) for w in units] for units in weights]  # a copy
        if memory:
            memory = _vector(memory)
        layers = list(zip(weights, training._activations))
        loss = _ZERO
        for batch in training._batches(epoch):
            if directly:  # a row moves the weights at once
                for x, targets in batch:
                    loss += _backpropagate(
                        layers, x, targets, weights, training.rate, training.loss)
            else:  # the rows add up what they want, then the weights move
                moves = _zeros(weights)
                for x, targets in batch:
                    loss += _backpropagate(layers, x, targets, moves, 1.0, training.loss)
                _move_all(training, weights, moves, memory)
        loss /= training._output_count
        now = training._finish(epoch, loss, now, weights, memory)
        if loss <= training.until:
            break
    training._now = now
    return loss


# === Networks ====================================================================================
#
# A network is layers of units; a neuron is a network of one unit. The weights of a unit, then its
# bias if it has one, are a list; a layer is a list of units; a network is a list of layers.


class Network:
    """Network(3, 4, 1): 3 inputs, a hidden layer of 4 units, 1 output.

    sizes: the number of inputs, then of the units in each layer
    activation: a name of ACTIVATIONS or an Activation, or a list of these, one per layer
    bias: what all biases start at; None or False for no biases
    seed, scale: weights are drawn from [-scale, scale) by uniform(seed), as NumPy draws them
    ValueError if one of them is not as described.
    """

    # _state: the weights, whether they are folded, and of the training that set them its place, how
    # many epochs it has done, and its memory. It is replaced as a whole, so Ctrl-C finds it whole.
    __slots__ = ("_sizes", "_activations", "_state")
    _kind = "Network"

    def __init__(self, *sizes, activation="sigmoid", bias=0.0, seed=1, scale=1.0):
        draws = uniform(seed)  # first, while a board still has 2.5 KB in one piece
        if len(sizes) == 1 and isinstance(sizes[0], (list, tuple)) and len(sizes[0]) > 1:
            text = _show(sizes[0])
            raise ValueError("write Network(%s), not Network(%s)" % (text[1:-1], text))
        if not isinstance(activation, (list, tuple)):
            activation = [activation] * (len(sizes) - 1)
        if len(sizes) < 2 or len(activation) != len(sizes) - 1:
            raise ValueError("need 2 sizes or more, and an activation for each but the first, not "
                             "%s, %s" % (_show(sizes), _show(activation)))
        self._sizes = [_whole(size, "size") for size in sizes]
        self._activations = [_activation(a) for a in activation]
        bias = _bias(bias)
        scales = [_option(scale, "scale")] * len(activation)
        self._state = (_drawn(self._sizes, scales, bias, draws), False, None, 0, ())

    def __repr__(self):
        return "<%s %s, %s, %s>" % (
            type(self).__name__, self._sizes, [_name(a) for a in self._activations],
            "bias" if True in self._biased() else "no bias")

    @property
    def _weights(self):
        """The units of each layer."""
        return self._state[0]

    @property
    def _folded(self):
        return self._state[1]

    def _set(self, weights, folded=None):
        """Take other weights. A training under way goes on from them."""
        state = self._state
        self._state = (weights, state[1] if folded is None else folded) + state[2:]

    def _biased(self):
        """Return whether each layer has biases."""
        return [len(units[0]) > inputs for units, inputs in zip(self._weights, self._sizes)]

    @property
    def sizes(self):
        """The number of inputs, then of the units in each layer."""
        return _Reading(self._sizes)

    @property
    def layers(self) -> "list[Layer]":
        """A Layer for each layer of units."""
        return _Reading([Layer(self, k) for k in range(len(self._activations))])

    def __call__(self, row):
        """Return the outputs for a row of inputs, a list of floats; for a Neuron a float.

        ValueError for a bad row; ArithmeticError if an output is infinite or NaN.
        """
        return self._answers([_numbers(row, self._sizes[0], "row")])[0]

    def predict(self, rows):
        """Return a list with the outputs for each row. It raises what a call raises."""
        return self._answers(_rows(rows, self._sizes[0], "rows"))

    def _answers(self, rows):
        """Return the outputs for each row."""
        layers = list(zip(self._weights, [_as_floats(a) for a in self._activations]))
        answers = []
        for sums, outputs in _forward_all(layers, rows):
            if not _fit(outputs):
                raise ArithmeticError("an output is infinite or NaN: the weights are too large for "
                                      "this row: %s" % _show(outputs))
            answers.append(outputs)
        return answers

    def _targets(self, targets, count, name, bounds):
        """Return the targets as lists of floats. They may be endless: count + 1 are enough."""
        return _rows(targets, self._sizes[-1], name, count, bounds)

    def train(self, rows, targets, epochs=1000, *, learning_rate=None, batch_size=None,
              shuffle=None, momentum=0.0, loss="squared", until=0.0):
        """Train; return the loss of the last epoch, measured as its rows pass (None for none).

        rows: a list of inputs each
        targets: a list of outputs for each row, for a Neuron a number
        epochs: how often all rows are learned
        learning_rate: a weight moves by this times the sum over a batch of delta * input. None: a
            rate that these rows bear with targets around 1, at most 1: see _default_rate. "rprop":
            each weight finds its own steps, from whole epochs
        batch_size: how many rows move the weights together; None: all
        shuffle: a seed for a new order of the rows in each epoch; None keeps their order
        momentum: the part of its last move that a weight repeats, from 0 to below 1
        loss: "squared", (target - y)**2, or "cross_entropy", for sigmoid outputs,
            -target*log(y) - (1 - target)*log(1 - y); the mean over rows and outputs
        until: stop as soon as the loss is at or below it

        Where batches move the weights while the rows pass, the loss that is returned, and that
        until asks for, is the loss of the model as it is left.

        Momentum, shuffle and rprop begin anew at each call: to go on with them, see Training.state.
        ValueError for bad input, before anything has changed. ArithmeticError if the training
        diverges, or no weight moves any more though the loss is not small: the model is then as it
        was best. A warning if it ends hardly better than always answering the mean of the targets;
        if it was better before, it is then left as it was best.
        """
        training = self.training(
            rows, targets, epochs, learning_rate=learning_rate, batch_size=batch_size,
            shuffle=shuffle, momentum=momentum, loss=loss, until=until,
            every=max(1, _whole(epochs, "epochs", 0)))
        training._keeps_best = True
        for epoch, loss in training:
            pass
        return training._final

    def training(self, rows, targets, epochs=1000, *, learning_rate=None, batch_size=None,
                 shuffle=None, momentum=0.0, loss="squared", until=0.0, every=1):
        """Train as train() does, while you iterate over it: for epoch, loss in net.training(...).

        It stops for you each time that it has done so many epochs, and after the last. epoch counts
        from 0; loss is the mean over its forward passes. All is checked before the first epoch.
        """
        return Training(self, rows, targets, epochs, learning_rate, batch_size, shuffle, momentum,
                        loss, until, every)

    def fit(self, rows, targets, epochs=None, *, holdout=0.2, starts=3, seed=1):
        """Learn a table from scratch, as it stands, in any units; return a Report: print it.

        rows, targets: as train() takes them; targets of identity outputs may have any unit
        epochs: how many at most in each start; None: 1,000, and fewer in all for a large task
        holdout: the part of the rows to hold out, to judge by; of less than 20 rows none are
        starts: how often at most to start, each time with other weights; the best is kept
        seed: deals the rows and draws the weights

        The model forgets what it knew, gets biases where it has none, and takes raw rows from then
        on: see fold(). As the rows held out chose the epoch and the start, they flatter a little:
        keep rows of your own to be strict. ValueError for bad input, and nothing is changed. A
        warning if the model is no better than always answering the mean of the targets; of 10 to
        49 rows few or none are held out, so fits of two thirds of them show it, too.
        """
        fitting = self.fitting(rows, targets, epochs, holdout=holdout, starts=starts, seed=seed)
        fitting._finish()
        return fitting.report

    def fitting(self, rows, targets, epochs=None, *, holdout=0.2, starts=3, seed=1):
        """Fit as fit() does, while you iterate over it: for epoch, loss in net.fitting(...).

        epoch counts from 0 through all starts; loss is that on the rows held out, smoothed, and
        the lowest one tells the best model. At each step the model is the best so far: stop with
        break. See Fitting for more to look at.
        """
        return Fitting(self, rows, targets, epochs, holdout, starts, seed)

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
        rate = _option(learning_rate, "learning_rate", _POSITIVE)
        for k, slope in enumerate(_numbers(gradient, len(parameters), "gradient")):
            parameters[k] -= rate * slope
        self.set_parameters(parameters)

    def parameters(self):
        """Return all weights and biases: layer by layer, unit by unit, its weights, its bias."""
        return _flat(self._weights)

    def set_parameters(self, parameters):
        """Set all weights and biases, in the order of parameters(). ValueError if it won't fit."""
        parameters = _numbers(parameters, _count(self._weights), "parameters")
        self._set(_nested(self._weights, parameters))

    def _refuse_if_folded(self):
        if self._folded:
            raise ValueError("the model is folded already: it takes raw rows, and is neither "
                             "trained nor folded again; fit() learns anew")

    def fold(self, means, deviations, target_means=None, target_deviations=None):
        """Let a model that was trained on scaled rows, (x - mean) / deviation, take raw rows.

        means, deviations: a number per input, as standardise() returns them
        target_means, target_deviations: a number per output, if the targets were scaled too, for
            identity outputs: the model then answers in the targets' own units
        The layers concerned get biases if they have none. A folded model is neither trained nor
        folded again: ValueError. ZeroDivisionError for a deviation of 0.
        """
        self._refuse_if_folded()
        state = self._state
        means, deviations = _scales(means, deviations, self._sizes[0], "")
        layers = list(state[0])
        layers[0] = _with_biases(layers[0], self._sizes[0])
        for w in layers[0]:
            for i, deviation in enumerate(deviations):
                w[i] /= deviation
            w[-1] -= dot(w[:-1], means)
        if target_means is not None or target_deviations is not None:
            if self._activations[-1].function is not identity:
                raise ValueError("only identity outputs can take on the scale of the targets")
            means, deviations = _scales(target_means, target_deviations, self._sizes[-1], "target_")
            layers[-1] = _with_biases(layers[-1], self._sizes[-2])
            for w, mean, deviation in zip(layers[-1], means, deviations):
                for i, weight in enumerate(w):
                    w[i] = weight * deviation
                w[-1] += mean
        weights = _nested(layers, _numbers(_flat(layers), _count(layers), "folded parameters"))
        if self._state is not state:
            raise ValueError(_CHANGED)
        self._set(weights, True)

    def save(self, path):
        """Save the model as JSON Lines: a header, then a unit a line, its bias last.

        path: a file's name, which holds the whole old or the whole new model at any moment (on a
            board's FAT, when the power fails, neuron.new may hold it); or an open text file
        OSError if it can't be written.
        """
        if hasattr(path, "write"):
            self._write(path)
        else:
            _replace(path, self._write)

    def _write(self, file):
        names = [_name(a) for a in self._activations]
        for name, a in zip(names, self._activations):
            if not _same(a, self._activations[names.index(name)]):
                raise ValueError("two activations are named %s" % name)
        header = (("format", _FORMAT), ("model", self._kind), ("sizes", self._sizes),
                  ("activations", names), ("biases", self._biased()), ("folded", self._folded))
        # One by one, as a dict has no order on MicroPython.
        fields = ['"%s": %s' % (field, _json().dumps(value)) for field, value in header]
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

    def _answers(self, rows):
        return [outputs[0] for outputs in Network._answers(self, rows)]

    def _targets(self, targets, count, name, bounds):
        numbers = []
        for target in _ordered(targets, "targets", count + 1):
            if isinstance(target, (list, tuple)):
                raise ValueError("a Neuron has one output: targets[%d] must be a number, not %s"
                                 % (len(numbers), _show(target)))
            numbers.append([_number(target, "%s[%d]" % (name, len(numbers)), *bounds)])
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
        if not self._model._biased()[self._k]:
            return None
        return _Reading([w[-1] for w in self._model._weights[self._k]])

    @biases.setter
    def biases(self, biases):
        if biases is not None and biases is not False:
            biases = _numbers(biases, self._model._sizes[self._k + 1], "biases")
        self._set(self.weights, biases or None)

    def _set(self, weights, biases):
        units = []
        for u, w in enumerate(weights):
            units.append(_vector(list(w) + ([] if biases is None else [biases[u]])))
        layers = list(self._model._weights)
        layers[self._k] = units
        self._model._set(layers)


class _Reading(list):
    """A list that shows the model, and can't be changed in parts."""

    def _refuse(self, *arguments):
        raise TypeError("this list only shows the model: set the whole, as in n.weights = [...]")

    __setitem__ = __delitem__ = __iadd__ = __imul__ = append = _refuse  # type: ignore
    extend = insert = clear = pop = remove = reverse = sort = _refuse  # type: ignore

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

_LOSSES = {"squared": _squared, "cross_entropy": _cross_entropy}
_CHANGED = "the model was changed while it was trained, by another thread"
_POSITIVE = 1e-37  # the smallest that a single-precision float holds with all its digits


class Training:
    """A training under way, made by Network.training(): each step of a loop over it trains.

    rows: the pairs of inputs and targets, as lists of floats
    epoch: how many epochs are done
    rate: the learning rate; None until the first step, where it is to be found
    unrolled: True if they were done by a program written for this training, see Speed
    state, gradient(): see below
    """

    def __init__(self, model, rows, targets, epochs, learning_rate, batch_size, shuffle, momentum,
                 loss, until, every):
        model._refuse_if_folded()
        self.model = model
        self.loss = self._loss_function(loss)
        bounds = model._activations[-1].bounds
        if self.loss is _cross_entropy:
            bounds = 0, 1, "finite"
        self.rows = _table(model, rows, targets, bounds)
        count = len(self.rows)
        self.epochs = _whole(epochs, "epochs", 0)
        self.every = _whole(every, "every")
        self.until = _option(until, "until")
        self.batch_size = count
        if batch_size is not None:
            self.batch_size = min(count, _whole(batch_size, "batch_size"))
        self._seed = None
        if shuffle is not None and shuffle is not False:
            self._seed = _whole(shuffle, "the seed of shuffle", 0)
        self.momentum = _option(momentum, "momentum", 0, 0.9999999)
        self.decay = 0.0  # fit() sets it
        self._weight_count = _count(model._weights)
        self._output_count = count * model._sizes[-1]
        self._shape = _shape(model._weights)
        self._place = [0, self._choose_rate(learning_rate)]  # epoch and memory, see _take_up
        self._shuffled = 0  # how often the rows are
        self._written = {}
        self._whole = None  # whether all rows are written out: not yet known
        self.unrolled = False
        self._first = None  # the loss at the start
        self._last = _INFINITY  # the loss of the last epoch
        self._final = None  # that of the model as it is left
        self._limit = _INFINITY  # of the loss: far from those at the start, and of answering 0
        self._start = None  # the state of the model at the start
        self._now = None  # the state that the last epoch left: if it is another, it was changed
        self._best = (_INFINITY, None)  # the lowest loss, and the state that had it
        self._quiet = False  # whether nothing is said of a model that is useless
        self._keeps_best = False  # whether such a model is left as it was best

    def _loss_function(self, loss):
        """Return the function of a loss's name, and set what the layers compute for it."""
        output = self.model._activations[-1]
        self._activations = [_as_floats(a) for a in self.model._activations]
        function = _LOSSES.get(loss) if isinstance(loss, str) else None
        if function is None or function is _cross_entropy and output.function is not sigmoid:
            raise ValueError("loss must be squared, or cross_entropy for sigmoid outputs, not %s "
                             "for %s" % (_show(loss), _name(output)))
        if function is _cross_entropy:
            self._activations[-1] = Activation(sigmoid, _one)  # its delta is target - y
        return function

    def _choose_rate(self, learning_rate):
        """Set the rate, or what moves the weights instead; return the memory that it begins with.

        That is, with momentum, how each weight moved last; with rprop, sizes and moves.
        """
        n = self._weight_count
        self.rate = None
        self.rprop = None
        if isinstance(learning_rate, str) and learning_rate == "rprop":
            if self.batch_size < len(self.rows) or self.momentum:
                raise ValueError("rprop needs whole epochs: batch_size=None, and momentum=0")
            self.rprop = _rprop
            self.rate = 1.0
            return _vector([0.1] * n + [0.0] * n)
        if isinstance(learning_rate, str):
            raise ValueError('learning_rate must be a number, None or "rprop", not %s'
                             % _show(learning_rate))
        if learning_rate is not None:
            self.rate = _option(learning_rate, "learning_rate", _POSITIVE)
        return _vector([_ZERO] * n if self.momentum else [])

    def __iter__(self):
        return self

    def __next__(self):
        """Train for as many epochs as every says; return the last one's number and its loss.

        ValueError if the model has lost or won biases, or was folded, since the last step;
        ArithmeticError as train() raises it.
        """
        epoch = self.epoch
        if self._has_ended(epoch):
            self._let_go()
            raise StopIteration
        self._check_model()
        self._begin()
        self._now = self._take_up()
        end = min((epoch // self.every + 1) * self.every, self.epochs)
        while epoch < end and not self._last <= self.until:
            # The first epoch, then ever more of them, then the last: dead units are seen soon.
            self._train(max(min(2 * epoch + 1, end - 1), epoch + 1))
            epoch = self._now[3]
        if self._has_ended(epoch):
            self._final = self._loss_now()
            self._judge_the_end()
            self._tell_if_useless()
        return epoch - 1, self._last

    def _has_ended(self, epoch):
        return epoch >= self.epochs or self._last <= self.until

    def _begin(self):
        """Before the first step, find a rate, and what a loss is held to."""
        if self._start is not None:
            return
        if self.rate is None:
            self.rate = _default_rate(self)
        self._start = self._take_up()
        if not self.rprop:  # its steps are bounded: it may be far off and come back
            squares = [dot(targets, targets) for x, targets in self.rows]
            mean = dot(squares, [1.0] * len(squares)) / self._output_count
            self._limit = 1e4 * (mean or 1.0)

    def _train(self, stop):
        """Train up to an epoch, or until the loss is low enough."""
        now = self._now
        train = _written(_training_program, self)
        self.unrolled = train is not None
        if self.unrolled:
            last = train(self, stop, now)
        else:
            last = _train_by_loops(self, stop, now)
        if self._first is None:
            self._first = last
        self._last = last
        if last <= self.until:
            self._last = self._loss_now()
        if _equal(self._now[0], now[0]):  # an epoch makes new weights
            self._tell_if_dead()

    def _loss_now(self):
        """Return the loss of the model; where batches move it, that takes another pass."""
        if self.batch_size == len(self.rows):
            return self._last
        return self._mean_loss(self.model._weights)

    # The epoch and the memory of this training stand in the state of the model while its weights
    # are those of this training. When another training takes over, it puts them into _place.

    def _take_up(self):
        """Return the state of the model, with the epoch and the memory of this training."""
        state = self.model._state
        if state[2] is not self._place:
            if state[2] is not None:
                state[2][:] = state[3:]
            state = (state[0], False, self._place, self._place[0], self._place[1])
            self.model._state = state
        return state

    def _let_go(self):
        """Leave the model without the memory of this training."""
        state = self.model._state
        if state[2] is self._place:
            self._place[:] = state[3:]
            self.model._state = (state[0], state[1], None, 0, ())

    @property
    def epoch(self):
        """How many epochs are done."""
        return self._progress()[0]

    def _progress(self):
        """Return the epoch, and the memory."""
        state = self.model._state
        return state[3:] if state[2] is self._place else self._place

    def _finish(self, epoch, loss, now, weights, memory):
        """Let the model have the weights of an epoch. Return its state."""
        if loss < self._best[0]:
            self._best = loss, now  # as that was the loss before they moved
        self._judge(epoch, loss, weights, memory)
        state = (weights, False, self._place, epoch + 1, memory)
        if self.model._state is not now:
            raise ValueError(_CHANGED)
        self.model._state = state
        return state

    def _judge(self, epoch, loss, weights, memory):
        """Raise ArithmeticError if an epoch has diverged, and let the model be as it was best."""
        what = ""
        for units in weights:
            for w in units:
                if not 0.0 * sum(w) == 0.0 and not _fit(w):
                    what = "made a weight infinite or NaN"
        if memory and not what and not _fit(memory):
            what = "wanted to move a weight by what is infinite or NaN"
        if not what and not loss < self._limit:
            self._limit = max(self._limit, 1e4 * self._mean_loss(self._start[0])) or _INFINITY
            if not loss < self._limit:
                what = "has a loss of %g, out of all proportion to that at the start" % loss
        if what:
            self.model._state = self._best_state()
            raise ArithmeticError("epoch %d %s: try a smaller learning_rate, or scaled rows; or "
                                  "fit(), which finds both" % (epoch, what))

    def _judge_the_end(self):
        """Judge the weights of the last epoch, too, if no pass has and their loss has no bounds."""
        low, high, kind = self.model._activations[-1].bounds
        bounded = self.loss is _squared and low > -_INFINITY and high < _INFINITY
        if self.batch_size == len(self.rows) and not bounded and not self.rprop:
            weights, folded, place, epoch, memory = self.model._state
            self._judge(epoch - 1, self._mean_loss(weights), weights, memory)

    def _best_state(self):
        """Return the state with the lowest loss seen, at worst that at the start."""
        best = self._best[1]
        if best and self._mean_loss(best[0]) < self._mean_loss(self._start[0]):
            return best
        return self._start

    def _mean_loss(self, weights, rows=None):
        """Return the mean loss of the rows with these weights."""
        rows = self.rows if rows is None else rows
        layers = list(zip(weights, self._activations))
        total = _total_loss(layers, rows, self.loss, len(self.rows) * self.epochs)
        return total / (len(rows) * self.model._sizes[-1])

    def _check_model(self):
        if self.model._folded or _shape(self.model._weights) != self._shape:
            raise ValueError("the model's parameters are not those that this training began with: "
                             "it was folded, or a bias was given or taken")

    def _tell_if_dead(self):
        """Raise ArithmeticError if no row by itself moves a weight, though the loss is not small.

        A caller who sees every epoch sees that the loss stands still, and is told after the last.
        """
        if self.epoch == 1 or self.every == 1 and self.epoch < self.epochs:
            return
        largest = max([abs(target) for x, targets in self.rows for target in targets])
        if self._last < 1e-6 * max(1.0, largest * largest):
            return
        why = ("The units are dead, with derivatives of 0, or the inputs are 0. Try another seed "
               "or activation, or scaled rows")
        if not _equal(self.model._weights, self._start[0]):
            why = ("It has driven the units to where their derivatives are 0. Try a smaller "
                   "learning_rate, or scaled rows")
        for row in self.rows:
            for weight, move in zip(self.model.parameters(), self._moves([row])):
                if weight + self.rate * move != weight:
                    return
                if weight + move != weight:
                    why = "The learning_rate is too small"
        raise ArithmeticError("epoch %d moved no weight, though its loss is %g: no row can. %s"
                              % (self.epoch - 1, self._last, why))

    def _tell_if_useless(self):
        """Warn of a model that has been trained for long and is hardly better than a constant.

        If it was better before, train() leaves it as it was best; who uses training() may resume.
        """
        long = self.epoch >= 50 or self.epoch * len(self.rows) >= 1000 * self.batch_size
        if self._quiet or not long and self.epoch < 10:
            return
        loss = self._final
        constants = _constants(self.model, self.rows)
        baseline = _baseline(self.loss, constants, self.rows)
        left = _part_left(loss, baseline, _least(self.loss, self.rows))
        if loss <= self.until:
            return
        if left <= 0.9:
            if long:
                _tell_of_outputs(self.model, self.rows, self.loss, constants, 0.9)
            return
        worse = not loss <= self._mean_loss(self._start[0])
        best = ""
        if worse and self._keeps_best:
            self.model._set(self._best_state()[0])
            self._final = self._mean_loss(self.model._weights)
            best = ", and is left as it was best, with %g" % self._final
        if worse or long:
            much = "little" if left < 0.99 else "nothing"
            _warn("after %d epochs the loss is %g, and always answering the mean of the targets "
                  "has %g: the model has learned %s of use%s. fit() finds scales and steps by "
                  "itself; or try another seed, more units or epochs, another learning_rate"
                  % (self.epoch, loss, baseline, much, best))

    def _ordered(self, epoch):
        """Return the rows, pairs of inputs and targets, in the order of this epoch."""
        if self._seed is None:
            return self.rows
        done = self._shuffled
        self._shuffled = -1  # not to be trusted, should Ctrl-C end the shuffling
        if done != epoch or epoch == 0:  # the first, or one to resume with: shuffle from the start
            self._order = self.rows[:]
            self._draws = uniform(self._seed)
            done = 0
        while done <= epoch:
            _shuffle(self._order, self._draws)
            done += 1
        self._shuffled = done
        return self._order

    def _batches(self, epoch):
        """Return the rows of this epoch in batches."""
        rows = self._ordered(epoch)
        return [rows[r:r + self.batch_size] for r in range(0, len(rows), self.batch_size)]

    def _moves_directly(self):
        """Tell whether _move does no more than what a row can do at once, the rate times move."""
        if not UNROLLED:
            return False  # somebody wants to look
        if self._progress()[1]:
            return False  # it remembers
        weights = [(-1.9) ** k for k in range(-12, 24)]  # of all sizes, up to some million
        moves = weights[1::2] + weights[::2]
        moved = [weight + self.rate * move for weight, move in zip(weights, moves)]
        _move(self, weights, moves, [], 0)
        return weights == moved

    def gradient(self):
        """Return d(loss)/d(parameter) at the model's present parameters: a list in their order.

        The loss is half the squared errors, or the cross-entropy, summed over all rows and outputs.
        The rows were checked when the training was made. ArithmeticError if it overflows.
        """
        self._check_model()
        written = _written(_gradient_program, self)
        moves = written(self) if written else self._moves(self.rows)
        if not _fit(moves):
            raise ArithmeticError("the gradient is infinite or NaN: try scaled rows")
        return [-move for move in moves]

    def _moves(self, rows):
        """Return how these rows together want each weight to move."""
        weights = self.model._weights
        moves = _zeros(weights)
        layers = list(zip(weights, self._activations))
        for x, targets in rows:
            _backpropagate(layers, x, targets, moves, 1.0, self.loss)
        return _flat(moves)

    @property
    def state(self):
        """What to save beside the model to resume this training: a dict that JSON can hold.

        Make the same training with the saved model and set its state: it goes on, to the same bits
        as if it had never stopped. ValueError if the state is not one of this training.
        """
        epoch, memory = self._progress()
        losses = [self._first, self._last]
        if epoch == 0 or None in losses or _INFINITY in losses:  # they are not known yet
            losses = []
        return {"epoch": epoch, "losses": losses, "memory": list(memory)}

    @state.setter
    def state(self, state):
        self._check_model()
        _check_fields(state, ["epoch", "losses", "memory"])
        epoch = _whole(state["epoch"], "epoch", 0, self.epochs)
        empty = isinstance(state["losses"], list) and len(state["losses"]) == 0
        told = epoch > 0 and not empty  # else Ctrl-C came before the first was known
        losses = _numbers(state["losses"], 2 if told else 0, "losses")
        n = len(self._progress()[1])
        memory = _numbers(state["memory"], n, "memory")
        if self.rprop:
            _numbers(memory[:n // 2], n // 2, "steps in memory", 1e-6, 50)
        now = self._take_up()
        self.model._state = (now[0], False, self._place, epoch, _vector(memory))
        self._first, self._last = losses or (None, _INFINITY)


def _table(model, rows, targets, bounds):
    """Return pairs of a row and its targets, checked."""
    pairs = [_length(rows), _length(targets)]
    rows = _rows(rows, model._sizes[0], "rows", pairs[1])
    name = _name(model._activations[-1]) + " targets"
    given = targets
    if not isinstance(targets, str):
        given = list(_ordered(targets, "targets", len(rows) + 1))
    try:
        targets = model._targets(given, len(rows), name, bounds)
    except ValueError as error:
        raise ValueError("%s%s" % (error, _advice(model, given, bounds)))
    if len(rows) != len(targets) or not rows:
        for k, read in enumerate((rows, targets)):
            if pairs[k] == _INFINITY:
                pairs[k] = len(read)
        raise ValueError("need rows and as many targets, not %d and %d" % tuple(pairs))
    return list(zip(rows, targets))


def _advice(model, targets, bounds):
    """Return what else to tell somebody whose targets are refused."""
    try:
        _float(targets[0])
        number = True
    except Exception:
        number = False
    if number and model._kind == "Network":
        if model._sizes[-1] == 1:
            return ". Write [%s]" % _show(targets[0])
        return ". A class is a list of zeros, with a 1 in its place"
    try:
        model._targets(targets, len(targets), "targets", ())
    except ValueError:
        return ""
    return (". Classes are 0 and 1, or have an output each; for numbers of any size the last "
            "activation is identity")


def _default_rate(training):
    """Return a learning rate, at most 1, that these rows bear, if their targets are around 1.

    Sigmoid outputs, whose slope is 1/4 at most, bear 4 / the rows of a batch if the inputs are
    around 1, and less as their squares are larger. With other outputs, or cross-entropy, a layer
    overshoots from 2 / the sum of the squares of its inputs over a batch on, the 1 of its biases
    included; with cross-entropy, from 4 times that. Half of it is taken: the rest is for what the
    other layers do. With momentum, a weight moves 1 / (1 - momentum) times as far in the end.
    """
    size = training.batch_size
    squares = sorted([dot(x, x) for x, targets in training.rows])
    sizes = training.model._sizes
    if training.loss is _squared and training._activations[-1].function is sigmoid:
        mean = dot(squares, [1.0] * len(squares)) / (len(squares) * sizes[0])
        return min(1.0, 4.0 / (size * max(1.0, mean)))
    total = dot(squares[-size:], [1.0] * size) + size  # of the largest rows, if in one batch
    hidden = sizes[1:-1]
    bounds = [a.bounds for a in training.model._activations[:-1]]
    if [1 for low, high, kind in bounds if not -1 <= low <= high <= 1]:
        # Such a layer hands on what comes in, times its weights: their squares are 1/3 on average.
        # The same holds on the way back, so all layers need the same care.
        for units in hidden:
            total *= max(1.0, units / 3)
        total *= len(sizes) - 1
    else:
        for units in hidden:
            total = max(total, size * (units / 2 + 1))  # their outputs' squares are 1 at most
    bears = 4.0 if training.loss is _cross_entropy else 1.0
    return min(1.0, bears * (1.0 - training.momentum) / total)


def _constants(model, rows):
    """Return the mean of the targets, for each output of a model; rounded where outputs are whole."""
    means = _means([targets for x, targets in rows])
    if model._activations[-1].bounds[2] == "whole":
        means = [float(round(mean)) for mean in means]
    return means


def _baseline(loss, means, rows):
    """Return the mean loss of always answering the means, a number per output, for these rows."""
    sums = []
    for mean in means:
        z = 0.0
        if loss is _cross_entropy:  # the weighted sum with which a sigmoid answers the mean
            z = log(max(mean, 1e-12) / max(1 - mean, 1e-12))
        sums.append(z)
    total = _ZERO
    for x, targets in rows:
        total += _compare(sums, means, targets, loss)[1]
    return total / (len(rows) * len(means))


def _least(loss, rows):
    """Return the least mean loss that any answers have: above 0 with cross-entropy, for shares."""
    if loss is _squared:
        return 0.0
    return sum([_baseline(loss, targets, [(x, targets)]) for x, targets in rows]) / len(rows)


def _part_left(found, baseline, least):
    """Return the part of a baseline that a loss is, both without what no answers can avoid."""
    return (found - least) / (baseline - least) if least < baseline < _INFINITY else 0.0


def _tell_of_outputs(model, rows, loss, means, bound):
    """Warn if some outputs, but not all, have no loss below a part of the mean's.

    The loss of a model adds up its outputs, so one that is good, or of large numbers, would hide
    the others. Those of classes, one of which is right, are judged together. Return whether there
    was a warning.
    """
    if len(means) == 1:
        return False
    kinds = [sorted(targets) for x, targets in rows]
    if kinds == kinds[:1] * len(kinds) and kinds[0][0] == kinds[0][-2]:
        return False
    layers = list(zip(model._weights, model._activations))
    weights, activation = layers[-1]
    useless = []
    for u, mean in enumerate(means):
        layers[-1] = weights[u:u + 1], activation  # a network of this output alone
        alone = [(x, targets[u:u + 1]) for x, targets in rows]
        found = _total_loss(layers, alone, loss) / len(rows)
        if not _part_left(found, _baseline(loss, [mean], alone), _least(loss, alone)) < bound:
            useless.append(u)
    if not 0 < len(useless) < len(means):
        return False
    _warn("of the outputs, counted from 0, these are no better than always answering the mean of "
          "their targets, or only by chance: %s. The inputs may tell nothing of them" % useless)
    return True


def _warn(message):
    """Warn, at the caller's line. A board has no warnings: it prints."""
    try:
        from warnings import warn
        import sys

        frame = sys._getframe()
        depth = 0
        while frame.f_globals is globals() and frame.f_back:  # a script may stand in this file
            frame = frame.f_back
            depth += 1
    except (ImportError, AttributeError):
        print("Warning: " + message)
    else:
        warn(message, stacklevel=depth + 1)


# === Tables ======================================================================================
#
# What fit() and fitting() do: a table in any units, and no rate or scale to choose.


class Report:
    """What came of a fit: print it.

    loss: that of the model on the rows held out; if there are none, on those it learned
    baseline: the loss, on the same rows, of always answering the mean of the learned targets
    epoch, start: the epoch that was kept, and the start that it was of; both count from 0
    learned, held_out: the numbers of the rows that were learned, and of those held out
    repeated: how many of those held out have the same inputs as one learned: they judge no better
    """

    def __init__(self, loss, baseline, epoch, start, learned, held_out, repeated=0):
        self.loss = loss
        self.baseline = baseline
        self.epoch = epoch
        self.start = start
        self.learned = learned
        self.held_out = held_out
        self.repeated = repeated

    def __repr__(self):
        held_out = "%d held out: loss" % len(self.held_out)
        if not self.held_out:
            held_out = "none held out: loss on these"
        rows = "1 row" if len(self.learned) == 1 else "%d rows" % len(self.learned)
        text = "%s learned, %s %.3g (always the mean: %.3g)" % (
            rows, held_out, self.loss, self.baseline)
        if 2 * self.repeated > len(self.held_out):
            text += "; but %d of the rows held out have the inputs of one learned" % self.repeated
        return text


class Fitting:
    """A fit under way, made by Network.fitting(): each step of a loop over it learns an epoch.

    epochs, starts: how many there are at most; start: the one under way, from 0
    learned, held_out: the numbers of the rows that are learned, and of those held out
    learned_loss: the loss of the last epoch on the rows that are learned, in the scale they have
        while they are learned
    report: the Report on the best model so far, which is what the network is; None before the first
    """

    def __init__(self, model, rows, targets, epochs, holdout, starts, seed):
        self._draws = uniform(seed)  # first, while a board still has 2.5 KB in one piece
        self._model = model
        output = model._activations[-1]
        self._loss = _cross_entropy if output.function is sigmoid else _squared
        table = _table(model, rows, targets, output.bounds)
        count = len(table)
        self.starts = _whole(starts, "starts")
        self.epochs = 1000 if epochs is None else _whole(epochs, "epochs")
        self._most = self.epochs * self.starts  # epochs, in all starts
        if epochs is None:  # a minute's worth at most: a row takes as long as 60 weights more
            least = 40 if count <= 1000 else 100
            self._most = max(least, 20000000 // (count * (_count(model._weights) + 60)))
        part = _option(holdout, "holdout", 0, 0.9)
        self.held_out = _dealt(table, int(count * part) if count >= 20 else 0, self._draws)
        held_out = set(self.held_out)
        self.learned = [r for r in range(count) if r not in held_out]
        learned = [table[r] for r in self.learned]
        judged = [table[r] for r in self.held_out] or learned
        self._scales = standardise([x for x, target in learned])
        if output.function is identity:
            self._scales += standardise([target for x, target in learned])
        first = learned[0][1]
        self._constant = [not [1 for x, targets in learned if targets[u] != first[u]]
                          for u in range(len(first))]
        seen = set([tuple(x) for x, target in learned])
        self._repeated = sum([tuple(table[r][0]) in seen for r in self.held_out])
        self._table = table
        self._raw = judged
        self._means = _constants(model, learned)
        self._raw_baseline = _baseline(self._loss, self._means, judged)
        if not self._raw_baseline < _INFINITY and output.function is not identity:
            raise ValueError("the targets are too large: their squares are infinite")
        self._learned = self._scaled(learned)
        self._judged = self._scaled(judged) if self.held_out else self._learned
        self.start = 0
        self.learned_loss = None
        self._best = None  # the weights, the epoch and the start with the lowest loss
        self._lowest = _INFINITY
        self._decay = 0.001  # where no rows are held out
        self._steps = self._learn()

    def _scaled(self, pairs):
        """Return pairs of inputs and targets with the mean 0 and the deviation 1."""
        scaled = []
        for x, targets in pairs:
            x = _scaled(x, *self._scales[:2])
            if len(self._scales) > 2:
                targets = _scaled(targets, *self._scales[2:])
            scaled.append((x, targets))
        return scaled

    def __iter__(self):
        return self

    def __next__(self):
        """Learn for an epoch. Return its number, through all starts, and its loss.

        That is the loss on the rows held out, in the scale they have while they are learned,
        smoothed: a quarter of it comes from this epoch, the rest from those before. If there are
        none, it is the loss on the rows learned.
        """
        best = self._best
        for epoch, loss in self._steps:
            if self._best is not best:
                self._publish()
            return epoch, loss
        if self._steps:
            self._steps = ()  # so that it is told once
            self._tell_if_useless()
        raise StopIteration

    def _finish(self):
        """Learn all epochs of all starts."""
        for epoch, loss in self._steps:
            pass
        self._publish()
        self._tell_if_useless()

    def _tell_if_useless(self):
        if False not in self._constant and len(self.learned) > 1:
            _warn("all targets are the same, so the model has learned to answer them, whatever "
                  "the inputs")
            return
        report = self.report
        what = "the model is"
        loss, baseline = report.loss, report.baseline
        bound = 0.95
        if self.held_out:  # the best of many epochs has some luck: on noise, as measured, about so much
            bound = 1 - (1.0 if self._loss is _squared else 0.7) / sqrt(max(4, len(self.held_out)))
        left = _part_left(loss, baseline, _least(self._loss, self._raw))
        if left < bound and 10 <= len(self._table) < 50 and not self._is_truth_table():
            what = "on rows that it has not learned (each third, by a fit of the others) the model is"
            loss, baseline = self._cross_validated()
            left = _part_left(loss, baseline, _least(self._loss, self._table))
            bound = 1 - 0.5 / sqrt(len(self._table)) if self._loss is _squared else 1.0
        if _tell_of_outputs(self._model, self._raw, self._loss, self._means, bound):
            return
        if not left < bound:
            hint = ""
            if self._model._activations[-1].bounds[1] == _INFINITY and len(self._scales) == 2:
                hint = ". Targets far from 1 want identity outputs"
            _warn("%s no better than always answering the mean of the targets, or only by chance: "
                  "its loss is %g, that of the mean %g. The inputs may tell nothing of the "
                  "targets, or the rows are too few%s" % (what, loss, baseline, hint))

    def _is_truth_table(self):
        """Tell whether each input has two values at most: to learn by heart is no fault then."""
        columns = zip(*[x for x, targets in self._learned])
        return not [1 for column in columns if len(set(column)) > 2]

    def _cross_validated(self):
        """Return the loss of all rows, each third by a fit of the others; and that of the mean.

        A few rows are soon learned by heart, and too few are held out to show it.
        """
        rows = self._table[:]
        _shuffle(rows, self._draws)
        loss = baseline = 0.0
        for third in range(3):
            others = rows[third::3]
            x, targets = zip(*[pair for r, pair in enumerate(rows) if r % 3 != third])
            fitting = Fitting(_Inner(self._model, self._best[0]), x, targets, 100, 0, 1, 1)
            fitting._decay = 0.1
            for step in fitting._steps:
                pass
            fitting._publish()
            part = len(others) / len(rows)
            loss += part * fitting._mean_loss(others)
            baseline += part * _baseline(self._loss, fitting._means, others)
        return loss, baseline

    def _learn(self):
        """Yield the number and the loss of each epoch, from the first start to the last."""
        done = 0
        means = _constants(self._model, self._learned)
        baseline = _baseline(self._loss, means, self._judged)
        if len(self.learned) > 1000:  # a start from many rows rarely sticks, and takes long
            content = 0.9 * baseline
        else:
            content = 1e-5 * baseline
        for self.start in range(self.starts):
            training = self._new_start()
            lowest = smooth = _INFINITY
            best = 0
            for epoch, self.learned_loss in training:
                weights = training.model._weights
                loss = training._mean_loss(weights, self._judged)
                if self.held_out and smooth < _INFINITY:  # one low epoch may be luck
                    loss = smooth + (loss - smooth) / 4
                smooth = loss
                if loss < lowest:
                    lowest = loss
                    best = epoch
                if loss < self._lowest or self._best is None:
                    self._lowest = loss
                    self._best = weights, epoch, self.start
                yield done, loss
                done += 1
                if epoch > 30 + 1.3 * best or loss < 1e-9 * baseline or done == self._most:
                    break
            if self._lowest < content or done == self._most:
                break

    def _new_start(self):
        """Return a training of a network whose sums neither vanish nor saturate at the start.

        (Uniform weights within sqrt(3 / inputs): LeCun, Bottou, Orr, Mueller, Efficient BackProp,
        1998.)
        """
        if _ON_BOARD:
            import gc

            gc.collect()  # else its memory ends in pieces
        model = self._model
        scales = [sqrt(3.0 / inputs) for inputs in model._sizes[:-1]]
        net = _Inner(model, _drawn(model._sizes, scales, 0.0, self._draws))
        name = "cross_entropy" if self._loss is _cross_entropy else "squared"
        x = [x for x, target in self._learned]
        targets = [target for x, target in self._learned]
        training = net.training(x, targets, self.epochs, learning_rate="rprop", loss=name)
        training.rows = self._learned  # not a copy of each
        training._quiet = True
        n = training._weight_count
        training._place = [0, _vector([0.03] * n + [0.0] * n)]  # small first steps
        # The less noise a table has, the less decay it needs: the rows held out choose.
        training.decay = 0.1 ** self.start if self.held_out else self._decay
        return training

    def _publish(self):
        """Let the network be the best so far, with the scales folded in."""
        net = _Inner(self._model, self._best[0])
        net.fold(*self._scales)
        if len(self._scales) > 2:
            for u, mean in enumerate(self._means):
                if self._constant[u]:
                    last = net._weights[-1]
                    last[u] = _vector([0.0] * (len(last[u]) - 1) + [mean])
        self._model._set(net._weights, True)

    @property
    def report(self):
        """The Report on the best model so far; None before the first step."""
        if self._best is None:
            return None
        weights, epoch, start = self._best
        return Report(self._mean_loss(self._raw), self._raw_baseline, epoch, start, self.learned,
                      self.held_out, self._repeated)

    def _mean_loss(self, rows):
        """Return the mean loss of raw rows by the model as it is."""
        layers = list(zip(self._model._weights, self._model._activations))
        return _total_loss(layers, rows, self._loss) / (len(rows) * self._model._sizes[-1])


class _Inner(Network):
    """A network like a model, with other weights, that fit() and the tracer try."""

    __slots__ = ()

    def __init__(self, model, weights):
        self._sizes = model._sizes
        self._activations = model._activations
        self._state = (weights, False, None, 0, ())


def _dealt(table, count, draws):
    """Return the numbers of so many rows, spread over the targets from the smallest to the largest.

    So each class, and each size, has its part of them.
    """
    order = list(range(len(table)))
    _shuffle(order, draws)
    order = [(table[r][1], k, r) for k, r in enumerate(order)]
    order.sort()
    return sorted([order[(2 * k + 1) * len(order) // (2 * count)][2] for k in range(count)])


def _scaled(numbers, means, deviations):
    return [(x - mean) / deviation for x, mean, deviation in zip(numbers, means, deviations)]


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
    if activations is not None and not isinstance(activations, dict):
        raise ValueError("activations must be a dict of Activations, not %s" % _show(activations))
    if not hasattr(path, "readline"):
        with open(_file_name(path), encoding="utf-8") as file:
            return load(file, activations)
    try:
        lines = _json_lines(path)
        for header in lines:
            return _model(header, lines, activations or {})
        raise ValueError("it is empty")
    except (ValueError, TypeError, AttributeError, RuntimeError, ArithmeticError) as error:
        raise ValueError("%s is no saved model: %.300s" % (getattr(path, "name", "it"), error))


def _json():
    """Return the module json. ImportError on a board that has none, in words."""
    try:
        import json
    except ImportError:
        raise ImportError("this board has no json, which models are saved and loaded with")
    return json


def _json_lines(file):
    """Yield the value of each line of JSON; blank lines have none."""
    loads = _json().loads
    number = 0
    for line in file:
        number += 1
        if number == 1:
            if not isinstance(line, str):
                raise ValueError('it was opened as bytes: open it as text, with "r"')
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
    found = sorted([str(field) for field in data]) if isinstance(data, dict) else _show(data)
    if found != fields:
        raise ValueError("expected the fields %s, not %.200s" % (fields, found))


def _model(header, lines, activations):
    """Return the model of a header and the lines that follow. Nothing in them is trusted."""
    _check_fields(header, ["activations", "biases", "folded", "format", "model", "sizes"])
    sizes = header["sizes"]
    names = header["activations"]
    biases = header["biases"]
    for field in (sizes, names, biases):
        if not isinstance(field, list):
            raise ValueError("sizes, activations and biases must be lists, not %s" % _show(field))
    if not len(names) == len(biases) == len(sizes) - 1 or not names:
        raise ValueError("activations and biases must be one less than sizes, not %d and %d for %d"
                         % (len(names), len(biases), len(sizes)))
    for flag in biases + [header["folded"]]:
        if flag is not True and flag is not False:
            raise ValueError("biases and folded must be true or false, not %s" % _show(flag))
    if header["format"] != _FORMAT or header["model"] not in ("Network", "Neuron"):
        raise ValueError("format must be %s and model Network or Neuron, not %s, %s" % (
            _FORMAT, _show(header["format"]), _show(header["model"])))
    own = ". If it is your own: load(path, {its name: the Activation})"
    chosen = [_activation(activations.get(str(name), name), own) for name in names]
    if True in [isinstance(size, bool) for size in sizes]:
        raise ValueError("sizes must be whole numbers, not %s" % _show(sizes))
    sizes = [_whole(size, "sizes") for size in sizes]
    neuron = header["model"] == "Neuron"
    if neuron and (len(sizes) != 2 or sizes[1] != 1):
        raise ValueError("a Neuron has the sizes [inputs, 1], not %s" % _show(sizes))
    weights = []
    for k, biased in enumerate(biases):
        weights.append([])
        for u in range(sizes[k + 1]):  # it may be large: no list of all at once
            name = "unit %d of layer %d" % (u, k)
            weights[k].append(_read_unit(lines, sizes[k] + biased, name))
    for rest in lines:
        raise ValueError("there are more units than the header says: %s" % _show(rest))
    model = Neuron(1) if neuron else Network(1, 1)
    return _assembled(model, sizes, chosen, weights, header["folded"])


def _assembled(model, sizes, activations, weights, folded):
    """Make any model of one; MicroPython can't make an empty one."""
    model._sizes = sizes
    model._activations = activations
    model._state = (weights, folded, None, 0, ())
    return model


def _read_unit(lines, count, name):
    for w in lines:
        if isinstance(w, list):
            w = [_read_number(x) for x in w]
        return _vector(_numbers(w, count, name + ": weights"))
    raise ValueError("it ends before %s" % name)


def _read_number(x):
    """Return a / b / c for a list [a, b, c], as _digits() writes it; else a number as it is."""
    if isinstance(x, bool):
        raise ValueError("a weight must be a number, not %s" % _show(x))
    if isinstance(x, list) and len(x) in (2, 3):
        a, b, c = (x + [1])[:3]
        if type(a) is type(b) is type(c) is int and b > 0 and c > 0:
            return a / b / c
    return x


def _digits(x):
    """Return JSON that every Python reads back as x: digits, or a fraction [a, b, c], a / b / c.

    MicroPython loses digits when it prints (before 1.26), and rounds several times when it reads.
    A whole number over a power of ten, which floats hold exactly, is rounded once, by all. What has
    no such digits is a fraction.
    """
    if not _ON_BOARD:
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
    below = [1, 1]  # two, as floats hold 2**1023 at most
    while size % 1:
        size *= 2
        below[below[0] >= 1 << 600] *= 2
    return "[%s%d, %d, %d]" % (sign, size, below[0], below[1])


def _file_name(path):
    """Return a path as text. TypeError if it is none."""
    if isinstance(path, str):
        return path
    import os

    return os.fsdecode(path)


def _replace(path, write):
    """Write a file so that it holds its whole old or its whole new text, whenever it is looked at.

    The new text goes to a file of its own, which then takes the place of the old one.
    """
    import os

    if not hasattr(os, "rename"):
        raise OSError("this board can't rename files: open one and save to it")
    path, folder = _real_path(_file_name(path))
    mode = _mode(path)
    _remove_leftovers(folder)
    new = ""
    try:
        try:
            renamed = False
            while not renamed:
                new = folder + _new_name()
                renamed = _written_to(new, path, mode, write)
        finally:
            _remove(new)  # unless it was never made, or is renamed already
    except OSError as error:  # it names the new file, of which nobody knows
        raise OSError(error.args[0], getattr(error, "strerror", "") or "can't be saved", path)
    finally:
        _remove(new)  # should a second Ctrl-C have come


def _real_path(path):
    """Return the path that a name or a link leads to, and its folder."""
    import os

    name = path.split("/")[-1]
    if hasattr(os, "readlink"):  # MicroPython has neither this nor all of os.path
        if os.path.islink(path):
            path = os.path.realpath(path)  # what the link points to
            if os.path.islink(path):
                raise OSError("%s is a link that leads to itself" % path)
        name = os.path.basename(path)
    return path, path[:len(path) - len(name)]


def _mode(path):
    """Return the mode of a regular file; None if there is none yet."""
    import os

    try:
        mode = os.stat(path)[0]
    except OSError:
        return None
    if mode & 0xF000 != 0x8000:  # the bits that tell its kind
        raise OSError("%s is no regular file" % path)
    return mode


def _written_to(new, path, mode, write):
    """Write a new file and rename it. Return False if another save took it for a leftover."""
    import os

    with open(new, "w", encoding="utf-8") as file:
        if not _lock(file) or not _is_there(new):
            return False
        if mode is not None and hasattr(os, "chmod"):
            os.chmod(new, mode & 0o7777)
        write(file)
        file.flush()
        if hasattr(os, "fsync"):
            os.fsync(file.fileno())
        if _flock():  # before it is unlocked
            os.replace(new, path)
            return True
    getattr(os, "replace", os.rename)(new, path)
    return True


def _flock():
    """Return what locks a file until its process ends, however it ends; None where there is none.

    An unfinished file that is not locked was left by a process that was killed. That holds between
    containers, too, which may have one host name and the same process numbers.
    """
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        return None
    return lambda file: flock(file, LOCK_EX | LOCK_NB)


def _lock(file):
    """Lock a file, if that can be done here; return False if another holds it."""
    try:
        if _flock():
            _flock()(file)
    except BlockingIOError:
        return False
    except OSError:
        pass  # this file system has no locks
    return True


def _is_there(name):
    import os

    try:
        os.stat(name)
    except OSError:
        return False
    return True


def _new_name():
    """Return a name for a new file, which no other has."""
    if _ON_BOARD:
        return "neuron.new"  # a board runs one program
    import os

    return ".neuron.py-%s-new" % "".join(["%02x" % byte for byte in os.urandom(8)])


def _remove_leftovers(folder):
    """Remove the new files of processes that were killed before they could rename them."""
    import os

    flock = _flock()
    try:
        names = os.listdir(folder or ".") if flock else []
    except OSError:
        names = []  # a folder to write to, but not to look at
    for name in names:
        if len(name) == 31 and name.startswith(".neuron.py-") and name.endswith("-new"):
            try:
                with open(folder + name) as file:
                    flock(file)
                    _remove(folder + name)
            except OSError:
                pass  # it is being written, or it is no file of ours


def _remove(path):
    import os

    try:
        os.remove(path)
    except (OSError, AttributeError):
        pass  # it is not there, or in a file system that can only be read: MicroPython's ROM


def standardise(rows):
    """Return the columns' means, and their standard deviations.

    That of a column which is constant, but for rounding, is 1.0.

    rows: lists of numbers, all of one length. (x - mean) / deviation brings a column to mean 0 and
    deviation 1; deviations divide by the number of rows. ValueError for bad rows.
    """
    rows = list(_ordered(rows, "rows"))
    if not rows:
        raise ValueError("rows must be one or more, not none")
    if hasattr(rows[0], "__next__"):  # an iterator can't tell how many columns there are
        raise ValueError("rows[0] must be a list of numbers, not %s" % _show(rows[0]))
    try:
        columns = len(rows[0])
    except TypeError as error:
        raise TypeError("rows[0] must be a list of numbers: %s" % error)
    rows = _rows(rows, columns, "rows")
    means = [_number(mean, "means") for mean in _means(rows)]
    deviations = []
    for i, mean in enumerate(means):
        deviation = _deviation([row[i] - mean for row in rows], mean)
        deviations.append(_number(deviation, "deviations"))
    return means, deviations


def _means(rows):
    """Return the mean of each column."""
    ones = [1.0] * len(rows)
    means = []
    for i, first in enumerate(rows[0]):
        shifts = [row[i] - first for row in rows]  # these lose no digits to a large offset
        means.append(first + dot(shifts, ones) / len(rows))
    return means


def _deviation(errors, mean):
    """Return the root of the mean square of the errors, 1.0 if they are 0 but for rounding."""
    largest = max([abs(error) for error in errors])
    if largest <= _ROUNDING * abs(mean):
        return 1.0
    scale = 2.0 ** min(1023, int(log(largest) / log(2)))  # no square will be too large or small
    errors = [error / scale for error in errors]
    return scale * sqrt(dot(errors, errors) / len(errors))


def _scales(means, deviations, count, name):
    """Return so many means and deviations, checked."""
    means = _numbers(means, count, name + "means")
    deviations = _numbers(deviations, count, name + "deviations")
    if 0 in deviations:
        raise ZeroDivisionError("a deviation is zero")
    return means, deviations


def _with_biases(units, inputs):
    """Return the units as lists that have a bias."""
    return [list(w) if len(w) > inputs else list(w) + [0.0] for w in units]


# === Numbers =====================================================================================
#
# Those of a model stand in layers of units, or one after the other in a flat list.


def _runtime():
    from sys import implementation

    return implementation.name


def _vector_type():
    """Return a function that makes the numbers of a unit.

    They are a list; on a board an array, a fifth of its size. array is imported once, as a board
    looks for it in its files.
    """
    if not _ON_BOARD:
        return list
    from array import array

    kind = "f" if 1 + 1e-8 == 1 else "d"
    return lambda numbers: array(kind, numbers)


_RUNTIME = _runtime()  # "cpython" (Pyodide too), "pypy", "micropython", "circuitpython", "brython"
_ON_BOARD = _RUNTIME in ("micropython", "circuitpython")
_vector = _vector_type()
_ROUNDING = 1e-5 if 1 + 1e-8 == 1 else 1e-14  # the part of a sum that may be wrong


def _drawn(sizes, scales, bias, draws):
    """Return layers of units with weights from [-scale, scale), a scale for each layer."""
    weights = []
    for k, inputs in enumerate(sizes[:-1]):
        # First the memory for a layer, then its numbers: a board's memory stays in one piece.
        start = [0.0] * inputs + ([] if bias is None else [bias])
        units = [_vector(start) for unit in range(sizes[k + 1])]
        for i in range(inputs):
            for w in units:
                w[i] = scales[k] * (2 * next(draws) - 1)
        weights.append(units)
    return weights


def _flat(layers):
    """Return the numbers of all units in one list."""
    flat = []
    for units in layers:
        for unit in units:
            flat += list(unit)
    return flat


def _nested(layers, flat, make=None):
    """Return layers like these, with the numbers of a flat list."""
    k = 0
    new = []
    for units in layers:
        new.append([])
        for unit in units:
            new[-1].append((make or _vector)(flat[k:k + len(unit)]))
            k += len(unit)
    return new


def _zeros(layers):
    """Return layers like these, of zeros."""
    return [[_vector([_ZERO] * len(w)) for w in units] for units in layers]


def _equal(layers, others):
    """Tell whether all numbers are equal, a unit at a time, which takes little memory."""
    for units, other in zip(layers, others):
        for u, v in zip(units, other):
            if list(u) != list(v):
                return False
    return True


def _shape(layers):
    """Return how many units each layer has, and how many numbers each of them."""
    return [(len(units), len(units[0])) for units in layers]


def _count(layers):
    """Return how many numbers there are."""
    return sum([units * length for units, length in _shape(layers)])


# === Checks ======================================================================================
#
# What comes from outside passes here, before anything changes.


def _show(value):
    """Return a value as text for a message, cut at 200 characters."""
    try:
        return "%.200s" % repr(value)
    except Exception:  # nested too deep, too many digits, a repr that fails
        return "something of type %s" % type(value).__name__


def _float(value):
    """Return a number as a float, a bool as 0 or 1. What is no number raises an exception."""
    if isinstance(value, (float, int)):
        return float(value)
    kind = str(getattr(value, "dtype", "float"))  # NumPy's complex numbers and dates are none
    if isinstance(value, str) or "float" not in kind and "int" not in kind and "bool" not in kind:
        raise TypeError
    try:
        len(value)
    except TypeError:
        return float(value)  # NumPy's numbers, Decimal, Fraction
    raise TypeError


def _number(value, name, low=-_INFINITY, high=_INFINITY, kind="finite"):
    """Return a number from low to high as a float. ValueError in the name of the argument.

    kind: "finite", or "whole"
    """
    try:
        number = value if type(value) is float else _float(value)
        if _fit([number], low, high, kind):
            return number
    except MemoryError:
        raise
    except Exception:  # whatever somebody else's number raises
        pass
    raise ValueError("%s must be %s, not %s" % (name, _wanted(low, high, kind), _show(value)))


def _option(value, name, low=-_INFINITY, high=_INFINITY):
    """Return a number that is an option, where True is a mistake."""
    if isinstance(value, bool):
        raise ValueError("%s must be %s, not %s" % (name, _wanted(low, high, "finite"), value))
    return _number(value, name, low, high)


def _wanted(low, high, kind):
    if low > -_INFINITY or high < _INFINITY:
        return "a %s number from %s to %s" % (kind, low, high)
    return "a %s number" % kind


def _numbers(values, count, name, low=-_INFINITY, high=_INFINITY, kind="finite"):
    """Return so many numbers as a list of floats. ValueError names what is wrong."""
    items = None
    try:
        if not isinstance(values, str):
            items = list(_ordered(values, name, count + 1))
            if len(items) == count:
                floats = [value if type(value) is float else _float(value) for value in items]
                if _fit(floats, low, high, kind):
                    return floats
    except MemoryError:
        raise
    except Exception:  # whatever somebody else's list or number raises
        pass
    found = _show(values)
    if items is not None:
        if len(items) == count:  # then one of them is wrong
            for i, value in enumerate(items):
                _number(value, "%s[%d]" % (name, i), low, high, kind)
        elif len(items) < count or hasattr(values, "__len__"):
            found = "%d: %s" % (len(items), found)
    raise ValueError("%s must be a list of %d, each %s, not %s"
                     % (name, count, _wanted(low, high, kind), found))


def _fit(floats, low=-_INFINITY, high=_INFINITY, kind="finite"):
    """Tell whether all are finite, from low to high and, if kind is "whole", whole."""
    if low == -_INFINITY and high == _INFINITY and 0.0 * sum(floats) == 0.0:
        return True  # quick: one that is infinite or NaN would make the sum so
    for value in floats:
        if not low <= value <= high or not -_INFINITY < value < _INFINITY:
            return False
        if kind == "whole" and value % 1:
            return False
    return True


def _rows(rows, count, name, most=_INFINITY, bounds=()):
    """Return rows of count numbers as lists of floats. They may be endless: most + 1 are enough."""
    floats = []
    if isinstance(rows, str):
        raise ValueError("%s must be lists of numbers, not %s" % (name, _show(rows)))
    for row in _ordered(rows, name, most + 1):
        floats.append(_numbers(row, count, "%s[%d]" % (name, len(floats)), *bounds))
    return floats


def _length(values):
    """Return how many there are; infinity for an iterator, which must come to an end."""
    try:
        return len(values)
    except Exception:
        return _INFINITY


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
    except (MemoryError, ValueError):
        raise
    except TypeError as error:  # it can't be iterated over
        raise TypeError("%s: %s" % (name, error))
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
    if isinstance(number, int) and low <= number <= high:
        return int(number)
    raise ValueError("%s must be a whole number from %d to %d, not %s"
                     % (name, low, high, _show(value)))


def _bias(bias):
    if bias is None or bias is False:
        return None
    if bias is True:
        raise ValueError("bias must be the number to start at, or None for no bias, not True")
    return _number(bias, "bias")


def _activation(activation, advice=""):
    if isinstance(activation, str):
        activation = ACTIVATIONS.get(activation, activation)
    if isinstance(activation, Activation):
        return activation
    raise ValueError("activation must be one of %s, or an Activation, not %s%s"
                     % (sorted(ACTIVATIONS), _show(activation), advice))


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
    try:
        if activation.function in _TEXTS and activation.derivative in _TEXTS:
            return activation  # those of this file give floats
    except TypeError:
        pass  # they can't be looked up
    function = _returning_float(activation.function)
    derivative = _returning_float(activation.derivative)
    return Activation(function, derivative, *activation.bounds)


def _returning_float(function):
    if _text(function):
        return function  # one of this file

    def call(*numbers):
        try:
            value = function(*numbers)
        except (ValueError, ArithmeticError) as error:
            for number in numbers:
                if not -_INFINITY < number < _INFINITY:  # math.sin(inf): training has diverged
                    return _INFINITY
            if isinstance(error, OverflowError):
                raise ArithmeticError("an activation can't take the weighted sum %g (%s): try "
                                      "scaled rows, or bound the sum" % (numbers[0], error))
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


def _shuffle(order, draws):
    """Shuffle a list in place (Fisher and Yates)."""
    for r in range(len(order) - 1, 0, -1):
        i = min(r, int(next(draws) * (r + 1)))  # a single may round up to 1
        order[r], order[i] = order[i], order[r]


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
# The tracer. _backpropagate and _move compute with numbers. Given Expressions in place of numbers,
# they write a program: the same arithmetic in the same order, without the loops, several times
# faster. What can't be written so, such as an "if" that asks for the size of a delta, trains by the
# loops. So does what gives other numbers than the loops, when both are tried.

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

    def _refuse(self, *arguments):
        raise TypeError("an Expression has no number yet")

    # Whoever asks for the number is not traced, but computes by the loops. (No __float__: without
    # it float() refuses, too, and MicroPython would ask it for the number in -0.0 + expression.)
    __bool__ = __eq__ = __repr__ = _refuse  # type: ignore

    def __add__(self, other):
        return Expression("{0} + {1}", self, _expression(other))

    def __radd__(self, other):
        return self if other == 0 else _expression(other) + self  # sums start at -0.0

    def __sub__(self, other):
        return Expression("{0} - {1}", self, _expression(other))

    def __mul__(self, other):
        if not isinstance(other, Expression) and other == 1:
            return self
        return Expression("{0} * {1}", self, _expression(other))

    def __rmul__(self, other):
        return self if other == 1 else _expression(other) * self

    def fill(self):
        """Set the text, with the parts in brackets where they are needed."""
        texts = []
        for i, part in enumerate(self.parts):
            looser = part.rank > self.rank
            # a - (b - c), not a - b - c
            right_of_its_kind = i == 1 and part.rank == self.rank
            inside = self.rank == 3 and part.rank > 0
            brackets = looser or right_of_its_kind or inside
            texts.append("(%s)" % part.text if brackets else part.text)
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
_TEXTS = {
    sigmoid: "1.0 / (1.0 + exp(-{0})) if {0} > -40.0 else exp({0})",
    _sigmoid_slope: "{1} * (1.0 - {1})",
    tanh: "tanh({0})",
    _tanh_slope: "1.0 - {1} * {1}",
    relu: "{0} if {0} > 0.0 else 0.0",
    _relu_slope: "1.0 if {0} > 0.0 else 0.0",
    softplus: "softplus({0})",
    _softplus_slope: "sigmoid({0})",
    gaussian: "exp(-{0} * {0})",
    _gaussian_slope: "-2.0 * {1} * {0}",
    identity: "{0}",
    step: "1.0 if {0} >= 0.0 else 0.0",
    _one: "1.0",
}
_CHECKED: dict = {}  # those texts, or None where a text is not what its function does any more


def _text(function):
    """Return the text of a function of this file; None for any other, or one that was changed."""
    try:
        text = _TEXTS.get(function)
    except TypeError:
        return None  # somebody's own object, which can't be looked up
    if not text:
        return None
    try:
        key = function, _value(function, -0.3, 0.7)  # a reader may change a number that it reads
    except Exception:
        return None
    if key not in _CHECKED:
        _CHECKED[key] = text if _is_right(function, text) else None
    return _CHECKED[key]


def _value(function, z, y):
    """Return what a function of this file, or the derivative of one, gives."""
    return function(z, y) if "_" in function.__name__ else function(z)


def _is_right(function, text):
    """Tell whether a function's text computes what the function does, at some points."""
    try:
        written = eval("lambda z, y: " + text.format("z", "y"), globals())
        for z in (-1e6, -800.0, -60.0, -40.0, -39.0, -3.7, -1.0, -0.3, 0.0, 0.2, 1.0, 2.5, 7.0,
                  15.0, 39.0, 60.0, 150.0, 1e3, 1e6):
            y = 0.7 - z / 64
            if _value(function, z, y) != written(z, y):
                return False
    except Exception:
        return False  # a reader's function, which can't do all points; or a Python without eval
    return True


def _traced(activation, k):
    """Return an Activation like that of layer k, for Expressions."""
    call = "activations[%d]." % k
    function = _text(activation.function) or call + "function({0})"
    derivative = _text(activation.derivative) or call + "derivative({0}, {1})"
    return Activation(
        lambda z: z if function == "{0}" else Expression(function, z),
        lambda z, y: 1.0 if derivative == "1.0" else Expression(derivative, z, y))


def _traced_loss(loss):
    """Return a loss for Expressions: what it computes, or if that can't be traced, a call of it."""
    def traced(error, target, z):
        try:
            return loss(error, target, z)
        except TypeError:
            return Expression("measure({0}, {1}, {2})", error, target, z)

    return traced


class _Options:
    """What _move asks of a Training."""

    def __init__(self, rate, momentum, decay, rprop, weight_count):
        self.rate = rate
        self.momentum = momentum
        self.decay = decay
        self.rprop = rprop
        self._weight_count = weight_count


def _traced_options(training):
    """Return the options of a training, as Expressions."""
    rate = 1.0 if training.rate == 1 else Expression("rate")
    return _Options(rate, Expression("momentum"), Expression("decay"),
                    training.rprop and _traced_rprop, training._weight_count)


def _traced_rprop(*numbers):
    call = Expression("rprop({0}, {1}, {2}, {3})", *numbers)
    return [Expression("{0}[%d]" % k, call) for k in range(3)]


def _names(letter, count):
    return [Expression("%s%d" % (letter, k)) for k in range(count)]


def _tuples(lists):
    """Return nested lists of Expressions as text that makes tuples of them, or takes them apart."""
    if isinstance(lists, list):
        return "(%s)" % "".join([_tuples(part) + ", " for part in lists])
    return lists.text


def _lines(lines, indent):
    """Return the text of assignments."""
    return ("\n" + indent * " ").join(["%s = %s" % line for line in lines])


# What a program for a training looks like: _train_by_loops and Training._finish, for one shape. The
# variables used most come first: CPython's code for the first 256 of a function is shorter.
_PROGRAM = """def run(training, stop, now):
 model, activations, measure = training.model, training._activations, training.loss
 rate, momentum, decay = training.rate, training.momentum, training.decay
 rprop, place, count = training.rprop, training._place, training._output_count
 limit, until = training._limit, training.until
 best, kept = training._best
 {variables} = 0.0
 {w} = now[0]
 {start}
 for epoch in range(now[3], stop):
  {epoch}
  loss = loss / count
  if loss < best:
   best, kept = loss, now
  {sums}
  if not (loss < limit and 0.0 * ({sum}) == 0.0):
   training._best = best, kept
   training._judge(epoch, loss, {w}, {memory})
  state = {w}, False, place, epoch + 1, {memory}
  if model._state is not now:
   raise ValueError(_CHANGED)
  model._state = now = state
  if loss <= until:
   break
 training._best, training._now = (best, kept), now
 return loss
"""
# An epoch of it: a row moves the weights, or a batch does.
_ROWS = """loss = -0.0
  for {row} in training._ordered(epoch):
   {body}"""
_BATCHES = """loss = -0.0
  for batch in training._batches(epoch):
   {zeros} = -0.0
   for {row} in batch:
    {body}
   {ends}"""
_GRADIENT = """def run(training):
 activations, measure = training._activations, training.loss
 {variables} = 0.0
 {w} = training.model._weights
 loss = {zeros} = -0.0
 for {row} in training.rows:
  {body}
 return {moves},
"""
# What one for answers looks like: _forward_by_loops, with a unit of each layer written out.
_FORWARD = """def run(layers, rows):
 weights = [units for units, activation in layers]
 activations = [activation for units, activation in layers]
 for x in rows:{body}
  yield sums, x
"""
_LAYER = """
  {x} = x
  x, sums = [], []
  for {w} in weights[{k}]:
   {lines}
   sums.append({z})
   x.append({y})
"""


def _trace(training, count, moves, lines):
    """Run _backpropagate on count rows of Expressions, adding to the lines of a program.

    moves: as _backpropagate takes them
    Return the layers and the rows.
    """
    weights = training.model._weights
    w = _nested(weights, _names("w", _count(weights)), list)
    layers = list(zip(w, [_traced(a, k) for k, a in enumerate(training._activations)]))
    measure = _traced_loss(training.loss)
    loss = Expression("loss")
    x, targets = training.rows[0]
    rows = []
    for r in range(count):
        rows.append([_names("x%d_" % r, len(x)), _names("y%d_" % r, len(targets))])
    for x, targets in rows:
        loss = loss + _backpropagate(layers, x, targets, moves, 1.0, measure)
        assignments([loss] + _flat(moves), lines)
    lines.append(("loss", loss.text))
    return layers, rows


def _variables(rows, lines):
    """Return the variables of a program, first those that are used most."""
    names = [x.text for inputs, targets in rows for x in inputs]
    return " = ".join(names + [name for name, text in lines if name != "loss"] + ["loss"])


def _forward_program(layers, count):
    """Return a program that takes rows of count inputs through layers. One unit tells of all."""
    body = ""
    for k, (units, activation) in enumerate(layers):
        x = _names("x", count)
        w = _names("w", len(units[0]))
        inputs, [z], [y] = _forward([([w], _traced(activation, k))], x)[0]
        z.uses += 2  # so it gets a name
        lines = assignments([z, y], [])
        body += _LAYER.format(
            x=_tuples(x), w=_tuples(w), k=k, lines=_lines(lines, 3) or "pass", z=z.text, y=y.text)
        count = len(units)
    return _FORWARD.format(body=body)


def _added_up(training, lines):
    """Trace a row whose moves are added up in variables, m0, m1, ...

    Return the layers, the row, and the names of these variables.
    """
    names = _names("m", training._weight_count)
    moves = _nested(training.model._weights, names, list)
    layers, rows = _trace(training, 1, moves, lines)
    lines += [(name.text, move.text) for name, move in zip(names, _flat(moves))]
    return layers, rows, names


def _gradient_program(training):
    lines = []
    layers, rows, names = _added_up(training, lines)
    return _GRADIENT.format(
        variables=_variables(rows, lines), w=_tuples([w for w, a in layers]),
        zeros=" = ".join([name.text for name in names]), row=_tuples(rows[0]),
        body=_lines(lines, 2), moves=", ".join([name.text for name in names]))


def _training_program(training):
    n = training._weight_count
    count = len(training.rows) if training._whole else 1
    adding = training.batch_size > 1 and not training._whole
    body = []
    if adding:
        layers, rows, names = _added_up(training, body)
        moves = _nested(training.model._weights, names, list)
    else:
        moves = _nested(training.model._weights, [_ZERO] * n, list)
        layers, rows = _trace(training, count, moves, body)
    w = [units for units, activation in layers]
    memory = _names("v", len(training._progress()[1]))
    ends = _traced_move(training, w, moves, memory, len(body))
    start = _tuples(memory) + " = now[4]" if memory else ""
    if training._whole:
        start += "\n " + _tuples(rows) + " = training.rows"
        epoch = "loss = -0.0\n  " + _lines(body + ends, 2)
    elif adding:
        epoch = _BATCHES.format(row=_tuples(rows[0]), body=_lines(body, 4), ends=_lines(ends, 3),
                                zeros=" = ".join([name.text for name in names]))
    else:
        epoch = _ROWS.format(row=_tuples(rows[0]), body=_lines(body + ends, 3))
    total = dot(_flat(w) + memory[n:], [1.0] * (n + len(memory[n:])))  # infinite or NaN if one is
    sums = assignments([total], [])
    return _PROGRAM.format(
        variables=_variables(rows, body + ends), w=_tuples(w), memory=_tuples(memory), start=start,
        epoch=epoch, sums=_lines(sums, 2) or "pass", sum=total.text)


def _traced_move(training, w, moves, memory, used):
    """Run _move on Expressions; return the lines that give the variables their new values.

    used: how many lines there are already, for the names in new ones
    """
    moved = _nested(w, _flat(w), list)
    remembered = list(memory)
    _move_all(_traced_options(training), moved, moves, remembered)
    lines = [("", "")] * used
    for variables, values in ((memory, remembered), (_flat(w), _flat(moved))):
        for variable, value in zip(variables, values):
            assignments([value], lines)
            lines.append((variable.text, value.text))
            value.text = variable.text
            value.rank = 0
    return lines[used:]


_WRITTEN: dict = {}  # the functions that were written, by what for; None: it goes by the loops
_SEEN: dict = {}  # how many rows were taken forward by the loops, by what _FORWARD would be for


def _write(key, program, is_right):
    """Write a program, and keep its function under a key for the next time, if it is right."""
    run = None
    try:
        scope = {}
        exec(program(), globals(), scope)
        if is_right(scope["run"]):
            run = scope["run"]
    except Exception:
        pass  # it asks for what a tracer lacks, is too large for the compiler, or there is no exec
    if len(_WRITTEN) > 50:
        _WRITTEN.clear()
    _WRITTEN[key] = run


def _pays(weights):
    """Tell whether it pays to write a program for so many weights, as measured.

    CPython needs 8 KB a weight to compile a training. PyPy makes better code of the loops
    themselves. A board needs 3 KB of memory a weight, and its compiler ends at some hundred.
    """
    if _RUNTIME == "cpython":
        return weights <= 20000
    if weights > 200:
        return False
    if not _ON_BOARD:
        return True
    import gc

    needed = 12000 + 3000 * weights
    if needed > gc.mem_alloc() + gc.mem_free():
        return False
    gc.collect()
    try:
        _ZERO + Expression("w0")
    except TypeError:
        return False  # it can't add from the right
    return needed < gc.mem_free()


def _written(program, training):
    """Return the function that a program was written for, for this training; None for the loops."""
    here = program, training.rate == 1  # the rate may have been changed since the last step
    if here in training._written:
        return training._written[here]
    n = training._weight_count
    count = len(training.rows)
    if not 0 < UNROLLED <= count * training.epochs:
        return None
    run = None
    if _pays(n):
        if training._whole is None:
            # A few rows in one batch that keep their order are written out one after the other.
            few = training.batch_size == count and training._seed is None and count * n < 257
            training._whole = few and _pays(count * n)
        key = (program,) + _kind(training)
        if key not in _WRITTEN:
            _write(key, lambda: program(training), lambda run: _agrees(run, program, training))
        run = _WRITTEN[key]
    training._written[here] = run
    return run


def _kind(training):
    """Return what the programs for a training depend on."""
    moves = training.rate == 1, training.rprop, training.momentum > 0
    rows = training.batch_size > 1, len(training.rows) if training._whole else 0
    texts = [(_text(a.function), _text(a.derivative)) for a in training._activations]
    return (training.loss, moves, rows, tuple(training.model._sizes), tuple(training._shape),
            tuple(texts), _probed(training))


def _probed(training):
    """Return what the loops make of a row: other numbers where they were changed since last time."""
    weights = _made_up_weights([(2, 3), (1, 3)])
    moves = _zeros(weights)
    layers = list(zip(weights, [ACTIVATIONS["tanh"], ACTIVATIONS["sigmoid"]]))
    moved = [0.7, -0.2]
    memory = [0.1] * 4 if training._progress()[1] else []
    try:
        loss = _backpropagate(layers, _made_up(0, 2), [0.3], moves, 1.0, training.loss)
        _move(_Options(0.3, 0.6, 0.05, training.rprop, 2), moved, [1.5, 0.4], memory, 0)
    except Exception:
        return ""  # the trial will tell
    return str([loss] + _flat(moves) + moved + memory)


def _agrees(run, program, training):
    """Tell whether a program gives the numbers that the loops give, to the last bit, in a trial."""
    return _tried(run, program, _trial(training)) == _tried(None, program, _trial(training))


def _made_up(start, count):
    """Return numbers to try a program with."""
    return [(37 * (start + i) % 101 - 50) / 256 for i in range(count)]


def _made_up_weights(shape):
    weights = []
    for units, length in shape:
        size = min(1.0, 4 / length)
        weights.append([_vector([size * x for x in _made_up(7 * u, length)])
                        for u in range(units)])
    return weights


def _stand_in(activation):
    """Return an Activation with functions of this file in place of somebody's own."""
    return Activation(activation.function if _text(activation.function) else tanh,
                      activation.derivative if _text(activation.derivative) else _tanh_slope)


def _trial(training):
    """Return a training like this one, but short, and with made-up numbers."""
    activations = [_stand_in(a) for a in training._activations]
    sizes = training.model._sizes
    net = _Inner(training.model, _made_up_weights(training._shape))
    net._activations = activations
    count = len(training.rows) if training._whole else 3
    if training.rprop and training.batch_size == 1:
        count = 1
    rows = [_made_up(29 * r, sizes[0]) for r in range(count)]
    targets = [[(r + u) % 2 / 8 for u in range(sizes[-1])] for r in range(count)]
    rate = "rprop" if training.rprop else 1.0 if training.rate == 1 else 0.3
    batch = count if training._whole or training.rprop else 2 if training.batch_size > 1 else 1
    momentum = 0.6 if training.momentum else 0.0
    trial = Training(net, rows, targets, 3, rate, batch, None, momentum, "squared", 0.0, 3)
    trial.loss = training.loss
    trial._activations = activations
    trial.decay = 0.05
    for name in (_training_program, _gradient_program):
        trial._written[name, trial.rate == 1] = None
    return trial


def _tried(run, program, trial):
    """Return the numbers that a program gives; if run is None, those of the loops."""
    trial._written[program, trial.rate == 1] = run
    trial._begin()
    trial._limit = _INFINITY
    if program is _gradient_program:
        return trial.gradient()
    numbers = []
    for epoch, size in ((0, 1.0), (5000, 64.0)):  # an edit may show late, or in large weights alone
        weights, folded, place, done, memory = trial._take_up()
        weights = _nested(weights, [size * w for w in _flat(weights)])
        trial.model._state = now = (weights, folded, place, epoch, memory)
        try:
            numbers.append((run or _train_by_loops)(trial, epoch + 2, now))
        except ArithmeticError as error:
            numbers.append(str(error))
        numbers += trial.model.parameters() + list(trial._progress()[1])
    return numbers


def _written_forward(layers, rows, expected):
    """Return a program that takes rows through these layers, if so many make it pay; else None."""
    units = layers[0][0]
    often = expected >= UNROLLED
    small = _RUNTIME != "cpython" or len(rows) * len(units) * len(units[0]) < 64
    if not UNROLLED or not rows or small and not often:
        return None
    weights = [units for units, activation in layers]
    texts = [_text(activation.function) for units, activation in layers]
    probed = _forward([([[0.3, -0.7]], ACTIVATIONS["identity"])], [0.4])[0][1:]
    key = (_FORWARD, tuple(_shape(weights)), len(rows[0]), tuple(texts), str(probed))
    if key not in _WRITTEN:
        _SEEN[key] = _SEEN.get(key, 0) + len(rows)
        if _SEEN[key] < 20 and not often:
            return None
        if _pays(sum([len(units[0]) for units in weights])):
            _write(key, lambda: _forward_program(layers, len(rows[0])),
                   lambda run: _answers_as_loops(run, layers, len(rows[0])))
        else:
            _WRITTEN[key] = None
    return _WRITTEN[key]


def _answers_as_loops(run, layers, count):
    """Tell whether a program gives the sums and outputs that the loops give, to the last bit."""
    weights, activations = zip(*layers)
    trial = list(zip(_made_up_weights(_shape(weights)), [_stand_in(a) for a in activations]))
    rows = [_made_up(29 * r, count) for r in range(3)]
    return list(run(trial, rows)) == list(_forward_by_loops(trial, rows))


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
