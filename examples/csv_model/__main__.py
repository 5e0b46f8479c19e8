"""The command line of csv_model: see the folder's __init__.py for what it does."""

import argparse
import csv
import json
import os
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
if os.path.abspath(sys.path[0]) == HERE:  # run as a file or folder: neuron.py is two folders above
    sys.path[0] = os.path.dirname(os.path.dirname(HERE))

import neuron
from examples.csv_model import cells as meaning
from examples.csv_model import columns as columns_of
from examples.csv_model import reading
from examples.csv_model import words as report
from examples.helpers import tables

FORMAT = "examples.csv_model"
ENOUGH = 0.02  # the cross-entropy of classes to stop at: below, rows are learned by heart


# --- Tables to learn from, and new ones --------------------------------------------------

def opened(path, options, columns=None):
    """Return a table, read as the options say; columns: of the model that is to predict."""
    if columns:
        table = reading.read(path, columns["header"])
        table.usual = columns["decimal"]
    else:
        table = reading.read(path, options.header, [options.target] + options.ignore
                            + options.keep + options.category)
    table.mark = options.decimal
    table.day_first = options.day_first
    return table


def split(labels, share):
    """Return the numbers of the rows to hold out, that share of each label's, and of the others."""
    places = {}
    for r in tables.shuffled(len(labels), seed=1):
        places.setdefault(labels[r], []).append(r)
    test, rest = [], []
    for rows in places.values():
        held = round(share * len(rows))
        test += rows[:held]
        rest += rows[held:]
    return test, rest


def places(table, columns):
    """Return each input's place in a new table, and the target's, None where it has none."""
    inputs = columns["inputs"]
    target = columns["target"]
    if columns["header"]:
        known = target["name"] in table.names
        return ([columns_of.named(table, column["name"]) for column in inputs],
                columns_of.named(table, target["name"]) if known else None)
    missing = columns["width"] - len(table.names)
    if missing not in (0, 1):
        raise ValueError("%s: %d columns, but the model learned from %d, one of them its target" % (
            table.path, len(table.names), columns["width"]))
    return ([column["place"] - (missing if column["place"] > target["place"] else 0)
             for column in inputs], None if missing else target["place"])


# --- Files -------------------------------------------------------------------------------

def columns_path(path):
    """Return the path of the file beside a model: model.json has model.columns.json."""
    return os.path.splitext(path)[0] + ".columns.json"


def save_columns(path, columns):
    """Write a new file, then rename it over the old one: half of one is never left."""
    new = "%s.%d.new" % (path, os.getpid())
    try:
        with open(new, "w", encoding="utf-8") as file:
            json.dump(columns, file, indent=1)
        os.replace(new, path)
    except BaseException:
        if os.path.exists(new):
            os.remove(new)
        raise


def is_described(column):
    """Return whether this is a description as columns.describe() gives it."""
    kind = column["kind"]
    if kind == "category":
        good = {type(label) for label in column["labels"]} == {str}
    else:
        good = {type(column["mean"]), type(column["deviation"])} == {float} and (
            type(column["unit"]) is str if kind == "number" else
            kind == "date" and column["form"] in meaning.DATES + [meaning.TIMES])
    return good and type(column["name"]) is str and type(column["place"]) is int


def belong_together(columns, model):
    """Return whether these can be the columns that were saved with this model."""
    try:
        target = columns["target"]
        inputs = columns["inputs"]
        found = {column["place"] for column in inputs + [target]}
        texts = {type(text) for text in [target["name"], target["unit"], columns["warning"] or ""]
                 + (target["classes"] or [])}
        return ((columns["format"], columns["version"]) == (FORMAT, 2)
                and type(columns["header"]) is bool and columns["decimal"] in (None, ".", ",")
                and all(map(is_described, inputs)) and texts == {str}
                and type(target["place"]) is int and (
                    target["usual"] in target["classes"] if target["classes"]
                    else type(target["usual"]) is float)
                and len(found) == len(inputs) + 1
                and 0 <= min(found) and max(found) < columns["width"]
                and type(model) is neuron.Network
                and model.sizes[0] == len(columns_of.units(inputs))
                and model.sizes[-1] == len(target["classes"] or ["number"]))
    except (KeyError, TypeError, AttributeError, ValueError):
        return False


