# neuron.py: a neuron, and networks of neurons, in one file of pure Python.
#
#   n = Neuron(3, bias=None, seed=1)
#   n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 10_000)
#   n([1, 0, 0])                                             # 0.9999370428352157
#
# Every Python does the same sums in the same order. A board must hold all but the comments to
# compile this: so they stand in for docstrings, 1.0 is 1 where that is the same, and what few
# programs need is kept as text.
#
# SPDX-License-Identifier: MIT. Copyright (c) 2026 the neuron.py authors.

from math import exp, log, sqrt

__version__ = "0.1.0"
NOTHING = -0.0  # where sums start: x + -0.0 is x even where x is -0.0


# --- A product of vectors; checks: what comes from outside passes here before a weight moves

# u[0]*v[k] + u[1]*v[k+1] + ..., added from left to right
def dot(u, v, k=0):
    total = NOTHING
    for value in u:
        total += value * v[k]
        k += 1
    return total


# A list of so many floats from low to high. count: None for a number by itself; kind: whole, or
# natural, which no float is. A bool counts as 0 or 1.
def _numbers(values, count, name, low=-1e999, high=1e999, kind="finite"):
    floats = []
    try:
        for x in values if count else [values]:
            if kind == "whole" and x % 1 or kind == "natural" and not low <= x | 0 <= high:
                raise TypeError
            x = float(x - 0)  # float() alone would take a string
            if not low <= x <= high or x - x != 0:  # x - x is NaN where x is infinite
                raise TypeError
            floats.append(x)
        if len(floats) == (count or 1):
            return floats
    except (TypeError, ArithmeticError):
        pass
    raise ValueError("%s must be %s %s number from %s to %s, not %.200r" % (
        name, "a list of %d, each a" % count if count else "a", kind, low, high, values))


def _number(value, name, *bounds):
    return _numbers(value, None, name, *bounds)[0]


def _rows(rows, count, name, *bounds):
    floats = []
    for row in rows:
        floats.append(_numbers(row, count, "%s[%d]" % (name, len(floats)), *bounds))
    return floats


def _whole(value, name, low=1):
    _number(value, name, low, 4294967295, "natural")
    return int(value)  # NumPy's become Python's


# --- Random numbers: NumPy's, so that a tutorial's seed gives the tutorial's weights -----

# An endless iterator of floats in [0, 1): NumPy's after numpy.random.seed(seed). It is MT19937:
# Matsumoto and Nishimura, ACM TOMACS 8 (1998).
def uniform(seed):
    from array import array

    word = _whole(seed, "seed", 0)
    state = array("I", range(624))  # 2.5 KB; a list would take 20
    for i in range(624):
        state[i] = word
        word = (1812433253 * (word ^ word >> 30) + i + 1) & 0xFFFFFFFF
    return _uniform(state, word)


def _uniform(state, word):
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


# --- Activations: from exp and log, as boards may lack math.tanh; exp never overflows ----

def sigmoid(z):  # 1 / (1 + exp(-z)); below -40, exp(z) is the same, rounded
    return 1 / (1 + exp(-z)) if z > -40 else exp(z)


def tanh(z):  # (exp(2z) - 1) / (exp(2z) + 1)
    x = min(abs(z + z), 40)
    u = exp(x)
    if u > 1:
        x *= (u - 1) / log(u)  # u - 1, with its digits near 0 kept (W. Kahan)
    x /= x + 2
    return z and (x if z > 0 else -x)  # 0.0 and -0.0 stay what they are


def relu(z):
    return z if z > 0 else 0.0


def softplus(z):  # log(1 + exp(z))
    y = exp(-abs(z))
    u = 1 + y
    if u > 1:
        y *= log(u) / (u - 1)  # log(1 + y), with its digits kept (W. Kahan)
    return relu(z) + y


def gaussian(z):
    return exp(-z * z)


def identity(z):
    return z


def step(z):
    return 1.0 if z >= 0 else 0.0


def _sigmoid_slope(z, y):
    return y * (1 - y)


def _tanh_slope(z, y):
    return 1 - y * y


def _relu_slope(z, y):
    return 1 if z > 0 else 0


def _softplus_slope(z, y):
    return sigmoid(z)


def _gaussian_slope(z, y):
    return -2 * y * z


