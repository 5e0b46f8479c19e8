"""Missing values: all told at once, dropped or filled at training, filled and counted afterwards."""

import csv
import io
import json
from pathlib import Path

import pytest

import neuron
from tests.csv_model.made import HEADER, as_text, people

NEW = [row[:4] for row in people(6)]


def holes(rows, *cells):
    """Return rows in which the cells (row, place, what stands there) are missing."""
    rows = [list(row) for row in rows]
    for r, place, cell in cells:
        rows[r][place] = cell
    return rows


GAPS = holes(people(), (3, 0, ""), (4, 0, "NA"), (9, 2, "?"), (9, 0, "n/a"), (12, 4, ""))


def columns():
    return json.loads(Path("model.columns.json").read_text())


def answers(out):
    """Return the rows of a CSV text without its heading."""
    return list(csv.reader(io.StringIO(out)))[1:]


def test_all_columns_with_missing_values_are_told_at_once_and_what_to_add(run):
    status, out, err = run("train data.csv --target buys --save model.json",
                           data=as_text([HEADER] + GAPS))
    assert (status, out) == (2, "")
    assert err == (
        "csv_model: data.csv: missing values in 4 of 40 rows: age 3, town 1, buys 1: add --missing "
        "drop to leave out rows (36 of 40 are left), or --missing fill to take a number's mean, and "
        "a category of its own\n")
    assert not Path("model.json").exists()


def test_a_column_that_is_not_learned_from_may_have_gaps(trained):
    rows = [row[:4] + ["" if r % 3 else str(r)] + row[4:] for r, row in enumerate(people())]
    header = HEADER[:4] + ["note", "buys"]
    trained(as_text([header] + rows), "--target buys --ignore note")


def test_rows_that_are_dropped_leave_the_model_of_a_table_without_them(run, trained):
    whole = [row for r, row in enumerate(people()) if r not in (3, 4, 9, 12)]
    expected = trained(as_text([HEADER] + whole))
    assert trained(as_text([HEADER] + GAPS), "--target buys --missing drop") == expected
    out = run("train data.csv --target buys --missing drop --save model.json")[1]
    assert ("4 of 40 rows were left out, as values are missing: age 3, town 1, buys 1"
            in " ".join(out.split()))
    assert out.startswith("data.csv: 40 rows\n")


def test_a_number_is_filled_with_the_mean_of_the_rows_learned_and_a_text_is_a_category(
        run, trained):
    trained(as_text([HEADER] + GAPS), "--target buys --missing fill --holdout 0")
    age, _, town, _ = columns()["inputs"]
    known = [float(row[0]) for r, row in enumerate(GAPS) if r not in (3, 4, 9, 12)]
    assert age["mean"] == pytest.approx(sum(known) / len(known))
    assert town["labels"] == ["", "Köln", "Paris, France", "Rome"]
    out = " ".join(run("train data.csv --target buys --missing fill --save model.json")[1].split())
    assert "1 of 40 rows were left out, as values are missing: buys 1. " in out
    assert ("Missing values were filled in, by a number's mean or a category of their own: age 3, "
            "town 1") in out
    assert "town: one of (missing) | Köln | Paris, France | Rome" in out


def test_prediction_answers_rows_with_gaps_and_counts_them(run, trained):
    trained(as_text([HEADER] + people()))
    mean = columns()["inputs"][0]["mean"]
    filled = holes(NEW, (1, 0, repr(mean)))
    status, out, err = run("predict model.json new.csv",
                           new=as_text([HEADER[:4]] + holes(NEW, (1, 0, ""), (2, 2, "NA"))))
    assert status == 0
    assert err == ("csv_model: new.csv: missing values in 2 of 6 rows: age 1, town 1 (age: filled "
                   "in by the mean; town: no missing one was learned, so the other columns "
                   "tell the answer)\n")
    expected = run("predict model.json new.csv", new=as_text([HEADER[:4]] + filled))[1]
    assert [answers(out)[r] for r in (0, 1, 3, 4, 5)] == [
        answers(expected)[r] for r in (0, 1, 3, 4, 5)]


