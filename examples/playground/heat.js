// The answers for two inputs as a picture: colour for the output, a dot for each row.

import { FIRST_LEVEL, classColour, colours, css, levelColours, mix } from "./colours.js";
import { element, paint, show } from "./dom.js";
import { word } from "./words.js";

const HEAT_SIDE = 860; // pixels of the layer with the rows
const REACH = 0.06; // how near a row must be to be taken, as a share of a side

export class HeatView {
  // asked([x1, x2]) is called when a point is clicked or dragged; edited(edit) when a row is to be
  // added, moved or taken away, see points.js.
  constructor(box, { asked, edited }) {
    Object.assign(this, { asked, edited, tool: "ask", moved: null });
    this.map = element("canvas", { class: "map", width: 1, height: 1, "aria-hidden": "true" });
    this.marks = element("canvas", { class: "marks", width: HEAT_SIDE, height: HEAT_SIDE, role: "img" });
    this.legend = element("div", { class: "legend" });
    this.axes = [element("div", { class: "axis-x" }), element("div", { class: "axis-y" })];
    this.tools = element("select", { id: "map-tool", onchange: () => this.choose(this.tools.value) });
    this.toolName = element("span");
    box.replaceChildren(
      element("div", { class: "heat-box" }, this.axes[1], element("div", { class: "heat" }, this.map, this.marks), this.axes[0]),
      this.legend,
      element("label", { class: "tool" }, this.toolName, this.tools),
    );
    this.marks.addEventListener("click", (event) => this.click(event));
    this.marks.addEventListener("pointerdown", (event) => this.down(event));
    this.marks.addEventListener("pointermove", (event) => this.move(event));
    this.marks.addEventListener("pointerup", () => this.drop());
    this.marks.addEventListener("pointercancel", () => this.drop());
  }

  choose(tool) {
    this.tool = tool;
    this.marks.classList.toggle("moving", tool === "move");
  }

  // Return the point of the plane under a pointer.
  point(event) {
    const box = this.marks.getBoundingClientRect();
    const share = [
      (event.clientX - box.left) / box.width,
      1 - (event.clientY - box.top) / box.height,
    ];
    return share.map((s, k) => {
      const [low, high] = this.ranges[k];
      return Math.round((low + (high - low) * Math.min(Math.max(s, 0), 1)) * 1000) / 1000;
    });
  }

  // Return the index of the row nearest to a point, or -1.
  nearest(point) {
    const distances = this.rows.map(({ x }) =>
      Math.hypot(...x.map((value, k) => (value - point[k]) / (this.ranges[k][1] - this.ranges[k][0]))),
    );
    const least = Math.min(...distances);
    return least < REACH ? distances.indexOf(least) : -1;
  }

  click(event) {
    const x = this.point(event);
    const [kind, k] = this.tool.split(" ");
    if (kind === "ask") this.asked(x);
    if (kind === "add") this.edited({ kind, x, k: Number(k) });
    if (kind === "remove" && this.nearest(x) >= 0) this.edited({ kind, r: this.nearest(x) });
  }

  down(event) {
    if (this.tool === "move") {
      const r = this.nearest(this.point(event));
      this.moved = r < 0 ? null : { r, x: this.rows[r].x };
    } else if (this.tool !== "ask" || event.pointerType === "touch") {
      return; // a finger scrolls the page; a tap is a click
    }
    this.marks.setPointerCapture(event.pointerId);
    this.move(event);
  }

  move(event) {
    if (!this.marks.hasPointerCapture(event.pointerId)) return;
    if (this.tool === "ask" && event.pointerType !== "touch") this.asked(this.point(event));
    if (!this.moved) return;
    this.moved.x = this.point(event);
    this.rows[this.moved.r] = { ...this.rows[this.moved.r], x: this.moved.x };
    this.drawMarks(this.situation);
  }

  drop() {
    if (this.moved) this.edited({ kind: "move", ...this.moved });
    this.moved = null;
  }

  // ranges, names: of the two inputs; rows: {x, target, held}; classes: names; span: of one output;
  // editable: whether rows can be added, moved and taken away
  build({ ranges, names, rows, classes, span, editable }) {
    Object.assign(this, { ranges, rows: [...rows], classes, span, marked: null, moved: null });
    this.marks.setAttribute("aria-label", word("result"));
    this.map.width = 1; // the picture of an earlier model goes
    ranges.forEach(([low, high], k) => {
      const ends = [low, high].map((end) => element("span", { text: show(end, 3) }));
      this.axes[k].replaceChildren(ends[0], element("strong", { text: names[k] }), ends[1]);
    });
    this.buildTools(editable);
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

  buildTools(editable) {
    const adding = (this.classes || []).map((name, k) => [`add ${k}`, word("toolAdd", { name })]);
    const editing = [...adding, ["move", word("toolMove")], ["remove", word("toolRemove")]];
    const tools = [["ask", word("toolAsk")], ...(editable ? editing : [])];
    this.toolName.textContent = word("mapTool");
    this.tools.replaceChildren(
      ...tools.map(([value, text]) => element("option", { value, text })),
    );
    this.tools.value = tools.some(([value]) => value === this.tool) ? this.tool : "ask";
    this.choose(this.tools.value);
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
    this.situation = situation;
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
