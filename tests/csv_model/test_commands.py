"""examples/csv_model: from tables as people have them to predictions, or one clear line."""

import csv
import io
import json
import os
import re
import select
import signal
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import neuron
import examples.csv_model
from examples.csv_model import files, learning, words
from examples.helpers import tables
from tests.csv_model.made import HEADER, as_text, people
from tests.tools.extras import need
from tests.tools.runtimes import TOP

ROOT = str(TOP)
COMMAND = [sys.executable, "-m", "examples.csv_model"]


# --- The three data sets, each in one command --------------------------------------------

@pytest.mark.parametrize("name, target, options, goal", [
    ("iris", "species", [], 0.9), ("breast_cancer", "diagnosis", [], 0.94),
    pytest.param("digits", "digit", ["--starts", "1", "--epochs", "40"], 0.9,
                 marks=pytest.mark.slow)])
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
    assert "\nEpoch  Loss: learned   watched, smoothed\n    1   " in out
    assert out.endswith("Saved %s and %s\n" % (model, tmp_path / "model.columns.json"))

    out, err = output_of("predict", model, data)
    lines = list(csv.reader(io.StringIO(out)))
    _, rows, labels = tables.data_set(name)
    classes = sorted(set(tables.data_set(name)[2]))
    assert lines[0] == ["predicted " + target] + ["probability of " + label for label in classes]
    assert tables.accuracy([line[0] for line in lines[1:]], labels) >= goal
    assert "%d right" % len(rows) in err

    net = neuron.load(model)
    learned = [column["place"] for column in
               json.loads((tmp_path / "model.columns.json").read_text())["inputs"]]
    for row, (answer, *shares) in list(zip(rows, lines[1:]))[::50]:  # the file takes raw numbers
        outputs = net([row[place] for place in learned])
        if len(classes) == 2:
            outputs = [1.0 - outputs[0], outputs[0]]
        assert classes[tables.largest(outputs)] == answer
        assert shares == ["%.4f" % (output / sum(outputs)) for output in outputs]

    out, err = output_of("show", model)
    assert err == "" and "predicts %s, one of " % target in out
    assert "%d inputs, units: " % len(learned) in out


def test_the_first_command_prints_what_the_docstring_says(run, tmp_path):
    (tmp_path / "examples" / "data").mkdir(parents=True)
    shutil.copy(os.path.join(tables.DATA, "iris.csv"), tmp_path / "examples" / "data")
    command = examples.csv_model.__doc__.split("examples.csv_model ")[1].split("\n")[0]
    promised = examples.csv_model.__doc__.split("the machine):\n\n")[1]
    assert run(command) == (0, textwrap.dedent(promised), "")


# --- Files as people have them -----------------------------------------------------------

@pytest.mark.parametrize("variant", [
    pytest.param(as_text([HEADER] + people(), end="\r\n").encode(), id="CRLF"),
    pytest.param(as_text([HEADER] + people(), end="\r").encode(), id="CR"),
    pytest.param(("\ufeff" + as_text([HEADER] + people())).encode(), id="byte order mark"),
    pytest.param(as_text([HEADER] + people(), ";").encode(), id="semicolons"),
    pytest.param(as_text([HEADER] + people(), ";").replace(".", ",").encode(),
                 id="decimal commas"),
    pytest.param(as_text([HEADER] + people(), "\t").encode(), id="tabs"),
    pytest.param(as_text([HEADER] + people(), "|").encode(), id="bars"),
    pytest.param(b"sep=;\n" + as_text([HEADER] + people(), ";").encode(), id="Excel's sep"),
    pytest.param(as_text([HEADER] + people(), "\t", end="\r\n").encode("utf-16"), id="UTF-16"),
    pytest.param(as_text([HEADER] + people(), ";", end="\r\n").encode("cp1252"), id="cp1252"),
    pytest.param((as_text([HEADER] + people()) + "\n\r\n,,,,\n  \n").encode(), id="blank lines"),
    pytest.param(as_text([HEADER] + people()).replace("\n", ",\n").encode(), id="comma at end"),
    pytest.param(as_text([HEADER] + people()).rstrip("\n").encode(), id="no end of line"),
    pytest.param("\n".join(", ".join('"%s" ' % cell for cell in row)
                           for row in [HEADER] + people()).encode(), id="quotes and spaces")])
def test_the_same_table_gives_the_same_model_however_it_is_written(trained, variant):
    model = trained(variant)
    columns = json.loads(Path("model.columns.json").read_text())
    assert model == trained(as_text([HEADER] + people()))
    columns["decimal"] = columns["inputs"][1]["decimal"] = "."  # no more is remembered of it
    columns["delimiter"] = ","
    assert columns == json.loads(Path("model.columns.json").read_text())


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


def test_a_new_table_without_rows_gets_a_heading_alone(run, trained):
    trained(as_text([HEADER] + people()))
    assert run("predict model.json new.csv", new=as_text([HEADER])) == (
        0, "predicted buys,probability of no,probability of yes\n", "")


def test_a_target_still_to_be_filled_in_is_no_error(run, trained):
    trained(as_text([HEADER] + people()))
    rows = [row[:4] + [""] for row in people()]
    status, out, err = run("predict model.json new.csv", new=as_text([HEADER] + rows))
    assert (status, len(out.split("\n")), err) == (0, 42, "")


# --- What misled: columns and cells that look like something else ------------------------

def with_index(rows, numbers, name):
    """Return a table with a column in front that has these numbers under a name."""
    return as_text([[name] + HEADER] + [["%d" % n] + row for n, row in zip(numbers, rows)])


@pytest.mark.parametrize("name", ["", "x", "id"])
@pytest.mark.parametrize("numbers", [range(40), range(1, 41), range(40, 0, -1),
                                     tables.shuffled(40, 3)])
def test_row_numbers_are_left_out_told_and_change_no_prediction(run, trained, name, numbers):
    rows = sorted(people(), key=lambda row: row[-1])  # the number would tell the class
    model = trained(as_text([HEADER] + rows))
    assert trained(with_index(rows, numbers, name)) == model
    said = run("train data.csv --target buys --save model.json --epochs 50")[1]
    assert "Left out\n  %s: it numbers the rows (to learn from it: --keep %s)\n" % (
        name or "column 1", name or '"column 1"') in said
    expected = run("predict model.json new.csv", new=as_text([HEADER] + rows))
    again = run("predict model.json new.csv", new=with_index(rows, range(900, 940), name))
    assert again == expected


