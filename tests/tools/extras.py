"""What only some machines have: a test skips without it, and fails where all is required."""

import os

import pytest

JAVASCRIPT = ("WebAssembly", "Pyodide", "JavaScript")  # how the names of such runtimes end


def need(condition, reason):
    """Skip the running test unless condition holds; fail it where NEURON_REQUIRE_ALL is set."""
    if condition:
        return
    if os.environ.get("NEURON_REQUIRE_ALL"):
        pytest.fail(reason + ", and NEURON_REQUIRE_ALL is set", pytrace=False)
    pytest.skip(reason)


def slow_in_javascript(names):
    """Return names of runtimes as parameters; the ones in WebAssembly and JavaScript are slow."""
    return [pytest.param(name, marks=pytest.mark.slow if name.endswith(JAVASCRIPT) else ())
            for name in names]
