"""What a reader edits in neuron.py is what trains, however long the training.

Each edit is made in a copy of the file. There a long training, which a written program may do, must
give the same bits as the loops, which read as they stand; and other bits than the file unchanged.
"""

import contextlib
import functools
import io
import re
import types
import warnings
from pathlib import Path

import pytest

import neuron

TEXT = Path(neuron.__file__).read_text(encoding="utf-8")
ROWS = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]]
TARGETS = [[0], [1], [1], [0]]
WAYS = [{"learning_rate": 0.3}, {"learning_rate": 0.3, "momentum": 0.5},
        {"learning_rate": 0.3, "batch_size": 1}, {"learning_rate": 0.3, "batch_size": 3},
        {"learning_rate": "rprop"}]
LEARN = "move[i] += rate * (delta * input)"
MOVE = "weights[i] += training.rate * move"


def edited(*edits):
    """Return neuron.py as a module, with each old text replaced by a new one."""
    text = TEXT
    for old, new in edits:
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    module = types.ModuleType("edited")
    exec(compile(text, "edited.py", "exec"), module.__dict__)
    return module


def trained(module, pays, activation, options, epochs=200):
    """Return all that a training gives, and whether a written program did it."""
    module.UNROLLED = pays
    net = module.Network(3, 3, 1, activation=activation)
    training = net.training(ROWS, TARGETS, epochs, every=epochs, **options)
    with contextlib.redirect_stdout(io.StringIO()) as printed, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            told = list(training)
            told += net.gradient(ROWS, TARGETS) + [net(row) for row in ROWS]
        except ArithmeticError as error:
            told = str(error)
    return [repr(told), net.parameters()], training.unrolled, printed.getvalue()


@functools.lru_cache(maxsize=None)
def as_it_stands(activation, way):
    return trained(edited(), 1, activation, WAYS[way])[0]


def assert_that_it_trains(edits, activation=("sigmoid", "sigmoid"), ways=range(len(WAYS)),
                          unchanged=()):
    """Check that long trainings give what the loops give, and that the edit counts."""
    written = []
    for way in ways:
        results = []
        for pays in (1, 0):
            result, unrolled, printed = trained(edited(*edits), pays, activation, WAYS[way])
            results.append(result)
            if pays:
                written.append(unrolled)
        assert results[0] == results[1], WAYS[way]
        assert (results[0] == as_it_stands(tuple(activation), way)) == (way in unchanged), WAYS[way]
    return written


def test_the_file_as_it_stands_is_written_out():
    assert all(assert_that_it_trains([], unchanged=range(len(WAYS))))


IN_TRAINING = {
    "weight decay": [(MOVE, MOVE + " - 0.001 * weights[i]")],
    "a rate of its own": [(MOVE, "weights[i] += 0.5 * training.rate * move")],
    "a rate that falls": [(MOVE, "weights[i] += training.rate * 0.99 ** training.epoch * move")],
    "the mean over the rows": [(MOVE, "weights[i] += training.rate / len(training.rows) * move")],
    "an option of one's own": [
        (MOVE, "weights[i] += (training.rate - training.mine) * move"),
        ("        self.rprop = None\n", "        self.rprop = None\n        self.mine = 0.01\n")],
    "clipped moves": [(MOVE, "weights[i] += max(-0.01, min(0.01, training.rate * move))")],
    "the sign alone": [(MOVE, "weights[i] += 0.01 if move > 0 else -0.01")],
}


@pytest.mark.parametrize("name", IN_TRAINING)
def test_an_edit_of_how_weights_move_counts(name):
    assert_that_it_trains(IN_TRAINING[name], ways=[0, 2, 3])


def test_an_edit_of_momentum_counts():
    edit = [("weights[i] += memory[k + i]\n",
             "weights[i] += training.momentum * memory[k + i] + training.rate * move\n")]
    assert assert_that_it_trains(edit, ways=[1]) == [True]  # Nesterov's, traced
    edit = [("weights[i] += memory[k + i]\n", "weights[i] += max(-0.01, min(0.01, memory[k + i]))\n")]
    assert_that_it_trains(edit, ways=[1])


def test_an_edit_of_rprop_counts():
    assert_that_it_trains([("min(1.2 * size, 50.0)", "min(1.3 * size, 1.0)")], ways=[4])
    assert_that_it_trains([("        move = 0.0\n", "        pass\n")], ways=[4])


