"""neuron.py: a neuron, and networks of neurons, in one file of pure Python."""

#   n = Neuron(3, bias=None, seed=1)
#   n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 10_000)
#   n([1, 0, 0])                                             # 0.9999370428352157
#
# Copy it next to a program: lists and the math module do all the arithmetic, in the same
# order on every Python. A docstring costs a board memory while it compiles this file, a
# comment does not: so details stand in comments. Licence (MIT): at the foot.

from math import exp, log, sqrt

__version__ = "0.1.0"


# --- Vectors -----------------------------------------------------------------------------

def dot(u, v):
    """Return u[0]*v[0] + u[1]*v[1] + ..., added from left to right."""
    total = -0.0  # -0.0 + x is x, even where x is -0.0; 0.0 + -0.0 is 0.0
    for i in range(len(u)):
        total += u[i] * v[i]
    return total


# --- Checks: what comes from outside passes here before a weight moves -------------------

def _finite(floats):
    return dot(floats, [0.0] * len(floats)) == 0.0  # inf * 0.0 and NaN * 0.0 are NaN


def _number(value, name):
    # As a float. A bool counts as 0 or 1; float() alone would take a string.
    try:
        number = float(value + 0.0)
        if number - number == 0.0:
            return number
    except (TypeError, OverflowError):
        pass
    raise ValueError("%s must be a finite number, not %r" % (name, value))


def _numbers(values, count, name):
    try:
        floats = [float(value + 0.0) for value in values]
        if len(floats) == count and _finite(floats):
            return floats
    except (TypeError, OverflowError):
        pass
    values = repr(values)[:200]
    raise ValueError("%s must be a list of %d finite numbers, not %s" % (name, count, values))


def _whole(value, name, least=1):
    try:
        if least <= value | 0 <= 0xFFFFFFFF and not isinstance(value, bool):
            return int(value)  # NumPy's too: only whole numbers can do | 0
    except TypeError:
        pass
    raise ValueError("%s must be a whole number, %d to 4294967295, not %r" % (name, least, value))


def _rate(value):
    rate = _number(value, "learning_rate")
    if rate > 0.0:
        return rate
    raise ValueError("learning_rate must be above 0, not %r" % rate)


def _list(values, name):
    try:
        return list(values)
    except TypeError:
        raise ValueError("%s must be a list, not %r" % (name, values))


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
    high = 0
    while True:
        for i in range(624):
            word = state[i] & 0x80000000 | state[(i + 1) % 624] & 0x7FFFFFFF
            word = state[(i + 397) % 624] ^ word >> 1 ^ (word & 1) * 0x9908B0DF
            state[i] = word
            word ^= word >> 11
            word ^= word << 7 & 0x9D2C5680
            word ^= word << 15 & 0xEFC60000
            word ^= word >> 18
            if i % 2:  # two words give 53 bits: 24, as many as a single holds, and 29
                low = (high >> 5 & 7) * 67108864.0 + (word >> 6)
                yield ((high >> 8) + low / 536870912.0) / 16777216.0
            high = word


# --- Activations: from exp and log, as boards may lack math.tanh; exp never overflows ----

def sigmoid(z):
    """Return 1 / (1 + exp(-z))."""
    return 1.0 / (1.0 + exp(-z)) if z > -40.0 else exp(z)  # the same, rounded


def tanh(z):
    """Return (exp(2z) - 1) / (exp(2z) + 1)."""
    x = z + z if z > 0.0 else -z - z
    if x > 40.0:
        x = 40.0
    u = exp(x)
    if u > 1.0:
        x *= (u - 1.0) / log(u)  # u - 1, with its digits near 0 kept (W. Kahan)
    x /= x + 2.0
    return x if z > 0.0 else -x


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
    """Return 1 if z is 0 or more, else 0."""
    return 1.0 if z >= 0.0 else 0.0


