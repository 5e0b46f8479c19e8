"""The command line: python -m examples.export --help"""

import argparse
import os
import sys

if not __package__:  # run as a file: neuron.py is two folders above
    sys.path[0] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")

from examples.csv_model.__main__ import how_written
from examples.csv_model.reading import called
from examples.csv_model.words import silence, tell
from examples.export import c, cautions, int8, javascript, plan, python, rows, words
from examples.helpers.files import told_as, write_whole

ENDINGS = {"python": (".py",), "c": (".h", ".hh", ".hpp"), "javascript": (".js", ".mjs")}
ARITHMETIC = {"python": int8.in_singles, "c": int8.functions_of_c}  # with weights of 8 bits
MADE = ("# Made by neuron.py", "// Made by neuron.py", "/** Made by neuron.py")
FOLDED = ("%s: --train: its scales are folded in (by fit, fold or csv_model): it takes raw rows, "
          "on which one rate can't suit all weights. Give rows like those it learned from, to "
          "scale by: --rows ROWS.csv")
NOT_FOLDED = "%s: --rows: it learns on rows as they are: its scales are not folded in"


# --- What is written ---------------------------------------------------------------------

def sources(options):
    """Return the files to write, pairs of a path and a text; what --rows was used for; warnings."""
    model, columns = plan.read(options.model)
    if options.train and model._folded != (options.rows is not None):
        raise ValueError((FOLDED if model._folded else NOT_FOLDED) % options.model)
    name = words.checked(options.name or words.name_of(options.output or options.model))
    if options.rows is None:
        doubts = cautions.coarse(model, columns, None) if options.float else []
        return texts(plan.Plan(model, name, columns, options.float), None, options), "", doubts
    found, which = rows.read(options, model, columns)
    doubts = cautions.constant(found, columns, options)
    if options.float or options.int8 and options.to != "javascript":
        doubts += cautions.coarse(model, columns, found)
    if options.train:
        what = plan.Plan(model, name, columns, options.float, found)
        eight, report = None, "learn() scales by %d rows" % len(found)
    else:
        what = plan.Plan(model, name, columns)
        eight, report = measured(what, model, columns, found, options)
    report += " (of %s, %s)" % (called(options.rows), which)
    return texts(what, eight, options), report, doubts


def measured(what, model, columns, found, options):
    """Return a plan with weights of 8 bits, and what they cost, measured on rows."""
    sample = rows.sample(found)
    copies = rows.completed(sample, columns["inputs"]) if columns else []
    sample = sample + copies
    arithmetic = None if options.to == "javascript" else ARITHMETIC[options.to]()
    eight = int8.fitted(what, model, sample, arithmetic)
    report = int8.report(eight, model, sample, arithmetic)
    return eight, report + (
        "; in %d of the rows a category was put that few have" % len(copies) if copies else "")


def texts(what, eight, options):
    """Return the files to write, pairs of a path and a text."""
    if options.to == "python":
        text = python.source_int8(eight) if eight else python.source(what, options.train)
        return [(options.output, text)]
    if options.to == "c":
        return [(options.output, c.source(what, options.train, eight))]
    text = javascript.source(what, options.train, eight)
    types = javascript.types(what, options.train)
    return [(options.output, text), (types_path(options.output), types)]


def types_path(path):
    """Return the path of the declaration beside a module: model.js has model.d.ts."""
    if path is None:
        return None
    stem, ending = os.path.splitext(path)
    return stem + ending.replace("js", "d.ts").replace(".md.", ".d.m")


# --- The command line --------------------------------------------------------------------