def load_model(path):
    """Return the network that training saved, and its columns."""
    model = neuron.load(path)
    beside = columns_path(path)
    with open(beside, encoding="utf-8") as file:
        try:
            columns = json.load(file)
        except (ValueError, RecursionError):
            columns = None
    if isinstance(columns, dict) and columns.get("version") == 1:
        raise ValueError("%s: written by an earlier csv_model: train again" % beside)
    if not belong_together(columns, model):
        raise ValueError("%s: not what training wrote beside %s" % (beside, path))
    return model, columns


# --- train -------------------------------------------------------------------------------

def learn(rows, targets, columns, options):
    """Return a network that takes rows as they stand in the table, each epoch's loss, and whether
    Ctrl-C ended the training: the network keeps the epochs done."""
    _, means, deviations = zip(*columns_of.units(columns["inputs"]))
    is_number = columns["target"]["classes"] is None
    target_scale = neuron.standardise(targets) if is_number else (None, None)
    if is_number:
        targets = tables.scaled(targets, *target_scale)
    hidden = [options.hidden] if options.hidden else []
    model = neuron.Network(
        len(rows[0]), *hidden, len(targets[0]), scale=len(rows[0]) ** -0.5,
        activation=["tanh"] * len(hidden) + ["identity" if is_number else "sigmoid"])
    training = model.training(
        tables.scaled(rows, means, deviations), targets, options.epochs, learning_rate="rprop",
        loss="squared" if is_number else "cross_entropy",
        until=0.0 if is_number else ENOUGH)
    losses = []
    stopped = False
    try:
        for _, loss in tables.progress(training, options.epochs):
            losses.append(loss)
    except KeyboardInterrupt:
        if not losses:
            raise KeyboardInterrupt("stopped before the first epoch, nothing is saved")
        stopped = True
    model.fold(means, deviations, *target_scale)
    return model, losses, stopped


def answers_of(model, classes, rows):
    """Return for each row the class predicted, and its output; or the number, and None."""
    if classes is None:
        return [(outputs[0], None) for outputs in model.predict(rows)]
    return [(classes[tables.largest(outputs)], max(outputs)) for outputs in model.predict(rows)]


def targets_of(table, place, target):
    """Return a column's labels or numbers; a label that was not learned is as it stands there."""
    if target["classes"] is None:
        return table.numbers(place, target["unit"])
    known = columns_of.places_of(target["classes"])
    found = [(known.get(meaning.key(cell)), cell) for cell in table.cells(place)]
    return [cell if label is None else target["classes"][label] for label, cell in found]


def train(options):
    """Learn from a table, save the model, and tell how good it is on rows held out."""
    if not options.save.endswith(".json"):
        raise ValueError("--save %s: the name must end with .json" % options.save)
    if not os.path.isdir(os.path.dirname(options.save) or "."):
        raise ValueError("--save %s: there is no such folder" % options.save)
    table = opened(options.table, options)
    if len(table.rows) < 2:
        raise ValueError("%s: %d row(s) to learn from are too few" % (table.path, len(table.rows)))
    target = columns_of.describe_target(table, columns_of.find(table, options.target), options.kind)
    truth = targets_of(table, target["place"], target)
    test, rest = split(truth if target["classes"] else [None] * len(truth), options.holdout)
    if len(rest) < 2:
        raise ValueError("%s: %d row(s) to learn from are too few" % (table.path, len(rest)))
    inputs, left = columns_of.choose(table, target, *[
        [columns_of.find(table, column) for column in chosen]
        for chosen in (options.ignore, options.keep, options.category)], rest)
    columns = {"format": FORMAT, "version": 2, "header": bool(table.header),
               "width": len(table.names), "decimal": table.mark or table.decimal(),
               "inputs": inputs, "target": target, "warning": None}
    rows, _ = columns_of.encoded(table, inputs, [column["place"] for column in inputs])
    learned = tables.pick(truth, rest)
    if target["classes"]:
        targets = [tables.one_hot(label, target["classes"]) for label in learned]
        target["usual"] = statistics.mode(learned)
    else:
        targets = [[value] for value in learned]
        target["usual"] = statistics.fmean(learned)
    print("%s: %d rows, %d to learn from, %d held out" % (
        table.path, len(truth), len(rest), len(test)))
    print(report.understood(table, columns, left) + "\n", flush=True)
    model, losses, stopped = learn(tables.pick(rows, rest), targets, columns, options)
    print("Network(%s)\n\n%s\n" % (", ".join(map(str, model.sizes)), tables.loss_curve(losses)))
    model.save(options.save)  # at once, so that nothing that follows can lose it
    save_columns(columns_path(options.save), columns)
    if test:
        answers = answers_of(model, target["classes"], tables.pick(rows, test))
        text, columns["warning"] = report.judged(
            [answer for answer, _ in answers], tables.pick(truth, test), target)
        print("Held out: " + text)
        seen = {(tuple(rows[r]), truth[r]) for r in rest}
        copies = len([r for r in test if (tuple(rows[r]), truth[r]) in seen])
        if copies:
            print("\n%d of these rows also stand%s among the rows learned from." % (
                copies, "s" if copies == 1 else ""))
    else:
        print("No rows were held out: nothing tells how good the model is on new ones.")
    if columns["warning"]:
        print("\n" + report.lines(columns["warning"]))
        save_columns(columns_path(options.save), columns)
    print("\nSaved %s and %s" % (options.save, columns_path(options.save)))
    if stopped:
        raise KeyboardInterrupt("stopped: %s has learned for %d of %d epochs" % (
            options.save, len(losses), options.epochs))


