"""The focus stays where people put it, and what is typed or pressed in haste counts."""

import pytest

pytestmark = pytest.mark.slow

FOCUSED = "() => document.activeElement.id || document.activeElement.tagName"


def focused(playground):
    """Return the id of the element that has the focus, or its tag."""
    return playground.page.evaluate(FOCUSED)


def test_the_skip_link_moves_the_focus_and_nothing_else(shared):
    shared.go(problem="xor", speed="full", epochs=1000000)
    shared.play_until(5)
    epoch, link = shared.epoch(), shared.page.url
    shared.page.focus("a.skip")
    shared.page.keyboard.press("Enter")
    assert focused(shared) == "network"
    shared.choose("#theme", "dark")  # by its end a link that was followed would be taken
    assert (shared.page.input_value("#problem"), shared.epoch()) == ("xor", epoch)
    assert shared.page.url == link + "&theme=dark"


def type_into(playground, field, text):
    """Type into a field, and leave the focus there."""
    playground.page.focus(field)
    playground.page.keyboard.press("Control+A")
    playground.page.keyboard.type(text)


def is_on(playground, control):
    return playground.page.locator(control).evaluate(
        "(node) => node.checked ?? node.getAttribute('aria-pressed') === 'true'")


@pytest.mark.parametrize("field, text, control", [
    ("#set-epochs", "77", "#set-bias"), ("#set-until", "0.125", "#layers-2"),
    ("#set-momentum", "0.25", "#set-shuffle"), ("#set-seed", "5", "#set-scaled")])
def test_a_press_counts_right_after_something_was_typed(shared, field, text, control):
    """Though the press itself ends the typing, and the model is another before it is released."""
    shared.go(problem="xor")
    shared.more()
    before = is_on(shared, control)
    shared.page.locator(control).scroll_into_view_if_needed()
    box = shared.page.locator(control).bounding_box()
    type_into(shared, field, text)
    shared.page.mouse.move(box["x"] + 5, box["y"] + 5)
    shared.page.mouse.down()
    shared.rested()
    shared.page.mouse.up()
    shared.rested()
    assert is_on(shared, control) != before
    assert shared.page.input_value(field) == text and text in shared.page.url


def test_a_press_on_a_row_counts_right_after_a_seed_was_typed(shared):
    shared.go(problem="xor")
    shared.more()
    row = shared.page.locator("#rows button >> nth=2")
    type_into(shared, "#set-seed", "5")
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    shared.page.mouse.move(box["x"] + 5, box["y"] + 5)
    shared.page.mouse.down()
    shared.rested()
    shared.page.mouse.up()
    shared.rested()
    assert "seed=5" in shared.page.url and "situation=1%2C0" in shared.page.url


def test_the_tab_key_goes_on_from_what_was_typed(shared):
    shared.go(problem="xor")
    shared.more()
    for field, text, following in (("#set-epochs", "77", "set-until"), ("#set-until", "0.5", None),
                                   ("#set-momentum", "0.25", "set-seed"),
                                   ("#set-seed", "5", "set-held")):
        type_into(shared, field, text)
        shared.page.keyboard.press("Tab")
        shared.rested()
        assert focused(shared) == following or not following and focused(shared) != "BODY"


def test_what_is_being_typed_stays_when_another_model_comes(shared):
    shared.go(problem="xor")
    type_into(shared, "#set-epochs", "77")
    shared.page.evaluate("() => document.getElementById('new-start').click()")
    shared.rested()
    assert shared.page.input_value("#set-epochs") == "77"
    shared.page.keyboard.press("Enter")
    shared.rested()
    assert "epochs=77" in shared.page.url and "seed=2" in shared.page.url


def test_every_step_of_a_held_key_counts(shared):
    """Though pictures of earlier weights come while it is held."""
    shared.go(problem="xor", hidden="6-6")
    shared.page.locator('#network-drawing [data-index="0"]').focus()
    before = shared.model().parameters()[0]
    shared.page.evaluate("""async () => {
        const weight = document.querySelector('#network-drawing [data-index="0"]');
        weight.focus();
        for (let press = 0; press < 20; press++) {
            weight.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true }));
            await new Promise((resolve) => setTimeout(resolve, 33));
        }
    }""")
    shared.rested()
    assert shared.model().parameters()[0] == pytest.approx(before + 2, abs=1e-5)


def test_a_key_goes_on_from_the_number_just_typed(shared):
    shared.go(problem="xor")
    weight = shared.page.locator('#network-drawing [data-index="0"]')
    weight.focus()
    shared.page.fill("#weight-value", "3.5")
    weight.focus()  # which ends the typing
    shared.page.keyboard.press("ArrowUp")
    shared.rested()
    assert shared.model().parameters()[0] == 3.6


