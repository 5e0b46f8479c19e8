// Two plots: the loss, epoch by epoch, and a neuron's activation with the rows on it.

import { colours, css, mix } from "./colours.js";
import { drawn, element, show } from "./dom.js";
import { word } from "./words.js";

const PLOT_WIDTH = 380;
const PLOT_HEIGHT = 190;
const FRAME = { left: 52, right: 10, top: 10, bottom: 34 };
const MOST_DRAWN = 400;
const LEAST = 1e-12; // a loss on the axis, where all are 0

function plot(label, height = PLOT_HEIGHT) {
  return drawn("svg", {
    class: "plot",
    viewBox: `0 0 ${PLOT_WIDTH} ${height}`,
    role: "img",
    "aria-label": label,
  });
}

// --- The loss of the weights after each epoch. Both axes are logarithmic, that of the epochs from
// epoch + 1, as most of the learning is in the first ones.

const place = (epoch) => Math.log(epoch + 1);

export class LossChart {
  constructor(box) {
    this.box = box;
    this.clear();
  }

  // kind: of the loss that is drawn from now on
  clear(kind = null) {
    this.kind = kind;
    this.learned = [];
    this.held = [];
    this.forget();
    this.draw();
  }

  // Make its words anew with the next drawing.
  forget() {
    this.svg = null;
  }

  add(epoch, loss, held) {
    this.addTo("learned", epoch, loss);
    this.addTo("held", epoch, held);
  }

  addTo(series, epoch, loss) {
    if (loss === null || loss === undefined) return;
    const points = this[series];
    while (points.length && points.at(-1)[0] >= epoch) points.pop();
    points.push([epoch, loss]);
    if (points.length > MOST_DRAWN) {
      // Keep those that lie well apart on the logarithmic axis.
      const last = points.at(-1);
      let reached = -1;
      const gap = place(last[0]) / (MOST_DRAWN / 2);
      this[series] = points.filter((point, k) => {
        const far = place(point[0]) - reached >= gap || k < 20 || point === last;
        if (far) reached = place(point[0]);
        return far;
      });
    }
  }

  // Return so many points at most, the first and the last among them: [epoch, loss, held-out loss].
  points(most = MOST_DRAWN + 1) {
    const held = new Map(this.held);
    const every = Math.ceil(this.learned.length / (most - 1));
    const last = this.learned.length - 1;
    return this.learned
      .filter((_, k) => k === 0 || (last - k) % every === 0)
      .map(([epoch, loss]) => [epoch, loss, held.get(epoch) ?? null]);
  }

  draw() {
    const all = [...this.learned, ...this.held];
    if (!all.length) {
      this.box.replaceChildren(element("p", { class: "hint", text: word("chartEmpty") }));
      this.svg = null;
      return;
    }
    const epochs = Math.max(10, ...all.map(([epoch]) => epoch));
    const losses = all.map(([, loss]) => loss).filter((loss) => loss > 0);
    if (!losses.length) losses.push(LEAST);
    const least = Math.min(...losses); // where a loss of 0 is drawn
    const top = Math.log10(Math.max(...losses)) + 0.05;
    const low = Math.min(Math.log10(least) - 0.05, top - 0.6);
    const x = (epoch) =>
      FRAME.left +
      ((PLOT_WIDTH - FRAME.left - FRAME.right) * place(epoch)) / place(epochs);
    const y = (loss) =>
      FRAME.top +
      ((PLOT_HEIGHT - FRAME.top - FRAME.bottom) * (top - Math.log10(loss || least))) / (top - low);
    if (!this.svg) {
      this.svg = plot(word("lossChart"));
      this.axesKey = "";
      this.axes = drawn("g");
      this.lines = ["held", "learned"].map((name) => [name, drawn("path", { class: name })]);
      this.svg.append(this.axes, ...this.lines.map(([, path]) => path));
      this.key = element("div", { class: "legend" });
      this.box.replaceChildren(this.svg, this.key);
    }
    const key = [epochs, low, top].join();
    if (this.axesKey !== key) this.drawAxes(x, y, epochs, low, top);
    this.axesKey = key;
    for (const [name, path] of this.lines) {
      const [first, ...others] = this[name].map(
        ([epoch, loss]) => `${x(epoch).toFixed(1)} ${y(loss).toFixed(1)}`,
      );
      // A single point is drawn as a line without length: its round ends are a dot.
      path.classList.toggle("dot", Boolean(first) && !others.length);
      path.setAttribute("d", first ? `M${[first, ...(others.length ? others : [first])].join("L")}` : "");
    }
    this.drawKey();
  }

