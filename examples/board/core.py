"""Cut from neuron.py an edition for the smallest boards: neuron_core.py.

    python -m examples.board.core -o neuron_core.py

Each of its lines stands in neuron.py, and it trains to the same bits. It has Neuron, Network and
load; of a model a call, predict(), parameters() and train(). Left out are saving, fit(), step(),
the programs that speed up a training, and most checks of what comes from outside: try a model at a
desk first, with neuron.py.
"""

import argparse
import ast
import builtins
import io
import tokenize
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent / "neuron.py"
HEADER = '''"""The core of neuron.py %s: Neuron, Network, load. Made by examples/board/core.py.

SPDX-License-Identifier: MIT. Copyright (c) 2026 the neuron.py authors.
"""
'''
# The definitions that are taken, of a class the methods that are named, in the order of neuron.py.
# Docstrings, comments, and an "if" that ends with "raise" are left out. After a colon stand the
# beginnings of lines: "-" leaves them out, with what is indented below; "only" takes no others; "+"
# takes a line that would be left out. So is a call of a method that is not named here.
TAKEN = """
_INFINITY
_POSITIVE
_ZERO
dot
sigmoid
_sigmoid_slope
tanh
_tanh_slope
relu
_relu_slope
softplus
_softplus_slope
gaussian
_gaussian_slope
identity
step
_one
Activation
Activation.__init__
ACTIVATIONS
_squared
_cross_entropy
_LOSSES
_forward
_forward_all only return _forward
_forward_by_loops
_compare
_total_loss
_backpropagate
_move
_rprop
_move_all
_train_by_loops
Network
Network.__init__
Network._weights
Network._folded
Network.__call__
Network.predict
Network._answers - if not _fit
Network._targets
Network.train - training._keeps
Network.training
Network.parameters
Network._refuse_if_folded + if self._folded
Neuron
Neuron.__init__
Neuron._answers
Neuron._targets
Training
Training.__init__ - self._shape | self._written | self._whole | self.unrolled | self._first |
    self._limit | self._start | self._best | self._quiet | self._keeps_best
Training._loss_function + if function is None
Training._choose_rate
Training.__iter__
Training.__next__
Training._has_ended
Training._begin only if self.rate is None | self.rate =
Training._train only now = | last = _train | self._last = | if last <=
Training._loss_now
Training._take_up - if state[2] is not None
Training.epoch
Training._progress
Training._finish - if loss <
Training._judge only what = "" | for units | for w in | if not 0.0 | what = "made | if what: |
    raise ArithmeticError
Training._mean_loss
Training._ordered
Training._batches
Training._moves_directly - if not UNROLLED
_table only pairs = | rows = | name = | given = targets | targets = model | if len | for k, |
    if pairs | pairs[k] = | raise ValueError("need | return list
_default_rate
load only if not hasattr | with open | return load( | lines = | for header | return _model
_json
_json_lines only loads = | for line | if line.strip | value = | yield
_model - _check_fields | for rest
_assembled
_read_unit
_read_number
_file_name only return path
_runtime
_vector_type
_RUNTIME
_ON_BOARD
_vector
_drawn
_flat
_zeros
_shape
_count
_show only return "%
_float only return float(value)
_number only number = | return number
_option
_length only return len(values)
_wanted only return "a %s number" % kind
_numbers only items = list | if len(items) == | floats = | return floats | found = _show |
    raise Value
_fit - if kind
_rows
_ordered only return values
_whole only number = value | if hasattr | return int
_bias
_activation
_same
_name
_as_floats only return activation
_shuffle
uniform
_uniform
"""

METHODS = [word.split(".")[1] for word in TAKEN.split() if word.count(".") == 1]


class Line:
    """A line of a program, with the lines that are indented below it.

    rows: its text, in several rows where a bracket is open or a decorator stands above
    """

    def __init__(self, rows, indent):
        self.rows = rows
        self.indent = indent
        self.text = [row.strip() for row in rows if row.strip()[:1] != "@"][0]
        self.below = []

    def begins(self, beginnings):
        """Return the first of the beginnings that it has; None if it has none of them."""
        for beginning in beginnings:
            if self.text.startswith(beginning):
                return beginning
        return None


def read(text):
    """Return the lines at the top level of a program; comments are in none."""
    rows = text.splitlines()
    above = [Line([""], -1)]  # the lines that the next one may be indented below
    first = None
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
            continue
        first = first or token
        if token.type == tokenize.NEWLINE and not token.line.strip().startswith("@"):
            line = Line(rows[first.start[0] - 1:token.start[0]], first.start[1])
            while above[-1].indent >= line.indent:
                above.pop()
            above[-1].below.append(line)
            above.append(line)
            first = None
    return above[0].below


