"""The classroom's file: one HTML file that works from a USB stick, without a network."""

import os
import subprocess
import sys

import pytest

from tests.playground import driver
from tests.tools.extras import need

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    modules = driver.node_package("@micropython/micropython-webassembly-pyscript")
    need(modules, "needs MicroPython: npm install @micropython/micropython-webassembly-pyscript")
    path = str(tmp_path_factory.mktemp("stick") / "my playground.html")
    finished = subprocess.run(
        [sys.executable, "-m", "examples.playground.bundle", path, "--micropython", modules],
        cwd=driver.ROOT, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    assert "opens without a network" in finished.stdout
    return path


@pytest.fixture
def offline(browser, bundle):
    context = browser.new_context(offline=True, locale="en-GB")
    asked = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    playground = driver.Playground(page, "file://" + bundle.replace(" ", "%20"))
    yield playground
    assert playground.errors == []
    assert [url for url in asked if url.startswith("http")] == []
    context.close()


def test_it_is_smaller_than_a_megabyte(bundle):
    assert os.path.getsize(bundle) < 1_000_000


def test_it_trains_from_a_file_with_the_network_off(offline):
    offline.open(problem="tutorial1", speed="full")
    offline.play_to_the_end()
    weights = offline.model().weights
    assert ["%.8f" % w for w in weights] == ["9.67299303", "-0.20784350", "-4.62963669"]


def test_it_holds_languages_digits_and_neuron_py(offline):
    offline.open(problem="digits", epochs=1, language="de", speed="full")
    assert offline.text("#problem-title") == "1. Ein Problem"
    offline.page.click("#step-epoch")
    offline.says("Angehalten nach Epoche 1.")
    with open(os.path.join(driver.ROOT, "neuron.py"), encoding="utf-8") as file:
        assert offline.tab("neuron") == file.read()


def test_the_same_bundle_comes_out_twice(bundle, tmp_path):
    again = str(tmp_path / "again.html")
    modules = driver.node_package("@micropython/micropython-webassembly-pyscript")
    subprocess.run([sys.executable, "-m", "examples.playground.bundle", again,
                    "--micropython", modules], cwd=driver.ROOT, check=True, capture_output=True)
    with open(bundle, "rb") as first, open(again, "rb") as second:
        assert first.read() == second.read()


def test_without_micropython_it_says_where_to_get_it(tmp_path):
    finished = subprocess.run(
        [sys.executable, "-m", "examples.playground.bundle", str(tmp_path / "page.html"),
         "--micropython", str(tmp_path)], cwd=driver.ROOT, capture_output=True, text=True)
    assert finished.returncode == 1
    assert "npm comes with Node.js" in finished.stderr
    assert "npm install --prefix . --no-save --no-package-lock @micropython/" in finished.stderr
    assert os.listdir(str(tmp_path)) == []
