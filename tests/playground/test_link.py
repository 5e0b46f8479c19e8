"""The link restores what was on the page; what comes from outside does nothing bad."""

import urllib.parse

import pytest

pytestmark = pytest.mark.slow


def copy_of(playground):
    """Open the page's link anew, as another visitor would."""
    playground.rested()
    link = playground.page.url
    playground.page.goto("about:blank")
    playground.page.goto(link)
    playground.page.locator("#play[aria-disabled=false]").wait_for()
    playground.rested()


def test_the_link_restores_the_trained_model_to_the_bit(playground):
    playground.open(problem="moons", hidden="3-2", activation="relu", rate="0.01", held=40, seed=5)
    playground.play_until(20)
    weights, epoch = playground.model().parameters(), playground.epoch()
    answers = playground.answers()
    copy_of(playground)
    assert playground.model().parameters() == weights
    assert playground.epoch() == epoch
    assert playground.answers() == answers
    assert playground.text("#right").endswith("of 48")


def test_the_link_restores_every_setting(playground):
    playground.open(problem="xor")
    playground.more()
    wanted = {"#set-activation": "relu", "#set-output": "tanh", "#set-rate": "0.03",
              "#set-batch": "2", "#set-loss": "squared", "#speed": "slow", "#theme": "dark"}
    for selector, value in wanted.items():
        playground.choose(selector, value)
    playground.page.check("#set-shuffle")
    playground.page.uncheck("#set-bias")
    playground.page.check("#set-scaled")
    for selector, value in (("#set-seed", "7"), ("#set-epochs", "77"), ("#set-until", "0.125"),
                            ("#set-momentum", "0.25"), ("#situation-0", "0.75")):
        wanted[selector] = value
        playground.fill(selector, value)
    playground.choose("#language", "de")
    copy_of(playground)
    playground.more()
    for selector, value in wanted.items():
        assert playground.page.input_value(selector) == value, selector
    assert playground.page.is_checked("#set-shuffle") and playground.page.is_checked("#set-scaled")
    assert not playground.page.is_checked("#set-bias")
    assert playground.text("#problem-title") == "1. Ein Problem"
    assert playground.page.get_attribute("html", "data-theme") == "dark"


def test_the_link_restores_a_table_of_ones_own(playground):
    playground.open(problem="own")
    playground.page.fill("#own-text", "größe;b;y\n1,5;2;0\n2;3;1\n3;1;1\n4;2;0")
    playground.page.click("#own-use")
    playground.page.locator("#own-result", has_text="4 rows").wait_for()
    playground.play_until(3)
    answers = playground.answers()
    copy_of(playground)
    assert playground.page.locator("#rows thead th").nth(1).inner_text() == "größe"
    assert playground.answers() == answers


def test_a_weight_changed_by_hand_is_in_the_link_before_any_epoch(playground):
    playground.open(problem="xor")
    playground.page.locator("#network-drawing .grip").first.focus()
    playground.fill("#weight-value", "0.125")
    parameters = playground.model().parameters()
    assert parameters[0] == 0.125
    copy_of(playground)
    assert playground.model().parameters() == parameters


def test_a_large_table_is_left_out_of_the_link_and_that_is_said(playground):
    playground.open(problem="own")
    playground.page.fill("#own-text", "a,y\n" + "".join("%d.12345,%d\n" % (k, k % 2)
                                                        for k in range(1000)))
    playground.page.click("#own-use")
    playground.page.locator("#own-result", has_text="1000 rows").wait_for()
    playground.rested()
    assert "too large for a link" in playground.text("#link-says")
    assert len(playground.page.url) < 3000
    playground.play_until(3)
    seen = playground.answers(), playground.epoch(), playground.model().parameters()
    trained = playground.page.url
    assert playground.page.locator("#rows tbody tr").count() == 100
    # In this tab it is still there: after a look at something else, and after a reload.
    playground.choose("#problem", "xor")
    playground.page.go_back()
    playground.page.locator("#rows-more", has_text="1000").wait_for()
    playground.rested()
    assert (playground.answers(), playground.epoch(), playground.model().parameters()) == seen
    playground.page.reload()
    playground.page.locator("#rows-more", has_text="1000").wait_for()
    playground.rested()
    assert (playground.answers(), playground.epoch(), playground.model().parameters()) == seen
    # Elsewhere it is not, and nothing that was learned from it is shown with other rows.
    playground.page.goto("about:blank")
    playground.page.goto(trained)
    playground.says("The table was too large for this link")
    playground.rested()
    assert playground.page.locator("#rows tbody tr").count() == 6 and playground.epoch() == 0
    assert "weights" not in playground.page.url and "apart" not in playground.page.url


