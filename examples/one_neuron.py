"""One neuron learns from four rows that the target is the first input.

Milo Spencer-Harper, "How to build a simple neural network in 9 lines of Python code", trains
it for 10,000 epochs; Michael J. Garbade, "How to Create a Simple Neural Network in Python",
for 15,000, and then lets you ask it: so does python neuron.py.

Output:

    A neuron multiplies each input by a weight, adds the products, and turns the
    sum into an output between 0 and 1. This one learns its weights from four rows.
    The target is always the first input, but nobody tells it so. An epoch is one
    pass through the rows, with a small change of the weights.

    Epochs   Weights, one for each input              Output for 1 0 0, a new row
         0   -0.16595599   0.44064899  -0.99977125    0.45860596
     10000    9.67299303  -0.20784350  -4.62963669    0.99993704
     15000   10.08740896  -0.20695366  -4.83757835    0.99995840
                                 published for 15,000 epochs:  0.9999584

    Inputs   Target   Output after 15,000 epochs
    0 0 1    0        0.00786389
    1 1 1    1        0.99358625
    1 0 1    1        0.99477899
    0 1 1    0        0.00640321
    1 0 0    ?        0.99995840

    The first weight is by far the largest: the neuron has found the rule.
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from neuron import Neuron

rows = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)]
targets = [0, 1, 1, 0]
new = (1, 0, 0)

print("A neuron multiplies each input by a weight, adds the products, and turns the")
print("sum into an output between 0 and 1. This one learns its weights from four rows.")
print("The target is always the first input, but nobody tells it so. An epoch is one")
print("pass through the rows, with a small change of the weights.\n")
print("Epochs   Weights, one for each input              Output for 1 0 0, a new row")
n = Neuron(3, bias=None, seed=1)
done = 0
for epochs in (0, 10000, 15000):
    n.train(rows, targets, epochs - done)
    done = epochs
    w = n.weights
    print("%6d   %11.8f  %11.8f  %11.8f    %.8f" % (epochs, w[0], w[1], w[2], n(new)))
print("                             published for 15,000 epochs:  0.9999584")

print("\nInputs   Target   Output after 15,000 epochs")
for row, target in zip(rows + [new], targets + ["?"]):
    print("%d %d %d    %s        %.8f" % (row + (target, n(row))))
print("\nThe first weight is by far the largest: the neuron has found the rule.")
