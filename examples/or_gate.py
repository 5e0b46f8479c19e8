"""A neuron learns the OR gate, and cannot without its bias.

Pratik Shukla, Roberto Iriondo, "Neural Networks from Scratch with Python Code and Math in
Detail - I". First the neuron as it should be; then what the tutorial's program finds, which
takes the derivative at the wrong place.

Output:

    A neuron learns OR: is at least one of the two inputs 1? Its output is
    sigmoid(weight 0 * input 0 + weight 1 * input 1 + bias), between 0 and 1.

    After 10,000 epochs (an epoch is one pass through the four rows):

                        with a bias       without a bias
    weight 0             5.36546322        3.36072259
    weight 1             5.36551912        3.36211564
    bias                -2.42759823       none
    output for 0 0       0.08109226        0.50000000       target 0
    output for 0 1       0.94968948        0.96649935       target 1
    output for 1 0       0.94968681        0.96645421       target 1
    output for 1 1       0.99975238        0.99879833       target 1

    Without a bias the output for 0 0 is 0.5, whatever the weights are: a weight
    times 0 is 0, so the weighted sum is 0, and sigmoid(0) is 0.5.

    What the tutorial's program finds after as many epochs:

                        with a bias       without a bias
    weight 0             7.00922425        4.61693070
    weight 1             7.00953281        4.61995023
    bias                -3.14905135       none
    output for 0 0       0.04112867        0.50000000       target 0
    output for 0 1       0.97937643        0.99024285       target 1
    output for 1 0       0.97937020        0.99021364       target 1
    output for 1 1       0.99998097        0.99990263       target 1

    This differs because the program has a mistake. How far a weight moves depends
    on the slope of the sigmoid's curve. Where the output is y, the slope is
    y * (1 - y). The program uses sigmoid(y) * (1 - sigmoid(y)), but y is a sigmoid
    already. That value lies between 0.19 and 0.25, even where the curve is nearly
    flat. So the weights grow faster. It happens to do no harm here.
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from examples.helpers.side_by_side import mistaken, show
from neuron import Neuron

rows = [(0, 0), (0, 1), (1, 0), (1, 1)]
targets = [0, 1, 1, 1]


def trained(activation, bias):
    """Return a neuron that has gone 10,000 times through the rows."""
    n = Neuron(2, activation, bias=bias)
    n.weights = [0.1, 0.2]
    n.train(rows, targets, epochs=10000, learning_rate=0.05)
    return n


print("A neuron learns OR: is at least one of the two inputs 1? Its output is")
print("sigmoid(weight 0 * input 0 + weight 1 * input 1 + bias), between 0 and 1.\n")
print("After 10,000 epochs (an epoch is one pass through the four rows):\n")
show([("with a bias", trained("sigmoid", bias=0.3)),
      ("without a bias", trained("sigmoid", bias=None))], rows, targets)

print("""
Without a bias the output for 0 0 is 0.5, whatever the weights are: a weight
times 0 is 0, so the weighted sum is 0, and sigmoid(0) is 0.5.

What the tutorial's program finds after as many epochs:
""")
show([("with a bias", trained(mistaken("sigmoid"), bias=0.3)),
      ("without a bias", trained(mistaken("sigmoid"), bias=None))], rows, targets)

print("""
This differs because the program has a mistake. How far a weight moves depends
on the slope of the sigmoid's curve. Where the output is y, the slope is
y * (1 - y). The program uses sigmoid(y) * (1 - sigmoid(y)), but y is a sigmoid
already. That value lies between 0.19 and 0.25, even where the curve is nearly
flat. So the weights grow faster. It happens to do no harm here.""")