def shown_weight(playground):
    """Return the selected weight of the model that the page shows, as a field has it."""
    return playground.page.evaluate("""async () => {
        const { page } = await import("./page.js");
        return String(page.shown.parameters[page.network.selected]).replaceAll("-", "\u2212");
    }""")


def test_a_field_with_the_focus_shows_the_weight_once_the_training_rests(shared):
    shared.go(problem="xor", speed="full", epochs=300)
    shared.page.locator('#network-drawing [data-index="0"]').focus()
    shared.page.focus("#weight-value")
    before = shared.page.input_value("#weight-value")
    shared.page.evaluate("() => document.getElementById('play').click()")  # the focus stays
    shared.says("Finished")
    shared.rested()
    learned = shown_weight(shared)
    shared.drawn()
    field = shared.page.locator("#weight-value")
    assert field.input_value() == learned != before and focused(shared) == "weight-value"
    # What was begun to be typed stays, and counts once it is done.
    shared.page.evaluate("() => document.getElementById('play').click()")
    type_into(shared, "#weight-value", "0.75")
    shared.says("Finished")
    shared.rested()
    assert field.input_value() == "0.75" and shown_weight(shared) != "0.75"
    shared.page.keyboard.press("Enter")
    shared.rested()
    assert shown_weight(shared) == "0.75"


def test_a_field_with_the_focus_shows_the_row_under_consideration(shared):
    shared.go(problem="xor", situation="0.25,0.25")
    shared.page.focus("#situation-0")
    shared.page.evaluate("() => document.querySelectorAll('#rows button')[2].click()")
    shared.rested()
    assert shared.page.input_value("#situation-0") == "1"


def pressed(playground, selector, key="Enter"):
    """Press a key on a control; return what has the focus once all is at rest."""
    playground.page.locator(selector).first.focus()
    playground.page.keyboard.press(key)
    playground.rested()
    return focused(playground)


def test_a_button_keeps_the_focus_while_it_can_not_be_pressed(shared):
    shared.go(problem="xor", speed="full", epochs=30)
    for button in ("new-start", "reset", "step-epoch", "step-row", "play"):
        assert pressed(shared, "#" + button) == button
    shared.says("Finished")


def test_what_is_built_anew_keeps_the_focus_and_the_mark(shared):
    """By another width, or as on a projector."""
    shared.go(problem="xor")
    shared.page.click("#rows button >> nth=2")
    shared.rested()
    try:
        for width, selector in ((1300, "#rows tr:nth-child(2) button"), (1200, "#situation-1"),
                                (1100, "#replay-on"), (1000, "[data-index='4']"),
                                (900, "#replay-phases button:nth-child(2)")):
            shared.page.focus(selector)
            shared.page.set_viewport_size({"width": width, "height": 1000})
            shared.drawn()
            shared.rested()
            assert shared.page.locator(selector).evaluate("(it) => it === document.activeElement")
            assert shared.page.locator("#rows tr.chosen").inner_text().startswith("3")
        shared.page.focus("[data-index='4']")
        shared.page.keyboard.press("F9")
        shared.page.keyboard.press("F9")
        assert shared.page.evaluate("() => document.activeElement.dataset.index") == "4"
        shared.page.focus("#set-epochs")
        shared.page.keyboard.press("F9")  # which leaves the controls out
        assert focused(shared) == "projector"
        shared.page.keyboard.press("F9")
    finally:
        shared.page.set_viewport_size({"width": 1400, "height": 1000})


def test_what_vanishes_hands_the_focus_on(shared):
    shared.go(problem="own")
    type_into(shared, "#set-epochs", "x")
    shared.page.keyboard.press("Enter")
    assert pressed(shared, "#set-epochs-complaint button") == "set-epochs"
    assert shared.page.input_value("#set-epochs") != "x"
    type_into(shared, "#set-epochs", "x")
    shared.page.keyboard.press("Enter")
    type_into(shared, "#set-epochs", "77")
    shared.page.keyboard.press("Tab")
    shared.rested()
    assert focused(shared) == "set-until" and "epochs=77" in shared.page.url
    shared.page.fill("#own-text", "a,y\n1,0\n2,1\nx,1\n3,0\n4,1")
    assert pressed(shared, "#own-use") == "own-use"
    assert pressed(shared, "#own-use-good") == "own-use"
    assert "4 rows" in shared.text("#own-result")
    shared.page.evaluate("""() => {
        document.getElementById("fit").click();
        document.getElementById("fit-stop").focus();
        document.getElementById("fit-stop").click();
    }""")
    shared.page.locator("#fit-report p").first.wait_for()
    assert focused(shared) == "fit"
    shared.go(problem="trial", rate="10", epochs=1000, speed="full")
    shared.page.click("#play")
    shared.alert()
    shared.rested()
    assert pressed(shared, "#alert-close") == "play"
