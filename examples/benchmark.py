"""How fast neuron.py is: python -m examples.benchmark prints a table in about a minute.

What is compared runs in turn, A B A B ..., for several rounds, and each ratio is the median of
the rounds' ratios: a busy machine slows both sides down alike. NumPy, micrograd, PyPy (the
program pypy3) and MicroPython (micropython) take part where they are installed.
"""

import importlib.metadata
import inspect
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import time
from functools import partial
from math import exp
from statistics import median

import neuron

try:
    import numpy
except ImportError:
    numpy = None
try:
    import micrograd
except ImportError:
    micrograd = None

# The rows and targets of the first tutorial, and of the network with a hidden layer.
TUTORIAL_1 = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [[0], [1], [1], [0]]
TUTORIAL_8 = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], [[0], [1], [1], [0]]
LARGE = [64, 32, 10]  # the sizes of the larger network


# --- The contestants: each draws NumPy's weights of seed 1, trains them, and returns them as
# Network.parameters() does. data, ours and numpy_neuron run in other processes by their text
# alone: so they import what they need ----------------------------------------------------

def data(rows, inputs, outputs):
    """Return rows of random inputs from -1 to 1, and their random targets."""
    from neuron import uniform

    draws = uniform(2)
    return ([[2.0 * next(draws) - 1.0 for _ in range(inputs)] for _ in range(rows)],
            [[next(draws) for _ in range(outputs)] for _ in range(rows)])


def ours(sizes, rows, targets, epochs, bias=None, batch_size=None):
    """Train by neuron.py."""
    from neuron import Network

    model = Network(*sizes, bias=bias, seed=1)
    model.train(rows, targets, epochs, batch_size=batch_size)
    return model.parameters()


def loops(*arguments):
    """Train by the loops of neuron.py alone."""
    pays = neuron.UNROLLED
    neuron.UNROLLED = 0
    try:
        return ours(*arguments)
    finally:
        neuron.UNROLLED = pays


def numpy_neuron(rows, targets, epochs):
    """Train one neuron by whole batches, as the tutorials do with NumPy."""
    import numpy as np

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def derivative(y):
        return y * (1 - y)

    inputs = np.array(rows)
    targets = np.array(targets)
    np.random.seed(1)
    weights = 2 * np.random.random((inputs.shape[1], 1)) - 1
    for epoch in range(epochs):
        outputs = sigmoid(np.dot(inputs, weights))
        error = targets - outputs
        weights += np.dot(inputs.T, error * derivative(outputs))
    return weights.ravel().tolist()


def fast_numpy_neuron(rows, targets, epochs):
    """Train one neuron by NumPy as fast as a few lines can: floats, vectors, no calls."""
    inputs = numpy.array(rows, float)
    columns = numpy.ascontiguousarray(inputs.T)
    targets = numpy.array(targets, float).ravel()
    numpy.random.seed(1)
    weights = 2.0 * numpy.random.random(inputs.shape[1]) - 1.0
    for epoch in range(epochs):
        outputs = numpy.exp(-inputs.dot(weights))
        outputs += 1.0
        outputs = 1.0 / outputs
        error = targets - outputs
        error *= outputs
        error *= 1.0 - outputs
        weights += columns.dot(error)
    return weights.tolist()


def numpy_two_layers(rows, targets, epochs, hidden):
    """Train two layers by whole batches, as tutorial 8 does with NumPy."""
    x = numpy.array(rows)
    t = numpy.array(targets)
    numpy.random.seed(1)
    first = 2 * numpy.random.random((x.shape[1], hidden)) - 1
    second = 2 * numpy.random.random((hidden, t.shape[1])) - 1
    for epoch in range(epochs):
        h = 1 / (1 + numpy.exp(-numpy.dot(x, first)))
        y = 1 / (1 + numpy.exp(-numpy.dot(h, second)))
        delta = (t - y) * (y * (1 - y))
        hidden_delta = delta.dot(second.T) * (h * (1 - h))
        second += h.T.dot(delta)
        first += x.T.dot(hidden_delta)
    return first.T.ravel().tolist() + second.T.ravel().tolist()


