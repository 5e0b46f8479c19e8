"""Make calls of every kind with values of every kind, and look at what comes of each.

    python -m tests.tools.wrong_calls [LEAST]      needs NumPy, pandas and polars

Each value goes to each kind of call. What the value means there is told by its plain twin and by
the kind itself, not by neuron.py. A right call must do what the twin does, to the last bit. A wrong
one must raise what the kind allows, in few words, and leave models and trainings as they were. No
call may hang or fill the memory. Prints the counts; LEAST: fail if there were fewer wrong calls.
"""

import contextlib
import io
import os
import signal
import sys
import tempfile
import warnings
from itertools import islice

import neuron
from neuron import ACTIVATIONS, Activation, Layer, Network, Neuron, Training
from tests.tools.odd_values import BITS, NOTHING, TABLE, values

LONGEST = 600  # characters of a message
SECONDS = 5  # for one call
LOW, HIGH = float("-inf"), float("inf")


# --- What a kind of call takes: each function returns a test of a plain value ------------

def number(low=LOW, high=HIGH):
    def takes(value):
        try:
            return isinstance(value, (int, float)) and (
                low <= value <= high and LOW < float(value) < HIGH)
        except OverflowError:
            return False
    return takes


def plain_number(low=LOW, high=HIGH):
    """Take a number, but not True or False."""
    return lambda value: not isinstance(value, bool) and number(low, high)(value)


def whole(low, high=2**32 - 1):
    return lambda value: isinstance(value, int) and low <= value <= high


def listed(*tests):
    """Take a list with an item for each test."""
    return lambda value: isinstance(value, list) and len(value) == len(tests) and all(
        test(item) for test, item in zip(tests, value))


def numbers(count, *bounds):
    return listed(*[number(*bounds)] * count)


def rows(count, inputs, *bounds):
    return listed(*[numbers(inputs, *bounds)] * count)


def any_rows(inputs):
    """Take any number of rows."""
    return lambda value: isinstance(value, list) and rows(len(value), inputs)(value)


def table(value):
    """Take one or more rows, all of one length."""
    return isinstance(value, list) and len(value) > 0 and isinstance(value[0], list) and rows(
        len(value), len(value[0]))(value)


def one_of(*choices):
    return lambda value: any(value is choice or isinstance(value, str) and value == choice
                             for choice in choices)


def either(*tests):
    return lambda value: any(test(value) for test in tests)


def nothing(value):
    return False


bias = either(number(), one_of(None, False))


def proper_bias(value):
    return value is not True and bias(value)


named = one_of(*ACTIVATIONS)


# --- Models ------------------------------------------------------------------------------

OWN = Activation(lambda z: z / (1 + abs(z)), lambda z, y: (1 - abs(y)) ** 2)


def neuron_of_3():
    return Neuron(3, bias=0.5)


def neuron_of_3_parameters():
    return Neuron(2, "identity", bias=0.25)


def network():
    return Network(3, 3, 3, activation=("tanh", "sigmoid"))


def own_network():
    return Network(3, 3, 3, activation=(OWN, "identity"), bias=None)


def a_training(model=neuron_of_3, targets=BITS, **options):
    """Return a function that makes a training of a model, two epochs of which are done."""
    def make():
        training = model().training(TABLE, targets, 9, **options)
        next(training)
        next(training)
        return training
    return make


# --- Kinds of calls ----------------------------------------------------------------------

class Kind:
    """A kind of call.

    make(): what is called: a model or a training; act(made, value): the call, and its result
    takes(plain): whether it is right with this value
    raises: what a wrong call may raise
    too_large: what a right call may raise, if its numbers are too large
    skip(value): whether to leave it out
    loose: whether a wrong call may also return something
    """

    def __init__(self, name, make, act, takes, raises, too_large=(), skip=None, loose=False):
        self.name = name
        self.make = make
        self.act = act
        self.takes = takes
        self.raises = raises
        self.too_large = too_large
        self.skip = skip or (lambda value: False)
        self.loose = loose


def too_large(value):
    """Sizes that are right and need gigabytes."""
    return isinstance(value.plain, int) and 10**4 < value.plain < 2**32


def without_end(value):
    """Rows whose number nothing tells."""
    return value.endless


def call(function, **options):
    return lambda made, value: function(value, **options)