def _one(z, y):
    return 1


# function(z) of the weighted sum z, derivative(z, y) where y = function(z); then the lowest y and
# the highest, if there are, and "whole" if y always is: no target may be what y never is
class Activation:
    def __init__(self, function, derivative, *bounds):
        self.function = function
        self.derivative = derivative
        self.bounds = bounds


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, _sigmoid_slope, 0, 1),
    "tanh": Activation(tanh, _tanh_slope, -1, 1),
    "relu": Activation(relu, _relu_slope, 0),
    "softplus": Activation(softplus, _softplus_slope, 0),
    "gaussian": Activation(gaussian, _gaussian_slope, 0, 1),
    "identity": Activation(identity, _one),
    "step": Activation(step, _one, 0, 1, "whole"),  # a slope of 1: Rosenblatt's perceptron rule
}


def _activation(a):
    a = ACTIVATIONS.get(a, a) if isinstance(a, str) else a
    if isinstance(a, Activation):
        return a
    raise ValueError("activation must be one of %s, not %r" % (sorted(ACTIVATIONS), a))


# What a layer's activation is saved as: "my sigmoid" is not the sigmoid of this file.
def _name(layer):
    a = layer.activation
    for name, value in ACTIVATIONS.items():
        if a.function is value.function and a.derivative is value.derivative:
            return name
    name = getattr(a.function, "__name__", "function")
    return "my " + name if name in ACTIVATIONS else name


# --- Losses, of an output y of weighted sum z, where error = target - y -----------------

LOSSES = {  # -log(y) is softplus(-z), -log(1 - y) is softplus(z)
    "squared": lambda error, target, z: error * error,
    "cross_entropy": lambda error, t, z: t * softplus(-z) + (1 - t) * softplus(z),
}


# --- Networks, and the neuron: a network of one unit. The loops define what training does

# Units with the same inputs. weights: a row per unit; biases: one each, or None
class Layer:
    def __init__(self, weights, biases, activation):
        self.weights = weights
        self.biases = biases
        self.activation = activation


# New layers like these, with the weights and biases in flat, ordered as by parameters()
def _layers(layers, flat):
    new = []
    k = 0
    for layer in layers:
        weights = []
        biases = layer.biases and []
        for w in layer.weights:
            weights.append(flat[k:k + len(w)])
            k += len(w)
            if layer.biases:
                biases.append(flat[k])
                k += 1
        new.append(Layer(weights, biases, layer.activation))
    return new


# Take inputs x forward through layers, whose parameters begin at flat[k], and back. Add to moves,
# ordered alike, how the parameters should move: rate * (delta * input); delta * input is minus the
# gradient. delta is a unit's error times its activation's derivative; an output's error is
# target - y, a hidden unit's the sum of delta * weight over the units it feeds. Return the loss,
# and the errors of x (0 for the first layer, where none needs them).
def _backpropagate(layers, k, flat, x, targets, moves, rate, loss):
    layer = layers[0]
    if layer.biases:
        x = x + [1.0]  # a bias is the weight of an input that is 1
    sums = []
    start = k
    for w in layer.weights:
        sums.append(dot(x, flat, k))
        k += len(x)
    y = list(map(layer.activation.function, sums))
    total = NOTHING
    errors = []
    if layers[1:]:
        total, errors = _backpropagate(layers[1:], k, flat, y, targets, moves, rate, loss)
    else:
        for target, output, z in zip(targets, y, sums):
            errors.append(target - output)
            total += loss(errors[-1], target, z)
    below = [NOTHING] * len(x)
    k = start
    for u in range(len(y)):
        delta = errors[u] * layer.activation.derivative(sums[u], y[u])
        if start:  # else this is the first layer: none is below
            for i in range(len(x)):
                below[i] += delta * flat[k + i]
        for value in x:
            moves[k] += rate * (delta * value)
            k += 1
    return total, below


# The rows in batches of this size, after a shuffle by the random numbers, if any
def _batches(rows, size, draws):
    for r in range(len(rows) - 1 if draws else 0, 0, -1):  # Fisher and Yates
        i = min(r, int(next(draws) * (r + 1)))  # a single may round up to 1
        rows[r], rows[i] = rows[i], rows[r]
    return [rows[r:r + size] for r in range(0, len(rows), size)]


