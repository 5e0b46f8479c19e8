// What the user asks the model: about a row, a situation, a weight; and a weight moved by hand.

import { showCode } from "./code_panel.js";
import { rememberInLink } from "./link.js";
import { busy, change, guarded, page } from "./page.js";
import { inTurn } from "./turns.js";
import { drawNow } from "./views.js";

export function weightChosen() {
  page.weight.build();
  page.replay.showWire();
}

// A weight of a model that is no longer there is not moved.
export function weightMoved(index, value) {
  const { serial } = page;
  page.network.moved.set(index, value); // the next move goes on from here
  return inTurn(() => {
    if (serial !== page.serial) return;
    page.touched = true;
    moveWeight(index, value); // the next one waits for no answer
  });
}

async function moveWeight(index, value) {
  if (await guarded(() => change("parameter", { index, value }))) showCode();
}

export function considerRow(r) {
  return consider(page.data.rows[r], r);
}

// row: its place in the table, or null for a new situation
export function consider(inputs, row = null) {
  const x = [...inputs];
  return inTurn(() => {
    if (!page.model || x.length !== page.data.names.length) return; // those of an earlier problem
    page.chosenRow = page.data.rows[row]?.join() === x.join() ? row : null;
    page.state.situation = x;
    if (page.situation.values.join() !== x.join()) page.situation.set(x);
    page.rowsView.choose(page.chosenRow);
    answerSituation(); // the next one waits for no answer
  });
}

let questions = 0; // about situations, the last

async function answerSituation() {
  questions++;
  const mine = questions;
  busy("situation", true);
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
  if (mine === questions) busy("situation", false);
}