class Activation:
    """function(z) of the weighted sum, derivative(z, y) where y = function(z)."""

    def __init__(self, function, derivative, low=-1e999, high=1e999):
        self.function = function
        self.derivative = derivative
        self.low = low  # the bounds of y: no target may lie outside
        self.high = high

    def __reduce__(self):  # copies and pickles: those in ACTIVATIONS are known by identity
        if self in ACTIVATIONS.values():
            return _activation, (_name(self),)
        return Activation, (self.function, self.derivative, self.low, self.high)


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


def _activation(a):
    if isinstance(a, str):
        a = ACTIVATIONS.get(a, a)
    if isinstance(a, Activation):
        return a
    raise ValueError("activation must be an Activation or one of %s, not %r"
                     % (", ".join(sorted(ACTIVATIONS)), a))


def _name(activation):
    for name in ACTIVATIONS:
        if ACTIVATIONS[name] is activation:
            return name
    name = getattr(activation.function, "__name__", "custom")
    return "my " + name if name in ACTIVATIONS else name


# --- Losses, of an output y of weighted sum z, where error = target - y -----------------

def _squared(error, target, z):
    return error * error


def _cross_entropy(error, target, z):  # -log(y) is softplus(-z), -log(1 - y) is softplus(z)
    return target * softplus(-z) + (1.0 - target) * softplus(z)


# With cross-entropy, the outputs' delta is the error itself.
LOGISTIC = Activation(sigmoid, _one, 0.0, 1.0)


# --- Networks, and the neuron: a network of one unit. The loops say what is right --------

class Layer:
    """Units with the same inputs. weights: a row per unit; biases: one each, or None."""

    def __init__(self, weights, biases, activation):
        self.weights = weights
        self.biases = biases
        self.activation = activation

    def sums(self, x):
        """Return the weighted sums of the inputs x, one per unit."""
        sums = [dot(w, x) for w in self.weights]
        if self.biases:
            for u, bias in enumerate(self.biases):
                sums[u] += bias
        return sums


def _layers(layers, flat):
    # New layers like these with the weights and biases in flat, ordered as by parameters().
    new = []
    start = 0
    for layer in layers:
        weights = []
        biases = layer.biases and []
        for w in layer.weights:
            end = start + len(w)
            weights.append(flat[start:end])
            if layer.biases:
                biases.append(flat[end])
                end += 1
            start = end
        new.append(Layer(weights, biases, layer.activation))
    return new


def _backpropagate(layers, row, moves, loss):
    # Take one row (inputs, then targets) forward and back. Add to moves, ordered as by
    # parameters(), how the weights should move: delta * input, which is minus the gradient.
    # An output's delta is its error, target - y, times its activation's derivative; a hidden
    # unit's error is the sum of delta * weight over the units it feeds. Return the row's loss.
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
    start = len(moves)
    for layer, x, z, y in reversed(trace):
        errors_below = [-0.0] * len(x)
        start -= len(y) * (len(x) + bool(layer.biases))
        k = start  # where in moves this layer starts
        for u, w in enumerate(layer.weights):
            delta = errors[u] * layer.activation.derivative(z[u], y[u])
            if layer is not layers[0]:
                for i in range(len(x)):
                    errors_below[i] += delta * w[i]
            for i in range(len(x)):
                moves[k] += delta * x[i]
                k += 1
            if layer.biases:
                moves[k] += delta
                k += 1
        errors = errors_below
    return total


