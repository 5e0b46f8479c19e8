"""Look for a weight by trial and error; then let gradient descent find it.

Pratik Shukla, Roberto Iriondo, "Neural Networks from Scratch with Python Code and Math in
Detail - I", section 5: the output is W * x, the target is 2 * x, and W is wanted.

Output:

    The output is W * input. Which weight W turns the inputs 0, 1, 2, 3 into the
    targets?

    targets          0  2  4   6
    W = 3: outputs   0  3  6   9   3 of 4 wrong, mean squared error  3.5
    W = 4: outputs   0  4  8  12   3 of 4 wrong, mean squared error 14.0
    W = 2: outputs   0  2  4   6   0 of 4 wrong, mean squared error  0.0

    A neuron need not guess. In every epoch, one pass through the inputs, it moves
    W a little in the direction that makes the error smaller. How far is set by the
    learning rate, here 0.05. This is gradient descent. It starts at W = 3:

    Epoch   W before     Mean squared error   W after
        1   3.00000000   3.50000000           2.30000000
        2   2.30000000   0.31500000           2.09000000
        3   2.09000000   0.02835000           2.02700000
        4   2.02700000   0.00255150           2.00810000
        5   2.00810000   0.00022964           2.00243000
        6   2.00243000   0.00002067           2.00072900
        7   2.00072900   0.00000186           2.00021870
        8   2.00021870   0.00000017           2.00006561
       20   2.00000000   0.00000000           2.00000000
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from neuron import Neuron

inputs = [[0], [1], [2], [3]]
targets = [0, 2, 4, 6]
n = Neuron(1, "identity", bias=None)

print("The output is W * input. Which weight W turns the inputs 0, 1, 2, 3 into the")
print("targets?\n")
print("targets          0  2  4   6")
for guess in (3, 4, 2):
    n.weights = [guess]
    outputs = n.predict(inputs)
    wrong = 0
    squares = 0
    for output, target in zip(outputs, targets):
        wrong += output != target
        squares += (target - output) ** 2
    print("W = %d: outputs   %d  %d  %d  %2d   %d of 4 wrong, mean squared error %4.1f" % (
        (guess,) + tuple(outputs) + (wrong, squares / 4)))

print("""
A neuron need not guess. In every epoch, one pass through the inputs, it moves
W a little in the direction that makes the error smaller. How far is set by the
learning rate, here 0.05. This is gradient descent. It starts at W = 3:

Epoch   W before     Mean squared error   W after""")
n.weights = [3]
before = 3.0
for epoch, loss in n.training(inputs, targets, epochs=20, learning_rate=0.05):
    if epoch < 8 or epoch == 19:
        print("%5d   %.8f   %.8f           %.8f" % (epoch + 1, before, loss, n.weights[0]))
    before = n.weights[0]
