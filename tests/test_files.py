"""A saved model comes back as it was, on every Python; a file that is no model is refused."""

import ast
import copy
import errno
import functools
import json
import os
import pickle
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import neuron
from neuron import ACTIVATIONS, Activation, Network, Neuron, load, uniform
from tests.tools import runtimes
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
    assert len(model.layers) == len(other.layers) and bits(model) == bits(other)


def with_extremes(model):
    """Put the extreme numbers among the parameters of the first layer."""
    for i, value in enumerate(EXTREMES):
        model.layers[0].weights[i % model.sizes[1]][i // model.sizes[1]] = value
    return model


def random_bits(model):
    """Let the weights be random among all floats, from the smallest to the largest."""
    draws = uniform(5)
    for layer in model.layers:
        for weights in layer.weights:
            for i in range(len(weights)):
                value = NAN
                while value * 0.0 != 0.0:
                    words = [int(next(draws) * 2**32) for half in range(2)]
                    value = struct.unpack("d", struct.pack("2I", *words))[0]
                weights[i] = value
    return model


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
        Network(2, *[2] * 7, activation=sorted(ACTIVATIONS)),
        with_extremes(Network(5, 4, 2)), with_extremes(Neuron(len(EXTREMES), "relu")),
        random_bits(Network(40, 12, 5, activation="tanh"))]


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


def no_constant(name):
    raise AssertionError(name + " is not JSON")


def test_the_file_is_json_in_ascii_with_a_line_for_each_unit():
    model = random_bits(Network(3, 4, 2, activation=["tanh", "sigmoid"]))
    model.layers[1].biases = None
    model.save(FILE)
    text = Path(FILE).read_bytes().decode("ascii")
    assert json.loads(text, parse_constant=no_constant) == {
        "format": "neuron.py 1, Network", "inputs": 3, "layers": [
            {"activation": "tanh", "biases": [0.0] * 4, "weights": model.layers[0].weights},
            {"activation": "sigmoid", "biases": None, "weights": model.layers[1].weights}]}
    units = [line for line in text.splitlines() if line.startswith("[")]
    assert text.endswith("}\n") and len(text.splitlines()) == 1 + (1 + 4) + (1 + 2)
    for line, weights in zip(units, model.layers[0].weights + model.layers[1].weights):
        assert json.loads(line[:line.index("]") + 1]) == weights


def test_a_path_is_a_string_or_a_path_in_this_folder_or_another(folder):
    Path("a folder, é %s").mkdir()
    for seed, path in enumerate((FILE, "./" + FILE, folder / FILE, str(folder / FILE),
                                 "a folder, é %s/a model")):
        model = Neuron(2, seed=seed)
        model.save(path)
        assert_same(load(path), model)
    assert sorted(os.listdir()) == ["a folder, é %s", FILE]


def test_a_subclass_of_ours_is_saved_as_what_it_is():
    class Own(Network):
        pass

    class OwnNeuron(Neuron):
        pass

    Own(2, 1).save(FILE)
    assert type(load(FILE)) is Network
    OwnNeuron(2).save(FILE)
    assert type(load(FILE)) is Neuron


# --- Activations of one's own ------------------------------------------------------------

def cube(z):
    return z * z * z


CUBE = Activation(cube, lambda z, y: 3.0 * z * z)


def test_an_own_activation_is_saved_by_its_functions_name_and_given_to_load():
    model = Network(2, 3, 1, activation=[CUBE, "tanh"])
    model.save(FILE)
    assert '"activation": "cube"' in Path(FILE).read_text()
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


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))],
                         ids=["deepcopy", "pickle"])
def test_a_copied_model_answers_trains_and_is_saved_like_the_first(copied):
    model = Network(2, *[2] * 7, activation=sorted(ACTIVATIONS))
    twin = copied(model)
    assert repr(twin) == repr(model) and twin([0.5, 1.0]) == model([0.5, 1.0])
    for net in (model, twin):
        net.train([[0, 1], [1, 1]], [[1, 0], [0, 1]], 500, learning_rate=0.01)
    twin.save(FILE)
    assert_same(load(FILE), model)


@pytest.mark.parametrize("biases", [[], (), None])
def test_a_model_whose_biases_were_taken_away_comes_back(biases):
    model = Network(2, 3, 1)
    model.layers[0].biases = biases
    model.save(FILE)
    assert bits(load(FILE)) == bits(model) and load(FILE).layers[0].biases is None


