"""Training: batches, shuffling, momentum, losses, and how it ends, early or badly."""

import json
import math
import re
import signal
import subprocess
import sys
from array import array
from itertools import islice
from pathlib import Path

import pytest

import neuron
from neuron import ACTIVATIONS, Activation, Network, Neuron, uniform
from tests.tools.extras import need

try:
    import numpy
except ImportError:
    numpy = None

ROWS = [[0.5, -1.2, 0.8], [-0.7, 0.4, 1.1], [1.3, 0.9, -0.6], [0.2, 0.3, -0.4], [1.0, 0.0, 2.0]]
TARGETS = [[0.9, 0.1], [0.2, 0.7], [0.6, 0.3], [0.4, 0.8], [0.5, 0.0]]
SHAPES = [(3, 2), (3, 4, 2), (3, 4, 3, 2)]


@pytest.fixture(autouse=True, params=[True, False], ids=["unrolled", "loops"])
def unrolled(request, monkeypatch):
    """Let every test here run twice: with training written out, and with the loops alone."""
    monkeypatch.setattr(neuron, "UNROLLED", request.param)


def trained(epochs, sizes=(3, 4, 2), **options):
    """Return the parameters after so many epochs of a training long enough to be unrolled."""
    net = Network(*sizes, seed=4)
    for epoch, loss in net.training(ROWS, TARGETS, 2000, **options):
        if epoch + 1 == epochs:
            break
    return net.parameters()


def close(losses):
    return pytest.approx(losses, rel=1e-13, abs=0)


# Batches

def test_an_epoch_adjusts_once_from_all_rows_unless_told_otherwise():
    assert trained(9) == trained(9, batch_size=5) == trained(9, batch_size=2**31)
    assert trained(9) != trained(9, batch_size=4)


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("batch_size", [1, 2, 3])
def test_each_batch_moves_the_weights_by_its_gradient_the_last_may_be_smaller(batch_size, sizes):
    net = Network(*sizes, seed=4)
    for epoch in range(3):
        for r in range(0, 5, batch_size):
            batch = slice(r, r + batch_size)
            net.step(net.gradient(ROWS[batch], TARGETS[batch]), 0.5)
    assert trained(3, sizes, batch_size=batch_size, learning_rate=0.5) == net.parameters()


# Shuffling

def orders(epochs, count=10, **options):
    """Return the order in which each epoch saw the rows 0, 1, 2, ..."""
    seen = []
    spy = Neuron(1, Activation(lambda z: seen.append(z) or z, lambda z, y: 0.0), bias=None)
    spy.weights = [1.0]
    for epoch, loss in spy.training([[r] for r in range(count)], [1] * count, 5000, **options):
        if epoch + 1 == epochs:
            break
    return [tuple(seen[k:k + count]) for k in range(0, len(seen), count)]


def test_without_shuffle_the_rows_keep_their_order():
    assert orders(3, batch_size=3) == [tuple(range(10))] * 3


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_each_epoch_sees_every_row_once_in_a_new_order(seed):
    epochs = orders(30, batch_size=3, shuffle=seed)
    assert [sorted(epoch) for epoch in epochs] == [list(range(10))] * 30
    assert len(set(epochs)) == 30


def test_an_epoch_brings_the_order_before_it_into_any_other_with_the_same_probability():
    epochs = orders(1201, count=3, shuffle=5)
    moves = [tuple(before.index(r) for r in after) for before, after in zip(epochs, epochs[1:])]
    counts = [moves.count(move) for move in set(moves)]
    assert len(counts) == 6 and min(counts) > 150 and max(counts) < 250


def test_the_same_shuffle_seed_gives_the_same_bits_and_another_seed_others():
    first = trained(20, batch_size=2, shuffle=3)
    assert trained(20, batch_size=2, shuffle=3) == first
    assert trained(20, batch_size=2, shuffle=4) != first
    assert trained(20, batch_size=2) != first


def test_shuffling_leaves_the_callers_rows_alone():
    rows, targets = [row[:] for row in ROWS], [target[:] for target in TARGETS]
    Network(3, 2).train(rows, targets, 5, shuffle=1)
    assert (rows, targets) == (ROWS, TARGETS)


def test_changing_the_rows_while_training_runs_has_no_effect():
    rows = [row[:] for row in ROWS]
    net = Network(3, 4, 2, seed=4)
    for epoch, loss in net.training(rows, TARGETS, 5):
        rows[epoch][:] = [None]
        rows.append("no row")
    assert net.parameters() == trained(5)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_an_epoch_is_a_gradient_and_a_step_to_the_last_bit_with_every_activation(activation):
    rows, targets = ROWS + [[-80.0, 5.0, 50.0], [80.0, -5.0, -50.0]], [0, 1, 0, 1, 0, 1, 1]
    n, same = Neuron(3, activation, bias=0.1), Neuron(3, activation, bias=0.1)
    for epoch, loss in n.training(rows, targets, 2000, learning_rate=1e-5):
        same.step(same.gradient(rows, targets), 1e-5)
        assert n.parameters() == same.parameters()
        if epoch == 50:
            break
    assert n.parameters() != Neuron(3, activation, bias=0.1).parameters()


def test_a_sigmoid_near_0_still_learns_a_little():
    n = Neuron(2, bias=None)
    n.weights = [-50.0, 0.0]
    n.train([[1, 1]], [1], 300)
    assert n.weights == [-50.0, pytest.approx(300 * math.exp(-50), rel=1e-9, abs=0)]


# Momentum

def test_momentum_repeats_a_part_of_the_last_move():
    n = Neuron(1, "identity", bias=None)
    n.weights = [1.0]
    weights = [n.weights[0] for step in n.training(
        [[1]], [0], 3, learning_rate=0.25, momentum=0.5)]
    # speeds: -0.25; -0.125 - 0.1875 = -0.3125; -0.15625 - 0.109375 = -0.265625
    assert weights == [0.75, 0.4375, 0.171875]


