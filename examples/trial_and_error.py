"""Look for a weight by trial and error; then let gradient descent find it.

Pratik Shukla, Roberto Iriondo, "Neural Networks from Scratch with Python Code and Math in
Detail - I", section 5: the output is W * x, the target is 2 * x, and W is wanted.

Output:

    Which W makes W * x the target, for x = 0, 1, 2, 3?

    targets          0  2  4   6
    W = 3: outputs   0  3  6   9   3 of 4 wrong, mean squared error  3.5
    W = 4: outputs   0  4  8  12   3 of 4 wrong, mean squared error 14.0
    W = 2: outputs   0  2  4   6   0 of 4 wrong, mean squared error  0.0

    Gradient descent from W = 3, learning rate 0.05

    Epochs   W            Mean squared error before the last step
         1   2.30000000   3.50000000
         2   2.09000000   0.31500000
         3   2.02700000   0.02835000
         4   2.00810000   0.00255150
         5   2.00243000   0.00022964
         6   2.00072900   0.00002067
         7   2.00021870   0.00000186
         8   2.00006561   0.00000017
        20   2.00000000   0.00000000
"""

from neuron import Neuron

inputs = [[0], [1], [2], [3]]
targets = [0, 2, 4, 6]
n = Neuron(1, "identity", bias=None)

print("Which W makes W * x the target, for x = 0, 1, 2, 3?\n")
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

print("\nGradient descent from W = 3, learning rate 0.05\n")
print("Epochs   W            Mean squared error before the last step")
n.weights = [3]
for epoch, loss in n.training(inputs, targets, 20, learning_rate=0.05):
    if epoch < 8:
        print("%6d   %.8f   %.8f" % (epoch + 1, n.weights[0], loss))
print("%6d   %.8f   %.8f" % (epoch + 1, n.weights[0], loss))