AT_LEARN = {
    "clipped": "move[i] += rate * max(-0.1, min(0.1, delta * input))",
    "only large ones": "move[i] += rate * (delta * input) if abs(delta) > 0.01 else 0.0",
    "no bias learned": "move[i] += rate * (delta * input) if i < len(x) - 1 else 0.0",
    "half as much": "move[i] += rate * (delta * input) * 0.5",
    "divided": "move[i] += rate * (delta * input) / 2",
    "negated": "move[i] -= rate * (-delta * input) * 0.25",
    "to a power": "move[i] += rate * (delta ** 3 * input)",
    "not for inputs of 1": "move[i] += rate * (delta * input) if input != 1 else 0.0",
    "through a function": "move[i] += rate * float(delta * input) * 0.5",
}


@pytest.mark.parametrize("name", AT_LEARN)
def test_an_edit_at_the_line_marked_learn_counts(name):
    assert_that_it_trains([(LEARN, AT_LEARN[name])])


@pytest.mark.parametrize("show", [
    "print(delta)", "print('%.3f' % delta)", "print(f'{delta:.3f} {input}')", "print(str(move[i]))",
    "print(round(delta, 3))"])
def test_a_print_at_the_line_marked_learn_prints_numbers_and_trains_as_before(show):
    for way in (0, 2):
        result, unrolled, printed = trained(
            edited((LEARN, LEARN + "; " + show)), 1, ("sigmoid", "sigmoid"), WAYS[way])
        assert result == as_it_stands(("sigmoid", "sigmoid"), way)
        assert len(printed.splitlines()) >= 200 * 4 * 16 and "Expression" not in printed
        assert re.match(r"-?\d+\.\d+", printed)


def test_beside_learn_stands_how_to_look_at_the_numbers():
    assert re.search(re.escape(LEARN) + r"  # learn.*UNROLLED = 0", TEXT)


BACKWARD = {
    "a unit left out": [("            delta = errors[u]",
                         "            if k == 0 and u == 1:\n                continue\n"
                         "            delta = errors[u]")],
    "twice the error": [("        error = target - y\n", "        error = 2.0 * (target - y)\n")],
    "the error's sign": [("        error = target - y\n",
                          "        error = 1.0 if target > y else -1.0\n")],
    "a clipped error": [("        error = target - y\n",
                         "        error = max(-0.3, min(0.3, target - y))\n")],
    "smaller sums": [("        sums = [dot(w, x) for w in weights]",
                      "        sums = [dot(w, x) / len(x) for w in weights]")],
    "bounded sums": [("        sums = [dot(w, x) for w in weights]",
                      "        sums = [min(0.3, dot(w, x)) for w in weights]")],
    "another product": [("        total += a * b\n", "        total += a * b * 1.001\n")],
}


@pytest.mark.parametrize("name", BACKWARD)
def test_an_edit_of_the_forward_or_backward_pass_counts(name):
    assert_that_it_trains(BACKWARD[name])


SIGMOID = "        return 1 / (1 + exp(-z))\n    return exp(z)"
ACTIVATION = {
    "another base": ("sigmoid", ("    if z > -40:\n" + SIGMOID,
                                 "    if z > -40:\n        return 1 / (1 + 2.0 ** -z)\n    return 0.0")),
    "a steeper one": ("sigmoid", (SIGMOID, SIGMOID.replace("exp(-z)", "exp(-2 * z)"))),
    "a bounded sum": ("sigmoid", ("    if z > -40:\n" + SIGMOID,
                                  "    z = max(-0.2, min(0.2, z))\n    return 1 / (1 + exp(-z))")),
    "its slope": ("sigmoid", ("    return y * (1 - y)\n", "    return y * (1 - y) + 0.1\n")),
    "its slope, other names": ("sigmoid", ("def _sigmoid_slope(z, y):\n    return y * (1 - y)\n",
                                           "def _sigmoid_slope(a, b):\n    return b - b ** 2 + 0.01\n")),
    "the tutorials' mistake": ("sigmoid", ("    return y * (1 - y)\n",
                                           "    return sigmoid(y) * (1 - sigmoid(y))\n")),
    "a leaky relu": ("relu", ("    return z if z > 0 else 0.0\n", "    return z if z > 0 else 0.1 * z\n")),
    "and its slope": ("relu", ("    return 1 if z > 0 else 0\n", "    return 1 if z > 0 else 0.1\n")),
    "tanh's slope": ("tanh", ("    return 1 - y * y\n", "    return 1.5 - y * y\n")),
    "the step elsewhere": ("step", ("    return 1.0 if z >= 0 else 0.0\n",
                                    "    return 1.0 if z >= 0.25 else 0.0\n")),
    "another bell": ("gaussian", ("    return exp(-z * z)\n", "    return exp(-2 * z * z)\n")),
    "softplus's slope": ("softplus", ("    return sigmoid(z)\n", "    return sigmoid(z) - 0.5\n")),
}