DIVERGED = "epoch %d made a weight infinite or NaN: try a smaller learning_rate, or scaled rows"


# Train the state, the parameters and then the speed of each, in place from epoch to epochs.
# Return the last epoch and its mean loss.
def _loops(state, epoch, epochs, rows, size, draws, layers, loss, rate, momentum, until):
    n = len(state) // 2
    online = size == 1 and not momentum  # then each row moves the parameters at once
    for epoch in range(epoch, epochs):
        new = state[:]
        mean = NOTHING
        for batch in _batches(rows, size, draws):
            moves = new if online else [NOTHING] * n
            for x, targets in batch:
                mean += _backpropagate(layers, 0, new, x, targets, moves,
                                       rate if online else 1.0, loss)[0]  # floats alone: for PyPy
            for k in range(0 if online else n):
                new[n + k] = momentum * new[n + k] + rate * moves[k]
                new[k] += new[n + k]
        if dot(new, [NOTHING] * len(new)) != 0:  # inf * 0 and NaN * 0 are NaN
            raise ArithmeticError(DIVERGED % epoch)
        state[:] = new
        mean /= len(rows) * len(targets)
        if mean <= until:
            break
    return epoch, mean


# Network(3, 4, 1): 3 inputs, 4 hidden units, 1 output; net(row) returns a list of outputs.
# activation: a name or an Activation, or a list of one per layer. bias: what all biases start
# at, None or False for no biases. Weights are drawn from [-scale, scale) by uniform(seed). Bad
# values: ValueError.
class Network:
    def __init__(self, *sizes, activation="sigmoid", bias=0.0, seed=1, scale=1.0):
        draws = uniform(seed)  # first, while a board still has 2.5 KB in one piece
        if not isinstance(activation, (list, tuple)):
            activation = [activation] * (len(sizes) - 1)
        if not 1 < len(sizes) == len(activation) + 1:
            raise ValueError("need 2 sizes or more and one activation less, not %r, %r"
                             % (sizes, activation))
        biases = None if bias is None or bias is False else [_number(bias, "bias")]
        scale = _number(scale, "scale")
        self.sizes = []
        for size in sizes:
            self.sizes.append(_whole(size, "size"))
        self.layers = []
        for inputs, units, a in zip(self.sizes, self.sizes[1:], activation):
            weights = list(map(list, [()] * units))
            self.layers.append(Layer(weights, biases and biases * units, _activation(a)))
            for i in range(inputs):  # as NumPy fills an array: input by input
                for w in weights:
                    w.append(scale * (2 * next(draws) - 1))

    def __repr__(self):
        return "<%s %s, %s, %sbias>" % (type(self).__name__, self.sizes,
                                        list(map(_name, self.layers)),
                                        "" if self.layers[0].biases else "no ")

    # The outputs for a row of inputs
    def __call__(self, row):
        x = _numbers(row, self.sizes[0], "row")
        for layer in self.layers:
            y = []
            for w, bias in zip(layer.weights, layer.biases or [NOTHING] * len(layer.weights)):
                y.append(layer.activation.function(dot(w, x) + bias))
            x = y
        return x[0] if isinstance(self, Neuron) else x

    # The outputs for each row
    def predict(self, rows):
        return list(map(self, _rows(rows, self.sizes[0], "rows")))

    # A flat list: layer by layer, unit by unit, its weights, then its bias
    def parameters(self):
        flat = []
        for layer, inputs, units in zip(self.layers, self.sizes, self.sizes[1:]):
            _number(len(layer.weights), "units", units, units)
            biases = layer.biases and _numbers(layer.biases, units, "biases")
            for u, w in enumerate(layer.weights):
                flat += _numbers(w, inputs, "weights[%d]" % u)
                if biases:
                    flat.append(biases[u])
        return flat

    # d(loss)/d(parameter), of half the squared errors or the cross_entropy, summed over all rows.
    # One that overflows, or would as a step: ArithmeticError
    def gradient(self, rows, targets, loss="squared"):
        train, n, options = self._trainer(rows, targets, 1, loss, None, None, 1, 0.5, 0)
        state = self.parameters() + [NOTHING] * n
        train(state, 0, 1, *options)
        for k in range(n):
            state[k] = -state[n + k]  # from rest, a speed is what the rows add up to
        return state[:n]

    # Move downhill: parameters -= learning_rate * gradient
    def step(self, gradient, learning_rate=1.0):
        flat = self.parameters()
        rate = _number(learning_rate, "learning_rate", 1e-37)
        gradient = _numbers(gradient, len(flat), "gradient")
        for k in range(len(flat)):
            flat[k] -= rate * gradient[k]
        self.layers = _layers(self.layers, _numbers(flat, len(flat), "parameters"))

    # Check what training needs. Return what trains, as _loops does, the number of parameters, and
    # what else it takes.
    def _trainer(self, rows, targets, epochs, loss, size, shuffle, rate, momentum, until):
        layer = self.layers[-1]
        a = layer.activation
        name = _name(layer)
        if loss == "cross_entropy" and a.function is sigmoid:
            a = Activation(sigmoid, _one, 0, 1)  # delta is then the error itself
        elif loss != "squared":
            raise ValueError("loss must be squared, or cross_entropy for sigmoid outputs, not %r "
                             "for %s" % (loss, name))
        rows = _rows(rows, self.sizes[0], "rows")
        targets = _rows(targets, None if isinstance(self, Neuron) else self.sizes[-1],
                        name + " targets", *a.bounds)
        count = len(rows)
        if not 0 < count == len(targets):
            raise ValueError("need rows and as many targets, not %d and %d" % (count, len(targets)))
        size = count if size is None else min(count, _whole(size, "batch_size"))
        options = (list(zip(rows, targets)), size,
                   None if shuffle is None or shuffle is False else uniform(shuffle),
                   self.layers[:-1] + [Layer(layer.weights, layer.biases, a)], LOSSES[loss],
                   _number(rate, "learning_rate", 1e-37),
                   _number(momentum, "momentum", 0, 0.9999999) + 0, _number(until, "until"))
        n = len(self.parameters())
        if epochs * count >= UNROLLED > 0:
            try:
                if "_unrolled" not in globals():
                    exec(WRITER, globals())
                return _unrolled(n, *options), n, options
            except (MemoryError, NameError, RuntimeError, TypeError):
                pass  # too large; or a MicroPython without exec, or without __radd__
        return _loops, n, options

    # Let a model that was trained on (x - mean) / deviation take x itself from now on
    def fold(self, means, deviations):
        means = _numbers(means, self.sizes[0], "means")
        deviations = _numbers(deviations, self.sizes[0], "deviations")
        layer = self.layers[0]
        flat = []
        for w, bias in zip(layer.weights, layer.biases or [0] * self.sizes[1]):
            w = [x / d for x, d in zip(w, deviations)]
            flat += w + [bias - dot(w, means)]
        flat = _numbers(flat, len(flat), "parameters")
        self.layers = _layers([Layer(layer.weights, [0], layer.activation)], flat) + self.layers[1:]

    # Write the model as JSON. path always holds the whole old or the whole new file.
    def save(self, path):
        import os
        from json import dumps

        self.parameters()  # checks them
        layers = []
        names = {}
        for layer in self.layers:
            name = _name(layer)
            if names.setdefault(name, layer.activation) is not layer.activation:
                raise ValueError("two activations are named %s" % name)
            units = dumps(list(map(list, layer.weights)))[1:-1].replace("], ", "],\n")
            layers.append('\n{"activation": %s, "biases": %s, "weights": [\n%s]}' % (
                dumps(name), dumps(layer.biases or None), units))
        text = '{"format": "%s", "inputs": %d, "layers": [%s]}\n' % (
            FORMATS[isinstance(self, Neuron)], self.sizes[0], ",".join(layers))
        new = "%s.%s.%d.new" % (path, getattr(os, "getpid", str)(), id(text))
        file = open(new, "w")
        try:
            with file:
                file.write(text)
                file.flush()
                if hasattr(os, "fsync"):
                    os.fsync(file.fileno())
            getattr(os, "replace", os.rename)(new, path)
        except BaseException:
            os.remove(new)
            raise

    # Train while iterated over, yielding (epoch, loss): epochs are counted from 0, the loss is
    # the mean of an epoch's forward passes. targets: a list per row, a number for a Neuron.
    # batch_size: rows per adjustment, None for all; learning_rate multiplies their sum.
    # shuffle: a seed for each epoch's order, None or False to keep it. momentum: how much of the
    # last move is made again.
    # loss: squared or cross_entropy. until: the loss to stop at. every: yield after so many
    # epochs, and the last. A weight that overflows: ArithmeticError, and its epoch is undone.
    def training(self, rows, targets, epochs=1000, *, learning_rate=1.0, batch_size=None,
                 shuffle=None, momentum=0.0, loss="squared", until=0.0, every=1):
        epochs = _whole(epochs, "epochs", 0)
        every = _whole(every, "every")
        train, n, options = self._trainer(rows, targets, epochs, loss, batch_size, shuffle,
                                          learning_rate, momentum, until)

        def run():
            state = [NOTHING] * n  # at rest
            epoch = 0
            while epoch < epochs:
                state = _numbers(self.parameters(), n, "parameters") + state[-n:]
                try:
                    epoch, loss = train(state, epoch, min(epoch + every, epochs), *options)
                finally:
                    self.layers = _layers(self.layers, state)
                yield epoch, loss
                epoch = epochs if loss <= options[-1] else epoch + 1

        return run()

    # Train as training() does. Return the loss of the last epoch, None if none.
    def train(self, rows, targets, epochs=1000, **options):
        loss = None
        for epoch, loss in self.training(rows, targets, epochs, every=epochs or 1, **options):
            pass
        return loss


