// The answers for two inputs as a picture: colour for the output, a dot for each row.

import { colours, css, diverging, mix } from "./colours.js";
import { element } from "./dom.js";
import { word } from "./words.js";

const HEAT_SIDE = 430;
const FIRST = 33; // the character that stands for the lowest output
const LEVELS = 93;

// The text of a map as numbers from -1 to 1: levels(unit, k), unit counted over all layers.
export function readMap(text, units) {
  return (unit, k) => ((text.charCodeAt(k * units + unit) - FIRST) / LEVELS) * 2 - 1;
}

export class HeatView {
  // asked([x1, x2]) is called when a point is clicked or dragged.
  constructor(box, asked) {
    this.canvas = element("canvas", { width: HEAT_SIDE * 2, height: HEAT_SIDE * 2, role: "img" });
    this.small = element("canvas");
    this.legend = element("div", { class: "legend" });
    box.replaceChildren(element("div", { class: "heat" }, this.canvas), this.legend);
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      this.point(event, asked);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (this.canvas.hasPointerCapture(event.pointerId)) this.point(event, asked);
    });
  }

  point(event, asked) {
    const box = this.canvas.getBoundingClientRect();
    const share = [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
    asked(share.map((s, k) => {
      const [low, high] = this.ranges[k];
      return Math.round((low + (high - low) * Math.min(Math.max(s, 0), 1)) * 1000) / 1000;
    }));
  }

  // ranges: of the two inputs; rows: {x, target, held}; classes: names; span: of one output
  setRows({ ranges, rows, classes, span }) {
    Object.assign(this, { ranges, rows, classes, span });
    if (classes && classes.length > 2) {
      this.legend.replaceChildren(...classes.map((name, k) => {
        const swatch = element("span", { class: "swatch" });
        swatch.style.background = css(colours().classes[k % 3]);
        return element("span", {}, swatch, ` ${name}`);
      }));
    } else {
      const [low, high] = classes || span.map(String);
      this.legend.replaceChildren(low, element("span", { class: "ramp" }), high);
    }
  }

  setMap(map, units, outputs) {
    const levels = readMap(map.text, units);
    const first = units - outputs;
    const { classes, card } = colours();
    const size = map.size;
    this.small.width = size;
    this.small.height = size;
    const context = this.small.getContext("2d");
    const image = context.createImageData(size, size);
    for (let k = 0; k < size * size; k++) {
      let colour;
      if (outputs === 1) {
        colour = mix(card, diverging(levels(first, k)), 0.82);
      } else {
        const values = Array.from({ length: outputs }, (_, unit) => levels(first + unit, k));
        const best = values.indexOf(Math.max(...values));
        const second = Math.max(...values.filter((_, unit) => unit !== best));
        const lead = Math.min(1, (values[best] - second) / 1.5);
        colour = mix(card, classes[best % 3], 0.25 + 0.65 * lead);
      }
      image.data.set([...colour, 255], 4 * k);
    }
    context.putImageData(image, 0, 0);
  }

  draw(situation) {
    const context = this.canvas.getContext("2d");
    const side = this.canvas.width;
    const { classes, positive, negative, card, ink } = colours();
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.clearRect(0, 0, side, side);
    if (this.small.width) context.drawImage(this.small, 0, 0, side, side);
    const place = (x) => x.map((value, k) => {
      const [low, high] = this.ranges[k];
      const share = (value - low) / (high - low);
      return side * (k ? 1 - share : share);
    });
    const radius = this.rows.length > 20 ? 9 : 17;
    context.lineWidth = 3;
    for (const { x, target, held } of this.rows) {
      const [left, top] = place(x);
      let colour = target.length > 1 ? classes[target.indexOf(Math.max(...target)) % 3]
        : mix(negative, positive, (target[0] - this.span[0]) / (this.span[1] - this.span[0]));
      colour = mix(colour, ink, 0.12);
      context.beginPath();
      context.arc(left, top, radius, 0, 2 * Math.PI);
      context.fillStyle = held ? css(card) : css(colour);
      context.strokeStyle = held ? css(colour) : css(card);
      context.fill();
      context.stroke();
    }
    if (situation.length === 2) {
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
    this.canvas.setAttribute("aria-label", word("result"));
  }
}
