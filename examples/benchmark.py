"""How fast neuron.py is, beside NumPy, scikit-learn, PyPy and MicroPython.

It takes a minute or two. --quick takes seconds: it shows what is measured, but not how fast it
is. What is not installed is left out.

How to read it: each line compares neuron.py with another contestant. Both do the same work and
end with the same weights. The last column is the other's time divided by neuron.py's: at 3.00
neuron.py is three times as fast, at 0.50 it takes twice as long, and between 0.97 and 1.03
neither is faster. They run in turn, A B A B ..., for several rounds. Each column is a median,
the ratio is the median of the rounds' own ratios: a busy machine slows both sides down alike.

neuron.py writes code for a network before it trains it for long, once for each shape. That time
is in the first round, in "from the start of Python", and in the lines on PyPy and MicroPython.

The lines with "by rprop" differ: there each contestant trains until it has reached the same
loss, and "in 17" means in 17 epochs. See ways_to_train.py for what makes that fair.

In short: with a few rows, what NumPy spends on each call costs more than the arithmetic, and
neuron.py is faster. With more rows or wider layers NumPy overtakes.

Output:

    neuron.py 0.2.0, CPython 3.11.7, Linux, x86_64
    Beside it: NumPy 2.4.6, scikit-learn 1.9.1, PyPy 7.3.11, MicroPython 1.29.0
    Medians of 5 to 15 rounds

                                                     neuron.py  the other  ratio

    Tutorial 1: one neuron of 3 inputs, 4 rows, 10,000 epochs
      NumPy, as the tutorials write it                  11.5 ms    68.1 ms   5.92
      NumPy, written for speed                          11.5 ms    42.6 ms   3.70
      the loops of neuron.py                            11.5 ms   128.9 ms  11.24
      the four rows written out by hand                 11.5 ms     8.8 ms   0.77

    The same, from the start of Python to the printed weights
      NumPy, as the tutorials write it: time            28.4 ms   163.8 ms   5.78
      peak memory                                        9.7 MB    31.8 MB   3.27

    Tutorial 8: a 3-4-1 network, 4 rows, 6,000 epochs
      NumPy, written for speed                          27.9 ms    52.2 ms   1.87
      the loops of neuron.py                            27.9 ms   226.1 ms   8.09

    A 64-32-10 network, a row at a time, 100 rows, 50 epochs
      NumPy, written for speed                         550.7 ms    50.8 ms   0.10
      the loops of neuron.py                           550.7 ms  1275.7 ms   2.30

    Tutorial 1, 3-1, to a squared error of 0.001: by rprop in 17 epochs, and by
      plain descent, default rate, in 710                0.1 ms     0.8 ms  13.01
      momentum=0.9, in 21                                0.1 ms     0.1 ms   0.86
      scikit-learn, lbfgs, in 5                          0.1 ms     2.2 ms  21.20
      scikit-learn, adam, not in 1,000 epochs
      scikit-learn, adam, rate 0.1, in 151               0.1 ms    24.6 ms 201.51

    XOR, 2-4-1, to a squared error of 0.01: by rprop in 42 epochs, and by
      plain descent, default rate, in 589                0.4 ms     2.7 ms   6.51
      momentum=0.9, in 80                                0.4 ms     0.4 ms   1.08
      scikit-learn, lbfgs, in 11                         0.5 ms     3.5 ms   7.44
      scikit-learn, adam, not in 1,000 epochs
      scikit-learn, adam, rate 0.1, in 58                0.5 ms    13.4 ms  25.71

    Iris, 4-5-3, to a cross-entropy of 0.05: by rprop in 27 epochs, and by
      plain descent, default rate, in 76                18.2 ms    50.1 ms   2.75
      plain descent, learning_rate=1, not in 1,000 epochs
      momentum=0.9, in 22                               18.2 ms    14.8 ms   0.82
      scikit-learn, lbfgs, in 11                        18.7 ms     3.8 ms   0.20
      scikit-learn, adam, not in 1,000 epochs
      scikit-learn, adam, rate 0.1, in 84               18.7 ms    20.6 ms   1.11

    Breast cancer, 30-1, to a cross-entropy of 0.06: by rprop in 12 epochs, and by
      plain descent, default rate, in 64                15.5 ms    72.8 ms   4.74
      plain descent, learning_rate=1, not in 1,000 epochs
      momentum=0.9, in 325                              15.2 ms   326.0 ms  21.81
      scikit-learn, lbfgs, in 7                         14.8 ms     3.3 ms   0.22
      scikit-learn, adam, not in 1,000 epochs
      scikit-learn, adam, rate 0.1, in 18               15.9 ms    10.1 ms   0.64

    Where NumPy overtakes: the sizes before and after, 2,000 adjustments
      one neuron of 3 inputs, batches of 16 rows         7.5 ms     8.9 ms   1.17
      one neuron of 3 inputs, batches of 24 rows        11.0 ms     9.0 ms   0.82
      a 3-4-1 network, batches of 6 rows                14.1 ms    17.4 ms   1.27
      a 3-4-1 network, batches of 8 rows                18.2 ms    17.8 ms   0.96
      an N-N-1 network, a row at a time, N = 12         15.0 ms    23.5 ms   1.56
      an N-N-1 network, a row at a time, N = 16         26.0 ms    23.7 ms   0.91

    Ten times the work should take about ten times as long: neuron.py, less and then more
      one neuron, 1000 epochs, 10 to 100 rows            2.6 ms    26.4 ms  10.06
      one neuron, 1000 epochs, 100 to 1000 rows         26.4 ms   254.9 ms   9.61
      one neuron, 4 rows, 1000 to 10000 epochs           1.2 ms    11.1 ms   9.21
      one neuron, 4 rows, 10000 to 100000 epochs        11.1 ms   108.7 ms   9.95
      N-N-1, 250 epochs, 110 to 1122 weights             7.3 ms    69.5 ms   9.54
      N-N-1, 250 epochs, 1122 to 10920 weights          69.5 ms   634.0 ms   9.05

    neuron.py on PyPy: tutorial 1, 10,000 epochs
      NumPy, as the tutorials write it, on CPython      10.8 ms    68.8 ms   6.37
      neuron.py on CPython                              10.8 ms    11.6 ms   1.09

    neuron.py on PyPy: tutorial 1, 100,000 epochs; others 10,000, times 10
      NumPy, as the tutorials write it, on CPython      16.4 ms   689.7 ms  41.70
      neuron.py on CPython                              16.4 ms   115.4 ms   7.07

    neuron.py on PyPy: 64-32-10, 500 epochs; others 50, times 10
      NumPy, written for speed, on CPython             650.4 ms   537.3 ms   0.85

    neuron.py on MicroPython: tutorial 1, 10,000 epochs
      its own loops                                     48.7 ms   516.2 ms  10.53
      NumPy, as the tutorials write it, on CPython      48.7 ms    68.9 ms   1.42
      neuron.py on CPython                              48.7 ms    11.8 ms   0.24
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

import argparse
import math
import os
import platform
from functools import partial
from math import exp

import neuron
from examples.helpers.measuring import against, elsewhere, in_turn, installed, line, ratio, timed
from examples.helpers.measuring import whole_process
from examples.helpers.ways_to_train import how_soon, sklearn

try:
    import numpy
except ImportError:
    numpy = None

# The rows and targets of tutorial 1, and those of tutorial 8 (exclusive or of two inputs of three).
TUTORIAL_1 = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [[0], [1], [1], [0]]
TUTORIAL_8 = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], [[0], [1], [1], [0]]
LARGE = [64, 32, 10]  # the sizes of the larger network


# --- The contestants: each draws NumPy's weights of seed 1, trains them without biases at a
# learning rate of 1, and returns them in the order of Network.parameters(). data, ours and
# plain_numpy_neuron also run in other processes, by their text alone: they import what they need
def data(rows, inputs, outputs):
    """Return rows of random inputs from -1 to 1, and their random targets from 0 to 1."""
    from neuron import uniform

    draws = uniform(2)
    return ([[2.0 * next(draws) - 1.0 for _ in range(inputs)] for _ in range(rows)],
            [[next(draws) for _ in range(outputs)] for _ in range(rows)])


def ours(sizes, rows, targets, epochs, batch_size=None):
    """Train by neuron.py."""
    from neuron import Network

    model = Network(*sizes, bias=None, seed=1)
    model.train(rows, targets, epochs, learning_rate=1.0, batch_size=batch_size)
    return model.parameters()


def loops(*arguments):
    """Train by the loops of neuron.py alone."""
    pays = neuron.UNROLLED
    neuron.UNROLLED = 0
    try:
        return ours(*arguments)
    finally:
        neuron.UNROLLED = pays


def by_hand(sizes, rows, targets, epochs):
    """Train one neuron of 3 inputs on 4 rows, written out by hand; know each epoch's loss."""
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
        if (ea * ea + eb * eb + ec * ec + ed * ed) / 4.0 <= 0.0:
            break
        da = ea * (ya * (1.0 - ya))
        db = eb * (yb * (1.0 - yb))
        dc = ec * (yc * (1.0 - yc))
        dd = ed * (yd * (1.0 - yd))
        w0 += da * a0 + db * b0 + dc * c0 + dd * d0
        w1 += da * a1 + db * b1 + dc * c1 + dd * d1
        w2 += da * a2 + db * b2 + dc * c2 + dd * d2
    return [w0, w1, w2]


