"""What the page's worker runs: the numbers of a training that rests, and of a snapshot."""

import json

import pytest

from neuron import Network, Neuron

ROWS = [[0.0, 0.5], [0.25, 1.0], [1.0, 0.0], [1.0, 1.0], [-0.5, 0.75]]
TARGETS = [[0], [1], [1], [0], [1]]
OPTIONS = {
    "all rows": {"learning_rate": 0.5},
    "no rate": {"learning_rate": None},
    "row by row": {"learning_rate": 0.5, "batch_size": 1},
    "row by row, shuffled": {"learning_rate": 0.5, "batch_size": 1, "shuffle": 3},
    "row by row with momentum": {"learning_rate": 0.5, "batch_size": 1, "momentum": 0.5},
    "batches with momentum": {"learning_rate": 0.5, "batch_size": 2, "momentum": 0.5, "shuffle": 3},
    "rprop": {"learning_rate": "rprop"},
    "cross-entropy": {"learning_rate": 0.1, "loss": "cross_entropy"},
    "until": {"learning_rate": 1, "until": 0.2},
}


def no_json(constant):
    raise AssertionError("a browser reads no %s" % constant)


def asked(session, question, **values):
    """Ask as the page does, whose JSON has no NaN and no infinity."""
    reply = json.loads(session.answer(question, json.dumps(values)), parse_constant=no_json)
    assert "answer" in reply, reply
    return reply["answer"]


def begin(session, sizes, options, **changed):
    """Make a model in the session; return the same one here."""
    told = {"learning_rate": None, "batch_size": None, "shuffle": None, "momentum": 0,
            "loss": "squared", "until": 0}
    told.update(options)
    values = {"sizes": sizes, "activations": ["tanh"] * (len(sizes) - 2) + ["sigmoid"], "bias": 0,
              "seed": 1, "scale": 1, "rows": ROWS, "targets": TARGETS, "held_rows": [[0.5, 0.5]],
              "held_targets": [[1]], "asks": [], "start": None, "scaled": False, "epoch": 0,
              "epochs": 40, "options": told}
    values.update(changed)
    asked(session, "configure", **values)
    if len(sizes) == 2:
        return Neuron(sizes[0])
    return Network(*sizes, activation=values["activations"])


@pytest.fixture
def slow(session, monkeypatch):
    """A session in which every epoch takes long."""
    monkeypatch.setattr(session.Session, "slow", lambda self: True)
    return session


@pytest.mark.parametrize("sizes", [[2, 1], [2, 4, 1], [2, 3, 3, 1]])
@pytest.mark.parametrize("name", OPTIONS)
def test_an_epoch_that_rests_between_rows_has_the_bits_of_one_that_does_not(slow, name, sizes):
    net = begin(slow, sizes, OPTIONS[name])
    rows = 0
    finished = False
    while not finished:
        before = slow.session.model.parameters()
        state = asked(slow, "advance", count=1 + rows % 3)
        rows += 1
        if slow.session.under_way:  # within an epoch the model is that of the last whole one
            assert slow.session.model.parameters() == before
        finished = state["finished"]
    net.train(ROWS, [t for [t] in TARGETS] if len(sizes) == 2 else TARGETS, 40, **OPTIONS[name])
    assert slow.session.model.parameters() == net.parameters()
    assert state["epoch"] == 40 or name == "until"


def test_a_change_by_hand_ends_the_epoch_that_is_under_way(slow):
    begin(slow, [2, 4, 1], {"learning_rate": 0.5})
    asked(slow, "advance", count=3)
    asked(slow, "set_parameter", index=0, value=0.25)
    asked(slow, "advance", count=6)
    net = Network(2, 4, 1, activation=["tanh", "sigmoid"])
    parameters = net.parameters()
    parameters[0] = 0.25
    net.set_parameters(parameters)
    net.train(ROWS, TARGETS, 1, learning_rate=0.5)
    assert slow.session.model.parameters() == net.parameters()


def test_what_diverges_between_rows_keeps_the_best_weights_seen(slow):
    begin(slow, [2, 1], {"learning_rate": 1e300}, activations=["identity"], start=[1, 1, 0])
    reply = {"answer": None}
    while "answer" in reply:
        reply = json.loads(slow.answer("advance", json.dumps({"count": 2})))
    assert reply["kind"] == "ArithmeticError"
    assert slow.session.model.parameters() == [1, 1, 0]


def test_a_training_that_fails_counts_the_epochs_whose_weights_are_kept(session):
    """The page's program does as many."""
    net = begin(session, [2, 1], {"learning_rate": 1}, activations=["identity"])
    net = Neuron(2, "identity")
    reply = json.loads(session.answer("advance", json.dumps({"count": 4000})))
    assert reply["kind"] == "ArithmeticError"
    [[kind, epochs, _]] = session.session.history
    assert kind == "train" and epochs == session.session.epoch
    net.train(ROWS, [t for [t] in TARGETS], epochs, learning_rate=1)
    assert session.session.model.parameters() == net.parameters()


