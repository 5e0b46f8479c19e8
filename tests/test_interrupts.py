"""Ctrl-C and kills at any moment leave whole files, whole epochs, no litter, and exact resumes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys

import pytest

import neuron
from neuron import Network, load
from tests.tools import kills, runtimes
from tests.tools.extras import need
from tests.tools.kills import FILE, bits


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


RANDOM_NUMBERS = ("uniform", "_uniform", "_shuffle")  # many moments, at which no model changes


def interrupted_at(moment, act, files=None, again=0):
    """Press Ctrl-C at one of the moments of act(), counted from 1; tell whether there is that one.

    The moments are the beginning of each line, and of each call of a function, and its end.
    files: those whose moments count, random numbers left out; None: all but this one's
    again: press it a second time so many moments later, if act() is still busy then
    """
    left = [moment]

    def look(frame, event, argument):
        name = frame.f_code.co_filename
        if name == __file__ if files is None else (
                name not in files or frame.f_code.co_name in RANDOM_NUMBERS):
            return None
        left[0] -= 1
        if left[0] == 0 or again and left[0] == -again:
            raise KeyboardInterrupt
        return look

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(look)
    sys.setprofile(look)
    try:
        act()
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return left[0] <= 0  # where a generator is thrown away, Python itself drops the exception


# --- Saving ------------------------------------------------------------------------------

@pytest.mark.parametrize("old", [True, False], ids=["over an old file", "a new file"])
def test_ctrl_c_at_any_moment_of_save_leaves_a_whole_file_and_nothing_else(old):
    model, before = Network(2, 2, 1, seed=1), Network(2, 2, 1, seed=2)
    model.save(FILE)  # all is imported
    moment = 1
    found = []
    while True:
        for name in os.listdir():
            os.remove(name)
        if old:
            before.save(FILE)
        if not interrupted_at(moment, lambda: model.save(FILE)):
            break
        if old or os.listdir():
            assert os.listdir() == [FILE]
            found.append(bits(load(FILE)))
        else:
            found.append(None)
        moment += 1
    there = bits(before) if old else None
    # Some Ctrl-C came after the file had its name. (PyPy drops one in a weak reference's callback.)
    assert moment > 30 and set(found) == {there, bits(model)}
    assert found[:10] == [there] * 10 and found[-1] == bits(model)


@pytest.mark.slow
def test_ctrl_c_pressed_twice_at_any_two_moments_of_save_leaves_no_hidden_file():
    model, before = Network(1, 1, seed=1), Network(1, 1, seed=2)
    model.save(FILE)
    known = [bits(before), bits(model)]
    for again in range(1, 16):
        moment = 1
        before.save(FILE)
        while interrupted_at(moment, lambda: model.save(FILE), (neuron.__file__,), again):
            assert os.listdir() == [FILE], (moment, again)
            assert bits(load(FILE)) in known
            moment += 1
        assert moment > 30


def need_fork():
    need(hasattr(os, "fork"), "this system has no fork, which starts many processes quickly")


@pytest.mark.parametrize("count", [20, pytest.param(400, marks=pytest.mark.slow)])
def test_ctrl_c_in_a_process_that_saves_is_told_and_leaves_a_whole_file_and_no_litter(count):
    need_fork()
    assert kills.interrupt_saves(count) == {"KeyboardInterrupt": count, "whole file": count}


@pytest.mark.parametrize("count", [20, pytest.param(100, marks=pytest.mark.slow)])
def test_a_killed_saver_leaves_a_whole_file_and_what_else_it_leaves_the_next_save_clears(count):
    need_fork()
    seen = kills.kill_savers(count)
    del seen["left by the last kills"]
    assert seen == {"killed": count, "whole file": count, "savers disturbed by others": 0,
                    "litter after the next save": 0}


def stuck_saver():
    """Start a process that stops in the middle of a save, its new file written. Return its id."""
    need_fork()

    def save(ready):
        def wait(number):
            ready()
            signal.pause()

        os.fsync = wait
        Network(2, 2, 1).save(FILE)

    return kills.start(save)


def end(process):
    os.kill(process, signal.SIGKILL)
    return kills.outcome(process)


def test_the_next_save_leaves_the_new_file_of_a_living_saver_alone_and_clears_a_dead_ones():
    process = stuck_saver()
    try:
        (new,) = os.listdir()
        model = Network(2, 2, 1, seed=2)
        for path in (FILE, "other.json"):
            model.save(path)
        assert sorted(os.listdir()) == sorted([new, FILE, "other.json"])
    finally:
        end(process)
    model.save("other.json")
    assert sorted(os.listdir()) == [FILE, "other.json"]
    assert bits(load(FILE)) == bits(model)


def test_a_saver_that_was_stopped_while_others_saved_ends_as_if_they_had_not():
    process = stuck_saver()
    try:
        os.kill(process, signal.SIGSTOP)
        Network(2, 2, 1, seed=2).save(FILE)
        os.kill(process, signal.SIGCONT)
        os.kill(process, signal.SIGINT)
    finally:
        code = kills.outcome(process)
    assert kills.told(code) == "KeyboardInterrupt"
    assert os.listdir() == [FILE] and bits(load(FILE)) == bits(Network(2, 2, 1, seed=2))


def test_what_only_looks_like_a_dead_savers_file_is_left_alone():
    process = stuck_saver()
    end(process)
    (new,) = os.listdir()
    assert re.fullmatch(r"\.neuron\.py-[0-9a-f]{16}-new", new)
    others = [new[1:], new + "er", new.replace("-new", "-old"), new.replace("-new", "0-new"),
              new.replace("neuron.py", "neuron_py"), "model-new", ".neuron.py--new"]
    for name in others:
        with open(name, "w") as file:
            file.write("not ours")
    Network(2, 2, 1).save(FILE)
    assert sorted(os.listdir()) == sorted(others + [FILE])
    os.mkdir(new)
    Network(2, 2, 1).save(FILE)
    assert sorted(os.listdir()) == sorted(others + [FILE, new])


def need_pid_namespaces():
    tried = subprocess.run(["unshare", "--pid", "--fork", "true"], capture_output=True) \
        if shutil.which("unshare") else None
    need(tried and tried.returncode == 0, "this user may not make pid namespaces, as containers are")


SAVERS = """
import sys
sys.path.insert(0, %r)
from neuron import Network

