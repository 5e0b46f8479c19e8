// One step of learning, told moment by moment: what happens where, and the formulas with their
// numbers, which replay.py took from neuron.py.

import { show } from "./dom.js";
import { word } from "./words.js";

export const MOST_WIRES_SHOWN = 8; // of a unit; the strongest, and the rest is counted
const MOST_INPUTS_NAMED = 6;

export const SLOPES = {
  sigmoid: "y · (1 − y)",
  tanh: "1 − y²",
  relu: "z > 0 → 1, 0",
  softplus: "sigmoid(z)",
  gaussian: "−2 · y · z",
  identity: "1",
  step: "1 (Rosenblatt)",
  sigmoid_published: "sigmoid(y) · (1 − sigmoid(y))",
  tanh_published: "1 − tanh(y)²",
};

export function bracket(x, digits) {
  return x < 0 ? `(${show(x, digits)})` : show(x, digits);
}

// Split a list into the strongest items, in their order, and how many are left out.
export function strongest(items, size, most = MOST_WIRES_SHOWN) {
  if (items.length <= most + 1) return { shown: items, rest: 0 };
  const limit = items.map(size).sort((a, b) => b - a)[most - 1];
  let room = most - items.filter((item) => size(item) > limit).length; // for those at the limit
  const shown = items.filter((item) => size(item) > limit || (size(item) === limit && room-- > 0));
  return { shown, rest: items.length - shown.length };
}

// The same of wires: the strongest weights, and a bias always.
export function strongestWires(wires) {
  const biases = wires.filter(({ input }) => input === null);
  const { shown, rest } = strongest(
    wires.filter(({ input }) => input !== null),
    ({ value }) => Math.abs(value),
  );
  return { shown: [...shown, ...biases], rest };
}

// The moments of a step: {phase, layer, unit}. kind: "asked" and "held" rows are not learned.
export function momentsOf(sizes, kind) {
  const last = sizes.length - 1;
  const units = (phase, layers) =>
    layers.flatMap((layer) =>
      Array.from({ length: sizes[layer] }, (_, unit) => ({ phase, layer, unit })),
    );
  const layers = sizes.slice(1).map((_, k) => k + 1);
  const moments = [{ phase: "start", layer: 0 }, ...units("forward", layers)];
  if (kind !== "asked") moments.push({ phase: "error", layer: last });
  if (kind === "asked" || kind === "held") return moments;
  return [
    ...moments,
    ...units("back", [...layers].reverse()),
    ...units("change", layers),
    { phase: "end", layer: last },
  ];
}

export class Story {
  // step: from session.py; view: {sizes, bias, activations, loss, unitName, row, picture}
  constructor(step, view) {
    Object.assign(this, { step, view });
    this.moments = momentsOf(view.sizes, step.kind);
    this.learned = Boolean(step.before);
  }

  // --- The numbers

  input(layer, i) {
    if (i === null) return 1; // of a bias
    return layer === 1 ? this.step.x[i] : this.step.layers[layer - 2].y[i];
  }

  // The number of a unit's first parameter.
  first(layer, unit) {
    const { sizes, bias } = this.view;
    let start = 0;
    for (let k = 1; k < layer; k++) start += sizes[k] * (sizes[k - 1] + (bias ? 1 : 0));
    return start + unit * (sizes[layer - 1] + (bias ? 1 : 0));
  }

  // What leads into a unit: its weights with their inputs, the bias last, with input null.
  into(layer, unit) {
    const { sizes, bias, parameters } = this.view;
    const first = this.first(layer, unit);
    const weights = this.step.before || parameters;
    const inputs = [...Array(sizes[layer - 1]).keys(), ...(bias ? [null] : [])];
    return inputs.map((input, k) => ({
      index: first + k,
      layer,
      unit,
      input,
      x: this.input(layer, input),
      weight: weights[first + k],
      value: weights[first + k] * this.input(layer, input),
    }));
  }

  // What leads out of a hidden unit: the deltas of the next layer, times the weights to it.
  outOf(layer, unit) {
    const { deltas } = this.step.layers[layer];
    return deltas.map((delta, next) => {
      const index = this.first(layer + 1, next) + unit;
      const weight = this.step.before[index];
      return { index, layer: layer + 1, unit: next, input: unit, weight, delta, value: delta * weight };
    });
  }

  // The weights into a unit with what the step does to them.
  changes(layer, unit) {
    const { before, change, after } = this.step;
    return this.into(layer, unit).map((wire) => ({
      ...wire,
      before: before[wire.index],
      value: change[wire.index],
      after: after[wire.index],
    }));
  }

  // --- In words

  // Which step this is: just taken, or to come.
  says() {
    const { step } = this;
    if (!this.learned) return word(step.kind === "held" ? "replayHeld" : "replayAsked");
    const values = { ...step, row: this.view.row, count: step.rows };
    if (step.kind === "row") return word(step.taken ? "replayTakenRow" : "replayNextRow", values);
    const batches = step.adjustments > 1;
    const key = batches
      ? step.rows > 1 ? "replayByBatch" : "replayByRow"
      : step.rows > 1 ? "replayByAll" : "replayByOne";
    const epoch = step.taken ? step.epoch : step.epoch + 1;
    return word(step.taken ? "replayTaken" : "replayNext", { epoch, by: word(key, values) });
  }