def test_a_snapshot_is_of_the_weights_at_its_start(session):
    """Though the training goes on while its outputs, losses and map are worked out."""
    net = begin(session, [2, 4, 1], {"learning_rate": 0.5})
    asked(session, "advance", count=3)
    net.train(ROWS, TARGETS, 3, learning_rate=0.5)
    asked(session, "freeze")
    while asked(session, "look", count=2):
        asked(session, "advance", count=1)
    text = asked(session, "map", size=2, start=0, count=4, low=[0, 0], high=[1, 1],
                 spans=[[-1, 1], [0, 1]])
    seen = asked(session, "snapshot", situation={"x": [0.3, 0.7]})
    assert seen["epoch"] == 3 and seen["parameters"] == net.parameters()
    assert seen["outputs"] == net.predict(ROWS + [[0.5, 0.5]])
    assert seen["loss"] == pytest.approx(
        sum((y - t) ** 2 for [y], [t] in zip(net.predict(ROWS), TARGETS)) / 5, rel=1e-12)
    assert seen["heldLoss"] == pytest.approx((1 - net([0.5, 0.5])[0]) ** 2, rel=1e-12)
    assert seen["explained"][-1]["y"] == net([0.3, 0.7])
    levels = [ord(letter) - 33 for letter in text[4::5]]
    assert levels == [int(93 * net(x)[0]) for x in ([.25, .75], [.75, .75], [.25, .25], [.75, .25])]
    asked(session, "freeze")  # the next snapshot is under way: a situation is answered as in the last one
    assert asked(session, "explain", x=[0, 1])[-1]["y"] == net([0, 1])


def test_the_curve_gets_the_losses_of_epochs_in_between(session):
    net = begin(session, [2, 4, 1], {"learning_rate": 0.5})
    asked(session, "advance", count=20)
    asked(session, "freeze")
    asked(session, "look", count=9)
    seen = asked(session, "snapshot", situation={"x": [0, 0]})
    epochs = [epoch for epoch, _, _ in seen["trail"]]
    assert epochs == sorted(set(epochs)) and epochs[:4] == [1, 2, 3, 4] and epochs[-1] <= 20
    done = 0
    for epoch, loss, held in seen["trail"]:
        net.train(ROWS, TARGETS, epoch - done, learning_rate=0.5)
        done = epoch
        assert loss == pytest.approx(
            sum((y - t) ** 2 for [y], [t] in zip(net.predict(ROWS), TARGETS)) / 5, rel=1e-9)
        assert held == pytest.approx((1 - net([0.5, 0.5])[0]) ** 2, rel=1e-9)


def test_a_model_that_can_not_be_made_leaves_the_one_of_before(session):
    begin(session, [2, 4, 1], {})
    before = session.session.model
    bad = {"sizes": [2, 3, 1], "activations": ["tanh", "sigmoid"], "bias": 0, "seed": 1, "scale": 1,
           "rows": [[1, 2]], "targets": [[1]], "held_rows": [], "held_targets": [], "asks": [],
           "start": [1, 2], "scaled": True, "epoch": 0, "epochs": 1, "options": {}}
    assert "error" in json.loads(session.answer("configure", json.dumps(bad)))
    assert session.session.model is before and session.session.rows == ROWS
    asked(session, "freeze")
    assert asked(session, "look", count=10) == 6


@pytest.mark.parametrize("weight", [1e308, -1e308, 1e200, 1e20])
@pytest.mark.parametrize("output", ["sigmoid", "identity", "softplus"])
@pytest.mark.parametrize("hidden", [[], [3]])
def test_huge_weights_are_shown_as_far_as_json_has_their_numbers(session, hidden, output, weight):
    begin(session, [2] + hidden + [1], {"learning_rate": 0.1},
          activations=["relu"] * len(hidden) + [output])
    last = len(session.session.model.parameters()) - 1
    for index in (0, 1, last):
        asked(session, "set_parameter", index=index, value=weight)
        asked(session, "freeze")
        asked(session, "look", count=10)
        asked(session, "map", size=4, start=0, count=16, low=[-1e9, 0], high=[1, 1e9],
              spans=[[-1, 1]] * (len(hidden) + 1))
        seen = asked(session, "snapshot", situation={"x": [10, 10]})
        assert seen["parameters"][index] == weight and len(seen["outputs"]) == 6
        assert not seen["curve"] or not hidden and max(map(abs, seen["curve"]["sums"])) < 1e150
        assert "parameters" in asked(session, "told") and asked(session, "save")
        for question in ({"row": 5, "x": None}, {"row": None, "x": [10, 10]}):
            assert asked(session, "replay", rate=0.1, **question)["layers"]