def plain_numpy_neuron(sizes, rows, targets, epochs):
    """Train one neuron by NumPy as the tutorials write it."""
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


def numpy_neuron(sizes, rows, targets, epochs):
    """Train one neuron as fast as a few lines of NumPy can: floats, vectors, arrays reused."""
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


def numpy_network(sizes, rows, targets, epochs, batch_size=None):
    """Train a network with one hidden layer by NumPy, written for speed as well."""
    def sigmoid(z):
        numpy.negative(z, z)
        numpy.exp(z, z)
        z += 1.0
        return numpy.reciprocal(z, z)

    inputs, hidden, outputs = sizes
    size = batch_size or len(rows)
    starts = range(0, len(rows), size)
    rows = numpy.array(rows, float)
    targets = numpy.array(targets, float)
    batches = [(rows[r:r + size], numpy.ascontiguousarray(rows[r:r + size].T),
                targets[r:r + size]) for r in starts]
    numpy.random.seed(1)
    first = 2.0 * numpy.random.random((inputs, hidden)) - 1.0
    second = 2.0 * numpy.random.random((hidden, outputs)) - 1.0
    for epoch in range(epochs):
        for x, columns, t in batches:
            h = sigmoid(x.dot(first))
            y = sigmoid(h.dot(second))
            delta = t - y
            delta *= y
            delta *= 1.0 - y
            hidden_delta = delta.dot(second.T)
            hidden_delta *= h
            hidden_delta *= 1.0 - h
            second += h.T.dot(delta)
            first += columns.dot(hidden_delta)
    return first.T.ravel().tolist() + second.T.ravel().tolist()


