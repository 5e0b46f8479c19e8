"""From a CSV file to a model that predicts, tomorrow and on another machine.

    python -m examples.csv_model train examples/data/iris.csv --target species --save model.json
    python -m examples.csv_model show model.json
    python -m examples.csv_model predict model.json NEW.csv

Training writes two files. model.json holds the network, for neuron.load(): it takes numbers as
they stand in the table, since the scaling is folded into it. model.columns.json, beside it,
holds what each input and output means: the columns' names, categories, scales and classes.
"""

import argparse
import csv
import json
import os
import sys
import textwrap

import neuron
from examples import tables

FORMAT = "examples.csv_model"


# --- Columns: what they hold, and their cells as the numbers that a network takes --------

def named(table, name):
    """Return the place of the one column with this name."""
    count = table.names.count(name)
    if count != 1:
        raise ValueError("%s: %s named %r, among: %s%s" % (
            table.path, "%d columns are" % count if count else "no column is", name,
            textwrap.shorten(", ".join(table.names), 200),
            "" if table.header else " (line 1 was taken for data: --header says it holds names)"))
    return table.names.index(name)


def find(table, column):
    """Return the place of a column given by its name, or else by its number, counted from 1."""
    if column not in table.names and column.isdecimal() and 1 <= int(column) <= len(table.names):
        return int(column) - 1
    return named(table, column)


def in_order(cells):
    """Return the different cells: numbers by their size, then texts."""
    def key(cell):
        value = tables.number(cell)
        return value is None, value or 0.0, cell
    return sorted(set(cells), key=key)


def is_text(table, cells):
    """Return whether at most half of the cells are numbers."""
    values = [tables.number(cell, table.comma) for cell in cells]
    return 2 * values.count(None) >= len(values)


def is_class(table, cells):
    """Return whether a target's cells are texts, or few different whole numbers."""
    values = [tables.number(cell, table.comma) for cell in cells]
    few = len(set(cells))
    return is_text(table, cells) or (few == 2 or few <= 20 and 5 * few <= len(cells)) and all(
        value is None or value % 1.0 == 0.0 for value in values)


def classes_of(table, place, advice):
    """Return the different texts of a column. ValueError, with advice, if hardly any repeats."""
    cells = table.cells(place)
    classes = in_order(cells)
    if len(classes) > 10 and 2 * len(classes) > len(cells):
        raise ValueError("%s: %s: %d different texts in %d rows, such as %r, teach nothing: %s" % (
            table.path, table.names[place], len(classes), len(cells), classes[-1][:40], advice))
    return classes


def describe(table, target, kind, ignored, categories):
    """Return what to remember of a table's columns, as the file beside the model holds it."""
    inputs = []
    for place, name in enumerate(table.names):
        if place != target and place not in ignored:
            named(table, name)  # refuses a name that stands twice
            column = {"name": name, "place": place}
            if place in categories or is_text(table, table.cells(place)):
                column["categories"] = classes_of(
                    table, place, "write numbers like 1234.5, or --ignore the column")
            inputs.append(column)
    if not inputs:
        raise ValueError("%s: no column is left to predict from" % table.path)
    outcome = {"name": table.names[target], "place": target, "classes": None}
    if kind == "class" or kind is None and is_class(table, table.cells(target)):
        outcome["classes"] = classes_of(table, target, "--kind number, or another target?")
        if len(outcome["classes"]) == 1:
            raise ValueError("%s: %s is always %s: nothing to predict" % (
                table.path, outcome["name"], outcome["classes"][0]))
    return {"format": FORMAT, "version": 1, "header": table.header, "width": len(table.names),
            "inputs": inputs, "target": outcome}


def places(table, columns):
    """Return each input's place in a new table, and the target's, None where it has none."""
    inputs = columns["inputs"]
    target = columns["target"]
    if columns["header"]:
        known = target["name"] in table.names
        return ([named(table, column["name"]) for column in inputs],
                named(table, target["name"]) if known else None)
    missing = columns["width"] - len(table.names)
    if missing not in (0, 1):
        raise ValueError("%s: %d columns, but the model learned from %d, one of them its target" % (
            table.path, len(table.names), columns["width"]))
    return ([column["place"] - (missing if column["place"] > target["place"] else 0)
             for column in inputs], None if missing else target["place"])


def encoded(table, inputs, where):
    """Return the rows as the network takes them: a category is a 1 among 0s."""
    rows = [[] for _ in table.rows]
    for column, place in zip(inputs, where):
        if "categories" in column:
            for r, cell in enumerate(table.cells(place)):
                if cell not in column["categories"]:
                    raise table.error(r, "%s: %r is none of the categories learned: %s" % (
                        column["name"], cell,
                        textwrap.shorten(", ".join(column["categories"]), 200)))
                rows[r] += tables.one_hot(cell, column["categories"])
        else:
            for row, value in zip(rows, table.numbers(place)):
                row.append(value)
    return rows