def test_rs_row_names_without_a_heading_are_left_out_too(trained):
    rows = people()
    named = as_text([HEADER], "\t") + as_text([["row %d" % r] + row for r, row in enumerate(rows)],
                                              "\t")
    assert trained(named) == trained(as_text([HEADER] + rows))


def test_row_numbers_are_learned_from_where_asked_for_or_where_there_is_nothing_else(run, trained):
    rows = people()
    trained(with_index(rows, range(40), "hour"), "--target buys --keep hour")
    assert json.loads(Path("model.columns.json").read_text())["inputs"][0]["name"] == "hour"
    trained(as_text([["x", "y"]] + [[r, 2.5 * r] for r in range(20)]), "--target y")
    assert neuron.load("model.json").sizes[0] == 1


@pytest.mark.parametrize("header, target", [(["0", "1", "2", "3", "4"], "4"),
                                            (["1", "2", "3", "4", "5"], "5")])
def test_a_header_of_numbers_is_taken_for_names_and_the_output_says_so(
        run, trained, header, target):
    rows = people()
    assert trained(as_text([header] + rows), "--target " + target) == trained(
        as_text([HEADER] + rows))
    said = run("train data.csv --target %s --save model.json --no-header" % 5,
               data=as_text([header] + rows))
    assert "Line 1 was taken for data. If it holds the names of the columns: --header" in said[1]
    assert " 41 rows" in said[1]


def test_a_class_is_the_same_however_its_number_is_written(run, trained):
    rows = [[row[0], "%.1f" % (row[-1] == "yes")] for row in people(120)]
    trained(as_text([["age", "y"]] + rows), "--target y")
    _, out, err = run("predict model.json data.csv")
    assert {line[0] for line in csv.reader(out.splitlines()[1:])} <= {"0.0", "1.0"}
    right = int(err.split()[0])
    assert right > 80
    for one, zero in (("1", "0"), ("1.00", "0.00"), ("TRUE", "FALSE"), ("01", "00")):
        other = [[age, one if y == "1.0" else zero] for age, y in rows]
        assert run("predict model.json new.csv", new=as_text([["age", "y"]] + other))[2] == err


def test_thousands_are_read_as_such_and_told(run, trained):
    rows = [["{:,}".format(n), n % 3, "hi" if n > 1500 else "lo"] for n in range(300, 3300, 100)]
    trained(as_text([["sales", "x", "y"]] + rows, "\t"), "--target y --epochs 50")
    out = run("train data.csv --target y --save model.json")[1]
    assert "sales: 1,000 is read as 1000\n" in out
    new = as_text([["sales", "x"], ["970", 0], ["1,067", 1], ["2,500", 2]], "\t")
    out = run("predict model.json new.csv", new=new)[1]
    assert [line[:2] for line in out.splitlines()[1:]] == ["lo", "lo", "hi"]


def decimal_commas(names, count=40):
    """Return a table in quotes whose weights have three digits after the decimal comma."""
    rows = [["0,%03d" % (25 * r), r % 5, "%d" % (3 * r + r % 5)] for r in range(1, count)]
    return as_text([names] + rows)


def answers(said):
    """Return what a prediction answered, by its rows, if it went well."""
    assert said[0] == 0, said
    return [row[0] for row in list(csv.reader(said[1].splitlines()))[1:]]


def test_the_answer_for_a_row_is_the_same_alone_and_beside_others(run, trained):
    trained(decimal_commas(["weight", "x", "y"]), "--target y --kind number")
    alone, = answers(run("predict model.json new.csv", new='weight,x\n"1,234",5\n'))
    both = answers(run("predict model.json new.csv", new='weight,x\n"1,234",5\n"1,5",5\n'))
    assert alone == both[0]
    assert alone == answers(run("predict model.json new.csv", new="weight\tx\n1,234\t5\n"))[0]
    assert 0 < float(alone) < 400


def test_a_new_table_that_writes_its_marks_otherwise_is_read_so_where_all_cells_are_clear(
        run, trained):
    trained(decimal_commas(["weight", "x", "y"]), "--target y --kind number")
    comma = run("predict model.json new.csv", new='weight,x\n"0,25",5\n')
    assert run("predict model.json new.csv", new="weight,x\n0.25,5\n") == comma
    status, out, err = run("predict model.json new.csv", new="weight,x\n0.25,5\n1.234,5\n")
    assert (status, out) == (2, "")
    assert "weight: nothing tells whether '1.234' has a decimal mark or a mark for" in err


def degrees(delimiter, header=True, step=0.3):
    """Return a table of two columns with decimal commas, or of whole numbers, parted by a mark."""
    rows = [["%g" % (10 + step * r), "%g" % (3 * r)] for r in range(40)]
    return as_text([["temp", "use"]] * header + rows, delimiter, comma=True)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("header", [True, False])
def test_a_new_table_of_one_column_has_no_mark_that_parts_cells_but_decimal_commas(
        run, trained, delimiter, header):
    trained(degrees(delimiter, header), "--target 2 --kind number")
    names = "temp\n" if header else ""
    expected = run("predict model.json new.csv", new=names + "20.5\n21.7\n9.5\n")
    for new in ("20,5\n21,7\n9,5\n", '"20,5"\n"21,7"\n"9,5"\n', "20,5\r\n21,7\r\n9,5"):
        assert run("predict model.json new.csv", new=names + new) == expected
        assert run("predict model.json new.csv", new="# made\n" + names + new)[1] == expected[1]
    columns = json.loads(Path("model.columns.json").read_text())
    del columns["delimiter"]  # as earlier files are
    Path("model.columns.json").write_text(json.dumps(columns))
    assert run("predict model.json new.csv", new=names + "20,5\n21,7\n9,5\n") == expected


def test_where_nothing_tells_a_decimal_comma_from_two_cells_it_is_asked_for(run, trained):
    whole = as_text([[r, 3 * r] for r in range(40)], ";")
    trained(whole, "--target 2 --kind number --no-header")
    status, out, err = run("predict model.json new.csv", new="20,5\n21,7\n")
    assert (status, out) == (2, "")
    assert "new.csv: nothing tells whether 20,5 is one number or two: add --delimiter comma" in err
    two = run("predict model.json new.csv --delimiter comma", new="20,5\n21,7\n")
    assert two[:2] == run("predict model.json new.csv", new="20\n21\n")[:2]
    trained(whole.replace(";", ","), "--target 2 --kind number --no-header")
    assert run("predict model.json new.csv", new="20,5\n21,7\n")[:2] == two[:2]


