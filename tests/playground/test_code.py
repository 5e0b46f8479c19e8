"""The code that the page shows does what the page did."""

import subprocess
import sys

import pytest

from tests.playground import driver

pytestmark = pytest.mark.slow


def run(code):
    """Run a program beside neuron.py on this Python; return the parameters of its model."""
    finished = subprocess.run(
        [sys.executable, "-c", code + "\nprint(model.parameters())"], cwd=driver.ROOT,
        capture_output=True, text=True, timeout=120)
    assert finished.returncode == 0, finished.stderr
    return eval(finished.stdout.splitlines()[-1])


@pytest.mark.parametrize("problem", [
    "tutorial1", "tutorial2", "scores", "or_published", "virus", "worked", "trial", "trask3",
    "xor", "moons", "spiral", "three", "own"])
def test_the_code_trains_the_same_model(playground, problem):
    playground.open(problem=problem, epochs=20, speed="full")
    playground.play_to_the_end()
    model = playground.model()
    assert run(playground.tab("this")) == pytest.approx(model.parameters(), rel=1e-9, abs=1e-12)


def test_the_code_tells_of_every_change_by_hand_and_of_rows(playground):
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
    assert run(code) == playground.model().parameters()


def test_the_code_for_the_digits_reads_the_file_of_digits(playground):
    playground.open(problem="digits", epochs=1, hidden=4, speed="full")
    playground.play_to_the_end()
    right = playground.text("#right").split()[0]
    code = playground.tab("this")
    finished = subprocess.run([sys.executable, "-c", code], cwd=driver.ROOT, capture_output=True,
                              text=True, timeout=120)
    assert finished.stdout == "%s of 75 right\n" % right, finished.stderr


def test_the_code_has_no_name_from_the_users_table(playground):
    playground.open(problem="own", epochs=2, speed="full",
                    data='__import__("os"),b,y\n1,2,0\n2,3,1\n3,1,1\n4,2,0')
    playground.play_to_the_end()
    code = playground.tab("this")
    assert "import os" not in code and "__import__" not in code
    run(code)