# --- predict and show --------------------------------------------------------------------

def predict(options):
    """Write a prediction for each row of a new table, as CSV."""
    model, columns = load_model(options.model)
    table = opened(options.table, options, columns)
    where, known = places(table, columns)
    target = columns["target"]
    rows, notes = columns_of.encoded(table, columns["inputs"], where)
    answers = answers_of(model, target["classes"], rows)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    title = "predicted " + target["name"] + (" (%s)" % target["unit"] if target["unit"] else "")
    writer.writerow([title, "output"] if target["classes"] else [title])
    for answer, output in answers:
        writer.writerow([answer, "%.4f" % output] if target["classes"] else ["%.9g" % answer])
    sys.stdout.flush()
    for note in notes:
        print("csv_model: " + note, file=sys.stderr)
    if columns["warning"]:
        print("csv_model: " + columns["warning"], file=sys.stderr)
    if known is not None:
        compare(table, known, [answer for answer, _ in answers], target)


def compare(table, place, answers, target):
    """Tell on standard error how good the answers are for the rows whose target is known."""
    filled = [r for r, row in enumerate(table.rows) if not meaning.missing(row[place])]
    if not filled:
        return
    everything = len(table.rows)
    table = table.part(filled)
    truth = targets_of(table, place, target)
    if target["classes"] and not set(truth) & set(target["classes"]):
        raise ValueError("%s: %s holds none of the classes learned, but %r" % (
            table.path, target["name"], truth[0]))
    text, _ = report.judged(tables.pick(answers, filled), truth, target)
    if len(filled) < everything:
        text = "%d of %d rows have a %s: " % (len(filled), everything, target["name"]) + text
    print(text, file=sys.stderr)


def show(options):
    """Print what a model's layers and inputs are, and its strongest weights."""
    model, columns = load_model(options.model)
    names = [name for name, _, _ in columns_of.units(columns["inputs"])]
    deviations = [deviation for _, _, deviation in columns_of.units(columns["inputs"])]
    target = columns["target"]
    print(report.lines("%s predicts %s" % (options.model, report.meaning_of(target))))
    if columns["warning"]:
        print(report.lines(columns["warning"]))
    print("\nLayers")
    for k, layer in enumerate(model.layers):
        activation, = [name for name, known in neuron.ACTIVATIONS.items()
                       if known is layer.activation]
        print("  %d inputs, units: %d, %s" % (model.sizes[k], model.sizes[k + 1], activation))
    print("\n" + report.inputs_text(columns["inputs"]))
    ends = target["classes"] or [target["name"]]
    if len(model.layers) > 1:
        ends = ["hidden unit %d" % (u + 1) for u in range(model.sizes[1])]
    weights = [(weight * deviations[i], names[i], end)
               for row, end in zip(model.layers[0].weights, ends) for i, weight in enumerate(row)]
    weights.sort(key=lambda weight: -abs(weight[0]))
    print("\nStrongest weights of the inputs; of numbers, times their standard deviation")
    for weight, name, end in weights[:10]:
        print("  %9.4g  %s -> %s" % (weight, name, end))


# --- The command line --------------------------------------------------------------------

def whole(least):
    """Return a reader of whole numbers from least on, for argparse."""
    def read(text):
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError("%r is not a whole number from %d on" % (text, least))
        return int(text)
    return read


