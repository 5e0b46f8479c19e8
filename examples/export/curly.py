"""What C and JavaScript share: a model as loops over tables, which read the same in both.

In the texts here, $name stands for the following:

    $f       what names begin with
    $int, $number    what declares a whole number, a float
    $exp, $log       these functions
"""

import textwrap
from string import Template

import neuron
from examples.export.int8 import LEVELS
from examples.export.plan import as_single

# Each activation as in neuron.py, with the same arithmetic in the same order.
ACTIVATIONS = {
    "sigmoid": "return z > -40 ? 1 / (1 + $exp(-z)) : $exp(z);",
    "tanh": """\
$number x = z < 0 ? -2 * z : 2 * z;
if (z == 0) return z;
if (x > 40) x = 40;
$number u = $exp(x);
if (u > 1) x *= (u - 1) / $log(u);
x /= x + 2;
return z > 0 ? x : -x;""",
    "relu": "return z > 0 ? z : 0;",
    "softplus": """\
$number y = $exp(z < 0 ? z : -z);
$number u = 1 + y;
if (u > 1) y *= $log(u) / (u - 1);
return (z > 0 ? z : 0) + y;""",
    "gaussian": "return $exp(-z * z);",
    "identity": "return z;",
    "step": "return z >= 0 ? 1 : 0;",
}
# The slope of each, of the sum $z and the output $y; "" is 1.
SLOPES = {
    "sigmoid": "$y * (1 - $y)",
    "tanh": "1 - $y * $y",
    "relu": "$z > 0 ? 1 : 0",
    "softplus": "${f}sigmoid($z)",
    "gaussian": "-2 * $y * $z",
    "identity": "",
    "step": "",
}
SUM = """\
$number z = $zero;
for ($int i = 0; i < inputs; i++) z += ${f}weights[k + i] * x[i];
return z;"""
SUM_INT8 = """\
$long total = ${f}biases[unit];
for ($int i = 0; i < inputs; i++) total += ${long_cast}${f}weights[k + i] * x[i];
return ${number_cast}total * ${f}scales[unit];"""
# The long way, as a float beyond all whole numbers must not be turned into one.
LEVEL = """\
$number place = x * per_one;
if (!(place > -1e9$suffix)) place = -1e9$suffix;
if (place > 1e9$suffix) place = 1e9$suffix;
$long level = $whole(place) + zero;
return ${level_cast}(level < 0 ? 0 : level > $most ? $levels : level / 8);"""
BACK = """\
for ($int i = 0; i < inputs; i++) {
    if (below) below[i] += delta * ${f}weights[k + i];
    ${f}weights[k + i] += rate * (delta * x[i]);
}"""


def digits(number, single, suffix=""):
    """Return the fewest digits that mean this number; suffix: that of a single float."""
    if not single:
        return repr(number)
    for count in range(1, 10):
        text = "%.*g" % (count, number)
        if as_single(float(text)) == number:
            break
    return (text if "." in text or "e" in text else text + ".0") + suffix


def wrapped(texts):
    """Return numbers, as text, as lines to stand in brackets."""
    return textwrap.indent("\n".join(textwrap.wrap(
        ", ".join(texts), 94, break_on_hyphens=False, break_long_words=False)), "    ")