def test_a_table_is_still_there_when_another_problem_was_looked_at(playground):
    playground.open(problem="xor")
    playground.choose("#problem", "own")
    playground.page.fill("#own-text", "a,b,y\n1,2,0\n2,3,1")
    playground.page.click("#own-use")
    playground.page.locator("#own-result", has_text="2 rows").wait_for()
    playground.page.go_back()
    playground.page.locator("#own").wait_for(state="hidden")
    playground.rested()
    playground.choose("#problem", "own")
    assert playground.page.locator("#rows tbody tr").count() == 2


def test_another_link_in_the_same_tab_is_followed(playground):
    playground.open(problem="xor")
    playground.page.evaluate("() => { location.hash = '#problem=moons&seed=3'; }")
    playground.page.locator("#held-readout").wait_for()
    playground.rested()
    assert playground.page.input_value("#problem") == "moons"


SCRIPT = "<img src=x onerror=\"document.title='bad'\"><script>document.title='bad'</script>"


@pytest.mark.parametrize("state", [
    {"problem": SCRIPT}, {"problem": "__proto__"}, {"problem": "constructor"},
    {"language": SCRIPT}, {"language": "__proto__"}, {"activation": SCRIPT},
    {"rate": "1e999"}, {"rate": "-1"}, {"rate": "__import__('os')"}, {"seed": "-1"},
    {"epochs": "1e99"}, {"hidden": "9999999"}, {"hidden": "1-1-1-1-1"}, {"hidden": "8-8-x"},
    {"weights": "NaN,1,2"}, {"weights": "1"}, {"weights": ",".join(["1"] * 100000)},
    {"situation": "Infinity"}, {"situation": ",".join(["1"] * 64)}, {"held": "100"},
    {"batch": "1e9"}, {"momentum": "2"}, {"until": "-1"}, {"epoch": "-5"}, {"runtime": SCRIPT},
    {"speed": SCRIPT}, {"theme": SCRIPT}, {"bias": "yes"}, {"unknown": SCRIPT},
    {"plane": "1,0,0,1"}, {"plane": "0,1"}, {"dealt": "9999"}, {"noise": "-1"}, {"points": "x"},
    {"squares": "2"}, {"view": SCRIPT}, {"problem": "own", "dealt": "0,1,2,3,4,5"},
    {"problem": "own", "target": SCRIPT}, {"problem": "virus", "squares": "1", "product": "1"},
    {"problem": "own", "data": SCRIPT}, {"problem": "own", "data": "x" * 1000000},
    {"problem": "own", "data": "a,b\n1"}, {"problem": "moons", "situation": "1e308,-1e308"},
])
def test_a_hostile_link_does_nothing_bad(playground, state):
    playground.open(**state)
    assert playground.page.locator("script").count() == 2  # the page's own
    assert playground.page.locator("img").count() == 0
    assert playground.page.title().startswith("neuron.py")
    playground.page.click("#step-epoch")
    playground.says("Paused after epoch")


def test_a_broken_link_is_no_error(playground, site):
    for hash_ in ("#%", "#%E0%A4%A", "#&&&===", "#problem=%00", "#" + "a" * 10000):
        playground.page.goto("about:blank")
        playground.page.goto(playground.address + hash_)
        playground.page.locator("#play[aria-disabled=false]").wait_for()


def test_script_in_a_table_stays_text(playground):
    names = [SCRIPT, "'); alert(1); ('", "y"]
    text = ";".join('"%s"' % name.replace('"', '""') for name in names)
    text += "\n1;2;%s\n2;1;b\n3;5;b\n" % '"%s"' % SCRIPT.replace('"', '""')
    playground.open(problem="own")
    playground.page.fill("#own-text", text)
    playground.page.click("#own-use")
    playground.page.locator("#own-result", has_text="3 rows").wait_for()
    playground.rested()
    playground.page.click("#rows button >> nth=0")
    playground.rested()
    assert any(SCRIPT in moment for moment in playground.replay_list())
    assert SCRIPT in playground.page.locator("#rows thead").text_content()
    assert playground.page.locator("img").count() == 0
    assert playground.page.locator("script").count() == 2
    assert playground.page.title() != "bad"


def test_a_megabyte_of_cells_is_refused_at_once(playground):
    playground.open(problem="own")
    for text in ("1," * 600000, "1,2\n" * 300000, '"' * 1000001, "\n" * 999999, "," * 999999):
        playground.page.evaluate(
            "(text) => { document.getElementById('own-text').value = text; }", text)
        playground.page.click("#own-use")
        playground.page.locator("#own-result .errors").wait_for()
        playground.page.evaluate("() => document.getElementById('own-result').replaceChildren()")
    assert playground.page.locator("#rows tbody tr").count() == 6


def test_the_policy_of_the_page_lets_no_inline_script_run(playground, context, site):
    playground.open()
    playground.page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'bad'";
        document.body.append(script);
    }""")
    assert playground.page.title() != "bad"
    assert any("Content Security Policy" in error for error in playground.errors)
    playground.errors.clear()
