"""Rows from a CSV file, as a model takes them, to measure on."""

from examples.csv_model import columns as columns_of, predict, reading
from examples.helpers import tables

MOST = 1000  # so many rows, drawn from all, are enough to measure with
EACH = 20  # so many of them show what a category is like


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
    return by_columns(table, columns) if columns else by_place(table, model.sizes[0])


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
    rows = list(map(list, zip(*[table.numbers(place) for place in range(count)])))
    return rows, "all its columns" if count == len(table.names) else "its first %d columns" % count


# --- Rows to measure on --------------------------------------------------------------------

def sample(rows):
    """Return rows to measure on: MOST, drawn, and where each input is lowest and highest."""
    if len(rows) <= MOST:
        return rows
    chosen = set(tables.shuffled(len(rows), seed=1)[:MOST])
    for column in zip(*rows):
        chosen |= {column.index(min(column)), column.index(max(column))}
    return tables.pick(rows, sorted(chosen))


def completed(rows, inputs):
    """Return copies of rows with another category, so that each is in some, and missing in some.

    What is known of a category by its columns need not be in the rows: it may come all the same.
    """
    each = max(1, min(EACH, len(rows) // 10, MOST // len(rows[0])))
    copies = []
    place = 0
    for column, width in zip(inputs, columns_of.widths(inputs)):
        for i in range(place, place + width) if column["kind"] == "category" else ():
            for value in (1.0, 0.0):
                lacking = each - len([1 for row in rows if row[i] == value])
                copies += [row[:place] + [value if k == i else 0.0 for k in range(
                    place, place + width)] + row[place + width:]
                    for row in rows[::len(rows) // each][:max(0, lacking)]]
        place += width
    return copies
