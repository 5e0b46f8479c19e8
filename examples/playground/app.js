// The page: its state, its controls, its pictures, and the worker that trains.

import { backSteps, forwardSteps, weightStep } from "./calculation.js";
import { program } from "./code.js";
import { forgetColours } from "./colours.js";
import { Controls, OPTIONS } from "./controls.js";
import { byId, element, fixed, setText, show } from "./dom.js";
import { Engine } from "./engine.js";
import { HeatView } from "./heat.js";
import { NetworkView } from "./network.js";
import { CURVE_SPAN, CurveView, LossChart } from "./plots.js";
import { PROBLEMS, digits, split } from "./problems.js";
import { isBundle, textOf } from "./resources.js";
import { RowsView, classOf } from "./rows.js";
import { Situation } from "./situation.js";
import { MOST_DATA, MOST_WEIGHTS, maxUnits, readLink, startOf, writeLink } from "./state.js";
import { readTable } from "./table.js";
import { language, languageNames, preferredLanguage, setLanguage, setWords, word } from "./words.js";

const GROUPS = {
  groupFirst: ["tutorial1", "and", "or", "xor"],
  groupShapes: ["moons", "circle", "spiral", "three"],
  groupMore: ["digits", "own"],
  groupTutorials: ["tutorial2", "scores", "or_published", "virus", "worked", "trial", "shape", "trask2",
    "trask3", "xor_one"],
};

let state; // what the user has chosen
let data; // {rows, targets, names, ranges, classes, learn, held}
let model; // what session.py was told to make
let playing = false;
let ready = false;
let scales = { means: [], deviations: [] }; // of the inputs, as the model sees them
let parameters = [];
let outputs = [];
let explained = null;
let now = { epoch: 0, loss: null };
let statusKey = ["loading"];
let chosenRow = null; // the row under consideration
let backTargets = null; // what the answer should be, for the way back
let ownData = null; // the last good table of the user
let tab = "this";
let dirty = new Set(); // what is to be drawn anew
let touched = false; // whether weights came from a file or by hand

const engine = new Engine(hear);
const network = new NetworkView(byId("network-drawing"), { chosen: weightChosen, changed: weightMoved });
const chart = new LossChart(byId("chart"));
const rowsView = new RowsView(byId("rows"), byId("rows-more"), byId("confusion"), considerRow);
const situation = new Situation(byId("situation-inputs"), (inputs) => {
  chosenRow = null;
  consider(inputs);
});
const controls = new Controls(byId("model-controls"), byId("more-controls"), optionChanged, complain);
let heat = null; // the picture of two inputs
let curve = null; // that of a single neuron
let lastMap = null; // the outputs of all units on a grid

// --- Messages to the user

function say(key, values = {}) {
  statusKey = [key, values];
  setText(byId("status"), word(key, values));
}

function complain(message, again = null) {
  byId("alert").hidden = !message;
  setText(byId("alert-text"), message || "");
  byId("alert-again").hidden = !again;
  byId("alert-again").onclick = again;
}

async function guarded(work) {
  try {
    return await work();
  } catch (error) {
    complain(error.kind ? word("saysNeuron", { message: error.message }) : error.message);
    return null;
  }
}

// What is under way; the page tells assistive technology that it is busy.
const underWay = new Set();

function busy(what, on) {
  if (on) underWay.add(what);
  else underWay.delete(what);
  byId("main").setAttribute("aria-busy", String(underWay.size > 0));
}

// --- The problem's data

async function problemData() {
  const problem = PROBLEMS[state.problem];
  let table = problem;
  if (problem.make) table = problem.make();
  if (problem.csv) table = digits(await textOf(problem.csv));
  if (state.problem === "own") table = ownTable();
  const { rows, targets } = table;
  const inputs = rows[0].length;
  const names = table.names || Array.from({ length: inputs }, (_, k) =>
    (problem.named ? word(`i_${state.problem}`).split(", ")[k] : `x${k + 1}`));
  const ranges = problem.ranges || rows[0].map((_, k) => {
    const column = rows.map((row) => row[k]);
    const low = Math.min(...column);
    const high = Math.max(...column);
    return low < high ? [low, high] : [low - 1, high + 1];
  });
  let classes = table.classes || problem.classes || null;
  if (!classes && targets.every(([t]) => t === 0 || t === 1)) classes = ["0", "1"];
  return { rows, targets, names, ranges: problem.make || !problem.ranges || inputs !== 2
    ? ranges : ranges.map(([low, high]) => [low - 0.25 * (high - low), high + 0.25 * (high - low)]),
  inputRanges: ranges, classes, picture: Boolean(problem.picture), ...split(targets, state.held) };
}

