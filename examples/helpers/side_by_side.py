"""What or_gate, virus and tanh_neuron share: neurons in a table, and the tutorials' mistake."""

from neuron import ACTIVATIONS, Activation


def mistaken(name):
    """Return an activation whose derivative is taken at the output y: at the wrong place.

    It belongs at the weighted sum z. Since y is function(z) already, the function is applied twice.
    """
    right = ACTIVATIONS[name]
    return Activation(right.function, lambda z, y: right.derivative(y, right.function(y)))


def show(columns, rows, targets):
    """Print what trained neurons have learned. columns: a list of (heading, neuron)."""
    def line(label, cells, end=""):
        print(("%-20s" % label + "".join(["%-18s" % cell for cell in cells]) + end).rstrip())

    neurons = [n for heading, n in columns]
    line("", [heading for heading, n in columns])
    for i in range(len(rows[0])):
        line("weight %d" % i, ["%11.8f" % n.weights[i] for n in neurons])
    line("bias", ["none" if n.bias is None else "%11.8f" % n.bias for n in neurons])
    for row, target in zip(rows, targets):
        line("output for " + " ".join([str(x) for x in row]),
             ["%11.8f" % n(row) for n in neurons], "target %s" % target)
