"""The page that --report writes: one HTML file that needs nothing else."""

import html
import os

from examples.csv_model import cells as meaning
from examples.csv_model import charts, gaps, judging, words
from examples.csv_model.table import as_argument
from examples.helpers.tables import confusion

STYLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page.css")
MOST_CLASSES = 30  # have a confusion that can be looked at
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
{head}
</header>
<main>
{sections}
</main>
</body>
</html>
"""


# --- Pieces of HTML ----------------------------------------------------------------------

def escaped(value):
    """Return a value as HTML."""
    return html.escape(str(value))


def tag(name, content, **attributes):
    """Return an element; content is HTML already. A _ that ends an attribute's name is cut."""
    given = "".join(' %s="%s"' % (key.rstrip("_").replace("_", "-"), escaped(value))
                    for key, value in attributes.items())
    return "<%s%s>%s</%s>" % (name, given, content, name)


def paragraph(text, **attributes):
    """Return a paragraph of plain text."""
    return tag("p", escaped(text), **attributes)


def section(title, *parts, wide=False):
    """Return a part of the page under a heading."""
    return tag("section", "\n".join([tag("h2", escaped(title))] + list(parts)),
               **({"class_": "wide"} if wide else {}))


def table(caption, head, rows, kinds, name=""):
    """Return a table that can be scrolled by itself. kinds: the class of each column's cells, "" or
    "text" or "number"; the first column heads the rows."""
    top = "".join(tag("th", escaped(cell), scope="col", class_=kind)
                  for cell, kind in zip(head, kinds))
    body = "\n".join(tag("tr", tag("th", escaped(row[0]), scope="row") + "".join(
        tag("td", escaped(cell), class_=kind) for cell, kind in zip(row[1:], kinds[1:])))
        for row in rows)
    return scrolled(caption, tag("table", "<thead>%s</thead>\n<tbody>%s</tbody>" % (
        tag("tr", top), body), class_=name))


def scrolled(name, content):
    """Return content under its name, in a box that scrolls sideways, by keys too."""
    return paragraph(name, class_="soft") + tag(
        "div", content, class_="scroll", role="region", aria_label=name, tabindex="0")


def figures(pairs):
    """Return figures with their names, large."""
    return tag("dl", "".join(tag("div", tag("dt", escaped(name)) + tag("dd", escaped(value)))
                             for name, value in pairs), class_="figures")


# --- The table as understood -------------------------------------------------------------

def kind_of(column):
    """Return what a column is taken for, in words."""
    if column["kind"] == "number":
        return "number" + (" in " + column["unit"] if column["unit"] else "")
    if column["kind"] == "date":
        return "time" if column["form"] == meaning.TIMES else "date"
    return "category"


def holds(task, column):
    """Return what a column holds: its range or its categories."""
    known = task.table.known(column["place"])
    if column["kind"] == "category":
        labels = [label or "(missing)" for label in column["labels"]]
        return words.short("%d: %s" % (len(labels), " | ".join(labels)), 160)
    if column["kind"] == "date":
        return "such as " + known[0] if known else ""
    values = [v for v in task.table.numbers(column["place"], column["unit"]) if v is not None]
    return "%.6g to %.6g, mean %.6g" % (min(values), max(values), column["mean"])


def understood(task, columns):
    """Return the section on the table's columns."""
    lacking = gaps.counted(task.table, [column["place"] for column in columns["inputs"]])
    rows = [(column["name"], kind_of(column), holds(task, column),
             lacking.get(column["place"], "none")) for column in columns["inputs"]]
    target = columns["target"]
    rows.append((target["name"], "to predict", "one of " + words.short(
        " | ".join(target["classes"]), 160) if target["classes"] else "%s to %s" % (
            "%.6g" % min(task.truth), "%.6g" % max(task.truth)), "none"))
    shown = 4 if lacking else 3
    left = [paragraph(task.gaps + ".")] if task.gaps else []
    if task.left:
        left += [tag("h3", "Left out"), tag("ul", "".join(
            tag("li", escaped(why)) for why in task.left))]
    return section("The table as understood", table(
        "%d columns to learn from, of %d" % (len(rows) - 1, len(task.table.names)),
        ["Column", "Taken for", "Holds", "Missing"][:shown], [row[:shown] for row in rows],
        ["", "", "text", "number"][:shown]), *left,
        wide=True)


