"""A Neuron and a Network are made, called and looked at as the tutorials do."""

import copy
import inspect
import json
import pickle
from itertools import islice

import pytest

import neuron
from neuron import Activation, Network, Neuron, uniform
from tests.tools.extras import need

try:
    import numpy
except ImportError:
    numpy = None

# What numpy.random.seed(1); 2 * numpy.random.random((2, 3)) - 1 and then the same for (3, 1) give
DRAWN = [[-0.165955990594852, 0.4406489868843162, -0.9997712503653102],
         [-0.39533485473632046, -0.7064882183657739, -0.8153228104624044]]
DRAWN_NEXT = [-0.6274795772446582, -0.3088785459139045, -0.20646505153866013]


# Construction

def test_a_neurons_weights_are_those_numpy_draws_for_the_tutorials():
    assert Neuron(3, seed=1).weights == DRAWN[0]
    assert Neuron(3).weights == DRAWN[0]


def test_a_networks_weights_are_drawn_input_by_input_and_layer_after_layer():
    net = Network(2, 3, 1)
    assert net.layers[0].weights == [list(unit) for unit in zip(*DRAWN)]
    assert net.layers[1].weights == [DRAWN_NEXT]


def test_the_weights_of_three_layers_are_those_of_numpy():
    need(numpy, "numpy is not installed")
    draws = numpy.random.RandomState(7)
    net = Network(4, 5, 3, 2, seed=7, scale=0.5)
    for layer, shape in zip(net.layers, [(4, 5), (5, 3), (3, 2)]):
        assert layer.weights == (0.5 * (2 * draws.random_sample(shape) - 1)).T.tolist()


def test_another_seed_draws_other_weights():
    assert Neuron(3, seed=0).weights == [2.0 * u - 1.0 for u in islice(uniform(0), 3)]
    assert Neuron(3, seed=2**32 - 1).weights != Neuron(3, seed=0).weights


def test_scale_bounds_the_weights():
    assert Neuron(3, scale=0.25).weights == [0.25 * w for w in DRAWN[0]]
    assert Neuron(3, scale=0).weights == [0.0, 0.0, 0.0]
    assert all(abs(w) <= 8.0 for w in Neuron(1000, scale=8).weights)
    assert max(abs(w) for w in Neuron(1000, scale=8).weights) > 7.9


def test_biases_start_at_bias_and_draw_nothing():
    net = Network(2, 3, 1, bias=0.25)
    assert [layer.biases for layer in net.layers] == [[0.25] * 3, [0.25]]
    assert net.layers[0].weights == Network(2, 3, 1, bias=None).layers[0].weights
    assert Neuron(3).bias == 0.0
    assert Network(2, 1).layers[0].biases == [0.0]


def test_without_a_bias_there_are_none():
    assert Neuron(3, bias=None).bias is None
    assert [layer.biases for layer in Network(2, 3, 1, bias=None).layers] == [None, None]
    assert Neuron(3, bias=None)([0, 0, 0]) == 0.5


def test_activation_is_one_for_all_layers_or_one_for_each():
    tanh, sigmoid = neuron.ACTIVATIONS["tanh"], neuron.ACTIVATIONS["sigmoid"]
    own = Activation(abs, lambda z, y: 1.0)

    def activations(given):
        return [layer.activation for layer in Network(3, 4, 1, activation=given).layers]

    assert activations("tanh") == [tanh, tanh]
    assert activations(("tanh", "sigmoid")) == activations(["tanh", "sigmoid"]) == [tanh, sigmoid]
    assert activations(own) == [own, own]
    assert activations((tanh, own)) == [tanh, own]
    assert Neuron(3, "tanh").layers[0].activation is tanh
    assert Neuron(3, own).layers[0].activation is own
    assert Network(3, 1).layers[0].activation is sigmoid


def test_two_models_share_nothing():
    one, other = Network(2, 3, 1), Network(2, 3, 1)
    one.train([[0, 1]], [[1]], 5)
    assert other.parameters() == Network(2, 3, 1).parameters() != one.parameters()


