"""CSV files as people have them, as tables of text.

With commas, semicolons, tabs or bars between the cells, with decimal points or decimal commas, with
a byte order mark or none, any line ends, blank lines, comments, names in line 1 or none, and R's
row names.
"""

import collections
import csv
import io
import itertools
import re
import sys

from examples.csv_model import cells as meaning
from examples.csv_model.table import Table, called_mark

END = "\x1a"  # a line of its own after the last: a quote left open would swallow it
MARKS = "\t;|,"  # may part cells; a comma last, as it may be a decimal one
SEP = re.compile(r'"?sep=([^\r\n"])"?\1*(?=[\r\n])', re.IGNORECASE)  # how Excel is told


# --- The text of a file ------------------------------------------------------------------

def text_of(path):
    """Return the text of a file, or of standard input for "-". ValueError if it is no text."""
    if path == "-":
        if sys.stdin is None:
            raise ValueError("standard input is closed")
        data = sys.stdin.buffer.read()
    else:
        with open(path, "rb") as file:
            data = file.read()
    encodings = ["utf-8-sig", "cp1252"]  # the second: Excel's in much of Europe and America
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValueError("%s: not a text file" % called(path))


def called(path):
    """Return what messages call a file."""
    return "standard input" if path == "-" else path


# --- What parts the cells ----------------------------------------------------------------

def separator(text, usual=","):
    """Return what parts the cells: the mark that stands equally often in most lines.

    Between equals a tab goes before a semicolon, a bar and a comma: 1,5;2,5 has decimal commas.
    usual: the mark where the first line has none of these
    """
    lines = [line for line in re.split("[\r\n]+", re.sub('"[^"]*"', "", text)) if line.strip()]
    lines = [line for line in lines if line[0] != "#"] or lines

    def agreeing(mark):
        counts = collections.Counter(line.count(mark) for line in lines[:50])
        del counts[0]
        return max(counts.values(), default=0)

    return max([mark for mark in MARKS if mark in "".join(lines[:1])] or usual, key=agreeing)


class Learned:
    """What a model knows of the table that it learned.

    width: how many columns it had; delimiter: what parted its cells; decimal: its decimal mark,
    None for none or two; names: the set of the inputs' names, None where it had none
    """

    def __init__(self, width, delimiter, decimal, names):
        self.width = width
        self.delimiter = delimiter
        self.decimal = decimal
        self.names = names

    def separator(self, path, text):
        """Return what parts the cells of a new table: a mark by which its first row is like that of
        the table learned, else what its lines show."""
        shown = separator(text, self.delimiter)
        line = next(below_comments(text), "").strip()
        if self.names is None and self.width == 2 and re.fullmatch("-?[0-9]+,[0-9]+", line):
            return self._around(path, line)
        order = [self.delimiter, shown, *MARKS]
        if self.names is None and self.delimiter in MARKS:
            order = [shown, *order]
        like = [mark for mark in order if self.is_like(first_row(text, mark))]
        return (like or [shown])[0]

    def is_like(self, row):
        """Return whether this can be the first row of a new table."""
        if self.names is None:
            return len(row) > 1 and filled_width(row) <= self.width <= len(row) + 1
        return bool(self.names) and self.names <= set(row)

    def _around(self, path, line):
        """Return what parts the cells where 20,5 may be the one number that a model takes, or that
        and the number it predicts. ValueError where the table learned does not tell."""
        if (self.delimiter == ",") == (self.decimal == ",") and self.decimal != ".":
            raise ValueError(
                "%s: nothing tells whether %s is one number or two: add --delimiter comma if it is "
                "two, --delimiter semicolon if it is one" % (path, line))
        return self.delimiter if self.decimal == "," else ","


def below_comments(text):
    """Return an iterator over the lines from the first that is neither blank nor a comment."""
    lines = (line.lstrip(" ") for line in io.StringIO(text, newline=""))
    return itertools.dropwhile(lambda line: not line.strip() or line[0] == "#", lines)


