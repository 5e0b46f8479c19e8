// Make the model, train it, and hear from the worker.

import { showCode } from "./code_panel.js";
import { OPTIONS } from "./controls.js";
import { optionsOf, problemData, rateNow, spans } from "./data.js";
import { byId, setText, show } from "./dom.js";
import { setDisabled, setHidden } from "./focus.js";
import { showHints, showSlower } from "./hints.js";
import { considerRow } from "./inquiry.js";
import { rememberInLink } from "./link.js";
import { dropNotes } from "./notes.js";
import {
  change,
  complain,
  figures,
  guarded,
  messageOf,
  NOTHING,
  page,
  say,
  showBusy,
  stopComplaining,
} from "./page.js";
import { PROBLEMS } from "./problems.js";
import { take } from "./snapshot.js";
import { withoutModel } from "./state.js";
import { inTurn } from "./turns.js";
import { buildViews, tell } from "./views.js";
import { word } from "./words.js";

// What session.py is told to make of the state and the problem's rows.
function modelOf(state, data) {
  const problem = PROBLEMS[state.problem];
  const pick = (table, indices) => indices.map((r) => table[r]);
  const rows = data.rows.map(data.expand);
  const sizes = [data.inputs.length, ...state.hidden, data.targets[0].length];
  const count = sizes.slice(1).reduce((sum, size, k) => sum + size * (sizes[k] + state.bias), 0);
  const restored = state.weights?.length === count;
  const given = problem.start?.length === count && state.seed === 1 ? problem.start : null;
  return {
    sizes,
    activations: [...state.hidden.map(() => state.activation), state.output],
    bias: state.bias ? 0 : null,
    seed: state.seed,
    scale: state.scale,
    rows: pick(rows, data.learn),
    targets: pick(data.targets, data.learn),
    held_rows: pick(rows, data.held),
    held_targets: pick(data.targets, data.held),
    asks: (problem.published?.values || []).filter(({ ask }) => ask).map(({ ask }) => data.expand(ask)),
    start: restored ? state.weights : given,
    scaled: state.scaled,
    epoch: restored ? state.epoch : 0,
  };
}

// What the worker is to look at for the page's pictures.
function lookOf({ serial, state, data, model }) {
  const corners = {
    low: data.ranges.map(([low]) => low),
    high: data.ranges.map(([, high]) => high),
    spans: spans(data, model.activations),
    squares: state.squares,
    product: state.product,
  };
  return {
    serial,
    rows: data.rows.length + model.asks.length,
    heat: data.names.length === 2 ? corners : null,
    situation: { x: data.expand(state.situation) },
  };
}

let lastSerial = 0;

// Make the model that a state says, and all pictures anew, in its turn; then say so, and return true. If it
// can't be made, the model of before stays, and the page says that. Before there is a Python, the state waits.
export async function configure(state, told = null) {
  if (page.machine.is("training")) guarded(() => change("pause"));
  page.run = 0;
  if (page.engine.worker) page.machine.go("loading");
  try {
    const data = await problemData(state);
    if (!page.engine.worker) return keepForPython(state, data);
    await make(state, data);
  } catch (error) {
    stayAsBefore(error);
    return false;
  }
  stopComplaining();
  page.machine.go("idle");
  rest(...(told || ["paused"]));
  return true;
}

async function make(state, data) {
  const model = modelOf(state, data);
  if (state.situation.length !== data.names.length) {
    const middle = ([low, high]) => Math.round(500 * (low + high)) / 1000;
    state.situation = data.inputRanges.map(middle);
  }
  lastSerial++;
  const serial = lastSerial;
  const look = lookOf({ serial, state, data, model });
  const settings = { model, look, options: optionsOf(state, data) };
  const { scales } = await change("configure", settings);
  page.shown = NOTHING;
  forgetTable();
  page.touched = model.start !== null && model.start === state.weights;
  const made = { ...model, scales };
  Object.assign(page, { serial, state, data, model: made });
  page.chart.clear(state.loss);
  for (const point of (page.touched && state.curve) || []) page.chart.add(...point);
  page.controls.build(page.state, page.data.names);
  buildViews();
}

function keepForPython(state, data) {
  Object.assign(page, { state, data });
  page.controls.build(state, data.names);
  return true;
}

// What was said of a table, and offered, is about another model, and maybe other rows held out.
export function forgetTable() {
  dropNotes("own-result");
  for (const id of ["own-use-good", "own-leave-out"]) setHidden(byId(id), true, byId("own-use"));
}

export function stayAsBefore(error) {
  complain(() => messageOf(error));
  page.controls.build(page.state, page.data?.names);
  page.machine.go("failed");
  say(page.model ? "failedBefore" : "failed");
  showCode();
}

