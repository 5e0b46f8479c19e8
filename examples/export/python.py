"""Write a model as a Python module: for CPython, MicroPython on boards, the BBC micro:bit.

The functions are those of pieces.py and neuron.py, without their docstrings. The weights are a
bytes literal, which a board reads with the least memory, and every Python to the same bits.
"""

import ast
import inspect
import struct
import textwrap

import neuron
from examples.export import pieces, pieces_int8

# --- Functions ---------------------------------------------------------------------------


def source_of(function):
    """Return the text of a function without its docstring."""
    text = textwrap.dedent(inspect.getsource(function))
    body = ast.parse(text).body[0].body
    lines = text.splitlines()
    if ast.get_docstring(ast.parse(text).body[0]):
        del lines[body[0].lineno - 1:body[0].end_lineno]
    return "\n".join(lines) + "\n"


def replaced(text, old, new):
    """Return a text with another part. It must be there."""
    if old not in text:
        raise AssertionError("%r is not in %s" % (old, text))
    return text.replace(old, new)


def with_helpers(functions):
    """Return functions of neuron.py with those that they call, each after what it needs."""
    found = []
    for function in functions:
        called = [getattr(neuron, name, None) for name in function.__code__.co_names]
        ours = [other for other in called if inspect.isfunction(other)]
        for other in with_helpers([other for other in ours if other is not function]) + [function]:
            if other not in found:
                found.append(other)
    return found


def mathematics(functions):
    """Return the line that imports what these functions need of math."""
    names = {name for function in functions for name in function.__code__.co_names}
    needed = sorted(names & {"exp", "log", "sqrt"})
    return "from math import %s\n" % ", ".join(needed) if needed else ""


# --- Numbers -----------------------------------------------------------------------------


def literal(data, indent="    "):
    """Return bytes as a literal of lines, each value in as few characters as may be."""
    lines = [""]
    for k, value in enumerate(data):
        follower = data[k + 1] if k + 1 < len(data) else 0
        character = escaped(value, follower)
        if len(lines[-1]) + len(character) > 90:
            lines.append("")
        lines[-1] += character
    return "\n".join(['%sb"%s"' % (indent, line) for line in lines])


def escaped(value, follower):
    """Return a byte as it stands in a literal before another one."""
    if value in b'"\\':
        return "\\" + chr(value)
    if 32 <= value < 127:
        return chr(value)
    short = "\\%o" % value
    if len(short) < 4 and not 48 <= follower < 56:  # a digit would belong to it
        return short
    return "\\x%02x" % value


def array(name, kind, numbers):
    """Return the line that makes an array of numbers."""
    data = struct.pack("<%d%s" % (len(numbers), kind), *numbers)
    return '%s = array("%s", (\n%s))\n' % (name, kind, literal(data))


# --- The module --------------------------------------------------------------------------


def header(plan, train=False):
    """Return the comments at the top."""
    answer = "number" if plan.kind == "Neuron" else "list of %d" % plan.sizes[-1]
    lines = ["Made by neuron.py %s: python -m examples.export" % neuron.__version__, plan.shape,
             "", "    predict(row) returns a " + answer]
    lines += ["    learn(row, target, rate) returns the mean squared error before"] if train else []
    lines += [""] + plan.notes if plan.notes else []
    return "".join([("# " + line).rstrip() + "\n" for line in lines])


def layers_of(plan):
    """Return the line that tells what each layer is."""
    layers = ["(%d, %s, %s)" % (units, "[1.0]" if bias else "[]", function_of(name).__name__)
              for units, bias, name in zip(plan.sizes[1:], plan.biases, plan.activations)]
    return "LAYERS = (%s,)\n" % ", ".join(layers)


def function_of(name):
    """Return the function of an activation by its name."""
    return neuron.ACTIVATIONS[name].function


def slope_of(name):
    """Return the derivative of an activation by its name."""
    return neuron.ACTIVATIONS[name].derivative


# Where a folded model is to learn, its numbers are scaled: see plan.py.
SCALED = ("outputs = list(row)", """\
outputs = [(row[i] - MEANS[i]) / DEVIATIONS[i] for i in range(INPUTS)]""")
UNSCALED = ("return forward(row)[-1][3]", """\
outputs = forward(row)[-1][3]
    return [TARGET_MEANS[u] + outputs[u] * TARGET_DEVIATIONS[u] for u in range(len(outputs))]""")
