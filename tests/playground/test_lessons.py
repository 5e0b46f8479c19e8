"""What a lesson needs: another start, a way back, points and inputs to change, a faster Python."""

import re

import pytest

pytestmark = pytest.mark.slow


def test_a_local_minimum_is_named_and_a_new_start_leaves_it(shared):
    """XOR with two hidden units, from seed 1, rests with two rows wrong; from seed 2 it does not."""
    shared.go(problem="xor", hidden="2", speed="full")
    shared.play_to_the_end()
    assert shared.text("#right") == "2 of 4"
    assert "2 of 4 learned rows are still wrong. This is a local minimum" in shared.text("#stuck")
    shared.page.click("#new-start")
    shared.says("New first weights, drawn from seed 2.")
    shared.rested()
    assert not shared.page.locator("#stuck").is_visible()
    assert "seed=2" in shared.page.url and shared.epoch() == 0
    shared.play_to_the_end()
    assert shared.text("#right") == "4 of 4"
    assert not shared.page.locator("#stuck").is_visible()


@pytest.mark.parametrize("state", [
    {"problem": "xor_one"},  # one neuron can't do it: no local minimum
    {"problem": "own", "hidden": "2", "data": "a,b,y\n0,0,0\n0,0,1\n1,1,1\n1,0,0"},  # nor can any model
    {"problem": "xor", "hidden": "2", "epochs": "20"}])  # it has hardly begun
def test_what_is_no_local_minimum_is_not_called_one(shared, state):
    shared.go(**{"speed": "full", "epochs": "2000", **state})
    shared.play_to_the_end()
    right, count = re.findall(r"\d+", shared.text("#right"))
    assert right != count
    assert not shared.page.locator("#stuck").is_visible()


def test_back_undoes_a_choice_of_problem(shared):
    shared.open(problem="xor", seed=5)
    shared.page.click("#step-epoch")
    shared.says("after epoch 1.")
    shared.rested()
    weights = shared.model().parameters()
    shared.choose("#problem", "moons")
    shared.page.locator("#held-readout").wait_for()
    shared.page.go_back()
    shared.page.locator("#held-readout").wait_for(state="hidden")
    shared.rested()
    assert shared.page.input_value("#problem") == "xor"
    assert shared.model().parameters() == weights and shared.epoch() == 1
    shared.page.go_forward()
    shared.page.locator("#held-readout").wait_for()
    shared.rested()
    assert shared.page.input_value("#problem") == "moons"


def test_the_link_can_be_copied(shared):
    shared.go(problem="and")
    shared.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shared.page.click("#copy-link")
    shared.says("The link was copied.")
    assert shared.page.evaluate("() => navigator.clipboard.readText()") == shared.page.url


def test_another_python_goes_on_with_the_model(playground):
    """Where MicroPython is felt to be slow, the page says so and offers the other one."""
    playground.open(problem="and", speed="full")
    playground.page.click("#step-epoch")
    playground.says("after epoch 1.")
    assert not playground.page.locator("#slower").is_visible()
    playground.go(problem="spiral", speed="full")
    playground.play_until(2)
    assert "several times slower" in playground.text("#slower")
    weights, epoch = playground.model().parameters(), playground.epoch()
    playground.page.click("#slower-switch")
    playground.says("Ready: ")
    playground.rested()
    assert playground.page.input_value("#runtime") == "pyodide"
    assert playground.model().parameters() == weights and playground.epoch() == epoch
    assert not playground.page.locator("#slower").is_visible()
