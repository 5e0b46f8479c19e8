"""What a class needs: names for all that is heard, room for all that is seen, words that are right."""

import functools
import glob
import json
import os
import re

import pytest

from tests.playground import driver

pytestmark = pytest.mark.slow
FOLDER = os.path.join(driver.ROOT, "examples", "playground")
TWENTY = ",".join("c%d" % k for k in range(20)) + ",y\n" + "".join(
    ",".join(str(k * r % 7) for k in range(20)) + ",%d\n" % (r % 2) for r in range(1, 9))

with open(os.path.join(FOLDER, "words.json"), encoding="utf-8") as words_file:
    WORDS = json.load(words_file)


def accessible(page):
    """Return (role, name) of all that can be used, as Chrome tells it to a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    roles = ("slider", "textbox", "combobox", "checkbox", "button", "tab", "link")
    return [(node["role"]["value"], node["name"]["value"]) for node in nodes
            if node.get("role", {}).get("value") in roles]


@pytest.mark.parametrize("problem", ["moons", "own", "digits"])
def test_all_that_can_be_used_has_a_name(shared, problem):
    shared.go(problem=problem)
    shared.more()
    found = accessible(shared.page)
    assert len(found) > 20 and [role for role, name in found if not name.strip()] == []


def test_weights_tell_their_values(shared):
    shared.go(problem="moons", hidden="4-4")
    told = shared.page.evaluate("""() => [...document.querySelectorAll("#network [role=slider]")]
        .map((weight) => [weight.dataset.index, weight.getAttribute("aria-valuetext")])""")
    parameters = shared.model().parameters()
    assert len(told) == len(parameters)
    for index, text in told:
        assert float(text.replace("\u2212", "-")) == pytest.approx(parameters[int(index)], rel=1e-3)


LISTEN = """() => {
    globalThis.heard = [];
    for (const region of document.querySelectorAll("[role=status], [role=alert], [aria-live], output")) {
        new MutationObserver(() => {
            if (region.getAttribute("aria-live") !== "off") heard.push(region.textContent);
        }).observe(region, { childList: true, subtree: true, characterData: true });
    }
}"""


def test_no_live_region_chatters(shared):
    """Five seconds of training are told in a sentence; an answer when training or its slider rests."""
    shared.go(problem="tutorial1", speed="full", epochs=1000000)
    shared.page.evaluate(LISTEN)
    shared.page.click("#play")
    shared.page.wait_for_timeout(5000)
    assert shared.page.evaluate("heard") == ["It is learning."]
    shared.page.click("#play")
    shared.says("Paused")
    trained = "Its answer: " + shared.text("#situation-answer")
    shared.page.locator("#spoken", has_text=trained).wait_for()
    slider = shared.page.locator("#situation-inputs input[type=range]").first
    slider.focus()
    shared.page.evaluate("() => { heard.length = 0; }")
    for _ in range(10):
        shared.page.keyboard.press("ArrowLeft")
    shared.page.wait_for_function(
        "(before) => /Its answer: /.test(heard.join()) && !heard.join().includes(before)", arg=trained)
    shared.page.wait_for_timeout(800)
    assert len(shared.page.evaluate("heard")) <= 3


@pytest.mark.parametrize("speed", ["full", "growing"])
def test_weights_tell_their_values_once_a_training_rests(shared, speed):
    """Also where its last snapshot comes before its end."""
    shared.go(problem="tutorial1", speed=speed, epochs=1000000)
    shared.play_until(50)
    told = shared.page.locator("#network [role=slider]").evaluate_all(
        "(weights) => weights.map((weight) => weight.getAttribute('aria-valuetext'))")
    assert [float(text.replace("\u2212", "-")) for text in told] == [
        pytest.approx(value, rel=1e-3) for value in shared.model().parameters()]


OVERLAPS = """(selector) => {
    const boxes = [...document.querySelectorAll(selector)].map((node) => node.getBoundingClientRect());
    const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 0.5 ||
        b.bottom <= a.top + 0.5;
    return boxes.flatMap((a, k) => boxes.slice(k + 1).filter((b) => !apart(a, b))).length;
}"""
UNITS = "#network-drawing .node, #network-drawing canvas"


@pytest.mark.parametrize("state", [
    {"problem": "own", "data": TWENTY, "hidden": "8-2"}, {"problem": "digits", "hidden": "32-16-32"}])
def test_units_never_overlap(shared, state):
    shared.go(**state)
    assert shared.page.locator(UNITS).count() > 10
    assert shared.page.evaluate(OVERLAPS, UNITS) == 0


@pytest.fixture(scope="module")
def phone(browser, site):
    """A page on a telephone, 360 pixels wide, with a finger."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB",
                                  has_touch=True, is_mobile=True)
    context.route("https://**", lambda route: route.abort())
    page = driver.Playground(context.new_page(), site + driver.PAGE)
    yield page
    assert page.errors == []
    context.close()


@pytest.mark.parametrize("language", WORDS)
def test_titles_in_the_network_do_not_overlap_on_a_phone(phone, language):
    phone.go(problem="moons", hidden="4-4-4", language=language)
    assert phone.page.locator("#network-drawing text.small").count() == 5
    assert phone.page.evaluate(OVERLAPS, "#network-drawing text.small") == 0


