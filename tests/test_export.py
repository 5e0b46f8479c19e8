"""examples/export: what is written computes what the model does, wherever it runs."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

import neuron
from examples.csv_model import __main__ as csv_model
from examples.csv_model import files, learning
from examples.export import __main__ as export
from examples.export import c, cautions, int8, plan
from examples.export import rows as export_rows
from examples.helpers import tables
from tests.tools import exported, microbit
from tests.tools.exported import (
    as_lists, close, expected, flat, random_models, rows_for, save_rows, write)
from tests.tools.extras import need
from tests.tools.runtimes import TOP, program

CANCER = str(TOP / "examples" / "data" / "breast_cancer.csv")
TUTORIAL = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0]


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


@pytest.mark.slow
@pytest.mark.parametrize("level", ["-O0", "-O2"])
def test_c_gives_the_same_bits_without_contraction(level, models):
    need(program("gcc"), "no gcc is installed")
    results = exported.in_c(models.folder, models.jobs,
                            options=["-std=c99", level, "-ffp-contract=off"])
    assert list(map(repr, flat(results))) == list(map(repr, flat(models.expected)))


@pytest.mark.slow
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


@pytest.mark.parametrize("mean, error", [(100, "3e-5"), (10000, "0.002"), (40000, "0.01")])
def test_a_folded_model_in_single_floats_is_as_far_off_as_the_readme_says(mean, error, tmp_path):
    need(program("gcc"), "no gcc is installed")
    jobs, wanted = [], []
    for seed in range(6):
        net = neuron.Network(4, 8, 3, activation=["tanh", "identity"], seed=seed)
        net.fold([mean] * 4, [1] * 4)
        what = plan.Plan(net, "m%d" % seed, single=True)
        write(tmp_path, what)
        rows = [[mean + ((r * 7 + i * 3) % 11 - 5) / 3 for i in range(4)] for r in range(20)]
        jobs.append(exported.Job(what, rows))
        wanted.append(expected(net, jobs[-1]))
        assert len(cautions.coarse(net, None, None)) == (mean == 40000)
    numbers = zip(flat(exported.in_c(tmp_path, jobs, "float")), flat(wanted))
    largest = max([abs(y - other) / max(1, abs(other)) for y, other in numbers])
    assert largest == pytest.approx(float(error), rel=0.5)
    assert error in (TOP / "examples" / "export" / "README.md").read_text(encoding="utf-8")


def test_javascript_gives_the_same_numbers(models):
    need(program("node"), "no node is installed")
    close(exported.in_node(models.folder, models.jobs), models.expected, 1e-12)


def test_javascript_with_single_floats_gives_the_same_numbers_to_1e_5(singles):
    need(program("node"), "no node is installed")
    close(exported.in_node(singles.folder, singles.jobs), singles.expected, 1e-5)


# --- Learning on raw rows ------------------------------------------------------------------

def folded_models():
    """Yield folded models of raw rows, the rows, targets for them, and whether these are scaled."""
    for k, model in enumerate(random_models()):
        name = plan.Plan(model).activations[-1]
        rows = [[1000.0 * i + 10.0 ** i * x for i, x in enumerate(row)]
                for row in rows_for(model, 12)]
        scales = neuron.standardise(rows)
        scaled = name == "identity" and k % 2 == 0
        units = model.sizes[-1]
        model.fold(*scales, *([[500.0] * units, [20.0] * units] if scaled else [None, None]))
        yield model, rows, [[550.0 if scaled else 1.0] * units] * 5


def unfolded(what):
    """Return a network of a plan's weights."""
    net = neuron.Network(*what.sizes, activation=what.activations)
    for layer, biased in zip(net.layers, what.biases):
        if not biased:
            layer.biases = None
    net.set_parameters(what.flat)
    return net