# --- The sections: each gets the share of the work to do, and how many rounds ---------------

def tutorial_1(work, rounds):
    """Yield the lines on the first tutorial, in this process and in new ones."""
    training = [3, 1], *TUTORIAL_1, math.ceil(10000 * work)
    others = [("the loops of neuron.py", timed(loops, *training)),
              ("the four rows written out by hand", timed(by_hand, *training))]
    if numpy:
        others = [("NumPy, as the tutorials write it", timed(plain_numpy_neuron, *training)),
                  ("NumPy, written for speed", timed(numpy_neuron, *training))] + others
    yield "Tutorial 1: one neuron of 3 inputs, 4 rows, %s epochs" % format(training[-1], ",")
    yield from against(timed(ours, *training), others, rounds)
    if numpy and hasattr(os, "posix_spawn"):
        mine, theirs = in_turn([partial(whole_process, ours, *training),
                                partial(whole_process, plain_numpy_neuron, *training)], rounds)
        yield "The same, from the start of Python to the printed weights"
        for k, label, unit in ((0, "NumPy, as the tutorials write it: time", "ms"),
                               (1, "peak memory", "MB")):
            yield line(label, [run[k] for run in mine], [run[k] for run in theirs], unit)


def networks(work, rounds):
    """Yield the lines on a small network and a larger one."""
    small = [3, 4, 1], *TUTORIAL_8, math.ceil(6000 * work)
    large = LARGE, *data(100, 64, 10), math.ceil(50 * work), 1
    for text, training in (("Tutorial 8: a 3-4-1 network, 4 rows, %s epochs", small),
                           ("A 64-32-10 network, a row at a time, 100 rows, %s epochs", large)):
        others = [("the loops of neuron.py", timed(loops, *training))]
        if numpy:
            others.insert(0, ("NumPy, written for speed", timed(numpy_network, *training)))
        yield text % format(training[3], ",")
        yield from against(timed(ours, *training), others, rounds)


def overtaking(work, rounds):
    """Yield the lines on the sizes between which NumPy overtakes."""
    steps = math.ceil(2000 * work)  # adjustments
    if not numpy:
        return
    yield "Where NumPy overtakes: the sizes before and after, %s adjustments" % format(steps, ",")
    for label, function, training in (
            ("one neuron of 3 inputs, batches of %d rows", numpy_neuron,
             lambda n: ([3, 1], *data(n, 3, 1), steps)),
            ("a 3-4-1 network, batches of %d rows", numpy_network,
             lambda n: ([3, 4, 1], *data(n, 3, 1), steps)),
            ("an N-N-1 network, a row at a time, N = %d", numpy_network,
             lambda n: ([n, n, 1], *data(20, n, 1), math.ceil(steps / 20), 1))):
        lines = []
        for size in 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64:
            mine, theirs = in_turn(
                [timed(ours, *training(size)), timed(function, *training(size))], rounds)
            lines.append(line(label % size, mine, theirs))
            if ratio(mine, theirs) < 1.0:
                break
        yield from lines[-2:]


