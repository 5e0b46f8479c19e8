"""The command line of csv_model: what it does stands in __init__.py, how in the other modules."""

import argparse
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
if os.path.abspath(sys.path[0]) == HERE:  # run as a folder or file: neuron.py is two folders above
    sys.path[0] = os.path.dirname(os.path.dirname(HERE))

from examples.csv_model import cells, words
from examples.csv_model.predict import predict
from examples.csv_model.show import show
from examples.csv_model.train import train

MARKS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "blank": " ", "space": " ",
         "\\t": "\t"}


# --- What options may be -----------------------------------------------------------------

def whole(least, most=999999999):
    """Return a reader of whole numbers from least to most, for argparse."""
    def read(text):
        digits = text.isascii() and text.isdecimal() and len(text) < 10
        if not digits or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError("%r is not a whole number from %d to %d" % (
                text, least, most))
        return int(text)
    return read


def share(text):
    """Read a number from 0 to below 1, for argparse."""
    value = cells.number(text)
    if value is None or not 0.0 <= value < 1.0:
        raise argparse.ArgumentTypeError("%r is not a number from 0 to below 1" % text)
    return value


def mark(text):
    """Read what parts the cells, for argparse: a name, or the mark itself."""
    found = MARKS.get(text, text)
    if len(found) != 1 or found.isalnum() or found in '"\r\n':
        raise argparse.ArgumentTypeError("%r is none of comma, semicolon, tab, bar, blank, nor a "
                                         "mark" % text)
    return found


# --- Options -----------------------------------------------------------------------------

def how_written(command):
    """Add the options that tell what no table tells by itself."""
    command.add_argument("--delimiter", type=mark, metavar="MARK", help="what parts the cells: "
                         "comma, semicolon, tab, bar, blank, or a mark such as ';' (default: what "
                         "the lines show, or parted those of the table learned)")
    command.add_argument("--decimal", choices=[".", ","], metavar="MARK", help="the decimal mark, "
                         "a point or a comma (default: what the numbers show)")
    order = command.add_mutually_exclusive_group()
    order.add_argument("--day-first", action="store_true", default=None,
                       help="03/04/2024 is in April (default: what the dates show)")
    order.add_argument("--month-first", action="store_false", dest="day_first",
                       help="03/04/2024 is in March")


def which_columns(command):
    """Add the options that tell what the columns are."""
    command.add_argument("--kind", choices=["class", "number"], help="what the target is "
                         "(default: a class if it is text, or has few different values, all of "
                         "them whole numbers)")
    for option, text in (("--ignore", "a column not to learn from, such as a name"),
                         ("--category", "a column of numbers that stand for categories"),
                         ("--keep", "a column to learn from although it seems to number the rows")):
        command.add_argument(option, action="append", default=[], metavar="COLUMN",
                             help=text + "; may be repeated")
    command.add_argument("--missing", choices=["drop", "fill"], help="what to do about missing "
                         "values: drop their rows, or fill in a number's mean and, for texts, a "
                         "category of their own (default: refuse them, and name all columns)")
    command.add_argument("--header", action=argparse.BooleanOptionalAction, help="whether line 1 "
                         "holds the columns' names (default: it does if it differs from the lines "
                         "below; the output tells)")


def how_learned(command):
    """Add the options of learning and judging."""
    command.add_argument("--hidden", type=whole(0, 1000), default=8, metavar="UNITS",
                         help="units of the hidden layer, 0 for none (default: 8)")
    command.add_argument("--epochs", type=whole(1), metavar="TIMES", help="how often a start goes "
                         "through the rows at the most (default: 1000, for a large table fewer; it "
                         "ends sooner where nothing gets better)")
    command.add_argument("--starts", type=whole(1, 1000), metavar="TIMES", help="how often to "
                         "start from other weights at the most; the best is kept (default: 3, for "
                         "a large table 1)")
    command.add_argument("--seed", type=whole(0), default=1, metavar="NUMBER", help="deals the "
                         "rows and draws the weights: the same seed gives the same model "
                         "(default: 1)")
    command.add_argument("--holdout", type=share, default=0.2, metavar="SHARE", help="the share of "
                         "the rows to judge the model by, not to learn from (default: 0.2)")
    command.add_argument("--folds", type=whole(2, 1000), metavar="TIMES", help="judge by "
                         "cross-validation, too: mean and spread over so many folds")