def test_a_folded_model_learns_on_raw_rows_as_an_unfolded_one_on_scaled_rows(tmp_path):
    need(program("gcc"), "no gcc is installed")
    need(program("node"), "no node is installed")
    jobs, wanted = [], []
    for k, (model, rows, targets) in enumerate(folded_models()):
        what = plan.Plan(model, "m%d" % k, rows=rows)
        before = as_lists(model.predict(rows))
        write(tmp_path, what, train=True)
        jobs.append(exported.Job(what, rows, targets))
        net = unfolded(what)
        means, deviations = what.target_scales or ([0.0] * net.sizes[-1], [1.0] * net.sizes[-1])
        scaled = exported.Job(what, tables.scaled(rows, *what.scales),
                              tables.scaled(targets, means, deviations))
        scaled.one = False
        wanted.append((before,) + expected(net, scaled)[1:])
    assert {job.name for job in jobs if job.one} and len(jobs) == 28
    close(exported.in_python(tmp_path, jobs, sys.executable), wanted, 1e-8)
    close(exported.in_c(tmp_path, jobs), wanted, 1e-8)
    close(exported.in_node(tmp_path, jobs), wanted, 1e-8)
    exported.accepted(tmp_path, [job.name for job in jobs], "gcc", exported.STRICT)


def test_a_model_of_fit_learns_what_changed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    draws = neuron.uniform(3)
    rows = [[20 + 10 * next(draws), 1013 + 30 * next(draws)] for _ in range(100)]
    net = neuron.Network(2, 4, 1, activation=["tanh", "identity"])
    net.fit(rows, [[3 * a - b] for a, b in rows], 200)
    net.save("model.json")
    save_rows("rows.csv", rows)
    assert export.main(["model.json", "--to", "python", "--train", "--rows", "rows.csv",
                        "-o", "model.py"]) == 0
    scope = {}
    exec(Path("model.py").read_text(), scope)
    assert scope["predict"](rows[0]) == pytest.approx(net(rows[0]), rel=1e-9)
    losses = [sum([scope["learn"](row, [3 * row[0] - row[1] + 15], 0.05) for row in rows])
              for _ in range(30)]
    assert losses[-1] < losses[0] / 20  # the sensor is 15 too high since today
    answer, = scope["predict"](rows[0])
    assert answer == pytest.approx(3 * rows[0][0] - rows[0][1] + 15, abs=5)


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


# --- Weights of 8 bits ---------------------------------------------------------------------

