"""How a table is learned: which rows are for what, what is said before and on the way, and after."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import neuron
from examples.csv_model import learning, words
from tests.csv_model.made import HEADER, as_text, people
from tests.tools.runtimes import TOP


# --- Rows --------------------------------------------------------------------------------

def test_rows_to_judge_by_have_each_class_in_proportion_and_another_seed_takes_others():
    labels = ["a"] * 50 + ["b"] * 20 + ["c"] * 5
    judge, rest = learning.held_out(labels, 0.2, 1)
    assert sorted(judge + rest) == list(range(75))
    assert [[labels[r] for r in judge].count(label) for label in "abc"] == [10, 4, 1]
    assert learning.held_out(labels, 0.2, 1) == (judge, rest)
    assert set(learning.held_out(labels, 0.2, 2)[0]) != set(judge)


@pytest.mark.parametrize("count", [2, 19, 20, 21, 99, 100, 101, 1000])
def test_as_many_rows_are_watched_as_fit_holds_out(count):
    rows = [[float(r)] for r in range(count)]
    fitting = neuron.Network(1, 1, activation="identity").fitting(
        rows, rows, 1, holdout=learning.WATCHED)
    assert len(fitting.held_out) == learning.watched(count)


def test_the_three_kinds_of_rows_are_told_apart(run):
    out = run("train data.csv --target age --save model.json --epochs 5",
              data=as_text([HEADER] + people(100)))[1]
    assert ("64 rows to learn from, 16 to watch while learning (they choose what is kept), 20 to "
            "judge by") in " ".join(out.split())
    out = run("train data.csv --target age --save model.json --epochs 5 --holdout 0",
              data=as_text([HEADER] + people(18)))[1]
    assert "18 rows to learn from, none to judge by" in out
    assert "watched" not in out and "No rows were held out" in out


# --- Probabilities -----------------------------------------------------------------------

@pytest.mark.parametrize("outputs, classes, expected", [
    ([0.25], "ab", [0.75, 0.25]), ([0.2, 0.6, 0.0], "abc", [0.25, 0.75, 0.0]),
    ([0.0, 0.0, 0.0, 0.0], "abcd", [0.25] * 4)])
def test_outputs_become_probabilities_that_add_up_to_1(outputs, classes, expected):
    assert learning.probabilities(outputs, list(classes)) == pytest.approx(expected)


# --- Before and on the way ---------------------------------------------------------------

def test_it_is_said_how_large_the_network_is_and_how_long_it_takes_at_most(run):
    out = run("train data.csv --target buys --save model.json --epochs 50 --starts 2 --hidden 3",
              data=as_text([HEADER] + people()))[1]
    assert ("7 inputs: Network(7, 3, 1) learns, in 2 starts of at most 50 epochs. An epoch takes about "
            "1 ms: at most 0.1 s in all") in " ".join(out.split())


def test_a_large_table_is_learned_from_one_start_if_nothing_else_is_said():
    model = neuron.Network(30, 8, 1)  # 257 weights and biases
    for options, rows, starts in ((None, 3000, 3), (None, 4000, 1), (2, 4000, 2), (5, 10, 5)):
        assert learning.starts_of(SimpleNamespace(starts=options), [[0.0]] * rows, model) == starts


def test_a_large_table_is_learned_for_fewer_epochs_if_nothing_else_is_said():
    model = neuron.Network(30, 8, 1)
    for options, rows, epochs in ((None, 100, 1000), (None, 16000, 121), (None, 50000, 100),
                                  (7, 50000, 7)):
        assert learning.epochs_of(SimpleNamespace(epochs=options), [[0.0]] * rows, model) == epochs


def test_a_column_that_becomes_many_inputs_is_named(run):
    rows = [["%d" % (r % 7), "town %d" % (r % 120), "pq"[r % 2]] for r in range(700)]
    out = run("train data.csv --target y --save model.json --epochs 1 --starts 1 --hidden 0",
              data=as_text([["x", "town", "y"]] + rows))[1]
    assert "121 inputs (120 of them from town): Network(121, 1) learns, in 1 start of" in " ".join(
        out.split())


def test_an_epochs_time_is_measured_and_grows_with_the_rows():
    rows = [[float(r % 7), float(r % 3)] for r in range(3000)]
    targets = [[1.0]] * 3000
    few, many = [learning.seconds_an_epoch(rows[:count], targets[:count], False, 4)
                 for count in (30, 3000)]
    assert 0.0 < few and 0.0 < many


@pytest.mark.parametrize("seconds, text", [
    (0.00001, "1 ms"), (0.0123, "12 ms"), (0.45, "0.5 s"), (7.0, "7.0 s"), (71.2, "71 s"),
    (150.0, "2 min"), (9000.0, "2 h")])
def test_a_duration_is_said_in_the_unit_that_suits(seconds, text):
    assert learning.duration(seconds) == text


class Terminal:
    """A stream that says it is a terminal, and keeps what is written."""

    def __init__(self):
        self.written = ""

    def isatty(self):
        return True

    def write(self, text):
        self.written += text

    def flush(self):
        pass


def test_a_line_stands_there_before_the_first_epoch_ends_and_is_gone_after_the_last(monkeypatch):
    clock = iter(range(1000))
    monkeypatch.setattr(learning.time, "monotonic", lambda: next(clock))
    stream = Terminal()
    rows = [[r * 0.1] for r in range(30)]
    fitting = neuron.Network(1, 1, activation="identity").fitting(rows, rows, 100, starts=1)
    losses = []
    for loss in learning.progress(fitting, 100, stream):
        if not losses:
            assert stream.written.startswith("\r\rThe first epoch ...\r")
        losses.append(loss)
    assert 10 < len(losses) <= 100
    assert "Start 1 of 1, epoch 2 in all, loss %.4f, at most " % losses[1] in stream.written
    assert stream.written.rsplit("\r", 2)[-2].strip() == "" and stream.written.endswith("\r")


# --- After it ----------------------------------------------------------------------------

def test_the_curve_has_both_losses_and_marks_the_epoch_that_was_kept():
    curve = [(1.0 / (e + 1), abs(e - 13) / 20 + 0.1) for e in range(30)]
    lines = words.loss_curve(curve).splitlines()
    assert lines[0] == "Epoch  Loss: learned   watched, smoothed"
    assert [line.split()[0] for line in lines[1:]] == ["1", "2", "5", "10", "14", "20", "30"]
    assert [line.endswith("<- kept") for line in lines[1:]] == [False] * 4 + [True, False, False]
    assert lines[1].split()[1:3] == ["1", "0.75"] and lines[1].count("#") == 30
    alone = words.loss_curve([(loss, None) for loss, _ in curve]).splitlines()
    assert alone[0] == "Epoch  Loss: learned" and "kept" not in "".join(alone)


def test_a_model_is_saved_even_if_nobody_reads_what_training_says(tmp_path):
    (tmp_path / "data.csv").write_text(as_text([HEADER] + people()))
    process = subprocess.Popen(
        [sys.executable, "-m", "examples.csv_model", "train", str(tmp_path / "data.csv"), "--target",
         "buys", "--epochs", "5", "--save", str(tmp_path / "model.json")],
        cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0
    assert json.loads((tmp_path / "model.columns.json").read_text())["judged"]


def test_the_path_of_a_model_is_never_broken(run):
    folder = "a-folder-with-many-hyphens-in-its-name-" * 4
    os.mkdir(folder)
    path = folder + "/model.json"
    out = run("train data.csv --target buys --epochs 5 --save %s" % path,
              data=as_text([HEADER] + people()))[1]
    assert "Saved %s and %s/model.columns.json\n" % (path, folder) in out
    assert " ".join(run("show " + path)[1].split()).startswith("%s predicts" % path)


# --- Tables as people have them ----------------------------------------------------------

def passengers():
    """Return a table like the Titanic's: names, tickets, cabins, gaps."""
    draws = neuron.uniform(11)
    lines = ["pclass,survived,name,sex,age,ticket,fare,cabin,embarked"]
    for r in range(200):
        sex = "female" if next(draws) < 0.4 else "male"
        survived = next(draws) < (0.9 if sex == "female" else 0.1)
        age = "" if next(draws) < 0.2 else "%d" % (70 * next(draws))
        ticket = "%d" % (1e5 * next(draws)) if next(draws) < 0.7 else "PC 1%04d" % r
        cabin = "C%d" % r if next(draws) < 0.2 else "?"
        lines.append('%d,%d,"Name%d, Mr. ""Joe"" (of %d)",%s,%s,%s,%.2f,%s,%s' % (
            1 + r % 3, survived, r, r, sex, age, ticket, 5 + 90 * next(draws), cabin,
            "NA" if r == 60 else "CQS"[r % 3]))
    return "\n".join(lines)


