"""Bad input is refused before anything changes, by an error that says what was expected, what
came and where."""

from decimal import Decimal
from itertools import repeat

import pytest

import neuron
from neuron import ACTIVATIONS, Activation, Network, Neuron
from tests.tools.extras import need

try:
    import numpy
    import pandas
    import polars
except ImportError:
    numpy = pandas = polars = None

NAN, INFINITY = float("nan"), float("inf")
ROWS = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]]
TARGETS = [0, 1, 1, 0]
NOT_NUMBERS = [NAN, INFINITY, -INFINITY, 10**400, "1", "", None, 1j, [1], (1,), {}, object()]


def state(net):
    return [(id(layer.activation), [w[:] for w in layer.weights], layer.biases and layer.biases[:])
            for layer in net.layers]


def refused(net, act, *words):
    """Check that act() raises a ValueError that contains the words, and leaves net alone."""
    before = state(net)
    with pytest.raises(ValueError) as caught:
        act()
    for word in words:
        assert word in str(caught.value)
    assert state(net) == before


def refused_by_all(words, rows=ROWS, targets=TARGETS, net=None):
    """Check that everything that takes rows and targets refuses these."""
    net = net or Neuron(3, bias=0.5)
    refused(net, lambda: net.train(rows, targets, 10), *words)
    refused(net, lambda: net.training(rows, targets, 10), *words)  # before the first next()
    refused(net, lambda: net.train(rows, targets, 0), *words)
    refused(net, lambda: net.gradient(rows, targets), *words)


# Rows

def test_no_rows():
    refused_by_all(["rows", "0"], [], [])


@pytest.mark.parametrize("rows, targets", [(ROWS, TARGETS[:3]), (ROWS[:3], TARGETS)])
def test_rows_and_targets_of_different_lengths(rows, targets):
    refused_by_all(["rows", "targets", "3", "4"], rows, targets)


@pytest.mark.parametrize("bad", [None, 5, 1.5, object()])
def test_rows_or_targets_that_are_no_sequence(bad):
    for net in (Neuron(3), Network(3, 1)):
        before = state(net)
        for rows, targets in ((bad, TARGETS), (ROWS, bad)):
            with pytest.raises(TypeError, match="%s.*not iterable" % type(bad).__name__):
                net.training(rows, targets)
            with pytest.raises(TypeError, match="not iterable"):
                net.gradient(rows, targets)
        assert state(net) == before


@pytest.mark.parametrize("row", [
    [], [1, 0], [1, 0, 1, 0], None, 5, "101", b"10", [[1], [0], [1]], [[1, 0, 1]], {}, range(4)])
def test_a_row_of_the_wrong_length_or_kind_is_named(row):
    rows = [ROWS[0], ROWS[1], row, ROWS[3]]
    told = "[0] must be a finite number, not [1]" if row == [[1], [0], [1]] else (
        " must be a list of 3, each a finite number, not ")
    refused_by_all(["rows[2]" + told, "[1]" if row == [[1], [0], [1]] else repr(row)], rows)
    n = Neuron(3)
    refused(n, lambda: n(row), "row" + told)
    refused(n, lambda: n.predict(rows), "rows[2]" + told)


@pytest.mark.parametrize("count", [2, 4, 64])
@pytest.mark.parametrize("kind", [list, tuple, lambda numbers: numbers], ids=["list", "tuple", "range"])
def test_the_length_found_is_told(kind, count):
    """A row of 30 and one of 31 look the same where a message ends after 200 characters."""
    right, wrong = kind(range(count)), kind(range(count - 1))
    n, net = Neuron(count), Network(1, count)
    told = "must be a list of %d, each a finite number, not %d: %r" % (count, count - 1, wrong)
    told = told[:200]
    refused(n, lambda: n(wrong), "row " + told)
    refused(n, lambda: n.train([right, wrong], [0, 1]), "rows[1] " + told)
    refused(n, lambda: n.fit([right, wrong], [0, 1]), "rows[1] " + told)
    refused(n, lambda: neuron.standardise([right, wrong]), "rows[1] " + told)
    refused(n, lambda: setattr(n, "weights", wrong), "weights " + told)
    refused(n, lambda: n.fold(wrong, right), "means " + told)
    refused(n, lambda: n.fold(right, wrong), "deviations " + told)
    refused(net, lambda: setattr(net.layers[0], "biases", wrong), "biases " + told)
    refused(net, lambda: net.train([[1]], [[0] * (count + 1)]),
            "targets[0] must be a list of %d, each a finite number from 0 to 1, not %d: " % (
                count, count + 1))
    refused(net, lambda: net.step([0] * (2 * count + 1)),
            "gradient must be a list of %d, each a finite number, not %d: " % (
                2 * count, 2 * count + 1))


