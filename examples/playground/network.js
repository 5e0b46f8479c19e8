// The drawing of the network. Its weights can be seen, selected, dragged, and moved by keys.

import {
  FIRST_LEVEL,
  classColour,
  colours,
  css,
  diverging,
  levelColours,
  mix,
  outputLevels,
} from "./colours.js";
import { drawn, element, fixed, paint, setText, show } from "./dom.js";
import { word } from "./words.js";

const UNIT_GAP = 52; // between units
const SMALL_GAP = 24; // in a layer of many
const MANY = 16;
const MAP = 38; // a unit's heat map
const PICTURE = 88; // a side of the picture of an input
const PICTURE_X = 62; // its middle
const MOST_WIRES = 700;
const TITLE_LETTER = 8; // room for one in a title
const FEW_WIRES = 9; // so few that each can show its weight

// Return where each parameter belongs: {layer, unit, input}, input null for a bias.
function places(sizes, bias) {
  const list = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    for (let unit = 0; unit < sizes[layer]; unit++) {
      for (let input = 0; input < sizes[layer - 1]; input++) list.push({ layer, unit, input });
      if (bias) list.push({ layer, unit, input: null });
    }
  }
  return list;
}

// A name as it fits beside a unit; of a category "colour: red" that is its own part.
function shortened(name) {
  const text = name.length > 11 ? name.split(": ").at(-1) : name;
  return text.length > 11 ? `${text.slice(0, 10)}…` : text;
}

export class NetworkView {
  // chosen(index) is called when a weight is selected, changed(index, value) when it is moved.
  constructor(box, { chosen, changed }) {
    this.box = box;
    this.onChosen = chosen;
    this.onChanged = changed;
    this.selected = null;
    this.tip = element("div", { class: "tip", hidden: true });
  }

  // names: of the inputs and of the outputs. picture: the inputs are 8x8 pixels. maps: each unit
  // shows its heat map.
  // spans: the outputs of each layer that the two colours stand for.
  build({ sizes, bias, inputs, outputs, picture, maps, spans }) {
    Object.assign(this, { sizes, inputs, outputs, picture, maps, spans });
    this.places = places(sizes, bias);
    this.parameters = [];
    this.moved = new Map(); // weights moved by hand, until those that are shown have them
    if (this.selected !== null && this.selected >= this.places.length) this.selected = null;
    const gap = (layer) => (sizes[layer] > MANY ? SMALL_GAP : UNIT_GAP);
    const heights = sizes.map((size, k) => (picture && k === 0 ? 6 * SMALL_GAP : size * gap(k)));
    const zoom = Number(getComputedStyle(this.box).getPropertyValue("--zoom")) || 1;
    const width = Math.max(Math.round(this.box.clientWidth / zoom) || 560, 280);
    const height = Math.max(Math.max(...heights) + 34, 140);
    this.width = width;
    this.height = height;
    const left = picture ? 62 : 76;
    const right = width - (this.outputs.length > 1 || width > 420 ? 78 : 52);
    const column = (layer) => left + ((right - left) * layer) / (sizes.length - 1);
    const y = (layer, unit) =>
      30 + (height - 34) * 0.5 + (unit - (sizes[layer] - 1) / 2) * gap(layer);
    this.columnGap = (right - left) / (sizes.length - 1);
    this.at = (layer, unit) =>
      picture && layer === 0
        ? [column(0) + 34, 30 + (height - 34) * 0.5]
        : [column(layer), y(layer, unit)];
    this.svg = drawn("svg", {
      viewBox: `0 0 ${width} ${height}`,
      role: "group",
      "aria-label": word("network"),
    });
    this.box.replaceChildren(this.svg, this.tip);
    this.drawWires();
    this.drawUnits();
    this.select(this.selected, false);
  }

  // The path of a wire.
  curve([x1, y1], [x2, y2]) {
    const bend = (x2 - x1) / 2.2;
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }

  // Where a pixel of the picture is.
  pixelAt(k) {
    const [, middle] = this.at(0, 0);
    const pixel = PICTURE / 8;
    return [
      PICTURE_X + ((k % 8) - 3.5) * pixel,
      middle + (Math.floor(k / 8) - 3.5) * pixel,
    ];
  }