def test_two_own_activations_of_one_name_are_not_saved():
    two = [Activation(lambda z: z, lambda z, y: 1.0), Activation(lambda z: 2 * z, lambda z, y: 2.0)]
    assert_not_saved(ValueError, Network(2, 3, 1, activation=two))
    Network(2, 3, 1, activation=two[0]).save(FILE)
    assert_same(load(FILE, {"<lambda>": two[0]}), Network(2, 3, 1, activation=two[0]))


@pytest.mark.parametrize("name", ["cubic", "[[", "], [", '"', "é"])
def test_a_registered_activation_is_saved_by_its_name(monkeypatch, name):
    monkeypatch.setitem(ACTIVATIONS, name, CUBE)
    model = Network(2, 2, activation=name)
    model.save(FILE)
    assert_same(load(FILE), model)


def test_an_activation_may_be_named_by_load_and_a_callable_without_a_name_saved():
    nameless = Activation(functools.partial(max, 0.0), lambda z, y: 1.0)
    Neuron(2, nameless).save(FILE)
    name = json.loads(Path(FILE).read_text())["layers"][0]["activation"]
    assert load(FILE, {name: nameless}).layers[0].activation is nameless
    assert load(FILE, {name: "relu"}).layers[0].activation is ACTIVATIONS["relu"]


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


def nested(depth):
    """Return files with a deep nest in place of each field, and of a number."""
    nest = "[" * depth + "]" * depth
    text = ('{"format": %s, "inputs": %s, '
            '"layers": [{"activation": %s, "biases": %s, "weights": %s}]}')
    good = ['"neuron.py 1, Network"', "1", '"tanh"', "null", "[[1.0]]"]
    files = [text % tuple(good[:i] + [nest] + good[i + 1:]) for i in range(5)]
    files.append(text % tuple(good[:4] + ["[[%s]]" % nest]))
    files.append(nest)
    return files + [file.replace("[", '{"a": ').replace("]", "}").replace(": }", ": 1}")
                    for file in (nest, files[3], files[4])]


def refused_everywhere(depth):
    """Return texts that no Python takes for a model."""
    mixed(Network(2, 2, 1)).save(FILE)
    text = Path(FILE).read_text()
    os.remove(FILE)
    truncated = [text[:length] for length in range(0, len(text) - 1, 5)]
    inputs = [text.replace('"inputs": 2', '"inputs": ' + bad) for bad in (
        "3", "2.0", "-2", "4000000000", "null", '"2"', "[2]")]
    weights = [text.replace("[-1.0]", bad) for bad in (
        "[NaN]", "[Infinity]", "[1e999]", "[-1e999]", '["1"]', "[null]", "[[1]]", "[]", "{}",
        "[1, 1]")]
    assert text not in inputs + weights
    return truncated + inputs + weights + nested(100) + nested(depth)


@pytest.mark.parametrize("name", slow_in_javascript([
    "PyPy", "MicroPython", "MicroPython in WebAssembly", "CPython in WebAssembly, Pyodide"]))
def test_a_saved_model_goes_there_and_back_with_equal_bits(name):
    need(runtimes.RUNTIMES[name], "%s is not installed" % name)
    own = Activation(neuron.tanh, neuron.tanh)
    models = some_models() + [Neuron(2, own)]
    texts = []
    for model in models:
        model.save(FILE)
        texts.append(Path(FILE).read_text())
    # From 5000 on the parser of JSON itself breaks Pyodide: JavaScript's stack is all it has.
    bad = refused_everywhere(1000 if "Pyodide" in name else 5000)
    script = Path("exchange.py")
    script.write_text(EXCHANGE % (str(runtimes.LIBRARY.parent), texts, bad))
    command = runtimes.RUNTIMES[name][:-1] + [str(script)]
    process = subprocess.run(command, capture_output=True, text=True, timeout=300)
    lines = process.stdout.splitlines()
    assert process.returncode == 0, process.stderr[-2000:]
    for model in models:
        assert lines.pop(0) == "bits %r %s" % (
            model, struct.pack(">%dd" % len(model.parameters()), *model.parameters()).hex())
        Path(FILE).write_text(ast.literal_eval(lines.pop(0).replace("text ", "", 1)))
        assert_same(load(FILE, {"my tanh": own}), model)
    assert lines == ["refused %d" % len(bad)]


# --- Never half written ------------------------------------------------------------------

def save_in_turn(models):
    while True:
        for model in models:
            model.save(FILE)


