"""fit: a table in any units, learned from scratch, with nothing to choose, and judged."""

import math
import re
import warnings
from itertools import islice

import pytest

import neuron
from examples.helpers import tables
from neuron import Activation, Fitting, Network, Neuron, Report, uniform
from tests.tools.extras import need

try:
    import numpy
    import pandas
except ImportError:
    numpy = pandas = None

BITS, XOR = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]


@pytest.fixture(autouse=True)
def no_warnings(request):
    """A warning that no test asks for is an error."""
    with warnings.catch_warnings():
        if not request.node.get_closest_marker("filterwarnings"):
            warnings.simplefilter("error")
        yield


def made_up(count, outputs=1, seed=5):
    """Return rows in units far apart, and targets in units of their own."""
    draws = uniform(seed)
    rows = [[1e9 + 1e6 * next(draws), next(draws) / 1e6, 40 * next(draws) - 20]
            for r in range(count)]
    targets = [[5e5 + 0.1 * (a - 1e9) + 3e10 * b * (k + 1) + c * c for k in range(outputs)]
               for a, b, c in rows]
    return rows, targets


def classes(count, seed=5):
    """Return rows in units far apart, and for each whether it lies within a ring."""
    draws = uniform(seed)
    rows = [[2000 + 100 * next(draws), (next(draws) - 0.5) / 1e4] for r in range(count)]
    return rows, [[((a - 2050) / 50) ** 2 + (b * 2e4) ** 2 < 0.6] for a, b in rows]


def numbers_net():
    return Network(3, 4, 1, activation=["tanh", "identity"])


def mean(numbers):
    return sum(numbers) / len(numbers)


def squared(answers, targets):
    return mean([(t - y) ** 2 for y, t in zip(sum(answers, []), sum(targets, []))])


def cross_entropy(answers, targets):
    return mean([-t * math.log(y) - (1 - t) * math.log(1 - y)
                 for y, t in zip(sum(answers, []), sum(targets, []))])


# --- What it learns ----------------------------------------------------------------------

def test_iris_is_learned_as_it_stands():
    names, rows, labels = tables.data_set("iris")
    kinds = sorted(set(labels))
    net = Network(4, 8, 3)
    report = net.fit(rows, [tables.one_hot(label, kinds) for label in labels])
    assert report.loss < 0.2 * report.baseline
    answers = [kinds[tables.largest(outputs)] for outputs in net.predict(rows)]
    assert tables.accuracy(answers, labels) > 0.95
    assert len(report.learned) == 120 and len(report.held_out) == 30
    for kind in kinds:  # each has its part of the rows held out
        assert [labels[r] for r in report.held_out].count(kind) == 10


@pytest.mark.parametrize("make", [
    numbers_net, lambda: Network(3, 1, activation="identity"),
    lambda: Network(3, 4, 1, activation=["softplus", "identity"]),
    lambda: Network(3, 4, 1, activation=["sigmoid", "identity"])])
def test_numbers_are_learned_and_answered_in_their_own_units(make):
    rows, targets = made_up(100)
    net = make()
    report = net.fit(rows, targets, 300)
    assert report.loss < 0.02 * report.baseline
    errors = [abs(t - y) for (t,), (y,) in zip(targets, net.predict(rows))]
    assert max(errors) < 0.25 * (max(targets)[0] - min(targets)[0])


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu", "gaussian"])
def test_classes_are_learned_from_rows_in_any_units(activation):
    rows, targets = classes(120)
    net = Network(2, 6, 1, activation=[activation, "sigmoid"])
    report = net.fit(rows, targets)
    assert report.loss < 0.7 * report.baseline
    right = [(y > 0.5) == t for (y,), (t,) in zip(net.predict(rows), targets)]
    assert mean(right) > 0.85


@pytest.mark.parametrize("sizes, activation", [
    ((2, 4, 1), "sigmoid"), ((2, 4, 1), "tanh"), ((2, 3, 1), ["tanh", "sigmoid"])])
def test_xor_does_not_stick_whatever_the_seed(sizes, activation):
    for seed in range(25):
        net = Network(*sizes, activation=activation, seed=seed)
        net.fit(BITS, XOR, seed=seed)
        assert [round(y) for y, in net.predict(BITS)] == [0, 1, 1, 0], seed


@pytest.mark.parametrize("factor, offset", [(1e-6, 0.0), (1e6, 1e9), (3.0, -7.0)])
def test_the_units_make_no_difference(factor, offset):
    rows, targets = made_up(60)
    others = [[factor * a + offset, b / factor, c] for a, b, c in rows]
    net, same = numbers_net(), numbers_net()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # after so few epochs it may be no better than the mean
        net.fit(rows, targets, 8, starts=1)
        same.fit(others, [[factor * t + offset] for t, in targets], 8, starts=1)
    for (y,), (other,), (t,) in zip(net.predict(rows), same.predict(others), targets):
        assert (other - offset) / factor == pytest.approx(y, rel=1e-3)


