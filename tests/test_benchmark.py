"""examples/benchmark.py: its contestants do the same work, and its table is complete."""

import ast
import os
import re
import subprocess
import sys

import pytest

import neuron
from examples import benchmark
from examples.helpers import measuring, ways_to_train
from examples.benchmark import LARGE, TUTORIAL_1, TUTORIAL_8
from tests.tools.extras import need

EPOCHS = 300
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def same(weights):
    """Return what equals these weights to nine digits, in whatever order they were added."""
    return pytest.approx(weights, rel=1e-9)


# --- The contestants

@pytest.fixture
def one_neuron():
    """Return the weights after some epochs of the first tutorial, which are not the first."""
    weights = benchmark.loops([3, 1], *TUTORIAL_1, EPOCHS)
    assert weights != pytest.approx(neuron.Network(3, 1, bias=None).parameters(), rel=0.1)
    return weights


def test_unrolled_and_loops_do_the_same_work(one_neuron):
    assert benchmark.ours([3, 1], *TUTORIAL_1, EPOCHS) == one_neuron


def test_the_switch_is_off_while_the_loops_run_and_on_again_when_they_fail(monkeypatch):
    def ours():
        seen.append(neuron.UNROLLED)
        raise KeyboardInterrupt

    seen = []
    before = neuron.UNROLLED
    monkeypatch.setattr(benchmark, "ours", ours)
    with pytest.raises(KeyboardInterrupt):
        benchmark.loops()
    assert seen == [0] and neuron.UNROLLED == before > 0


def test_what_is_written_by_hand_does_the_same_work(one_neuron):
    assert benchmark.by_hand([3, 1], *TUTORIAL_1, EPOCHS) == same(one_neuron)


@pytest.mark.parametrize("name", ["plain_numpy_neuron", "numpy_neuron"])
def test_numpy_does_the_same_work_for_one_neuron(one_neuron, name):
    need(benchmark.numpy, "needs NumPy")
    assert getattr(benchmark, name)([3, 1], *TUTORIAL_1, EPOCHS) == same(one_neuron)


@pytest.mark.parametrize("training", [
    ([3, 4, 1], *TUTORIAL_8, EPOCHS), (LARGE, *benchmark.data(20, 64, 10), 2, 1),
    ([5, 5, 1], *benchmark.data(20, 5, 1), 20, 7)], ids=["whole", "row by row", "batches of 7"])
def test_numpy_does_the_same_work_for_a_network(training):
    need(benchmark.numpy, "needs NumPy")
    assert benchmark.numpy_network(*training) == same(benchmark.ours(*training))


@pytest.mark.parametrize("name", ["ours", "plain_numpy_neuron"])
def test_a_process_of_its_own_does_the_same_work(one_neuron, name):
    need(hasattr(os, "posix_spawn"), "needs posix_spawn")
    need(benchmark.numpy or name == "ours", "needs NumPy")
    duration, peak, weights = measuring.whole_process(
        getattr(benchmark, name), [3, 1], *TUTORIAL_1, EPOCHS)
    assert weights == same(one_neuron)
    assert duration > 0.0 and peak > 1.0


@pytest.mark.parametrize("unrolled", [True, False])
@pytest.mark.parametrize("program", ["pypy3", "micropython"])
def test_other_pythons_do_the_same_work(one_neuron, program, unrolled):
    python = measuring.installed(program)[0]
    need(python, "needs " + program)
    functions = [benchmark.data, benchmark.ours]
    duration, weights = measuring.elsewhere(
        python, functions, repr(TUTORIAL_1), [3, 1], EPOCHS, unrolled=unrolled)
    assert duration > 0.0 and weights == same(one_neuron)
    weights = measuring.elsewhere(
        python, functions, "data(20, 64, 10)", LARGE, 2, 1, unrolled=unrolled)[1]
    assert weights == same(benchmark.ours(LARGE, *benchmark.data(20, 64, 10), 2, 1))


