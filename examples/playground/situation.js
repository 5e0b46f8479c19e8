// The inputs of a new situation, to type or to drag, or to draw for a picture.

import { element } from "./dom.js";
import { Pad } from "./pad.js";

export class Situation {
  // changed(inputs) is called with the inputs.
  constructor(box, changed) {
    this.box = box;
    this.onChanged = changed;
  }

  build({ names, ranges, values, picture }) {
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
    this.fields = names.map((name, k) => {
      const [low, high] = ranges[k];
      const step = (high - low) / 100 || 0.01;
      const number = element("input", {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        value: values[k],
        "aria-label": name,
        id: `situation-${k}`,
        onchange: (event) => {
          const value = Number(event.target.value);
          const fits = event.target.value.trim() !== "" && Number.isFinite(value);
          number.classList.toggle("invalid", !fits);
          number.setAttribute("aria-invalid", String(!fits));
          if (fits) this.take(k, value);
        },
      });
      const range = element("input", {
        type: "range",
        min: low,
        max: high,
        step,
        value: values[k],
        "aria-label": name,
        oninput: (event) => this.take(k, Number(event.target.value)),
      });
      return {
        number,
        range,
        line: element("label", {}, element("span", { text: name, title: name }), range, number),
      };
    });
    this.box.replaceChildren(...this.fields.map(({ line }) => line));
  }

  take(k, value) {
    this.values[k] = value;
    this.set(this.values);
    this.onChanged(this.values);
  }

  set(values) {
    this.values = [...values];
    if (this.pad) this.pad.set(values);
    this.fields.forEach(({ number, range }, k) => {
      if (document.activeElement !== number || Number(number.value) !== values[k])
        number.value = values[k];
      range.value = values[k];
    });
  }
}
