"""One neuron learns one target, and a network with a hidden layer a harder one.

Andrew Trask, "A Neural Network in 11 lines of Python". First a target that one input shows by
itself: one neuron is enough. Then one that no input shows by itself, the exclusive or of the
first two: that needs a hidden layer. The figures of an epoch, counted from 0, are those of its
forward pass, before its adjustment: 10,000 epochs end with the outputs after 9,999 adjustments.

Output:

    The target is the first input: one neuron is enough. Outputs in its 10,000th
    epoch (in an epoch it answers the four rows, then adjusts its weights):

    Inputs   Target   Output
    0 0 1    0        0.00966449
    0 1 1    0        0.00786506
    1 0 1    1        0.99358898
    1 1 1    1        0.99211957

    The target is 1 if just one of the first two inputs is 1. No input shows that
    by itself. A network with 4 hidden units between inputs and output learns it:

     Epoch   Mean distance of the outputs from their targets
         0   0.49641003190273
     10000   0.00858452565325
     20000   0.00578945986251
     30000   0.00462917677677
     40000   0.00395876528027
     50000   0.00351012256786
     59999   0.00318353073559

    Inputs   Target   Output in epoch 59,999, the last
    0 0 1    0        0.00260572
    0 1 1    1        0.99672209
    1 0 1    1        0.99701711
    1 1 1    0        0.00386759

    Weights after that epoch
    inputs to hidden unit 0    4.60135710   -2.58413484    0.97538679
    inputs to hidden unit 1    4.17197193   -5.81447929   -2.02685775
    inputs to hidden unit 2   -6.30956245   -6.60793435    2.52949751
    inputs to hidden unit 3   -4.19745118   -3.68396123    5.84371739
    hidden units to output    -6.96765763    7.14101949  -10.31917382    7.86128405
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from neuron import Network, Neuron

rows = [(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)]

print("The target is the first input: one neuron is enough. Outputs in its 10,000th")
print("epoch (in an epoch it answers the four rows, then adjusts its weights):\n")
n = Neuron(3, bias=None, seed=1)
n.train(rows, [0, 0, 1, 1], epochs=9999)
print("Inputs   Target   Output")
for row, target in zip(rows, [0, 0, 1, 1]):
    print("%d %d %d    %d        %.8f" % (row + (target, n(row))))

print("\nThe target is 1 if just one of the first two inputs is 1. No input shows that")
print("by itself. A network with 4 hidden units between inputs and output learns it:\n")
net = Network(3, 4, 1, bias=None, seed=1)
targets = [0, 1, 1, 0]
print(" Epoch   Mean distance of the outputs from their targets")
done = 0
for epoch in (0, 10000, 20000, 30000, 40000, 50000, 59999):
    net.train(rows, [[target] for target in targets], epoch - done)
    done = epoch
    error = 0
    for row, target in zip(rows, targets):
        error += abs(target - net(row)[0]) / 4
    print("%6d   %.14f" % (epoch, error))

print("\nInputs   Target   Output in epoch 59,999, the last")
for row, target in zip(rows, targets):
    print("%d %d %d    %d        %.8f" % (row + (target, net(row)[0])))

net.train(rows, [[target] for target in targets], epochs=1)
print("\nWeights after that epoch")
for unit in range(4):
    print("inputs to hidden unit %d %13.8f %13.8f %13.8f" % (
        (unit,) + tuple(net.layers[0].weights[unit])))
print("hidden units to output  %13.8f %13.8f %13.8f %13.8f" % tuple(net.layers[1].weights[0]))
