"""What only some machines have: a test skips without it, and fails where all is required."""

import os

import pytest


def need(condition, reason):
    """Skip the running test unless condition holds; fail it where NEURON_REQUIRE_ALL is set."""
    if condition:
        return
    if os.environ.get("NEURON_REQUIRE_ALL"):
        pytest.fail(reason + ", and NEURON_REQUIRE_ALL is set", pytrace=False)
    pytest.skip(reason)
