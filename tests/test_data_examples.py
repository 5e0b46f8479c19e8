"""examples/helpers/tables.py, and the examples that learn from real data: accuracies and output."""

import ast
import importlib
import os
import re
import signal
import subprocess
import sys

import pytest

from examples.helpers import tables

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def expected_output(name):
    """Return what an example's docstring says that it prints."""
    with open(os.path.join(ROOT, "examples", name + ".py")) as file:
        docstring = ast.get_docstring(ast.parse(file.read()))
    lines = docstring.split("Output:\n\n")[1].split("\n")
    return "\n".join(line[4:] for line in lines)


@pytest.mark.parametrize("name, words, goal", [
    ("breast_cancer", "Mean", 0.975), ("iris", "Mean", 0.95),
    pytest.param("digits", "accuracy", 0.97, marks=pytest.mark.slow)])
def test_an_example_is_as_accurate_as_it_says_and_prints_what_its_docstring_holds(
        name, words, goal):
    done = subprocess.run([sys.executable, "-m", "examples." + name], cwd=ROOT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, "")  # no line of progress in a pipe
    assert done.stdout.rstrip() == expected_output(name)
    assert max(len(line) for line in done.stdout.split("\n")) <= 79
    assert float(done.stdout.split(words)[1].split()[0].strip(".")) >= goal


@pytest.mark.parametrize("name", ["breast_cancer", "iris", "digits"])
def test_ctrl_c_at_the_start_ends_an_example_without_a_traceback(name):
    example = subprocess.Popen([sys.executable, "-u", "-m", "examples." + name], cwd=ROOT,
                               text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    example.stdout.readline()
    example.send_signal(signal.SIGINT)
    assert example.communicate(timeout=60)[1] == "\nStopped.\n"
    assert example.returncode == 1


def test_ctrl_c_later_shows_what_the_digits_network_has_learned_so_far():
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()  # a line of progress tells that an epoch is done
    example = subprocess.Popen([sys.executable, "-m", "examples.digits"], cwd=ROOT, text=True,
                               stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    seen = b""
    while seen.count(b"Epoch") < 2:  # then the first has been taken note of
        seen += os.read(ours, 1000)
    example.send_signal(signal.SIGINT)
    stdout = example.communicate(timeout=60)[0]
    os.close(ours)
    stopped = re.search(r"\nStopped after (\d+) of 20 epochs\. ", stdout)
    assert 1 <= int(stopped.group(1)) < 20
    assert "Of those held out it reads " in stdout and "WRONG: a " in stdout
    assert example.returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["breast_cancer", "iris"])
def test_other_folds_give_the_accuracies_that_the_docstring_states(name, capsys):
    example = importlib.import_module("examples." + name)
    worst, best = re.search(r"between (0\.\d+) and (0\.\d+)\.", example.__doc__).groups()
    means = []
    for seed in range(1, 9):
        tables.cross_validate(example.rows, example.labels, example.learn, example.answer,
                              seed=seed)
        means.append(float(capsys.readouterr().out.split()[-1]))
    assert float(worst) <= min(means) < max(means) <= float(best)


@pytest.mark.parametrize("name, inputs, counts", [
    ("iris", 4, {"setosa": 50, "versicolor": 50, "virginica": 50}),
    ("breast_cancer", 30, {"benign": 357, "malignant": 212}),
    ("digits", 64, dict(zip("0123456789", (178, 182, 177, 183, 181, 182, 181, 179, 174, 180))))])
def test_a_data_set_is_whole_and_its_source_and_licence_are_stated(name, inputs, counts):
    names, rows, labels = tables.data_set(name)
    assert {label: labels.count(label) for label in labels} == counts
    assert len(names) == inputs and {len(row) for row in rows} == {inputs}
    with open(os.path.join(tables.DATA, "SOURCES.md")) as file:
        text = file.read()
    assert "## %s.csv" % name in text and "CC BY 4.0" in text


# --- tables.py ---------------------------------------------------------------------------

def test_shuffled_is_an_order_of_all_numbers_that_only_the_seed_changes():
    assert sorted(tables.shuffled(50, 1)) == list(range(50))
    assert tables.shuffled(50, 1) == tables.shuffled(50, 1) != tables.shuffled(50, 2)
    assert tables.shuffled(50, 1) != list(range(50))


def test_each_fold_has_its_share_of_each_label_and_each_row_is_in_one():
    labels = ["a"] * 10 + ["b"] * 7
    parts = tables.folds(labels, 3, seed=1)
    assert sorted(parts[0] + parts[1] + parts[2]) == list(range(17))
    assert [tables.pick(labels, part).count("a") for part in parts] == [4, 3, 3]
    assert [tables.pick(labels, part).count("b") for part in parts] == [3, 2, 2]


def test_cross_validation_judges_each_row_by_a_model_that_did_not_see_it(capsys):
    labels = list("aabb") * 5
    rows = [[r] for r in range(20)]
    answers = tables.cross_validate(rows, labels, lambda rows, labels: [row[0] for row in rows],
                                    lambda seen, row: "b" if row[0] in seen else "a")
    assert answers == ["a"] * 20
    assert capsys.readouterr().out.split()[-1] == "0.5000"


def test_accuracy_and_confusion_count_the_answers():
    answers, labels = list("aabbb"), list("abbba")
    assert tables.accuracy(answers, labels) == 0.6
    assert tables.confusion(answers, labels, ["a", "b"]) == [[1, 1], [1, 2]]
    assert tables.confusion_text(answers, labels, ["a", "b"]) == (
        "is   a   b  was answered\na    1   1\nb    1   2")


def test_one_hot_and_largest_undo_each_other():
    assert tables.one_hot("b", "abc") == [0.0, 1.0, 0.0]
    assert tables.largest([0.0, 1.0, 0.0]) == 1


def test_the_loss_curve_has_a_bar_for_chosen_epochs_and_the_last():
    lines = tables.loss_curve([1.0 / (1 + epoch) for epoch in range(24)]).split("\n")
    assert [line.split()[0] for line in lines] == ["Epochs", "1", "2", "5", "10", "20", "24"]
    assert [line.count("#") for line in lines[1:]] == [50, 25, 10, 5, 2, 2]
    assert tables.loss_curve([0.0]).count("#") == 0


class Terminal:
    """A stream that says it is a terminal, or not, and keeps what is written."""

    def __init__(self, is_terminal):
        self.written = ""
        self.isatty = lambda: is_terminal

    def write(self, text):
        self.written += text

    def flush(self):
        pass


def test_progress_tells_loss_and_time_left_on_a_terminal_and_clears_its_line(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(tables.time, "monotonic", lambda: next(clock))
    stream = Terminal(True)
    steps = [(0, 0.5), (1, 0.25)]
    assert list(tables.progress(iter(steps), 4, stream)) == steps
    first, second, end = stream.written.split("left")
    assert first.endswith("Epoch 1 of 4, loss 0.5000, 3 s ")
    assert second.endswith("Epoch 2 of 4, loss 0.2500, 2 s ")
    assert end == "\r%s\r" % (" " * len("Epoch 2 of 4, loss 0.2500, 2 s left"))


def test_progress_is_silent_where_there_is_no_terminal():
    stream = Terminal(False)
    assert list(tables.progress(iter([(0, 0.5)]), 1, stream)) == [(0, 0.5)]
    assert stream.written == ""
