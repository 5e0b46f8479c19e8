"""What an exported model does, in Python. python.py copies these functions into what it writes.

There, these names are the model's:

    W        all weights: layer by layer, unit by unit, the bias of a unit after its weights
    LAYERS   of each layer the number of units, their bias and their function; the bias is [1.0],
             one more input, or [] for none
    SLOPES   of each layer the derivative of its function
    INPUTS   how many numbers a row has
"""

W, LAYERS, SLOPES, INPUTS = [], (), (), 0


def forward(row):
    """Return for each layer its inputs, where in W its weights start, its sums and its outputs."""
    if len(row) != INPUTS:
        raise ValueError("a row has %d numbers" % INPUTS)
    w = W
    passed = []
    outputs = list(row)
    k = 0
    for units, bias, function in LAYERS:
        x = outputs + bias
        start = k
        sums = []
        outputs = []
        for u in range(units):
            z = -0.0
            for value in x:
                z += w[k] * value
                k += 1
            sums.append(z)
            outputs.append(function(z))  # not in a comprehension: a micro:bit's stack is small
        passed.append((x, start, sums, outputs))
    return passed


def predict(row):
    """Return the outputs for a row."""
    return forward(row)[-1][3]


def learn(row, target, rate):
    """Move the weights by one row and its target. Return the mean squared error before."""
    passed = forward(row)
    outputs = passed[-1][3]
    if len(target) != len(outputs):
        raise ValueError("a target has %d numbers" % len(outputs))
    errors = [target[u] - outputs[u] for u in range(len(outputs))]
    loss = -0.0
    for error in errors:
        loss += error * error
    for layer in range(len(SLOPES) - 1, -1, -1):
        x, k, sums, outputs = passed[layer]
        below = [-0.0] * len(x)
        for u in range(len(sums)):
            delta = errors[u] * SLOPES[layer](sums[u], outputs[u])
            for i in range(len(x)):
                below[i] += delta * W[k]
                W[k] += rate * (delta * x[i])
                k += 1
        errors = below
    return loss / len(target)