def test_how_a_gap_is_filled_is_told_for_each_column_as_it_was_learned(run, trained):
    rows = [["", "r", r % 7, "no"] if r % 3 == 0 else ["ab"[r % 2], "rs"[r % 2], r % 7, "yes"]
            for r in range(60)]
    trained(as_text([["x", "z", "n", "y"]] + rows), "--target y --missing fill")
    new = "x,z,n\n,r,1\na,,1\na,r,\n"
    assert run("predict model.json new.csv", new=new)[2].endswith(
        "x 1, z 1, n 1 (x: answered as a category of their own; z: no missing one was learned, "
        "so the other columns tell the answer; n: filled in by the mean)\n")
    assert run("predict model.json new.csv", new="x,z,n\n,r,1\n")[2].endswith(
        "x 1 (x: answered as a category of their own)\n")
    trained(as_text([["z", "y"]] + [row[1::2] for row in rows]), "--target y")
    assert "z 1 (z: no missing one was learned, so nothing tells the answer)\n" in run(
        "predict model.json new.csv", new="z,n\n,1\nr,1\n")[2]


def test_a_gap_is_answered_as_the_category_that_was_learned_for_gaps(run, trained):
    rows = [["", "no"] if r % 3 == 0 else ["ab"[r % 2], "yes"] for r in range(60)]
    trained(as_text([["x", "y"]] + rows), "--target y --missing fill")
    out = run("predict model.json new.csv", new="x\nNA\na\n\"\"\nb\n,\n")[1]
    assert [row[0] for row in answers(out)] == ["no", "yes", "no", "yes"]
    out = run("predict model.json new.csv", new="x,z\n,1\na,1\n?,1\n")[1]
    assert [row[0] for row in answers(out)] == ["no", "yes", "no"]


@pytest.mark.parametrize("new, kept", [
    ("x,z\na,1\n,\nb,2\n", [0, 1, 2]), ("x,z\n,\na,1\n\nb,2\n,\n,\n\n", [1, 0, 2]),
    ("x,z\na,1\n,,,\nb,2\n", [0, 1, 2]), ("x\na\n\nb\n\n", [0, 1, 2]),
    ("x\na\n# a comment\n\nb\n", [0, 1, 2]), ("\nx\n\na\nb\n", [1, 0, 2])])
def test_a_row_without_any_value_is_answered_in_its_place_and_a_blank_line_is_none(
        run, trained, new, kept):
    rows = [["", "no"] if r % 3 == 0 else ["ab"[r % 2], "yes"] for r in range(60)]
    trained(as_text([["x", "y"]] + rows), "--target y --missing fill")
    a, empty, b = answers(run("predict model.json new.csv", new="x,z\na,1\nNA,1\nb,1\n")[1])
    assert a != empty != b
    out = run("predict model.json new.csv", new=new)[1]
    assert answers(out) == [[a, empty, b][k] for k in kept]


def test_without_a_header_a_last_column_that_is_empty_keeps_the_others_in_their_places(
        run, trained):
    rows = [["pq"[r % 2], str(r % 7 + 10 * (r % 2)), str(r % 5)] for r in range(60)]
    trained(as_text(rows), "--target 1 --missing fill --no-header")
    mean = columns()["inputs"][1]["mean"]
    expected = run("predict model.json new.csv", new=as_text(
        [[row[0], row[1], repr(mean)] for row in rows]))[1]
    status, out, err = run("predict model.json new.csv", new=as_text(
        [[row[0], row[1], ""] for row in rows]))
    assert (status, out) == (0, expected) and "of 60 right" in err
    assert run("predict model.json new.csv", new=as_text(
        [[row[1], repr(mean)] for row in rows]))[1] == expected


@pytest.mark.parametrize("mark", ["#NV", "n.a.", "k.A.", "(null)", "\\N", "None", ".", "unknown",
                                  "missing", "Not available"])
