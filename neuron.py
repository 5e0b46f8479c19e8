# neuron.py: a neuron, and networks of neurons, in one file of pure Python.
#
#   n = Neuron(3, bias=None, seed=1)
#   n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 10_000)
#   n([1, 0, 0])                                             # 0.9999370428352157
#
# Every Python does the same sums in the same order. A board must hold all of this file to compile
# it, but for comments: so they say what docstrings would (help() shows them), 1.0, which takes
# more, is 1 where the result is the same, and what few programs need is kept as text.

from math import exp, log, sqrt

__version__ = "0.1.0"
INFINITY = 1e999
NOTHING = -0.0  # where sums start: x + -0.0 is x even where x is -0.0


# --- Vectors, and checks: what comes from outside passes here before a weight moves ------

# u[0]*v[k] + u[1]*v[k+1] + ..., added from left to right
def dot(u, v, k=0):
    total = NOTHING
    for value in u:
        total += value * v[k]
        k += 1
    return total


# As a list of floats from low to high, or of whole ones. A bool counts as 0 or 1.
def _numbers(values, count, name, low=-INFINITY, high=INFINITY, kind="finite"):
    floats = []
    try:
        for x in values:
            floats.append(float(x - 0))  # float() alone would take a string
            if kind == "whole" and x % 1:
                raise TypeError
        if (len(floats) == count and low <= min(floats) and max(floats) <= high
                and dot(floats, [NOTHING] * count) == 0):  # inf * 0 and NaN * 0 are NaN
            return floats
    except (TypeError, OverflowError):
        pass
    raise ValueError("%s must be %d %s number(s) from %s to %s, not %s" % (
        name, count, kind, low, high, repr(values)[:200]))


def _number(value, name, *bounds):
    return _numbers([value], 1, name, *bounds)[0]


def _rows(rows, count, name, *bounds):
    floats = []
    for row in rows:
        floats.append(_numbers(row, count, "%s[%d]" % (name, len(floats)), *bounds))
    return floats


def _whole(value, name, low=1):
    try:
        if low <= value | 0 <= 0xFFFFFFFF:
            return int(value)  # NumPy's too: only whole numbers can do | 0
    except TypeError:
        pass
    raise ValueError("%s must be a whole number, %d to 4294967295, not %r" % (name, low, value))


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
    if isinstance(a, str):
        a = ACTIVATIONS.get(a, a)
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

def _squared(error, target, z):
    return error * error


def _cross_entropy(error, target, z):  # -log(y) is softplus(-z), -log(1 - y) is softplus(z)
    return target * softplus(-z) + (1 - target) * softplus(z)


# --- Networks, and the neuron: a network of one unit. The loops define what training does

# Units with the same inputs. weights: a row per unit; biases: one each, or None
class Layer:
    def __init__(self, weights, biases, activation):
        self.weights = weights
        self.biases = biases
        self.activation = activation

    # The weighted sums of the inputs x, one per unit
    def sums(self, x):
        sums = []
        for w in self.weights:
            sums.append(dot(w, x))
        for u, bias in enumerate(self.biases or []):
            sums[u] += bias
        return sums


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
# and the errors of x.
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
            total += loss(target - output, target, z)
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


DIVERGED = "epoch %d made a weight infinite or NaN: try a smaller learning_rate"


# Train the state, the parameters and then the speed of each, in place from epoch to epochs.
# Return the last epoch and its mean loss.
def _loops(state, epoch, epochs, rows, size, draws, layers, loss, rate, momentum, until):
    n = len(state) // 2
    online = size == 1 and not momentum  # then each row moves the parameters at once
    for epoch in range(epoch, epochs):
        new = state[:]
        mean = NOTHING
        for r in range(len(rows) - 1 if draws else 0, 0, -1):  # Fisher and Yates
            i = min(r, int(next(draws) * (r + 1)))  # a single may round up to 1
            rows[r], rows[i] = rows[i], rows[r]
        for r in range(0, len(rows), size):
            moves = new if online else [NOTHING] * n
            for x, targets in rows[r:r + size]:
                mean += _backpropagate(layers, 0, new, x, targets, moves,
                                       rate if online else 1, loss)[0]
            for k in range(0 if online else n):
                new[n + k] = momentum * new[n + k] + rate * moves[k]
                new[k] += new[n + k]
        if dot(new, [NOTHING] * len(new)) != 0:
            raise ArithmeticError(DIVERGED % epoch)
        state[:] = new
        mean /= len(rows) * len(targets)
        if mean <= until:
            break
    return epoch, mean