@pytest.mark.parametrize("name", ACTIVATION)
def test_an_edit_of_an_activation_counts(name):
    activation, edit = ACTIVATION[name]
    assert_that_it_trains([edit], [activation, "sigmoid"])


def test_an_edit_that_counts_only_for_large_sums_counts():
    losses = []
    for pays in (1, 0):
        module = edited(("    return z if z > 0 else 0.0\n",
                         "    return min(z, 100.0) if z > 0 else 0.0\n"))
        module.UNROLLED = pays
        n = module.Neuron(1, "relu", seed=3)
        n.weights = [1.0]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            losses.append([n.train([[x] for x in range(200)], range(200), 30, learning_rate=1e-9),
                           n.parameters(), n.predict([[50], [150]])])
    assert losses[0] == losses[1] and losses[0][0] > 100 and losses[0][2][1] == 100


def test_the_sigmoid_may_be_written_as_the_textbook_has_it():
    """It overflows below -709, where no sum of these goes: so it is the same and no error."""
    edit = [("    if z > -40:\n" + SIGMOID, "    return 1 / (1 + exp(-z))")]
    assert_that_it_trains(edit, ways=[0, 1, 2, 3], unchanged=[0, 1, 2, 3])


def test_a_new_loss_is_reported_and_another_text_of_an_old_one():
    for edit, loss in (
            ([("    return error * error\n", "    return abs(error)\n")], "squared"),
            ([("    return error * error\n", "    return error ** 4\n")], "squared"),
            ([('_LOSSES = {"squared": _squared,',
               '_LOSSES = {"absolute": lambda error, target, z: abs(error), "squared": _squared,')],
             "absolute"),
            ([('_LOSSES = {"squared": _squared,', 'from math import log\n\n_LOSSES = {"odd": '
               'lambda error, target, z: -log(1 - abs(error)), "squared": _squared,')], "odd")):
        losses = []
        for pays in (1, 0):
            module = edited(*edit)
            module.UNROLLED = pays
            net = module.Network(3, 3, 1)
            losses.append([loss for epoch, loss in net.training(
                ROWS, TARGETS, 200, learning_rate=0.3, loss=loss)] + net.parameters())
        assert losses[0] == losses[1]
        same = neuron.Network(3, 3, 1)
        plain = [loss for epoch, loss in same.training(ROWS, TARGETS, 200, learning_rate=0.3)]
        assert losses[0][:200] != plain and losses[0][200:] == same.parameters()


def test_what_is_edited_answers_as_it_trains():
    """A wide layer's answers come from a written program after some rows."""
    module = edited((SIGMOID, SIGMOID.replace("exp(-z)", "exp(-2 * z)")))
    net = module.Network(70, 3, 1)
    rows = [[(r * i % 7) / 7 for i in range(70)] for r in range(60)]
    first = [net(row) for row in rows]
    assert net.predict(rows) == first == [net(row) for row in rows]
    assert first != neuron.Network(70, 3, 1).predict(rows)
    assert net.train(rows, [[0.5]] * 60, 1, learning_rate=1e-9) == pytest.approx(
        sum((0.5 - y) ** 2 for y, in first) / 60)


@pytest.mark.parametrize("name", ["smaller sums", "bounded sums"])
def test_an_edit_of_the_forward_pass_counts_for_answers_and_for_fit(name):
    rows = [[(r * i % 7) / 7 for i in range(1, 71)] for r in range(60)]
    targets = [[float(r % 7 > 3)] for r in range(60)]
    results = []
    for pays in (1, 0):
        module = edited(*BACKWARD[name])
        module.UNROLLED = pays
        net = module.Network(70, 3, 1)
        results.append([net.predict(rows), str(net.fit(rows, targets, 20)), net.predict(rows),
                        net.parameters()])
    assert results[0] == results[1]
    assert results[0][0] != neuron.Network(70, 3, 1).predict(rows)


