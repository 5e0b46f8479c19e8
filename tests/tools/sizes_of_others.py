"""Write models as C by emlearn and m2cgen, for tests/tools/sizes.py to compile beside ours.

    python sizes_of_others.py MODELS.json FOLDER

Run by a Python that has numpy, scikit-learn, emlearn and m2cgen. MODELS.json holds, by name, the
sizes, weights and biases of networks of sigmoid units. For each, FOLDER gets NAME_emlearn.h and
NAME_m2cgen.c, and versions.json tells which versions wrote them, and why one wrote nothing.
"""

import importlib
import json
import sys
import warnings
from pathlib import Path


def as_scikit(sizes, weights, biases):
    """Return an MLPClassifier with these weights, or a LogisticRegression for one layer."""
    numpy = importlib.import_module("numpy")
    classes = numpy.arange(max(2, sizes[-1]))
    rows = numpy.random.RandomState(0).rand(20 * len(classes), sizes[0])
    labels = numpy.tile(classes, 20)
    if len(weights) == 1:
        linear = importlib.import_module("sklearn.linear_model")
        model = linear.LogisticRegression().fit(rows, labels)
        model.coef_, model.intercept_ = numpy.array(weights[0]), numpy.array(biases[0])
        return model
    networks = importlib.import_module("sklearn.neural_network")
    model = networks.MLPClassifier(sizes[1:-1], activation="logistic", max_iter=1)
    model.fit(rows, labels)
    model.coefs_ = [numpy.array(layer).T for layer in weights]
    model.intercepts_ = [numpy.array(layer) for layer in biases]
    return model


def by_emlearn(model, name, folder):
    """Write a header by emlearn."""
    converted = importlib.import_module("emlearn").convert(model, method="inline")
    converted.save(file=str(folder / (name + "_emlearn.h")), name=name)


def by_m2cgen(model, name, folder):
    """Write C by m2cgen, its function named after the model."""
    text = importlib.import_module("m2cgen").export_to_c(model, function_name=name + "_score")
    (folder / (name + "_m2cgen.c")).write_text(text)


def main(models, folder):
    """Write all, and versions.json."""
    warnings.simplefilter("ignore")
    told = {"include": importlib.import_module("emlearn").includedir, "why": {}}
    for library in ("emlearn", "m2cgen", "scikit-learn"):
        told[library] = importlib.import_module("importlib.metadata").version(library)
    for name, (sizes, weights, biases) in json.loads(Path(models).read_text()).items():
        model = as_scikit(sizes, weights, biases)
        for library, write in (("emlearn", by_emlearn), ("m2cgen", by_m2cgen)):
            try:
                write(model, name, Path(folder))
            except Exception as error:
                told["why"][name + " " + library] = str(error)
    (Path(folder) / "versions.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