def numpy_row_by_row_plainly(sizes, rows, targets, epochs):
    """Train two layers with biases, a row at a time, by NumPy in the way of the tutorials."""
    def sigmoid(x, slope=False):
        if slope:
            return x * (1 - x)
        return 1 / (1 + numpy.exp(-x))

    x_all = numpy.array(rows)
    t_all = numpy.array(targets)
    inputs, hidden, outputs = sizes
    numpy.random.seed(1)
    first = 2 * numpy.random.random((inputs, hidden)) - 1
    second = 2 * numpy.random.random((hidden, outputs)) - 1
    first_bias = numpy.zeros((1, hidden))
    second_bias = numpy.zeros((1, outputs))
    for epoch in range(epochs):
        for r in range(len(x_all)):
            x = x_all[r:r + 1]
            h = sigmoid(numpy.dot(x, first) + first_bias)
            y = sigmoid(numpy.dot(h, second) + second_bias)
            delta = (t_all[r:r + 1] - y) * sigmoid(y, True)
            hidden_delta = delta.dot(second.T) * sigmoid(h, True)
            second += h.T.dot(delta)
            second_bias += delta
            first += x.T.dot(hidden_delta)
            first_bias += hidden_delta
    return (numpy.vstack([first, first_bias]).T.ravel().tolist()
            + numpy.vstack([second, second_bias]).T.ravel().tolist())


def numpy_row_by_row(sizes, rows, targets, epochs):
    """Do the same by NumPy written for speed: rows cut once, arrays reused."""
    inputs, hidden, outputs = sizes
    table = [(x[None, :], x[:, None], t[None, :]) for x, t in zip(
        numpy.array(rows, float), numpy.array(targets, float))]
    numpy.random.seed(1)
    first = 2.0 * numpy.random.random((inputs, hidden)) - 1.0
    second = 2.0 * numpy.random.random((hidden, outputs)) - 1.0
    first_bias = numpy.zeros((1, hidden))
    second_bias = numpy.zeros((1, outputs))

    def sigmoid(z):
        numpy.negative(z, z)
        numpy.exp(z, z)
        z += 1.0
        return numpy.reciprocal(z, z)

    for epoch in range(epochs):
        for x, column, t in table:
            h = x.dot(first)
            h += first_bias
            sigmoid(h)
            y = h.dot(second)
            y += second_bias
            sigmoid(y)
            delta = t - y
            delta *= y
            delta *= 1.0 - y
            hidden_delta = delta.dot(second.T)
            hidden_delta *= h
            hidden_delta *= 1.0 - h
            second += h.T.dot(delta)
            second_bias += delta
            first += column.dot(hidden_delta)
            first_bias += hidden_delta
    return (numpy.vstack([first, first_bias]).T.ravel().tolist()
            + numpy.vstack([second, second_bias]).T.ravel().tolist())


def micrograd_neuron(rows, targets, epochs):
    """Train one neuron by micrograd: its Neuron, and a sigmoid written like its relu."""
    from micrograd.engine import Value
    from micrograd.nn import Neuron

    def sigmoid(z):
        y = Value(1.0 / (1.0 + exp(-z.data)), (z,), "sigmoid")

        def backward():
            z.grad += y.data * (1.0 - y.data) * y.grad
        y._backward = backward
        return y

    n = Neuron(len(rows[0]), nonlin=False)
    draws = neuron.uniform(1)
    for w in n.w:
        w.data = 2.0 * next(draws) - 1.0
    for epoch in range(epochs):
        loss = sum((sigmoid(n(x)) - t) ** 2 for x, (t,) in zip(rows, targets))
        n.zero_grad()
        loss.backward()
        for w in n.w:  # the tutorial has no bias: it stays 0
            w.data -= 0.5 * w.grad
    return [w.data for w in n.w]


def loop_by_hand(rows, targets, epochs):
    """Train one neuron of 3 inputs by the loop that one writes for it, knowing each loss."""
    draws = neuron.uniform(1)
    w0, w1, w2 = [2.0 * next(draws) - 1.0 for _ in range(3)]
    rows = [(*map(float, row), float(t)) for row, (t,) in zip(rows, targets)]
    for epoch in range(epochs):
        loss = s0 = s1 = s2 = 0.0
        for x0, x1, x2, t in rows:
            y = 1.0 / (1.0 + exp(-(w0 * x0 + w1 * x1 + w2 * x2)))
            error = t - y
            loss += error * error
            delta = error * (y * (1.0 - y))
            s0 += delta * x0
            s1 += delta * x1
            s2 += delta * x2
        w0 += s0
        w1 += s1
        w2 += s2
        if loss / len(rows) <= 0.0:
            break
    return [w0, w1, w2]


