"""What neuron.py promises, as plain asserts that any Python runs, a board's too.

    python tests/portable.py          micropython tests/portable.py

It prints the 64 bits of every result, for tests/tools/runtimes.py to compare between Pythons, and
ends with "portable: passed". The first numbers of a result are also held to the figures
written here: within 1e-9, and where floats are single precision within 1e-5.

C libraries differ in the last bit of some exp and log. So with doubles it computes everything
a second time, with the exp and log below: those results are the same on every Python.
"""

import gc
import sys

try:
    path = __file__.replace("\\", "/")
    sys.path.insert(0, path[:path.rfind("/") + 1] + "..")
except NameError:  # run as text: neuron.py stands where imports look
    pass

import neuron
from neuron import ACTIVATIONS, Activation, Network, Neuron, dot, uniform

if hasattr(gc, "threshold"):  # MicroPython: collecting often keeps a small heap in one piece
    gc.threshold(32768)

SINGLE = 1.0 + 1e-8 == 1.0
NEAR = 1e-5 if SINGLE else 1e-9

SITUATIONS = ((0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1))
FIRST_COLUMN = (0, 1, 1, 0)
IN_ORDER = ((0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1))
BITS = ((0, 0), (0, 1), (1, 0), (1, 1))
XOR = ((0,), (1,), (1,), (0,))


def own_exp(z):
    """exp(z) by sums and products alone, which are rounded alike everywhere."""
    doublings = int(z * 1.4426950408889634) if z > -745.0 else -1075
    z = z - doublings * 0.6931471805599453 if z > -745.0 else 0.0
    total = term = 1.0
    for i in range(1, 20):
        term *= z / i
        total += term
    for i in range(abs(doublings)):
        total *= 2.0 if doublings > 0 else 0.5
    return total


def own_log(u):
    """log(u), likewise."""
    doublings = 0
    while u > 1.5:
        u *= 0.5
        doublings += 1
    while u < 0.75:
        u *= 2.0
        doublings -= 1
    s = (u - 1.0) / (u + 1.0)
    total = 0.0
    for i in range(25, 0, -2):
        total = total * s * s + 1.0 / i
    return doublings * 0.6931471805599453 + 2.0 * s * total


def near(value, wanted, tolerance=NEAR):
    return abs(value - wanted) <= tolerance * max(1.0, abs(wanted))


def show(name, values, *wanted):
    """Print the values, in double precision as bits; hold the first ones to those wanted."""
    from struct import pack

    for value, figure in zip(values, wanted):
        assert near(value, figure), (name, value, figure)
    if not SINGLE:
        values = ["".join(["%02x" % byte for byte in pack(">d", value)]) for value in values]
    print("own" if neuron.exp is own_exp else "library", name, *values)


def refused(call, word, error=ValueError):
    """The call must raise the error, with the word in its message."""
    try:
        call()
    except error as e:
        assert word in str(e), (word, str(e))
    else:
        raise AssertionError("not refused: " + word)


def data(inputs, outputs, whole=False):
    """Seven rows and their targets, the same on every Python."""
    draws = uniform(9)
    rows = [[2.0 * next(draws) - 1.0 for i in range(inputs)] for r in range(7)]
    targets = [[next(draws) for i in range(outputs)] for r in range(7)]
    if whole:
        targets = [[int(2.0 * t) for t in target] for target in targets]
    return rows, targets


# --- Random numbers, vectors, activations ------------------------------------------------

def random_numbers():
    """The streams of four seeds are NumPy's."""
    for seed, first, second in (
            (0, 0.5488135039273248, 0.7151893663724195),
            (1, 0.417022004702574, 0.7203244934421581),
            (42, 0.3745401188473625, 0.9507143064099162),
            (4294967295, 0.0976320289940138, 0.9123828453026218)):
        draws = uniform(seed)
        values = []
        for i in range(320):  # the generator's state is renewed after 312
            value = next(draws)
            assert 0.0 <= value < 1.0, value
            if not 5 <= i < 315:
                values.append(value)
        show("random %d" % seed, values, first, second)
    assert dot([1.0, 2.0], (3, 4)) == 11.0


