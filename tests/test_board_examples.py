"""The examples of examples/board print what they say, and keep what they learned."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from examples.board import access, q_learning, sensor
from neuron import uniform
from tests.test_examples import FOLDER, PYTHONS, ROOT, interpreter, promised, start

NAMES = ["access", "q_learning", "sensor"]


@pytest.mark.parametrize("name, python", [
    pytest.param(name, python, marks=[pytest.mark.slow] * (python != "python" and name != "access"))
    for name in NAMES for python in PYTHONS])
def test_a_boards_example_prints_what_its_docstring_says(name, python):
    ended = start([interpreter(python), "-m", "examples.board." + name], ROOT)
    assert (ended.stdout, ended.stderr, ended.returncode) == (promised("board/" + name), "", 0)


@pytest.mark.parametrize("name", NAMES)
def test_a_boards_example_prints_the_same_as_a_file_and_leaves_none(name, tmp_path):
    ended = start([sys.executable, os.path.join(FOLDER, "board", name + ".py")], tmp_path)
    assert (ended.stdout, ended.stderr, ended.returncode) == (promised("board/" + name), "", 0)
    assert os.listdir(tmp_path) == []


def test_a_boards_example_runs_beside_neuron_py_as_on_a_board(tmp_path):
    shutil.copy(os.path.join(ROOT, "neuron.py"), tmp_path)
    shutil.copy(os.path.join(FOLDER, "board", "access.py"), tmp_path)
    ended = start([interpreter("micropython"), "access.py"], tmp_path)
    assert (ended.stdout, ended.stderr, ended.returncode) == (promised("board/access"), "", 0)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_boards_example_prints_fits_a_terminal(name):
    lines = promised("board/" + name).splitlines()
    assert len(lines) > 5 and max(len(line) for line in lines) <= 79


# --- The grid, the door ---------------------------------------------------------------------


@pytest.mark.parametrize("seeds", [range(2, 4), pytest.param(range(4, 7), marks=pytest.mark.slow)])
def test_the_grid_is_solved_within_150_episodes_from_any_seed(seeds):
    for seed in seeds:
        net, draws = q_learning.make(seed)
        assert q_learning.solve(net, draws) <= 150
        places, reward = q_learning.episode(net)
        assert reward == 1 and len(places) == 8
        for (row, column), (below, right) in zip(places, places[1:]):
            assert abs(below - row) + abs(right - column) == 1
            assert q_learning.GRID[below][right] not in "#X"


def test_the_door_lets_in_nobody_whom_the_guard_would_not():
    draws = uniform(3)
    for trial in range(10):
        kinds = [tuple([number >> k & 1 for k in range(4)]) for number in range(16)]
        order = sorted(kinds, key=lambda kind: next(draws))
        door = access.Door(order[:6], [access.guard(kind) for kind in order[:6]])
        for kind in order:
            output, enters, asked = door.decide(kind, access.guard)
            assert not enters or access.guard(kind)
            assert not asked or enters == access.guard(kind)


# --- The sensor -------------------------------------------------------------------------------


def watched(watch, motor, readings, fault=None):
    """Let a watch learn from so many readings; return how many of them were too surprising."""
    return sum([watch.surprise(*motor.read(fault)) >= sensor.TOO_MUCH for _ in range(readings)])


@pytest.mark.parametrize("seed", [5, pytest.param(6, marks=pytest.mark.slow)])
def test_the_sensor_tells_faults_and_nothing_else(seed):
    watch = sensor.Watch()
    motor = sensor.Motor(seed)
    assert watched(watch, motor, 8000) <= 8
    assert watched(watch, motor, 20, "bearing") == 20
    watched(watch, motor, 200)
    assert watched(watch, motor, 10, "fan") >= 5


MEMORY = """
import gc
import sys
sys.path += ["%s", "%s/examples/board"]
import sensor
watch = sensor.Watch()
motor = sensor.Motor(1)
taken = []
for reading in range(10000):
    watch.surprise(*motor.read(sensor.fault_at(reading)))
    if reading %% 1000 == 0:
        watch.save("watch")
    if reading in (4000, 9999):
        gc.collect()
        taken.append(gc.mem_alloc())
print(taken[1] - taken[0])
"""


@pytest.mark.slow
def test_the_sensor_takes_no_more_memory_after_10000_readings_than_after_4000(tmp_path):
    (tmp_path / "job.py").write_text(MEMORY % (ROOT, ROOT))
    ended = start([interpreter("micropython"), "job.py"], tmp_path)
    assert ended.stderr == "" and int(ended.stdout) <= 1024  # a float or a list, now and then


def known(path):
    """Return how many readings the saved watch has seen, and its network's weights."""
    watch = sensor.resume(str(path))
    return watch.readings, watch.columns, watch.usual, watch.net.parameters()


@pytest.fixture
def saved(tmp_path):
    """The file of a watch that has seen 700 readings."""
    watch = sensor.Watch()
    watched(watch, sensor.Motor(1), 700)
    watch.save(str(tmp_path / "watch"))
    return tmp_path / "watch"


def test_a_watch_goes_on_as_if_it_had_never_ended(saved):
    watch, motor = sensor.Watch(), sensor.Motor(1)
    watched(watch, motor, 700)
    resumed = sensor.resume(str(saved))
    resumed.last = watch.last
    for _ in range(300):
        reading = motor.read(None)
        watch.surprise(*reading)
        resumed.surprise(*reading)
    assert resumed.net.parameters() == watch.net.parameters()
    assert (resumed.readings, resumed.usual) == (watch.readings, watch.usual)


def test_a_watch_whose_power_failed_while_it_wrote_goes_on_from_its_old_file(saved):
    before = known(saved)
    whole = saved.read_text()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        saved.with_name("watch.new").write_text(whole[:length])
        assert known(saved) == before


def test_a_watch_whose_power_failed_between_remove_and_rename_goes_on_from_its_new_file(saved):
    before = known(saved)
    os.rename(saved, saved.with_name("watch.new"))
    assert known(saved) == before


@pytest.mark.parametrize("text", ["", "hello\n", "[1, 2]\n", "{}\n", '[1, 2, "3"]\n'])
def test_a_file_of_something_else_is_refused_and_not_overwritten(text, tmp_path):
    (tmp_path / "watch").write_text(text)
    ended = start([sys.executable, os.path.join(FOLDER, "board", "sensor.py"), "watch"], tmp_path)
    assert ended.returncode != 0 and "ValueError" in ended.stderr
    assert "watch is no saved watch" in ended.stderr.splitlines()[-1]
    assert (tmp_path / "watch").read_text() == text


def killed(folder, seconds):
    """Start the sensor, kill it after some seconds of work; return the reading it went on after."""
    command = [sys.executable, "-u", os.path.join(FOLDER, "board", "sensor.py"), "watch"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    words = line.split()
    return int(words[-1]) if words[:3] == ["goes", "on", "after"] else 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.slow)])
def test_the_sensor_never_starts_from_nothing_again_however_often_it_is_killed(kills, tmp_path):
    draws = uniform(kills)
    readings = [killed(tmp_path, 1)]
    for _ in range(kills):
        readings.append(killed(tmp_path, 0.1 * next(draws)))
    assert readings[0] == 0 and readings[1] > 0
    assert readings == sorted(readings)  # nothing that was saved is lost
    assert known(tmp_path / "watch")[0] >= readings[-1]
