"""However the page is opened, it starts or says what to do; from a CDN it takes known files alone."""

import os
import pathlib
import re

import pytest

from tests.playground import driver

pytestmark = pytest.mark.slow
CDN = "https://cdn.jsdelivr.net/npm/"


def serve_cdn(context, spoil=""):
    """Answer for the CDN from node_modules, which the site no longer has; change a file's end."""
    asked = []

    def answer(route):
        path = route.request.url[len(CDN):]
        name = re.sub(r"(?<=.)@[\d.]+", "", path)
        asked.append(path)
        package = "/".join(name.split("/")[:-1])
        data = (pathlib.Path(driver.node_package(package)) / name.split("/")[-1]).read_bytes()
        kind = {"wasm": "application/wasm", "mjs": "text/javascript"}.get(name.split(".")[-1])
        route.fulfill(body=data + b" " * bool(spoil and name.endswith(spoil)),
                      headers={"access-control-allow-origin": "*",
                               "content-type": kind or "application/octet-stream"})

    context.route("**/node_modules/**", lambda route: route.fulfill(status=404))
    context.route(CDN + "**", answer)
    return asked


def test_a_double_click_on_the_page_says_what_to_do(context):
    page = context.new_page()
    page.goto(pathlib.Path(driver.ROOT, driver.PAGE, "index.html").as_uri())
    said = page.locator("#from-file")
    said.wait_for()
    for words in ("python -m http.server", "python -m examples.playground.bundle", "Doppelklick"):
        assert words in said.inner_text()
    assert not page.locator("#play").is_visible()


def test_from_a_server_nothing_is_said_of_files(playground):
    playground.open()
    assert not playground.page.locator("#from-file").is_visible()


@pytest.mark.parametrize("runtime", ["micropython", "pyodide"])
def test_the_cdns_own_files_are_taken(context, playground, runtime):
    asked = serve_cdn(context)
    playground.open(runtime=runtime)
    playground.page.click("#step-epoch")
    playground.says("Paused after epoch 1.")
    assert len(asked) >= 2 and all("@1.27.0/" in path or "@314.0.7/" in path for path in asked)
    playground.errors.clear()  # the browser's own word on the missing copy


@pytest.mark.parametrize("runtime, spoil", [
    ("micropython", "micropython.mjs"), ("micropython", ".wasm"), ("pyodide", "pyodide.asm.mjs")])
def test_a_file_of_the_cdn_that_was_changed_is_not_run(context, playground, runtime, spoil):
    serve_cdn(context, spoil)
    playground.open(runtime=runtime, wait=False)
    playground.page.set_default_timeout(15000)
    assert "what came is not the file this page knows" in playground.alert()
    assert playground.page.is_disabled("#play")
    playground.errors.clear()


def test_a_blocked_cdn_is_told_in_plain_words_with_a_way_out(context, playground):
    context.route("**/node_modules/**", lambda route: route.fulfill(status=404))
    playground.open(wait=False)
    said = playground.alert()
    assert "python -m examples.playground.bundle playground.html" in said
    assert "TypeError" not in said and "import" not in said
    context.unroute("**/node_modules/**")
    playground.page.click("#alert-again")
    playground.page.locator("#play[aria-disabled=false]").wait_for()
    playground.errors.clear()


def test_the_policy_names_the_packages_not_the_whole_cdn(playground):
    """The worker keeps to it, too: of the CDN, it can reach nothing but the two packages."""
    playground.open()
    policy = playground.page.get_attribute("meta[http-equiv]", "content")
    assert set(re.findall(r"https://\S*[^\s;]", policy)) == {
        CDN + "@micropython/micropython-webassembly-pyscript@1.27.0/", CDN + "pyodide@314.0.7/"}
    [worker] = playground.page.workers
    assert worker.evaluate("""async (url) => {
        const blocked = new Promise((resolve) => addEventListener("securitypolicyviolation",
            (event) => resolve(event.effectiveDirective)));
        await fetch(url).catch(() => {});
        return blocked;
    }""", "https://cdn.jsdelivr.net/npm/other@1.0.0/file.js") == "connect-src"
    playground.errors.clear()


def test_the_packages_that_are_pinned_are_those_that_are_tested():
    """The versions in the policy, in the loader and in what CI installs are the same."""
    folder = os.path.join(driver.ROOT, driver.PAGE)
    with open(os.path.join(folder, "runtimes.js"), encoding="utf-8") as file:
        loader = file.read()
    with open(os.path.join(folder, "index.html"), encoding="utf-8") as file:
        page = file.read()
    for name, version in re.findall(r'name: "(.+)",\s+version: "(.+)"', loader):
        assert "/%s@%s/" % (name, version) in page
        with open(os.path.join(driver.ROOT, ".ci", "run"), encoding="utf-8") as file:
            assert "%s@%s" % (name, version) in file.read()