@pytest.mark.parametrize("sizes", SHAPES)
def test_momentum_lasts_from_batch_to_batch_and_epoch_to_epoch(sizes):
    net = Network(*sizes, seed=4)
    speed = [0.0] * len(net.parameters())
    for epoch in range(4):
        for r in range(0, 5, 2):
            gradient = net.gradient(ROWS[r:r + 2], TARGETS[r:r + 2])
            speed = [0.9 * v - 0.1 * g for v, g in zip(speed, gradient)]
            net.step([-v for v in speed])
    assert trained(4, sizes, batch_size=2, momentum=0.9, learning_rate=0.1) == net.parameters()


def test_each_call_starts_at_rest():
    net = Network(3, 4, 2, seed=4)
    for call in range(2):
        for step in net.training(ROWS, TARGETS, momentum=0.9):
            break
    assert net.parameters() == trained(2) != trained(2, momentum=0.9)


# Losses

@pytest.mark.parametrize("loss, of_one", [
    ("squared", lambda t, y: (t - y) ** 2),
    ("cross_entropy", lambda t, y: -t * math.log(y) - (1 - t) * math.log(1 - y))])
def test_the_loss_is_the_mean_over_rows_and_outputs_before_the_adjustment(loss, of_one):
    net = Network(3, 4, 2, seed=4)
    expected = []
    for epoch in range(5):
        pairs = zip(sum(TARGETS, []), sum(net.predict(ROWS), []))
        expected.append(sum(of_one(t, y) for t, y in pairs) / 10)
        net.step(net.gradient(ROWS, TARGETS, loss))
    same = Network(3, 4, 2, seed=4)
    steps = same.training(ROWS, TARGETS, 5, learning_rate=1, loss=loss)
    assert [got for epoch, got in steps] == close(expected)


def test_where_batches_move_the_weights_train_returns_the_loss_of_the_model_that_it_leaves():
    n = Neuron(1, "identity", bias=None)
    n.weights = [1.0]
    # errors -1, then with the weight 0.5 still -0.5, then with 0.25 -0.25, which leaves 0.125
    options = {"learning_rate": 0.5, "batch_size": 1}
    assert n.train([[1], [1], [1]], [0, 0, 0], 1, **options) == close(0.125 ** 2)
    n.weights = [1.0]
    assert list(n.training([[1], [1], [1]], [0, 0, 0], 1, **options)) == [
        (0, close((1 + 0.25 + 0.0625) / 3))]


@pytest.mark.parametrize("options", [
    {"batch_size": 1}, {"batch_size": 2}, {"batch_size": 3, "shuffle": 1, "momentum": 0.5},
    {"batch_size": 1, "loss": "cross_entropy"}], ids=str)
@pytest.mark.parametrize("epochs", [1, 2, 7, 200])
def test_the_loss_that_train_returns_is_that_of_its_answers(epochs, options):
    net = Network(3, 4, 2, seed=4)
    returned = net.train(ROWS, TARGETS, epochs, **options)
    total = 0.0
    for targets, outputs in zip(TARGETS, net.predict(ROWS)):
        for t, y in zip(targets, outputs):
            if "loss" in options:
                total -= t * math.log(y) + (1 - t) * math.log(1 - y)
            else:
                total += (t - y) ** 2
    assert returned == pytest.approx(total / 10, rel=1e-9, abs=0)


def test_cross_entropy_stays_finite_where_the_output_is_as_good_as_0_or_1():
    n = Neuron(1, bias=None)
    n.weights = [1e6]
    assert n.train([[1], [-1]], [1, 0], 1, loss="cross_entropy") == 0.0
    assert n.train([[1], [-1]], [0, 0], 1, loss="cross_entropy", learning_rate=1e-9) == 5e5


@pytest.mark.parametrize("weights, row, told", [
    ([1e200, 1e200], [1e200, 1e200], "has a loss of inf"),
    ([1e200, -1e200], [1e200, 1e200], "made a weight infinite or NaN")])
def test_a_loss_that_is_not_finite_is_told_and_moves_nothing(weights, row, told):
    n = Neuron(2, bias=None)
    n.weights = weights
    with pytest.raises(ArithmeticError, match="epoch 0 " + told):
        n.train([row, [0, 0]], [0, 1], 300, loss="cross_entropy", learning_rate=1e-30, shuffle=1)
    assert n.weights == weights


def test_where_a_sum_is_infinite_cross_entropy_may_still_be_0():
    n = Neuron(1, bias=None)
    n.weights = [1e200]
    assert n.train([[1e200], [-1e200]], [1, 0], 1, loss="cross_entropy", learning_rate=0.1) == 0.0


def test_cross_entropy_learns_faster_than_squared_errors_from_a_wrong_start():
    outputs = []
    for loss in ("squared", "cross_entropy"):
        n = Neuron(1, bias=None)
        n.weights = [-8.0]
        n.train([[1]], [1], 100, loss=loss)
        outputs.append(n([1]))
    assert outputs[0] < 0.01 and outputs[1] > 0.9


# Epochs

def test_epochs_are_counted_from_0_and_all_are_yielded():
    assert [epoch for epoch, loss in Network(3, 2).training(ROWS, TARGETS, 4)] == [0, 1, 2, 3]


def test_training_moves_nothing_before_it_is_asked_for_an_epoch():
    net = Network(3, 4, 2, seed=4)
    steps = net.training(ROWS, TARGETS, 3)
    assert net.parameters() == Network(3, 4, 2, seed=4).parameters()
    next(steps)
    assert net.parameters() == trained(1)


def test_train_is_training_run_to_its_end_and_returns_its_last_loss():
    net, same = Network(3, 4, 2, seed=4), Network(3, 4, 2, seed=4)
    losses = [loss for epoch, loss in net.training(ROWS, TARGETS, 50, momentum=0.5)]
    assert same.train(ROWS, TARGETS, 50, momentum=0.5) == losses[-1]
    assert same.parameters() == net.parameters()
    assert losses[-1] < losses[0]


def test_without_a_number_of_epochs_there_are_a_thousand():
    net = Network(3, 4, 2, seed=4)
    net.train(ROWS, TARGETS)
    assert net.parameters() == trained(1000)