def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m examples.export",
        description="Write a trained model as source that needs nothing, not even neuron.py: a "
        "Python module for boards too, a C99 header, or a JavaScript module.",
        epilog="The source has a function predict(row), and with --train also learn(row, target, "
        "rate). A model of fit() or csv_model takes raw rows. If csv_model wrote "
        "model.columns.json beside the model, comments tell what each input and output is. A "
        "model with activations of your own is refused.")
    top.add_argument("model", metavar="model.json", help="what save() or csv_model wrote")
    top.add_argument("--to", required=True, choices=sorted(ENDINGS), help="the language")
    top.add_argument("-o", dest="output", metavar="FILE", help="the file to write; JavaScript's "
                     "types go to FILE.d.ts beside it (default: print the source)")
    size = top.add_mutually_exclusive_group()
    size.add_argument("--float", action="store_true", help="single floats: half the size, about 7 "
                      "digits; what boards compute with anyway")
    size.add_argument("--int8", action="store_true", help="weights of 8 bits: an eighth of the "
                      "size; tells what that costs, measured on --rows")
    top.add_argument("--rows", metavar="ROWS.csv", help="rows like those to come, for --int8, "
                     "and for --train of a model of fit or csv_model: the table that it learned "
                     "from, or some of it")
    top.add_argument("--train", action="store_true", help="add learn(row, target, rate), a step of "
                     "learning, which returns the mean squared error before it")
    top.add_argument("--name", help="what names in C begin with (default: that of the file)")
    how_written(top.add_argument_group("how ROWS.csv is written, if it does not show"))
    return top


def is_described(options):
    """Return whether options tell how a table is written."""
    return (options.delimiter, options.decimal, options.day_first) != (None, None, None)


def check(options):
    """Refuse options that don't go together, and a file that must not be written."""
    if options.int8 and options.train:
        raise ValueError("--int8 can't be trained: weights of 8 bits are too coarse to learn in "
                         "small steps")
    if options.rows is None and options.int8 or (
            options.rows is not None and not options.int8 and not options.train):
        raise ValueError("--int8 needs --rows ROWS.csv, which is for --int8 and --train alone")
    if options.rows is None and is_described(options):
        raise ValueError("--delimiter, --decimal, --day-first and --month-first tell how the rows "
                         "are written: add --rows ROWS.csv")
    if options.rows == "-" and sys.stdin is None:
        raise ValueError("--rows -: standard input is closed")
    if options.output is None:
        if sys.stdout is None:
            raise ValueError("standard output is closed: name a file to write: -o FILE")
        return
    endings = ENDINGS[options.to]
    if not options.output.endswith(endings):
        raise ValueError("-o %s: the name must end with %s" % (
            options.output, " or ".join(endings)))
    if options.to == "python":
        words.importable(options.output)
    paths = [options.output]
    if options.to == "javascript":
        paths.append(types_path(options.output))
    for path in paths:
        if os.path.exists(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                if not file.readline().startswith(MADE):
                    raise ValueError("%s is there already, and not made by this program: move it "
                                     "away, or choose another name" % path)


def say(text, end="\n"):
    """Print to standard output. An OSError names it. Where it is closed nobody reads."""
    with told_as("standard output"):
        try:
            print(text, end=end, flush=True)
        except OSError:
            silence()
            raise


def run(options):
    """Export a model as the options say."""
    check(options)
    files, report, doubts = sources(options)
    for doubt in doubts:
        tell("export: WARNING: " + doubt)
    if options.output is None:
        say(files[0][1], end="")
    else:
        for path, text in files:
            write_whole(path, text)
        for path, text in files:
            say("%s: %d bytes" % (path, len(text.encode("utf-8"))))
    if report:
        (say if options.output else tell)(report)


def ended(message, status):
    """Say why the command ended, in one line; return its exit status."""
    tell("export: %s" % message)
    return status


def main(arguments=None):
    """Run the command. Return the exit status: 0, 2 for an error, 130 for Ctrl-C."""
    options = parser().parse_args(arguments)
    try:
        run(options)
    except BrokenPipeError:  # the reader, such as head, has seen enough
        silence()
    except KeyboardInterrupt:
        return ended("interrupted", 130)
    except OSError as error:
        why = error.strerror or str(error)
        return ended("%s: %s" % (error.filename, why) if error.filename else why, 2)
    except (ValueError, ArithmeticError) as error:
        return ended(error, 2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
