"""What was understood of a table, how it is learned and how good the answers are, in words."""

import os
import shutil
import statistics
import sys
import textwrap

from examples.csv_model import cells as meaning
from examples.csv_model import columns as columns_of
from examples.csv_model import judging
from examples.helpers.tables import confusion, confusion_text


def say(text=""):
    """Print a text at once. Where nobody reads any more, as with | head, the work goes on."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        silence()
    except OSError:
        silence()
        raise


def tell(text):
    """Print to standard error, if it can be: else there is no place to say that it can't."""
    if sys.stderr is not None:  # closed: print() would take standard output
        try:
            print(text, file=sys.stderr, flush=True)
        except OSError:
            silence(sys.stderr)


def silence(stream=None):
    """Let all further output go nowhere, also what is left to be written at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), (stream or sys.stdout).fileno())
    except OSError:
        pass  # it is no file


def width():
    """Return how wide lines may be: as the terminal, at most 79."""
    if not sys.stdout.isatty():
        return 79
    return max(20, min(79, shutil.get_terminal_size().columns - 1))


def lines(text, indent="", most=sys.maxsize):
    """Return a text in lines that fit, cut after so many letters. Words and paths stay whole."""
    return textwrap.fill(textwrap.shorten(text, most, placeholder=" ..."), width(),
                         initial_indent=indent, subsequent_indent=indent + "  ",
                         break_on_hyphens=False, break_long_words=False)


def short(text, most=40):
    """Return a text of at most so many letters."""
    return text if len(text) <= most else text[:most - 4] + " ..."


# --- What was understood -----------------------------------------------------------------

def meaning_of(target):
    """Return what is predicted, in words."""
    if target["classes"]:
        return "%s, one of %s" % (target["name"], " | ".join(target["classes"]))
    return target["name"] + ", a number" + (" in " + target["unit"] if target["unit"] else "")


def inputs_text(inputs, most=sys.maxsize):
    """Return lines that tell what the columns are taken for, each cut after so many letters."""
    found = ["Inputs"]
    for unit in sorted({column["unit"] for column in inputs if column["kind"] == "number"}):
        names = [column["name"] for column in inputs if column.get("unit") == unit]
        found.append(lines("numbers%s: %s" % (
            " in " + unit if unit else "", ", ".join(names)), "  ", most))
    for column in inputs:
        if column["kind"] == "date":
            found.append(lines("%s: %s" % (column["name"], date_text(column)), "  ", most))
        if column["kind"] == "category":
            found.append(lines("%s: one of %s" % (
                column["name"], " | ".join(label or "(missing)" for label in column["labels"])),
                "  ", most))
    return "\n".join(found)


def date_text(column):
    """Return what a column of dates or times is taken for."""
    form = column["form"]
    if form == meaning.TIMES:
        return "a time like 23:59, as its number of hours"
    text = "a date like %s, as its number of days" % meaning.example(form)
    if column.get("order_unknown"):
        text += " (or like %s: nothing tells the day from the month)" % meaning.example(
            meaning.swapped(form))
    return text


def marks_text(table, places):
    """Return lines that tell how marks in numbers were read, where that is not plain."""
    found = []
    for place in places:
        mark = table.mark_of(place)
        read = [(meaning.value_of(part[0], mark), part[0]) for part in table.parts(place) if part]
        others = [pair for pair in read if pair[0] != meaning.number(pair[1])]
        if table.guessed(place):
            others = others or [pair for pair in read if not pair[1].isdigit()]
        if others:
            value, digits = max(others, key=lambda pair: len(pair[1]))
            found.append("%s: %s is read as %.15g" % (table.names[place], digits, value))
    if len(found) > 3:
        found[3:] = ["(and %d more columns in the same way)" % (len(found) - 3)]
    return found


def years_text(table, columns):
    """Return lines that tell how years of two digits were read."""
    found = []
    for column in columns:
        ends = columns_of.short_years(table, column["place"], column)
        if ends:
            found.append(lines("%s: years of two digits are read as 1969 to 2068, the dates go "
                               "from %s to %s" % (column["name"], *ends)))
    return found


def comments(table):
    """Return a line on the lines that were taken for comments, if there are any."""
    if not table.comments:
        return []
    return ["%d line%s with # in front %s taken for comments" % (
        table.comments, *(("", "was") if table.comments == 1 else ("s", "were")))]


def understood(table, columns, left, gaps):
    """Return lines that tell how a table was read, what is predicted, and from what.

    left: why other columns are left out; gaps: what was done about missing values, or None
    """
    if table.header:
        found = ["Line %d was taken for the names of the columns. If it is data: --no-header"
                 % table.header]
    else:
        found = ["Line %d was taken for data. If it holds the names of the columns: --header"
                 % table.lines[0]]
    found += comments(table)
    target = columns["target"]
    numbers = [column["place"] for column in columns["inputs"] if column["kind"] == "number"]
    labels = [column["place"] for column in columns["inputs"] if column["kind"] == "category"]
    (labels if target["classes"] else numbers).append(target["place"])
    found += marks_text(table, numbers)
    found += years_text(table, columns["inputs"])
    found.append(lines("Predicted: " + meaning_of(target), most=400))
    for place in labels:
        found += [lines("%s: %s" % (table.names[place], note), most=400)
                  for note in meaning.spellings(table.known(place))[1]]
    found += ["", inputs_text(columns["inputs"], 400)]
    if gaps:
        found += ["", lines(gaps)]
    if left:
        found += ["", "Left out"] + [lines(why, "  ", 400) for why in left]
    return "\n".join(found)


# --- How a network learns ------------------------------------------------------------------

def shares(learned, watched, judged):
    """Return which rows are for what."""
    text = "%d rows to learn from" % (learned + watched)
    if watched:
        text = "%d rows to learn from, %d to watch while learning (they choose what is kept)" % (
            learned, watched)
    return lines("%s, %s to judge by" % (text, judged or "none"))


def plan(sizes, largest, epochs, starts, each, duration):
    """Return how large the network is, and how long it takes. largest: the column that becomes most
    inputs, and how many."""
    name, width = largest
    inputs = "%d input%s" % (sizes[0], "" if sizes[0] == 1 else "s")
    if width >= 100:
        inputs += " (%d of them from %s)" % (width, name)
    return lines("%s: Network(%s) learns, in %d start%s of at most %d epochs. An epoch takes about "
                 "%s: at most %s in all, less where nothing gets better" % (
                     inputs, ", ".join(map(str, sizes)), starts, "" if starts == 1 else "s", epochs,
                     each, duration))


def loss_curve(curve):
    """Return the losses of epochs 1, 2, 5, 10, ..., of the best and of the last, with bars."""
    watched = curve[0][1] is not None
    shown = [watch if watched else learned for learned, watch in curve]
    best = shown.index(min(shown)) + 1
    chosen = {epoch for epoch in range(1, len(curve) + 1)
              if str(epoch).rstrip("0") in ("1", "2", "5")} | {best, len(curve)}
    found = ["Epoch  Loss: learned" + ("   watched, smoothed" if watched else "")]
    for epoch in sorted(chosen):
        learned, watch = curve[epoch - 1]
        cells = "%-10.4g" % learned + ("%-10.4g" % watch if watched else "")
        bar = "#" * min(30, round(30 * shown[epoch - 1] / (shown[0] or 1.0)))
        kept = "  <- kept" if epoch == best and watched else ""
        found.append("%5d        %s%s%s" % (epoch, cells, bar, kept))
    return "\n".join(line.rstrip() for line in found)


# --- How good the answers are ------------------------------------------------------------

def always(target):
    """Return what the usual answer is, in words."""
    return "always answering %s" % (
        short(target["usual"]) if target["classes"] else "the mean, %.6g" % target["usual"])


def summary(answers, truth, target):
    """Return how good the answers are, beside always giving the usual one."""
    usual = [target["usual"]] * len(truth)
    if target["classes"]:
        return "%d of %d right, accuracy %.4f\n(%s: %.4f)" % (
            len([1 for pair in zip(answers, truth) if pair[0] == pair[1]]), len(truth),
            judging.score(answers, truth, True), always(target), judging.score(usual, truth, True))
    error, absolute, explained = judging.of_numbers(answers, truth)
    return "root mean squared error %.6g\n(%s: %.6g)\nmean absolute error %.6g%s" % (
        error, always(target), judging.score(usual, truth, False), absolute,
        "" if explained is None else ", R2 %.4f" % explained)


def warning(answers, truth, target):
    """Return a warning where the answers are not clearly better than the usual one, else None."""
    grade = judging.grade(answers, truth, target)
    if grade == "clearly":
        return None
    return "WARNING: on the %d row%s held out, the model is %s better than %s: %s." % (
        len(truth), "" if len(truth) == 1 else "s", grade, always(target),
        "do not rely on it" if grade == "no" else "that may be luck")


def per_class(answers, truth, classes):
    """Return precision and recall of each class as lines."""
    size = max([len(short(label)) for label in classes] + [5])
    found = ["%-*s  rows  precision  recall" % (size, "class")]
    for label, (rows, precision, recall) in zip(
            classes, judging.of_classes(answers, truth, classes)):
        found.append("%-*s  %4d  %9s  %6s" % (size, short(label), rows, share(precision),
                                              share(recall)))
    return "\n".join(found)


def share(value):
    """Return a share with four digits, - for none."""
    return "-" if value is None else "%.4f" % value


def confused(answers, truth, classes):
    """Return the confusion in lines that fit: by names, by numbers, or its worst parts."""
    text = confusion_text(answers, truth, classes)
    if len(text.partition("\n")[0]) <= width():
        return text
    size = max(len(str(len(truth))), len(str(len(classes)))) + 2
    longest = max(map(len, classes))
    left = min(longest, width() - size * len(classes) - 20)
    if left >= min(longest, 8):
        return numbered(answers, truth, classes, left, size)
    pairs = {}
    for answer, label in zip(answers, truth):
        if answer != label:
            pairs[label, answer] = pairs.get((label, answer), 0) + 1
    order = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:10]
    return "\n".join(["Most frequent mistakes" if order else "No mistakes"] + [lines(
        "%d  %s was answered %s" % (pairs[pair], short(pair[0], 30), short(pair[1], 30)), "  ")
        for pair in order])


def numbered(answers, truth, classes, left, size):
    """Return the confusion with a number for each class at the head of its column."""
    head = " " * (left + 5) + "".join("%*d" % (size, k) for k in range(1, len(classes) + 1))
    found = [head + "  was answered"]
    for k, row in enumerate(confusion(answers, truth, classes)):
        found.append("%3d  %-*s%s" % (k + 1, left, short(classes[k], left), "".join(
            "%*d" % (size, count) for count in row)))
    return "\n".join(found)


def judged(answers, truth, target):
    """Return lines that tell how good the answers are: in all, for each class, and the mistakes."""
    text = summary(answers, truth, target)
    if len(set(truth)) == 1 < len(truth):
        text += "\nAll of these rows have the same %s, %s: they tell little." % (
            target["name"], truth[0] if target["classes"] else "%.6g" % truth[0])
    if target["classes"]:
        text += "\n\n%s\n\n%s" % (confused(answers, truth, target["classes"]),
                                  per_class(answers, truth, target["classes"]))
    return text


def not_learned(labels, target):
    """Return a line on rows whose label was not learned."""
    one = len(labels) == 1
    return lines("%d row%s a %s that was not learned, which no answer can be: %s" % (
        len(labels), " has" if one else "s have", target["name"],
        short(", ".join(sorted(set(labels))), 200)))


def of_folds(scores, target):
    """Return the mean and the spread of the folds' scores."""
    return "%d folds: %s %.4g on average, from %.4g to %.4g (standard deviation %.2g)" % (
        len(scores), judging.NAMES[target["classes"] is not None], statistics.fmean(scores),
        min(scores), max(scores), statistics.stdev(scores))