def _loops(layers, loss, flat, speed, batches, epochs, count, rate, momentum, until):
    # Train flat, by whole epochs. Return how many, and the mean loss of the last one's
    # count outputs: None if it made a weight infinite or NaN.
    for done in range(1, epochs + 1):
        w = flat[:]
        total = 0.0
        for batch in batches:
            layers = _layers(layers, w)
            moves = [-0.0] * len(w)
            for row in batch:
                total += _backpropagate(layers, row, moves, loss)
            for i in range(len(w)):
                speed[i] = momentum * speed[i] + rate * moves[i]
                w[i] += speed[i]
        if not _finite(w):
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
        if isinstance(bias, bool):
            raise ValueError("bias must be a number, or None for no bias, not %r" % bias)
        start = None if bias is None else [_number(bias, "bias")]
        scale = _number(scale, "scale")
        draws = uniform(seed)
        for inputs, units, a in zip(self.sizes, self.sizes[1:], activation):
            weights = [[] for u in range(units)]
            self.layers.append(Layer(weights, start and start * units, _activation(a)))
            for i in range(inputs):  # as NumPy fills an array: input by input
                for w in weights:
                    w.append(scale * (2.0 * next(draws) - 1.0))

    def __repr__(self):
        names = [_name(layer.activation) for layer in self.layers]
        bias = "bias" if self.layers[0].biases else "no bias"
        return "<%s %s, %s, %s>" % (type(self).__name__, self.sizes, names, bias)

    def __call__(self, row, *, name="the row"):
        """Return the outputs for a row of inputs."""
        x = _numbers(row, self.sizes[0], name)
        for layer in self.layers:
            x = list(map(layer.activation.function, layer.sums(x)))
        return x

    def predict(self, rows):
        """Return the outputs for each row."""
        return [self(row, name="rows[%d]" % r) for r, row in enumerate(_list(rows, "rows"))]

    def parameters(self):
        """Return a flat list: layer by layer, unit by unit, its weights, then its bias."""
        flat = []
        for layer, inputs in zip(self.layers, self.sizes):
            for u, w in enumerate(layer.weights):
                flat += _numbers(w, inputs, "weights")
                if layer.biases:
                    flat += _numbers(layer.biases[u:u + 1], 1, "a bias")
        return flat

    def gradient(self, rows, targets, loss="squared"):
        """Return d(loss)/d(parameter). The loss is summed over all rows: half the squared
        errors, or the cross_entropy."""
        moves = [-0.0] * len(self.parameters())
        rows, layers, loss = self._data(rows, targets, loss)
        for row in rows:
            _backpropagate(layers, row, moves, loss)
        return [-move for move in moves]

    def step(self, gradient, learning_rate=1.0):
        """Move downhill: parameters -= learning_rate * gradient."""
        flat = self.parameters()
        rate = _rate(learning_rate)
        for i, g in enumerate(_numbers(gradient, len(flat), "gradient")):
            flat[i] -= rate * g
        if not _finite(flat):
            raise ArithmeticError("the step would make a weight infinite")
        self.layers = _layers(self.layers, flat)

    def _data(self, rows, targets, loss):
        # What training needs, checked: a list per row of its inputs and targets, the layers
        # and the function of the loss.
        rows = _list(rows, "rows")
        targets = _list(targets, "targets")
        layers = self.layers[:]
        last = layers[-1]
        a = last.activation
        if loss == "cross_entropy" and a.function is sigmoid:
            loss = _cross_entropy
            a = LOGISTIC
            layers[-1] = Layer(last.weights, last.biases, a)
        elif loss == "squared":
            loss = _squared
        else:
            raise ValueError("loss must be squared, or cross_entropy for sigmoid outputs, not %r "
                             "for %s" % (loss, _name(a)))
        if not rows or len(rows) != len(targets):
            raise ValueError("need rows and as many targets, not %d and %d"
                             % (len(rows), len(targets)))
        for r, target in enumerate(targets):
            target = _numbers(target, self.sizes[-1], "targets[%d]" % r)
            for t in target:
                if not a.low <= t <= a.high or a.function is step and t % 1.0:
                    raise ValueError("targets[%d]: %s never gives %r: scale the targets, or end "
                                     "with identity" % (r, _name(a), t))
            rows[r] = _numbers(rows[r], self.sizes[0], "rows[%d]" % r) + target
        return rows, layers, loss

    def fold(self, means, deviations):
        """Let a model trained on (x - mean) / deviation take x itself from now on."""
        layer = self.layers[0]
        means = _numbers(means, self.sizes[0], "means")
        deviations = _numbers(deviations, self.sizes[0], "deviations")
        if 0.0 in deviations:
            raise ValueError("deviations must not be 0, not %r" % deviations)
        weights = []
        biases = []
        for u, w in enumerate(layer.weights):
            w = [x / d for x, d in zip(w, deviations)]
            weights.append(w)
            biases.append((layer.biases[u] if layer.biases else 0.0) - dot(w, means))
            if not _finite(w + biases):
                raise ValueError("means or deviations make a weight or bias infinite")
        self.layers = [Layer(weights, biases, layer.activation)] + self.layers[1:]

    def save(self, path):
        """Write the model as JSON. path always holds the whole old or the whole new file."""
        import os
        from json import dumps

        self.parameters()  # checks them
        known = {}
        layers = []
        for layer in self.layers:
            name = _name(layer.activation)
            if known.setdefault(name, layer.activation) is not layer.activation:
                raise ValueError("two activations are named %s: enter them in ACTIVATIONS" % name)
            weights = ",\n".join([dumps(list(w)) for w in layer.weights])
            layers.append('{"activation": %s, "biases": %s, "weights": [\n%s]}' % (
                dumps(name), dumps(layer.biases), weights))
        kind = "Neuron" if isinstance(self, Neuron) else "Network"
        new = "%s.%s.%d.new" % (path, getattr(os, "getpid", str)(), id(layers))
        file = open(new, "w")
        try:
            with file:
                file.write('{"format": "neuron.py 1, %s", "inputs": %d, "layers": [\n%s]}\n' % (
                    kind, self.sizes[0], ",\n".join(layers)))
                file.flush()
                if hasattr(os, "fsync"):
                    os.fsync(file.fileno())
            getattr(os, "replace", os.rename)(new, path)
        except BaseException:
            os.remove(new)
            raise

    # Epochs are counted from 0; a loss is that of the epoch's forward passes.
    # rows: lists of inputs; targets: a list of outputs for each, a number for a Neuron.
    # batch_size: rows per adjustment, None for all; learning_rate multiplies their sum.
    # shuffle: a seed for each epoch's order. momentum: how much of the last move is made
    # again. loss: squared (the mean squared error is reported) or cross_entropy. until: the
    # loss to stop at. A weight that overflows: ArithmeticError, and its epoch is undone.
    def training(self, rows, targets, epochs=1000, *, learning_rate=1.0, batch_size=None,
                 shuffle=None, momentum=0.0, loss="squared", until=0.0, every=1):
        """Train while iterated over; after each `every` epochs and the last yield (epoch, loss)."""
        rows, layers, loss = self._data(rows, targets, loss)
        epochs = _whole(epochs, "epochs", 0)
        every = _whole(every, "every")
        if batch_size is None:
            batch_size = len(rows)
        size = min(len(rows), _whole(batch_size, "batch_size"))
        rate = _rate(learning_rate)
        momentum = _number(momentum, "momentum")
        until = _number(until, "until")
        if not 0.0 <= momentum < 1.0:
            raise ValueError("momentum must be 0 or more and below 1, not %r" % momentum)
        draws = None if shuffle is None else uniform(shuffle)
        speed = [-0.0] * len(self.parameters())  # at rest
        kernel = _kernel(layers, loss, len(speed), len(rows), size, epochs, rate, momentum)

        def run():
            done = 0
            stop = not epochs
            while not stop:
                part = min(every, epochs - done)
                if draws:
                    part = 1
                    for r in range(len(rows) - 1, 0, -1):  # Fisher and Yates
                        other = min(r, int(next(draws) * (r + 1)))  # a single may round up to 1
                        rows[r], rows[other] = rows[other], rows[r]
                batches = [rows[r:r + size] for r in range(0, len(rows), size)]
                flat = self.parameters()
                try:
                    part, mean = kernel(layers, loss, flat, speed, batches, part,
                                        len(rows) * self.sizes[-1], rate, momentum, until)
                finally:
                    self.layers = _layers(self.layers, flat)
                done += part
                if mean is None:
                    raise ArithmeticError("epoch %d made a weight infinite or NaN: try a "
                                          "learning_rate below %r" % (done - 1, rate))
                stop = done == epochs or mean <= until
                if stop or done % every == 0:
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
        Network.__init__(self, inputs, 1, activation=[activation], bias=bias, seed=seed,
                         scale=scale)

    def __call__(self, row, *, name="the row"):
        return Network.__call__(self, row, name=name)[0]

    def _data(self, rows, targets, loss):
        targets = [[_number(t, "targets[%d]" % r)] for r, t in enumerate(_list(targets, "targets"))]
        return Network._data(self, rows, targets, loss)

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
        self.layers[0].biases = None if bias is None else [_number(bias, "bias")]