@pytest.mark.parametrize("bad", NOT_NUMBERS)
@pytest.mark.parametrize("i", [0, 25, 63])
def test_the_index_and_the_value_of_what_is_no_finite_number_are_told(i, bad):
    def with_bad(number):
        return [number] * i + [bad] + [number] * (63 - i)

    n, net = Neuron(64), Network(1, 64, bias=None)
    told = "[%d] must be a finite number" % i
    value = ", not " + repr(bad)[:100]
    refused(n, lambda: n(with_bad(1)), "row" + told + value)
    refused(n, lambda: n.train([with_bad(1)], [0]), "rows[0]" + told + value)
    refused(n, lambda: n.fit([[1] * 64, with_bad(1)], [0, 1]), "rows[1]" + told + value)
    refused(n, lambda: neuron.standardise([[1] * 64, with_bad(1)]), "rows[1]" + told + value)
    refused(n, lambda: setattr(n, "weights", with_bad(1)), "weights" + told + value)
    refused(n, lambda: n.fold([1] * 64, with_bad(1)), "deviations" + told + value)
    refused(net, lambda: net.train([[1]], [with_bad(1)]), "targets[0]" + told, value)
    refused(net, lambda: net.set_parameters(with_bad(1)), "parameters" + told + value)
    refused(net, lambda: net.step(with_bad(1)), "gradient" + told + value)
    refused(net, lambda: setattr(net.layers[0], "weights", [[1]] * i + [[bad]] + [[1]] * (63 - i)),
            "weights[%d][0] must be a finite number" % i + value)


@pytest.mark.parametrize("bad", NOT_NUMBERS)
def test_a_row_with_something_that_is_no_finite_number_is_named(bad):
    for row in ([bad, 0, 1], [0, 1, bad]):
        rows = [ROWS[0], ROWS[1], ROWS[2], row]
        refused_by_all(["rows[3]", repr(bad)[:100]], rows)
        n = Neuron(3)
        refused(n, lambda: n(row), "row", repr(bad)[:100])
        refused(n, lambda: n.predict(rows), "rows[3]", repr(bad)[:100])


@pytest.mark.parametrize("bad", [None, 5])
def test_predict_wants_rows(bad):
    with pytest.raises(TypeError, match="not iterable"):
        Neuron(3).predict(bad)


@pytest.mark.parametrize("text", ["", "1", "101", "a text"])
def test_a_text_is_no_rows_no_row_and_no_target(text):
    n, net = Neuron(1), Network(1, 1)
    for model in (n, net):
        refused(model, lambda: model.predict(text), "rows must be lists of numbers, not %r" % text)
        for act in (model.train, model.training, model.fit, model.fitting, model.gradient):
            refused(model, lambda: act(text, text), "rows must be lists of numbers, not %r" % text)
            refused(model, lambda: act([[1], [0]], text), "targets")
        refused(model, lambda: model(text), "row must be a list of 1, each a finite number, not")
        refused(model, lambda: model.predict([text]), "rows[0] must be a list of 1")
        refused(model, lambda: model.set_parameters(text), "parameters must be a list of 2")
        refused(model, lambda: model.step(text), "gradient must be a list of 2")
        refused(model, lambda: model.fold(text, [1]), "means must be a list of 1")
    refused(n, lambda: neuron.standardise(text), "rows")


# Targets

@pytest.mark.parametrize("bad", NOT_NUMBERS)
def test_a_target_that_is_no_finite_number_is_named(bad):
    refused_by_all(["targets[1]", repr(bad)[:100]], targets=[0, bad, 1, 0])
    targets = [[0], [bad], [1], [0]]
    refused_by_all(["targets[1]", repr(bad)[:100]], targets=targets, net=Network(3, 1))


@pytest.mark.parametrize("activation", ["sigmoid", "step", "identity"])
@pytest.mark.parametrize("bad", ["inf", "1e400", "nan", "sNaN"])
def test_a_decimal_that_is_no_finite_float_is_named(bad, activation):
    refused_by_all(["targets[1]", "Decimal"], targets=[0, Decimal(bad), 1, 0],
                   net=Neuron(3, activation))


@pytest.mark.parametrize("target", [[], [0], [0, 1, 0], 1, None, "01", [[0], [1]]])
def test_a_networks_target_of_the_wrong_length_or_kind_is_named(target):
    targets = [[0, 1], [1, 0], [0, 0], target]
    words = ["targets[3] must be a list of 2", repr(target)]
    if target == [[0], [1]]:
        words = ["targets[3][0] must be a finite number", "[0]"]
    refused_by_all(words, targets=targets, net=Network(3, 4, 2))


@pytest.mark.parametrize("target", [[0], (1,), [0, 1], []])
def test_a_neuron_given_lists_as_targets_is_told_that_it_takes_numbers(target):
    refused_by_all(["a Neuron has one output: targets[2] must be a number, not %r" % (target,)],
                   targets=[0, 1, target, 0])
    n = Neuron(3)
    refused(n, lambda: n.fit(ROWS, [0, 1, target, 0]), "a Neuron has one output: targets[2]")


