"""On a Python with single-precision floats the random numbers are the nearest singles."""

import os
import struct
import subprocess

import pytest

from neuron import uniform
from tests.tools.extras import need
from tests.tools.runtimes import LIBRARY, program

COUNT = 10000
PRINT_DRAWS = """
from struct import pack
from neuron import uniform
draws = uniform(%d)
for i in range(%d):
    print("".join(["%%02x" %% byte for byte in pack(">f", next(draws))]))
"""


@pytest.mark.parametrize("seed", [0, 1, 42])
def test_uniform_gives_the_singles_nearest_to_the_doubles(seed):
    need(program("micropython-single"),
         "micropython-single is not built: python -m tests.tools.single")
    printed = subprocess.run(
        [program("micropython-single"), "-c", PRINT_DRAWS % (seed, COUNT)], cwd=LIBRARY.parent,
        check=True, capture_output=True, text=True,
        env=dict(os.environ, MICROPYPATH=".")).stdout.split()
    draws = uniform(seed)
    assert printed == [struct.pack(">f", next(draws)).hex() for i in range(COUNT)]