# --- Unrolled training: the arithmetic of the loops, in their order, as straight-line Python
# for one shape, every weight a local variable. Only integers and this text go into it ------

UNROLLED = True  # False: the loops train everything
SIGMOID = "1.0 / (1.0 + exp(-z@)) if z@ > -40.0 else exp(z@)"
INLINE = {  # the output of unit @, and its derivative; other activations are called
    ACTIVATIONS["sigmoid"]: (SIGMOID, "y@ * (1.0 - y@)"),
    ACTIVATIONS["tanh"]: ("tanh(z@)", "1.0 - y@ * y@"),
    ACTIVATIONS["relu"]: ("z@ if z@ > 0.0 else 0.0", "1.0 if z@ > 0.0 else 0.0"),
    ACTIVATIONS["gaussian"]: ("exp(-z@ * z@)", "-2.0 * y@ * z@"),
    ACTIVATIONS["identity"]: ("z@", "1.0"),
    ACTIVATIONS["step"]: ("1.0 if z@ >= 0.0 else 0.0", "1.0"),
    LOGISTIC: (SIGMOID, "1.0"),
}
WRITTEN = {}  # run(), by the text that defines it
# To be filled in: variables, weights, what is done once, a loop over batches and its body,
# the weights again, and their sum, which is not finite if one of them is not.
RUN = """def run(layers, loss, flat, speed, batches, epochs, count, rate, momentum, until):
 %s = 0.0
 %s = saved = flat
 %s
 try:
  for done in range(1, epochs + 1):
   total = 0.0
   %s
    %s
   new = %s
   if 0.0 * (%s) != 0.0 and not _finite(new):
    return done, None
   saved = new
   if total / count <= until:
    break
  return done, total / count
 finally:
  flat[:] = saved
"""