UNREACHABLE = [("sigmoid", 2), ("sigmoid", -0.01), ("tanh", 1.01), ("tanh", -2), ("relu", -0.5),
               ("softplus", -1), ("gaussian", 1.5), ("gaussian", -0.1), ("step", 0.5),
               ("step", 2), ("step", -1)]
REACHABLE = [("sigmoid", [0, 1]), ("tanh", [-1, 1]), ("relu", [0, 1e6]), ("softplus", [0, 1e6]),
             ("gaussian", [0, 1]), ("identity", [-1e6, 1e6]), ("step", [0, 1])]


@pytest.mark.parametrize("activation, target", UNREACHABLE)
def test_a_target_the_output_can_never_reach_is_named(activation, target):
    words = ["targets[2]", repr(target), activation]
    refused_by_all(words, targets=[0, 1, target, 0], net=Neuron(3, activation))
    refused_by_all(words, targets=[[0, 0], [1, 0], [0, target], [1, 1]],
                   net=Network(3, 4, 2, activation=("relu", activation)))


@pytest.mark.parametrize("activation, targets", REACHABLE)
def test_targets_at_the_bounds_of_an_output_are_taken(activation, targets):
    Neuron(3, activation).train(ROWS[:2], targets, 1, learning_rate=1e-9)


def test_hidden_activations_put_no_bounds_on_targets():
    Network(3, 2, 1, activation=("sigmoid", "identity")).train(ROWS, [[-5], [5], [9], [0]], 1)


def test_the_bounds_of_a_custom_activation_hold():
    half = Activation(lambda z: 0.5, lambda z, y: 0.0, 0.25, 0.75)
    Neuron(3, half).train(ROWS, [0.25, 0.75, 0.5, 0.5], 1)
    refused_by_all(["targets[1]", "0.8"], targets=[0.25, 0.8, 0.5, 0.5], net=Neuron(3, half))


def test_a_custom_activation_has_the_bounds_it_was_given_whatever_its_functions_name():
    def step(z):
        return 0.5

    Neuron(3, Activation(step, lambda z, y: 0.0)).train(ROWS, [0.5, 7, -3, 0], 1)


# Options

WHOLE = [-1, 2.5, "10", "", NAN, INFINITY, 1j, [1]]
BAD_OPTIONS = (
    [("epochs", bad) for bad in [*WHOLE, None]]
    + [("batch_size", bad) for bad in [*WHOLE, 0]]
    + [("every", bad) for bad in [*WHOLE, 0, None]]
    + [("shuffle", bad) for bad in [*WHOLE, 2**32]]
    + [("learning_rate", bad) for bad in [*NOT_NUMBERS, 0.0, -0.1, "", "Rprop"] if bad is not None]
    + [("momentum", bad) for bad in [*NOT_NUMBERS, -0.1, 1.0, 1.5]]
    + [("until", bad) for bad in NOT_NUMBERS]
    + [("loss", bad) for bad in ["", "square", "Squared", "cross-entropy", None, 5, ["squared"]]])


@pytest.mark.parametrize("option, bad", BAD_OPTIONS)
def test_an_option_of_training_is_named_with_what_came(option, bad):
    n = Neuron(3, bias=0.5)
    words = ["seed" if option == "shuffle" else option, repr(bad)[:100]]
    refused(n, lambda: n.training(ROWS, TARGETS, **{option: bad}), *words)
    if option != "every":
        refused(n, lambda: n.train(ROWS, TARGETS, **{option: bad}), *words)


@pytest.mark.parametrize("loss", ["", "square", None])
def test_an_unknown_loss_gets_a_list_of_those_that_exist(loss):
    n = Neuron(3)
    words = ["squared", "cross_entropy", repr(loss)]
    refused(n, lambda: n.train(ROWS, TARGETS, loss=loss), *words)
    refused(n, lambda: n.gradient(ROWS, TARGETS, loss), *words)


@pytest.mark.parametrize("activation", sorted(set(ACTIVATIONS) - {"sigmoid"}))
def test_cross_entropy_wants_sigmoid_outputs(activation):
    for net, targets in [(Neuron(3, activation), TARGETS),
                         (Network(3, 2, 1, activation=("sigmoid", activation)),
                          [[t] for t in TARGETS])]:
        words = ["cross_entropy", "sigmoid", activation]
        refused(net, lambda: net.train(ROWS, targets, loss="cross_entropy"), *words)
        refused(net, lambda: net.gradient(ROWS, targets, "cross_entropy"), *words)


@pytest.mark.parametrize("activation", [
    "sigmoid", Activation(neuron.sigmoid, lambda z, y: y * (1.0 - y))], ids=["named", "custom"])
