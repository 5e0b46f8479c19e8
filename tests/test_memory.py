"""neuron.py stays within the memory that boards have."""

import pytest

from tests.tools import memory
from tests.tools.extras import need
from tests.tools.runtimes import program


@pytest.fixture(params=[False, True], ids=["from source", "from mpy"])
def place(request):
    """A folder to work in, and the column of BUDGETS that holds there."""
    need(program("micropython"), "micropython is not installed")
    need(program("mpy-cross"), "mpy-cross is not installed")
    with memory.workplace(request.param) as folder:
        yield folder, int(request.param)


@pytest.mark.parametrize("name", memory.BUDGETS)
def test_the_budget_of_heap_is_enough_to(name, place):
    folder, column = place
    assert memory.does(memory.JOBS[name], folder, memory.BUDGETS[name][column])


@pytest.mark.slow
def test_the_heap_that_1000_epochs_need_is_enough_for_100000(place):
    folder, column = place
    kilobytes = memory.least(memory.TRAINING % 1000, folder)
    assert memory.does(memory.TRAINING % 100000, folder, kilobytes)