# Network(3, 4, 1): 3 inputs, 4 hidden units, 1 output; net(row) returns a list of outputs.
# activation: a name or an Activation, or a list of one per layer. bias: what all biases start
# at, None for no biases. Weights are drawn from [-scale, scale) by uniform(seed). Bad values:
# ValueError.
class Network:
    def __init__(self, *sizes, activation="sigmoid", bias=0.0, seed=1, scale=1.0):
        draws = uniform(seed)  # first, while a board still has 2.5 KB in one piece
        if not isinstance(activation, (list, tuple)):
            activation = [activation] * (len(sizes) - 1)
        if not 1 < len(sizes) == len(activation) + 1:
            raise ValueError("need 2 sizes or more, and one activation less, not %r and %r"
                             % (sizes, activation))
        biases = bias if bias is None else [_number(bias, "bias")]
        scale = _number(scale, "scale")
        self.sizes = sizes = list(sizes)
        self.layers = []
        for size in sizes:
            _whole(size, "sizes")
        for inputs, units, a in zip(sizes, sizes[1:], activation):
            weights = list(map(list, [()] * units))
            self.layers.append(Layer(weights, biases and biases * units, _activation(a)))
            for i in range(inputs):  # as NumPy fills an array: input by input
                for w in weights:
                    w.append(scale * (2 * next(draws) - 1))

    def __repr__(self):
        return "<%s %s, %s, %s>" % (type(self).__name__, self.sizes, list(map(_name, self.layers)),
                                    "bias" if self.layers[0].biases else "no bias")

    # The outputs for a row of inputs
    def __call__(self, row):
        x = _numbers(row, self.sizes[0], "row")
        for layer in self.layers:
            x = list(map(layer.activation.function, layer.sums(x)))
        return x

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
                flat += _numbers(w, inputs, "weights")
                if biases:
                    flat.append(biases[u])
        return flat

    # d(loss)/d(parameter), of half the squared errors or the cross_entropy, summed over all rows
    def gradient(self, rows, targets, loss="squared"):
        rows, layers, loss = self._data(rows, targets, loss)
        flat = self.parameters()
        moves = [NOTHING] * len(flat)
        for x, targets in rows:
            _backpropagate(layers, 0, flat, x, targets, moves, 1, loss)
        return [-x for x in moves]

    # Move downhill: parameters -= learning_rate * gradient
    def step(self, gradient, learning_rate=1.0):
        flat = self.parameters()
        rate = _number(learning_rate, "learning_rate", 1e-37)
        gradient = _numbers(gradient, len(flat), "gradient")
        for k in range(len(flat)):
            flat[k] -= rate * gradient[k]
        self.layers = _layers(self.layers, _numbers(flat, len(flat), "parameters"))

    # What training needs, checked: pairs of inputs and targets, layers, the loss's function
    def _data(self, rows, targets, loss):
        layer = self.layers[-1]
        a = layer.activation
        name = _name(layer)
        if loss == "cross_entropy" and a.function is sigmoid:
            a = Activation(sigmoid, _one, 0, 1)  # delta is then the error itself
        elif loss != "squared":
            raise ValueError("loss must be squared, or cross_entropy for sigmoid outputs, not %r "
                             "for %s" % (loss, name))
        rows = _rows(rows, self.sizes[0], "rows")
        if isinstance(self, Neuron):
            targets = zip(targets)  # a row of one each
        targets = _rows(targets, self.sizes[-1], name + " targets", *a.bounds)
        if not rows or len(rows) != len(targets):
            raise ValueError("need rows and as many targets, not %d and %d"
                             % (len(rows), len(targets)))
        layers = self.layers[:-1] + [Layer(layer.weights, layer.biases, a)]
        return list(zip(rows, targets)), layers, _squared if loss == "squared" else _cross_entropy

    # Let a model that was trained on (x - mean) / deviation take x itself from now on
    def fold(self, means, deviations):
        layer = self.layers[0]
        means = _numbers(means, self.sizes[0], "means")
        deviations = _numbers(deviations, self.sizes[0], "deviations")
        weights = []
        biases = []
        for w, bias in zip(layer.weights, layer.biases or [0] * self.sizes[1]):
            w = [x / scale for x, scale in zip(w, deviations)]
            weights.append(_numbers(w, len(means), "weights"))
            biases.append(_number(bias - dot(w, means), "bias"))
        self.layers = [Layer(weights, biases, layer.activation)] + self.layers[1:]

    # Write the model as JSON. path always holds the whole old or the whole new file.
    def save(self, path):
        import os
        from json import dumps

        self.parameters()  # checks them
        text = '{"format": "%s", "inputs": %d, "layers": [' % (
            FORMATS[isinstance(self, Neuron)], self.sizes[0])
        names = {}
        for layer in self.layers:
            name = _name(layer)
            if names.setdefault(name, layer.activation) is not layer.activation:
                raise ValueError("two activations are named %s" % name)
            weights = dumps(list(map(list, layer.weights))).replace("], ", "],\n")
            text += '\n{"activation": %s, "biases": %s, "weights": [\n%s]},' % (
                dumps(name), dumps(layer.biases), weights[1:-1])
        new = "%s.%s.%d.new" % (path, getattr(os, "getpid", str)(), id(text))
        file = open(new, "w")
        try:
            with file:
                file.write(text[:-1] + "]}\n")
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
    # shuffle: a seed for each epoch's order. momentum: how much of the last move is made again.
    # loss: squared or cross_entropy. until: the loss to stop at. every: yield after so many
    # epochs, and the last. A weight that overflows: ArithmeticError, and its epoch is undone.
    def training(self, rows, targets, epochs=1000, *, learning_rate=1.0, batch_size=None,
                 shuffle=None, momentum=0.0, loss="squared", until=0.0, every=1):
        rows, layers, loss = self._data(rows, targets, loss)
        epochs = _whole(epochs, "epochs", 0)
        every = _whole(every, "every")
        size = min(len(rows), _whole(len(rows) if batch_size is None else batch_size, "batch_size"))
        draws = None if shuffle is None else uniform(shuffle)
        until = _number(until, "until")
        options = (rows, size, draws, layers, loss,
                   _number(learning_rate, "learning_rate", 1e-37),
                   _number(momentum, "momentum", 0, 0.9999999), until)
        n = len(self.parameters())
        train = _loops
        if UNROLLED and epochs * len(rows) >= UNROLLED:
            try:
                if "_unrolled" not in globals():
                    exec(WRITER, globals())
                train = _unrolled(n, *options)
            except (MemoryError, NameError, RuntimeError):  # too large, or no exec here
                pass

        def run():
            state = [NOTHING] * n  # at rest
            epoch = 0
            while epoch < epochs:
                state = _numbers(self.parameters() + state[-n:], 2 * n, "parameters")
                try:
                    epoch, loss = train(state, epoch, min(epoch + every, epochs), *options)
                finally:
                    self.layers = _layers(self.layers, state)
                yield epoch, loss
                epoch = epochs if loss <= until else epoch + 1

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

    def __call__(self, row):
        return Network.__call__(self, row)[0]

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