@pytest.mark.parametrize("target", [-0.01, 1.01, 2])
def test_cross_entropy_wants_targets_from_0_to_1(target, activation):
    n = Neuron(3, activation)
    words = ["targets[2]", repr(target)]
    refused(n, lambda: n.train(ROWS, [0, 1, target, 0], loss="cross_entropy"), *words)
    refused(n, lambda: n.gradient(ROWS, [0, 1, target, 0], "cross_entropy"), *words)


def test_a_refused_call_does_not_disturb_a_training_that_is_under_way():
    weights = []
    for disturb in (False, True):
        n = Neuron(3)
        for epoch, loss in n.training(ROWS, TARGETS, 5, momentum=0.9, batch_size=1, shuffle=1):
            if disturb:
                refused(n, lambda: n.train(ROWS, [0, 1, 1, NAN], momentum=0.5), "targets[3]")
        weights.append(n.parameters())
    assert weights[0] == weights[1]


# Step

@pytest.mark.parametrize("gradient", [[1, 2, 3], [1, 2, 3, 4, 5], [], None, 5, "1234",
                                      [[1], [2], [3], [4]], [1, 2, 3, NAN], [1, 2, 3, None]])
def test_a_gradient_of_the_wrong_length_or_kind(gradient):
    n = Neuron(3, bias=0.5)
    told = "gradient must be a list of 4"
    if isinstance(gradient, list) and len(gradient) == 4:
        k = 0 if gradient[0] == [1] else 3
        told = "gradient[%d] must be a finite number, not %r" % (k, gradient[k])
    refused(n, lambda: n.step(gradient), told)


@pytest.mark.parametrize("learning_rate", [*NOT_NUMBERS, 0.0, -0.1])
def test_a_learning_rate_of_step_that_is_no_finite_number_above_0(learning_rate):
    n = Neuron(3, bias=0.5)
    refused(n, lambda: n.step([1, 2, 3, 4], learning_rate), "learning_rate",
            repr(learning_rate)[:100])


def test_a_step_that_would_make_a_weight_infinite():
    n = Neuron(3, bias=0.5)
    before = n.parameters()
    with pytest.raises(ValueError, match="parameters.*inf"):
        n.step([0.1, 0.1, 0.1, 1e308], 100.0)
    assert n.parameters() == before


# Construction

@pytest.mark.parametrize("size", [0, *WHOLE, None])
def test_a_size_that_is_no_whole_number_of_1_or_more(size):
    for make in (lambda: Neuron(size), lambda: Network(3, size, 1), lambda: Network(3, 4, size)):
        with pytest.raises(ValueError) as caught:
            make()
        assert "size" in str(caught.value) and repr(size) in str(caught.value)


@pytest.mark.parametrize("sizes", [(), (3,)])
def test_a_network_of_less_than_two_sizes(sizes):
    with pytest.raises(ValueError, match="2 sizes"):
        Network(*sizes)


@pytest.mark.parametrize("activation", ["", "Sigmoid", "sigmoidal", None, 5, neuron.tanh, {}])
def test_an_unknown_activation_gets_a_list_of_those_that_exist(activation):
    for make in (lambda: Neuron(3, activation), lambda: Network(3, 4, 1, activation=activation),
                 lambda: Network(3, 4, 1, activation=("tanh", activation))):
        with pytest.raises(ValueError) as caught:
            make()
        for word in [*ACTIVATIONS, repr(activation)]:
            assert word in str(caught.value)


@pytest.mark.parametrize("activation", [(), ["tanh"], ["tanh", "tanh", "sigmoid"]])
def test_activations_that_are_not_one_per_layer(activation):
    with pytest.raises(ValueError, match="activation"):
        Network(3, 4, 1, activation=activation)


@pytest.mark.parametrize("option, bad", [
    *[("bias", bad) for bad in NOT_NUMBERS if bad is not None],
    *[("scale", bad) for bad in NOT_NUMBERS],
    *[("seed", bad) for bad in [*WHOLE, None, 2**32]]])
def test_an_option_of_construction_is_named_with_what_came(option, bad):
    for make in (Neuron, Network):
        sizes = (3,) if make is Neuron else (3, 4, 1)
        with pytest.raises(ValueError) as caught:
            make(*sizes, **{option: bad})
        assert option in str(caught.value) and repr(bad)[:100] in str(caught.value)


def test_a_seed_that_is_too_large_is_told_the_largest():
    for act in (lambda: neuron.uniform(2**32), lambda: Neuron(3, seed=2**32),
                lambda: Neuron(3).train(ROWS, TARGETS, shuffle=2**32)):
        with pytest.raises(ValueError, match="4294967295"):
            act()


# Weights and bias

@pytest.mark.parametrize("weights", [
    [1, 2], [1, 2, 3, 4], None, 5, "123", [1, 2, NAN], [1, 2, None], [1, 2, "3"], [[1, 2, 3]]])
