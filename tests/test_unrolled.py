"""The unrolled code trains to the same bits as the loops, on every Python with exec."""

import builtins
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import neuron
from neuron import Network, Neuron, uniform
from tests.tools.extras import need
from tests.tools.runtimes import program
from tests.tools.sources import compiling

ROWS, TARGETS = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)], [0, 1, 1, 0]


@pytest.mark.slow
@pytest.mark.parametrize("python", [sys.executable, "pypy3", "micropython"])
def test_random_networks_with_random_options_train_to_the_same_bits(python):
    need(program(python), "no %s here" % python)
    script = Path(__file__).with_name("tools") / "unrolled.py"
    run = subprocess.run([program(python), str(script), "400"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("400 cases, 400 unrolled"), run.stdout


def train(net):
    """Train a network on the four rows, long enough to be unrolled; return its parameters."""
    net.train(ROWS, [[t] for t in TARGETS], 1000)
    return net.parameters()


@pytest.fixture
def sources():
    """The list of all sources that are written from now on, for shapes that had none before."""
    written = []
    Neuron(1).train([[1]], [1], 500)  # the first one may compile more
    with compiling(written.append):
        yield written


def test_a_long_training_is_unrolled_and_a_short_one_is_not(sources):
    Network(3, 14, 1).train(ROWS, [[t] for t in TARGETS], 10)
    assert not sources
    train(Network(3, 14, 1))
    assert sources


@pytest.mark.parametrize("before", [0, 1000], ids=["before any", "after a long training"])
def test_a_built_in_whose_derivative_was_replaced_trains_by_the_new_one(before):
    program = """if 1:
    import neuron
    def mistaken(z, y):
        return 1 - neuron.tanh(y) ** 2
    rows, targets = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)], [0, 1, 1, 0]
    neuron.Neuron(3, "tanh").train(rows, targets, %d)
    neuron.ACTIVATIONS["tanh"].derivative = mistaken
    for neuron.UNROLLED in (500, 0):
        n = neuron.Neuron(3, "tanh")
        n.train(rows, targets, 1000)
        print(n.parameters())
    """ % before
    run = subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE,
                         text=True)
    unrolled, loops = run.stdout.splitlines()
    assert unrolled == loops


def test_a_long_training_adds_only_names_in_capitals_or_with_an_underscore_to_the_module():
    show = "import neuron; names = set(dir(neuron)); neuron.Neuron(1).train([[1]], [1], 1000); "
    show += "print(*(set(dir(neuron)) - names))"
    run = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    for name in run.stdout.split():
        assert name == "sys" or name.isupper() or name.startswith("_"), name


def test_the_source_holds_no_text_from_outside(sources):
    def wild(z):
        return neuron.tanh(z)

    wild.__name__ = "__import__('os').abort()"
    neuron.ACTIVATIONS["'); boom("] = activation = neuron.Activation(wild, lambda z, y: 1.0 - y * y)
    try:
        train(Network(3, 15, 1, activation=[activation, "sigmoid"]))
    finally:
        del neuron.ACTIVATIONS["'); boom("]
    assert sources
    for source in sources:
        assert "import" not in source and "boom" not in source


@pytest.mark.parametrize("units, error", [(11, MemoryError), (12, RecursionError)])
def test_where_the_compiler_gives_up_the_loops_give_the_same_bits(units, error, monkeypatch):
    def fail(source):
        failed.append(source)
        raise error

    failed = []
    with compiling(fail):
        parameters = train(Network(3, units, 1))
    monkeypatch.setattr(neuron, "UNROLLED", 0)
    assert failed and parameters == train(Network(3, units, 1))


def test_where_there_is_no_exec_the_loops_give_the_same_bits(monkeypatch):
    with monkeypatch.context() as without:
        without.delattr(builtins, "exec")
        parameters = train(Network(3, 13, 1))
    monkeypatch.setattr(neuron, "UNROLLED", 0)
    assert parameters == train(Network(3, 13, 1))


def test_threads_that_train_at_the_same_time_train_as_if_alone():
    models = [Network(3, units, 1, seed=units) for units in range(1, 9)]
    alone = [Network(3, units, 1, seed=units) for units in range(1, 9)]
    targets = [[t] for t in TARGETS]
    for net in alone:
        net.train(ROWS, targets, 500)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda net: net.train(ROWS, targets, 500), models))
    finally:
        sys.setswitchinterval(interval)
    assert [net.parameters() for net in models] == [net.parameters() for net in alone]


def test_a_wide_network_is_written_out_and_trains_to_the_same_bits(sources, monkeypatch):
    row = [i % 7 / 7 for i in range(1500)]
    net = Network(1500, 2, 1)
    other = Network(1500, 2, 1)
    loss = net.train([row], [[1]], 600)
    monkeypatch.setattr(neuron, "UNROLLED", 0)
    assert other.train([row], [[1]], 600) == loss
    assert net.parameters() == other.parameters()
    assert sources
