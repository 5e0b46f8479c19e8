"""A table of text: which cells are missing, and what its columns say about their numbers.

A column shows what its marks mean, 1,067 or 1.5, and of what unit its numbers are.
"""

import collections
import re

from examples.csv_model import cells as meaning

SLIPS = 3  # so many cells that are no numbers are slips of the pen; in long columns a twentieth


class Table:
    """names: of the columns; rows: lists of cells, as text; lines: where each row stood."""

    def __init__(self, path, header, names, rows, lines, delimiter):
        self.path = path
        self.header = header  # the number of the line that holds the names, or None
        self.names = names
        self.rows = rows
        self.lines = lines
        self.delimiter = delimiter
        self.mark = None  # the decimal mark: None to find out
        self.usual = None  # the mark that the model learned, None if its columns have none or two
        self.learned = {}  # the mark of each column of numbers then, by place, or None; of a table
        # to learn from, what its columns showed before rows were left out
        self.day_first = None  # whether 03/04/2024 is in April: None to find out
        self.are_numbers = {}  # by place, whether the model or the user says so
        self.comments = 0  # how many lines were taken for comments
        self.is_new = False  # whether a model that has learned other rows is to answer these
        self._parts = {}  # by place, as these are asked for often
        self._known = {}
        self._units = {}
        self._missing = {}
        self._numbers = {}

    def error(self, r, message):
        """Return the error that row r has, with its file and line."""
        return ValueError("%s:%d: %s" % (self.path, self.lines[r], message))

    def known(self, place):
        """Return those cells of a column that are not missing."""
        if place not in self._known:
            self._known[place] = [cell for cell in self.cells(place) if cell]
        return self._known[place]

    def cells(self, place):
        """Return a column's cells, "" for a missing one."""
        missing = set(self.missing(place))
        return ["" if r in missing else row[place] for r, row in enumerate(self.rows)]

    def missing(self, place):
        """Return the numbers of the rows that have no value in a column."""
        if place not in self._missing:
            numbers = self.holds_numbers(place)
            self._missing[place] = [r for r, row in enumerate(self.rows)
                                    if meaning.missing(row[place], numbers)]
        return self._missing[place]

    def holds_numbers(self, place):
        """Return whether a column holds numbers, but for words that stand for missing ones."""
        if place in self.are_numbers:
            return self.are_numbers[place]
        return unit_of([part for row, part in zip(self.rows, self.parts(place))
                        if not meaning.missing(row[place], True)]) is not None

    def words_for_missing(self, place):
        """Return the words that stand for missing values in a column because it holds numbers."""
        found = {self.rows[r][place] for r in self.missing(place)}
        return sorted(word for word in found if not meaning.missing(word))

    def part(self, chosen):
        """Return a Table of the chosen rows."""
        part = Table(self.path, self.header, self.names, [self.rows[r] for r in chosen],
                     [self.lines[r] for r in chosen], self.delimiter)
        part.mark = self.mark if self.is_new else self.mark or self.decimal()
        part.usual = self.usual
        part.learned = self.learned if self.is_new else self.all_shown()
        part.day_first = self.day_first
        part.are_numbers = self.are_numbers
        part.comments = self.comments
        part.is_new = self.is_new
        return part

    # --- Numbers: what the whole column shows, and the columns beside it -----------------

    def parts(self, place):
        """Return each cell's digits, unit and possible decimal marks, None where it has none."""
        if place not in self._parts:
            self._parts[place] = [meaning.taken_apart(row[place]) for row in self.rows]
        return self._parts[place]

    def unit(self, place):
        """Return the unit of a column of numbers, "" for none; None for a column of texts."""
        if place not in self._units:
            gone = set(self.missing(place))
            self._units[place] = unit_of([part for r, part in enumerate(self.parts(place))
                                          if r not in gone])
        return self._units[place]

    def shown(self, place):
        """Return the decimal marks that a column shows beyond doubt: {mark: its first row}."""
        found = {}
        for r, part in enumerate(self.parts(place)):
            if part and len(part[2]) == 1:
                found.setdefault(part[2], r)
        return found

    def all_shown(self):
        """Return the decimal mark of each column that shows one, by place: fewer rows may not."""
        found = dict(self.learned)
        for place in range(len(self.names)):
            marks = list(self.shown(place))
            if len(marks) == 1:
                found[place] = marks[0]
        return found

    def decimal(self):
        """Return the decimal mark that the columns of numbers agree on, None if there is none.

        Of a new table, those of the model.
        """
        found = set()
        for place in self.learned if self.is_new else range(len(self.names)):
            if self.unit(place) is not None:
                found.update(self.shown(place))
        return found.pop() if len(found) == 1 else None

    def mark_of(self, place):
        """Return a column's decimal mark. ValueError where it has two, or where nothing tells."""
        if self.mark:
            return self.mark
        shown = self.shown(place)
        mark = None if self.is_new else self.learned.get(place)
        if shown:
            mark = min(shown, key=shown.get)
            self._refuse_another_mark(place, mark)
        either = self.either(place)
        if not either:
            return mark or "."
        mark = self._mark_learned(place, mark) if self.is_new else (
            mark or self.decimal() or self._mark_by_custom(place))
        if mark is None:
            raise ValueError("%s: %s: nothing tells whether %r has a decimal mark or a mark for "
                             "the thousands: add --decimal . or --decimal ," % (
                                 self.path, self.names[place], either[0]))
        return mark

    def either(self, place):
        """Return the digits of those cells of a column in which a mark may be of either kind."""
        return [part[0] for part in self.parts(place)
                if part and part[2] == ".," and re.search("[.,]", part[0])]

    def plain(self, place):
        """Return the numbers of a column without any mark."""
        return [float(part[0]) for part in self.parts(place)
                if part and re.fullmatch("[0-9]+", part[0])]

    def _mark_learned(self, place, shown):
        """Return the mark that the model knows, None where the new table contradicts it.

        The answer for a row must not depend on the rows beside it.
        """
        learned = self.usual or self.learned.get(place) or self._mark_by_custom(place)
        seen = shown or self.usual and self.decimal()
        return learned if seen in (None, learned) else None

    def _mark_by_custom(self, place):
        """Return the mark that is usual where nothing else tells, None if nothing is."""
        if self.delimiter == ",":
            return "."
        plain = self.plain(place)
        if self.is_new or self.delimiter != "\t" or not plain or max(plain) >= 1000:
            return None
        return None if "." in "".join(self.either(place)) else "."  # 970 and 1,067: thousands

    def guessed(self, place):
        """Return whether what marks mean in a column comes from elsewhere, and may be wrong.

        48.1371 in a column beside it says little about 15.780, where others are whole numbers.
        """
        return bool(not self.shown(place) and place not in self.learned and self.either(place)
                    and (self.delimiter != "," or self.plain(place)))

    def _refuse_another_mark(self, place, mark):
        other = "," if mark == "." else "."
        parts = self.parts(place)
        groups = any(part and other in part[0] and part[2] == mark for part in parts)
        for r, part in enumerate(parts):
            if part and (part[2] == other or other in part[0] and not groups):
                words = {".": "point", ",": "comma"}
                raise self.error(r, "%s: %r has a decimal %s, line %d a decimal %s: add "
                                 "--decimal . or --decimal , to say which it is" % (
                                     self.names[place], self.rows[r][place], words[other],
                                     self.lines[self.shown(place)[mark]], words[mark]))

    def numbers(self, place, unit=None):
        """Return a column of numbers, all in this unit, None for a missing one.

        Anything else in it is a ValueError.
        """
        if unit is None:
            unit = self.unit(place) or ""
        mark = self.mark_of(place)
        if (place, unit, mark) not in self._numbers:
            self._numbers[place, unit, mark] = self._read_numbers(place, unit, mark)
        return self._numbers[place, unit, mark]

    def _read_numbers(self, place, unit, mark):
        values = []
        numbers = self.holds_numbers(place)
        for r, (row, part) in enumerate(zip(self.rows, self.parts(place))):
            value = meaning.value_of(part[0], mark) if part else None
            if value is None and meaning.missing(row[place], numbers):
                values.append(None)
            elif value is None or part[1] != unit:
                raise self._no_number(r, place, part, unit, mark)
            else:
                values.append(value)
        return values

    def _no_number(self, r, place, part, unit, mark):
        """Return the error of a cell that is no number like the others of its column."""
        name, cell = self.names[place], self.rows[r][place]
        why = "%s: %r is not a number" % (name, cell)
        if part and meaning.value_of(part[0], mark) is None:
            why += " with %r as its decimal mark" % mark
        elif part and unit:
            why = "%s: %r is not in %s, as the others are" % (name, cell, unit)
        elif part:
            why += " like the others: it ends in %r" % part[1] if cell.endswith(part[1]) else (
                " like the others, which have no %r" % part[1])
        if not self.is_new:
            why += ": correct it; or if these are names, not amounts: --category %s" % (
                as_argument(name))
        return self.error(r, why)


def unit_of(parts):
    """Return the unit of the cells that are taken apart here, "" for none; None if these are texts.

    More than half of the cells must be numbers of one unit, and few others: these are slips of the
    pen, which are told. A word that does not follow all is no unit: 1 room, 2 rooms.
    """
    units = collections.Counter(part[1] for part in parts if part)
    unit, count = (units.most_common(1) or [(None, 0)])[0]
    if 2 * count <= len(parts) or unit[:1].isalpha() and count < len(parts):
        return None
    slips = len(parts) - count
    return unit if slips <= SLIPS or 20 * slips <= len(parts) else None


def as_argument(name):
    """Return a column's name, or a path, as a command line takes it."""
    return name if re.fullmatch(r"[\w.,:@%+=/~-]+", name) else '"%s"' % name.replace('"', '\\"')


def called_mark(delimiter):
    """Return what messages call the mark that parts cells."""
    marks = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "blank"}
    return marks.get(delimiter, repr(delimiter))