def activations():
    """Every activation is right, bounded and never overflows; so are the derivatives."""
    infinity = 1e999
    points = (-1.0, 1.5, 0.0, 1e-5, -1e-5, 19.5, -39.5, 45.0, -75.0, 1e4, -1e4, 1e30, -1e30)
    for name, minus, plus in (
            ("sigmoid", 0.2689414213699951, 0.8175744761936437),
            ("tanh", -0.7615941559557649, 0.9051482536448664),
            ("relu", 0.0, 1.5),
            ("softplus", 0.3132616875182228, 1.7014132779827524),
            ("gaussian", 0.36787944117144233, 0.10539922456186433),
            ("identity", -1.0, 1.5),
            ("step", 0.0, 1.0)):
        a = ACTIVATIONS[name]
        assert a.function is getattr(neuron, name)
        values = [a.function(z) for z in points]
        low, high = (a.bounds + (infinity, infinity))[:2] if a.bounds else (-infinity, infinity)
        for z, y in zip(points, values):
            assert low <= y <= high, (name, z, y)
            assert a.derivative(z, y) * 0.0 == 0.0, (name, z)  # neither infinite nor NaN
        show(name, values, minus, plus)
        for z in (-1.3, -0.2, 0.3, 1.1):
            slope = 64.0 * (a.function(z + 0.0078125) - a.function(z - 0.0078125))
            assert name == "step" or near(a.derivative(z, a.function(z)), slope, 1e-3), (name, z)


# --- The tutorials: the first with NumPy's figures, the others for fewer epochs ----------

def wrong_sigmoid(z, y):  # the tutorials' mistake: the derivative at y, not at z
    return neuron.sigmoid(y) * (1.0 - neuron.sigmoid(y))


def wrong_tanh(z, y):
    return 1.0 - neuron.tanh(y) * neuron.tanh(y)


def one_neuron():
    """The tutorials that train a single neuron."""
    n = Neuron(3, bias=None, seed=1)
    assert n.bias is None and repr(n) == "<Neuron [3, 1], ['sigmoid'], no bias>", repr(n)
    show("tutorial 1 starts", n.weights,
         -0.165955990594852, 0.4406489868843162, -0.9997712503653102)
    n.train(SITUATIONS, FIRST_COLUMN, 1000)
    show("tutorial 1", n.weights, 7.262830093488654, -0.21614617920792425, -3.41703015274278)
    if not SINGLE and neuron.exp is not own_exp:  # a single's last digit grows to the fifth
        n.train(SITUATIONS, FIRST_COLUMN, 9000)
        show("tutorial 1 ends", [n((1, 0, 0))] + n.weights,
             0.9999370428352157, 9.672993027736892, -0.20784349926631962, -4.62963668773159)
    n = Neuron(3, "tanh", bias=None, seed=1)
    n.train(SITUATIONS, FIRST_COLUMN, 200, learning_rate=1)
    show("tutorial 2", n.weights, 2.602123428, -0.1806048347, -0.3242940528)
    n = Neuron(3, Activation(neuron.tanh, wrong_tanh), bias=None, seed=1)
    n.train(SITUATIONS, FIRST_COLUMN, 200, learning_rate=1)
    show("tutorial 2 as published", n.weights, 3.456360129, 0.198364312, 0.3467344368)
    for name, activation, third, fourth in (
            ("", "sigmoid", (0.9276156066, 0.9810474157, 0.2201660046),
             (1.918247815, -0.1774332526, -0.2587205221)),
            (" as published", Activation(neuron.sigmoid, wrong_sigmoid),
             (1.004724365, 1.068838748, 0.3544433625),
             (1.986558292, -0.1768440008, -0.3024071377))):
        n = Neuron(2, activation, bias=0.3)
        n.weights = [0.1, 0.2]
        n.train(BITS, [0, 1, 1, 1], 200, learning_rate=0.05)
        show("tutorial 3" + name, n.weights + [n.bias], *third)
        n = Neuron(4, activation, bias=0.3)
        n.weights = [0.1, 0.2, 0.3, 0.4]
        rows = [[int(bit) for bit in row]
                for row in "1001 1000 0011 0100 1100 0011 0001 0010".split()]
        n.train(rows, [1, 1, 0, 0, 1, 1, 0, 0], 200, learning_rate=0.05)
        show("tutorial 4" + name, n.weights + [n.bias] + n.predict(rows), *fourth)
    n = Neuron(2, bias=None)
    n.weights = [0.3, 0.5]
    y = n([1, 1])
    n.step(n.gradient([[1, 1]], [1]), 0.05)
    show("tutorial 5", [y] + n.weights, 0.6899744811276125)
    assert near(n.weights[1], 0.50332, 5e-6)
    n = Neuron(1, "identity", bias=None)
    n.train([[0], [1], [2], [3]], [0, 2, 4, 6], 100, learning_rate=0.02)
    show("tutorial 6", n.weights, 2.0)
    n = Neuron(3, bias=None, seed=1)
    n.train(IN_ORDER, [0, 0, 1, 1], 200)
    show("tutorial 8, one neuron", n.weights, 5.456687227, -0.2174396892, -2.507601269)


