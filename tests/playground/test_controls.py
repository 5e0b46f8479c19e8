"""Every control does what it says."""

import pytest

from neuron import Network, Neuron, load

pytestmark = pytest.mark.slow
TUTORIAL = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]]


def test_play_becomes_pause_and_pause_stops(playground):
    playground.open(problem="xor")
    playground.play_until(5)
    epoch = playground.epoch()
    assert playground.text("#play").strip() == "Play"
    playground.page.wait_for_timeout(300)
    assert playground.epoch() == epoch


def test_one_epoch_is_one_epoch(playground):
    playground.open(problem="tutorial1", output="identity", rate="0.1")
    n = Neuron(3, "identity", bias=None)
    for epoch in (1, 2):
        playground.page.click("#step-epoch")
        playground.says("Paused after epoch %d." % epoch)
        n.train(TUTORIAL, [0, 1, 1, 0], 1, learning_rate=0.1)
        assert playground.model().weights == n.weights


def test_one_row_learns_the_rows_one_after_the_other(playground):
    playground.open(problem="tutorial1", output="identity", rate="0.1")
    n = Neuron(3, "identity", bias=None)
    for r, (row, target) in enumerate(zip(TUTORIAL, [0, 1, 1, 0])):
        playground.page.click("#step-row")
        playground.says("Learned from row %d alone." % (r + 1))
        n.train([row], [target], 1, learning_rate=0.1)
        assert playground.model().weights == n.weights
    assert playground.epoch() == 1


def test_reset_draws_the_first_weights_again(playground):
    playground.open(problem="xor")
    first = playground.model().parameters()
    playground.play_until(5)
    assert playground.model().parameters() != first
    playground.page.click("#reset")
    playground.rested()
    assert playground.model().parameters() == first
    assert playground.epoch() == 0


@pytest.mark.parametrize("speed", ["slow", "growing", "full"])
def test_each_speed_trains(playground, speed):
    playground.open(problem="spiral")
    playground.page.select_option("#speed", speed)
    playground.play_until(2)


def test_the_slow_speed_is_slow(playground):
    playground.open(problem="and", speed="slow")
    playground.page.click("#play")
    playground.page.wait_for_timeout(1500)
    assert 1 <= playground.epoch() <= 5


def test_hidden_layers_and_their_units_can_be_chosen(playground):
    playground.open(problem="and")
    assert isinstance(playground.model(), Neuron)
    playground.page.click("#layers-3")
    playground.rested()
    assert playground.model().sizes == [2, 4, 4, 4, 1]
    playground.page.locator("#units-1").fill("8")
    playground.rested()
    assert playground.model().sizes == [2, 4, 8, 4, 1]
    playground.page.locator("#units-0").focus()
    playground.page.keyboard.press("ArrowRight")
    playground.rested()
    assert playground.model().sizes == [2, 5, 8, 4, 1]
    playground.page.click("#layers-0")
    playground.rested()
    assert isinstance(playground.model(), Neuron)


def test_what_begins_a_model_is_what_the_controls_say(playground):
    playground.open(problem="xor")
    playground.more()
    playground.choose("#set-activation", "relu")
    playground.choose("#set-output", "identity")
    playground.page.uncheck("#set-bias")
    playground.rested()
    playground.fill("#set-seed", "42")
    model = playground.model()
    expected = Network(2, 3, 1, activation=["relu", "identity"], bias=None, seed=42)
    assert model.parameters() == expected.parameters()
    assert repr(model) == repr(expected)


def test_how_it_trains_is_what_the_controls_say(playground):
    playground.open(problem="and", output="identity", epochs=1000, speed="full")
    playground.more()
    playground.choose("#set-rate", "0.1")
    playground.choose("#set-batch", "2")
    playground.page.check("#set-shuffle")
    playground.fill("#set-momentum", "0.5")
    playground.fill("#set-epochs", "7")
    playground.play_to_the_end()
    n = Neuron(2, "identity")
    n.train([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], 7, learning_rate=0.1, batch_size=2,
            shuffle=1, momentum=0.5)
    assert playground.model().parameters() == n.parameters()


