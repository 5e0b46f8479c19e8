// What the parts of the page share: what was chosen, what the worker said, words to the user.

import { byId, setText, show } from "./dom.js";
import { setHidden } from "./focus.js";
import { dropNotes, putNote } from "./notes.js";
import { word } from "./words.js";

// What is known before the first snapshot. A snapshot is of one set of weights: all that the page
// shows of a model is drawn from it.
export const NOTHING = {
  epoch: 0,
  loss: null, // of the learned rows, for these weights
  heldLoss: null, // of the rows held out
  parameters: [],
  outputs: [], // of the rows learned, held out, asked about; empty while they are worked out
  explained: null, // all outputs for the situation under consideration
  curve: null, // of a single neuron: its activation, and the weighted sums of its rows
  map: null, // the outputs of all units on a grid
  answers: 0, // the last request that it takes into account
  whole: false, // whether all of the above is there, as fine as it gets
};

export const page = {
  machine: null, // what the page is doing, see machine.js
  engine: null, // the worker
  network: null,
  replay: null, // of one step, on the network
  chart: null,
  rowsView: null,
  situation: null,
  controls: null, // views
  weight: null, // the field of the weight that is selected
  heat: null, // the picture of two inputs
  curve: null, // that of a single neuron
  state: null, // what the user has chosen of the problem, the model and its training
  settings: null, // of the page: {language, runtime, speed, theme, view}; no model changes them
  data: null, // {rows, targets, names, ranges, classes, learn, held}
  model: null, // what session.py was told to make, and the scales of its inputs
  serial: 0, // of the model
  turns: 0, // changes that are made, or wait for their turn, see turns.js
  shown: NOTHING, // the snapshot that the page shows
  asked: 0, // requests that change the model, counted
  run: 0, // the last of them to learn
  changed: false, // whether there is something new to draw
  fitting: false, // whether neuron.py chooses, beside the model
  touched: false, // whether weights came from a file, by hand, or from a row alone
  chosenRow: null, // the row under consideration
  tab: "this", // of the code
  statusKey: ["loading"],
};

export function say(key, values = {}) {
  page.statusKey = [key, values];
  setText(byId("status"), word(key, values));
}

// message(): what is wrong, in the language of the page. again(): tries anew.
export function complain(message, again = null) {
  byId("alert").hidden = false;
  putNote("alert-text", (node) => setText(node, message()));
  setHidden(byId("alert-again"), !again, byId("alert-close"));
  byId("alert-again").onclick = again;
}

export function stopComplaining() {
  setHidden(byId("alert"), true, byId("play"));
  dropNotes("alert-text");
}

// The figures of a sentence about the model.
export function figures() {
  return { epoch: page.shown.epoch, loss: show(page.shown.loss, 4) };
}

// What was said of the model that was fitted is no longer true.
function forgetFit() {
  dropNotes("fit-report");
  if (page.statusKey[0] === "fitted") say("paused", figures());
}

export function messageOf({ message, kind }) {
  return kind ? word("saysNeuron", { message }) : message;
}

export async function guarded(work) {
  try {
    return await work();
  } catch (error) {
    complain(() => messageOf(error));
    return null;
  }
}

// Ask the worker for something that changes what the page shows of the model.
export function change(name, values = {}) {
  page.asked++;
  forgetFit();
  showBusy();
  return page.engine.ask(name, { ...values, asked: page.asked });
}

// Questions under way, beside the snapshot that is awaited.
const underWay = new Set();

export function busy(what, on) {
  if (on) underWay.add(what);
  else underWay.delete(what);
  showBusy();
}

// Tell assistive technology whether what it reads is about to change.
export function showBusy() {
  const awaited = !page.shown.whole || page.shown.answers !== page.asked;
  const waiting = page.machine.is("idle", "failed") ? page.model && awaited : true;
  byId("main").setAttribute("aria-busy", String(Boolean(waiting || underWay.size)));
}