def option(name, **options):
    """Train two epochs with the value as an option."""
    return lambda model, value: list(islice(
        model.training(TABLE, BITS, **{"epochs": 4, name: value, **options}), 2))


def setter(*names):
    """Set an attribute, perhaps of a layer: "layers", 0, "weights"."""
    def act(made, value):
        for name in names[:-1]:
            made = made[name] if isinstance(name, int) else getattr(made, name)
        setattr(made, names[-1], value)
    return act


def row_in_rows(act):
    return lambda made, value: act(made, [TABLE[0], value, TABLE[2]])


def in_row(act):
    return lambda made, value: act(made, [1.0, value, 1])


def in_rows(act):
    return in_row(row_in_rows(act))


def train(model, value):
    return model.train(value, BITS if isinstance(model, Neuron) else TABLE, 3)


def train_targets(model, value):
    return model.train(TABLE, value, 3)


def gradient(model, value):
    return model.gradient(value, BITS)


def fold(model, value):
    model.fold(value, [1, 2, 3])


ITERABLE = (ValueError, TypeError)  # TypeError: for what is not iterable at all
NO_NAME = (AttributeError,)


def kinds():
    unit = number(0, 1)
    of_3 = numbers(3)
    found = []

    def add(name, make, act, takes, *raises, **more):
        found.append(Kind(name, make, act, takes, raises or (ValueError,), **more))

    # Making
    add("Neuron(v)", neuron_of_3, call(Neuron), whole(1), skip=too_large)
    add("Neuron(3, v)", neuron_of_3, lambda m, v: Neuron(3, v), either(named, listed(named)))
    add("Neuron(3, bias=v)", neuron_of_3, lambda m, v: Neuron(3, bias=v), proper_bias)
    add("Neuron(3, seed=v)", neuron_of_3, lambda m, v: Neuron(3, seed=v), whole(0))
    add("Neuron(3, scale=v)", neuron_of_3, lambda m, v: Neuron(3, scale=v), plain_number())
    add("Network(v)", neuron_of_3, call(Network), nothing)
    add("Network(v, 2)", neuron_of_3, lambda m, v: Network(v, 2), whole(1), skip=too_large)
    add("Network(3, v)", neuron_of_3, lambda m, v: Network(3, v), whole(1), skip=too_large)
    add("Network(3, v, 1)", neuron_of_3, lambda m, v: Network(3, v, 1), whole(1), skip=too_large)
    add("Network(3, 1, activation=v)", neuron_of_3, lambda m, v: Network(3, 1, activation=v),
        either(named, listed(named)))
    add("Network(3, 2, 1, activation=v)", neuron_of_3,
        lambda m, v: Network(3, 2, 1, activation=v), either(named, listed(named, named)))
    add("Network(3, 2, 1, activation=(v, tanh))", neuron_of_3,
        lambda m, v: Network(3, 2, 1, activation=(v, "tanh")), named)
    add("Network(3, 2, bias=v)", neuron_of_3, lambda m, v: Network(3, 2, bias=v), proper_bias)
    add("Network(3, 2, seed=v)", neuron_of_3, lambda m, v: Network(3, 2, seed=v), whole(0))
    add("Network(3, 2, scale=v)", neuron_of_3, lambda m, v: Network(3, 2, scale=v), plain_number())
    add("uniform(v)", neuron_of_3, call(neuron.uniform), whole(0))

    # Answering
    for name, make in (("neuron", neuron_of_3), ("network", network), ("own", own_network)):
        add(name + "(v)", make, lambda m, v: m(v), of_3)
        add(name + "([1, v, 1])", make, in_row(lambda m, v: m(v)), number())
        add(name + ".predict(v)", make, lambda m, v: m.predict(v), any_rows(3), *ITERABLE,
            skip=without_end)
        add(name + ".predict([row, v, row])", make, row_in_rows(lambda m, v: m.predict(v)), of_3)
        add(name + ".predict([[1, v, 1]])", make, in_rows(lambda m, v: m.predict(v)), number())

    # Training
    for name, make in (("neuron", neuron_of_3), ("network", network), ("own", own_network)):
        add(name + ".train(v, targets)", make, train, rows(3, 3), *ITERABLE,
            too_large=ArithmeticError)
        add(name + ".train([row, v, row], targets)", make, row_in_rows(train),
            numbers(3), too_large=ArithmeticError)
        add(name + ".train([[1, v, 1]], targets)", make, in_rows(train), number(),
            too_large=ArithmeticError)
    add("neuron.train(rows, v)", neuron_of_3, train_targets, numbers(3, 0, 1), *ITERABLE)
    add("neuron.train(rows, [0, v, 1])", neuron_of_3,
        lambda m, v: train_targets(m, [0, v, 1]), unit)
    add("neuron.train(rows, v), tanh", lambda: Neuron(3, "tanh"), train_targets,
        numbers(3, -1, 1), *ITERABLE)
    add("neuron.train(rows, v), step", lambda: Neuron(3, "step"), train_targets,
        listed(*[either(one_of(True, False), lambda v: number(0, 1)(v) and v in (0, 1))] * 3),
        *ITERABLE)
    add("network.train(rows, v)", network, train_targets, rows(3, 3, 0, 1), *ITERABLE)
    add("network.train(rows, [row, v, row])", network, row_in_rows(train_targets),
        numbers(3, 0, 1))
    add("network.train(rows, [[1, v, 1]])", network, in_rows(train_targets), unit)
    add("neuron.training(v, targets)", neuron_of_3, lambda m, v: m.training(v, BITS),
        rows(3, 3), *ITERABLE)
    add("network.training(rows, v)", network, lambda m, v: m.training(TABLE, v),
        rows(3, 3, 0, 1), *ITERABLE)
    add("Training(v, ...)", neuron_of_3, lambda m, v: Training(
        v, TABLE, BITS, 9, None, None, None, 0.0, "squared", 0.0, 1), nothing,
        Exception)

    # Options
    add("epochs", neuron_of_3, lambda m, v: list(islice(m.training(TABLE, BITS, v), 2)), whole(0))
    add("train's epochs", neuron_of_3, lambda m, v: m.train(TABLE, BITS, v), whole(0),
        skip=lambda value: isinstance(value.plain, int) and value.plain > 1000)
    add("every", neuron_of_3, option("every"), whole(1))
    rate = either(plain_number(1e-37), one_of(None, "rprop"))
    add("learning_rate", neuron_of_3, option("learning_rate"), rate, too_large=ArithmeticError)
    add("learning_rate with momentum", neuron_of_3, option("learning_rate", momentum=0.5),
        either(plain_number(1e-37), one_of(None)), too_large=ArithmeticError)
    add("learning_rate row by row", neuron_of_3, option("learning_rate", batch_size=1),
        either(plain_number(1e-37), one_of(None)), too_large=ArithmeticError)
    add("batch_size", neuron_of_3, option("batch_size"), either(whole(1), one_of(None)))
    add("batch_size with rprop", neuron_of_3, option("batch_size", learning_rate="rprop"),
        either(whole(3), one_of(None)))
    add("shuffle", neuron_of_3, option("shuffle", batch_size=2),
        either(whole(0), one_of(None, False)))
    add("momentum", neuron_of_3, option("momentum"), plain_number(0, 0.9999999))
    add("momentum with rprop", neuron_of_3, option("momentum", learning_rate="rprop"),
        plain_number(0, 0))
    add("until", neuron_of_3, option("until"), plain_number())
    add("loss", neuron_of_3, option("loss"), one_of("squared", "cross_entropy"))
    add("loss of tanh", lambda: Neuron(3, "tanh"), option("loss"), one_of("squared"))
    add("train(..., nonsense=v)", neuron_of_3, option("nonsense"), nothing, TypeError)

    # Tables
    add("fit(v, targets)", neuron_of_3, lambda m, v: m.fit(v, BITS, 3), rows(3, 3), *ITERABLE)
    add("fit([row, v, row], targets)", neuron_of_3, row_in_rows(lambda m, v: m.fit(v, BITS, 3)),
        of_3, too_large=ValueError)
    add("fit([[1, v, 1]], targets)", neuron_of_3, in_rows(lambda m, v: m.fit(v, BITS, 3)),
        number(), too_large=ValueError)
    add("fit(rows, v)", neuron_of_3, lambda m, v: m.fit(TABLE, v, 3), numbers(3, 0, 1), *ITERABLE)
    add("network.fit(rows, v)", network, lambda m, v: m.fit(TABLE, v, 3), rows(3, 3, 0, 1), *ITERABLE)
    add("network.fitting(v, targets)", network, lambda m, v: m.fitting(v, TABLE, 3), rows(3, 3),
        *ITERABLE)
    for name, takes in (("epochs", either(whole(1), one_of(None))), ("holdout", plain_number(0, 0.9)), ("starts", whole(1)),
                        ("seed", whole(0))):
        add("fit's " + name, neuron_of_3, lambda m, v, name=name: list(islice(
            m.fitting(TABLE, BITS, **{"epochs": 3, name: v}), 5)), takes)
    add("fit(..., nonsense=v)", neuron_of_3, lambda m, v: m.fit(TABLE, BITS, nonsense=v), nothing,
        TypeError)

    # Gradients
    add("gradient(v, targets)", neuron_of_3, gradient, rows(3, 3), *ITERABLE,
        too_large=ArithmeticError)
    add("gradient([row, v, row], targets)", neuron_of_3, row_in_rows(gradient), of_3,
        too_large=ArithmeticError)
    add("gradient([[1, v, 1]], targets)", neuron_of_3, in_rows(gradient), number(),
        too_large=ArithmeticError)
    add("gradient(rows, v)", neuron_of_3, lambda m, v: m.gradient(TABLE, v), numbers(3, 0, 1),
        *ITERABLE)
    add("network.gradient(rows, v)", network, lambda m, v: m.gradient(TABLE, v),
        rows(3, 3, 0, 1), *ITERABLE)
    add("gradient's loss", neuron_of_3, lambda m, v: m.gradient(TABLE, BITS, v),
        one_of("squared", "cross_entropy"))
    add("step(v)", neuron_of_3_parameters, lambda m, v: m.step(v), of_3, too_large=ValueError)
    add("step([1, v, 1])", neuron_of_3_parameters, lambda m, v: m.step([1, v, 1]), number(),
        too_large=ValueError)
    add("step(gradient, v)", neuron_of_3_parameters, lambda m, v: m.step([0.5, 0, 1], v),
        plain_number(1e-37), too_large=ValueError)

    # Setting
    add("set_parameters(v)", neuron_of_3_parameters, lambda m, v: m.set_parameters(v), of_3)
    add("set_parameters([1, v, 1])", neuron_of_3_parameters,
        in_row(lambda m, v: m.set_parameters(v)), number())
    add("neuron.weights = v", neuron_of_3, setter("weights"), of_3)
    add("neuron.weights = [1, v, 1]", neuron_of_3, in_row(setter("weights")), number())
    add("neuron.bias = v", neuron_of_3, setter("bias"), proper_bias)
    add("layer.weights = v", network, setter("layers", 0, "weights"), rows(3, 3), *ITERABLE)
    add("layer.weights = [row, v, row]", network, row_in_rows(setter("layers", 1, "weights")), of_3)
    add("layer.weights = [[1, v, 1]]", network, in_rows(setter("layers", 1, "weights")), number())
    add("layer.biases = v", network, setter("layers", 1, "biases"),
        either(of_3, one_of(None, False)))
    add("layer.biases = [1, v, 1]", network, in_row(setter("layers", 0, "biases")), number())
    for name in ("activation", "layers", "sizes"):
        add("neuron.%s = v" % name, neuron_of_3, setter(name), nothing, *NO_NAME)
    for name in ("weights", "biases", "bias", "other"):
        add("network.%s = v" % name, network, setter(name), nothing, *NO_NAME)
    add("layer.activation = v", network, setter("layers", 0, "activation"), nothing, *NO_NAME)
    add("neuron.weights[1] = v", neuron_of_3, lambda m, v: m.weights.__setitem__(1, v), nothing,
        TypeError)
    add("layer.weights[1][1] = v", network,
        lambda m, v: m.layers[0].weights[1].__setitem__(1, v), nothing, TypeError)
    add("layer.biases.append(v)", network, lambda m, v: m.layers[0].biases.append(v), nothing,
        TypeError)
    add("network.layers[0] = v", network, lambda m, v: m.layers.__setitem__(0, v), nothing,
        TypeError)
    add("network.sizes.extend(v)", network, lambda m, v: m.sizes.extend(v), nothing, TypeError)

    # A training under way
    add("state = v", a_training(), setter("state"), nothing)
    for name, options, memory in (
            ("plain", {}, listed()),
            ("momentum", {"momentum": 0.5}, numbers(4)),
            ("rprop", {"learning_rate": "rprop"}, nothing)):
        def state_of(field):
            return lambda t, v: setter("state")(t, {**t.state, field: v})

        add("state's epoch, " + name, a_training(**options), state_of("epoch"), whole(1, 9))
        add("state's memory, " + name, a_training(**options), state_of("memory"), memory)
        add("state's losses, " + name, a_training(**options), state_of("losses"),
            either(numbers(2), listed()))  # none before a first step is done
    add("state with another field", a_training(), lambda t, v: setter("state")(
        t, {**t.state, "other": v}), nothing)
    add("state without memory", a_training(), lambda t, v: setter("state")(
        t, {"epoch": v, "losses": [1, 1]}), nothing)
    add("a refused training in a training", a_training(momentum=0.5, shuffle=1, batch_size=1),
        lambda t, v: t.model.train([[0, 1]], v), nothing, *ITERABLE)

    # Scales and files
    nonzero = lambda v: number()(v) and v != 0
    zero = (ValueError, ZeroDivisionError)
    target = lambda m, means, deviations: m.fold([0, 1, 2], [1, 2, 3], means, deviations)
    add("fold(v, deviations)", network, fold, of_3)
    add("fold(means, v)", network, lambda m, v: m.fold([0, 1, 2], v),
        listed(*[nonzero] * 3), *zero)
    add("fold(means, [1, v, 1])", network, lambda m, v: m.fold([0, 1, 2], [1, v, 1]),
        nonzero, *zero, too_large=ValueError)
    add("fold(..., v, deviations)", own_network, lambda m, v: target(m, v, [1, 2, 3]), of_3)
    add("fold(..., means, v)", own_network, lambda m, v: target(m, [1, 2, 3], v),
        listed(*[nonzero] * 3), *zero)
    add("fold(..., v, v) for sigmoids", network, lambda m, v: target(m, v, v), one_of(None))
    add("standardise(v)", neuron_of_3, call(neuron.standardise), table, *ITERABLE,
        skip=lambda value: value.endless or value.name in (
            "an iterator of iterators", "range(10**12)"))
    add("standardise([row, v, row])", neuron_of_3, row_in_rows(call(neuron.standardise)), of_3)
    add("standardise([[1, v, 1]])", neuron_of_3, in_rows(call(neuron.standardise)), number())
    add("load(v)", neuron_of_3, call(neuron.load), nothing, Exception)
    add("load(file, v)", network, load_with, one_of(None), loose=True)
    add("load(file, {OWN: v})", own_network, lambda m, v: load_with(m, {"<lambda>": v}), named)
    add("save(v)", network, lambda m, v: m.save(v), nothing, Exception,
        loose=True)

    # Arithmetic, where Python itself speaks
    add("dot(v, [1, 2, 3])", neuron_of_3, lambda m, v: neuron.dot(v, [1, 2, 3]), nothing, Exception,
        loose=True)
    for name in sorted(ACTIVATIONS):
        add(name + "(v)", neuron_of_3, call(getattr(neuron, name)), nothing, Exception, loose=True)
    add("Activation(v, derivative)", neuron_of_3, lambda m, v: Neuron(3, Activation(v, abs)),
        nothing, loose=True)
    add("Activation(function, v)", neuron_of_3, lambda m, v: Neuron(3, Activation(abs, v)), nothing,
        loose=True)
    add("Activation(..., v)", neuron_of_3, lambda m, v: Neuron(3, Activation(
        abs, lambda z, y: 1.0, v)), lambda v: isinstance(v, (int, float)) and v == v,
        skip=lambda value: type(value.make()) not in (int, float, bool)
        and (isinstance(value.plain, (int, float)) or value.name == "a float that raises"))
    add("an activation that returns v", neuron_of_3, lambda m, v: answer(lambda z: v), number(), ValueError, ArithmeticError,
        too_large=ArithmeticError, loose=True)
    add("a derivative that returns v", neuron_of_3, lambda m, v: learn(lambda z, y: v),
        number(), ValueError, ArithmeticError, too_large=ArithmeticError)
    return found


