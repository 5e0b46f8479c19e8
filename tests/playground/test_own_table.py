"""A table of one's own: taken, or refused by line with the rows of before kept."""

import pytest

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
def own(playground):
    return playground.open(problem="own")


def heads(playground):
    return playground.page.locator("#rows thead th").all_inner_texts()


def test_a_table_is_taken_and_learned(own):
    assert "4 rows with 2 inputs" in paste(own, GOOD)
    assert heads(own) == ["Row", "height", "width", "Target", "Answer", "Error"]
    own.page.select_option("#speed", "full")
    own.play_to_the_end()
    assert own.text("#right") == "4 of 4"


@pytest.mark.parametrize("text", [
    GOOD.replace(",", ";"), GOOD.replace(",", "\t"), GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD,
    GOOD.replace("\n", "\n\n"), '"height","width","kind"\n"1","5","flat"\n2,4,flat\n7,1,tall\n8,2,tall',
    GOOD.replace(",", ";").replace("1;5", "1,5;5")])
def test_it_reads_tables_as_people_have_them(own, text):
    assert "4 rows with 2 inputs" in paste(own, text)


def test_a_table_without_names_gets_some(own):
    assert "3 rows" in paste(own, "1,2,0\n2,3,1\n4,5,1")
    assert heads(own)[1:3] == ["x1", "x2"]


def test_three_classes_get_three_outputs(own):
    paste(own, "x,kind\n1,a\n2,b\n3,c\n1.5,a\n2.5,b\n3.5,c")
    assert own.model().sizes[-1] == 3


def test_a_number_as_target_gets_an_identity_output(own):
    paste(own, "x,score\n1,10\n2,20\n3,30\n4,40")
    own.page.select_option("#speed", "full")
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
    said = paste(own, "a,y\n" + "x,1\n" * 20 + "1,1\n2,0")
    assert said.count("Line ") == 8 and "and 12 more" in said


def test_the_good_rows_can_be_used_all_the_same(own):
    paste(own, "a,b,y\n1,2,0\n1,x,1\n3,4,1\n5,6,1")
    own.page.click("#own-use-good")
    own.page.locator("#own-result", has_text="3 rows with 2 inputs").wait_for()


def test_a_file_can_be_opened_and_dropped(playground, tmp_path):
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


def test_a_file_too_large_is_refused_unread(own, tmp_path):
    (tmp_path / "large.csv").write_text("1,2\n" * 1_100_000)
    own.page.set_input_files("#own-file", str(tmp_path / "large.csv"))
    own.page.locator("#own-result", has_text="1000000 characters").wait_for()
    assert own.page.input_value("#own-text").startswith("size,weight,kind")
