"""One step of learning, replayed on the network: by mouse, by keys, and as text."""

import re

import pytest

from neuron import Network, Neuron, dot
from tests.playground.test_accessibility import LANGUAGES, faults

pytestmark = pytest.mark.slow
GATE, XOR = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
MOMENTS = ["start", "forward", "error", "back", "change", "end"]


def shown(x):
    """Return a number as the page prints it, six digits, but with a plain minus sign."""
    if x == 0:
        return "0"
    if abs(x) >= 1e6 or abs(x) < 1e-4:
        mantissa, exponent = ("%.3e" % x).split("e")
        return "%se%+d" % (mantissa.rstrip("0").rstrip("."), int(exponent))
    digits = "%#.6g" % x
    return digits.rstrip("0").rstrip(".")


def position(playground):
    return float(playground.page.input_value("#replay-slider"))


def until(playground, condition):
    while not condition():
        playground.page.wait_for_timeout(20)


def says(playground):
    return playground.text("#replay-step").replace("\u2212", "-")


def answers(network, x):
    """Return z and y of each unit, layer by layer, as neuron.py computes them."""
    passed = []
    for layer in network.layers:
        biases = layer.biases
        z = [dot(list(w) + [b], list(x) + [1.0]) for w, b in zip(layer.weights, biases)]
        x = [layer.activation.function(value) for value in z]
        passed.append((z, x))
    return passed


def test_all_that_it_says_is_what_neuron_py_computes(playground):
    """Of a 2-4-1: z and y; deltas, which are the slopes of biases, turned; weights, before, after."""
    playground.open(problem="xor", hidden="4", seed=2)
    playground.page.select_option("#replay-row", "2")
    playground.rested()
    said = playground.replay_list()
    network, after = [Network(2, 4, 1, activation=["tanh", "sigmoid"], seed=2) for _ in range(2)]
    after.train(GATE, XOR, 1, learning_rate=1)
    (z1, y1), (z2, y2) = answers(network, GATE[1])
    hidden = ["h1.%d" % (unit + 1) for unit in range(4)]
    deltas = [-slope for slope in network.gradient([GATE[1]], [XOR[1]])]
    assert said[0] == "Inputs. x1 = 0, x2 = 1"
    assert said[1:6] == ["Forward: %s. z = %s, y = %s" % (name, shown(z), shown(y))
                         for name, z, y in zip(hidden + ["y"], z1 + z2, y1 + y2)]
    assert said[6] == "Error. y: " + shown(1 - y2[0])
    assert said[7] == "Back: y. error = %s, delta = %s" % (shown(1 - y2[0]), shown(deltas[-1]))
    for unit in range(4):
        error = deltas[-1] * network.layers[1].weights[0][unit]
        assert said[8 + unit] == "Back: %s. error = %s, delta = %s" % (
            hidden[unit], shown(error), shown(deltas[3 * unit + 2]))
    changes = ["%s \u2192 %s" % (shown(b), shown(a))
               for b, a in zip(network.parameters(), after.parameters())]
    for unit in range(4):
        assert said[12 + unit] == "Weights: %s. x1: %s, x2: %s, Bias: %s" % (
            hidden[unit], *changes[3 * unit:3 * unit + 3])
    assert said[16] == "Weights: y. " + ", ".join(
        "%s: %s" % pair for pair in zip(hidden + ["Bias"], changes[12:]))
    assert said[17:] == ["After. y: %s \u2192 %s" % (shown(y2[0]), shown(after(GATE[1])[0]))]


def test_the_worked_example_shows_the_step_just_taken(playground):
    playground.open(problem="worked")
    assert says(playground) == "The step to come: epoch 1, by its only row."
    playground.page.click("#step-epoch")
    playground.rested()
    assert says(playground) == "The step just taken: epoch 1, by its only row."
    assert "x2: 0.5 \u2192 0.503316" in playground.replay("change")
    playground.page.locator("#network-drawing .grip").nth(1).focus()
    wire = playground.page.locator("#replay-wire")
    wire.locator(".line").nth(3).wait_for()
    lines = wire.locator(".line").all_text_contents()
    assert lines == ["weight \u00b7 input = 0.5 \u00b7 1 = 0.5",
                     "delta \u00b7 input = 0.0663175 \u00b7 1 = 0.0663175",
                     "change = learning rate \u00b7 that = 0.05 \u00b7 0.0663175 = 0.00331587",
                     "before + change = 0.5 + 0.00331587 = 0.503316"]
    assert float(playground.page.input_value("#weight-value")) == playground.model().weights[1]
    cells = playground.page.locator("#replay-moment tbody tr").nth(1).locator("td")
    n = Neuron(2, bias=None)
    n.weights = [0.3, 0.5]
    n.train([[1, 1]], [1], 1, learning_rate=0.05)
    exact = [float(cells.nth(k).get_attribute("title")) for k in range(3)]
    assert exact[0] == 0.5 and exact[2] == playground.model().weights[1]
    assert exact[2] == pytest.approx(n.weights[1], rel=1e-15)
    playground.page.click("#step-epoch")  # the row's epoch is over: the next step was taken
    playground.rested()
    assert says(playground) == "The step just taken: epoch 2, by its only row."
    assert "x2: 0.503316 \u2192" in playground.replay("change")