@pytest.mark.slow
def test_8_bits_give_the_same_numbers_in_every_language(tmp_path):
    need(program("gcc"), "no gcc is installed")
    need(program("node"), "no node is installed")
    jobs, in_python, in_c = [], [], []
    for k, model in enumerate(random_models()):
        rows = rows_for(model, 30)
        what = plan.Plan(model, "m%d" % k)
        eight = int8.fitted(what, model, rows)
        write(tmp_path, what, eight=eight)
        jobs.append(exported.Job(what, rows))
        in_python.append((eight.outputs(rows), [], []))
        in_c.append((eight.outputs(rows, int8.functions_of_c()), [], []))
    found = exported.in_python(tmp_path, jobs, sys.executable)
    assert flat(found) == flat(in_python)
    close(exported.in_node(tmp_path, jobs), in_python, 1e-12)
    # A single float may fall on the other side of a level, 1 of 1023, or of a step.
    pairs = list(zip(flat(exported.in_c(tmp_path, jobs, "float")), flat(in_c)))
    differences = sorted([abs(y - z) / max(1.0, abs(z)) for y, z in pairs])
    assert differences[len(differences) * 98 // 100] < 0.002


@pytest.mark.parametrize("name", ["micropython", "micropython-32bit"])
def test_8_bits_give_the_same_numbers_in_micropython_with_its_machine_code(name, tmp_path):
    need(program(name), "no %s is installed" % name)
    model = neuron.Network(7, 5, 3, activation=["tanh", "sigmoid"], bias=0.3)
    rows = rows_for(model, 30)
    what = plan.Plan(model, "m")
    eight = int8.fitted(what, model, rows)
    write(tmp_path, what, eight=eight)
    results = exported.in_python(tmp_path, [exported.Job(what, rows)], program(name))
    close(results, [(eight.outputs(rows), [], [])], 0.003)


def test_8_bits_cost_little_whatever_the_units_of_the_inputs():
    for model in random_models():
        if "step" in plan.Plan(model).activations:
            continue  # a step from 0 to 1 is never small
        means = [100.0 * i for i in range(model.sizes[0])]
        deviations = [10.0 ** (3 * i - 6) for i in range(model.sizes[0])]
        rows = [[mean + x * deviation for x, mean, deviation in zip(row, means, deviations)]
                for row in rows_for(model, 50)]
        model.fold(means, deviations)
        eight = int8.fitted(plan.Plan(model), model, rows)
        before = as_lists(model.predict(rows))
        largest = max([abs(y) for ys in before for y in ys])
        moved = int8.errors(before, eight.outputs(rows))
        assert sum(moved) / len(moved) < 0.02 * (largest + 0.1)


def save_machines(labels=("A", "B"), weights=(0.0, 500.0, 1.0)):
    """Save a model of csv_model of a machine and its load, which are added up."""
    net = neuron.Network(len(weights), 1, activation="identity")
    net.set_parameters([*weights, 7.0])
    net.save("model.json")
    inputs = [{"name": "machine", "place": 0, "kind": "category", "labels": list(labels)},
              {"name": "load", "place": 1, "kind": "number", "unit": "", "mean": 50.0}]
    target = {"name": "wear", "place": 2, "unit": "", "classes": None, "usual": 300.0}
    Path("model.columns.json").write_text(json.dumps(
        {"format": files.FORMAT, "version": files.VERSION, "header": True, "width": 3,
         "decimal": None, "inputs": inputs, "target": target, "warning": None, "judged": None,
         "importance": None}))
    return net


def save_table(rows):
    """Save rows of a machine and its load as rows.csv."""
    Path("rows.csv").write_text("machine,load\n" + "".join(["%s,%s\n" % row for row in rows]))


ROWS_OF_MACHINES = {
    "in turn": [("AB"[k % 2], k * 37 % 101) for k in range(2000)],  # each other row has A alone
    "one of them": [("A", k * 37 % 101) for k in range(20)],
    "a rare one": [("B" if k == 1234 else "A", k * 37 % 101) for k in range(3000)],
    "an unknown one": [("C" if k < 9 else "A", k * 37 % 101) for k in range(50)],
    "few": [("A", 0), ("A", 100)],
}


@pytest.mark.parametrize("which", sorted(ROWS_OF_MACHINES))
@pytest.mark.parametrize("to", ["python", "c"])
def test_no_category_is_lost_by_8_bits_whatever_the_rows(which, to, tmp_path, monkeypatch, capsys):
    need(to != "c" or program("gcc"), "no gcc is installed")
    monkeypatch.chdir(tmp_path)
    net = save_machines()
    save_table(ROWS_OF_MACHINES[which])
    path = {"python": "model.py", "c": "model.h"}[to]
    assert export.main(["model.json", "--to", to, "--int8", "--rows", "rows.csv", "-o", path]) == 0
    said = capsys.readouterr()
    assert "always" not in said.err
    rows = [[a, b, load] for a, b in ((1, 0), (0, 1), (0, 0)) for load in (0, 33, 100)]
    job = exported.Job(plan.Plan(net, "model"), rows)
    results = (exported.in_c(tmp_path, [job], "float") if to == "c" else
               exported.in_python(tmp_path, [job], sys.executable))
    moved = int8.errors(net.predict(rows), results[0][0])
    told = float(re.search("([0-9.e-]+) at most", said.out).group(1))
    assert max(moved) <= told + 0.5 < 1.5


def test_a_category_alone_may_be_missing_all_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    net = save_machines(["A"], [300.0, 1.0])
    save_table(ROWS_OF_MACHINES["one of them"])
    assert export.main(["model.json", "--to", "python", "--int8", "--rows", "rows.csv",
                        "-o", "model.py"]) == 0
    rows = [[1, 50], [0, 50]]
    results = exported.in_python(tmp_path, [exported.Job(plan.Plan(net, "model"), rows)],
                                 sys.executable)
    assert max(int8.errors(net.predict(rows), results[0][0])) < 5


def test_inputs_that_never_vary_in_the_rows_are_warned_of(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    save_machines()
    save_table([("A", 5), ("B", 5)])
    for way, why in ((["--int8"], "the source may take them for that whatever they are"),
                     (["--train"], "learn() can't tell their scale")):
        if way == ["--train"]:
            net = neuron.load("model.json")
            net.fold([0.0, 0.0, 0.0], [1.0, 1.0, 2.0])
            net.save("model.json")
        capsys.readouterr()
        assert export.main(["model.json", "--to", "c", "--rows", "rows.csv", "-o", "model.h",
                            *way]) == 0
        assert capsys.readouterr().err == (
            "export: WARNING: rows.csv: always the same in these rows, so %s: input 2 (load). Give "
            "rows in which they vary\n" % why)
    neuron.Network(3, 1).save("model.json")
    os.remove("model.columns.json")
    save_rows("rows.csv", [[1, 2, 3], [1, 5, 3]])
    assert export.main(["model.json", "--to", "c", "--int8", "--rows", "rows.csv"]) == 0
    assert "that whatever they are: input 0, input 2. Give" in capsys.readouterr().err


def test_a_sample_of_rows_follows_no_rhythm_and_keeps_what_is_rare():
    every = [[float(k % 2), float(k == 4321), float(k)] for k in range(6000)]
    some = export_rows.sample(every)
    assert 1000 <= len(some) <= 1006 and some == export_rows.sample(every)
    assert 400 < len([row for row in some if row[0]]) < 600
    assert [max(column) for column in zip(*some)] == [1.0, 1.0, 5999.0]
    assert export_rows.sample(every[:1000]) == every[:1000]


def test_learning_is_scaled_by_all_rows(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    net = neuron.Network(1, 1)
    net.fold([1.0], [2.0])
    net.save("model.json")
    save_rows("rows.csv", [[k % 2] for k in range(2000)])
    assert export.main(["model.json", "--to", "c", "--train", "--rows", "rows.csv",
                        "-o", "model.h"]) == 0
    said = capsys.readouterr()
    assert "learn() scales by 2000 rows" in said.out and said.err == ""


def far(mean, deviation, hidden="tanh"):
    """Return a network whose first input is far from 0, rows for it, and save both."""
    net = neuron.Network(2, 4, 1, activation=[hidden, "identity"], seed=3)
    net.fold([mean, 0.0], [deviation, 1.0], [500.0], [100.0])
    net.save("model.json")
    rows = [[mean + (k * 37 % 101 - 50) / 30 * deviation, (k * 53 % 97 - 48) / 30]
            for k in range(200)]
    save_rows("rows.csv", rows)
    return net, rows


@pytest.mark.parametrize("mean, deviation", [(20.0, 10.0), (739000.0, 0.3), (1.7e9, 3000.0)])
def test_the_cost_that_is_told_is_that_of_the_compiled_c(mean, deviation, tmp_path, monkeypatch,
                                                         capsys):
    need(program("gcc"), "no gcc is installed")
    monkeypatch.chdir(tmp_path)
    net, rows = far(mean, deviation)
    assert export.main(["model.json", "--to", "c", "--int8", "--rows", "rows.csv",
                        "-o", "model.h"]) == 0
    told = [float(figure) for figure in re.findall(
        "by ([0-9.e-]+) on average, ([0-9.e-]+) at most", capsys.readouterr().out)[0]]
    results = exported.in_c(tmp_path, [exported.Job(plan.Plan(net, "model"), rows)], "float")
    moved = int8.errors(net.predict(rows), results[0][0])
    assert told == pytest.approx([sum(moved) / len(moved), max(moved)], rel=0.06)


@pytest.mark.parametrize("name", ["micropython-single", "micropython-32bit"])
def test_the_cost_that_is_told_is_that_on_a_board(name, tmp_path, monkeypatch, capsys):
    need(program(name), name + " is not built: python -m tests.tools.boards")
    monkeypatch.chdir(tmp_path)
    net, rows = far(739000.0, 0.3)
    rows = [[plan.as_single(x) for x in row] for row in rows]  # a board reads others less exactly
    save_rows("rows.csv", rows)
    assert export.main(["model.json", "--to", "python", "--int8", "--rows", "rows.csv",
                        "-o", "model.py"]) == 0
    told = float(re.search("([0-9.e-]+) at most", capsys.readouterr().out).group(1))
    results = exported.in_python(tmp_path, [exported.Job(plan.Plan(net, "model"), rows)],
                                 program(name))
    assert max(int8.errors(net.predict(rows), results[0][0])) == pytest.approx(told, rel=0.3)


COARSE = "export: WARNING: single floats are coarse for "


@pytest.mark.parametrize("mean, deviation, coarse", [
    (20.0, 10.0, False), (10000.0, 1.0, False), (739000.0, 100.0, False), (739000.0, 0.3, True),
    (-1.7e9, 3000.0, True)])
def test_it_warns_where_single_floats_are_coarse_for_an_input(mean, deviation, coarse, tmp_path,
                                                              monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    far(mean, deviation)
    for to, way, wanted in (
            ("python", ["--float"], COARSE + "this model, as its inputs are far from 0"),
            ("c", ["--float"], COARSE + "this model, as its inputs are far from 0"),
            ("c", ["--float", "--train", "--rows", "rows.csv"], COARSE + "input 0: near "),
            ("c", ["--int8", "--rows", "rows.csv"], COARSE + "input 0: near "),
            ("python", ["--int8", "--rows", "rows.csv"], COARSE + "input 0: near "),
            ("javascript", ["--int8", "--rows", "rows.csv"], None), ("c", [], None)):
        capsys.readouterr()
        assert export.main(["model.json", "--to", to, *way]) == 0
        said = capsys.readouterr().err
        assert (COARSE in said) is (coarse and wanted is not None)
        if coarse and wanted:
            assert wanted in said


@pytest.mark.parametrize("sizes", [(2, 1), (2, 3, 1)])
@pytest.mark.parametrize("deviation, coarse", [(0.3, True), (100.0, False)])
def test_it_warns_of_a_column_of_dates_by_its_name(sizes, deviation, coarse):
    net = neuron.Network(*sizes, activation=["tanh"] * (len(sizes) - 2) + ["identity"], seed=1)
    net.set_parameters([0.5] * len(net.parameters()))
    net.fold([739000.0, 0.0], [deviation, 1.0], [20.0], [100.0])
    columns = {"inputs": [
        {"name": "time", "kind": "date", "form": "%Y-%m-%d", "mean": 739000.0},
        {"name": "load", "kind": "number", "unit": "", "mean": 50.0}],
        "target": {"name": "wear", "unit": "", "classes": None, "usual": 20.0}}
    assert [text.partition(" apart")[0] for text in cautions.coarse(net, columns, None)] == (
        ["single floats are coarse for input 0 (time): near 739000 they are 0.0625"] * coarse)


@pytest.fixture(scope="module")
def digits(tmp_path_factory):
    """A network that reads digits and rows of it, in files, with rows and labels held out."""
    _, rows, labels = tables.data_set("digits")
    order = tables.shuffled(len(rows), seed=1)
    test, rest = order[:360], order[360:]
    net = neuron.Network(64, 16, 10)
    net.train([[x / 16 for x in rows[r]] for r in rest],
              [tables.one_hot(labels[r], "0123456789") for r in rest], 15, learning_rate=0.1,
              batch_size=1, shuffle=1, loss="cross_entropy")
    net.fold([0.0] * 64, [16.0] * 64)
    folder = tmp_path_factory.mktemp("digits")
    net.save(str(folder / "digits.json"))
    save_rows(folder / "rows.csv", tables.pick(rows, rest[:200]))
    for to, end in (("python", "py"), ("c", "h")):
        assert export.main([str(folder / "digits.json"), "--to", to, "--int8", "--rows",
                            str(folder / "rows.csv"), "-o", str(folder / ("digits." + end))]) == 0
    return folder, tables.pick(rows, test), [int(label) for label in tables.pick(labels, test)]


@pytest.mark.slow
def test_digits_keep_96_of_100_right_with_weights_of_8_bits(digits):
    need(program("gcc"), "no gcc is installed")
    folder, rows, labels = digits
    job = exported.Job(plan.Plan(neuron.load(str(folder / "digits.json")), "digits"), rows)
    for results in (exported.in_c(folder, [job], "float"),
                    exported.in_python(folder, [job], sys.executable)):
        answers = [tables.largest(ys) for ys in results[0][0]]
        assert tables.accuracy(answers, labels) >= 0.96
    assert (folder / "digits.py").stat().st_size < 6000


@pytest.mark.slow
def test_digits_of_8_bits_run_in_the_heap_of_a_small_board(digits):
    name = "micropython-32bit"
    need(program(name), name + " is not built: python -m tests.tools.boards")
    folder, rows, labels = digits
    (folder / "small.py").write_text("import digits\nprint(digits.predict(%r))" % (rows[0],))
    printed = exported.checked([program(name), "-X", "heapsize=12k", "small.py"], cwd=folder)
    assert tables.largest(json.loads(printed)) == labels[0]


# --- The micro:bit -------------------------------------------------------------------------

@pytest.fixture
def board():
    """An emulated micro:bit."""
    need(program("qemu-system-arm"), "qemu-system-arm is not installed")
    need(os.path.exists(microbit.FIRMWARE), "firmware-microbit-micropython is not installed")
    with microbit.Microbit() as board:
        yield board


ANSWER = """
import model
f = open("rows.txt")
for k in range(%d):
    print(model.predict([float(x) for x in f.readline().split()]))
"""


def answers_on(board, rows):
    """Return what model.py, from this folder, answers for rows on a board."""
    board.save("model.py", Path("model.py").read_bytes())
    board.save("rows.txt", "".join([" ".join(map(repr, row)) + "\n" for row in rows]).encode())
    board.save("job.py", (ANSWER % len(rows)).encode())
    return [json.loads(line) for line in board.run("import job").split("\n") if line]


@pytest.mark.slow
def test_digits_of_8_bits_run_on_a_microbit(digits, board, monkeypatch):
    folder, rows, labels = digits
    monkeypatch.chdir(folder)
    Path("model.py").write_text(Path("digits.py").read_text())
    answers = [tables.largest(outputs) for outputs in answers_on(board, rows[:20])]
    assert tables.accuracy(answers, labels[:20]) >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize("way", [["--float"], ["--int8", "--rows", CANCER]])
def test_one_command_after_csv_model_puts_breast_cancer_on_a_microbit(way, board, tmp_path,
                                                                      monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert csv_model.main(["train", CANCER, "--target", "diagnosis",
                           "--save", "cancer.json"]) == 0
    assert export.main(["cancer.json", "--to", "python", "-o", "model.py"] + way) == 0
    net = neuron.load("cancer.json")
    _, rows, labels = tables.data_set("breast_cancer")
    held_out, _ = learning.held_out(labels, 0.2, 1)
    rows = tables.pick(rows, held_out[::5][:20])
    assert len(rows) == 20
    for there, here in zip(answers_on(board, rows), net.predict(rows)):
        assert there == pytest.approx(here, abs=0.05 if "--int8" in way else 1e-4)
        assert int8.decided(there) == int8.decided(here)


@pytest.mark.slow
def test_one_command_after_fit_puts_breast_cancer_on_a_microbit(board, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, rows, labels = tables.data_set("breast_cancer")
    n = neuron.Neuron(30)
    report = n.fit(rows, [int(label == "malignant") for label in labels], 100)
    n.save("cancer.json")
    assert export.main(["cancer.json", "--to", "python", "--float", "-o", "model.py"]) == 0
    rows = tables.pick(rows, report.held_out[:20])
    assert len(rows) == 20
    assert answers_on(board, rows) == pytest.approx(n.predict(rows), abs=1e-4)


LEARN = """
import model
rows = [0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]
print(model.predict([1, 0, 0]))
for epoch in range(1000):
    loss = 0
    for k in range(4):
        loss += model.learn(rows[k], k in (1, 2), 1.0)
print(loss / 4)
print(model.predict([1, 0, 0]))
"""


@pytest.mark.slow
def test_what_is_exported_of_tutorial_1_trains_itself_on_a_microbit(board, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    n = neuron.Neuron(3, bias=None)
    n.save("tutorial.json")
    assert export.main(["tutorial.json", "--to", "python", "--float", "--train",
                        "-o", "model.py"]) == 0
    board.save("model.py", Path("model.py").read_bytes())
    board.save("job.py", LEARN.encode())
    before, loss, after = map(float, board.run("import job").split())
    assert before == pytest.approx(n([1, 0, 0]), abs=1e-4)
    for _ in range(1000):
        for row, target in zip(*TUTORIAL):
            n.step(n.gradient([row], [target]), 1.0)
    assert after == pytest.approx(n([1, 0, 0]), abs=1e-3) and after > 0.99
    assert loss < 0.002
