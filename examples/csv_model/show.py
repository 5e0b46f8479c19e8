"""show: what a model predicts, from what, how good it is, and what moves its answers."""

import neuron
from examples.csv_model import files, words
from examples.csv_model.words import say


def show(options):
    """Print what a model predicts, from what, how good it is, and what moves its answers."""
    model, columns = files.load_model(options.model)
    target = columns["target"]
    say(words.lines("%s predicts %s" % (options.model, words.meaning_of(target))))
    if columns["judged"]:
        say("Rows held out: " + columns["judged"])
    if columns["warning"]:
        say(words.lines(columns["warning"]))
    say("\nLayers")
    for k, layer in enumerate(model.layers):
        activation, = [name for name, known in neuron.ACTIVATIONS.items()
                       if known is layer.activation]
        say("  %d inputs, units: %d, %s" % (model.sizes[k], model.sizes[k + 1], activation))
    say("\n" + words.inputs_text(columns["inputs"]))
    if columns["importance"]:
        say("\n" + words.importance_text(columns))
