"""neuron.py: a neuron, and networks of neurons, in one file of pure Python."""

#   n = Neuron(3, bias=None, seed=1)
#   n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 10_000)
#   n([1, 0, 0])                                             # 0.9999370428352157
#
# Copy it next to a program: it needs lists and the math module, and gives the same bits
# on CPython, PyPy, Pyodide and MicroPython. Licence (MIT): at the foot. A docstring costs
# a board memory while it compiles this file, a comment does not: so details stand here.

from math import exp, log, sqrt

__version__ = "0.1.0"


# --- Vectors -----------------------------------------------------------------------------

def dot(u, v):
    """Return u[0]*v[0] + u[1]*v[1] + ..., added from left to right."""
    total = -0.0  # unlike 0.0, adding to it changes nothing, not even the sign of a zero
    for i in range(len(u)):
        total += u[i] * v[i]
    return total


# --- Checks: what comes from outside passes here before a weight moves -------------------

def _numbers(values, count, name):
    # A list of floats. A bool counts as 0 or 1; float() alone would take a string.
    try:
        floats = [float(value + 0.0) for value in values]
        if len(floats) == count and dot(floats, [0.0] * count) == 0.0:  # inf * 0 is NaN
            return floats
    except (TypeError, OverflowError):
        pass
    raise ValueError("%s must be %d finite number(s), not %r" % (name, count, values))


def _whole(value, name, least=1):
    try:
        if least <= value | 0 < 1 << 32:  # only whole numbers, NumPy's too, have bits
            return int(value)
    except TypeError:
        pass
    raise ValueError("%s must be a whole number from %d on, not %r" % (name, least, value))


# --- Random numbers: NumPy's, so that a tutorial's seed gives the tutorial's weights -----

def uniform(seed):
    """Return an endless iterator of floats in [0, 1): NumPy's after random.seed(seed)."""
    return _uniform(_whole(seed, "seed", 0))


def _uniform(word):
    # MT19937: Matsumoto and Nishimura, ACM TOMACS 8 (1998).
    from array import array

    state = array("I", range(624))  # 2.5 KB; a list would take 20
    for i in range(624):
        state[i] = word
        word = (1812433253 * (word ^ word >> 30) + i + 1) & 0xFFFFFFFF
    while True:
        for i in range(624):
            word = state[i] & 0x80000000 | state[i - 623] & 0x7FFFFFFF
            word = state[i - 227] ^ word >> 1 ^ (word & 1) * 0x9908B0DF
            state[i] = word
            word ^= word >> 11
            word ^= word << 7 & 0x9D2C5680
            word ^= word << 15 & 0xEFC60000
            word ^= word >> 18
            if i % 2:  # two words give 53 bits: 24, which a single holds too, and 29
                low = (high >> 5 & 7) * 67108864.0 + (word >> 6)
                yield ((high >> 8) + low / 536870912.0) / 16777216.0
            high = word


# --- Activations: from exp and log, as boards may lack math.tanh; exp never overflows ----

def sigmoid(z):
    """Return 1 / (1 + exp(-z))."""
    return 1.0 / (1.0 + exp(-z)) if z > -40.0 else exp(z)  # equal to the last digit


def tanh(z):
    """Return (exp(2z) - 1) / (exp(2z) + 1)."""
    if z > 20.0 or z < -20.0:
        return 1.0 if z > 0.0 else -1.0
    u = exp(z + z)
    if u == 1.0:
        return z
    t = (u - 1.0) * (z + z) / log(u)  # u - 1, with its digits near 0 kept (W. Kahan)
    return t / (t + 2.0)


def relu(z):
    """Return z above 0, else 0."""
    return z if z > 0.0 else 0.0


def softplus(z):
    """Return log(1 + exp(z))."""
    e = exp(-z if z > 0.0 else z)
    u = 1.0 + e
    if u > 1.0:
        e *= log(u) / (u - 1.0)  # log(1 + e), with its digits kept (W. Kahan)
    return relu(z) + e


def gaussian(z):
    """Return exp(-z*z)."""
    return exp(-z * z)