def by_hand(rows, targets, epochs):
    """Train one neuron of 3 inputs on 4 rows, written out by hand."""
    (a0, a1, a2), (b0, b1, b2), (c0, c1, c2), (d0, d1, d2) = [map(float, row) for row in rows]
    ta, tb, tc, td = [float(t) for t, in targets]
    draws = neuron.uniform(1)
    w0, w1, w2 = [2.0 * next(draws) - 1.0 for _ in range(3)]
    for epoch in range(epochs):
        ya = 1.0 / (1.0 + exp(-(w0 * a0 + w1 * a1 + w2 * a2)))
        yb = 1.0 / (1.0 + exp(-(w0 * b0 + w1 * b1 + w2 * b2)))
        yc = 1.0 / (1.0 + exp(-(w0 * c0 + w1 * c1 + w2 * c2)))
        yd = 1.0 / (1.0 + exp(-(w0 * d0 + w1 * d1 + w2 * d2)))
        da = (ta - ya) * (ya * (1.0 - ya))
        db = (tb - yb) * (yb * (1.0 - yb))
        dc = (tc - yc) * (yc * (1.0 - yc))
        dd = (td - yd) * (yd * (1.0 - yd))
        w0 += da * a0 + db * b0 + dc * c0 + dd * d0
        w1 += da * a1 + db * b1 + dc * c1 + dd * d1
        w2 += da * a2 + db * b2 + dc * c2 + dd * d2
    return [w0, w1, w2]


def by_hand_with_loss(rows, targets, epochs):
    """Do the same, and know each epoch's loss, as train() does."""
    (a0, a1, a2), (b0, b1, b2), (c0, c1, c2), (d0, d1, d2) = [map(float, row) for row in rows]
    ta, tb, tc, td = [float(t) for t, in targets]
    draws = neuron.uniform(1)
    w0, w1, w2 = [2.0 * next(draws) - 1.0 for _ in range(3)]
    for epoch in range(epochs):
        ya = 1.0 / (1.0 + exp(-(w0 * a0 + w1 * a1 + w2 * a2)))
        yb = 1.0 / (1.0 + exp(-(w0 * b0 + w1 * b1 + w2 * b2)))
        yc = 1.0 / (1.0 + exp(-(w0 * c0 + w1 * c1 + w2 * c2)))
        yd = 1.0 / (1.0 + exp(-(w0 * d0 + w1 * d1 + w2 * d2)))
        ea = ta - ya
        eb = tb - yb
        ec = tc - yc
        ed = td - yd
        loss = (ea * ea + eb * eb + ec * ec + ed * ed) / 4.0
        if loss <= 0.0:
            break
        da = ea * (ya * (1.0 - ya))
        db = eb * (yb * (1.0 - yb))
        dc = ec * (yc * (1.0 - yc))
        dd = ed * (yd * (1.0 - yd))
        w0 += da * a0 + db * b0 + dc * c0 + dd * d0
        w1 += da * a1 + db * b1 + dc * c1 + dd * d1
        w2 += da * a2 + db * b2 + dc * c2 + dd * d2
    return [w0, w1, w2]


def by_hand_for_these_rows(epochs):
    """Do the same without the loss, and without the products by 0 and by 1: for no other rows."""
    draws = neuron.uniform(1)
    w0, w1, w2 = [2.0 * next(draws) - 1.0 for _ in range(3)]
    for epoch in range(epochs):
        ya = 1.0 / (1.0 + exp(-w2))
        yb = 1.0 / (1.0 + exp(-(w0 + w1 + w2)))
        yc = 1.0 / (1.0 + exp(-(w0 + w2)))
        yd = 1.0 / (1.0 + exp(-(w1 + w2)))
        da = -ya * (ya * (1.0 - ya))
        db = (1.0 - yb) * (yb * (1.0 - yb))
        dc = (1.0 - yc) * (yc * (1.0 - yc))
        dd = -yd * (yd * (1.0 - yd))
        w0 += db + dc
        w1 += db + dd
        w2 += da + db + dc + dd
    return [w0, w1, w2]


# --- Measuring ---------------------------------------------------------------------------

HERE = os.path.dirname(os.path.abspath(neuron.__file__))


def timed(function, *arguments, times=1):
    """Return a function that calls this one and returns the milliseconds it took, times times."""
    def measure():
        start = time.perf_counter()
        function(*arguments)
        return times * 1000.0 * (time.perf_counter() - start)

    return measure


def in_turn(contestants, rounds):
    """Call functions A B A B ...; return for each what it measured, round by round."""
    measured = [[] for _ in contestants]
    for _ in range(rounds):
        for contestant, results in zip(contestants, measured):
            results.append(contestant())
    return measured