# Neuron(3): one unit with 3 inputs, made as a Network is. Its output, and a row's target, is a
# number.
class Neuron(Network):
    def __init__(self, inputs, activation="sigmoid", *, bias=0.0, seed=1, scale=1.0):
        Network.__init__(self, inputs, 1, activation=activation, bias=bias, seed=seed, scale=scale)

    @property
    def weights(self):
        return self.layers[0].weights[0]

    @weights.setter
    def weights(self, weights):
        self.layers[0].weights = [_numbers(weights, self.sizes[0], "weights")]

    @property
    def bias(self):
        biases = self.layers[0].biases
        return biases and biases[0]

    @bias.setter
    def bias(self, bias):
        self.layers[0].biases = None if bias is None else [_number(bias, "bias")]


# --- Unrolled training: the same arithmetic as straight-line Python, each weight a variable ----

UNROLLED = 500  # rows times epochs from which on writing it pays, as measured; 0: never

# A Text stands for a number: what is computed with it becomes the code that computes it, and what
# is used often gets a name, on a line of its own. So the loops above, given Texts, write down what
# they do: with all rows, if these are a single batch, few, and stay in order; else with one row, to
# be done in a loop. INLINE is what to write in place of a call, Z and Y to be replaced; by id, as
# not all functions have a hash. What is used most comes first, as CPython is fastest at its first
# 256 variables. PyPy's compiler does better with the loops above 200 weights, as measured, and
# MicroPython cannot hold such code above some 2,000.
WRITER = r'''
import sys
RUN = """def run(state, epoch, epochs, rows, size, draws, layers, loss, rate, momentum, until):
 count = len(rows) * len(rows[0][1])
 %s = 0.0
 %s, = saved = state[:%d]
 %s
 try:
  for epoch in range(epoch, epochs):
   %s
   if 0.0 * (%s) != 0.0 and dot([%s], [NOTHING] * len(saved)) != 0:
    raise ArithmeticError(DIVERGED %% epoch)
   saved = %s,
   mean /= count
   if mean <= until:
    break
  return epoch, mean
 finally:
  state[:len(saved)] = saved
"""
INLINE = {
 id(sigmoid): "1.0 / (1.0 + exp(-Z)) if Z > -40.0 else exp(Z)",
 id(_sigmoid_slope): "Y * (1.0 - Y)",
 id(tanh): "tanh(Z)",
 id(_tanh_slope): "1.0 - Y * Y",
 id(relu): "Z if Z > 0.0 else 0.0",
 id(_relu_slope): "1.0 if Z > 0.0 else 0.0",
 id(gaussian): "exp(-Z * Z)",
 id(_gaussian_slope): "-2.0 * Y * Z",
 id(identity): "Z",
 id(step): "1.0 if Z >= 0.0 else 0.0",
 id(_one): "1.0",
}
WRITTEN = {}
def _source(n, rows, size, draws, layers, loss, rate, momentum, until):
 lines = []
 class Text:
  def __init__(self, code):
   self.code = code
  def named(self, letter):
   name = letter + str(len(lines))
   lines.append(name + " = " + self.code)
   self.code = name
   return self
  def __radd__(self, other):
   return self
  def __add__(self, other):
   return Text(self.code + " + " + other.code)
  def __sub__(self, other):
   return Text(self.code + " - " + other.code).named("e")
  def __mul__(self, other):
   if other == 1:
    return self
   if other.code[0] == "(":
    return Text("(" + self.code + ") * " + other.code).named("d")
   return Text(self.code + " * " + other.code)
  __rmul__ = __mul__
 def texts(letter, count):
  return [Text(letter + str(k)) for k in range(count)]
 def join(texts, between=", "):
  return between.join([text.code for text in texts])
 def traced(j, layer):
  a = layer.activation
  def call(function, part, z, y):
   code = INLINE.get(id(function), "layers[%d].activation.%s" % (j, part))
   return code.replace("Z", z.code).replace("Y", y.code)
  return Layer(layer.weights, layer.biases, Activation(
   lambda z: Text(call(a.function, "function(Z)", z.named("z"), z)).named("y"),
   lambda z, y: Text("(" + call(a.derivative, "derivative(Z, Y)", z, y) + ")")))
 whole = size == len(rows) and size * n < 257 and not draws
 direct = whole or size == 1
 network = [traced(*pair) for pair in enumerate(layers)]
 if loss is not LOSSES["squared"]:
  loss = lambda e, t, z: Text("loss(%s)" % join([e, t, z]))
 w = texts("w", n)
 m = texts("m", n)
 moves = [NOTHING] * n if direct else m[:]
 used = []
 batch = mean = ""
 for r in range(size if whole else 1):
  x = texts("x%d_" % r, len(rows[0][0]))
  t = texts("t%d_" % r, len(rows[0][1]))
  used += x
  batch += "((%s,), (%s,)), " % (join(x), join(t))
  mean += " + (%s)" % _backpropagate(network, 0, w, x, t, moves, 1, loss)[0].code
 used = join(used, " = ") + "".join([" = " + line.split()[0] for line in lines])
 lines.append("mean =" + mean[2:] if whole else "mean = mean" + mean)
 end = "w@ += rate * (%s)"
 if momentum:
  end = "v@ = momentum * v@ + rate * (%s); w@ += v@"
 if rate == 1:
  end = end.replace("rate * ", "")
 ends = []
 for k in range(n):
  if not direct:
   lines.append("m%d = %s" % (k, moves[k].code))
   moves[k] = m[k]
  ends.append((end % moves[k].code).replace("@", str(k)))
 once = ""
 row = batch[:-2], "; ".join(lines), "; ".join(ends)
 if whole:
  once = batch + "= rows"
  each = "%s\n   %s" % row[1:]
 elif direct:
  each = ("mean = 0.0\n   if draws:\n    _batches(rows, size, draws)\n"
   "   for %s in rows:\n    %s\n    %s" % row)
 else:
  each = "mean = 0.0\n   for batch in _batches(rows, size, draws):\n"
  each += "    %s = -0.0\n    for %%s in batch:\n     %%s\n    %%s" % join(m, " = ") % row
 names = join(w + texts("v", n) if momentum else w)
 total = "sum([%s])" % names if n > 99 else join(w, " + ")
 return RUN % (used, names, n + n * bool(momentum), once, each, total, names, names)
def _unrolled(n, *options):
 if n > {"pypy": 200, "micropython": 2000}.get(sys.implementation.name, 20000):
  raise MemoryError
 text = _source(n, *options)
 run = WRITTEN.get(text)
 if not run:
  scope = globals().copy()
  exec(text, scope)
  run = scope["run"]
  WRITTEN.clear()
  WRITTEN[text] = run
 return run
'''