def is_check(line, following):
    """Tell whether a line only leads to an error."""
    return (line.begins(["if ", "elif ", "else:"]) and line.below[-1].begins(["raise "])
            and "Error(" in line.below[-1].text
            and not (following and following.begins(["elif ", "else:"])))


def cut(lines, choice, depth):
    """Return the rows of the lines that are chosen, indented anew: so many levels deep."""
    rows = []
    for line, following in zip(lines, lines[1:] + [None]):
        if choice.leaves_out(line, following):
            continue
        if not choice.takes(line):
            rows += cut(line.below, choice, depth)
            continue
        below = cut(line.below, choice, depth + 1)
        if below or not line.below:
            rows += [" " * 4 * depth + row[line.indent:] for row in line.rows] + below
    return rows


def calls_what_is_left_out(line):
    """Tell whether a line only calls a method of its object that is not taken."""
    name = line.text.partition("(")[0]
    return name.startswith("self.") and name[5:].isidentifier() and name[5:] not in METHODS


class Choice:
    """What is taken of a definition: a line of TAKEN."""

    def __init__(self, text):
        self.name, *words = text.split()
        self.lines = {"only": [], "-": [], "+": []}
        for word in words:
            if word in self.lines:
                kind = self.lines[word]
            if word in self.lines or word == "|":
                kind.append("")
            else:
                kind[-1] = (kind[-1] + " " + word).strip()
        self.seen = set()

    def has(self, line, word):
        beginning = line.begins(self.lines[word])
        self.seen.add(beginning)
        return beginning is not None

    def leaves_out(self, line, following):
        if self.has(line, "+"):
            return False
        return (line.begins(['"""']) or self.has(line, "-") or calls_what_is_left_out(line)
                or not self.lines["only"] and is_check(line, following))

    def takes(self, line):
        return not self.lines["only"] or self.has(line, "only")

    def check(self):
        """SystemExit if the definition lacks a line that is to be taken."""
        for beginning in self.lines["only"] + self.lines["+"]:
            if beginning not in self.seen:
                fail("%s has no line that begins with %r" % (self.name, beginning))


def fail(what):
    raise SystemExit("neuron.py has changed: %s. Mend TAKEN in examples/board/core.py" % what)


def find(lines, name):
    """Return the definition of a name among lines."""
    for line in lines:
        if line.begins(["def %s(" % name, "class %s:" % name, "class %s(" % name, name + " = ",
                        "from " + name]):
            return line
    fail("it has no " + name)


def check_names(text):
    """SystemExit if a program uses names, or attributes of self, that it does not have."""
    known = set(dir(builtins))
    used = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            used.append(node.id) if isinstance(node.ctx, ast.Load) else known.add(node.id)
        elif isinstance(node, ast.Attribute):
            if isinstance(node.ctx, ast.Store):
                known.add(node.attr)
            elif isinstance(node.value, ast.Name) and node.value.id == "self":
                used.append(node.attr)
        elif isinstance(node, ast.arg):
            known.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            known.add(node.name)
        elif isinstance(node, ast.alias):
            known.add(node.name)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            known.add(node.name)
    missing = sorted(set(used) - known)
    if missing:
        fail("what is taken uses " + ", ".join(missing))


def core(source):
    """Return the text of neuron_core.py, cut from the text of neuron.py."""
    lines = read(source)
    parts = [find(lines, "math").rows]
    version = find(lines, "__version__").text.split('"')[1]
    for text in TAKEN.replace("\n    ", " ").strip().splitlines():
        choice = Choice(text)
        name, dot, method = choice.name.partition(".")
        line = find(lines, name)
        if dot:
            line = find(line.below, method)
            parts[-1] += [""] + line.rows + cut(line.below, choice, 2)
        elif line.text.startswith("class "):
            parts.append(list(line.rows))
        else:
            parts.append(line.rows + cut(line.below, choice, 1))
        choice.check()
    text = HEADER % version
    for rows in parts:
        text += "\n" * (3 if rows[0][:4] in ("def ", "clas") else 1) + "\n".join(rows)
    check_names(text)
    return text + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-o", "--output", metavar="FILE", required=True)
    arguments = parser.parse_args()
    text = core(SOURCE.read_text(encoding="utf-8"))
    path = Path(arguments.output)
    if path.resolve() == SOURCE:
        parser.error("%s is what the core is cut from: name another file" % path)
    try:
        path.write_bytes(text.encode())  # with the same line ends on each system
    except OSError as error:
        parser.error(str(error))
    print("%s: %d lines, %d bytes" % (arguments.output, len(text.splitlines()), len(text.encode())))


if __name__ == "__main__":
    main()
