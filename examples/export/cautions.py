"""What to warn of: an export that answers otherwise than the model, though nothing is wrong."""

import textwrap

from examples.csv_model import columns as columns_of
from examples.csv_model.reading import called


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


def places_of_categories(inputs):
    """Return the numbers of the inputs that are 1 or 0 for a category."""
    kinds = [column["kind"] for column, width in zip(inputs, columns_of.widths(inputs))
             for _ in range(width)]
    return {i for i, kind in enumerate(kinds) if kind == "category"}


def named(places, columns):
    """Return inputs by their numbers, and by their names if these are known, in a line."""
    names = columns_of.inputs_of(columns["inputs"]) if columns else None
    return textwrap.shorten(", ".join(["input %d" % i + (" (%s)" % names[i] if names else "")
                                       for i in places]), 200, placeholder=" ...")
