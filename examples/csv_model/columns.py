"""What the columns of a table hold, and their cells as the numbers that a network takes.

A column is described by a dict, which JSON can hold:
    name, place    as in the table learned from, places counted from 0
    kind           "number", "date" or "category"
    unit           of numbers: "" for none
    decimal        of numbers: the decimal mark, None where there was none
    form           of dates: see cells.DATES
    order_unknown  of dates, where it is so: all learned are the same with day and month exchanged
    labels         of categories: each becomes an input, 1 where a cell is that label, else 0;
                   "" stands for missing ones, where rows with missing values were learned
    mean           of numbers and dates, over the rows learned from; stands in for missing ones
The column to predict has a name, place, unit and decimal, and:
    classes        its labels, None for a number
"""

import datetime
import re
import statistics
import textwrap

from examples.csv_model import cells as meaning
from examples.csv_model.table import as_argument, called_mark

FEW = 10  # so many different texts are categories, however few the rows are
MANY = 50  # more categories need ROWS_EACH rows each, on average
ROWS_EACH = 5
MOST = 1000  # no column becomes more inputs
SEVERAL = 10  # so many rows, all of new categories, show another column
SOON = 366  # days ahead, later dates may be meant a hundred years before
LARGEST = 1e300  # sums of larger numbers overflow
NUMBERS_THE_ROWS = "it numbers the rows"
COUNTER = re.compile(r"(?i:index|idx|row|row[ _.]?names?|lfd\.?[ _]?nr\.?|#|unnamed: 0|"
                     r"(.*[ _.-])?(id|nr|no)\.?)|.*[a-z]I[dD]")


def named(table, name):
    """Return the place of the one column with this name."""
    count = table.names.count(name)
    if count == 1:
        return table.names.index(name)
    if count:
        numbers = [place + 1 for place, other in enumerate(table.names) if other == name]
        raise ValueError("%s: %d columns are named %r, among: %s: rename them%s" % (
            table.path, count, name, shortened(table.names), "" if table.is_new else
            ", or leave all of them out: " + " ".join("--ignore %d" % n for n in numbers)))
    raise ValueError("%s: no column is named %r, among: %s%s" % (
        table.path, name, shortened(table.names), why_unnamed(table, name)))


def why_unnamed(table, name):
    """Return why no column may have this name, and what to do."""
    above = [r for r, row in enumerate(table.rows[:9]) if name in row]
    if table.header and above and meaning.number(name) is None:
        return " (it stands in line %d: if line %d is a title, put # in front of it)" % (
            table.lines[above[0]], table.header)
    if not table.header:
        return " (line %d was taken for data: --header says it holds names)" % table.lines[0]
    if len(table.names) == 1:
        return (" (cells are parted by a %s here; for another mark: --delimiter MARK)" %
                called_mark(table.delimiter))
    return ""


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
    values = []
    for row in table.rows:
        value = meaning.number(row[place])
        if value is None or value % 1.0:
            return False
        values.append(value)
    if len(values) < 3:
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
    if not forms or meaning.swapped(forms[0]) not in forms:
        return forms[0] if forms else None
    if table.day_first is not None:
        return meaning.in_order(forms[0], table.day_first)
    doubtful = [cell for cell in cells if in_doubt(cell, forms[0])]
    if doubtful:
        raise ValueError("%s: %s: nothing tells the day from the month in %r: add --day-first or "
                         "--month-first" % (table.path, table.names[place], doubtful[0]))
    return forms[0]


def in_doubt(cell, form):
    """Return whether a date is another one where day and month are exchanged."""
    return meaning.moment(cell, form) != meaning.moment(cell, meaning.swapped(form))


def order_unknown(table, place, form):
    """Return whether all dates of a column are the same with day and month exchanged: 01/01/2024.

    Then nothing tells how later ones are meant.
    """
    return table.day_first is None and meaning.swapped(form) in meaning.date_forms(
        table.known(place))


