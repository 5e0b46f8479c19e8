"""What a cell means: numbers, dates and labels as people write them.

One cell cannot tell whether 1,067 is a little more than one or more than a thousand, or whether
03/04/2024 is in March. Its column mostly tells, or the columns beside it.
"""

import collections
import datetime
import re

MISSING = frozenset(("", "?", "-", "--", "na", "n/a", "n.a.", "<na>", "nan", "nat", "null",
                     "(null)", "\\n", "#n/a", "#div/0!", "#value!", "#ref!", "#name?", "#num!",
                     "k.a.", "#nv", "#wert!", "#bezug!", "#zahl!"))  # the last ones in German
AMONG_NUMBERS = frozenset((".", "..", "none", "unknown", "missing", "not available"))


def missing(cell, among_numbers=False):
    """Return whether a cell says that its value is not known.

    Some words say so among numbers alone: a fence may be of the kind None.
    """
    word = cell.lower()
    return word in MISSING or among_numbers and word in AMONG_NUMBERS


# --- Numbers -----------------------------------------------------------------------------

NUMBER = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
PLAIN = re.compile(r"-?(0|[0-9]{4,15}|[1-9][0-9]{0,2}(?!\.[0-9]{3}$))\.[0-9]{1,15}")
WRITTEN = re.compile(r"""  # such as -$1,234.50, 12.5 %, EUR 3, 1.234,50 €, (7), 5 kg
    ([+-]?) \s? ([$£¥€₹₩₺₽]\s?|[A-Z]{3}\s)? ([+-]?)
    ([0-9.,](?:[0-9.,'\s]*[0-9.,])?(?:[eE][+-]?[0-9]+)?) \s?
    ([$£¥€₹₩₺₽%‰°]|[^\W\d_])?(\D{0,9})
    """, re.VERBOSE)
GROUPED = {  # by decimal mark; India writes 12,34,567
    ".": re.compile(r"[1-9][0-9]{0,2}([,'\s])([0-9]{2,3}\1)*[0-9]{3}"),
    ",": re.compile(r"[1-9][0-9]{0,2}([.'\s])([0-9]{2,3}\1)*[0-9]{3}")}


def number(text, comma=False):
    """Return the finite number that text is, else None. comma: 3,5 is a number, too."""
    if NUMBER.fullmatch(text) and (comma or "," not in text):
        value = float(text.replace(",", "."))
        if abs(value) < float("inf"):
            return value
    return None


def taken_apart(cell):
    """Return a number's digits, its unit, such as % or kg, and the marks_of() it; else None."""
    if cell.isascii() and cell.isdigit() and len(cell) < 300:  # for speed: most cells are so
        return cell, "", ".,"
    if PLAIN.fullmatch(cell):
        return cell, "", "."
    cell = cell.replace("\u2212", "-").replace("\u2019", "'")
    if cell[:1] + cell[-1:] == "()":  # how accountants write -7
        cell = "-" + cell[1:-1]
    found = WRITTEN.fullmatch(cell)
    if not found:
        return None
    sign, before, second, digits, first, rest = found.groups()
    before = (before or "").strip()
    after = (first or "") + rest
    if sign and second or before and after or rest and not first:
        return None
    marks = marks_of(digits)
    return (sign + second + digits, before or after, marks) if marks else None


def value_of(digits, mark):
    """Return the number that digits are where mark, "." or ",", is the decimal mark, else None."""
    if mark == "." and PLAIN.fullmatch(digits):
        return float(digits)
    if digits.isdigit():
        return number(digits)
    other = "," if mark == "." else "."
    sign = digits[:1] if digits[:1] in "+-" else ""
    whole, found, rest = digits[len(sign):].partition(mark)
    if GROUPED[mark].fullmatch(whole):
        whole = re.sub(r"[.,'\s]", "", whole)
    if other in whole + rest:
        return None
    return number(sign + whole + ("." if found else "") + rest)


def marks_of(digits):
    """Return the decimal marks with which digits are a number: ".,", ".", "," or none."""
    return "".join(mark for mark in ".," if value_of(digits, mark) is not None)


# --- Dates and times ---------------------------------------------------------------------

DATES = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y-%m", "%d.%m.%Y", "%d.%m.%y",
         "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y", "%d-%m-%Y", "%m-%d-%Y",
         "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%B %d, %Y"]
SHAPES = {}  # what a date of each form looks like: quicker than strptime, which then checks it
for form in DATES:
    SHAPES[form] = re.escape(form)
    for letter, shape in {"Y": "[0-9]{4}", "m": "[0-9]{1,2}", "d": "[0-9]{1,2}", "y": "[0-9]{2}",
                          "b": "[A-Za-z]{3}", "B": "[A-Za-z]{3,9}"}.items():
        SHAPES[form] = SHAPES[form].replace("%" + letter, shape)
