"""A table of one's own: taken, or refused by line with the rows of before kept."""

import pytest

from neuron import Network
from tests.playground import driver
from tests.tools.extras import need

pytestmark = pytest.mark.slow
GOOD = "height,width,kind\n1,5,flat\n2,4,flat\n7,1,tall\n8,2,tall\n"


def paste(playground, text, kind="auto"):
    playground.page.fill("#own-text", text)
    playground.page.select_option("#own-kind", kind)
    playground.page.click("#own-use")
    playground.page.wait_for_timeout(100)
    playground.rested()
    return playground.text("#own-result")


@pytest.fixture
def own(shared):
    if "problem=own" not in shared.page.url:
        shared.open(problem="own", speed="full")
    assert shared.errors == []
    return shared


def parsed(page, text, kind="auto", target=""):
    """Return what the page's own reader of tables makes of a text."""
    return page.page.evaluate("""async ([text, kind, target]) => {
        const { readTable } = await import("./table.js");
        return readTable(text, kind, target);
    }""", [text, kind, target])


def heads(playground):
    return playground.page.locator("#rows thead th").all_inner_texts()


def test_a_table_is_taken_and_learned(own):
    assert "4 rows with 2 inputs in use; the target is kind." in paste(own, GOOD)
    assert heads(own) == ["Row", "height", "width", "Target", "Answer", "Error"]
    own.play_to_the_end()
    assert own.text("#right") == "4 of 4"


@pytest.mark.parametrize("text", [
    GOOD.replace(",", ";"), GOOD.replace(",", "\t"), GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD,
    GOOD.replace("\n", "\n\n"), '"height","width","kind"\n"1","5","flat"\n2,4,flat\n7,1,tall\n8,2,tall',
    GOOD.replace(",", ";").replace("1;5", "1,0;5,0"), GOOD.replace(",", " "), GOOD.replace(",", "   "),
    GOOD.replace(",", "|"), GOOD.replace(",", " | "),
    "|" + GOOD.replace(",", "|").replace("\n", "|\n|", 1).replace("\n", "\n|---|:---:|--|\n", 1)
        .replace("flat\n", "flat|\n|").replace("tall\n", "tall|\n|")[:-1],
    '"height";"width";"kind"\n"1,0";5;flat\n2;4;flat\n7;1;tall\n8;2;tall'])
def test_it_reads_tables_as_people_have_them(own, text):
    table = parsed(own, text)
    assert table["names"] == ["height", "width"] and table["classes"] == ["flat", "tall"]
    assert table["rows"] == [[1, 5], [2, 4], [7, 1], [8, 2]] and table["errors"] == []


@pytest.mark.parametrize("text, column", [
    ("v;y\n1.234,50;0\n7;1", [1234.5, 7]),  # as in German
    ("v;y\n1.234,50;0\n2.000;1", [1234.5, 2000]),  # the first cell says what the point is
    ("v;y\n1.234;0\n2.000;1", [1.234, 2]),
    ("v;y\n1,234;0\n2,000;1", [1.234, 2]),
    ('v,y\n"1,234",0\n"2,000",1', [1234, 2000]),  # where commas part the cells, as in English
    ('v,y\n"1,5",0\n"2,25",1', [1.5, 2.25]),
    ('v,y\n"1,234.5",0\n2,1', [1234.5, 2]),
    ('v;y\n1 234,5;0\n1\u202f000;1', [1234.5, 1000]),
    ("v;y\n1'234.5;0\n2;1", [1234.5, 2]),
    ("v;w;y\n0,5;1.000;0\n2;3.000;1", [0.5, 2]),
    ("v,y\n\u22123,0\n-4,1", [-3, -4]),
    ("1,5 3 0\n2,5 4 1", [1.5, 2.5]),
])
def test_numbers_are_read_as_people_write_them(own, text, column):
    table = parsed(own, text)
    assert table["errors"] == []
    assert [row[0] for row in table["rows"]] == column


def test_a_number_that_can_be_read_in_two_ways_is_refused(own):
    """Beside 1,5 and 2.5 nobody knows what 1,234 is."""
    table = parsed(own, "v;y\n1,5;0\n2.5;1\n1,234;1")
    assert [error["line"] for error in table["errors"]] == [4]


def test_texts_become_an_input_for_each_category(own):
    table = parsed(own, "colour,size,kind\nred,1,cat\nblue,2,dog\nred,3,dog")
    assert table["names"] == ["colour: blue", "colour: red", "size"]
    assert table["rows"] == [[0, 1, 1], [1, 0, 2], [0, 1, 3]]