def first_row(text, delimiter):
    """Return the cells of the first row, below comments."""
    try:
        return [cell.strip() for cell in next(rows_of(below_comments(text), delimiter), [])]
    except csv.Error:  # reading all of it tells where
        return []


# --- Rows, and comments among them -------------------------------------------------------

def rows_of(lines, delimiter):
    """Return a reader of the rows of cells in lines."""
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True)


def cells_in(line, delimiter):
    """Return how many cells a line has, None where a quote in it is still open at its end."""
    first, *rest = rows_of([line, END], delimiter)
    return len(first) if rest else None


def names_in(comment, delimiter):
    """Return how many names a comment holds, the first of which may be the # itself; None where
    another cell is empty, as in a title."""
    count = cells_in(comment.lstrip("# "), delimiter)
    names = next(rows_of([comment], delimiter))
    return count if all(name.strip() for name in names) else None


def is_comment(line, delimiter, width):
    """Return whether a line below the first row is a comment, and not a row that begins with #."""
    return line.startswith("#") and (
        line[1:2].isspace() or cells_in(line, delimiter) not in (width, None))


def uncommented(text, delimiter, names):
    """Return the lines of a text, with comments emptied, so that the others keep their numbers;
    and the numbers of the comments, counted from 0.

    names: whether there may be names, not in data alone. Then a comment just above the first row
    that has as many cells holds them: that is how NumPy writes them.
    """
    lines = list(io.StringIO(text, newline=""))
    filled = [number for number, line in enumerate(lines) if line.strip()]
    rows = [number for number in filled if lines[number][0] != "#"]
    if not rows or len(rows) == len(filled):
        return lines, set()
    width = len(next(rows_of(lines[rows[0]:], delimiter)))
    above = [number for number in filled if number < rows[0]]
    if not names:
        above = [number for number in above if is_comment(lines[number], delimiter, width)]
    elif above and names_in(lines[above[-1]], delimiter) == width > 1:
        last = above.pop()
        lines[last] = lines[last].lstrip("# ") if lines[last][1:2] != delimiter else lines[last]
    in_quotes = False
    comments = set(above)
    for number in filled:
        line = lines[number]
        if number > rows[0] and not in_quotes and is_comment(line, delimiter, width):
            comments.add(number)
        elif number not in comments and line.count('"') % 2:
            in_quotes = not in_quotes
    return ["\n" if number in comments else line for number, line in enumerate(lines)], comments


def split(path, text, delimiter=None, names=True, learned=None):
    """Return the rows of cells, the line of each, what parts the cells, and how many lines are
    comments. A row without a filled cell may be among them, below the first that has one.

    names: whether there may be the columns' names; learned: what a model knows of its table
    """
    said = SEP.match(text)
    if said:
        text = text[said.end():]
        delimiter = delimiter or said.group(1)
    delimiter = delimiter or (learned.separator(path, text) if learned else separator(text))
    given, comments = uncommented(text, delimiter, names)
    if delimiter == " ":
        given = [line.lstrip(" ") for line in given]
    reader = rows_of(itertools.chain(given, [END]), delimiter)
    rows = []
    lines = []
    line = 1
    try:
        for row in reader:
            row = [cell.strip() for cell in row]
            if any(row) or rows and line - 1 not in comments:
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError("%s:%d: %s" % (path, line, error))
    line = lines.pop()
    if rows.pop() != [END]:
        raise ValueError("%s:%d: a quote from here on is never closed" % (path, line))
    if not rows:
        raise ValueError("%s: no lines" % path)
    return rows, lines, delimiter, len(comments)


# --- Rows of one width -------------------------------------------------------------------