# --- Unrolled training: the arithmetic of the loops, in their order, as straight-line Python
# for one shape, every weight a local variable. Only integers and this text go into it ------

UNROLLED = 500  # rows times epochs from which on writing it pays, as measured; 0: never

# To be filled in: names used often, what is trained, what is made once, a loop over batches, what
# is done for a row, for a batch, the names of what is trained, and their sum, which is not finite
# if one of them is not. Text is indented by one, as it costs a board memory by the letter.
RUN = """def run(state, epoch, epochs, rows, size, draws, layers, loss, rate, momentum, until):
 count = len(rows) * len(layers[-1].weights)
 %s = 0.0
 %s = saved = state[:%d]
 %s
 try:
  for epoch in range(epoch, epochs):
   mean = 0.0
   if draws:
    for r in range(len(rows) - 1, 0, -1):
     other = min(r, int(next(draws) * (r + 1)))
     rows[r], rows[other] = rows[other], rows[r]
    batches = [rows[r:r + size] for r in range(0, len(rows), size)]
   %s
    %s
    %s
   new = %s
   if 0.0 * (%s) != 0.0 and dot(new, [NOTHING] * len(new)) != 0:
    raise ArithmeticError(DIVERGED %% epoch)
   saved = new
   mean /= count
   if mean <= until:
    break
  return epoch, mean
 finally:
  state[:%d] = saved
"""

