"""examples/csv_model: what is read from a table as people write it, and what is refused or asked."""

import csv
import io

import pytest

from examples.csv_model import cells, columns, reading
from examples.helpers import tables


@pytest.fixture
def table(tmp_path):
    """Return a function that reads a text as a table."""
    def call(text, *arguments):
        path = tmp_path / "data.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return reading.read(str(path), *arguments)
    return call


def column(table, name, *written):
    """Return a table of one more column, y, that has these cells under a name."""
    file = io.StringIO()
    csv.writer(file, delimiter="\t").writerows(
        [[name, "y"]] + [[cell, "pq"[r % 2]] for r, cell in enumerate(written)])
    return table(file.getvalue())


def test_a_table_has_its_names_rows_and_lines_without_the_empty_columns_at_the_right(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('\na, b,,\n1,"x\ny",,,\n\n3,z\n')
    table = reading.read(str(path))
    assert (table.names, table.rows) == (["a", "b"], [["1", "x\ny"], ["3", "z"]])
    assert table.lines == [3, 6] and table.header
    assert str(table.error(1, "bad")) == "%s:6: bad" % path


@pytest.mark.parametrize("text, value", [
    ("3", 3.0), ("-3.5", -3.5), ("+.5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("1,5", None),
    ("", None), ("1_000", None), ("nan", None), ("inf", None), ("1e999", None), ("0x10", None),
    ("1.234,5", None), ("\u0663", None), ("-", None), (".", None), ("3 4", None)])
def test_number_reads_numbers_and_nothing_else(text, value):
    assert cells.number(text) == value


def test_number_reads_a_decimal_comma_where_told_to():
    assert cells.number("-1,5", comma=True) == -1.5
    assert cells.number("1,234,567", comma=True) is None


# --- Numbers -----------------------------------------------------------------------------

@pytest.mark.parametrize("written, values", [
    (["970", "1,067"], [970.0, 1067.0]),  # 970 shows that the comma is for thousands
    (["1,067", "1.5"], None),  # or is it 1.067, and a slip of the pen?
    (["1,067.5", "1,067"], [1067.5, 1067.0]),
    (["1.067,5", "1.067"], [1067.5, 1067.0]),
    (["1,067", "0,5"], [1.067, 0.5]),
    (["1,067", "1250,25"], [1.067, 1250.25]),
    (["1,067", "1,067,000"], [1067.0, 1067000.0]),
    (["1.067.000", "970"], [1067000.0, 970.0]),
    (["12,34,567", "5"], [1234567.0, 5.0]),  # as India writes it
    (["1 067,5", "1\xa0067\xa0000"], [1067.5, 1067000.0]),
    (["1'067.5", "1\u2019067"], [1067.5, 1067.0]),
    (["$1,067.50", "-$5", "$-5", "($7)"], [1067.5, -5.0, -5.0, -7.0]),
    (["1.067,50 €", "3 €"], [1067.5, 3.0]),
    (["EUR 5", "EUR 6.5"], [5.0, 6.5]),
    (["12.5%", "7 %"], [12.5, 7.0]),
    (["5 kg", "7.5kg"], [5.0, 7.5]),
    (["\u22125", "+3", "1e3", ".5", "5."], [-5.0, 3.0, 1000.0, 0.5, 5.0]),
    (["1.5", "2,5"], None), (["1,067", "2,500"], None), (["1.067", "2"], None),
    (["1.5", "3 4"], None), (["1.5", "1,23"], None), (["1.5", "1_000"], None),
    (["5%", "6%", "7"], None), (["5 kg", "6 kg", "7 %"], None), (["1.5", "1e999"], None)])
def test_a_column_of_numbers_is_read_where_it_shows_what_its_marks_mean_and_refused_elsewhere(
        table, written, values):
    found = column(table, "x", *written)
    if values is None:
        with pytest.raises(ValueError, match=r"data\.csv:[\d: ]*x: "):
            found.numbers(0)
    else:
        assert found.numbers(0) == values


@pytest.mark.parametrize("mark, values", [(".", [1067.0, 2500.0]), (",", [1.067, 2.5])])
def test_what_no_column_shows_is_asked_for_and_taken_from_the_user(table, mark, values):
    found = column(table, "x", "1,067", "2,500")
    with pytest.raises(ValueError, match=r"'1,067' has a decimal mark or .* add --decimal"):
        found.numbers(0)
    found.mark = mark
    assert found.numbers(0) == values


def test_one_column_shows_what_the_marks_of_another_mean(table):
    assert table("a;b\n1,067;0,5\n2,500;7,25\n").numbers(0) == [1.067, 2.5]
    assert table("a;b\n1,067;0.5\n2,500;7.25\n").numbers(0) == [1067.0, 2500.0]
    assert table('a,b\n"1,067",x\n"2,500",y\n').numbers(0) == [1067.0, 2500.0]  # cells are parted


def test_a_mistake_is_told_with_the_line_and_the_line_that_it_contradicts(table):
    with pytest.raises(ValueError, match="data.csv:4: x: '2,5' has a decimal comma, line 2 a "
                                         "decimal point: add --decimal . or --decimal ,"):
        column(table, "x", "1.5", "7", "2,5").numbers(0)
    with pytest.raises(ValueError, match="data.csv:4: x: '7' is not in %, as the others are"):
        column(table, "x", "5%", "6%", "7").numbers(0)


@pytest.mark.parametrize("written, unit", [
    (["5", "6"], ""), (["5%", "6%", "x"], "%"), (["5 kg", "6 kg"], "kg"), (["a", "b"], None),
    (["1 room", "2 rooms", "3 rooms"], None),  # words that differ are no unit
    (["1st", "2nd"], None), (["A1", "A2"], None), (["5", "x", "y"], None), (["NA", "5"], "")])
def test_most_cells_of_a_column_of_numbers_are_numbers_of_one_unit(table, written, unit):
    assert column(table, "x", *written).unit(0) == unit


# --- Dates -------------------------------------------------------------------------------

@pytest.mark.parametrize("written", [
    ["2024-02-01", "2024-02-29"], ["2024/02/01", "2024/02/29"], ["20240201", "20240229"],
    ["01.02.2024", "29.02.2024"], ["1.2.24", "29.2.24"], ["01/02/2024", "29/02/2024"],
    ["02/01/2024", "02/29/2024"], ["01-02-2024", "29-02-2024"], ["1 Feb 2024", "29 Feb 2024"],
    ["1 February 2024", "29 February 2024"], ["01-Feb-24", "29-Feb-24"],
    ["Feb 1, 2024", "Feb 29, 2024"], ["2024-02-01 00:00", "2024-02-29 00:00:00"],
    ["2024-02-01T00:00:00Z", "2024-02-29T02:00:00+02:00"],
    ["02/01/2024 12:00 AM", "02/29/2024 12:00 AM"]])
def test_a_date_is_its_number_of_days_in_every_usual_form(table, written):
    found = column(table, "day", *written)
    described = columns.describe(found, 0, [0, 1])
    first, last = columns.values_of(found, 0, described)
    assert described["kind"] == "date" and last - first == 28.0
    assert first == 738917.0  # 1 February 2024


def test_a_time_is_its_number_of_hours(table):
    for written in (["6:30", "18:45"], ["06:30:00", "18:45:00"], ["6:30 AM", "6:45 pm"]):
        found = column(table, "time", *written)
        described = columns.describe(found, 0, [0, 1])
        assert columns.values_of(found, 0, described) == [6.5, 18.75]


@pytest.mark.parametrize("written", [["03/04/2024", "05/06/2024"], ["03-04-2024", "05-06-2024"]])
def test_where_nothing_tells_the_day_from_the_month_it_is_asked_for(table, written):
    found = column(table, "day", *written)
    with pytest.raises(ValueError, match="the day from the month in '%s': add --day-first" %
                       written[0]):
        columns.date_form(found, 0)
    found.day_first = True
    assert cells.moment(written[0], columns.date_form(found, 0)) == 738979.0  # 3 April
    found.day_first = False
    assert cells.moment(written[0], columns.date_form(found, 0)) == 738949.0  # 4 March


@pytest.mark.parametrize("cell", ["2024", "1.5", "31.02.2024", "2024-13-01", "25:00", "12:60", "x",
                                  "1.2.3", "12345678", "13:00 PM", "", "99/99/2024"])
def test_what_is_no_date_is_none(cell):
    assert cells.date_forms([cell]) == []


# --- Labels ------------------------------------------------------------------------------

def test_a_label_is_one_with_and_without_a_decimal_0_and_true_is_1():
    for same in (["1", "1.0", "1.00", "+1", "1,0", "TRUE", "true"], ["0", "0.0", "False"],
                 ["Yes", "yes", "YES"], ["1.5", "1,5"]):
        assert len({cells.key(cell) for cell in same}) == 1
    for different in (["1", "1.5"], ["a", "A"], ["1,067", "1"], ["yes", "no"],
                      ["01067", "1067"], ["1.10", "1.1"], ["1E2", "100"], ["007", "7"],
                      ["1,50", "1,5"], ["12345678901234567890", "12345678901234567891"]):
        assert len({cells.key(cell) for cell in different}) == 2


def test_labels_keep_their_most_frequent_spelling_in_order_and_the_others_are_told():
    labels, notes = cells.spellings("10 9 9.0 9 b a TRUE yes Yes yes".split())
    assert labels == ["TRUE", "9", "10", "a", "b", "yes"]
    assert notes == ["9 is written 9.0, too", "yes is written Yes, too"]


def test_labels_that_are_one_number_are_kept_apart_and_told():
    labels, notes = cells.spellings("7 1.1 1.10 007 1E2 100 9.5 10.5 1.1 7.0 x".split())
    assert labels == ["1.1", "1.10", "007", "7", "9.5", "10.5", "100", "1E2", "x"]
    assert notes == ["7 is written 7.0, too", "1.1 and 1.10 are different categories here",
                     "007 and 7 are different categories here",
                     "100 and 1E2 are different categories here"]


@pytest.mark.parametrize("labels, found", [
    (["01067", "80331"], {"01067": 0, "1067": 0, "001067.0": 0, "80331": 1, "8": None, "x": None}),
    (["1", "2"], {"01": 0, "1.0": 0, "TRUE": 0, "2,0": 1, "1.10": None, "1E0": None, "": None}),
    (["007", "7"], {"7": 1, "007": 0, "7.0": 1, "07": None}), (["", "1.1"], {"": 0, "1.10": None}),
    (["1.1", "1.10", "100"], {"1.1": 0, "1.10": 1, "1.100": None, "1,10": 1, "1E2": None})])
def test_a_label_of_a_new_table_is_found_though_0s_in_front_are_lost_and_no_other(labels, found):
    find = cells.finder(labels)
    assert {cell: find(cell) for cell in found} == found


# --- The header --------------------------------------------------------------------------

@pytest.mark.parametrize("text, header", [
    ("0,1,2\n5.1,3,a\n4.9,3,b\n", True),  # pandas without names
    (",0,1,2\n0,5.1,3,4\n1,4.9,3,2\n", True),
    ("0,1,2,3\n5.1,3,4,1\n4.9,3,2,7\n", True),
    ("1,2,3\n5.1,3,a\n4.9,3,b\n", True),
    ("0,1\n5.1,a\n4.9,b\n", True),
    ("country,1999,2000\nChad,5.1,3\nFiji,4.9,3\n", True),
    ("2019,2020\n5.1,3\n4.9,3\n", True),
    ("id,2019\n1,3\n2,4\n", True),
    ("1st,2nd\n1,3\n2,4\n", True),
    ("25%,50%\n1,3\n2,4\n", True),
    ("when,2024-01-01\nx,3\ny,4\n", True),
    ("name,town\nx,y\nz,y\n", True),
    (",a\n1,3\n2,4\n", True),
    ("0,1\n1,2\n5,6\n", False),  # may be x and x + 1
    ("1,2,3\n4,5,7\n1,1,3\n", False),
    ("0,1,2\n1,2,3\n0,1,2\n", False),  # as many other lines count
    ("0,0,0\n0,1,1\n1,0,1\n1,1,0\n", False),
    ("5.1,3,a\n4.9,3,b\n", False),
    ("5,x,3,a\n4,5,6,b\n4,6,6,c\n", False),  # a wrong cell among data
    ("?,5,a\n3,4,b\n", False),
    ("2024-01-01,yes\n2024-01-02,no\n", False),
    ("p,q\np,r\ns,r\n", True),
    ("p,q\np,r\ns,q\n", False)])  # both words stand below, too
def test_the_first_line_holds_names_where_it_differs_from_the_lines_below(table, text, header):
    assert bool(table(text).header) == header
    assert len(table(text).rows) == text.count("\n") - header
    assert table(text, True).header == 1
    assert table(text, False).header is None


def test_a_name_that_the_user_gives_shows_that_line_1_holds_names(table):
    assert not table("y,2019\np,1\nq,2\n").header
    assert table("y,2019\np,1\nq,2\n", None, ["y"]).header == 1


def test_r_writes_a_header_with_one_cell_less_for_the_rows_names(table):
    found = table("a\tb\nr1\t1\tx\nr2\t3\ty\n")
    assert found.names == ["column 1", "a", "b"] and found.rows[1] == ["r2", "3", "y"]
    with pytest.raises(ValueError, match="data.csv:2: 3 cells, but line 1 has 2"):
        table("a,b\n1,5,x\n1,7,y\n")  # decimal commas, not names: these would differ


@pytest.mark.parametrize("title", ["Report 2024;;;", "Report;;2024-01-31;", ";Report;;", "A;B;;",
                                   '"Report; of 2024";;;', "Report 2024;;;\n;;;"])
def test_a_title_in_cells_of_its_own_is_no_names_and_a_hash_takes_it_away(table, title):
    rest = "Kind;Value;Count;Goal\nc;25,5;6;57\nd;94,2;9;197\nc;94,2;9;19\n"
    for header in (None, True):
        with pytest.raises(ValueError, match="data.csv:1: not all of the 4 columns have a name "
                                             "here. If line 1 is a title, put # in front of it; "):
            table(title + "\n" + rest, header)
    for front in ("#", "# "):
        assert table(front + title + "\n" + rest).names == ["Kind", "Value", "Count", "Goal"]
    assert len(table(title + "\n" + rest, False).rows) == 5


def test_of_texts_alone_one_filled_cell_of_several_is_a_title(table):
    rest = "Kind;Form;Buys\nb;x;no\nc;x;yes\n"
    with pytest.raises(ValueError, match="If line 1 is a title, put # in front of it"):
        table("Report 2024;;\n" + rest)
    with pytest.raises(ValueError, match="'Form', among: A, B, column 3 .it stands in line 2: if "
                                         "line 1 is a title, put # in front of it"):
        columns.named(table("A;B;\n" + rest), "Form")


@pytest.mark.parametrize("text", [
    ",a\n1,3\n2,4\n", "a,,c\n1,2,3\n4,5,6\n", "a,b,\nx,5,z\nv,6,w\n", "a,b,\np,q,r\ns,t,u\n",
    "a,\nx,3\ny,4\n"])
def test_a_header_in_which_a_name_is_missing_is_no_title(table, text):
    assert table(text).header == 1 and len(table(text).rows) == 2


# --- Columns that teach nothing ----------------------------------------------------------

def whole(numbers):
    """Return numbers as a column writes them."""
    return ["%d" % number for number in numbers]


@pytest.mark.parametrize("name", ["", "x", "id", "Unnamed: 0"])
@pytest.mark.parametrize("numbers", [
    range(30), range(1, 31), range(30, 0, -1), range(29, -1, -1), tables.shuffled(30, 1),
    [r + 1 for r in tables.shuffled(30, 2)], range(1001, 1031)])
def test_a_column_that_numbers_the_rows_is_found_whatever_its_name_and_order(table, name, numbers):
    found = column(table, name, *whole(numbers))
    assert columns.useless(found, 0, False) == "it numbers the rows"


@pytest.mark.parametrize("name, numbers", [
    ("", [3, 8, 9, 17, 30]), ("id", [884, 13, 472, 35, 6]), ("customer_id", [884, 13, 472, 35, 6]),
    ("PassengerId", [884, 13, 472, 35, 6]), ("index", [3, 8, 9, 17, 30]),
    ("", list(range(20)) + list(range(15))), ("n", [float(r) for r in range(9)])])
def test_row_numbers_with_gaps_are_found_by_their_name_or_for_want_of_one(table, name, numbers):
    found = column(table, name, *map(str, numbers))
    assert columns.useless(found, 0, False) == "it numbers the rows"


@pytest.mark.parametrize("name, written", [
    ("x", ["3", "8", "9", "17", "30"]), ("year", whole(range(1990, 2021))), ("x", ["1", "2"] * 9),
    ("", ["1", "2"] * 9), ("month", whole(range(1, 13)) * 3), ("x", ["1.5", "2.5", "3.5"]),
    ("rooms", ["1", "3", "2", "2"]), ("town", ["Oslo", "Rome"] * 9), ("paid", ["9", "4", "700"]),
    ("town", ["Oslo", "Rome", "Bonn", "Kiel"]),  # few texts may be categories
    ("day", ["2024-02-%02d" % day for day in range(1, 29)])])
def test_other_columns_are_learned_from(table, name, written):
    assert columns.useless(column(table, name, *written), 0, False) is None


@pytest.mark.parametrize("written, why", [
    (["7"] * 5, "it is always 7"), (["1", "1.0", "1.00"], "it is always 1"),
    (["", "NA", "?"], "it is empty"),
    (["name %d" % r for r in range(20)], "it has 20 different texts in 20 rows, such as 'name 19'"),
    (["0%d" % r for r in range(1067, 1127, 3)],
     "it has 20 different texts in 20 rows, such as '01124'")])
def test_constant_empty_and_ever_different_columns_teach_nothing(table, written, why):
    assert columns.useless(column(table, "x", *written), 0, False) == why


def test_digits_of_one_length_with_a_0_in_front_are_codes_and_no_numbers(table):
    assert columns.describe(column(table, "zip", *["01067", "80331"] * 3), 0, range(6)) == {
        "name": "zip", "place": 0, "kind": "category", "labels": ["01067", "80331"]}
    assert columns.describe(column(table, "x", *["01", "2", "3"]), 0, [0, 1, 2])["kind"] == "number"


def test_the_separator_is_found_even_before_a_first_cell_that_is_empty(table):
    for mark in ",;\t|":
        assert table("a%sb\n1%s2\n" % (mark, mark)).rows == [["1", "2"]]
        assert table("\n%sb\n1%s2\n" % (mark, mark)).rows == [["1", "2"]]
    assert table("sep=;\na;b\n1,5;2\n").numbers(0) == [1.5]


# --- Comments, and what parts the cells ---------------------------------------------------

@pytest.mark.parametrize("text", [
    "# made by hand\na,b\n1,2\n3,4\n", "# one, with a comma\n#\na,b\n1,2\n# between, two\n3,4\n",
    "#one\n#two\n\na,b\n1,2\n#end\n3,4\n# end\n", "# x; y | z\na,b\n1,2\n3,4\n",
    "# a,b\n1,2\n3,4\n", "#a,b\n1,2\n3,4\n", "# first\n# a,b\n1,2\n3,4\n"])
def test_comments_are_no_rows_and_the_one_above_the_first_row_may_hold_the_names(table, text):
    found = table(text)
    assert (found.names, found.rows) == (["a", "b"], [["1", "2"], ["3", "4"]])
    lines = text.split("\n")
    assert [lines[line - 1] for line in found.lines] == ["1,2", "3,4"]


@pytest.mark.parametrize("text, names, rows", [
    ("#,b\n1,2\n3,4\n", ["#", "b"], [["1", "2"], ["3", "4"]]),
    ("a,b\n#1,2\n#3,4\n", ["a", "b"], [["#1", "2"], ["#3", "4"]]),
    ('a,b\n1,"x\n# y"\n3,4\n', ["a", "b"], [["1", "x\n# y"], ["3", "4"]])])
def test_a_hash_in_a_row_is_no_comment(table, text, names, rows):
    found = table(text, True)
    assert (found.names, found.rows) == (names, rows)


@pytest.mark.parametrize("text, rows", [
    ('a,b\n#1,"x, y"\n#2,"z"\n3,"v, w"\n', [["#1", "x, y"], ["#2", "z"], ["3", "v, w"]]),
    ('a,b\n#1,"x\ny, z"\n3,w\n', [["#1", "x\ny, z"], ["3", "w"]]),
    ('"a\nc, d",b\n#1,2\n3,4\n', [["#1", "2"], ["3", "4"]]),
    ('a,b\n#5" pipe\n3,4\n#"x\n', [["3", "4"]]),
    ('# "x, y"\na,b\n3,4\n', [["3", "4"]])])
def test_commas_in_quotes_make_no_comment_of_a_row_nor_a_row_of_a_comment(table, text, rows):
    found = table(text, True)
    assert found.rows == rows
    assert found.comments == len([1 for line in text.split("\n") if line[:1] == "#"]) - len(
        [1 for row in rows if row[0][0] == "#"])


def test_a_table_without_names_may_begin_with_a_row_that_begins_with_a_hash(table):
    assert table("#1,2\n3,4\n", False).rows == [["#1", "2"], ["3", "4"]]
    assert table("# x, y\n#1,2\n3,4\n", False).rows == [["#1", "2"], ["3", "4"]]


@pytest.mark.parametrize("said", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;", "\ufeffsep=;"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_excels_word_on_what_parts_the_cells_counts_and_is_no_row(table, said, end):
    found = table(end.join([said, "a,x;b", "1,5;2", "3,5;4", ""]))
    assert found.names == ["a,x", "b"] and found.lines == [3, 4]
    assert found.numbers(0) == [1.5, 3.5]


@pytest.mark.parametrize("mark", ["/", " ", "^", ":"])
def test_the_user_may_say_what_parts_the_cells(table, mark):
    text = "a%sb\n1%s2\n3%s4\n" % (mark, mark, mark)
    assert table(text, None, (), mark).rows == [["1", "2"], ["3", "4"]]
    assert table("sep=,\n" + text, None, (), mark).rows == [["1", "2"], ["3", "4"]]


def test_blanks_may_stand_in_rows_of_several(table):
    assert table("  a  b\n 1   2\n10  20\n", None, (), " ").rows == [["1", "2"], ["10", "20"]]


def test_a_mark_in_the_header_alone_parts_no_cells(table):
    found = table("note; or remark,b\nx,2\ny,4\n")
    assert found.names == ["note; or remark", "b"]


@pytest.mark.parametrize("text, line, count, other", [
    ("Sales\na,b,c\n1,2,p\n3,4,q\n", 2, 3, 1), ("1,2\n1,2,p\n3,4,q\n", 2, 3, 2),
    ("a,b,c,d\n1,2,p\n3,4,q\n", 2, 3, 4)])
def test_where_line_1_alone_has_another_width_the_error_says_what_to_try(
        table, text, line, count, other):
    for header in (None, False):
        with pytest.raises(ValueError) as error:
            table(text, header)
        assert str(error.value).endswith(
            "data.csv:%d: %d cells, but line 1 has %d, unlike all others. If line 1 is a title, put "
            "# in front of it; if it holds the columns' names, give each column one. Cells are "
            "parted by a comma here; for another mark: --delimiter MARK" % (line, count, other))
    assert len(table("# " + text).rows) == 2


@pytest.mark.parametrize("text, line, count, first", [
    ("a,b,c\n1,2,\n3,4,5\n6,7\n", 4, 2, 3), ("a,b,c\n1,2,\n3,4,5,6\n7,8,9\n", 3, 4, 3),
    ("a,b,c\n1,2\n3,4,5,6\n", 3, 4, 3), ("a,b,\n1,2,3\n4,5\n", 3, 2, 3),
    ("a,b,c,,,\n1,2,3\n4,5\n", 3, 2, 3)])
def test_of_ragged_lines_the_one_that_is_too_long_is_named_else_the_one_too_short(
        table, text, line, count, first):
    with pytest.raises(ValueError, match=r"data\.csv:%d: %d cells, but line 1 has %d\. Cells" % (
            line, count, first)):
        table(text)


def test_a_first_row_that_ends_in_empty_cells_is_as_wide_as_the_others(table):
    found = table("1,2,\n3,4,5\n6,7,8\n", False)
    assert found.rows == [["1", "2", ""], ["3", "4", "5"], ["6", "7", "8"]]
    assert table("a,b,\n3,4,5\n6,7,8\n").names == ["a", "b", "column 3"]


# --- Words ------------------------------------------------------------------------------

@pytest.mark.parametrize("cell, why", [
    ("1O", "'1O' is not a number like the others: it ends in 'O'"),
    ("136A", "'136A' is not a number like the others: it ends in 'A'"),
    ("$5", "'$5' is not a number like the others, which have no '$'"),
    ("tall", "'tall' is not a number")])
def test_a_cell_that_is_no_number_among_numbers_is_named_with_what_to_try(table, cell, why):
    with pytest.raises(ValueError) as error:
        column(table, "my x", "1", "2", "3", cell).numbers(0)
    assert str(error.value).endswith(
        'data.csv:5: my x: %s: correct it; or if these are names, not amounts: --category "my x"'
        % why)


@pytest.mark.parametrize("rows, different, left_out", [
    (6000, 2999, True), (6000, 1201, True), (6000, 1100, False), (300, 60, False),
    (300, 61, True), (40, 10, False)])
def test_categories_with_few_rows_each_are_left_out(table, rows, different, left_out):
    found = column(table, "town", *["town %d" % (r % different) for r in range(rows)])
    why = columns.useless(found, 0, False)
    assert (why is not None) == left_out
    if left_out:
        assert why.startswith("it has %d different texts in %d rows, such as " % (different, rows))


def test_more_categories_than_can_be_learned_are_refused_by_name_even_if_asked_for(table):
    found = column(table, "town", *["town %d" % (r % 1001) for r in range(3003)])
    with pytest.raises(ValueError, match="data.csv: town has 1001 categories, and each becomes an "
                                         "input: more than 1000 are hopeless. Leave it out: "
                                         "--ignore town"):
        columns.describe(found, 0, range(3003), True)


def test_why_a_column_is_left_out_comes_with_how_to_learn_from_it(table):
    text = "id,name,x,y\n" + "".join("%d,name %d,%d,%s\n" % (900 + 3 * r, r, r % 7, "pq"[r % 2])
                                      for r in range(30))
    chosen, left = columns.choose(table(text), 3, [], [], [])
    assert chosen == [2]
    assert left == ["id: it numbers the rows (to learn from it: --keep id)",
                    "name: it has 30 different texts in 30 rows, such as 'name 29' (to learn from "
                    "it: --category name)"]
    assert columns.choose(table(text), 3, [], [0], [1])[0] == [0, 1, 2]
