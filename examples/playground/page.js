// What the parts of the page share: what was chosen, what the worker said, words to the user.

import { byId, setText } from "./dom.js";
import { word } from "./words.js";

export const page = {
  engine: null, // the worker
  network: null,
  replay: null, // of one step, on the network
  chart: null,
  rowsView: null,
  situation: null,
  controls: null, // views
  heat: null, // the picture of two inputs
  curve: null, // that of a single neuron
  state: null, // what the user has chosen
  data: null, // {rows, targets, names, ranges, classes, learn, held}
  model: null, // what session.py was told to make
  serial: 0, // of the model
  ready: false, // whether a Python is there
  playing: false,
  now: { epoch: 0, loss: null },
  scales: { means: [], deviations: [] }, // of the inputs, as the model sees them
  parameters: [],
  outputs: [], // of the rows learned, held out, asked about
  explained: null, // all outputs for the situation under consideration
  lastMap: null, // the outputs of all units on a grid
  dirty: new Set(), // what is to be drawn anew
  touched: false, // whether weights came from a file or by hand
  chosenRow: null, // the row under consideration
  ownData: null, // the last good table of the user
  tab: "this", // of the code
  statusKey: ["loading"],
};

export function say(key, values = {}) {
  page.statusKey = [key, values];
  setText(byId("status"), word(key, values));
}

export function complain(message, again = null) {
  byId("alert").hidden = !message;
  setText(byId("alert-text"), message || "");
  byId("alert-again").hidden = !again;
  byId("alert-again").onclick = again;
}

export async function guarded(work) {
  try {
    return await work();
  } catch (error) {
    complain(error.kind ? word("saysNeuron", { message: error.message }) : error.message);
    return null;
  }
}

// What is under way; the page tells assistive technology that it is busy.
const underWay = new Set();

export function busy(what, on) {
  if (on) underWay.add(what);
  else underWay.delete(what);
  byId("main").setAttribute("aria-busy", String(underWay.size > 0));
}
