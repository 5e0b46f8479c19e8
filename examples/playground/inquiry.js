// What the user asks the model: about a row, a situation, a weight; and a weight moved by hand.

import { showCode } from "./code_panel.js";
import { rememberInLink } from "./link.js";
import { busy, change, guarded, page } from "./page.js";
import { drawNow } from "./views.js";

export function weightChosen() {
  page.weight.build();
  page.replay.showWire();
}

export async function weightMoved(index, value) {
  page.touched = true;
  if (await guarded(() => change("parameter", { index, value }))) showCode();
}

export function considerRow(r) {
  page.chosenRow = r;
  page.situation.set(page.data.rows[r]);
  consider([...page.data.rows[r]]);
}

export function considerPoint(inputs) {
  page.chosenRow = null;
  page.situation.set(inputs);
  consider(inputs);
}

export async function consider(inputs) {
  busy("situation", true);
  page.state.situation = [...inputs];
  page.rowsView.choose(page.chosenRow);
  const { serial } = page;
  const reply = await guarded(() =>
    page.engine.ask("situation", { x: page.data.expand(page.state.situation) }),
  );
  if (reply && serial === page.serial) {
    page.shown = { ...page.shown, explained: reply.explained };
    page.changed = true;
    drawNow();
    page.replay.considered(page.chosenRow);
    if (!page.machine.is("training")) rememberInLink();
  }
  busy("situation", false);
}