def useless(table, place, as_category):
    """Return why nothing can be learned from a column, or None if something may be."""
    cells = table.known(place)
    if not cells:
        return "it is empty"
    texts = holds_texts(table, place, as_category)
    different = set(cells)
    if texts or len(different) < 50:  # else the keys take long, and tell nothing
        different = set(map(meaning.key if texts else number_or_text, different))
    if len(different) == 1 and (not texts or len(cells) == len(table.rows)):
        return "it is always %s" % cells[0]
    if as_category:
        return None
    if counts_rows(table, place):
        return NUMBERS_THE_ROWS
    if texts and too_many(len(different), len(cells)):
        return "it has %d different texts in %d rows, such as %r" % (
            len(different), len(cells), textwrap.shorten(some_text(cells), 40))
    return None


def number_or_text(cell):
    """Return the number that a cell is, whatever its 0s, else its text."""
    value = meaning.amount(cell)
    return cell if value is None else value


def mixed(table, place):
    """Return a note on a column that would hold numbers, were it not for one text; else None."""
    if table.unit(place) is not None or date_form(table, place):
        return None
    cells = table.known(place)
    texts = [cell for cell in cells if not meaning.taken_apart(cell)]
    if len(set(texts)) != 1 or 2 * len(texts) >= len(cells):
        return None
    return ("%s: %d cells are numbers, the %d others are all %r, so it is taken for texts. If %r "
            "means that the value is missing, leave these cells empty. If these are names: "
            "--category %s" % (table.names[place], len(cells) - len(texts), len(texts), texts[0],
                               texts[0], as_argument(table.names[place])))


def some_text(cells):
    """Return the last of the cells that is no number, if there is one, else the last."""
    return ([cell for cell in cells if not meaning.taken_apart(cell)] or cells)[-1]


def holds_texts(table, place, as_category):
    """Return whether a column holds categories, neither numbers nor dates."""
    return as_category or not date_form(table, place) and (
        table.unit(place) is None or is_code(table.known(place)))


def too_many(different, count):
    """Return whether so many different texts in so many rows are too many to learn from."""
    return different > FEW and 2 * different > count or (
        different > MANY and ROWS_EACH * different > count)


def describe(table, place, part, as_category=False):
    """Return the description of a column, its labels and mean from the rows in part alone."""
    column = {"name": table.names[place], "place": place}
    if holds_texts(table, place, as_category):
        cells = table.cells(place)
        labels = meaning.spellings([cells[r] for r in part])[0]
        if len(labels) > MOST:
            raise ValueError("%s: %s has %d categories, and each becomes an input: more than %d "
                             "are hopeless. Leave it out: --ignore %s" % (
                                 table.path, table.names[place], len(labels), MOST,
                                 as_argument(table.names[place])))
        column.update(kind="category", labels=labels)
        return column
    form = date_form(table, place)
    column.update(kind="date", form=form) if form else column.update(
        kind="number", unit=table.unit(place), decimal=mark_used(table, place))
    if form and order_unknown(table, place, form):
        column["order_unknown"] = True
    values = values_of(table, place, column)
    known = [values[r] for r in part if values[r] is not None]
    refuse_extremes(table, place, values, "leave the column out: --ignore %s" % (
        as_argument(table.names[place])))
    size = max(map(abs, known), default=0.0) or 1.0  # the sum of large numbers would overflow
    column["mean"] = size * statistics.fmean([value / size for value in known] or [0.0])
    return column


def mark_used(table, place):
    """Return the decimal mark by which a column of numbers is read, None where it has no marks."""
    marked = any(part and re.search("[.,]", part[0]) for part in table.parts(place))
    return table.mark_of(place) if marked else None


