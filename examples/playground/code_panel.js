// Show the code, and the model as a file.

import { program } from "./code.js";
import { byId, element, setText } from "./dom.js";
import { setDisabled } from "./focus.js";
import { busy, guarded, page } from "./page.js";
import { textOf } from "./resources.js";
import { word } from "./words.js";

const FILE_NAMES = { this: "learn.py", neuron: "neuron.py", model: "model.json" };

let request = 0; // for a text, the last
let shownTab = null; // whose text is shown

export async function showCode() {
  if (shownTab !== page.tab) putText(null);
  showTabs();
  request++;
  const mine = request;
  const there = page.tab === "neuron" || (page.model && page.machine.is("idle", "failed"));
  busy("code", there);
  if (!there) return;
  const text = await guarded(codeText);
  if (mine !== request) return; // another text was asked for meanwhile
  if (text !== null) putText(text);
  busy("code", false);
}

function showTabs() {
  for (const button of document.querySelectorAll("[data-tab]")) {
    const selected = button.dataset.tab === page.tab;
    button.setAttribute("aria-selected", String(selected));
    button.tabIndex = selected ? 0 : -1;
  }
  byId("code-panel").setAttribute("aria-labelledby", `tab-${page.tab}`);
  setText(byId("code-hint"), hint());
  byId("open-model-label").hidden = page.tab !== "model";
}

// Show the tab's text, to be copied and downloaded, or null where there is none yet.
function putText(text) {
  shownTab = text === null ? null : page.tab;
  setText(byId("code-text"), text ?? "");
  for (const id of ["copy", "download"]) setDisabled(byId(id), text === null);
}

// What the text is, and what its outputs mean.
function hint() {
  if (page.tab === "neuron") return word("neuronHint");
  if (page.machine.is("training", "pausing") || (page.machine.is("loading") && page.fitting))
    return word(shownTab ? "codeWaits" : "codeComes");
  if (page.tab === "this") return word("codeHint");
  const hints = [word("modelHint")];
  const classes = page.data?.classes;
  if (page.state.output.endsWith("_published")) hints.push(word("modelRight"));
  if (classes?.length === 2) hints.push(word("modelTwo", { low: classes[0], high: classes[1] }));
  else if (classes) hints.push(word("modelMany", { names: classes.join(", ") }));
  return hints.join(" ");
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