def test_a_word_for_a_missing_number_makes_no_categories_of_the_numbers(run, trained, mark):
    gaps = [(r, 0, "") for r in range(0, 40, 3)]
    expected = trained(as_text([HEADER] + holes(people(), *gaps)),
                       "--target buys --missing fill")
    marked = holes(people(), *[(r, 0, mark) for r, *_ in gaps])
    assert trained(as_text([HEADER] + marked), "--target buys --missing fill") == expected
    alone = run("predict model.json new.csv", new=as_text([HEADER[:4], [mark] + NEW[0][1:]]))
    empty = run("predict model.json new.csv", new=as_text([HEADER[:4], [""] + NEW[0][1:]]))
    assert alone[:2] == empty[:2] and "missing values in 1 of 1 rows: age 1 (" in alone[2]
    err = run("train data.csv --target buys --save model.json")[2]
    assert "missing values in 14 of 40 rows: age 14" in err
    for said in (alone[2], err):
        assert ("(with %r)" % mark in said) == (mark[0] not in "#n(k\\")


@pytest.mark.parametrize("word", ["None", "unknown", "missing"])
def test_the_same_word_among_texts_is_a_text(run, trained, word):
    rows = [row[:2] + [word if r % 3 else row[2]] + row[3:] for r, row in enumerate(people())]
    trained(as_text([HEADER] + rows))
    assert word in columns()["inputs"][2]["labels"]
    numbers = [[word if r % 3 == 0 else str(r % 3), "pq"[r % 3 == 0]] for r in range(60)]
    trained(as_text([["code", "y"]] + numbers), "--target y --category code")
    assert columns()["inputs"][0]["labels"] == ["1", "2", word]
    out = run("predict model.json new.csv", new="code,z\n%s,1\n1,1\n" % word)[1]
    assert [row[0] for row in answers(out)] == ["q", "p"]
    trained(as_text([["y", "code"]] + numbers), "--target y --kind class")
    assert columns()["target"]["classes"] == ["1", "2", word]


@pytest.mark.parametrize("others, told", [(["closed"], True), (["closed", "shut"], False)])
def test_a_column_of_numbers_and_one_text_is_told_with_what_to_do(run, others, told):
    rows = [[others[r % len(others)] if r % 3 == 0 else "%d" % (r * 37 % 101), "pq"[r % 2], r * r]
            for r in range(90)]
    command = "train data.csv --target y --save model.json --epochs 2"
    out = " ".join(run(command, data=as_text([["sold", "y", "x"]] + rows))[1].split())
    assert ("NOTE: sold: 60 cells are numbers, the 30 others are all 'closed', so it is taken for "
            "texts. If 'closed' means that the value is missing, leave these cells empty. If "
            "these are names: --category sold" in out) == told
    assert "NOTE" not in run(command + " --category sold")[1]


def test_strict_refuses_gaps_and_names_all_columns(run, trained):
    trained(as_text([HEADER] + people()))
    new = as_text([HEADER[:4]] + holes(NEW, (1, 0, ""), (2, 2, "NA")))
    assert run("predict model.json new.csv --strict", new=new) == (
        2, "", "csv_model: new.csv: missing values in 2 of 6 rows: age 1, town 1\n")
    assert run("predict model.json new.csv --strict", new=as_text([HEADER[:4]] + NEW))[0] == 0


def test_a_missing_date_is_filled_by_the_mean_day(run, trained):
    rows = [["2024-01-%02d" % (r % 28 + 1), "%.1f" % (r % 7 / 2)] for r in range(56)]
    trained(as_text([["day", "y"]] + holes(rows, (5, 0, ""))), "--target y --missing fill")
    assert columns()["inputs"][0]["kind"] == "date"
    status, out, _ = run("predict model.json new.csv", new="day,z\n,1\n2024-01-14,1\n")
    assert status == 0 and len(answers(out)) == 2


def test_a_column_that_is_constant_where_it_is_filled_in_is_left_out(run, trained):
    rows = [["7" if r % 4 else "", str(r % 5), "pq"[r % 2]] for r in range(40)]
    trained(as_text([["same", "x", "y"]] + rows), "--target y --missing fill")
    assert neuron.load("model.json").sizes[0] == 1
