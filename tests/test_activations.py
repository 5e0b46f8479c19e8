"""Activations are accurate for every float, never overflow, and have the derivatives they say."""

import math
import random
from decimal import Decimal, localcontext

import pytest

import neuron
from neuron import ACTIVATIONS, Activation, Neuron

INFINITY = float("inf")
LARGEST = 1.7976931348623157e308
SMALLEST = 5e-324


def exp(z):
    # Beyond 800 a float no longer shows it, and Decimal would take for ever for 1e308.
    return max(Decimal(-800), min(Decimal(800), z)).exp()


def true_sigmoid(z):
    return 1 / (1 + exp(-z))


def true_tanh(z):
    return z - z ** 3 / 3 if abs(z) < Decimal("1e-20") else 1 - 2 / (1 + exp(2 * z))


def true_softplus(z):
    e = exp(-abs(z))
    return max(z, Decimal(0)) + (e - e * e / 2 if e < Decimal("1e-30") else (1 + e).ln())


TRUE = {"sigmoid": true_sigmoid, "tanh": true_tanh, "softplus": true_softplus}


def arguments():
    """Floats of every size and both signs, most of them where an activation bends."""
    draw = random.Random(1)
    sizes = [0.0, 1e-320, 2.2e-308, 1e-17, 1e-8, 19.99, 20.0, 20.01, 36.7, 39.99, 40.0, 40.01,
             708.0, 709.8, 744.0, 746.0, 1e5, 1.7e308, LARGEST, SMALLEST]
    sizes += [2.0 ** draw.uniform(-1074, 1023) for i in range(300)]
    sizes += [10.0 ** draw.uniform(-20, 3) for i in range(1000)]
    sizes += [draw.uniform(0, 1) for i in range(1500)]
    sizes += [draw.uniform(0, 45) for i in range(1000)]
    return [sign * size for size in sizes for sign in (1, -1)]


@pytest.mark.parametrize("name", TRUE)
def test_the_error_is_at_most_4_units_in_the_last_place(name):
    function = getattr(neuron, name)
    with localcontext() as context:
        context.prec = 60
        for z in arguments():
            true = TRUE[name](Decimal(z))
            assert abs(Decimal(function(z)) - true) <= 4 * Decimal(math.ulp(float(true))), z


@pytest.mark.parametrize("z", [1e-320, -1e-320, 1e-8, -1e-8, 0.3, -0.3, 5.0, LARGEST, -LARGEST])
def test_tanh_and_softplus_agree_with_those_of_the_math_module(z):
    assert neuron.tanh(z) == pytest.approx(math.tanh(z), rel=1e-15, abs=0)
    softplus = max(z, 0.0) + math.log1p(math.exp(-abs(z)))
    assert neuron.softplus(z) == pytest.approx(softplus, rel=1e-15, abs=0)


def test_tanh_of_a_tiny_number_is_that_number_with_its_sign():
    for z in (SMALLEST, -SMALLEST, 1e-320, -1e-320, 1e-20, -1e-20):
        assert neuron.tanh(z) == z
    assert math.copysign(1.0, neuron.tanh(-0.0)) == -1.0


@pytest.mark.parametrize("z", [0.2, 0.45, 0.4614103986684195, 1.0, 5.0, 19.5, 25.0])
def test_tanh_is_odd_to_the_last_bit(z):
    assert neuron.tanh(-z) == -neuron.tanh(z)


LIMITS = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, INFINITY),
          "softplus": (0.0, INFINITY), "gaussian": (0.0, 0.0), "identity": (-INFINITY, INFINITY),
          "step": (0.0, 1.0)}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_at_infinity_an_activation_is_at_its_limit(name):
    function = ACTIVATIONS[name].function
    assert (function(-INFINITY), function(INFINITY)) == LIMITS[name]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_no_float_makes_an_activation_or_its_derivative_overflow_or_leave_its_bounds(name):
    activation = ACTIVATIONS[name]
    for z in [*arguments(), INFINITY, -INFINITY]:
        y = activation.function(z)
        low, high = (*activation.bounds, INFINITY, INFINITY)[:2] if activation.bounds else (
            -INFINITY, INFINITY)
        assert low <= y <= high, z
        if abs(z) < INFINITY:
            assert abs(activation.derivative(z, y)) <= 1.0, z


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softplus", "gaussian", "identity"])
def test_nan_stays_nan(name):
    assert math.isnan(ACTIVATIONS[name].function(float("nan")))