def test_first_halves_of_decimal_commas_are_no_row_names(run):
    table = "temp,use\n" + "".join("%d,%d,%d\n" % (10 + r, r % 10, 3 * r) for r in range(20))
    status, out, err = run("train data.csv --target use --save other.json", data=table)
    assert (status, out) == (2, "")
    assert err.startswith("csv_model: data.csv:2: nothing tells whether 10,0 is a number with a "
                          "decimal comma, or the name of a row and a number: ")
    assert not Path("other.json").exists()
    numbered = "temp,use\n" + "".join("%d,%d,%d\n" % (20 - r, r % 9, 3 * r) for r in range(20))
    assert run("train data.csv --target use --save other.json --epochs 2", data=numbered)[0] == 0


@pytest.mark.parametrize("option, mark, header", [
    ("blank", " ", True), ("blank", " ", False), (":", ":", True), (":", ":", False),
    ("comma", ",", True)])
def test_the_mark_that_parts_cells_is_remembered(run, trained, option, mark, header):
    rows = [[r, "%d;%d" % (r % 3, r % 2), 3 * r] for r in range(30)]
    text = as_text([["a;a", "b;b", "y;y"]] * header + rows, mark)
    trained(text, "--target 3 --kind number --delimiter " + option)
    said = run("predict model.json data.csv")
    assert said[0] == 0 and len(answers(said)) == 30 and "root mean squared error" in said[2]
    new = as_text([["a;a", "b;b"]] * header + [row[:2] for row in rows], mark)
    assert answers(run("predict model.json new.csv", new=new)) == answers(said)
    other = as_text([["a;a", "b;b"]] * header + [row[:2] for row in rows], "\t")
    assert answers(run("predict model.json new.csv", new=other)) == answers(said)


def test_where_one_column_is_found_the_message_names_the_option_for_what_parts_cells(run, trained):
    table = "a b y\n1 2 p\n3 4 q\n"
    told = ("no column is named 'y', among: a b y (cells are parted by a comma here; for another "
            "mark: --delimiter MARK)\n")
    assert run("train data.csv --target y --save model.json", data=table)[2].endswith(told)
    trained("a,b,y\n" + "1,2,p\n3,4,q\n" * 9, "--target y")
    assert run("predict model.json new.csv", new=table)[2].endswith(told.replace("'y'", "'a'"))


def test_two_columns_may_have_marks_of_different_meaning_and_each_keeps_its_own(run, trained):
    rows = [["48.%04d" % (97 * r), "%d,%02d" % (900 + r, r), r % 7 / 2] for r in range(40)]
    trained(as_text([["lat", "price", "y"]] + rows, ";"), "--target y")
    alone, = answers(run("predict model.json new.csv", new="lat;price\n48.1371;1,234\n"))
    both = answers(run("predict model.json new.csv", new="lat;price\n48.1371;1,234\n48.2;1,5\n"))
    assert alone == both[0]


def test_the_day_of_a_date_does_not_become_the_month_because_of_another_row(run, trained):
    rows = [["%02d/%02d/2024" % (r % 28 + 1, r % 12 + 1), r % 7 / 2] for r in range(60)]
    trained(as_text([["day", "y"]] + rows), "--target y")
    assert run("predict model.json new.csv", new="day\n03/04/2024\n")[0] == 0
    status, out, err = run("predict model.json new.csv", new="day\n03/04/2024\n05/31/2024\n")
    assert (status, out, err) == (
        2, "", "csv_model: new.csv:3: day: '05/31/2024' is not a date like 31/12/2024\n")
    assert run("predict model.json new.csv", new="day\n05/31/2024\n")[0] == 0


def births(pattern, years):
    """Return a table of birthdays, and of what falls with them."""
    return as_text([["born", "age"]] + [[pattern % (r % 28 + 1, r % 12 + 1, year % 100), 2024 - year]
                                        for r, year in enumerate(years)])


@pytest.mark.parametrize("pattern", ["%02d.%02d.%02d", "%02d/%02d/%02d"])
def test_the_century_of_years_of_two_digits_is_told_and_noted_where_it_may_be_wrong(
        run, pattern):
    train = "train data.csv --target age --kind number --save model.json --epochs 5 --report p.html"
    note = ("born: years of two digits are read as 1969 to 2068, so the dates go from 1969-%s to "
            "2068-%s. If some are of another century, write years with four digits")
    status, out, err = run(train, data=births(pattern, list(range(1940, 2003)) * 2))
    text = " ".join(out.split())
    assert (status, err) == (0, "")
    assert "NOTE: " + note % ("06-02", "08-08") in text
    assert "Note: " + note % ("06-02", "08-08") in Path("p.html").read_text()
    out = " ".join(run(train, data=births(pattern, list(range(1970, 2020)) * 2))[1].split())
    assert "born: years of two digits are read as 1969 to 2068, the dates go from 1970-" in out
    assert "NOTE" not in out
    err = run("predict model.json new.csv", new="born\n" + pattern % (31, 12, 55) + "\n")[2]
    assert err.startswith("csv_model: new.csv: born: years of two digits are read as 1969 to 2068, "
                          "so the dates go from 2055-12-31 to 2055-12-31. If")
    assert "two digits" not in run("predict model.json new.csv",
                                   new="born\n" + pattern % (31, 12, 99) + "\n")[2]


def test_years_of_two_digits_are_noted_where_those_learned_had_four(run, trained):
    trained(births("%02d.%02d.19%02d", list(range(1940, 2000)) * 2), "--target age --kind number")
    assert "two digits" in run("predict model.json new.csv", new="born\n01.02.55\n")[2]
    assert "two digits" not in run("predict model.json new.csv", new="born\n01.02.1955\n")[2]


def first_days(mark, count=44):
    """Return a table of dates whose day is their month, and of what grows with them."""
    return as_text([["day", "y"]] + [["%02d%s%02d%s%d" % (r % 12 + 1, mark, r % 12 + 1, mark, 1980 + r),
                                      365 * r] for r in range(count)])