def identity(z):
    """Return z."""
    return z


def step(z):
    """Return 1 from 0 on, else 0."""
    return 1.0 if z >= 0.0 else 0.0


class Activation:
    """function(z) of the weighted sum, derivative(z, y) where y = function(z)."""

    def __init__(self, function, derivative, low=-1e999, high=1e999):
        self.function = function
        self.derivative = derivative
        self.low = low  # the bounds of y: no target may lie outside
        self.high = high


def _one(z, y):
    return 1.0


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, lambda z, y: y * (1.0 - y), 0.0, 1.0),
    "tanh": Activation(tanh, lambda z, y: 1.0 - y * y, -1.0, 1.0),
    "relu": Activation(relu, lambda z, y: 1.0 if z > 0.0 else 0.0, 0.0),
    "softplus": Activation(softplus, lambda z, y: sigmoid(z), 0.0),
    "gaussian": Activation(gaussian, lambda z, y: -2.0 * y * z, 0.0, 1.0),
    "identity": Activation(identity, _one),
    "step": Activation(step, _one, 0.0, 1.0),  # which makes it Rosenblatt's perceptron rule
}


def _name(activation):
    for name in ACTIVATIONS:
        if ACTIVATIONS[name] is activation:
            return name
    return activation.function.__name__


# --- Losses, of an output y of weighted sum z, where error = target - y -----------------

def _squared(error, target, z):
    return error * error


def _cross_entropy(error, target, z):  # -log(y) is softplus(-z), -log(1 - y) is softplus(z)
    return target * softplus(-z) + (1.0 - target) * softplus(z)


LOGISTIC = Activation(sigmoid, _one)  # with cross-entropy, the outputs' delta is the error


# --- Networks, and the neuron: a network of one unit. The loops are the specification ----

class Layer:
    """Units with the same inputs. weights: a row per unit; biases: one each, or None."""

    def __init__(self, weights, biases, activation):
        self.weights = weights
        self.biases = biases
        self.activation = activation

    def sums(self, x):
        """Return the weighted sums of the inputs x, one per unit."""
        sums = [dot(w, x) for w in self.weights]
        if self.biases is not None:
            for u, bias in enumerate(self.biases):
                sums[u] += bias
        return sums


def _assign(layers, flat):
    # Set the weights and biases from a flat list, ordered as parameters() orders them.
    start = 0
    for layer in layers:
        for u, w in enumerate(layer.weights):
            end = start + len(w)
            layer.weights[u] = flat[start:end]
            if layer.biases is not None:
                layer.biases[u] = flat[end]
                end += 1
            start = end


def _backpropagate(layers, row, sums, loss):
    # Add each delta * input of one row (inputs, then targets) to sums; return its loss.
    y = row[:len(layers[0].weights[0])]
    targets = row[len(y):]
    trace = []
    for layer in layers:
        x = y
        z = layer.sums(x)
        y = list(map(layer.activation.function, z))
        trace.append((layer, x, z, y))
    total = -0.0
    errors = []
    for u, t in enumerate(targets):
        errors.append(t - y[u])
        total += loss(errors[u], t, z[u])
    end = len(sums)
    for layer, x, z, y in reversed(trace):
        before = [-0.0] * len(x)  # the errors of the layer below
        end -= len(y) * (len(x) + (layer.biases is not None))
        k = end
        for u, w in enumerate(layer.weights):
            delta = errors[u] * layer.activation.derivative(z[u], y[u])
            for i in range(len(x)):
                sums[k] += delta * x[i]
                before[i] += delta * w[i]
                k += 1
            if layer.biases is not None:
                sums[k] += delta
                k += 1
        errors = before
    return total


def _loops(layers, loss, flat, speed, batches, epochs, count, rate, momentum, until):
    # Train flat, by whole epochs. Return how many, and the mean loss of the last one's
    # count outputs: None if it made a weight infinite or NaN.
    for done in range(1, epochs + 1):
        w = flat[:]
        total = 0.0
        for batch in batches:
            _assign(layers, w)
            sums = [-0.0] * len(w)
            for row in batch:
                total += _backpropagate(layers, row, sums, loss)
            for i in range(len(w)):
                move = rate * sums[i]
                if momentum:
                    move += momentum * speed[i]
                    speed[i] = move
                w[i] += move
        if dot(w, [0.0] * len(w)) != 0.0:
            return done, None
        flat[:] = w
        if total / count <= until:
            break
    return done, total / count


