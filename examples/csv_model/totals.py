"""Rows of totals: a sum below a column, as spreadsheets have it, is no row to learn from."""

import collections
import math
import re

FEWEST = 4  # numbers above a sum show that it is none by chance
LABEL = re.compile(r"(?i)((grand|sub|over ?all|all)?[ -]?totals?|sums?|(zwischen|gesamt)?summen?|"
                   r"gesamt|insgesamt|somme|totale?s?|total g[eé]n[eé]ral|suma|soma|averages?|"
                   r"means?|mittelwert|durchschnitt|moyenne)( \d{4})?[:.]?")


def labelled(table):
    """Return the rows whose label says that they are totals, {row: label}: where another row of the
    column has the same one, it is a category."""
    found = {}
    for place in range(len(table.names)):
        if table.unit(place) is not None:
            continue
        counts = collections.Counter(row[place].lower() for row in table.rows)
        words = {word for word, count in counts.items() if count == 1 and LABEL.fullmatch(word)}
        found.update({r: row[place] for r, row in enumerate(table.rows)
                      if row[place].lower() in words})
    return found


def summed(table, places):
    """Return the names of the columns of numbers whose last number is the sum of those above."""
    names = []
    for place in places:
        try:
            *above, last = table.numbers(place) if table.unit(place) is not None else [None]
        except ValueError:  # a column of categories, or told elsewhere
            continue
        above = [value for value in above if value is not None]
        if last is not None and is_sum(above, last):
            names.append(table.names[place])
    return names


def is_sum(above, last):
    """Return whether a number is the sum of those above, up to rounding, and larger than each."""
    if len(above) < FEWEST or abs(last) <= max(map(abs, above)):
        return False
    return math.isclose(math.fsum(above), last, rel_tol=1e-9 * len(above), abs_tol=1e-12)


def found(table, places, kept):
    """Return a line for each row that seems to hold the totals of the others, and what to do.

    places: of the columns that are learned; kept: the lines of the rows that are
    """
    labels = labelled(table)
    names = summed(table, places)
    last = len(table.rows) - 1
    notes = []
    for r in sorted(set(labels) | ({last} if names else set())):
        why = ["it is called %r" % labels[r]] if r in labels else []
        if r == last and names:
            why.append("sums of the rows above: %s" % ", ".join(names[:3]))
        if table.lines[r] in kept:
            notes.append("line %d seems to hold totals (%s), and is learned like any other: delete "
                         "it if so" % (table.lines[r], "; ".join(why)))
    return notes
