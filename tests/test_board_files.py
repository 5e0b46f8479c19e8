"""The core that is cut from neuron.py, and neuron.py imported by parts, are the real thing."""

import importlib.util
import os
import shutil
import struct
import subprocess
import sys
import warnings

import pytest

import neuron
from examples.board import core
from tests.tools.extras import need
from tests.tools.runtimes import LIBRARY, program

SOURCE = LIBRARY.read_text(encoding="utf-8")
BOARD = LIBRARY.parent / "examples" / "board"
README = (BOARD / "README.md").read_text(encoding="utf-8")
ROWS = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]]
TARGETS = [0, 1, 1, 0]


def imported(path, name):
    """Return the module in a file."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def text():
    return core.core(SOURCE)


@pytest.fixture(scope="module")
def cut(text, tmp_path_factory):
    """The core as a module."""
    path = tmp_path_factory.mktemp("core") / "neuron_core.py"
    path.write_text(text)
    return imported(path, "neuron_core")


# --- The core -----------------------------------------------------------------------------


def test_each_line_of_the_core_stands_in_neuron_py(text):
    lines = {line.strip() for line in SOURCE.splitlines()}
    header, code = text.split('"""\n', 1)
    assert [line for line in code.splitlines() if line.strip() not in lines] == []
    assert len(code.splitlines()) > 300


@pytest.mark.parametrize("options", [
    {}, {"momentum": 0.5}, {"learning_rate": "rprop"}, {"batch_size": 1}, {"batch_size": 3},
    {"learning_rate": 0.3, "batch_size": 1, "momentum": 0.9}, {"until": 0.2},
    {"batch_size": 1, "shuffle": 7}, {"batch_size": 3, "shuffle": 0},
    {"loss": "cross_entropy"}, {"loss": "cross_entropy", "learning_rate": "rprop"}])
@pytest.mark.parametrize("activation", list(neuron.ACTIVATIONS))
def test_the_core_trains_to_the_bits_of_neuron_py(activation, options, cut):
    results = []
    for module in (neuron, cut):
        n = module.Neuron(3, bias=None, seed=1)
        net = module.Network(3, 4, 2, activation=[activation, "sigmoid"], seed=2, scale=0.7)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            losses = [n.train(ROWS, TARGETS, 30, **options),
                      net.train(ROWS, [[t, 1 - t] for t in TARGETS], 20, **options)]
        numbers = losses + n.parameters() + net.parameters() + [n([1, 0, 0])] + net([1, 0, 0])
        numbers += n.predict(ROWS) + sum(net.predict(ROWS), [])
        results.append(struct.pack("%dd" % len(numbers), *numbers))
    assert results[0] == results[1]


@pytest.mark.parametrize("make", [
    lambda: neuron.Network(3, 4, 2, activation=["tanh", "identity"]),
    lambda: neuron.Network(2, 1, bias=None), lambda: neuron.Neuron(3, "relu")])
def test_the_core_loads_what_neuron_py_saved(make, cut, tmp_path):
    model = make()
    model.save(tmp_path / "model")
    loaded = cut.load(str(tmp_path / "model"))
    row = [0.3] * model.sizes[0]
    assert (type(loaded).__name__, loaded(row)) == (type(model).__name__, model(row))
    assert loaded.parameters() == model.parameters()


@pytest.mark.parametrize("method", ["train", "training"])
def test_the_core_does_not_train_a_folded_model_and_says_so(method, cut, tmp_path):
    model = neuron.Neuron(3)
    model.fold([1, 2, 3], [4, 5, 6])
    model.save(tmp_path / "model")
    loaded = cut.load(str(tmp_path / "model"))
    with pytest.raises(ValueError, match="the model is folded already"):
        getattr(loaded, method)(ROWS, TARGETS)
    assert loaded.parameters() == model.parameters()


def test_the_core_says_that_a_board_has_no_json_to_load_with(cut, tmp_path, monkeypatch):
    neuron.Neuron(3).save(tmp_path / "model")
    monkeypatch.setitem(sys.modules, "json", None)
    with pytest.raises(ImportError, match="this board has no json"):
        cut.load(str(tmp_path / "model"))