class Network:
    """Network(3, 4, 1): 3 inputs, 4 hidden units, 1 output. Bad values: ValueError."""

    # activation: a name or an Activation, or a list of one per layer. bias: what all biases
    # start at, None for no biases. Weights are drawn from [-scale, scale) by uniform(seed).
    def __init__(self, *sizes, activation="sigmoid", bias=0.0, seed=1, scale=1.0):
        self.sizes = [_whole(size, "a size") for size in sizes]
        self.layers = []
        if not isinstance(activation, (list, tuple)):
            activation = [activation] * (len(sizes) - 1)
        if len(sizes) < 2 or len(sizes) != len(activation) + 1:
            raise ValueError("need 2 sizes or more, with an activation for each but the first, "
                             "not %r with %r" % (sizes, activation))
        scale, start = _numbers((scale, 0.0 if bias is None else bias), 2, "scale and bias")
        draws = uniform(seed)
        for k, a in enumerate(activation):
            if isinstance(a, str):
                a = ACTIVATIONS.get(a, a)
            if not isinstance(a, Activation):
                raise ValueError("activation must be an Activation or one of %s, not %r"
                                 % (", ".join(sorted(ACTIVATIONS)), a))
            weights = [[] for u in range(self.sizes[k + 1])]
            for i in range(self.sizes[k]):  # as NumPy fills an array: input by input
                for w in weights:
                    w.append(scale * (2.0 * next(draws) - 1.0))
            self.layers.append(Layer(weights, None if bias is None else [start] * len(weights), a))

    def __repr__(self):
        layer = self.layers[0]
        return "<%s %s, %s, bias: %s>" % (type(self).__name__, self.sizes, [
            _name(layer.activation) for layer in self.layers], layer.biases is not None)

    def __call__(self, row, name="the row"):
        """Return the outputs for a row of inputs."""
        x = _numbers(row, self.sizes[0], name)
        for layer in self.layers:
            x = list(map(layer.activation.function, layer.sums(x)))
        return x

    def predict(self, rows):
        """Return the outputs for each row."""
        return [self(row, "rows[%d]" % r) for r, row in enumerate(rows)]

    def parameters(self):
        """Return a flat list: layer by layer, unit by unit, its weights, then its bias."""
        flat = []
        for layer, inputs in zip(self.layers, self.sizes):
            for u, w in enumerate(layer.weights):
                flat += _numbers(w, inputs, "weights")
                if layer.biases is not None:
                    flat += _numbers(layer.biases[u:u + 1], 1, "a bias")
        return flat

    def gradient(self, rows, targets, loss="squared"):
        """Return d(loss)/d(parameter). The loss is summed over all rows: half the squared
        errors, or the cross_entropy."""
        sums = [-0.0] * len(self.parameters())
        rows, layers, loss = self._data(rows, targets, loss)
        for row in rows:
            _backpropagate(layers, row, sums, loss)
        return [-s for s in sums]

    def step(self, gradient, learning_rate=1.0):
        """Move downhill: parameters -= learning_rate * gradient."""
        flat = self.parameters()
        rate = _numbers([learning_rate], 1, "learning_rate")[0]
        for i, g in enumerate(_numbers(gradient, len(flat), "gradient")):
            flat[i] -= rate * g
        _assign(self.layers, flat)

    def _data(self, rows, targets, loss):
        # What training needs, checked: a list per row of its inputs and targets, the layers
        # and the function of the loss.
        rows = list(rows)
        targets = list(targets)
        layers = self.layers[:]
        last = layers[-1]
        name = _name(last.activation)
        if not rows or len(rows) != len(targets):
            raise ValueError("need rows and as many targets, not %d and %d" % (len(rows), len(targets)))
        for r, target in enumerate(targets):
            target = _numbers(target, self.sizes[-1], "targets[%d]" % r)
            for t in target:
                if not last.activation.low <= t <= last.activation.high or name == "step" and t % 1.0:
                    raise ValueError("targets[%d]: %s never gives %r" % (r, name, t))
            rows[r] = _numbers(rows[r], self.sizes[0], "rows[%d]" % r) + target
        if loss == "squared":
            return rows, layers, _squared
        if loss != "cross_entropy" or last.activation.function is not sigmoid:
            raise ValueError("loss must be squared, or cross_entropy for sigmoid outputs, not %r "
                             "for %s" % (loss, name))
        layers[-1] = Layer(last.weights, last.biases, LOGISTIC)
        return rows, layers, _cross_entropy

    def fold(self, means, deviations):
        """Let a model trained on (x - mean) / deviation take x itself from now on."""
        layer = self.layers[0]
        means = _numbers(means, self.sizes[0], "means")
        deviations = _numbers(deviations, self.sizes[0], "deviations")
        if 0.0 in deviations:
            raise ValueError("deviations must not be 0, as in %r" % deviations)
        biases = layer.biases or [0.0] * len(layer.weights)
        layer.weights = [[x / d for x, d in zip(w, deviations)] for w in layer.weights]
        layer.biases = [b - dot(w, means) for b, w in zip(biases, layer.weights)]

    def save(self, path):
        """Write the model as JSON. At every moment path holds all of the old or of the new."""
        import os
        from json import dumps

        self.parameters()
        names = [_name(layer.activation) for layer in self.layers]
        for name, layer in zip(names, self.layers):
            if ACTIVATIONS.get(name, layer.activation) is not layer.activation:
                raise ValueError("enter it in ACTIVATIONS first: an activation other than %s" % name)
        new = "%s.%s.new" % (path, getattr(os, "getpid", str)())
        file = open(new, "w")
        try:
            with file:
                file.write('{"format": "neuron.py", "version": 1, "model": "%s", "layers": [' % (
                    "Neuron" if isinstance(self, Neuron) else "Network"))
                comma = ""
                for name, layer in zip(names, self.layers):
                    file.write('%s\n{"activation": %s, "biases": %s, "weights": [' % (
                        comma, dumps(name), dumps(layer.biases)))
                    comma = ""
                    for w in layer.weights:
                        file.write("%s\n%s" % (comma, dumps(list(w))))
                        comma = ","
                    file.write("]}")
                file.write("]}\n")
                file.flush()
                if hasattr(os, "fsync"):
                    os.fsync(file.fileno())
            getattr(os, "replace", os.rename)(new, path)
        except BaseException:
            os.remove(new)
            raise

    # rows: lists of inputs; targets: a list of outputs for each, a number for a Neuron.
    # batch_size: rows per adjustment, None for all; learning_rate multiplies their sum.
    # shuffle: a seed for each epoch's order. momentum: how much of the last move is made
    # again. loss: squared (the mean squared error is reported) or cross_entropy. until: the
    # loss to stop at. A weight that overflows: ArithmeticError, and its epoch is undone.
    def training(self, rows, targets, epochs=1000, *, learning_rate=1.0, batch_size=None,
                 shuffle=None, momentum=0.0, loss="squared", until=0.0, every=1):
        """Train, yielding (epoch, loss) after every epoch, counted from 0, and the last."""
        rows, layers, loss = self._data(rows, targets, loss)
        epochs = _whole(epochs, "epochs", 0)
        every = _whole(every, "every")
        size = len(rows) if batch_size is None else min(len(rows), _whole(batch_size, "batch_size"))
        rate, momentum, until = _numbers(
            (learning_rate, momentum, until), 3, "learning_rate, momentum and until")
        if rate <= 0.0 or not 0.0 <= momentum < 1.0:
            raise ValueError("need learning_rate > 0, 0 <= momentum < 1, not %r, %r" % (rate, momentum))
        draws = None if shuffle is None else uniform(shuffle)
        speed = [0.0] * len(self.parameters())
        kernel = _kernel(layers, loss, len(speed), len(rows), size, epochs, momentum)

        def run():
            done = 0
            mean = until + 1.0
            while done < epochs and mean > until:
                part = min(every - done % every, epochs - done)
                if draws:
                    part = 1
                    for r in range(len(rows) - 1, 0, -1):  # Fisher and Yates
                        other = int(next(draws) * (r + 1))
                        rows[r], rows[other] = rows[other], rows[r]
                batches = [rows[r:r + size] for r in range(0, len(rows), size)]
                flat = self.parameters()
                try:
                    part, mean = kernel(layers, loss, flat, speed, batches, part,
                                        len(rows) * self.sizes[-1], rate, momentum, until)
                finally:
                    _assign(self.layers, flat)
                done += part
                if mean is None:
                    raise ArithmeticError("a weight became infinite or NaN in epoch %d: try a "
                                          "learning_rate below %r" % (done - 1, rate))
                if done % every == 0 or done == epochs or mean <= until:
                    yield done - 1, mean

        return run()

    def train(self, rows, targets, epochs=1000, **options):
        """Train as training() does. Return the loss of the last epoch, None if none."""
        loss = None
        for epoch, loss in self.training(rows, targets, epochs, every=epochs or 1, **options):
            pass
        return loss


