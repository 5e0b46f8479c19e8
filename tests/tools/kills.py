"""Press Ctrl-C in trainings and saves, and kill processes that save; count what is left.

    python -m tests.tools.kills          2,000 in trainings, 400 in saves, 500 savers killed

It needs a system with fork. Each blow falls at a random moment of a process of its own.
"""

import json
import os
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections import Counter

import neuron
from neuron import Network, load, uniform

FILE = "model.json"
INTERRUPTED = 42  # how a process ends that saw KeyboardInterrupt
DRAWS = uniform(11)


def bits(model):
    """Return the parameters of a model as bytes."""
    return struct.pack("%dd" % len(model.parameters()), *model.parameters())


# --- Processes ---------------------------------------------------------------------------

def start(act):
    """Start a process that calls act(ready), and wait until it has called ready(). Return its id.

    It ends with 0, or INTERRUPTED after a KeyboardInterrupt, or 1 after any other exception.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            act(lambda: os.write(writing, b"."))
            code = 0
        except KeyboardInterrupt:
            code = INTERRUPTED
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    return process


def outcome(process):
    """Wait for a process; return its exit code, or what became of it otherwise."""
    for wait in range(3000):
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return os.WEXITSTATUS(status) if os.WIFEXITED(status) else "killed"
        time.sleep(0.01)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return "went on"


def told(code):
    """Return in words how a process ended."""
    words = {INTERRUPTED: "KeyboardInterrupt", 0: "done before", 1: "another exception"}
    return words.get(code, code)


# --- Saving ------------------------------------------------------------------------------

def save_in_turn(models, ready):
    """Save one model after the other to the same file, without end."""
    ready()
    while True:
        for model in models:
            model.save(FILE)


def interrupt_saves(count):
    """Press Ctrl-C in so many processes that save. Return what was seen, and how often."""
    seen = Counter()
    models = [Network(30, 10, 2, seed=seed) for seed in (1, 2)]
    wanted = [bits(model) for model in models]
    models[0].save(FILE)
    for blow in range(count):
        process = start(lambda ready: save_in_turn(models, ready))
        time.sleep(0.02 * next(DRAWS))
        os.kill(process, signal.SIGINT)
        seen[told(outcome(process))] += 1
        seen["whole file"] += bits(load(FILE)) in wanted
        for name in set(os.listdir()) - {FILE}:
            seen["litter"] += 1
            os.remove(name)
        show("Ctrl-C in save", blow + 1, count)
    return seen


def kill_savers(count, savers=8):
    """Let some processes save to one file, kill so many, one by one. Return what was seen.

    Another takes the place of each that is killed.
    """
    seen = Counter()
    models = [Network(30, 10, 2, seed=seed) for seed in range(savers)]
    wanted = [bits(model) for model in models]
    models[0].save(FILE)
    processes = [start(lambda ready: save_in_turn([model], ready)) for model in models]
    try:
        for blow in range(count):
            time.sleep(0.02 * next(DRAWS))
            k = int(next(DRAWS) * savers)
            os.kill(processes[k], signal.SIGKILL)
            seen[told(outcome(processes[k]))] += 1
            seen["whole file"] += bits(load(FILE)) in wanted
            processes[k] = start(lambda ready: save_in_turn([models[k]], ready))
            show("kills of %d savers" % savers, blow + 1, count)
    finally:
        for process in processes:
            os.kill(process, signal.SIGKILL)
        last = [told(outcome(process)) for process in processes]
    seen["savers disturbed by others"] = len(last) - last.count("killed")
    seen["left by the last kills"] = len(os.listdir()) - 1
    models[0].save(FILE)
    seen["litter after the next save"] = len(os.listdir()) - 1
    return seen


# --- Training ----------------------------------------------------------------------------

OPTIONS = [{}, {"batch_size": 1, "shuffle": 3}, {"batch_size": 2, "momentum": 0.5, "shuffle": 1},
           {"learning_rate": "rprop"}]
# Sizes, rows, and the epochs that take about 20 ms: unrolled, and by the loops
SHAPES = [((2, 2, 1), 4, 4000, 300), ((5, 8, 2), 40, 100, 10)]


def trainings(sizes, rows, epochs, options):
    """Return a function that makes the same network, and its training, again and again."""
    draws = uniform(5)
    inputs = [[next(draws) for i in range(sizes[0])] for row in range(rows)]
    targets = [[next(draws) for u in range(sizes[-1])] for row in range(rows)]

    def make(every):
        net = Network(*sizes)
        return net, net.training(inputs, targets, epochs, every=every, **options)
    return make


def finish(training):
    for epoch, loss in training:
        pass


def interrupted_training(make, epochs, known, second, ready):
    """Train until Ctrl-C comes, and again Ctrl-C if there is a second; then check what is there.

    known: the bits after 0, 1, 2, ... epochs
    """
    net, training = make(epochs)
    code = 0
    try:
        ready()
        finish(training)
    except KeyboardInterrupt:
        code = INTERRUPTED
    if second:
        try:
            time.sleep(1)
        except KeyboardInterrupt:
            pass
    assert bits(net) == known[training.epoch], "no whole epoch"
    state = json.loads(json.dumps(training.state))
    resumed, other = make(epochs)
    resumed.set_parameters(net.parameters())
    other.state = state
    finish(other)
    assert bits(resumed) == known[-1], "resumed with its state, it came elsewhere"
    finish(training)
    assert bits(net) == known[-1], "taken up again, it came elsewhere"
    if code:
        raise KeyboardInterrupt


def interrupt_trainings(count):
    """Press Ctrl-C in processes that train, until it came so often in time; each third time twice.

    Return what was seen.
    """
    seen = Counter()
    kinds = [(shape, unrolled, options) for shape in SHAPES for unrolled in (True, False)
             for options in OPTIONS]
    before = neuron.UNROLLED
    try:
        for k, kind in enumerate(kinds):
            if not interrupt_trainings_of(kind, count * (k + 1) // len(kinds), seen, count):
                break
    finally:
        neuron.UNROLLED = before
    return seen


def interrupt_trainings_of(kind, enough, seen, count):
    """Do so with trainings of one kind, until enough are seen. Tell whether all was right."""
    (sizes, rows, *epochs), unrolled, options = kind
    neuron.UNROLLED = 1 if unrolled else 0
    epochs = epochs[0] if unrolled else epochs[1]
    make = trainings(sizes, rows, epochs, options)
    net, training = make(1)
    known = [bits(net)]
    for epoch in training:
        known.append(bits(net))
    net, training = make(epochs)
    begin = time.perf_counter()
    finish(training)
    seconds = time.perf_counter() - begin
    while seen["KeyboardInterrupt"] < enough:
        second = sum(seen.values()) % 3 == 2
        process = start(lambda ready: interrupted_training(make, epochs, known, second, ready))
        time.sleep(0.9 * seconds * next(DRAWS))
        os.kill(process, signal.SIGINT)
        if second:
            time.sleep(0.001 * next(DRAWS))
            os.kill(process, signal.SIGINT)
        end = told(outcome(process))
        seen[end] += 1
        if end not in ("KeyboardInterrupt", "done before"):
            return False
        show("Ctrl-C in trainings", seen["KeyboardInterrupt"], count)
    return True


# --- All of it ---------------------------------------------------------------------------

def show(what, done, count):
    """Show on a terminal how far it is."""
    if sys.stderr.isatty():
        end = "\n" if done == count else ""
        print("\r%s: %d of %d" % (what, done, count), end=end, file=sys.stderr, flush=True)


def main():
    """Do all of it as often as the module's docstring says, and print what was seen."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for act, count in ((interrupt_trainings, 2000), (interrupt_saves, 400), (kill_savers, 500)):
            seen = act(count)
            print("%s(%d): %s" % (act.__name__, count, ", ".join(
                ["%d %s" % (times, what) for what, times in sorted(seen.items())])), flush=True)
        os.chdir("/")


if __name__ == "__main__":
    main()