def hidden_layers():
    """The tutorials that train a network."""
    n = Network(2, 3, 1, seed=1)
    n.train([[2 / 4, 9 / 9], [1 / 4, 5 / 9], [3 / 4, 6 / 9]], [[0.92], [0.86], [0.89]], 200)
    show("tutorial 2, hours and scores", n([1, 8 / 9]) + n.parameters(),
         0.8894324038, -0.2332948646)
    n = Network(3, 4, 1, bias=None, seed=1)
    loss = n.train(IN_ORDER, XOR, 200)
    show("tutorial 8, network", [loss] + n.parameters(), 0.1498120745, -0.1882165564, -0.665519423)
    n = Network(2, 4, 1, activation="tanh", seed=3)
    loss = n.train(BITS, XOR, 50, learning_rate=0.2)
    show("tutorial 9", [loss] + n.parameters(), 0.100787598, 0.4325431697, 0.5995696703)


# --- Networks: sizes, how they are made, how they are trained ----------------------------

NETWORKS = (  # the last three figures: its loss, its first output, its first weight
    ((1, 1), {}, {"momentum": 0.5, "epochs": 200},
     (0.1062491683, 0.5685618117, -1.375656617)),
    ((2, 1), {"activation": "step"}, {"batch_size": 1, "learning_rate": 0.1},
     (0, 1, -0.1839450372)),
    ((3, 2), {"activation": "identity", "bias": None}, {"learning_rate": 0.05},
     (0.4285805938, 0.02314047991, -0.02404880497)),
    ((4, 3, 2), {"seed": 0}, {"loss": "cross_entropy", "learning_rate": 0.3},
     (0.606550189, 0.6056496065, 0.3928337493)),
    ((2, 5, 1), {"activation": ("tanh", "sigmoid"), "bias": 0.1}, {"batch_size": 2},
     (0.01095843127, 0.7182073757, -0.0927166586)),
    ((2, 5, 2), {"activation": ("relu", "softplus")},
     {"momentum": 0.5, "learning_rate": 0.02},
     (0.0407358967, 0.5942179929, -0.2334943427)),
    ((3, 3, 3, 3), {"bias": None, "scale": 2}, {"shuffle": 5, "batch_size": 1},
     (0.0406568261, 0.7024996908, -0.5937459121)),
    ((2, 3, 1), {"activation": ("gaussian", "identity")}, {"learning_rate": 0.05},
     (0.01421869247, 0.6624252348, -0.2274483079)),
    ((5, 4, 1), {"activation": ["softplus", "tanh"]}, {"momentum": 0.9, "learning_rate": 0.02},
     (0.01358839012, 0.9422833695, -0.3414394879)),
    ((1, 8, 1), {"activation": "tanh", "seed": 42},
     {"batch_size": 4, "shuffle": 1, "learning_rate": 0.1},
     (0.1609864944, 0.5653991252, -0.2614905743)),
    ((2, 2, 2, 2, 2), {"activation": "tanh"},
     {"batch_size": 1, "learning_rate": 0.1, "momentum": 0.3},
     (0.04438082546, 0.7702270061, -0.2580355785)),
    ((6, 1), {"seed": 4294967295}, {"batch_size": 5, "loss": "cross_entropy", "shuffle": 0},
     (0.5458318525, 0.472348261, 2.928756981)),
)