class Neuron(Network):
    """Neuron(3): one unit with 3 inputs. Its output, and a row's target, is a number."""

    def __init__(self, inputs, activation="sigmoid", *, bias=0.0, seed=1, scale=1.0):
        Network.__init__(self, inputs, 1, activation=[activation], bias=bias, seed=seed, scale=scale)

    def __call__(self, row, name="the row"):
        return Network.__call__(self, row, name)[0]

    def _data(self, rows, targets, loss):
        return Network._data(self, rows, [[target] for target in targets], loss)

    @property
    def weights(self):
        return self.layers[0].weights[0]

    @weights.setter
    def weights(self, weights):
        self.layers[0].weights = [_numbers(weights, self.sizes[0], "weights")]

    @property
    def bias(self):
        return self.layers[0].biases and self.layers[0].biases[0]

    @bias.setter
    def bias(self, bias):
        self.layers[0].biases = None if bias is None else _numbers([bias], 1, "bias")


# --- Unrolled training: the arithmetic of the loops, in their order, as straight-line Python
# for one shape, every weight a local variable. Only integers and this text go into it ------

UNROLLED = True  # False: the loops train everything
SIGMOID = "1.0 / (1.0 + exp(-z@)) if z@ > -40.0 else exp(z@)"
INLINE = {  # the output of unit @, and its derivative
    ACTIVATIONS["sigmoid"]: (SIGMOID, "y@ * (1.0 - y@)"),
    ACTIVATIONS["tanh"]: ("tanh(z@)", "1.0 - y@ * y@"),
    ACTIVATIONS["relu"]: ("z@ if z@ > 0.0 else 0.0", "1.0 if z@ > 0.0 else 0.0"),
    ACTIVATIONS["gaussian"]: ("exp(-z@ * z@)", "-2.0 * y@ * z@"),
    ACTIVATIONS["identity"]: ("z@", "1.0"),
    ACTIVATIONS["step"]: ("1.0 if z@ >= 0.0 else 0.0", "1.0"),
    LOGISTIC: (SIGMOID, "1.0"),
}
CALL = "layers[#].activation.function(z@)", "layers[#].activation.derivative(z@, y@)"
RUN = """def run(layers, loss, flat, speed, batches, epochs, count, rate, momentum, until):
 %s = saved = flat
 %s
 try:
  for done in range(1, epochs + 1):
   total = 0.0
   %s
    %s
   new = %s
   if 0.0 * (%s) and dot(new, [0.0] * len(new)):
    return done, None
   saved = new
   if total / count <= until:
    break
  return done, total / count
 finally:
  flat[:] = saved
"""


