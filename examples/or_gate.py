"""A neuron learns the OR gate, and cannot without its bias.

Pratik Shukla, Roberto Iriondo, "Neural Networks from Scratch with Python Code and Math in
Detail - I". They take the derivative of the sigmoid at the output y = sigmoid(z) where the
weighted sum z belongs. It is then never below 0.19: that happens to speed this case up.

Output:

    The OR gate, 10,000 epochs, with a bias that starts at 0.3

                     published                  right
    derivative       sigmoid(y)*(1-sigmoid(y))  y*(1-y)
    weight 0          7.00922425                 5.36546322
    weight 1          7.00953281                 5.36551912
    bias             -3.14905135                -2.42759823
    output for 0 0    0.04112867                 0.08109226   target 0
    output for 0 1    0.97937643                 0.94968948   target 1
    output for 1 0    0.97937020                 0.94968681   target 1
    output for 1 1    0.99998097                 0.99975238   target 1

    Without a bias 0 0 gives sigmoid(0), which is 0.5, whatever the weights are

                     published                  right
    derivative       sigmoid(y)*(1-sigmoid(y))  y*(1-y)
    weight 0          4.61693070                 3.36072259
    weight 1          4.61995023                 3.36211564
    output for 0 0    0.50000000                 0.50000000   target 0
    output for 0 1    0.99024285                 0.96649935   target 1
    output for 1 0    0.99021364                 0.96645421   target 1
    output for 1 1    0.99990263                 0.99879833   target 1

    The mistake: y is sigmoid(z) already; the derivative took its sigmoid again.
"""

from neuron import Activation, Neuron, sigmoid

rows = [(0, 0), (0, 1), (1, 0), (1, 1)]
targets = [0, 1, 1, 1]
mistaken = Activation(sigmoid, lambda z, y: sigmoid(y) * (1 - sigmoid(y)))


def compare(bias):
    """Train two neurons from the same start for 10,000 epochs and show them side by side."""
    published = Neuron(2, mistaken, bias=bias)
    right = Neuron(2, "sigmoid", bias=bias)
    for n in (published, right):
        n.weights = [0.1, 0.2]
        n.train(rows, targets, 10000, learning_rate=0.05)
    print("                 published                  right")
    print("derivative       sigmoid(y)*(1-sigmoid(y))  y*(1-y)")
    for i in range(2):
        print("weight %d         %11.8f                %11.8f" % (
            i, published.weights[i], right.weights[i]))
    if bias is not None:
        print("bias             %11.8f                %11.8f" % (published.bias, right.bias))
    for row, target in zip(rows, targets):
        print("output for %d %d   %11.8f                %11.8f   target %d" % (
            row + (published(row), right(row), target)))


print("The OR gate, 10,000 epochs, with a bias that starts at 0.3\n")
compare(bias=0.3)
print("\nWithout a bias 0 0 gives sigmoid(0), which is 0.5, whatever the weights are\n")
compare(bias=None)
print("\nThe mistake: y is sigmoid(z) already; the derivative took its sigmoid again.")