@pytest.mark.parametrize("unit", [1e-300, 1e-30, 1e30, 1e300])
def test_units_as_large_or_small_as_floats_go_are_learned(unit):
    net = Network(1, 3, 1, activation=["tanh", "identity"])
    rows, targets = [[unit * r] for r in range(30)], [[r] for r in range(30)]
    report = net.fit(rows, targets)
    assert report.loss < 0.05 * report.baseline


def test_targets_whose_squares_are_infinite_are_refused():
    net = Network(1, 1, activation="relu")
    before = net.parameters()
    with pytest.raises(ValueError, match="targets are too large"):
        net.fit([[r] for r in range(30)], [[1e200 * r] for r in range(30)])
    assert net.parameters() == before


@pytest.mark.parametrize("activation, targets", [
    ("relu", [0.0, 1.5, 3.0, 4.5, 6.0]), ("softplus", [0.1, 1.5, 3.0, 4.5, 6.0]),
    ("tanh", [-0.9, -0.4, 0.0, 0.4, 0.9]), ("gaussian", [0.2, 0.5, 1.0, 0.5, 0.2]),
    ("step", [0, 0, 0, 1, 1]), ("sigmoid", [0.1, 0.3, 0.5, 0.7, 0.9]),
    ("identity", [10.0, 20.0, 30.0, 40.0, 50.0])])
def test_any_output_learns_what_it_can_answer(activation, targets):
    n = Neuron(1, activation)
    report = n.fit([[100.0 + r] for r in range(5)], targets)
    assert report.loss < 0.3 * report.baseline or activation == "sigmoid"
    spread = max(targets) - min(targets)
    assert n.predict([[100.0 + r] for r in range(5)]) == pytest.approx(targets, abs=0.2 * spread)


@pytest.mark.parametrize("count", [3, 7, 19, 30, 200])
def test_a_line_is_learned_as_a_line(count):
    """Celsius to Fahrenheit, also from fewer rows than are held out."""
    celsius = [[-40.0 + 100 * r / count] for r in range(count)]
    n = Neuron(1, "identity")
    report = n.fit(celsius, [1.8 * c + 32 for c, in celsius])
    assert report.loss < 0.005 * report.baseline
    assert n([100]) == pytest.approx(212, abs=16)


def test_a_constant_column_and_a_constant_target_are_no_trouble():
    rows, targets = [[float(r), 7.0] for r in range(30)], [[2.0 * r] for r in range(30)]
    net = Network(2, 3, 1, activation=["tanh", "identity"])
    assert net.fit(rows, targets).loss < 10
    with pytest.warns(UserWarning, match="all targets are the same"):
        report = net.fit(rows, [[5.0]] * 30)
    assert report.baseline == 0 and report.loss < 1e-6
    assert net([12.0, 7.0]) == [pytest.approx(5.0, abs=1e-3)]


# --- The report --------------------------------------------------------------------------

def test_loss_and_baseline_are_those_of_the_rows_held_out_in_the_targets_own_units():
    for net, (rows, targets), loss in (
            (numbers_net(), made_up(50), squared),
            (Network(2, 4, 1, activation=["tanh", "sigmoid"]), classes(50), cross_entropy),
            (Network(3, 4, 2, activation="identity"), made_up(50, 2), squared)):
        report = net.fit(rows, targets, 50)
        held_out = [targets[r] for r in report.held_out]
        answers = net.predict([rows[r] for r in report.held_out])
        assert report.loss == pytest.approx(loss(answers, held_out), rel=1e-6)
        means = [mean(column) for column in zip(*[targets[r] for r in report.learned])]
        assert report.baseline == pytest.approx(loss([means] * len(held_out), held_out), rel=1e-6)


def test_the_report_reads_well():
    rows, targets = made_up(50)
    net = numbers_net()
    report = net.fit(rows, targets, 50)
    assert type(report) is Report
    assert str(report) == repr(report) == (
        "40 rows learned, 10 held out: loss %.3g (always the mean: %.3g)" % (
            report.loss, report.baseline))
    report = Neuron(1).fit([[1], [2]], [0, 1])
    assert re.fullmatch(r"2 rows learned, none held out: loss on these [\d.e-]+ "
                        r"\(always the mean: 0\.693\)", str(report))
    report = Neuron(1, "identity").fit([[1]], [3])
    assert str(report).startswith("1 row learned, none held out: loss on these ")