def growth(work, rounds):
    """Yield the lines on how time grows with the rows, the epochs and the weights."""
    epochs = math.ceil(1000 * work)
    few = math.ceil(250 * work)

    def train(sizes, rows, targets, epochs):
        return timed(neuron.Network(*sizes, bias=None).train, rows, targets, epochs)

    yield "Ten times the work should take about ten times as long: neuron.py, less and then more"
    for label, contestants in (
            (f"one neuron, {epochs} epochs, %d to %d rows", {
                rows: train([3, 1], *data(rows, 3, 1), epochs) for rows in (10, 100, 1000)}),
            ("one neuron, 4 rows, %d to %d epochs", {
                n * epochs: train([3, 1], *TUTORIAL_1, n * epochs) for n in (1, 10, 100)}),
            (f"N-N-1, {few} epochs, %d to %d weights", {
                n * n + n: train([n, n, 1], *data(4, n, 1), few) for n in (10, 33, 104)})):
        sizes = list(contestants)
        measured = in_turn(contestants.values(), rounds)
        for k in (0, 1):
            yield line(label % (sizes[k], sizes[k + 1]), measured[k], measured[k + 1])


def other_pythons(work, rounds):
    """Yield the lines on neuron.py under PyPy and MicroPython, against the Python of this run."""
    epochs = math.ceil(10000 * work)
    few = math.ceil(50 * work)
    here = " on " + platform.python_implementation()

    def on(python, table, *training, **options):
        return lambda: elsewhere(python, [data, ours], table, *training, **options)[0]

    def on_this(times):
        training = [3, 1], *TUTORIAL_1, epochs
        others = [("neuron.py" + here, timed(ours, *training, times=times))]
        if numpy:
            others.insert(0, ("NumPy, as the tutorials write it," + here,
                              timed(plain_numpy_neuron, *training, times=times)))
        return others

    one = repr(TUTORIAL_1), [3, 1]
    python = installed("pypy3")[0]
    if python:
        yield f"neuron.py on PyPy: tutorial 1, {epochs:,} epochs"
        yield from against(on(python, *one, epochs), on_this(1), rounds)
        yield f"neuron.py on PyPy: tutorial 1, {10 * epochs:,} epochs; others {epochs:,}, times 10"
        yield from against(on(python, *one, 10 * epochs), on_this(10), rounds)
        if numpy:
            yield f"neuron.py on PyPy: 64-32-10, {10 * few} epochs; others {few}, times 10"
            yield from against(
                on(python, "data(100, 64, 10)", LARGE, 10 * few, 1),
                [("NumPy, written for speed," + here, timed(
                    numpy_network, LARGE, *data(100, 64, 10), few, 1, times=10))], rounds)
    python = installed("micropython")[0]
    if python:
        yield f"neuron.py on MicroPython: tutorial 1, {epochs:,} epochs"
        yield from against(
            on(python, *one, epochs),
            [("its own loops", on(python, *one, epochs, unrolled=False))] + on_this(1), rounds)


# --- The whole table -----------------------------------------------------------------------

SECTIONS = [(tutorial_1, 15), (networks, 7), (how_soon, 7), (overtaking, 5), (growth, 5),
            (other_pythons, 5)]  # and how many rounds of each


def table(work=1.0, most_rounds=15):
    """Yield the lines of the table, doing a share of the full work."""
    found = [("NumPy", numpy and numpy.__version__),
             ("scikit-learn", sklearn and sklearn.__version__),
             ("PyPy", installed("pypy3")[1]), ("MicroPython", installed("micropython")[1])]
    yield "neuron.py %s, %s %s, %s, %s" % (
        neuron.__version__, platform.python_implementation(), platform.python_version(),
        platform.system(), platform.machine())
    for text, names in (("Beside it: ", ["%s %s" % pair for pair in found if pair[1]]),
                        ("Not installed, so left out: ", [name for name, x in found if not x])):
        if names:
            yield text + ", ".join(names)
    yield ("Medians of 5 to 15 rounds\n" if most_rounds == 15 else
           "Hardly any work: this shows what is measured, not how fast it is\n")
    yield "%58s %10s %6s" % ("neuron.py", "the other", "ratio")
    for section, rounds in SECTIONS:
        for text in section(work, min(rounds, most_rounds)):
            yield text if text.startswith(" ") else "\n" + text


def main():
    """Print the table as it comes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\nOutput:")[0],
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true",
                        help="do a hundredth of the work, once: to see what is measured")
    quick = parser.parse_args().quick
    try:
        for text in table(0.01, 1) if quick else table():
            print(text, flush=True)
    except KeyboardInterrupt:
        sys.exit("\nStopped.")


if __name__ == "__main__":
    main()
