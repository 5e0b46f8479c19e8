// Open a model's file.

import { complain, guarded, page } from "./page.js";
import { maxUnits } from "./state.js";
import { configure } from "./training.js";
import { inTurn } from "./turns.js";
import { word } from "./words.js";

const MOST_BYTES = 1e6; // neuron.py refuses what is cut off

// Return why the page can't show a model that was read, or null.
function misfit({ sizes, activations, bias, parameters }) {
  const inputs = sizes[0];
  const outputs = sizes.at(-1);
  const wantInputs = page.data.inputs.length;
  const wantOutputs = page.data.targets[0].length;
  if (inputs !== wantInputs || outputs !== wantOutputs) {
    return word("modelMisfit", { inputs, outputs, wantInputs, wantOutputs });
  }
  const hidden = sizes.slice(1, -1);
  const units = maxUnits(page.state.problem);
  const count = sizes.slice(1).reduce((sum, size, k) => sum + size * (sizes[k] + bias), 0);
  const fits =
    hidden.length <= 3 &&
    Math.max(0, ...hidden) <= units &&
    new Set(activations.slice(0, -1)).size <= 1 &&
    activations.length === sizes.length - 1 &&
    count === parameters.length;
  return fits ? null : word("modelBeyond", { units });
}

export async function openModel(file) {
  if (!file || !page.model) return;
  const text = await file.slice(0, MOST_BYTES).text();
  const loaded = await guarded(() => page.engine.ask("load", { text }));
  if (loaded) await inTurn(() => takeModel(loaded));
}

async function takeModel(loaded) {
  if (misfit(loaded)) {
    complain(() => misfit(loaded));
    return;
  }
  const { sizes, activations, bias, parameters } = loaded;
  const output = activations.at(-1);
  const hidden = sizes.slice(1, -1);
  await configure(
    {
      ...page.state,
      hidden,
      bias,
      output,
      activation: hidden.length ? activations[0] : page.state.activation,
      loss: output === "sigmoid" ? page.state.loss : "squared",
      weights: parameters,
      epoch: 0,
      curve: null,
      scaled: false,
    },
    ["modelOpened", { sizes: sizes.join(", ") }],
  );
}