# A process starts with its parent's peak memory: so a small parent starts what is measured.
LAUNCH = """import os, sys, time
start = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
status, usage = os.wait4(process, 0)[1:]
print(1000.0 * (time.perf_counter() - start), usage.ru_maxrss)
sys.exit(status != 0)"""


def whole_process(function, *arguments):
    """Run a contestant in a new Python: return its milliseconds, peak MB, and weights."""
    program = "%s\nprint(%s(*%r))" % (inspect.getsource(function), function.__name__, arguments)
    output = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LAUNCH, sys.executable, "-c", program],
        cwd=HERE, stdout=subprocess.PIPE, text=True, check=True).stdout
    weights, measured = output.splitlines()
    duration, peak = map(float, measured.split())
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # macOS counts bytes, others KB
    return duration, peak / unit, json.loads(weights)


ELSEWHERE = """
import neuron, time
if not %r:
    neuron.UNROLLED = 0
clock = getattr(time, "perf_counter", time.time)  # MicroPython has the second only
rows, targets = %s
start = clock()
weights = ours(%r, rows, targets, *%r)
print([1000.0 * (clock() - start), weights])"""


def elsewhere(python, unrolled, table, sizes, *options):
    """Train in a new process of another Python: return how many milliseconds the training took
    there, and the weights. table is the text of an expression: the rows and targets."""
    program = inspect.getsource(data) + inspect.getsource(ours) + ELSEWHERE % (
        unrolled, table, sizes, options)
    return json.loads(subprocess.run([python, "-c", program], cwd=HERE, text=True, check=True,
                                     stdout=subprocess.PIPE).stdout)


def installed(program):
    """Return the path of another Python and its version, or None and None."""
    beside = os.path.dirname(sys.executable)  # a virtual environment need not be activated
    path = shutil.which(program, path=beside + os.pathsep + os.environ.get("PATH", ""))
    ask = "import sys; print('%d.%d.%d' % tuple(sys.implementation.version[:3]))"
    return path, path and subprocess.run([path, "-c", ask], text=True, check=True,
                                         stdout=subprocess.PIPE).stdout.strip()


# --- The table: a section gets the share of the work to do, and how many rounds -----------

def ratio(mine, theirs):
    """Return the median of the rounds' ratios."""
    return median(b / a for a, b in zip(mine, theirs))


def line(label, mine, theirs, unit="ms"):
    """Return a line on what two contestants measured, round by round."""
    return "  %-56s %8.1f %s %8.1f %s %7.2f" % (
        label, median(mine), unit, median(theirs), unit, ratio(mine, theirs))


def against(label, mine, theirs, unit="ms"):
    """Return a line that says who has won; three per cent are noise."""
    result = ratio(mine, theirs)
    verdict = "won" if result > 1.03 else "lost" if result < 0.97 else "even"
    return line(label, mine, theirs, unit) + "  " + verdict


def against_all(mine, contestants, rounds):
    """Yield a line for each of (label, function), run in turn with mine."""
    measured, *others = in_turn([mine] + [function for label, function in contestants], rounds)
    for (label, function), theirs in zip(contestants, others):
        yield against(label, measured, theirs)