# --- Learning and judging ----------------------------------------------------------------

def learning(learned, judge):
    """Return the section on the losses."""
    report = learned.report
    text = ("%d rows were learned, %d watched, to choose the epoch by their smoothed loss, and %d "
            "kept to judge by." % (len(report.learned), len(report.held_out), len(judge)))
    kept = "Kept was epoch %d of start %d (dotted line)." % (report.epoch + 1, report.start + 1)
    sizes = ", ".join(map(str, learned.model.sizes))
    return section("Learning", tag("figure", charts.losses(learned.curve, report.epoch) + tag(
        "figcaption", escaped(text + " " + kept))), paragraph("Network(%s)" % sizes, class_="soft"))


def confusion_table(answers, truth, classes):
    """Return the confusion as a table; the more of a class's rows a cell has, the darker it is."""
    caption = "A row for each class, a column for each answer"
    head = tag("tr", tag("td", "") + "".join(
        tag("th", escaped(label), scope="col") for label in classes))
    body = ""
    for k, row in enumerate(confusion(answers, truth, classes)):
        total = max(1, sum(row))
        body += tag("tr", tag("th", escaped(classes[k]), scope="row") + "".join(
            tag("td", count, class_="right" if k == answer else "",
                style="background: rgba(var(--heat), %.2f)" % (0.35 * count / total))
            for answer, count in enumerate(row)))
    return scrolled(caption, tag("table", "<thead>%s</thead><tbody>%s</tbody>" % (head, body),
                                 class_="confusion"))


def judged(judgement, target):
    """Return the section on how good the answers are."""
    answers, truth, classes = judgement.answers, judgement.truth, target["classes"]
    if not truth:
        return section("How good it is", paragraph(
            "No rows were held out: nothing tells how good the model is on new ones."))
    if classes is None:
        return section("How good it is", tag("figure", charts.scatter(
            truth, answers, target["name"]) + tag("figcaption", escaped(
                "Rows held out: on the dotted line, predicted and true values agree."))))
    parts = []
    if len(classes) <= MOST_CLASSES:
        parts.append(confusion_table(answers, truth, classes))
    found = judging.of_classes(answers, truth, classes)
    parts.append(table("Precision: of what was answered so, the share that is right. Recall: of "
                       "the class's rows, the share found", ["Class", "Rows", "Precision", "Recall"], [
                           (label, rows, words.share(precision), words.share(recall))
                           for label, (rows, precision, recall) in zip(classes, found)],
                       ["", "number", "number", "number"]))
    return section("How good it is", *parts)


def headline(judgement, target):
    """Return the figures at the top."""
    answers, truth = judgement.answers, judgement.truth
    if not truth:
        return []
    usual = [target["usual"]] * len(truth)
    if target["classes"]:
        return [("accuracy", "%.1f %%" % (100.0 * judging.score(answers, truth, True))),
                ("always " + words.short(target["usual"], 20),
                 "%.1f %%" % (100.0 * judging.score(usual, truth, True))),
                ("rows held out", len(truth))]
    error, absolute, explained = judging.of_numbers(answers, truth)
    unit = " " + target["unit"] if target["unit"] else ""
    return [("root mean squared error", "%.4g%s" % (error, unit)),
            ("always the mean", "%.4g%s" % (judging.score(usual, truth, False), unit)),
            ("mean absolute error", "%.4g%s" % (absolute, unit)),
            ("R2", words.share(explained)), ("rows held out", len(truth))]


