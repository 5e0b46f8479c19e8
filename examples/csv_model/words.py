"""What was understood of a table, and how good the answers are, in words."""

import math
import statistics
import sys
import textwrap

from examples.helpers.tables import accuracy, confusion_text
from examples.csv_model import cells as meaning


def lines(text, indent="", most=sys.maxsize):
    """Return a text in lines of less than 80 columns, cut after so many letters."""
    return textwrap.fill(textwrap.shorten(text, most, placeholder=" ..."), 79,
                         initial_indent=indent, subsequent_indent=indent + "  ")


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
            found.append(lines("%s: a %s like %s, as its number of %s" % ((column["name"],) + (
                ("time", "23:59", "hours") if column["form"] == meaning.TIMES else
                ("date", meaning.example(column["form"]), "days"))), "  ", most))
        if column["kind"] == "category":
            found.append(lines("%s: one of %s" % (
                column["name"], " | ".join(column["labels"])), "  ", most))
    return "\n".join(found)


def marks_text(table, places):
    """Return lines that tell how marks in numbers were read, where that is not plain."""
    found = []
    for place in places:
        mark = table.mark_of(place)
        read = [(meaning.value_of(part[0], mark), part[0]) for part in table.parts(place)]
        others = [pair for pair in read if pair[0] != meaning.number(pair[1])]
        if others:
            value, digits = max(others, key=lambda pair: len(pair[1]))
            found.append("%s: %s is read as %.15g" % (table.names[place], digits, value))
    if len(found) > 3:
        found[3:] = ["(and %d more columns in the same way)" % (len(found) - 3)]
    return found


def understood(table, columns, left):
    """Return lines that tell how a table was read, what is predicted, and from what."""
    if table.header:
        found = ["Line %d was taken for the names of the columns. If it is data: --no-header"
                 % table.header]
    else:
        found = ["Line %d was taken for data. If it holds the names of the columns: --header"
                 % table.lines[0]]
    target = columns["target"]
    numbers = [column["place"] for column in columns["inputs"] if column["kind"] == "number"]
    labels = [column["place"] for column in columns["inputs"] if column["kind"] == "category"]
    (labels if target["classes"] else numbers).append(target["place"])
    found += marks_text(table, numbers)
    found.append(lines("Predicted: " + meaning_of(target), most=400))
    for place in labels:
        found += [lines("%s: %s" % (table.names[place], note), most=400)
                  for note in meaning.spellings(table.cells(place))[1]]
    found += ["", inputs_text(columns["inputs"], 400)]
    if left:
        found += ["", "Left out"] + [lines(why, "  ", 400) for why in left]
    return "\n".join(found)


# --- How good the answers are ------------------------------------------------------------

def better(errors, usual):
    """Return how much better errors are than the usual ones, row by row: "clearly", "hardly" (by
    less than two standard errors of the mean difference: it may be luck), or "no"."""
    gains = [b - a for a, b in zip(errors, usual)]
    gain = statistics.fmean(gains)
    if gain <= 0.0:
        return "no"
    luck = 2.0 * statistics.stdev(gains) / len(gains) ** 0.5 if len(gains) > 1 else gain
    return "clearly" if gain > luck else "hardly"


def judged(answers, truth, target):
    """Return lines that tell how good the answers are, beside always giving the usual one; and a
    warning where they are not clearly better, else None."""
    classes = target["classes"]
    usual = target["usual"]
    always = "always answering %s" % (
        textwrap.shorten(usual, 40, placeholder=" ...") if classes else "the mean, %.6g" % usual)
    if classes:
        errors, others = [[float(answer != label) for answer, label in zip(given, truth)]
                          for given in (answers, [usual] * len(truth))]
        text = "%d of %d right, accuracy %.4f\n(%s: %.4f)" % (
            errors.count(0.0), len(truth), accuracy(answers, truth), always,
            others.count(0.0) / len(truth))
    else:
        size = max(map(abs, truth)) or 1.0  # the square of a large number would overflow
        errors, others = [[(answer / size - value / size) ** 2
                           for answer, value in zip(given, truth)]
                          for given in (answers, [usual] * len(truth))]
        text = "root mean squared error %.6g\n(%s: %.6g)" % (
            size * math.sqrt(statistics.fmean(errors)), always,
            size * math.sqrt(statistics.fmean(others)))
    if len(set(truth)) == 1 < len(truth):
        text += "\nAll of these rows have the same %s, %s: they tell little." % (
            target["name"], truth[0] if classes else "%.6g" % truth[0])
    if classes and len(classes) < 16:  # more never fit
        confusion = confusion_text(answers, truth, classes)
        if len(confusion.partition("\n")[0]) < 80:
            text += "\n\n" + confusion
    grade = better(errors, others)
    warning = None
    if grade != "clearly":
        warning = "WARNING: on the %d row%s held out, the model is %s better than %s: %s." % (
            len(truth), "" if len(truth) == 1 else "s", grade, always,
            "do not rely on it" if grade == "no" else "that may be luck")
    return text, warning