SHAPES["%Y%m%d"] = "(19|20)[0-9]{6}"  # not any number of eight digits
SHAPES = {form: re.compile(shape) for form, shape in SHAPES.items()}
TIMES = "time"  # a form, too: a column of nothing but times of the day
TIME = re.compile(r"(?:^|T|\s+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:[.,][0-9]+)?))?"
                  r"\s?([AP]M)?\s?(Z|[+-][0-9]{2}:?[0-9]{2})?$", re.IGNORECASE)


def moment(cell, form):
    """Return a date's number of days, its time of the day as a fraction; None if it is no date of
    this form. A time without a date: the hours since midnight."""
    hours = 0.0
    time = TIME.search(cell)
    if time:
        hour, minute, second, half, zone = time.groups()
        hour = int(hour)
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half.upper() == "PM" else 0)
        if hour > 23 or int(minute) > 59:
            return None
        hours = hour + int(minute) / 60 + float((second or "0").replace(",", ".")) / 3600
        if zone and zone not in "Zz":
            digits = zone[1:].replace(":", "")
            hours -= float(zone[0] + "1") * (int(digits[:2]) + int(digits[2:]) / 60)
        cell = cell[:time.start()]
    if form == TIMES:
        return hours if time and not cell else None
    if not SHAPES[form].fullmatch(cell):
        return None
    try:
        return datetime.datetime.strptime(cell, form).toordinal() + hours / 24
    except ValueError:
        return None


def swapped(form):
    """Return the form that has the day where this has the month, None where none is usual."""
    other = form.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m")
    return other if other != form and other in DATES else None


def in_order(form, day_first):
    """Return a form, or the one with day and month exchanged, so that it has them in this order."""
    return form if swapped(form) is None or form.startswith("%d") == day_first else swapped(form)


def example(form):
    """Return New Year's Eve as a form writes it, to show which number is the day."""
    return "23:59" if form == TIMES else datetime.date(2024, 12, 31).strftime(form)


def date_forms(cells):
    """Return the forms in which most of the cells are dates, the best ones alone."""
    sample = cells[:20]
    forms = [form for form in DATES + [TIMES] if any(
        moment(cell, form) is not None for cell in sample)]
    fits = {form: len([1 for cell in cells if moment(cell, form) is not None]) for form in forms}
    most = max(fits.values(), default=0)
    return [form for form in forms if fits[form] == most] if 2 * most > len(cells) else []


# --- Labels: categories and classes ------------------------------------------------------

WHOLE = re.compile(r"([+-]?)([0-9]+)(?:[.,]0*)?")


def key(cell):
    """Return what a label is known by in its column: 1 and 1.0 are one label, and TRUE, True and 1.

    1.10 is not 1.1, nor 01 1, nor 1E2 100: they may be versions and the numbers of parts.
    """
    word = cell.lower()
    if word in ("true", "false", "yes", "no"):
        return {"true": "1", "false": "0"}.get(word, word)
    whole = WHOLE.fullmatch(cell)
    if "," in cell and marks_of(cell) != ",":  # 1,000 may be a thousand
        return cell
    if whole:
        return whole.group(1).replace("+", "") + whole.group(2)
    return cell.replace(",", ".") if "." not in cell and number(cell, True) is not None else cell


def amount(cell):
    """Return the number that a label is, else None. Of several 1.1, 1.10 and 01.1 are one."""
    value = number(key(cell))  # beyond 1e15, neighbours are one float
    return value if value is not None and abs(value) < 1e15 else None


def finder(labels):
    """Return a function that gives the place of a cell's label, None for one that is not there.

    A table may have lost the 0s in front of whole numbers: 1067 is 01067, where no label is 1067.
    """
    places = {key(label): place for place, label in enumerate(labels)}
    wholes = [(amount(label), place) for label, place in places.items() if WHOLE.fullmatch(label)]
    counts = collections.Counter(value for value, _ in wholes)
    shorter = {value: place for value, place in wholes if counts[value] == 1}

    def find(cell):
        word = key(cell)
        value = amount(word) if WHOLE.fullmatch(word) else None
        return places.get(word, shorter.get(value) if value is not None else None)

    return find


def spellings(cells):
    """Return the most frequent spelling of each different label, numbers by size, then texts; and
    a line for each label that has others, too, and for labels that are the same number."""
    found = {}
    for cell in cells:
        found.setdefault(key(cell), collections.Counter())[cell] += 1
    sizes = {k: amount(k) for k in found}
    order = sorted(found, key=lambda k: (sizes[k] is None, sizes[k] or 0.0, k))
    labels = [found[k].most_common(1)[0][0] for k in order]
    notes = ["%s is written %s, too" % (label, ", ".join(sorted(set(found[k]) - {label})))
             for label, k in zip(labels, order) if len(found[k]) > 1]
    same = {}
    for label, k in zip(labels, order):
        same.setdefault(sizes[k], []).append(label)
    notes += ["%s are different categories here" % " and ".join(group)
              for size, group in same.items() if size is not None and len(group) > 1]
    return labels, notes