def test_weights_of_the_wrong_length_or_kind(weights):
    n = Neuron(3, bias=0.5)
    told = "weights must be a list of 3"
    if isinstance(weights, list) and len(weights) == 3:
        told = "weights[2] must be a finite number, not %r" % (weights[2],)
    refused(n, lambda: setattr(n, "weights", weights), told)


@pytest.mark.parametrize("bias", [bad for bad in NOT_NUMBERS if bad is not None])
def test_a_bias_that_is_no_finite_number(bias):
    n = Neuron(3, bias=0.5)
    refused(n, lambda: setattr(n, "bias", bias), "bias", repr(bias)[:100])


def test_a_part_of_what_was_read_cannot_be_changed():
    net, n = Network(3, 4, 2), Neuron(3, bias=0.5)
    for change in (
            lambda: n.weights.__setitem__(1, 5.0), lambda: n.weights.append(1.0),
            lambda: n.weights.pop(), lambda: n.weights.sort(), lambda: n.weights.clear(),
            lambda: net.layers[1].weights[1].__setitem__(2, 5.0),
            lambda: net.layers[1].weights.__setitem__(1, [0.0] * 4),
            lambda: net.layers[0].biases.__setitem__(3, 5.0), lambda: net.layers[0].weights.pop(),
            lambda: net.layers[0].weights.__delitem__(0), lambda: net.layers[0].biases.extend([1]),
            lambda: net.layers.pop(), lambda: net.layers.__setitem__(0, None),
            lambda: net.sizes.__setitem__(0, 7), lambda: net.sizes.reverse()):
        for model in (net, n):
            before = state(model)
            with pytest.raises(TypeError, match="set the whole"):
                change()
            assert state(model) == before


def test_a_name_that_is_no_attribute_cannot_be_set():
    net, n = Network(3, 4, 2), Neuron(3)
    for model, name in ((n, "activation"), (n, "Bias"), (n, "layers"), (n, "sizes"), (net, "weights"),
                        (net, "biases"), (net, "bias"), (net, "layers"), (net.layers[0], "weight"),
                        (net.layers[0], "activation"), (net.layers[0], "bias")):
        with pytest.raises(AttributeError):
            setattr(model, name, "tanh")


@pytest.mark.parametrize("weights", [
    [], [[1, 2, 3]] * 3, [[1, 2, 3]] * 5, [[1, 2]] * 4, [[1, 2, NAN]] * 4, [1, 2, 3, 4], None, 5,
    "1234", {0: [1, 2, 3]}, [[1, 2, "3"]] * 4, [[1, 2, 10**400]] * 4])
def test_a_layers_weights_that_do_not_fit_are_refused(weights):
    net = Network(3, 4, 2)
    before = state(net)
    with pytest.raises((ValueError, TypeError)):
        net.layers[0].weights = weights
    assert state(net) == before


@pytest.mark.parametrize("biases", [[], [1, 2, 3], [1] * 5, [1, 2, 3, NAN], 5, "1234", [[1]] * 4, {}])
def test_a_layers_biases_that_do_not_fit_are_refused(biases):
    net = Network(3, 4, 2)
    told = "biases must be a list of 4"
    if isinstance(biases, list) and len(biases) == 4:
        told = "biases[%d] must be a finite number" % (0 if biases[0] == [1] else 3)
    refused(net, lambda: setattr(net.layers[0], "biases", biases), told)


def test_sizes_in_a_list_are_told_what_to_write():
    with pytest.raises(ValueError, match=r"write Network\(3, 4, 1\)"):
        Network([3, 4, 1])


@pytest.mark.parametrize("sizes", [[3], (3,), [], ()])
def test_a_list_of_too_few_sizes_is_not_told_to_be_written_in_a_way_that_is_refused_too(sizes):
    with pytest.raises(ValueError, match="need 2 sizes or more") as caught:
        Network(sizes)
    assert "write" not in str(caught.value)


# What a beginner may write

def test_a_bool_counts_as_0_or_1():
    assert Neuron(3, seed=True).weights == Neuron(3, seed=1).weights
    bools, numbers = Neuron(3), Neuron(3)
    bools.train([[False, True, True]], [True], True, batch_size=True, shuffle=True)
    numbers.train([[0, 1, 1]], [1], 1, batch_size=1, shuffle=1)
    assert bools.parameters() == numbers.parameters() != Neuron(3).parameters()