def test_words_without_numbers_have_names_only_if_the_first_line_does_not_come_again(own):
    assert parsed(own, "red,yes\nblue,no\nred,no")["columns"][0]["name"] == "x1"
    assert parsed(own, "colour,tasty\nred,yes\nblue,no")["columns"][0]["name"] == "colour"


def test_a_category_is_chosen_and_shown_by_its_name(own):
    said = paste(own, "colour;size;kind\nred;1;cat\nblue;2;dog\ngreen;3;dog\nred;1;cat")
    assert "4 rows with 4 inputs" in said
    assert heads(own) == ["Row", "colour", "size", "Target", "Answer", "Error"]
    assert own.page.locator("#rows tbody tr >> nth=1").locator("td >> nth=1").inner_text() == "blue"
    before = own.text("#situation-answer")
    own.choose("#situation-0", "1")  # green
    assert own.page.locator("#situation-0 option:checked").inner_text() == "green"
    assert own.text("#situation-answer") != before


def test_any_column_can_be_the_target(own):
    own.page.fill("#own-text", "kind,height,width\ncat,1,5\ndog,2,4\ncat,3,6\ndog,5,1")
    options = own.page.locator("#own-target option")
    assert options.all_inner_texts() == ["kind", "height", "width"]
    assert own.page.input_value("#own-target") == "width"  # the last one unless one says otherwise
    own.page.select_option("#own-target", "kind")
    own.page.click("#own-use")
    own.page.locator("#own-result", has_text="the target is kind").wait_for()
    own.rested()
    assert own.model().sizes[0] == 2
    assert "kind" in own.page.locator("#network-drawing svg").text_content()
    assert "target=kind" in own.page.url
    own.page.fill("#own-text", GOOD)
    own.page.select_option("#own-target", "height")
    assert "3 inputs" in paste(own, "size;sex;height\n1;f;2\n2;m;3")


def test_another_target_or_kind_waits_until_the_table_is_used(own):
    """Else the rows learned, the output and the loss would be of different targets."""
    paste(own, "grade,height\n1,5\n2,4\n3,6\n1,2\n2,8\n3,7")
    own.page.select_option("#own-target", "grade")
    own.page.select_option("#own-kind", "class")
    own.page.click("#reset")
    own.rested()
    assert heads(own)[1] == "grade" and "target=" not in own.page.url
    assert own.model().sizes[-1] == 1
    own.page.click("#fit")  # it takes the table as the fields say
    own.says("It has chosen")
    own.rested()
    assert heads(own)[1] == "height" and "target=grade" in own.page.url
    assert own.model().sizes[-1] == 3
    own.page.select_option("#own-kind", "number")
    own.page.click("#fit")
    own.says("It has chosen")
    own.rested()
    assert own.model().sizes[-1] == 1
    own.page.select_option("#own-kind", "auto")


def test_answers_are_given_by_the_names_of_classes(own):
    paste(own, GOOD)
    assert all(answer.startswith(("flat (", "tall (")) for answer in own.answers())
    assert own.text("#situation-answer").split()[::2] == ["flat", "tall"]
    shares = [float(share) for share in own.text("#situation-answer").split()[1::2]]
    assert sum(shares) == pytest.approx(1, abs=2e-4)


def test_a_fifth_of_a_larger_table_is_held_out_and_right_says_of_which_rows(own):
    rows = "".join("%d,%d,%s\n" % (k, k % 7, "big" if k > 20 else "small") for k in range(40))
    said = paste(own, "a,b,kind\n" + rows)
    assert "8 rows are held out" in said
    assert own.text("#right-label") == "Right, held out"
    assert own.text("#right").endswith("of 8")
    paste(own, GOOD)
    assert own.text("#right-label") == "Right, learned"
    assert own.text("#right").endswith("of 4")


@pytest.mark.parametrize("content, told", [
    ("Größe;y\n1,5;Bär\n2;Kuh".encode("utf-8"), None),
    ("Größe;y\n1,5;Bär\n2;Kuh".encode("utf-8-sig"), None),
    ("Größe;y\n1,5;Bär\n2;Kuh".encode("cp1252"), "Read as Windows-1252"),
    ("Größe;y\n1,5;Bär\n2;Kuh".encode("utf-16"), "Read as UTF-16"),
])
def test_a_file_in_another_encoding_is_read_and_that_is_said(own, tmp_path, content, told):
    (tmp_path / "table.csv").write_bytes(content)
    paste(own, GOOD)
    own.page.set_input_files("#own-file", str(tmp_path / "table.csv"))
    own.page.locator("#own-result", has_text="2 rows").wait_for()
    own.rested()
    assert heads(own)[1] == "Größe" and "Bär" in own.text("#rows")
    assert told is None or told in own.text("#own-result")


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"1,2\n\x81\x8d,3", bytes(range(256))])
def test_a_file_that_is_no_text_is_refused(own, tmp_path, content):
    paste(own, GOOD)
    (tmp_path / "table.csv").write_bytes(content)
    own.page.set_input_files("#own-file", str(tmp_path / "table.csv"))
    own.page.locator("#own-result", has_text="This is no text").wait_for()
    assert own.page.input_value("#own-text") == GOOD


