"""Columns are brought to mean 0 and deviation 1, and a trained model can take that over."""

import math
import statistics
import subprocess

import pytest

import neuron
from neuron import ACTIVATIONS, Network, Neuron, load, standardise, uniform
from tests.tools import runtimes
from tests.tools.extras import need

NAN, INFINITY = float("nan"), float("inf")
NOT_NUMBERS = [NAN, INFINITY, -INFINITY, 10**400, "1", None, 1j, [1], {}]


def table(rows, offsets, spreads, seed=1):
    """Return rows of random numbers, each column within a spread around its offset."""
    draws = uniform(seed)
    return [[o + s * (2.0 * next(draws) - 1.0) for o, s in zip(offsets, spreads)]
            for r in range(rows)]


def scale(rows, means, deviations):
    return [[(x - m) / d for x, m, d in zip(row, means, deviations)] for row in rows]


def assert_near(values, wanted, tolerance=1e-12):
    assert len(values) == len(wanted)
    for value, figure in zip(values, wanted):
        assert abs(value - figure) <= tolerance * max(1.0, abs(figure)), (value, figure)


# --- standardise -------------------------------------------------------------------------

OFFSETS = [0.0, -3.0, 1000.0, 1e-6, -1e6, 5e100, 1e9]
SPREADS = [1.0, 0.01, 250.0, 1e-6, 3.0, 1e99, 1.0]


def test_means_and_deviations_are_those_of_the_statistics_module():
    rows = table(300, OFFSETS, SPREADS)
    means, deviations = standardise(rows)
    for column, mean, deviation in zip(zip(*rows), means, deviations):
        assert math.isclose(mean, statistics.fmean(column), rel_tol=1e-12)
        assert math.isclose(deviation, statistics.pstdev(column), rel_tol=1e-9)


def test_a_table_can_be_done_in_the_head():
    assert standardise([[1, 10, -1], [3, 10, 1]]) == ([2.0, 10.0, 0.0], [1.0, 1.0, 1.0])
    assert standardise([[0], [0], [3], [3], [6], [6]]) == ([3.0], [math.sqrt(6)])
    assert standardise([[5, -7.5]]) == ([5.0, -7.5], [1.0, 1.0])


def test_scaled_columns_have_mean_0_and_deviation_1():
    rows = table(300, OFFSETS, SPREADS, seed=2)
    means, deviations = standardise(scale(rows, *standardise(rows)))
    assert_near(means, [0.0] * len(OFFSETS), 1e-5)  # beside 1e9 few digits are left
    assert_near(deviations, [1.0] * len(OFFSETS), 1e-9)


@pytest.mark.parametrize("value", [
    0.0, -0.0, 5, 0.1, -1 / 3, 1e-300, 5e-324, 1e16 + 2, 123456.789, 1e30, 1e200, -1e300])
@pytest.mark.parametrize("count", [1, 2, 3, 10, 569, 1000])
def test_a_constant_column_is_scaled_to_almost_0_by_a_deviation_of_1(value, count):
    rows = [[value, r] for r in range(count)]
    means, deviations = standardise(rows)
    assert deviations[0] == 1.0
    assert abs((value - means[0]) / deviations[0]) < 1e-9


@pytest.mark.parametrize("low, high", [
    (0.0, 5e-324), (1e-200, 2e-200), (1e-170, 3e-170), (-1e-165, 1e-165), (1.0, 1.0 + 2**-52),
    (1e16, 1e16 + 2), (-1e150, 1e150)])
def test_any_deviation_can_be_divided_by(low, high):
    means, deviations = standardise([[low], [high], [low]])
    assert 0.0 < deviations[0] < INFINITY and low <= means[0] <= high
    for row in scale([[low], [high]], means, deviations):
        assert -2.0 <= row[0] <= 2.0


@pytest.mark.parametrize("low, high", [
    (0.0, 1e-170), (0.0, 1e-310), (0.0, 1e200), (-1e300, 1e300), (1e-200, 3e-200), (5.0, 5.5)])
def test_small_and_large_columns_are_scaled_as_any_other(low, high):
    means, deviations = standardise([[low], [high]])
    assert_near([means[0] / high, deviations[0] / high],
                [(low / high + 1) / 2, (1 - low / high) / 2], 1e-9)


@pytest.mark.parametrize("column", [
    [1.7e308, 1.7e308], [1.7e308, -1.7e308], [1e308] * 3 + [1.7e308], [-1e300, 1e300],
    [0.0, 1e200]])
def test_sums_beyond_all_floats_are_refused_or_give_no_infinity(column):
    try:
        means, deviations = standardise([[x, 1] for x in column])
    except (ValueError, ArithmeticError):
        return
    assert all(-INFINITY < value < INFINITY for value in means + deviations)


def test_a_column_far_from_0_loses_no_digits_to_its_offset():
    draws = uniform(4)
    column = [1e9 + 2e-3 * next(draws) - 1e-3 for row in range(10000)]
    means, deviations = standardise([[x] for x in column])
    exact = math.fsum(x - 1e9 for x in column) / len(column)
    assert abs(means[0] - 1e9 - exact) <= 2.0 ** -23  # a unit in the last place
    assert math.isclose(deviations[0], statistics.pstdev([x - 1e9 for x in column]), rel_tol=1e-6)


