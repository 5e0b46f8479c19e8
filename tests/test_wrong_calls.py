"""A wrong call of any kind is refused in the promised words and changes nothing; a right one gives
what plain lists and numbers give. No call hangs, or fills the memory."""

import re
import subprocess
import sys

import pytest

from tests.tools import odd_values, wrong_calls
from tests.tools.extras import need
from tests.tools.runtimes import TOP

try:
    import numpy
    import pandas
    import polars
except ImportError:
    numpy = pandas = polars = None

KINDS = wrong_calls.kinds()
VALUES = odd_values.values(libraries=False)


@pytest.mark.parametrize("k", range(len(KINDS)), ids=[kind.name for kind in KINDS])
def test_calls_with_a_part_of_all_values_are_refused_or_right(k):
    faults, right, wrong = wrong_calls.run([KINDS[k]], VALUES[k % 15::15])
    assert not faults


@pytest.mark.parametrize("k", range(0, len(KINDS), 3), ids=lambda k: KINDS[k].name)
def test_values_of_numpy_pandas_and_polars_are_refused_or_count_as_what_they_hold(k):
    need(polars, "numpy, pandas or polars is not installed")
    faults, right, wrong = wrong_calls.run([KINDS[k]], odd_values.values_of_libraries()[k % 5::5])
    assert not faults


@pytest.mark.slow
def test_all_calls_with_all_values_are_refused_or_right():
    need(polars, "numpy, pandas or polars is not installed")
    run = subprocess.run([sys.executable, "-m", "tests.tools.wrong_calls", "30000"], cwd=TOP,
                         capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(re.search(r"at most (\d+) MB", run.stdout).group(1)) < 1000