@pytest.mark.slow
def test_a_process_that_is_killed_while_it_saves_leaves_a_whole_model():
    need(hasattr(os, "fork"), "only a system with fork starts 200 processes quickly")
    import multiprocessing

    models = [Network(40, 20, 5, seed=seed) for seed in (1, 2)]
    wanted = [bits(model) for model in models]
    models[0].save(FILE)
    draws = uniform(1)
    found = []
    for kill in range(200):
        process = multiprocessing.get_context("fork").Process(target=save_in_turn, args=(models,))
        process.start()
        time.sleep(0.03 * next(draws))
        process.kill()
        process.join()
        assert process.exitcode == -9
        found.append(wanted.index(bits(load(FILE))))
    assert 0 < sum(found) < 200  # both were saved, and some kill came
    assert len(os.listdir()) > 1  # while a new file did not yet have the old one's name


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


def assert_not_saved(error, model=None, path=FILE):
    """Check that to save raises the error, and that the folder stays as it was."""
    before = {name: Path(name).read_bytes() for name in os.listdir() if Path(name).is_file()}
    names = sorted(os.listdir())
    with pytest.raises(error):
        (model or Network(40, 20, 5)).save(path)
    assert sorted(os.listdir()) == names
    assert before == {name: Path(name).read_bytes() for name in before}


@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()], ids=repr)
def test_a_disk_or_a_user_that_stops_it_leaves_no_litter(monkeypatch, function, error):
    def fail(*arguments):
        raise error

    monkeypatch.setattr(os, function, fail)
    assert_not_saved(type(error))
    Path(FILE).write_text("the old file")
    assert_not_saved(type(error))


IN_A_PROCESS = """
import os, sys
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
    limit = ("import json, resource, signal\n"  # json, before no compiled module can be written
             "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
             "resource.setrlimit(resource.RLIMIT_FSIZE, (%d, %d))")
    for size in (0, 1, 4096, 8192, 10000):
        assert saved_in_a_process(limit % (size, size)) == str(errno.EFBIG)
        assert Path(FILE).read_text() == "the old file" and os.listdir() == [FILE]
    assert saved_in_a_process(limit % (100000, 100000)) == "saved"
    assert_same(load(FILE), Network(40, 20, 5))


def test_a_read_only_folder_keeps_the_old_file_and_has_no_litter(folder):
    need(hasattr(os, "getuid"), "only Unix has users to be nobody among")
    Path(FILE).write_text("the old file")
    folder.chmod(0o555)
    # Root may write anywhere, so be nobody; what save() imports may then be out of reach.
    condition = "import json\nos.getuid() or os.setuid(65534)"
    assert saved_in_a_process(condition) == str(errno.EACCES)
    folder.chmod(0o755)
    assert Path(FILE).read_text() == "the old file" and os.listdir() == [FILE]


def test_no_folder_a_folder_or_a_file_in_its_place_is_an_oserror():
    assert_not_saved(OSError, path="none/" + FILE)
    Path("file").write_text("")
    assert_not_saved(OSError, path="file/" + FILE)
    Path("folder").mkdir()
    Path("folder/inside").write_text("")
    assert_not_saved(OSError, path="folder")
    assert os.listdir("folder") == ["inside"]


@pytest.mark.parametrize("bad", [NAN, INFINITY, "1", None, 10**400])
def test_a_model_with_what_is_no_number_is_not_saved(bad):
    Neuron(2).save(FILE)
    model = Network(2, 2)
    model.layers[0].weights[1][0] = bad
    assert_not_saved(ValueError, model)
    model = Network(2, 2)
    model.layers[0].biases[1] = bad
    assert_not_saved(ValueError, model)


# --- What load() refuses -----------------------------------------------------------------

MISSING = object()
DOCUMENT = {
    "format": "neuron.py 1, Network", "inputs": 2, "layers": [
        {"activation": "tanh", "biases": [0.5, -0.5, 0.25],
         "weights": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]},
        {"activation": "sigmoid", "biases": None, "weights": [[1.0, -1.0, 0.5]]}]}


def refused(text, *words):
    """Check that load() raises a ValueError with one of the words, and leaves no trace."""
    Path(FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    registered = dict(ACTIVATIONS)
    with pytest.raises(ValueError) as caught:
        load(FILE)
    assert any(word in str(caught.value) for word in words), str(caught.value)[:1000]
    assert ACTIVATIONS == registered and os.listdir() == [FILE]


def changed(*steps):
    """Return the document's text with the value at a path of keys replaced, or taken away."""
    *keys, last, value = steps
    document = copy.deepcopy(DOCUMENT)
    place = document
    for key in keys:
        place = place[key]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return json.dumps(document)


