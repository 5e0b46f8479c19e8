"""XOR is where one sigmoid neuron ends, and a network with a hidden layer begins.

Pratik Shukla, Roberto Iriondo, "Neural Networks from Scratch with Python Code and Math in
Detail - I", last section. Such a neuron is undecided along a straight line in the plane of its
inputs, and no straight line has 0 0 and 1 1 on one side, 0 1 and 1 0 on the other.

Output:

    XOR: is exactly one of the two inputs 1? One neuron tries it, and a network
    with 2 inputs, 2 hidden units and 1 output. How wrong they are (0 is perfect):

             Mean squared error
    Epochs   One neuron   Network 2-2-1
         1   0.25483734   0.27605167
        10   0.25099812   0.24997890
       100   0.25000009   0.24439404
      1000   0.25000000   0.00286256
     10000   0.25000000   0.00013664

                      Output after training
    Inputs   Target   One neuron   Network 2-2-1
    0 0      0        0.50000000   0.01073413
    0 1      1        0.50000000   0.98776992
    1 0      1        0.50000000   0.98778711
    1 1      0        0.50000000   0.01151367

    One neuron can do no better than answer 0.5 to every row. Each answer is then
    wrong by 0.5, and 0.5 squared is 0.25. A hidden layer makes the difference.
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from neuron import Network, Neuron

rows = [(0, 0), (0, 1), (1, 0), (1, 1)]
targets = [0, 1, 1, 0]
n = Neuron(2, seed=1)
net = Network(2, 2, 1, seed=1)



def some_epochs(model, targets, epochs):
    """Train for so many epochs; return the last one's loss.

    The training would go on for one more: at its end it would warn that the neuron is no better
    than the mean of the targets, which this example is to show.
    """
    for epoch, loss in model.training(rows, targets, epochs + 1, every=epochs):
        return loss


print("XOR: is exactly one of the two inputs 1? One neuron tries it, and a network")
print("with 2 inputs, 2 hidden units and 1 output. How wrong they are (0 is perfect):\n")
print("         Mean squared error")
print("Epochs   One neuron   Network 2-2-1")
done = 0
for epochs in (1, 10, 100, 1000, 10000):
    neuron_loss = some_epochs(n, targets, epochs - done)
    net_loss = some_epochs(net, [[target] for target in targets], epochs - done)
    done = epochs
    print("%6d   %.8f   %.8f" % (epochs, neuron_loss, net_loss))

print("\n                  Output after training")
print("Inputs   Target   One neuron   Network 2-2-1")
for row, target in zip(rows, targets):
    print("%d %d      %d        %.8f   %.8f" % (row + (target, n(row), net(row)[0])))

print("\nOne neuron can do no better than answer 0.5 to every row. Each answer is then")
print("wrong by 0.5, and 0.5 squared is 0.25. A hidden layer makes the difference.")