def networks():
    """Every network above learns the same, by the unrolled code and by the loops."""
    for sizes, made, trained, wanted in NETWORKS:
        rows, targets = data(sizes[0], sizes[-1], made.get("activation") == "step")
        n = Network(*sizes, **made)
        options = {"epochs": 30, "learning_rate": 1.0}
        options.update(trained)
        for epoch, loss in n.training(rows, targets, every=30, **options):
            pass
        if neuron.exp is not own_exp:
            pays = neuron.UNROLLED
            neuron.UNROLLED = 0  # the loops give the same bits
            loops = Network(*sizes, **made)
            loops.train(rows, targets, **options)
            assert loops.parameters() == n.parameters()
            neuron.UNROLLED = pays
        show("network %r" % n, [loss, n(rows[0])[0]] + n.parameters(), *wanted)
        gc.collect()


# --- The rest of the interface -----------------------------------------------------------

def total_loss(n, rows, targets, loss):
    total = 0.0
    for target, outputs in zip(targets, n.predict(rows)):
        for t, y in zip(target, outputs):
            if loss == "squared":
                total += (t - y) * (t - y) / 2.0
            else:
                total -= t * neuron.log(y) + (1.0 - t) * neuron.log(1.0 - y)
    return total


def gradients():
    """The gradient is the slope of the loss, measured in every direction."""
    for loss, first, second in (("squared", -0.03803382962, -0.07798112387),
                                ("cross_entropy", -0.1586329684, -0.3199759753)):
        n = Network(2, 3, 2, activation=("tanh", "sigmoid"), seed=2)
        rows, targets = data(2, 2)
        gradient = n.gradient(rows, targets, loss)
        show("gradient, " + loss, gradient, first, second)
        for i in range(len(gradient)):
            direction = [0.0] * len(gradient)
            direction[i] = -1.0  # a step with it raises parameter i
            n.step(direction, 0.0078125)
            above = total_loss(n, rows, targets, loss)
            direction[i] = 1.0
            n.step(direction, 0.015625)
            slope = 64.0 * (above - total_loss(n, rows, targets, loss))
            direction[i] = -1.0
            n.step(direction, 0.0078125)
            assert near(gradient[i], slope, 1e-3), (loss, i, gradient[i], slope)
        assert abs(gradient[0]) > 0.01, gradient


