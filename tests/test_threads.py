"""A model that another thread changes while it is trained: nothing is lost in silence."""

import threading
import time

import pytest

import neuron
from neuron import Network

ROWS, TARGETS = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [[0], [1], [1], [0]]


def while_it_trains(act, **options):
    """Call act(net) while another thread trains net. Return net, and what the training raised."""
    net = Network(3, 4, 1)
    raised = []

    def train():
        try:
            net.train(ROWS, TARGETS, 10**9, **options)
        except ValueError as error:
            raised.append(str(error))

    thread = threading.Thread(target=train, daemon=True)
    before = net.parameters()
    thread.start()
    while net.parameters() == before:
        time.sleep(0.001)
    act(net)
    thread.join(20)
    assert not thread.is_alive()
    return net, raised


@pytest.mark.parametrize("unrolled", [500, 0], ids=["unrolled", "loops"])
@pytest.mark.parametrize("options", [{}, {"batch_size": 1}, {"batch_size": 2, "momentum": 0.5}], ids=str)
@pytest.mark.parametrize("act", [
    lambda net: net.set_parameters([0.5] * 21), lambda net: net.step([0.25] * 21),
    lambda net: setattr(net.layers[0], "weights", [[0.5] * 3] * 4),
    lambda net: net.fit(ROWS, TARGETS, 2)], ids=["set_parameters", "step", "weights", "fit"])
def test_a_change_ends_the_training_with_a_word_and_stays(act, options, unrolled, monkeypatch):
    monkeypatch.setattr(neuron, "UNROLLED", unrolled)
    changed = []

    def change(net):
        act(net)
        changed.append(net.parameters())

    net, raised = while_it_trains(change, **options)
    assert raised == ["the model was changed while it was trained, by another thread"]
    assert changed == [net.parameters()]


@pytest.mark.parametrize("unrolled", [500, 0], ids=["unrolled", "loops"])
@pytest.mark.parametrize("act", [
    lambda net: net.set_parameters([0.5] * 21), lambda net: net.fit(ROWS, TARGETS, 2),
    lambda net: net.fold([1, 2, 3], [2, 4, 8])], ids=["set_parameters", "fit", "fold"])
def test_so_does_a_change_between_the_parts_of_a_training(act, unrolled, monkeypatch):
    """Its first epochs are done part by part; here another thread has its turn just then."""
    monkeypatch.setattr(neuron, "UNROLLED", unrolled)
    train = neuron.Training._train

    def interrupted(training, stop):
        train(training, stop)
        if training.epoch > 3 and not changed:
            act(net)
            changed.append(net.parameters())

    net, changed = Network(3, 4, 1), []
    with monkeypatch.context() as patched:
        patched.setattr(neuron.Training, "_train", interrupted)
        with pytest.raises(ValueError, match="changed while it was trained"):
            net.train(ROWS, TARGETS, 10000)
    assert changed == [net.parameters()]


@pytest.mark.parametrize("unrolled", [500, 0], ids=["unrolled", "loops"])
def test_a_fold_is_whole_or_refused(unrolled, monkeypatch):
    """It is refused where an epoch ends while it computes; tried again, it comes through."""
    def fold(net):
        while True:
            try:
                net.fold([1, 2, 3], [2, 4, 8])
            except ValueError as error:
                assert "changed" in str(error)
            else:
                folded.append(net.parameters())
                return

    monkeypatch.setattr(neuron, "UNROLLED", unrolled)
    folded = []
    net, raised = while_it_trains(fold)
    assert raised and folded == [net.parameters()]
    with pytest.raises(ValueError, match="folded"):
        net.train(ROWS, TARGETS)
