"""The page's main paths in another browser: Firefox, driven over WebDriver BiDi."""

import io
import json
import os
import shutil
import subprocess

import pytest

import neuron
from tests.playground import driver
from tests.tools.extras import need

pytestmark = pytest.mark.slow
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "firefox.mjs")


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What a walk through the page showed, as firefox.mjs tells it."""
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    need(firefox, "needs Firefox: apt-get install firefox-esr")
    puppeteer = driver.node_package("puppeteer-core")
    need(puppeteer and shutil.which("node"), "needs Puppeteer: npm install puppeteer-core@24")
    need(driver.node_package("@micropython/micropython-webassembly-pyscript"),
         "needs MicroPython: npm install @micropython/micropython-webassembly-pyscript")
    folder = str(tmp_path_factory.mktemp("downloads"))
    server, address = driver.serve()
    try:
        finished = subprocess.run(
            ["node", SCRIPT, puppeteer, firefox, address + driver.PAGE, folder],
            capture_output=True, text=True, timeout=600)
    finally:
        server.shutdown()
        server.server_close()
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


def test_it_opens_in_firefox_without_an_error(seen):
    assert seen["version"].startswith("firefox/")
    assert seen["opened"].startswith("Ready: MicroPython")
    assert seen["errors"] == []


def test_tutorial_1_reaches_its_digits_in_firefox(seen):
    assert seen["played"]["epoch"] == "10000"
    weights = neuron.load(io.StringIO(seen["played"]["model"])).weights
    assert ["%.8f" % w for w in weights] == ["9.67299303", "-0.20784350", "-4.62963669"]


def test_pause_stops_in_firefox(seen):
    first, later = seen["paused"]["epochs"]
    assert seen["paused"]["button"] == "Play" and first == later and int(first) > 5


def test_a_table_of_ones_own_is_learned_in_firefox(seen):
    assert seen["own"]["right"] == "4 of 4"


def test_the_code_is_downloaded_in_firefox(seen):
    assert seen["downloaded"]["saved"] == seen["downloaded"]["shown"]
    assert "from neuron import" in seen["downloaded"]["saved"]
