"""python -m examples.export: what it takes, what it refuses, and what it lets into a source."""

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import neuron
from examples.csv_model import __main__ as csv_model
from examples.csv_model import files
from examples.export import __main__ as export
from examples.export import c, javascript, plan, python, words
from tests.tools import exported, sizes
from tests.tools.exported import close, expected, rows_for
from tests.tools.extras import need
from tests.tools.runtimes import TOP, modules, program

DATA = TOP / "examples" / "data"
README = (TOP / "examples" / "export" / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """A network saved as model.json, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    net = neuron.Network(3, 2, 1, activation=["tanh", "sigmoid"])
    net.save("model.json")
    return net


def refused(arguments, capsys, files=("model.json",)):
    """Check that a command ends with one line of error and no new file; return the line."""
    assert export.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and said.err.startswith("export: ")
    assert sorted(os.listdir()) == sorted(files)
    return said.err


# --- The command line ----------------------------------------------------------------------

def test_help_tells_what_it_does():
    done = subprocess.run([sys.executable, "-m", "examples.export", "--help"], cwd=TOP,
                          capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("--to", "-o FILE", "--int8", "--float", "--rows", "--train", "--name",
                 "--delimiter", "--decimal", "--day-first", "--month-first",
                 "activations of your own"):
        assert word in re.sub(r"\s+", " ", done.stdout)


@pytest.mark.parametrize("path", ["examples/export", "examples/export/__main__.py"])
def test_it_runs_as_a_file_from_another_folder(path, saved):
    done = subprocess.run([sys.executable, str(TOP / path), "model.json", "--to", "c"],
                          capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == c.source(plan.Plan(saved, "model"))
    assert os.listdir() == ["model.json"]


@pytest.mark.parametrize("to, path", [("python", "net.py"), ("c", "net.h"), ("c", "net.hpp"),
                                      ("javascript", "net.js"), ("javascript", "net.mjs")])
def test_a_file_holds_what_would_be_printed(to, path, saved, capsys):
    assert export.main(["model.json", "--to", to, "--name", "net"]) == 0
    printed = capsys.readouterr().out
    assert export.main(["model.json", "--to", to, "-o", path]) == 0
    assert Path(path).read_text() == printed
    assert "%s: %d bytes" % (path, len(printed)) in capsys.readouterr().out
    types = {"net.js": "net.d.ts", "net.mjs": "net.d.mts"}.get(path)
    assert sorted(os.listdir()) == sorted(filter(None, ["model.json", path, types]))
    assert export.main(["model.json", "--to", to, "-o", path, "--train"]) == 0  # over its own file
    assert "learn" in Path(path).read_text()


def test_a_header_that_learns_says_to_include_it_in_one_file_only(saved, capsys):
    for more, says in ([], False), (["--train"], True):
        assert export.main(["model.json", "--to", "c"] + more) == 0
        assert ("Include it in one file only" in capsys.readouterr().out) is says


@pytest.mark.parametrize("arguments, word", [
    (["--to", "python", "-o", "net.c"], "must end with .py"),
    (["--to", "c", "-o", "net"], "must end with .h or .hh or .hpp"),
    (["--to", "javascript", "-o", "net.ts"], "must end with .js or .mjs"),
    (["--to", "python", "-o", "my-net.py"], "can't import"),
    (["--to", "python", "-o", "class.py"], "can't import"),
    (["--to", "python", "-o", "math.py"], "would hide the module math"),
    (["--to", "python", "-o", "no/net.py"], "No such file or directory"),
    (["--to", "c", "--name", "2nd"], "--name 2nd"),
    (["--to", "c", "--name", "a__b"], "--name a__b"),
    (["--to", "c", "--name", "a;int b"], "--name a;int b"),
    (["--to", "c", "--name", "a\n"], "--name a\\u000a"),
    (["--to", "c", "--name", "n" * 41], "up to 40 letters"),
    (["--to", "c", "--int8"], "--int8 needs --rows"),
    (["--to", "c", "--rows", "model.json"], "--int8 needs --rows"),
    (["--to", "c", "--int8", "--rows", "rows.csv", "--train"], "can't be trained"),
    (["--to", "c", "--int8", "--rows", "none.csv"], "none.csv: No such file"),
    (["--to", "c", "--decimal", ","], "add --rows ROWS.csv"),
    (["--to", "c", "--delimiter", "bar"], "add --rows ROWS.csv"),
    (["--to", "c", "--day-first"], "add --rows ROWS.csv"),
    (["--to", "c", "--month-first"], "add --rows ROWS.csv"),
])
def test_what_does_not_fit_is_refused_and_nothing_is_written(arguments, word, saved, capsys):
    assert word in refused(["model.json"] + arguments, capsys)


@pytest.mark.parametrize("text, word", [
    ("a,b\n1,2\n3,4\n", "2 columns are too few for 3 inputs"),
    ("a,b,c\n1,2,3\n1,2,3\n", "all alike"),
    ("a,b,c\n1,2,x\n1,2,3\n", "rows.csv:2: c: 'x' is not a number\n"),
    ("a,b,c\n1,2,3\n1,2,\n", "rows.csv:3: c: '' is not a number\n"),
    ("a,b,c\n", "rows.csv: no rows"),
    ("a,b,c\n1,2,3\n2,1,1e39\n", "1e+39 is too large for single floats"),
    ("a;b;c\n1;2;3,000\n1;2;4,000\n", "add --decimal . or --decimal ,"),
    ("", "rows.csv"),
])
def test_rows_that_are_none_are_refused(text, word, saved, capsys):
    Path("rows.csv").write_text(text)
    line = refused(["model.json", "--to", "c", "--int8", "--rows", "rows.csv", "-o", "net.h"],
                   capsys, ["model.json", "rows.csv"])
    assert word in line


def test_what_8_bits_cost_is_told_beside_the_source(saved, capsys):
    exported.save_rows("rows.csv", rows_for(saved, 30))
    assert export.main(["model.json", "--to", "c", "--int8", "--rows", "rows.csv"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("// Made by neuron.py") and "move" not in said.out
    assert re.fullmatch(r"8 bits and single floats move the outputs of 30 rows by [0-9.e-]+ on "
                        r"average, [0-9.e-]+ at most; \d of them are answered otherwise "
                        r"\(of rows.csv, all its columns\)\n", said.err)


def test_rows_may_be_written_in_another_way(saved, capsys):
    rows = rows_for(saved, 30)
    exported.save_rows("rows.csv", rows)
    lines = [" ".join(map(repr, row)) for row in [["a", "b", "c"]] + rows]
    Path("other.csv").write_text("\n".join(lines).replace("'", "").replace(".", ","))
    command = ["model.json", "--to", "c", "--int8", "--rows"]
    assert export.main(command + ["rows.csv"]) == 0
    wanted = capsys.readouterr()
    assert export.main(command + ["other.csv"]) == 2
    capsys.readouterr()
    assert export.main(command + ["other.csv", "--delimiter", "blank", "--decimal", ","]) == 0
    assert capsys.readouterr() == (wanted.out, wanted.err.replace("rows.csv", "other.csv"))


def learned(text, *options):
    """Let csv_model learn some epochs of a table, saved as model.json and its columns."""
    Path("data.csv").write_text(text, encoding="utf-8")
    assert csv_model.main(["train", "data.csv", "--save", "model.json", "--epochs", "20",
                           "--starts", "1", "--hidden", "2", *options]) == 0


def test_rows_of_a_model_of_csv_model_are_read_as_the_options_say(saved, capsys):
    dates = ["2024-%02d-%02d" % (month, day) for month in range(1, 6) for day in range(1, 29)]
    learned("day;y\n" + "".join(["%s;%d,5\n" % (date, k % 7) for k, date in enumerate(dates)]),
            "--target", "y")
    Path("rows.csv").write_text("day;y\n1/2/2024;1\n3/1/2024;2\n2/5/2024;2\n")
    command = ["model.json", "--to", "c", "--int8", "--rows", "rows.csv"]
    capsys.readouterr()
    assert export.main(command) == 2
    assert "add --day-first or --month-first" in capsys.readouterr().err
    assert export.main(command + ["--day-first", "--delimiter", "tab"]) == 2
    assert "no column is named 'day'" in capsys.readouterr().err
    for option in ("--day-first", "--month-first"):
        assert export.main(command + [option]) == 0


def test_a_file_of_somebody_else_is_never_replaced(saved, capsys):
    for to, path, mine in (("python", "mine.py", "mine.py"), ("c", "mine.h", "mine.h"),
                           ("javascript", "mine.js", "mine.js"),
                           ("javascript", "mine.js", "mine.d.ts")):
        Path(mine).write_text("mine")
        line = refused(["model.json", "--to", to, "-o", path], capsys, ["model.json", mine])
        assert mine + " is there already" in line
        assert Path(mine).read_text() == "mine"
        os.remove(mine)


def test_an_activation_of_ones_own_is_refused_by_name(saved, capsys):
    def cube(z):
        return z * z * z

    own = neuron.Activation(cube, lambda z, y: 3 * z * z)
    net = neuron.Network(2, 2, 1, activation=["tanh", own])
    net.save("model.json")
    line = refused(["model.json", "--to", "c"], capsys)
    assert "layer 1 has an activation of your own, cube." in line and "gaussian" in line
    with pytest.raises(ValueError, match="layer 1 has an activation of your own, cube"):
        plan.Plan(net)
    Path("model.json").write_text(Path("model.json").read_text().replace("cube", "x*/\\nint y;"))
    assert "x\\u002a\\u002f\\u000aint y;" in refused(["model.json", "--to", "c"], capsys)


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not JSON", "\x00"])
def test_what_is_no_model_is_refused(text, saved, capsys):
    Path("model.json").write_text(text)
    assert "model.json is no saved model" in refused(["model.json", "--to", "c"], capsys)


def test_a_model_of_neuron_py_0_1_is_told_how_to_convert(saved, capsys):
    Path("model.json").write_text('{"format": "neuron.py 1, Network", "inputs": 2, "layers": []}')
    assert "convert" in refused(["model.json", "--to", "c"], capsys)


def test_columns_that_do_not_belong_to_the_model_are_refused(saved, capsys):
    Path("model.columns.json").write_text("{}")
    assert "model.columns.json" in refused(["model.json", "--to", "c"], capsys,
                                           ["model.json", "model.columns.json"])


def test_a_folded_model_is_trained_with_rows_to_scale_by_alone(saved, capsys):
    exported.save_rows("rows.csv", rows_for(saved, 30))
    files = ["model.json", "rows.csv"]
    assert "are not folded in" in refused(
        ["model.json", "--to", "c", "--train", "--rows", "rows.csv"], capsys, files)
    saved.fold([1, 2, 3], [4, 5, 6])
    saved.save("model.json")
    assert "Give rows like those" in refused(["model.json", "--to", "c", "--train"], capsys, files)
    assert export.main(["model.json", "--to", "c"]) == 0
    assert export.main(["model.json", "--to", "c", "--train", "--rows", "rows.csv"]) == 0
    assert capsys.readouterr().err == (
        "learn() scales by 30 rows (of rows.csv, all its columns)\n")


def test_weights_too_large_for_single_floats_are_refused(saved, capsys):
    saved.set_parameters([1e39] * len(saved.parameters()))
    saved.save("model.json")
    assert "too large for single floats" in refused(["model.json", "--to", "c", "--float"], capsys)


def test_the_reader_of_a_pipe_may_have_seen_enough(saved):
    neuron.Network(200, 200, 1).save("model.json")
    with subprocess.Popen([sys.executable, TOP / "examples" / "export", "model.json", "--to", "c"], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout.readline().startswith("// Made by neuron.py")
        program.stdout.close()
        assert program.stderr.read() == ""


def shell(command):
    """Run the command with its streams as a shell sets them, such as >&-."""
    line = "%s -m examples.export %s" % (shlex.quote(sys.executable), command)
    environment = dict(os.environ, PYTHONPATH=str(TOP), PYTHONUNBUFFERED="")
    return subprocess.run(["/bin/sh", "-c", line], env=environment, text=True, capture_output=True)


def test_where_standard_output_is_closed_a_file_is_written_all_the_same(saved):
    done = shell("model.json --to c -o net.h >&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert Path("net.h").read_text() == c.source(plan.Plan(saved, "net"))
    done = shell("model.json --to c >&-")
    assert (done.returncode, done.stderr) == (
        2, "export: standard output is closed: name a file to write: -o FILE\n")


def test_where_standard_error_is_closed_the_source_holds_nothing_else(saved):
    exported.save_rows("rows.csv", rows_for(saved, 30))
    command = "model.json --to c --int8 --rows rows.csv"
    wanted = shell(command)
    done = shell(command + " 2>&-")
    assert (done.returncode, done.stdout) == (0, wanted.stdout) and "8 bits" in wanted.stderr
    done = shell("none.json --to c 2>&-")
    assert (done.returncode, done.stdout) == (2, "")


def test_rows_from_a_standard_input_that_is_closed_are_refused(saved):
    done = shell("model.json --to c --int8 --rows - <&-")
    assert (done.returncode, done.stderr) == (2, "export: --rows -: standard input is closed\n")


@pytest.mark.parametrize("units", [2, 100])  # printed in one piece, and in several
def test_a_full_disk_is_not_blamed_on_the_model(units, saved):
    need(os.path.exists("/dev/full"), "there is no /dev/full")
    neuron.Network(3, units, 1).save("model.json")
    for output in ("", " -o net.js"):
        done = shell("model.json --to javascript%s >/dev/full" % output)
        assert (done.returncode, done.stderr) == (
            2, "export: standard output: No space left on device\n")
    assert sorted(os.listdir()) == ["model.json", "net.d.ts", "net.js"]
    assert shell("none.json --to c 2>/dev/full").returncode == 2


# --- Bad rows ------------------------------------------------------------------------------

@pytest.mark.parametrize("model", [neuron.Neuron(3), neuron.Network(3, 2, 2)])
def test_python_refuses_rows_and_targets_that_do_not_fit(model):
    scope = {}
    exec(python.source(plan.Plan(model), train=True), scope)
    before = list(scope["W"])
    target = 1 if model.sizes[-1] == 1 else [1, 0]
    for row in ([1, 2], [1, 2, 3, 4], []):
        with pytest.raises(ValueError, match="a row has 3 numbers"):
            scope["predict"](row)
        with pytest.raises(ValueError, match="a row has 3 numbers"):
            scope["learn"](row, target, 0.1)
    for row in ("abc", [None] * 3, 7, None):
        with pytest.raises(TypeError):
            scope["predict"](row)
    for wrong in ([1], "1", None, [1, 2, 3]):
        with pytest.raises((TypeError, ValueError)):
            scope["learn"]([1, 2, 3], wrong, 0.1)
    assert list(scope["W"]) == before


BAD = """
import { predict, learn, weights } from "./m.mjs";
const before = weights.join();
for (const row of [[], [1, 2], [1, 2, 3, 4], [1, 2, NaN], [1, 2, Infinity], [1, 2, "3"],
                   [1, 2, null], "abc", null, undefined, 7, {}]) {
  for (const call of [() => predict(row), () => learn(row, [0, 1], 0.1)]) {
    try {
      call();
      console.log("answered", row);
    } catch (error) {
      if (!(error instanceof RangeError)) console.log(error);
    }
  }
}
for (const [target, rate] of [[[1], 0.1], [[1, NaN], 0.1], [1, 0.1], [[1, 0], NaN], [[1, 0]]]) {
  try {
    learn([1, 2, 3], target, rate);
    console.log("learned", target, rate);
  } catch (error) {
    if (!(error instanceof RangeError)) console.log(error);
  }
}
console.log(weights.join() === before, predict(new Float32Array([1, 2, 3])).length);
"""


def test_javascript_refuses_what_is_no_row(tmp_path):
    need(program("node"), "no node is installed")
    (tmp_path / "m.mjs").write_text(javascript.source(plan.Plan(neuron.Network(3, 2, 2)), True))
    (tmp_path / "bad.mjs").write_text(BAD)
    assert exported.checked([program("node"), "bad.mjs"], cwd=tmp_path) == "true 2\n"


TYPED = """
import { predict, learn, weights } from "./net.mjs";
import { predict as one, learn as learnOne } from "./one.mjs";
const outputs: number[] = predict(new Float32Array(3));
const loss: number = learn([1, 2, 3], outputs, 0.1);
const output: number = one([1, 2, 3]);
learnOne([1, 2, 3], output, 0.1);
export const saved: [Float64Array, number] = [weights, loss];
// @ts-expect-error
predict("abc", 2);
// @ts-expect-error
learnOne([1, 2, 3], [1], 0.1);
"""


@pytest.mark.slow
def test_typescript_knows_the_types(saved, tmp_path):
    need(program("node") and modules("typescript"), "node and typescript are not installed")
    neuron.Network(3, 2, 2).save("net.json")
    neuron.Neuron(3).save("one.json")
    for name in ("net", "one"):
        assert export.main([name + ".json", "--to", "javascript", "--train",
                            "-o", name + ".mjs"]) == 0
    Path("typed.ts").write_text(TYPED)
    exported.checked([program("node"), modules("typescript") + "/typescript/bin/tsc", "--noEmit",
                      "--strict", "--target", "es2022", "--module", "nodenext", "typed.ts"])


# --- Names from outside --------------------------------------------------------------------

HOSTILE = ["*/ int x; /*", "ends with \\", "?" "?/", "line\nimport os", "\r\u2028\u2029\x00\x1b[2J",
           '"""', "'''", "</script><script>", "<!--", "-->", "//# sourceMappingURL=x",
           "# coding: x", "vim: set x:", "\u202e\u2066 reversed", "\ud800", "`${1}`", "#include <x>",
           "%s {0} $f", "Gr\xf6\xdfe", "\u05d0\u05d1", "@import('x')", "x" * 500]