def test_no_epochs_do_nothing():
    net = Network(3, 4, 2, seed=4)
    before = net.parameters()
    assert net.train(ROWS, TARGETS, 0) is None
    assert list(net.training(ROWS, TARGETS, 0)) == []
    assert net.parameters() == before


def test_two_calls_train_like_one_of_as_many_epochs():
    net = Network(3, 4, 2, seed=4)
    net.train(ROWS, TARGETS, 7)
    net.train(ROWS, TARGETS, 5)
    assert net.parameters() == trained(12)


@pytest.mark.parametrize("options", [{}, {"shuffle": 2, "batch_size": 2}, {"momentum": 0.5}])
@pytest.mark.parametrize("every, epochs", [(3, 11), (4, 12), (50, 11), (70, 500)])
def test_every_n_epochs_and_the_last_are_yielded_and_the_training_is_the_same(
        every, epochs, options):
    net, same = Network(3, 4, 2, seed=4), Network(3, 4, 2, seed=4)
    steps = [(*step, net.parameters())
             for step in net.training(ROWS, TARGETS, epochs, **options)]
    chosen = [step for step in steps if (step[0] + 1) % every == 0 or step[0] == epochs - 1]
    assert [(*step, same.parameters()) for step in same.training(
        ROWS, TARGETS, epochs, every=every, **options)] == chosen


# until

@pytest.mark.parametrize("options", [{}, {"momentum": 0.5}])
@pytest.mark.parametrize("every", [1, 4, 1000])
def test_until_stops_at_the_first_epoch_whose_loss_is_at_or_below_it(every, options):
    net, same = Network(3, 4, 2, seed=4), Network(3, 4, 2, seed=4)
    losses = [loss for epoch, loss in net.training(ROWS, TARGETS, 30, **options)]
    until = min(losses[:20])  # reached to the last bit
    steps = list(same.training(ROWS, TARGETS, 1000, until=until, every=every, **options))
    first = losses.index(until)
    assert steps[-1] == (first, until)
    assert [epoch for epoch, loss in steps] == [
        epoch for epoch in range(first + 1) if (epoch + 1) % every == 0 or epoch == first]
    assert same.parameters() == trained(first + 1, **options)


@pytest.mark.parametrize("every", [1, 4, 1000])
@pytest.mark.parametrize("batch_size", [1, 2])
def test_until_is_confirmed_by_a_pass_over_the_rows_where_batches_move_the_weights(
        batch_size, every):
    """Ordered rows: each class is right while its rows pass, and forgotten while the others do."""
    rows, targets = [[r / 10] for r in range(20)], [[r > 9] for r in range(20)]
    options = {"batch_size": batch_size, "learning_rate": 20.0}
    net, same = Network(1, 1), Network(1, 1)
    passing, after = [], []
    for epoch, loss in net.training(rows, targets, 60, **options):
        passing.append(loss)
        after.append(sum((t - y) ** 2 for (t,), (y,) in zip(targets, net.predict(rows))) / 20)
    until = 0.1
    first = next(k for k, loss in enumerate(after) if loss <= until and passing[k] <= until)
    assert min(passing[:first]) <= until  # alone, the losses as the rows passed would have ended it
    (*before, (epoch, loss)) = same.training(rows, targets, 60, until=until, every=every, **options)
    assert epoch == first and loss == close(after[first])
    assert loss == Network(1, 1).train(rows, targets, 60, until=until, **options)


def test_train_returns_the_loss_that_until_stopped_at():
    first = Network(3, 4, 2, seed=4).train(ROWS, TARGETS, 1)
    assert 0.05 < Network(3, 4, 2, seed=4).train(ROWS, TARGETS, until=0.11) <= 0.11 < first


@pytest.mark.parametrize("until", [10, 1e17, 1e300])
def test_until_above_every_loss_stops_after_one_epoch(until):
    assert trained(9, until=until) == trained(1)


@pytest.mark.parametrize("until", [-1, -1e17, -1e300])
def test_until_below_every_loss_never_stops(until):
    assert trained(9, until=until) == trained(9)


def test_a_loss_of_0_ends_training():
    perceptron = Neuron(2, "step")
    epochs = [epoch for epoch, loss in perceptron.training(
        [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], 1000, batch_size=1)]
    assert perceptron.predict([[0, 0], [0, 1], [1, 0], [1, 1]]) == [0, 0, 0, 1]
    assert 0 < len(epochs) < 20


# Ending early

@pytest.mark.parametrize("options", [{}, {"batch_size": 2, "momentum": 0.5, "shuffle": 1}])
def test_training_abandoned_with_break_leaves_the_weights_of_a_whole_epoch(options):
    net = Network(3, 4, 2, seed=4)
    for epoch, loss in net.training(ROWS, TARGETS, 5000, **options):
        if epoch == 6:
            break
    assert net.parameters() == trained(7, **options)


def interrupted(calls, options):
    """Press Ctrl-C at the given call of a derivative; return the network as it is then."""
    left = [calls]

    def derivative(z, y):
        left[0] -= 1
        if left[0] == 0:
            signal.raise_signal(signal.SIGINT)
        return 1.0 - y * y

    net = Network(3, 4, 2, activation=Activation(math.tanh, derivative), seed=4)
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            net.train(ROWS, TARGETS, 5000, learning_rate=0.1, **options)
    finally:
        signal.signal(signal.SIGINT, handler)
    return net


# An epoch calls 5 rows * 6 units = 30 derivatives
@pytest.mark.parametrize("options", [{}, {"batch_size": 1}, {"batch_size": 2, "momentum": 0.5}])
@pytest.mark.parametrize("calls", [1, 2, 5, 6, 7, 12, 13, 29, 30, 31, 60, 61, 75, 299])
def test_ctrl_c_leaves_the_weights_of_a_whole_epoch(calls, options):
    whole = Network(3, 4, 2, activation=Activation(math.tanh, lambda z, y: 1.0 - y * y), seed=4)
    whole.train(ROWS, TARGETS, (calls - 1) // 30, learning_rate=0.1, **options)
    assert interrupted(calls, options).parameters() == whole.parameters()


def interrupted_at(line, act):
    """Press Ctrl-C where act() comes to its so-manieth line of neuron.py; tell whether it did."""
    left = [line]

    def trace(frame, event, argument):
        if frame.f_code.co_filename not in (neuron.__file__, "<string>"):
            return None
        left[0] -= event == "line"
        if left[0] == 0:
            raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, {"batch_size": 1, "momentum": 0.5}, {"every": 2}])