@pytest.mark.parametrize("call, words", [
    (lambda m: m.Network(2, 1)([1, 2, 3]), "row must be a list of 2"),
    (lambda m: m.Neuron(3)([1, 2]), "row must be a list of 3"),
    (lambda m: m.Network(2, 1, activation="sine"), "activation must be one of"),
    (lambda m: m.Neuron(3).train(ROWS, TARGETS[:2]), "need rows and as many targets, not 4 and 2"),
    (lambda m: m.Neuron(3).train(ROWS, TARGETS, loss="absolute"), "loss must be squared"),
])
def test_the_core_refuses_what_does_not_fit_in_the_words_of_neuron_py(call, words, cut):
    for module in (neuron, cut):
        with pytest.raises(ValueError, match=words):
            call(module)


def test_a_training_of_the_core_that_diverges_says_so_and_keeps_finite_weights(cut):
    net = cut.Network(1, 3, 1, activation="identity")
    with pytest.raises(ArithmeticError, match="infinite or NaN"):
        net.train([[1000], [2000]], [[1], [2]], 1000, learning_rate=1)
    assert all(abs(weight) < 1e308 for weight in net.parameters())


@pytest.mark.parametrize("old, new, words", [
    ("def _rprop(", "def _resilient(", "it has no _rprop"),
    ("        now = self._now", "        there = self._now", "_train has no line"),
    ("def _fit(", "def _fitting(", "it has no _fit"),
])
def test_a_core_that_neuron_py_has_outgrown_is_refused_by_name(old, new, words):
    assert SOURCE.count(old) >= 1
    with pytest.raises(SystemExit) as ended:
        core.core(SOURCE.replace(old, new))
    assert words in str(ended.value) and "TAKEN" in str(ended.value)


@pytest.mark.parametrize("name", ["access", "q_learning", "sensor"])
def test_a_program_runs_with_the_core_if_the_readme_says_that_the_core_is_enough(
        name, text, tmp_path):
    rows = [[cell.strip() for cell in line.split("|")] for line in README.splitlines()]
    needs = [row[2] for row in rows if row[1:2] == ["[%s.py](%s.py)" % (name, name)]]
    (tmp_path / "neuron.py").write_text(text)
    shutil.copy(BOARD / (name + ".py"), tmp_path)
    done = subprocess.run([sys.executable, name + ".py"], cwd=tmp_path, capture_output=True)
    assert needs == ["neuron.py" if done.returncode else "the core"]


def made(*arguments):
    return subprocess.run([sys.executable, "-m", "examples.board.core", *arguments],
                          cwd=LIBRARY.parent, capture_output=True, text=True)


def test_the_core_is_written_where_it_is_told_to_be(text, tmp_path):
    done = made("-o", str(tmp_path / "neuron_core.py"))
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "neuron_core.py").read_bytes() == text.encode()
    assert "%d bytes" % len(text) in done.stdout


@pytest.mark.parametrize("path", [str(LIBRARY), "no/such/folder/neuron_core.py"])
def test_a_core_that_cannot_be_written_leaves_neuron_py_as_it_is(path):
    done = made("-o", path)
    assert done.returncode == 2 and os.path.basename(path) in done.stderr.splitlines()[-1]
    assert LIBRARY.read_text(encoding="utf-8") == SOURCE


# --- By parts -------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path):
    """A folder with neuron.py and the loader."""
    shutil.copy(LIBRARY, tmp_path)
    shutil.copy(BOARD / "neuron_by_parts.py", tmp_path)
    return tmp_path


COMPARED = """
import neuron_by_parts, neuron, importlib.util
spec = importlib.util.spec_from_file_location("whole", neuron.__file__)
whole = importlib.util.module_from_spec(spec)
spec.loader.exec_module(whole)
for name, value in vars(whole).items():
    assert type(getattr(neuron, name)) is type(value), name
    if isinstance(value, type):
        for part in vars(value):
            assert type(vars(getattr(neuron, name)).get(part)) is type(vars(value)[part]), part
        assert [b.__name__ for b in getattr(neuron, name).__bases__] == [
            b.__name__ for b in value.__bases__]
assert neuron.Neuron.__doc__.split() == whole.Neuron.__doc__.split()
print("equal")
"""