@pytest.mark.parametrize("rate, option", [("auto", None), ("rprop", "rprop")])
def test_the_rate_can_be_left_to_neuron_py(playground, rate, option):
    playground.open(problem="and", output="identity", epochs=4, speed="full")
    playground.choose("#set-rate", rate)
    playground.play_to_the_end()
    n = Neuron(2, "identity")
    n.train([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], 4, learning_rate=option)
    assert playground.model().parameters() == n.parameters()


def test_it_stops_at_the_loss_that_was_asked_for(playground):
    playground.open(problem="and", speed="full")
    playground.fill("#set-until", "0.05")
    playground.play_to_the_end()
    n = Neuron(2)
    n.train([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], 2000, learning_rate=1, until=0.05)
    assert playground.loss() <= 0.05 and playground.epoch() < 2000
    assert playground.model().parameters() == pytest.approx(n.parameters(), rel=1e-9)


def test_cross_entropy_can_be_chosen(playground):
    playground.open(problem="and", epochs=5, speed="full")
    playground.more()
    playground.choose("#set-loss", "cross_entropy")
    playground.play_to_the_end()
    n = Neuron(2)
    rows, targets = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]
    n.train(rows, targets, 5, learning_rate=1, loss="cross_entropy")
    loss = n.train(rows, targets, 1, learning_rate=1, loss="cross_entropy")  # before it moves them
    assert playground.loss() == pytest.approx(loss, rel=1e-3)


def test_rows_can_be_held_out(playground):
    playground.open(problem="moons", epochs=3, speed="full")
    playground.more()
    playground.page.locator("#set-held").fill("50")
    playground.rested()
    playground.play_to_the_end()
    assert playground.text("#right").endswith("of 60")
    assert float(playground.text("#held-loss")) > 0


def test_scaled_inputs_are_folded_into_the_file(playground):
    playground.open(problem="own", data="a,b,y\n1,900,0\n2,700,0\n3,300,1\n4,100,1", epochs=20,
                    speed="full")
    playground.play_to_the_end()
    model = playground.model()
    for row, answer in zip([[1, 900], [2, 700], [3, 300], [4, 100]], playground.answers()):
        assert model(row)[0] == pytest.approx(float(answer), abs=1e-4)


def test_a_number_that_does_not_fit_is_refused_beside_its_field_and_nothing_changes(playground):
    playground.open(problem="and")
    before = playground.page.url
    for bad in ("-1", "1,5", "many", "", "99999999999"):
        playground.page.fill("#set-epochs", bad)
        playground.page.press("#set-epochs", "Enter")
        assert playground.text("#set-epochs-complaint span") == (
            "Stop after epochs: a whole number from 1 to 1000000")
        assert playground.page.get_attribute("#set-epochs", "aria-invalid") == "true"
    assert playground.page.url == before
    playground.page.click("#set-epochs-complaint button")
    assert playground.page.input_value("#set-epochs") == "2000"
    assert not playground.page.locator("#set-epochs-complaint").is_visible()


def test_every_field_takes_a_decimal_comma_and_says_what_it_refuses(playground):
    playground.open(problem="and", hidden="")
    playground.more()
    playground.page.locator("#network-drawing .grip").first.focus()
    for selector in ("#set-until", "#set-momentum", "#weight-value", "#situation-0"):
        for bad in ("abc", "1,2,3", ""):
            playground.page.fill(selector, bad)
            playground.page.press(selector, "Enter")
            complaint = playground.page.locator(selector + "-complaint")
            assert ": a number" in complaint.inner_text(), (selector, bad)
        playground.fill(selector, "0,25")
        assert not playground.page.locator(selector + "-complaint").is_visible()
        assert playground.page.input_value(selector) in ("0.25", "0,25"), selector
    assert playground.model().weights[0] == 0.25
    assert "until=0.25" in playground.page.url and "momentum=0.25" in playground.page.url
    assert "situation=0.25" in playground.page.url


