"""Print how much flash exported models take on a Cortex-M0, beside those of emlearn and m2cgen.

    python -m tests.tools.sizes [PYTHON]
    python -m tests.tools.sizes heap        how large their Python is, and the heap it needs

It needs gcc-arm-none-eabi and libnewlib-arm-none-eabi of Debian. PYTHON is one that has emlearn,
m2cgen and scikit-learn, such as that of an environment of their own; without it the table holds
our models alone. Two numbers for each: the bytes of flash that a program grows by when it asks the
model for an answer, with all that it needs of the C library, and in brackets those of the model's
own code and tables. For the heap it needs micropython-32bit: see tests/tools/boards.py.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import neuron
from examples.export import c, int8, plan, python
from tests.tools import boards
from tests.tools.runtimes import program

COMPILE = ["-mcpu=cortex-m0", "-mthumb", "-Os", "-std=c99", "-ffunction-sections",
           "-fdata-sections", "-Wl,--gc-sections", "--specs=nano.specs", "--specs=nosys.specs"]
PROGRAM = """%s
volatile %s row[%d], answer[%d];
static %s x[%d], y[%d];
int main(void) {
    for (int i = 0; i < %d; i++) x[i] = row[i];
    %s
    for (int i = 0; i < %d; i++) answer[i] = y[i];
    return 0;
}
"""
SHAPES = {"tutorial": (3, 1), "cancer": (30, 1), "xor": (2, 4, 1), "table": (30, 8, 2),
          "digits": (64, 16, 10)}
OURS = ("double", "float", "int8")
THEIRS = ("emlearn", "m2cgen")


def models():
    """Return networks by name; their sizes are what counts."""
    return {name: neuron.Network(*sizes, bias=0.1) for name, sizes in SHAPES.items()}


def flash(folder, source, include="."):
    """Return the bytes of flash of a program, and of what it holds of a model's own."""
    file = folder / "size.c"
    file.write_text(source)
    run = folder / "size.elf"
    subprocess.run([program("arm-none-eabi-gcc"), *COMPILE, "-I", include, str(file), "-o",
                    str(run), "-lm"], check=True, stderr=subprocess.PIPE)
    part = folder / "size.o"
    subprocess.run([program("arm-none-eabi-gcc"), *COMPILE[:6], "-I", include, "-c", str(file),
                    "-o", str(part)], check=True, stderr=subprocess.PIPE)
    return [stored(path) for path in (run, part)]


def stored(path):
    """Return the bytes of code, constants and first values in a compiled file."""
    table = subprocess.run([program("arm-none-eabi-size"), str(path)], check=True,
                           capture_output=True, text=True).stdout
    code, data = table.splitlines()[1].split()[:2]
    return int(code) + int(data)


def asking(include, number, sizes, call):
    """Return a program that asks a model for an answer to what it can't know beforehand."""
    inputs, outputs = sizes[0], sizes[-1]
    return PROGRAM % (include, number, inputs, outputs, number, inputs, outputs, inputs, call,
                      outputs)


def grown(folder, include, number, sizes, call, place="."):
    """Return by how many bytes a program grows when it asks a model."""
    counts = [flash(folder, asking(*parts), place) for parts in (
        ("", number, sizes, "y[0] = x[0];"), (include, number, sizes, call))]
    return [after - before for before, after in zip(*counts)]


def planned(name, model, way):
    """Return the plan of a model, and its Int8 or None."""
    draws = neuron.uniform(1)
    rows = [[next(draws) for _ in range(model.sizes[0])] for _ in range(100)]
    what = plan.Plan(model, name, single=way == "float")
    return what, int8.fitted(what, model, rows) if way == "int8" else None


def ours(folder, name, model):
    """Yield how many bytes each of our headers of a model takes."""
    for way in OURS:
        what, eight = planned(name, model, way)
        (folder / (name + ".h")).write_text(c.source(what, eight=eight))
        yield grown(folder, '#include "%s.h"' % name, "double" if way == "double" else "float",
                    model.sizes, "%s_predict(x, y);" % name)


def theirs(folder, name, model, told):
    """Yield how many bytes the sources of emlearn and m2cgen take, None if there is none."""
    sizes = model.sizes
    for library, number, include, call in (
            ("emlearn", "float", '#include "%s_emlearn.h"' % name,
             "%s_regress(x, %d, y, %d);" % (name, sizes[0], sizes[-1])),
            ("m2cgen", "double", '#include "%s_m2cgen.c"' % name,
             "y[0] = 1 / (1 + exp(-%s_score(x)));" % name)):
        if name + " " + library in told["why"]:
            yield None
        else:
            yield grown(folder, "#include <math.h>\n" + include, number, sizes, call,
                        told["include"])


def written_by_others(folder, python):
    """Let the other libraries write the models; return what they told."""
    found = {name: (model.sizes, [layer.weights for layer in model.layers],
                    [layer.biases for layer in model.layers]) for name, model in models().items()}
    (folder / "models.json").write_text(json.dumps(found))
    script = os.path.join(os.path.dirname(__file__), "sizes_of_others.py")
    done = subprocess.run([python, script, str(folder / "models.json"), str(folder)],
                          stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(done.stderr + "%s has no emlearn, m2cgen and scikit-learn that work" % python,
              file=sys.stderr)
        sys.exit(2)
    return json.loads((folder / "versions.json").read_text())


# --- In Python -----------------------------------------------------------------------------

HEAPS = (("tutorial", "float", True), ("cancer", "float", False), ("table", "float", False),
         ("table", "int8", False), ("digits", "int8", False), ("digits", "float", False),
         ("digits", "double", False))


def heap(shapes=HEAPS):
    """Print the size of models in Python, and the least heap, in KB, that they need."""
    print("%-20s %-14s %8s %6s" % ("model", "way", "bytes", "heap"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for name, way, train in shapes:
            model = neuron.Network(*SHAPES[name], bias=0.1)
            what, eight = planned(name, model, way)
            text = python.source_int8(eight) if eight else python.source(what, train)
            (folder / "model.py").write_text(text)
            print("%-20s %-14s %8d %6d" % (
                named(name), way + (", train" if train else ""), len(text),
                boards.least(lambda kilobytes: runs(folder, model.sizes, train, kilobytes))))


def runs(folder, sizes, train, kilobytes):
    """Tell whether so much heap is enough to read model.py and use it once."""
    row, target = [0.5] * sizes[0], [0.5] * sizes[-1]
    use = "learn(%r, %r, 0.1)" % (row, target) if train else "predict(%r)" % row
    (folder / "use.py").write_text("import model\nmodel." + use)
    return not subprocess.run([program("micropython-32bit"), "-X", "heapsize=%dk" % kilobytes,
                               "use.py"], cwd=folder, capture_output=True).returncode


def named(name):
    """Return a model's name and shape."""
    return name + " " + "-".join(map(str, SHAPES[name]))


def main(python=None):
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = written_by_others(folder, python) if python else None
        heads = OURS + (THEIRS if told else ())
        print("%-20s" % "flash in bytes" + "".join(["%16s" % head for head in heads]))
        for name, model in models().items():
            cells = list(ours(folder, name, model))
            if told:
                cells += theirs(folder, name, model, told)
            print("%-20s" % named(name) + "".join([
                "%16s" % ("%d (%d)" % tuple(cell) if cell else "none") for cell in cells]))
        if told:
            print("\n" + ", ".join(["%s %s" % (name, told[name]) for name in told
                                    if name not in ("include", "why")]))


if __name__ == "__main__":
    if sys.argv[1:] == ["heap"]:
        heap()
    else:
        main(*sys.argv[1:])