def test_neuron_py_by_parts_has_all_that_neuron_py_has(place):
    (place / "job.py").write_text(COMPARED)
    done = subprocess.run([sys.executable, "job.py"], cwd=place, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("equal\n", "")


def run(name, code, folder):
    """Run code on a Python in a folder; return the process that ended."""
    python = sys.executable if name == "python" else program(name)
    need(python, "no %s is installed" % name)
    (folder / "job.py").write_text(code)
    return subprocess.run([python, "job.py"], cwd=folder, capture_output=True, text=True)


RUNTIMES = pytest.mark.parametrize("name", ["micropython", "python"])


@RUNTIMES
def test_neuron_py_with_the_line_ends_of_windows_is_imported_by_parts(name, place):
    (place / "neuron.py").write_bytes(SOURCE.replace("\n", "\r\n").encode())
    done = run(name, "import neuron_by_parts, neuron\nprint(neuron.Neuron(3).sizes)", place)
    assert (done.stdout, done.stderr) == ("[3, 1]\n", "")


CONTINUED = """
try:
    import nothing_of_this_name
except ImportError:
    found = []
else:
    found = None
finally:
    found += ["top"]


class Base(object):  # a class: with words behind it
    if False:
        pass
    elif not found:
        pass
    else:
        found.append("class")


class Last(Base):
    try:
        last = nothing_of_this_name
    except NameError:
        found.append("last")
"""


@RUNTIMES
def test_a_part_does_not_end_before_else_elif_except_or_finally(name, place):
    (place / "neuron.py").write_text(CONTINUED)
    done = run(name, "import neuron_by_parts, neuron\nprint(neuron.found, neuron.Last())", place)
    assert done.stdout.startswith("['top', 'class', 'last'] <") and done.stderr == ""


@RUNTIMES
def test_by_parts_without_the_source_says_what_it_needs(name, place):
    (place / "neuron.py").rename(place / "neuron.mpy")
    done = run(name, "import neuron_by_parts", place)
    assert done.returncode == 1
    assert (done.stdout + done.stderr).splitlines()[-1] == (
        "ImportError: by parts needs neuron.py as source beside it; "
        "with neuron.mpy leave this import out")


@pytest.mark.slow
@RUNTIMES
def test_neuron_py_by_parts_passes_the_tests_for_every_runtime(name, place):
    portable = (LIBRARY.parent / "tests" / "portable.py").read_text(encoding="utf-8")
    done = run(name, "import neuron_by_parts\n" + portable, place)
    assert done.stdout.splitlines()[-1:] == ["portable: passed"], done.stdout + done.stderr


JOB = """
import neuron
n = neuron.Neuron(3, bias=None, seed=1)
n.train([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], 300)
print(list(n.parameters()))
"""


def trained(code, heap, folder):
    """Run code on MicroPython with so much heap; return what it printed, or MemoryError."""
    need(program("micropython"), "micropython is not installed")
    (folder / "job.py").write_text(code)
    done = subprocess.run([program("micropython"), "-X", "heapsize=%dk" % heap, "job.py"],
                          cwd=folder, capture_output=True, text=True)
    if done.returncode and "MemoryError" in done.stdout + done.stderr:
        return "MemoryError"
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# A board needs two thirds of the heap that the 64-bit port needs.
@pytest.mark.parametrize("is_core, whole, parts", [(False, 300, 140), (True, 85, 55)])
def test_by_parts_the_same_bits_take_half_the_heap(is_core, whole, parts, text, place):
    if is_core:
        (place / "neuron.py").write_text(text)
    n = neuron.Neuron(3, bias=None, seed=1)
    n.train(ROWS, TARGETS, 300)
    assert trained("import neuron_by_parts" + JOB, parts, place) == "%s\n" % n.parameters()
    assert trained(JOB, whole, place) == "MemoryError"