def test_a_weight_can_be_dragged(playground):
    playground.open(problem="shape")
    grip = playground.page.locator("#network-drawing .grip").first
    box = grip.bounding_box()
    mouse = playground.page.mouse
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse.move(x, y)
    mouse.down()
    mouse.move(x, y - 50, steps=5)
    mouse.up()
    playground.rested()
    assert playground.model().weights == [2.5]


def test_a_weight_can_be_changed_by_keys_and_typed(playground):
    playground.open(problem="shape")
    playground.page.locator("#network-drawing .grip").first.focus()
    playground.page.keyboard.press("ArrowUp")
    playground.page.keyboard.press("PageUp")
    playground.rested()
    assert playground.model().parameters() == [1.6, 0]
    playground.page.locator("#network-drawing .grip").first.focus()
    playground.page.keyboard.press("ArrowRight")
    assert "bias of y" in playground.text("#weight-editor")
    playground.fill("#weight-value", "-5")
    assert playground.model().parameters() == [1.6, -5]


def test_a_new_situation_is_answered(playground):
    playground.open(problem="trial")
    playground.fill("#situation-0", "7")
    assert playground.text("#situation-answer").strip() == "21.00000000"
    playground.page.locator("#situation-inputs input[type=range]").fill("2.01")
    playground.rested()
    assert playground.text("#situation-answer").strip() == "6.03000000"


def test_the_answer_to_a_situation_is_that_of_the_model(playground):
    playground.open(problem="xor", situation="0.3,-1.25")
    answer = "%.4f" % playground.model()([0.3, -1.25])[0]
    assert playground.text("#situation-answer").strip() == answer


def test_a_click_into_the_picture_asks_about_that_point(playground):
    playground.open(problem="circle")  # its plane is from -1 to 1
    box = playground.page.locator(".heat canvas[role=img]").bounding_box()
    playground.page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.25)
    playground.rested()
    inputs = [float(playground.page.input_value("#situation-%d" % k)) for k in (0, 1)]
    assert inputs == pytest.approx([0.5, 0.5], abs=0.02)


def test_the_rows_show_targets_answers_and_what_is_held_out(playground):
    playground.open(problem="moons")
    lines = playground.page.locator("#rows tbody tr")
    assert lines.count() == 100
    assert "held out" in lines.nth(3).inner_text()
    assert "first 100 of 120 rows" in playground.text("#rows-more")


def test_a_neurons_rows_are_marked_on_its_curve(playground):
    """Each mark lies on the curve: its height is the answer that the table shows."""
    playground.open(problem="own", hidden="", data="a,y\n100,0\n200,1\n300,0\n400,1")
    marks = playground.page.locator("#curve .mark")
    assert marks.count() == 4
    heights = [float(mark.get_attribute("cy")) for mark in marks.all()]
    places = [float(mark.get_attribute("cx")) for mark in marks.all()]
    answers = [float(answer) for answer in playground.answers()]
    assert sorted(range(4), key=lambda r: -heights[r]) == sorted(range(4), key=lambda r: answers[r])
    assert max(places) - min(places) > 5 and max(places) < 300


def test_confusion_counts_every_row_that_is_judged(playground):
    playground.open(problem="three")
    cells = playground.page.locator("#confusion tbody td").all_inner_texts()
    assert len(cells) == 9
    assert sum(int(cell) for cell in cells if cell != "·") == 36


def test_a_model_file_is_loaded_back(playground, tmp_path):
    playground.open(problem="xor", epochs=50, speed="full")
    playground.play_to_the_end()
    text = playground.tab("model")
    (tmp_path / "model.json").write_text(text)
    playground.open(problem="and")
    playground.tab("model")
    playground.page.set_input_files("#open-model", str(tmp_path / "model.json"))
    playground.says("The model was loaded")
    playground.rested()
    assert playground.tab("model") == text
    assert load(str(tmp_path / "model.json")).parameters() == playground.model().parameters()