for k in range(%d):
    Network(30, 10, 2, seed=%d).save("model.json")
"""


@pytest.mark.parametrize("saves", [50, pytest.param(1000, marks=pytest.mark.slow)])
def test_savers_in_containers_of_one_host_name_do_not_disturb_each_other(saves):
    """In each pid namespace the first process has the number 1."""
    need_pid_namespaces()
    savers = [subprocess.Popen(
        ["unshare", "--pid", "--fork", sys.executable, "-c",
         SAVERS % (str(runtimes.TOP), saves, seed)], stderr=subprocess.PIPE, text=True)
        for seed in range(4)]
    errors = [saver.communicate(timeout=300)[1] for saver in savers]
    assert errors == [""] * 4
    assert os.listdir() == [FILE]
    assert bits(load(FILE)) in [bits(Network(30, 10, 2, seed=seed)) for seed in range(4)]


def test_a_dead_savers_file_is_cleared_by_a_container_in_which_its_number_lives():
    need_pid_namespaces()
    end(stuck_saver())
    assert len(os.listdir()) == 1
    subprocess.run(["unshare", "--pid", "--fork", sys.executable, "-c",
                    SAVERS % (str(runtimes.TOP), 1, 1)], check=True)
    assert os.listdir() == [FILE]


# --- Folding and fitting -----------------------------------------------------------------

def whole_or_unchanged(make, act, least, every=1):
    """Press Ctrl-C at each moment of act(model); the model is as before or as after all of it.

    every: try each so-manieth moment only
    """
    model = make()
    states = [(bits(model), refuses_training(model))]
    act(model)
    states.append((bits(model), refuses_training(model)))
    assert states[0] != states[1]
    seen = []
    moment = 1
    while True:
        model = make()
        if not interrupted_at(moment, lambda: act(model), (neuron.__file__, "<string>")):
            break
        seen.append(states.index((bits(model), refuses_training(model))))
        moment += every
    assert 0 in seen and moment > least


def refuses_training(model):
    """Tell whether a model is marked as folded."""
    try:
        model.training([[0.0] * model.sizes[0]], [[0.0] * model.sizes[-1]])
    except ValueError as error:
        return "folded" in str(error)
    return False


@pytest.mark.parametrize("bias", [None, 0.5])
def test_ctrl_c_at_any_moment_of_fold_leaves_weights_and_flag_as_before_or_as_after(bias):
    whole_or_unchanged(
        lambda: Network(2, 2, 1, activation=("tanh", "identity"), bias=bias),
        lambda net: net.fold([1.0, 2.0], [2.0, 4.0], [3.0], [10.0]), 50)


def test_ctrl_c_at_any_moment_of_a_setter_leaves_the_model_as_before_or_as_after():
    make = lambda: Network(2, 2, 1)
    for act, least in (
            (lambda net: setattr(net.layers[0], "weights", [[1, 2], [3, 4]]), 20),
            (lambda net: setattr(net.layers[1], "biases", None), 10),
            (lambda net: net.set_parameters([0.5] * 9), 10),
            (lambda net: net.step([0.5] * 9), 20)):
        whole_or_unchanged(make, act, least)


TABLE = [[float(r), 7.0 - r] for r in range(5)], [[r / 10] for r in range(5)]


def test_ctrl_c_at_any_moment_of_fit_leaves_the_model_as_it_was_or_fitted():
    whole_or_unchanged(lambda: Network(2, 1, 1), lambda net: net.fit(*TABLE, 2, starts=2), 300,
                       every=101)


def test_ctrl_c_at_any_moment_of_a_fitting_leaves_the_model_as_it_was_or_the_best_so_far():
    def fitted(net):
        for epoch, loss in net.fitting(*TABLE, 2, starts=1):
            known.append((bits(net), refuses_training(net)))

    known = []
    make = lambda: Network(2, 1, 1)
    net = make()
    known = [(bits(net), False)]
    fitted(net)
    known = list(known)
    moment = 1
    while True:
        net, before = make(), len(known)
        if not interrupted_at(moment, lambda: fitted(net), (neuron.__file__, "<string>")):
            break
        assert (bits(net), refuses_training(net)) in known[:before], moment
        moment += 101
    assert moment > 300


def test_a_break_in_a_fitting_keeps_the_best_model_so_far():
    net, losses, states = Network(2, 2, 1), [], []
    rows, targets = [[float(r), r * r] for r in range(30)], [[r % 2] for r in range(30)]
    for epoch, loss in net.fitting(rows, targets, 40):
        losses.append(loss)
        states.append(bits(net))
        if epoch == 25:
            break
    best = losses.index(min(losses))
    assert 0 < best and bits(net) == states[best] and refuses_training(net)
    assert len(set(states)) == sum(
        loss < min(losses[:k], default=2.0) for k, loss in enumerate(losses))


# --- Training ----------------------------------------------------------------------------

NAMES = ["plain", "rows shuffled", "momentum, batches shuffled", "rprop"]
EPOCHS = 3


@pytest.mark.parametrize("unrolled", [True, False], ids=["unrolled", "loops"])
@pytest.mark.parametrize("name", [
    NAMES[0], *[pytest.param(name, marks=pytest.mark.slow) for name in NAMES[1:3]], NAMES[3]])
def test_a_training_goes_on_to_the_same_bits_after_ctrl_c_at_any_moment(
        name, unrolled, monkeypatch):
    options = kills.OPTIONS[NAMES.index(name)]
    monkeypatch.setattr(neuron, "UNROLLED", int(unrolled))
    make = kills.trainings((1, 1), 3, EPOCHS, options)
    net, training = make(1)
    known = [bits(net)]
    for epoch, loss in training:
        known.append(bits(net))
        assert training.unrolled is unrolled
    assert len(set(known)) == EPOCHS + 1
    moment = 1
    while True:
        net, training = make(EPOCHS)
        finish = lambda: kills.finish(training)
        if not interrupted_at(moment, finish, (neuron.__file__, "<string>")):
            break
        assert bits(net) == known[training.epoch], moment
        other, resumed = make(EPOCHS)
        other.set_parameters(net.parameters())
        resumed.state = json.loads(json.dumps(training.state))
        kills.finish(resumed)
        assert bits(other) == known[-1], moment
        kills.finish(training)
        assert bits(net) == known[-1], moment
        moment += 1
    assert moment > 30


@pytest.mark.parametrize("options", [{"until": 0.1}, {}], ids=["by until", "by its epochs"])
def test_a_training_that_has_ended_does_nothing_more_when_it_is_resumed(options):
    def make():
        net = Network(1, 1)
        return net, net.training([[0.0], [1.0]], [[0.0], [1.0]], 500, every=500, **options)

    net, training = make()
    kills.finish(training)
    assert (training.epoch < 500) == ("until" in options)
    other, resumed = make()
    other.set_parameters(net.parameters())
    resumed.state = json.loads(json.dumps(training.state))
    assert list(resumed) == [] and bits(other) == bits(net)


def test_ctrl_c_while_a_training_is_written_out_leaves_later_ones_as_fast(monkeypatch):
    monkeypatch.setattr(neuron, "UNROLLED", 1)
    stopped = 0
    for k in range(20):
        moment = 1 + 97 * k
        make = kills.trainings((1, 10 + k, 2), 1, 1, {})  # a shape not seen before
        net, training = make(1)
        stopped += interrupted_at(moment, lambda: kills.finish(training), (neuron.__file__,))
        net, training = make(1)
        kills.finish(training)
        assert training.unrolled, moment
    assert stopped > 10


@pytest.mark.parametrize("count", [32, pytest.param(320, marks=pytest.mark.slow)])
def test_ctrl_c_once_or_twice_in_a_process_that_trains_loses_no_epoch(count):
    need_fork()
    seen = kills.interrupt_trainings(count)
    assert set(seen) <= {"KeyboardInterrupt", "done before"} and seen["KeyboardInterrupt"] == count


RELAY = """
import json
import sys
sys.path.insert(0, %r)
import neuron