# What fills it in, compiled when a training is first long enough for it to pay. INLINE: what it
# writes in place of a call for unit @, by id, as not all functions have a hash. count: how many
# rows, a whole batch, are written out; 0: a loop takes them one by one. often: names to come
# first, as CPython is faster at its first 256. PyPy's compiler prefers the loops from 200 weights
# on, as measured. At last, factors of 1 are left out, as they change no bit.
WRITER = r'''
import sys
INLINE = {
 id(sigmoid): "1.0 / (1.0 + exp(-z@)) if z@ > -40.0 else exp(z@)",
 id(_sigmoid_slope): "y@ * (1.0 - y@)",
 id(_tanh_slope): "1.0 - y@ * y@",
 id(relu): "z@ if z@ > 0.0 else 0.0",
 id(_relu_slope): "1.0 if z@ > 0.0 else 0.0",
 id(_one): "1.0",
 id(_squared): "e@ * e@",
}
WRITTEN = {}
def _source(weights, rows, size, draws, layers, loss, rate, momentum, until):
 count = 0 if len(rows) % size or size > 1 and size * weights > 256 else size
 moves = [[] for k in range(weights)]
 lines = []
 row = ""
 n = 0
 often = "m"
 for r in range(count or 1):
  y = ["x%d_%d" % (r, i) for i in range(len(rows[0][0]))]
  often += " = " + " = ".join(y)
  row += "((%s,), (" % ", ".join(y)
  errors = {}
  slopes = []
  losses = []
  k = 0
  for j, layer in enumerate(layers):
   a = layer.activation
   own = "layers[%d].activation." % j
   x = y + ["1.0"] if layer.biases else y
   y = []
   for w in layer.weights:
    y.append("y%d" % n)
    terms = []
    for name in x:
     terms.append("w%d * %s" % (k, name))
     moves[k].append("d%d * %s" % (n, name))
     errors.setdefault(name, []).append("d%d * w%d" % (n, k))
     k += 1
    code = "z@ = %s; y@ = " % " + ".join(terms)
    code += INLINE.get(id(a.function), own + "function(z@)")
    lines.append(code.replace("@", str(n)))
    slopes.append((n, INLINE.get(id(a.derivative), own + "derivative(z@, y@)")))
    n += 1
  for name in y:
   u = name[1:]
   row += "t" + u + ", "
   errors[name] = ["e" + u]
   lines.append("e@ = t@ - y@".replace("@", u))
   losses.append(INLINE.get(id(loss), "loss(e@, t@, z@)").replace("@", u))
  row += ")), "
  lines.append("mean += " + " + ".join(losses))
  for u, slope in reversed(slopes):
   often += " = y%d = d%d" % (u, u)
   code = "d@ = (%s) * (%s)" % (" + ".join(errors["y%d" % u]), slope)
   lines.append(code.replace("@", str(u)))
 end = "w@ += rate * (%s)"
 if momentum:
  end = "v@ = momentum * v@ + rate * (%s); w@ += v@"
 ends = []
 for k, terms in enumerate(moves):
  code = " + ".join(terms)
  if not count:
   lines.append("m%d += %s" % (k, code))
   code = "m%d" % k
  ends.append((end % code).replace("@", str(k)))
 w = ", ".join(["w%d" % k for k in range(weights)])
 names = w + ", " + w.replace("w", "v") if momentum else w + ","
 total = "sum(new)" if weights > 99 else w.replace(",", " +")
 size = weights + weights * bool(momentum)
 once = "batches = [rows[r:r + size] for r in range(0, len(rows), size)]"
 each = "for %s in batches:" % row
 lines = "; ".join(lines)
 if not count:
  m = w.replace("w", "m").replace(",", " =")
  each = "for batch in batches:\n    %s = -0.0\n    for %s in batch:" % (m, row[:-2])
  lines = " " + lines
 elif count == len(rows) and not draws:
  once = row + "= rows"
  each = "if 1:"
 text = RUN % (often, names, size, once, each, lines, "; ".join(ends), names, total, size)
 return text.replace("rate * " if rate == 1 else "@", "").replace(" * 1.0", "")

def _unrolled(weights, *options):
 if weights > (200 if sys.implementation.name == "pypy" else 20000):
  raise MemoryError
 text = _source(weights, *options)
 run = WRITTEN.get(text)
 if not run:
  scope = globals().copy()
  exec(text, scope)
  WRITTEN.clear()
  run = WRITTEN[text] = scope["run"]
 return run
'''