@pytest.mark.parametrize("name", sorted(set(ACTIVATIONS) - {"step"}))
def test_derivatives_are_those_of_central_differences(name):
    activation = ACTIVATIONS[name]
    h = 1e-6
    for z in (-3.0, -1.0, -0.3, 0.2, 0.7, 2.5):
        slope = (activation.function(z + h) - activation.function(z - h)) / (2 * h)
        derivative = activation.derivative(z, activation.function(z))
        assert derivative == pytest.approx(slope, rel=1e-6, abs=1e-9), z
        assert derivative != 0.0 or name == "relu" and z < 0.0


def test_the_derivative_of_step_is_taken_as_1():
    for z in (-2.0, 0.0, 2.0):
        assert ACTIVATIONS["step"].derivative(z, neuron.step(z)) == 1.0


def test_relu_and_step_turn_at_0():
    assert [neuron.relu(z) for z in (-1.5, -SMALLEST, 0.0, SMALLEST, 1.5)] == [
        0.0, 0.0, 0.0, SMALLEST, 1.5]
    assert [neuron.step(z) for z in (-1.5, -SMALLEST, -0.0, 0.0, 1.5)] == [0, 0, 1, 1, 1]


def test_the_seven_activations_have_names():
    assert sorted(ACTIVATIONS) == [
        "gaussian", "identity", "relu", "sigmoid", "softplus", "step", "tanh"]


def test_a_custom_activation_is_called_with_the_sum_and_trained_with_the_sum_and_the_output():
    seen = []

    def derivative(z, y):
        seen.append((z, y))
        return 2.0 * z

    n = Neuron(1, Activation(lambda z: z * z, derivative), bias=None)
    n.weights = [1.5]
    assert n([2.0]) == 9.0
    n.train([[2.0]], [10.0], 1, learning_rate=0.1)
    assert seen == [(3.0, 9.0)]
    assert n.weights == [1.5 + 0.1 * ((10.0 - 9.0) * 6.0 * 2.0)]


def test_a_custom_activation_that_equals_a_named_one_trains_to_the_same_bits():
    custom = Activation(neuron.sigmoid, lambda z, y: y * (1.0 - y))
    named, same = Neuron(2), Neuron(2, custom)
    for n in (named, same):
        n.train([[0, 1], [1, 1]], [0, 1], 500)
    assert same.parameters() == named.parameters()


def test_a_custom_activation_keeps_its_own_derivative_whatever_its_functions_name():
    custom = Activation(neuron.tanh, lambda z, y: 1.0 - neuron.tanh(y) ** 2)
    slow, fast = Neuron(2, custom), Neuron(2, custom)
    rows, targets = [[0, 1], [1, 1]], [0.1, 0.9]
    for epoch in range(500):
        slow.step(slow.gradient(rows, targets))
    fast.train(rows, targets, 500)
    assert fast.parameters() == slow.parameters()


def test_a_custom_activation_may_be_any_callable():
    class Double:
        def __call__(self, z):
            return 2.0 * z

    n = Neuron(1, Activation(Double(), lambda z, y: 2.0), scale=0.0)
    n.train([[1.0]], [1.0], 1, learning_rate=0.1)
    assert n([0.0]) == pytest.approx(0.4)
    assert "Neuron" in repr(n)
    Double.__hash__ = None  # as where a class defines __eq__ alone
    other = Neuron(1, n.layers[0].activation, scale=0.0)
    other.train([[1.0]], [1.0], 2000, learning_rate=0.1)  # long enough to be unrolled
    assert other([1.0]) == pytest.approx(1.0)
    with pytest.raises(ValueError, match="cross_entropy"):
        n.train([[1.0]], [1.0], loss="cross_entropy")