def test_ctrl_c_at_any_line_of_neuron_py_leaves_the_weights_of_a_whole_epoch(options):
    def start(**options):
        net = Network(2, 2, 1)
        return net, net.training([[0.5, 1.0], [0.1, 0.2]], [[1], [0]], 2000, **options)

    net, steps = start(**{**options, "every": 1})
    whole = [net.parameters()] + [net.parameters() for step in islice(steps, 4)]
    line = 1
    net, steps = start(**options)
    while interrupted_at(line, lambda: list(islice(steps, 2))):
        assert net.parameters() in whole, line
        line += 1
        net, steps = start(**options)
    assert line > 50


def test_an_error_in_an_activation_is_passed_on_and_leaves_the_weights_of_a_whole_epoch():
    left = [20]

    def function(z):
        left[0] -= 1
        return 1.0 / (left[0] and 2.0) + z

    n = Neuron(1, Activation(function, lambda z, y: 1.0))
    weights = []
    with pytest.raises(ZeroDivisionError):
        for step in n.training([[0.1], [0.2], [0.3]], [0, 0, 0], 5000, batch_size=1):
            weights.append(n.parameters())
    assert len(weights) == 6 and n.parameters() == weights[-1]


@pytest.mark.parametrize("bias", [None, 0.5])
def test_a_bias_given_or_taken_between_two_epochs_is_refused(bias):
    n = Neuron(3, bias=bias)
    steps = n.training(ROWS, [0, 1, 0, 1, 0], 2000)
    next(steps)
    n.bias = 0.25 if bias is None else None
    changed = n.parameters()
    with pytest.raises(ValueError, match="parameters"):
        next(steps)
    assert n.parameters() == changed


def test_weights_changed_between_two_epochs_are_trained_on():
    n, same = Neuron(3), Neuron(3)
    steps = n.training(ROWS, [0, 1, 0, 1, 0], 2000)
    next(steps)
    n.weights = same.weights = [0.5, -0.5, 0.25]
    n.bias = same.bias = 0.125
    next(steps)
    same.train(ROWS, [0, 1, 0, 1, 0], 1)
    assert n.parameters() == same.parameters()


# Divergence

DIVERGING = [{}, {"batch_size": 2}, {"batch_size": 1, "momentum": 0.9}, {"shuffle": 1},
             {"momentum": 0.9, "every": 7}, {"every": 10**6}]


def best_seen(make, rows, targets, epoch, options):
    """Return the weights that a training which diverged in this epoch must leave.

    That is, those before the epoch that had the lowest loss as its rows passed; or those at the
    start, if on all rows they are no worse.
    """
    def loss(weights):
        net.set_parameters(weights)
        return net.train(rows, targets, 1, learning_rate=1e-30)

    net = make()
    start = best = before = net.parameters()
    lowest = math.inf
    steps = net.training(rows, targets, 5000, **{**options, "every": 1})
    for done, passing in islice(steps, epoch):
        if passing < lowest:
            lowest, best = passing, before
        before = net.parameters()
    return best if loss(best) < loss(start) else start


@pytest.mark.parametrize("options", DIVERGING)
@pytest.mark.parametrize("sizes", SHAPES)
def test_diverging_names_the_epoch_advises_a_smaller_rate_and_leaves_the_best_weights_seen(
        sizes, options):
    def make():
        return Network(*sizes, activation="identity", bias=0.1, seed=4)

    options = {"learning_rate": 0.75, **options}
    net = make()
    with pytest.raises(ArithmeticError, match=r"epoch \d+.*smaller learning_rate") as caught:
        list(net.training(ROWS, TARGETS, 5000, **options))
    epoch = int(re.search(r"epoch (\d+)", str(caught.value)).group(1))
    assert net.parameters() == best_seen(make, ROWS, TARGETS, epoch, options)


@pytest.mark.parametrize("every", [1, 7, 10**6])
def test_what_has_learned_well_before_it_diverges_keeps_what_it_learned(every):
    """One weight is learned while the other, almost right, overshoots by ever more."""
    n, losses = Neuron(2, "identity", bias=None), []
    n.weights = [0.0, 1.0 + 1e-6]
    rows, targets = [[1, 0], [0, 2]], [1, 2]
    with pytest.raises(ArithmeticError, match="proportion"):
        for epoch, loss in n.training(rows, targets, 1000, learning_rate=0.52, every=every):
            losses.append(loss)
    if every == 1:
        best = losses.index(min(losses))
        assert 10 < best < 40 and losses[-1] > 1
        errors = [t - y for t, y in zip(targets, n.predict(rows))]
        assert sum(error * error for error in errors) / 2 == close(losses[best])
    assert n.predict(rows) == pytest.approx(targets, abs=1e-4)


def test_after_diverging_the_model_still_answers_and_learns():
    n = Neuron(1, "identity")
    with pytest.raises(ArithmeticError):
        n.train([[1], [2]], [3, 5], 5000, learning_rate=10.0)
    assert abs(n([1])) < math.inf
    n.weights, n.bias = [0.0], 0.0
    n.train([[1], [2]], [3, 5], 5000, learning_rate=0.1)
    assert n([3]) == pytest.approx(7)


# Kinds of rows

KINDS = {
    "tuples": lambda rows: tuple(tuple(row) for row in rows),
    "arrays": lambda rows: [array("d", row) for row in rows],
    "iterators": lambda rows: (iter(row) for row in rows),
    "numpy rows": lambda rows: [numpy.array(row) for row in rows],
    "a numpy array": lambda rows: numpy.array(rows),
    "a numpy array by columns": lambda rows: numpy.asfortranarray(rows),
    "numpy scalars": lambda rows: [[numpy.float64(x) for x in row] for row in rows],
}


