"""learning_rate="rprop" is iRprop-, needs few epochs, and refuses what it can't go with."""

import pytest

import neuron
from neuron import Activation, Network, Neuron, tanh

ROWS = [[0.5, -1.2, 0.8], [-0.7, 0.4, 1.1], [1.3, 0.9, -0.6], [0.2, 0.3, -0.4], [1.0, 0.0, 2.0]]
TARGETS = [[0.9, 0.1], [0.2, 0.7], [0.6, 0.3], [0.4, 0.8], [0.5, 0.0]]
SITUATIONS, FIRST_COLUMN = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)], [0, 1, 1, 0]
BITS, XOR = [(0, 0), (0, 1), (1, 0), (1, 1)], [[0], [1], [1], [0]]
OWN = Activation(lambda z: tanh(z) + 0.1 * z, lambda z, y: 1.1 - tanh(z) ** 2)


@pytest.fixture(autouse=True, params=[True, False], ids=["unrolled", "loops"])
def unrolled(request, monkeypatch):
    monkeypatch.setattr(neuron, "UNROLLED", request.param)


def by_the_book(net, epochs, loss):
    """Train a network as the paper's pseudocode has it, from gradients."""
    n = len(net.parameters())
    size, last = [0.1] * n, [0.0] * n
    for epoch in range(epochs):
        w = net.parameters()
        for k, slope in enumerate(net.gradient(ROWS, TARGETS, loss)):
            if last[k] * slope > 0:
                size[k] = min(size[k] * 1.2, 50.0)
            elif last[k] * slope < 0:
                size[k] = max(size[k] * 0.5, 1e-6)
                slope = 0.0
            sign = (slope > 0) - (slope < 0)
            w[k] -= sign * size[k]
            last[k] = slope
        net.set_parameters(w)
    return net.parameters()


@pytest.mark.parametrize("loss", ["squared", "cross_entropy"])
@pytest.mark.parametrize("bias", [None, 0.1])
@pytest.mark.parametrize("sizes, activation", [
    ((3, 2), "sigmoid"), ((3, 4, 2), ["tanh", "sigmoid"]), ((3, 2, 3, 2), ["relu", OWN, "sigmoid"])])
def test_every_weight_moves_as_the_paper_has_it_to_the_last_bit(sizes, activation, bias, loss):
    trained, same = (Network(*sizes, activation=activation, bias=bias, seed=4) for i in range(2))
    trained.train(ROWS, TARGETS, 60, learning_rate="rprop", loss=loss)
    assert trained.parameters() == by_the_book(same, 60, loss)


def epochs_to(until, model, rows, targets, **options):
    """Return how many epochs a model needs to a loss; None for more than 2,000."""
    epochs = 0
    for epochs, loss in enumerate(
            [loss for epoch, loss in model.training(rows, targets, 2000, until=until, **options)], 1):
        pass
    return epochs if loss <= until else None


def test_the_first_tutorial_takes_18_epochs_in_place_of_639():
    for rate, epochs in (("rprop", 18), (None, 639)):
        assert epochs_to(0.001, Neuron(3), SITUATIONS, FIRST_COLUMN, learning_rate=rate) == epochs


@pytest.mark.parametrize("seed, epochs, plainly", [
    (1, 42, 589), (2, 36, 589), (3, 35, 498), (4, 60, 473), (5, 57, 552)])
def test_xor_takes_a_tenth_of_the_epochs_of_a_fixed_rate(seed, epochs, plainly):
    for rate, count in (("rprop", epochs), (None, plainly)):
        net = Network(2, 4, 1, seed=seed)
        assert epochs_to(0.01, net, BITS, XOR, learning_rate=rate) == count


def test_the_steps_neither_vanish_nor_grow_without_bound():
    n = Neuron(1, "identity", bias=None)
    n.weights = [0.0]
    training = n.training([[1]], [1e6], 200, learning_rate="rprop")
    sizes = []
    for epoch, loss in training:
        sizes.append(training.state["memory"][0])
    assert max(sizes) == 50.0 and sizes[0] == 0.1
    n.weights = [1.0]
    training = n.training([[1]], [1.0 + 1e-9], 200, learning_rate="rprop")
    list(training)
    assert training.state["memory"][0] == 1e-6 and abs(n.weights[0] - 1.0) < 2e-6


def test_the_scale_of_the_rows_needs_no_rate():
    for scale in (1e-3, 1.0, 1e3):
        n = Neuron(1, "identity")
        loss = n.train([[scale * x] for x in range(8)], [3 * x + 1 for x in range(8)], 1000,
                       learning_rate="rprop", until=1e-4)
        assert loss <= 1e-4


@pytest.mark.parametrize("options", [
    {"batch_size": 1}, {"batch_size": 4}, {"momentum": 0.5}, {"momentum": 1e-300},
    {"batch_size": 2, "momentum": 0.9, "shuffle": 1}])
def test_batches_and_momentum_are_refused_and_nothing_changes(options):
    net = Network(3, 4, 2)
    before = net.parameters()
    with pytest.raises(ValueError, match="rprop needs whole epochs"):
        net.train(ROWS, TARGETS, learning_rate="rprop", **options)
    assert net.parameters() == before


def test_a_batch_of_all_rows_or_more_and_a_momentum_of_0_are_whole_epochs():
    expected = Network(3, 4, 2)
    expected.train(ROWS, TARGETS, 20, learning_rate="rprop")
    for options in ({"batch_size": 5}, {"batch_size": 99}, {"momentum": 0}):
        net = Network(3, 4, 2)
        net.train(ROWS, TARGETS, 20, learning_rate="rprop", **options)
        assert net.parameters() == expected.parameters()


def test_a_text_of_a_subclass_is_rprop_too():
    class Text(str):
        pass

    one, other = Neuron(3), Neuron(3)
    one.train(SITUATIONS, FIRST_COLUMN, 9, learning_rate=Text("rprop"))
    other.train(SITUATIONS, FIRST_COLUMN, 9, learning_rate="rprop")
    assert one.parameters() == other.parameters()


@pytest.mark.parametrize("rate", ["Rprop", "RPROP", "rprop ", "", "adam", "auto", b"rprop"])
def test_no_other_word_is_a_learning_rate(rate):
    n = Neuron(3)
    with pytest.raises(ValueError, match="learning_rate"):
        n.train(SITUATIONS, FIRST_COLUMN, learning_rate=rate)
    with pytest.raises(ValueError, match="learning_rate"):
        n.step([0.0] * 4, "rprop")


def test_each_call_begins_with_new_steps():
    n, same = Neuron(3), Neuron(3)
    for call in range(2):
        n.train(SITUATIONS, FIRST_COLUMN, 1, learning_rate="rprop")
    same.train(SITUATIONS, FIRST_COLUMN, 2, learning_rate="rprop")
    assert n.parameters() != same.parameters()