# --- Files and scales --------------------------------------------------------------------

FORMATS = "neuron.py 1, Network", "neuron.py 1, Neuron"


# The values of a JSON object that has just these fields, the last of them a list
def _fields(data, *fields):
    names = sorted(data) if isinstance(data, dict) else type(data)
    if names == list(fields) and isinstance(data[names[-1]], list):
        return map(data.get, fields)
    raise ValueError("expected the fields %s, the last a list, not %s" % (fields, names))


# The model that save() wrote. activations: your own, by name. ValueError names what is wrong.
def load(path, activations=None):
    import json
    from array import array

    with open(path) as file:
        try:
            units = []
            text = ""
            for line in file:
                i = line.find("]") + 1
                if text and i and line[0] == "[":  # a unit on a line of its own, as by save(), is
                    w = json.loads(line[:i])  # read by itself: that takes less memory,
                    if not hasattr(array, "itemsize"):  # and on MicroPython so do arrays
                        w = array("f" if 1 + 1e-8 == 1 else "d", w)
                    units.append(w)
                    line = '""' + line[i:]
                text += line
            name, inputs, layers = _fields(json.loads(text), "format", "inputs", "layers")
            if name not in FORMATS:
                raise ValueError("format must be one of %s, not %r" % (FORMATS, name))
            net = Neuron(1) if name == FORMATS[1] else Network(1, 1)
            net.sizes = sizes = [_whole(inputs, "inputs")]
            net.layers = []
            for layer in layers:
                a, biases, weights = _fields(layer, "activation", "biases", "weights")
                for u, w in enumerate(weights):
                    if units and w == "":
                        w = units.pop(0)
                    floats = _numbers(w, sizes[-1], "weights[%d]" % u)
                    weights[u] = floats if isinstance(w, list) else w
                sizes.append(_whole(len(weights), "units"))
                if biases is not None:
                    biases = _numbers(biases, len(weights), "biases")
                a = _activation((activations or {}).get(str(a), a))
                net.layers.append(Layer(weights, biases, a))
            if not layers or name == FORMATS[1] and sizes[1:] != [1]:
                raise ValueError("need layers, for a Neuron one of one unit")
            return net
        except (ValueError, TypeError, RuntimeError) as error:  # RuntimeError: nested too deep
            raise ValueError("%s is no saved model: %s" % (path, error))