  drawAxes(x, y, epochs, low, top) {
    const marks = [];
    const bottom = PLOT_HEIGHT - FRAME.bottom;
    const right = PLOT_WIDTH - FRAME.right;
    for (let epoch = 0; epoch <= epochs; epoch = epoch ? epoch * 10 : 1) {
      const text = String(epoch);
      marks.push(
        drawn("path", { class: "axis", d: `M${x(epoch)} ${FRAME.top}V${bottom}` }),
        drawn("text", {
          x: Math.min(x(epoch), right - 3.3 * text.length), // whole within the picture
          y: bottom + 14,
          "text-anchor": "middle",
          text,
        }),
      );
    }
    for (const tick of ticksBetween(low, top)) {
      marks.push(
        drawn("path", { class: "axis", d: `M${FRAME.left} ${y(tick)}H${right}` }),
        drawn("text", {
          x: FRAME.left - 6,
          y: y(tick) + 4,
          "text-anchor": "end",
          text: show(tick, 2),
        }),
      );
    }
    marks.push(
      drawn("text", { x: right, y: PLOT_HEIGHT - 4, "text-anchor": "end", text: word("epoch") }),
    );
    this.axes.replaceChildren(...marks);
  }

  drawKey() {
    const names = [["learned", "learnedLoss"], ...(this.held.length ? [["held", "heldLoss"]] : [])];
    const text = names.map(([, key]) => word(key)).join();
    if (this.keyText === text && this.key.childElementCount) return;
    this.keyText = text;
    this.key.replaceChildren(
      ...names.map(([name, key]) =>
        element(
          "span",
          {},
          drawn(
            "svg",
            {
              class: "plot",
              width: 26,
              height: 8,
              viewBox: "0 0 26 8",
              "aria-hidden": "true",
              style: null,
            },
            drawn("path", { class: name, d: "M0 4H26" }),
          ),
          ` ${word(key)}`,
        ),
      ),
    );
    for (const svg of this.key.querySelectorAll("svg")) {
      svg.style.width = "26px";
      svg.style.display = "inline";
    }
  }

  words() {
    const last = this.learned.at(-1);
    if (!last) return "";
    const [began, first] = this.learned[0];
    let text = word(began === 0 ? "chartSays" : "chartSaysNow", {
      epoch: last[0],
      loss: show(last[1], 3),
      first: show(first, 3),
    });
    if (this.held.length) text += ` ${word("chartHeld", { held: show(this.held.at(-1)[1], 3) })}`;
    return text;
  }
}

// Round numbers on a logarithmic axis, low and top being powers of ten: at most seven.
function ticksBetween(low, top) {
  for (const digits of [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]]) {
    const ticks = [];
    for (let power = Math.floor(low); power <= top; power++) {
      ticks.push(...digits.map((digit) => digit * 10 ** power));
    }
    const inside = ticks.filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= top);
    const apart = inside.every(
      (tick, k) => !k || Math.log10(tick / inside[k - 1]) > (top - low) / 9,
    );
    if (apart) return inside;
    if (digits.length === 1) return inside.filter((_, k) => k % Math.ceil(inside.length / 6) === 0);
  }
  return [];
}

// --- A neuron's activation: each row a mark on the curve, a line to its target

const CURVE = { left: FRAME.left, right: PLOT_WIDTH - 14, top: 10, bottom: 200 };

export class CurveView {
  constructor(box) {
    this.svg = plot(word("curve"), 240);
    this.axes = drawn("g");
    this.line = drawn("path", { class: "curve" });
    this.marks = drawn("g");
    // What lies beyond the axes is cut off there; no number is bent to fit.
    const { left, right, top, bottom } = CURVE;
    const size = { x: left, y: top - 2, width: right - left, height: bottom - top + 4 };
    const clip = drawn("clipPath", { id: "curve-clip" }, drawn("rect", size));
    const inside = drawn("g", { "clip-path": "url(#curve-clip)" }, this.line);
    this.svg.append(clip, this.axes, inside, this.marks);
    box.replaceChildren(this.svg);
  }

