// "Let it choose": neuron.py fits the table by itself, and the page says in words what came of it.

import { showCode } from "./code_panel.js";
import { byId, element, setText, show } from "./dom.js";
import { setHidden } from "./focus.js";
import { isChanged, useTable } from "./own_table.js";
import { dropNotes, putNote } from "./notes.js";
import { page, say, stopComplaining } from "./page.js";
import { configure, goOn, stayAsBefore } from "./training.js";
import { inTurn } from "./turns.js";
import { word } from "./words.js";

const FIT_EPOCHS = 1000; // in each start, at most

// Fit the rows as they stand; then the page's model is the best one that was found.
export async function letItChoose() {
  if (!page.machine.is("idle", "failed")) return;
  if (isChanged() && !(await useTable(false))) return;
  const { state, data, serial } = page;
  page.machine.go("loading");
  stopComplaining();
  say("fitting");
  dropNotes("fit-report");
  byId("fit-stop").hidden = false;
  page.fitting = true;
  try {
    const result = await page.engine.ask("fit", {
      sizes: [data.inputs.length, ...state.hidden, data.targets[0].length],
      activations: [...state.hidden.map(() => state.activation), state.output],
      rows: data.rows.map(data.expand),
      targets: data.targets,
      epochs: FIT_EPOCHS,
    });
    await inTurn(() => keep(result, serial));
  } catch (error) {
    if (page.serial === serial) stayAsBefore(error);
  }
  page.fitting = false;
  setHidden(byId("fit-stop"), true, byId("fit"));
  setText(byId("fit-progress"), "");
  if (page.machine.is("failed")) goOn();
}

async function keep(result, serial) {
  if (page.serial !== serial) return; // another model was asked for
  const { state } = page;
  const { parameters: weights, epoch, held: dealt } = result;
  const loss = state.output === "sigmoid" ? "cross_entropy" : "squared"; // as fit() has it
  const held = dealt.length ? state.held : 0;
  const model = { weights, epoch, curve: null, loss, scaled: false, bias: true };
  const fitted = { ...state, ...model, dealt, held };
  if (!(await configure(fitted, ["fitted"]))) return;
  page.model.fitted = FIT_EPOCHS;
  showCode();
  putNote("fit-report", (node) =>
    node.replaceChildren(...reportWords(result).map((text) => element("p", { class: "note", text }))),
  );
}

// Return the report as sentences.
function reportWords({ loss, baseline, held, ...others }) {
  const figures = { ...others, held: held.length, loss: show(loss, 3), baseline: show(baseline, 3) };
  const less = Math.floor(100 * (1 - loss / baseline));
  return [
    word(held.length ? "fitReport" : "fitReportAll", figures),
    loss < baseline ? word("fitLess", { less }) : word("fitUseless"),
  ];
}

export function stopFit() {
  page.engine.ask("fitStop");
}
