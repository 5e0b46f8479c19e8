// The Python that does what was done on the page, to copy and run.

import { DIGIT_ROWS } from "./problems.js";

const MOST_STEPS = 40;

const MISTAKES = {
  sigmoid_published: ["sigmoid", "sigmoid(y) * (1 - sigmoid(y))"],
  tanh_published: ["tanh", "1 - tanh(y) * tanh(y)"],
};

function python(value) {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function table(name, rows) {
  const flat = `${name} = ${python(rows)}`;
  if (flat.length <= 99) return flat;
  const lines = [];
  let line = "   ";
  for (const row of rows.map(python)) {
    if (line.length + row.length > 97 && line !== "   ") {
      lines.push(line);
      line = "   ";
    }
    line += ` ${row},`;
  }
  return `${name} = [\n${[...lines, line].join("\n")}\n]`;
}

function callOptions(options) {
  const usual = {
    batch_size: null,
    shuffle: null,
    momentum: 0,
    loss: "squared",
    until: 0,
    learning_rate: null,
  };
  return Object.entries(options)
    .filter(([name, value]) => value !== usual[name])
    .map(([name, value]) => `, ${name}=${python(value)}`)
    .join("");
}

// model: what session.py was configured with; told: its history and scales; data: rows and targets
// as {learn, held} indices; digits: the problem is that of the digits.
export function program({ model, told, data, digits }) {
  const neuron = model.sizes.length === 2 && model.sizes[1] === 1;
  const kind = neuron ? "Neuron" : "Network";
  const mistakes = [...new Set(model.activations)].filter((name) => name in MISTAKES);
  const names = new Set([kind]);
  if (mistakes.length) names.add("Activation");
  for (const name of mistakes) names.add(MISTAKES[name][0]);
  if (model.scaled) names.add("standardise");
  const lines = [];
  if (digits) lines.push("import csv", "");
  const imports = [...names].sort((a, b) => (a < b ? -1 : 1)).join(", ");
  lines.push(`from neuron import ${imports}`, "");
  for (const name of mistakes) {
    const [function_, derivative] = MISTAKES[name];
    lines.push(
      "# As published: the tutorial takes the derivative at y where z belongs.",
      `${name} = Activation(${function_}, lambda z, y: ${derivative})`,
      "",
    );
  }
  if (digits) lines.push(...digitLines(data));
  else {
    lines.push(
      table("rows", model.rows),
      table("targets", neuron ? model.targets.map(([t]) => t) : model.targets),
      "",
    );
  }
  if (model.scaled) {
    lines.push(
      "means, deviations = standardise(rows)",
      "scaled = [[(x - m) / d for x, m, d in zip(row, means, deviations)] for row in rows]",
      "",
    );
  }
  const activation = model.activations.map((name) => (name in MISTAKES ? name : python(name)));
  const same = new Set(activation).size === 1;
  const options = [`activation=${same ? activation[0] : `[${activation.join(", ")}]`}`];
  if (model.bias === null) options.push("bias=None");
  options.push(`seed=${model.seed}`);
  if (model.scale !== 1) options.push(`scale=${model.scale}`);
  const sizes = neuron ? [model.sizes[0]] : model.sizes;
  lines.push(`model = ${kind}(${sizes.join(", ")}, ${options.join(", ")})`);
  if (model.start) lines.push(`model.set_parameters(${python(model.start)})`);
  lines.push(...historyLines(told, model.scaled ? "scaled" : "rows"));
  if (model.scaled) {
    lines.push("model.fold(means, deviations)  # from now on it takes rows as they are");
  }
  lines.push("");
  if (digits) {
    lines.push(
      "answers = [outputs.index(max(outputs)) for outputs in model.predict(held_rows)]",
      'print(sum(a == d for a, d in zip(answers, held_digits)), "of", len(answers), "right")',
    );
  } else {
    lines.push("for row, target in zip(rows, targets):", "    print(row, target, model(row))");
  }
  return `${lines.join("\n")}\n`;
}

function historyLines({ history, parameters }, rows) {
  const steps = history.filter(([kind, count]) => kind !== "train" || count > 0);
  if (steps.length > MOST_STEPS) {
    return [
      "# It was changed by hand many times. These are its weights now:",
      `model.set_parameters(${python(parameters)})`,
    ];
  }
  const lines = [];
  for (const [kind, what, value] of steps) {
    if (kind === "train") {
      lines.push(`model.train(${rows}, targets, epochs=${what}${callOptions(value)})`);
    } else if (kind === "row") {
      const { learning_rate: rate, loss } = value;
      lines.push(
        `model.train(${rows}[${what}:${what + 1}], targets[${what}:${what + 1}], 1${callOptions({
          learning_rate: rate,
          loss,
        })})`,
      );
    } else {
      lines.push(
        "parameters = model.parameters()",
        `parameters[${what}] = ${python(value)}  # by hand`,
        "model.set_parameters(parameters)",
      );
    }
  }
  return lines;
}

function digitLines(data) {
  return [
    'with open("examples/data/digits.csv") as file:',
    `    table = [[int(cell) for cell in line] for line in list(csv.reader(file))[1:${DIGIT_ROWS + 1}]]`,
    `held = ${python(data.held)}`,
    "held_rows = [[pixel / 16 for pixel in table[r][:64]] for r in held]",
    "held_digits = [table[r][64] for r in held]",
    "learned = [line for r, line in enumerate(table) if r not in held]",
    "rows = [[pixel / 16 for pixel in line[:64]] for line in learned]",
    "targets = [[int(k == line[64]) for k in range(10)] for line in learned]",
    "",
  ];
}
