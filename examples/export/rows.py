"""Rows from a CSV file, as a model takes them, to measure on."""

from examples.csv_model import columns as columns_of
from examples.csv_model import predict, reading

MOST = 1000  # so many rows, evenly from all, are enough to measure with


def read(path, model, columns):
    """Return rows of a CSV file, and which of its columns they are, in words.

    columns: those that csv_model wrote beside the model, or None: then the first columns are the
    inputs. ValueError, with the line, for what is no such row.
    """
    if columns:
        table = predict.opened(path, columns)
        places, _ = predict.places(table, columns)
        rows, _ = columns_of.encoded(table, columns["inputs"], places)
        what = "its columns by their names" if columns["header"] else "its columns by their places"
    else:
        table = reading.read(path)
        count = model.sizes[0]
        if len(table.names) < count:
            raise ValueError("%s: %d columns are too few for %d inputs" % (
                path, len(table.names), count))
        for place in range(count):
            for r in table.missing(place)[:1]:
                raise table.error(r, "%s: a value is missing" % table.names[place])
        rows = list(zip(*[table.numbers(place) for place in range(count)]))
        what = "all its columns" if count == len(table.names) else "its first %d columns" % count
    step = max(1, -(-len(rows) // MOST))
    return [list(row) for row in rows[::step]], what
