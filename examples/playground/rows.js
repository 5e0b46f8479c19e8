// The table of rows with their targets and answers, and the confusion of classes.

import { colours, css, mix } from "./colours.js";
import { element, fixed, paint, setText, show } from "./dom.js";
import { word } from "./words.js";

const MOST_ROWS = 100;
const MOST_INPUTS = 6;
const NARROW = 760; // pixels of the page

function largest(values) {
  return values.indexOf(Math.max(...values));
}

// The class that an output stands for, or null for a number.
export function classOf(values, classes) {
  if (!classes) return null;
  return values.length > 1 ? largest(values) : Number(values[0] >= 0.5);
}

// The text of an answer: a class with how sure it is, or a number.
export function answerText(y, classes, decimals) {
  if (!classes || isBinary(classes)) return fixed(y[0], decimals);
  const says = classOf(y, classes);
  return `${classes[says]} (${fixed(shareOf(y, says), 2)})`;
}

// Classes that are called 0 and 1 are numbers, too.
export function isBinary(classes) {
  return classes.join() === "0,1";
}

// What the output, or outputs, say for class k; a single output of 0.2 says 0.8 for the first class.
export function shareOf(y, k) {
  if (y.length > 1) return y[k];
  return k ? y[0] : y[0] === null ? null : 1 - y[0];
}

// What stands in a row's cell for a column: a number, or the name of its category.
function cellText(x, { categories, first }) {
  if (!categories) return show(x[first], 6);
  return categories.find((_, k) => x[first + k] === 1) ?? "–";
}

export class RowsView {
  // chosen(r) is called when a row is selected.
  constructor(box, more, confusion, chosen) {
    Object.assign(this, { box, more, confusionBox: confusion, onChosen: chosen });
  }

