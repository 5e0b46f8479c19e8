// A moment of a step, drawn over the network: what travels along the wires, and what it becomes.

import { colours, css, diverging, mix } from "./colours.js";
import { drawn, show } from "./dom.js";
import { bracket, strongest, strongestWires } from "./replay_story.js";
import { word } from "./words.js";

const DIGITS = 3; // of a number in the picture
const LINE = 12; // the height of a line of a plate
const MOST_LABELS = 6; // written on the wires of a unit
const PLATE_LETTER = 6; // the width of a letter
const PLATE = 70; // what two half plates take of the room between two layers
const CROWDED = 40; // between two units: no room for plates

function widthOf(lines) {
  return Math.max(...lines.map((line) => line.length)) * PLATE_LETTER + 8;
}

export class ReplayPicture {
  constructor(network) {
    this.network = network;
    this.svg = null;
  }

  clear() {
    this.svg?.remove();
    this.svg = null;
    this.key = "";
    this.network.box.classList.remove("replaying");
  }

  // Draw moment k of a story, share of it done.
  draw(story, k, share) {
    const key = `${k} ${share >= 1}`;
    if (!this.svg?.isConnected || this.key !== key || this.story !== story) {
      this.clear();
      Object.assign(this, { story, key });
      this.svg = drawn("svg", {
        class: "replay-picture",
        viewBox: this.network.svg.getAttribute("viewBox"),
        "aria-hidden": "true",
      });
      this.network.box.classList.add("replaying");
      this.network.box.append(this.svg);
      this.pulses = [];
      this.drawMoment(k, share >= 1);
    }
    for (const pulse of this.pulses) pulse(share);
  }

  drawMoment(k, done) {
    const { story } = this;
    const moment = story.moments[k];
    const { phase, layer, unit } = moment;
    if (phase === "forward") this.wires(story.into(layer, unit), true, done);
    if (phase === "back" && layer < story.view.sizes.length - 1)
      this.wires(story.outOf(layer, unit), false, done);
    if (phase === "change") this.changes(story.changes(layer, unit), done);
    this.inputs();
    this.plates(k, done);
  }

  // --- Wires

  ends({ layer, unit, input }) {
    const { network } = this;
    const from =
      network.picture && layer === 1 ? network.pixelAt(input) : network.at(layer - 1, input);
    return [from, network.at(layer, unit)];
  }

  wire(wire, width, value) {
    const { positive, negative, zero, ink } = colours();
    const colour = value === 0 ? mix(zero, ink, 0.3) : value < 0 ? negative : positive;
    const path = drawn("path", {
      class: "wire",
      d: this.network.curve(...this.ends(wire)),
      stroke: css(colour),
      "stroke-width": width.toFixed(2),
    });
    this.svg.append(path);
    return { path, colour };
  }

  // Let values travel along wires: with them, or against them.
  wires(all, forward, done) {
    const wires = all.filter(({ input }) => input !== null);
    const { shown, rest } = strongest(wires, ({ value }) => Math.abs(value));
    const most = Math.max(...shown.map(({ value }) => Math.abs(value))) || 1;
    for (const wire of shown) {
      const size = Math.abs(wire.value) / most;
      const { path, colour } = this.wire(wire, 1.2 + 4 * size, wire.value);
      if (!done && wire.value !== 0) this.travel(path, colour, 3.5 + 3.5 * size, forward);
    }
    const short = ({ value }) => show(value, DIGITS);
    const long = (wire) =>
      `${bracket(wire.weight, DIGITS)}·${bracket(forward ? wire.x : wire.delta, DIGITS)} = ${short(wire)}`;
    this.labels(shown, long, short);
    if (rest) this.count(shown[0], !forward, rest);
  }

  travel(path, colour, r, forward) {
    const length = path.getTotalLength();
    const dot = drawn("circle", { class: "pulse", r, fill: css(colour) });
    this.svg.append(dot);
    this.pulses.push((share) => {
      const { x, y } = path.getPointAtLength(length * (forward ? share : 1 - share));
      dot.setAttribute("cx", x);
      dot.setAttribute("cy", y);
    });
  }

  // The weights into a unit, from what they were to what they become.
  changes(all, done) {
    const { shown, rest } = strongestWires(all);
    const wires = shown.filter(({ input }) => input !== null);
    const most = Math.max(...wires.map(({ value }) => Math.abs(value))) || 1;
    for (const wire of wires) {
      const { path } = this.wire(wire, 1, wire.after);
      path.style.opacity = String(0.35 + (0.65 * Math.abs(wire.value)) / most);
      this.pulses.push((share) => {
        const value = wire.before + (wire.after - wire.before) * share;
        path.setAttribute("stroke-width", Math.min(0.8 + 2.2 * Math.log2(1 + Math.abs(value)), 10));
      });
    }
    const change = ({ value }) => `${value < 0 ? "" : "+"}${show(value, DIGITS)}`;
    const text = (wire) =>
      `${show(wire.before, 4)} ${done ? `→ ${show(wire.after, 4)}` : change(wire)}`;
    this.labels(wires, text, change);
    const bias = shown.find(({ input }) => input === null);
    if (bias) this.bias(bias, `${word("bias")} ${text(bias)}`);
    if (rest) this.count(wires[0], false, rest);
  }

  // A bias is written beside its unit; below an output.
  bias({ layer, unit }, text) {
    const [x, y] = this.network.at(layer, unit);
    if (this.isOutput(layer)) this.text(x + 22, y + 32, text, { class: "weight", "text-anchor": "end" });
    else this.text(x + PLATE / 2 + 4, y + 4, text, { class: "weight", "text-anchor": "start" });
  }

