"""examples/benchmark.py: its contestants do the same work, and its table is complete."""

import pytest

import neuron
from examples import benchmark
from examples.benchmark import LARGE, TUTORIAL_1, TUTORIAL_8
from tests.tools.extras import need

EPOCHS = 300


def same(weights):
    """Return what equals these weights to nine digits, in whatever order they were added."""
    return pytest.approx(weights, rel=1e-9)


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
    monkeypatch.setattr(benchmark, "ours", ours)
    with pytest.raises(KeyboardInterrupt):
        benchmark.loops()
    assert seen == [0] and neuron.UNROLLED == 500


@pytest.mark.parametrize(
    "by_hand", [benchmark.loop_by_hand, benchmark.by_hand, benchmark.by_hand_with_loss])
def test_the_loops_unrolled_by_hand_do_the_same_work(one_neuron, by_hand):
    assert by_hand(*TUTORIAL_1, EPOCHS) == same(one_neuron)


def test_the_loop_for_these_rows_only_does_the_same_work(one_neuron):
    assert benchmark.by_hand_for_these_rows(EPOCHS) == same(one_neuron)


def test_micrograd_does_the_same_work(one_neuron):
    need(benchmark.micrograd, "needs micrograd")
    assert benchmark.micrograd_neuron(*TUTORIAL_1, EPOCHS) == same(one_neuron)


def test_numpy_does_the_same_work_for_one_neuron(one_neuron):
    need(benchmark.numpy, "needs NumPy")
    assert benchmark.numpy_neuron(*TUTORIAL_1, EPOCHS) == same(one_neuron)
    assert benchmark.fast_numpy_neuron(*TUTORIAL_1, EPOCHS) == same(one_neuron)


def test_numpy_does_the_same_work_for_two_layers():
    need(benchmark.numpy, "needs NumPy")
    assert benchmark.numpy_two_layers(*TUTORIAL_8, EPOCHS, 4) == same(
        benchmark.ours([3, 4, 1], *TUTORIAL_8, EPOCHS))


def test_numpy_does_the_same_work_row_by_row():
    need(benchmark.numpy, "needs NumPy")
    table = benchmark.data(20, 64, 10)
    weights = same(benchmark.ours(LARGE, *table, 2, 0.0, 1))
    assert benchmark.numpy_row_by_row(LARGE, *table, 2) == weights
    assert benchmark.numpy_row_by_row_plainly(LARGE, *table, 2) == weights


def test_a_process_of_its_own_does_the_same_work(one_neuron):
    need(hasattr(benchmark.os, "posix_spawn"), "needs posix_spawn")
    contestants = [(benchmark.ours, ([3, 1],))]
    if benchmark.numpy:
        contestants.append((benchmark.numpy_neuron, ()))
    for function, sizes in contestants:
        duration, peak, weights = benchmark.whole_process(function, *sizes, *TUTORIAL_1, EPOCHS)
        assert weights == same(one_neuron)
        assert duration > 0.0 and peak > 1.0


@pytest.mark.parametrize("unrolled", [True, False])
@pytest.mark.parametrize("program", ["pypy3", "micropython"])
def test_other_pythons_do_the_same_work(one_neuron, program, unrolled):
    python = benchmark.installed(program)[0]
    need(python, "needs " + program)
    duration, weights = benchmark.elsewhere(python, unrolled, repr(TUTORIAL_1), [3, 1], EPOCHS)
    assert duration > 0.0 and weights == same(one_neuron)
    table = benchmark.data(20, 64, 10)
    weights = benchmark.elsewhere(python, unrolled, "data(20, 64, 10)", LARGE, 2, 0.0, 1)[1]
    assert weights == same(benchmark.ours(LARGE, *table, 2, 0.0, 1))


def test_contestants_take_turns():
    calls = []
    assert benchmark.in_turn([lambda: calls.append("A"), lambda: calls.append("B") or 1], 3) == [
        [None] * 3, [1] * 3]
    assert calls == list("ABABAB")


def test_the_ratio_is_the_median_of_the_rounds_ratios_and_says_who_won():
    assert benchmark.ratio([1.0, 1.0, 2.0], [3.0, 9.0, 8.0]) == 4.0
    for theirs, verdict in (2.0, "won"), (0.5, "lost"), (1.01, "even"):
        assert benchmark.against("x", [1.0], [theirs]).endswith("%.2f  %s" % (theirs, verdict))


@pytest.fixture(scope="module")
def lines():
    """Return the table's lines, after hardly any work."""
    return "\n".join(benchmark.table(work=0.001, most_rounds=1)).split("\n")


def test_the_table_fits_a_hundred_columns(lines):
    assert len(lines) > 30
    assert all(len(line) <= 100 for line in lines)


def test_the_table_names_the_versions_and_what_is_missing(lines):
    assert "neuron.py " + neuron.__version__ in lines[0]
    for name, there in (("NumPy", benchmark.numpy), ("micrograd", benchmark.micrograd),
                        ("PyPy", benchmark.installed("pypy3")[0]),
                        ("MicroPython", benchmark.installed("micropython")[0])):
        assert (name in lines[0]) == bool(there)
        assert (name in lines[1]) == (not there)


def test_the_table_has_every_comparison(lines):
    text = "\n".join(lines)
    parts = ["the loops of neuron.py", "unrolled by hand, and", "Tutorial 8", "64-32-10",
             "to 1000 rows", "4 rows, 10 to 100 epochs", "weights"]
    if benchmark.numpy:
        parts += ["NumPy, as the tutorials write it", "peak memory", "overtakes", "a row at a time"]
    if benchmark.micrograd:
        parts.append("micrograd (")
    if benchmark.installed("pypy3")[0]:
        parts.append("Tutorial 1 under PyPy")
    if benchmark.installed("micropython")[0]:
        parts.append("its own loops")
    assert [part for part in parts if part not in text] == []


def test_without_extras_the_table_shows_the_rest(monkeypatch):
    monkeypatch.setattr(benchmark, "numpy", None)
    monkeypatch.setattr(benchmark, "micrograd", None)
    monkeypatch.setattr(benchmark, "installed", lambda program: (None, None))
    text = "\n".join(benchmark.table(work=0.001, most_rounds=1))
    assert "left out: NumPy, micrograd, PyPy, MicroPython" in text
    assert text.count("NumPy") == 1
    assert "unrolled by hand" in text and "weights" in text