def tutorial_1(work, rounds):
    """Yield the lines on the first tutorial, in this process."""
    epochs = math.ceil(10000 * work)
    few = math.ceil(200 * work)
    contestants = []
    if numpy:
        contestants += [
            ("NumPy, as the tutorials write it", timed(numpy_neuron, *TUTORIAL_1, epochs)),
            ("NumPy, written for speed", timed(fast_numpy_neuron, *TUTORIAL_1, epochs))]
    if micrograd:
        contestants.append((
            f"micrograd ({few} epochs, times {epochs // few})",
            timed(micrograd_neuron, *TUTORIAL_1, few, times=epochs // few)))
    contestants += [
        ("the loops of neuron.py", timed(loops, [3, 1], *TUTORIAL_1, epochs)),
        ("a loop by hand, the weights in variables, and the loss",
         timed(loop_by_hand, *TUTORIAL_1, epochs)),
        ("the four rows unrolled by hand, and the loss",
         timed(by_hand_with_loss, *TUTORIAL_1, epochs)),
        ("the four rows unrolled by hand, without the loss",
         timed(by_hand, *TUTORIAL_1, epochs)),
        ("the same for these rows only: no products by 0 and 1",
         timed(by_hand_for_these_rows, epochs))]
    yield f"Tutorial 1: one neuron of 3 inputs, 4 rows, {epochs:,} epochs, against"
    yield from against_all(timed(ours, [3, 1], *TUTORIAL_1, epochs), contestants, rounds)


def tutorial_1_process(work, rounds):
    """Yield the lines on the first tutorial, a new process for each training."""
    if numpy and hasattr(os, "posix_spawn"):
        epochs = math.ceil(10000 * work)
        mine, theirs = in_turn([partial(whole_process, ours, [3, 1], *TUTORIAL_1, epochs),
                                partial(whole_process, numpy_neuron, *TUTORIAL_1, epochs)], rounds)
        yield "Tutorial 1 from the start of a process to the printed result, against"
        for k, what, unit in (0, "time", "ms"), (1, "peak memory", "MB"):
            yield against("NumPy, as the tutorials write it: " + what, [run[k] for run in mine],
                          [run[k] for run in theirs], unit)


def tutorial_8(work, rounds):
    """Yield the lines on the tutorial with a hidden layer."""
    epochs = math.ceil(6000 * work)
    contestants = [("the loops of neuron.py", timed(loops, [3, 4, 1], *TUTORIAL_8, epochs))]
    if numpy:
        contestants.insert(0, ("NumPy, as the tutorial writes it",
                               timed(numpy_two_layers, *TUTORIAL_8, epochs, 4)))
    yield f"Tutorial 8: a 3-4-1 network, 4 rows, {epochs:,} epochs, against"
    yield from against_all(timed(ours, [3, 4, 1], *TUTORIAL_8, epochs), contestants, rounds)


def row_by_row(work, rounds):
    """Yield the lines on a larger network, adjusted after every row."""
    rows, targets = data(100, 64, 10)
    epochs = math.ceil(200 * work)
    few = math.ceil(5 * work)
    contestants = [(f"the loops of neuron.py ({few} epochs, times {epochs // few})", timed(
        loops, LARGE, rows, targets, few, 0.0, 1, times=epochs // few))]
    if numpy:
        contestants = [
            ("NumPy, as the tutorials write it", timed(
                numpy_row_by_row_plainly, LARGE, rows, targets, epochs)),
            ("NumPy, written for speed", timed(numpy_row_by_row, LARGE, rows, targets, epochs)),
            *contestants]
    yield f"A 64-32-10 network, adjusted after each of 100 rows, {epochs} epochs, against"
    yield from against_all(timed(ours, LARGE, rows, targets, epochs, 0.0, 1), contestants, rounds)


def overtaking(work, rounds):
    """Yield the lines on the sizes between which NumPy overtakes."""
    count = math.ceil(2000 * work)  # adjustments

    def one_neuron(rows):
        table = data(rows, 3, 1)
        return timed(ours, [3, 1], *table, count), timed(fast_numpy_neuron, *table, count)

    def network(rows):
        table = data(rows, 3, 1)
        return timed(ours, [3, 4, 1], *table, count), timed(numpy_two_layers, *table, count, 4)

    def wide_network(n):
        table = data(4, n, 1)
        return timed(ours, [n, n, 1], *table, count), timed(numpy_two_layers, *table, count, n)

    def wide_network_row_by_row(n):
        table = data(20, n, 1)
        epochs = math.ceil(count / 20)
        return (timed(ours, [n, n, 1], *table, epochs, 0.0, 1),
                timed(numpy_row_by_row, [n, n, 1], *table, epochs))

    if numpy:
        yield f"Where NumPy overtakes: the sizes just before and after it, {count:,} adjustments"
        for label, pair in (("one neuron of 3 inputs, batches of %d rows", one_neuron),
                            ("a 3-4-1 network, batches of %d rows", network),
                            ("an N-N-1 network, batches of 4 rows, N = %d", wide_network),
                            ("an N-N-1 network, a row at a time, N = %d", wide_network_row_by_row)):
            lines = []
            for size in 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256:
                mine, theirs = in_turn(pair(size), rounds)
                lines.append(against(label % size, mine, theirs))
                if ratio(mine, theirs) < 1.0:
                    break
            yield from lines[-2:]


def growth(work, rounds):
    """Yield the lines on how time grows with the rows, the epochs and the weights."""
    epochs = math.ceil(1000 * work)
    few = math.ceil(250 * work)

    def steps(label, contestants):
        sizes = list(contestants)
        measured = in_turn(contestants.values(), rounds)
        for k in range(len(sizes) - 1):
            yield line(label % (sizes[k], sizes[k + 1]), measured[k], measured[k + 1])

    yield "How time grows, from the first column to the second: less is better, 10 in proportion"
    yield from steps(f"one neuron, {epochs} epochs, %d to %d rows", {
        rows: timed(ours, [3, 1], *data(rows, 3, 1), epochs) for rows in (10, 100, 1000)})
    yield from steps("one neuron, 4 rows, %d to %d epochs", {
        times * epochs: timed(ours, [3, 1], *TUTORIAL_1, times * epochs) for times in (1, 10, 100)})
    yield from steps(f"N-N-1 networks, 4 rows, {few} epochs, %d to %d weights", {
        n * n + n: timed(ours, [n, n, 1], *data(4, n, 1), few) for n in (10, 33, 104)})


def other_pythons(work, rounds):
    """Yield the lines on neuron.py under PyPy and MicroPython, against the Python of this run."""
    epochs = math.ceil(10000 * work)
    few = math.ceil(50 * work)
    here = " on " + platform.python_implementation()
    tutorial = repr(TUTORIAL_1), [3, 1]

    def on_this(times):
        contestants = [("neuron.py" + here, timed(ours, [3, 1], *TUTORIAL_1, epochs, times=times))]
        if numpy:
            contestants.insert(0, ("NumPy" + here, timed(
                numpy_neuron, *TUTORIAL_1, epochs, times=times)))
        return contestants

    def on(python, *training, unrolled=True):
        return lambda: elsewhere(python, unrolled, *training)[0]

    python = installed("pypy3")[0]
    if python:
        yield f"Tutorial 1 under PyPy, {epochs:,} epochs, against"
        yield from against_all(on(python, *tutorial, epochs), on_this(1), rounds)
        yield f"Tutorial 1 under PyPy, {10 * epochs:,} epochs, against ten times {epochs:,} of"
        yield from against_all(on(python, *tutorial, 10 * epochs), on_this(10), rounds)
        if numpy:
            yield f"The 64-32-10 network under PyPy, a row at a time, {10 * few} epochs, against"
            yield from against_all(
                on(python, "data(100, 64, 10)", LARGE, 10 * few, 0.0, 1),
                [(f"{name} ({few} epochs, times 10)", timed(
                    function, LARGE, *data(100, 64, 10), few, times=10))
                 for name, function in (
                     ("NumPy, as the tutorials write it", numpy_row_by_row_plainly),
                     ("NumPy, written for speed", numpy_row_by_row))], rounds)
    python = installed("micropython")[0]
    if python:
        yield f"Tutorial 1 under MicroPython, {epochs:,} epochs, against"
        yield from against_all(
            on(python, *tutorial, epochs),
            [("its own loops", on(python, *tutorial, epochs, unrolled=False))] + on_this(1), rounds)


def versions():
    """Return the names and versions of what takes part, and the names of what is missing."""
    present = ["neuron.py " + neuron.__version__,
               platform.python_implementation() + " " + platform.python_version()]
    found = [("NumPy", numpy and importlib.metadata.version("numpy")),
             ("micrograd", micrograd and importlib.metadata.version("micrograd")),
             ("PyPy", installed("pypy3")[1]), ("MicroPython", installed("micropython")[1])]
    present += ["%s %s" % (name, version) for name, version in found if version]
    return present, [name for name, version in found if not version]


SECTIONS = [(tutorial_1, 15), (tutorial_1_process, 11), (tutorial_8, 11), (row_by_row, 5),
            (overtaking, 5), (growth, 5), (other_pythons, 5)]  # and how many rounds of each


def table(work=1.0, most_rounds=15):
    """Yield the lines of the table, doing a share of the full work."""
    present, missing = versions()
    yield ", ".join(present)
    if missing:
        yield "Not installed, so left out: " + ", ".join(missing)
    yield (f"{platform.system()}, {platform.machine()}. Medians of 5 to 15 rounds.\n\n"
           "Ratio: the other's time, or memory, divided by neuron.py's. More is better:\n"
           "above 1 neuron.py has won, below 1 it has lost.\n\n"
           "%70s %11s %7s" % ("neuron.py", "other", "ratio"))
    for section, rounds in SECTIONS:
        for text in section(work, min(rounds, most_rounds)):
            yield text if text.startswith(" ") else "\n" + text


if __name__ == "__main__":
    for text in table():
        print(text, flush=True)