  wireShown(place) {
    return place.input !== null && !(this.picture && place.layer === 1);
  }

  drawWires() {
    this.wires = new Map();
    this.labels = new Map();
    this.grips = new Map();
    const few = this.places.length <= MOST_WIRES;
    const lines = drawn("g", { "aria-hidden": "true" });
    const grips = drawn("g");
    this.places.forEach((place, index) => {
      if (!this.wireShown(place)) return;
      const [x1, y1] = this.at(place.layer - 1, place.input);
      const [x2, y2] = this.at(place.layer, place.unit);
      const d = this.curve([x1, y1], [x2, y2]);
      const wire = drawn("path", { class: "wire", d });
      this.wires.set(index, wire);
      lines.append(wire);
      if (this.places.length <= FEW_WIRES) this.labels.set(index, this.wireLabel(x1, y1, x2, y2));
      if (few) {
        const grip = drawn("path", { class: "grip", d, ...this.slider(index) });
        this.grips.set(index, grip);
        grips.append(grip);
      }
    });
    this.svg.append(lines, grips, ...this.labels.values());
  }

  // A place for a weight's value, on its wire, a third of the way.
  wireLabel(x1, y1, x2, y2) {
    const t = 0.36;
    const share = t * t * (3 - 2 * t);
    return drawn("text", {
      class: "weight",
      x: x1 + (x2 - x1) * (t * 0.8 + 0.1),
      y: y1 + (y2 - y1) * share - 5,
      "text-anchor": "middle",
      "aria-hidden": "true",
    });
  }

  drawUnits() {
    this.canvases = [];
    this.dots = new Map();
    const { sizes } = this;
    sizes.forEach((size, layer) => {
      const title = this.title(layer);
      const x = this.picture && layer === 0 ? 62 : this.at(layer, 0)[0];
      this.svg.append(
        drawn("text", { class: "small", x, y: 12, "text-anchor": "middle", text: title }),
      );
      if (layer === 0 && this.picture) {
        this.canvases.push([this.canvas(PICTURE_X, this.at(0, 0)[1], PICTURE, 8)]);
        return;
      }
      this.canvases.push([]);
      for (let unit = 0; unit < size; unit++) this.drawUnit(layer, unit);
    });
  }

  // A layer's title; where columns stand close, a hidden one's is that of its units.
  title(layer) {
    if (layer === 0) return word("inputs");
    if (layer === this.sizes.length - 1) return word("outputs");
    const title = word("hidden", { layer });
    return title.length * TITLE_LETTER > this.columnGap ? `h${layer}` : title;
  }

  drawUnit(layer, unit) {
    const [x, y] = this.at(layer, unit);
    const last = layer === this.sizes.length - 1;
    const small = this.sizes[layer] > MANY;
    if (layer > 0 && (this.maps || (this.picture && layer === 1))) {
      this.canvases[layer].push(this.canvas(x, y, small ? 20 : MAP, this.maps ? 24 : 8));
    } else {
      const node = drawn("circle", { class: "node", cx: x, cy: y, r: small ? 8 : layer ? 20 : 9 });
      this.svg.append(node);
      if (layer > 0 && !small) {
        node.value = drawn("text", { class: "value", x, y: y + 4, "text-anchor": "middle" });
        this.svg.append(node.value);
      }
      this.canvases[layer].push(node);
    }
    const label = (text, dx, anchor) => {
      const at = { x: x + dx, y: y + 4, "text-anchor": anchor };
      this.svg.append(drawn("text", at, shortened(text), drawn("title", { text })));
    };
    if (layer === 0) label(this.inputs[unit], -14, "end");
    if (layer > 0 && !last && !small && !this.picture) {
      this.svg.append(
        drawn("text", {
          class: "tiny",
          x,
          y: y - MAP / 2 - 3,
          "text-anchor": "middle",
          text: this.unitName(layer, unit),
        }),
      );
    }
    if (last) label(this.outputs[unit], MAP / 2 + 6, "start");
    const index = this.places.findIndex(
      (place) => place.layer === layer && place.unit === unit && place.input === null,
    );
    if (index >= 0) {
      const off = small ? 10 : MAP / 2 - 1;
      const dot = drawn("circle", {
        class: "dot",
        cx: x - off + 2,
        cy: y + off - 2,
        r: small ? 4 : 6,
        ...this.slider(index),
      });
      this.dots.set(index, dot);
      this.svg.append(dot);
      if (this.places.length <= FEW_WIRES) {
        const label = drawn("text", {
          class: "weight",
          x,
          y: y + off + 18,
          "text-anchor": "middle",
        });
        this.svg.append(label);
        this.labels.set(index, label);
      }
    }
  }