def without_empty(rows, lines, is_new):
    """Return the rows that count, and their lines: those with a filled cell.

    Each row of a new table gets an answer. There rows of empty cells count, too, except at its end.
    Blank lines are none, unless there is one column: then its value is missing.
    """
    filled = [r for r, row in enumerate(rows) if any(row)]
    chosen = filled
    if is_new:
        alone = all(len(rows[r]) == 1 for r in filled)
        chosen = [r for r, row in enumerate(rows[:filled[-1] + 1])
                  if any(row) or len(row) > 1 or alone]
    return [rows[r] or [""] for r in chosen], [lines[r] for r in chosen]


def filled_width(row):
    """Return how many cells a row has without the empty ones at its right."""
    return max([place for place, cell in enumerate(row) if cell], default=-1) + 1


def same_width(path, rows, lines, delimiter, least=0):
    """Cut or refuse the rows, so that all have as many cells as the widest has filled ones; and as
    least says, if they have so many. A row without a filled cell is as wide as the others."""
    filled = [filled_width(row) for row in rows]
    width = max(filled)
    shortest = min(len(row) for row in rows if any(row))
    if shortest < width:
        raise unlike(path, rows, filled, lines, delimiter)
    if shortest >= least:
        width = max(width, least)
    for row in rows:
        row[width:] = []
        row += [""] * (width - len(row))
    return width


def unlike(path, rows, filled, lines, delimiter):
    """Return the error of lines with more or fewer cells than others, and what to try.

    A line that is too long is named first. Empty cells at the right of the others count only where
    they make a line long enough.
    """
    first = min(len(rows[0]), max(filled))
    longer = [r for r, width in enumerate(filled) if width > first]
    r = (longer or [r for r, row in enumerate(rows) if any(row) and len(row) < first])[0]
    count = filled[r] if longer else len(rows[r])
    others = {min(len(row), max(filled)) for row in rows[1:] if any(row)}
    why = "%s:%d: %d cells, but line %d has %d" % (path, lines[r], count, lines[0], first)
    if len(others) == 1 and len(filled) > 2:
        why += (", unlike all others. If line %d is a title, put # in front of it; if it holds the "
                "columns' names, give each column one" % lines[0])
    return ValueError("%s. Cells are parted by a %s here; for another mark: --delimiter MARK" % (
        why, called_mark(delimiter)))


# --- Which line holds the names ----------------------------------------------------------

def kind(cell):
    """Return whether a cell by itself is a number, of what unit, a date, a text, or nothing."""
    if meaning.missing(cell):
        return None
    part = meaning.taken_apart(cell)
    if part:
        return "number" + part[1]
    return "date" if meaning.date_forms([cell]) else "text"


def has_row_names(rows, width):
    """Return whether each row but the first has one cell more, in front, and no two the same."""
    names = {row[0] for row in rows[1:]}
    return (len(names) == len(rows) - 1 > 0 and "number" not in map(kind, rows[0])
            and len(rows[0]) == width and all(len(row) == width + 1 for row in rows[1:])
            and any(row[-1] for row in rows[1:]))


def refuse_halves(path, rows, lines, delimiter):
    """Refuse rows' names that may be the first halves of numbers with a decimal comma: 20,5."""
    below = rows[1:]
    numbers = sorted(int(row[0]) for row in below if re.fullmatch("-?[0-9]{1,15}", row[0]))
    count_rows = len(below) > 2 and numbers == list(range(1, len(below) + 1))
    if delimiter == "," and not count_rows and len(numbers) == len(below) and all(
            re.fullmatch("[0-9]+", row[1]) for row in below):
        raise ValueError(
            "%s:%d: nothing tells whether %s,%s is a number with a decimal comma, or the name of a "
            "row and a number: part the cells by another mark, or put the number in quotes; or "
            "give the first column a name, too. Where another mark parts them: --delimiter MARK"
            % (path, lines[1], *below[0][:2]))


def counting(row):
    """Return the numbers in a row if they are all whole and count from 0 or 1, or are years."""
    found = [float(cell) for cell in row if re.fullmatch("[0-9]+", cell)]
    steps = {b - a for a, b in zip(found, found[1:])}
    others = len([1 for cell in row if kind(cell) == "number"]) - len(found)
    if others or len(steps) != 1 or min(steps) <= 0:
        return []
    is_count = found[0] in (0.0, 1.0) and steps == {1.0}
    return found if is_count or 1800 <= found[0] < found[-1] <= 2200 else []


