"""gradient() is the slope of the loss, and step() moves exactly as training does."""

from copy import deepcopy
from math import log

import pytest

import neuron
from neuron import Network, Neuron, uniform
from tests.tools.sources import compiling

ROWS = [[0.5, -1.2, 0.8], [-0.7, 0.4, 1.1], [1.3, 0.9, -0.6]]
TARGETS = [[0.9, 0.1], [0.2, 0.7], [0.6, 0.3]]
SHAPES = [(3, 2), (3, 4, 2), (3, 4, 3, 2)]
SMOOTH = ["sigmoid", "tanh", "relu", "softplus", "gaussian", "identity"]


def loss_of(net, loss):
    """Return half the squared errors, or the cross-entropy, summed over all rows and outputs."""
    total = 0.0
    for outputs, targets in zip(net.predict(ROWS), TARGETS):
        for y, t in zip(outputs, targets):
            if loss == "squared":
                total += 0.5 * (t - y) ** 2
            else:
                total -= t * log(y) + (1.0 - t) * log(1.0 - y)
    return total


def central_differences(net, loss, h=1e-6):
    slopes = []
    count = len(net.parameters())
    for k in range(count):
        ahead, behind = deepcopy(net), deepcopy(net)
        ahead.step([-h if i == k else 0.0 for i in range(count)])
        behind.step([h if i == k else 0.0 for i in range(count)])
        slopes.append((loss_of(ahead, loss) - loss_of(behind, loss)) / (2 * h))
    return slopes


def check(net, loss, least):
    gradient = net.gradient(ROWS, TARGETS, loss)
    assert gradient == pytest.approx(central_differences(net, loss), rel=1e-6, abs=1e-8)
    assert sum(abs(g) > 1e-6 for g in gradient) >= least * len(gradient)


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("bias", [None, 0.1])
@pytest.mark.parametrize("activation", SMOOTH)
def test_the_gradient_of_squared_errors_is_that_of_central_differences(activation, bias, sizes):
    net = Network(*sizes, activation=activation, bias=bias, seed=4)
    check(net, "squared", 0.2 if activation == "relu" else 1.0)  # relu units may be off


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("bias", [None, 0.1])
@pytest.mark.parametrize("hidden", SMOOTH)
def test_the_gradient_of_cross_entropy_is_that_of_central_differences(hidden, bias, sizes):
    net = Network(*sizes, activation=[hidden] * (len(sizes) - 2) + ["sigmoid"], bias=bias, seed=4)
    check(net, "cross_entropy", 0.2 if hidden == "relu" else 1.0)


def test_layers_of_different_activations_have_the_gradient_of_central_differences():
    check(Network(3, 4, 3, 2, activation=("tanh", "gaussian", "softplus"), seed=4), "squared", 1.0)


def test_the_gradient_of_a_neuron_is_that_of_the_network_of_one_unit():
    targets = [0.9, 0.2, 0.6]
    gradient = Neuron(3, bias=0.1).gradient(ROWS, targets)
    assert gradient == Network(3, 1, bias=0.1).gradient(ROWS, [[t] for t in targets])
    assert all(abs(g) > 1e-6 for g in gradient) and len(gradient) == 4


def test_the_gradient_of_a_step_neuron_is_rosenblatts_rule():
    n = Neuron(2, "step", bias=-1.0)
    n.weights = [0.5, 0.25]
    # outputs 1, 0, 0: rows 0 and 2 are wrong, by -1 and by 1
    assert n.predict([[2, 1], [1, 0], [0, 3]]) == [1, 0, 0]
    assert n.gradient([[2, 1], [1, 0], [0, 3]], [0, 0, 1]) == [2.0, 1.0 - 3.0, 1.0 - 1.0]


def test_the_gradient_is_the_sum_of_those_of_the_rows():
    net = Network(3, 4, 2)
    parts = [net.gradient([row], [target]) for row, target in zip(ROWS, TARGETS)]
    assert net.gradient(ROWS, TARGETS) == pytest.approx([a + b + c for a, b, c in zip(*parts)])


def test_a_gradient_as_large_as_a_float_can_be_moves_no_weight_and_is_no_error():
    n = Neuron(1, "identity", bias=None)
    n.weights = [-1e308]
    assert n.gradient([[1.0]], [0.5e308]) == [-1.5e308]
    assert n.weights == [-1e308]


@pytest.mark.parametrize("sizes", [(7, 2), (7, 4, 2), (7, 4, 3, 2)])  # no code is written twice
@pytest.mark.parametrize("bias", [None, 0.1])
@pytest.mark.parametrize("loss", ["squared", "cross_entropy"])
def test_the_gradient_of_many_rows_is_unrolled_to_the_same_bits(monkeypatch, loss, bias, sizes):
    draws = uniform(3)
    rows = [[4.0 * next(draws) - 2.0 for i in range(7)] for r in range(600)]
    targets = [[next(draws) for unit in range(2)] for r in range(600)]
    net = Network(*sizes, activation="sigmoid", bias=bias, seed=4)
    before = net.parameters()
    net.gradient(rows[:1], targets[:1])  # the first one may compile more
    written = []
    with compiling(written.append):
        gradient = net.gradient(rows, targets, loss)
        assert written
        monkeypatch.setattr(neuron, "UNROLLED", 0)
        written.clear()
        assert net.gradient(rows, targets, loss) == gradient and not written
    assert net.parameters() == before


def test_gradient_changes_nothing():
    net = Network(3, 4, 2)
    before = net.parameters()
    assert net.gradient(ROWS, TARGETS) == net.gradient(ROWS, TARGETS)
    assert net.parameters() == before


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("bias", [None, 0.1])
@pytest.mark.parametrize("loss", ["squared", "cross_entropy"])
def test_gradient_and_step_equal_an_epoch_of_train_to_the_last_bit(loss, bias, sizes):
    trained, stepped = (Network(*sizes, bias=bias, seed=4) for i in range(2))
    for epoch in range(20):
        trained.train(ROWS, TARGETS, 1, learning_rate=0.3, loss=loss)
        stepped.step(stepped.gradient(ROWS, TARGETS, loss), 0.3)
        assert stepped.parameters() == trained.parameters()


def test_gradient_and_step_equal_an_epoch_of_train_even_in_the_signs_of_zeros():
    for target in (0.0, 1.0):
        trained, stepped = (Neuron(2, scale=0.0) for i in range(2))  # weights -0.0 and 0.0
        trained.train([[0, -0.0]], [target], 1)
        stepped.step(stepped.gradient([[0, -0.0]], [target]))
        assert repr(stepped.parameters()) == repr(trained.parameters())


def test_step_moves_downhill_by_the_learning_rate_times_the_gradient():
    n = Neuron(2, bias=1.0)
    n.weights = [0.5, -0.5]
    n.step([0.25, 0.5, -2.0], 0.5)
    assert n.parameters() == [0.375, -0.75, 2.0]
    n.step([1.0, 1.0, 1.0])
    assert n.parameters() == [-0.625, -1.75, 1.0]
