"""Every Python that is installed passes portable.py, with the bits of the one at hand."""

import platform

import pytest

from tests.tools import runtimes
from tests.tools.extras import need, slow_in_javascript

SAME_LIBRARY = ("PyPy", "MicroPython")  # programs for this machine, with its exp and log


@pytest.mark.parametrize("name", slow_in_javascript(runtimes.RUNTIMES))
def test_portable_passes_with_the_same_bits_on(name):
    need(runtimes.RUNTIMES[name], "%s is not installed" % name)
    outcome = runtimes.run(name)
    assert outcome.passed, outcome.errors[-2000:]
    if outcome.single:
        return
    reference = runtimes.run("CPython")
    assert outcome.own == reference.own and len(outcome.own) > 30
    assert len(outcome.with_c) == len(reference.with_c)
    if name in SAME_LIBRARY:
        assert outcome.with_c == reference.with_c


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in runtimes.RUNTIMES if "WebAssembly" in name])
def test_only_fused_multiply_add_in_exp_and_log_tells_the_c_library_from(name):
    need(platform.machine() == "x86_64" and platform.libc_ver()[0] == "glibc",
         "only glibc on x86-64 can be told to do without fused multiply-add")
    need(runtimes.RUNTIMES[name], "%s is not installed" % name)
    plain = runtimes.run("CPython", GLIBC_TUNABLES="glibc.cpu.hwcaps=-FMA")
    assert runtimes.run(name).with_c == plain.with_c
