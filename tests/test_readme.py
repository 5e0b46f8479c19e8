"""What README.md says to run does run, and prints the figures that stand beside it."""

import importlib.util
import os
import re
import subprocess
import sys

import pytest

from tests.tools.runtimes import TOP

README = (TOP / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
NUMBER = r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?"
FIGURE = re.compile(r"^ *print\(.*\) +# (about )?(%s)$" % NUMBER, re.MULTILINE)


def run(block, folder):
    """Run a block of README.md as a program in the folder, and return what it prints."""
    (folder / "block.py").write_text(block, encoding="utf-8")
    done = subprocess.run([sys.executable, "block.py"], cwd=folder, capture_output=True, text=True,
                          timeout=60, env=dict(os.environ, PYTHONPATH=str(TOP)))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_there_is_python_with_figures_to_run():
    assert FIGURE.search("".join(BLOCKS))


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_a_block_of_python_prints_the_figures_in_its_comments(block, tmp_path):
    printed = [float(number) for number in re.findall(NUMBER, run(block, tmp_path))]
    for about, figure in FIGURE.findall(block):
        near = 10 ** -len(figure.partition(".")[2]) if about else 1e-9
        assert any(abs(number - float(figure)) <= near for number in printed), figure


def test_the_test_command_is_the_first_line_that_ends_in_pytest():
    line = next(line for line in README.splitlines() if line.endswith("pytest"))
    assert line.strip().startswith("python3 -m venv .venv && ")


@pytest.mark.parametrize("name", sorted(set(re.findall(
    r"\b(?:examples|tests\.tools)(?:\.[a-z][a-z0-9_]*)+", README))))
def test_the_program_is_there(name):
    assert importlib.util.find_spec(name)
