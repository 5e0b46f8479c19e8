"""Activations are accurate for every float, never overflow, and have the derivatives they say."""

import math
import random
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

import neuron
from neuron import ACTIVATIONS, Activation, Network, Neuron
from tests.tools.extras import need

try:
    import numpy
except ImportError:
    numpy = None

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
        slow.step(slow.gradient(rows, targets), 0.5)
    fast.train(rows, targets, 500, learning_rate=0.5)
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


# Activations of your own that return anything

ROWS, TARGETS = [[0.5, -1.2], [-0.7, 0.4], [1.3, 0.9], [-0.2, 0.1]], [0.25, 0.5, 0.75, 0.5]


def quarter(z):
    return max(-12, min(12, int(z * 4))) / 4  # a value that any kind of number holds


KINDS = {
    "bool": lambda x: x > 0, "int": int, "Decimal": Decimal, "Fraction": Fraction,
    "float subclass": type("Real", (float,), {}), "numpy float16": lambda x: numpy.float16(x),
    "numpy float32": lambda x: numpy.float32(x), "numpy float64": lambda x: numpy.float64(x),
    "numpy longdouble": lambda x: numpy.longdouble(x), "numpy 0-d": lambda x: numpy.array(x),
    "numpy bool": lambda x: numpy.bool_(x > 0), "numpy int8": lambda x: numpy.int8(int(x))}


@pytest.mark.parametrize("sizes", [(2, 1), (2, 3, 1)])
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_number_an_activation_returns_counts_as_the_float_of_its_value(
        kind, sizes, monkeypatch):
    need(numpy or "numpy" not in kind, "numpy is not installed")
    convert = KINDS[kind]
    kinds = Activation(lambda z: convert(quarter(z)), lambda z, y: convert(quarter(y) + 1.25))
    floats = Activation(lambda z: float(convert(quarter(z))),
                        lambda z, y: float(convert(quarter(y) + 1.25)))
    trained = []
    for activation in (kinds, floats):
        for unrolled in (1, 0):
            monkeypatch.setattr(neuron, "UNROLLED", unrolled)
            net = Network(*sizes, activation=activation, scale=2)
            loss = net.train(ROWS, [[t] for t in TARGETS], 20, learning_rate=0.1)
            answers = net.predict(ROWS) + [net(ROWS[0])]
            gradient = net.gradient(ROWS, [[t] for t in TARGETS])
            assert all(type(y) is float for answer in answers for y in answer)
            trained.append((loss, net.parameters(), answers, gradient))
    assert trained == trained[:1] * 4


NO_NUMBERS = {"complex": lambda z: (abs(z) + 1j) ** 0.5, "a real complex": lambda z: 1 + 0j,
              "None": lambda z: None, "text": lambda z: "0.5", "a list": lambda z: [0.5],
              "a huge int": lambda z: 10**400, "a dict": lambda z: {}, "itself": lambda z: quarter,
              "numpy complex": lambda z: numpy.complex128(0.5),
              "a numpy array": lambda z: numpy.array([0.5]),
              "numpy text": lambda z: numpy.array("0.5"), "StopIteration": lambda z: next(iter(()))}


@pytest.mark.parametrize("unrolled", [1, 0])
@pytest.mark.parametrize("kind", NO_NUMBERS)
def test_what_is_no_number_is_refused_and_the_model_is_as_before(kind, unrolled, monkeypatch):
    need(numpy or "numpy" not in kind, "numpy is not installed")
    monkeypatch.setattr(neuron, "UNROLLED", unrolled)
    wrong = NO_NUMBERS[kind]
    n = Neuron(2, Activation(wrong, lambda z, y: 1.0))
    other = Neuron(2, Activation(lambda z: z, lambda z, y: wrong(z)))
    for model in (n, other):
        before = model.parameters()
        for act in (lambda: model.train(ROWS, TARGETS, 600), lambda: model.gradient(ROWS, TARGETS),
                    lambda: list(model.training(ROWS, TARGETS, 600, batch_size=1, every=7)),
                    lambda: model.train(ROWS, TARGETS, 600, learning_rate="rprop")):
            with pytest.raises(ValueError, match="an activation must return a number, not "):
                act()
        assert model.parameters() == before
    for act in (lambda: n(ROWS[0]), lambda: n.predict(ROWS), lambda: n.predict(ROWS * 30)):
        with pytest.raises(ValueError, match="an activation must return a number, not "):
            act()


