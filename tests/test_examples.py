"""Each example prints what its docstring says, on every Python."""

import ast
import os
import subprocess
import sys
import textwrap
from xml.etree import ElementTree

import pytest

from tests.tools.extras import need
from tests.tools.runtimes import program

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLES = ["one_neuron", "tanh_neuron", "or_gate", "virus", "worked_example", "trial_and_error",
            "sigmoid_shape", "two_layers", "xor"]
PYTHONS = ["python", "micropython", "pypy3"]


def run(python, name, *arguments):
    """Run an example as the README says, and return how it ended."""
    path = sys.executable if python == "python" else program(python)
    need(path, "no %s is installed" % python)
    return subprocess.run([path, "-m", "examples." + name] + list(arguments), cwd=ROOT,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          universal_newlines=True)


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
