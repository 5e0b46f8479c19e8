"""The numbers of a replayed step are those that neuron.py trains with, to the last bit."""

import json

import pytest

from neuron import Network

ROWS = [[0.0, 0.5], [0.25, 1.0], [1.0, 0.0], [1.0, 1.0], [-0.5, 0.75]]
TARGETS = [[0], [1], [1], [0], [1]]
HELD = [[0.5, 0.5]]
OPTIONS = {
    "all rows": {"learning_rate": 0.5},
    "no rate": {"learning_rate": None},
    "row by row": {"learning_rate": 0.5, "batch_size": 1},
    "row by row, shuffled": {"learning_rate": 0.5, "batch_size": 1, "shuffle": 3},
    "batches with momentum": {"learning_rate": 0.5, "batch_size": 2, "momentum": 0.5, "shuffle": 3},
    "momentum": {"learning_rate": 0.1, "momentum": 0.9},
    "rprop": {"learning_rate": "rprop"},
    "cross-entropy": {"learning_rate": 0.1, "loss": "cross_entropy"},
}


class Worker:
    """What the worker is asked, as JSON."""

    def __init__(self, module, sizes=(2, 3, 1), bias=0, output="sigmoid", **options):
        self.answer = module.answer
        self.sizes = sizes
        self.bias = bias
        self.options = dict({"learning_rate": 1, "batch_size": None, "momentum": 0,
                             "shuffle": None, "loss": "squared", "until": 0}, **options)
        self.activations = ["tanh"] * (len(sizes) - 2) + [output]
        self.ask("configure", sizes=list(sizes), activations=self.activations, bias=bias, seed=1,
                 scale=1, rows=ROWS, targets=TARGETS, held_rows=HELD, held_targets=[[1]], asks=[],
                 start=None, scaled=False, epoch=0, epochs=100, options=self.options)

    def ask(self, question, **values):
        reply = json.loads(self.answer(question, json.dumps(values)))
        assert "error" not in reply, reply
        return reply["answer"]

    def epoch(self):
        self.ask("advance", count=1, watched=True)
        return self.parameters()

    def replay(self, row, x=None):
        return self.ask("replay", row=row, rate=0.5, x=x)

    def parameters(self):
        return self.ask("told")["parameters"]

    def network(self, parameters):
        """Return a model of this Python's neuron.py with these parameters."""
        network = Network(*self.sizes, activation=self.activations,
                          bias=None if self.bias is None else 0.0)
        network.set_parameters(parameters)
        return network


def own_gradient(worker, step, row):
    """Return the gradient of one row alone, from the units' deltas and inputs in a step."""
    inputs = [step["x"]] + [layer["y"] for layer in step["layers"][:-1]]
    bias = [] if worker.bias is None else [1.0]
    return [-delta * x for x_in, layer in zip(inputs, step["layers"])
            for delta in layer["deltas"] for x in x_in + bias]


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_the_steps_of_an_epoch_join_what_it_began_with_and_what_it_left(session, options):
    worker = Worker(session, **options)
    for _ in range(3):
        before = worker.parameters()
        after = worker.epoch()
        steps = [worker.replay(row) for row in range(len(ROWS))]
        assert all(step["taken"] and step["kind"] == "epoch" for step in steps)
        chain = {step["adjustment"]: step for step in steps}
        assert len(chain) == steps[0]["adjustments"]
        for number in sorted(chain):
            assert chain[number]["before"] == before
            before = chain[number]["after"]
        assert before == after == worker.parameters()


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("bias", [0, None])
def test_a_rows_numbers_are_those_of_its_gradient(session, options, bias):
    worker = Worker(session, bias=bias, **options)
    worker.epoch()
    loss = worker.options["loss"]
    for row, (x, targets) in enumerate(zip(ROWS, TARGETS)):
        step = worker.replay(row)
        network = worker.network(step["before"])
        assert own_gradient(worker, step, row) == network.gradient([x], [targets], loss)
        assert step["layers"][-1]["y"] == network(x)
        assert step["layers"][-1]["errors"] == [t - y for t, y in zip(targets, network(x))]
        assert step["answer"] == worker.network(step["after"])(x)
        for layer in step["layers"]:
            for error, slope, delta in zip(layer["errors"], layer["slopes"], layer["deltas"]):
                assert error * slope == delta


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_before_and_change_give_after(session, options):
    worker = Worker(session, **options)
    for _ in range(3):
        worker.epoch()
        step = worker.replay(2)
        assert [b + c for b, c in zip(step["before"], step["change"])] == step["after"]
        assert step["before"] != step["after"]


