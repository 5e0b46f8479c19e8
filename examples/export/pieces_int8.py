"""What a model of 8-bit weights does, in Python, as pieces.py does for one of floats.

A layer's inputs become whole numbers, levels from 0 to 1023, and are added up as such:

    level = (x - LOW) * PER_ONE + 0.5, cut
    z = (sum of weight * level) * SCALES[u] + BIASES[u]

There, these names are the model's:

    W        the weights from -127 to 127, each plus 128, as bytes
    SCALES, BIASES  a number for each unit
    LAYERS   of each layer the number of units, their function, LOW and PER_ONE; these are lists of
             a number for each input, or of one for all
    INPUTS   how many numbers a row has
"""

from array import array

W, SCALES, BIASES, LAYERS, INPUTS = b"", [], [], (), 0


def levels(x, low, per_one):
    """Return numbers as levels: whole numbers from 0 to 1023."""
    n = len(low)
    found = array("H", [0] * len(x))
    for i in range(len(x)):
        level = int((x[i] - low[i % n]) * per_one[i % n] + 0.5)
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
    for units, function, low, per_one in LAYERS:
        x = levels(outputs, low, per_one)
        n = len(x)
        offset = 128 * sum(x)
        outputs = []
        for u in range(units):
            z = (dot(W, k, x, n) - offset) * SCALES[unit] + BIASES[unit]
            outputs.append(function(z))
            k += n
            unit += 1
    return outputs