  // Where the sums are beyond all bounds there is nothing to draw.
  clear() {
    this.key = null;
    this.line.removeAttribute("d");
    this.axes.replaceChildren();
    this.marks.replaceChildren();
  }

  // curve: {span, values}: the activation's outputs for weighted sums from -span to span;
  // rows: {z, y, target, held, name}, each with a weighted sum within the span
  draw({ span, values }, rows) {
    const bounded = values.every((y) => Math.abs(y) <= 1.001);
    const seen = rows.flatMap(({ y, target }) => [y, target]);
    const low = Math.min(...(bounded ? values : [-1]), ...seen);
    const high = Math.max(...(bounded ? values : [1]), ...seen);
    const margin = 0.04 * (high - low);
    const key = [span, low, high, values[0]].join();
    if (this.key !== key) this.drawCurve({ span, values, low: low - margin, high: high + margin });
    this.key = key;
    this.drawRows(rows);
  }

  drawCurve({ span, values, low, high }) {
    Object.assign(this, { span, low, high });
    const step = (2 * span) / (values.length - 1);
    const points = values.map((y, k) => `${this.x(step * k - span)} ${this.y(y)}`);
    this.line.setAttribute("d", `M${points.join("L")}`);
    this.drawAxes();
  }

  drawAxes() {
    const { span } = this;
    const marks = [-span, -span / 2, 0, span / 2, span].flatMap((z) => [
      drawn("path", { class: "axis", d: `M${this.x(z)} ${CURVE.top}V${CURVE.bottom}` }),
      drawn("text", { x: this.x(z), y: 215, "text-anchor": "middle", text: show(z, 4) }),
    ]);
    for (const y of [...new Set([Math.ceil(this.low), 0, Math.floor(this.high)])]) {
      marks.push(
        drawn("path", { class: "axis", d: `M${CURVE.left} ${this.y(y)}H${CURVE.right}` }),
        drawn("text", {
          x: CURVE.left - 8,
          y: this.y(y) + 4,
          "text-anchor": "end",
          text: show(y, 4),
        }),
      );
    }
    marks.push(
      drawn("text", {
        x: PLOT_WIDTH - 10,
        y: 234,
        "text-anchor": "end",
        text: word("weightedSum"),
      }),
      drawn("text", { x: 4, y: 10, text: "y" }),
    );
    this.axes.replaceChildren(...marks);
  }

  x(z) {
    const share = (z + this.span) / (2 * this.span);
    return (CURVE.left + (CURVE.right - CURVE.left) * share).toFixed(1);
  }

  y(y) {
    const share = (this.high - y) / (this.high - this.low);
    return CURVE.top + (CURVE.bottom - CURVE.top) * share;
  }

  drawRows(rows) {
    const { positive, negative, card } = colours();
    const marks = [];
    const names = []; // rows that lie together share a label
    const middle = (this.low + this.high) / 2;
    for (const { z, y, target, held, name } of rows) {
      const x = Number(this.x(z));
      const colour = mix(target > middle ? positive : negative, card, held ? 0.5 : 0);
      marks.push(drawn("path", { class: "miss", d: `M${x} ${this.y(y)}V${this.y(target)}` }));
      const mark = drawn("circle", { class: "mark", cx: x, cy: this.y(y), r: 6 });
      mark.setAttribute("fill", css(colour));
      marks.push(mark);
      if (rows.length > 10) continue;
      const at = { x: x + 9, y: this.y(y) + (y > middle ? 16 : -8), names: [name] };
      const near = names.find((other) => Math.hypot(other.x - at.x, other.y - at.y) < 16);
      if (near) near.names.push(name);
      else names.push(at);
    }
    marks.push(
      ...names.map((at) => drawn("text", { x: at.x, y: at.y, text: at.names.join(", ") })),
    );
    this.marks.replaceChildren(...marks);
  }
}