# --- Ways to train

@pytest.fixture
def xor():
    """Return a task that all ways to train are done with soon."""
    return ways_to_train.Task("XOR", [2, 4, 1], ([[0, 0], [0, 1], [1, 0], [1, 1]],
                                                 [[0], [1], [1], [0]]), "squared", 0.01)


def test_neuron_py_tells_how_many_epochs_it_took_to_the_goal(xor):
    duration, epochs, loss = xor.by_neuron(1000)
    assert duration > 0.0 and loss <= 0.01
    assert xor.by_neuron(epochs - 1)[2] > 0.01


def test_rprop_reaches_each_goal_in_less_than_a_tenth_of_the_epochs_of_plain_descent(xor):
    assert 10 * xor.by_neuron(1000, learning_rate="rprop")[1] < xor.by_neuron(1000)[1]


def test_a_training_that_ends_with_an_error_has_not_reached_the_goal(xor):
    _, epochs, loss = xor.by_neuron(10, learning_rate=1e300)
    assert loss > 0.01


@pytest.mark.parametrize("options", [{"solver": "lbfgs"},
                                     {"solver": "adam", "learning_rate_init": 0.1}], ids=str)
def test_scikit_learn_gets_the_fewest_epochs_that_reach_the_goal(xor, options):
    need(ways_to_train.sklearn, "needs scikit-learn")
    duration, epochs, loss = xor.soonest_by_sklearn(200, **options)()
    assert duration > 0.0 and loss <= 0.01
    assert xor.by_sklearn(epochs - 1, **options)[2] > 0.01


def test_the_losses_of_scikit_learn_are_those_of_neuron_py():
    need(ways_to_train.sklearn, "needs scikit-learn")
    rows, targets = [[-1.0], [1.0], [1.0]], [[0], [1], [0]]
    for loss in "squared", "cross_entropy":
        task = ways_to_train.Task("x", [1, 1], (rows, targets), loss, 0.0)
        wanted = neuron.Neuron(1).train(rows, [0, 1, 0], 2000, learning_rate=1.0,
                                        loss="cross_entropy")
        if loss == "squared":  # two thirds of a half squared: the row of -1 is right, nearly
            wanted = 2 / 3 * 0.25
        assert task.by_sklearn(300, solver="lbfgs")[2] == pytest.approx(wanted, abs=1e-3)


# --- Measuring

def test_contestants_take_turns():
    calls = []
    assert measuring.in_turn([lambda: calls.append("A"), lambda: calls.append("B") or 1], 3) == [
        [None] * 3, [1] * 3]
    assert calls == list("ABABAB")


def test_a_line_has_the_medians_and_the_median_of_the_rounds_ratios():
    assert measuring.line("x", [1.0, 1.0, 2.0], [3.0, 9.0, 8.0]).split() == [
        "x", "1.0", "ms", "8.0", "ms", "4.00"]


# --- The table

def headings(lines):
    """Return the lines that begin a section, with their numbers blanked."""
    return [re.sub(r"\d[\d,.]*", "N", line) for line in lines if line and line[0] != " "]


@pytest.fixture(scope="module")
def lines():
    """Return the table's lines, after hardly any work."""
    return "\n".join(benchmark.table(work=0.001, most_rounds=1)).split("\n")


@pytest.fixture(scope="module")
def shown():
    """Return the lines of the table in the docstring, as measured last."""
    docstring = ast.get_docstring(ast.parse(open(benchmark.__file__).read()))
    return [line[4:] for line in docstring.partition("\nOutput:\n\n")[2].split("\n")]


@pytest.mark.slow
def test_the_table_fits_its_columns(lines):
    assert max(len(line) for line in lines) <= 85
    for line in lines:
        if line.startswith("  ") and not re.search(r", not in [\d,]+ epochs$|ratio$", line):
            assert re.fullmatch(r"  .{46} [ \d.]{7} (ms|MB) [ \d.]{7} \1 [ \d.]{6}", line)


