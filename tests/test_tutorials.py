"""Every figure of the tutorials that the examples retell, from neuron.py itself.

Figures that a tutorial prints are held to every printed digit; the others were computed with
NumPy from the tutorials' own code and are held to a relative 1e-9, those of 60,000 epochs to 1e-6.
"""

from math import exp

import pytest

from neuron import Activation, Network, Neuron, dot, sigmoid, tanh, uniform

SHOWN = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)]
PLANE = [(0, 0), (0, 1), (1, 0), (1, 1)]
NEW = (1, 0, 0)

# The tutorials' mistake: the derivative at the output, where the weighted sum belongs.
MISTAKEN_TANH = Activation(tanh, lambda z, y: 1.0 - tanh(y) ** 2)
MISTAKEN_SIGMOID = Activation(sigmoid, lambda z, y: sigmoid(y) * (1.0 - sigmoid(y)))


def near(figures, relative=1e-9):
    return pytest.approx(figures, rel=relative, abs=0.0)


def printed(figures, digits):
    return ["%.*f" % (digits, figure) for figure in figures]


# --- Random numbers

@pytest.mark.parametrize("seed, figures", [
    (0, [0.5488135039273248, 0.7151893663724195, 0.6027633760716439,
         0.5448831829968969, 0.4236547993389047]),
    (1, [0.417022004702574, 0.7203244934421581, 0.00011437481734488664,
         0.30233257263183977, 0.14675589081711304]),
    (42, [0.3745401188473625, 0.9507143064099162, 0.7319939418114051,
          0.5986584841970366, 0.15601864044243652]),
    (4294967295, [0.0976320289940138, 0.9123828453026218, 0.78903530185164,
                  0.7800035981134678, 0.01793967398674523]),
])
def test_a_seed_gives_numpys_numbers(seed, figures):
    draws = uniform(seed)
    assert [next(draws) for figure in figures] == figures


# --- 1. One neuron, error weighted derivative

def test_one_neuron_starts_at_numpys_weights():
    assert Neuron(3, bias=None, seed=1).weights == near(
        [-0.165955990594852, 0.4406489868843162, -0.9997712503653102])


def test_one_neuron_after_10000_epochs():
    n = Neuron(3, bias=None, seed=1)
    n.train(SHOWN, [0, 1, 1, 0], 10000)
    assert n.weights == near([9.672993027736892, -0.20784349926631962, -4.62963668773159])
    assert n(NEW) == near(0.9999370428352157)


def test_one_neuron_after_15000_epochs_has_every_bit():
    n = Neuron(3, bias=None, seed=1)
    n.train(SHOWN, [0, 1, 1, 0], 15000)
    assert n.weights == [10.087408960563154, -0.2069536618062991, -4.83757834715658]
    assert n(NEW) == near(0.9999584016709994)
    assert printed([n(NEW)], 7) == ["0.9999584"]


# --- 2. One neuron with tanh

def test_tanh_neuron_starts_at_the_published_weight():
    n = Neuron(3, "tanh", bias=None, seed=1)
    assert printed(n.weights[1:2], 8) == ["0.44064899"]


@pytest.mark.parametrize("activation, weights, answer", [
    (MISTAKEN_TANH, [5.3942806670372665, 0.1948242165785054, 0.34317086354167076],
     0.9999587324791501),
    ("tanh", [3.6063807557252674, -0.18254828344606255, -0.32370820999502314],
     0.9985268483271487),
], ids=["as published", "right"])
def test_tanh_neuron_after_10000_epochs(activation, weights, answer):
    n = Neuron(3, activation, bias=None, seed=1)
    n.train(SHOWN, [0, 1, 1, 0], 10000, learning_rate=1)
    assert n.weights == near(weights)
    assert n(NEW) == near(answer)


def test_a_network_fits_the_exam_scores_to_a_point():
    hours = [(2, 9), (1, 5), (3, 6)]
    net = Network(2, 3, 1, activation=("tanh", "sigmoid"), seed=1)
    net.train([(study / 10, sleep / 10) for study, sleep in hours], [[0.92], [0.86], [0.89]], 10000)
    scores = [100 * net((study / 10, sleep / 10))[0] for study, sleep in hours]
    assert scores == pytest.approx([92, 86, 89], rel=0.0, abs=1.0)
    assert 89 < 100 * net((0.4, 0.8))[0] < 100  # more study than any, and nearly the most sleep


# --- 3. A neuron with a bias: the OR gate