// The user's table; until there is one, a small one that shows the form.
function ownTable() {
  if (!ownData) {
    if (!state.data) state.data = "size,weight,kind\n2,900,cat\n3,700,cat\n7,300,dog\n8,450,dog\n6,500,dog\n3,950,cat";
    const table = readTable(state.data, state.kind);
    if (table.rows.length) ownData = table;
    else ownData = readTable("x1,x2,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0");
  }
  return ownData;
}

// --- Configure the model, from the state

function optionsOf() {
  const rprop = state.rate === "rprop";
  return { epochs: state.epochs, options: {
    learning_rate: rprop ? "rprop" : state.rate === "auto" ? null : Number(state.rate),
    batch_size: state.batch && !rprop ? Math.min(state.batch, data.learn.length) : null,
    shuffle: state.shuffle && !rprop ? state.seed : null,
    momentum: rprop ? 0 : state.momentum,
    loss: state.loss, until: state.until,
  } };
}

// The rate of one adjustment, as a number.
function rateNow() {
  if (state.rate === "rprop") return null;
  if (state.rate !== "auto") return Number(state.rate);
  const batch = Math.min(state.batch || data.learn.length, data.learn.length);
  return batch > 4 ? 4 / batch : 1;
}

function spans() {
  const names = model.activations;
  return names.map((name, k) => {
    const base = name.split("_")[0];
    const last = k === names.length - 1;
    if (last && !data.classes) return targetSpan();
    if (["sigmoid", "step", "gaussian"].includes(base)) return [0, 1];
    if (last) return base === "tanh" && targetSpan()[0] < 0 ? [-1, 1] : [0, 1];
    return base === "tanh" ? [-1, 1] : [-2, 2];
  });
}

function targetSpan() {
  const values = data.targets.map(([t]) => t);
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low < high ? [low, high] : [low - 1, high + 1];
}

