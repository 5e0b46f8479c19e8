"""train: learn from a table, save the model, and tell how good it is on rows held out."""

import collections
import os
import statistics

from examples.csv_model import columns as columns_of
from examples.csv_model import files, gaps, giveaways, importance, judging, learning, page, words
from examples.csv_model import reading, totals
from examples.csv_model import cells as meaning
from examples.csv_model.words import say
from examples.helpers import tables
from examples.helpers.files import check_place, told_as


# --- The table ---------------------------------------------------------------------------

def check_names(options):
    """Refuse files to write that make no sense or can't be written, before anything is read."""
    if not options.save.endswith(".json"):
        raise ValueError("--save %s: the name must end with .json" % options.save)
    for option, path in (("--save", options.save), ("--report", options.report)):
        if path and not os.path.isdir(os.path.dirname(path) or "."):
            raise ValueError("%s %s: there is no such folder" % (option, path))
    if options.report and not options.report.endswith((".html", ".htm")):
        raise ValueError("--report %s: the name must end with .html" % options.report)
    for path in (options.save, files.columns_path(options.save), options.report):
        if path:
            check_place(path)


def opened(options):
    """Return the table to learn from, read as the options say."""
    table = reading.read(options.table, options.header, [options.target] + options.ignore
                         + options.keep + options.category, options.delimiter)
    table.mark = options.decimal
    table.day_first = options.day_first
    refuse_too_few(table, len(table.rows))
    return table


def refuse_too_few(table, count):
    """Refuse a table with too few rows to learn from."""
    if count < 2:
        raise ValueError("%s: %d row(s) to learn from are too few" % (table.path, count))


class Task:
    """What is to be learned: a table without the rows that can't be, and what its columns are.

    count: of the rows, with those left out; places: of the columns to learn from; categories: of
    those that are taken as such; target: its description; left: why other columns are left out;
    gaps: what was done about missing values; notes: on columns that may be misread or that alone
    give the answer
    """

    def __init__(self, table, options):
        target = columns_of.find(table, options.target)
        named = [[columns_of.find(table, column) for column in chosen]
                 for chosen in (options.ignore, options.keep, options.category)]
        table.are_numbers = dict.fromkeys(
            named[2] + ([target] if options.kind == "class" else []), False)
        self.places, left = columns_of.choose(table, target, *named)
        notes = [columns_of.mixed(table, place) for place in range(len(table.names))
                 if place not in named[0] + named[2] + [target]]
        self.notes = [note for note in notes if note]
        self.table, self.gaps = gaps.without(table, self.places, target, options.missing)
        self.left = left
        self.count = len(table.rows)
        if self.gaps:  # with fewer rows, or no gaps, columns may look otherwise
            self.places, self.left = columns_of.choose(self.table, target, *named)
        self.categories = named[2]
        self.target = columns_of.describe_target(self.table, target, options.kind)
        self.truth = targets_of(self.table, target, self.target)
        self.notes += totals.found(table, self.places + [target], self.table.lines)

    def described(self, rest):
        """Return all that is remembered of the columns, from the rows in rest alone."""
        table = self.table
        target = dict(self.target)
        learned = tables.pick(self.truth, rest)
        size = 1.0 if target["classes"] else max(map(abs, learned)) or 1.0  # no sum overflows
        target["usual"] = statistics.mode(learned) if target["classes"] else (
            size * statistics.fmean([value / size for value in learned]))
        inputs = [columns_of.describe(table, place, rest, place in self.categories)
                  for place in self.places]
        return {"format": files.FORMAT, "version": files.VERSION, "header": bool(table.header),
                "width": len(table.names), "delimiter": table.delimiter,
                "decimal": table.mark or common_mark(inputs + [target]),
                "inputs": inputs, "target": target, "judged": None, "warning": None,
                "importance": None, "measured_on": None}

    def encoded(self, columns):
        """Return the rows as a network takes them."""
        return columns_of.encoded(self.table, columns["inputs"], self.places)[0]

    def labels(self):
        """Return what rows are dealt by: their classes."""
        return self.truth if self.target["classes"] else [None] * len(self.truth)


def common_mark(columns):
    """Return the decimal mark of all columns that have one, None if there is none or two."""
    found = {column.get("decimal") for column in columns} - {None}
    return found.pop() if len(found) == 1 else None


def targets_of(table, place, target):
    """Return a column's labels or numbers; a label that was not learned is as it stands there."""
    if target["classes"] is None:
        return table.numbers(place, target["unit"])
    find = meaning.finder(target["classes"])
    found = [(find(cell), cell) for cell in table.cells(place)]
    return [cell if label is None else target["classes"][label] for label, cell in found]


# --- Learning ----------------------------------------------------------------------------

def learned_from(task, rows, rest, options):
    """Return what fit() makes of the rows in rest."""
    classes = task.target["classes"]
    targets = learning.outputs_for(tables.pick(task.truth, rest), classes)
    return learning.learn(tables.pick(rows, rest), targets, classes is None, options)


def tell_plan(task, columns, rows, rest, judge, options):
    """Say which rows are for what, how large the network is, and how long it takes at most."""
    classes = task.target["classes"]
    targets = learning.outputs_for(tables.pick(task.truth, rest), classes)
    watched = learning.watched(len(rest))
    say(words.shares(len(rest) - watched, watched, len(judge)))
    each = learning.seconds_an_epoch(tables.pick(rows, rest), targets, classes is None,
                                     options.hidden)
    model = learning.network(len(rows[0]), len(targets[0]), options.hidden, classes is None)
    trainings = learning.starts_of(options, rest, model) * (1 + (options.folds or 0))
    epochs = learning.epochs_of(options, rest, model)
    inputs = columns["inputs"]
    width, name = max(zip(columns_of.widths(inputs), [column["name"] for column in inputs]))
    say(words.plan(model.sizes, (name, width), epochs, trainings, learning.duration(each),
                   learning.duration(each * epochs * trainings)))