  isOutput(layer) {
    return layer === this.story.view.sizes.length - 1;
  }

  // Write on the strongest wires, half way between the plates; short where there is no room.
  labels(wires, long, short) {
    const { network } = this;
    const { shown } = strongest(wires, ({ value }) => Math.abs(value), MOST_LABELS);
    if (network.picture && shown[0]?.layer === 1) {
      this.list(shown, (wire) => `${network.unitName(0, wire.input)}: ${long(wire)}`);
      return;
    }
    for (const wire of shown) {
      const [[x1, y1], [x2, y2]] = this.ends(wire);
      const room = x2 - x1 - PLATE;
      const share = 0.5 - (wire.layer === 1 ? 4 : 0) / (x2 - x1);
      this.text(
        x1 + (x2 - x1) * share,
        y1 + (y2 - y1) * share * share * (3 - 2 * share) - 7,
        long(wire).length * PLATE_LETTER < room ? long(wire) : short(wire),
        { class: "weight" },
      );
    }
  }

  // Wires from pixels lie side by side: what is to be said of them is a list between them.
  list(wires, text) {
    const [[x1, y1], [x2, y2]] = this.ends(wires[0]);
    if (x2 - x1 < 2 * PLATE) return;
    const top = (y1 + y2) / 2 - ((wires.length - 1) / 2) * 14 + 4;
    wires.forEach((wire, k) =>
      this.text((x1 + x2) / 2, top + 14 * k, text(wire), { class: "weight" }),
    );
  }

  // How many wires are not drawn, beside the unit that they belong to.
  count(wire, outgoing, rest) {
    const [x, y] = this.ends(wire)[outgoing ? 0 : 1];
    this.text(outgoing ? x + 34 : x - 34, y - 14, word("replayRest", { count: rest }), {
      "text-anchor": outgoing ? "start" : "end",
      class: "weight",
    });
  }

  text(x, y, text, attributes = {}) {
    this.svg.append(drawn("text", { x, y, text, "text-anchor": "middle", ...attributes }));
  }

  // --- Units

  inputs() {
    const { network, story } = this;
    if (network.picture) return;
    const room = this.gap(0) > 26;
    story.step.x.forEach((x, k) => {
      const [left, top] = network.at(0, k);
      const lines = [show(x, DIGITS)];
      if (room) this.plate(left - 10 + widthOf(lines) / 2, top, lines, Math.tanh(x));
    });
  }

  gap(layer) {
    const { network } = this;
    if (this.story.view.sizes[layer] < 2) return Infinity;
    return network.at(layer, 1)[1] - network.at(layer, 0)[1];
  }

  // What is known of the units at moment k. Where they are crowded, only of that of the moment.
  plates(k, done) {
    const { story } = this;
    const known = new Map();
    story.moments.slice(0, done ? k + 1 : k).forEach((moment) => {
      const units =
        moment.unit === undefined && moment.layer
          ? [...Array(story.view.sizes[moment.layer]).keys()]
          : [moment.unit];
      for (const unit of units) known.set(`${moment.layer} ${unit}`, { ...moment, unit });
    });
    const now = story.moments[k];
    for (const moment of known.values()) {
      if (!moment.layer) continue;
      const current = moment.layer === now.layer && [moment.unit, undefined].includes(now.unit);
      if (this.gap(moment.layer) < CROWDED && !current) this.spot(moment);
      else this.plateOf(moment, current);
    }
  }

  // Lines to show of a unit, and the value that colours it, from -1 to 1.
  content({ phase, layer, unit }) {
    const { step } = this.story;
    const { z, y, errors, deltas } = step.layers[layer - 1];
    const text = (x) => show(x, DIGITS);
    if (phase === "forward") return [[`z ${text(z[unit])}`, `y ${text(y[unit])}`], Math.tanh(y[unit])];
    if (phase === "error") {
      return [[`y ${text(y[unit])}`, `t ${text(step.targets[unit])}`, `t−y ${text(errors[unit])}`],
        errors[unit]];
    }
    if (phase === "end") return [[`y ${text(y[unit])}`, `→ ${text(step.answer[unit])}`], Math.tanh(step.answer[unit])];
    const most = Math.max(...deltas.map(Math.abs)) || 1;
    const first = this.isOutput(layer) ? `t−y ${text(errors[unit])}` : `e ${text(errors[unit])}`;
    return [[first, `δ ${text(deltas[unit])}`], deltas[unit] / most];
  }

  // Plates leave the names beside inputs and outputs free.
  plateOf(moment, current) {
    const [x, y] = this.network.at(moment.layer, moment.unit);
    const [lines, value] = this.content(moment);
    const shift = this.isOutput(moment.layer) ? 22 - widthOf(lines) / 2 : 0;
    this.plate(x + shift, y, lines, value, current);
  }

  plate(x, y, lines, value, current = false) {
    const { card, ink } = colours();
    const width = widthOf(lines);
    const height = lines.length * LINE + 5;
    this.svg.append(
      drawn("rect", {
        class: current ? "plate now" : "plate",
        x: x - width / 2,
        y: y - height / 2,
        width,
        height,
        rx: 6,
        fill: css(mix(card, diverging(value), 0.35)),
      }),
    );
    lines.forEach((text, k) =>
      this.text(x, y - height / 2 + LINE * (k + 1) - 0.5, text, { class: "plate-text", fill: css(ink) }),
    );
  }

  spot(moment) {
    const [x, y] = this.network.at(moment.layer, moment.unit);
    const [, value] = this.content(moment);
    this.svg.append(drawn("circle", { class: "plate", cx: x, cy: y, r: 8, fill: css(diverging(value)) }));
  }
}