  canvas(x, y, size, pixels) {
    const canvas = element("canvas", {
      width: pixels,
      height: pixels,
      "aria-hidden": "true",
      class: pixels === 8 ? "pixels" : "",
    });
    const scale = 100 / this.width;
    canvas.style.left = `${(x - size / 2) * scale}%`;
    canvas.style.top = `${((y - size / 2) * 100) / this.height}%`;
    canvas.style.width = `${size * scale}%`;
    canvas.style.height = `${(size * 100) / this.height}%`;
    this.box.append(canvas);
    return canvas;
  }

  // --- A weight as a slider: one stop for the Tab key, arrows to move and to change

  slider(index) {
    return {
      role: "slider",
      tabindex: -1,
      "aria-label": this.name(index),
      "aria-valuemin": -1000,
      "aria-valuemax": 1000,
      "aria-valuenow": 0,
      "data-index": index,
      "aria-orientation": "vertical",
      onpointerdown: (event) => this.grab(event, index),
      onpointerenter: (event) => this.showTip(event, index),
      onpointerleave: () => {
        this.tip.hidden = true;
      },
      onkeydown: (event) => this.key(event, index),
      onclick: (event) => event.currentTarget.focus({ preventScroll: true }),
      onfocus: () => this.select(index, true),
    };
  }

  // A weight's value, as it is after all moves by hand.
  latest(index) {
    return this.moved.get(index) ?? this.parameters[index] ?? 0;
  }

  name(index) {
    const { layer, unit, input } = this.places[index];
    const to = this.unitName(layer, unit);
    if (input === null) return word("biasOf", { to });
    return word("weightFrom", { from: this.unitName(layer - 1, input), to });
  }

  shortName(index) {
    const { layer, unit, input } = this.places[index];
    const to = this.unitName(layer, unit);
    return input === null ? word("biasOf", { to }) : `${this.unitName(layer - 1, input)} → ${to}`;
  }

  unitName(layer, unit) {
    if (layer === 0) return this.inputs[unit];
    if (layer === this.sizes.length - 1) return this.outputs[unit];
    return `h${layer}.${unit + 1}`;
  }

  handle(index) {
    return this.grips.get(index) || this.dots.get(index);
  }

  select(index, tell) {
    const before = this.handle(this.selected);
    if (before) {
      before.classList.remove("chosen");
      before.setAttribute("tabindex", -1);
    }
    this.selected = index;
    const first = [...this.grips.keys(), ...this.dots.keys()][0];
    const handle = this.handle(index ?? first);
    if (handle) handle.setAttribute("tabindex", 0);
    if (index !== null && handle) handle.classList.add("chosen");
    if (tell) this.onChosen(index);
  }