@pytest.mark.parametrize("mark", "/-")
def test_where_no_date_learned_tells_the_day_from_the_month_later_ones_are_asked_about(
        run, trained, mark):
    new = "day\n07/01/2022\n01/07/2022\n".replace("/", mark)
    trained(first_days(mark), "--target y")
    assert run("predict model.json new.csv", new=new) == (
        2, "", "csv_model: new.csv: day: nothing tells the day from the month in '07%s01%s2022': "
        "add --day-first or --month-first\n" % (mark, mark))
    shown = "nothing tells the day from the month"
    assert shown in " ".join(run("show model.json")[1].split())
    same = run("predict model.json new.csv", new="day\n03/03/2022\n")
    assert same[0] == 0
    said = {}
    for order in ("day", "month"):
        said[order] = answers(run("predict model.json new.csv --%s-first" % order, new=new))
        trained(first_days(mark), "--target y --%s-first" % order)
        assert answers(run("predict model.json new.csv", new=new)) == said[order]
        assert shown not in " ".join(run("show model.json")[1].split())
        trained(first_days(mark), "--target y")
    assert said["day"] == said["month"][::-1] and len(set(said["day"])) == 2
    clear = run("predict model.json new.csv", new=new + "25/12/2022\n".replace("/", mark))
    assert answers(clear)[:2] == said["day"]  # 25 is no month


def test_the_order_of_day_and_month_that_the_user_says_goes_before_the_one_learned(run, trained):
    rows = [["%02d/%02d/2024" % (r % 28 + 1, r % 12 + 1), r % 7 / 2] for r in range(60)]
    trained(as_text([["day", "y"]] + rows), "--target y")
    expected = run("predict model.json new.csv", new="day\n04/03/2024\n")
    assert run("predict model.json new.csv --month-first", new="day\n03/04/2024\n") == expected
    assert run("predict model.json new.csv --day-first", new="day\n04/03/2024\n") == expected


@pytest.mark.parametrize("beside, cells, told", [
    ("48.1371", ["100", "15.780", "67.380"], "sales: 15.780 is read as 15.78\n"),
    ("48,1371", ["100", "15.780", "67.380"], "sales: 15.780 is read as 15780\n"),
    ("48.1371", ["100.5", "15.780", "67.380"], None)])
def test_a_mark_that_only_another_column_explains_is_told(run, beside, cells, told):
    rows = [[beside if r % 2 else "48", cells[r % 3], "pq"[r % 2]] for r in range(30)]
    out = run("train data.csv --target y --save model.json --epochs 2",
              data=as_text([["lat", "sales", "y"]] + rows, ";"))[1]
    assert told in out if told else "sales: " not in out.split("Predicted")[0]


def test_how_many_lines_were_taken_for_comments_is_told(run, trained):
    lines = as_text([HEADER] + people()).split("\n")
    trained("\n".join(lines[:3] + ["# one, two", "#three"] + lines[3:]))
    out = run("train data.csv --target buys --save model.json --epochs 2")[1]
    assert "\n2 lines with # in front were taken for comments\n" in out
    assert run("predict model.json new.csv", new="\n".join(lines[:3] + ["# one"]))[2].startswith(
        "csv_model: new.csv: 1 line with # in front was taken for comments\n")


def test_what_a_mark_means_is_not_forgotten_with_the_row_that_shows_it(run):
    rows = [["48.%04d" % r, "1,5" if r == 9 else "1,%03d" % (r * r), "" if r == 9 else r]
            for r in range(30)]
    out = run("train data.csv --target y --save model.json --missing drop --epochs 2",
              data=as_text([["lat", "price", "y"]] + rows, ";"))[1]
    assert "price: 1,000 is read as 1\n" in out


def test_dates_and_percentages_are_numbers_and_the_next_day_is_answered(run, trained):
    rows = [["2024-%02d-%02d" % (r % 6 + 1, r % 9 + 1), "%.1f%%" % (r % 7 / 2), str(r * r % 13 / 2)]
            for r in range(60)]
    trained(as_text([["day", "rate", "y"]] + rows), "--target y")
    answers = [run("predict model.json new.csv", new=as_text([["day", "rate"], new])) for new in (
        ["2024-07-01", "9.9%"], ["1.7.2024", "9.9 %"], ["2024-07-01 00:00", "9.9%"])]
    assert answers[0][0] == 0 and len(answers[0][1].split("\n")) == 3
    assert answers[0] == answers[1] == answers[2]
    new = as_text([["day", "rate"], ["soon", "9.9%"]])
    assert run("predict model.json new.csv", new=new)[2] == (
        "csv_model: new.csv:2: day: 'soon' is not a date like 2024-12-31\n")


@pytest.mark.parametrize("one, other, third", [("1.1", "1.10", "1.100"), ("100", "1E2", "1e2"),
                                               ("7", "007", "07")])
@pytest.mark.parametrize("kind", ["category", "class"])
def test_two_categories_that_are_one_number_are_two_and_a_new_one_is_told(
        run, trained, one, other, third, kind):
    rows = [[(one, other, "3")[r % 3], "pqr"[r % 3], r % 7] for r in range(90)]
    table = as_text([["version", "letter", "load"]] + rows)
    if kind == "class":
        trained(table, "--target version --kind class --ignore load")
        assert run("predict model.json data.csv")[2].startswith("90 of 90 right")
        return
    trained(table, "--target letter --category version")
    said = run("predict model.json new.csv", new="version,load\n%s,1\n%s,1\n" % (one, other))
    assert answers(said) == ["p", "q"] and "new" not in said[2]
    err = run("predict model.json new.csv", new="version,load\n3,1\n%s,1\n" % third)[2]
    assert err.startswith("csv_model: new.csv:3: version: '%s' is none of the categories learned"
                          % third)


def test_a_category_that_has_lost_or_got_a_0_in_front_is_told(run, trained):
    rows = [[("01067", "80331")[r % 2], "pq"[r % 2]] for r in range(60)]
    trained(as_text([["zip", "y"]] + rows), "--target y")
    said = run("predict model.json new.csv", new="zip,z\n1067,1\n01067,1\n80331.0,1\n")
    assert answers(said) == ["p", "p", "q"]
    assert said[2] == ("csv_model: new.csv:2: zip: '1067' is taken for 01067 (1 of 3 rows have one "
                       "written otherwise)\n")


def test_a_category_that_was_not_learned_is_told_and_answered_by_the_other_columns(run, trained):
    trained(as_text([HEADER] + people()), "--target age")
    new = [["1.7", town, "y", "no"] for town in ("Oslo", "Rome", "Bonn")]
    status, out, err = run("predict model.json new.csv", new=as_text([HEADER[1:]] + new))
    assert status == 0
    assert out.split("\n")[1] == out.split("\n")[3] != out.split("\n")[2]
    assert "csv_model: new.csv:2: town: 'Oslo' is none of the categories learned: " in err
    assert "(2 of 3 rows have a new one: they are answered by the other columns)" in err


