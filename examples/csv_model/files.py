"""The two files of a model: the network, as neuron.load() takes it, and beside it the columns."""

import json
import os

import neuron
from examples.csv_model import cells as meaning
from examples.csv_model.columns import inputs_of
from examples.csv_model.words import ROWS
from examples.helpers.files import write_whole

FORMAT = "examples.csv_model"
VERSION = 3


def columns_path(path):
    """Return the path of the file beside a model: model.json has model.columns.json."""
    return os.path.splitext(path)[0] + ".columns.json"


def save_columns(path, columns):
    """Write what the columns are, and how good the model is."""
    write_whole(path, json.dumps(columns, indent=1))


def is_described(column):
    """Return whether this is a description as columns.describe() gives it."""
    kind = column["kind"]
    if kind == "category":
        good = {type(label) for label in column["labels"]} == {str}
    else:
        good = type(column["mean"]) is float and (
            is_number(column) if kind == "number" else
            kind == "date" and is_date(column))
    return good and type(column["name"]) is str and type(column["place"]) is int


def is_date(column):
    """Return whether a column of dates has a known form, and an unknown order only if it may."""
    return column["form"] in meaning.DATES + [meaning.TIMES] and (
        column.get("order_unknown") is None or meaning.swapped(column["form"]) is not None)


def is_mark(delimiter):
    """Return whether a text can part cells."""
    return type(delimiter) is str and len(delimiter) == 1 and delimiter not in '"\r\n'


def is_number(column):
    """Return whether a column of numbers has a unit, and a decimal mark or none."""
    return type(column["unit"]) is str and column.get("decimal") in (None, ".", ",")


def are_figures(importance, columns):
    """Return whether this is what importance.importance() gives for these columns, or None."""
    if importance is None:
        return True
    classes = columns["target"]["classes"]
    length = 1 + len(classes or [])
    return len(importance) == len(columns["inputs"]) and all(
        len(row) == length and type(row[0]) is float
        and {type(value) for value in row} <= {float, type(None)} for row in importance)


def belong_together(columns, model):
    """Return whether these can be the columns that were saved with this model."""
    try:
        target = columns["target"]
        inputs = columns["inputs"]
        classes = target["classes"]
        found = {column["place"] for column in inputs + [target]}
        texts = {type(text) for text in [target["name"], target["unit"], columns["judged"] or "",
                                         columns["warning"] or ""] + (classes or [])}
        outputs = len(classes) if classes and len(classes) != 2 else 1
        return (columns["format"] == FORMAT and type(columns["header"]) is bool
                and columns["decimal"] in (None, ".", ",")
                and is_mark(columns.get("delimiter", ","))
                and all(map(is_described, inputs)) and texts == {str}
                and is_number(target) and type(target["place"]) is int and (
                    target["usual"] in classes if classes else type(target["usual"]) is float)
                and len(found) == len(inputs) + 1
                and 0 <= min(found) and max(found) < columns["width"]
                and type(model) is neuron.Network
                and model.sizes[0] == len(inputs_of(inputs)) and model.sizes[-1] == outputs
                and are_figures(columns["importance"], columns)
                and columns.get("measured_on") in (None,) + ROWS)
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
    if isinstance(columns, dict) and columns.get("version") in (1, 2):
        raise ValueError("%s: written by an earlier csv_model: train again" % beside)
    if not isinstance(columns, dict) or columns.get("version") != VERSION or not belong_together(
            columns, model):
        raise ValueError("%s: not what training wrote beside %s" % (beside, path))
    return model, columns
