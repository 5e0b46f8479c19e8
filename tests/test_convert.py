"""examples/convert.py turns what neuron.py 0.1 saved into what load() takes, to the last bit."""

import ast
import io
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from examples import convert
from neuron import ACTIVATIONS, Activation, Network, Neuron, load, tanh
from tests.tools.runtimes import TOP

OLD, NEW = "old.json", "new.json"
NETWORK = """{"format": "neuron.py 1, Network", "inputs": 2, "layers": [
{"activation": "tanh", "biases": [5e-324, -0.0], "weights": [
[0.1, -2.2250738585072014e-308],
[0.30000000000000004, 1e+23]]},
{"activation": "cube", "biases": null, "weights": [
[1.7976931348623157e+308, 9007199254740992.0]]}]}
"""
NEURON = """{"format": "neuron.py 1, Neuron", "inputs": 3, "layers": [
{"activation": "my tanh", "biases": [0.25], "weights": [
[1.0, 2.0, 3.0]]}]}
"""
CUBE = Activation(lambda z: z * z * z, lambda z, y: 3 * z * z)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def refused(text):
    """Check that a file is refused, and that nothing was written."""
    Path(OLD).write_bytes(text if isinstance(text, bytes) else text.encode())
    before = Path(OLD).read_bytes()
    for arguments in ([OLD], [OLD, NEW]):
        with pytest.raises(SystemExit) as caught:
            convert.main(arguments)
        assert caught.value.code == 1
    assert os.listdir() == [OLD] and Path(OLD).read_bytes() == before


def test_a_network_comes_over_to_the_last_bit(capsys):
    Path(OLD).write_text(NETWORK)
    convert.main([OLD, NEW])
    assert capsys.readouterr().out == (
        "new.json is now a model of neuron.py 0.2: a Network of sizes [2, 2, 1]\n")
    model = load(NEW, {"cube": CUBE})
    assert type(model) is Network and model.sizes == [2, 2, 1]
    assert [layer.activation for layer in model.layers] == [ACTIVATIONS["tanh"], CUBE]
    assert model.layers[0].biases is not None and model.layers[1].biases is None
    assert list(map(repr, model.parameters())) == [
        "0.1", "-2.2250738585072014e-308", "5e-324", "0.30000000000000004", "1e+23", "-0.0",
        "1.7976931348623157e+308", "9007199254740992.0"]
    assert Path(OLD).read_text() == NETWORK


def test_a_neuron_comes_over_in_its_own_place_with_the_name_of_its_own_activation():
    own = Activation(tanh, lambda z, y: 1.0)
    Path(OLD).write_bytes(b"\xef\xbb\xbf" + NEURON.replace("\n", "\r\n").encode())
    convert.main([OLD])
    assert os.listdir() == [OLD]
    model = load(OLD, {"my tanh": own})
    assert type(model) is Neuron and model.weights == [1.0, 2.0, 3.0] and model.bias == 0.25
    assert model.layers[0].activation is own
    with pytest.raises(ValueError, match="my tanh"):
        load(OLD)


def test_a_network_without_any_biases_comes_over():
    Path(OLD).write_text(NETWORK.replace("cube", "step").replace("[5e-324, -0.0]", "null"))
    convert.main([OLD])
    assert [layer.biases for layer in load(OLD).layers] == [None, None]


def test_a_model_of_today_needs_no_converting(capsys):
    file = io.StringIO()
    Network(2, 1).save(file)
    refused(file.getvalue())
    assert "needs no converting" in capsys.readouterr().err


@pytest.mark.parametrize("text", [
    "", "[]", "3", "null", "{}", b"\xff\xfe", b"PK\x03\x04", NETWORK[:-9], NETWORK * 2,
    "[" * 100000, NETWORK.replace("Network", "Layer"),
    NETWORK.replace('"inputs": 2', '"inputs": 3'),
    NETWORK.replace('"inputs": 2', '"inputs": 4000000000'), NETWORK.replace('"inputs": 2, ', ""),
    NETWORK.replace("0.1", "NaN"), NETWORK.replace("0.1", '"1"'), NETWORK.replace("0.1", "[0.1]"),
    NETWORK.replace("[5e-324, -0.0]", "[5e-324]"), NETWORK.replace("[5e-324, -0.0]", "[1, 2, 3]"),
    NETWORK.replace("[5e-324, -0.0]", "0.5"), NETWORK.replace('"cube"', "null"),
    NETWORK.replace('"cube"', "[]"), NEURON.replace("[1.0, 2.0, 3.0]", "{}"),
    NEURON.replace("[1.0, 2.0, 3.0]", '"123"'),
    NEURON.replace("[1.0, 2.0, 3.0]", "[1, 2, 3], [1, 2, 3]"),
], ids=lambda text: repr(text)[:30])
def test_what_neuron_py_0_1_did_not_write_is_refused_and_stays(text, capsys):
    refused(text)
    message = capsys.readouterr().err
    assert message.startswith("old.json is no model of neuron.py 0.1: ")
    assert len(message.splitlines()) == 2 and len(message) < 1000


def test_a_file_that_is_not_there_is_told_in_one_line(capsys):
    for arguments in (["none.json"], ["none.json", NEW], ["."]):
        with pytest.raises(SystemExit) as caught:
            convert.main(arguments)
        assert caught.value.code == 1 and len(capsys.readouterr().err.splitlines()) == 1
    assert os.listdir() == []


@pytest.mark.parametrize("words", [
    ["-m", "examples.convert"], [str(TOP / "examples" / "convert.py")]],
    ids=["as a module", "as a file"])
def test_without_a_file_it_prints_what_its_docstring_says(words):
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True,
                          cwd=TOP if "-m" in words else None)
    docstring = ast.get_docstring(ast.parse(Path(convert.__file__).read_text(encoding="utf-8")))
    assert done.stderr == ""
    assert done.stdout == textwrap.dedent(docstring.partition("\nOutput:\n\n")[2]) + "\n"