@pytest.mark.parametrize("activation, start, weights, bias, outputs", [
    (MISTAKEN_SIGMOID, 0.3, [7.009224253586823, 7.009532806469602], -3.149051345912768,
     [0.9793701965264379, 0.9999809743928212, 0.04112867409089015]),
    ("sigmoid", 0.3, [5.365463221735574, 5.365519119004994], -2.4275982334474273,
     [0.9496868100526814, 0.9997523840878989, 0.08109225801062557]),
    (MISTAKEN_SIGMOID, None, [4.616930695878155, 4.619950227257939], None,
     [0.9902136357117992, 0.9999026286267109, 0.5]),
    ("sigmoid", None, [3.360722586178798, 3.3621156392511127], None,
     [0.9664542111988731, 0.9987983271134795, 0.5]),
], ids=["as published", "right", "as published, no bias", "right, no bias"])
def test_or_gate_after_10000_epochs(activation, start, weights, bias, outputs):
    n = Neuron(2, activation, bias=start)
    n.weights = [0.1, 0.2]
    n.train(PLANE, [0, 1, 1, 1], 10000, learning_rate=0.05)
    assert n.weights == near(weights)
    assert n.bias == (None if bias is None else near(bias))
    assert n.predict([(1, 0), (1, 1), (0, 0)]) == near(outputs)


# --- 4. A neuron on a small table: virus infection

PEOPLE = [(1, 0, 0, 1), (1, 0, 0, 0), (0, 0, 1, 1), (0, 1, 0, 0),
          (1, 1, 0, 0), (0, 0, 1, 1), (0, 0, 0, 1), (0, 0, 1, 0)]


@pytest.mark.parametrize("activation, weights, bias, outputs", [
    (MISTAKEN_SIGMOID,
     [10.163499197816572, 0.45744948589166706, 2.974417824240298, 2.9938137993651273],
     -6.077641527086677, [0.999158658709753, 0.04297447604270192, 0.9991421949237735]),
    ("sigmoid",
     [7.5480384051226315, 0.5136086552575461, 2.275247571475801, 2.278323805079843],
     -4.620222578897986, [0.9945470986490665, 0.08746601526018259, 0.9945303903139082]),
], ids=["as published", "right"])
def test_virus_after_10000_epochs(activation, weights, bias, outputs):
    n = Neuron(4, activation, bias=0.3)
    n.weights = [0.1, 0.2, 0.3, 0.4]
    n.train(PEOPLE, [1, 1, 0, 0, 1, 1, 0, 0], 10000, learning_rate=0.05)
    assert n.weights == near(weights)
    assert n.bias == near(bias)
    assert n.predict([(1, 0, 0, 1), (0, 0, 1, 0), (1, 0, 1, 0)]) == near(outputs)


# --- 5. The worked example, step by step

def test_each_step_of_the_worked_example():
    n = Neuron(2, bias=None)
    n.weights = [0.3, 0.5]
    x = [1, 1]
    assert [dot(n.weights, x)] == near([0.8])
    y = n(x)
    error = 1 - y
    assert printed([y, error ** 2 / 2], 5) == ["0.68997", "0.04806"]
    slope = n.layers[0].activation.derivative(0.8, y)
    assert printed([-error, slope], 5) == ["-0.31003", "0.21391"]
    gradient = n.gradient([x], [1])
    assert gradient == near([-error * slope * x[0], -error * slope * x[1]])
    n.step(gradient, 0.05)
    assert printed([n.weights[1]], 5) == ["0.50332"]
    assert n.weights[1] > 0.5


def test_training_makes_the_step_of_the_worked_example():
    n = Neuron(2, bias=None)
    n.weights = [0.3, 0.5]
    loss = n.train([[1, 1]], [1], 1, learning_rate=0.05)
    assert printed([loss / 2, n.weights[1]], 5) == ["0.04806", "0.50332"]


# --- 6. Trial and error

@pytest.mark.parametrize("weight, wrong, squared", [(3, 3, 14), (4, 3, 56), (2, 0, 0)])
def test_trial_and_error_counts_the_wrong_rows(weight, wrong, squared):
    n = Neuron(1, "identity", bias=None)
    n.weights = [weight]
    errors = [2 * x - n([x]) for x in range(4)]
    assert len([error for error in errors if error]) == wrong
    assert [error * error for error in errors] == [squared / 14 * x * x for x in range(4)]


def test_gradient_descent_finds_the_weight_by_itself():
    n = Neuron(1, "identity", bias=None)
    n.weights = [3]
    n.train([[0], [1], [2], [3]], [0, 2, 4, 6], 40, learning_rate=0.05)
    assert n.weights == near([2.0], 1e-12)