def test_the_signatures_are_those_promised():
    assert str(inspect.signature(Neuron)) == (
        "(inputs, activation='sigmoid', *, bias=0.0, seed=1, scale=1.0)")
    assert str(inspect.signature(Network)) == (
        "(*sizes, activation='sigmoid', bias=0.0, seed=1, scale=1.0)")
    assert str(inspect.signature(Neuron.training)) == (
        "(self, rows, targets, epochs=1000, *, learning_rate=None, batch_size=None, shuffle=None, "
        "momentum=0.0, loss='squared', until=0.0, every=1)")
    assert str(inspect.signature(Neuron.train)) == (
        str(inspect.signature(Neuron.training)).replace(", every=1", ""))


def test_sizes_given_as_numpys_integers_are_pythons():
    need(numpy, "numpy is not installed")
    net = Network(numpy.int64(2), numpy.int8(3), 1)
    assert [type(size) for size in net.sizes] == [int, int, int]
    assert net.parameters() == Network(2, 3, 1).parameters()


# Looking at one

def test_repr_shows_shape_activations_and_whether_there_is_a_bias():
    text = repr(Network(3, 4, 1, activation=("tanh", "sigmoid")))
    for word in ("Network", "3, 4, 1", "tanh", "sigmoid", "bias"):
        assert word in text
    for word in ("Neuron", "3", "relu", "bias"):
        assert word in repr(Neuron(3, "relu"))
    assert repr(Neuron(3)) != repr(Neuron(3, bias=None))
    assert repr(Neuron(3)) != repr(Neuron(3, "tanh")) != repr(Neuron(4, "tanh"))


def test_repr_names_the_function_of_a_custom_activation():
    def swish(z):
        return z * neuron.sigmoid(z)

    assert "swish" in repr(Neuron(3, Activation(swish, lambda z, y: 1.0)))


def test_parameters_are_layer_by_layer_unit_by_unit_its_weights_then_its_bias():
    net = Network(2, 3, 1, bias=0.25)
    units = [list(unit) for unit in zip(*DRAWN)]
    assert net.parameters() == [
        *units[0], 0.25, *units[1], 0.25, *units[2], 0.25, *DRAWN_NEXT, 0.25]
    bare = Network(2, 3, 1, bias=None)
    assert bare.parameters() == units[0] + units[1] + units[2] + DRAWN_NEXT
    assert Neuron(3, bias=0.25).parameters() == DRAWN[0] + [0.25]


# Calling one

def test_the_output_is_the_activation_of_the_weighted_sum_and_the_bias():
    n = Neuron(2, "identity", bias=0.5)
    n.weights = [2, -3]
    assert n([10, 1]) == 2 * 10 - 3 * 1 + 0.5
    assert type(n([10, 1])) is float


def test_a_weighted_sum_is_added_from_left_to_right_and_the_bias_last():
    n = Neuron(3, "identity", bias=1.0)
    n.weights = [1e16, 1.0, -1e16]
    assert n([1, 1, 1]) == 1.0
    n.weights = [1e16, -1e16, 1.0]
    assert n([1, 1, 1]) == 2.0


def test_a_network_returns_a_list_that_each_layer_made_from_the_one_before():
    net = Network(2, 2, 2, activation=("relu", "identity"), bias=None)
    net.layers[0].weights = [[1.0, 1.0], [1.0, -1.0]]
    net.layers[1].weights = [[1.0, 10.0], [-1.0, 0.5]]
    assert net([3, 1]) == [4 + 10 * 2, -4 + 0.5 * 2]
    assert net([1, 3]) == [4 + 10 * 0, -4 + 0.5 * 0]


def test_predict_returns_the_output_for_each_row():
    n, net = Neuron(2), Network(2, 3, 2)
    rows = [[0, 1], [1, 0], [0.5, -2]]
    assert n.predict(rows) == [n(row) for row in rows]
    assert net.predict(rows) == [net(row) for row in rows]
    assert n.predict([]) == net.predict([]) == []