def _source(layers, loss, sums, batch, single, momentum):
    # sums: a list of "", one per weight. batch: how many rows, a whole batch, are written
    # out; 0: a loop takes them one by one. single: there is only one batch.
    lines = []
    rows = ""
    for r in range(batch or 1):
        y = ["x%d_%d" % (r, i) for i in range(len(layers[0].weights[0]))]
        rows += "(%s, " % ", ".join(y)
        units = []
        errors = {}  # by variable, the sum of delta * weight over the units that it feeds
        k = 0
        for j, layer in enumerate(layers):
            x = y if layer.biases is None else y + ["1.0"]
            y = []
            for u in range(len(layer.weights)):
                unit = "%d_%d_%d" % (r, j, u)
                y.append("y" + unit)
                units.append((-j, u, k, x, unit))
                code = ""
                for name in x:
                    code += " + w%d * %s" % (k, name)
                    k += 1
                code = "z@ = %s; y@ = %s" % (code[3:], INLINE.get(layer.activation, CALL)[0])
                lines.append(code.replace("@", unit).replace("#", str(j)))
        code = ""
        for name in y:
            unit = name[1:]
            rows += "t%s, " % unit
            lines.append("e@ = t@ - y@".replace("@", unit))
            errors[name] = " + e" + unit
            code += " + e@ * e@".replace("@", unit) if loss is _squared else " + loss(e@, t@, z@)".replace("@", unit)
        rows += "), "
        lines.append("total += " + code[3:])
        for j, u, k, x, unit in sorted(units):
            code = "d@ = (%s) * (%s)" % (errors["y" + unit][3:], INLINE.get(layers[-j].activation, CALL)[1])
            lines.append(code.replace("@", unit).replace("#", str(-j)))
            for name in x:
                sums[k] += " + d%s * %s" % (unit, name)
                errors[name] = errors.get(name, "") + " + d%s * w%d" % (unit, k)
                k += 1
    steps = []
    names = ""
    for k, code in enumerate(sums):
        names += "w%d, " % k
        if not batch:
            lines.append("g%d += %s" % (k, code[3:]))
            code = " + g%d" % k
        steps.append(("v@ = rate * (%s) + momentum * v@; w@ += v@" if momentum else "w@ += rate * (%s)")
                     .replace("@", str(k)) % code[3:])
    first = ""
    each = "for %s in batches:" % rows
    if not batch:
        each = "for batch in batches:\n    %s-0.0\n    for %s in batch:" % (
            names.replace("w", "g").replace(",", " ="), rows[1:-3])
        lines = [" " + line for line in lines]
    elif single:
        first = rows + "= batches[0]"
        each = "if True:"
    text = RUN
    if momentum:
        first += "\n %s = speed" % names.replace("w", "v")
        text += "  speed[:] = " + names.replace("w", "v")
    return (text % (names, first, each, "\n    ".join(lines + steps), names, "sum(new)" if k > 99 else
                    names[:-2].replace(",", " +"))).replace(" * 1.0", "")