def test_rows_are_left_alone_and_may_be_of_any_kind():
    rows = [[1, 2], [3, 5]]
    wanted = standardise(rows)
    assert rows == [[1, 2], [3, 5]]
    assert standardise(tuple(map(tuple, rows))) == wanted
    assert standardise(row for row in rows) == wanted
    assert standardise([[True, False], [0, 1]]) == ([0.5, 0.5], [0.5, 0.5])


@pytest.mark.parametrize("row", [[], [1], [1, 2, 3], None, 5, "12", {}, [[1, 2]],
                                 *[[1, bad] for bad in NOT_NUMBERS]])
def test_a_row_that_is_not_like_the_first_is_named(row):
    with pytest.raises(ValueError, match=r"rows\[2\]"):
        standardise([[1, 2], [3, 4], row, [5]])


@pytest.mark.parametrize("row", ["12", *[[1, bad] for bad in NOT_NUMBERS]])
def test_a_first_row_that_is_no_list_of_numbers_is_named(row):
    with pytest.raises(ValueError, match=r"rows\[0\]"):
        standardise([row, [1, 2]])


@pytest.mark.parametrize("rows", [[], (), iter([])])
def test_no_rows_have_no_means(rows):
    with pytest.raises(ValueError, match="rows"):
        standardise(rows)


@pytest.mark.parametrize("rows", [None, 5, [None, [1, 2]], [5], [1.5, [1, 2]]])
def test_what_is_no_table_at_all_is_a_typeerror(rows):
    with pytest.raises(TypeError, match="not iterable|has no len"):
        standardise(rows)


# --- fold --------------------------------------------------------------------------------

def trained(model, rows):
    """Train a little on made-up targets."""
    draws = uniform(3)
    targets = [[0.2 + 0.6 * next(draws) for unit in range(model.sizes[-1])] for row in rows]
    if isinstance(model, Neuron):
        targets = [target[0] for target in targets]
    model.train(rows, targets, 20, learning_rate=0.01)
    return model


MODELS = [
    lambda: Neuron(4), lambda: Neuron(4, bias=None), lambda: Neuron(4, "identity", bias=-2.5),
    lambda: Network(4, 3), lambda: Network(4, 3, bias=None), lambda: Network(4, 5, 2, bias=0.75),
    lambda: Network(4, 5, 2, bias=None), lambda: Network(4, 8, 8, 1, activation="tanh", seed=9),
    *[lambda name=name: Network(4, 3, 2, activation=[name, "identity"])
      for name in sorted(ACTIVATIONS)]]


@pytest.mark.parametrize("make", MODELS, ids=lambda make: repr(make()))
def test_a_folded_model_gives_for_raw_rows_what_it_gave_for_scaled_rows(make):
    rows = table(40, [0.0, -3.0, 1000.0, 7.0], [1.0, 0.1, 250.0, 0.0])
    means, deviations = standardise(rows)
    scaled = scale(rows, means, deviations)
    model = trained(make(), scaled)
    rest = [(layer.weights, layer.biases, layer.activation) for layer in model.layers[1:]]
    outputs = model.predict(scaled)
    activation = model.layers[0].activation
    assert model.fold(means, deviations) is None
    assert model.layers[0].activation is activation and type(model) is type(make())
    assert rest == [(layer.weights, layer.biases, layer.activation) for layer in model.layers[1:]]
    for output, wanted in zip(model.predict(rows), outputs):
        if isinstance(model, Neuron):
            output, wanted = [output], [wanted]
        assert_near(output, wanted)


def test_a_fold_is_exact_where_the_arithmetic_is():
    n = Neuron(2, "identity", bias=None)
    n.weights = [1, -6]
    n.fold([3, -1], [2, 4])
    assert n.weights == [0.5, -1.5] and n.bias == -3.0


def test_a_folded_model_is_neither_folded_again_nor_trained():
    n = Neuron(2, "identity")
    n.fold((1, 1), (0.5, -0.5))
    before = n.parameters()
    for act in (lambda: n.fold([1, 1], [1, 1]), lambda: n.train([[1, 2]], [3]),
                lambda: n.training([[1, 2]], [3]), lambda: n.gradient([[1, 2]], [3])):
        with pytest.raises(ValueError, match="folded"):
            act()
    with pytest.raises(ValueError, match="folded"):
        n.step([0.0] * 3)
    assert n.parameters() == before
    n.set_parameters(before)  # they are still those of a folded model
    with pytest.raises(ValueError, match="folded"):
        n.train([[1, 2]], [3])


def test_a_model_folded_in_the_middle_of_its_training_is_not_trained_on():
    n = Neuron(2, "identity")
    steps = n.training([[1, 2]], [3], 10)
    next(steps)
    n.fold([1, 1], [2, 2])
    before = n.parameters()
    with pytest.raises(ValueError, match="folded"):
        next(steps)
    assert n.parameters() == before