def test_the_sample_speaks_the_language_of_the_page(own):
    own.open(problem="own", language="de")
    assert heads(own)[1:3] == ["Größe", "Gewicht"]
    own.choose("#language", "es")
    assert own.page.input_value("#own-text").startswith("tamaño,peso,tipo")
    own.choose("#language", "en")
    own.open(problem="own", speed="full")


def test_many_inputs_leave_no_empty_column(own):
    paste(own, "a,b,c,d,e,f,g,y\n1,2,3,4,5,6,7,0\n2,3,4,5,6,7,8,1")
    assert heads(own) == ["Row", "Target", "Answer", "Error"]
    assert own.page.locator("#rows tbody tr").first.locator("td").count() == 4


def test_a_table_without_names_gets_some(own):
    assert "3 rows" in paste(own, "1,2,0\n2,3,1\n4,5,1")
    assert heads(own)[1:3] == ["x1", "x2"]


def test_three_classes_get_three_outputs(own):
    paste(own, "x,kind\n1,a\n2,b\n3,c\n1.5,a\n2.5,b\n3.5,c")
    assert own.model().sizes[-1] == 3


def test_a_number_as_target_gets_an_identity_output(own):
    paste(own, "x,score\n1,10\n2,20\n3,30\n4,40")
    own.play_to_the_end()
    assert [float(answer) for answer in own.answers()] == pytest.approx([10, 20, 30, 40], abs=0.5)


def test_numbers_can_be_classes(own):
    paste(own, "x,grade\n1,3\n2,4\n3,5\n4,3", kind="class")
    assert own.model().sizes[-1] == 3


@pytest.mark.parametrize("text, told", [
    ("a,b,y\n1,2,0\n1,x,1\n3,4,1", "Line 3: b is no number: x"),
    ("a,b,y\n1,2,0\n1,2\n3,4,1", "Line 3: 2 cells, 3 expected"),
    ("a,b,y\n1,2,0\n1,,1\n3,4,1", "Line 3: b is empty"),
    ("a,b,y\n1,2,0\n1,nan,1\n3,4,1", "Line 3: b is empty"),
    ("a,b,y\n1,2,0\n1,1e999,1\n3,4,1", "Line 3: b is no number: 1e999"),
    ("a,b,y\n1,2,0\n1,0x10,1\n3,4,1", "Line 3: b is no number: 0x10"),
    ('a,b,y\n1,2,0\n1,"2,1\n3,4,1', "Line 3: a quotation mark is never closed"),
    ("a,b,y\n1,2,0\n\n\n1,x,1", "Line 5: b is no number"),
    ("x\n1\n2", "Line 1: A table needs an input and a target"),
    ("", "There are no rows."),
    ("a,y\n" + "\n".join("%d,class %d" % (k, k) for k in range(11)), "The target has 11 classes"),
    ("a,y\n" + "\n".join("name %d,%d" % (k, k) for k in range(11)), "a has 11 different texts"),
    ("a,y\n" + "1,2\n" * 2001, "up to 2000 rows"),
    (",".join("x" * 70) + "\n" + ",".join("1" * 70), "64 inputs"),
])
def test_a_table_with_errors_is_refused_by_line_and_the_rows_are_kept(own, text, told):
    paste(own, GOOD)
    before = own.page.locator("#rows").inner_text()
    said = paste(own, text)
    assert told in said
    assert "The rows of before are still there." in said
    assert own.page.locator("#rows").inner_text() == before
    assert own.page.input_value("#own-text") == text.replace("\r\n", "\n")


def test_many_errors_are_counted(own):
    said = paste(own, "a,y\n" + "1\n" * 20 + "1,1\n2,0")
    assert said.count("Line ") == 8 and "and 12 more" in said


def test_the_good_rows_can_be_used_all_the_same(own):
    paste(own, "a,b,y\n1,2,0\n1,x,1\n3,4,1\n5,6,1")
    own.page.click("#own-use-good")
    own.page.locator("#own-result", has_text="3 rows with 2 inputs").wait_for()


