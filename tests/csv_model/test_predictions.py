"""Predictions: beside columns of the table, with probabilities, to a file, from standard input."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import neuron
from tests.csv_model.made import HEADER, as_text, people
from tests.tools.runtimes import TOP

PREDICTED = ["predicted buys", "probability of no", "probability of yes"]


def table_of(text):
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("options, copied", [
    ("--with town", [2]), ("--with town --with 1", [2, 0]), ("--with town,age", [2, 0]),
    ("--with all", [0, 1, 2, 3, 4]), ("", [])])
def test_columns_of_the_table_stand_in_front_of_its_predictions(run, trained, options, copied):
    rows = people()
    trained(as_text([HEADER] + rows))
    status, out, _ = run("predict model.json data.csv " + options)
    assert status == 0
    heading, *lines = table_of(out)
    assert heading == [HEADER[place] for place in copied] + PREDICTED
    assert [line[:len(copied)] for line in lines] == [[row[place] for place in copied]
                                                      for row in rows]


def test_a_column_to_copy_that_is_not_there_is_refused(run, trained):
    trained(as_text([HEADER] + people()))
    status, out, err = run("predict model.json data.csv --with name")
    assert (status, out) == (2, "") and "no column is named 'name', among: age, " in err


@pytest.mark.parametrize("classes", ["pq", "pqr"])
def test_each_class_has_a_probability_the_answer_the_highest_and_all_add_up_to_1(
        run, trained, classes):
    rows = [[str(r % 20), classes[r % 20 * len(classes) // 20]] for r in range(80)]
    trained(as_text([["x", "y"]] + rows), "--target y")
    heading, *lines = table_of(run("predict model.json data.csv")[1])
    assert heading[1:] == ["probability of " + label for label in classes]
    for answer, *shares in lines:
        shares = list(map(float, shares))
        assert sum(shares) == pytest.approx(1.0, abs=2e-4)
        assert classes[shares.index(max(shares))] == answer


def test_a_file_gets_what_standard_output_would_in_utf_8_and_is_replaced_as_a_whole(run, trained):
    rows = [[row[0], "Łódź" if row[2] == "Rome" else "Oslo", row[4]] for row in people()]
    trained(as_text([["age", "town", "buys"]] + rows))
    out = run("predict model.json data.csv --with town")[1]
    Path("out.csv").write_text("old")
    status, nothing, _ = run("predict model.json data.csv --with town --output out.csv")
    assert (status, nothing) == (0, "")
    assert Path("out.csv").read_bytes().decode("utf-8") == out
    for path in ("data.csv", "./model.json", "model.columns.json"):
        old = Path(path).read_bytes()
        assert run("predict model.json data.csv --output " + path) == (
            2, "", "csv_model: --output %s would replace what is read\n" % path)
        assert Path(path).read_bytes() == old
    status, _, err = run("predict model.json data.csv --output no/out.csv")
    assert status == 2 and err.startswith("csv_model: no/out.csv") and err.count("\n") == 1


def test_letters_that_the_terminals_code_page_lacks_end_nothing(run, trained):
    rows = [[row[0], "Łódź" if row[2] == "Rome" else "Oslo", row[4]] for row in people()]
    trained(as_text([["age", "town", "buys"]] + rows))
    def under_cp1252(*command):
        return subprocess.run(
            [sys.executable, "-c", "import sys; sys.path.insert(0, %r)\nfrom examples.csv_model."
             "__main__ import main\nsys.exit(main(sys.argv[1:]))" % str(TOP), *command],
            env={"PYTHONIOENCODING": "cp1252", "PATH": ""}, capture_output=True)
    done = under_cp1252("predict", "model.json", "data.csv", "--with", "town")
    assert done.returncode == 0 and len(done.stdout.decode("utf-8").splitlines()) == 41
    assert "Łódź" in done.stdout.decode("utf-8")
    done = under_cp1252("train", "data.csv", "--target", "buys", "--save", "model.json",
                        "--epochs", "5")
    assert done.returncode == 0 and b"town: one of Oslo | \\u0141" in done.stdout


def shell(command, streams):
    """Run a command with its streams as a shell sets them; return status, output and errors."""
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m examples.csv_model %s %s' % (command, streams), sys.executable],
        env=dict(os.environ, PYTHONPATH=str(TOP), PYTHONUNBUFFERED=""), capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_full_disk_behind_standard_output_is_told_once(run, trained):
    trained(as_text([HEADER] + people()), "--target buys --epochs 5")
    for command in ("train data.csv --target buys --epochs 5 --save other.json", "show model.json",
                    "predict model.json data.csv"):
        assert shell(command, ">/dev/full") == (
            2, "", "csv_model: standard output: No space left on device\n")
    assert shell("show none.json", "2>/dev/full") == (2, "", "")
    answers = run("predict model.json data.csv")[1]
    assert shell("predict model.json data.csv", "2>/dev/full") == (0, answers, "")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
def test_a_closed_stream_ends_nothing_that_has_other_work_and_is_told_elsewhere(run, trained):
    train = "train data.csv --target buys --epochs 5 --save "
    trained(as_text([HEADER] + people()), "--target buys --epochs 5")
    expected = run("predict model.json data.csv")[1]
    assert shell(train + "other.json", ">&- 2>&-") == (0, "", "")
    assert Path("other.json").read_bytes() == Path("model.json").read_bytes()
    assert shell("predict model.json data.csv --output out.csv", ">&- 2>&-") == (0, "", "")
    assert Path("out.csv").read_text() == expected
    assert shell("predict model.json data.csv", "2>&-") == (0, expected, "")
    for command in ("show model.json", "predict model.json data.csv"):
        assert shell(command, ">&-") == (2, "", "csv_model: standard output is closed, and it is all "
                                                "that would be written\n")
    assert shell(train + "none.json", ">&- <&-") == (0, "", "")
    assert shell("predict model.json -", "<&-") == (
        2, "", "csv_model: standard input is closed\n")


def test_a_hyphen_is_standard_input_for_both_tables(run, trained, monkeypatch):
    text = as_text([HEADER] + people())
    expected = trained(text)
    table = run("predict model.json data.csv")
    for command in ("train - --target buys --save model.json --epochs 50", "predict model.json -"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        said = run(command)
        assert said[0] == 0
    assert said[1] == table[1]
    assert Path("model.json").read_bytes() == expected
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a,b\n1\n")))
    assert "csv_model: standard input:2: 1 cells" in run("predict model.json -")[2]


def test_a_model_of_two_classes_has_one_output(trained):
    trained(as_text([HEADER] + people()))
    assert neuron.load("model.json").sizes[-1] == 1
    assert json.loads(Path("model.columns.json").read_text())["target"]["classes"] == ["no", "yes"]
