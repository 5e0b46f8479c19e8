"""Rows from a CSV file, as a model takes them, to measure on."""

from examples.csv_model import columns as columns_of, predict, reading

MOST = 1000  # so many rows, evenly from all, are enough to measure with


def read(options, model, columns):
    """Return rows of the CSV file options.rows, and which of its columns they are, in words.

    columns: those that csv_model wrote beside the model, or None: then the first columns are the
    inputs. ValueError, with the line, for what is no such row.
    """
    if columns:
        table = predict.opened(options.rows, columns, options.delimiter, options.decimal,
                               options.day_first)
    else:
        table = reading.read(options.rows, delimiter=options.delimiter)
        table.mark = options.decimal
    if not table.rows:
        raise ValueError("%s: no rows" % table.path)
    rows, what = by_columns(table, columns) if columns else by_place(table, model.sizes[0])
    step = max(1, -(-len(rows) // MOST))
    return [list(row) for row in rows[::step]], what


def by_columns(table, columns):
    """Return what read() does, by the columns that csv_model knows."""
    places, _ = predict.places(table, columns)
    rows, _ = columns_of.encoded(table, columns["inputs"], places)
    return rows, "its columns by their %s" % ("names" if columns["header"] else "places")


def by_place(table, count):
    """Return what read() does, by the first columns."""
    if len(table.names) < count:
        raise ValueError("%s: %d columns are too few for %d inputs" % (
            table.path, len(table.names), count))
    for place in range(count):
        for r, part in enumerate(table.parts(place)):
            if part is None:
                raise table.error(r, "%s: %r is not a number" % (
                    table.names[place], table.rows[r][place]))
    rows = list(zip(*[table.numbers(place) for place in range(count)]))
    return rows, "all its columns" if count == len(table.names) else "its first %d columns" % count