// Hear from the worker. What it says of an earlier model, or how an earlier run ended, comes too late.
export function hear({ serial, snapshot, trail, run = page.run, rests, failure, fit }) {
  if (serial !== page.serial || !page.model) return;
  if (fit) setText(byId("fit-progress"), word("fitProgress", { ...fit, loss: show(fit.loss, 3) }));
  if (snapshot) take(snapshot, trail);
  if (failure && run === page.run) fail(failure);
  else if (rests && run === page.run && page.machine.is("training", "pausing")) rest(rests);
  if (!page.machine.is("idle", "failed")) return;
  if (snapshot?.whole) {
    if (FIGURES.has(page.statusKey[0])) say(page.statusKey[0], figures());
    rememberInLink();
    showHints();
  }
  goOn();
}

const FIGURES = new Set(["paused", "finished", "failedAt"]); // sentences with figures of the model

// The training is over, or was ended: say so, or what the page has to tell instead.
function rest(key, values = figures()) {
  if (!page.machine.is("idle")) page.machine.go("idle");
  say(key, values);
  rememberInLink();
  showCode();
}

function fail(failure) {
  complain(() => messageOf(failure));
  page.machine.go("failed");
  say("failedAt", figures());
  showCode();
}

// Show the phase: in the buttons, and to assistive technology.
export function showPhase() {
  const training = page.machine.is("training", "pausing");
  const ready = Boolean(page.model) && !page.machine.is("loading");
  setText(
    byId("play-word"),
    word(page.machine.is("pausing") ? "pausing" : training ? "pause" : "play"),
  );
  byId("play-icon").setAttribute("d", training ? "M6 4h4v16H6zM14 4h4v16h-4z" : "M7 4v16l13-8z");
  setDisabled(byId("fit"), !page.model || !page.machine.is("idle", "failed"));
  setDisabled(byId("play"), !ready || page.machine.is("pausing"));
  for (const id of ["step-epoch", "reset", "new-start"]) setDisabled(byId(id), !ready);
  setDisabled(byId("step-row"), !ready || page.state.rate === "rprop");
  page.replay.update();
  tell();
  showSlower();
  if (!page.machine.is("idle")) showHints();
  showBusy();
}

// Ask the worker to learn: a run, which ends the one before. Return the answer, or null where the run
// failed, which is told here, or where another one was asked for meanwhile.
async function learn(name, values) {
  stopComplaining();
  const answer = change(name, values);
  const mine = page.asked;
  page.run = mine;
  try {
    const result = await answer;
    return mine === page.run ? result : null;
  } catch (error) {
    if (mine === page.run) fail(error);
    return null;
  }
}

// Train; for so many epochs, or until the training is over.
function train(epochs) {
  if (!page.machine.is("training")) page.machine.go("training");
  say("training");
  showCode();
  learn("play", { speed: page.settings.speed, epochs });
}

export function play() {
  if (page.machine.is("idle", "failed")) train(null);
  else if (page.machine.is("training")) pause();
}

function pause() {
  page.machine.go("pausing");
  say("pausing");
  guarded(() => change("pause"));
}

export function stepEpoch() {
  if (page.machine.is("idle", "failed", "training")) train(1);
}

export async function stepRow() {
  if (!page.machine.is("idle", "failed", "training")) return;
  if (page.machine.is("training")) page.machine.go("pausing");
  page.touched = true;
  const step = await learn("row", { rate: rateNow() });
  if (!step) return;
  const r = page.data.learn[step.learned];
  rest("rowLearnedPlain", { row: r + 1 });
  considerRow(r);
}

let waiting = null; // what is to be done once the training has ended

// Do something with the model at rest: a training is ended first, and a fit, which keeps its best.
export function atRest(work) {
  waiting = work;
  if (page.fitting) page.engine.ask("fitStop");
  else if (page.machine.is("training")) play(); // which pauses it
  if (!page.fitting && !page.machine.is("pausing")) goOn();
}

export function goOn() {
  const work = waiting;
  waiting = null;
  work?.();
}

// Make the model anew from its first weights.
export function reset() {
  return inTurn(() => configure(withoutModel(page.state)));
}

// Begin with other first weights.
export function newStart() {
  return inTurn(() => {
    const seed = (page.state.seed + 1) % 2 ** 32;
    return configure(withoutModel({ ...page.state, seed }), ["newStartSays", { seed }]);
  });
}

// Bring a changed state into one that neuron.py takes; return what is to be said of it, or null.
function agree(state, name) {
  if (state.loss !== "cross_entropy" || state.output === "sigmoid") return null;
  if (name === "loss") {
    state.output = "sigmoid";
    return ["outputSwitched"];
  }
  state.loss = "squared";
  return ["lossSwitched", { name: state.output.replace("_published", "") }];
}

export function optionChanged(name, value) {
  stopComplaining();
  return inTurn(() => takeOption(name, value));
}

async function takeOption(name, value) {
  const state = { ...page.state, [name]: value };
  if (name === "held") state.dealt = [];
  const told = agree(state, name);
  const anew = !OPTIONS.has(name) || told !== null;
  if (anew || !page.model) {
    await configure(anew ? withoutModel(state) : state, told);
    return;
  }
  page.state = state;
  page.controls.build(state, page.data.names);
  showPhase();
  if (await guarded(() => change("options", optionsOf(state, page.data)))) showCode();
}