@pytest.mark.parametrize("net, targets, said, advice", [
    (Neuron(1), ["no", "yes"], "targets[0] must be", None),
    (Neuron(1), [1, 2], "targets[1] must be", "Classes are 0 and 1, or have an output each"),
    (Neuron(1), iter([1, 2]), "targets[1] must be", "Classes are 0 and 1"),
    (Neuron(1, "relu"), [1, -2], "targets[1] must be", "the last activation is identity"),
    (Neuron(1), [[0], [1]], "one output: targets[0] must be a number, not [0]", None),
    (Neuron(1), [0, None], "targets[1] must be", None),
    (Network(1, 4, 3), [0, 1], "targets[0] must be a list of 3", "A class is a list of zeros"),
    (Network(1, 4, 1), [0, 1], "targets[0] must be a list of 1", "Write [0]"),
    (Network(1, 1, activation="identity"), [7, 8], "targets[0] must be a list", "Write [7]"),
    (Network(1, 4, 1), ["no", "yes"], "targets[0] must be a list of 1", None),
    (Network(1, 4, 1), "no", "targets must be", None),
    (Network(1, 4, 1), [[0.5], [3]], "targets[1][0] must be", "the last activation is identity")])
def test_who_gives_targets_that_are_refused_hears_what_helps_and_nothing_else(
        net, targets, said, advice):
    with pytest.raises(ValueError) as caught:
        net.fit([[1], [2]], targets)
    message = str(caught.value)
    assert said in message and (advice or "") in message
    assert advice or not any(words in message for words in (". Classes", ". A class", ". Write"))


@pytest.mark.parametrize("bad", [True, False])
def test_a_learning_rate_of_true_or_false_is_refused_as_no_rate_is_meant_by_it(bad):
    n = Neuron(3)
    for act in (lambda: n.train(ROWS, TARGETS, learning_rate=bad),
                lambda: n.training(ROWS, TARGETS, learning_rate=bad),
                lambda: n.step([0.1] * 4, bad)):
        refused(n, act, "learning_rate must be a", repr(bad))


def test_a_bias_of_true_is_refused_as_it_may_mean_that_there_is_one():
    n = Neuron(3)
    for act in (lambda: Neuron(3, bias=True), lambda: Network(3, 2, 1, bias=True),
                lambda: setattr(n, "bias", True)):
        refused(n, act, "bias", "True", "None")


def test_false_means_no_bias_and_no_shuffling():
    assert Neuron(3, bias=False).bias is None and Neuron(3, bias=0.0).bias == 0.0
    assert [layer.biases for layer in Network(3, 2, 1, bias=False).layers] == [None, None]
    options = [{"shuffle": shuffle, "batch_size": 1} for shuffle in (False, None, 0)]
    trained = [Neuron(3) for _ in options]
    for n, option in zip(trained, options):
        n.train(ROWS, TARGETS, 10, **option)
    assert trained[0].parameters() == trained[1].parameters() != trained[2].parameters()


def test_a_number_where_a_list_belongs_is_told_from_a_list_where_a_number_belongs():
    net, n = Network(3, 1), Neuron(3)
    refused(net, lambda: net.train(ROWS, TARGETS),
            "targets[0] must be a list of 1, each a finite number from 0 to 1, not 0")
    refused(n, lambda: n.train(ROWS, [[0], [1], [1], [0]]),
            "a Neuron has one output: targets[0] must be a number, not [0]")
    refused(n, lambda: n.train(ROWS, TARGETS, learning_rate=0), "learning_rate must be a finite "
            "number from 1e-37 to inf, not 0")


def test_a_row_in_several_arguments_is_refused():
    with pytest.raises(TypeError):
        Neuron(2)(1, 0)


def test_a_long_row_is_not_repeated_whole():
    with pytest.raises(ValueError) as caught:
        Neuron(2)([0.5] * 100000)
    assert "a list of 2, each a finite number" in str(caught.value) and len(str(caught.value)) < 300


def test_a_target_out_of_reach_says_what_can_be_reached():
    n = Neuron(3)
    words = ["targets[2]", "sigmoid", "2", "0 to 1"]
    refused(n, lambda: n.train(ROWS, [0, 1, 2, 1]), *words)
    step = Neuron(3, "step")
    refused(step, lambda: step.train(ROWS, [0, 1, 0.5, 1]), "targets[2]", "whole", "0 to 1")


# Rows as people have them

def endless():
    while True:
        yield 1


def test_an_endless_row_is_refused_at_one_value_too_many():
    n = Neuron(3)
    refused(n, lambda: n(endless()), "row must be a list of 3")
    refused(n, lambda: n.predict([endless()]), "rows[0] must be a list of 3")
    refused(n, lambda: n.train([endless()], [1]), "rows[0] must be a list of 3")
    refused(n, lambda: n.train(ROWS, endless()), "need rows and as many targets, not 4 and 5")
    refused(n, lambda: setattr(n, "weights", endless()), "weights must be a list of 3")
    refused(n, lambda: n.step(endless()), "gradient must be a list of 4")
    refused(n, lambda: n.set_parameters(endless()), "parameters must be a list of 4")
    refused(n, lambda: n.fold(endless(), [1, 1, 1]), "means must be a list of 3")
    refused(n, lambda: neuron.standardise([endless()]), "rows[0] must be a list of numbers")


