// Make the model, train it, and hear from the worker.

import { showCode } from "./code_panel.js";
import { OPTIONS } from "./controls.js";
import { optionsOf, problemData, rateNow, spans } from "./data.js";
import { byId, setText, show } from "./dom.js";
import { considerRow } from "./inquiry.js";
import { rememberInLink } from "./link.js";
import { busy, complain, guarded, page, say } from "./page.js";
import { PROBLEMS } from "./problems.js";
import { buildViews, draw, drawNow, prepareCurve } from "./views.js";
import { word } from "./words.js";

// What session.py is told to make of the state and the problem's rows.
function modelOf(state, data) {
  const problem = PROBLEMS[state.problem];
  const pick = (table, indices) => indices.map((r) => table[r]);
  const sizes = [data.names.length, ...state.hidden, data.targets[0].length];
  const count = sizes.slice(1).reduce((sum, size, k) => sum + size * (sizes[k] + state.bias), 0);
  const restored = state.weights?.length === count;
  const given = problem.start?.length === count && state.seed === 1 ? problem.start : null;
  return {
    sizes,
    activations: [...state.hidden.map(() => state.activation), state.output],
    bias: state.bias ? 0 : null,
    seed: state.seed,
    scale: state.scale,
    rows: pick(data.rows, data.learn),
    targets: pick(data.targets, data.learn),
    held_rows: pick(data.rows, data.held),
    held_targets: pick(data.targets, data.held),
    asks: (problem.published?.values || []).filter(({ ask }) => ask).map(({ ask }) => ask),
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
    spans: spans(),
  };
  return {
    serial,
    rows: data.rows.length + model.asks.length,
    held: data.held.length > 0,
    heat: data.names.length === 2 ? corners : null,
    situation: { x: state.situation },
  };
}

// Make the model that the state says, and all pictures anew.
export async function configure() {
  page.playing = false;
  busy("picture", true);
  page.data = await problemData();
  page.model = modelOf(page.state, page.data);
  page.touched = page.model.start !== null && page.model.start === page.state.weights;
  if (page.state.situation.length !== page.data.names.length) {
    const middle = ([low, high]) => Math.round(500 * (low + high)) / 1000;
    page.state.situation = page.data.inputRanges.map(middle);
  }
  page.serial++;
  page.lastMap = null;
  page.parameters = [];
  page.outputs = [];
  page.explained = null;
  page.chart.clear();
  buildViews();
  const reply = await guarded(async () => {
    const settings = { model: page.model, look: lookOf(page) };
    const { state: first } = await page.engine.ask("configure", settings);
    page.scales = first;
    page.parameters = first.parameters;
    await page.engine.ask("options", optionsOf());
    return first;
  });
  if (!reply) {
    busy("picture", false);
    return;
  }
  complain("");
  await prepareCurve();
  take(reply);
  rememberInLink();
}

// Hear from the worker. What it says of an earlier model comes too late.
export function hear({
  serial,
  state: heard,
  picture: seen,
  resting,
  failure,
  kind,
  playing: stillPlaying,
}) {
  if (serial !== page.serial) return;
  if (failure !== undefined) {
    page.playing = false;
    complain(kind ? word("saysNeuron", { message: failure }) : failure);
  }
  if (heard) take(heard);
  if (seen) look(seen);
  if (resting) {
    drawNow();
    busy("picture", false);
  }
  if (stillPlaying === false && page.playing) {
    page.playing = false;
    rest(heard?.finished ? "finished" : "paused");
  }
  showPlay();
}

export function take(heard) {
  page.now = heard;
  if (heard.parameters) page.parameters = heard.parameters;
  page.chart.add("learned", heard.epoch, heard.loss);
  if (heard.parameters) page.dirty.add("weights");
  draw();
}

function look(seen) {
  page.outputs = seen.outputs;
  if (seen.heldLoss !== null) {
    page.chart.add("held", page.now.epoch, seen.heldLoss);
    page.now.heldLoss = seen.heldLoss;
    setText(byId("held-loss"), show(seen.heldLoss, 4));
  }
  if (seen.explained) page.explained = seen.explained;
  if (seen.map) {
    page.lastMap = seen.map;
    page.dirty.add("map");
  }
  page.dirty.add("picture");
  draw();
}

export function showPlay() {
  page.replay.update();
  setText(byId("play-word"), word(page.playing ? "pause" : "play"));
  byId("play-icon").setAttribute(
    "d",
    page.playing ? "M6 4h4v16H6zM14 4h4v16h-4z" : "M7 4v16l13-8z",
  );
  for (const id of ["play", "step-epoch", "reset"]) byId(id).disabled = !page.ready;
  byId("step-row").disabled = !page.ready || page.state.rate === "rprop";
}

export async function play() {
  complain("");
  busy("picture", true);
  if (page.playing) {
    page.playing = false;
    await page.engine.ask("pause");
    rest("paused");
  } else {
    page.playing = true;
    say("training");
    await page.engine.ask("play", { speed: page.state.speed });
  }
  showPlay();
}

function rest(key) {
  say(key, { epoch: page.now.epoch, loss: show(page.now.loss, 4) });
  rememberInLink();
  showCode();
}

export async function stepEpoch() {
  busy("picture", true);
  page.playing = false;
  complain("");
  const reply = await guarded(() => page.engine.ask("epoch"));
  if (reply) {
    take(reply.state);
    rest("paused");
  }
  showPlay();
}

export async function stepRow() {
  busy("picture", true);
  page.playing = false;
  complain("");
  const reply = await guarded(() => page.engine.ask("row", { rate: rateNow() }));
  if (reply) {
    take(reply.state);
    say("rowLearnedPlain", { row: page.data.learn[reply.state.learned] + 1 });
    considerRow(page.data.learn[reply.state.learned]);
    rememberInLink();
    showCode();
  }
  showPlay();
}

export async function reset() {
  page.state.weights = null;
  page.state.epoch = 0;
  await configure();
  say("paused", { epoch: page.now.epoch, loss: show(page.now.loss, 4) });
  showPlay();
  showCode();
}

export async function optionChanged(name, value) {
  page.state[name] = value;
  complain("");
  if (OPTIONS.has(name)) {
    page.controls.build(page.state);
    const reply = await guarded(() => page.engine.ask("options", optionsOf()));
    if (reply) rememberInLink();
    showPlay();
    showCode();
  } else {
    page.controls.build(page.state);
    await reset();
  }
}
