// The field of the weight that is selected in the drawing.

import { element } from "./dom.js";
import { numberField } from "./fields.js";
import { page } from "./page.js";
import { word } from "./words.js";

export class WeightField {
  // changed(index, value) is called with a number that was typed.
  constructor(box, changed) {
    Object.assign(this, { box, onChanged: changed, field: null });
  }

  build() {
    const index = page.network.selected;
    this.field = null;
    if (index === null) {
      this.box.replaceChildren(element("span", { class: "hint", text: word("chooseWeight") }));
      return;
    }
    const name = page.network.name(index);
    this.field = numberField({
      label: name,
      value: page.shown.parameters[index] ?? 0,
      attributes: { id: "weight-value" },
      taken: (value) => this.onChanged(index, value),
    });
    this.box.replaceChildren(
      element("label", {}, element("strong", { text: name }), this.field.input),
      this.field.complaint,
    );
  }

  // While it learns, a field that has the focus is left alone, so that it can be typed into.
  show() {
    if (!this.field) return;
    const focused = document.activeElement === this.field.input;
    if (focused && page.machine.is("training", "pausing")) return;
    this.field.set(page.shown.parameters[page.network.selected]);
  }
}