def test_the_epoch_and_the_start_kept_are_those_with_the_lowest_loss():
    rows, targets = classes(60)
    net = Network(2, 3, 1)
    losses = []
    fitting = net.fitting(rows, targets, 40, starts=3)
    for epoch, loss in fitting:
        assert epoch == len(losses)
        losses.append((loss, fitting.start, len([s for l, s, e in losses if s == fitting.start])))
    loss, start, epoch = min(losses, key=lambda item: item[0])
    assert (fitting.report.start, fitting.report.epoch) == (start, epoch)
    assert {start for loss, start, epoch in losses} == {0, 1, 2}


@pytest.mark.parametrize("count, holdout, held_out", [
    (1, 0.2, 0), (19, 0.2, 0), (19, 0.9, 0), (20, 0.2, 4), (21, 0.2, 4), (25, 0.2, 5),
    (40, 0.5, 20), (40, 0, 0), (40, 0.01, 0), (40, 0.9, 36)])
def test_so_many_rows_are_held_out(count, holdout, held_out):
    rows, targets = [[float(r)] for r in range(count)], [3.0 * r + 1 for r in range(count)]
    report = Neuron(1, "identity").fit(rows, targets, 30, holdout=holdout)
    assert len(report.held_out) == held_out
    assert report.held_out == sorted(report.held_out)
    assert sorted(report.held_out + report.learned) == list(range(count))
    assert ("none held out" in str(report)) == (held_out == 0)


@pytest.mark.filterwarnings("ignore:.*no better than always")  # after so few epochs
def test_the_seed_deals_the_rows_and_draws_the_weights():
    rows, targets = classes(60)
    reports, weights = [], []
    for seed in (1, 1, 2, 3):
        net = Network(2, 3, 1)
        reports.append(net.fit(rows, targets, 20, seed=seed))
        weights.append(net.parameters())
    assert weights[0] == weights[1] and reports[0].held_out == reports[1].held_out
    assert len({tuple(report.held_out) for report in reports}) == 3
    assert len({tuple(w) for w in weights}) == 3


def test_rows_held_out_are_dealt_whatever_the_order_of_the_rows():
    """Ordered by class, as tables often are: each class has its part, no run of rows is left out."""
    targets = [0] * 50 + [1] * 50
    report = Neuron(1).fit([[float(r)] for r in range(100)], targets, 30)
    assert sum(targets[r] for r in report.held_out) == 10
    assert max(b - a for a, b in zip(report.held_out, report.held_out[1:])) < 30
    line = Neuron(1, "identity").fit([[r] for r in range(100)], [float(r) for r in range(100)], 30)
    assert max(b - a for a, b in zip(line.held_out, line.held_out[1:])) < 12


# --- From scratch, to the same bits ------------------------------------------------------

@pytest.mark.filterwarnings("ignore:.*no better than always")  # after so few epochs
def test_fit_forgets_what_the_model_knew_and_may_be_called_again():
    rows, targets = classes(40)
    fresh = Network(2, 3, 1)
    report = fresh.fit(rows, targets, 20)
    trained = Network(2, 3, 1, seed=9, scale=5)
    trained.train([[0.1, 0.2], [0.3, 0.4]], [[0], [1]], 10)
    fitted = Network(2, 3, 1)
    fitted.fit([[5, 1], [6, 2]], [[1], [0]], 5)
    for net in (trained, fitted, fresh):
        again = net.fit(rows, targets, 20)
        assert net.parameters() == fresh.parameters() and again.loss == report.loss


@pytest.mark.filterwarnings("ignore:.*no better than always")  # after so few epochs
def test_layers_without_biases_get_them():
    rows, targets = classes(40)
    net, same = Network(2, 3, 1, bias=None), Network(2, 3, 1)
    net.fit(rows, targets, 20)
    same.fit(rows, targets, 20)
    assert [len(layer.biases) for layer in net.layers] == [3, 1]
    assert net.parameters() == same.parameters()


@pytest.mark.parametrize("make, table", [
    (numbers_net, made_up(40)), (lambda: Network(2, 3, 1), classes(40)),
    (lambda: Network(3, 2, 2, 2, activation=["relu", "softplus", "identity"]), made_up(25, 2))])
@pytest.mark.filterwarnings("ignore:.*no better than always")
def test_the_loops_give_the_same_bits(make, table, monkeypatch):
    results = []
    for pays in (1, 0):
        monkeypatch.setattr(neuron, "UNROLLED", pays)
        net = make()
        report = net.fit(*table, 25, starts=2)
        results.append((net.parameters(), report.loss, report.baseline, report.epoch))
    assert results[0] == results[1]