net = neuron.load("model.json")
training = net.training(%r, %r, 30, **%r)
with open("state.json") as file:
    training.state = json.load(file)
for epoch, loss in training:
    if epoch + 1 == %d:
        break
net.save("model.json")
with open("state.json", "w") as file:
    json.dump(training.state, file)
"""


@pytest.mark.parametrize("name", ["CPython", "PyPy", "MicroPython"])
@pytest.mark.parametrize("options", kills.OPTIONS, ids=NAMES)
def test_a_training_handed_on_to_another_process_ends_with_the_bits_of_one_that_was_not(
        options, name):
    need(runtimes.RUNTIMES[name], "%s is not installed" % name)
    rows = [[0.5, -1.2], [-0.7, 0.4], [1.3, 0.9], [0.2, 0.3], [1.0, 0.0]]
    targets = [[0.9], [0.2], [0.6], [0.4], [0.5]]
    whole = Network(2, 3, 1)
    whole.train(rows, targets, 30, **options)
    net = Network(2, 3, 1)
    net.save(FILE)
    with open("state.json", "w") as file:
        json.dump(net.training(rows, targets, 30, **options).state, file)
    for python, stop in (("CPython", 7), (name, 19), ("CPython", 22), (name, 30)):
        with open("relay.py", "w") as file:
            file.write(RELAY % (str(runtimes.TOP), rows, targets, options, stop))
        done = subprocess.run([*runtimes.RUNTIMES[python][:-1], "relay.py"], capture_output=True,
                              text=True, timeout=60)
        assert done.returncode == 0, done.stderr + done.stdout
        with open("state.json") as file:
            assert json.load(file)["epoch"] == stop
    assert bits(load(FILE)) == bits(whole)
