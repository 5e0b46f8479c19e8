"""examples/csv_model.py: from tables as people have them to predictions, or one clear line."""

import csv
import io
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import neuron
from examples import csv_model, tables
from tests.tools.extras import need

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COMMAND = [sys.executable, "-m", "examples.csv_model"]
HEADER = ["age", "height", "town", "member", "buys"]


def people(count=40):
    """Return rows of two numbers, two categories and a class that depends on them."""
    draws = neuron.uniform(7)
    rows = []
    for _ in range(count):
        age = 18 + int(60 * next(draws))
        town = ["Paris, France", "Köln", "Rome"][int(3 * next(draws))]
        rows.append([str(age), "%.2f" % (1.5 + next(draws) / 2), town, "ny"[int(2 * next(draws))],
                     "yes" if age > 45 or town == "Rome" else "no"])
    return rows


def as_text(rows, delimiter=",", comma=False, end="\n"):
    """Return rows as CSV."""
    if comma:
        rows = [[cell.replace(".", ",") for cell in row] for row in rows]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that runs a command in a folder of its own, and gives what it said."""
    monkeypatch.chdir(tmp_path)

    def call(command, **files):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / (name + ".csv")).write_bytes(data)
        status = csv_model.main(command.split())
        said = capsys.readouterr()
        return status, said.out, said.err
    return call


@pytest.fixture
def trained(run):
    """Return a function that trains on a table and gives the bytes of model.json."""
    def call(content, options="--target buys"):
        status, out, err = run("train data.csv --save model.json --epochs 20 " + options,
                               data=content)
        assert (status, err) == (0, "")
        return Path("model.json").read_bytes()
    return call


# --- The three data sets, each in one command --------------------------------------------

@pytest.mark.parametrize("name, target, options, goal", [
    ("iris", "species", [], 0.95), ("breast_cancer", "diagnosis", [], 0.95),
    ("digits", "digit", ["--epochs", "10", "--hidden", "16"], 0.9)])
def test_a_data_set_is_trained_on_predicted_and_shown_in_one_command_each(
        tmp_path, name, target, options, goal):
    data = os.path.join(tables.DATA, name + ".csv")
    model = str(tmp_path / "model.json")

    def output_of(*arguments):
        done = subprocess.run(COMMAND + list(arguments), cwd=ROOT, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0
        return done.stdout, done.stderr

    out, err = output_of("train", data, "--target", target, "--save", model, *options)
    assert err == ""
    assert float(out.split("Held out: ")[1].split("accuracy ")[1].split()[0]) >= goal
    assert "Epochs  Loss\n     1  " in out
    assert out.endswith("Saved %s and %s\n" % (model, tmp_path / "model.columns.json"))

    out, err = output_of("predict", model, data)
    lines = list(csv.reader(io.StringIO(out)))
    _, rows, labels = tables.data_set(name)
    assert lines[0] == ["predicted " + target, "output"]
    assert tables.accuracy([line[0] for line in lines[1:]], labels) >= goal
    assert "%d right" % len(rows) in err

    net = neuron.load(model)
    classes = sorted(set(labels))
    for row, (answer, output) in list(zip(rows, lines[1:]))[::50]:  # the file takes raw numbers
        outputs = net(row)
        assert (classes[tables.largest(outputs)], "%.4f" % max(outputs)) == (answer, output)

    out, err = output_of("show", model)
    assert err == "" and "predicts %s, one of " % target in out
    assert "%d inputs, units: " % len(rows[0]) in out


# --- Files as people have them -----------------------------------------------------------

@pytest.mark.parametrize("variant", [
    pytest.param(as_text([HEADER] + people(), end="\r\n").encode(), id="CRLF"),
    pytest.param(as_text([HEADER] + people(), end="\r").encode(), id="CR"),
    pytest.param(("\ufeff" + as_text([HEADER] + people())).encode(), id="byte order mark"),
    pytest.param(as_text([HEADER] + people(), ";").encode(), id="semicolons"),
    pytest.param(as_text([HEADER] + people(), ";").replace(".", ",").encode(),
                 id="decimal commas"),
    pytest.param(as_text([HEADER] + people(), "\t").encode(), id="tabs"),
    pytest.param(as_text([HEADER] + people(), "\t", end="\r\n").encode("utf-16"), id="UTF-16"),
    pytest.param(as_text([HEADER] + people(), ";", end="\r\n").encode("cp1252"), id="cp1252"),
    pytest.param((as_text([HEADER] + people()) + "\n\r\n,,,,\n  \n").encode(), id="blank lines"),
    pytest.param(as_text([HEADER] + people()).replace("\n", ",\n").encode(), id="comma at end"),
    pytest.param(as_text([HEADER] + people()).rstrip("\n").encode(), id="no end of line"),
    pytest.param("\n".join(", ".join('"%s" ' % cell for cell in row)
                           for row in [HEADER] + people()).encode(), id="quotes and spaces")])
def test_the_same_table_gives_the_same_model_however_it_is_written(trained, variant):
    model = trained(variant)
    columns = Path("model.columns.json").read_text()
    assert model == trained(as_text([HEADER] + people()))
    assert columns == Path("model.columns.json").read_text()


def test_what_parts_the_cells_is_not_looked_for_in_quotes(trained):
    rows = people()
    assert trained(as_text([["age; years\tsince, birth"] + HEADER[1:]] + rows)) == trained(
        as_text([HEADER] + rows))


def test_a_header_is_found_or_missed_by_itself_and_columns_have_names_or_numbers(trained):
    rows = people()
    with_header = trained(as_text([HEADER] + rows))
    assert trained(as_text(rows), "--target 5") == with_header
    assert trained(as_text([HEADER] + rows), "--target 5") == with_header
    assert trained(as_text([["2001", "2002", "t", "m", "b"]] + rows),
                   "--target b --header") == with_header
    words = [["p", "q"], ["p", "r"], ["s", "r"]] * 4
    assert trained(as_text(words), "--target 2 --no-header") == trained(
        as_text([["x", "y"]] + words), "--target y")


def test_a_name_counts_before_a_number_and_a_column_without_one_is_called_by_its_number(trained):
    rows = [[cell] + row for cell, row in zip("12" * 20, people())]
    trained(as_text([["", "5", "h", "t", "m", "b"]] + rows), "--header --target 6 --ignore 5")
    columns = json.loads(Path("model.columns.json").read_text())["inputs"]
    assert [column["name"] for column in columns] == ["column 1", "h", "t", "m"]


def test_predictions_find_the_columns_by_name_in_any_order_among_others(run, trained):
    rows = people()
    trained(as_text([HEADER] + rows))
    straight = run("predict model.json new.csv", new=as_text([HEADER] + rows))
    order = [3, 0, 2, 1]
    mixed = [["note"] + [HEADER[i] for i in order]] + [
        ["unread"] + [row[i] for i in order] for row in rows]
    status, out, err = run("predict model.json new.csv", new=as_text(mixed, ";", comma=True))
    assert (status, out, err) == (0, straight[1], "")  # no target there, nothing to compare


def test_without_a_header_predictions_take_rows_with_the_target_or_without(run, trained):
    rows = [[row[0], row[4]] + row[1:4] for row in people()]  # the target in the middle
    trained(as_text(rows), "--target 2")
    _, whole, err = run("predict model.json new.csv", new=as_text(rows))
    assert "of 40 right" in err
    assert run("predict model.json new.csv",
               new=as_text([row[:1] + row[2:] for row in rows])) == (0, whole, "")


def test_a_target_still_to_be_filled_in_is_no_error(run, trained):
    trained(as_text([HEADER] + people()))
    rows = [row[:4] + [""] for row in people()]
    status, out, err = run("predict model.json new.csv", new=as_text([HEADER] + rows))
    assert (status, len(out.split("\n")), err) == (0, 42, "")


# --- What a column is --------------------------------------------------------------------

@pytest.mark.parametrize("cells, options, classes", [
    (["no", "yes"] * 20, "", ["no", "yes"]),
    (["0", "1"] * 2, "", ["0", "1"]),
    (["10", "9", "8"] * 20, "", ["8", "9", "10"]),
    (["10", "9", "8"] * 4, "", None),  # 12 rows do not show that there are no others
    (["0.5", "1.5", "2.5"] * 20, "", None),
    ([str(i) for i in range(40)], "", None),
    (["1", "2", "many"] * 20, "", ["1", "2", "many"]),
    (["0", "1"] * 20, "--kind number", None),
    (["0.5", "1.5"] * 20, "--kind class", ["0.5", "1.5"])])
def test_a_target_is_a_class_if_it_is_text_or_few_whole_numbers(trained, cells, options, classes):
    trained(as_text([["x", "y"]] + [[str(r % 7), cell] for r, cell in enumerate(cells)]),
            "--target y " + options)
    assert json.loads(Path("model.columns.json").read_text())["target"]["classes"] == classes


def test_text_is_one_hot_and_numbers_are_where_asked_for(run, trained):
    rows = [[str(r % 3), "pqr"[r % 3], str(r), "ab"[r % 2]] for r in range(30)]
    table = as_text([["code", "word", "row", "y"]] + rows)
    trained(table, "--target y")
    assert neuron.load("model.json").sizes == [5, 8, 2]
    trained(table, "--target y --category code --ignore row")
    assert neuron.load("model.json").sizes == [6, 8, 2]
    out = run("show model.json")[1]
    assert "  code: one of 0 | 1 | 2\n  word: one of p | q | r\n" in out
    assert "numbers" not in out.split("Inputs")[1].split("Strongest")[0]
    assert "word = q -> hidden unit" in out


def test_numbers_are_predicted_in_their_own_unit_by_weights_in_the_tables_units(run, trained):
    draws = neuron.uniform(5)
    rows = [[next(draws) / 1000, 1000 * next(draws)] for _ in range(50)]
    for row in rows:
        row.append(3.0 * row[1] - 2e5 * row[0] + 7.0)
    table = as_text([["a", "b", "y"]] + rows)
    trained(table, "--target y --hidden 0 --epochs 300")
    model = neuron.load("model.json")
    assert model.layers[0].weights[0] == pytest.approx([-2e5, 3.0], rel=1e-6)
    assert model.layers[0].biases == pytest.approx([7.0], rel=1e-4)
    status, out, err = run("predict model.json data.csv")
    lines = out.split()
    assert lines[:2] == ["predicted", "y"]
    assert [float(line) for line in lines[2:]] == pytest.approx([row[2] for row in rows], rel=1e-6)
    assert float(err.split("root mean squared error ")[1].split()[0]) < 1e-3
    strongest = run("show model.json")[1].split("deviation\n")[1].split("\n")
    assert strongest[0].endswith("  b -> y") and float(strongest[0].split()[0]) > 500
    assert strongest[1].endswith("  a -> y") and -100 < float(strongest[1].split()[0]) < -40


def test_a_hidden_layer_predicts_numbers_in_their_own_unit(run, trained):
    rows = [[x / 10, 5000 + 100 * (x / 10) ** 2] for x in range(-20, 21)]
    trained(as_text([["x", "y"]] + rows), "--target y --epochs 2000 --holdout 0")
    _, out, _ = run("predict model.json data.csv")
    for line, row in zip(out.split("\n")[1:], rows):
        assert abs(float(line) - row[1]) < 20


def test_a_constant_column_changes_no_prediction(run, trained):
    rows = people()
    trained(as_text([["same"] + HEADER] + [["0.1"] + row for row in rows]))
    status, out, _ = run("predict model.json data.csv")
    assert status == 0 and "nan" not in out
    other = as_text([["same"] + HEADER] + [["0.1"] + row for row in rows])
    assert run("predict model.json new.csv", new=other)[1] == out


def test_training_again_gives_the_same_bytes_and_other_rows_are_held_out_than_learned(run):
    table = as_text([HEADER] + people())
    said = [run("train data.csv --target buys --save model.json --holdout 0.25", data=table)]
    models = [Path("model.json").read_text(), Path("model.columns.json").read_text()]
    said.append(run("train data.csv --target buys --save model.json --holdout 0.25"))
    assert said[0] == said[1]
    assert models == [Path("model.json").read_text(), Path("model.columns.json").read_text()]
    assert "data.csv: 40 rows, 30 to learn from, 10 held out\n" in said[0][1]
    assert " of 10 right" in said[0][1]


def test_training_tells_what_it_takes_each_column_for_within_80_columns(run):
    names = ["a class with a long name, number %d of them" % k for k in range(5)]
    rows = [[str(r), "2024-02-%02d" % (r % 28 + 1), names[r % 5]] for r in range(100)]
    status, out, err = run("train data.csv --target what --save model.json --epochs 1",
                           data=as_text([["age", "day", "what"]] + rows))
    assert (status, err) == (0, "")
    assert "\nInputs\n  numbers: age\n  day: one of 2024-02-01 | 2024-02-02 | " in out
    shown = run("show model.json")[1]
    assert max(map(len, (out + shown).splitlines())) < 80
    assert "\nInputs\n  numbers: age\n  day: one of 2024-02-01 | " in shown


def test_the_scales_come_from_the_rows_learned_from_alone(run):
    table = "x,y\n" + "".join("%d,%d\n" % (r, r % 2) for r in range(10))
    run("train data.csv --target y --save model.json --epochs 1", data=table)
    rest = tables.shuffled(10, 1)[2:]
    column = json.loads(Path("model.columns.json").read_text())["inputs"][0]
    assert column["mean"] == pytest.approx(sum(rest) / 8)
    assert column["mean"] != pytest.approx(4.5)


# --- Refused: one line on standard error, status 2 ---------------------------------------

@pytest.mark.parametrize("table, options, message", [
    ("a,b,y\n1,2,p\n\n3,,q\n", "", "data.csv:4: b: an empty cell is a missing value, one of 1 in "
     "2 rows: fill them in, or leave out these rows or the column"),
    ("a,b,y\n1,2,p\n3,,q\n5,,p\n", "",
     "data.csv:3: b: an empty cell is a missing value, one of 2 in 3 rows"),
    ("y,2019\np,1\nq,2\n", "", "data.csv: no column is named 'y', among: column 1, column 2 "
     "(line 1 was taken for data: --header says it holds names)"),
    ("a,b,y\n1,2,p\n3,NA,q\n", "", "data.csv:3: b: 'NA' is a missing value"),
    ("a,b,y\n1,2,p\n?,4,q\n", "", "data.csv:3: a: '?' is a missing value"),
    ("a,b,y\n1,2,p\n3,4,\n", "", "data.csv:3: y: an empty cell is a missing value"),
    ("a,b,y\n1,2,p\n3,q\n", "", "data.csv:3: 2 cells, but line 1 has 3"),
    ("a,b,y\n1,2,p\n3,4,5,q\n", "", "data.csv:3: 4 cells, but line 1 has 3"),
    ('a,b,y\n"1\n0",2,p\n3,q\n', "", "data.csv:4: 2 cells, but line 1 has 3"),
    ('a,b,y\n1,2,p\n3,"4,q\n5,6,p\n', "", "data.csv:3: a quote from here on is never closed"),
    ('a,b,y\n1,2,p\n3,4,"q\n', "", "data.csv:3: a quote from here on is never closed"),
    ("a,b,y\n1,2,p\n3,4,q\n5,x,q\n", "", "data.csv:4: b: 'x' is not a number"),
    ("a,b,y\n1,2,p\n3,4,q\n5,1e999,q\n", "", "data.csv:4: b: '1e999' is not a number"),
    ('a,b,y\n1,2,p\n3,4,q\n5,"1,5",q\n', "", "data.csv:4: b: '1,5' is not a number"),
    ("a;b;y\n1,5;2;p\n1.234;4;q\n", "",
     "data.csv:3: a: '1.234' has a decimal point, line 2 a decimal comma"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--target z", "data.csv: no column is named 'z', among: a, b, y"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--target 4", "data.csv: no column is named '4', among: a, b, y"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--ignore z", "data.csv: no column is named 'z', among: a, b, y"),
    ("a,a,y\n1,2,p\n3,4,q\n", "", "data.csv: 2 columns are named 'a', among: a, a, y"),
    ("a,b,y\n1,2,p\n3,4,p\n", "", "data.csv: y is always p: nothing to predict"),
    ("y\np\nq\n", "", "data.csv: no column is left to predict from"),
    ("a,b,y\n1,2,p\n", "", "data.csv: 1 row(s) to learn from are too few"),
    ("a,b,y\n", "", "data.csv: 0 row(s) to learn from are too few"),
    ("", "", "data.csv: no lines"),
    ("\n ,\n", "", "data.csv: no lines"),
    (b"a,b,y\n1,\x002,p\n", "", "data.csv: not a text file"),
    (b"\x81\x8d\xff", "", "data.csv: not a text file"),
    (b"\xff\xfea", "", "data.csv: not a text file"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--learning-rate 0", "learning_rate"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--learning-rate nan", "learning_rate"),
    ("a,b,y\n1,2,1.5\n3,4,2.5\n5,1,9\n", "--learning-rate 1e9 --hidden 0", "learning_rate"),
    ("a,y\n" + "".join("name %d,%d\n" % (r, r % 2) for r in range(20)), "",
     "data.csv: a: 20 different texts in 20 rows, such as 'name 9', teach nothing: write numbers "
     "like 1234.5, or --ignore the column"),
    ("a,y\n" + "".join("%d,name %d\n" % (r % 2, r) for r in range(20)), "",
     "data.csv: y: 20 different texts in 20 rows, such as 'name 9', teach nothing: --kind number,"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--save model.csv", "--save model.csv: the name must end with .json"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--save no/model.json", "--save no/model.json: there is no such")])
def test_a_bad_table_or_option_is_refused_in_one_line_and_nothing_is_saved(
        run, table, options, message):
    status, out, err = run("train data.csv --target y --save model.json --holdout 0 " + options,
                           data=table)
    assert status == 2
    assert err.startswith("csv_model: ") and message in err
    assert err.count("\n") == 1 and err.endswith("\n")
    assert os.listdir() == ["data.csv"]


@pytest.mark.parametrize("options", [
    "--holdout 1", "--holdout -0.1", "--holdout x", "--hidden -1", "--hidden 2.5", "--epochs 0",
    "--kind other", "--learning-rate x"])
def test_a_wrong_option_is_refused_before_the_table_is_read(run, capsys, options):
    with pytest.raises(SystemExit) as stop:
        run("train missing.csv --target y --save model.json " + options)
    assert stop.value.code == 2
    assert "error: argument " + options.split()[0] in capsys.readouterr().err


@pytest.mark.parametrize("header, row, message", [
    (HEADER[:4], "30,1.7,Oslo,y", "new.csv:2: town: 'Oslo' is none of the categories learned: "
     "Köln, Paris, France, Rome"),
    (HEADER[:4], "30,,Rome,y", "new.csv:2: height: an empty cell is a missing value"),
    (HEADER[:4], "30,tall,Rome,y", "new.csv:2: height: 'tall' is not a number"),
    (HEADER[:4], "30,1.7,Rome", "new.csv:2: 3 cells, but line 1 has 4"),
    (HEADER[:3], "30,1.7,Rome", "new.csv: no column is named 'member', among: age, height, town"),
    (["age"] + HEADER[:4], "30,30,1.7,Rome,y", "new.csv: 2 columns are named 'age'")])
def test_a_new_table_that_does_not_fit_is_refused_in_one_line(run, trained, header, row, message):
    trained(as_text([HEADER] + people()))
    status, out, err = run("predict model.json new.csv", new=",".join(header) + "\n" + row + "\n")
    assert (status, out) == (2, "")
    assert err.startswith("csv_model: " + message) and err.count("\n") == 1


def test_a_new_table_without_header_must_have_as_many_columns(run, trained):
    trained(as_text(people()), "--target 5")
    status, out, err = run("predict model.json new.csv", new="30,1.7,Rome\n")
    assert (status, out) == (2, "")
    assert err == ("csv_model: new.csv: 3 columns, but the model learned from 5, one of them its "
                   "target\n")


def test_a_missing_file_is_named_in_one_line(run, trained):
    assert run("train none.csv --target y --save model.json") == (
        2, "", "csv_model: none.csv: No such file or directory\n")
    assert run("show none.json")[::2] == (2, "csv_model: none.json: No such file or directory\n")
    trained(as_text([HEADER] + people()))
    assert run("predict model.json none.csv")[0] == 2
    os.remove("model.columns.json")
    assert run("show model.json") == (
        2, "", "csv_model: model.columns.json: No such file or directory\n")


def damaged(value):
    """Yield copies of a JSON value, each with one thing in it removed or replaced."""
    if isinstance(value, (dict, list)):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            rest = value.copy()
            del rest[key]
            yield rest
            for other in damaged(value[key]):
                copy = value.copy()
                copy[key] = other
                yield copy
    for other in (None, 3, "x", [], {}, [[]]):
        if other != value:
            yield other


@pytest.mark.parametrize("header", [[HEADER], []])
def test_a_damaged_columns_file_is_an_error_in_one_line_or_does_no_harm(run, trained, header):
    trained(as_text(header + people()), "--target 5")
    columns = json.loads(Path("model.columns.json").read_text())
    cases = list(damaged(columns))
    assert len(cases) > 150
    new = as_text([row[:4] for row in header + people()])
    refused = 0
    for case in cases:
        Path("model.columns.json").write_text(json.dumps(case))
        for command in ("show model.json", "predict model.json data.csv",
                        "predict model.json new.csv"):
            status, _, err = run(command, new=new)
            assert status in (0, 2)
            if status:
                assert err.startswith("csv_model: ") and err.count("\n") == 1
                refused += 1
    assert refused > len(cases)
    for text in ("", "{", "[" * 100000, "null"):  # the third is nested too deep
        Path("model.columns.json").write_text(text)
        assert run("show model.json") == (
            2, "", "csv_model: model.columns.json: not what training wrote beside model.json\n")


def test_the_columns_of_another_model_are_refused(run, trained):
    trained(as_text([HEADER] + people()))
    neuron.Network(3, 2).save("model.json")
    assert run("show model.json")[0] == 2
    trained(as_text([HEADER] + people()), "--target age")
    assert run("predict model.json data.csv")[0] == 0
    neuron.Neuron(neuron.load("model.json").sizes[0]).save("model.json")
    assert run("predict model.json data.csv")[:2] == (2, "")


# --- Saving, stopping, terminals ---------------------------------------------------------

def test_where_saving_fails_the_old_columns_stay_whole_and_nothing_is_left_over(
        trained, monkeypatch):
    trained(as_text([HEADER] + people()))
    old = Path("model.columns.json").read_text()

    def fail(source, target):
        raise OSError(28, "No space left on device", source)
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError):
        csv_model.save_columns("model.columns.json", {"other": 1})
    assert Path("model.columns.json").read_text() == old
    assert sorted(os.listdir()) == ["data.csv", "model.columns.json", "model.json"]


def test_ctrl_c_while_training_keeps_the_old_files_and_says_so(run, trained, monkeypatch):
    trained(as_text([HEADER] + people()))
    old = [Path("model.json").read_text(), Path("model.columns.json").read_text()]

    def interrupted(training, epochs):
        yield next(training)
        raise KeyboardInterrupt
    monkeypatch.setattr(tables, "progress", interrupted)
    status, _, err = run("train data.csv --target age --save model.json")
    assert (status, err) == (130, "csv_model: training was interrupted, nothing is saved\n")
    assert old == [Path("model.json").read_text(), Path("model.columns.json").read_text()]


def test_on_a_terminal_a_line_tells_the_progress_and_ctrl_c_ends_it(tmp_path):
    need(hasattr(os, "openpty"), "this machine has no pseudo-terminals")
    terminal, end = os.openpty()
    process = subprocess.Popen(
        COMMAND + ["train", os.path.join(tables.DATA, "iris.csv"), "--target", "species",
                   "--epochs", "1000000", "--save", str(tmp_path / "model.json")],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=end,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    os.close(end)
    try:
        said = b""
        while b" s left" not in said:
            assert select.select([terminal], [], [], 60)[0], "no progress in a minute"
            said += os.read(terminal, 1000)
        assert b"\rEpoch " in said and b" of 1000000, loss 0." in said
        process.send_signal(signal.SIGINT)
        try:
            while not said.endswith(b"saved\r\n"):
                said += os.read(terminal, 1000)
        except OSError:  # how Linux says that the other end is closed
            pass
        assert process.wait(60) == 130
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
    assert said.endswith(b" \rcsv_model: training was interrupted, nothing is saved\r\n")
    assert b"Traceback" not in said
    assert os.listdir(tmp_path) == []


def test_a_reader_that_has_seen_enough_is_no_error(run, trained):
    trained(as_text([HEADER] + people()))
    process = subprocess.Popen(COMMAND + ["predict", os.path.abspath("model.json"),
                                          os.path.abspath("data.csv")], cwd=ROOT,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.parametrize("command", ["", "train", "predict", "show"])
def test_help_tells_what_a_command_does(run, capsys, command):
    with pytest.raises(SystemExit) as stop:
        run(command + " --help")
    text = capsys.readouterr().out
    assert stop.value.code == 0 and text.startswith("usage: python -m examples.csv_model")
    assert command != "train" or "model.columns.json" in text