def training():
    """An epoch at a time or all at once, the weights and losses are the same."""
    rows, targets = data(2, 1)
    n = Network(2, 3, 1)
    start = n.parameters()
    assert n.train(rows, targets, 0) is None and n.parameters() == start
    losses = [loss for epoch, loss in n.training(rows, targets, 25, learning_rate=1)]
    assert len(losses) == 25 and losses[24] < losses[0]
    for stop in (9, 25):
        again = Network(2, 3, 1)
        for epoch, loss in again.training(rows, targets, 25, learning_rate=1):
            assert loss == losses[epoch]
            if epoch == stop - 1:
                break  # the model keeps the epochs that were done
        whole = Network(2, 3, 1)
        assert whole.train(rows, targets, stop, learning_rate=1) == loss
        assert whole.parameters() == again.parameters()
    assert whole.parameters() == n.parameters() != start
    again = Network(2, 3, 1)
    epochs = [epoch for epoch, loss in again.training(
        rows, targets, 25, learning_rate=1, every=10)]
    assert epochs == [9, 19, 24] and again.parameters() == n.parameters()
    again = Network(2, 3, 1)
    assert again.train(rows, targets, 25, learning_rate=1, until=losses[7]) == losses[7]
    show("until", again.parameters(), -0.06826164198, -0.3973840216, -0.08409062011)
    again = Network(2, 3, 1)
    again.train([tuple(row) for row in rows], tuple(targets), 25, learning_rate=1,
                batch_size=7)
    assert again.parameters() == n.parameters()
    n = Neuron(2, bias=1)
    n.weights = (1, True)
    n.bias = 2
    assert n.weights == [1.0, 1.0] and n.bias == 2.0 and dot(n.weights, [1, 1]) + n.bias == 4.0
    assert n.predict([[1, 0]]) == [n((1, 0))] == [neuron.sigmoid(3.0)]
    n.bias = None
    assert n.parameters() == [1.0, 1.0]


def rates():
    """Without a rate there is one that suits the rows; rprop finds its own for every weight."""
    rows, targets = [[x] for x in range(10)], [2 * x for x in range(10)]
    n = Neuron(1, "identity", bias=None)
    n.train(rows, targets, 50)
    assert near(n.weights[0], 2.0)
    same = Neuron(1, "identity", bias=None)
    same.train(rows, targets, 50, learning_rate=1 / 295)  # 285 squares of inputs, 10 of a bias's 1
    assert same.weights == n.weights
    rows, targets = data(2, 1)
    n = Network(2, 3, 1)
    loss = n.train(rows, targets, 25, learning_rate=4 / 7)
    show("default rate", [loss] + n.parameters(), 0.01849771955, -0.02554941107, -0.4192965276)
    n = Neuron(3, bias=None, seed=1)
    loss = n.train(SITUATIONS, FIRST_COLUMN, 12, learning_rate="rprop")
    show("rprop, one neuron", [loss] + n.weights, 0.03288331025, 3.792094234, -0.3832851187)
    pays = neuron.UNROLLED
    trained = []
    for neuron.UNROLLED in (1, 0):
        n = Network(2, 3, 1, activation=("tanh", "sigmoid"))
        loss = n.train(rows, targets, 20, learning_rate="rprop")
        trained.append([loss] + n.parameters())
    neuron.UNROLLED = pays
    assert trained[0] == trained[1]
    show("rprop, network", trained[0], 0.008029971873, 0.5564616222, 0.1021556797)


def tables():
    """A table in any units is learned from scratch, judged by rows held out, to the same bits."""
    draws = uniform(3)
    rows = [[1000.0 + 500.0 * next(draws), next(draws) / 1000] for r in range(40)]
    targets = [[row[0] * 2.0 + 1e6 * row[1]] for row in rows]
    n = Network(2, 3, 1, activation=("tanh", "identity"))
    report = n.fit(rows, targets, 60, starts=2)
    assert report.loss < 0.1 * report.baseline, report
    assert len(report.held_out) == 8 and len(report.learned) == 32
    show("fit, numbers", [report.baseline, report.loss] + n.parameters())
    n = Neuron(2, bias=None)
    best = []
    for epoch, loss in n.fitting(rows, [row[0] > 1250 for row in rows]):
        best.append(loss)
        if epoch == 60:
            break
    assert min(best) < 0.3 and n([1000, 0.0005]) < 0.5 < n([1500, 0.0005])
    show("fit, classes", best[:3] + n.parameters())
    refused(lambda: n.train([[1, 2]], [1]), "folded")


