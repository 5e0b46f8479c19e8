"""Run what examples/export wrote in gcc, node and Pythons; numbers come back to the last bit."""

import csv
import json
import os
import struct
import subprocess

import pytest

import neuron
from examples.export import c, javascript, python
from tests.tools.runtimes import program

STRICT = ["-std=c99", "-Wall", "-Wextra", "-pedantic", "-Wconversion", "-Wshadow", "-Werror"]
STRICT_CPP = ["-x", "c++", "-std=c++11"] + STRICT[1:]


class Job:
    """What to do with an exported model: answer for rows, then learn some, in steps of a rate."""

    def __init__(self, plan, rows, targets=(), rate=0.3):
        self.name = plan.name
        self.one = plan.kind == "Neuron"
        self.sizes = plan.sizes
        self.weights = len(plan.flat)
        self.single = plan.single
        self.rows = [list(map(float, row)) for row in rows]
        self.targets = [list(map(float, target)) for target in targets]
        self.rate = rate

    def split(self, numbers):
        """Return the outputs for each row, the loss of each step, and the weights after them."""
        outputs = [[next(numbers) for _ in range(self.sizes[-1])] for _ in self.rows]
        losses = [next(numbers) for _ in self.targets]
        return outputs, losses, [next(numbers) for _ in range(self.weights if losses else 0)]


# --- Models to export, and what they give --------------------------------------------------

def random_models():
    """Return networks of one to three layers with every activation, and neurons."""
    draws = neuron.uniform(17)

    def whole(most):
        return 1 + int(next(draws) * most)

    names = sorted(neuron.ACTIVATIONS)
    models = [neuron.Neuron(whole(5), name, bias=None if k % 2 else 0.5, seed=k, scale=2.0)
              for k, name in enumerate(names)]
    for k in range(21):
        layers = 1 + k // 7
        activation = [names[(k + 3 * layer) % 7] for layer in range(layers)]
        models.append(neuron.Network(*[whole(6) for _ in range(layers + 1)], activation=activation,
                                     seed=k, scale=1.5, bias=None if k % 3 == 0 else -0.25))
        if layers > 1 and k % 2:
            models[-1].layers[0].biases = None  # and biases in the other layers
    return models


def rows_for(model, count=6, seed=5, spread=4.0):
    """Return rows of numbers for a model."""
    draws = neuron.uniform(seed)
    return [[spread * (2 * next(draws) - 1) for _ in range(model.sizes[0])] for _ in range(count)]


def as_lists(outputs):
    """Return outputs as lists, those of a Neuron too."""
    return [y if isinstance(y, list) else [y] for y in outputs]


def expected(model, job):
    """Return what a job gives by the model itself, which is changed as it learns."""
    outputs = as_lists(model.predict(job.rows))
    losses = []
    for row, target in zip(job.rows, job.targets):
        answer, = as_lists(model.predict([row]))
        errors = [wanted - y for wanted, y in zip(target, answer)]
        losses.append(neuron.dot(errors, errors) / len(errors))
        model.step(model.gradient([row], target if job.one else [target]), job.rate)
    return outputs, losses, model.parameters() if losses else []


def write(folder, what, train=False, eight=None):
    """Write a plan in every language."""
    text = python.source_int8(eight) if eight else python.source(what, train)
    (folder / (what.name + ".py")).write_text(text)
    (folder / (what.name + ".h")).write_text(c.source(what, train, eight))
    (folder / (what.name + ".mjs")).write_text(javascript.source(what, train, eight))


def flat(results):
    """Return all numbers of outputs, losses and weights in a list."""
    found = []
    for outputs, losses, weights in results:
        found += [y for ys in outputs for y in ys] + losses + weights
    return found


def close(results, others, error):
    """Check that all numbers are equal to within an error, absolute or relative."""
    assert len(flat(results)) == len(flat(others)) > 0
    assert flat(results) == pytest.approx(flat(others), rel=error, abs=error)


def save_rows(path, rows):
    """Write rows of numbers as a CSV file under a header."""
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["input %d" % k for k in range(len(rows[0]))])
        writer.writerows(rows)