def swipe(playground, selector):
    """Swipe up with a finger from the middle of an element; return how far the page scrolled."""
    playground.page.evaluate("(selector) => document.querySelector(selector).scrollIntoView("
                             "{ block: 'center' })", selector)
    before = playground.page.evaluate("scrollY")
    box = playground.page.locator(selector).first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = playground.page.context.new_cdp_session(playground.page)
    touch = functools.partial(session.send, "Input.dispatchTouchEvent")
    touch({"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        touch({"type": "touchMove", "touchPoints": [{"x": x, "y": y - 15 * step}]})
    touch({"type": "touchEnd", "touchPoints": []})
    session.detach()
    return playground.page.evaluate("scrollY") - before


def test_a_finger_on_a_picture_scrolls_the_page_and_changes_nothing(phone):
    phone.go(problem="xor")
    parameters = phone.model().parameters()
    asked = phone.page.input_value("#situation-0")
    for selector in (".heat canvas.marks", "#network-drawing .dot", "#network-drawing .grip"):
        assert swipe(phone, selector) > 50, selector
    phone.rested()
    assert phone.model().parameters() == parameters
    assert phone.page.input_value("#situation-0") == asked


def test_a_tap_on_the_map_asks_and_a_tap_on_a_weight_selects_it(phone):
    phone.go(problem="xor")
    phone.page.locator(".heat canvas.marks").tap(position={"x": 30, "y": 40})
    phone.rested()
    assert float(phone.page.input_value("#situation-0").replace("\u2212", "-")) < 0.2
    phone.page.locator("#network-drawing .dot").first.tap()
    assert "bias of h1.1" in phone.text("#weight-editor")


@pytest.mark.parametrize("problem, selector, told", [
    ("worked", "#published", "after 1 epoch\n"), ("trial", "#network-says", "; 1 weight,"),
    ("trask2", "#published", "after 9,999 epochs")])
def test_one_is_not_many(shared, problem, selector, told):
    shared.go(problem=problem)
    assert told in shared.page.locator(selector).inner_text() + "\n"


def test_every_minus_is_a_minus(shared):
    shared.go(problem="and")
    shown = shared.page.evaluate("""async () => {
        const { show, fixed } = await import("./dom.js");
        return [show(-0.00001234), show(-1e-300), show(-5), fixed(-0.5, 2), fixed(-0.001, 2)];
    }""")
    assert shown == ["\u22121.234e\u22125", "\u22121e\u2212300", "\u22125", "\u22120.50", "0.00"]


@pytest.mark.parametrize("problem, decimals", [("and", 4), ("moons", 4), ("tutorial1", 8)])
def test_answers_have_eight_decimals_only_beside_published_ones(shared, problem, decimals):
    shared.go(problem=problem)
    assert all(re.fullmatch(r"\d\.\d{%d}" % decimals, answer) for answer in shared.answers())
    assert re.fullmatch(r"\d\.\d{%d}" % decimals, shared.text("#situation-answer"))


def test_an_alert_can_be_closed(shared):
    shared.go(problem="trial", rate="10", epochs=1000, speed="full")
    shared.page.click("#play")
    shared.alert()
    shared.page.click("#alert-close")
    assert not shared.page.locator("#alert").is_visible()


def test_paper_is_light_also_where_the_screen_is_dark(shared):
    shared.go(problem="and", theme="dark")
    for event, theme in (("beforeprint", "light"), ("afterprint", "dark")):
        shared.page.evaluate("(name) => { dispatchEvent(new Event(name)); }", event)
        assert shared.page.get_attribute("html", "data-theme") == theme


def test_what_is_pressed_is_seen_in_forced_colours(shared):
    shared.go(problem="xor", theme="dark")
    outline = "(node) => getComputedStyle(node).outlineStyle"
    shared.page.emulate_media(forced_colors="active")
    assert shared.page.locator("#layers-1").evaluate(outline) == "solid"
    assert shared.page.locator("#layers-2").evaluate(outline) == "none"
    ink = "(node) => getComputedStyle(node).%s"
    assert shared.page.locator("#network-drawing text").first.evaluate(
        ink % "fill") == shared.page.locator("#network-title").evaluate(ink % "color")
    shared.page.emulate_media(forced_colors="none")


def test_no_word_is_left_over():
    """Each word of words.json is named somewhere in the page."""
    text = ""
    for path in glob.glob(os.path.join(FOLDER, "*.js")) + [os.path.join(FOLDER, "index.html")]:
        with open(path, encoding="utf-8") as file:
            text += re.sub(r'(element|drawn)\(\s*"\w+"', "", file.read())
    named = set(re.findall(r'["`](\w+)["`]|\b(group\w+):', text))
    named = {name for pair in named for name in pair}
    built = re.compile(r"(p|n|i|replay)_\w+$")  # put together from a name
    assert [key for key in WORDS["en"] if key not in named and not built.match(key)] == [
        "languageName"]
