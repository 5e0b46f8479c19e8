"""Trains random networks by the loops and by the unrolled code, and compares every bit.

Runs on any Python that has exec: python tests/tools/unrolled.py [CASES]. Prints how many agreed.
"""

import sys

sys.path.insert(0, __file__.rpartition("/")[0] + "/../..")
import neuron
from neuron import ACTIVATIONS, Activation, Network, Neuron, tanh, uniform

DRAWS = uniform(2026)
ROUGH = Activation(lambda z: tanh(z) + 0.1 * z, lambda z, y: 1.1 - y * y)


def whole(least, most):
    return least + int(next(DRAWS) * (most - least + 1))


def one_of(choices):
    return choices[whole(0, len(choices) - 1)]


def network(loss):
    activations = [ACTIVATIONS[name] for name in sorted(ACTIVATIONS)] + [ROUGH]
    sizes = [whole(1, 6) for layer in range(whole(2, 5))]
    chosen = [one_of(activations) for layer in sizes[1:]]
    if loss == "cross_entropy":
        chosen[-1] = ACTIVATIONS["sigmoid"]
    options = {"bias": one_of([None, 0.0, 0.3]), "seed": whole(0, 999),
               "scale": one_of([0.0, 0.5, 1.0, 3.0])}
    if len(sizes) == 2 and sizes[1] == 1:
        return lambda: Neuron(sizes[0], chosen[0], **options)
    return lambda: Network(*sizes, activation=chosen, **options)


def data(net):
    activation = net.layers[-1].activation
    count = one_of([1, 2, 3, 4, 6, 8, 40])
    rows = [[one_of([-0.0, 0.0, 1.0, 4.0 * next(DRAWS) - 2.0]) for i in range(net.sizes[0])]
            for r in range(count)]
    targets = []
    for row in rows:
        target = [one_of([0.0, 1.0, next(DRAWS)]) for u in range(net.sizes[-1])]
        if activation is ACTIVATIONS["step"]:
            target = [float(t >= 0.5) for t in target]
        targets.append(target[0] if isinstance(net, Neuron) else target)
    return rows, targets


def bits(numbers):
    # The text of a float gives its bits, the sign of a zero too.
    return [repr(number) for number in numbers]


def trained(make, rows, targets, epochs, options, unrolled):
    """Return all that a training shows: each step of it, the weights, the error; and how it ran."""
    neuron.UNROLLED = unrolled  # True, which is 1: even a training of one row is unrolled
    net = make()
    seen = []
    training = net.training(rows, targets, epochs, **options)
    try:
        for epoch, loss in training:
            seen.append((epoch, repr(loss)))
        seen.append(bits(training.gradient()))
    except ArithmeticError as error:
        seen.append(str(error))
    seen.append(training.state)
    return training.unrolled, seen, bits(net.parameters())


def silence():
    """Let no training say that it is of no use: these are not meant to be."""
    neuron._warn = lambda message: None


def main(cases):
    silence()
    written = refused = 0
    for case in range(cases):
        loss = one_of(["squared", "squared", "cross_entropy"])
        make = network(loss)
        rows, targets = data(make())
        epochs = whole(1, 30)
        options = {
            "learning_rate": one_of([None, 0.05, 0.5, 1.0, 1.0, 1e3, 1e30]),
            "batch_size": one_of([None, None, 1, 2, 3, len(rows)]), "loss": loss,
            "shuffle": one_of([None, None, 3]), "momentum": one_of([0.0, -0.0, 0.5, 0.9]),
            "until": one_of([0.0, 0.0, 0.05]), "every": one_of([1, 7, 1000])}
        if one_of([False, False, False, True]):
            options["learning_rate"] = "rprop"
            options["batch_size"] = None
            options["momentum"] = 0.0
        loops = trained(make, rows, targets, epochs, options, False)
        unrolled = trained(make, rows, targets, epochs, options, True)
        written += unrolled[0]
        refused += isinstance(loops[1][0], str)
        assert not loops[0] and loops[1:] == unrolled[1:], (
            case, make(), options, rows, targets, loops, unrolled)
    print("%d cases, %d unrolled, %d diverged at once: the same bits" % (cases, written, refused))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
