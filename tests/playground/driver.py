"""Drive the playground in a real browser, as a user does."""

import functools
import http.server
import io
import os
import re
import shutil
import threading
import urllib.parse

import neuron

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = "examples/playground/"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
WAIT = 120_000  # milliseconds; a machine may be busy


def node_package(name):
    """Return a node package's folder, beside neuron.py or where NODE_PATH says, or None."""
    for modules in [os.path.join(ROOT, "node_modules"),
                    *os.environ.get("NODE_PATH", "").split(os.pathsep)]:
        if modules and os.path.isdir(os.path.join(modules, name)):
            return os.path.join(modules, name)
    return None


def chromium():
    """Return the path of a Chromium, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return shutil.which(name)
    return None


class Handler(http.server.SimpleHTTPRequestHandler):
    """What python -m http.server does in the root, with node_modules wherever they are."""

    def translate_path(self, path):
        prefix = "/node_modules/"
        if path.startswith(prefix):
            parts = urllib.parse.unquote(path[len(prefix):].split("?")[0]).split("/")
            split = 2 if parts[0].startswith("@") else 1
            folder = node_package("/".join(parts[:split]))
            return os.path.join(folder or ROOT, *parts[split:])
        return super().translate_path(path)

    def log_message(self, *arguments):
        pass


def serve():
    """Start a server of the repository; return it and its address."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=ROOT))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, "http://127.0.0.1:%d/" % server.server_address[1]


def launch(playwright):
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


class Playground:
    """The page, opened in a tab. What it reports as errors is collected in errors."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.errors = []
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: self.errors.append(str(error.stack)))
        page.on("console", self._heard)

    def _heard(self, message):
        if message.type == "error":
            self.errors.append(message.text)

    def open(self, wait=True, **state):
        """Open the page with a state in its link, and wait until Play can be pressed."""
        self.page.goto("about:blank")
        self.page.goto(self.address + "#" + urllib.parse.urlencode(state))
        if wait:
            self.page.locator("#play[aria-disabled=false]").wait_for()
            self.rested()
        return self

    def go(self, **state):
        """Follow a link in the page that is open: quicker than opening it, as its Python stays."""
        if self.page.url == "about:blank":
            return self.open(**state)
        self.page.evaluate("""(hash) => new Promise((resolve) => {
            addEventListener("hashchange", () => setTimeout(resolve), { once: true });
            location.hash = `${hash}&go=${Math.random()}`;  // another than before, whatever it was
        })""", urllib.parse.urlencode(state))
        self.rested()
        return self

    def text(self, selector):
        return self.page.locator(selector).inner_text()

    def epoch(self):
        return int(self.text("#epoch"))

    def loss(self):
        return float(self.text("#loss").replace("\u2212", "-"))

    def says(self, text):
        """Wait until the status line has this text."""
        self.page.locator("#status", has_text=text).wait_for()

    def rested(self):
        """Wait until the answers on the page are those of the model at rest."""
        self.page.locator('main[aria-busy="false"]').wait_for()

    def drawn(self):
        """Wait until what the page shows is drawn."""
        self.page.evaluate("() => new Promise((resolve) => requestAnimationFrame(resolve))")

    def play_to_the_end(self):
        self.page.click("#play")
        self.says("Finished")
        self.rested()

    def play_until(self, epochs):
        """Play until so many epochs are done, then pause."""
        self.page.click("#play")
        for wait in range(3000):  # a minute
            if self.epoch() >= epochs:
                break
            self.page.wait_for_timeout(20)
        if "Finished" not in self.text("#status"):
            assert self.epoch() >= epochs, "no epoch %d in a minute" % epochs
            self.page.click("#play")
            self.says(re.compile("Paused|Finished"))  # it may end just before the click
        self.rested()

    def choose(self, selector, value):
        self.page.select_option(selector, value)
        self.rested()

    def fill(self, selector, value):
        self.rested()  # a change under way would build the field anew
        self.page.fill(selector, value)
        self.page.press(selector, "Enter")
        self.rested()

    def more(self):
        """Open the further options."""
        if not self.page.locator("#set-seed").is_visible():
            self.page.click("#more-options summary")

    def replay(self, phase, moments=0):
        """Go to a phase of the step that is replayed, and so many moments on; return the caption."""
        self.page.click("#replay-phases [data-phase=%s]" % phase)
        for _ in range(moments):
            self.page.click("#replay-on")
        self.rested()
        return self.page.locator("#replay-says").text_content().replace("\u2212", "-")

    def replay_list(self):
        """Return all moments of the step, as the page has them as text."""
        if not self.page.locator("#replay-list").is_visible():
            self.page.click("#replay-all summary")
        items = self.page.locator("#replay-list li")
        items.first.wait_for()
        return [text.replace("\u2212", "-") for text in items.all_text_contents()]

    def tab(self, name):
        """Return the text of a tab of the code: this, neuron, or model."""
        self.page.click("#tab-" + name)
        self.rested()
        return self.page.locator("#code-text").text_content()

    def model(self):
        """Return the page's model, loaded on this Python from the file that the page offers."""
        return neuron.load(io.StringIO(self.tab("model")), activations=PUBLISHED)

    def alert(self):
        self.page.locator("#alert").wait_for()
        return self.text("#alert-text")

    def answers(self):
        """Return the answers in the table of rows."""
        cells = self.page.locator("#rows tbody td:nth-last-child(2)").all_inner_texts()
        return [cell.replace("\u2212", "-") for cell in cells]


def sigmoid_published(z):
    return neuron.sigmoid(z)


def tanh_published(z):
    return neuron.tanh(z)


PUBLISHED = {
    "sigmoid_published": neuron.Activation(
        sigmoid_published, lambda z, y: neuron.sigmoid(y) * (1 - neuron.sigmoid(y))),
    "tanh_published": neuron.Activation(
        tanh_published, lambda z, y: 1 - neuron.tanh(y) * neuron.tanh(y)),
}