def test_endless_rows_are_refused_where_the_targets_tell_how_many_there_are():
    n = Neuron(3)
    for rows in (repeat([1, 0, 1]), ([1, 0, 1] for i in endless())):
        refused(n, lambda: n.train(rows, TARGETS), "need rows and as many targets, not 5 and 4")
        refused(n, lambda: n.gradient(rows, TARGETS), "not 5 and 4")


@pytest.mark.parametrize("rows", [
    {0: [1, 0, 1], 1: [0, 1, 1]}, {(1, 0, 1), (0, 1, 1)}, frozenset([(1, 0, 1)]),
    {0: 1, 1: 0}.keys(), {0: 1, 1: 0}.items(), {}, set()])
def test_what_has_no_order_is_refused_as_rows_or_targets(rows):
    for n in (Neuron(3), Network(3, 1)):
        refused(n, lambda: n.train(rows, TARGETS), "rows must have an order")
        refused(n, lambda: n.train(ROWS, rows), "targets must have an order")
        refused(n, lambda: n.predict(rows), "rows must have an order")
        refused(n, lambda: neuron.standardise(rows), "rows must have an order")


@pytest.mark.parametrize("row", [{0: 5, 1: 6, 2: 7}, {5, 6, 7}, {0: 5, 1: 6, 2: 7}.keys()])
def test_a_row_without_an_order_is_refused(row):
    n = Neuron(3)
    refused(n, lambda: n(row), "row must be a list of 3")
    refused(n, lambda: n.predict([[1, 2, 3], row]), "rows[1] must be a list of 3")


def test_frames_and_series_count_as_their_values():
    need(pandas and polars, "pandas or polars is not installed")
    pandas_frame = pandas.DataFrame(ROWS, columns=["a", "b", "c"], index=[9, 8, 7, 6])
    polars_frame = polars.DataFrame(ROWS, orient="row", schema=["a", "b", "c"])
    expected = Neuron(3)
    loss = expected.train(ROWS, TARGETS, 600)
    for frame, series in ((pandas_frame, pandas.Series(TARGETS, index=[3, 1, 2, 0])),
                          (polars_frame, polars.Series(TARGETS))):
        n = Neuron(3)
        assert n.train(frame, series, 600) == loss
        assert n.parameters() == expected.parameters() and n.predict(frame) == n.predict(ROWS)
        assert neuron.standardise(frame) == neuron.standardise(ROWS)
    assert expected(pandas_frame.iloc[1]) == expected(ROWS[1])
    one = pandas.DataFrame([[5, 6, 7]])
    assert expected.predict(one) == [expected([5, 6, 7])]
    refused(expected, lambda: expected(one), "row must be a list of 3")  # its row, not its labels


def test_dates_texts_and_complex_numbers_of_numpy_are_no_numbers():
    need(numpy and pandas, "numpy or pandas is not installed")
    n = Neuron(3)
    dates = pandas.DataFrame({name: pandas.to_datetime(["2020-01-01"] * 4) for name in "abc"})
    for rows in (dates, dates.astype("datetime64[ns]"), numpy.array(ROWS, "c16"),
                 numpy.array(ROWS, "m8[ns]"), numpy.array(ROWS, str), numpy.array(ROWS, bytes)):
        refused(n, lambda: n.train(rows, TARGETS), "rows[0]", "a finite number")
    for value in (numpy.array("1"), numpy.datetime64(1, "ns"), numpy.complex64(1), numpy.bytes_(b"1"),
                  numpy.array([1.0]), numpy.array(None)):
        refused(n, lambda: n([1, value, 1]), "row[1] must be a finite number")
        refused(n, lambda: n.train(ROWS, [0, 1, value, 1]), "targets[2]")
        refused(n, lambda: n.train(ROWS, TARGETS, learning_rate=value), "learning_rate")


def test_an_error_in_somebody_elses_rows_is_told_in_the_words_of_a_value_error():
    def rows(error):
        yield [1, 0, 1]
        raise error

    n = Neuron(3)
    for error in (KeyError("k"), OSError("gone"), RuntimeError("r"), StopIteration("s")):
        with pytest.raises(ValueError) as caught:
            n.train(rows(error), TARGETS)
        assert "rows can't be read after 1" in str(caught.value)
        assert caught.value.__context__ is not None  # the first error is shown with it


DEEP = []
for level in range(100000):
    DEEP = [DEEP]


@pytest.mark.parametrize("bad", [DEEP, [DEEP] * 3, 10**5000, [10**5000] * 3, "50%"], ids=[
    "deep", "3 deep", "huge", "3 huge", "text"])