def load_with(model, activations):
    file = io.StringIO()
    model.save(file)
    file.seek(0)
    return neuron.load(file, activations)


def answer(function):
    n = Neuron(3, Activation(function, lambda z, y: 1.0))
    return n([1, 2, 3]), n.predict(TABLE)


def learn(derivative):
    n = Neuron(3, Activation(abs, derivative))
    return n.train(TABLE, BITS, 3), n


# --- What came of a call -----------------------------------------------------------------

def seen(thing):
    """Return all that a model, a training or a result shows, as text with every bit."""
    if isinstance(thing, float):
        return thing.hex()
    if isinstance(thing, (list, tuple)):
        return type(thing).__name__ + str([seen(item) for item in thing])
    if isinstance(thing, dict):
        return str(sorted("%r %s" % (key, seen(value)) for key, value in thing.items()))
    if isinstance(thing, Training):
        return "training %s %s %s %s" % (
            seen(thing.model), seen(thing.state), thing.unrolled, seen(thing.gradient()))
    if isinstance(thing, Layer):
        bounds = [float(bound) if isinstance(bound, float) or bound in (0, 1) else bound
                  for bound in thing.activation.bounds]
        return seen([thing.weights, thing.biases, repr(thing.activation), bounds])
    if isinstance(thing, Network):
        file = io.StringIO()
        thing.save(file)  # tells whether it is folded, too
        return seen([file.getvalue(), thing.parameters(), list(thing.layers), list(thing.sizes)])
    if hasattr(thing, "__next__"):
        return seen(list(islice(thing, 5)))
    return hex(thing) if isinstance(thing, int) else repr(thing)


