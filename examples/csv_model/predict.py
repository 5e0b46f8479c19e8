"""predict: answer the rows of a new table, as CSV."""

import csv
import io
import os
import sys

from examples.csv_model import columns as columns_of
from examples.csv_model import files, gaps, learning, reading, words
from examples.csv_model.train import targets_of
from examples.helpers import tables
from examples.helpers.files import check_place


def opened(path, columns, delimiter=None, decimal=None, day_first=None):
    """Return the table to answer, read as the model's own was, and as the options say."""
    names = {column["name"] for column in columns["inputs"] if column["name"] != (
        "column %d" % (column["place"] + 1))} if columns["header"] else None
    # Earlier files do not tell the delimiter: beside decimal commas it is hardly a comma.
    usual = columns.get("delimiter") or (";" if columns["decimal"] == "," else ",")
    learned = reading.Learned(columns["width"], usual, decimal or columns["decimal"], names)
    table = reading.read(path, columns["header"], delimiter=delimiter, learned=learned)
    table.usual = columns["decimal"]
    table.mark = decimal
    table.day_first = day_first
    return table


def places(table, columns):
    """Return each input's place in a new table, and the target's, None where it has none.

    The table gets to know what the model knows of these columns.
    """
    where, known = (by_name if columns["header"] else by_place)(table, columns)
    for column, place in zip(columns["inputs"], where):
        tell_kind(table, place, column["kind"] == "number", column)
    if known is not None:
        tell_kind(table, known, columns["target"]["classes"] is None, columns["target"])
    return where, known


def by_name(table, columns):
    """Return what places() does, in a table with names."""
    target = columns["target"]["name"]
    return ([columns_of.named(table, column["name"]) for column in columns["inputs"]],
            columns_of.named(table, target) if target in table.names else None)


def by_place(table, columns):
    """Return what places() does, in a table without names: the target's column may be missing."""
    target = columns["target"]["place"]
    missing = columns["width"] - len(table.names)
    if missing not in (0, 1):
        raise ValueError("%s: %d columns, but the model learned from %d, one of them its target" % (
            table.path, len(table.names), columns["width"]))
    return ([column["place"] - (missing if column["place"] > target else 0)
             for column in columns["inputs"]], None if missing else target)


def tell_kind(table, place, is_number, column):
    """Let a table know whether a column holds numbers, and the decimal mark that was learned."""
    table.are_numbers[place] = is_number
    if is_number:
        table.learned[place] = column.get("decimal")


def taken_over(table, wanted):
    """Return the places of the columns to copy: those named, or all."""
    if wanted == ["all"] and "all" not in table.names:
        return list(range(len(table.names)))
    names = []
    for column in wanted:
        names += [column] if column in table.names else column.split(",")
    return [columns_of.find(table, name) for name in names]


def as_csv(table, copied, answers, target):
    """Return the answers as the text of a CSV file, beside the columns that are copied."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    title = "predicted " + target["name"] + (" (%s)" % target["unit"] if target["unit"] else "")
    classes = target["classes"]
    writer.writerow([table.names[place] for place in copied] + [title]
                    + ["probability of " + label for label in classes or []])
    for row, (answer, shares) in zip(table.rows, answers):
        cells = [row[place] for place in copied]
        writer.writerow(cells + ([answer] + ["%.4f" % share for share in shares] if classes
                                 else ["%.9g" % answer]))
    return file.getvalue()


def write(text, path):
    """Write a text to a file, or to standard output: in UTF-8 if that is no terminal."""
    if path:
        files.write_whole(path, text)
        return
    if not sys.stdout.isatty() and hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        sys.stdout.write(text)
    sys.stdout.flush()


def check_output(options):
    """Refuse to write the answers over what they are made from, or where no file can be."""
    for path in (options.table, options.model, files.columns_path(options.model)):
        if options.output and os.path.realpath(options.output) == os.path.realpath(path):
            raise ValueError("--output %s would replace what is read" % options.output)
    if options.output:
        check_place(options.output)


def predict(options):
    """Write a prediction for each row of a new table, as CSV."""
    check_output(options)
    model, columns = files.load_model(options.model)
    with learning.waiting("Reading the table ..."):
        table = opened(options.table, columns, options.delimiter, options.decimal,
                       options.day_first)
        where, known = places(table, columns)
        copied = taken_over(table, options.taken)
        notes = ["%s: %s" % (table.path, note) for note in words.comments(table)]
        notes += gaps.filled(table, columns["inputs"], where, options.strict)
        rows, more = columns_of.encoded(table, columns["inputs"], where)
        more += ["%s: %s" % (table.path, note) for note in columns_of.far_years(
            table, columns["inputs"], where)]
    answers = learning.answers_of(model, columns["target"]["classes"], rows)
    write(as_csv(table, copied, answers, columns["target"]), options.output)
    for note in notes + more + ([columns["warning"]] if columns["warning"] else []):
        words.tell("csv_model: " + note)
    if known is not None:
        compare(table, known, [answer for answer, _ in answers], columns["target"])


def known_truth(table, place, target):
    """Return the target's labels or numbers. ValueError where they can't be compared with."""
    truth = targets_of(table, place, target)
    if target["classes"] and not set(truth) & set(target["classes"]):
        raise ValueError("%s: %s holds none of the classes learned, but %r" % (
            table.path, target["name"], truth[0]))
    return truth


def compare(table, place, answers, target):
    """Tell on standard error how good the answers are for the rows whose target is known."""
    filled = gaps.complete(table, [place])
    if not filled:
        return
    everything = len(table.rows)
    table = table.part(filled)
    try:
        truth = known_truth(table, place, target)
    except ValueError as error:
        words.tell("csv_model: %s. So the answers are not compared with it" % error)
        return
    text = words.judged(tables.pick(answers, filled), truth, target)
    learned = set(target["classes"] or truth)
    new = [label for label in truth if label not in learned]
    if new:
        text = "%s\n%s" % (words.not_learned(new, target), text)
    if len(filled) < everything:
        text = "%d of %d rows have a %s: " % (len(filled), everything, target["name"]) + text
    words.tell(text)