def share(text):
    """Read a number from 0 to below 1, for argparse."""
    value = meaning.number(text)
    if value is None or not 0.0 <= value < 1.0:
        raise argparse.ArgumentTypeError("%r is not a number from 0 to below 1" % text)
    return value


def how_written(command):
    """Add the options that tell what no table tells by itself."""
    command.add_argument("--decimal", choices=[".", ","], metavar="MARK", help="the decimal mark, "
                         "a point or a comma (default: what the numbers show)")
    order = command.add_mutually_exclusive_group()
    order.add_argument("--day-first", action="store_true", default=None,
                       help="03/04/2024 is in April (default: what the dates show)")
    order.add_argument("--month-first", action="store_false", dest="day_first",
                       help="03/04/2024 is in March")


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m examples.csv_model",
        description="From a CSV file to a model that predicts.",
        epilog="A CSV file's cells are parted by commas, semicolons, tabs or bars. A number may "
        "have a decimal comma, marks for the thousands, or a unit such as %% or kg. Missing values "
        "are refused, with their line.")
    commands = top.add_subparsers(required=True, metavar="train | predict | show")

    command = commands.add_parser(
        "train", help="learn from a table and save the model",
        description="Learn to predict one column of a table from the others. A column of texts "
        "counts as categories, one of dates as numbers of days. A column that numbers the rows, or "
        "has hardly a text twice, is left out; the output tells. model.json holds the network and takes numbers as they stand in "
        "the table; the columns' names, categories, scales and classes are in a file beside it, "
        "model.columns.json. Ctrl-C ends the training; the epochs done are kept.")
    command.set_defaults(run=train)
    command.add_argument("table", metavar="DATA.csv")
    command.add_argument("--target", required=True, metavar="COLUMN",
                         help="the column to predict: its name in the header, or its number, "
                         "counted from 1")
    command.add_argument("--save", required=True, metavar="model.json",
                         help="the file to write, or to replace")
    command.add_argument("--kind", choices=["class", "number"], help="what the target is "
                         "(default: a class if it is text, or has few different values, all of "
                         "them whole numbers)")
    command.add_argument("--ignore", action="append", default=[], metavar="COLUMN",
                         help="a column not to learn from, such as a name; may be repeated")
    command.add_argument("--category", action="append", default=[], metavar="COLUMN",
                         help="a column of numbers that stand for categories; may be repeated")
    command.add_argument("--keep", action="append", default=[], metavar="COLUMN",
                         help="a column to learn from although it seems to number the rows; may be "
                         "repeated")
    command.add_argument("--header", action=argparse.BooleanOptionalAction, help="whether line 1 "
                         "holds the columns' names (default: it does if it differs from the lines "
                         "below; the output tells)")
    how_written(command)
    command.add_argument("--hidden", type=whole(0), default=8, metavar="UNITS",
                         help="units of the hidden layer, 0 for none (default: 8)")
    command.add_argument("--epochs", type=whole(1), default=200, metavar="TIMES", help="how often "
                         "to go through the rows at the most (default: 200)")
    command.add_argument("--holdout", type=share, default=0.2, metavar="SHARE", help="the share of "
                         "the rows to judge the model by, not to learn from (default: 0.2)")

    command = commands.add_parser(
        "predict", help="predict for the rows of a new table",
        description="Write CSV: a line for each row of the table, in the same order. A class comes "
        "with its output, from 0 to 1: the higher, the surer. Where the table has the target's "
        "column, too, standard error tells how many predictions are right.")
    command.set_defaults(run=predict)
    command.add_argument("model", metavar="model.json")
    command.add_argument("table", metavar="NEW.csv", help="has the columns that the model "
                         "learned from: in any order under a header, in the same order without")
    how_written(command)

    command = commands.add_parser("show", help="show what a model looks at",
                                  description="Print a model's layers, inputs, strongest weights.")
    command.set_defaults(run=show)
    command.add_argument("model", metavar="model.json")
    return top


def main(arguments=None):
    """Run a command. Return the exit status: 0, 2 for an error, 130 for Ctrl-C."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt as stop:
        print("csv_model: %s" % (str(stop) or "interrupted"), file=sys.stderr)
        return 130
    except OSError as error:
        where = error.filename or "standard output"
        print("csv_model: %s: %s" % (where, error.strerror), file=sys.stderr)
        return 2
    except (ValueError, ArithmeticError) as error:
        print("csv_model: %s" % error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
