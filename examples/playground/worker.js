// The worker: a Python that trains in slices of a few milliseconds, so that it hears the page
// between them, and MicroPython frees its memory. It tells the page snapshots: each is of one set
// of weights, however long it takes to work it out while the training goes on.

import { loadPython } from "./runtimes.js";

const TRAIN_MS = 12; // a slice of training
const LOOK_MS = 8; // a slice of looking: outputs of rows, a part of the heat map
const PICTURE_MS = 100; // between two snapshots, at least, while it learns
const REST_MS = 60; // after this a model at rest is told of in part, the rest follows
const COARSE = 24; // points on a side of the heat map, at first
const FINE = 60; // and when it rests

let python;
let playing = false;
let goal = Infinity; // the epoch to stop after
let timer = 0;
let speed = "growing";
let due = 0; // epochs that the speed allows, fractions added up
let lastTick = 0;
let train = { count: 1 };
let look = { heat: 20, rows: 20 };
let view = { serial: 0, rows: 0, heat: null, situation: null }; // what the page shows
let epoch = 0;
let asked = 0; // the page's last request that changes what it shows
let pass = null; // the snapshot that is being worked out
let again = false; // whether another one is due after it
let fitting = false; // whether a fit is under way
let pictured = 0; // when the last one ended
let ending = null; // why the training is over, until the page is told
let run = 0; // the page's last request to learn

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

// --- A snapshot: the grid of the heat map and all rows, for the weights at its start

function startPass() {
  again = false;
  ask("freeze");
  pass = { size: COARSE, points: 0, text: "", rows: 0, asked, start: performance.now() };
}

// What is shown is no longer what the model is. What is under way is worked out to its end, so
// that there is something to see while a weight is dragged.
function changed() {
  if (playing || pass?.asked === asked) return; // there is one to come, or under way
  if (pass?.size === COARSE) again = true;
  else startPass();
}

function continuePass() {
  const total = view.heat ? pass.size * pass.size : 0;
  if (pass.rows < view.rows) {
    pass.rows += slice(look, "rows", LOOK_MS, view.rows - pass.rows, (count) =>
      ask("look", { count }),
    );
  } else if (pass.points < total) {
    pass.text += slice(look, "heat", LOOK_MS, total - pass.points, (count) => {
      const text = ask("map", { size: pass.size, start: pass.points, count, ...view.heat });
      pass.points += count;
      return text;
    });
  } else {
    endPass();
  }
}

function endPass() {
  const fine = !playing && !again && view.heat && pass.size === COARSE;
  pictured = performance.now();
  tellSnapshot(!fine);
  if (fine) pass = { ...pass, size: FINE, points: 0, text: "" };
  else pass = null;
  if (again) startPass();
}

// Where there is no picture that would flicker, or the page waits for the end of a training.
function tellInPart() {
  if (view.heat && !ending) return;
  pass.told = true;
  tellSnapshot(false);
}

// whole: nothing of it is to follow.
function tellSnapshot(whole) {
  const { trail, ...seen } = ask("snapshot", { situation: view.situation });
  const mapped = view.heat && pass.points === pass.size * pass.size; // not a part of a map
  const map = mapped ? { size: pass.size, text: pass.text } : null;
  const current = pass.asked === asked && !again;
  const message = { snapshot: { ...seen, map, answers: pass.asked, whole: whole && current }, trail };
  if (!playing && current) {
    Object.assign(message, ending && { run, ...ending });
    ending = null;
  }
  tell(message);
}

// --- The loop

function schedule() {
  if (!timer && (playing || pass)) timer = setTimeout(tick, 0);
}

function allowed() {
  const now = performance.now();
  const seconds = Math.min((now - lastTick) / 1000, 0.25);
  lastTick = now;
  if (speed === "full") return Infinity;
  due = Math.min(due + seconds * (speed === "slow" ? 2 : Math.max(20, epoch / 1.5)), 1e5);
  return Math.floor(due);
}

function advance() {
  const most = allowed();
  if (most < 1) return;
  const epochs = Math.min(most, goal - epoch);
  const state = slice(train, "count", TRAIN_MS, view.slow ? Infinity : epochs, (count) =>
    ask("advance", { count, watched: goal - epoch === 1 }),
  );
  due -= Math.min(state.epoch - epoch, due);
  epoch = state.epoch;
  if (state.finished || epoch >= goal) stop({ rests: epoch >= goal ? "paused" : "finished" });
}