def going_on():
    """A training that stops and goes on from its state ends as one that does not stop."""
    rows, targets = data(2, 1)
    for options in ({"momentum": 0.5, "batch_size": 2, "shuffle": 3}, {"learning_rate": "rprop"}):
        n = Network(2, 3, 1)
        steps = n.training(rows, targets, 12, **options)
        for epoch, loss in steps:
            if epoch == 4:
                other = Network(2, 3, 1, seed=2)
                other.set_parameters(n.parameters())
                rest = other.training(rows, targets, 12, **options)
                rest.state = steps.state
        steps = list(rest)
        assert len(steps) == 7 and steps[6] == (11, loss) and other.parameters() == n.parameters()
        n.fold([1, 1], [2, 2])
        refused(lambda: n.train(rows, targets), "folded")
        steps = other.training(rows, targets, 12)
        other.layers[0].biases = None
        refused(lambda: next(steps), "parameters")


def divergence():
    """A training that diverges ends, with the best weights seen, at worst those at the start."""
    n = Neuron(1, "identity", bias=None)
    start = n.parameters()
    refused(lambda: n.train([[1]], [1], 10000, learning_rate=4), "epoch", ArithmeticError)
    assert n.parameters() == start
    huge = 1e38 if SINGLE else 1e300
    n = Network(1, 2, 1, activation=("tanh", "identity"))
    start = n.parameters()
    refused(lambda: n.train([[huge]], [[huge]], learning_rate=huge), "epoch 0", ArithmeticError)
    assert n.parameters() == start
    n = Neuron(1, "identity")
    refused(lambda: n.train([[x] for x in range(40)], [x for x in range(40)], learning_rate=1),
            "proportion", ArithmeticError)
    n = Neuron(1, "relu", bias=None)
    n.weights = [-1]
    refused(lambda: n.train([[1]], [1]), "dead", ArithmeticError)
    assert n.weights == [-1.0]


def endless():
    while True:
        yield 1


def refusals():
    """Bad input is refused with a word that names it, and changes no model."""
    n = Neuron(2)
    net = Network(2, 2)
    start = n.parameters() + net.parameters()
    rows, targets = [[1, 2], [3, 4]], [0, 1]
    nan = 1e999 - 1e999
    for call, word in (
            (lambda: uniform(-1), "seed"),
            (lambda: uniform(1 << 32), "seed"),
            (lambda: uniform(1.5), "seed"),
            (lambda: Neuron(0), "size"),
            (lambda: Neuron(2.0), "size"),
            (lambda: Network(3), "sizes"),
            (lambda: Network(3, "4"), "size"),
            (lambda: Network(3, 1, activation="sinus"), "tanh"),
            (lambda: Network(3, 1, activation=("tanh", "tanh")), "activation"),
            (lambda: Neuron(2, bias="1"), "bias"),
            (lambda: Neuron(2, scale=nan), "scale"),
            (lambda: n([1]), "row"),
            (lambda: n([1, "2"]), "row"),
            (lambda: n([1, nan]), "row"),
            (lambda: n([1, 1e999]), "row"),
            (lambda: n(None), "row"),
            (lambda: n.predict([[1, 2], [3]]), "rows[1]"),
            (lambda: n.train([], []), "rows"),
            (lambda: n.train(rows, [0]), "2 and 1"),
            (lambda: n.train([[1, 2], [3]], targets), "rows[1]"),
            (lambda: n.train(rows, [0, nan]), "targets[1]"),
            (lambda: n.train(rows, [0, 2]), "targets[1]"),
            (lambda: net.train(rows, targets), "targets[0]"),
            (lambda: net.train(rows, [[0, 1], [0]]), "targets[1]"),
            (lambda: Neuron(2, "step").train(rows, [0.5, 1]), "targets[0]"),
            (lambda: n.train(rows, targets, -1), "epochs"),
            (lambda: n.train(rows, targets, 1.5), "epochs"),
            (lambda: n.train(rows, targets, batch_size=0), "batch_size"),
            (lambda: n.train(rows, targets, learning_rate=0), "learning_rate"),
            (lambda: n.train(rows, targets, learning_rate="1"), "learning_rate"),
            (lambda: n.train(rows, targets, momentum=1), "momentum"),
            (lambda: n.train(rows, targets, until=nan), "until"),
            (lambda: n.train(rows, targets, shuffle=-1), "seed"),
            (lambda: n.train(rows, targets, loss="other"), "loss"),
            (lambda: Neuron(2, "tanh").train(rows, targets, loss="cross_entropy"), "loss"),
            (lambda: n.gradient(rows, [0]), "2 and 1"),
            (lambda: n.step([1, 2]), "gradient"),
            (lambda: n.step([1, 2, 3], nan), "learning_rate"),
            (lambda: n.train(rows, targets, batch_size=1, learning_rate="rprop"), "rprop"),
            (lambda: n.train(rows, targets, learning_rate="Rprop"), "learning_rate"),
            (lambda: n({0: 1, 1: 2}), "row"),
            (lambda: n({1, 2}), "row"),
            (lambda: n.train({}, targets), "order"),
            (lambda: n([1j, 2]), "row"),
            (lambda: n(endless()), "row"),
            (lambda: n.train([endless(), [1, 2]], targets), "rows[0]"),
            (lambda: n.train(endless(), targets), "rows"),
            (lambda: n.set_parameters([1, 2]), "parameters"),
            (lambda: setattr(net.layers[0], "biases", [1]), "biases"),
            (lambda: Neuron(2, bias=True), "bias"),
            (lambda: Network([3, 1]), "Network(3, 1)"),
            (lambda: Neuron(2, Activation(None, None)), "two functions"),
            (lambda: setattr(n, "weights", [1]), "weights"),
            (lambda: setattr(n, "bias", "1"), "bias"),
            (lambda: n.fold([1], [1, 1]), "means")):
        refused(call, word)
    refused(lambda: n.fold([1, 1], [1, 0]), "zero", ZeroDivisionError)
    assert n.parameters() + net.parameters() == start


