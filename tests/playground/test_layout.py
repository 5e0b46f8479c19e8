"""On a telephone, on a projector, with large zoom: what the training changes is to be seen."""

import pytest

from tests.playground.test_classroom import TWENTY, WORDS

pytestmark = pytest.mark.slow


@pytest.fixture
def sized(shared):
    """Return a function that brings the page to a size, and a state; later it has its usual size."""
    def bring(width, height, **state):
        shared.page.set_viewport_size({"width": width, "height": height})
        return shared.go(**state)

    yield bring
    shared.page.set_viewport_size({"width": 1400, "height": 1000})


def box(playground, selector):
    return playground.page.locator(selector).first.bounding_box()


@pytest.mark.parametrize("problem, picture", [
    ("moons", ".heat"), ("tutorial1", "#curve"), ("digits", "#situation-inputs canvas")])
@pytest.mark.parametrize("language", WORDS)
def test_on_a_telephone_the_picture_is_below_the_bar_at_once(sized, language, problem, picture):
    page = sized(360, 740, problem=problem, language=language)
    page.page.evaluate("scrollTo(0, 0)")
    seen = box(page, picture)
    assert seen["y"] + 0.85 * seen["height"] <= 740
    assert box(page, "#play")["y"] < seen["y"]


def test_on_a_telephone_the_picture_changes_when_play_is_pressed(sized):
    pixels = """() => { const map = document.querySelector(".map");
        return map.getContext("2d").getImageData(0, 0, map.width, map.height).data.join(); }"""
    page = sized(360, 740, problem="moons", speed="full")
    page.page.evaluate("scrollTo(0, 0)")
    before = page.page.evaluate(pixels)
    page.play_until(20)
    assert page.page.evaluate("scrollY") == 0
    assert page.page.evaluate(pixels) != before


@pytest.mark.parametrize("state", [{"problem": "virus"}, {"problem": "own", "data": TWENTY},
                                   {"problem": "own", "data": TWENTY.replace("c0,c1", "c1,c0")}])
def test_on_a_telephone_the_answers_of_the_rows_are_on_the_screen(sized, state):
    page = sized(360, 740, **state)
    heads = page.page.locator("#rows thead th").all_inner_texts()
    assert heads[:3] == ["Row", "Target", "Answer"]
    answer = box(page, "#rows tbody td:nth-child(3)")
    assert answer["x"] + answer["width"] <= 360


def test_with_much_zoom_the_bar_leaves_the_screen_to_the_rest(sized):
    """400 % of a window of 1400 by 1000 pixels are 350 by 250; 200 % are 700 by 500."""
    for width, height in ((350, 250), (700, 450)):
        page = sized(width, height, problem="moons")
        page.page.evaluate("document.getElementById('heat').scrollIntoView()")
        assert box(page, ".transport")["y"] + box(page, ".transport")["height"] <= 0
        assert page.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width, height", [(1400, 1000), (1920, 1080)])
def test_one_key_makes_the_pictures_large_for_a_projector(sized, width, height):
    page = sized(width, height, problem="moons")
    before = box(page, ".heat")["width"], box(page, "#network-drawing canvas")["width"]
    page.page.keyboard.press("F9")
    page.page.locator("#settings-column").wait_for(state="hidden")
    page.rested()
    after = box(page, ".heat")["width"], box(page, "#network-drawing canvas")["width"]
    assert after[0] > 1.2 * before[0] and after[1] > 1.4 * before[1]
    assert box(page, ".heat")["y"] + after[0] <= height
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    assert "view=show" in page.page.url
    assert page.page.get_attribute("#projector", "aria-pressed") == "true"
    page.page.keyboard.press("Escape")
    page.page.locator("#settings-column").wait_for()


def test_the_bar_stays_small(sized):
    for language in WORDS:
        for width, height in ((360, 190), (1400, 140)):
            page = sized(width, 900, problem="moons", language=language)
            assert box(page, ".transport")["height"] <= height, (language, width)
    sized(1400, 1000, problem="and", language="en")


TEXT = """(select) => {
    const style = getComputedStyle(select);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    const text = pen.measureText(select.selectedOptions[0].textContent).width;
    return text + 2 * parseFloat(style.paddingLeft) + 20 - select.clientWidth;  // 20: the arrow
}"""


@pytest.mark.parametrize("language", WORDS)
def test_on_a_telephone_the_settings_can_be_read(sized, language):
    page = sized(360, 740, problem="and", language=language)
    for name in ("language", "theme", "runtime"):
        assert page.page.locator("#" + name).evaluate(TEXT) <= 0, name


def test_a_long_name_stays_within_its_card(sized):
    name = "passes_the_final_exam_in_mathematics_of_june"
    page = sized(360, 740, problem="own", data="hours,sleep,%s\n1,2,0\n3,4,1" % name)
    page.page.evaluate("() => { document.getElementById('about').open = true; }")
    page.page.click("#own-use")
    page.page.locator("#own-result", has_text=name).wait_for()
    assert page.page.locator("#own-result p").evaluate("(p) => p.scrollWidth <= p.clientWidth")