OUTPUTS = "outputs = [activation.function(z) for z in sums]"
TOGETHER = {
    "outputs that add up to 1": [(OUTPUTS, OUTPUTS + """
        if len(passed) == len(layers) - 1:
            outputs = [y / sum(outputs) for y in outputs]""")],
    "sums around 0": [(OUTPUTS, "sums = [z - dot(sums, [1 / len(sums)] * len(sums)) for z in sums]"
                                "\n        " + OUTPUTS)],
    "a way around a layer": [(OUTPUTS, OUTPUTS + """
        if len(x) == len(outputs) + 1:
            outputs = [y + 0.5 * z for y, z in zip(outputs, x)]""")],
}


@pytest.mark.parametrize("name", TOGETHER)
@pytest.mark.parametrize("first", [0, 1])
def test_an_edit_that_lets_units_depend_on_each_other_counts_for_answers(name, first):
    """Also where the first rows can't show it: those of zeros."""
    rows = [[first * 0.1] * 70] * 40 + [[(r * i % 7) / 7 for i in range(1, 71)] for r in range(60)]
    results = []
    for pays in (1, 0):
        module = edited(*TOGETHER[name])
        module.UNROLLED = pays
        net = module.Network(70, 3, 3)
        results.append([net(row) for row in rows] + net.predict(rows))
    assert results[0] == results[1]
    assert results[0] != 2 * neuron.Network(70, 3, 3).predict(rows)


# --- What is changed between two trainings, late, or for large numbers alone -------------------


@pytest.mark.parametrize("options", WAYS)
def test_a_number_that_an_edit_reads_may_change_between_trainings(options):
    """Decays, slopes and scales are compared in a loop."""
    module = edited(
        ("UNROLLED = 500", "DECAY = LEAK = 0.0\nSCALE = 1.0\nUNROLLED = 500"),
        ("def _move(training, weights, moves, memory, k):", "def _move(training, weights, moves, "
         "memory, k):\n    moves = [m - DECAY * w for m, w in zip(moves, weights)]\n    _move_it("
         "training, weights, moves, memory, k)\n\n\ndef _move_it(training, weights, moves, memory, k):"),
        ("return z if z > 0 else 0.0", "return z if z > 0 else LEAK * z"),
        ("return 1 if z > 0 else 0\n", "return 1 if z > 0 else LEAK\n"),
        ("sums = [dot(w, x) for w in weights]", "sums = [SCALE * dot(w, x) for w in weights]"))
    if options.get("batch_size") == 1:
        options = dict(options, momentum=0.5)
    seen = []
    for name, value in [("DECAY", 0.01), ("LEAK", 0.1), ("SCALE", -1.5), ("LEAK", 0.2), ("DECAY", 0.0)]:
        setattr(module, name, value)
        results = [trained(module, pays, ["relu", "sigmoid"], options)[0] for pays in (1, 0)]
        assert results[0] == results[1]
        seen.append(str(results[0]))
    assert len(set(seen)) >= 4  # no sum may be below 0 at first


def test_a_number_that_the_forward_pass_reads_may_change_between_answers():
    module = edited(("UNROLLED = 500", "SCALE = 1.0\nUNROLLED = 500"),
                    ("sums = [dot(w, x) for w in weights]", "sums = [SCALE * dot(w, x) for w in weights]"))
    net, rows = module.Network(70, 3, 1), [[(r * i % 7) / 7 for i in range(70)] for r in range(1, 60)]
    first = net.predict(rows)
    module.SCALE = 0.5
    second = net.predict(rows)
    module.UNROLLED = 0
    assert first != second == net.predict(rows)


def test_a_function_may_be_replaced_between_trainings(monkeypatch):
    def move(training, weights, moves, memory, k):
        for i, wanted in enumerate(moves):
            weights[i] += 0.1 * wanted

    before = trained(neuron, 1, "tanh", {"learning_rate": 0.3})[0]
    monkeypatch.setattr(neuron, "_move", move)
    after = [trained(neuron, pays, "tanh", {"learning_rate": 0.3})[0] for pays in (1, 0)]
    monkeypatch.undo()
    assert before != after[0] == after[1]
    assert trained(neuron, 500, "tanh", {"learning_rate": 0.3})[0] == before


BATCHES = "        for batch in training._batches(epoch):\n            if directly"
MEAN = "        loss /= training._output_count\n        now"
LATE = {
    "a rate that falls": (BATCHES, "        if epoch >= 100:\n            training.rate = 0.01\n" + BATCHES),
    "weights that stay small": (MEAN, """\
        for units in weights:
            units[:] = [[max(-2, min(2, x)) for x in w] for w in units]
""" + MEAN),
}