@pytest.mark.parametrize("kind", KINDS)
def test_any_kind_of_rows_gives_the_same_bits(kind):
    need(numpy or "numpy" not in kind, "numpy is not installed")
    net = Network(3, 4, 2, seed=4)
    net.train(KINDS[kind](ROWS), KINDS[kind](TARGETS), 20)
    assert net.parameters() == trained(20)
    assert all(type(p) is float for p in net.parameters())
    assert net.predict(KINDS[kind](ROWS)) == net.predict(ROWS)


WHOLE_KINDS = {
    "whole numbers": lambda bits: bits,
    "bools": lambda bits: [bit == 1 for bit in bits],
    "bytes": bytes,
    "arrays of integers": lambda bits: array("b", bits),
    "numpy integers": lambda bits: numpy.array(bits, "uint8"),
    "numpy singles": lambda bits: numpy.array(bits, "float32"),
    "numpy bools": lambda bits: numpy.array(bits, bool),
}


@pytest.mark.parametrize("kind", WHOLE_KINDS)
def test_whole_numbers_and_bools_count_as_0_and_1(kind):
    need(numpy or "numpy" not in kind, "numpy is not installed")
    rows, targets = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0]
    floats, same = Neuron(3), Neuron(3)
    floats.train([[float(x) for x in row] for row in rows], [0.0, 1.0, 1.0, 0.0], 20)
    convert = WHOLE_KINDS[kind]
    same.train([convert(row) for row in rows], convert(targets), 20)
    assert same.parameters() == floats.parameters()
    assert same(convert([1, 0, 0])) == floats([1.0, 0.0, 0.0])


# Aliases

def test_lists_taken_before_training_keep_their_values():
    n = Neuron(3, bias=0.5)
    weights, parameters = n.weights, n.parameters()
    before = weights[:], parameters[:]
    n.train([[0, 0, 1], [1, 1, 1]], [0, 1], 10)
    assert (weights, parameters) == before
    assert n.weights != weights and n.parameters() != parameters


def test_changing_the_list_of_parameters_does_not_change_the_model():
    n = Neuron(3)
    before = n.parameters()
    n.parameters()[:] = [9.0] * 4
    assert n.parameters() == before


# A loss out of all proportion

LINE = [[float(x)] for x in range(40)]
STRAIGHT = [3.0 * x + 1 for x in range(40)]


@pytest.mark.parametrize("options", [
    {}, {"momentum": 0.9}, {"batch_size": 1}, {"batch_size": 8, "shuffle": 1}, {"every": 7}])
def test_a_loss_ten_thousand_times_that_at_the_start_ends_training_with_the_best_weights(options):
    n = Neuron(1, "identity")
    options = {"learning_rate": 1, **options}
    with pytest.raises(ArithmeticError, match="epoch .*proportion.*smaller") as caught:
        for step in n.training(LINE, STRAIGHT, 1000, **options):
            pass
    epoch = int(re.search(r"epoch (\d+)", str(caught.value)).group(1))
    assert n.parameters() == best_seen(
        lambda: Neuron(1, "identity"), LINE, STRAIGHT, epoch, options)


@pytest.mark.parametrize("options", [
    {"learning_rate": 1}, {"learning_rate": 1, "batch_size": 1}, {"learning_rate": 20},
    {"learning_rate": 1e6, "batch_size": 3}, {"learning_rate": 1e300},
    {"learning_rate": 1, "batch_size": 1, "momentum": 0.9}])
@pytest.mark.parametrize("epochs", [1, 2, 3, 1000])
def test_no_training_leaves_a_model_worse_than_it_was_however_few_its_epochs(epochs, options):
    def loss():
        errors = [t - y for t, y in zip(targets, n.predict(rows))]
        return sum(error * error for error in errors) / 10

    rows, targets = [[float(x)] for x in range(10)], [2.0 * x for x in range(10)]
    n = Neuron(1, "identity")
    before = loss()
    try:
        left = n.train(rows, targets, epochs, **options)
    except ArithmeticError as error:
        assert "epoch" in str(error) and loss() <= before
    else:
        assert left < 1e4 * before and loss() < 1e4 * before


def test_a_divergence_that_would_pass_is_told():
    """Row by row, this one goes far off within its first epoch, and settles in saturation."""
    rows = [[float(x)] for x in range(14)]
    for rate in (4, 10, 100, 1000):
        net = Network(1, 4, 1, activation=["sigmoid", "identity"])
        before = net.parameters()
        with pytest.raises(ArithmeticError, match="epoch 0 has a loss of .*proportion"):
            net.train(rows, rows, batch_size=1, learning_rate=rate)
        assert net.parameters() == before


def test_a_small_loss_at_the_start_is_held_to_the_mean_square_of_the_targets():
    n = Neuron(1, "identity", bias=None)
    n.weights = [1.0 + 1e-9]
    losses = []
    with pytest.raises(ArithmeticError, match="proportion"):
        for epoch, loss in n.training([[1.0]], [5.0], 1000, learning_rate=3):  # the error doubles
            losses.append(loss)
    assert 1e4 < losses[-1] <= 25e4 and n.weights == [1.0 + 1e-9]
    n.weights = [5.0 + 1e-9]
    losses = []
    with pytest.raises(ArithmeticError, match="proportion"):
        for epoch, loss in n.training([[1.0]], [5.0], 1000, learning_rate=3):
            losses.append(loss)
    assert losses[0] < 1e-17 and 1e4 < losses[-1] <= 25e4 and n.weights == [5.0 + 1e-9]


def test_a_large_loss_at_the_start_may_be_followed_by_larger_ones():
    n = Neuron(1, "identity", bias=None)
    n.weights = [1e6]
    losses = [loss for epoch, loss in n.training([[1.0]], [0.0], 2000, learning_rate=0.5,
                                                 momentum=0.98)]
    assert losses[0] == 1e12 and max(losses) > 1e12 and losses[-1] < 1