def _source(layers, loss, moves, batch, single, rate, momentum):
    # moves: a list of "", one per weight. batch: how many rows, a whole batch, are written
    # out; 0: a loop takes them one by one. single: there is only one batch.
    lines = []
    rows = ""
    total = ""
    first = "rows"  # CPython is faster at its first 256 variables: those used most
    n = 0
    for r in range(batch or 1):
        y = ["x%d_%d" % (r, i) for i in range(len(layers[0].weights[0]))]
        rows += "(" + ", ".join(y)
        first += " = " + " = ".join(y)
        errors = {}  # by variable: the sum of delta * weight over the units that it feeds
        deltas = []
        k = 0
        for j, layer in enumerate(layers):
            x = y + ["1.0"] if layer.biases else y
            y = []
            output, slope = INLINE.get(layer.activation, (
                "layers[%d].activation.function(z@)" % j,
                "layers[%d].activation.derivative(z@, y@)" % j))
            for w in layer.weights:
                n += 1
                y.append("y%d" % n)
                first += " = y%d = d%d" % (n, n)
                code = ""
                for name in x:
                    code += " + w%d * %s" % (k, name)
                    moves[k] += " + d%d * %s" % (n, name)
                    errors[name] = errors.get(name, "") + " + d%d * w%d" % (n, k)
                    k += 1
                lines.append(("z@ =%s; y@ = %s" % (code[2:], output)).replace("@", str(n)))
            deltas = [(name, slope) for name in y] + deltas
        code = ""
        for name in y:
            lines.append("e@ = t@ - y@".replace("@", name[1:]))
            term = " + e@ * e@" if loss is _squared else " + loss(e@, t@, z@)"
            code += term.replace("@", name[1:])
            errors[name] = "   e" + name[1:]
            rows += ", t" + name[1:]
        total += " + (%s)" % code[3:]
        for name, slope in deltas:
            lines.append(("d@ = (%s) * (%s)" % (errors[name][3:], slope)).replace("@", name[1:]))
        rows += "), "
    lines.append("total = total" + total)
    text = RUN
    step = "w@ += %s" if rate == 1.0 else "w@ += rate * (%s)"
    if momentum:
        step = "v@ = rate * (%s) + momentum * v@; w@ += v@"
    names = ""
    steps = []
    for k, code in enumerate(moves):
        names += "w%d, " % k
        if not batch:
            lines.append("g%d += %s" % (k, code[3:]))
            code = "   g%d" % k
        steps.append(step.replace("@", str(k)) % code[3:])
    once = ""
    each = "for %sin batches:" % rows
    if single:
        once = rows + "= batches[0]"
        each = "if True:"
    if not batch:
        each = "for batch in batches:\n    %s-0.0\n    for %s in batch:" % (
            names.replace("w", "g").replace(",", " ="), rows[1:-3])
        lines = [" " + line for line in lines]
    if momentum:
        once += "\n %s= speed" % names.replace("w", "v")
        text += "  speed[:] = " + names.replace("w", "v")
    body = "\n    ".join(lines + steps)
    sum_of = "sum(new)" if k > 99 else names[:-2].replace(",", " +")  # the latter is faster
    return (text % (first, names, once, each, body, names, sum_of)).replace(" * 1.0", "")


