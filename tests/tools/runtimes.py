"""Run tests/portable.py on every Python that is installed: a table of versions and equal bits.

    python -m tests.tools.runtimes

Programs are looked for on the PATH and beside this Python, Node's packages in the folders of
NODE_PATH and in node_modules at the top of the repository.
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
TOP = TOOLS.parent.parent
PORTABLE = TOP / "tests" / "portable.py"
LIBRARY = TOP / "neuron.py"


def program(name):
    """Return the path of an installed program, or None."""
    return shutil.which(name) or shutil.which(name, path=os.path.dirname(sys.executable))


def modules(package):
    """Return the folder that holds an installed package of Node, or None."""
    folders = os.environ.get("NODE_PATH", "").split(os.pathsep)
    for folder in folders + [TOP / "node_modules"]:
        if folder and Path(folder, package).is_dir():
            return str(Path(folder).resolve())
    return None


def in_node(driver, package):
    """Return the command that runs portable.py by a driver of ours in Node, or None."""
    if not program("node") or not modules(package):
        return None
    return [program("node"), str(TOOLS / driver), modules(package), str(LIBRARY), str(PORTABLE)]


def by(name):
    """Return the command that runs portable.py by an installed program, or None."""
    return program(name) and [program(name), str(PORTABLE)]


RUNTIMES = {
    "CPython": [sys.executable, str(PORTABLE)],
    "PyPy": by("pypy3"),
    "MicroPython": by("micropython"),
    "MicroPython in WebAssembly": in_node(
        "run_micropython.mjs", "@micropython/micropython-webassembly-pyscript"),
    "CPython in WebAssembly, Pyodide": in_node("run_pyodide.mjs", "pyodide"),
    "Brython, in JavaScript": in_node("run_brython.mjs", "brython"),
    "MicroPython 1.25": by("micropython-1.25"),
    "MicroPython 1.25, 32 bits, single precision": by("micropython-32bit"),
    "MicroPython 1.25, single precision": by("micropython-single"),
}


class Outcome:
    """What portable.py printed: its version, whether it passed, its results by kind."""

    def __init__(self, process):
        lines = [line for line in process.stdout.splitlines() if line]  # Brython doubles newlines
        self.errors = process.stderr
        self.passed = process.returncode == 0 and lines[-1:] == ["portable: passed"]
        self.single = "single" in "".join(lines[:1])
        self.version = "".join(lines[1:2]).replace("runtime: ", "")
        self.with_c = [line for line in lines if line.startswith("library ")]
        self.own = [line for line in lines if line.startswith("own ")]


@functools.lru_cache(maxsize=None)
def run(name, **environment):
    """Run portable.py on an installed runtime and return its Outcome."""
    return Outcome(subprocess.run(RUNTIMES[name], capture_output=True, text=True, cwd=TOP,
                                  timeout=600, env=dict(os.environ, **environment)))


def equal(lines, others):
    """Return how many lines are equal, as text: 3 of 4."""
    same = sum(line == other for line, other in zip(lines, others))
    return "%d of %d" % (same, max(len(lines), len(others)))


def main():
    """Print a row per runtime, its results compared with those of the Python at hand."""
    row = "%-33s %-50s %-8s %-10s %s"
    print(row % ("Runtime", "Version", "Passed", "Equal bits", "also without C's exp and log"))
    reference = run("CPython")
    for name, command in RUNTIMES.items():
        if command is None:
            print(row % (name, "not installed", "", "", ""))
            continue
        outcome = run(name)
        print(row % (name, outcome.version, "yes" if outcome.passed else "NO",
                     "single" if outcome.single else equal(outcome.with_c, reference.with_c),
                     "" if outcome.single else equal(outcome.own, reference.own)), flush=True)
        if not outcome.passed:
            print(outcome.errors[-2000:])


if __name__ == "__main__":
    main()
