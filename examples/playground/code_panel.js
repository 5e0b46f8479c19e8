// Show the code and the model as a file; open a model's file.

import { program } from "./code.js";
import { inputCount } from "./data.js";
import { byId, element, setText } from "./dom.js";
import { complain, guarded, page, say } from "./page.js";
import { textOf } from "./resources.js";
import { maxUnits } from "./state.js";
import { configure } from "./training.js";
import { word } from "./words.js";

const MOST_BYTES = 1e6; // of a model's file
const FILE_NAMES = { this: "learn.py", neuron: "neuron.py", model: "model.json" };

export async function showCode() {
  for (const button of document.querySelectorAll("[data-tab]")) {
    const selected = button.dataset.tab === page.tab;
    button.setAttribute("aria-selected", String(selected));
    button.tabIndex = selected ? 0 : -1;
  }
  byId("code-panel").setAttribute("aria-labelledby", `tab-${page.tab}`);
  setText(
    byId("code-hint"),
    word({ this: "codeHint", neuron: "neuronHint", model: "modelHint" }[page.tab]),
  );
  byId("open-model-label").hidden = page.tab !== "model";
  if (!page.ready || page.playing) return;
  const text = await guarded(codeText);
  if (text !== null) setText(byId("code-text"), text);
}

async function codeText() {
  if (page.tab === "neuron") return textOf("neuron.py");
  if (page.tab === "model") return page.engine.ask("save");
  return program({
    model: page.model,
    told: await page.engine.ask("told"),
    data: page.data,
    digits: page.state.problem === "digits",
  });
}

export async function copyCode() {
  try {
    await navigator.clipboard.writeText(byId("code-text").textContent);
    setText(byId("copy-status"), word("copied"));
  } catch {
    setText(byId("copy-status"), word("copyFailed"));
  }
}

export function downloadCode() {
  const url = URL.createObjectURL(
    new Blob([byId("code-text").textContent], { type: "text/plain" }),
  );
  const link = element("a", { href: url, download: FILE_NAMES[page.tab] });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export async function openModel(file) {
  if (!file) return;
  const text = await file.slice(0, MOST_BYTES).text(); // neuron.py refuses what is cut off
  const loaded = await guarded(() => page.engine.ask("load", { text }));
  if (!loaded) return;
  const { sizes, activations, bias, parameters: flat } = loaded;
  const inputs = sizes[0];
  const outputCount = sizes.at(-1);
  const wantOutputs = page.data.targets[0].length;
  if (inputs !== inputCount() || outputCount !== wantOutputs) {
    complain(
      word("modelMisfit", { inputs, outputs: outputCount, wantInputs: inputCount(), wantOutputs }),
    );
    return;
  }
  const hidden = sizes.slice(1, -1);
  const units = maxUnits(page.state.problem);
  const layers = sizes.slice(1).reduce((sum, size, k) => sum + size * (sizes[k] + bias), 0);
  if (
    hidden.length > 3 ||
    Math.max(0, ...hidden) > units ||
    new Set(activations.slice(0, -1)).size > 1 ||
    activations.length !== sizes.length - 1 ||
    layers !== flat.length
  ) {
    complain(word("modelBeyond", { units }));
    return;
  }
  Object.assign(page.state, {
    hidden,
    bias,
    output: activations.at(-1),
    weights: flat,
    epoch: 0,
    scaled: false,
  });
  if (hidden.length) [page.state.activation] = activations;
  if (page.state.output !== "sigmoid") page.state.loss = "squared";
  page.controls.build(page.state);
  await configure();
  say("modelOpened", { sizes: sizes.join(", ") });
  showCode();
}