async function configure() {
  playing = false;
  busy("picture", true);
  data = await problemData();
  const outputCount = data.targets[0].length;
  const pick = (table, indices) => indices.map((r) => table[r]);
  const problem = PROBLEMS[state.problem];
  const sizes = [data.names.length, ...state.hidden, outputCount];
  const weightCount = sizes.slice(1).reduce((sum, size, k) => sum + size * (sizes[k] + state.bias), 0);
  const startsHere = problem.start && problem.start.length === weightCount && state.seed === 1;
  const fits = state.weights && state.weights.length === weightCount;
  model = {
    sizes, activations: [...state.hidden.map(() => state.activation), state.output],
    bias: state.bias ? 0 : null, seed: state.seed, scale: state.scale,
    rows: pick(data.rows, data.learn), targets: pick(data.targets, data.learn),
    held_rows: pick(data.rows, data.held), held_targets: pick(data.targets, data.held),
    asks: problem.published ? problem.published.values.filter(({ ask }) => ask).map(({ ask }) => ask) : [],
    start: fits ? state.weights : startsHere ? problem.start : null,
    scaled: state.scaled, epoch: fits ? state.epoch : 0,
  };
  if (state.situation.length !== data.names.length) {
    state.situation = data.names.map((_, k) => Math.round(500 * (data.inputRanges[k][0] + data.inputRanges[k][1])) / 1000);
  }
  if (backTargets && backTargets.length !== outputCount) backTargets = null;
  const two = data.names.length === 2;
  touched = fits;
  const look = {
    rows: data.rows.length + model.asks.length, held: data.held.length > 0,
    heat: two ? { low: data.ranges.map(([low]) => low), high: data.ranges.map(([, high]) => high),
      spans: spans() } : null,
    situation: { x: state.situation, targets: backTargets },
  };
  lastMap = null;
  outputs = [];
  explained = null;
  chart.clear();
  buildViews();
  const reply = await guarded(async () => {
    const { state: first } = await engine.ask("configure", { model, look });
    scales = first;
    parameters = first.parameters;
    await engine.ask("options", optionsOf());
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

function inputCount() {
  return data.names.length;
}

// --- Pictures

function outputNames() {
  if (data.classes && data.targets[0].length > 1) return data.classes;
  return [data.targets[0].length > 1 ? "y1" : "y"];
}

function allRows() {
  const held = new Set(data.held);
  return data.rows.map((x, r) => ({ x, target: data.targets[r], held: held.has(r) }));
}

function buildViews() {
  const one = !state.hidden.length && data.targets[0].length === 1;
  setText(byId("network-title"), word(one ? "neuron" : "network"));
  network.build({ sizes: model.sizes, bias: state.bias, inputs: data.names, outputs: outputNames(),
    picture: data.picture, maps: inputCount() === 2 });
  rowsView.build({ rows: allRows(), names: data.names, classes: data.classes, picture: data.picture });
  situation.build({ names: data.names, ranges: data.inputRanges, values: state.situation,
    picture: data.picture });
  // A drawing belongs where other problems have their picture.
  if (data.picture) byId("result-column").prepend(byId("situation-card"));
  else byId("rest-column").prepend(byId("situation-card"));
  setText(byId("situation-hint"), word(data.picture ? "drawHint" : "situationHint"));
  byId("heat-card").hidden = inputCount() !== 2;
  byId("curve-card").hidden = !one;
  setText(byId("heat-says"), "");
  setText(byId("curve-says"), "");
  heat = null;
  if (inputCount() === 2) {
    heat = new HeatView(byId("heat"), (inputs) => {
      chosenRow = null;
      situation.set(inputs);
      consider(inputs);
    });
    heat.setRows({ ranges: data.ranges, rows: allRows(), classes: data.classes, span: targetSpan() });
  }
  curve = one ? new CurveView(byId("curve")) : null;
  byId("held-readout").hidden = !data.held.length;
  byId("right-readout").hidden = !data.classes;
  editWeight();
}

async function prepareCurve() {
  if (!curve) return;
  busy("curve", true);
  const values = await guarded(() => engine.ask("curve", { name: state.output, low: -CURVE_SPAN,
    high: CURVE_SPAN, count: 161 }));
  if (values && curve) curve.setCurve(values, data.targets.map(([t]) => t));
  dirty.add("picture");
  drawNow();
  busy("curve", false);
}

// The weighted sums of a neuron's rows, to mark them on its curve.
function curveRows() {
  const weights = parameters.slice(0, inputCount());
  const bias = state.bias ? parameters[inputCount()] : 0;
  return outputsInOrder().map((y, r) => {
    const row = data.rows[r].map((x, k) => (x - scales.means[k]) / scales.deviations[k]);
    const z = row.reduce((sum, x, k) => sum + x * weights[k], 0) + bias;
    return { z, y: y ? y[0] : NaN, target: data.targets[r][0], name: String(r + 1),
      held: data.held.includes(r) };
  }).filter(({ y }) => Number.isFinite(y)).slice(0, 60);
}

// The outputs come in the order learned, held out: bring them into that of the table.
function outputsInOrder() {
  const ordered = [];
  [...data.learn, ...data.held].forEach((r, place) => { ordered[r] = outputs[place]; });
  return Array.from(ordered);
}

// --- What the worker says

function hear({ state: heard, picture: seen, resting, failure, kind, playing: stillPlaying }) {
  if (failure !== undefined) {
    playing = false;
    complain(kind ? word("saysNeuron", { message: failure }) : failure);
  }
  if (heard) take(heard);
  if (seen) look(seen);
  if (resting) {
    drawNow();
    busy("picture", false);
  }
  if (stillPlaying === false && playing) {
    playing = false;
    rest(heard?.finished ? "finished" : "paused");
  }
  showPlay();
}

function take(heard) {
  now = heard;
  if (heard.parameters) parameters = heard.parameters;
  chart.add("learned", heard.epoch, heard.loss);
  if (heard.parameters) dirty.add("weights");
  draw();
}

function look(seen) {
  outputs = seen.outputs;
  if (seen.heldLoss !== null) {
    chart.add("held", now.epoch, seen.heldLoss);
    now.heldLoss = seen.heldLoss;
    setText(byId("held-loss"), show(seen.heldLoss, 4));
  }
  if (seen.explained) explained = seen.explained;
  if (seen.map) {
    lastMap = seen.map;
    dirty.add("map");
  }
  dirty.add("picture");
  draw();
}

function showMap() {
  if (!lastMap || !heat) return;
  const units = model.sizes.slice(1).reduce((sum, size) => sum + size, 0);
  heat.setMap(lastMap, units, model.sizes.at(-1));
  network.setMaps(lastMap);
}

let drawing = false;

// Draw with the next frame; where people want less motion, twice a second while it learns.
function draw() {
  if (drawing) return;
  drawing = true;
  const drawIt = () => {
    drawing = false;
    drawNow();
  };
  if (playing && matchMedia("(prefers-reduced-motion: reduce)").matches) setTimeout(drawIt, 500);
  else requestAnimationFrame(drawIt);
}

let weightsDrawn = 0;

function drawNow() {
  const what = dirty;
  dirty = new Set();
  setText(byId("epoch"), String(now.epoch));
  setText(byId("loss"), show(now.loss, 4));
  const time = performance.now();
  if (what.has("weights") && parameters.length && (!playing || time - weightsDrawn > 45)) {
    weightsDrawn = time;
    network.setParameters(parameters);
    showWeight();
  }
  if (what.has("map")) showMap();
  if (what.has("picture")) drawPicture();
}

function drawPicture() {
  chart.draw();
  if (explained) {
    if (heat) heat.mark(state.situation);
    network.setOutputs(explained);
    showAnswer();
  }
  if (outputs.length < data.rows.length) return;
  const judged = rowsView.setOutputs(outputsInOrder(), playing);
  setText(byId("right"), judged ? word("rightOf", judged) : "–");
  if (curve) curve.setRows(curveRows());
  showPublished();
  if (!playing) describe(judged);
}

// The texts that say what the pictures show; they change when the training rests.
function describe(judged) {
  setText(byId("chart-says"), chart.words());
  setText(byId("network-says"), word("networkSays", { sizes: model.sizes.join(", "),
    count: parameters.length, low: show(Math.min(...parameters), 3), high: show(Math.max(...parameters), 3) }));
  const [low, high] = data.classes && data.classes.length === 2 ? data.classes : targetSpan().map((t) => show(t));
  if (heat) {
    const key = !judged ? "mapSaysPlain" : data.classes.length > 2 ? "mapSaysClasses" : "mapSays";
    setText(byId("heat-says"), word(key, { low, high, ...judged }));
  }
  if (curve) {
    const errors = outputsInOrder().map((y, r) => Math.abs(data.targets[r][0] - y[0]));
    setText(byId("curve-says"), word("curveSays", {
      distance: show(errors.reduce((sum, e) => sum + e, 0) / errors.length, 3) }));
  }
}

function whole(count) {
  return count.toLocaleString(language());
}

// What the tutorial says beside what is here now, digit by digit.
function showPublished() {
  const { published } = PROBLEMS[state.problem];
  byId("published").hidden = !published;
  if (!published) return;
  setText(byId("published-after"), word("afterEpochs", { epochs: whole(published.epochs) }));
  let asked = data.rows.length;
  const lines = published.values.map(({ index, ask, value, epochs = published.epochs }) => {
    const here = ask ? outputs[asked++]?.[0] : parameters[index];
    const decimals = value.length - value.indexOf(".") - 1;
    const text = here === undefined ? "–" : here.toFixed(decimals);
    const same = text === value;
    const what = ask ? `(${ask.join(", ")}) →` : network.shortName(index);
    const after = epochs === published.epochs ? ""
      : element("small", { text: ` ${word("afterEpochs", { epochs: whole(epochs) })}` });
    return element("tr", {},
      element("th", { scope: "row" }, what, after),
      element("td", { text: value.replace("-", "−") }),
      element("td", { class: same ? "same" : "" }, text.replace("-", "−"),
        ...(same ? [element("span", { title: word("sameDigits"), text: " ✓", role: "img",
          "aria-label": word("sameDigits") })] : [])));
  });
  byId("published").tBodies[0].replaceChildren(...lines);
}

// --- A weight, by hand

function weightChosen() {
  editWeight();
  showCalculation();
}

async function weightMoved(index, value) {
  touched = true;
  busy("picture", true);
  const reply = await guarded(() => engine.ask("parameter", { index, value }));
  if (!reply) {
    busy("picture", false);
    return;
  }
  take(reply.state);
  rememberInLink();
  showCode();
}

function editWeight() {
  const box = byId("weight-editor");
  const index = network.selected;
  if (index === null) {
    box.replaceChildren(element("span", { class: "hint", text: word("chooseWeight") }));
    return;
  }
  const input = element("input", { id: "weight-value", type: "text", inputmode: "decimal",
    autocomplete: "off", onchange: (event) => {
      const value = Number(event.target.value);
      const fits = event.target.value.trim() !== "" && Number.isFinite(value);
      input.classList.toggle("invalid", !fits);
      if (fits) weightMoved(index, value);
    } });
  box.replaceChildren(element("label", {}, element("strong", { text: network.name(index) }), input));
  showWeight();
}

function showWeight() {
  const input = byId("weight-value");
  if (input && document.activeElement !== input && network.selected !== null) {
    input.value = String(parameters[network.selected] ?? "");
  }
  if (byId("calculation-details").open && !playing) showCalculation();
}

// --- A new situation

function considerRow(r) {
  chosenRow = r;
  backTargets = [...data.targets[r]];
  situation.set(data.rows[r]);
  consider([...data.rows[r]]);
}

async function consider(inputs) {
  busy("situation", true);
  state.situation = [...inputs];
  rowsView.choose(chosenRow);
  const reply = await guarded(() => engine.ask("situation", { x: state.situation, targets: backTargets }));
  if (!reply) {
    busy("situation", false);
    return;
  }
  explained = reply.explained;
  dirty.add("picture");
  drawNow();
  busy("situation", false);
  showCalculation();
  if (!playing) rememberInLink();
}

function showAnswer() {
  const y = explained.at(-1).y;
  const box = byId("situation-answer");
  const lines = [];
  if (data.classes && y.length > 1) {
    const best = classOf(y, data.classes);
    y.forEach((value, k) => lines.push(element("div", { class: `small ${k === best ? "best" : ""}` },
      element("span", { text: data.classes[k] }), element("span", { text: fixed(value, 4) }))));
  } else {
    lines.push(element("div", { text: fixed(y[0], 8) }));
    if (data.classes && data.classes.join() !== "0,1") {
      lines.push(element("div", { class: "small best", text: data.classes[classOf(y, data.classes)] }));
    }
  }
  box.replaceChildren(...lines);
  if (byId("calculation-details").open) showCalculation();
}

let calculationDue = 0;

// Spell the calculation out, a few times a second at most.
function showCalculation() {
  if (!byId("calculation-details").open || !explained || calculationDue) return;
  calculationDue = setTimeout(() => { calculationDue = 0; spellOut(); }, playing ? 150 : 0);
}

function spellOut() {
  const box = byId("calculation");
  if (!explained || !parameters.length) return;
  const view = { sizes: model.sizes, bias: state.bias, activations: model.activations, parameters,
    unitName: (layer, unit) => network.unitName(layer, unit), loss: state.loss, rate: rateNow() };
  const focused = document.activeElement?.id;
  const parts = [];
  if (state.scaled) parts.push(element("p", { class: "hint", text: word("scaledBy") }));
  parts.push(element("h3", { text: word("forward") }), forwardSteps(explained, view),
    element("p", {}, element("label", { class: "check" }, element("input", { id: "back", type: "checkbox",
      checked: Boolean(backTargets), onchange: (event) => setBack(event.target.checked) }),
    ` ${word("back")}`)));
  if (backTargets && explained[0].deltas) {
    parts.push(element("h3", { text: word("backTitle") }),
      ...backTargets.map((target, k) => element("label", { class: "wide" },
        element("span", { text: `${word("targetFor")}: ${outputNames()[k]}` }),
        element("input", { id: `back-target-${k}`, type: "text", inputmode: "decimal", value: target,
          onchange: (event) => setBackTarget(k, Number(event.target.value)) }))),
      backSteps(explained, view, backTargets));
    const index = network.selected;
    parts.push(index === null ? element("p", { class: "hint", text: word("selectForBack") })
      : weightStep(explained, view, network.places[index], index, network.name(index)));
  }
  box.replaceChildren(...parts);
  if (focused && !playing) byId(focused)?.focus();
}

function setBack(on) {
  backTargets = on ? data.targets[0].map((_, k) => (k ? 0 : 1)) : null;
  if (on && chosenRow !== null) backTargets = [...data.targets[chosenRow]];
  consider(state.situation);
}

function setBackTarget(k, value) {
  if (!Number.isFinite(value)) return;
  backTargets[k] = value;
  consider(state.situation);
}

// --- Play, pause, step, reset

function showPlay() {
  setText(byId("play-word"), word(playing ? "pause" : "play"));
  byId("play-icon").setAttribute("d", playing ? "M6 4h4v16H6zM14 4h4v16h-4z" : "M7 4v16l13-8z");
  for (const id of ["play", "step-epoch", "reset"]) byId(id).disabled = !ready;
  byId("step-row").disabled = !ready || state.rate === "rprop";
}

async function play() {
  complain("");
  busy("picture", true);
  if (playing) {
    playing = false;
    await engine.ask("pause");
    rest("paused");
  } else {
    playing = true;
    say("training");
    await engine.ask("play", { speed: state.speed });
  }
  showPlay();
}

function rest(key) {
  say(key, { epoch: now.epoch, loss: show(now.loss, 4) });
  rememberInLink();
  showCode();
}

async function stepEpoch() {
  busy("picture", true);
  playing = false;
  complain("");
  const reply = await guarded(() => engine.ask("epoch"));
  if (reply) {
    take(reply.state);
    rest("paused");
  }
  showPlay();
}

async function stepRow() {
  busy("picture", true);
  playing = false;
  complain("");
  const reply = await guarded(() => engine.ask("row", { rate: rateNow() }));
  if (reply) {
    take(reply.state);
    say("rowLearnedPlain", { row: data.learn[reply.state.learned] + 1 });
    considerRow(data.learn[reply.state.learned]);
    rememberInLink();
    showCode();
  }
  showPlay();
}

async function reset() {
  state.weights = null;
  state.epoch = 0;
  await configure();
  say("paused", { epoch: now.epoch, loss: show(now.loss, 4) });
  showPlay();
  showCode();
}

async function optionChanged(name, value) {
  state[name] = value;
  complain("");
  if (OPTIONS.has(name)) {
    controls.build(state);
    const reply = await guarded(() => engine.ask("options", optionsOf()));
    if (reply) rememberInLink();
    showPlay();
    showCode();
  } else {
    controls.build(state);
    await reset();
  }
}

// --- Choose a problem

async function chooseProblem(name) {
  const { language: chosen, runtime, speed, theme, data: kept, kind } = state;
  state = startOf(name, { language: chosen, runtime, speed, theme, data: kept, kind });
  if (name === "own") adaptToOwn();
  beginProblem();
  showProblem();
  controls.build(state);
  await reset();
}

// A model that fits the user's table: numbers want another output than classes.
function adaptToOwn() {
  const { classes, targets } = ownTable();
  const plain = !classes && !targets.every(([t]) => t === 0 || t === 1);
  state.output = plain ? "identity" : "sigmoid";
  state.loss = plain ? "squared" : "cross_entropy";
  state.situation = [];
}

function showProblem() {
  byId("problem").value = state.problem;
  setText(byId("problem-note"), word(`n_${state.problem}`));
}

// Bring what belongs to a problem into its first state.
function beginProblem() {
  chosenRow = null;
  backTargets = null;
  network.selected = null;
  byId("own").hidden = state.problem !== "own";
  byId("published").hidden = true;
  byId("own-result").replaceChildren();
  byId("own-use-good").hidden = true;
  if (state.problem === "own") {
    ownTable();
    byId("own-text").value = state.data;
    byId("own-kind").value = state.kind;
  }
  // Of a small model the formula fits on the page, with its numbers.
  byId("calculation-details").open = innerWidth >= 760 && !state.hidden.length
    && state.problem !== "digits";
}

async function useTable(goodOnly) {
  const text = byId("own-text").value;
  const kind = byId("own-kind").value;
  const table = readTable(text, kind);
  const box = byId("own-result");
  byId("own-use-good").hidden = true;
  if (table.errors.length && !(goodOnly && table.rows.length)) {
    const shown = table.errors.slice(0, 8).map(({ line, key, values }) => element("li", {
      text: line === null ? word(key, values) : word("errorLine", { line, message: word(key, values) }) }));
    if (table.errors.length > 8) {
      shown.push(element("li", { text: word("errorMore", { count: table.errors.length - 8 }) }));
    }
    box.replaceChildren(element("p", { class: "hint", text: word("ownRefused") }),
      element("ul", { class: "errors" }, ...shown));
    if (table.rows.length > 1) {
      byId("own-use-good").hidden = false;
      setText(byId("own-use-good"), word("ownUseGood", { count: table.rows.length }));
    }
    return;
  }
  ownData = table;
  state.data = text;
  state.kind = kind;
  chosenRow = null;
  backTargets = null;
  adaptToOwn();
  controls.build(state);
  await reset();
  box.replaceChildren(element("p", { class: "hint",
    text: word("ownTaken", { rows: table.rows.length, inputs: table.names.length }) }));
}

async function openTable(file) {
  if (!file) return;
  byId("own-text").value = (await file.text()).slice(0, 1000001);
  await useTable(false);
}

// --- The link

function rememberInLink() {
  const linked = { ...state, weights: null, epoch: 0, language: language() };
  if ((now.epoch > 0 || touched) && parameters.length <= MOST_WEIGHTS) {
    linked.weights = parameters;
    linked.epoch = now.epoch;
  }
  let key = "linkHolds";
  if (state.problem === "own" && state.data.length > MOST_DATA) key = "linkTooLong";
  else if (parameters.length > MOST_WEIGHTS) key = "linkNoWeights";
  if (state.problem !== "own" || state.data.length > MOST_DATA) {
    linked.data = "";
    linked.kind = "auto";
  }
  setText(byId("link-says"), word(key, { count: parameters.length }));
  const hash = writeLink(linked);
  if (hash !== location.hash) history.replaceState(null, "", hash);
}

// --- The code

const FILE_NAMES = { this: "learn.py", neuron: "neuron.py", model: "model.json" };

async function showCode() {
  for (const button of document.querySelectorAll("[data-tab]")) {
    const selected = button.dataset.tab === tab;
    button.setAttribute("aria-selected", String(selected));
    button.tabIndex = selected ? 0 : -1;
  }
  byId("code-panel").setAttribute("aria-labelledby", `tab-${tab}`);
  setText(byId("code-hint"), word({ this: "codeHint", neuron: "neuronHint", model: "modelHint" }[tab]));
  byId("open-model-label").hidden = tab !== "model";
  if (!ready || playing) return;
  const text = await guarded(codeText);
  if (text !== null) setText(byId("code-text"), text);
}

async function codeText() {
  if (tab === "neuron") return textOf("neuron.py");
  if (tab === "model") return engine.ask("save");
  return program({ model, told: await engine.ask("told"), data, digits: state.problem === "digits" });
}

async function copyCode() {
  try {
    await navigator.clipboard.writeText(byId("code-text").textContent);
    setText(byId("copy-status"), word("copied"));
  } catch {
    setText(byId("copy-status"), word("copyFailed"));
  }
}

function downloadCode() {
  const url = URL.createObjectURL(new Blob([byId("code-text").textContent], { type: "text/plain" }));
  const link = element("a", { href: url, download: FILE_NAMES[tab] });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function openModel(file) {
  if (!file) return;
  const text = await file.text();
  const loaded = await guarded(() => engine.ask("load", { text }));
  if (!loaded) return;
  const { sizes, activations, bias, parameters: flat } = loaded;
  const inputs = sizes[0];
  const outputCount = sizes.at(-1);
  const wantOutputs = data.targets[0].length;
  if (inputs !== inputCount() || outputCount !== wantOutputs) {
    complain(word("modelMisfit", { inputs, outputs: outputCount, wantInputs: inputCount(), wantOutputs }));
    return;
  }
  const hidden = sizes.slice(1, -1);
  const units = maxUnits(state.problem);
  const layers = sizes.slice(1).reduce((sum, size, k) => sum + size * (sizes[k] + bias), 0);
  if (hidden.length > 3 || Math.max(0, ...hidden) > units || new Set(activations.slice(0, -1)).size > 1
    || activations.length !== sizes.length - 1 || layers !== flat.length) {
    complain(word("modelBeyond", { units }));
    return;
  }
  Object.assign(state, { hidden, bias, output: activations.at(-1), weights: flat, epoch: 0, scaled: false });
  if (hidden.length) [state.activation] = activations;
  if (state.output !== "sigmoid") state.loss = "squared";
  controls.build(state);
  await configure();
  say("modelOpened", { sizes: sizes.join(", ") });
  showCode();
}

// --- Language, colours, Python

function setTheme() {
  const dark = state.theme === "dark"
    || (state.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  forgetColours();
  if (model && ready) {
    buildViews();
    prepareCurve().then(redraw);
  }
}

function redraw() {
  dirty.add("map");
  dirty.add("weights");
  dirty.add("picture");
  draw();
  if (ready && !playing) engine.ask("situation", { x: state.situation, targets: backTargets })
    .then(({ explained: again }) => { explained = again; dirty.add("picture"); draw(); });
}

function speak(code) {
  setLanguage(code);
  state.language = code;
  byId("problem").replaceChildren(...Object.entries(GROUPS).map(([group, names]) =>
    element("optgroup", { label: word(group) }, ...names.map((name) =>
      element("option", { value: name, text: word(`p_${name}`) })))));
  byId("language").value = language();
  document.title = `neuron.py – ${word("title")}`;
  showProblem();
  controls.build(state);
  showPlay();
  chart.svg = null;
  chart.draw();
  setText(byId("status"), word(...statusKey));
  setText(byId("copy-status"), "");
  if (model && ready) {
    buildViews();
    prepareCurve().then(redraw);
    rememberInLink();
    showCode();
  }
}

let early = null; // a Python that starts while the words are still on their way

async function startPython() {
  ready = false;
  playing = false;
  showPlay();
  say("loading");
  complain("");
  if (typeof WebAssembly !== "object") {
    complain(word("noWebAssembly"));
    return;
  }
  try {
    const version = await (early || engine.start(state.runtime));
    ready = true;
    await configure();
    say("ready", { version: version.split(";").pop().trim().split(" (")[0].slice(0, 60) });
    showCode();
  } catch (error) {
    complain(word("loadFailed", { message: error.message }), startPython);
  }
  early = null;
  showPlay();
}

// --- Wire it up

function wire() {
  byId("play").addEventListener("click", play);
  byId("step-epoch").addEventListener("click", stepEpoch);
  byId("step-row").addEventListener("click", stepRow);
  byId("reset").addEventListener("click", reset);
  byId("speed").addEventListener("change", (event) => {
    state.speed = event.target.value;
    engine.ask("speed", { speed: state.speed });
    rememberInLink();
  });
  byId("problem").addEventListener("change", (event) => chooseProblem(event.target.value));
  byId("language").addEventListener("change", (event) => speak(event.target.value));
  byId("theme").addEventListener("change", (event) => {
    state.theme = event.target.value;
    setTheme();
    rememberInLink();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", setTheme);
  byId("runtime").addEventListener("change", (event) => {
    state.runtime = event.target.value;
    startPython();
  });
  byId("own-use").addEventListener("click", () => useTable(false));
  byId("own-use-good").addEventListener("click", () => useTable(true));
  byId("own-file").addEventListener("change", (event) => openTable(event.target.files[0]));
  const card = byId("problem-card");
  card.addEventListener("dragover", (event) => {
    event.preventDefault();
    card.classList.add("dropping");
  });
  card.addEventListener("dragleave", () => card.classList.remove("dropping"));
  card.addEventListener("drop", async (event) => {
    event.preventDefault();
    card.classList.remove("dropping");
    const file = event.dataTransfer.files[0];
    if (state.problem !== "own") await chooseProblem("own");
    openTable(file);
  });
  byId("calculation-details").addEventListener("toggle", showCalculation);
  const tabs = [...document.querySelectorAll("[data-tab]")];
  tabs.forEach((button, k) => {
    button.addEventListener("click", () => { tab = button.dataset.tab; showCode(); });
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(k + step + tabs.length) % tabs.length];
      next.focus();
      next.click();
    });
  });
  byId("copy").addEventListener("click", copyCode);
  byId("download").addEventListener("click", downloadCode);
  byId("open-model").addEventListener("change", (event) => openModel(event.target.files[0]));
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width || !model) return;
    width = innerWidth;
    buildViews();
    prepareCurve().then(redraw);
  });
  addEventListener("hashchange", () => {
    if (ready) takeLink();
  });
}

// Take the state from the address bar.
async function takeLink() {
  const before = state?.runtime;
  state = readLink(location.hash);
  ownData = null;
  beginProblem();
  byId("runtime").value = state.runtime;
  byId("speed").value = state.speed;
  byId("theme").value = state.theme;
  const model_ = model;
  model = null;
  setTheme();
  speak(state.language || preferredLanguage());
  model = model_;
  if (before === state.runtime && ready) {
    await configure();
    showCode();
  } else {
    await startPython();
  }
}

async function begin() {
  if (typeof WebAssembly === "object") {
    early = engine.start(readLink(location.hash).runtime);
    early.catch(() => {}); // told by startPython
  }
  try {
    setWords(JSON.parse(await textOf("examples/playground/words.json")));
  } catch (error) {
    complain(`${error.message}: start "python -m http.server" in the repository's root.`);
    return;
  }
  byId("language").replaceChildren(...languageNames().map(([code, name]) =>
    element("option", { value: code, text: name, lang: code })));
  if (isBundle()) byId("runtime-label").hidden = true;
  if (innerWidth < 760) byId("model-details").open = false;
  wire();
  await takeLink();
}

begin();