def test_inputs_and_targets_are_scaled_by_the_learned_rows_alone():
    rows, targets = made_up(50)
    losses = []
    for change in (False, True):
        net = numbers_net()
        fitting = net.fitting(rows, targets)
        seen = []
        for epoch, loss in islice(fitting, 10):
            seen.append(fitting.learned_loss)
        losses.append(seen)
        for r in fitting.held_out:  # their inputs alone: the targets deal the rows
            rows[r] = [1e12, -5.0, 1e6]
    assert losses[0] == losses[1] and losses[0][9] < losses[0][0]


def test_a_fitted_model_takes_raw_rows_is_saved_and_neither_trained_nor_folded(tmp_path):
    rows, targets = made_up(40)
    net = numbers_net()
    net.fit(rows, targets, 30)
    net.save(tmp_path / "model")
    assert neuron.load(tmp_path / "model").predict(rows) == net.predict(rows)
    before = net.parameters()
    for act in (lambda: net.train(rows, targets), lambda: net.fold([1] * 3, [1] * 3),
                lambda: net.gradient(rows, targets), lambda: neuron.load(tmp_path / "model").train(
                    rows, targets)):
        with pytest.raises(ValueError, match="folded.*fit.. learns anew"):
            act()
    assert net.parameters() == before


def test_a_training_under_way_is_not_taken_up_after_a_fit():
    net = Network(2, 3, 1)
    training = net.training(BITS, XOR, 10)
    next(training)
    net.fit(BITS, XOR, 10)
    before = net.parameters()
    with pytest.raises(ValueError, match="folded"):
        next(training)
    assert net.parameters() == before


# --- Starts and epochs -------------------------------------------------------------------

