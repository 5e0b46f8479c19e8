"""Each change goes on from the one before, however soon it comes; and what was asked for last counts."""

import re

import pytest

pytestmark = pytest.mark.slow


def press(shared, *selectors):
    """Press what the selectors find, at once: the page can answer nothing before all is pressed."""
    shared.page.evaluate("""(selectors) => {
        for (const selector of selectors) document.querySelector(selector).click();
    }""", selectors)


def choose(shared, selector, value):
    """Choose without waiting until the page rests."""
    shared.page.select_option(selector, value)


class Held:
    """Holds back each Python that is loaded. CPython's place is taken by MicroPython, which loads sooner."""

    def __init__(self, page):
        self.page = page
        self.routes = []
        page.route("**/runtimes.js", lambda route: self.routes.append(route))

    def release(self):
        """Let the Python load that was asked for last."""
        while not self.routes:
            self.page.wait_for_timeout(10)
        route = self.routes.pop()
        text = route.fetch().text().replace("PACKAGES[name]", "PACKAGES.micropython")
        text = text.replace('name === "pyodide"', "false")
        route.fulfill(content_type="text/javascript", body=text)


@pytest.fixture
def held(shared):
    shared.go(problem="xor")
    held = Held(shared.page)
    yield held
    shared.page.unroute("**/runtimes.js")


def test_a_training_asked_for_while_a_row_is_learned_is_not_said_to_rest(shared):
    shared.go(problem="xor", speed="full", epochs=1000000)
    press(shared, "#step-row", "#play")
    shared.page.wait_for_function("() => Number(document.getElementById('epoch').textContent) > 9")
    assert shared.text("#play").strip() == "Pause"
    shared.page.click("#play")
    shared.says("Paused")
    press(shared, "#step-row", "#step-row", "#step-epoch", "#play")
    shared.says("Paused")
    shared.rested()
    assert shared.text("#play").strip() == "Play"


def test_two_options_changed_at_once_both_count(shared):
    shared.go(problem="xor", hidden="3")
    press(shared, "#layers-2", "#set-bias", "#set-shuffle")
    shared.rested()
    model = shared.model()
    assert [len(layer.weights) for layer in model.layers] == [3, 3, 1]
    assert model.layers[0].biases is None
    assert shared.page.is_checked("#set-shuffle") and "shuffle=1" in shared.page.url


def edit(shared, tool, *points):
    """Click on points of the map at once, given as shares of its sides."""
    shared.page.select_option("#map-tool", tool)
    shared.page.evaluate("""(points) => {
        const canvas = document.querySelector("canvas.marks");
        const box = canvas.getBoundingClientRect();
        for (const [x, y] of points) {
            const at = { clientX: box.x + x * box.width, clientY: box.y + y * box.height };
            canvas.dispatchEvent(new MouseEvent("click", at));
        }
    }""", points)
    shared.rested()


def test_points_added_and_taken_away_at_once_all_count(shared):
    shared.go(problem="moons", hidden="3")
    parameters = shared.model().parameters()
    rows = shared.page.locator("#rows tbody tr").count
    more = shared.page.locator("#replay-row option").count
    before = more()
    edit(shared, "add 1", (0.02, 0.02), (0.02, 0.98), (0.98, 0.02))
    assert more() == before + 3 and rows() > 0
    assert shared.model().parameters() == parameters
    edit(shared, "remove", (0.02, 0.02), (0.02, 0.98))
    assert more() == before + 1
    edit(shared, "remove", (0.02, 0.02), (0.02, 0.98))
    assert more() == before + 1  # those two are gone: the third one stayed


def test_a_row_chosen_while_the_model_is_made_is_answered_by_that_model(shared):
    shared.go(problem="xor", situation="0.5,0.5")
    press(shared, "#new-start", "#rows tbody tr:nth-child(3) button")
    shared.rested()
    assert [shared.page.input_value("#situation-%d" % k) for k in (0, 1)] == ["1", "0"]
    assert shared.text("#situation-answer") == shared.answers()[2]
    assert shared.page.input_value("#replay-row") == "3"
    assert "situation=1%2C0" in shared.page.url


def test_a_weight_of_the_model_that_was_left_is_not_moved(shared):
    shared.go(problem="xor")
    first = shared.model().parameters()
    shared.page.evaluate("""() => {
        document.getElementById("reset").click();
        document.querySelector("#network-drawing .grip").dispatchEvent(
            new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true }));
    }""")
    shared.rested()
    assert shared.model().parameters() == first