def _kernel(layers, loss, weights, rows, size, epochs, momentum):
    # What trains: the loops, or the unrolled code where writing it pays.
    batch = size if rows % size == 0 and (size == 1 or size * weights <= 256) else 0
    if UNROLLED and weights <= 20000 and epochs * rows >= 200 * (batch or 1):
        scope = globals().copy()
        try:
            exec(_source(layers, loss, [""] * weights, batch, batch and rows == size, momentum), scope)
            return scope["run"]
        except (MemoryError, NameError, RuntimeError):  # too large, or no exec here
            pass
    return _loops


# --- Files and scales --------------------------------------------------------------------

def _check(good, message):
    if not good:
        raise ValueError(message)


def load(path, activations=None):
    """Return the model that save() wrote; activations: those of your own, by name. Whatever
    else is in the file, a ValueError names."""
    import json
    import sys

    known = dict(ACTIVATIONS)
    known.update(activations or {})
    with open(path) as file:
        try:
            data = json.load(file)
        except (ValueError, RuntimeError):  # RuntimeError: nested too deep
            data = None
    _check(isinstance(data, dict) and set(data) == {"format", "version", "model", "layers"},
           "%s: must be JSON with format, version, model and layers" % path)
    _check(data["format"] == "neuron.py" and data["version"] == 1, "format must be neuron.py, version 1")
    _check(data["model"] in ("Neuron", "Network"), "model must be Neuron or Network")
    _check(data["layers"] and isinstance(data["layers"], list), "layers must be a list")
    net = Neuron(1) if data["model"] == "Neuron" else Network(1, 1)
    net.layers = []
    for k, layer in enumerate(data["layers"]):
        name = "layers[%d]" % k
        _check(isinstance(layer, dict) and set(layer) == {"activation", "biases", "weights"},
               name + " must have activation, biases and weights")
        activation = layer["activation"]
        _check(isinstance(activation, str) and activation in known, name + ".activation is unknown")
        weights = layer["weights"]
        _check(weights and isinstance(weights, list), name + ".weights must be a list of lists")
        if not k:
            _check(weights[0] and isinstance(weights[0], list), name + ".weights must be a list of lists")
            net.sizes = [len(weights[0])]
        for u, w in enumerate(weights):
            weights[u] = _numbers(w, net.sizes[k], "%s.weights[%d]" % (name, u))
            if sys.implementation.name == "micropython":  # an array needs a fifth of the memory
                from array import array
                weights[u] = array("f" if 1.0 + 1e-8 == 1.0 else "d", weights[u])
        if layer["biases"] is not None:
            layer["biases"] = _numbers(layer["biases"], len(weights), name + ".biases")
        net.sizes.append(len(weights))
        net.layers.append(Layer(weights, layer["biases"], known[activation]))
    _check(isinstance(net, Network) and (len(net.sizes) == 2 and net.sizes[1] == 1 or data["model"] == "Network"), "a Neuron has one layer of one unit")
    return net