def refuse_folds(task, count):
    """Refuse so many folds that some would be empty, as the largest class has fewer rows."""
    most = max(collections.Counter(task.labels()).values())
    if count > most:
        where = "no class has more" if task.target["classes"] else "there are no more"
        raise ValueError("%s: %d folds are too many, as %s than %d row%s: %s" % (
            task.table.path, count, where, most, "" if most == 1 else "s",
            "leave out --folds" if most == 1 else "at most %d folds" % most))


def tell_folds(task, options):
    """Learn each fold's rows from the others', and say how good that is."""
    def learned_on(rest, fold):
        columns = task.described(rest)
        rows = task.encoded(columns)
        learned = learned_from(task, rows, rest, options)
        if learned.stopped:  # a fold cut short would give a false score
            raise KeyboardInterrupt
        return [answer for answer, _ in learning.answers_of(
            learned.model, task.target["classes"], tables.pick(rows, fold))]

    scores = []
    try:
        for answers, fold in learning.cross_validated(
                task.labels(), options.folds, options.seed, learned_on):
            scores.append(judging.score(answers, tables.pick(task.truth, fold),
                                        task.target["classes"] is not None))
    except KeyboardInterrupt:
        raise KeyboardInterrupt("stopped among the folds, nothing is saved")
    say("\n" + words.of_folds(scores, task.target))


# --- Judging -----------------------------------------------------------------------------

class Judgement:
    """How a model answers the rows held out. answers, truth, probabilities: of each of them."""

    def __init__(self, task, columns, model, rows, judge):
        self.rows = judge
        self.truth = tables.pick(task.truth, judge)
        found = learning.answers_of(model, task.target["classes"], tables.pick(rows, judge))
        self.answers = [answer for answer, _ in found]
        self.probabilities = [shares for _, shares in found]
        self.target = columns["target"]


def tell_judgement(judgement, columns, copies):
    """Say how good the model is, and keep that with the columns."""
    target = columns["target"]
    answers, truth = judgement.answers, judgement.truth
    columns["judged"] = words.summary(answers, truth, target)
    columns["warning"] = words.warning(answers, truth, target)
    say("\nHeld out: " + words.judged(answers, truth, target))
    if copies:
        say("\n%d of these rows also stand%s among the rows learned from." % (
            copies, "s" if copies == 1 else ""))


def copies_among(rows, truth, judge, rest):
    """Return how many of the rows to judge by also stand among those learned from."""
    seen = {(tuple(rows[r]), truth[r]) for r in rest}
    return len([r for r in judge if (tuple(rows[r]), truth[r]) in seen])


def to_measure_on(judge, rest, watched):
    """Return the rows to find out by what moves the answer, those that had the least part in the
    learning, and what they are called. watched: which of the rest were watched"""
    if judge:
        return judge, words.HELD
    return (tables.pick(rest, watched), words.WATCHED) if watched else (rest, words.LEARNED)


# --- The command -------------------------------------------------------------------------

def train(options):
    """Learn from a table, save the model, and tell how good it is on rows held out."""
    check_names(options)
    with learning.waiting("Reading the table ..."):
        task = Task(opened(options), options)
    judge, rest = learning.held_out(task.labels(), options.holdout, options.seed)
    refuse_too_few(task.table, len(rest))
    refuse_folds(task, options.folds or 0)
    with learning.waiting("Reading the columns ..."):
        columns = task.described(rest)
        rows = task.encoded(columns)
    say("%s: %d rows" % (task.table.path, task.count))
    say(words.understood(task.table, columns, task.left, task.gaps) + "\n")
    task.notes += columns_of.far_years(task.table, columns["inputs"], task.places)
    task.notes += giveaways.found(task.table, columns["inputs"], task.truth, columns["target"])
    for note in task.notes:
        say(words.lines("NOTE: " + note) + "\n")
    tell_plan(task, columns, rows, rest, judge, options)
    if options.folds:
        tell_folds(task, options)
    learned = learned_from(task, rows, rest, options)
    with told_as(options.save):
        learned.model.save(options.save)  # at once, so that nothing that follows can lose it
    files.save_columns(files.columns_path(options.save), columns)
    say("\n" + words.loss_curve(learned.curve))
    judgement = Judgement(task, columns, learned.model, rows, judge)
    if judge:
        tell_judgement(judgement, columns, copies_among(rows, task.truth, judge, rest))
    else:
        say("\nNo rows were held out: nothing tells how good the model is on new ones.")
    part, columns["measured_on"] = to_measure_on(judge, rest, learned.report.held_out)
    columns["importance"] = importance.importance(
        learned.model, columns, tables.pick(rows, part), tables.pick(task.truth, part),
        options.seed)
    say("\n" + words.importance_text(columns))
    if columns["warning"]:
        say("\n" + words.lines(columns["warning"]))
    files.save_columns(files.columns_path(options.save), columns)
    saved = "Saved %s and %s" % (options.save, files.columns_path(options.save))
    if options.report:
        files.write_whole(options.report, page.page(task, columns, learned, judgement, options))
        saved += "; report: " + options.report
    say("\n" + saved)
    if learned.stopped:
        raise KeyboardInterrupt("stopped: %s is the best of %d epochs" % (
            options.save, len(learned.curve)))