def _kernel(layers, loss, weights, rows, size, epochs, rate, momentum):
    # What trains: the loops, or the unrolled code where it pays. As measured: writing it takes
    # as long as 500 rows, rows are worth writing out while the text stays small, and PyPy's
    # compiler prefers the loops from 200 weights on.
    import sys

    batch = 0 if rows % size or size > 1 and size * weights > 256 else size
    most = 200 if sys.implementation.name == "pypy" else 20000
    if UNROLLED and weights <= most and epochs * rows >= 500 * (batch or 1):
        try:
            text = _source(layers, loss, [""] * weights, batch, batch == rows, rate, momentum)
            if text not in WRITTEN:
                if len(WRITTEN) > 7:
                    WRITTEN.clear()
                scope = globals().copy()
                exec(text, scope)
                WRITTEN[text] = scope["run"]
            return WRITTEN[text]
        except (MemoryError, NameError, RuntimeError):  # too large, or no exec here
            pass
    return _loops


# --- Files and scales --------------------------------------------------------------------

def _fields(data, **kinds):
    # data, if it is an object with just these fields, of these kinds.
    if not isinstance(data, dict):
        raise ValueError("expected an object with the fields %s" % ", ".join(sorted(kinds)))
    for name in list(kinds) + list(data):
        if name not in kinds or name not in data or not isinstance(data[name], kinds[name]):
            raise ValueError("field %s: expected %s" % (name, kinds.get(name, "no such field")))
    return data


def _flat(values, name):
    # Nothing nested may reach _numbers: to show it in an error could exhaust the stack.
    for value in values if isinstance(values, list) else [values]:
        if not isinstance(value, (int, float, bool)):
            raise ValueError("%s must be a list of numbers" % name)
    return values


