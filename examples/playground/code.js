// The Python that does what was done on the page, to copy and run.

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

// model: what session.py was configured with; told: its history and scales; data: rows, targets and
// names, and {learn, held}: indices of rows; digits: the problem is that of the digits.
export function program({ model, told, data, digits }) {
  const neuron = model.sizes.length === 2 && model.sizes[1] === 1;
  const kind = neuron ? "Neuron" : "Network";
  const mistakes = [...new Set(model.activations)].filter((name) => name in MISTAKES);
  const names = new Set([kind]);
  if (mistakes.length) names.add("Activation");
  for (const name of mistakes) names.add(MISTAKES[name][0]);
  if (model.scaled) names.add("standardise");
  const lines = [];
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
  const fitted = model.fitted && !stepsOf(told).length; // and nothing was done since
  const rows = fitted ? data.rows.map(data.expand) : model.rows;
  const targets = fitted ? data.targets : model.targets;
  if (digits) lines.push(...digitLines(data));
  else {
    lines.push(
      table("rows", rows),
      table("targets", neuron ? targets.map(([t]) => t) : targets),
      ...nameLines(data),
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
  if (!fitted) options.push(`seed=${model.seed}`);
  if (model.scale !== 1) options.push(`scale=${model.scale}`);
  const sizes = neuron ? [model.sizes[0]] : model.sizes;
  lines.push(`model = ${kind}(${sizes.join(", ")}, ${options.join(", ")})`);
  if (fitted) lines.push(`report = model.fit(rows, targets, ${model.fitted})`, "print(report)");
  else if (model.start) lines.push(`model.set_parameters(${python(model.start)})`);
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
    lines.push(...answerLines(model, data));
  }
  return `${lines.join("\n")}\n`;
}

function stepsOf({ history }) {
  return history.filter(([kind, count]) => kind !== "train" || count > 0);
}

function historyLines(told, rows) {
  const steps = stepsOf(told);
  if (steps.length > MOST_STEPS) {
    return [
      "# It was changed by hand many times. These are its weights now:",
      `model.set_parameters(${python(told.parameters)})`,
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

// Whether the classes have names: 0 and 1 are numbers.
function named({ classes }) {
  return classes !== null && classes.join() !== "0,1";
}

function nameLines(data) {
  const lines = [];
  if (data.inputs.some((name, k) => name !== `x${k + 1}`)) {
    lines.push(`${table("names", data.inputs)}  # of the inputs`);
  }
  if (named(data)) lines.push(table("classes", data.classes));
  return lines;
}

function answerLines({ sizes }, data) {
  const loop = "for row, target in zip(rows, targets):";
  if (!named(data)) return [loop, "    print(row, target, model(row))"];
  if (sizes.at(-1) > 1) {
    return [
      loop,
      "    outputs = model(row)",
      "    answer = classes[outputs.index(max(outputs))]",
      '    print(row, classes[target.index(1)], "-> " + answer, outputs)',
    ];
  }
  const part = sizes.length > 2 ? "[0]" : "";
  return [
    loop,
    `    output = model(row)${part}`,
    `    print(row, classes[int(target${part})], "-> " + classes[int(output >= 0.5)], output)`,
  ];
}

// The digits as text: so the program needs nothing but neuron.py.
function digitLines(data) {
  const letters = data.rows.map((row, r) => {
    const pixels = row.map((pixel) => String.fromCharCode(97 + Math.round(16 * pixel)));
    return pixels.join("") + data.targets[r].indexOf(1);
  });
  return [
    '# A digit a line: its 64 pixels from "a" (0) to "q" (16), then what it is.',
    "# Data: E. Alpaydin, C. Kaynak, UCI (CC BY 4.0).",
    'digits = """',
    ...letters,
    '""".split()',
    table("held", data.held),
    "",
    "",
    "def pixels(line):",
    "    return [(ord(letter) - 97) / 16 for letter in line[:64]]",
    "",
    "",
    "held_rows = [pixels(digits[r]) for r in held]",
    "held_digits = [int(digits[r][64]) for r in held]",
    "learned = [line for r, line in enumerate(digits) if r not in held]",
    "rows = [pixels(line) for line in learned]",
    "targets = [[int(k == int(line[64])) for k in range(10)] for line in learned]",
    "",
  ];
}
