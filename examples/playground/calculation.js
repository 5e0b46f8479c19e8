// The calculation of an answer, spelled out with the numbers of this moment, and the way back.

import { element, show } from "./dom.js";
import { word } from "./words.js";

const MOST_TERMS = 8;
const MOST_UNITS = 12;

const SLOPES = {
  sigmoid: "y · (1 − y)",
  tanh: "1 − y²",
  relu: "z > 0 → 1, 0",
  softplus: "sigmoid(z)",
  gaussian: "−2 · y · z",
  identity: "1",
  step: "1 (Rosenblatt)",
  sigmoid_published: "sigmoid(y) · (1 − sigmoid(y))",
  tanh_published: "1 − tanh(y)²",
};

function bracket(x) {
  return x < 0 ? `(${show(x)})` : show(x);
}

function line(...parts) {
  return element("div", { class: "line" }, ...parts);
}

function strong(text) {
  return element("span", { class: "total", text });
}

// The weights of a unit, from the flat list of parameters.
function unitWeights(parameters, sizes, bias, layer, unit) {
  let start = 0;
  for (let k = 1; k < layer; k++) start += sizes[k] * (sizes[k - 1] + (bias ? 1 : 0));
  const count = sizes[layer - 1];
  start += unit * (count + (bias ? 1 : 0));
  return {
    weights: parameters.slice(start, start + count),
    bias: bias ? parameters[start + count] : null,
  };
}

function sumLine(x, weights, bias, z) {
  const shown = x.length > MOST_TERMS ? MOST_TERMS - 2 : x.length;
  const terms = weights.slice(0, shown).map((w, k) => `${bracket(w)}·${bracket(x[k])}`);
  if (shown < x.length) terms.push(`… [${word("terms", { count: x.length })}]`);
  if (bias !== null) terms.push(bracket(bias));
  return line(`z = ${terms.join(" + ")} = `, strong(show(z)));
}

// explained: from session.py; view: {sizes, bias, activations, parameters, unitName, scaled}.
export function forwardSteps(explained, view) {
  const steps = [];
  explained.forEach(({ x, z, y }, k) => {
    const layer = k + 1;
    const name = view.activations[k].replace("_published", "");
    z.slice(0, MOST_UNITS).forEach((sum, unit) => {
      const { weights, bias } = unitWeights(view.parameters, view.sizes, view.bias, layer, unit);
      steps.push(
        element(
          "li",
          {},
          element("h4", { text: view.unitName(layer, unit) }),
          sumLine(x, weights, bias, sum),
          line(`y = ${name}(z) = ${name}(${show(sum)}) = `, strong(show(y[unit]))),
        ),
      );
    });
    if (z.length > MOST_UNITS) steps.push(element("li", { text: `… ${z.length - MOST_UNITS}` }));
  });
  return element("ol", { class: "steps" }, ...steps);
}

export function backSteps(explained, view, targets) {
  const steps = [];
  for (let k = explained.length - 1; k >= 0; k--) {
    const { z, y, errors, slopes, deltas } = explained[k];
    const output = k === explained.length - 1;
    z.slice(0, MOST_UNITS).forEach((_, unit) => {
      const lines = [];
      if (output) {
        lines.push(
          line(
            `${word("errorTerm")} = ${show(targets[unit])} − ${bracket(y[unit])} = `,
            strong(show(errors[unit])),
          ),
        );
        if (view.loss === "squared") {
          lines.push(line(`${word("halfSquared")} = ${show(errors[unit] ** 2 / 2)}`));
        }
      } else {
        const terms = explained[k + 1].deltas.slice(0, MOST_TERMS).map((delta, next) => {
          const { weights } = unitWeights(view.parameters, view.sizes, view.bias, k + 2, next);
          return `${bracket(delta)}·${bracket(weights[unit])}`;
        });
        lines.push(
          line(`${word("errorHidden")}:`),
          line(
            `${terms.join(" + ")}${explained[k + 1].deltas.length > MOST_TERMS ? " + …" : ""} = `,
            strong(show(errors[unit])),
          ),
        );
      }
      const formula =
        output && view.loss === "cross_entropy" ? "1 (cross-entropy)" : SLOPES[view.activations[k]];
      lines.push(line(`${word("slope")} = ${formula} = ${show(slopes[unit])}`));
      lines.push(
        line(
          `${word("delta")} = ${bracket(errors[unit])} · ${bracket(slopes[unit])} = `,
          strong(show(deltas[unit])),
        ),
      );
      steps.push(element("li", {}, element("h4", { text: view.unitName(k + 1, unit) }), ...lines));
    });
  }
  return element("ol", { class: "steps" }, ...steps);
}

// The error weighted derivative of the weight that is selected, and where this row moves it.
export function weightStep(explained, view, place, index, name) {
  const { x, deltas } = explained[place.layer - 1];
  const input = place.input === null ? 1 : x[place.input];
  const product = deltas[place.unit] * input;
  const lines = [
    line(
      `${word("derivativeLine")} = ${bracket(deltas[place.unit])} · ${bracket(input)} = `,
      strong(show(product)),
    ),
  ];
  if (view.rate !== null) {
    lines.push(
      line(
        `${word("change")} = ${show(view.rate)} · ${bracket(product)} = ${show(view.rate * product)}`,
      ),
    );
    lines.push(
      line(
        `${word("newWeight")} = ${bracket(view.parameters[index])} + ${bracket(
          view.rate * product,
        )} = `,
        strong(show(view.parameters[index] + view.rate * product)),
      ),
    );
  }
  return element(
    "ol",
    { class: "steps" },
    element("li", {}, element("h4", { text: word("derivative", { weight: name }) }), ...lines),
  );
}
