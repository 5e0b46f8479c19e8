"""Write a model as an ES module of JavaScript, and its types for TypeScript."""

from examples.export.curly import Writer, wrapped

ARRAYS = {"int8": "Int8Array", "long": "Int32Array", "level": "Uint16Array"}
CHECK = """\
if (numbers?.length !== count || !Array.prototype.every.call(numbers, Number.isFinite)) {
    throw new RangeError(`${what} must be ${count} finite numbers`);
}"""


class JavaScript(Writer):
    """Writes a module."""

    words = {"f": "", "int": "let", "number": "let", "long": "let", "exp": "Math.exp",
             "log": "Math.log", "zero": "-0", "suffix": "", "whole": "Math.trunc", "none": "null",
             "long_cast": "", "number_cast": "", "level_cast": ""}

    def source(self):
        """Return the module."""
        plan = self.plan
        answer = "outputs[0]" if plan.kind == "Neuron" else "Array.from(outputs)"
        lines = [self.checked("row", plan.sizes[0]), self.array("outputs", plan.sizes[-1])]
        lines += self.forward() + ["return %s;" % answer]
        parts = self.tables() + self.activations() + self.helpers() + [
            "function check(numbers, count, what) {\n%s\n}\n" % self.body(CHECK.splitlines()),
            "export function predict(row) {\n%s\n}\n" % self.body(lines)]
        if self.train:
            parts.append(self.learn())
        usage = ["", "    predict(row) returns %s" % (
            "a number" if plan.kind == "Neuron" else "an array of %d" % plan.sizes[-1])]
        usage += ["    learn(row, target, rate) returns the mean squared error before"
                  ] if self.train else []
        return self.comments(usage + [""]) + "\n".join(parts)

    def learn(self):
        """Return the function that learns."""
        plan = self.plan
        lines = [self.checked("row", plan.sizes[0])]
        if plan.kind == "Neuron":
            lines.append('check([target], 1, "the target");')
        else:
            lines.append(self.checked("target", plan.sizes[-1]))
        lines.append('check([rate], 1, "the rate");')
        return "export function learn(row, target, rate) {\n%s\n}\n" % self.body(
            lines + self.learning())

    def checked(self, name, count):
        """Return the line that checks a list of numbers."""
        return 'check(%s, %d, "a %s");' % (name, count, name)

    def function(self, name, returns, parameters, text):
        """Return a function of whose text the $names are still to be filled."""
        names = [parameter.split()[1].replace("[]", "") for parameter in parameters.split(", ")]
        return "function %s(%s) {\n%s\n}\n" % (
            name, ", ".join(names), self.body(self.fill(text).splitlines()))

    def table(self, name, numbers, kind, constant=True):
        """Return a table of numbers. What is not constant is exported, to be saved."""
        texts = [self.number(number) if kind == "number" else str(number) for number in numbers]
        return "%sconst %s = new %s([\n%s\n]);\n" % (
            "" if constant else "export ", name, self.of(kind), wrapped(texts))

    def of(self, kind):
        """Return the name of the arrays for a kind of number."""
        return ARRAYS.get(kind, "Float32Array" if self.single else "Float64Array")

    def array(self, name, count, kind="number"):
        """Return the line that makes an array. Outputs are doubles in any case."""
        return "const %s = new %s(%d);" % (name, ARRAYS.get(kind, "Float64Array"), count)

    def types(self):
        """Return the text of the file that declares the module's types."""
        plan = self.plan
        answer = one = "number"
        if plan.kind == "Network":
            answer, one = "number[]", "ArrayLike<number>"
        text = ("/** Made by neuron.py: python -m examples.export */\n\n"
                "/** The %s for a row of %d numbers; RangeError for another. */\n"
                "export function predict(row: ArrayLike<number>): %s;\n") % (
                    "output" if answer == one else "%d outputs" % plan.sizes[-1], plan.sizes[0],
                    answer)
        if self.train:
            text += ("/** Moves the weights by a row and its target; returns the mean squared "
                     "error before. */\nexport function learn(row: ArrayLike<number>, target: %s, "
                     "rate: number): number;\n"
                     "/** Layer by layer, unit by unit, the bias of a unit after its weights. */\n"
                     "export const weights: %s;\n") % (one, self.of("number"))
        return text


def source(plan, train=False, eight=None):
    """Return the module of a plan."""
    return JavaScript(plan, train, eight).source()


def types(plan, train=False):
    """Return the declaration of the module's types."""
    return JavaScript(plan, train).types()