# --- What moves the answer ---------------------------------------------------------------

HELD, WATCHED, LEARNED = ROWS = ("the rows held out", "the rows watched while learning",
                                 "the rows learned from")


def measured_on(columns):
    """Return which rows tell what moves the answer. Earlier files do not say it."""
    known = columns.get("measured_on")
    return known or (HELD if columns["judged"] else "rows that had a part in the learning")


def moves(target, rows):
    """Return what the importance of a column is, measured on these rows, as ROWS calls them."""
    return "%s when a column's values are mixed up among %s" % (
        "the probability of the right class falls, on average," if target["classes"] else
        "the root mean squared error grows", rows)


def importance_text(columns):
    """Return what moves the answers: the columns in order, then the first ones of each class."""
    target, importance, rows = columns["target"], columns["importance"], measured_on(columns)
    names = [column["name"] for column in columns["inputs"]]
    classes = target["classes"]
    found = [lines("What moves the answer: by so much " + moves(target, rows))]
    order = sorted(range(len(names)), key=lambda k: -importance[k][0])
    size = min(max(map(len, names)), 30)
    most = max([row[0] for row in importance] + [1e-300])
    for k in order[:10]:
        amount = importance[k][0]
        found.append(("  %-*s  %8s  %s" % (size, short(names[k], size), weighed(amount, most),
                                           "#" * max(0, round(30 * amount / most)))).rstrip())
    if len(names) > 10:
        found.append("  (and %d more columns, which move it less)" % (len(names) - 10))
    if classes:
        found += ["", "For each class"] + [of_one_class(columns, k + 1, label)
                                           for k, label in enumerate(classes)]
    return "\n".join(found)


def weighed(amount, most):
    """Return an amount, 0 if it is nothing beside the largest."""
    return "0" if abs(amount) < 0.001 * most else "%.3g" % amount


def of_one_class(columns, k, label):
    """Return the three columns that move the probability of a class most, on its rows."""
    names = [column["name"] for column in columns["inputs"]]
    falls = [row[k] for row in columns["importance"]]
    if falls[0] is None:
        return lines("%s: none of %s has it" % (short(label), measured_on(columns)), "  ")
    falls = [fall or 0.0 for fall in falls]
    order = sorted(range(len(names)), key=lambda column: -falls[column])[:3]
    told = ["%s %.2g" % (short(names[column]), falls[column]) for column in order
            if falls[column] > 0.001]
    return lines("%s: %s" % (short(label), ", ".join(told) or "nothing by itself"), "  ")