@pytest.mark.parametrize("bias", [None, 0.5])
@pytest.mark.parametrize("make", [lambda bias: Neuron(3, "identity", bias=bias), lambda bias: Network(
    3, 4, 2, activation=("tanh", "identity"), bias=bias)], ids=["neuron", "network"])
def test_the_scale_of_the_targets_is_folded_too(make, bias):
    rows = table(40, [0.0, -3.0, 1000.0], [1.0, 0.1, 250.0])
    model = make(bias)
    means, deviations = standardise(rows)
    target_means = [250000.0, -5.0][:model.sizes[-1]]
    target_deviations = [80000.0, 0.001][:model.sizes[-1]]
    outputs = model.predict(scale(rows, means, deviations))
    model.fold(means, deviations, target_means, target_deviations)
    for row, scaled in zip(rows, outputs):
        output = model(row)
        if isinstance(model, Neuron):
            output, scaled = [output], [scaled]
        wanted = [y * d + m for y, d, m in zip(scaled, target_deviations, target_means)]
        assert_near(output, wanted)


def test_the_scale_of_targets_needs_identity_outputs_and_a_number_for_each():
    rows, ones = [0, 0], [1, 1]
    for model in (Neuron(2), Network(2, 3, 1, activation=("identity", "tanh"))):
        before = state(model)
        with pytest.raises(ValueError, match="identity"):
            model.fold(rows, ones, [1], [2])
        assert state(model) == before
    n = Neuron(2, "identity")
    for means, deviations, word in (([], [1], "target_means"), ([1], None, "target_deviations"),
                                    (None, [1], "target_means"), ([1], [NAN], "target_deviations")):
        with pytest.raises(ValueError, match=word):
            n.fold(rows, ones, means, deviations)
    assert n.parameters() == Neuron(2, "identity").parameters()


def test_means_of_0_and_deviations_of_1_change_no_output():
    n = Network(3, 4, 2)
    rows = table(5, [0.0] * 3, [1.0] * 3)
    outputs, before = n.predict(rows), n.parameters()
    n.fold([0] * 3, [1] * 3)
    assert n.predict(rows) == outputs and n.parameters() == before


def test_a_folded_model_has_biases_and_is_saved_as_a_folded_one(tmp_path):
    n = Neuron(2, bias=None)
    n.fold([1, 2], [3, 4])
    assert n.bias is not None and len(n.parameters()) == 3
    n.save(tmp_path / "model.json")
    again = load(tmp_path / "model.json")
    assert again.parameters() == n.parameters()
    with pytest.raises(ValueError, match="folded"):
        again.fold([1, 2], [3, 4])


def state(model):
    return [(layer.weights, layer.biases, layer.activation) for layer in model.layers]


def not_folded(means, deviations, error, words=None):
    """Check that to fold raises the error, and that the models stay as they were."""
    for bias in (None, 0.5):
        for model, twin in ((Neuron(2, bias=bias), Neuron(2, bias=bias)),
                            (Network(2, 3, 1, bias=bias), Network(2, 3, 1, bias=bias))):
            with pytest.raises(error, match=words):
                model.fold(means, deviations)
            assert state(model) == state(twin)


BAD = [[], [1], [1, 2, 3], None, 5, "12", [[1, 2]], *[[1, bad] for bad in NOT_NUMBERS]]


@pytest.mark.parametrize("bad", BAD)
def test_means_and_deviations_that_are_not_a_number_for_each_input(bad):
    not_folded(bad, [1, 1], ValueError, "means")
    not_folded([1, 1], bad, ValueError, "deviations")


@pytest.mark.parametrize("deviations", [[0, 1], [1, 0.0], [-0.0, 1], [0, 0], [False, 1]])
def test_a_deviation_of_0_is_refused(deviations):
    not_folded([1, 1], deviations, (ValueError, ArithmeticError))


@pytest.mark.parametrize("means, deviations", [
    ([0, 0], [5e-324, 1]), ([1e308, 0], [1e-5, 1]), ([1.7e308, 1.7e308], [0.1, 0.1])])
def test_a_fold_that_would_make_a_weight_or_bias_infinite_is_refused(means, deviations):
    not_folded(means, deviations, (ValueError, ArithmeticError))


@pytest.mark.slow
def test_micropython_in_a_browser_standardises_twenty_thousand_rows(tmp_path):
    """It has no room to spread so many arguments, as zip(*rows) does."""
    name = "MicroPython in WebAssembly"
    need(runtimes.RUNTIMES[name], "%s is not installed" % name)
    job = tmp_path / "job.py"
    job.write_text("import neuron\nprint(neuron.standardise([[r, 5.0] for r in range(20001)]))")
    done = subprocess.run(runtimes.RUNTIMES[name][:-1] + [str(job)], capture_output=True, text=True)
    means, deviations = neuron.standardise([[r, 5.0] for r in range(20001)])
    assert done.stdout == "(%r, %r)\n" % (means, deviations), done.stderr[-500:]