  // rows: {x, target, held}; columns: {name, categories, first}; picture: inputs are 8x8 pixels;
  // decimals: of an answer that is a number
  build({ rows, columns, classes, picture, decimals }) {
    Object.assign(this, { rows, classes, decimals });
    const wide = columns.length > MOST_INPUTS;
    const narrow = innerWidth < NARROW; // there the answers come before the inputs
    const inOrder = (first, inputs, last) =>
      narrow ? [first, ...last, ...inputs] : [first, ...inputs, ...last];
    // More inputs than there is room for are shown as a picture, or not at all.
    const summed = (cell) => (picture ? [cell()] : []);
    const head = (text, kind) => element("th", { scope: "col", class: kind, text });
    const heads = inOrder(
      head(word("row"), ""),
      wide
        ? summed(() => head(word("inputs"), ""))
        : columns.map(({ name }) => head(name, "number")),
      [head(word("target"), "number"), head(word("answer"), "number"), head(word("error"), "error")],
    );
    const cells = [];
    const lines = rows.slice(0, MOST_ROWS).map((row, r) => {
      const answer = element("td", { class: "number" });
      const bar = element("i");
      const inputs = wide
        ? summed(() => element("td", {}, thumbnail(row.x)))
        : columns.map((column) =>
            element("td", { class: "number", text: cellText(row.x, column) }),
          );
      const target = classes
        ? classes[classOf(row.target, classes)]
        : row.target.map((t) => show(t, 4)).join(" ");
      const first = element(
        "td",
        {},
        element("button", {
          type: "button",
          text: String(r + 1),
          class: row.held ? "held" : "",
          "aria-label": word("considerRow", { row: r + 1 }),
          onclick: () => this.onChosen(r),
        }),
        ...(row.held
          ? [element("span", { class: "held-mark", text: ` ${word("heldMark")}` })]
          : []),
      );
      const last = [
        element("td", { class: "number", text: target }),
        answer,
        element("td", { class: "error" }, element("span", { class: "bar" }, bar)),
      ];
      const line = element("tr", {}, ...inOrder(first, inputs, last));
      cells.push({ line, answer, bar });
      return line;
    });
    const table = element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...lines),
    );
    // A table of the same rows stays where it is, so that a press on one of them counts.
    const html = picture ? null : table.outerHTML; // which has no pixels
    if (!html || html !== this.html) {
      this.box.replaceChildren(table);
      this.cells = cells;
    }
    this.html = html;
    this.cells.forEach(blank);
    setText(
      this.more,
      rows.length > MOST_ROWS ? word("rowsMore", { shown: MOST_ROWS, count: rows.length }) : "",
    );
    this.span = 1;
    if (!classes && rows.length) {
      const targets = rows.map(({ target }) => target[0]);
      this.span = Math.max(...targets) - Math.min(...targets) || 1;
    }
    this.buildConfusion();
  }

  buildConfusion() {
    this.counts = null;
    if (!this.classes || (this.classes.length < 3 && this.rows.length < 20)) {
      this.confusionBox.hidden = true;
      return;
    }
    this.counts = this.classes.map((_, is) =>
      this.classes.map((name, says) => element("td", { class: is === says ? "diagonal" : "" })),
    );
    const lines = this.classes.map((name, k) =>
      element("tr", {}, element("th", { scope: "row", text: name }), ...this.counts[k]),
    );
    this.confusionBox.hidden = false;
    this.confusionBox.replaceChildren(
      element("h2", { text: word("confusion"), id: "confusion-title" }),
      element("p", { class: "hint", text: word("confusionHint") }),
      element(
        "div",
        { class: "scroll", tabindex: 0, role: "group", "aria-label": word("confusion") },
        element(
          "table",
          {},
          element(
            "thead",
            {},
            element(
              "tr",
              {},
              element("td", {}),
              ...this.classes.map((name) => element("th", { scope: "col", text: name })),
            ),
          ),
          element("tbody", {}, ...lines),
        ),
      ),
    );
  }

  choose(chosen) {
    this.cells.forEach(({ line }, r) => line.classList.toggle("chosen", r === chosen));
  }

  // Return how many are right, null where the target is a number. outputs: empty while they are
  // worked out.
  setOutputs(outputs) {
    let right = 0;
    const counts = this.counts && this.classes.map(() => this.classes.map(() => 0));
    const judged = this.rows.some(({ held }) => held)
      ? this.rows.map(({ held }) => held)
      : this.rows.map(() => true);
    this.rows.forEach(({ target }, r) => {
      const y = outputs[r];
      if (!y) {
        if (this.cells[r]) blank(this.cells[r]);
        return;
      }
      const is = classOf(target, this.classes);
      const says = classOf(y, this.classes);
      const correct = is === says;
      if (judged[r] && correct) right++;
      if (judged[r] && counts) counts[is][says]++;
      const cell = this.cells[r];
      if (!cell) return;
      setText(cell.answer, answerText(y, this.classes, this.span > 20 ? 3 : this.decimals));
      const error = Math.max(...target.map((t, k) => Math.abs(t - (y[k] ?? 0)))) / this.span;
      cell.bar.style.width = `${Math.min(100, error * 100).toFixed(1)}%`;
      cell.line.classList.toggle("wrong", Boolean(this.classes) && !correct);
    });
    if (counts) {
      const { good, bad, card } = colours();
      const most = Math.max(1, ...counts.flat());
      counts.forEach((row, is) =>
        row.forEach((count, says) => {
          const cell = this.counts[is][says];
          setText(cell, count ? String(count) : "·");
          cell.style.background = count
            ? css(mix(card, is === says ? good : bad, 0.08 + (0.22 * count) / most))
            : "";
        }),
      );
    }
    return this.classes ? { right, count: judged.filter(Boolean).length } : null;
  }
}

function blank({ line, answer, bar }) {
  setText(answer, "–");
  bar.style.width = "0";
  line.classList.remove("wrong");
}

// An 8x8 picture, the darker the larger a number is.
function thumbnail(pixels) {
  const canvas = element("canvas", { class: "thumbnail pixels", "aria-hidden": "true" });
  const { card, ink } = colours();
  paint(canvas, 8, (k) => mix(card, ink, pixels[k]));
  return canvas;
}