def test_the_sum_of_a_step_is_the_gradient_of_its_rows(session):
    worker = Worker(session)
    step = worker.replay(0)
    gradient = worker.network(worker.parameters()).gradient(ROWS, TARGETS)
    assert step["rows"] == len(ROWS)
    assert step["sum"] == [-slope for slope in gradient]


def test_an_epoch_to_come_is_the_one_that_then_comes(session):
    for options in ("all rows", "momentum", "rprop", "cross-entropy"):
        worker = Worker(session, **OPTIONS[options])
        worker.ask("advance", count=2)
        step = worker.replay(1)
        assert not step["taken"] and step["kind"] == "epoch"
        assert step["before"] == worker.parameters()
        assert worker.epoch() == step["after"]


def test_where_rows_do_not_move_together_the_step_to_come_is_the_rows_own(session):
    worker = Worker(session, **OPTIONS["batches with momentum"])
    step = worker.replay(0)
    assert (step["kind"], step["rows"], step["taken"]) == ("row", 1, False)
    worker.ask("learn_row", rate=0.5)
    assert worker.parameters() == step["after"]
    taken = worker.replay(0)
    assert taken["taken"] and taken["before"] == step["before"] and taken["after"] == step["after"]
    assert not worker.replay(1)["taken"]  # it had no part in that step


def test_what_happens_after_a_step_makes_it_the_past(session):
    worker = Worker(session)
    for change in (lambda: worker.ask("set_parameter", index=0, value=2),
                   lambda: worker.ask("advance", count=3)):
        worker.epoch()
        assert worker.replay(0)["taken"]
        change()
        step = worker.replay(0)
        assert not step["taken"] and step["before"] == worker.parameters()


def test_looking_changes_neither_the_model_nor_its_training(session):
    for options in OPTIONS.values():
        looked = Worker(session, **options)
        seen = []
        for _ in range(4):
            looked.epoch()
            for row in range(len(ROWS)):
                looked.replay(row)
            looked.replay(len(ROWS))
            seen.append(looked.parameters())
        alone = Worker(session, **options)
        assert [alone.epoch() for _ in range(4)] == seen


def test_a_row_held_out_is_answered_and_not_learned(session):
    worker = Worker(session)
    step = worker.replay(len(ROWS))
    assert step["kind"] == "held" and "after" not in step
    (y,) = worker.network(worker.parameters())(HELD[0])
    assert step["layers"][-1]["y"] == [y] and step["layers"][-1]["errors"] == [1 - y]
    assert "errors" not in step["layers"][0] and "deltas" not in step["layers"][-1]


def test_a_new_situation_is_answered(session):
    worker = Worker(session)
    step = worker.replay(None, [0.1, 0.2])
    assert step["kind"] == "asked" and "errors" not in step["layers"][-1]
    assert step["layers"][-1]["y"] == worker.network(worker.parameters())([0.1, 0.2])


def test_a_step_that_overflows_is_told_and_changes_nothing(session):
    worker = Worker(session, sizes=(2, 1), output="identity", learning_rate=1e300)
    worker.ask("set_parameter", index=0, value=1e300)
    before = worker.parameters()
    reply = json.loads(worker.answer("replay", json.dumps({"row": 2, "rate": 1, "x": None})))
    assert reply["kind"] == "ArithmeticError" and "infinite" in reply["error"]
    assert worker.parameters() == before
