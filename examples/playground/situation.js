// The inputs of a new situation, to type or to drag, or to draw for a picture.

import { element } from "./dom.js";
import { numberField } from "./fields.js";
import { Pad } from "./pad.js";
import { word } from "./words.js";

export class Situation {
  // changed(inputs) is called with the inputs.
  constructor(box, changed) {
    this.box = box;
    this.onChanged = changed;
  }

  // columns: {name, categories, first} of the inputs; ranges: of each input
  build({ columns, ranges, values, picture }) {
    this.values = [...values];
    this.pad = null;
    this.fields = [];
    if (picture) {
      this.pad = new Pad(this.box, (pixels) => {
        this.values = [...pixels];
        this.onChanged(this.values);
      });
      this.pad.set(values);
      return;
    }
    this.fields = columns.map((column) =>
      column.categories ? this.choice(column) : this.slider(column, ranges[column.first]),
    );
    this.box.replaceChildren(...this.fields.map(({ line }) => line));
    this.set(values);
  }

  // A number, to type or to drag.
  slider({ name, first: k }, [low, high]) {
    const number = numberField({
      label: name,
      value: this.values[k],
      attributes: { id: `situation-${k}`, "aria-label": name },
      taken: (value) => this.take(k, value),
    });
    const range = element("input", {
      type: "range",
      min: low,
      max: high,
      step: (high - low) / 100 || 0.01,
      "aria-label": word("drag", { name }),
      oninput: (event) => this.take(k, Number(event.target.value)),
    });
    const set = (values) => {
      number.set(values[k]);
      range.value = values[k];
    };
    const name_ = element("span", { text: name, title: name });
    return { line: element("div", { class: "input" }, name_, range, number.input, number.complaint), set };
  }

  // A text: one of its column's categories.
  choice({ name, categories, first }) {
    const select = element(
      "select",
      {
        id: `situation-${first}`,
        onchange: (event) => {
          const chosen = Number(event.target.value);
          categories.forEach((_, k) => {
            this.values[first + k] = Number(k === chosen);
          });
          this.take(first, this.values[first]);
        },
      },
      ...categories.map((text, k) => element("option", { value: k, text })),
    );
    const set = (values) => {
      select.value = categories.findIndex((_, k) => values[first + k] === 1);
    };
    return { line: element("label", { class: "input" }, element("span", { text: name, title: name }), select), set };
  }

  take(k, value) {
    this.values[k] = value;
    this.set(this.values);
    this.onChanged(this.values);
  }

  set(values) {
    this.values = [...values];
    if (this.pad) this.pad.set(values);
    this.fields.forEach(({ set }) => set(this.values));
  }
}