def test_a_row_of_a_new_category_is_answered_alone_as_beside_others_but_not_a_whole_table_of_them(
        run, trained):
    trained(as_text([HEADER] + people()))
    new, known = ["30", "1.7", "Oslo", "y"], ["30", "1.7", "Rome", "y"]
    alone, = answers(run("predict model.json new.csv", new=as_text([HEADER[:4], new])))
    both = answers(run("predict model.json new.csv", new=as_text([HEADER[:4], new, known])))
    assert alone == both[0]
    assert run("predict model.json new.csv", new=as_text([HEADER[:4]] + [new] * 10)) == (
        2, "", "csv_model: new.csv:2: town: 'Oslo' is none of the categories learned: Köln, Paris, "
        "France, Rome\n")


def test_where_the_only_column_has_a_new_category_it_is_said_that_nothing_tells_the_answer(
        run, trained):
    trained(as_text([["town", "y"]] + [["ab"[r % 2], r % 2] for r in range(40)]), "--target y")
    status, out, err = run("predict model.json new.csv", new="town\nb\nc\nd\n")
    assert (status, answers((status, out))[1:]) == (0, 2 * answers((status, out))[1:2])
    assert "2 of 3 rows have a new one: nothing tells their answer, it is the same for" in err


# --- What misled: models that have learned nothing ---------------------------------------

def noise(words):
    """Return a table whose target has nothing to do with its input."""
    draws = neuron.uniform(3)
    return as_text([["x", "y"]] + [
        ["%.3f" % next(draws), words[int(2 * next(draws))]] for _ in range(100)])


@pytest.mark.parametrize("words, usual", [("pq", "p"), (["1.5", "2.5"], "the mean, 1.9625")])
def test_a_model_no_better_than_the_usual_answer_is_saved_with_a_warning_that_stays_with_it(
        run, words, usual):
    status, out, err = run("train data.csv --target y --save model.json", data=noise(words))
    warning = ("WARNING: on the 20 rows held out, the model is no better than always answering %s: "
               "do not rely on it." % usual)
    assert status == 0 and warning in " ".join(out.split())
    assert warning in run("predict model.json data.csv")[2]
    assert warning in " ".join(run("show model.json")[1].split())


def test_a_model_that_may_be_better_by_luck_alone_is_called_so():
    target = {"name": "y", "classes": ["no", "yes"], "usual": "no"}
    truth = ["yes"] * 5 + ["no"] * 5
    assert "is hardly better than always answering no: that may be luck." in words.warning(
        ["yes"] + ["no"] * 9, truth, target)
    assert words.warning(truth, truth, target) is None
    assert "is no better" in words.warning(["no"] * 10, truth, target)


def test_the_usual_answer_comes_from_the_rows_learned_and_equal_judged_values_are_told(
        run, trained):
    trained(as_text([["x", "y"]] + [[r * r, r / 2] for r in range(20)]), "--target y")
    mean = json.loads(Path("model.columns.json").read_text())["target"]["usual"]
    assert mean == pytest.approx(sum(r / 2 for r in tables.shuffled(20, 1)[4:]) / 16)
    err = run("predict model.json new.csv", new="x,y\n0,5\n1,5\n4,5\n")[2]
    assert "(always answering the mean, %.6g: %.6g)\n" % (mean, abs(5 - mean)) in err
    assert "All of these rows have the same y, 5: they tell little.\n" in err


def test_rows_held_out_that_also_stand_among_those_learned_are_counted(run):
    rows = [["%d" % (r % 10), "ab"[r % 2]] for r in range(40)]
    out = run("train data.csv --target y --save model.json", data=as_text([["x", "y"]] + rows))[1]
    assert "8 of these rows also stand among the rows learned from.\n" in out


def test_only_the_rows_whose_target_is_filled_in_are_compared(run, trained):
    trained(as_text([HEADER] + people()))
    rows = [row[:4] + [row[4] if r < 5 else ""] for r, row in enumerate(people())]
    status, out, err = run("predict model.json new.csv", new=as_text([HEADER] + rows))
    assert (status, len(out.split("\n"))) == (0, 42)
    assert err.startswith("5 of 40 rows have a buys: ") and "of 5 right" in err


def test_a_target_that_holds_no_class_learned_is_told_and_is_no_model_that_is_always_wrong(
        run, trained):
    trained(as_text([HEADER] + people()))
    rows = [row[:4] + ["TBD"] for row in people()]
    status, out, err = run("predict model.json new.csv", new=as_text([HEADER] + rows))
    assert (status, len(out.split("\n"))) == (0, 42)
    assert err == ("csv_model: new.csv: buys holds none of the classes learned, but 'TBD'. So the "
                   "answers are not compared with it\n")


def test_a_number_still_to_be_told_is_no_error(run, trained):
    trained(as_text([HEADER] + people()), "--target age")
    rows = [["TBD"] + row[1:] for row in people()]
    status, out, err = run("predict model.json new.csv", new=as_text([HEADER] + rows))
    assert (status, len(out.split("\n"))) == (0, 42)
    assert err.endswith("csv_model: new.csv:2: age: 'TBD' is not a number. So the answers are not "
                        "compared with it\n")


def test_rows_of_a_class_that_was_not_learned_are_told_and_count_as_wrong(run, trained):
    trained(as_text([HEADER] + people()))
    right = [row for row, answer in zip(people(), answers(run("predict model.json data.csv")))
             if row[4] == answer]
    rows = [row[:4] + ["maybe" if r in (3, 5) else row[4]] for r, row in enumerate(right)]
    status, _, err = run("predict model.json new.csv", new=as_text([HEADER] + rows))
    assert status == 0 and "%d of %d right, accuracy 0." % (len(right) - 2, len(right)) in err
    assert err.startswith("2 rows have a buys that was not learned, which no answer can be: maybe\n")


@pytest.mark.parametrize("folder, command", [
    (ROOT, ["-m", "examples.csv_model"]), (ROOT, ["examples/csv_model"]),
    (os.path.join(ROOT, "examples"), ["csv_model"]),
    ("/", [os.path.join(ROOT, "examples", "csv_model", "__main__.py")])])
