"""A neuron learns from eight people's four symptoms who has caught a virus.

Pratik Shukla, Roberto Iriondo, "Neural Networks from Scratch with Python Code and Math in
Detail - I". Two people with the same symptoms have different results, so no model can be right
about both: the output lies between. Then what the tutorial's program finds, with the
mistake that or_gate explains.

Output:

    Who has caught the virus? Eight people with four symptoms: 1 is yes, 0 is no.

    A neuron after 10,000 epochs (an epoch is one pass through the eight people):

                        after training
    weight 0             7.54803841
    weight 1             0.51360866
    weight 2             2.27524757
    weight 3             2.27832381
    bias                -4.62022258
    output for 1 0 0 1   0.99454710       target 1
    output for 1 0 0 0   0.94920447       target 1
    output for 0 0 1 1   0.48334337       target 0
    output for 0 1 0 0   0.01619677       target 0
    output for 1 1 0 0   0.96897437       target 1
    output for 0 0 1 1   0.48334337       target 1
    output for 0 0 0 1   0.08771186       target 0
    output for 0 0 1 0   0.08746602       target 0

    A new person with the symptoms 1 0 1 0: output 0.99453039.
    That is close to 1: infected.

    The symptoms 0 0 1 1 occur twice, with different targets. No model can be right
    about both people. The neuron answers 0.48334337, close to a half.

    The same neuron beside the one of the tutorial's program:

                        right             tutorial
    weight 0             7.54803841       10.16349920
    weight 1             0.51360866        0.45744949
    weight 2             2.27524757        2.97441782
    weight 3             2.27832381        2.99381380
    bias                -4.62022258       -6.07764153
    output for 1 0 1 0   0.99453039        0.99914219       target ?

    They differ because the program has a mistake. For the slope of the sigmoid's
    curve where the output is y, it uses sigmoid(y) * (1 - sigmoid(y)). Since y is
    a sigmoid already, the slope is y * (1 - y).
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from examples.helpers.side_by_side import mistaken, show
from neuron import Neuron

people = [
    (1, 0, 0, 1), (1, 0, 0, 0), (0, 0, 1, 1), (0, 1, 0, 0),
    (1, 1, 0, 0), (0, 0, 1, 1), (0, 0, 0, 1), (0, 0, 1, 0),
]
infected = [1, 1, 0, 0, 1, 1, 0, 0]
new = (1, 0, 1, 0)


def trained(activation):
    """Return a neuron that has gone 10,000 times through the table."""
    n = Neuron(4, activation, bias=0.3)
    n.weights = [0.1, 0.2, 0.3, 0.4]
    n.train(people, infected, epochs=10000, learning_rate=0.05)
    return n


right = trained("sigmoid")
print("Who has caught the virus? Eight people with four symptoms: 1 is yes, 0 is no.\n")
print("A neuron after 10,000 epochs (an epoch is one pass through the eight people):\n")
show([("after training", right)], people, infected)
print("\nA new person with the symptoms 1 0 1 0: output %.8f." % right(new))
print("That is close to 1: infected.")

print("""
The symptoms 0 0 1 1 occur twice, with different targets. No model can be right
about both people. The neuron answers %.8f, close to a half.
""" % right((0, 0, 1, 1)))

print("The same neuron beside the one of the tutorial's program:\n")
show([("right", right), ("tutorial", trained(mistaken("sigmoid")))], [new], ["?"])
print("""
They differ because the program has a mistake. For the slope of the sigmoid's
curve where the output is y, it uses sigmoid(y) * (1 - sigmoid(y)). Since y is
a sigmoid already, the slope is y * (1 - y).""")