def test_whatever_cannot_even_be_shown_gets_the_promised_words(bad):
    n, net = Neuron(3), Network(3, 2, 1)
    listed = isinstance(bad, list) and len(bad) == 3
    refused(n, lambda: n(bad), "row[0] must be a finite" if listed else "row must be a list of 3")
    refused(n, lambda: n([1, bad, 1]), "row[1] must be a finite number")
    refused(n, lambda: n.train(ROWS, [0, bad, 1, 1]), "targets[1] must be a ")
    refused(net, lambda: net.train(ROWS, [[0], bad, [1], [1]]), "targets[1]")
    refused(n, lambda: n.train(ROWS, TARGETS, bad), "epochs must be a whole number")
    refused(n, lambda: setattr(n, "bias", bad), "bias must be a finite number")
    with pytest.raises(ValueError, match="^(write|need 2 sizes)"):
        Network(bad)


# Scales

def test_a_folded_model_is_neither_trained_nor_folded_again():
    net = Network(3, 2, 2, activation="identity")
    net.fold([1, 2, 3], [1, 2, 3], [0, 0], [10, 10])
    targets = [[0, 1]] * 4
    refused(net, lambda: net.train(ROWS, targets, 10), "folded")
    refused(net, lambda: net.training(ROWS, targets, 10), "folded")
    refused(net, lambda: net.gradient(ROWS, targets), "folded")
    refused(net, lambda: net.fold([1, 2, 3], [1, 2, 3]), "folded already")


@pytest.mark.parametrize("scales", [
    ([0, 0, 0], [1, 0, 1]), ([0, 0, 0], [1, -0.0, 1]), ([0] * 3, [1] * 3, [0, 0], [1, 0]),
    ([0] * 3, [1] * 3, [0, 0], [0.0, 1])])
def test_a_deviation_of_0_is_refused_for_inputs_and_targets(scales):
    net = Network(3, 2, 2, activation="identity")
    before = state(net)
    with pytest.raises(ZeroDivisionError, match="deviation is zero"):
        net.fold(*scales)
    assert state(net) == before
    net.train(ROWS, [[0, 1]] * 4, 1, learning_rate=0.1)  # it is not folded


def test_activations_of_load_are_a_dict(tmp_path):
    Neuron(3).save(tmp_path / "model")
    for wrong in (["tanh"], "tanh", 5, neuron.Activation(abs, abs)):
        with pytest.raises(ValueError, match="activations must be a dict"):
            neuron.load(tmp_path / "model", wrong)


# Outputs that are no numbers

@pytest.mark.parametrize("activation", ["identity", "relu", "softplus"])
def test_an_infinite_output_of_finite_weights_is_an_arithmetic_error(activation):
    n, net = Neuron(1, activation), Network(1, 2, 1, activation=activation)
    n.weights = [1e308]
    net.layers[1].weights = [[1e308, 1e308]]
    net.layers[0].weights = [[1e308], [1.0]]
    for model in (n, net):
        for act in (lambda: model([1e308]), lambda: model.predict([[0.0], [1e308]]),
                    lambda: model.predict([[1e308]] * 100)):
            with pytest.raises(ArithmeticError, match="an output is .*too large for this row"):
                act()
        model([0.0])


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "identity", "gaussian", "softplus"])
def test_an_output_that_is_not_a_number_is_an_arithmetic_error(activation):
    n = Neuron(2, activation)
    n.weights = [1e308, -1e308]
    with pytest.raises(ArithmeticError, match="an output is .*too large for this row"):
        n([1e308, 1e308])
    assert n([1e-308, 1e-308]) == ACTIVATIONS[activation].function(0.0)


def test_an_infinite_sum_with_a_finite_output_is_no_error():
    for activation, output in (("sigmoid", 1.0), ("tanh", 1.0), ("gaussian", 0.0), ("step", 1.0)):
        n = Neuron(1, activation)
        n.weights = [1e308]
        assert n([1e308]) == output


def test_a_loss_is_known_by_its_name_alone_not_by_how_it_shows_itself():
    class Squared:
        def __repr__(self):
            return "squared"

    n = Neuron(3)
    refused(n, lambda: n.train(ROWS, TARGETS, loss=Squared()), "loss must be squared")


@pytest.mark.parametrize("kind", [list, tuple, iter, "numpy"])
def test_rows_and_targets_of_other_counts_are_told_with_both(kind):
    if kind == "numpy":
        need(numpy, "numpy is not installed")
        kind = numpy.array
    with pytest.raises(ValueError, match="not (100|6) and 5$"):
        Neuron(1).train(kind([[r] for r in range(100)]), kind([0] * 5))


@pytest.mark.parametrize("bad", [None, 0, 1.5])
def test_what_is_no_list_is_named(bad):
    with pytest.raises(TypeError, match="^rows: .*not iterable"):
        Neuron(1).train(bad, [0])
    with pytest.raises(TypeError, match="^targets: .*not iterable"):
        Neuron(1).train([[0]], bad)
    with pytest.raises(TypeError, match="^rows: .*not iterable"):
        Neuron(1).predict(bad)
    with pytest.raises(TypeError, match=r"^rows\[0\] must be a list of numbers"):
        neuron.standardise([bad, bad])