def test_the_python_chosen_last_counts(shared, held):
    shared.go(problem="xor")
    choose(shared, "#runtime", "pyodide")
    choose(shared, "#runtime", "micropython")
    shared.rested()
    assert shared.page.input_value("#runtime") == "micropython"
    assert len(shared.page.workers) == 1 and "runtime" not in shared.page.url
    assert shared.epoch() == 0
    shared.page.click("#step-epoch")
    shared.says("Paused after epoch 1.")


def test_what_is_done_while_a_python_loads_stays(shared, held):
    shared.go(problem="xor")
    choose(shared, "#runtime", "pyodide")
    choose(shared, "#problem", "and")
    choose(shared, "#theme", "dark")
    choose(shared, "#speed", "full")
    shared.page.wait_for_url(re.compile("problem=and"))  # its model is there
    shared.page.click("#step-epoch")
    shared.says("Paused after epoch 1.")
    shared.page.click("#projector")
    held.release()
    shared.says("Ready")
    shared.rested()
    assert len(shared.page.workers) == 1 and shared.page.input_value("#problem") == "and"
    assert shared.epoch() == 1 and len(shared.answers()) == 4
    for chosen in ("problem=and", "epoch=1", "theme=dark", "speed=full", "view=show", "runtime=pyodide"):
        assert chosen in shared.page.url
    assert shared.page.input_value("#speed") == "full"
    shared.page.click("#projector")
    assert shared.page.get_attribute("html", "data-view") == "page"


def test_what_is_chosen_before_the_first_python_is_there_stays(playground):
    held = Held(playground.page)
    playground.open(wait=False, problem="xor", weights=",".join(["1"] * 13), epoch=3)
    playground.page.locator("#set-rate").wait_for()
    link = playground.page.url
    choose(playground, "#theme", "dark")
    choose(playground, "#speed", "full")
    choose(playground, "#set-rate", "0.03")
    assert playground.page.url == link  # until the model is there
    held.release()
    playground.says("Ready")
    playground.rested()
    assert playground.epoch() == 3 and playground.model().parameters() == [1] * 13
    for chosen in ("theme=dark", "speed=full", "rate=0.03", "epoch=3"):
        assert chosen in playground.page.url


def test_options_changed_during_a_fit_stay(shared):
    shared.go(problem="own")
    shared.page.evaluate("""() => {
        document.getElementById("fit").click();
        for (const [id, value] of [["set-rate", "0.03"], ["theme", "dark"], ["speed", "full"]]) {
            document.getElementById(id).value = value;
            document.getElementById(id).dispatchEvent(new Event("change"));
        }
        document.getElementById("fit-stop").click();
    }""")
    shared.page.locator("#fit-report p").first.wait_for()
    shared.rested()
    assert shared.page.input_value("#set-rate") == "0.03"
    for chosen in ("rate=0.03", "theme=dark", "speed=full"):
        assert chosen in shared.page.url


def test_back_leaves_the_entry_as_it_is_until_its_model_is_there(shared, held):
    shared.go(problem="xor")
    choose(shared, "#runtime", "pyodide")
    held.release()
    shared.rested()
    shared.choose("#problem", "moons")
    choose(shared, "#runtime", "micropython")
    held.release()
    shared.rested()
    shared.page.evaluate("() => history.back()")
    shared.page.wait_for_function("() => document.getElementById('problem').value === 'xor'")
    assert "problem=xor" in shared.page.url and "runtime=pyodide" in shared.page.url
    held.release()
    shared.rested()
    assert shared.page.input_value("#runtime") == "pyodide" and len(shared.page.workers) == 1
    assert "problem=xor" in shared.page.url and "runtime=pyodide" in shared.page.url


def test_two_steps_back_at_once_spoil_no_entry(shared):
    shared.go(problem="xor")
    for problem in ("moons", "circle"):
        shared.choose("#problem", problem)
    shared.page.evaluate("() => { history.back(); setTimeout(() => history.back(), 100); }")
    shared.page.wait_for_function("() => document.getElementById('problem').value === 'xor'")
    for problem in ("moons", "circle"):
        shared.rested()
        shared.page.evaluate("() => history.forward()")
        shared.page.wait_for_function(
            "(problem) => document.getElementById('problem').value === problem", arg=problem)