def test_the_document_of_these_tests_is_a_model():
    Path(FILE).write_text(json.dumps(DOCUMENT))
    model = load(FILE)
    assert model.sizes == [2, 3, 1] and model.parameters() == [
        1.0, 2.0, 0.5, 3.0, 4.0, -0.5, 5.0, 6.0, 0.25, 1.0, -1.0, 0.5]


def test_no_file_is_an_oserror():
    with pytest.raises(OSError):
        load(FILE)
    assert os.listdir() == []


@pytest.mark.parametrize("model", [Neuron(2), mixed(Network(1, 2, 1))], ids=repr)
def test_a_file_truncated_at_any_byte(model):
    model.save(FILE)
    data = Path(FILE).read_bytes()
    for length in range(len(data) - 1):  # without its last newline it is whole
        refused(data[:length], FILE)


@pytest.mark.parametrize("text", [
    "", "\n", " ", "\0", "\0" * 1000, "neuron", "{", "}", "[", "{]", "nul", "'a'", "{'format': 1}",
    "NaN,", "import os", "\x80", "%", "<html>", '{"format": "neuron.py 1, Network"',
    json.dumps(DOCUMENT) + "}", json.dumps(DOCUMENT) * 2, b"\xff\xfe{}", b"\x80\x04\x95\x00",
    "{}".encode("utf-16"), b'{"format": "\xe9"}', b"PK\x03\x04"])
def test_what_is_not_json(text):
    refused(text, FILE)


@pytest.mark.parametrize("field, steps", [
    ("format", ["format"]), ("inputs", ["inputs"]), ("layers", ["layers"]),
    ("activation", ["layers", 0, "activation"]), ("biases", ["layers", 0, "biases"]),
    ("weights", ["layers", 0, "weights"]), ("biases", ["layers", 1, "biases"]),
    ("weights", ["layers", 1, "weights"])])
def test_a_missing_field_is_named(field, steps):
    refused(changed(*steps, MISSING), field)


@pytest.mark.parametrize("steps", [["extra"], ["layers", 0, "extra"], ["layers", 1, "extra"]])
def test_an_unknown_field_is_named(steps):
    refused(changed(*steps, 1), "extra")


@pytest.mark.parametrize("text", ["[]", "null", "3", '"format"', "true", "{}", "[[[]]]"])
def test_json_that_is_no_object_lacks_a_format(text):
    refused(text, "format")


@pytest.mark.parametrize("value", [
    1, None, [], {}, True, "", "neuron.py", "neuron.py 1", "neuron.py 2, Network",
    "neuron.py 1, Layer", "neuron.py 1, Activation", "neuron.py 1, network",
    "neuron.py 1, Network ", "Neuron", "\ud800"])
def test_a_format_other_than_ours(value):
    refused(changed("format", value), "format")


@pytest.mark.parametrize("value", [
    "2", 2.0, None, [2], {}, 0, -2, 2**32, 10**30, 1e999, NAN])
def test_inputs_that_are_no_count(value):
    refused(changed("inputs", value), "inputs")


@pytest.mark.parametrize("value", [1, 3, 2**31, 4000000000, 2**32 - 1])
def test_inputs_that_the_weights_do_not_fit(value):
    refused(changed("inputs", value), "inputs", "weights[0]")


@pytest.mark.parametrize("value", [None, {}, "layers", 3, [], {"0": 1}])
def test_layers_that_are_no_list_or_none_at_all(value):
    refused(changed("layers", value), "layers")


@pytest.mark.parametrize("value", [None, [], "tanh", 3, {}, [[1.0, 2.0]]])
def test_a_layer_that_is_no_object(value):
    refused(changed("layers", 0, value), "layers", "activation")
    refused(changed("layers", 1, value), "layers", "activation")


@pytest.mark.parametrize("value", [
    None, 1, [], {}, True, "", "tan", "Tanh", "exp", "dot", "exit", "lambda z: z", "__class__",
    "__import__('os').mkdir('ran')", "neuron.tanh"])
def test_an_activation_that_is_not_known(value):
    refused(changed("layers", 0, "activation", value), "activation")


NO_NUMBERS = [NAN, INFINITY, -INFINITY, "1", "", "nan", None, [1.0], [], {}, 10**400, -10**400]


@pytest.mark.parametrize("value", [
    1, "000", "", True, {}, {"0": 1, "1": 2, "2": 3}, [], [0.0], [0.0] * 2, [0.0] * 4, [[0.0] * 3],
    *[[0.0, 0.0, bad] for bad in NO_NUMBERS]])
