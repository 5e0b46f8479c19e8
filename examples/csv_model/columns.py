"""What the columns of a table hold, and their cells as the numbers that a network takes.

A column is described by a dict, which JSON can hold:
    name, place    as in the table learned from, places counted from 0
    kind           "number", "date" or "category"
    unit           of numbers: "" for none
    form           of dates: see cells.DATES
    labels         of categories: each becomes an input, 1 where a cell is that label, else 0
    mean, deviation  of numbers and dates, over the rows learned from
The column to predict has a name, place and unit, and:
    classes        its labels, None for a number
"""

import re
import textwrap

import neuron
from examples.csv_model import cells as meaning

FEW = 10  # so many different texts are categories, however few the rows are
NUMBERS_THE_ROWS = "it numbers the rows"
COUNTER = re.compile(r"(?i:index|idx|row|row[ _.]?names?|lfd\.?[ _]?nr\.?|#|unnamed: 0|"
                     r"(.*[ _.-])?(id|nr|no)\.?)|.*[a-z]I[dD]")


def named(table, name):
    """Return the place of the one column with this name."""
    count = table.names.count(name)
    if count == 1:
        return table.names.index(name)
    if count:
        raise ValueError("%s: %d columns are named %r, among: %s: rename them, or leave the others "
                         "out by their numbers: --ignore NUMBER" % (
                             table.path, count, name, shortened(table.names)))
    raise ValueError("%s: no column is named %r, among: %s%s" % (
        table.path, name, shortened(table.names), "" if table.header else
        " (line %d was taken for data: --header says it holds names)" % table.lines[0]))


def shortened(names):
    """Return names in a line that is not too long."""
    return textwrap.shorten(", ".join(names), 200)


def find(table, column):
    """Return the place of a column given by its name, or else by its number, counted from 1."""
    if column not in table.names and column.isdecimal() and 1 <= int(column) <= len(table.names):
        return int(column) - 1
    return named(table, column)


# --- What a column is --------------------------------------------------------------------

def counts_rows(table, place):
    """Return whether a column numbers the rows, in any order: that says nothing about them."""
    nameless = bool(table.header) and table.names[place] == "column %d" % (place + 1)
    cells = [row[place] for row in table.rows]
    values = [meaning.number(cell) for cell in cells]
    if len(cells) < 3 or any(value is None or value % 1.0 for value in values):
        return False
    steps = [b - a for a, b in zip(values, values[1:])]
    if len(set(values)) < len(values):  # tables that were put together, each with its own index
        starts = len([1 for step in steps if step != 1.0]) + 1
        return nameless and 10 * starts <= len(values) and all(
            b in (values[0], a + 1.0) for a, b in zip(values, values[1:]))
    if nameless or COUNTER.fullmatch(table.names[place]):
        return True
    first, last = min(values), max(values)
    if last - first > len(values) - 1.0:
        return False  # some numbers are left out
    in_order = set(steps) in ({1.0}, {-1.0})
    years = 1800 <= first and last <= 2200
    return first in (0.0, 1.0) or in_order and not years


def is_code(cells):
    """Return whether these are codes such as 01067: digits, as many in all, some with a 0 first."""
    widths = {len(cell) for cell in cells}
    return (widths != {1} and len(widths) == 1
            and all(re.fullmatch("[0-9]+", cell) for cell in cells)
            and any(cell[0] == "0" for cell in cells))


def date_form(table, place):
    """Return the form of a column of dates, None for other columns.

    ValueError where the day may be the month: a guess would be wrong in silence.
    """
    cells = table.known(place)
    forms = meaning.date_forms(cells)
    if len(forms) > 1 and any(meaning.moment(cell, forms[0]) != meaning.moment(cell, forms[1])
                              for cell in cells):
        day = "%d" if table.day_first else "%m"
        if table.day_first is None:
            raise ValueError("%s: %s: nothing tells the day from the month in %r: add --day-first "
                             "or --month-first" % (table.path, table.names[place], cells[0]))
        forms = [form for form in forms if form.startswith(day)]
    return forms[0] if forms else None


def useless(table, place, as_category):
    """Return why nothing can be learned from a column, or None if something may be."""
    cells = table.known(place)
    if not cells:
        return "it is empty"
    different = {meaning.key(cell) for cell in cells}
    if len(different) == 1 and len(cells) == len(table.rows):
        return "it is always %s" % cells[0]
    if as_category:
        return None
    if counts_rows(table, place):
        return NUMBERS_THE_ROWS
    if (table.unit(place) is None or is_code(cells)) and not date_form(table, place) and (
            len(different) > FEW and 2 * len(different) > len(cells)):
        return "it has %d different texts in %d rows, such as %r" % (
            len(different), len(cells), textwrap.shorten(cells[-1], 40))
    return None


def describe(table, place, part, as_category=False):
    """Return the description of a column, its labels and scale from the rows in part alone."""
    column = {"name": table.names[place], "place": place}
    cells = table.cells(place)
    form = None if as_category else date_form(table, place)
    if form:
        column.update(kind="date", form=form)
    elif as_category or table.unit(place) is None or is_code(cells):
        column.update(kind="category", labels=meaning.spellings([cells[r] for r in part])[0])
        return column
    else:
        column.update(kind="number", unit=table.unit(place))
    values = values_of(table, place, column)
    (mean,), (deviation,) = neuron.standardise([[values[r]] for r in part])
    column.update(mean=mean, deviation=deviation)
    return column