def test_a_row_alone_and_what_follows(playground):
    playground.open(problem="xor")
    playground.page.click("#step-row")
    playground.rested()
    assert says(playground) == "The step just taken: row 1 alone."
    assert playground.page.input_value("#replay-row") == "1"
    playground.page.select_option("#replay-row", "3")
    playground.rested()
    assert says(playground) == "The step to come: epoch 1, by all 4 rows together."
    playground.page.click("#step-epoch")
    playground.rested()
    assert "just taken" in says(playground)
    playground.page.locator('#network-drawing [data-index="0"]').focus()
    playground.fill("#weight-value", "2")
    assert "to come" in says(playground)
    assert "x1: 2 \u2192" in playground.replay("change")


def test_batches_are_told_apart(playground):
    playground.open(problem="spiral")
    playground.page.click("#step-epoch")
    playground.rested()
    assert re.fullmatch(r"The step just taken: epoch 1, adjustment \d+ of 10, by (10|8) rows "
                        r"together\.", says(playground))


def test_it_plays_pauses_and_goes_on(playground):
    playground.open(problem="xor")
    play = playground.page.locator("#replay-play")
    play.click()
    until(playground, lambda: position(playground) > 1.2)
    assert playground.page.locator(".replay-picture .plate").count() > 2
    spoken = playground.page.locator("#replay-live").text_content()
    assert spoken.startswith("Forward: h1.1. ")  # a phase is announced, not each moment
    play.click()
    held = position(playground)
    playground.page.wait_for_timeout(400)
    assert position(playground) == held
    assert play.inner_text() == "Play the step"
    play.click()
    until(playground, lambda: position(playground) > held)
    assert play.inner_text() == "Hold the step"


def test_buttons_and_keys_go_moment_by_moment(playground):
    playground.open(problem="xor")
    page = playground.page
    page.click("#replay-on")
    page.click("#replay-on")
    assert position(playground) == 2
    page.click("#replay-back")
    assert position(playground) == 1
    assert page.locator("#replay-live").text_content() == page.locator("#replay-says").text_content()
    slider = page.locator("#replay-slider")
    last = float(slider.get_attribute("max"))
    slider.focus()
    for key, expected in (("ArrowRight", 2), ("ArrowUp", 3), ("ArrowLeft", 2), ("PageUp", 7),
                          ("PageDown", 2), ("End", last), ("ArrowRight", last), ("Home", 0),
                          ("ArrowLeft", 0)):
        page.keyboard.press(key)
        assert position(playground) == expected, key
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == playground.text("#replay-says")
    for phase in MOMENTS:
        playground.page.focus("[data-phase=%s]" % phase)
        page.keyboard.press("Enter")
        assert page.locator('[aria-current="true"]').get_attribute("data-phase") == phase
    assert position(playground) == last


def test_dragging_moves_what_travels(playground):
    playground.open(problem="xor")
    page = playground.page
    box = page.locator("#replay-slider").bounding_box()

    def drag(share):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)

    drag(0.01)
    page.mouse.down()
    seen = set()
    for k in range(30):
        drag(0.02 + 0.005 * k)
        pulses = page.locator(".replay-picture .pulse")
        if pulses.count():
            seen.add(float(pulses.first.get_attribute("cx")))
    page.mouse.up()
    assert len(seen) > 5 and max(seen) - min(seen) > 50
    assert not position(playground).is_integer()


def test_the_picture_is_of_the_row_and_goes_when_the_situation_does(playground):
    playground.open(problem="and")
    playground.page.select_option("#replay-row", "4")
    playground.replay("forward")
    assert [playground.page.input_value("#situation-%d" % k) for k in (0, 1)] == ["1", "1"]
    assert playground.page.locator(".replay-picture").count() == 1
    playground.fill("#situation-0", "0.5")
    assert playground.page.locator(".replay-picture").count() == 0
    assert playground.page.input_value("#replay-row") == "4"
    playground.page.select_option("#replay-row", "")
    playground.rested()
    assert "answered, and not learned" in says(playground)
    assert playground.replay("start") == "Inputs. x1 = 0.5, x2 = 1"
    assert not playground.page.locator("[data-phase=back]").is_visible()


def test_a_row_held_out_has_an_error_and_no_way_back(playground):
    playground.open(problem="moons")
    playground.page.click("#rows .held >> nth=0")
    playground.rested()
    assert says(playground) == "This row is held out: it is answered, and not learned."
    assert playground.replay("error").startswith("Error. y: ")
    assert not playground.page.locator("[data-phase=change]").is_visible()