def test_calling_and_predicting_change_nothing():
    net = Network(2, 3, 1)
    before = net.parameters()
    net([1, 2])
    net.predict([[1, 2], [3, 4]])
    assert net.parameters() == before


def test_a_neuron_is_a_network_of_one_unit():
    n = Neuron(3, "tanh", bias=0.25, seed=5)
    net = Network(3, 1, activation="tanh", bias=0.25, seed=5)
    rows, targets = [[0, 0, 1], [1, 1, 1], [1, 0, 1]], [0, 1, -1]
    for model, goals in ((n, targets), (net, [[t] for t in targets])):
        model.train(rows, goals, 20, learning_rate=0.1)
    assert n.parameters() == net.parameters()
    assert [n([1, 0, 0])] == net([1, 0, 0])


# Weights and bias

def test_the_weights_and_bias_of_a_neuron_can_be_set():
    n = Neuron(2, "identity", bias=None)
    n.weights = (3, 4)
    assert n.weights == [3.0, 4.0] and all(type(w) is float for w in n.weights)
    assert n([1, 1]) == 7.0
    n.bias = 1
    assert n.bias == 1.0 and n([1, 1]) == 8.0 and n.parameters() == [3.0, 4.0, 1.0]
    n.bias = None
    assert n.bias is None and n([1, 1]) == 7.0 and n.parameters() == [3.0, 4.0]


def test_the_list_given_as_weights_is_copied():
    n, weights = Neuron(2, "identity"), [3.0, 4.0]
    n.weights = weights
    weights[0] = 9.0
    assert n.weights == [3.0, 4.0]


def test_a_layer_taken_before_a_training_shows_the_weights_after_it():
    net = Network(2, 3, 1)
    layer = net.layers[0]
    before = layer.weights
    net.train([[0, 1]], [[1]], 5)
    assert layer.weights == net.layers[0].weights != before
    layer.weights = [[1, 2], [3, 4], [5, 6]]
    layer.biases = [7, 8, 9]
    assert net.parameters()[:9] == [1, 2, 7, 3, 4, 8, 5, 6, 9]


def test_what_is_read_is_a_list_to_compare_to_add_and_to_copy():
    n = Neuron(2)
    n.weights = [1, 2]
    assert n.weights == [1.0, 2.0] and n.weights + [3] == [1, 2, 3] and [0] + n.weights == [0, 1, 2]
    for other in (copy.copy(n.weights), copy.deepcopy(n.weights), list(n.weights),
                  pickle.loads(pickle.dumps(n.weights))):
        other[0] = 5.0
    assert json.dumps(n.weights) == "[1.0, 2.0]" and n.weights == [1.0, 2.0]


def test_all_parameters_are_set_from_one_list():
    net, other = Network(2, 3, 1), Network(2, 3, 1, seed=2)
    other.set_parameters(net.parameters())
    assert other.parameters() == net.parameters()
    for bad in ([], [0.0] * 12, [0.0] * 14, None, [[0.0]] * 13, [0.0] * 12 + ["1"]):
        with pytest.raises(ValueError, match="parameters(.[0-9]+.)? must be a "):
            other.set_parameters(bad)
    assert other.parameters() == net.parameters()


def test_training_starts_from_the_weights_that_were_set():
    n = Neuron(1, "identity", bias=0.0)
    n.weights, n.bias = [2.0], 1.0
    n.train([[1]], [5], 1, learning_rate=0.25)
    assert n.parameters() == [2.5, 1.5]


@pytest.mark.parametrize("value", [0.1, 1e-320, 1.7e308, -0.3])
def test_the_weights_read_back_as_they_were_set(value):
    n = Neuron(1)
    n.weights, n.bias = [value], value
    assert (n.weights, n.bias) == ([value], value)