@pytest.mark.slow
def test_the_table_names_the_versions_and_what_is_missing(lines):
    assert lines[0].startswith("neuron.py %s, " % neuron.__version__)
    beside = [line for line in lines if line.startswith("Beside it: ")]
    missing = [line for line in lines if line.startswith("Not installed, so left out: ")]
    for name, there in (("NumPy", benchmark.numpy), ("scikit-learn", ways_to_train.sklearn),
                        ("PyPy", measuring.installed("pypy3")[0]),
                        ("MicroPython", measuring.installed("micropython")[0])):
        assert (name + " " in "".join(beside), name in "".join(missing)) == (bool(there), not there)


@pytest.mark.slow
def test_the_table_has_every_comparison_that_this_machine_can_make(lines):
    text = "\n".join(lines)
    parts = ["the loops of neuron.py", "by hand", "Tutorial 8", "64-32-10", "to 1000 rows",
             "4 rows, 10 to 100 epochs", "weights", "Tutorial 1, 3-1, to", "XOR", "Iris",
             "Breast cancer", "by rprop in", "plain descent", "momentum"]
    if benchmark.numpy:
        parts += ["NumPy, as the tutorials write it", "overtakes", "a row at a time"]
        if hasattr(os, "posix_spawn"):
            parts.append("peak memory")
    if ways_to_train.sklearn:
        parts += ["scikit-learn, lbfgs", "scikit-learn, adam"]
    if measuring.installed("pypy3")[0]:
        parts.append("neuron.py on PyPy")
    if measuring.installed("micropython")[0]:
        parts.append("its own loops")
    assert [part for part in parts if part not in text] == []


@pytest.mark.slow
def test_with_nothing_but_python_the_table_shows_the_rest(monkeypatch):
    monkeypatch.setattr(benchmark, "numpy", None)
    monkeypatch.setattr(benchmark, "sklearn", None)
    monkeypatch.setattr(ways_to_train, "sklearn", None)
    monkeypatch.setattr(benchmark, "installed", lambda program: (None, None))
    text = "\n".join(benchmark.table(work=0.001, most_rounds=1))
    assert "left out: NumPy, scikit-learn, PyPy, MicroPython" in text
    assert text.count("NumPy") == text.count("scikit-learn") == 1
    for part in "by hand", "Tutorial 8", "64-32-10", "by rprop in", "to 1000 rows", "weights":
        assert part in text


@pytest.mark.slow
def test_the_docstring_shows_a_full_table_with_all_that_can_take_part(shown, lines):
    assert re.fullmatch(r"neuron\.py \d\S+, CPython \d\S+, .+", shown[0])
    assert re.fullmatch("Beside it: NumPy .+, scikit-learn .+, PyPy .+, MicroPython .+", shown[1])
    here = headings(lines[lines.index(""):])
    there = headings(shown[shown.index(""):])
    assert set(here) <= set(there) and len(there) >= 14
    if "Not installed" not in "".join(lines[:3]):
        assert here == there


@pytest.mark.slow
def test_each_label_of_the_table_stands_in_the_docstring_too(shown, lines):
    labels = {re.sub(r"\d[\d,.]*", "N", line[2:48]).strip() for line in shown}
    for line in lines:
        if line.startswith("  ") and line[2] != " " and not re.search(r", (not )?in \d", line):
            label = re.sub(r"\d[\d,.]*", "N", line[2:48]).strip()
            assert label in labels, line


def test_ctrl_c_ends_it_without_a_traceback():
    ended = subprocess.run([sys.executable, "-c", """
from examples import benchmark
def table(*_):
    yield "a line"
    raise KeyboardInterrupt
benchmark.table = table
benchmark.main()"""], cwd=ROOT, capture_output=True, text=True)
    assert (ended.stdout, ended.stderr, ended.returncode) == ("a line\n", "\nStopped.\n", 1)