# The columns' means and standard deviations, 1.0 for a constant column
def standardise(rows):
    rows = list(rows)
    n = _whole(len(rows), "len(rows)")
    means = []
    deviations = []
    for column in zip(*_rows(rows, len(rows[0]), "rows")):
        mean = column[0]
        errors = [0]
        for i in range(2):  # the mean is column[0] plus the mean of the differences from it
            mean += dot(errors, [1] * len(errors)) / n
            errors = []
            for x in column:
                errors.append(x - mean)
        means.append(_number(mean, "means"))
        deviations.append(_number(sqrt(dot(errors, errors) / n) or 1.0, "deviations"))
    return means, deviations


# --- The demo: python neuron.py ----------------------------------------------------------

DEMO = r'''
import os, sys, time
n = Neuron(3, bias=None, seed=1)
rows = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1), (1, 0, 0)]
print("A neuron learns from four rows, and answers for a fifth\n")
print("Weights before  %.8f  %.8f  %.8f\n" % tuple(n.weights))
print("Epochs  Mean squared error, its root as a bar")
start = time.time()
for epochs in 1, 9, 90, 900, 9000:
 loss = n.train(rows[:4], [0, 1, 1, 0], epochs)
 print("%6d  %.6f %s" % (epochs * 10 // 9, loss, "#" * int(1 + 100 * sqrt(loss))))
print("\nWeights after  %.8f  %.8f  %.8f\n\nInputs  Target  Output" % tuple(n.weights))
for row, target in zip(rows, "0110?"):
 print("%d %d %d   %s       %.8f" % (row + (target, n(row))))
print("\nTrained in %.2f s" % (time.time() - start))
shell = lambda: hasattr(os, "system") and os.system("test -t 0") == 0
asks = getattr(sys.stdin, "isatty", shell)()
while asks:
 try:
  line = input("\nthree numbers, for example 1 0 0; Enter alone ends: ")
  asks = line != ""
  if asks:
   print("Output %.8f" % n(list(map(float, line.replace(",", " ").split()))))
 except ValueError:
  print("Try again: three numbers, as 1 0 0")
 except (EOFError, KeyboardInterrupt):
  asks = print()
'''


# Show a neuron learning from four rows, then let it answer
def demo():
    exec(DEMO, globals().copy())


if __name__ == "__main__":
    demo()