def test_large_targets_may_have_a_large_loss():
    n = Neuron(1, "identity")
    n.train(LINE, [1e9 * t for t in STRAIGHT], 100, learning_rate=1e-6)
    assert n.train([[0]], [1e150], 5, learning_rate=0.1) > 1e290


def test_rprop_may_be_far_off_and_come_back():
    """Its steps are bounded, so no loss is out of proportion."""
    n = Neuron(1, "identity", bias=None)
    n.weights = [0.0]
    losses = [loss for epoch, loss in n.training(
        [[1000.0]], [1e-3], 200, learning_rate="rprop")]
    assert max(losses) > 1e4 * 1e-6 and losses[-1] < 1e-3


# Units that are dead

def dead_neuron():
    n = Neuron(1, "relu", bias=None)
    n.weights = [-1.0]
    return n, [[1.0], [2.0], [3.0]], [1.0, 2.0, 3.0]


def dead_network():
    net = Network(1, 2, 1, activation="relu", bias=-1e3)
    return net, [[1.0], [2.0]], [[1.0], [2.0]]


def saturated_wrong():
    n = Neuron(1, bias=None)
    n.weights = [1e4]
    return n, [[1.0], [2.0]], [0.0, 0.0]


def far_from_the_bell():
    n = Neuron(1, "gaussian", bias=None)
    n.weights = [1e3]
    return n, [[1.0], [2.0]], [1.0, 1.0]


DEAD = [dead_neuron, dead_network, saturated_wrong, far_from_the_bell]
WAYS = [{}, {"momentum": 0.9}, {"batch_size": 1}, {"batch_size": 2, "shuffle": 1},
        {"learning_rate": "rprop"}, {"batch_size": 1, "momentum": 0.5}]


@pytest.mark.parametrize("options", WAYS)
@pytest.mark.parametrize("dead", DEAD)
def test_units_that_are_dead_are_told_by_a_train(dead, options):
    model, rows, targets = dead()
    before = model.parameters()
    for epochs in (2, 3, 1000):
        with pytest.raises(ArithmeticError, match="moved no weight.*dead.*another seed"):
            model.train(rows, targets, epochs, **options)
        assert model.parameters() == before


@pytest.mark.parametrize("every", [2, 7, 1000])
def test_units_that_are_dead_are_told_within_the_first_step_of_several_epochs(every):
    model, rows, targets = dead_neuron()
    with pytest.raises(ArithmeticError, match="dead"):
        next(model.training(rows, targets, 1000, every=every))


def test_who_looks_at_every_epoch_is_told_of_dead_units_after_the_last():
    model, rows, targets = dead_neuron()
    seen = []
    with pytest.raises(ArithmeticError, match="epoch 19 .*dead"):
        for epoch, loss in model.training(rows, targets, 20):
            seen.append(epoch)
    assert seen == list(range(19))


def test_units_that_die_in_the_middle_are_told_and_the_weights_are_those_they_died_with():
    n = Neuron(1, "relu", bias=None)
    n.weights = [5.0]  # the first move takes it below 0
    with pytest.raises(ArithmeticError, match="driven the units to .* 0. Try a smaller learning_"):
        n.train([[1.0]], [1.0], 1000, learning_rate=2)
    assert n.weights == [-3.0]


@pytest.mark.parametrize("make", [lambda: Neuron(2), lambda: Neuron(2, "tanh")])
@pytest.mark.parametrize("rate", [200, 1e4, 1e9])
def test_a_rate_so_large_that_nothing_moves_any_more_is_not_told_as_too_small(make, rate):
    n = make()
    with pytest.raises(ArithmeticError, match="moved no weight.*Try a smaller learning_rate"):
        n.train([[3, 5], [4, 1], [2, 2]], [0, 1, 1], 1000, learning_rate=rate)


def test_inputs_of_0_are_told():
    with pytest.raises(ArithmeticError, match="moved no weight.*inputs are 0"):
        Neuron(2, "identity", bias=None).train([[0, 0], [0, 0]], [1, 2], 1000)


def test_rprop_with_nan_in_its_memory_is_told_and_does_not_freeze():
    n = Neuron(1, "identity", bias=None)
    before = n.parameters()
    with pytest.raises(ArithmeticError, match="epoch 0 wanted to move a weight by what is infinite"):
        n.train([[1e200], [-1e200]], [1e200, 1e200], 1000, learning_rate="rprop")
    assert n.parameters() == before


def test_a_rate_too_small_to_move_anything_is_told():
    n = Neuron(1, bias=None)
    n.weights = [1.0]
    with pytest.raises(ArithmeticError, match="learning_rate is too small"):
        n.train([[1.0]], [0.0], 10, learning_rate=1e-30)


def resting(model, rows, targets, weights=None, **options):
    """Train until nothing moves any more, then on: that is no error. Return the loss."""
    if weights is not None:
        model.set_parameters(weights)
    loss = None
    for call in range(3):
        loss = model.train(rows, targets, 3000, **{"until": -1.0, **options})
    return loss