def units(inputs):
    """Return the name, mean and deviation of each number that a network takes for a row."""
    found = []
    for column in inputs:
        if "categories" in column:  # 0 or 1 needs no scaling
            found += [("%s = %s" % (column["name"], category), 0.0, 1.0)
                      for category in column["categories"]]
        else:
            found.append((column["name"], column["mean"], column["deviation"]))
    return found


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


def belong_together(columns, model):
    """Return whether these can be the columns that were saved with this model."""
    try:
        target = columns["target"]
        every = columns["inputs"] + [target]
        for column in every:
            texts = [column["name"]] + column.get("categories", []) + (column.get("classes") or [])
            if type(column["place"]) is not int or {type(text) for text in texts} != {str}:
                return False
        found = {column["place"] for column in every}
        scales = [value for unit in units(columns["inputs"]) for value in unit[1:]]
        return ((columns["format"], columns["version"]) == (FORMAT, 1)
                and type(columns["header"]) is bool
                and len(found) == len(every) and 0 <= min(found) and max(found) < columns["width"]
                and {type(value) for value in scales} == {float}
                and type(model) is neuron.Network
                and model.sizes[0] == len(units(columns["inputs"]))
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
    if not belong_together(columns, model):
        raise ValueError("%s: not what training wrote beside %s" % (beside, path))
    return model, columns


# --- train -------------------------------------------------------------------------------

def learn(rows, targets, columns, options):
    """Return a network that takes rows as they stand in the table, and each epoch's loss."""
    _, means, deviations = zip(*units(columns["inputs"]))
    is_number = columns["target"]["classes"] is None
    if is_number:
        middle, spread = neuron.standardise(targets)
        targets = tables.scaled(targets, middle, spread)
    hidden = [options.hidden] if options.hidden else []
    model = neuron.Network(
        len(rows[0]), *hidden, len(targets[0]), scale=len(rows[0]) ** -0.5,
        activation=["tanh"] * len(hidden) + ["identity" if is_number else "sigmoid"])
    training = model.training(
        tables.scaled(rows, means, deviations), targets, options.epochs, batch_size=1,
        learning_rate=options.learning_rate, loss="squared" if is_number else "cross_entropy")
    losses = [loss for _, loss in tables.progress(training, options.epochs)]
    model.fold(means, deviations)
    if is_number:
        last = model.layers[-1]
        last.weights = [[spread[0] * weight for weight in last.weights[0]]]
        last.biases = [spread[0] * last.biases[0] + middle[0]]
    return model, losses


def answered(model, classes, row):
    """Return the class predicted for a row, and its output; or the number predicted, and None."""
    outputs = model(row)
    if classes is None:
        return outputs[0], None
    best = tables.largest(outputs)
    return classes[best], outputs[best]


def judged(answers, truth, classes):
    """Return lines that tell how good the answers are."""
    if classes is None:
        squares = 0.0
        for answer, value in zip(answers, truth):
            squares += (answer - value) ** 2 / len(truth)
        _, spread = neuron.standardise([[value] for value in truth])
        return "root mean squared error %.6g (always answering the mean: %.6g)" % (
            squares ** 0.5, spread[0])
    right = [answer for answer, label in zip(answers, truth) if answer == label]
    most = max(truth.count(label) for label in classes)
    text = "%d of %d right, accuracy %.4f (the most frequent class: %.4f)" % (
        len(right), len(truth), tables.accuracy(answers, truth), most / len(truth))
    if len(classes) < 16:  # more never fit
        confusion = tables.confusion_text(answers, truth, classes)
        if len(confusion.partition("\n")[0]) < 80:
            text += "\n\n" + confusion
    return text


def lines(text, indent="", most=sys.maxsize):
    """Return a text in lines of less than 80 columns, cut after so many letters."""
    return textwrap.fill(textwrap.shorten(text, most, placeholder=" ..."), 79,
                         initial_indent=indent, subsequent_indent=indent + "  ")


def meaning(target):
    """Return what is predicted, in words."""
    return "%s, %s" % (target["name"], "a number" if target["classes"] is None else
                       "one of " + " | ".join(target["classes"]))


def inputs_text(inputs, most=sys.maxsize):
    """Return lines that tell which columns are taken for numbers, and which for categories, each
    list of them cut after so many letters."""
    found = ["Inputs"]
    numbers = [column["name"] for column in inputs if "categories" not in column]
    if numbers:
        found.append(lines("numbers: " + ", ".join(numbers), "  ", most))
    for column in inputs:
        if "categories" in column:
            found.append(lines("%s: one of %s" % (
                column["name"], " | ".join(column["categories"])), "  ", most))
    return "\n".join(found)


def train(options):
    """Learn from a table, save the model, and tell how good it is on rows held out."""
    if not options.save.endswith(".json"):
        raise ValueError("--save %s: the name must end with .json" % options.save)
    if not os.path.isdir(os.path.dirname(options.save) or "."):
        raise ValueError("--save %s: there is no such folder" % options.save)
    table = tables.read(options.table, options.header)
    order = tables.shuffled(len(table.rows), seed=1)
    held = round(options.holdout * len(order))
    test, rest = order[:held], order[held:]
    if len(rest) < 2:
        raise ValueError("%s: %d row(s) to learn from are too few" % (table.path, len(rest)))
    target = find(table, options.target)
    columns = describe(table, target, options.kind,
                       [find(table, column) for column in options.ignore],
                       [find(table, column) for column in options.category])
    inputs = columns["inputs"]
    classes = columns["target"]["classes"]
    rows = encoded(table, inputs, [column["place"] for column in inputs])
    for column in inputs:
        if "categories" not in column:
            values = tables.pick(table.numbers(column["place"]), rest)
            (column["mean"],), (column["deviation"],) = neuron.standardise([[x] for x in values])
    if classes is None:
        truth = table.numbers(target)
        targets = [[value] for value in truth]
    else:
        truth = table.cells(target)
        targets = [tables.one_hot(label, classes) for label in truth]
    options.epochs = options.epochs or max(50, 10000 // len(rest))
    print("%s: %d rows, %d to learn from, %d held out\n%s\n\n%s\n" % (
        table.path, len(order), len(rest), held,
        lines("Predicted: " + meaning(columns["target"]), most=400), inputs_text(inputs, 400)),
        flush=True)
    try:
        model, losses = learn(tables.pick(rows, rest), tables.pick(targets, rest), columns, options)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("training was interrupted, nothing is saved")
    model.save(options.save)
    save_columns(columns_path(options.save), columns)
    print("Network(%s)\n\n%s" % (", ".join(map(str, model.sizes)), tables.loss_curve(losses)))
    if test:
        answers = [answered(model, classes, rows[r])[0] for r in test]
        print("\nHeld out: " + judged(answers, tables.pick(truth, test), classes))
    print("\nSaved %s and %s" % (options.save, columns_path(options.save)))


# --- predict and show --------------------------------------------------------------------

def predict(options):
    """Write a prediction for each row of a new table, as CSV."""
    model, columns = load_model(options.model)
    table = tables.read(options.table, columns["header"])
    where, known = places(table, columns)
    classes = columns["target"]["classes"]
    answers = [answered(model, classes, row)
               for row in encoded(table, columns["inputs"], where)]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    title = "predicted " + columns["target"]["name"]
    writer.writerow([title] if classes is None else [title, "output"])
    for answer, output in answers:
        writer.writerow(["%.9g" % answer] if classes is None else [answer, "%.4f" % output])
    sys.stdout.flush()
    if known is not None and answers:
        try:
            truth = table.numbers(known) if classes is None else table.cells(known)
        except ValueError:
            return  # a column that is still to be filled in
        print(judged([answer for answer, _ in answers], truth, classes), file=sys.stderr)


def show(options):
    """Print what a model's layers and inputs are, and its strongest weights."""
    model, columns = load_model(options.model)
    names = [name for name, _, _ in units(columns["inputs"])]
    deviations = [deviation for _, _, deviation in units(columns["inputs"])]
    target = columns["target"]
    print(lines("%s predicts %s" % (options.model, meaning(target))) + "\n\nLayers")
    for k, layer in enumerate(model.layers):
        activation, = [name for name, known in neuron.ACTIVATIONS.items()
                       if known is layer.activation]
        print("  %d inputs, units: %d, %s" % (model.sizes[k], model.sizes[k + 1], activation))
    print("\n" + inputs_text(columns["inputs"]))
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
    value = tables.number(text)
    if value is None or not 0.0 <= value < 1.0:
        raise argparse.ArgumentTypeError("%r is not a number from 0 to below 1" % text)
    return value


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m examples.csv_model",
        description="From a CSV file to a model that predicts.",
        epilog="A CSV file's cells are parted by commas, semicolons or tabs; in the latter two a "
        "number may have a decimal comma. Missing values are refused, with their line.")
    commands = top.add_subparsers(required=True, metavar="train | predict | show")

    command = commands.add_parser(
        "train", help="learn from a table and save the model",
        description="Learn to predict one column of a table from the others. A column of texts "
        "counts as categories. model.json holds the network and takes numbers as they stand in "
        "the table; the columns' names, categories, scales and classes are in a file beside it, "
        "model.columns.json. Ctrl-C ends the training; nothing is saved then.")
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
    command.add_argument("--header", action=argparse.BooleanOptionalAction, help="whether line 1 "
                         "holds names (default: it does if none of its cells is a number)")
    command.add_argument("--hidden", type=whole(0), default=8, metavar="UNITS",
                         help="units of the hidden layer, 0 for none (default: 8)")
    command.add_argument("--epochs", type=whole(1), metavar="TIMES", help="how often to go through "
                         "the rows (default: 50, more for fewer than 200 rows)")
    command.add_argument("--learning-rate", type=float, default=0.01, metavar="RATE",
                         help="how far a row's error moves the weights (default: 0.01)")
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