def activations(made):
    return [id(layer.activation) for layer in getattr(made, "model", made).layers]


class TooLong(BaseException):
    pass


@contextlib.contextmanager
def limited():
    """Raise TooLong where a call in the block takes longer than SECONDS."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number, frame):
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(kind, value):
    """Make the call. Return what it raised, and whether it changed something; or None, and all
    that came of it."""
    made = kind.make()
    before = seen(made), activations(made)
    error = result = None
    try:
        with limited():
            result = kind.act(made, value)
    except (Exception, TooLong) as e:
        error = e
    if error is not None:
        return error, (seen(made), activations(made)) != before
    return None, (result, made)


def fault(kind, value):
    """Make a call and return what is wrong with what came of it; "" if all is well.

    The second thing returned is "right" or "wrong", by the call; None if it was skipped.
    """
    if kind.skip(value):
        return "", None
    right = value.plain is not NOTHING and kind.takes(value.plain)
    error, after = outcome(kind, value.make())
    if right:
        twin = outcome(kind, value.plain)
        if error is None and twin[0] is None:
            return "" if seen(after) == seen(twin[1]) else "its twin does otherwise", "right"
        if isinstance(error, kind.too_large) and isinstance(twin[0], kind.too_large):
            return "", "right"  # a training keeps its last good epoch
        return "refused, though right: %r" % error, "right"
    if error is None:
        return "" if kind.loose else "taken, though wrong", "wrong"
    if not isinstance(error, kind.raises):
        return "raises %s: %.200s" % (type(error).__name__, error), "wrong"
    if len(str(error)) > LONGEST and kind.raises != (Exception,):
        return "its message has %d characters" % len(str(error)), "wrong"
    return "the model is not what it was" if after else "", "wrong"


def run(some_kinds, some_values):
    """Make all these calls; return the faults as lines, and how many were right and wrong."""
    faults = []
    counts = {"right": 0, "wrong": 0, None: 0}
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NumPy's, about casts
        os.chdir(folder)
        try:
            for kind in some_kinds:
                for value in some_values:
                    what, sort = fault(kind, value)
                    counts[sort] += 1
                    if what:
                        faults.append("%s with %s: %s" % (kind.name, value.name, what))
        finally:
            os.chdir(here)
    return faults, counts["right"], counts["wrong"]


def main(least):
    import resource

    all_kinds, all_values = kinds(), values()
    resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))
    faults, right, wrong = run(all_kinds, all_values)
    for line in faults:
        print(line)
    print("%d kinds of calls, %d values: %d right calls, %d wrong ones; %d faults; "
          "at most %d MB" % (
              len(all_kinds), len(all_values), right, wrong, len(faults),
              resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
    return bool(faults) or wrong < least


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