TARGETS = ("target[u] - outputs[u]", "(target[u] - TARGET_MEANS[u]) / TARGET_DEVIATIONS[u]"
           " - outputs[u]")


def functions_of(plan, train):
    """Return the texts of forward(), predict() and, to train, learn() for a plan."""
    forward, predict, learn = [
        source_of(function) for function in (pieces.forward, pieces.predict, pieces.learn)]
    if plan.scales:
        forward = replaced(forward, *SCALED)
    if plan.target_scales:
        predict = replaced(predict, *UNSCALED)
        learn = replaced(learn, *TARGETS)
    if plan.kind == "Neuron":
        predict = predict.rstrip("\n") + "[0]\n"
        learn = replaced(learn, "    passed =", "    target = [target]\n    passed =")
    return [forward, predict, learn] if train else [forward, predict]


def scales_of(plan):
    """Return the lines that make arrays of the scales of a plan."""
    names = ("MEANS", "DEVIATIONS", "TARGET_MEANS", "TARGET_DEVIATIONS")
    numbers = (plan.scales or ()) + (plan.target_scales or ())
    return "".join([array(name, plan.kind_of_float, found) for name, found in zip(names, numbers)])


def source(plan, train=False):
    """Return the text of the module."""
    needed = [function_of(name) for name in plan.activations]
    constants = "INPUTS = %d\n" % plan.sizes[0] + layers_of(plan)
    if train:
        slopes = [slope_of(name) for name in plan.activations]
        needed += slopes
        constants += "SLOPES = (%s,)\n" % ", ".join([slope.__name__ for slope in slopes])
    needed = with_helpers(needed)
    return (header(plan, train) + "from array import array\n" + mathematics(needed) + "\n"
            + array("W", plan.kind_of_float, plan.flat) + scales_of(plan)
            + "".join(["\n\n" + source_of(function) for function in needed])
            + "\n\n" + constants
            + "".join(["\n\n" + text for text in functions_of(plan, train)]))


# --- With weights of 8 bits --------------------------------------------------------------

# Machine code, where MicroPython can write it; elsewhere the decorator is an error.
VIPER = '''

try:
    exec("""@micropython.viper
def dot(w: ptr8, k: int, x: ptr16, n: int) -> int:
    total = 0
    for i in range(n):
        total += w[k + i] * x[i]
    return total
""")
except (NameError, SyntaxError):
    pass
'''


def layer_of(k, units, name, grid):
    """Return the text of a layer of pieces_int8.LAYERS, and the arrays it names."""
    if len(grid.per_one) == 1:
        return "(%d, %s, [%.9g], [%d])" % (
            units, function_of(name).__name__, grid.per_one[0], grid.zero[0]), ""
    arrays = array("PER_ONE%d" % k, "f", grid.per_one) + array("ZERO%d" % k, "i", grid.zero)
    return "(%d, %s, PER_ONE%d, ZERO%d)" % (units, function_of(name).__name__, k, k), arrays


def source_int8(eight):
    """Return the text of the module with weights of 8 bits."""
    plan = eight.plan
    needed = with_helpers([function_of(name) for name in plan.activations])
    layers, arrays = zip(*[layer_of(k + 1, *layer) for k, layer in enumerate(
        zip(plan.sizes[1:], plan.activations, eight.grids))])
    predict = source_of(pieces_int8.predict)
    if plan.kind == "Neuron":
        predict = replaced(predict, "return outputs\n", "return outputs[0]\n")
    return (header(plan) + "from array import array\n" + mathematics(needed) + "\n"
            + "W = (\n%s)\n" % literal(eight.data)
            + array("SCALES", "f", eight.scales) + array("BIASES", "i", eight.biases)
            + "".join(arrays)
            + "".join(["\n\n" + source_of(function) for function in needed])
            + "\n\nINPUTS = %d\nLAYERS = (\n    %s,)\n" % (plan.sizes[0], ",\n    ".join(layers))
            + "".join(["\n\n" + text for text in (
                source_of(pieces_int8.levels), source_of(pieces_int8.dot) + VIPER, predict)]))
