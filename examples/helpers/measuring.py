"""What the benchmark measures with: contestants that run in turn, here and in other processes."""

import inspect
import json
import os
import shutil
import subprocess
import sys
import time
from statistics import median

import neuron

HERE = os.path.dirname(os.path.abspath(neuron.__file__))


def timed(function, *arguments, times=1):
    """Return a function that calls this one and returns the milliseconds it took, times times."""
    def measure():
        start = time.perf_counter()
        function(*arguments)
        return times * 1000.0 * (time.perf_counter() - start)

    return measure


def in_turn(contestants, rounds):
    """Call functions A B A B ...; return for each what it measured, round by round."""
    measured = [[] for _ in contestants]
    for _ in range(rounds):
        for contestant, results in zip(contestants, measured):
            results.append(contestant())
    return measured


def ratio(mine, theirs):
    """Return the median of the rounds' ratios."""
    return median(b / a for a, b in zip(mine, theirs))


def line(label, mine, theirs, unit="ms"):
    """Return a line on what two contestants measured, round by round."""
    return "  %-46s %7.1f %s %7.1f %s %6.2f" % (
        label, median(mine), unit, median(theirs), unit, ratio(mine, theirs))


def against(mine, contestants, rounds):
    """Yield a line for each of (label, function), run in turn with mine."""
    measured, *others = in_turn([mine] + [function for label, function in contestants], rounds)
    for (label, function), theirs in zip(contestants, others):
        yield line(label, measured, theirs)


# A process starts with its parent's peak memory: so a small parent starts what is measured.
LAUNCH = """import os, sys, time
start = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
status, usage = os.wait4(process, 0)[1:]
print(1000.0 * (time.perf_counter() - start), usage.ru_maxrss)
sys.exit(status != 0)"""


def whole_process(function, *arguments):
    """Run a function, by its text alone, in a new Python: return its milliseconds from start to
    end, its peak memory in MB, and what it returned."""
    program = "%s\nprint(%s(*%r))" % (inspect.getsource(function), function.__name__, arguments)
    output = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LAUNCH, sys.executable, "-c", program],
        cwd=HERE, stdout=subprocess.PIPE, text=True, check=True).stdout
    result, measured = output.splitlines()
    duration, peak = map(float, measured.split())
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # macOS counts bytes, others KB
    return duration, peak / unit, json.loads(result)


ELSEWHERE = """
import neuron, time
if not %r:
    neuron.UNROLLED = 0
clock = getattr(time, "perf_counter", time.time)  # MicroPython has the second only
rows, targets = %s
start = clock()
result = %s(%r, rows, targets, *%r)
print([1000.0 * (clock() - start), result])"""


def elsewhere(python, functions, table, sizes, *options, unrolled=True):
    """Train by the last of these functions, all given by their text, in another Python.

    table is the text of an expression: the rows and targets. Return the milliseconds of the
    training alone, and what the function returned.
    """
    program = "".join(map(inspect.getsource, functions)) + ELSEWHERE % (
        unrolled, table, functions[-1].__name__, sizes, options)
    return json.loads(subprocess.run([python, "-c", program], cwd=HERE, text=True, check=True,
                                     stdout=subprocess.PIPE).stdout)


def installed(program):
    """Return the path of another Python and its version, or None and None."""
    beside = os.path.dirname(sys.executable)  # a virtual environment need not be activated
    path = shutil.which(program, path=beside + os.pathsep + os.environ.get("PATH", ""))
    ask = "import sys; print('%d.%d.%d' % tuple(sys.implementation.version[:3]))"
    return path, path and subprocess.run([path, "-c", ask], text=True, check=True,
                                         stdout=subprocess.PIPE).stdout.strip()