PASSENGERS = 'name,class,ticket,survived\n' + "".join(
    '"Smith ""%d"", Mr",%d,No %d,%s\n' % (k, 1 + k % 3, k, "yes" if k % 2 else "no") for k in range(12))


def test_columns_of_too_many_texts_can_be_left_out(own):
    said = paste(own, PASSENGERS)
    assert "name has 12 different texts" in said and "ticket has 12 different texts" in said
    assert own.text("#own-leave-out") == "Leave out name, ticket, use the rest"
    own.page.click("#own-leave-out")
    own.page.locator("#own-result", has_text="12 rows with 1 input in use; the target is survived.").wait_for()
    assert "Left out: name, ticket." in own.text("#own-result")
    assert own.page.input_value("#own-text").split("\n")[:3] == ["class,survived", "1,no", "2,yes"]
    assert not own.page.is_visible("#own-leave-out")
    assert own.page.input_value("#own-target") == "survived"


def test_the_columns_that_stay_keep_their_cells_and_the_target(own):
    table = 'who;size;"what; is it"\n' + "".join(
        "person %d;%d,5;\"a;b %d\"\n" % (k, k, k % 2) for k in range(11))
    paste(own, table)
    own.page.select_option("#own-target", "size")
    own.page.click("#own-use")
    own.page.click("#own-leave-out")
    own.page.locator("#own-result", has_text="the target is size.").wait_for()
    assert heads(own)[1:3] == ["what; is it", "Target"]
    assert own.page.input_value("#own-text").split("\n")[1] == '0,5;"a;b 0"'


def test_nothing_is_offered_where_no_column_would_be_left(own):
    paste(own, "a,y\n" + "\n".join("name %d,%d" % (k, k) for k in range(11)))
    assert not own.page.is_visible("#own-leave-out")


def test_a_file_can_be_opened_and_dropped(own, tmp_path):
    playground = own
    (tmp_path / "table.csv").write_text(GOOD)
    playground.open(problem="own")
    playground.page.set_input_files("#own-file", str(tmp_path / "table.csv"))
    playground.page.locator("#own-result", has_text="4 rows").wait_for()
    playground.open(problem="and")
    data = playground.page.evaluate_handle("""(text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], "table.csv"));
        return data;
    }""", GOOD)
    playground.page.dispatch_event("#problem-card", "drop", {"dataTransfer": data})
    playground.page.locator("#own-result", has_text="4 rows").wait_for()
    assert heads(playground)[1:3] == ["height", "width"]


def test_the_same_file_can_be_chosen_again(own, tmp_path):
    """A browser tells of a choice only where it is another than before: so the fields forget theirs."""
    (tmp_path / "table.csv").write_text(GOOD)
    own.tab("model")
    for field in ("#own-file", "#open-model"):
        own.page.set_input_files(field, str(tmp_path / "table.csv"))
        assert own.page.locator(field).evaluate("(field) => field.files.length") == 0
    assert "neuron.py says" in own.alert()
    own.page.locator("#own-result", has_text="4 rows").wait_for()
    own.page.click("#alert-close")
    own.tab("this")


def test_a_file_too_large_is_refused_unread(own, tmp_path):
    (tmp_path / "large.csv").write_text("1,2\n" * 1_100_000)
    own.page.set_input_files("#own-file", str(tmp_path / "large.csv"))
    own.page.locator("#own-result", has_text="1000000 characters").wait_for()
    assert len(own.page.input_value("#own-text")) < 1000


def raw(count):
    """Return a table in raw units: a class that depends on both columns."""
    return "metres,grams,kind\n" + "".join(
        "%d,%.3f,%s\n" % (1000 + k, k * 37 % 101 / 1000,
                          "far" if k + k * 37 % 101 / 2 > count * 0.9 else "near")
        for k in range(count))


def test_let_it_choose_needs_no_scale_and_no_rate_and_reports_in_words(own):
    paste(own, GOOD)
    own.page.fill("#own-text", raw(60))  # it takes what was typed
    own.page.click("#fit")
    own.says("It has chosen")
    own.rested()
    report = own.text("#fit-report")
    assert "its loss is %.3g" % float(own.text("#held-loss")) in report
    assert "It learned 48 rows in " in report and "On 12 rows that it did not learn" in report
    assert "% less than the mean's" in report
    assert own.text("#right-label") == "Right, held out" and own.text("#right").endswith("of 12")
    assert int(own.text("#right").split()[0]) >= 10
    model = own.model()  # it takes the rows as they are
    rows = [line.split(",") for line in raw(60).splitlines()[1:]]
    right = sum((model([float(x), float(y)])[0] < 0.5) == (kind == "far") for x, y, kind in rows)
    assert right >= 54


