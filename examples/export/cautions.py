"""What to warn of: an export that answers otherwise than the model, though nothing is wrong."""

import math
import textwrap

import neuron
from examples.csv_model import columns as columns_of
from examples.csv_model.reading import called
from examples.export.plan import names_of, outputs_of

REMEDY = "Learn from numbers nearer to 0, or use double floats"
COARSE = 0.003  # of the 1 or so by which a sum of the first layer varies: answers are 1 % off


def constant(rows, columns, options):
    """Return a warning, if one is due, of inputs that rows say nothing of, as they never vary.

    Of a category it is known how they vary: from 0 to 1.
    """
    found = [i for i, values in enumerate(zip(*rows)) if min(values) == max(values)]
    if columns:
        categories = places_of_categories(columns["inputs"])
        found = [i for i in found if i not in categories]
    if not found:
        return []
    why = ("learn() can't tell their scale" if options.train else
           "the source may take them for that whatever they are")
    return ["%s: always the same in these rows, so %s: %s. Give rows in which they vary" % (
        called(options.rows), why, named(found, columns))]


# --- Single floats -----------------------------------------------------------------------

def coarse(model, columns, rows):
    """Return warnings of inputs that are coarse in single floats.

    rows: such as it learned from; else the means of the columns tell how large the inputs are;
    else the biases do, as scales that are folded in make them as large.
    """
    scale = scale_of_sums(model, columns, rows)
    sizes = sizes_of_inputs(columns, rows)
    if scale is None:
        return []
    return coarse_biases(model, scale) if sizes is None else coarse_inputs(
        model, scale, sizes, columns)


def coarse_inputs(model, scale, sizes, columns):
    """Return what coarse() does, by the sizes of the inputs."""
    reach = [max(map(abs, weights)) / scale for weights in zip(*model.layers[0].weights)]
    found = [i for i, size in enumerate(sizes) if reach[i] * step(size) >= COARSE]
    told = ["single floats are coarse for %s: near %.6g they are %.3g apart. " % (
        named([i], columns), sizes[i], step(sizes[i])) + REMEDY for i in found[:3]]
    return told + (["so they are for %s" % named(found[3:], columns)] if found[3:] else [])


def coarse_biases(model, scale):
    """Return what coarse() does, by the biases."""
    off = max(map(step, model.layers[0].biases or [0.0])) / scale
    return [] if off < COARSE else [
        "single floats are coarse for this model, as its inputs are far from 0 beside how they "
        "vary: the sums of its first layer are off by about %.1g. " % off + REMEDY]


def step(number):
    """Return how far the single floats near a number are from each other."""
    return math.ulp(number) * 2 ** 29


def sizes_of_inputs(columns, rows):
    """Return how large each input is at the most, or on average, None where nothing tells."""
    if rows:
        return [max(map(abs, values)) for values in zip(*rows)]
    return columns and [abs(column.get("mean", 1.0)) for column, width in zip(
        columns["inputs"], columns_of.widths(columns["inputs"])) for _ in range(width)]


def scale_of_sums(model, columns, rows):
    """Return how much a sum of the first layer varies, None where nothing tells.

    By 1, as activations have it, but where it is an answer in units of its own.
    """
    if len(model.layers) > 1 or model.layers[0].activation.function is not neuron.identity:
        return 1.0
    if rows:
        return min(neuron.standardise(outputs_of(model, rows))[1])
    return columns and abs(columns["target"]["usual"]) or None


# --- Names -------------------------------------------------------------------------------

def places_of_categories(inputs):
    """Return the numbers of the inputs that are 1 or 0 for a category."""
    kinds = [column["kind"] for column, width in zip(inputs, columns_of.widths(inputs))
             for _ in range(width)]
    return {i for i, kind in enumerate(kinds) if kind == "category"}


def named(places, columns):
    """Return inputs by their numbers, and by their names if these are known, in a line."""
    names = names_of(columns["inputs"]) if columns else None
    return textwrap.shorten(", ".join(["input %d" % i + (" (%s)" % names[i] if names else "")
                                       for i in places]), 200, placeholder=" ...")
