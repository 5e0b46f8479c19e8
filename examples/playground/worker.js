// The worker: a Python that trains in slices of a few milliseconds, so that it hears the page
// between them, and MicroPython frees its memory.

import { loadPython } from "./runtimes.js";

const TRAIN_MS = 12; // a slice of training
const LOOK_MS = 8; // a slice of looking: outputs of rows, a part of the heat map
const PICTURE_MS = 120; // between two pictures, at least, while it learns
const COARSE = 24; // points on a side of the heat map while it learns
const FINE = 60; // and when it rests

let python;
let playing = false;
let timer = 0;
let speed = "growing";
let due = 0; // epochs that the speed allows, fractions added up
let lastTick = 0;
let train = { count: 1 };
let look = { heat: 20, rows: 20 };
let view = { rows: 0, heat: null, situation: null }; // what the page shows
let pass = null; // the look at the model that is under way
let pictured = 0; // when the last one ended

class PythonError extends Error {
  constructor(message, kind) {
    super(message);
    this.kind = kind;
  }
}

function ask(question, arguments_ = {}) {
  const reply = JSON.parse(python.ask(question, JSON.stringify(arguments_)));
  if ("error" in reply) throw new PythonError(reply.error, reply.kind);
  return reply.answer;
}

// Tell the page something unasked, of the model with this serial number.
function tell(message) {
  self.postMessage({ serial: view.serial, ...message });
}

// Do some of a work, as much as took so many milliseconds last time, or a little more.
function slice(owner, key, milliseconds, most, work) {
  const count = Math.max(1, Math.min(Math.floor(owner[key]), most));
  const start = performance.now();
  const result = work(count);
  const took = Math.max(performance.now() - start, 0.05);
  owner[key] = Math.max(1, Math.min((count * milliseconds) / took, owner[key] * 2, 1e6));
  return result;
}

// --- Looking: a pass over the grid of the heat map and over all rows

function startPass(size) {
  pass = { size, points: view.heat ? 0 : Infinity, text: "", outputs: [] };
}

function continuePass() {
  const total = pass.size * pass.size;
  if (pass.points < total) {
    pass.text += slice(look, "heat", LOOK_MS, total - pass.points, (count) => {
      const text = ask("map", { size: pass.size, start: pass.points, count, ...view.heat });
      pass.points += count;
      return text;
    });
  } else if (pass.outputs.length < view.rows) {
    pass.outputs.push(
      ...slice(look, "rows", LOOK_MS, view.rows, (count) =>
        ask("outputs", { start: pass.outputs.length, count }),
      ),
    );
  } else {
    const picture = {
      map: view.heat ? { size: pass.size, text: pass.text } : null,
      outputs: pass.outputs,
      heldLoss: view.held ? ask("held_loss") : null,
      explained: view.situation ? ask("explain", view.situation) : null,
    };
    const state = playing ? null : ask("state", { full: true });
    const fine = !playing && pass.size === COARSE && view.heat;
    pass = null;
    pictured = performance.now();
    tell({ picture, state, resting: !playing && !fine });
    if (fine) startPass(FINE);
  }
}

// --- The loop

function schedule() {
  if (!timer && (playing || pass)) timer = setTimeout(tick, 0);
}

function allowed(epoch) {
  const now = performance.now();
  const seconds = Math.min((now - lastTick) / 1000, 0.25);
  lastTick = now;
  if (speed === "full") return Infinity;
  due = Math.min(due + seconds * (speed === "slow" ? 2 : Math.max(20, epoch / 1.5)), 1e5);
  return Math.floor(due);
}

let epoch = 0;
let sent = 0;

function tick() {
  timer = 0;
  const start = performance.now();
  try {
    if (playing) {
      const most = allowed(epoch);
      if (most >= 1) {
        const full = view.small || performance.now() - sent > 250;
        if (full) sent = performance.now();
        const state = slice(train, "count", TRAIN_MS, most, (count) => {
          due -= Math.min(count, due);
          return ask("advance", { epochs: count, full });
        });
        epoch = state.epoch;
        if (state.finished) stop();
        tell({ state, playing });
      }
    }
    if (playing && !pass && start - pictured > PICTURE_MS) startPass(COARSE);
    // Where an epoch takes long, look for longer, too.
    const end = performance.now() + 0.4 * (performance.now() - start);
    do {
      if (pass) continuePass();
    } while (pass && performance.now() < end);
  } catch (error) {
    // After a failure of the training look at the model; after one of the looking, don't.
    const trained = playing;
    playing = false;
    pass = null;
    tell({ failure: error.message, kind: error.kind, playing, resting: !trained });
    if (trained) startPass(COARSE);
  }
  // Where the speed leaves nothing to do, rest.
  if (playing && speed !== "full" && due < 1) timer = setTimeout(tick, 12);
  else schedule();
}

function stop() {
  playing = false;
  startPass(COARSE);
  schedule();
}

// --- What the page asks for

const REQUESTS = {
  async start({ runtime, root, files, bundled }) {
    python = await loadPython(runtime, root, files, bundled);
    return { version: python.version };
  },
  configure({ model, look: newView }) {
    playing = false;
    const state = ask("configure", model);
    view = newView;
    view.small = state.parameters.length <= 200;
    train = { count: 1 };
    epoch = state.epoch;
    startPass(COARSE);
    return { state };
  },
  options(values) {
    return { state: ask("set_options", values) };
  },
  play(values) {
    ({ speed } = values);
    playing = true;
    due = 1;
    lastTick = performance.now();
    return {};
  },
  speed(values) {
    ({ speed } = values);
    due = 0;
    return {};
  },
  pause() {
    if (playing) stop();
    return {};
  },
  epoch() {
    playing = false;
    startPass(COARSE);
    const state = ask("advance", { epochs: 1, full: true, watched: true });
    epoch = state.epoch;
    return { state };
  },
  row({ rate }) {
    playing = false;
    startPass(COARSE);
    const state = ask("learn_row", { rate });
    epoch = state.epoch;
    return { state };
  },
  parameter(values) {
    const state = ask("set_parameter", values);
    if (!playing) startPass(COARSE);
    return { state };
  },
  situation(situation) {
    view.situation = situation;
    return { explained: situation ? ask("explain", situation) : null };
  },
  replay: (values) => ask("replay", values),
  curve: (values) => ask("curve", values),
  told: () => ask("told"),
  save: () => ask("save"),
  load: (values) => ask("load", values),
};

self.onmessage = async ({ data: { id, name, values } }) => {
  try {
    const result = await REQUESTS[name](values);
    self.postMessage({ id, result });
  } catch (error) {
    self.postMessage({ id, error: error.message || String(error), kind: error.kind });
  }
  schedule();
};