def test_a_fit_is_that_of_neuron_py_to_the_bit(own):
    paste(own, "a,y\n" + "".join("%d,%d\n" % (k, 3 * k + k % 4) for k in range(30)))
    own.page.click("#fit")
    own.says("It has chosen")
    own.rested()
    net = Network(1, 3, 1, activation=["tanh", "identity"])
    report = net.fit([[k] for k in range(30)], [[3 * k + k % 4] for k in range(30)])
    assert own.model().parameters() == net.parameters()
    made = {}
    exec(own.tab("this"), made)  # the page's program does the same
    assert made["model"].parameters() == net.parameters()
    assert str(made["report"]) == str(report)
    held = own.page.locator("#rows button.held").all_inner_texts()
    assert [int(number) - 1 for number in held] == report.held_out


def test_a_fit_of_few_rows_says_that_it_knows_nothing_of_others(own):
    paste(own, GOOD)
    own.page.click("#fit")
    own.says("It has chosen")
    assert "It learned all 4 rows" in own.text("#fit-report")
    assert "nobody knows" in own.text("#fit-report")


def test_what_is_no_longer_so_is_no_longer_said(own):
    """The report of a fit ends with its weights, the words on a table with the rows held out."""
    assert "8 rows are held out" in paste(own, raw(40))
    own.more()
    own.page.locator("#set-held").fill("50")
    own.rested()
    assert own.text("#own-result") == ""
    paste(own, GOOD)
    own.page.click("#fit")
    own.says("It has chosen")
    own.rested()
    own.page.click("#step-epoch")
    own.says("Paused after epoch")
    assert own.text("#fit-report") == ""


def test_a_language_says_anew_what_is_said_and_leaves_what_was_learned(own):
    own.go(problem="own", language="en")
    assert "The table was not used." in paste(own, "a,y\n1,x")
    own.choose("#language", "de")
    assert "Die Tabelle wurde nicht verwendet." in own.text("#own-result")
    own.go(problem="own", language="en")  # the small table, until something is learned from it
    own.page.click("#fit")
    own.says("It has chosen")
    own.rested()
    weights, epoch = own.model().parameters(), own.epoch()
    own.choose("#language", "de")
    assert own.text("#fit-report").startswith("Es lernte alle 6 Zeilen")
    assert own.model().parameters() == weights and own.epoch() == epoch
    assert heads(own)[1] == "size" and own.page.input_value("#own-text").startswith("size,")
    own.go(problem="virus", language="en", rate="1000", output="identity", speed="full")
    own.page.click("#play")
    assert "neuron.py says: epoch" in own.alert()
    own.choose("#language", "es")
    assert "neuron.py dice: epoch" in own.alert()
    assert heads(own)[1] == "sin olfato"
    own.go(problem="xor", language="en", hidden="2", speed="full")
    own.play_to_the_end()
    own.page.locator("#stuck", has_text="It has settled").wait_for()
    own.choose("#language", "de")
    assert own.text("#stuck").startswith("Es hat sich")
    own.open(problem="own", language="en", speed="full")


def test_a_fit_can_be_stopped_and_keeps_the_best(own):
    paste(own, raw(400))
    own.page.click("#fit")
    own.page.locator("#fit-progress", has_text="Start 1 of 3").wait_for()
    own.page.click("#fit-stop")
    own.says("It has chosen")
    own.rested()
    assert "in 1 start and kept" in own.text("#fit-report")


def test_another_python_takes_over_what_a_fit_has_found(playground):
    need(driver.node_package("pyodide"), "needs Pyodide: npm install pyodide")
    playground.open(problem="own")
    paste(playground, raw(400))
    playground.page.click("#fit")
    playground.page.locator("#fit-progress", has_text="Start 1 of 3").wait_for()
    playground.page.select_option("#runtime", "pyodide")
    playground.says("Ready: ")
    playground.rested()
    assert playground.page.input_value("#runtime") == "pyodide" and playground.epoch() > 0
    assert not playground.page.is_visible("#fit-stop") and playground.text("#fit-progress") == ""


def test_a_fit_that_is_refused_says_why_and_the_model_stays(own):
    paste(own, "a,y\n" + "".join("%d,%d\n" % (k, k) for k in range(10)))
    own.choose("#set-output", "softplus")
    own.page.wait_for_timeout(200)
    own.rested()
    own.choose("#set-output", "sigmoid")
    own.page.wait_for_timeout(200)
    own.rested()
    before = own.model().parameters()
    own.page.click("#fit")
    assert "neuron.py says:" in own.alert() and "identity" in own.alert()
    own.rested()
    assert own.model().parameters() == before
    paste(own, GOOD)
