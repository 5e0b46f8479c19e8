"""On a Python with single-precision floats the random numbers are the nearest singles."""

import os
import struct
import subprocess

from neuron import uniform
from tests.tools.extras import need
from tests.tools.runtimes import LIBRARY, program

COUNT = 20000
PRINT_DRAWS = """
from struct import pack
from neuron import uniform
draws = uniform(42)
for i in range(%d):
    print("".join(["%%02x" %% byte for byte in pack(">f", next(draws))]))
""" % COUNT


def test_uniform_gives_the_singles_nearest_to_the_doubles():
    need(program("micropython-single"),
         "micropython-single is not built: python -m tests.tools.single")
    printed = subprocess.run(
        [program("micropython-single"), "-c", PRINT_DRAWS], cwd=LIBRARY.parent, check=True,
        capture_output=True, text=True, env=dict(os.environ, MICROPYPATH=".")).stdout.split()
    draws = uniform(42)
    assert printed == [struct.pack(">f", next(draws)).hex() for i in range(COUNT)]