def test_biases_that_are_not_a_number_for_each_unit(value):
    refused(changed("layers", 0, "biases", value), "biases")


@pytest.mark.parametrize("value", [None, 1, 0.5, "weights", True, {}, []])
def test_weights_that_are_no_list_of_units(value):
    refused(changed("layers", 1, "weights", value), "weights", "units")


@pytest.mark.parametrize("value", [
    None, 1, "12", "", True, {}, {"0": 1, "1": 2}, [], [1.0], [1.0] * 3, [[1.0, 2.0]],
    *[[1.0, bad] for bad in NO_NUMBERS]])
def test_a_units_weights_that_are_not_a_number_for_each_input(value):
    refused(changed("layers", 0, "weights", 1, value), "weights[1]")


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1e400", "9" * 400, "NaN", "-Infinity"])
def test_a_number_beyond_all_floats(number):
    refused(json.dumps(DOCUMENT).replace("6.0", number), "weights[2]")
    refused(json.dumps(DOCUMENT).replace("0.25", number), "biases")


@pytest.mark.parametrize("stray", ["0", "false", '""', "null", "{}"])
def test_a_units_numbers_never_come_from_elsewhere_in_the_file(stray):
    refused('''{"format": "neuron.py 1, Network", "inputs": 2, "layers": [
{"activation": "sigmoid", "biases": [
[5, 6],
0.5], "weights": [%s, [3, 4]]}]}''' % stray, "weights[0]", "biases")


def test_layers_that_do_not_fit_each_other():
    wide, narrow = copy.deepcopy(DOCUMENT), copy.deepcopy(DOCUMENT)
    wide["layers"][0]["weights"].append([7.0, 8.0])
    wide["layers"][0]["biases"].append(0.0)
    refused(json.dumps(wide), "weights[0]")
    del narrow["layers"][0]["weights"][0], narrow["layers"][0]["biases"][0]
    refused(json.dumps(narrow), "weights[0]")
    refused(json.dumps(dict(DOCUMENT, layers=DOCUMENT["layers"][::-1])), "weights[0]")


def test_a_neuron_of_more_than_one_unit_or_layer():
    first = dict(DOCUMENT["layers"][0])
    refused(json.dumps(dict(DOCUMENT, format="neuron.py 1, Neuron")), "layers")
    refused(json.dumps(dict(DOCUMENT, format="neuron.py 1, Neuron", layers=[first])), "layers")
    one = {"activation": "tanh", "biases": None, "weights": [[1.0]]}
    refused(json.dumps(
        {"format": "neuron.py 1, Neuron", "inputs": 1, "layers": [one, one]}), "layers")


@pytest.mark.parametrize("depth", [10, 100, 300, 450, 600, 900, 1000, 5000, 100000])
def test_nests_of_any_depth_anywhere(depth):
    for text in nested(depth):
        refused(text, "")
    refused("[" * depth, FILE)
    refused('{"layers": ' * depth, FILE)


# --- Memory ------------------------------------------------------------------------------

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
    for inputs in (10**6, 4000000000, 2**32 - 1, 10**18, 10**400):
        text = changed("inputs", inputs)
        assert peak(lambda: refused(text, "inputs", "weights")) < 100000


@pytest.mark.slow
def test_memory_is_a_small_multiple_of_the_files_size():
    row = "[" + "0," * 99999 + "0]"
    for weights in (row, "[%s]" % row, '[["%s"]]' % ("0" * 200000), "[" + "[]," * 70000 + "[]]",
                    "[" + "{}," * 70000 + "{}]", "[[%s0]]" % ("1" * 4000 + "," + "0," * 90000)):
        text = ('{"format": "neuron.py 1, Network", "inputs": 1, "layers": ['
                '{"activation": "tanh", "biases": null, "weights": %s}]}' % weights)
        assert 180000 < len(text) and peak(lambda: refused(text, "weights[0]")) < 50 * len(text)
    Network(300, 60, 10).save(FILE)
    assert peak(lambda: load(FILE)) < 10 * os.path.getsize(FILE)


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
    originals = []
    for model in (Neuron(3, "tanh"), Network(2, 3, 1), mixed(Network(2, 2, 2, activation="tanh"))):
        model.save(FILE)
        originals.append(Path(FILE).read_bytes())
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
            assert -1.0 <= output <= 1.0, data
        assert struct.pack("d", NAN) not in bits(model)
    assert 200 < models < 5000
    assert os.listdir() == [FILE]
