"""On tables in raw units fit() keeps up with scikit-learn, and no training is useless in silence.

tests/tools/tournament.py and tests/tools/silent.py do this for all tables.
"""

import importlib
import importlib.util

import pytest

from tests.tools.extras import need


def tool(name):
    need(importlib.util.find_spec("sklearn"), "scikit-learn is not installed")
    return importlib.import_module("tests.tools." + name)


@pytest.fixture
def tournament():
    return tool("tournament")


@pytest.fixture
def silent():
    return tool("silent")


@pytest.mark.slow
def test_the_tables_are_many_and_the_same_each_time():
    samples = tool("samples")
    made = [samples.table(name) for name in samples.names()]
    assert len(made) >= 24 and len({table.name for table in made}) == len(made)
    assert made == [samples.table(name) for name in samples.names()]
    for table in made:
        assert len(table.rows) == len(table.targets) >= 20
        assert {len(row) for row in table.rows} == {len(table.rows[0])}
        if table.classes:
            assert set(table.targets) == set(range(table.classes))


def test_a_table_of_r_is_read_with_texts_as_columns(monkeypatch):
    samples = tool("samples")
    text = '"","len","supp","dose"\n"1",4.2,"VC",0.5\n"2",NA,"OJ",1\n"3",11.5,"OJ",2\n'
    monkeypatch.setattr(samples, "files_of_r", lambda: {"R: ToothGrowth": text})
    assert samples.table("R: ToothGrowth") == (
        "R: ToothGrowth", [[0.0, 0.5], [1.0, 2.0]], [4.2, 11.5], 0)


@pytest.mark.parametrize("name, scores, warned, words", [
    ("iris", (0.5, 0.9, 0.8, 0.91), 0, {"ahead", "within"}),
    ("iris", (0.5, 0.9, 0.8, 0.9), 0, {"within"}),
    ("iris", (0.5, 0.7, 0.9, 0.895), 0, {"within"}),
    ("iris", (0.5, 0.9, 0.8, 0.88), 0, set()),
    ("iris", (0.5, 0.9, 0.8, 0.4), 0, {"SILENT"}),
    ("iris", (0.5, 0.9, 0.8, 0.4), 1, {"told"}),
    ("sine", (9.0, 2.0, 3.0, 1.9), 0, {"ahead", "within"}),
    ("sine", (9.0, 3.0, 2.0, 2.09), 1, {"within"}),
    ("sine", (9.0, 2.0, 3.0, 2.2), 0, set()),
    ("sine", (9.0, 2.0, 3.0, 9.5), 0, {"SILENT"})])
def test_a_verdict_compares_with_the_better_of_both(tournament, name, scores, warned, words):
    found = dict(zip(("always", "linear", "MLP", "fit"), scores))
    assert tournament.verdict(tool("samples").table(name), found, warned) == words


def test_the_rows_judged_are_a_quarter_and_none_of_those_learned(tournament):
    learned, apart = tournament.split(100, 1)
    assert sorted(learned + apart) == list(range(100)) and len(apart) == 25
    assert tournament.split(100, 2)[1] != apart


@pytest.mark.slow
def test_fit_keeps_up_with_scikit_learn_on_raw_rows_with_nothing_chosen(tournament, capsys):
    names = ["iris", "seconds since 1970", "light sensor", "year temperature", "pendulum",
             "x squared"]
    verdicts = tournament.play(names, splits=1, workers=1)
    shown = capsys.readouterr().out
    assert list(verdicts) == names and all(line in shown for line in names)
    assert len([words for words in verdicts.values() if "within" in words]) >= 5, shown
    assert all("ahead" in verdicts[name] for name in names[2:3] + names[4:]), shown
    assert all("SILENT" not in words for words in verdicts.values()), shown


@pytest.mark.slow
def test_no_training_is_useless_without_a_word_or_leaves_a_model_worse(silent):
    counts = {}
    for name in ("seconds since 1970", "light sensor", "fahrenheit", "pendulum"):
        for kind, units, table, model, word, came in silent.trainings(name, 200):
            assert word in ("learned", "partly", "told"), (name, units, model, came)
            assert not came["harmed"], (name, units, model, came)
            assert not came["failed"] or units == "raw", (name, model)
            counts[units, word] = counts.get((units, word), 0) + 1
    assert counts["raw", "told"] > 0 and counts["standardised", "learned"] >= 8


@pytest.mark.parametrize("explains, told, word", [
    (0.8, False, "learned"), (0.8, True, "learned"), (0.3, False, "partly"), (0.3, True, "told"),
    (0.05, False, "useless"), (0.05, True, "told"), (-9.0, False, "useless")])
def test_a_training_is_judged_by_what_fit_explains(silent, explains, told, word):
    assert silent.verdict({"explains": explains, "told": told}, 0.9) == word


def test_what_a_model_explains_is_1_for_the_targets_and_0_for_their_mean(silent):
    from neuron import Network

    targets = [[0.0, 5.0], [2.0, 5.0], [4.0, 5.0]]
    rows = [[0.0], [1.0], [2.0]]
    net = Network(1, 2, activation="identity")
    for weights, biases, explained in (([[2.0], [0.0]], [0, 5], 1.0),
                                       ([[0.0], [0.0]], [2, 5], 0.0)):
        net.layers[0].weights, net.layers[0].biases = weights, biases
        assert 1 - silent.distance(net, rows, targets) / silent.variance(targets) == explained
