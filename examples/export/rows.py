"""Rows from a CSV file, as a model takes them, to measure on."""

from types import SimpleNamespace

from examples import csv_model, tables
from examples.tables import columns as columns_of

MOST = 1000  # so many rows, evenly from all, are enough to measure with


def read(path, model, columns):
    """Return rows of a CSV file, and which of its columns they are, in words.

    columns: those that csv_model wrote beside the model, or None: then the first columns are the
    inputs. ValueError, with the line, for what is no such row.
    """
    if columns:
        table = csv_model.opened(path, SimpleNamespace(decimal=None, day_first=None), columns)
        places, _ = csv_model.places(table, columns)
        rows, _ = columns_of.encoded(table, columns["inputs"], places)
        what = "its columns by their names" if columns["header"] else "its columns by their places"
    else:
        table = tables.read(path)
        count = model.sizes[0]
        if len(table.names) < count:
            raise ValueError("%s: %d columns are too few for %d inputs" % (
                path, len(table.names), count))
        rows = list(zip(*[table.numbers(place) for place in range(count)]))
        what = "all its columns" if count == len(table.names) else "its first %d columns" % count
    step = max(1, -(-len(rows) // MOST))
    return [list(row) for row in rows[::step]], what