def add_train(commands):
    """Add the command train."""
    command = commands.add_parser(
        "train", help="learn from a table and save the model",
        description="Learn to predict one column of a table from the others. A column of texts "
        "counts as categories, one of dates as numbers of days. A column that numbers the rows, or "
        "has hardly a text twice, is left out; the output tells. model.json holds the network and "
        "takes numbers as they stand in the table; the columns' names, categories and classes are "
        "in a file beside it, model.columns.json. Ctrl-C ends the training; the best epoch so far "
        "is kept.")
    command.set_defaults(run=train)
    command.add_argument("table", metavar="DATA.csv", help="the table; - is standard input")
    command.add_argument("--target", required=True, metavar="COLUMN",
                         help="the column to predict: its name in the header, or its number, "
                         "counted from 1")
    command.add_argument("--save", required=True, metavar="model.json",
                         help="the file to write, or to replace")
    command.add_argument("--report", metavar="FILE.html", help="write a page to look at, too: the "
                         "table as understood, the learning, mistakes, what moves the answer")
    which_columns(command)
    how_written(command)
    how_learned(command)


def add_predict(commands):
    """Add the command predict."""
    command = commands.add_parser(
        "predict", help="predict for the rows of a new table",
        description="Write CSV: a line for each row of the table, in the same order. A class comes "
        "with the probability of each class. Where the table has the target's column, too, "
        "standard error tells how good the predictions are.")
    command.set_defaults(run=predict)
    command.add_argument("model", metavar="model.json")
    command.add_argument("table", metavar="NEW.csv", help="has the columns that the model "
                         "learned from: in any order under a header, in the same order without; - "
                         "is standard input")
    command.add_argument("--with", action="append", default=[], metavar="COLUMNS", dest="taken",
                         help="columns to copy from the table in front of the prediction, such as "
                         "number,name; all copies all")
    command.add_argument("--output", metavar="FILE", help="write to this file, in UTF-8 (default: "
                         "standard output)")
    command.add_argument("--strict", action="store_true", help="refuse missing values (default: "
                         "fill them in, and tell how many)")
    how_written(command)


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m examples.csv_model",
        description="From a CSV file to a model that predicts.",
        epilog="A CSV file's cells are parted by commas, semicolons, tabs or bars. A number may "
        "have a decimal comma, marks for the thousands, or a unit such as % or kg.")
    commands = top.add_subparsers(required=True, metavar="train | predict | show")
    add_train(commands)
    add_predict(commands)
    command = commands.add_parser(
        "show", help="show what a model looks at", description="Print what a model predicts, from "
        "what, how good it is on rows held out, and what moves its answers.")
    command.set_defaults(run=show)
    command.add_argument("model", metavar="model.json")
    return top


# --- Running a command -------------------------------------------------------------------

def ended(message, status):
    """Say why a command ended, in one line; return its exit status."""
    words.tell("csv_model: " + " ".join(str(message).split()))
    return status


def open_streams():
    """Let what goes to a stream that is closed, as by >&-, go nowhere. Return whether standard
    output was closed."""
    closed = sys.stdout is None
    for name in ("stdout", "stderr"):  # print() would take the one for the other
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))
    return closed


def main(arguments=None):
    """Run a command. Return the exit status: 0, 2 for an error, 130 for Ctrl-C."""
    closed = open_streams()
    options = parser().parse_args(arguments)
    if closed and not (getattr(options, "save", None) or getattr(options, "output", None)):
        return ended("standard output is closed, and it is all that would be written", 2)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # what an old terminal cannot show, it shows as \u0141
            stream.reconfigure(errors="backslashreplace")
    try:
        options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        words.silence()
    except KeyboardInterrupt as stop:
        return ended(str(stop) or "interrupted", 130)
    except OSError as error:
        if error.strerror is None:  # an OSError of a text alone
            return ended(error, 2)
        if error.filename is None:
            words.silence()
        return ended("%s: %s" % (error.filename or "standard output", error.strerror), 2)
    except (ValueError, ArithmeticError, MemoryError) as error:
        return ended(error or "out of memory", 2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
