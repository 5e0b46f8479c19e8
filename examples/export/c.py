"""Write a model as a C99 header, which C++ takes too: constant tables, no memory allocated."""

import textwrap

from examples.export.curly import Writer, wrapped
from examples.export.int8 import CELLS, ONE, TABLES, table

ONCE = ("Include it in one file only: each file that includes it gets weights of its own, which "
        "learn apart.")
TYPES = {"int": "int ", "int8": "signed char ", "level": "unsigned short ", "long": "long ",
         "void": "void "}
TABLED = {
    "sigmoid": """\
long y = ${f}between(${f}sigmoid_table, z * $per);
return (float)(z < 0 ? $one - y : y) * (1.0f / $one);""",
    "tanh": """\
long y = 2 * ${f}between(${f}sigmoid_table, z * $per) - $one;
return (float)(z < 0 ? -y : y) * (1.0f / $one);""",
    "gaussian": "return (float)${f}between(${f}gaussian_table, z * $per) * (1.0f / $one);",
    "softplus": """\
return (z > 0 ? z : 0) + (float)${f}between(${f}softplus_table, z * $per) * (1.0f / $one);""",
}
# For a distance from 0 in cells / 256. Whole numbers, as a small board computes floats by program.
BETWEEN = """\
if (a < 0) a = -a;
long place = a < $end ? (long)a : $end;
long low = values[place / 256], high = values[place / 256 + 1];
return low + (high - low) * (place % 256) / 256;"""


class C(Writer):
    """Writes a header."""

    def __init__(self, plan, train=False, eight=None):
        super().__init__(plan, train, eight)
        self.type = "float " if self.single else "double "
        end = "f" if self.single else ""
        self.words.update(
            f=plan.name + "_", int="int", number=self.type.strip(), long="long", exp="exp" + end,
            log="log" + end, suffix=end, zero="-0.0" + end, whole="(long)", none="0",
            end=256 * CELLS - 1, one=ONE,
            long_cast="(long)", number_cast="(float)", level_cast="(unsigned short)")
        self.is_neuron = plan.kind == "Neuron"

    def source(self):
        """Return the header."""
        name = self.plan.name
        outputs = self.plan.sizes[-1]
        row = "const %srow[%d]" % (self.type, self.plan.sizes[0])
        predict = "%s%s_predict(%s)" % (self.type, name, row) if self.is_neuron else (
            "void %s_predict(%s, %soutputs[%d])" % (name, row, self.type, outputs))
        learn = "%s%s_learn(%s, %s, %srate)" % (
            self.type, name, row, self.type + "target" if self.is_neuron else
            "const %starget[%d]" % (self.type, outputs), self.type)
        usage = ["", "    %s;" % predict, ""]
        if self.train:
            usage[2:] = ["    %s;" % learn, ""] + textwrap.wrap(ONCE, 77) + [""]
        forward = self.forward()
        if self.is_neuron:
            forward = [self.array("outputs", 1)] + forward + ["return outputs[0];"]
        parts = self.tables() + self.activations() + self.helpers() + [
            self.defined(predict, forward)]
        if self.train:
            parts.append(self.defined(learn, self.learning()))
        top = "#ifndef {0}_H\n#define {0}_H\n\n{1}#define {0}_INPUTS {2}\n#define {0}_OUTPUTS {3}\n"
        return self.comments(usage) + top.format(
            name.upper(), "" if self.eight else "#include <math.h>\n\n", self.plan.sizes[0],
            outputs) + "".join(["\n" + part for part in parts]) + "\n#endif\n"

    def defined(self, head, lines):
        """Return a function. Inline: a program may leave it unused without a warning."""
        return "static inline %s\n{\n%s\n}\n" % (head, self.body(lines))

    def declared(self, parameter):
        """Return a parameter, number x[], as C has it."""
        kind, name = parameter.split()
        constant = "const " if name.endswith("[]") and kind != "changed" else ""
        return constant + TYPES.get(kind, self.type) + name

    def function(self, name, returns, parameters, text):
        """Return a function of whose text the $names are still to be filled."""
        head = "%s%s_%s(%s)" % (TYPES.get(returns, self.type), self.plan.name, name,
                                ", ".join(map(self.declared, parameters.split(", "))))
        head = textwrap.fill(head, 80, subsequent_indent="    ")
        return self.defined(head, self.fill(text).splitlines())

    def table(self, name, numbers, kind, constant=True):
        """Return a table of numbers."""
        texts = [self.number(number) if kind == "number" else str(number) for number in numbers]
        return "static %s%s%s_%s[%d] = {\n%s\n};\n" % (
            "const " if constant else "", TYPES.get(kind, self.type), self.plan.name, name,
            len(numbers), wrapped(texts))

    def array(self, name, count, kind="number"):
        """Return the line that declares an array."""
        return "%s%s[%d];" % (TYPES.get(kind, self.type), name, count)

    # --- With weights of 8 bits: activations by table ------------------------------------------

    def activations(self):
        """Return the functions of the activations; for 8 bits, with their tables."""
        if self.eight is None:
            return super().activations()
        names = set(self.plan.activations)
        needed = {"sigmoid" if name == "tanh" else name for name in names}
        tables = [self.table(name + "_table", table(name), "level") for name in sorted(TABLES)
                  if name in needed]
        between = [self.function("between", "long", "level values[], number a", BETWEEN)]
        return tables + (between if tables else []) + [
            self.activation(name) for name in sorted(names)]

    def activation(self, name):
        """Return the function of an activation."""
        if self.eight is None or name not in TABLED:
            return super().activation(name)
        per = {"sigmoid": 2048, "tanh": 4096, "gaussian": 4096, "softplus": 2048}[name]
        return self.function(name, "number", "number z", self.fill(TABLED[name], per=per))


def source(plan, train=False, eight=None):
    """Return the header of a plan."""
    return C(plan, train, eight).source()
