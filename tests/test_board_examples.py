"""The examples of examples/board print what they say, and keep what they learned."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from examples.board import access, q_learning, sensor
from neuron import Network, Neuron, uniform
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


def all_come(cases, guard, visits):
    """Return a door that was shown cases, after everybody came some times and the guard answered."""
    door = access.Door(cases, [guard(case) for case in cases])
    for number in range(16 * visits):
        door.decide(tuple([number >> k & 1 for k in range(4)]), guard)
    return door


def test_the_door_never_opens_unasked_to_somebody_whom_the_guard_refused_last():
    no = [(0, 1, 1, 0), (1, 0, 0, 1), (0, 0, 0, 0)]  # no neuron can tell these from the others

    def guard(case):
        return 0 if case in no else 1

    door = all_come(no + [(1, 0, 0, 0), (0, 0, 0, 1), (1, 1, 1, 1), (0, 1, 0, 1)], guard, 2)
    assert door.neuron((1, 0, 0, 1)) > 1 - access.SURE  # it would let in, by its guess
    assert door.decide((1, 0, 0, 1), guard)[1:] == (0, True)


def test_the_door_goes_by_the_last_answer_of_a_guard_who_changes_his_mind():
    door = access.Door([(0, 0, 0, 0), (1, 1, 0, 0), (1, 1, 0, 0)], [0, 1, 0])
    assert not door.was_let_in((1, 1, 0, 0)) and not door.was_let_in((1, 0, 0, 0))
    door.note((1, 1, 0, 0), 1)
    assert door.was_let_in((1, 1, 0, 0)) and not door.was_let_in((0, 0, 0, 0))


def test_the_door_remembers_each_case_once_however_often_the_guard_is_asked():
    questions = []

    def guard(case):
        questions.append(case)
        return case[0] ^ case[1]  # no neuron can learn it

    door = all_come([(0, 0, 0, 0), (1, 1, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0)], guard, 8)
    assert len(set(questions)) < len(questions)
    assert len(door.cases) == len(set(door.cases)) == len(door.answers) <= 16


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


def alarms_at_work(seed, rest):
    """Return how many alarms a watch raises after a rest: in normal work, then in faults."""
    watch, motor = sensor.Watch(), sensor.Motor(seed)
    watched(watch, motor, 4000)
    reading = motor.read(None)
    for _ in range(rest):
        watch.surprise(*reading)
    normal = watched(watch, motor, 1000)
    faults = [watched(watch, motor, 50, "bearing")]
    watched(watch, motor, 500)
    return normal, faults + [watched(watch, motor, 50, "fan")]


@pytest.mark.parametrize("seed", [1, 2])
def test_after_a_rest_in_which_nothing_changes_the_sensor_tells_faults_and_nothing_else(seed):
    normal, faults = alarms_at_work(seed, 0)
    assert sum(faults) >= 20
    for rest in (300, 1000):
        after, told = alarms_at_work(seed, rest)
        assert after <= normal + 2 and sum(told) >= sum(faults) - 2


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


def test_a_watch_whose_power_failed_during_its_first_save_begins_anew(saved):
    whole = saved.read_text()
    saved.unlink()
    for length in (0, 10, whole.index("\n") + 1, len(whole) // 2, len(whole) - 3):
        saved.with_name("watch.new").write_text(whole[:length])
        assert known(saved) == known(saved.with_name("none"))
        assert known(saved)[0] == 0


NORMAL = "[700, [[1, 2], [3, 4], [5, 6]], 0.2]\n"


def text_of(model):
    """Return what save() writes of a model."""
    file = io.StringIO()
    model.save(file)
    return file.getvalue()


@pytest.mark.parametrize("text", [
    "", "hello\n", "[1, 2]\n", "{}\n", '[1, 2, "3"]\n', NORMAL,
    NORMAL + text_of(Neuron(2)), NORMAL + text_of(Network(3, 4, 1)),
    NORMAL + text_of(Network(2, 4, 2)),
    NORMAL.replace("[3, 4], ", "") + text_of(Network(2, 4, 1)),
    NORMAL.replace("3", "1" + 400 * "0") + text_of(Network(2, 4, 1))])
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


def test_a_watch_that_is_there_and_cannot_be_read_is_an_error_and_not_overwritten(tmp_path):
    (tmp_path / "watch").mkdir()
    with pytest.raises(OSError):
        sensor.resume(str(tmp_path / "watch"))


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