def has_header(rows, wanted=()):
    """Return whether the first row holds the names of the columns: it differs from what is below.

    Numbers may be names, too: pandas writes 0,1,2,3, and others write years.
    """
    first, below = rows[0], rows[1:]
    if any(name in first and kind(name) == "text" for name in wanted):
        return True
    kinds = [kind(cell) for cell in first]
    if not set(kinds) - {"text", None}:
        return not below or not all(cell in [row[place] for row in below]
                                    for place, cell in enumerate(first) if cell)
    differ = same = 0
    for place, what in enumerate(kinds):
        found = collections.Counter(kind(row[place]) for row in below[:100])
        del found[None]
        if what and found:
            differ += what != found.most_common(1)[0][0]
            same += what == found.most_common(1)[0][0] != "text"
    numbers = counting(first) if not any(map(counting, below[:20])) else []
    if numbers:  # two years are names, 1,2,3 may be data
        return differ > 0 or len(numbers) >= {0.0: 3, 1.0: 5}.get(numbers[0], 2)
    whole = all(cell.isdecimal() for cell, what in zip(first, kinds) if what == "number")
    return whole and differ >= max(same, 1)


def is_title(rows):
    """Return whether the first row is no names but a title above them, in cells of its own.

    It has fewer filled cells than the second row: one of several; or the second row has texts, one
    of them above numbers or dates.
    """
    first, second = rows[:2] if len(rows) > 2 else ([], [])
    filled = [cell for cell in first if cell]
    if len(filled) >= len([cell for cell in second if cell]) or "text" not in map(kind, filled):
        return False
    if len(filled) == 1 and len(first) > 2:
        return True
    below = [{kind(row[place]) for row in rows[2:100]} - {None} for place in range(len(second))]
    return {kind(cell) for cell in second} <= {"text", None} and any(
        cell and kinds and "text" not in kinds for cell, kinds in zip(second, below))


# --- From a file to a Table --------------------------------------------------------------

def read(path, header=None, wanted=(), delimiter=None, learned=None):
    """Return the Table in a CSV file; "-" is standard input.

    header: whether the first line holds names, None to find out; wanted: names it would hold;
    delimiter: what parts the cells, None to find out; learned: what is known of the table that a
    model has learned, None to learn from this one. Comments, blank lines and empty columns at the
    right are left out. Where the header has one cell less than all other lines, as R writes it, the
    first column holds the rows' names. Other lines of different length are a ValueError.
    """
    text = text_of(path)
    path = called(path)
    rows, lines, delimiter, comments = split(path, text, delimiter, header is not False, learned)
    rows, lines = without_empty(rows, lines, learned is not None)
    if header is not False and has_row_names(rows, filled_width(rows[0])):
        refuse_halves(path, rows, lines, delimiter)
        rows[0] = [""] + rows[0][:filled_width(rows[0])]
        header = True
    # Without names, a column that is empty keeps its place.
    width = same_width(path, rows, lines, delimiter, learned.width if learned and not header else 0)
    if header is not False and is_title(rows):
        raise ValueError(
            "%s:%d: not all of the %d columns have a name here. If line %d is a title, put # in "
            "front of it; if it holds the columns' names, give each column one%s" % (
                path, lines[0], width, lines[0], "" if learned else "; if it is data: --no-header"))
    if header is None:
        header = has_header(rows, wanted)
    names = ["column %d" % (place + 1) for place in range(width)]
    line = None
    if header:
        line = lines.pop(0)
        names = [name or other for name, other in zip(rows.pop(0), names)]
    table = Table(path, line, names, rows, lines, delimiter)
    table.comments = comments
    table.is_new = learned is not None
    return table