@pytest.mark.parametrize("rows", [1, 19, 20, 21, 50])
def test_predict_never_answers_for_fewer_rows(rows):
    left = [64 * rows - 1]

    def ends(z):
        left[0] -= 1
        if left[0] < 0:
            raise StopIteration
        return z

    net = Network(2, 64, activation=Activation(ends, lambda z, y: 1.0))  # large: it is written out
    with pytest.raises(ValueError, match="an activation must return a number"):
        net.predict([[1, 2]] * rows)


@pytest.mark.parametrize("unrolled", [1, 0])
@pytest.mark.parametrize("error", [KeyError, ZeroDivisionError, OSError, RuntimeError])
def test_any_other_error_of_an_activation_is_passed_on_and_the_model_is_as_before(
        error, unrolled, monkeypatch):
    monkeypatch.setattr(neuron, "UNROLLED", unrolled)

    def fails(z):
        raise error("mine")

    n = Neuron(2, Activation(fails, lambda z, y: 1.0))
    before = n.parameters()
    for act in (lambda: n.train(ROWS, TARGETS, 600), lambda: n(ROWS[0]), lambda: n.predict(ROWS)):
        with pytest.raises(error, match="mine"):
            act()
    assert n.parameters() == before


@pytest.mark.parametrize("unrolled", [1, 0])
@pytest.mark.parametrize("function", [math.sin, math.exp, lambda z: math.sqrt(1 + z * z)])
def test_an_activation_that_fails_at_infinity_is_told_as_divergence(
        function, unrolled, monkeypatch):
    monkeypatch.setattr(neuron, "UNROLLED", unrolled)
    net = Network(1, 1, 1, activation=["identity", Activation(function, lambda z, y: 1.0 + abs(z))])
    with pytest.raises(ArithmeticError, match="epoch .*smaller learning_rate"):
        net.train([[x] for x in range(40)], [[x] for x in range(40)], 1000, learning_rate=1e3)
    assert all(abs(p) < INFINITY for p in net.parameters())


def test_an_activations_own_domain_error_is_passed_on():
    n = Neuron(1, Activation(math.log, lambda z, y: 1 / z), bias=None)
    n.weights = [1.0]
    with pytest.raises(ValueError, match="math domain|positive"):
        n([-1])


def test_an_activation_that_overflows_is_told_with_what_helps():
    """The sigmoid of the textbook can't take a sum below -709, as raw rows soon make."""
    textbook = Activation(lambda z: 1 / (1 + math.exp(-z)), lambda z, y: y * (1 - y))
    n = Neuron(1, textbook, bias=None)
    n.weights = [1.0]
    with pytest.raises(ArithmeticError, match="can't take the weighted sum -800 .*scaled rows"):
        n([-800])
    with pytest.raises(ArithmeticError, match="can't take the weighted sum"):
        n.train([[-800], [5]], [0, 1], 1000, learning_rate=1)
    assert n.weights == [1.0]


@pytest.mark.parametrize("parts", [
    (None, math.sin), (math.sin, None), ("sigmoid", math.sin), (math.sin, 1.0)])
def test_an_activation_needs_two_functions(parts):
    with pytest.raises(ValueError, match="an Activation needs two functions"):
        Neuron(3, Activation(*parts))
    with pytest.raises(ValueError, match="an Activation needs two functions"):
        Network(3, 2, 1, activation=("tanh", Activation(*parts)))


@pytest.mark.parametrize("bounds", [("0",), (0, "1"), (math.nan,), (0, None), ([0, 1],), (1j, 2)])
def test_bounds_are_numbers(bounds):
    with pytest.raises(ValueError, match="a bound must be a number, not "):
        Activation(math.sin, math.cos, *bounds)


def test_bounds_are_low_and_high_and_whether_outputs_are_whole():
    a = Activation(math.sin, lambda z, y: math.cos(z), low=-1, high=1)
    assert a.bounds[:2] == (-1, 1)
    rows, targets = [[0.0]], [0.5]
    Neuron(1, a).train(rows, targets, 1)
    with pytest.raises(ValueError, match="targets.0. must be a finite number from -1 to 1, not 2"):
        Neuron(1, a).train(rows, [2], 1)
    whole = Activation(math.sin, lambda z, y: math.cos(z), -1, 1, whole=True)
    with pytest.raises(ValueError, match="targets.0. must be a whole number from -1 to 1, not 0.5"):
        Neuron(1, whole).train(rows, targets, 1)


def test_a_bound_may_be_infinite():
    n = Neuron(2, Activation(lambda z: -abs(z), lambda z, y: 1.0, -INFINITY, 0))
    n.train(ROWS, [-1e6, 0, -3, -2], 1, learning_rate=1e-9)
    with pytest.raises(ValueError, match="from -inf to 0"):
        n.train(ROWS, [-1e6, 0, -3, 1])