def refuse_extremes(table, place, values, otherwise):
    """Refuse numbers that are too large to compute with, or too near to each other."""
    known = [value for value in values if value is not None] or [0.0]
    low, high = min(known), max(known)
    if max(-low, high) > LARGEST or 0.0 < high - low < 1.0 / LARGEST:
        raise ValueError("%s: %s: numbers from %.3g to %.3g cannot be computed with: write them in "
                         "another unit, or %s" % (
                             table.path, table.names[place], low, high, otherwise))


# --- Which columns to learn from, and what to predict ------------------------------------

def is_class(table, place):
    """Return whether a target's cells are texts, or few different whole numbers."""
    if table.unit(place) is None:
        return True
    cells = table.known(place)
    few = len(set(map(number_or_text, set(cells))))
    if few > 20 or few != 2 and 5 * few > len(cells):
        return False
    parts = [part for part in table.parts(place) if part]
    mark = table.mark_of(place)
    return all(meaning.value_of(part[0], mark) % 1.0 == 0.0 for part in parts)


def describe_target(table, place, kind):
    """Return what to remember of the column to predict. classes: None for a number."""
    name = table.names[place]
    named(table, name)
    cells = table.known(place)
    if not cells:
        raise ValueError("%s: %s is empty: nothing to predict" % (table.path, name))
    target = {"name": name, "place": place, "unit": "", "decimal": None, "classes": None}
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
        different = set(table.numbers(place)) - {None}
        refuse_extremes(table, place, different, "choose another target")
        target["unit"] = table.unit(place) or ""
        target["decimal"] = mark_used(table, place)
    if len(different) == 1:
        raise ValueError("%s: %s is always %s: nothing to predict" % (table.path, name, cells[0]))
    return target


def choose(table, target, ignored, kept, categories):
    """Return the places of the columns to learn from, and why the others are left out.

    target: the place of the column to predict; ignored, kept, categories: places that the user
    names
    """
    chosen = []
    left = []
    for place in range(len(table.names)):
        if place == target:
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
    reasons = ["%s: %s%s" % (table.names[place], why, remedy(table, place, why))
               for place, why in left]
    if not chosen:
        raise ValueError("; ".join(
            ["%s: no column is left to predict from" % table.path] + reasons))
    for place in chosen:
        named(table, table.names[place])  # refuses a name that stands twice
    return sorted(chosen), reasons


def remedy(table, place, why):
    """Return how to learn from a column although it seems useless, where that may make sense."""
    name = as_argument(table.names[place])
    if why == NUMBERS_THE_ROWS:
        return " (to learn from it: --keep %s)" % name
    if "different texts" in why and len(set(table.known(place))) <= MOST:
        return " (to learn from it: --category %s)" % name
    return ""


# --- Cells as numbers --------------------------------------------------------------------

def values_of(table, place, column):
    """Return a column of numbers or dates, as floats, None for a missing one.

    ValueError names the cell that is none.
    """
    if column["kind"] == "number":
        return table.numbers(place, column["unit"])
    return dates_of(table, place, column)[0]


def dates_of(table, place, column):
    """Return a column of dates as values_of() does, and the form in which they are written."""
    cells = table.cells(place)
    form = form_of(table, place, column)
    values = [meaning.moment(cell, form) for cell in cells]
    # A new table may write dates otherwise, but none of them may then have another meaning.
    if not all_read(cells, values) and meaning.date_forms(table.known(place)):
        other = date_form(table, place)
        others = [meaning.moment(cell, other) for cell in cells]
        if all(value in (None, moment) for value, moment in zip(values, others)):
            form, values = other, others
    if not all_read(cells, values):
        r = next(r for r, cell in enumerate(cells) if cell and values[r] is None)
        raise table.error(r, "%s: %r is not a date like %s" % (
            column["name"], cells[r], meaning.example(form)))
    return values, form


def form_of(table, place, column):
    """Return the form that dates have as far as the model and the user say; where neither knows the
    day from the month, as far as the table tells."""
    form = column["form"]
    if table.day_first is not None:
        return meaning.in_order(form, table.day_first)
    if table.is_new and column.get("order_unknown") and any(
            in_doubt(cell, form) for cell in table.known(place)):
        return date_form(table, place) or form
    return form