@pytest.mark.parametrize("text, complaint", [
    ("{}", "neuron.py says: it is no saved model"),
    ("<script>", "neuron.py says: it is no saved model"),
    ("", "neuron.py says: it is no saved model"),
])
def test_a_file_that_is_no_model_is_refused_and_the_model_stays(playground, tmp_path, text,
                                                                complaint):
    playground.open(problem="xor")
    before = playground.tab("model")
    (tmp_path / "bad.json").write_text(text)
    playground.page.set_input_files("#open-model", str(tmp_path / "bad.json"))
    assert complaint in playground.alert()
    assert playground.tab("model") == before


def test_a_model_for_other_inputs_is_refused(playground, tmp_path):
    path = str(tmp_path / "model.json")
    Neuron(5).save(path)
    playground.open(problem="xor")
    playground.tab("model")
    playground.page.set_input_files("#open-model", path)
    assert "takes 5 inputs" in playground.alert()


def test_neuron_py_is_shown_whole(playground):
    playground.open()
    with open("neuron.py", encoding="utf-8") as file:
        assert playground.tab("neuron") == file.read()


def test_download_and_copy_give_the_code(playground, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    playground.open(problem="and")
    code = playground.tab("this")
    with playground.page.expect_download() as download:
        playground.page.click("#download")
    assert download.value.suggested_filename == "learn.py"
    with open(download.value.path(), encoding="utf-8") as file:
        assert file.read() == code
    playground.page.click("#copy")
    playground.page.locator("#copy-status", has_text="Copied.").wait_for()
    assert playground.page.evaluate("() => navigator.clipboard.readText()") == code


def test_the_keyboard_alone_is_enough(playground):
    playground.open(problem="xor")
    keyboard = playground.page.keyboard
    playground.page.locator("#play").focus()
    keyboard.press("Enter")
    playground.says("learning")
    keyboard.press("Space")
    playground.says("Paused")
    seen = set()
    for _ in range(60):
        keyboard.press("Tab")
        seen.add(playground.page.evaluate(
            "() => document.activeElement.id || document.activeElement.getAttribute('role')"))
    for name in ("step-epoch", "reset", "speed", "problem", "layers-1", "set-rate", "slider",
                 "situation-0", "rows", "tab-this", "copy", "download"):
        assert name in seen, name


def test_choosing_in_haste_leaves_no_trace_of_the_models_between(playground):
    """What the worker says of an earlier model is not drawn: no error, and the last one stands."""
    playground.open(problem="spiral", speed="full")
    playground.page.click("#play")
    for problem in ("three", "tutorial1", "moons", "virus", "digits", "xor", "three"):
        playground.page.select_option("#problem", problem)
        playground.page.wait_for_timeout(60)
    playground.rested()
    assert playground.model().sizes == [2, 4, 3]
    assert playground.epoch() == 0


def test_weights_beyond_all_bounds_leave_the_page_working(playground):
    playground.open(problem="xor", activation="identity", output="identity")
    for index in (0, 1, 9):
        playground.page.locator('#network-drawing [data-index="%d"]' % index).focus()
        playground.fill("#weight-value", "1e308")
    assert not playground.page.locator("#alert").is_visible()
    playground.page.click("#play")
    playground.alert()
    playground.rested()
    playground.page.click("#reset")
    playground.rested()
    assert abs(playground.model().parameters()[0]) <= 1


def test_a_neurons_huge_weight_is_shown_though_its_curve_can_not_be(shared):
    for problem, answer in (("tutorial1", "0.00000000"), ("trial", "–")):
        shared.go(problem=problem)
        line = shared.page.locator("#curve path.curve")
        assert line.get_attribute("d")
        shared.page.locator('#network-drawing [data-index="0"]').focus()
        shared.fill("#weight-value", "-1e308")
        assert not shared.page.locator("#alert").is_visible()
        assert shared.model().parameters()[0] == -1e308
        assert answer in shared.answers()
        assert not line.get_attribute("d")
        unknown = "Mean distance: \u2013." in shared.text("#curve-says")
        assert unknown == (answer == "\u2013")
        shared.fill("#weight-value", "1")
        assert line.get_attribute("d")
