// The controls of the model: each shows a part of the state, and tells when it is changed.

import { element } from "./dom.js";
import { numberField } from "./fields.js";
import { PROBLEMS } from "./problems.js";
import { ACTIVATIONS, MOST_EPOCHS, PUBLISHED, RATES, maxUnits } from "./state.js";
import { word } from "./words.js";

const SELECTS = {
  activation: { label: "activation", values: () => ACTIVATIONS.map((name) => [name, name]) },
  output: {
    label: "outputActivation",
    values: () => [
      ...ACTIVATIONS.map((name) => [name, name]),
      ...PUBLISHED.map((name) => [name, word("asPublished", { name: name.split("_")[0] })]),
    ],
  },
  rate: {
    label: "rate",
    values: (state) => [
      ["auto", word("rateAuto")],
      ["rprop", word("rateRprop")],
      ...[...new Set([...RATES, ...(Number(state.rate) ? [state.rate] : [])])]
        .sort((a, b) => a - b)
        .map((rate) => [rate, rate]),
    ],
  },
  batch: {
    label: "batch",
    number: true,
    values: (state) => [
      ["0", word("batchAll")],
      ...[...new Set([1, 2, 4, 10, 32, ...(state.batch ? [state.batch] : [])])]
        .sort((a, b) => a - b)
        .map((size) => [String(size), String(size)]),
    ],
  },
  loss: {
    label: "lossKind",
    values: () => [
      ["squared", word("squared")],
      ["cross_entropy", word("cross")],
    ],
  },
};

const NUMBERS = {
  seed: { label: "seed", low: 0, high: 4294967295, whole: true },
  epochs: { label: "epochs", low: 1, high: MOST_EPOCHS, whole: true },
  until: { label: "until", low: 0, high: 1e9 },
  momentum: { label: "momentum", low: 0, high: 0.999 },
};

const CHECKS = {
  bias: "bias",
  shuffle: "shuffle",
  scaled: "scaled",
  squares: "squares",
  product: "product",
};

// What only changes how the training goes on; all else starts anew.
export const OPTIONS = new Set(["rate", "batch", "shuffle", "momentum", "loss", "epochs", "until"]);

// Whether a training as the state says makes nothing of a control.
function unused({ rate }, name) {
  return rate === "rprop" && ["batch", "shuffle", "momentum"].includes(name);
}

export class Controls {
  // changed(name, value) is called with a value that is right.
  constructor({ main, more, generated }, changed) {
    Object.assign(this, { main, more, generated, onChanged: changed });
  }

  // names: of the inputs
  build(state, names = []) {
    const two = names.length === 2 ? { a: names[0], b: names[1] } : null;
    const focused = document.activeElement?.id;
    this.main.replaceChildren(
      this.layers(state),
      this.select(state, "activation", !state.hidden.length),
      this.select(state, "output"),
      this.check(state, "bias"),
      this.select(state, "rate"),
      this.number(state, "epochs"),
      this.number(state, "until"),
    );
    this.more.replaceChildren(
      this.select(state, "loss"),
      this.select(state, "batch"),
      this.check(state, "shuffle"),
      this.number(state, "momentum"),
      this.number(state, "seed"),
      this.range(state, "held", { max: 50, step: 5, text: (value) => `${value} %` }),
      this.check(state, "scaled"),
      ...(two ? [this.check(state, "squares", two), this.check(state, "product", two)] : []),
    );
    this.generated.hidden = !PROBLEMS[state.problem].make;
    this.generated.replaceChildren(
      this.range(state, "noise", { max: 3, step: 0.25, text: (value) => `× ${value}` }),
      element("button", {
        type: "button",
        id: "new-points",
        text: word("newPoints"),
        onclick: () => this.onChanged("points", state.points + 1),
      }),
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  // A number to drag, with its value as text.
  range(state, name, { max, step, text }) {
    const shown = element("span", { class: "shown", text: text(state[name]) });
    const input = element("input", {
      id: `set-${name}`,
      type: "range",
      min: 0,
      max,
      step,
      value: state[name],
      onchange: (event) => this.onChanged(name, Number(event.target.value)),
      oninput: (event) => {
        shown.textContent = text(event.target.value);
      },
    });
    return element("label", {}, element("span", {}, word(name), " ", shown), input);
  }

  layers(state) {
    const count = element(
      "div",
      { class: "count" },
      ...[0, 1, 2, 3].map((layers) =>
        element("button", {
          type: "button",
          id: `layers-${layers}`,
          text: String(layers),
          "aria-pressed": String(state.hidden.length === layers),
          onclick: () => {
            const hidden = state.hidden.slice(0, layers);
            while (hidden.length < layers) hidden.push(hidden.at(-1) || 4);
            this.onChanged("hidden", hidden);
          },
        }),
      ),
    );
    const units = state.hidden.map((size, k) => {
      const shown = element("span", { class: "shown", text: String(size) });
      const range = element("input", {
        type: "range",
        id: `units-${k}`,
        min: 1,
        max: maxUnits(state.problem),
        value: size,
        oninput: (event) => {
          shown.textContent = event.target.value;
        },
        onchange: (event) =>
          this.onChanged(
            "hidden",
            state.hidden.map((old, at) => (at === k ? Number(event.target.value) : old)),
          ),
      });
      return element(
        "label",
        {},
        element("span", { text: word("unitsOf", { layer: k + 1 }) }),
        shown,
        range,
      );
    });
    return element(
      "fieldset",
      { class: "layers" },
      element("legend", { text: word("hiddenLayers") }),
      count,
      ...units,
    );
  }

  select(state, name, hidden = false) {
    const { label, values, number } = SELECTS[name];
    const select = element(
      "select",
      {
        id: `set-${name}`,
        disabled: unused(state, name),
        onchange: (event) =>
          this.onChanged(name, number ? Number(event.target.value) : event.target.value),
      },
      ...values(state).map(([value, text]) =>
        element("option", { value, text, selected: value === String(state[name]) }),
      ),
    );
    return element("label", { hidden }, element("span", { text: word(label) }), select);
  }

  check(state, name, values = {}) {
    return element(
      "label",
      { class: "check" },
      element("input", {
        id: `set-${name}`,
        type: "checkbox",
        checked: state[name],
        disabled: unused(state, name),
        onchange: (event) => this.onChanged(name, event.target.checked),
      }),
      element("span", { text: word(CHECKS[name], values) }),
    );
  }

  number(state, name) {
    const { label, ...bounds } = NUMBERS[name];
    const { input, complaint } = numberField({
      label: word(label),
      value: state[name],
      attributes: { id: `set-${name}`, disabled: unused(state, name) },
      bounds,
      taken: (value) => this.onChanged(name, value),
    });
    return element(
      "div",
      { class: "field" },
      element("label", {}, element("span", {}, word(label)), input),
      complaint,
    );
  }
}