@pytest.mark.parametrize("options", [{}, {"momentum": 0.5}, {"learning_rate": "rprop"}])
def test_what_rests_at_its_best_is_not_dead(options):
    bits = [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert resting(Neuron(2), bits, [0, 1, 1, 0], **options) == pytest.approx(0.25)  # XOR
    assert resting(Neuron(2), bits, [0, 1, 1, 0], [0.0] * 3, **options) == 0.25
    line = Neuron(1, "identity")
    assert resting(line, [[0], [1], [2]], [0, 1, 0.5], learning_rate=0.1) == pytest.approx(0.125)
    twins = Neuron(1, "identity", bias=None)
    assert resting(twins, [[1], [1]], [0, 1], [0.5], **options) == 0.25


@pytest.mark.parametrize("options", WAYS)
def test_what_has_learned_all_is_not_dead(options):
    right = Neuron(1)
    assert resting(right, [[1], [-1]], [1, 0], [1e4, 0.0], **options) == 0.0  # saturated
    assert resting(Neuron(1, "identity"), [[1], [2]], [1, 2], [1.0, 0.0], **options) == 0.0
    assert resting(Neuron(2, "step"), [[0, 1], [1, 0]], [1, 0], [-1, 1, 0], **options) == 0.0
    almost = Neuron(1, bias=None)
    assert resting(almost, [[1]], [1], [40.0], **options) < 1e-6


def test_targets_as_large_as_these_are_learned_to_their_last_digit_and_that_is_not_dead():
    n = Neuron(1, "identity", bias=None)
    resting(n, [[1.0]], [1e17 / 3], learning_rate=0.3)
    assert n([1.0]) == pytest.approx(1e17 / 3)


def test_some_dead_units_among_living_ones_are_no_error():
    net = Network(1, 3, 1, activation=("relu", "identity"))
    net.layers[0].weights = [[-1.0], [1.0], [-2.0]]
    net.layers[0].biases = None
    net.train([[1.0], [2.0]], [[1.0], [2.0]], 1000, learning_rate=0.05)
    assert net([3.0]) == [pytest.approx(3.0, abs=1e-3)]


# Views and setters in the middle of a training

def swapped_biases(net):
    """Take the biases of the last layer and give as many to the first."""
    net.layers[1].biases = None
    net.layers[0].biases = [0.5] * net.sizes[1]


CHANGES = {
    "biases given and taken, as many as before": swapped_biases,
    "biases taken": lambda net: setattr(net.layers[1], "biases", None),
    "biases given": lambda net: setattr(net.layers[0], "biases", [0.0, 0.0]),
    "folded": lambda net: net.fold([1, 2, 3], [2, 3, 4]),
}


@pytest.mark.parametrize("options", [{}, {"batch_size": 2, "momentum": 0.5}, {"every": 10},
                                     {"learning_rate": "rprop"}])
@pytest.mark.parametrize("change", CHANGES)
def test_a_model_changed_in_shape_or_folded_is_not_trained_on(change, options):
    net = Network(3, 2, 2, activation=("tanh", "sigmoid"), bias=0.1)
    if change != "folded":
        net.layers[0].biases = None
    training = net.training(ROWS, TARGETS, 2000, **options)
    next(training)
    CHANGES[change](net)
    before, epoch, state = net.parameters(), training.epoch, training.state
    for act in (lambda: next(training), training.gradient, lambda: list(training)):
        with pytest.raises(ValueError, match="parameters are not those that this training began"):
            act()
    assert (net.parameters(), training.epoch, training.state) == (before, epoch, state)


def test_a_training_goes_on_once_its_model_has_its_shape_again():
    net, same = (Network(3, 2, 2, seed=4) for i in range(2))
    training, other = (model.training(ROWS, TARGETS, 9, momentum=0.5) for model in (net, same))
    next(training), next(other)
    biases = net.layers[0].biases
    net.layers[0].biases = None
    with pytest.raises(ValueError):
        next(training)
    net.layers[0].biases = biases
    assert list(training) == list(other) and net.parameters() == same.parameters()


@pytest.mark.parametrize("momentum", [0.0, 0.75])
@pytest.mark.parametrize("batch_size", [1, 2, 5])
def test_whatever_is_set_between_two_epochs_is_trained_on_to_the_last_bit(batch_size, momentum):
    """The same by gradients and plain lists: nothing is misaligned."""
    net = Network(3, 4, 2, activation=("tanh", "sigmoid"), seed=4)
    plain = Network(3, 4, 2, activation=("tanh", "sigmoid"), seed=4)
    layers = net.layers  # taken once, before it all
    speed = [0.0] * len(plain.parameters())
    draws = uniform(6)
    training = net.training(ROWS, TARGETS, 2000, learning_rate=0.3, batch_size=batch_size,
                            momentum=momentum)
    for epoch, loss in islice(training, 12):
        w = plain.parameters()
        for r in range(0, len(ROWS), batch_size):
            gradient = plain.gradient(ROWS[r:r + batch_size], TARGETS[r:r + batch_size])
            for k, slope in enumerate(gradient):
                if momentum:
                    speed[k] = momentum * speed[k] + 0.3 * -slope
                    w[k] += speed[k]
                else:
                    w[k] += 0.3 * -slope
            plain.set_parameters(w)
        assert net.parameters() == w and layers[0].weights == plain.layers[0].weights
        new = [next(draws) - 0.5 for i in range(12)]
        if epoch % 5 == 0:
            layers[0].weights = [new[:3], new[3:6], new[6:9], new[9:]]
            w[0:3], w[4:7], w[8:11], w[12:15] = new[:3], new[3:6], new[6:9], new[9:]
        elif epoch % 5 == 1:
            layers[1].biases = new[:2]
            w[20], w[25] = new[:2]
        elif epoch % 5 == 2:
            w = [next(draws) - 0.5 for _ in w]
            net.set_parameters(w)
        elif epoch % 5 == 3:
            net.step([0.25] * len(w), 0.5)
            w = [weight - 0.125 for weight in w]
        plain.set_parameters(w)
        assert net.parameters() == w


# To stop, save, load and go on

def fresh(case):
    """Return a network and a training of it, as the case has it."""
    draws = uniform(case)
    pick = [next(draws) for i in range(12)]
    sizes = [(3, 2), (3, 4, 2), (3, 2, 3, 2)][int(3 * pick[0])]
    net = Network(*sizes, activation=["tanh", "sigmoid", "softplus"][int(3 * pick[1])],
                  bias=None if pick[2] < 0.3 else 0.1, seed=case)
    options = {"learning_rate": [None, 0.05, 0.3, "rprop"][int(4 * pick[3])],
               "batch_size": [None, 1, 2, 3][int(4 * pick[4])],
               "momentum": [0.0, 0.5, 0.9][int(3 * pick[5])],
               "shuffle": [None, 0, 7][int(3 * pick[6])],
               "every": [1, 2, 5, 100][int(4 * pick[7])],
               "until": [0.0, 0.0, 0.1, 0.06][int(4 * pick[8])]}
    if options["learning_rate"] == "rprop":
        options["batch_size"], options["momentum"] = None, 0.0
    return net, net.training(ROWS, TARGETS, 40, **options)


@pytest.mark.parametrize("case", range(60))
def test_a_training_that_was_saved_and_resumed_ends_as_one_that_never_stopped(case, tmp_path):
    whole, steps = fresh(case)
    expected = list(steps)
    for stops in (1, 3):
        net, training = fresh(case)
        seen = []
        for stop in range(stops):
            seen += list(islice(training, 1 + case % 4))
            net.save(tmp_path / "model")
            state = json.loads(json.dumps(training.state, allow_nan=False))
            net, training = fresh(case)
            net.set_parameters(neuron.load(tmp_path / "model").parameters())
            training.state = state
            assert json.loads(json.dumps(training.state)) == state
        assert seen + list(training) == expected
        assert net.parameters() == whole.parameters()


def test_a_training_that_until_ended_has_ended_when_it_is_resumed():
    net = Network(3, 4, 2, seed=4)
    training = net.training(ROWS, TARGETS, 1000, until=0.1)
    assert list(training)
    before = net.parameters()
    again = net.training(ROWS, TARGETS, 1000, until=0.1)
    again.state = training.state
    assert list(again) == [] and net.parameters() == before


def test_a_state_can_be_set_before_the_first_epoch_and_back_to_it():
    net = Network(3, 4, 2, seed=4)
    training = net.training(ROWS, TARGETS, 20, batch_size=1, shuffle=3, momentum=0.5)
    start, weights = training.state, net.parameters()
    first = list(training)
    end = net.parameters()
    net.set_parameters(weights)
    training.state = start
    assert list(training) == first and net.parameters() == end


WRONG_STATES = [
    None, 5, "state", [], {}, {"epoch": 1, "memory": []},
    {"epoch": -1}, {"epoch": 41}, {"epoch": 1.5}, {"epoch": None}, {"epoch": "3"}, {"epoch": 0},
    {"memory": []}, {"memory": [0.0] * 25}, {"memory": [0.0] * 27}, {"memory": None},
    {"memory": [math.nan] * 26}, {"memory": ["0"] * 26}, {"memory": {}}, {"other": 1}, {2: 1},
    {"losses": [1.0]}, {"losses": [math.inf, 1.0]}, {"losses": None}]


@pytest.mark.parametrize("wrong", WRONG_STATES, ids=repr)
def test_a_state_that_does_not_fit_is_refused_and_nothing_changes(wrong):
    net, same = (Network(3, 4, 2, seed=4) for i in range(2))
    training, other = (model.training(ROWS, TARGETS, 40, momentum=0.5) for model in (net, same))
    next(training), next(other)
    before = training.state
    if isinstance(wrong, dict) and len(wrong) == 1:
        wrong = {**before, **wrong}  # one wrong field, or one too many
    with pytest.raises(ValueError, match="epoch|losses|memory"):
        training.state = wrong
    assert training.state == before
    assert list(training) == list(other) and net.parameters() == same.parameters()


def test_a_state_of_another_kind_of_training_is_refused():
    kinds = [{}, {"momentum": 0.5}, {"learning_rate": "rprop"}]
    for k, options in enumerate(kinds):
        for j, others in enumerate(kinds):
            net = Network(3, 4, 2, seed=4)
            first, second = (net.training(ROWS, TARGETS, 40, **o) for o in (options, others))
            next(first)
            if k == j:
                second.state = first.state
            else:
                with pytest.raises(ValueError, match="memory"):
                    second.state = first.state


@pytest.mark.parametrize("size", [0.0, -0.1, 1e-7, 50.1])
def test_a_step_out_of_rprops_bounds_is_refused_in_a_state(size):
    n = Neuron(3)
    training = n.training(ROWS, [0, 1, 0, 1, 0], 40, learning_rate="rprop")
    next(training)
    state = training.state
    state["memory"][2] = size
    with pytest.raises(ValueError, match="memory"):
        training.state = state
    assert training.state["memory"][2] != size


def test_a_single_epoch_that_diverges_row_by_row_is_told_and_moves_nothing():
    rows = [[x / 4] for x in range(40)]
    n = Neuron(1, "identity")
    with pytest.raises(ArithmeticError, match="epoch 0 has a loss of .*proportion"):
        n.train(rows, [3 * x + 1 for x, in rows], 1, batch_size=1, learning_rate=1)
    assert n.parameters() == Neuron(1, "identity").parameters()


def test_a_large_loss_of_large_targets_is_no_divergence():
    loss = Neuron(1, "identity").train([[1.0], [1.0]], [1e5, 0], 1, batch_size=1, learning_rate=0.1)
    assert loss > 1e9


@pytest.mark.parametrize("rate", [1.0, None, 0.9])
def test_a_rate_that_is_set_between_steps_counts(rate, monkeypatch):
    """A program for the rate 1, by which nothing is multiplied, does not go on with another one."""
    results = []
    for pays in (1, 0):
        monkeypatch.setattr(neuron, "UNROLLED", pays)
        n = Neuron(3, bias=None, seed=1)
        training = n.training([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 1000,
                              learning_rate=rate, every=100)
        losses = []
        for epoch, loss in training:
            training.rate *= 0.5
            losses.append(loss)
        results.append((losses, n.weights))
    assert results[0] == results[1] and results[0][0][-1] > 0.003


@pytest.mark.parametrize("way", [["{file}"], ["-i", "{file}"]])
def test_a_useless_model_is_told_in_a_program_that_stands_in_the_file_itself(way, tmp_path):
    """Learners write at its end, or go on at its prompt."""
    text = Path(neuron.__file__).read_text(encoding="utf-8")
    lines = "n = Neuron(1)\nprint(n.train([[0], [1], [0], [1]], [0, 0, 1, 1], 2000))\n"
    file = tmp_path / "neuron.py"
    file.write_text(text.replace('if __name__ == "__main__":\n    demo()', lines), encoding="utf-8")
    done = subprocess.run([sys.executable] + [word.format(file=file) for word in way],
                          input="", capture_output=True, text=True, cwd=str(tmp_path), timeout=120)
    assert done.stdout.startswith("0.25") and "learned nothing of use" in done.stderr
    assert "Traceback" not in done.stderr
