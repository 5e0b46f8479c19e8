"""One adjustment of one neuron, each step with its numbers.

Pratik Shukla, Roberto Iriondo, "Neural Networks from Scratch with Python Code and Math in
Detail - I", sections 7 to 9: forward from the inputs to the loss, then back with the chain
rule from the loss to a weight.

Output:

    One step of learning, by hand and by neuron.py
    Inputs 1 1, target 1, weights w1 = 0.3 and w2 = 0.5, learning rate 0.05

    Forward: from the inputs to the loss, a measure of how wrong the output is
      weighted sum   z = 0.3 * 1 + 0.5 * 1              0.80000
      output         y = sigmoid(z)                     0.68997
      error          target - y                         0.31003
      loss           (target - y)**2 / 2                0.04806

    Backward: how much does the loss change if w2 changes a little?
      loss by y      y - target                        -0.31003
      y by z         y * (1 - y), the sigmoid's slope   0.21391
      z by w2        the second input                   1.00000
      loss by w2     the three multiplied              -0.06632
                     by n.gradient([x], [target])      -0.06632

    Adjust: move w2 against that change, by a small part of it
      new w2         0.5 - 0.05 * loss by w2            0.50332
                     by n.train([x], [target], 1)       0.50332
      new output     nearer to the target               0.69139
      new loss       smaller                            0.04762

    The output was below its target and the input is above 0, so w2 grew.
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from neuron import Neuron, dot

x = [1, 1]
target = 1
learning_rate = 0.05
n = Neuron(2, bias=None)
n.weights = [0.3, 0.5]

z = dot(n.weights, x)
y = n(x)
loss = (target - y) ** 2 / 2
print("One step of learning, by hand and by neuron.py")
print("Inputs 1 1, target 1, weights w1 = 0.3 and w2 = 0.5, learning rate 0.05\n")
print("Forward: from the inputs to the loss, a measure of how wrong the output is")
print("  weighted sum   z = 0.3 * 1 + 0.5 * 1             %8.5f" % z)
print("  output         y = sigmoid(z)                    %8.5f" % y)
print("  error          target - y                        %8.5f" % (target - y))
print("  loss           (target - y)**2 / 2               %8.5f" % loss)

loss_by_y = y - target
y_by_z = y * (1 - y)
z_by_w = x[1]
gradient = loss_by_y * y_by_z * z_by_w
print("\nBackward: how much does the loss change if w2 changes a little?")
print("  loss by y      y - target                        %8.5f" % loss_by_y)
print("  y by z         y * (1 - y), the sigmoid's slope  %8.5f" % y_by_z)
print("  z by w2        the second input                  %8.5f" % z_by_w)
print("  loss by w2     the three multiplied              %8.5f" % gradient)
print("                 by n.gradient([x], [target])      %8.5f" % n.gradient([x], [target])[1])

print("\nAdjust: move w2 against that change, by a small part of it")
print("  new w2         0.5 - 0.05 * loss by w2           %8.5f" % (0.5 - learning_rate * gradient))
n.train([x], [target], epochs=1, learning_rate=learning_rate)
print("                 by n.train([x], [target], 1)      %8.5f" % n.weights[1])
print("  new output     nearer to the target              %8.5f" % n(x))
print("  new loss       smaller                           %8.5f" % ((target - n(x)) ** 2 / 2))
print("\nThe output was below its target and the input is above 0, so w2 grew.")
