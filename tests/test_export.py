"""examples/export: what is written computes what the model does, wherever it runs."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import neuron
from examples import csv_model, tables
from examples.export import __main__ as export
from examples.export import c, int8, javascript, plan, python, words
from tests.tools import exported
from tests.tools.extras import need
from tests.tools.runtimes import TOP, program

DATA = TOP / "examples" / "data"
OR_GATE = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0]  # tutorial 1


def random_models():
    """Return networks of one to three layers with every activation, and neurons."""
    draws = neuron.uniform(17)

    def whole(most):
        return 1 + int(next(draws) * most)

    names = sorted(neuron.ACTIVATIONS)
    models = [neuron.Neuron(whole(5), name, bias=None if k % 2 else 0.5, seed=k, scale=2.0)
              for k, name in enumerate(names)]
    for k in range(21):
        layers = 1 + k // 7
        activation = [names[(k + 3 * layer) % 7] for layer in range(layers)]
        models.append(neuron.Network(*[whole(6) for _ in range(layers + 1)], activation=activation,
                                     seed=k, scale=1.5, bias=None if k % 3 == 0 else -0.25))
        if layers > 1 and k % 2:
            models[-1].layers[0].biases = None  # and biases in the other layers
    return models


def rows_for(model, count=6, seed=5, spread=4.0):
    """Return rows of numbers for a model."""
    draws = neuron.uniform(seed)
    return [[spread * (2 * next(draws) - 1) for _ in range(model.sizes[0])] for _ in range(count)]


def as_lists(outputs):
    """Return outputs as lists, those of a Neuron too."""
    return [y if isinstance(y, list) else [y] for y in outputs]


def expected(model, job):
    """Return what a job gives by the model itself, which is changed as it learns."""
    outputs = as_lists(model.predict(job.rows))
    losses = []
    for row, target in zip(job.rows, job.targets):
        answer, = as_lists(model.predict([row]))
        errors = [wanted - y for wanted, y in zip(target, answer)]
        losses.append(neuron.dot(errors, errors) / len(errors))
        model.step(model.gradient([row], target if job.one else [target]), job.rate)
    return outputs, losses, model.parameters() if losses else []


def write(folder, what, train=False, eight=None):
    """Write a plan in every language."""
    text = python.source_int8(eight) if eight else python.source(what, train)
    (folder / (what.name + ".py")).write_text(text)
    (folder / (what.name + ".h")).write_text(c.source(what, train, eight))
    (folder / (what.name + ".mjs")).write_text(javascript.source(what, train, eight))


class Models:
    """Random models, written with learn() in a folder, and what they themselves give."""

    def __init__(self, folder, single=False):
        self.folder = folder
        self.jobs = []
        self.expected = []
        for k, model in enumerate(random_models()):
            what = plan.Plan(model, "m%d" % k, single=single)
            write(folder, what, train=True)
            targets = [[0.0 if r % 2 else 1.0] * model.sizes[-1] for r in range(4)]
            self.jobs.append(exported.Job(what, rows_for(model), targets))
            self.expected.append(expected(model, self.jobs[-1]))


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """Models with weights as they are."""
    return Models(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def singles(tmp_path_factory):
    """Models with weights in single precision."""
    return Models(tmp_path_factory.mktemp("singles"), single=True)


def flat(results):
    """Return all numbers of outputs, losses and weights in a list."""
    found = []
    for outputs, losses, weights in results:
        found += [y for ys in outputs for y in ys] + losses + weights
    return found


def close(results, others, error):
    """Check that all numbers are equal to within an error, absolute or relative."""
    assert len(flat(results)) == len(flat(others)) > 0
    assert flat(results) == pytest.approx(flat(others), rel=error, abs=error)


# --- Agreement ---------------------------------------------------------------------------

def test_the_random_models_have_every_activation_in_every_place():
    models = random_models()
    layers = [(plan.name_of(layer, k), k, len(model.layers), layer.biases is None)
              for model in models for k, layer in enumerate(model.layers)]
    assert {(name, depth) for name, _, depth, _ in layers} >= {
        (name, depth) for name in neuron.ACTIVATIONS for depth in (1, 2, 3)}
    assert {bare for _, _, _, bare in layers} == {True, False}


def test_python_answers_and_learns_with_the_same_bits(models):
    results = exported.in_python(models.folder, models.jobs, sys.executable)
    assert list(map(repr, flat(results))) == list(map(repr, flat(models.expected)))


@pytest.mark.parametrize("name", ["micropython", "pypy3"])
def test_other_pythons_give_the_same_bits(name, models):
    need(program(name), "no %s is installed" % name)
    results = exported.in_python(models.folder, models.jobs, program(name))
    assert list(map(repr, flat(results))) == list(map(repr, flat(models.expected)))


@pytest.mark.parametrize("name", ["micropython-single", "micropython-32bit"])
def test_micropython_with_single_floats_gives_the_same_numbers(name, singles):
    need(program(name), name + " is not built: python -m tests.tools.boards")
    close(exported.in_python(singles.folder, singles.jobs, program(name)), singles.expected, 1e-4)


@pytest.mark.parametrize("level", ["-O0", "-O2", "-Os"])
def test_c_gives_the_same_bits_without_contraction(level, models):
    need(program("gcc"), "no gcc is installed")
    results = exported.in_c(models.folder, models.jobs,
                            options=["-std=c99", level, "-ffp-contract=off"])
    assert list(map(repr, flat(results))) == list(map(repr, flat(models.expected)))


@pytest.mark.parametrize("options", [[], ["-O3", "-march=native"]])
def test_c_gives_the_same_numbers_however_it_is_compiled(options, models):
    need(program("gcc"), "no gcc is installed")
    close(exported.in_c(models.folder, models.jobs, options=options), models.expected, 1e-12)


def test_cpp_gives_the_same_numbers(models):
    need(program("g++"), "no g++ is installed")
    results = exported.in_c(models.folder, models.jobs, compiler="g++", options=["-x", "c++"])
    close(results, models.expected, 1e-12)


def test_c_with_single_floats_gives_the_same_numbers_to_1e_5(singles):
    need(program("gcc"), "no gcc is installed")
    close(exported.in_c(singles.folder, singles.jobs, "float"), singles.expected, 1e-5)


def test_javascript_gives_the_same_numbers(models):
    need(program("node"), "no node is installed")
    close(exported.in_node(models.folder, models.jobs), models.expected, 1e-12)


def test_javascript_with_single_floats_gives_the_same_numbers_to_1e_5(singles):
    need(program("node"), "no node is installed")
    close(exported.in_node(singles.folder, singles.jobs), singles.expected, 1e-5)


# --- Compilers -----------------------------------------------------------------------------

COMPILERS = {"gcc": exported.STRICT, "g++": exported.STRICT_CPP,
             "arm-none-eabi-gcc": exported.STRICT + ["-mcpu=cortex-m0", "-mthumb", "-Os"]}


def extreme_models():
    """Return models whose numbers are hard to write, and of one input and one unit."""
    for k, weights in enumerate([[5e-324, -1.7976931348623157e308], [1e-40, -0.0], [0.1, 1e22],
                                 [3, -7], [16777217, 1e-7]]):
        model = neuron.Neuron(2, "identity", bias=-0.0, seed=k)
        model.weights = weights
        yield model
    yield neuron.Network(1, 1, bias=None)


@pytest.mark.parametrize("train", [False, True])
@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("compiler", sorted(COMPILERS))
def test_compilers_have_nothing_to_say(compiler, single, train, tmp_path):
    need(program(compiler), "no %s is installed" % compiler)
    names = []
    for k, model in enumerate(random_models() + list(extreme_models())):
        if single and max(map(abs, model.parameters())) > 1e38:
            continue
        names.append("m%d" % k)
        what = plan.Plan(model, names[-1], single=single)
        (tmp_path / (names[-1] + ".h")).write_text(c.source(what, train))
    exported.accepted(tmp_path, names, compiler, COMPILERS[compiler])


@pytest.mark.parametrize("compiler", sorted(COMPILERS))
def test_compilers_have_nothing_to_say_of_8_bits(compiler, tmp_path):
    need(program(compiler), "no %s is installed" % compiler)
    names = []
    for k, model in enumerate(random_models()):
        what = plan.Plan(model, "m%d" % k)
        names.append(what.name)
        (tmp_path / (what.name + ".h")).write_text(
            c.source(what, eight=int8.fitted(what, model, rows_for(model))))
    exported.accepted(tmp_path, names, compiler, COMPILERS[compiler])


def test_hard_numbers_come_through_to_the_last_bit(tmp_path):
    need(program("gcc"), "no gcc is installed")
    jobs, wanted = [], []
    for k, model in enumerate(extreme_models()):
        what = plan.Plan(model, "m%d" % k)
        write(tmp_path, what)
        rows = [[1.0] + [0.0] * (model.sizes[0] - 1), [-0.0] + [1.0] * (model.sizes[0] - 1)]
        jobs.append(exported.Job(what, rows))
        wanted.append(expected(model, jobs[-1]))
    for results in (exported.in_c(tmp_path, jobs, options=["-ffp-contract=off"]),
                    exported.in_python(tmp_path, jobs, sys.executable)):
        assert list(map(repr, flat(results))) == list(map(repr, flat(wanted)))