def checked(command, **options):
    """Run a command, which must end well, and return what it printed."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


# --- C ---------------------------------------------------------------------------------------

def braces(numbers):
    """Return a list of numbers as C writes it."""
    return "{%s}" % ", ".join(map(repr, numbers))


def c_lines(job, kind, learns):
    """Yield the lines of C that do a job and print its numbers."""
    name, outputs = job.name, job.sizes[-1]
    yield "static void run_%s(void) {" % name
    yield " %s y[%d]; int i; (void)i;" % (kind, outputs)
    for row in job.rows:
        yield " {const %s x[] = %s;" % (kind, braces(row))
        yield " y[0] = %s_predict(x);" % name if job.one else " %s_predict(x, y);" % name
        yield " for (i = 0; i < %d; i++) printf(\"%%a\\n\", (double)y[i]);}" % outputs
    for row, target in zip(job.rows, job.targets if learns else ()):
        yield " {const %s x[] = %s, t[] = %s;" % (kind, braces(row), braces(target))
        yield " printf(\"%%a\\n\", (double)%s_learn(x, %s, %r));}" % (
            name, "t[0]" if job.one else "t", job.rate)
    if job.targets and learns:
        yield " for (i = 0; i < %d; i++) printf(\"%%a\\n\", (double)%s_weights[i]);" % (
            job.weights, name)
    yield "}"


def c_program(jobs, kind="double", learns=True):
    """Return a program in C that does jobs by the headers NAME.h and prints their numbers."""
    lines = ["#include <stdio.h>"] + ['#include "%s.h"' % job.name for job in jobs]
    lines += [line for job in jobs for line in c_lines(job, kind, learns)]
    return "\n".join(lines + ["int main(void) {"] + [" run_%s();" % job.name for job in jobs]
                     + [" return 0; }\n"])


def in_c(folder, jobs, kind="double", compiler="gcc", options=()):
    """Return what jobs gave in C."""
    source, run = folder / "main.c", folder / "main"
    learns = any(job.targets for job in jobs)
    source.write_text(c_program(jobs, kind, learns))
    # The harness itself may convert: only what is in the headers is held to STRICT, see below.
    checked([program(compiler), *options, str(source), "-o", str(run), "-lm"], cwd=folder)
    numbers = iter([float.fromhex(line) for line in checked([str(run)]).split()])
    return [job.split(numbers) for job in jobs]


def accepted(folder, names, compiler, options):
    """Compile headers, with every warning an error, in a program that uses none of them."""
    source = folder / ("strict_%s.c" % compiler.replace("+", "p"))
    source.write_text("".join(['#include "%s.h"\n' % name for name in names])
                      + "int main(void) { return 0; }\n")
    checked([program(compiler), *options, "-c", str(source), "-o", os.devnull], cwd=folder)


# --- JavaScript ------------------------------------------------------------------------------

IN_NODE = """
const jobs = %s;
const print = (x) => {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  console.log(bits.getBigUint64(0).toString(16).padStart(16, "0"));
};
for (const job of jobs) {
  const model = await import(`./${job.name}.mjs`);
  for (const row of job.rows) [model.predict(row)].flat().forEach(print);
  job.targets.forEach((target, k) =>
    print(model.learn(job.rows[k], job.one ? target[0] : target, job.rate)));
  if (job.targets.length) model.weights.forEach(print);
}
"""


def in_node(folder, jobs):
    """Return what jobs gave in node, by the modules NAME.mjs."""
    (folder / "main.mjs").write_text(IN_NODE % json.dumps([vars(job) for job in jobs]))
    lines = checked([program("node"), "main.mjs"], cwd=folder).split()
    numbers = iter([struct.unpack(">d", bytes.fromhex(line))[0] for line in lines])
    return [job.split(numbers) for job in jobs]


# --- Python ----------------------------------------------------------------------------------

IN_PYTHON = """
from struct import pack
def show(x):
    print("".join(["%%02x" %% byte for byte in pack(">d", x)]))
for name, one, rows, targets, rate in %r:
    model = __import__(name)
    for row in rows:
        y = model.predict(row)
        for x in [y] if one else y:
            show(x)
    for row, target in zip(rows, targets):
        show(model.learn(row, target[0] if one else target, rate))
    if targets:
        for x in model.W:
            show(x)
"""


def in_python(folder, jobs, python):
    """Return what jobs gave in a Python, by the modules NAME.py."""
    (folder / "main.py").write_text(IN_PYTHON % [
        (job.name, job.one, job.rows, job.targets, job.rate) for job in jobs])
    lines = checked([python, "main.py"], cwd=folder).split()
    numbers = iter([struct.unpack(">d", bytes.fromhex(line))[0] for line in lines])
    return [job.split(numbers) for job in jobs]