@pytest.mark.parametrize("epochs, starts", [(1, 1), (1, 3), (7, 2), (20, 1)])
def test_epochs_are_those_of_a_start_at_most(epochs, starts):
    rows, targets = classes(40)
    fitting = Network(2, 3, 1).fitting(rows, targets, epochs, starts=starts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a few epochs may learn nothing
        steps = list(fitting)
    assert [epoch for epoch, loss in steps] == list(range(epochs * starts))
    assert fitting.report.epoch < epochs and fitting.report.start < starts


def test_when_one_start_is_good_enough_no_other_is_made():
    n = Neuron(1, "identity")
    fitting = n.fitting([[r] for r in range(30)], [1.8 * r + 32 for r in range(30)], starts=50)
    steps = list(fitting)
    assert fitting.start < 5 and len(steps) <= 5000
    assert fitting.report.loss < 0.01 * fitting.report.baseline


def test_a_start_ends_when_no_epoch_has_been_better_for_a_while():
    rows = [[float(r % 7), float(r % 3)] for r in range(60)]
    draws = uniform(3)
    targets = [[next(draws) < 0.5] for r in range(60)]  # nothing to learn
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        steps = list(Network(2, 4, 1).fitting(rows, targets, 10_000, starts=1))
    assert len(steps) < 1000


# --- fitting -----------------------------------------------------------------------------

@pytest.mark.filterwarnings("ignore:.*no better than always")  # after so few epochs
def test_fitting_to_its_end_is_fit():
    rows, targets = classes(40)
    net, same = Network(2, 3, 1), Network(2, 3, 1)
    report = net.fit(rows, targets, 30)
    fitting = same.fitting(rows, targets, 30)
    assert type(fitting) is Fitting and iter(fitting) is fitting
    for epoch, loss in fitting:
        pass
    assert same.parameters() == net.parameters() and repr(fitting.report) == repr(report)
    assert list(fitting) == [] and same.parameters() == net.parameters()


def test_fitting_changes_nothing_before_its_first_step():
    net = Network(2, 3, 1, bias=None)
    before = net.parameters()
    fitting = net.fitting(BITS, XOR)
    assert fitting.report is None and net.parameters() == before and net.layers[0].biases is None
    epoch, loss = next(fitting)
    assert epoch == 0 and net.parameters() != before
    assert fitting.report.loss == pytest.approx(cross_entropy(net.predict(BITS), XOR))


def test_at_each_step_the_model_is_the_best_so_far():
    rows, targets = classes(60)
    net = Network(2, 4, 1)
    lowest, best = math.inf, None
    fitting = net.fitting(rows, targets, 60)
    held_out = [rows[r] for r in fitting.held_out], [targets[r] for r in fitting.held_out]
    for epoch, loss in fitting:
        if loss < lowest:
            lowest, best = loss, net.parameters()
        assert net.parameters() == best
        assert fitting.report.loss == pytest.approx(
            cross_entropy(net.predict(held_out[0]), held_out[1]), rel=1e-6)


def test_the_loss_of_a_fitting_is_smoothed_over_the_epochs_of_a_start():
    rows, targets = classes(60)
    net = Network(2, 4, 1)
    fitting = net.fitting(rows, targets, 40, starts=2)
    held_out = [rows[r] for r in fitting.held_out], [targets[r] for r in fitting.held_out]
    better = 0
    for epoch, loss in fitting:
        best = fitting.report
        if (best.start, best.epoch) == (epoch // 40, epoch % 40):  # then the model is that of now
            now = cross_entropy(net.predict(held_out[0]), held_out[1])
            smooth = now if epoch % 40 == 0 else smooth + (now - smooth) / 4
            assert loss == pytest.approx(smooth, rel=1e-6)
            better += 1
        smooth = loss
    assert better > 10


def test_an_error_in_an_activation_leaves_the_model_as_it_was():
    left = [3000]

    def function(z):
        left[0] -= 1
        if left[0] == 0:
            raise OSError("mine")
        return neuron.tanh(z)

    net = Network(2, 3, 1, activation=[Activation(function, lambda z, y: 1 - y * y), "sigmoid"])
    before = net.parameters()
    with pytest.raises(OSError, match="mine"):
        net.fit(*classes(40))
    assert net.parameters() == before and left[0] <= 0


@pytest.mark.filterwarnings("ignore:.*no better than always")
def test_changing_the_rows_while_a_fitting_runs_has_no_effect():
    rows, targets = classes(40)
    same, net = Network(2, 3, 1), Network(2, 3, 1)
    same.fit(rows, targets)
    for epoch, loss in net.fitting(rows, targets):
        rows[epoch % 40][:] = ["no", "row"]
        targets[epoch % 40][:] = []
    assert net.parameters() == same.parameters()


# --- What is told ------------------------------------------------------------------------

def told(act):
    """Return what act() warns of, and the files of the lines that this is said of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        act()
    return [(str(warning.message), warning.filename) for warning in caught]


@pytest.mark.parametrize("make, rows, targets", [
    (lambda: Network(3, 4, 1), [[1, 2, 3]] * 40, [[r < 20] for r in range(40)]),
    (lambda: Neuron(1, "identity"), [[1]] * 3, [1, 2, 3]),
    (lambda: Neuron(2), BITS, [0, 1, 1, 0])])
def test_a_model_no_better_than_the_mean_is_told_with_both_numbers(make, rows, targets):
    net = make()
    reports = []
    for act in (lambda: reports.append(net.fit(rows, targets)),
                lambda: list(net.fitting(rows, targets))):
        ((message, filename),) = told(act)
        assert "no better than always answering the mean of the targets" in message
        assert "%g" % reports[0].loss in message and "%g" % reports[0].baseline in message
        assert filename == __file__


def few_numbers(count, noise, seed):
    """Return a table of three columns; of the targets, noise alone or a plane with noise on it."""
    draws = uniform(seed)
    rows = [[10 * next(draws) for column in range(3)] for r in range(count)]
    return rows, [[(0 if noise else 2 * x - y) + next(draws)] for x, y, z in rows]


@pytest.mark.parametrize("size", [1e-6, 1, 1e6])
def test_an_output_that_learns_nothing_is_told_though_another_learns_all(size):
    """The loss adds up the outputs in their own units: the good, or the large, hide the others."""
    draws = uniform(2)
    rows = [[100 * next(draws), 5 * next(draws)] for r in range(200)]
    net = Network(2, 8, 3, activation=["tanh", "identity"])
    ((message, filename),) = told(lambda: net.fit(
        rows, [[x * y, size * (next(draws) < 0.5), y] for x, y in rows]))
    assert "no better than always answering the mean" in message and ": [1]." in message
    assert filename == __file__
    assert told(lambda: net.fit(rows, [[x * y, size * x, size] for x, y in rows])) == []


def coins(count, columns, seed, lean=0.0):
    """Return rows of noise, and classes that lean on the first column by so much."""
    draws = uniform(seed)
    rows = [[next(draws) for column in range(columns)] for r in range(count)]
    return rows, [[float(next(draws) < 0.5 + lean * (row[0] - 0.5))] for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("count", [30, 100])
def test_classes_by_the_toss_of_a_coin_are_told(count):
    """So few rows held out agree with some epoch by chance: what is told depends on how many."""
    silent = [seed for seed in range(1, 11) if not told(lambda: Network(
        4, 8, 1, activation=["tanh", "sigmoid"]).fit(*coins(count, 4, seed)))]
    assert len(silent) <= 3


def test_a_good_model_is_no_warning_however_few_rows_judge_it():
    rows = [[r / 10, r % 7] for r in range(40)]
    for holdout in (0.03, 0.06, 0.1):
        n = Neuron(2, "identity")
        assert told(lambda: n.fit(rows, [3 * a - b for a, b in rows], holdout=holdout)) == []


@pytest.mark.slow
def test_a_weak_but_real_signal_in_many_rows_is_no_warning():
    for seed in (1, 2):
        rows, targets = coins(5000, 2, seed, 0.5)
        assert told(lambda: Network(2, 1).fit(rows, targets)) == []
        draws = uniform(seed)
        assert told(lambda: Neuron(2, "identity").fit(
            rows, [0.8 * row[0] + 3 * next(draws) for row in rows])) == []


def test_a_step_is_held_to_what_a_step_can_answer():
    """Of two classes that overlap it gets two thirds right: the mean itself is no answer of it."""
    draws = uniform(1)
    rows = [[next(draws), next(draws)] for r in range(400)]
    targets = [float(a + b + 2.4 * (next(draws) - 0.5) > 1) for a, b in rows]
    n, reports = Neuron(2, "step"), []
    assert told(lambda: reports.append(n.fit(rows, targets))) == []
    assert 0.25 < reports[0].loss < 0.4 < reports[0].baseline
    n = Neuron(2, "step")
    assert told(lambda: n.train([[a - 0.5, b - 0.5] for a, b in rows], targets, 100)) == []


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "identity", "relu"])
def test_targets_that_are_all_the_same_are_told_as_that(activation):
    net = Network(1, 3, 1, activation=["tanh", activation])
    ((message, filename),) = told(lambda: net.fit([[r] for r in range(40)], [[0]] * 40))
    assert message.startswith("all targets are the same") and filename == __file__
    assert net([5]) == [pytest.approx(0, abs=0.1)]


@pytest.mark.slow
@pytest.mark.parametrize("activation", ["relu", "softplus"])
@pytest.mark.parametrize("unit", [1e6, 1e-6])
def test_targets_of_a_size_that_the_outputs_do_not_learn_are_told_with_what_does(activation, unit):
    rows = [[1 + r % 5, 20 + 7 * r % 90] for r in range(100)]
    net = Network(2, 8, 1, activation=["tanh", activation])
    messages = told(lambda: net.fit(rows, [[unit * (9 * a + b)] for a, b in rows]))
    assert messages or unit < 1
    for message, filename in messages:
        assert "Targets far from 1 want identity outputs" in message


@pytest.mark.parametrize("constant", [0.1, 1.0, -4e9, 1e-300])
def test_a_column_that_is_constant_but_for_rounding_spoils_nothing(constant):
    """Shares that add up to 1, or a change of units, differ in the last digit."""
    rows, targets = made_up(60)
    odd = [row + [constant * (1 + (r % 3) * 2.0 ** -52)] for r, row in enumerate(rows)]
    assert len({row[-1] for row in odd}) > 1
    net, other = numbers_net(), Network(4, 4, 1, activation=["tanh", "identity"])
    report, same = net.fit(rows, targets), other.fit(odd, targets)
    assert same.loss < 3 * report.loss + 0.01 * report.baseline
    row = odd[0][:-1]
    assert other(row + [constant])[0] == pytest.approx(other(row + [constant * (1 + 1e-12)])[0],
                                                       rel=1e-6)


@pytest.mark.parametrize("count", [10, 14, 19])
def test_a_few_rows_of_numbers_known_by_heart_alone_are_told(count):
    silent = []
    for seed in range(1, 6):
        rows, targets = few_numbers(count, True, seed)
        net = Network(3, 8, 1, activation=["tanh", "identity"])
        report = []
        messages = told(lambda: report.append(net.fit(rows, targets)))
        assert report[0].held_out == [] and report[0].loss < 0.5 * report[0].baseline
        silent += [seed] if not messages else []
        for message, filename in messages:
            assert message.startswith("on rows that it has not learned") and filename == __file__
            loss, baseline = map(float, re.search("its loss is (.*), that of the mean (.*)[.] The",
                                                  message).groups())
            assert loss > 0.65 * baseline > 0.65 * 0.04
    assert len(silent) <= 1  # luck: a third of these rows fitted what the noise of the others is


@pytest.mark.parametrize("count", [12, 16, 19, 20, 24, 30, 40])
@pytest.mark.parametrize("classes", [0, 2, 3])
def test_a_few_rows_of_noise_are_told(count, classes):
    """Few are held out, or none, so each third is judged by a fit of the others."""
    silent = 0
    for seed in range(1, 6):
        draws = uniform(100 * seed + count)
        rows = [[next(draws) for column in range(3)] for r in range(count)]
        targets = [[next(draws)] for r in range(count)]
        if classes == 2:
            targets = [[float(y > 0.5)] for y, in targets]
        if classes == 3:
            targets = [[float(int(3 * y) == c) for c in range(3)] for y, in targets]
        net = Network(3, 6, len(targets[0]), activation=["tanh", "sigmoid" if classes else "identity"])
        silent += not told(lambda: net.fit(rows, targets))
    assert silent <= 1


@pytest.mark.parametrize("rule", [lambda a, b, c, d: (a + b + c + d) % 2, lambda a, b, c, d: a and b or c])
def test_a_truth_table_is_learned_by_heart_without_a_warning(rule):
    rows = [[r >> k & 1 for k in range(4)] for r in range(16)]
    net = Network(4, 8, 1)
    assert told(lambda: net.fit(rows, [[rule(*row)] for row in rows])) == []
    assert [round(y) for y, in net.predict(rows)] == [rule(*row) for row in rows]


def test_rows_held_out_that_repeat_learned_ones_are_counted():
    rows, targets = coins(40, 4, 1)
    reports = []
    for times in (1, 5):
        told(lambda: reports.append(Network(4, 16, 1).fit(rows * times, targets * times)))
    assert reports[0].repeated == 0 and "held out have" not in str(reports[0])
    assert reports[1].repeated == len(reports[1].held_out) == 40
    assert str(reports[1]).endswith("; but 40 of the rows held out have the inputs of one learned")


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "identity"])
@pytest.mark.parametrize("count", [20, 200])
def test_one_useless_output_among_good_ones_is_told_whatever_the_activation(activation, count):
    draws = uniform(3)
    rows = [[next(draws) - 0.5 for column in range(3)] for r in range(count)]
    targets = [[float(x > 0), float(next(draws) > 0.5)] for x, y, z in rows]
    net = Network(3, 6, 2, activation=["tanh", activation])
    ((message, filename),) = told(lambda: net.fit(rows, targets))
    assert ": [1]." in message and filename == __file__ or count == 20
    net = Network(3, 6, 2, activation=["tanh", activation])
    if count == 200:
        ((message, filename),) = told(lambda: net.train(rows, targets, 300, learning_rate=0.002))
        assert ": [1]." in message and filename == __file__


def test_classes_one_of_which_is_right_are_judged_together():
    """The middle one of three in a row can't be told by a line; the model is of use all the same."""
    rows = [[r / 30] for r in range(90)]
    targets = [[float(r // 30 == c) for c in range(3)] for r in range(90)]
    net = Network(1, 3)
    assert told(lambda: net.fit(rows, targets)) == []


@pytest.mark.parametrize("value", [2e-9, 0.1, -3e7, 0])
@pytest.mark.parametrize("count", [1, 8, 60])
def test_targets_that_never_change_are_answered_exactly(value, count):
    rows = [[r / 10] for r in range(count)]
    neuron, net = Neuron(1, "identity"), Network(1, 6, 2, activation=["tanh", "identity"])
    told(lambda: neuron.fit(rows, [value] * count))
    assert neuron.predict(rows) == [value] * count
    messages = told(lambda: net.fit(rows, [[1e-9 * x, value] for x, in rows]))
    assert [y for x, y in net.predict(rows)] == [value] * count
    assert messages == [] or count == 1


@pytest.mark.parametrize("low, high", [(0.4, 0.6), (0.01, 0.05), (0.0, 1.0)])
def test_shares_that_are_learned_well_are_no_warning(low, high):
    """Their cross-entropy has a least value, which is no fault of the model."""
    rows = [[r] for r in range(100)]
    targets = [[low + (high - low) * r / 99] for r in range(100)]
    net = Network(1, 4, 1)
    assert told(lambda: net.fit(rows, targets)) == []
    assert max(abs(y - t) for (y,), (t,) in zip(net.predict(rows), targets)) < 0.15 * (high - low)
    scaled, same = [[r / 50 - 1] for r in range(100)], Network(1, 4, 1)
    assert told(lambda: same.train(scaled, targets, 2000, learning_rate="rprop",
                                   loss="cross_entropy")) == []


@pytest.mark.parametrize("count", [10, 14, 19])
def test_a_few_rows_of_numbers_that_hang_together_are_no_warning(count):
    for seed in range(1, 6):
        rows, targets = few_numbers(count, False, seed)
        net = Network(3, 8, 1, activation=["tanh", "identity"])
        assert told(lambda: net.fit(rows, targets)) == []
        assert told(lambda: Neuron(3, "identity").fit(rows, [y for y, in targets])) == []


def test_whether_few_rows_are_known_by_heart_is_no_matter_of_the_model():
    rows, targets = few_numbers(15, True, 1)
    net, same = [Network(3, 4, 1, activation=["tanh", "identity"]) for _ in range(2)]
    told(lambda: net.fit(rows, targets))
    fitting = same.fitting(rows, targets)
    last = []

    def each_step():
        for epoch, loss in fitting:
            last[:] = same.parameters()

    assert len(told(each_step)) == 1 and told(each_step) == []
    assert same.parameters() == net.parameters() == last


def test_without_a_number_of_epochs_a_large_task_has_fewer_in_all():
    def epochs(inputs, units, count):
        draws = uniform(1)
        rows = [[next(draws) for column in range(inputs)] for r in range(count)]
        targets = [[next(draws) < 0.5] for r in range(count)]  # nothing to learn
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return len(list(Network(inputs, units, 1).fitting(rows, targets)))

    assert epochs(20, 40, 1000) == 40
    assert epochs(20, 40, 1100) == 100
    assert 100 < epochs(2, 2, 1000) < 3000


def test_who_breaks_off_a_fitting_is_told_nothing():
    def some():
        for epoch, loss in Neuron(1, "identity").fitting([[1]] * 3, [1, 2, 3]):
            break

    assert told(some) == []


def test_what_has_been_learned_is_no_warning():
    rows, targets = classes(60)
    assert told(lambda: Network(2, 6, 1, activation=["tanh", "sigmoid"]).fit(rows, targets)) == []


# --- Bad input ---------------------------------------------------------------------------

ROWS, TARGETS = [[float(r), 1.0] for r in range(24)], [r % 2 for r in range(24)]


@pytest.mark.parametrize("arguments, options, words", [
    (([], []), {}, "need rows and as many targets, not 0 and 0"),
    ((ROWS, TARGETS[1:]), {}, "need rows and as many targets, not 24 and 23"),
    ((ROWS[1:], TARGETS), {}, "need rows and as many targets, not 23 and "),
    ((ROWS[:3] + [[1.0]], TARGETS[:4]), {}, r"rows.3. must be a list of 2, .* not 1: .1.0."),
    ((ROWS[:3] + [[1.0, math.nan]], TARGETS[:4]), {}, r"rows.3..1. must be a finite number"),
    ((ROWS[:2], [0, 5]), {}, r"targets.1. must be .* from 0 to 1, not 5.*last activation is identity"),
    ((ROWS[:2], [0, "1"]), {}, r"targets.1. must be "),
    ((ROWS, TARGETS, 0), {}, "epochs must be a whole number from 1 to 4294967295, not 0"),
    ((ROWS, TARGETS, 1.5), {}, "epochs must be a whole number .* not 1.5"),
    ((ROWS, TARGETS), {"holdout": 1}, "holdout must be a .* from 0 to 0.9, not 1"),
    ((ROWS, TARGETS), {"holdout": -0.1}, "holdout must be"),
    ((ROWS, TARGETS), {"holdout": True}, "holdout must be"),
    ((ROWS, TARGETS), {"holdout": None}, "holdout must be"),
    ((ROWS, TARGETS), {"starts": 0}, "starts must be a whole number from 1 to [0-9]*, not 0"),
    ((ROWS, TARGETS), {"starts": 2.0}, "starts must be"),
    ((ROWS, TARGETS), {"seed": -1}, "seed must be a whole number"),
    ((ROWS, TARGETS), {"seed": None}, "seed must be a whole number"),
    ((ROWS, TARGETS), {"seed": 2**32}, "seed must be a whole number")])
def test_bad_input_is_refused_and_nothing_is_changed(arguments, options, words):
    n = Neuron(2, bias=None)
    before = repr(n), n.parameters()
    for act in (n.fit, n.fitting):
        with pytest.raises(ValueError, match=words):
            act(*arguments, **options)
        assert (repr(n), n.parameters()) == before
    n.training(ROWS, TARGETS)  # it is not folded


def test_options_are_given_by_name_and_others_refused():
    n = Neuron(2)
    for act in (lambda: n.fit(ROWS, TARGETS, 10, 0.2), lambda: n.fit(ROWS, TARGETS, every=2),
                lambda: n.fitting(ROWS, TARGETS, learning_rate=1), lambda: n.fit(ROWS)):
        with pytest.raises(TypeError):
            act()


def test_frames_series_and_arrays_are_tables():
    need(pandas, "numpy or pandas is not installed")
    rows, targets = made_up(40)
    flat = [t for t, in targets]
    n = Neuron(3, "identity")
    report = n.fit(rows, flat, 20)
    for table, column in ((numpy.array(rows), numpy.array(flat)),
                          (pandas.DataFrame(rows), pandas.Series(flat)),
                          (tuple(map(tuple, rows)), iter(flat))):
        same = Neuron(3, "identity")
        assert repr(same.fit(table, column, 20)) == repr(report)
        assert same.parameters() == n.parameters()