def scales_and_files():
    """fold() takes over the scaling, and a saved model is loaded as it was."""
    rows, targets = data(2, 1)
    rows = [[5.0 + 3.0 * row[0], row[1]] for row in rows]
    means, deviations = neuron.standardise(rows)
    scaled = [[(x - m) / d for x, m, d in zip(row, means, deviations)] for row in rows]
    n = Network(2, 2, 1, activation=("tanh", "sigmoid"), bias=None)
    n.train(scaled, targets, 20, learning_rate=1)
    outputs = n.predict(scaled)
    n.fold(means, deviations)
    for row, y in zip(rows, outputs):
        assert near(n(row)[0], y[0]), (row, y)
    show("fold", means + deviations + n.parameters(),
         3.944485779, -0.3242371238, 1.821665482, 0.5197253581, -0.08587908145)
    try:
        open("portable.json", "w").close()
    except Exception:  # a board without files, a page
        return
    import os

    named = {"wrong_tanh": Activation(wrong_tanh, wrong_tanh)}  # to load, not to call
    for model in (n, Neuron(3, bias=None, seed=7), Network(1, 1, activation=named["wrong_tanh"])):
        model.save("portable.json")
        again = neuron.load("portable.json", named)
        assert repr(again) == repr(model)
        for a, b in zip(again.parameters(), model.parameters()):
            assert near(a, b) if SINGLE else a == b
    os.remove("portable.json")


def main():
    print("portable: %s" % ("single precision, within 1e-5" if SINGLE
                            else "double precision, every bit"))
    print("runtime: %s %s (Python %s) on %s" % (
        sys.implementation.name, ".".join([str(part) for part in sys.implementation.version[:3]]),
        sys.version.split()[0].rstrip(";"), sys.platform))
    computing = (activations, one_neuron, hidden_layers, networks, gradients, training,
                 rates, tables, going_on, scales_and_files)
    for part in (random_numbers, divergence, refusals) + computing:
        part()
        gc.collect()
    if not SINGLE:
        neuron.exp = own_exp
        neuron.log = own_log
        for part in computing:
            part()
            gc.collect()
    print("portable: passed")


main()
