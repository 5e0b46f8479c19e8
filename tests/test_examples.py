"""Each example prints what its docstring says, on every Python."""

import ast
import os
import re
import subprocess
import sys
import textwrap
from xml.etree import ElementTree

import pytest

from neuron import Neuron, dot
from tests.tools.extras import need
from tests.tools.runtimes import program

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, "examples")
EXAMPLES = ["one_neuron", "tanh_neuron", "or_gate", "virus", "worked_example", "trial_and_error",
            "sigmoid_shape", "two_layers", "xor"]
PYTHONS = ["python", "micropython", "pypy3"]
# What a short run of an example takes that is more than a script.
SHORT = {name: ["--help"] for name in ("benchmark", "csv_model", "export", "many_workers")}


def interpreter(python):
    """Return the path of an installed Python; skip the test without it."""
    path = sys.executable if python == "python" else program(python)
    need(path, "no %s is installed" % python)
    return path


def start(command, folder):
    """Run a command in a folder, with no PYTHONPATH, and return how it ended."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)


def run(python, name, *arguments):
    """Run an example as a module from the top of the repository, and return how it ended."""
    return start([interpreter(python), "-m", "examples." + name] + list(arguments), ROOT)


def promised(name):
    """Return the output that stands in an example's docstring."""
    with open(os.path.join(ROOT, "examples", name + ".py"), encoding="utf-8") as file:
        docstring = ast.get_docstring(ast.parse(file.read()))
    return textwrap.dedent(docstring.partition("\nOutput:\n\n")[2]) + "\n"


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_prints_what_its_docstring_says(name, python):
    ended = run(python, name)
    assert ended.stderr == ""
    assert ended.stdout == promised(name)
    assert ended.returncode == 0


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_prints_the_same_when_run_as_a_file_from_another_folder(name, python, tmp_path):
    ended = start([interpreter(python), os.path.join(FOLDER, name + ".py")], tmp_path)
    assert (ended.stdout, ended.stderr, ended.returncode) == (promised(name), "", 0)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("folder, path", [(ROOT, "examples/or_gate.py"), (FOLDER, "or_gate.py")],
                         ids=["from the top", "from its own folder"])
def test_an_example_runs_by_a_relative_path(folder, path, python):
    ended = start([interpreter(python), path], folder)
    assert (ended.stdout, ended.stderr, ended.returncode) == (promised("or_gate"), "", 0)


def others():
    """Return the names of the examples that are no lessons: files, and folders with a program."""
    files = [name[:-3] for name in os.listdir(FOLDER) if name.endswith(".py")]
    folders = [name for name in os.listdir(FOLDER)
               if os.path.exists(os.path.join(FOLDER, name, "__main__.py"))]
    return sorted(set(files + folders) - set(EXAMPLES) - {"__init__"})


@pytest.mark.parametrize("name", others())
def test_every_other_example_runs_as_a_module_and_as_a_file_from_another_folder(name, tmp_path):
    arguments = SHORT.get(name, [])
    as_module = start([sys.executable, "-m", "examples." + name] + arguments, ROOT)
    path = os.path.join(FOLDER, name)
    as_file = start([sys.executable, path if os.path.isdir(path) else path + ".py"] + arguments,
                    tmp_path)
    assert (as_module.stderr, as_module.returncode) == (as_file.stderr, as_file.returncode)
    assert (as_file.stderr, as_file.returncode) == ("", 0)
    assert len(as_file.stdout) > 200 and os.listdir(tmp_path) == []


def test_an_example_is_run_with_the_neuron_py_beside_it_not_with_an_installed_one(tmp_path):
    (tmp_path / "neuron.py").write_text("raise ImportError('the wrong one')")
    ended = subprocess.run([sys.executable, os.path.join(FOLDER, "or_gate.py")], cwd=tmp_path,
                           env=dict(os.environ, PYTHONPATH=str(tmp_path)), capture_output=True)
    assert (ended.stderr, ended.returncode) == (b"", 0)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_fits_a_terminal(name):
    lines = promised(name).splitlines()
    assert len(lines) > 5
    assert max(len(line) for line in lines) <= 79


@pytest.mark.parametrize("python", PYTHONS)
def test_the_sigmoids_picture_shows_seven_rising_curves(python, tmp_path):
    path = tmp_path / "curves.svg"
    ended = run(python, "sigmoid_shape", str(path))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.endswith("The picture is in %s\n" % path)
    picture = ElementTree.parse(path)
    svg = "{http://www.w3.org/2000/svg}"
    shown = [text.text for text in picture.iter(svg + "text")]
    for label in ("weight 0.5", "weight 1", "weight 2", "bias -5", "bias 0", "bias 5", "input",
                  "output", "-10", "10", "0.00", "1.00"):
        assert label in shown
    curves = [line.get("points").split() for line in picture.iter(svg + "polyline")]
    assert len(curves) == 7
    for curve in curves:
        points = [[float(number) for number in point.split(",")] for point in curve]
        for (left, low), (right, high) in zip(points, points[1:]):
            assert left < right and low >= high  # an SVG counts downward
        assert points[-1][1] < 100 < points[0][1]


def test_the_sigmoids_picture_never_overwrites_another_kind_of_file(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    ended = run("python", "sigmoid_shape", str(path))
    assert ended.returncode == 2
    assert ended.stdout == (
        "Curves as text, or as a picture: python -m examples.sigmoid_shape curves.svg\n")
    assert path.read_text() == "mine"


@pytest.mark.parametrize("python", PYTHONS)
def test_a_picture_that_cannot_be_written_is_told_in_one_line(python, tmp_path):
    ended = run(python, "sigmoid_shape", str(tmp_path / "no folder" / "curves.svg"))
    assert (ended.returncode, ended.stderr) == (2, "")
    assert "no folder" in ended.stdout and len(ended.stdout.splitlines()) == 1


def test_the_picture_of_a_neuron_shows_what_the_trained_neuron_computes():
    n = Neuron(3, bias=None, seed=1)
    n.train([(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)], [0, 1, 1, 0], epochs=15000)
    picture = ElementTree.parse(os.path.join(FOLDER, "neuron.svg")).getroot()
    svg = "{http://www.w3.org/2000/svg}"
    shown = [text.text.replace("\u2212", "-") for text in picture.iter(svg + "text")]
    x = [1, 0, 1]
    weights = ["%.2f" % w for w in n.weights]
    parts = ["%d" % value for value in x] + ["\u00d7 " + w for w in weights] + [
        "%.2f" % dot(n.weights, x), "%.3f" % n(x), "inputs", "weights", "sum", "sigmoid", "output",
        "sigmoid(%s) = %.3f" % (" + ".join("%d \u00d7 %s" % p for p in zip(x, weights)), n(x))]
    assert sorted(shown) == sorted(parts)
    assert picture.find(svg + "title").text
    for text in weights + ["%.2f" % dot(n.weights, x), "%.3f" % n(x)]:
        assert text in picture.find(svg + "desc").text


def test_the_list_of_examples_names_every_file_here():
    with open(os.path.join(FOLDER, "README.md"), encoding="utf-8") as file:
        text = file.read()
    names = EXAMPLES + others()
    assert [name for name in names if "`%s`" % name not in text] == []
    assert [name for name in re.findall(r"^\| `(\w+)` ", text, re.M) if name not in names] == []
    helpers = [name for name in os.listdir(os.path.join(FOLDER, "helpers"))
               if name.endswith(".py") and name != "__init__.py"]
    assert [name for name in helpers if "`%s`" % name not in text] == []