# --- Files and scales --------------------------------------------------------------------

FORMATS = "neuron.py 1, Network", "neuron.py 1, Neuron"


# The values of a JSON object that has just these fields
def _fields(data, fields):
    names = sorted(data) if isinstance(data, dict) else type(data)
    if names == fields:
        return map(data.get, fields)
    raise ValueError("expected the fields %s, not %s" % (fields, names))


# The model that save() wrote. activations: your own, by name. ValueError names what is wrong.
def load(path, activations=None):
    import json
    import sys
    from array import array

    with open(path) as file:
        try:
            units = []
            text = ""
            for line in file:
                i = line.find("]") + 1
                if text and i and line[0] == "[":  # a unit on a line of its own, as by save(),
                    units.append(json.loads(line[:i]))  # is read by itself: that takes less memory
                    line = "0" + line[i:]
                    if sys.implementation.name == "micropython":  # and so do arrays
                        units[-1] = array("f" if 1 + 1e-8 == 1 else "d", units[-1])
                text += line
            text = json.loads(text)
            name, inputs, layers = _fields(text, ["format", "inputs", "layers"])
            if name not in FORMATS:
                raise ValueError("format must be one of %s, not %r" % (FORMATS, name))
            net = Neuron(1) if name == FORMATS[1] else Network(1, 1)
            net.sizes = [_whole(inputs, "inputs")]
            net.layers = []
            for layer in layers if isinstance(layers, list) else []:
                a, biases, weights = _fields(layer, ["activation", "biases", "weights"])
                weights = weights if isinstance(weights, list) else []
                for u, w in enumerate(weights):
                    if units and w == 0:
                        w = units.pop(0)
                    floats = _numbers(w, net.sizes[-1], "weights[%d]" % u)
                    weights[u] = floats if isinstance(w, list) else w
                net.sizes.append(_whole(len(weights), "units"))
                if biases is not None:
                    biases = _numbers(biases, len(weights), "biases")
                a = _activation((activations or {}).get(str(a), a))
                net.layers.append(Layer(weights, biases, a))
            if not net.layers or name == FORMATS[1] and net.sizes[1:] != [1]:
                raise ValueError("layers must be one or more, for a Neuron one of one unit")
            return net
        except (ValueError, TypeError, RuntimeError) as error:  # RuntimeError: nested too deep
            raise ValueError("%s: %s" % (path, error))


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
print("Four rows to learn, and a new situation\n")
print("Inputs  Target\n0 0 1   0\n1 1 1   1\n1 0 1   1\n0 1 1   0\n1 0 0   ?\n")
print("Weights before  %.8f  %.8f  %.8f\n\nEpochs  Mean squared error" % tuple(n.weights))
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
  if not line:
   break
  print("Output %.8f" % n(list(map(float, line.split()))))
 except ValueError as error:
  print("Try again: %.69s" % error)
 except (EOFError, KeyboardInterrupt):
  print()
  break
'''


# Show a neuron learning from four rows, then let it answer
def demo():
    exec(DEMO, globals().copy())


if __name__ == "__main__":
    demo()

# MIT License. Copyright (c) 2026 the neuron.py authors
#
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software
# and associated documentation files (the "Software"), to deal in the Software without restriction,
# including without limitation the rights to use, copy, modify, merge, publish, distribute,
# sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
# furnished to do so, subject to the following conditions:
#
# The above copyright notice and this permission notice shall be included in all copies or
# substantial portions of the Software.
#
# THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
# NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
# NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
# DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
# OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
