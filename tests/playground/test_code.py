"""The code that the page shows does what the page did."""

import ast
import io
import os
import shutil
import subprocess
import sys

import pytest

from neuron import load
from tests.playground import driver

pytestmark = pytest.mark.slow


@pytest.fixture
def beside(tmp_path):
    """A folder with nothing but neuron.py."""
    shutil.copy(os.path.join(driver.ROOT, "neuron.py"), str(tmp_path))
    return str(tmp_path)


def printed(code, folder):
    """Run a program in a folder on this Python; return what it prints."""
    finished = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True,
                              text=True, timeout=120)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def run(code, folder):
    """Run a program; return the parameters of its model."""
    lines = printed(code + "\nprint(model.parameters())", folder).splitlines()
    return ast.literal_eval(lines[-1])


@pytest.mark.parametrize("problem", [
    "tutorial1", "tutorial2", "scores", "or_published", "virus", "worked", "trial", "trask3",
    "xor", "moons", "spiral", "three", "own"])
def test_the_code_trains_the_same_model(playground, problem, beside):
    playground.open(problem=problem, epochs=20, speed="full")
    playground.play_to_the_end()
    model = playground.model()
    assert run(playground.tab("this"), beside) == pytest.approx(model.parameters(), rel=1e-9, abs=1e-12)


def test_the_code_tells_of_every_change_by_hand_and_of_rows(playground, beside):
    playground.open(problem="xor", output="identity", activation="relu", rate="0.1", epochs=10)
    playground.page.click("#step-epoch")
    playground.says("Paused after epoch 1.")
    playground.page.click("#step-row")
    playground.says("Learned from row 1")
    playground.page.locator("#network-drawing .grip").first.focus()
    playground.page.keyboard.press("ArrowUp")
    playground.rested()
    playground.choose("#set-rate", "0.05")
    playground.page.select_option("#speed", "full")
    playground.play_to_the_end()
    code = playground.tab("this")
    assert "# by hand" in code and "learning_rate=0.05" in code
    assert run(code, beside) == playground.model().parameters()


def test_the_code_for_the_digits_needs_nothing_but_neuron_py(playground, beside):
    playground.open(problem="digits", epochs=1, hidden=4, speed="full")
    playground.play_to_the_end()
    right = playground.text("#right").split()[0]
    assert printed(playground.tab("this"), beside) == "%s of 75 right\n" % right


@pytest.mark.parametrize("data, line", [
    ("size,kind\n1,cat\n2,cat\n7,dog\n8,dog\n", "[1] cat -> cat 0.0"),
    ("size,kind\n1,cat\n2,cat\n7,dog\n8,dog\n4,cow\n5,cow", "[1] cat -> cat ["),
])
def test_the_code_prints_classes_by_their_names(playground, data, line, beside):
    playground.open(problem="own", epochs=200, speed="full", data=data, held=0)
    playground.play_to_the_end()
    assert line in printed(playground.tab("this"), beside)
    assert 'names = ["size"]' in playground.tab("this")


def test_what_an_output_of_the_file_means_is_said(playground):
    playground.open(problem="own", data="size,kind\n1,cat\n2,cat\n7,dog\n8,dog\n")
    playground.tab("model")
    assert "An output of 0 means cat, of 1 dog." in playground.text("#code-hint")
    playground.choose("#problem", "three")
    playground.tab("model")
    assert "in this order, for: A, B, C" in playground.text("#code-hint")


@pytest.mark.parametrize("problem", ["or_published", "tutorial2"])
def test_the_model_of_a_tutorial_with_a_mistake_is_loaded_by_any_neuron_py(
        playground, problem, tmp_path):
    playground.open(problem=problem, epochs=50, speed="full")
    playground.play_to_the_end()
    (tmp_path / "model.json").write_text(playground.tab("model"))
    model = load(str(tmp_path / "model.json"))
    rows = {"or_published": [[0, 0], [0, 1], [1, 0], [1, 1]],
            "tutorial2": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]]}[problem]
    assert playground.answers() == ["%.8f" % y for y in model.predict(rows)]


def test_the_code_has_names_from_the_users_table_as_texts_alone(playground, beside):
    name = '__import__("os")'
    playground.open(problem="own", epochs=2, speed="full", held=0,
                    data=name + ",b,y\n1,2,0\n2,3,1\n3,1,1\n4,2,0")
    playground.play_to_the_end()
    code = playground.tab("this")
    tree = ast.parse(code)
    assert [node.module for node in ast.walk(tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))] == ["neuron"]
    assert name in [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert "__import__" not in [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    run(code, beside)


def panel(playground):
    """Return the text of the code, and whether it can be copied and downloaded."""
    return (playground.page.locator("#code-text").text_content(),
            playground.page.is_enabled("#copy"), playground.page.is_enabled("#download"))


def test_no_tab_shows_or_gives_away_the_text_of_another(shared):
    """While it trains neuron.py is there at once, and the model's file once it rests."""
    shared.go(problem="xor", speed="full", epochs=1000000)
    assert "Network(2, 3, 1" in shared.tab("this")
    shared.page.click("#play")
    shared.says("learning")
    shared.page.click("#tab-model")
    assert panel(shared) == ("", False, False)
    assert "the text comes" in shared.text("#code-hint")
    shared.page.click("#tab-neuron")
    with open(os.path.join(driver.ROOT, "neuron.py"), encoding="utf-8") as file:
        first = file.readline().strip()
    shared.page.locator("#code-text", has_text=first).wait_for()
    assert panel(shared)[1:] == (True, True)
    shared.page.click("#tab-model")
    shared.page.click("#play")
    shared.says("Paused")
    shared.rested()
    text, *buttons = panel(shared)
    assert load(io.StringIO(text)).sizes == [2, 3, 1] and buttons == [True, True]