# --- 7. The sigmoid's shape

def curve(weight, bias):
    n = Neuron(1, bias=bias)
    n.weights = [weight]
    return [n([x]) for x in range(-10, 11)]


@pytest.mark.parametrize("weight, bias", [(0.5, 0), (1, 0), (2, 0), (1, -5), (1, 5)])
def test_a_curve_is_the_sigmoid_of_the_weighted_input(weight, bias):
    assert curve(weight, bias) == near(
        [1 / (1 + exp(-(weight * x + bias))) for x in range(-10, 11)])


def test_a_larger_weight_is_steeper():
    rises = [curve(weight, 0)[11] - curve(weight, 0)[9] for weight in (0.5, 1, 2)]
    assert rises[0] < rises[1] < rises[2]


def test_a_bias_shifts_the_curve():
    assert curve(1, 5)[:16] == near(curve(1, 0)[5:])
    assert curve(1, -5)[5:] == near(curve(1, 0)[:16])


# --- 8. Two layers of nodes, and three

CUBE = [(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)]
XOR = [[0], [1], [1], [0]]


def test_two_layers_before_the_last_adjustment():
    n = Neuron(3, bias=None, seed=1)
    n.train(CUBE, [0, 0, 1, 1], 9999)
    assert printed(n.predict(CUBE), 8) == ["0.00966449", "0.00786506", "0.99358898", "0.99211957"]


@pytest.fixture(scope="module")
def three_layers():
    """Return the errors in epochs 0, 10,000 ..., the last forward pass, and the network after."""
    net = Network(3, 4, 1, bias=None, seed=1)
    errors = []
    for epochs in (10000, 10000, 10000, 10000, 10000, 9999):
        error = 0.0
        for output, target in zip(net.predict(CUBE), XOR):
            error += abs(target[0] - output[0]) / 4
        errors.append(error)
        net.train(CUBE, XOR, epochs)
    outputs = [output[0] for output in net.predict(CUBE)]
    net.train(CUBE, XOR, 1)
    return errors, outputs, net


def test_three_layers_mean_absolute_errors(three_layers):
    assert three_layers[0] == near([
        0.4964100319027255, 0.008584525653247152, 0.00578945986250781,
        0.004629176776769985, 0.003958765280273649, 0.003510122567861677], 1e-6)


def test_three_layers_last_forward_pass(three_layers):
    assert three_layers[1] == near([
        0.00260572459995893, 0.9967220868897564, 0.9970171078634206, 0.00386759309559767], 1e-6)


def test_three_layers_weights_after_60000_epochs(three_layers):
    hidden, output = three_layers[2].layers
    by_input = [[weights[i] for weights in hidden.weights] for i in range(3)]
    assert by_input[0] == near([
        4.601357097887595, 4.171971929551631, -6.309562451905658, -4.197451175646529], 1e-6)
    assert by_input[1] == near([
        -2.5841348360008505, -5.814479292280622, -6.6079343531196, -3.683961233012227], 1e-6)
    assert by_input[2] == near([
        0.9753867879450971, -2.026857753141328, 2.529497509188097, 5.843717394604801], 1e-6)
    assert output.weights[0] == near([
        -6.967657631412922, 7.141019485765201, -10.31917382274882, 7.861284050871796], 1e-6)


# --- 9. Where one neuron ends

def test_no_neuron_comes_below_a_quarter_on_xor():
    n = Neuron(2)
    grid = [-30, -10, -5, -3, -2, -1, 0, 1, 2, 3, 5, 10, 30]
    losses = []
    for first in grid:
        for second in grid:
            n.weights = [first, second]
            for bias in grid:
                n.bias = bias
                losses.append(0.0)
                for row, target in zip(PLANE, XOR):
                    losses[-1] += (target[0] - n(row)) ** 2 / 4
    assert min(losses) == 0.25


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_neuron_stays_at_a_quarter_on_xor(seed):
    n = Neuron(2, seed=seed)
    assert n.train(PLANE, [0, 1, 1, 0], 5000) == pytest.approx(0.25, rel=0.0, abs=1e-9)
    assert n.predict(PLANE) == pytest.approx([0.5] * 4, rel=0.0, abs=1e-6)


def test_a_hidden_layer_learns_xor():
    net = Network(2, 2, 1, seed=1)
    assert net.train(PLANE, XOR, 10000) < 0.001
    assert [round(output[0]) for output in net.predict(PLANE)] == [0, 1, 1, 0]