  title({ phase, layer, unit }) {
    const name = unit === undefined ? "" : this.view.unitName(layer, unit);
    return word(`replay_${phase}`) + (name ? `: ${name}` : "");
  }

  // What happens at a moment, in one sentence.
  caption(moment) {
    return `${this.title(moment)}. ${this.news(moment)}`;
  }

  news({ phase, layer, unit }) {
    const { view, step } = this;
    const { z, y, errors, deltas } = layer ? step.layers[layer - 1] : {};
    const name = (k) => view.unitName(layer, k);
    if (phase === "start") {
      return step.x.length > MOST_INPUTS_NAMED
        ? word("replayInputs", { count: step.x.length })
        : step.x.map((x, k) => `${view.unitName(0, k)} = ${show(x)}`).join(", ");
    }
    if (phase === "forward") return `z = ${show(z[unit])}, y = ${show(y[unit])}`;
    if (phase === "error") return errors.map((error, k) => `${name(k)}: ${show(error)}`).join(", ");
    if (phase === "back")
      return `${word("replayError")} = ${show(errors[unit])}, delta = ${show(deltas[unit])}`;
    if (phase === "end") {
      return step.answer.map((after, k) => `${name(k)}: ${show(y[k])} → ${show(after)}`).join(", ");
    }
    const { shown, rest } = strongestWires(this.changes(layer, unit));
    const texts = shown.map(
      (wire) => `${this.from(wire)}: ${show(wire.before)} → ${show(wire.after)}`,
    );
    return texts.join(", ") + (rest ? `, ${word("replayRest", { count: rest })}` : "");
  }

  from({ layer, input }) {
    return input === null ? word("bias") : this.view.unitName(layer - 1, input);
  }

  // --- The formulas of a moment, a line each: [text, result]

  lines(moment) {
    const { phase } = moment;
    if (phase === "forward") return this.forwardLines(moment);
    if (phase === "error") return this.errorLines(moment);
    if (phase === "back") return this.backLines(moment);
    return [];
  }

  sum(wires, text) {
    const { shown, rest } = strongestWires(wires);
    const terms = shown.map(text);
    if (rest) terms.push(`… [${word("replayRest", { count: rest })}]`);
    return terms.join(" + ");
  }

  forwardLines({ layer, unit }) {
    const { z, y } = this.step.layers[layer - 1];
    const name = this.view.activations[layer - 1].replace("_published", "");
    const term = ({ weight, x, input }) =>
      input === null ? bracket(weight) : `${bracket(weight)}·${bracket(x)}`;
    return [
      [`z = ${this.sum(this.into(layer, unit), term)} = `, show(z[unit])],
      [`y = ${name}(z) = ${name}(${show(z[unit])}) = `, show(y[unit])],
    ];
  }

  errorLines({ layer }) {
    const { y, errors } = this.step.layers[layer - 1];
    return errors.map((error, k) => [
      `${this.view.unitName(layer, k)}: ${word("errorTerm")} = ` +
        `${show(this.step.targets[k])} − ${bracket(y[k])} = `,
      show(error),
    ]);
  }

  backLines({ layer, unit }) {
    const { errors, slopes, deltas } = this.step.layers[layer - 1];
    const output = layer === this.view.sizes.length - 1;
    const slope =
      output && this.view.loss === "cross_entropy"
        ? "1 (cross-entropy)"
        : SLOPES[this.view.activations[layer - 1]];
    const lines = [];
    if (!output) {
      const term = ({ delta, weight }) => `${bracket(delta)}·${bracket(weight)}`;
      lines.push(
        [`${word("errorHidden")}:`, ""],
        [`${this.sum(this.outOf(layer, unit), term)} = `, show(errors[unit])],
      );
    }
    lines.push([`${word("slope")} = ${slope} = `, show(slopes[unit])]);
    lines.push([
      `${word("delta")} = ${bracket(errors[unit])} · ${bracket(slopes[unit])} = `,
      show(deltas[unit]),
    ]);
    return lines;
  }

  // What a weight does in this step: forward, back, and its change.
  wireLines(place, index) {
    const { step } = this;
    const x = this.input(place.layer, place.input);
    const weight = (step.before || this.view.parameters)[index];
    const lines = [
      [`${word("replayWireForward")} = ${bracket(weight)} · ${bracket(x)} = `, show(weight * x)],
    ];
    if (!this.learned) return lines;
    const delta = step.layers[place.layer - 1].deltas[place.unit];
    lines.push([`${word("derivativeLine")} = ${bracket(delta)} · ${bracket(x)} = `, show(delta * x)]);
    if (step.rows > 1)
      lines.push([`${word("replayWireSum", { count: step.rows })} = `, show(step.sum[index])]);
    lines.push(this.changeLine(index));
    lines.push([
      `${word("replayWireAfter")} = ${bracket(weight)} + ${bracket(step.change[index])} = `,
      show(step.after[index]),
    ]);
    return lines;
  }

  changeLine(index) {
    const { rate, momentum, memory, sum, change } = this.step;
    if (rate === "rprop") return [`${word("replayWireRprop")} = `, show(change[index])];
    const steps = `${show(rate)} · ${bracket(sum[index])}`;
    const text = momentum
      ? `${word("replayWireMomentum")} = ${show(momentum)} · ${bracket(memory[index])} + ${steps}`
      : `${word("replayWireChange")} = ${steps}`;
    return [`${text} = `, show(change[index])];
  }
}
