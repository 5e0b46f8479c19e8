"""A network reads handwritten digits, 8x8 pixels each, and shows some that it read wrong.

A quarter of the digits, held out, is judged by a network that learned from the others. Where
the data come from: examples/data/SOURCES.md. On a terminal a line tells how far the training is.

Output:

    A network with 64 inputs, one for each pixel, 32 hidden units and 10 outputs,
    one for each digit, learns from 1343 pictures. 454 others are held out to
    test it.

    Epochs  Loss
         1  0.1276    ##################################################
         2  0.04291   #################
         5  0.01823   #######
        10  0.006407  ###
        20  0.001312  #

    Of those held out it reads 443 of 454 right, accuracy 0.9758. Some of them:

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

from examples.helpers import tables
from neuron import Network

EPOCHS = 20


def draw(pictures):
    """Print 8x8 pictures of pixels from 0 to 16, side by side, each above its caption."""
    for row in range(8):
        lines = ["".join(" .:+#"[int(pixel + 3) // 4] * 2 for pixel in pixels[8 * row:8 * row + 8])
                 for pixels, _ in pictures]
        print("   ".join(lines).rstrip())
    print("   ".join("%-16s" % caption for _, caption in pictures).rstrip() + "\n")


def main():
    """Train, and print how well the digits are read."""
    _, rows, labels = tables.data_set("digits")
    digits = sorted(set(labels))
    test = tables.folds(labels, 4, seed=1)[0]
    train = [r for r in range(len(rows)) if r not in test]
    inputs = [[pixel / 16 for pixel in row] for row in rows]

    net = Network(64, 32, 10, scale=0.3)
    print("A network with 64 inputs, one for each pixel, 32 hidden units and 10 outputs,\n"
          "one for each digit, learns from %d pictures. %d others are held out to\n"
          "test it.\n" % (
              len(train), len(test)))
    training = net.training(
        tables.pick(inputs, train), [tables.one_hot(labels[r], digits) for r in train], EPOCHS,
        learning_rate=0.3, batch_size=1, shuffle=1, loss="cross_entropy")
    losses = []
    try:
        for _, loss in tables.progress(training, EPOCHS):
            losses.append(loss)
    except KeyboardInterrupt:  # the network holds the weights of the last whole epoch
        if not losses:
            raise
        print("Stopped after %d of %d epochs. This is what it has learned so far.\n" % (
            len(losses), EPOCHS))
    print(tables.loss_curve(losses))

    answers = {r: digits[tables.largest(net(inputs[r]))] for r in test}
    right = [r for r in test if answers[r] == labels[r]]
    wrong = [r for r in test if answers[r] != labels[r]]
    print("\nOf those held out it reads %d of %d right, accuracy %.4f. Some of them:\n" % (
        len(right), len(test), len(right) / len(test)))
    draw([(rows[r], "%s" % answers[r]) for r in right[:4]])
    draw([(rows[r], "%s  WRONG: a %s" % (answers[r], labels[r])) for r in wrong[:4]])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
