"""Turn a model that neuron.py 0.1 saved into one that neuron.py 0.2 and later load.

    python -m examples.convert OLD.json NEW.json
    python -m examples.convert MODEL.json           in its own place

Every weight stays the same to the last bit. A model with activations of your own keeps their
names: give them to neuron.load() as before. Without a file, it shows what it does on a small one.

Output:

    neuron.py 0.1 saved a model as one JSON document:

    {"format": "neuron.py 1, Network", "inputs": 2, "layers": [
    {"activation": "tanh", "biases": [0.5, -0.5], "weights": [
    [1.0, 2.0],
    [3.0, 4.0]]},
    {"activation": "sigmoid", "biases": null, "weights": [
    [0.25, -1.5]]}]}

    neuron.py 0.2 saves it as a header, then a line for each unit, its bias last:

    {"format": "neuron.py 2", "model": "Network", "sizes": [2, 2, 1],
     "activations": ["tanh", "sigmoid"], "biases": [true, false], "folded": false}
    [1.0, 2.0, 0.5]
    [3.0, 4.0, -0.5]
    [0.25, -1.5]

    The header is one line in the file. To convert a file of yours:
    python -m examples.convert OLD.json NEW.json
"""

import argparse
import io
import json
import sys

if sys.path[0].endswith("examples"):  # run as a file: neuron.py is in the folder above
    sys.path.insert(0, sys.path[0] + "/..")

import neuron

OLD = """{"format": "neuron.py 1, Network", "inputs": 2, "layers": [
{"activation": "tanh", "biases": [0.5, -0.5], "weights": [
[1.0, 2.0],
[3.0, 4.0]]},
{"activation": "sigmoid", "biases": null, "weights": [
[0.25, -1.5]]}]}
"""
KINDS = {"neuron.py 1, Network": "Network", "neuron.py 1, Neuron": "Neuron"}


def new_text(old):
    """Return the text of 0.2 for a document of 0.1. An error of some kind if it is none."""
    layers = old["layers"]
    sizes = [old["inputs"]]
    units = []
    for layer in layers:
        sizes.append(len(layer["weights"]))
        if layer["biases"] is None:
            units += layer["weights"]
        else:
            if len(layer["biases"]) != len(layer["weights"]):
                raise ValueError("a layer has %d biases for %d units" % (
                    len(layer["biases"]), len(layer["weights"])))
            units += [w + [bias] for w, bias in zip(layer["weights"], layer["biases"])]
    header = {
        "format": "neuron.py 2", "model": KINDS[old["format"]], "sizes": sizes,
        "activations": [layer["activation"] for layer in layers],
        "biases": [layer["biases"] is not None for layer in layers], "folded": False}
    return "".join([json.dumps(line) + "\n" for line in [header] + units])


def named(name):
    """Return an Activation that has a name and nothing else: the file holds no more of it."""
    def function(*numbers):
        raise NotImplementedError(name)

    function.__name__ = name
    return neuron.Activation(function, function)


def converted(path):
    """Return the model in a file of 0.1. ValueError if it holds none."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
        if '"neuron.py 2"' in text[:100]:
            raise ValueError("neuron.py 0.2 saved it: it needs no converting")
        old = json.loads(text)
        names = {layer["activation"] for layer in old["layers"]} - set(neuron.ACTIVATIONS)
        return neuron.load(io.StringIO(new_text(old)), {name: named(name) for name in names})
    except (KeyError, TypeError, RecursionError):
        error = "a field is missing, or is not what neuron.py 0.1 wrote"
    except ValueError as caught:
        error = caught
    raise ValueError("%s is no model of neuron.py 0.1: %s" % (path, error))


def show():
    """Show what converting does."""
    new = new_text(json.loads(OLD)).replace(' "activations"', '\n "activations"')
    print("neuron.py 0.1 saved a model as one JSON document:\n")
    print(OLD)
    print("neuron.py 0.2 saves it as a header, then a line for each unit, its bias last:\n")
    print(new)
    print("The header is one line in the file. To convert a file of yours:")
    print("python -m examples.convert OLD.json NEW.json")


def main(words=None):
    """Convert the file that the command line names."""
    parser = argparse.ArgumentParser(
        prog="python -m examples.convert",
        description="Turn a model file of neuron.py 0.1 into one that neuron.py 0.2 loads.",
        epilog="Without a file, it shows what it does on a small one.")
    parser.add_argument("old", nargs="?", metavar="OLD", help="the file that neuron.py 0.1 saved")
    parser.add_argument("new", nargs="?", metavar="NEW", help="the file to write; OLD if not given")
    words = parser.parse_args(words)
    if words.old is None:
        return show()
    new = words.new or words.old
    try:
        model = converted(words.old)
        model.save(new)
    except (OSError, ValueError) as error:
        parser.exit(1, "%s\n" % error)
    print("%s is now a model of neuron.py 0.2: a %s of sizes %s" % (
        new, type(model).__name__, model.sizes))


if __name__ == "__main__":
    main()