def hostile_columns():
    """Return columns, as csv_model saves them, with names that would do harm."""
    inputs = [{"name": name, "place": k, "kind": "number", "unit": name[::-1], "mean": 0.0,
               "deviation": 1.0} for k, name in enumerate(HOSTILE)]
    inputs.append({"name": "town", "place": len(inputs), "kind": "category", "labels": HOSTILE})
    inputs.append({"name": "when", "place": len(inputs), "kind": "date", "form": "%Y-%m-%d",
                   "mean": 0.0, "deviation": 1.0})
    target = {"name": HOSTILE[0], "place": len(inputs), "unit": HOSTILE[3], "classes": HOSTILE,
              "usual": HOSTILE[0]}
    return {"format": files.FORMAT, "version": files.VERSION, "header": True, "width": len(inputs) + 1,
            "decimal": None, "inputs": inputs, "target": target, "warning": None, "judged": None,
            "importance": None}


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A model and columns of hostile names, in files."""
    monkeypatch.chdir(tmp_path)
    net = neuron.Network(2 * len(HOSTILE) + 1, len(HOSTILE))
    net.save("model.json")
    Path("model.columns.json").write_text(json.dumps(hostile_columns()))
    return net


@pytest.mark.parametrize("to, mark", [("python", "#"), ("c", "//"), ("javascript", "//")])
def test_names_from_outside_stay_in_comments(to, mark, hostile, capsys):
    texts = []
    for files in (2, 1):
        assert export.main(["model.json", "--to", to]) == 0
        texts.append(capsys.readouterr().out.split("\n"))
        if files == 2:
            os.remove("model.columns.json")
    named, plain = [[line for line in text if not line.startswith(mark)] for text in texts]
    assert named == plain
    notes = [line for line in texts[0] if line.startswith((mark + " input ", mark + " output "))]
    assert len(notes) == sum(hostile.sizes)
    assert mark + " input 18: Gr\xf6\xdfe, e\xdf\xf6rG (0 if missing)" in notes
    day = " input %d: when, days, 1 on 1 January of the year 1 (0 if missing)" % (2 * len(HOSTILE))
    assert mark + day in notes
    for line in notes:
        assert len(line) < 1000 and line.isprintable()
        assert not set(line.split(": ", 1)[1]) & set('*/"`<>?@#${}:\u05d0')


def test_compilers_and_runtimes_take_hostile_names(hostile, tmp_path):
    for to, path in (("python", "m.py"), ("c", "m.h"), ("javascript", "m.mjs")):
        assert export.main(["model.json", "--to", to, "-o", path]) == 0
    job = exported.Job(plan.Plan(hostile, "m"), rows_for(hostile, 2))
    wanted = [expected(hostile, job)]
    assert exported.in_python(tmp_path, [job], sys.executable) == wanted
    need(program("gcc"), "no gcc is installed")
    exported.accepted(tmp_path, ["m"], "gcc", exported.STRICT + ["-trigraphs"])
    close(exported.in_c(tmp_path, [job]), wanted, 1e-12)
    need(program("node"), "no node is installed")
    close(exported.in_node(tmp_path, [job]), wanted, 1e-12)


def test_any_text_becomes_a_comment_of_one_line():
    for point in [*range(0x3000), 0xfeff, 0xd800, 0xfffe, 0x1f600, 0xe0001]:
        text = words.tame("a%sb" % chr(point))
        assert text.isprintable() and text.encode("utf-8") and len(text.splitlines()) == 1


@pytest.mark.parametrize("path, name", [("my model.json", "my_model"), ("2.json", "model"),
                                        ("a/b/iris-3.h", "iris_3"), ("__.h", "model"),
                                        ("\xfcber.json", "ber"), ("n" * 99, "n" * 40)])
def test_a_name_is_made_from_that_of_the_file(path, name):
    assert words.checked(words.name_of(path)) == name


# --- What inputs and outputs are -------------------------------------------------------------

QUESTION = "How satisfied are you with the opening hours of our branch office in %s, overall"
LONG = "as people say who have been asked about it many a time and still like to say it"


def category(name, place, labels):
    """Return the description of a column of categories."""
    return {"name": name, "place": place, "kind": "category", "labels": labels}


def noted(classes, *inputs):
    """Return the notes of columns with these inputs and classes."""
    target = {"name": QUESTION % "any town", "unit": "kg", "classes": classes}
    return plan.notes_of({"inputs": inputs, "target": target})


def test_what_long_names_differ_in_is_never_cut():
    labels = ["rather", "very", "", LONG + " today", LONG + " again", "not " + LONG + " again"]
    towns = ["Rome", "Paris", "%s, no, let us say in %s" % ("Saint-" * 9, "Saint-" * 9)]
    notes = noted(["no", "perhaps", "yes"], *[
        category(QUESTION % town, place, labels) for place, town in enumerate(towns)])
    texts = [note.partition(": ")[2] for note in notes]
    assert len(set(texts)) == len(texts) == 3 * 6 + 3 + 1
    assert all(text.endswith(" = %s, 1 or 0" % label) for text, label in zip(
        texts, ["rather", "very", "(missing)"]))
    assert max(map(len, texts)) < 200


def test_what_would_read_like_another_one_stays_whole():
    names = ["a" * 40 + letter + "b" * 40 for letter in "xy"] + ["c" * 90]
    assert words.told_apart(names) == names[:2] + ["c" * 30 + " ... " + "c" * 30]


def test_notes_tell_what_stands_for_a_missing_number():
    number = {"name": "b", "kind": "number", "unit": "kg", "mean": 53.25}
    day = {"name": "day", "kind": "date", "form": "%Y-%m-%d", "mean": 739019.36}
    time = {"name": "time", "kind": "date", "form": "time", "mean": 12.5}
    assert noted(None, number, dict(number, unit=""), day, time)[:4] == [
        "input 0: b, kg (53.25 if missing)", "input 1: b (53.25 if missing)",
        "input 2: day, days, 1 on 1 January of the year 1 (739019.36 if missing)",
        "input 3: time, hours since midnight (12.5 if missing)"]


@pytest.mark.parametrize("to", ["python", "c", "javascript"])
def test_a_source_tells_how_its_outputs_become_probabilities(to, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for labels in (["no", "yes"], ["no", "perhaps", "yes"]):
        learned("x,answer\n" + "".join(["%d,%s\n" % (k % 13, labels[k % len(labels)])
                                       for k in range(60)]), "--target", "answer")
        capsys.readouterr()
        assert export.main(["model.json", "--to", to]) == 0
        last = capsys.readouterr().out
        if len(labels) == 2:
            assert " output 0: answer = yes\n" in last and (
                " Output 0 is the probability of yes, 1 - output 0 that of no.\n" in last)
        else:
            assert (" The largest output is the answer. Divided by the sum of all, they are "
                    "probabilities.\n") in last
    assert noted(None) == ["output 0: %s, kg" % words.tame(QUESTION % "any town")]


# --- The README ----------------------------------------------------------------------------

def blocks(language):
    """Return the blocks of a language in the README."""
    return re.findall("```%s\n(.*?)```" % language, README, re.S)


@pytest.mark.slow
def test_a_network_of_scikit_learn_goes_the_same_way(tmp_path, monkeypatch):
    need(importlib.util.find_spec("sklearn"), "scikit-learn is not installed")
    monkeypatch.chdir(tmp_path)
    code, = [block for block in blocks("python") if "sklearn" in block]
    rows = [[r % 7, r % 5] for r in range(60)]
    scope = {"rows": rows, "targets": [row[0] - row[1] for row in rows]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it has not converged matters little here
        exec(code, scope)
    assert export.main(["model.json", "--to", "python", "-o", "model.py"]) == 0
    job = exported.Job(plan.Plan(scope["net"], "model"), rows)
    (outputs, _, _), = exported.in_python(tmp_path, [job], sys.executable)
    assert [y for y, in outputs] == pytest.approx(list(scope["mlp"].predict(rows)), rel=1e-9)


@pytest.fixture
def followed(tmp_path, monkeypatch):
    """The folder in which the README's commands were given, on a Neuron of 3 inputs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    neuron.Neuron(3).save("model.json")
    commands = re.findall(r"^    python3 -m examples\.(\w+) (.*)$", README, re.M)
    assert len(commands) == 6
    for module, arguments in commands:
        arguments = arguments.replace("examples/data", str(DATA)).split()
        assert {"csv_model": csv_model, "export": export}[module].main(arguments) == 0
    yield tmp_path
    sys.modules.pop("model", None)
    sys.modules.pop("iris", None)


