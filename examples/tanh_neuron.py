"""A neuron with tanh, trained with a wrong and a right derivative; and a network for exam scores.

"A single neuron neural network in Python" (tutorialspoint) takes the derivative of tanh at
the output y = tanh(z) where the weighted sum z belongs. The neuron still learns, with other
weights. The same page shows a table of hours and scores, which a network fits.

Output:

    One neuron with tanh, trained for 10,000 epochs on four rows

    Both start at      -0.16595599, 0.44064899, -0.99977125

                       published       right
    derivative         1 - tanh(y)**2  1 - y**2
    weight 0            5.39428067      3.60638076
    weight 1            0.19482422     -0.18254828
    weight 2            0.34317086     -0.32370821
    output for 1 0 0    0.99995873      0.99852685

    The mistake: y is tanh(z) already; the derivative took its tanh again.

    A 2-3-1 network on hours of study and of sleep

    Study   Sleep   Score   Output
    2       9       92      92.00
    1       5       86      86.00
    3       6       89      89.00
    4       8       ?       91.64
"""

from neuron import Activation, Network, Neuron, tanh

rows = [(0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 1, 1)]
targets = [0, 1, 1, 0]
new = (1, 0, 0)

published = Neuron(3, Activation(tanh, lambda z, y: 1 - tanh(y) ** 2), bias=None, seed=1)
right = Neuron(3, "tanh", bias=None, seed=1)

print("One neuron with tanh, trained for 10,000 epochs on four rows\n")
print("Both start at      %.8f, %.8f, %.8f" % tuple(right.weights))
for n in (published, right):
    n.train(rows, targets, 10000)
print("\n                   published       right")
print("derivative         1 - tanh(y)**2  1 - y**2")
for i in range(3):
    print("weight %d           %11.8f     %11.8f" % (i, published.weights[i], right.weights[i]))
print("output for 1 0 0   %11.8f     %11.8f" % (published(new), right(new)))
print("\nThe mistake: y is tanh(z) already; the derivative took its tanh again.")

# A network learns best from numbers around 0 to 1: tens of hours, and hundreds of points.
hours = [(2, 9), (1, 5), (3, 6)]
scores = [92, 86, 89]


def scale(study, sleep):
    return study / 10, sleep / 10


net = Network(2, 3, 1, activation=("tanh", "sigmoid"), seed=1)
net.train([scale(*h) for h in hours], [[score / 100] for score in scores], 10000)

print("\nA 2-3-1 network on hours of study and of sleep\n")
print("Study   Sleep   Score   Output")
for (study, sleep), score in zip(hours + [(4, 8)], scores + ["?"]):
    output = 100 * net(scale(study, sleep))[0]
    print("%d       %d       %-2s      %.2f" % (study, sleep, score, output))