def load(path, activations=None):
    """Return the model that save() wrote. activations: your own, by name. ValueError names
    the field that is wrong."""
    import json
    import sys
    from array import array

    board = sys.implementation.name == "micropython"
    text = ""
    units = []
    with open(path) as file:
        try:
            for line in file:
                end = line.find("]") + 1
                if text and end and line[0] == "[":  # a unit, on a line of its own by save(),
                    units.append(json.loads(line[:end]))  # is read by itself: that saves memory
                    line = '"unit"' + line[end:]
                    if board:  # so do arrays
                        units[-1] = array("f" if 1.0 + 1e-8 == 1.0 else "d", units[-1])
                text += line
            data = json.loads(text)
        except (ValueError, TypeError, RuntimeError):  # RuntimeError: nested too deep
            raise ValueError("%s is not JSON, or has units of other than numbers" % path)
    units = iter(units)
    _fields(data, format=str, inputs=int, layers=list)
    if data["format"] == "neuron.py 1, Neuron":
        net = Neuron(1)
    elif data["format"] == "neuron.py 1, Network":
        net = Network(1, 1)
    else:
        raise ValueError("format must be neuron.py 1, Neuron or Network, not %r" % data["format"])
    sizes = [_whole(data["inputs"], "inputs")]
    layers = []
    for k, layer in enumerate(data["layers"]):
        _fields(layer, activation=str, biases=(list, type(None)), weights=list)
        weights = layer["weights"]
        biases = layer["biases"]
        if biases is not None:
            name = "layers[%d].biases" % k
            biases = _numbers(_flat(biases, name), len(weights), name)
        for u, w in enumerate(weights):
            name = "layers[%d].weights[%d]" % (k, u)
            weights[u] = next(units, None) if w == "unit" else _flat(w, name)
            row = _numbers(weights[u], sizes[k], name)
            if not board:
                weights[u] = row
        sizes.append(_whole(len(weights), "units"))
        name = layer["activation"]
        layers.append(Layer(weights, biases, _activation((activations or {}).get(name, name))))
    if not layers or sizes[1:] != [1] and isinstance(net, Neuron):
        raise ValueError("layers must be one or more, for a Neuron one of one unit")
    net.sizes = sizes
    net.layers = layers
    return net


def standardise(rows):
    """Return the columns' means and standard deviations, 1.0 for a constant column."""
    rows = _list(rows, "rows")
    if not rows:
        raise ValueError("need rows, not 0")
    for r, row in enumerate(rows):
        rows[r] = _list(row, "rows[%d]" % r)
        rows[r] = _numbers(rows[r], len(rows[0]), "rows[%d]" % r)
    means = []
    deviations = []
    for column in zip(*rows):
        shifts = [x - column[0] for x in column]  # exactly 0 in a constant column
        mean = column[0] + dot(shifts, [1.0] * len(rows)) / len(rows)
        errors = [x - mean for x in column]
        means.append(mean)
        deviations.append(sqrt(dot(errors, errors) / len(rows)) or 1.0)
    _numbers(means + deviations, 2 * len(means), "means and deviations")
    return means, deviations


# --- The demo: python neuron.py ----------------------------------------------------------

def demo():
    """Show a neuron learning from four rows, then let it answer."""
    import sys
    import time

    n = Neuron(3, bias=None, seed=1)
    rows = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1), (1, 0, 0)]
    print("Four rows to learn from, and a new situation\n\n"
          "Inputs  Target\n0 0 1   0\n1 1 1   1\n1 0 1   1\n0 1 1   0\n1 0 0   ?\n\n"
          "Weights before  %.8f  %.8f  %.8f\n\nEpochs  Mean squared error" % tuple(n.weights))
    start = time.time()
    for epochs in (1, 9, 90, 900, 9000):
        loss = n.train(rows[:4], [0, 1, 1, 0], epochs)
        print("%6d  %.6f %s" % (epochs * 10 // 9, loss, "#" * int(1 + 100 * sqrt(loss))))
    print("\nWeights after  %.8f  %.8f  %.8f\n\nInputs  Target  Output\n0 0 1   0       %.8f\n"
          "1 1 1   1       %.8f\n1 0 1   1       %.8f\n0 1 1   0       %.8f\n"
          "1 0 0   ?       %.8f\n\n"
          "Trained in %.2f s" % tuple(n.weights + n.predict(rows) + [time.time() - start]))
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
            print("Output %.8f" % n(list(map(float, line.split()))))
        except ValueError as error:
            print("Try again: %s" % error)
        except (EOFError, KeyboardInterrupt):
            print()
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