@pytest.mark.parametrize("name", LATE)
def test_an_edit_of_the_epochs_that_shows_late_counts(name):
    edit = [LATE[name]]
    results = [trained(edited(*edit), pays, "tanh", {"learning_rate": 1.5}, 400)[0] for pays in (1, 0)]
    assert results[0] == results[1] != trained(edited(), 1, "tanh", {"learning_rate": 1.5}, 400)[0]


@pytest.mark.parametrize("most", [0.6, 5.0, 1000.0])
def test_a_bound_for_the_moves_of_a_single_row_counts(most):
    rows, targets = [[x] for x in range(-3, 4)], [[1e6 * x] for x in range(-3, 4)]
    moved = []
    for edit in ([], [("        if training.rprop:\n            last", "        move = max(-%s, min(%s, move))"
                       "\n        if training.rprop:\n            last" % (most, most))]):
        net = edited(*edit).Network(1, 1, activation="identity")
        with contextlib.suppress(ArithmeticError):
            net.train(rows, targets, 1, batch_size=1, learning_rate=0.01)
        moved.append(net.parameters())
    assert moved[0] != moved[1]
    assert max(map(abs, moved[1])) < 7 * 0.01 * most + 1


def test_a_print_where_the_weights_move_prints_the_moves_of_rows_alone(capsys):
    module = edited(("        if training.rprop:\n            last",
                     "        print(move)\n        if training.rprop:\n            last"))
    module.UNROLLED = 0
    module.Network(3, 1).train(ROWS, TARGETS, 2, batch_size=1, learning_rate=0.3)
    assert len(capsys.readouterr().out.split()) == 2 * 4 * 4


@pytest.mark.parametrize("check", ["assert isinstance(delta, float), delta",
                                   "assert abs(delta) < 1e9", "float(delta)"])
def test_a_check_by_a_reader_is_one_of_numbers(check):
    line = "            move = moves[k][u]\n"
    edit = (line, "            %s\n%s" % (check, line))
    results = [trained(edited(edit), pays, "tanh", {"learning_rate": 0.3})[0] for pays in (1, 0)]
    assert results[0] == results[1] == trained(edited(), 1, "tanh", {"learning_rate": 0.3})[0]


# --- Adding an activation ----------------------------------------------------------------

SWISH = [('    "step": Activation(step,',
          '    "swish": Activation(swish, swish_slope),\n    "step": Activation(step,'),
         ("class Activation:\n", "def swish(z):\n    return z * sigmoid(z)\n\n\n"
          "def swish_slope(z, y):\n    return y + sigmoid(z) * (1 - y)\n\n\nclass Activation:\n")]


def test_an_activation_is_added_by_its_functions_and_one_line_of_activations(tmp_path):
    module = edited(*SWISH)
    net = module.Network(3, 4, 1, activation=["swish", "sigmoid"])
    assert net.train(ROWS, TARGETS, 2000, learning_rate=0.5) < 0.01
    assert "swish" in repr(net)
    net.save(tmp_path / "model")
    assert module.load(tmp_path / "model").predict(ROWS) == net.predict(ROWS)
    loops = edited(*SWISH)
    loops.UNROLLED = 0
    same = loops.Network(3, 4, 1, activation=["swish", "sigmoid"])
    same.train(ROWS, TARGETS, 2000, learning_rate=0.5)
    assert same.parameters() == net.parameters()
    with pytest.raises(ValueError, match="swish"):
        neuron.Network(3, 1, activation="swish")


WORDS = "no one two three four five six seven eight nine ten".split()


def test_the_other_places_that_speak_of_the_activations_name_them_all():
    """Who adds one changes these, too, and what exports a model refuses or writes it."""
    top = Path(neuron.__file__).parent
    names = list(neuron.ACTIVATIONS)
    assert set(names) <= set(neuron.__all__)
    readme = (top / "README.md").read_text(encoding="utf-8")
    assert "`, `Activation(function, derivative)` | %s, and your own" % WORDS[len(names)] in readme
    page = top / "examples" / "playground"
    chosen = re.search(r"ACTIVATIONS = \[(.*?)\]", (page / "state.js").read_text(encoding="utf-8"))
    assert re.findall(r'"(\w+)"', chosen.group(1)) == names
    slopes = re.search(r"SLOPES = \{(.*?)\}", (page / "replay_story.js").read_text(encoding="utf-8"),
                       re.DOTALL)
    assert set(names) <= set(re.findall(r"^  (\w+):", slopes.group(1), re.MULTILINE))