function tick() {
  timer = 0;
  const start = performance.now();
  try {
    if (playing) advance();
    if (playing && !pass && start - pictured > PICTURE_MS) startPass();
    // Where an epoch takes long, look for longer, too.
    const end = performance.now() + Math.max(0.4 * (performance.now() - start), LOOK_MS);
    while (pass && performance.now() < end) continuePass();
    if (!playing && pass && !pass.told && performance.now() - pass.start > REST_MS) tellInPart();
  } catch (error) {
    failed(error);
  }
  // Where the speed leaves nothing to do, rest.
  if (playing && !pass && speed !== "full" && due < 1) timer = setTimeout(tick, 12);
  else schedule();
}

// After a failure of the training look at the model; after one of the looking, don't.
function failed({ message, kind }) {
  const failure = { message, kind };
  if (playing) {
    try {
      stop({ failure });
      return;
    } catch {
      // told below
    }
  }
  playing = false;
  pass = null;
  again = false;
  ending = null;
  tell({ failure });
}

// End the training; why is told with the snapshot of the model at rest.
function stop(why) {
  playing = false;
  ending = why;
  startPass();
}

// --- What the page asks for

const REQUESTS = {
  async start({ runtime, root, files, bundled }) {
    python = await loadPython(runtime, root, files, bundled);
    return { version: python.version };
  },
  replay: (values) => ask("replay", values),
  told: () => ask("told"),
  save: () => ask("save"),
  load: (values) => ask("load", values),
  // Fit beside the model, and tell of it ten times a second, until it is done or told to stop.
  async fit(values) {
    ask("fit_begin", values);
    fitting = true;
    const pace = { count: 1 };
    let state;
    let toldAt = 0;
    do {
      state = slice(pace, "count", TRAIN_MS, Infinity, (count) => ask("fit_advance", { count }));
      if (performance.now() - toldAt > 100) {
        tell({ fit: state });
        toldAt = performance.now();
      }
      await new Promise((resolve) => setTimeout(resolve));
    } while (!state.done && fitting);
    return ask("fit_result");
  },
  fitStop() {
    fitting = false;
    return {};
  },
  speed(values) {
    ({ speed } = values);
    due = 0;
    return {};
  },
  situation(situation) {
    view.situation = situation;
    return { explained: ask("explain", situation) };
  },
};

// What changes what the page shows: a snapshot follows, also where it fails.
const CHANGES = {
  configure({ model, look: newView, options }) {
    playing = false;
    fitting = false;
    ending = null;
    const { scales, ...state } = ask("configure", { ...model, ...options });
    view = { ...newView, slow: state.slow };
    train = { count: 1 };
    epoch = state.epoch;
    pass = null;
    return { scales };
  },
  options({ epochs, options }) {
    view.slow = ask("set_options", { epochs, options }).slow;
    train = { count: 1 };
    return {};
  },
  play(values) {
    ({ speed } = values);
    goal = values.epochs ? epoch + values.epochs : Infinity;
    playing = true;
    run = asked;
    ending = null;
    if (pass?.size === FINE) pass = null;
    due = 1;
    lastTick = performance.now();
    return {};
  },
  pause() {
    if (playing) stop({ rests: "paused" });
    return {};
  },
  row({ rate }) {
    playing = false;
    ending = null;
    run = asked;
    const { learned, ...state } = ask("learn_row", { rate });
    epoch = state.epoch;
    return { learned };
  },
  parameter({ index, value }) {
    ask("set_parameter", { index, value });
    return {};
  },
};

function makeChange(name, values) {
  asked = values.asked;
  try {
    return CHANGES[name](values);
  } finally {
    if (view.serial) changed();
  }
}

self.onmessage = async ({ data: { id, name, values } }) => {
  try {
    const result = name in CHANGES ? makeChange(name, values) : await REQUESTS[name](values);
    self.postMessage({ id, result });
  } catch (error) {
    self.postMessage({ id, error: error.message || String(error), kind: error.kind });
  }
  schedule();
};