class Writer:
    """Writes a plan as source: see c.py and javascript.py, which say how each thing is declared."""

    words = {}  # what stands for $int and the like

    def __init__(self, plan, train=False, eight=None):
        self.plan = plan
        self.train = train
        self.eight = eight
        self.single = plan.single or eight is not None
        self.words = dict(self.words, levels=LEVELS, most=8 * LEVELS)

    def fill(self, text, **words):
        """Return a text with what its $names stand for."""
        return Template(text).substitute(dict(self.words, **words))

    def body(self, lines):
        """Return lines as the indented body of a function."""
        return textwrap.indent("\n".join(lines), "    ")

    def comments(self, usage):
        """Return the comments at the top."""
        lines = ["Made by neuron.py %s: python -m examples.export" % neuron.__version__,
                 self.plan.shape] + usage + self.plan.notes
        return "".join([("// " + line).rstrip() + "\n" for line in lines]) + "\n"

    # --- Parts -------------------------------------------------------------------------------

    def activations(self):
        """Return the functions of the activations."""
        names = set(self.plan.activations)
        if self.train and "softplus" in names:
            names.add("sigmoid")  # it is its slope
        return [self.activation(name) for name in sorted(names)]

    def activation(self, name):
        """Return the function of an activation."""
        return self.function(name, "number", "number z", ACTIVATIONS[name])

    def tables(self):
        """Return the tables of numbers."""
        if self.eight is None:
            names = ("means", "deviations", "target_means", "target_deviations")
            scales = (self.plan.scales or ()) + (self.plan.target_scales or ())
            return [self.table("weights", self.plan.flat, "number", constant=not self.train)] + [
                self.table(name, numbers, "number") for name, numbers in zip(names, scales)]
        found = [self.table("weights", self.eight.flat, "int8"),
                 self.table("scales", self.eight.scales, "number"),
                 self.table("biases", self.eight.biases, "long")]
        for k, grid in enumerate(self.eight.grids):
            if len(grid.per_one) > 1:
                found += [self.table("per_one%d" % (k + 1), grid.per_one, "number"),
                          self.table("zero%d" % (k + 1), grid.zero, "long")]
        return found

    def helpers(self):
        """Return the functions that add up a unit's inputs, and the like."""
        if self.eight is None:
            found = [self.function("sum", "number", "int k, number x[], int inputs", SUM)]
        else:
            found = [self.function("sum", "number", "int unit, int k, level x[], int inputs",
                                   SUM_INT8),
                     self.function("level", "level", "number x, number per_one, long zero", LEVEL)]
        if self.train:
            found.append(self.function(
                "back", "void", "int k, number x[], int inputs, number delta, number rate, "
                "changed below[]", BACK))
        return found

    # --- Forward -----------------------------------------------------------------------------

    def x(self, k):
        """Return the name of the inputs of layer k, counted from 0."""
        return "y%d" % k if k else "scaled" if self.plan.scales else "row"

    def scaling(self):
        """Return the lines that scale a row, if the plan has scales."""
        count = self.plan.sizes[0]
        return [] if self.plan.scales is None else [self.array("scaled", count), self.fill(
            "for ($int i = 0; i < %d; i++)\n"
            "    scaled[i] = (row[i] - ${f}means[i]) / ${f}deviations[i];" % count)]

    def unscaling(self):
        """Return the lines that give outputs the scale of the targets, if the plan has one."""
        return [] if self.plan.target_scales is None else [self.fill(
            "for ($int u = 0; u < %d; u++)\n"
            "    outputs[u] = ${f}target_means[u] + outputs[u] * ${f}target_deviations[u];"
            % self.plan.sizes[-1])]

    def target(self):
        """Return the target of output u."""
        name = "target" if self.plan.kind == "Neuron" else "target[u]"
        return name if self.plan.target_scales is None else self.fill(
            "(%s - ${f}target_means[u]) / ${f}target_deviations[u]" % name)

    def layer(self, k, y, z=""):
        """Return the line that computes the outputs y of layer k; z: where to keep the sums."""
        inputs, units = self.plan.sizes[k:k + 2]
        bias = " + ${f}weights[k + %d]" % inputs if self.plan.biases[k] else ""
        text = "${f}sum(k, %s, %d)%s" % (self.x(k), inputs, bias)
        if z:
            text = "%s[u] = %s" % (z, text)
        return self.fill("for ($int u = 0; u < %d; u++, k += %d)\n    %s[u] = ${f}%s(%s);" % (
            units, len(self.plan.weights[k][0]), y, self.plan.activations[k], text))

    def layer_int8(self, k, y):
        """Return the lines of a layer of 8 bits: its inputs as levels, its outputs."""
        inputs, units = self.plan.sizes[k:k + 2]
        grid = self.eight.grids[k]
        if len(grid.per_one) > 1:
            per_one, zero = "${f}per_one%d[i]" % (k + 1), "${f}zero%d[i]" % (k + 1)
        else:
            per_one, zero = self.number(grid.per_one[0]), grid.zero[0]
        return [self.fill(line) for line in (
            "for ($int i = 0; i < %d; i++) x[i] = ${f}level(%s[i], %s, %s);" % (
                inputs, self.x(k), per_one, zero),
            "for ($int u = 0; u < %d; u++, unit++, k += %d)" % (units, inputs),
            "    %s[u] = ${f}%s(${f}sum(unit, k, x, %d));" % (
                y, self.plan.activations[k], inputs))]

    def forward(self):
        """Return the lines from row to outputs."""
        last = len(self.plan.weights) - 1
        names = ["y%d" % (k + 1) for k in range(last)] + ["outputs"]
        lines = [self.array(name, units) for name, units in zip(names[:-1], self.plan.sizes[1:])]
        lines.append(self.fill("$int k = 0;"))
        if self.eight is None:
            return lines + self.scaling() + [
                self.layer(k, y) for k, y in enumerate(names)] + self.unscaling()
        lines += [self.array("x", max(self.plan.sizes[:-1]), "level"), self.fill("$int unit = 0;")]
        return lines + [line for k, y in enumerate(names) for line in self.layer_int8(k, y)]

    # --- Back --------------------------------------------------------------------------------

    def learning(self):
        """Return the lines that take a row forward and its errors back."""
        plan = self.plan
        lines = []
        for k, units in enumerate(plan.sizes[1:], 1):
            names = ["y%d", "d%d"] + (["z%d"] if "$z" in SLOPES[plan.activations[k - 1]] else [])
            lines += [self.array(name % k, units) for name in names]
        lines += [self.fill("$int k = 0;"), self.fill("$number loss = $zero;")] + self.scaling()
        for k, name in enumerate(plan.activations):
            z = "z%d" % (k + 1) if "$z" in SLOPES[name] else ""
            lines.append(self.layer(k, "y%d" % (k + 1), z))
        last = len(plan.weights)
        lines += [self.fill("for ($int u = 0; u < %d; u++) {" % plan.sizes[-1]),
                  "    d%d[u] = %s - y%d[u];" % (last, self.target(), last),
                  "    loss += d%d[u] * d%d[u];" % (last, last), "}"]
        for k in range(last, 0, -1):
            lines += self.back(k)
        return lines + ["return loss / %d;" % plan.sizes[-1]]

    def back(self, k):
        """Return the lines that move the weights of layer k, counted from 1, by its errors d."""
        plan = self.plan
        inputs, units = plan.sizes[k - 1:k + 1]
        length = len(plan.weights[k - 1][0])
        slope = SLOPES[plan.activations[k - 1]]
        lines = ["for ($int u = 0; u < %d; u++) d%d[u] *= %s;" % (
            units, k, "(%s)" % Template(slope).safe_substitute(y="y%d[u]" % k, z="z%d[u]" % k))]
        if not slope:
            lines = []
        if k > 1:
            lines.append("for ($int i = 0; i < %d; i++) d%d[i] = $zero;" % (inputs, k - 1))
        lines += ["k = %d;" % sum([len(units) * len(units[0]) for units in plan.weights[:k - 1]]),
                  "for ($int u = 0; u < %d; u++, k += %d) {" % (units, length),
                  "    ${f}back(k, %s, %d, d%d[u], rate, %s);" % (
                      self.x(k - 1), inputs, k, "d%d" % (k - 1) if k > 1 else "$none")]
        if length > inputs:
            lines.append("    ${f}weights[k + %d] += rate * d%d[u];" % (inputs, k))
        return [self.fill(line) for line in lines + ["}"]]

    def number(self, number):
        """Return a number as it is written."""
        return digits(number, self.single, self.words.get("suffix", ""))