def test_while_it_learns_the_replay_waits(playground):
    playground.open(problem="xor", epochs=1000000, speed="full")
    playground.replay("back")
    playground.page.click("#play")
    playground.says("learning")
    assert says(playground) == "It is learning. Pause it to look at one step."
    assert playground.page.locator("#replay-play").is_disabled()
    assert playground.page.locator(".replay-picture").count() == 0
    playground.page.click("#play")
    playground.says("Paused")
    playground.rested()
    epoch = playground.epoch()
    assert says(playground) == "The step to come: epoch %d, by all 4 rows together." % (epoch + 1)
    before = playground.model().parameters()
    assert ("x1: %s \u2192" % shown(before[0])) in playground.replay("change")


def test_of_the_digits_the_strongest_wires_are_drawn_and_the_rest_counted(playground):
    playground.open(problem="digits")
    page = playground.page
    wires = page.locator(".replay-picture .wire")
    for phase, count, rest in (("forward", 8, 56), ("change", 8, 56)):
        playground.replay(phase)
        assert wires.count() == count
        assert page.locator(".replay-picture text", has_text="and %d more" % rest).count() == 1
        assert "and %d more" % rest in page.locator("#replay-moment").inner_text()
    playground.replay("back", 10)  # after the ten outputs a hidden unit, which feeds them
    assert wires.count() == 8
    assert page.locator(".replay-picture text", has_text="and 2 more").count() == 1
    assert len(playground.replay_list()) == 1 + 26 + 1 + 26 + 26 + 1
    assert "error = sum of delta" in playground.text("#replay-moment")


def test_with_less_motion_it_goes_by_whole_moments(browser, site):
    from tests.playground import driver
    context = browser.new_context(locale="en-GB", reduced_motion="reduce",
                                  viewport={"width": 1400, "height": 1000})
    playground = driver.Playground(context.new_page(), site + driver.PAGE).open(problem="xor")
    playground.page.evaluate("""() => {
        globalThis.seen = [];
        const slider = document.getElementById("replay-slider");
        const look = () => { globalThis.seen.push(slider.value); requestAnimationFrame(look); };
        look();
    }""")
    playground.page.click("#replay-play")
    until(playground, lambda: position(playground) >= 3)
    seen = playground.page.evaluate("() => globalThis.seen")
    assert set(seen) <= {"0", "1", "2", "3", "4"}
    assert playground.page.locator(".replay-picture .pulse").count() == 0
    context.close()


@pytest.mark.parametrize("language, says_", [
    ("de", "Der eben getane Schritt: Epoche 1, durch alle 4 Zeilen gemeinsam."),
    ("es", "El paso reci\u00e9n dado: \u00e9poca 1, con las 4 filas juntas.")])
def test_it_speaks_other_languages(playground, language, says_):
    playground.open(problem="xor", language=language)
    playground.page.click("#step-epoch")
    playground.rested()
    assert says(playground) == says_
    words = LANGUAGES[language]
    for phase in MOMENTS:
        assert playground.replay(phase).startswith(words["replay_" + phase])


@pytest.mark.parametrize("width, theme, phases", [
    (360, "dark", ["forward", "change"]), (1400, "light", ["error", "back", "end"])])
def test_axe_finds_no_fault_in_any_phase(playground, width, theme, phases):
    playground.page.set_viewport_size({"width": width, "height": 800})
    playground.open(problem="three", theme=theme)
    playground.page.locator("#network-drawing .grip").first.focus()
    for phase in phases:
        playground.replay(phase)
        assert faults(playground) == [], phase
        wide = playground.page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width, phase


def test_another_width_or_language_does_not_lose_the_moment(playground):
    playground.open(problem="xor")
    playground.replay("back", 1)
    before = position(playground)
    playground.page.set_viewport_size({"width": 900, "height": 1000})
    until(playground, lambda: playground.page.locator(".replay-picture").count() == 1)
    assert position(playground) == before
    playground.choose("#language", "de")
    until(playground, lambda: playground.text("#replay-says").startswith("Zur\u00fcck: h1.1."))
    assert position(playground) == before
    playground.page.click("#step-epoch")
    until(playground, lambda: "eben getane" in says(playground))
    assert position(playground) == before
    playground.page.select_option("#problem", "and")
    playground.rested()
    assert position(playground) == 0


def test_a_step_that_neuron_py_refuses_is_told_in_its_place(playground):
    playground.open(problem="trial", rate="1000")
    playground.page.locator('#network-drawing [data-index="0"]').focus()
    playground.fill("#weight-value", "1e306")
    assert "neuron.py says: " in says(playground)
    assert playground.page.locator("#replay-play").is_disabled()
    playground.fill("#weight-value", "2.5")
    assert "to come" in says(playground)


def test_on_a_projector_it_says_which_step_it_is(playground):
    playground.open(problem="xor", view="show")
    playground.page.click("#step-epoch")
    playground.rested()
    assert playground.page.locator("#replay-step").is_visible()
    assert says(playground) == "The step just taken: epoch 1, by all 4 rows together."
    assert playground.replay("back").startswith("Back: y. ")