  grab(event, index) {
    // A finger scrolls the page, unless the weight was selected before by a tap.
    if (event.pointerType === "touch" && index !== this.selected) return;
    event.preventDefault();
    const handle = event.currentTarget;
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
    const start = event.clientY;
    const value = this.latest(index);
    const move = (moved) => {
      const change = (start - moved.clientY) / 25;
      this.onChanged(index, Math.round((value + change) * 100) / 100);
      this.showTip(moved, index);
    };
    const end = () => {
      handle.removeEventListener("pointermove", move);
      this.tip.hidden = true;
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  }

  key(event, index) {
    const all = [...this.grips.keys(), ...this.dots.keys()].sort((a, b) => a - b);
    const place = all.indexOf(index);
    const step = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 1, PageDown: -1 }[event.key];
    const go = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: all.length - 1 }[
      event.key
    ];
    if (step !== undefined) {
      this.onChanged(index, Math.round((this.latest(index) + step) * 1e6) / 1e6);
    } else if (go !== undefined) {
      this.handle(all[(go + all.length) % all.length]).focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  showTip(event, index) {
    const box = this.box.getBoundingClientRect();
    this.tip.hidden = false;
    this.tip.style.left = `${Math.min(Math.max(event.clientX - box.left, 90), box.width - 90)}px`;
    this.tip.style.top = `${event.clientY - box.top}px`;
    this.tipIndex = index;
    setText(this.tip, `${this.name(index)}: ${show(this.parameters[index])}`);
  }

  // --- What changes while it learns

  // settled: whether these take all moves by hand into account
  setParameters(parameters, settled) {
    if (parameters.length !== this.places.length) return; // of an earlier model
    if (settled) this.moved.clear();
    this.parameters = [...parameters];
    const { positive, negative } = colours();
    const crowded = this.wires.size > 120;
    for (const [index, wire] of this.wires) {
      const value = parameters[index];
      const size = Math.abs(value);
      wire.setAttribute("stroke", css(value < 0 ? negative : positive, crowded ? 0.55 : 0.85));
      wire.setAttribute("stroke-width", Math.min(0.4 + 2.2 * Math.log2(1 + size), 10).toFixed(2));
    }
    for (const [index, label] of this.labels) {
      const name = this.places[index].input === null ? `${word("bias")} ` : "";
      setText(label, name + show(parameters[index], 4));
    }
    for (const [index, dot] of this.dots) {
      dot.setAttribute("fill", css(diverging(Math.tanh(parameters[index] / 2))));
    }
    const selected = this.handle(this.selected);
    if (selected) this.tellValue(this.selected, selected);
    if (!this.tip.hidden)
      setText(this.tip, `${this.name(this.tipIndex)}: ${show(parameters[this.tipIndex])}`);
    if (this.picture) this.paintWeights();
  }

  tellValue(index, handle) {
    handle.setAttribute("aria-valuenow", this.parameters[index].toFixed(3));
    handle.setAttribute("aria-valuetext", show(this.parameters[index], 4));
  }

  // Let every weight tell its value, when the training rests.
  tellValues() {
    if (!this.parameters.length) return;
    for (const [index, handle] of [...this.grips, ...this.dots]) this.tellValue(index, handle);
  }

  // The first hidden units of a picture's network show their weights, pixel by pixel.
  paintWeights() {
    const count = this.sizes[0];
    const stride = this.places[count] && this.places[count].input === null ? count + 1 : count;
    this.canvases[1].forEach((canvas, unit) => {
      const weights = this.parameters.slice(unit * stride, unit * stride + count);
      const most = Math.max(...weights.map(Math.abs), 0.3);
      paint(canvas, 8, (k) => diverging(weights[k] / most));
    });
  }

  // text: the answers of all units on a grid, a character each, unit after unit for each point
  setMaps({ size, text }) {
    const canvases = this.canvases.slice(1).flat();
    const outputs = this.sizes.at(-1);
    const first = canvases.length - outputs;
    canvases.forEach((canvas, unit) => {
      const shades = unit < first ? levelColours(1) : outputLevels(unit - first, outputs);
      paint(canvas, size, (k) => shades[text.charCodeAt(k * canvases.length + unit) - FIRST_LEVEL]);
    });
  }

  // The colour of an output, on the same scale as in the maps; of an input, by its sign.
  unitColour(layer, unit, value) {
    if (layer === 0) return diverging(Math.tanh(value));
    const [low, high] = this.spans[layer - 1];
    const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
    const outputs = this.sizes.at(-1);
    if (layer < this.sizes.length - 1 || outputs === 1) return diverging(2 * share - 1);
    return mix(colours().zero, classColour(unit), share);
  }

  // Colour the units by the outputs for the situation under consideration.
  setOutputs(explained) {
    if (this.picture) {
      paint(this.canvases[0][0], 8, (k) => diverging(explained[0].x[k]));
    }
    this.canvases.forEach((units, layer) => {
      const values = layer === 0 ? explained[0].x : explained[layer - 1].y;
      units.forEach((node, unit) => {
        if (node.tagName === "circle") {
          node.style.fill = css(this.unitColour(layer, unit, values[unit] ?? 0));
          if (node.value) setText(node.value, fixed(values[unit], 2));
        }
      });
    });
  }
}