def birds():
    """Return a table like the penguins': numbers with NA, a sex with NA."""
    draws = neuron.uniform(12)
    lines = ["species,island,bill_mm,mass_g,sex,year"]
    for r in range(120):
        kind = r % 3
        bill = "NA" if r in (9, 70) else "%.1f" % (38 + 5 * kind + 2 * next(draws))
        mass = "NA" if r in (9, 71) else "%d" % (3600 + 500 * (kind == 2) + 300 * next(draws))
        lines.append("%s,%s,%s,%s,%s,%d" % (
            ["Adelie", "Chinstrap", "Gentoo"][kind], ["Biscoe", "Dream"][r % 2], bill, mass,
            "NA" if r % 20 == 9 else ["male", "female"][r % 2], 2007 + r % 3))
    return "\n".join(lines)


def wines():
    """Return a table like the wines': semicolons, names in quotes, a note from 3 to 8."""
    draws = neuron.uniform(13)
    lines = ['"fixed acidity";"alcohol";"density";"quality"']
    for _ in range(150):
        alcohol, acid = 8 + 6 * next(draws), 4 + 8 * next(draws)
        lines.append("%.1f;%.1f;0.99%d;%d" % (acid, alcohol, 9 * next(draws),
                                             3 + (alcohol - 8) * 0.7 + next(draws)))
    return "\n".join(lines)


@pytest.mark.parametrize("text, options, usual, goal", [
    (passengers(), "--target survived --missing fill", "0", 0.7),
    (birds(), "--target species --missing fill", "Adelie", 0.9),
    (birds(), "--target species --missing drop", "Adelie", 0.9),
    (wines(), "--target quality", None, 0.45)])
def test_one_command_makes_a_useful_model_of(run, text, options, usual, goal):
    status, out, err = run("train data.csv --save model.json " + options, data=text)
    assert (status, err) == (0, "")
    assert float(out.split("accuracy ")[1].split()[0]) >= goal
    assert "WARNING" not in out
    if usual == "0":
        left = " ".join(out.split("Left out")[1].split("rows to learn")[0].split())
        assert [name in left for name in ("name: it has", "ticket: it has", "cabin: it has")] == [
            True] * 3
    assert run("predict model.json data.csv --with all --output out.csv")[0] == 0
    assert Path("out.csv").read_text(encoding="utf-8").count("\n") == text.count("\n") + 1