# --- Which columns to learn from, and what to predict ------------------------------------

def is_class(table, place):
    """Return whether a target's cells are texts, or few different whole numbers."""
    if table.unit(place) is None:
        return True
    cells = table.cells(place)
    few = len(set(map(meaning.key, cells)))
    if few > 20 or few != 2 and 5 * few > len(cells):
        return False
    parts = [part for part in table.parts(place) if part]
    mark = table.mark_of(place)
    return all(meaning.value_of(part[0], mark) % 1.0 == 0.0 for part in parts)


def describe_target(table, place, kind):
    """Return what to remember of the column to predict. classes: None for a number."""
    name = table.names[place]
    named(table, name)
    cells = table.cells(place)
    target = {"name": name, "place": place, "unit": "", "classes": None}
    if kind is None and date_form(table, place):
        raise ValueError("%s: %s holds dates, which this cannot predict: another target, or --kind "
                         "class?" % (table.path, name))
    if kind == "class" or kind is None and is_class(table, place):
        classes = meaning.spellings(cells)[0]
        target["classes"] = classes
        if len(classes) > FEW and 2 * len(classes) > len(cells):
            raise ValueError("%s: %s: %d different texts in %d rows, such as %r, teach nothing: "
                             "--kind number, or another target?" % (
                                 table.path, name, len(classes), len(cells), classes[-1][:40]))
        different = set(classes)
    else:
        different = set(table.numbers(place))
        target["unit"] = table.unit(place) or ""
    if len(different) == 1:
        raise ValueError("%s: %s is always %s: nothing to predict" % (table.path, name, cells[0]))
    return target


def choose(table, target, ignored, kept, categories, part):
    """Return the descriptions of the columns to learn from, and why the others are left out.

    target: its description; ignored, kept, categories: places that the user names; part: the rows
    to learn from.
    """
    chosen = []
    left = []
    for place in range(len(table.names)):
        if place == target["place"]:
            continue
        why = useless(table, place, place in categories)
        if place in ignored:
            why = "as you asked"
        if why and place not in kept:
            left.append((place, why))
        else:
            chosen.append(place)
    counters = [item for item in left if item[1] == NUMBERS_THE_ROWS]
    if not chosen and counters:  # then it is better than nothing
        chosen.append(counters[0][0])
        left.remove(counters[0])
    reasons = ["%s: %s" % (table.names[place], why) for place, why in left]
    if not chosen:
        raise ValueError("; ".join(
            ["%s: no column is left to predict from" % table.path] + reasons))
    for place in chosen:
        named(table, table.names[place])  # refuses a name that stands twice
    return [describe(table, place, part, place in categories) for place in chosen], reasons


# --- Cells as numbers --------------------------------------------------------------------

def values_of(table, place, column):
    """Return a column of numbers or dates, as floats. ValueError names the cell that is none."""
    if column["kind"] == "number":
        return table.numbers(place, column["unit"])
    cells = table.cells(place)
    form = column["form"]
    values = [meaning.moment(cell, form) for cell in cells]
    if None in values and meaning.date_forms(cells):  # a new table may write dates otherwise
        form = date_form(table, place)
        values = [meaning.moment(cell, form) for cell in cells]
    if None in values:
        r = values.index(None)
        raise table.error(r, "%s: %r is not a date like %s" % (
            column["name"], cells[r], meaning.example(form)))
    return values


def places_of(labels):
    """Return the place of each label, by its key."""
    return {meaning.key(label): place for place, label in enumerate(labels)}


def encoded(table, columns, where):
    """Return the rows as a network takes them, and a line for each column with new categories.

    A category is a 1 among 0s, a new one nothing but 0s. A column in which all are new is a
    ValueError: it is another column, or is written otherwise.
    """
    rows = [[] for _ in table.rows]
    notes = []
    for column, place in zip(columns, where):
        if column["kind"] != "category":
            for row, value in zip(rows, values_of(table, place, column)):
                row.append(value)
            continue
        known = places_of(column["labels"])
        found = [known.get(meaning.key(cell)) for cell in table.cells(place)]
        for row, label in zip(rows, found):
            row += [1.0 if label == place else 0.0 for place in range(len(known))]
        count = found.count(None)
        if count:
            r = found.index(None)
            message = "%s: %r is none of the categories learned: %s" % (
                column["name"], table.rows[r][place], shortened(column["labels"]))
            if count == len(rows):
                raise table.error(r, message)
            notes.append("%s (%d of %d rows have a new one: they are answered by the other columns)"
                         % (table.error(r, message), count, len(rows)))
    return rows, notes


def units(columns):
    """Return the name, mean and deviation of each number that a network takes for a row."""
    found = []
    for column in columns:
        if column["kind"] == "category":  # 0 or 1 needs no scaling
            found += [("%s = %s" % (column["name"], label), 0.0, 1.0)
                      for label in column["labels"]]
        else:
            found.append((column["name"], column["mean"], column["deviation"]))
    return found
