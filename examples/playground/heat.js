// The answers for two inputs as a picture: colour for the output, a dot for each row.

import { FIRST_LEVEL, classColour, colours, css, levelColours, mix } from "./colours.js";
import { element, paint, show } from "./dom.js";
import { word } from "./words.js";

const HEAT_SIDE = 860; // pixels of the layer with the rows
export class HeatView {
  // asked([x1, x2]) is called when a point is clicked or dragged.
  constructor(box, asked) {
    this.map = element("canvas", { class: "map", width: 1, height: 1, "aria-hidden": "true" });
    this.marks = element("canvas", { class: "marks", width: HEAT_SIDE, height: HEAT_SIDE, role: "img" });
    this.legend = element("div", { class: "legend" });
    box.replaceChildren(element("div", { class: "heat" }, this.map, this.marks), this.legend);
    this.marks.addEventListener("click", (event) => this.point(event, asked));
    this.marks.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") return; // a finger scrolls the page; a tap is a click
      this.marks.setPointerCapture(event.pointerId);
      this.point(event, asked);
    });
    this.marks.addEventListener("pointermove", (event) => {
      const held = event.pointerType !== "touch" && this.marks.hasPointerCapture(event.pointerId);
      if (held) this.point(event, asked);
    });
  }

  point(event, asked) {
    const box = this.marks.getBoundingClientRect();
    const share = [
      (event.clientX - box.left) / box.width,
      1 - (event.clientY - box.top) / box.height,
    ];
    asked(
      share.map((s, k) => {
        const [low, high] = this.ranges[k];
        return Math.round((low + (high - low) * Math.min(Math.max(s, 0), 1)) * 1000) / 1000;
      }),
    );
  }

  // ranges: of the two inputs; rows: {x, target, held}; classes: names; span: of one output
  build({ ranges, rows, classes, span }) {
    Object.assign(this, { ranges, rows, classes, span, marked: null });
    this.marks.setAttribute("aria-label", word("result"));
    this.map.width = 1; // the picture of an earlier model goes
    if (classes && classes.length > 2) {
      this.legend.replaceChildren(
        ...classes.map((name, k) => {
          const swatch = element("span", { class: "swatch" });
          swatch.style.background = css(classColour(k));
          return element("span", {}, swatch, ` ${name}`);
        }),
      );
    } else {
      const [low, high] = classes || span.map((value) => show(value));
      this.legend.replaceChildren(low, element("span", { class: "ramp" }), high);
    }
  }

  // text: the answers of all units, a character each; the last ones are those of the outputs
  setMap({ size, text }, units, outputs) {
    const { card } = colours();
    const first = units - outputs;
    const shades = levelColours(0.82);
    paint(this.map, size, (k) => {
      if (outputs === 1) return shades[text.charCodeAt(k * units + first) - FIRST_LEVEL];
      const values = Array.from(text.slice(k * units + first, (k + 1) * units), (character) =>
        character.charCodeAt(0),
      );
      const most = Math.max(...values);
      const best = values.indexOf(most);
      const second = Math.max(...values.filter((_, unit) => unit !== best));
      return mix(card, classColour(best), 0.25 + 0.65 * Math.min(1, (most - second) / 70));
    });
  }

  // The rows do not move while it learns: draw them when the situation does.
  mark(situation) {
    const key = situation.join();
    if (this.marked !== key) this.drawMarks(situation);
    this.marked = key;
  }

  drawMarks(situation) {
    const context = this.marks.getContext("2d");
    const { positive, negative, card, ink } = colours();
    context.clearRect(0, 0, HEAT_SIDE, HEAT_SIDE);
    const place = (x) =>
      x.map((value, k) => {
        const [low, high] = this.ranges[k];
        const share = (value - low) / (high - low);
        return HEAT_SIDE * (k ? 1 - share : share);
      });
    const radius = this.rows.length > 20 ? 9 : 17;
    context.lineWidth = 3;
    for (const { x, target, held } of this.rows) {
      const [left, top] = place(x);
      let colour =
        target.length > 1
          ? classColour(target.indexOf(Math.max(...target)))
          : mix(negative, positive, (target[0] - this.span[0]) / (this.span[1] - this.span[0]));
      colour = mix(colour, ink, 0.12);
      context.beginPath();
      context.arc(left, top, radius, 0, 2 * Math.PI);
      context.fillStyle = held ? css(card) : css(colour);
      context.strokeStyle = held ? css(colour) : css(card);
      context.fill();
      context.stroke();
    }
    const [left, top] = place(situation);
    context.strokeStyle = css(ink);
    context.lineWidth = 4;
    context.beginPath();
    context.moveTo(left - 22, top);
    context.lineTo(left + 22, top);
    context.moveTo(left, top - 22);
    context.lineTo(left, top + 22);
    context.stroke();
  }
}
