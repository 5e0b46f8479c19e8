"""Everybody can use the page: axe-core finds no fault, in any language, light or dark."""

import json
import os

import pytest

from tests.playground import driver
from tests.tools.extras import need

pytestmark = pytest.mark.slow
WORDS = os.path.join(driver.ROOT, "examples", "playground", "words.json")

with open(WORDS, encoding="utf-8") as words_file:
    LANGUAGES = json.load(words_file)


def faults(playground):
    """Return what axe-core finds, as lines: rule, and the element."""
    folder = driver.node_package("axe-core")
    need(folder, "needs axe-core: npm install axe-core")
    with open(os.path.join(folder, "axe.min.js"), encoding="utf-8") as file:
        source = file.read()
    # Through the debugger, as the page's policy lets no other script in.
    session = playground.page.context.new_cdp_session(playground.page)
    session.send("Runtime.evaluate", {"expression": source})
    result = playground.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return ["%s: %s" % (fault["id"], node["html"][:200])
            for fault in result["violations"] for node in fault["nodes"]]


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-GB")
    yield context
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_no_fault(playground, language, theme):
    for problem in ("tutorial1", "three", "digits", "own"):
        playground.open(problem=problem, language=language, theme=theme)
        playground.more()
        playground.page.click("#step-epoch")
        playground.rested()
        playground.page.click("#rows button >> nth=0")
        playground.replay("change", 1)
        playground.replay_list()
        if problem == "own":
            playground.page.fill("#own-text", "a,y\nx,1\n1,1\n2,0")
            playground.page.click("#own-use")
        assert faults(playground) == [], problem


def test_axe_finds_no_fault_on_a_phone(playground):
    playground.page.set_viewport_size({"width": 360, "height": 740})
    playground.open(problem="moons")
    assert faults(playground) == []


def test_an_alert_has_no_fault(playground):
    playground.open(problem="trial", rate="10", epochs=1000, speed="full")
    playground.page.click("#play")
    playground.alert()
    assert faults(playground) == []


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_nothing_is_wider_than_the_page(playground, width):
    playground.page.set_viewport_size({"width": width, "height": 800})
    for language in LANGUAGES:
        for problem in ("virus", "spiral", "digits", "own"):
            playground.open(problem=problem, language=language)
            wide = playground.page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= width, (language, problem)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_language_has_the_same_words(language):
    """Each has all keys, and the same {names} in each, {name:one|more} being one of them."""
    def names(text):
        return sorted(part.split("}")[0].split(":")[0] for part in text.split("{")[1:])

    assert list(LANGUAGES[language]) == list(LANGUAGES["en"])
    for key, text in LANGUAGES[language].items():
        assert text and names(text) == names(LANGUAGES["en"][key]), key


@pytest.mark.parametrize("locale", ["de-AT", "es-MX", "fr-FR"])
def test_the_page_speaks_the_browsers_language_if_it_can(browser, site, locale):
    context = browser.new_context(locale=locale)
    playground = driver.Playground(context.new_page(), site + driver.PAGE).open()
    expected = locale[:2] if locale[:2] in LANGUAGES else "en"
    assert playground.page.get_attribute("html", "lang") == expected
    context.close()


def test_no_word_is_missing(playground):
    for language in LANGUAGES:
        playground.open(problem="moons", language=language)
        text = playground.page.locator("body").inner_text()
        for key in LANGUAGES["en"]:
            if key not in LANGUAGES[language].values() and len(key) > 5 and not key.islower():
                assert key not in text, key


def test_a_language_added_to_the_words_is_offered(context, playground):
    words = dict(LANGUAGES, xx=dict(LANGUAGES["en"], languageName="Test", play="Xyz"))
    context.route("**/words.json", lambda route: route.fulfill(json=words))
    playground.open()
    playground.choose("#language", "xx")
    assert playground.text("#play").strip() == "Xyz"


def test_the_colours_follow_the_system(browser, site):
    context = browser.new_context(color_scheme="dark", locale="en-GB")
    playground = driver.Playground(context.new_page(), site + driver.PAGE).open()
    assert playground.page.get_attribute("html", "data-theme") == "dark"
    context.close()


def test_the_texts_say_what_the_pictures_show(playground):
    playground.open(problem="xor", speed="full")
    playground.play_to_the_end()
    assert "After epoch 2000 the loss is" in playground.text("#chart-says")
    assert "4 of 4 learned rows" in playground.text("#heat-says")
    assert "13 weights and biases" in playground.text("#network-says")
    label = playground.page.locator("#network-drawing .grip").first.get_attribute("aria-label")
    assert label == "weight from x1 to h1.1"


def test_a_browser_without_webassembly_is_told(playground):
    playground.page.add_init_script("delete globalThis.WebAssembly")
    playground.open(wait=False)
    assert "no WebAssembly" in playground.alert()


def test_a_file_that_does_not_load_is_named_and_can_be_tried_again(context, playground):
    context.route("**/session.py", lambda route: route.fulfill(status=404))
    playground.open(wait=False)
    assert "session.py: 404" in playground.alert()
    context.unroute("**/session.py")
    playground.page.click("#alert-again")
    playground.page.locator("#play[aria-disabled=false]").wait_for()
    assert not playground.page.locator("#alert").is_visible()
    playground.errors.clear()  # the browser's own word on the 404
