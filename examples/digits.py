"""A network reads handwritten digits, 8x8 pixels each, and shows some that it read wrong.

A quarter of the digits, held out, is judged by a network that learned from the others. Where
the data come from: examples/data/SOURCES.md. On a terminal a line tells how far the training is.

Output:

    Network(64, 32, 10), 1343 digits to learn from, 454 held out

    Epochs  Loss
         1  0.1276    ##################################################
         2  0.04291   #################
         5  0.01823   #######
        10  0.006407  ###
        20  0.001312  #

    Held out: 443 of 454 right, accuracy 0.9758

        ..####::           ::##++::         ..++####++           ..##..
        ##++++##         ..##..####         ..++::++##..         ++++..
        ########::       ::++  ++##             ..##++         ..##..
        ::####++..       ..########..           ####..         ::##
        ::####..             ..++##..           ##++           ::++++####..
        ##++++++               ..##..           ++##           ..##++::::++
      ..##::::##         ..##::####           ..##++             ##++  ::##
        ::####::           ::##++::         ..####..             ..++####..
    8                  9                  3                  6

          ##++                 ::##::       ..##..                 ::##++..
      ..######           ..::++####::       ..########..       ..++##++##..
    ..######::           ++########::       ::##++::::..       ####::..##..
    ..++####..           ..::....##::       ::##++::           ..::..##++
        ::##..                 ::##::         ++####..             ::##++..
        ::##..                 ::##::           ::##::           ......##::
        ..##::                 ::##++         ::####..           ++##::++##
          ####                 ::##::         ####..             ..::####++
    8  WRONG: a 1      9  WRONG: a 1      4  WRONG: a 5      9  WRONG: a 3
"""

import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

from examples import tables
from neuron import Network

EPOCHS = 20


def draw(pictures):
    """Print 8x8 pictures of pixels from 0 to 16, side by side, each above its caption."""
    for row in range(8):
        lines = ["".join(" .:+#"[int(pixel + 3) // 4] * 2 for pixel in pixels[8 * row:8 * row + 8])
                 for pixels, _ in pictures]
        print("   ".join(lines).rstrip())
    print("   ".join("%-16s" % caption for _, caption in pictures).rstrip() + "\n")


_, rows, labels = tables.data_set("digits")
digits = sorted(set(labels))
test = tables.folds(labels, 4, seed=1)[0]
train = [r for r in range(len(rows)) if r not in test]
inputs = [[pixel / 16 for pixel in row] for row in rows]

net = Network(64, 32, 10, scale=0.3)
print("Network(64, 32, 10), %d digits to learn from, %d held out\n" % (len(train), len(test)))
training = net.training(
    tables.pick(inputs, train), [tables.one_hot(labels[r], digits) for r in train], EPOCHS,
    learning_rate=0.3, batch_size=1, shuffle=1, loss="cross_entropy")
print(tables.loss_curve([loss for _, loss in tables.progress(training, EPOCHS)]))

answers = {r: digits[tables.largest(net(inputs[r]))] for r in test}
right = [r for r in test if answers[r] == labels[r]]
wrong = [r for r in test if answers[r] != labels[r]]
print("\nHeld out: %d of %d right, accuracy %.4f\n" % (
    len(right), len(test), len(right) / len(test)))
draw([(rows[r], "%s" % answers[r]) for r in right[:4]])
draw([(rows[r], "%s  WRONG: a %s" % (answers[r], labels[r])) for r in wrong[:4]])