def standardise(rows):
    """Return the columns' means and standard deviations (1.0 for a constant column)."""
    rows = list(rows)
    rows = [_numbers(row, len(rows[0]), "rows[%d]" % r) for r, row in enumerate(rows)]
    means = []
    deviations = []
    for column in zip(*rows):
        mean = dot(column, [1.0] * len(rows)) / len(rows)
        errors = [x - mean for x in column]
        means.append(mean)
        deviations.append(sqrt(dot(errors, errors) / len(rows)) if min(column) < max(column) else 1.0)
    return means, deviations


# --- The demo: python neuron.py ----------------------------------------------------------

def demo():
    """Show a neuron learning from four rows, then let it answer."""
    import sys
    import time

    n = Neuron(3, bias=None, seed=1)
    rows = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)]
    print("Four rows to learn from, and a new situation.\n\n"
          "Inputs  Target\n0 0 1   0\n1 1 1   1\n1 0 1   1\n0 1 1   0\n1 0 0   ?\n\n"
          "Weights before  %.8f  %.8f  %.8f\n\nEpochs  Mean squared error" % tuple(n.weights))
    start = time.time()
    epochs = 1
    while epochs <= 10000:
        loss = n.train(rows, [0, 1, 1, 0], epochs - epochs // 10)
        print("%6d  %.6f %s" % (epochs, loss, "#" * int(1 + 100 * loss ** 0.5)))
        epochs *= 10
    print("\nWeights after  %.8f  %.8f  %.8f\n\nInputs  Target  Output" % tuple(n.weights))
    for row, target in zip(rows + [(1, 0, 0)], "0110?"):
        print("%d %d %d   %s       %.8f" % (row + (target, n(row))))
    print("\nTrained in %.2f s." % (time.time() - start))
    try:
        asks = sys.stdin.isatty()
    except AttributeError:  # MicroPython: let the shell look
        import os
        asks = hasattr(os, "system") and os.system("test -t 0") == 0
    while asks:
        try:
            line = input("\nthree numbers, for example 1 0 0; Enter alone ends: ")
            if not line:
                break
            print("Output %.8f" % n([float(word) for word in line.split()]))
        except ValueError as error:
            print("Try again: %s" % error)
        except (EOFError, KeyboardInterrupt):
            break


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
