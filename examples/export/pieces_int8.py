"""What a model of 8-bit weights does, in Python, as pieces.py does for one of floats.

A layer's inputs become whole numbers, levels from 0 to 1023, and are added up as such:

    level = (whole part of x * PER_ONE, plus ZERO) / 8, rounded down, cut
    z = (sum of weight * level, plus BIASES[unit]) * SCALES[unit]

There, these names are the model's:

    W        the weights from -127 to 127, each plus 128, as bytes
    BIASES, SCALES  a whole number and a float for each unit
    LAYERS   of each layer the number of units, their function, PER_ONE and ZERO; these are lists of
             a number for each input, or of one for all
    INPUTS   how many numbers a row has
"""

from array import array

W, SCALES, BIASES, LAYERS, INPUTS = b"", [], [], (), 0


def levels(x, per_one, zero):
    """Return numbers as levels: whole numbers from 0 to 1023."""
    n = len(zero)
    found = array("H", [0] * len(x))
    for i in range(len(x)):
        level = (int(x[i] * per_one[i % n]) + zero[i % n]) // 8
        found[i] = min(max(level, 0), 1023)
    return found


def dot(w, k, x, n):
    """Return w[k] * x[0] + w[k + 1] * x[1] + ..., n products of whole numbers."""
    total = 0
    for i in range(n):
        total += w[k + i] * x[i]
    return total


def predict(row):
    """Return the outputs for a row."""
    if len(row) != INPUTS:
        raise ValueError("a row has %d numbers" % INPUTS)
    outputs = row
    k = unit = 0
    for units, function, per_one, zero in LAYERS:
        x = levels(outputs, per_one, zero)
        n = len(x)
        offset = 128 * sum(x)
        outputs = []
        for u in range(units):
            z = (dot(W, k, x, n) - offset + BIASES[unit]) * SCALES[unit]
            outputs.append(function(z))
            k += n
            unit += 1
    return outputs