def moving(columns):
    """Return the section on what moves the answer."""
    target, importance = columns["target"], columns["importance"]
    names = [column["name"] for column in columns["inputs"]]
    order = sorted(range(len(names)), key=lambda k: -importance[k][0])[:12]
    text = "By so much " + words.moves(target, words.measured_on(columns))
    parts = [tag("figure", charts.bars([(names[k], importance[k][0]) for k in order], text)
                 + tag("figcaption", escaped(text + ".")))]
    if target["classes"]:
        rows = [[label] + ["-" if importance[k][c + 1] is None else
                           words.weighed(importance[k][c + 1], 1.0) for k in order[:6]]
                for c, label in enumerate(target["classes"])]
        parts.append(table("The same for each class, the first columns", [
            "Class"] + [names[k] for k in order[:6]], rows, [""] + ["number"] * len(order[:6])))
    return section("What moves the answer", *parts)


def room_below(target):
    """Return whether what shows how good it is leaves room for the mistakes below."""
    return len(target["classes"] or []) <= 5


def mistakes(task, columns, judgement):
    """Return the section on the worst mistakes."""
    target = columns["target"]
    worst = judging.worst(judgement.answers, judgement.truth, judgement.probabilities,
                          target["classes"])
    if not worst:
        return section("Worst mistakes", paragraph("There are none on the rows held out."),
                       wide=not room_below(target))
    order = range(len(columns["inputs"]))
    if columns["importance"]:
        order = sorted(order, key=lambda k: -columns["importance"][k][0])[:6]
    shown = [columns["inputs"][k] for k in order]
    head = ["Line", "True", "Answered", "Probability" if target["classes"] else "Off by"]
    number = "" if target["classes"] else "number"
    rows = []
    for r in worst:
        row = judgement.rows[r]
        truth, answer = judgement.truth[r], judgement.answers[r]
        off = "%.2f" % max(judgement.probabilities[r]) if target["classes"] else "%.4g" % (
            answer - truth)
        cells = [truth, answer] if target["classes"] else ["%.6g" % truth, "%.6g" % answer]
        rows.append([task.table.lines[row]] + cells + [off] + [
            words.short(task.table.rows[row][column["place"]], 40) for column in shown])
    return section("Worst mistakes", table(
        "Rows held out that were answered worst, and the columns that move the answer most",
        head + [column["name"] for column in shown], rows,
        ["", number, number, "number"] + [
            "number" if column["kind"] == "number" else "" for column in shown]),
        wide=not room_below(target))


def commands(options):
    """Return the section on what to do next."""
    model = as_argument(options.save)
    return section("What to do with it", paragraph("Predict for the rows of a new table:"), tag(
        "pre", escaped("python -m examples.csv_model predict %s NEW.csv --output ANSWERS.csv"
                       % model)), paragraph("Put it into a program in another language:"), tag(
        "pre", escaped("python -m examples.export %s --to c -o model.h" % model)), paragraph(
            "In Python, neuron.load(%r) answers a row of numbers, in the order of the columns "
            "above; a category is a 1 among 0s." % options.save, class_="soft"), wide=True)


# --- The page ----------------------------------------------------------------------------

def page(task, columns, learned, judgement, options):
    """Return the page on a training, as HTML."""
    target = columns["target"]
    name = os.path.basename(task.table.path)
    head = [paragraph("A network learned to predict %s. The table %s has %d rows." % (
        words.short(words.meaning_of(target), 200), name, task.count)),
        figures(headline(judgement, target))]
    if learned.stopped:
        head.append(paragraph("The training was stopped by Ctrl-C: this is the best of the %d "
                              "epochs until then." % len(learned.curve), class_="warning"))
    if columns["warning"]:
        head.append(paragraph(columns["warning"], class_="warning"))
    head += [paragraph("Note: " + note, class_="warning") for note in task.notes]
    with open(STYLE, encoding="utf-8") as file:
        style = file.read()
    good = [judged(judgement, target)]
    worst = [mistakes(task, columns, judgement)] if judgement.rows else []
    if room_below(target):
        good, worst = good + worst, []
    sections = [understood(task, columns),
                tag("div", learning(learned, judgement.rows) + moving(columns), class_="column"),
                tag("div", "\n".join(good), class_="column"), *worst, commands(options)]
    return PAGE.format(title=escaped("%s from %s" % (target["name"], name)), style=style,
                       head="\n".join(head), sections="\n".join(sections))