def short_years(table, place, column):
    """Return the first and last date of a column whose years have two digits; else None."""
    known = table.known(place)
    if column["kind"] != "date" or not known or re.search("[0-9]{4}", known[0]):
        return None
    values, form = dates_of(table, place, column)
    days = [int(value) for value in values if value is not None]
    return tuple(map(datetime.date.fromordinal, (min(days), max(days)))) if "%y" in form else None


def far_years(table, columns, where):
    """Return a line for each column whose years of two digits make dates of the future, that may be
    a hundred years too late."""
    notes = []
    for column, place in zip(columns, where):
        ends = short_years(table, place, column)
        if ends and ends[1].toordinal() > datetime.date.today().toordinal() + SOON:
            notes.append("%s: years of two digits are read as 1969 to 2068, so the dates go from "
                         "%s to %s. If some are of another century, write years with four digits"
                         % (column["name"], *ends))
    return notes


def all_read(cells, values):
    """Return whether every cell that is filled in has a value."""
    return all(value is not None for cell, value in zip(cells, values) if cell)


def encoded(table, columns, where):
    """Return the rows as a network takes them, and a line for each column with new categories, or
    with some that are written otherwise.

    A missing number or date is the mean of those learned. A category is a 1 among 0s; a new one,
    and a missing one where none was learned, nothing but 0s.
    """
    rows = [[] for _ in table.rows]
    notes = []
    for column, place in zip(columns, where):
        if column["kind"] != "category":
            for row, value in zip(rows, values_of(table, place, column)):
                row.append(column["mean"] if value is None else value)
            continue
        cells = table.cells(place)
        found = list(map(meaning.finder(column["labels"]), cells))
        for row, label in zip(rows, found):
            part = [0.0] * len(column["labels"])
            if label is not None:
                part[label] = 1.0
            row += part
        new = [r for r, cell in enumerate(cells) if cell and found[r] is None]
        notes += new_categories(table, column, place, new, len(columns) > 1)
        notes += respelled(table, column, place, found)
    return rows, notes


def new_categories(table, column, place, new, others):
    """Return a line on the rows that have a category which was not learned, if there are any.

    Where all of several rows have one it is a ValueError: it is another column, or is written
    otherwise. others: whether there are other columns
    """
    if not new:
        return []
    message = table.error(new[0], "%s: %r is none of the categories learned: %s" % (
        column["name"], table.rows[new[0]][place], shortened(column["labels"])))
    if len(new) == len(table.rows) >= SEVERAL:
        raise message
    return ["%s (%d of %d rows have a new one: %s)" % (
        message, len(new), len(table.rows), "they are answered by the other columns" if others else
        "nothing tells their answer, it is the same for all of them")]


def respelled(table, column, place, found):
    """Return a line on the rows whose category is only the same number as one learned, if any."""
    rows = [r for r, label in enumerate(found) if label is not None and meaning.key(
        table.rows[r][place]) != meaning.key(column["labels"][label]) and column["labels"][label]]
    if not rows:
        return []
    first = rows[0]
    return ["%s (%d of %d rows have one written otherwise)" % (table.error(
        first, "%s: %r is taken for %s" % (column["name"], table.rows[first][place],
                                           column["labels"][found[first]])),
        len(rows), len(table.rows))]


def inputs_of(columns):
    """Return the name of each number that a network takes for a row."""
    names = []
    for column in columns:
        names += ["%s = %s" % (column["name"], label or "(missing)") for label in column["labels"]
                  ] if column["kind"] == "category" else [column["name"]]
    return names


def widths(columns):
    """Return how many numbers of a row each column becomes."""
    return [len(column["labels"]) if column["kind"] == "category" else 1 for column in columns]
