"""Source that is compiled while something runs: unrolled code, seen from outside."""

import contextlib
import sys

from tests.tools.extras import need

ACTIONS = []


def hook(event, arguments):
    """Hand the source to the action at work, before Python compiles it."""
    if event == "compile" and ACTIONS and isinstance(arguments[0], bytes):
        ACTIONS[-1](arguments[0].decode())


if sys.implementation.name == "cpython":
    sys.addaudithook(hook)  # for good: a hook can't be taken off


@contextlib.contextmanager
def compiling(action):
    """Call action(source) for all source compiled in the block; what it raises ends that."""
    need(sys.implementation.name == "cpython", "only CPython tells what it compiles")
    ACTIONS.append(action)
    try:
        yield
    finally:
        ACTIONS.pop()