def test_it_runs_as_a_module_and_as_a_file_from_any_folder(tmp_path, folder, command):
    (tmp_path / "data.csv").write_text(as_text([HEADER] + people()))
    done = subprocess.run(
        [sys.executable, *command, "train", str(tmp_path / "data.csv"), "--target", "buys",
         "--save", str(tmp_path / "model.json")], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(os.listdir(tmp_path)) == ["data.csv", "model.columns.json", "model.json"]


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
    rows = [[str(r % 3), "pqr"[r % 3], str(r * r), "ab"[r % 2]] for r in range(30)]
    table = as_text([["code", "word", "square", "y"]] + rows)
    trained(table, "--target y")
    assert neuron.load("model.json").sizes == [5, 8, 1]
    trained(table, "--target y --category code --ignore square")
    assert neuron.load("model.json").sizes == [6, 8, 1]
    out = run("show model.json")[1]
    assert "  code: one of 0 | 1 | 2\n  word: one of p | q | r\n" in out
    assert "numbers" not in out.split("Inputs")[1].split("What moves")[0]


def test_numbers_are_predicted_in_their_own_unit_by_weights_in_the_tables_units(run, trained):
    draws = neuron.uniform(5)
    rows = [[next(draws) / 1000, 1000 * next(draws)] for _ in range(50)]
    for row in rows:
        row.append(3.0 * row[1] - 2e5 * row[0] + 7.0)
    table = as_text([["a", "b", "y"]] + rows)
    trained(table, "--target y --hidden 0 --epochs 300")
    model = neuron.load("model.json")
    assert model.layers[0].weights[0] == pytest.approx([-2e5, 3.0], rel=0.1)
    status, out, err = run("predict model.json data.csv")
    lines = out.split()
    assert lines[:2] == ["predicted", "y"]
    assert [float(line) for line in lines[2:]] == pytest.approx([row[2] for row in rows], abs=200)
    assert float(err.split("R2 ")[1]) > 0.99
    moving = [line.split() for line in run("show model.json")[1].split("held out\n")[1].splitlines()]
    assert [line[0] for line in moving] == ["b", "a"]
    assert float(moving[0][1]) > 300 and 20 < float(moving[1][1]) < 150


def test_a_hidden_layer_predicts_numbers_in_their_own_unit(run, trained):
    rows = [[x / 10, 5000 + 100 * (x / 10) ** 2] for x in range(-20, 21)]
    trained(as_text([["x", "y"]] + rows), "--target y --epochs 2000 --holdout 0")
    _, out, _ = run("predict model.json data.csv")
    for line, row in zip(out.split("\n")[1:], rows):
        assert abs(float(line) - row[1]) < 60


def test_numbers_too_large_to_square_are_judged_too(run):
    rows = [["%.2f" % (r % 10 / 7), "%g" % (r % 10 * 1e200)] for r in range(40)]
    out = run("train data.csv --target y --save model.json", data=as_text([["x", "y"]] + rows))[1]
    error, usual = [float(text.split()[0].rstrip(")")) for text in (
        out.split("root mean squared error ")[1], out.split("e+200: ")[1])]
    assert 0 < error < usual < 1e201


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
    assert "30 rows to learn from, 6 to watch" not in said[0][1]
    assert "24 rows to learn from, 6 to watch while learning" in said[0][1]
    assert "10 to judge by" in " ".join(said[0][1].split())
    assert " of 10 right" in said[0][1]


def test_training_tells_what_it_takes_each_column_for_within_80_columns(run):
    names = ["a class with a long name, number %d of them" % k for k in range(5)]
    rows = [[str(r), str(r * r % 50), "2024-02-%02d" % (r % 28 + 1), "%d:30" % (r % 24),
             "ABC"[r % 3] + " as a word", "7", names[r % 5]] for r in range(100)]
    status, out, err = run(
        "train data.csv --target what --save model.json --epochs 1",
        data=as_text([["n", "age", "day", "hour", "word", "same", "what"]] + rows))
    assert (status, err) == (0, "")
    assert "\nLine 1 was taken for the names of the columns. If it is data: --no-header\n" in out
    inputs = ("\nInputs\n  numbers: age\n  day: a date like 2024-12-31, as its number of days\n"
              "  hour: a time like 23:59, as its number of hours\n"
              "  word: one of A as a word | B as a word | C as a word\n")
    assert inputs in out
    assert ("\nLeft out\n  n: it numbers the rows (to learn from it: --keep n)\n"
            "  same: it is always 7\n") in out
    shown = run("show model.json")[1]
    assert max(map(len, (out + shown).splitlines())) < 80
    assert inputs in shown


def test_the_scales_and_labels_come_from_the_rows_learned_from_alone(run):
    order = tables.shuffled(10, 1)
    words = ["held out" if r in order[:2] else "pq"[r % 2] for r in range(10)]
    table = as_text([["x", "word", "y"]] + [[r * r, words[r], r / 2] for r in range(10)])
    run("train data.csv --target y --save model.json --epochs 1", data=table)
    x, word = json.loads(Path("model.columns.json").read_text())["inputs"]
    assert x["mean"] == pytest.approx(sum(r * r for r in order[2:]) / 8)
    assert x["mean"] != pytest.approx(sum(r * r for r in order) / 10)
    assert word["labels"] == ["p", "q"]


# --- Refused: one line on standard error, status 2 ---------------------------------------

@pytest.mark.parametrize("table, options, message", [
    ("a,b,y\n1,2,p\n\n3,,q\n4,5,q\n", "", "data.csv: missing values in 1 of 3 rows: b 1: add "
     "--missing drop to leave out rows (2 of 3 are left), or --missing fill to take a number's mean, and a "
     "category of its own"),
    ("a,b,y\n1,2,p\n3,,q\n?,7,p\n4,NA,\n", "",
     "data.csv: missing values in 3 of 4 rows: a 1, b 2, y 1: add"),
    ("x,2019\np,1\nq,2\n", "", "data.csv: no column is named 'y', among: column 1, column 2 "
     "(line 1 was taken for data: --header says it holds names)"),
    ("a,b,y\n1,2,p\n3,4,\n", "", "data.csv: missing values in 1 of 2 rows: y 1: add --missing drop "
     "to leave out rows (1 of 2 are left)"),
    ("a,b,y\n1,,p\n3,5,\n,4,q\n", "--missing drop",
     "data.csv: no row is complete: missing are a 1, b 1, y 1: --missing fill, or --ignore a"),
    ("a,b,y\n1,2,p\n3,q\n", "", "data.csv:3: 2 cells, but line 1 has 3"),
    ("a,b,y\n1,2,p\n3,4,5,q\n", "", "data.csv:3: 4 cells, but line 1 has 3"),
    ('a,b,y\n"1\n0",2,p\n3,q\n', "", "data.csv:4: 2 cells, but line 1 has 3"),
    ('a,b,y\n1,2,p\n3,"4,q\n5,6,p\n', "", "data.csv:3: a quote from here on is never closed"),
    ('a,b,y\n1,2,p\n3,4,"q\n', "", "data.csv:3: a quote from here on is never closed"),
    ("a,b,y\n1,2,p\n3,4,q\n5,x,q\n", "", "data.csv:4: b: 'x' is not a number"),
    ("a,b,y\n1,2,p\n3,4,q\n5,1e999,q\n", "", "data.csv:4: b: '1e999' is not a number"),
    ('a,b,y\n1,2,p\n3,4,q\n5,"1,5,7",q\n', "", "data.csv:4: b: '1,5,7' is not a number"),
    ("a;b;y\n1,5;2;p\n1.234;4;q\n", "",
     "data.csv:3: a: '1.234' has a decimal point, line 2 a decimal comma: add --decimal . or"),
    ("a;b;y\n1,5;2;p\n1.23;4;q\n", "",
     "data.csv:3: a: '1.23' has a decimal point, line 2 a decimal comma"),
    ("a;b;y\n1,067;2;p\n2;4;q\n", "", "data.csv: a: nothing tells whether '1,067' has a decimal "
     "mark or a mark for the thousands: add --decimal . or --decimal ,"),
    ("a,b,y\n01/02/2024,2,p\n03/04/2024,4,q\n", "", "data.csv: a: nothing tells the day from the "
     "month in '01/02/2024': add --day-first or --month-first"),
    ("a,b,y\n2024-01-01,2,p\n2024-01-02,4,q\n2024-02-31,3,q\n", "",
     "data.csv:4: a: '2024-02-31' is not a date like 2024-12-31"),
    ("a,b,y\n5%,2,p\n6%,4,q\n7,3,q\n", "", "data.csv:4: a: '7' is not in %"),
    ("a,y\n1,2024-01-01\n3,2024-01-02\n", "", "data.csv: y holds dates, which this cannot predict"),
    ("a,b,y\n1e301,2,p\n3,4,q\n", "", "data.csv: a: numbers from 3 to 1e+301 cannot be computed "
     "with: write them in another unit, or leave the column out: --ignore a"),
    ("a,b,y\n1e-305,2,p\n0,4,q\n", "", "data.csv: a: numbers from 0 to 1e-305 cannot be"),
    ("a,b,y\n1,2,-1e305\n3,4,2.5\n", "", "data.csv: y: numbers from -1e+305 to 2.5 cannot be"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--folds 3", "data.csv: 3 folds are too many, as no class has more "
     "than 1 row: leave out --folds"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--folds 2", "data.csv: 2 folds are too many, as no class has more"),
    ("a,b,y\n1,2,p\n3,4,q\n5,6,q\n7,8,q\n", "--folds 4", "data.csv: 4 folds are too many, as no "
     "class has more than 3 rows: at most 3 folds"),
    ("a,b,y\n1,2,1.5\n3,4,2\n5,6,9\n7,8,4\n", "--folds 5", "data.csv: 5 folds are too many, as "
     "there are no more than 4 rows: at most 4 folds"),
    ("a,b,y\n1,2,5.5\n3,4,5.5\n", "--kind number", "data.csv: y is always 5.5: nothing to"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--target z", "data.csv: no column is named 'z', among: a, b, y"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--target 4", "data.csv: no column is named '4', among: a, b, y"),
    ("a,b,y\n1,2,p\n3,4,q\n", "--ignore z", "data.csv: no column is named 'z', among: a, b, y"),
    ("a,a,y\n1,2,p\n3,4,q\n", "", "data.csv: 2 columns are named 'a', among: a, a, y: rename them, or "
     "leave all of them out: --ignore 1 --ignore 2"),
    ("a,b,y\n1,2,p\n3,4,p\n", "", "data.csv: y is always p: nothing to predict"),
    ("y\np\nq\n", "", "data.csv: no column is left to predict from"),
    ("a,b,y\n1,2,p\n", "", "data.csv: 1 row(s) to learn from are too few"),
    ("a,b,y\n", "", "data.csv: 0 row(s) to learn from are too few"),
    ("", "", "data.csv: no lines"),
    ("\n ,\n", "", "data.csv: no lines"),
    (b"a,b,y\n1,\x002,p\n", "", "data.csv: not a text file"),
    (b"\x81\x8d\xff", "", "data.csv: not a text file"),
    (b"\xff\xfea", "", "data.csv: not a text file"),
    ("a,y\n" + "".join("name %d,%d\n" % (r, r % 2) for r in range(20)), "",
     "data.csv: no column is left to predict from; a: it has 20 different texts in 20 rows, such "
     "as 'name 19'"),
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
    "--hidden 1001", "--starts 0", "--starts 1001", "--folds 1", "--seed -1", "--seed 9999999999",
    "--kind other", "--decimal x", "--missing some", "--delimiter ab", "--delimiter a"])
def test_a_wrong_option_is_refused_before_the_table_is_read(run, capsys, options):
    with pytest.raises(SystemExit) as stop:
        run("train missing.csv --target y --save model.json " + options)
    assert stop.value.code == 2
    assert "error: argument " + options.split()[0] in capsys.readouterr().err


@pytest.mark.parametrize("header, row, message", [
    (HEADER[:4], "30,tall,Rome,y", "new.csv:2: height: 'tall' is not a number"),
    (HEADER[:4], "30,1.7,Rome", "new.csv:2: 3 cells, but line 1 has 4"),
    (HEADER[:3], "30,1.7,Rome", "new.csv: no column is named 'member', among: age, height, town"),
    (["age"] + HEADER[:4], "30,30,1.7,Rome,y", "new.csv: 2 columns are named 'age', among: "
     "age, age, height, town, member: rename them\n")])
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
    for version in (1, 2):
        Path("model.columns.json").write_text(json.dumps(dict(columns, version=version)))
        assert run("show model.json")[2] == (
            "csv_model: model.columns.json: written by an earlier csv_model: train again\n")
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
        files.save_columns("model.columns.json", {"other": 1})
    assert Path("model.columns.json").read_text() == old
    assert sorted(os.listdir()) == ["data.csv", "model.columns.json", "model.json"]


def test_ctrl_c_while_training_saves_the_whole_epochs_done_and_says_so(
        run, trained, monkeypatch):
    trained(as_text([HEADER] + people()), "--target age --epochs 3 --starts 1")
    three = Path("model.json").read_text()

    def interrupted(fitting, epochs, stream):
        for _ in range(3):
            yield next(fitting)[1]
        raise KeyboardInterrupt
    monkeypatch.setattr(learning, "progress", interrupted)
    status, out, err = run("train data.csv --target age --save model.json")
    assert status == 130
    assert err == "csv_model: stopped: model.json is the best of 3 epochs\n"
    assert "Held out: " in out
    assert Path("model.json").read_text() == three


def test_ctrl_c_before_the_first_epoch_keeps_the_old_files_and_says_so(run, trained, monkeypatch):
    trained(as_text([HEADER] + people()))
    old = [Path("model.json").read_text(), Path("model.columns.json").read_text()]

    def interrupted(fitting, epochs, stream):
        raise KeyboardInterrupt
        yield
    monkeypatch.setattr(learning, "progress", interrupted)
    status, _, err = run("train data.csv --target age --save model.json")
    assert (status, err) == (130, "csv_model: stopped before the first epoch, nothing is saved\n")
    assert old == [Path("model.json").read_text(), Path("model.columns.json").read_text()]


def test_ctrl_c_among_the_folds_ends_the_command_and_gives_no_score(run, monkeypatch):
    def interrupted(fitting, epochs, stream):
        for _ in range(3):
            yield next(fitting)[1]
        raise KeyboardInterrupt
    monkeypatch.setattr(learning, "progress", interrupted)
    status, out, err = run("train data.csv --target buys --save model.json --folds 3",
                           data=as_text([HEADER] + people()))
    assert (status, err) == (130, "csv_model: stopped among the folds, nothing is saved\n")
    assert "folds:" not in out and os.listdir() == ["data.csv"]


def never(*_):
    raise AssertionError("this comes too late")


@pytest.mark.parametrize("option, path, why", [
    ("--save", "folder.json", "it is no regular file"),
    ("--save", "pipe.json", "it is no regular file"),
    ("--save", "m.json", "it is no regular file"),  # m.columns.json is a folder
    ("--report", "folder.html", "it is no regular file"),
    ("--save", "link.json", "No such file or directory"), ("--save", "loop.json", "it is no regular"
                                                           " file"),
    ("--report", "x" * 300 + ".html", "File name too long"),
    ("--save", "x" * 242 + ".json", "File name too long")])
def test_a_place_where_nothing_can_be_written_is_refused_before_anything_is_read(
        run, monkeypatch, option, path, why):
    for folder in ("folder.json", "folder.html", "m.columns.json"):
        os.mkdir(folder)
    need(hasattr(os, "mkfifo"), "this machine has no named pipes")
    os.mkfifo("pipe.json")
    os.symlink("nowhere/model.json", "link.json")
    os.symlink("loop.json", "loop.json")
    before = sorted(os.listdir())
    monkeypatch.setattr("examples.csv_model.reading.text_of", never)
    given = {"--save": "model.json", option: path}
    status, out, err = run("train data.csv --target buys " + " ".join(
        "%s %s" % pair for pair in given.items()))
    assert (status, out) == (2, "") and err.endswith(": %s\n" % why)
    assert path.rpartition(".")[0] in err and err.count("\n") == 1
    assert sorted(os.listdir()) == before


def test_a_place_for_the_answers_is_looked_at_before_the_table_is_read(run, trained, monkeypatch):
    trained(as_text([HEADER] + people()))
    monkeypatch.setattr("examples.csv_model.reading.text_of", never)
    os.mkdir("out")
    assert run("predict model.json data.csv --output out") == (
        2, "", "csv_model: out: it is no regular file\n")
    assert run("predict model.json data.csv --output no/out.csv") == (
        2, "", "csv_model: no/out.csv: No such file or directory\n")


@pytest.mark.parametrize("error, said", [
    (OSError("the disk is gone"), "the disk is gone"),
    (OSError(28, "No space left on device"), "standard output: No space left on device"),
    (OSError(28, "No space left on device", "x.csv"), "x.csv: No space left on device")])
def test_an_error_of_the_system_is_told_in_its_words(run, trained, monkeypatch, error, said):
    def fail(*_):
        raise error
    trained(as_text([HEADER] + people()))
    monkeypatch.setattr(files, "load_model", fail)
    assert run("show model.json") == (2, "", "csv_model: %s\n" % said)


def test_a_file_behind_a_link_is_replaced_and_the_link_stays(run, trained):
    trained(as_text([HEADER] + people()))
    need(hasattr(os, "symlink"), "this machine has no links")
    os.symlink("real.csv", "link.csv")
    assert run("predict model.json data.csv --output link.csv")[0] == 0
    os.symlink("data.csv", "data-link.csv")
    assert run("predict model.json data.csv --output data-link.csv")[2] == (
        "csv_model: --output data-link.csv would replace what is read\n")
    assert os.path.islink("link.csv") and Path("real.csv").read_text().count("\n") == 41


def test_a_full_disk_is_told_with_the_path_that_was_asked_for(run, trained, monkeypatch):
    trained(as_text([HEADER] + people()))

    def fail(source, target):
        raise OSError(28, "No space left on device", source, None, target)
    monkeypatch.setattr(os, "replace", fail)
    assert run("predict model.json data.csv --output out.csv")[::2] == (
        2, "csv_model: out.csv: No space left on device\n")


def test_on_a_terminal_a_line_tells_the_progress_and_ctrl_c_ends_it(tmp_path):
    need(hasattr(os, "openpty"), "this machine has no pseudo-terminals")
    terminal, end = os.openpty()
    process = subprocess.Popen(
        COMMAND + ["train", os.path.join(tables.DATA, "iris.csv"), "--target",
                   "petal width", "--starts", "1000", "--save", str(tmp_path / "model.json")],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=end,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    os.close(end)
    try:
        said = b""
        while b" left" not in said:
            assert select.select([terminal], [], [], 60)[0], "no progress in a minute"
            said += os.read(terminal, 1000)
        assert b"Reading the table ..." in said
        assert b"The first epoch ..." in said and b" of 1000, epoch " in said
        process.send_signal(signal.SIGINT)
        try:
            while not said.endswith(b"epochs\r\n"):
                said += os.read(terminal, 1000)
        except OSError:  # how Linux says that the other end is closed
            pass
        assert process.wait(60) == 130
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
    assert re.search(rb" \rcsv_model: stopped: \S+model.json is the best of \d+ epochs", said)
    assert b"Traceback" not in said
    assert neuron.load(str(tmp_path / "model.json")).sizes == [6, 8, 1]


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
