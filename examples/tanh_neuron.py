"""A neuron with tanh in place of the sigmoid; a network for exam scores; a mistake explained.

"A single neuron neural network in Python" (tutorialspoint) trains the neuron, and shows a table
of hours and scores, which a network fits. Its program takes the derivative of tanh at the wrong
place; what it finds comes last, beside the right neuron.

Output:

    A neuron whose output is tanh of its weighted sum. The target is the first
    input.

    It starts with the weights -0.16595599, 0.44064899, -0.99977125.
    After 10,000 epochs (an epoch is one pass through the four rows):

                        after training
    weight 0             3.60638076
    weight 1            -0.18254828
    weight 2            -0.32370821
    bias                none
    output for 0 0 1    -0.31285605       target 0
    output for 1 1 1     0.99595036       target 1
    output for 1 0 1     0.99718729       target 1
    output for 0 1 1    -0.46702331       target 0
    output for 1 0 0     0.99852685       target ?

    The new row 1 0 0 has the right answer, 1. Two of the others are still far from
    their target 0. The sigmoid does better on these rows: see one_neuron.

    What will the score be after 4 hours of study and 8 hours of sleep? A network
    with 2 inputs, 3 hidden units and 1 output has learned from three exams:

    Study   Sleep   Score   Output
    2       9       92      92.00
    1       5       86      86.00
    3       6       89      89.00
    4       8       ?       91.64

    The first neuron again, beside the one of the tutorial's program:

                        right             tutorial
    weight 0             3.60638076        5.39428067
    weight 1            -0.18254828        0.19482422
    weight 2            -0.32370821        0.34317086
    bias                none              none
    output for 1 0 0     0.99852685        0.99995873       target ?

    They differ because the program has a mistake. For the slope of the tanh curve
    where the output is y, it uses 1 - tanh(y)**2. Since y is a tanh already, the
    slope is 1 - y**2.
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from examples.helpers.side_by_side import mistaken, show
from neuron import Network, Neuron

rows = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)]
targets = [0, 1, 1, 0]
new = (1, 0, 0)


def trained(activation):
    """Return a neuron that has gone 10,000 times through the rows."""
    n = Neuron(3, activation, bias=None, seed=1)
    n.train(rows, targets, epochs=10000, learning_rate=1)  # the tutorial's
    return n


print("A neuron whose output is tanh of its weighted sum. The target is the first")
print("input.\n")
print("It starts with the weights %.8f, %.8f, %.8f." % tuple(
    Neuron(3, "tanh", bias=None, seed=1).weights))
print("After 10,000 epochs (an epoch is one pass through the four rows):\n")
right = trained("tanh")
show([("after training", right)], rows + [new], targets + ["?"])
print("\nThe new row 1 0 0 has the right answer, 1. Two of the others are still far from")
print("their target 0. The sigmoid does better on these rows: see one_neuron.")

# A network learns best from numbers around 0 to 1: tens of hours, and hundreds of points.
hours = [(2, 9), (1, 5), (3, 6)]
scores = [92, 86, 89]


def scaled(study, sleep):
    return study / 10, sleep / 10


net = Network(2, 3, 1, activation=("tanh", "sigmoid"), seed=1)
net.train([scaled(*h) for h in hours], [[score / 100] for score in scores], epochs=10000)

print("\nWhat will the score be after 4 hours of study and 8 hours of sleep? A network")
print("with 2 inputs, 3 hidden units and 1 output has learned from three exams:\n")
print("Study   Sleep   Score   Output")
for (study, sleep), score in zip(hours + [(4, 8)], scores + ["?"]):
    output = 100 * net(scaled(study, sleep))[0]
    print("%d       %d       %-2s      %.2f" % (study, sleep, score, output))

print("\nThe first neuron again, beside the one of the tutorial's program:\n")
show([("right", right), ("tutorial", trained(mistaken("tanh")))], [new], ["?"])
print("""
They differ because the program has a mistake. For the slope of the tanh curve
where the output is y, it uses 1 - tanh(y)**2. Since y is a tanh already, the
slope is 1 - y**2.""")
