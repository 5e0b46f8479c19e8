// The controls of the model: each shows a part of the state, and tells when it is changed.

import { byId, element, setText } from "./dom.js";
import { numberField } from "./fields.js";
import { keepingFocus, setHidden } from "./focus.js";
import { PROBLEMS } from "./problems.js";
import { ACTIVATIONS, MOST_EPOCHS, PUBLISHED, RATES, maxUnits } from "./state.js";
import { language, word } from "./words.js";

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

const MOST_LAYERS = 3; // hidden ones

export class Controls {
  // changed(name, value) is called with a value that is right.
  constructor({ main, more, generated }, changed) {
    Object.assign(this, { main, more, generated, onChanged: changed, language: null });
  }

  // Show a state. The controls are made once for a language, and then changed in place: so the focus,
  // a press of the pointer and what is being typed stay as they are. names: of the inputs
  build(state, names = []) {
    if (this.language !== language()) keepingFocus(() => this.make());
    this.state = state;
    setHidden(this.generated, !PROBLEMS[state.problem].make, byId("problem"));
    for (const show of this.shows) show(state, names);
  }

  // Make all controls; each adds to this.shows what shows a state in it.
  make() {
    this.language = language();
    this.shows = [];
    this.main.replaceChildren(
      this.layers(),
      this.select("activation"),
      this.select("output"),
      this.check("bias"),
      this.select("rate"),
      this.number("epochs"),
      this.number("until"),
    );
    this.more.replaceChildren(
      this.select("loss"),
      this.select("batch"),
      this.check("shuffle"),
      this.number("momentum"),
      this.number("seed"),
      this.range("held", { max: 50, step: 5, text: (value) => `${value} %` }),
      this.check("scaled"),
      this.feature("squares"),
      this.feature("product"),
    );
    this.generated.replaceChildren(
      this.range("noise", { max: 3, step: 0.25, text: (value) => `× ${value}` }),
      element("button", {
        type: "button",
        id: "new-points",
        text: word("newPoints"),
        onclick: () => this.change("points", this.state.points + 1),
      }),
    );
  }

  // Tell of a change. The next one goes on from here, though the model may still be on its way.
  change(name, value) {
    this.state = { ...this.state, [name]: value };
    this.onChanged(name, value);
  }

  // A number to drag, with its value as text.
  range(name, { max, step, text }) {
    const shown = element("span", { class: "shown" });
    const input = element("input", {
      id: `set-${name}`,
      type: "range",
      min: 0,
      max,
      step,
      onchange: () => this.change(name, Number(input.value)),
      oninput: () => setText(shown, text(input.value)),
    });
    this.shows.push((state) => {
      input.value = state[name];
      setText(shown, text(state[name]));
    });
    return element("label", {}, element("span", {}, word(name), " ", shown), input);
  }

  layers() {
    const counts = [...Array(MOST_LAYERS + 1).keys()].map((layers) => this.layerCount(layers));
    const units = [...Array(MOST_LAYERS).keys()].map((layer) => this.units(layer));
    return element(
      "fieldset",
      { class: "layers" },
      element("legend", { text: word("hiddenLayers") }),
      element("div", { class: "count" }, ...counts),
      ...units,
    );
  }

  // The button for so many hidden layers.
  layerCount(layers) {
    const button = element("button", {
      type: "button",
      id: `layers-${layers}`,
      text: String(layers),
      onclick: () => {
        const hidden = this.state.hidden.slice(0, layers);
        while (hidden.length < layers) hidden.push(hidden.at(-1) || 4);
        this.change("hidden", hidden);
      },
    });
    this.shows.push(({ hidden }) =>
      button.setAttribute("aria-pressed", String(hidden.length === layers)),
    );
    return button;
  }

  // The number of units in a hidden layer.
  units(layer) {
    const shown = element("span", { class: "shown" });
    const range = element("input", {
      type: "range",
      id: `units-${layer}`,
      min: 1,
      oninput: () => setText(shown, range.value),
      onchange: () => {
        const size = Number(range.value);
        this.change("hidden", this.state.hidden.map((old, k) => (k === layer ? size : old)));
      },
    });
    const name = element("span", { text: word("unitsOf", { layer: layer + 1 }) });
    const label = element("label", {}, name, shown, range);
    this.shows.push(({ hidden, problem }) => {
      label.hidden = layer >= hidden.length;
      range.max = maxUnits(problem);
      range.value = hidden[layer] ?? 1;
      setText(shown, range.value);
    });
    return label;
  }

  select(name) {
    const { label: key, values, number } = SELECTS[name];
    const select = element("select", {
      id: `set-${name}`,
      onchange: () => this.change(name, number ? Number(select.value) : select.value),
    });
    const label = element("label", {}, element("span", { text: word(key) }), select);
    let offered = "";
    this.shows.push((state) => {
      const choices = values(state);
      if (offered !== String(choices))
        select.replaceChildren(...choices.map(([value, text]) => element("option", { value, text })));
      offered = String(choices);
      select.value = state[name];
      select.disabled = unused(state, name);
      label.hidden = name === "activation" && !state.hidden.length;
    });
    return label;
  }

  check(name) {
    const input = element("input", {
      id: `set-${name}`,
      type: "checkbox",
      onchange: () => this.change(name, input.checked),
    });
    this.shows.push((state) => {
      input.checked = state[name];
      input.disabled = unused(state, name);
    });
    return element("label", { class: "check" }, input, element("span", { text: word(CHECKS[name]) }));
  }

  // A further input, worked out of two that there are.
  feature(name) {
    const label = this.check(name);
    this.shows.push((_, names) => {
      label.hidden = names.length !== 2;
      setText(label.lastChild, word(CHECKS[name], { a: names[0], b: names[1] }));
    });
    return label;
  }

  number(name) {
    const { label, ...bounds } = NUMBERS[name];
    const { input, complaint, set } = numberField({
      label: word(label),
      value: null,
      attributes: { id: `set-${name}` },
      bounds,
      taken: (value) => this.change(name, value),
    });
    this.shows.push((state) => {
      set(state[name]);
      input.disabled = unused(state, name);
    });
    return element(
      "div",
      { class: "field" },
      element("label", {}, element("span", {}, word(label)), input),
      complaint,
    );
  }
}