def test_the_readmes_commands_and_python_work(followed):
    for code in blocks("python")[:2]:
        exec(code, {})
    assert Path("weights.bin").stat().st_size == 16


def test_the_readmes_c_works(followed):
    need(program("gcc"), "no gcc is installed")
    code, = blocks("c")
    head, body = code.split("\n", 1)
    Path("main.c").write_text('#include <stdio.h>\n%s\nint main(void) {%s printf("%%.17g", '
                              "outputs[0]); return 0;}" % (head, body))
    exported.checked([program("gcc"), "main.c", "-o", "main", "-lm"])
    answer = float(exported.checked(["./main"]))
    assert answer == pytest.approx(neuron.load("iris.json")([5.1, 3.5, 1.4, 0.2])[0], rel=1e-12)


def test_the_readmes_javascript_works(followed):
    need(program("node"), "no node is installed")
    code, = blocks("js")
    Path("package.json").write_text('{"type": "module"}')
    Path("main.js").write_text(re.sub(r"^predict\((.*)\);.*", r"console.log(predict(\1)[0]);", code,
                                      flags=re.M))
    answer = float(exported.checked([program("node"), "main.js"]))
    assert answer == pytest.approx(neuron.load("iris.json")([5.1, 3.5, 1.4, 0.2])[0], rel=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["cancer", "digits"])
def test_the_readmes_sizes_are_as_measured(name, tmp_path):
    need(program("arm-none-eabi-gcc"), "arm-none-eabi-gcc is not installed")
    shape = "-".join(map(str, sizes.SHAPES[name]))
    line, = re.findall(r"^\| %s \|(.* \(.*)" % shape, README, re.M)
    promised = [int(size.replace(",", "")) for size in re.findall("([0-9,]+) [(]", line)]
    found = [size for size, _ in sizes.ours(tmp_path, name, sizes.models()[name])]
    assert found == pytest.approx(promised[:3], rel=0.1)  # compilers differ
    assert found[2] < found[1] < found[0]


def test_where_other_libraries_are_missing_the_table_of_sizes_says_so():
    need(program("arm-none-eabi-gcc"), "arm-none-eabi-gcc is not installed")
    done = subprocess.run([sys.executable, "-m", "tests.tools.sizes", "/bin/false"], cwd=TOP,
                          capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "/bin/false has no emlearn, m2cgen and scikit-learn" in done.stderr
