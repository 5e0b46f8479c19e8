// The rows of the problem, and what the model and its training are told about them.

import { page } from "./page.js";
import { digits, PROBLEMS, split } from "./problems.js";
import { textOf } from "./resources.js";
import { readTable } from "./table.js";
import { word } from "./words.js";

// Return the rows of the problem that a state names, and how to name and show them.
export async function problemData(state) {
  const problem = PROBLEMS[state.problem];
  let table = problem;
  if (problem.make) table = problem.make(state);
  if (problem.csv) table = digits(await textOf(problem.csv));
  if (state.problem === "own") table = ownTable(state);
  const { rows, targets } = table;
  const names =
    table.names ||
    rows[0].map((_, k) =>
      problem.named ? word(`i_${state.problem}`).split(", ")[k] : `x${k + 1}`,
    );
  const ranges = problem.make ? squareAround(rows) : problem.ranges || rangesOf(rows);
  // Around the outermost rows a picture shows a little more.
  const margin = problem.make ? 0 : problem.ranges ? 0.25 : 0.1;
  let classes = table.classes || problem.classes || null;
  if (!classes && targets.every(([t]) => t === 0 || t === 1)) classes = ["0", "1"];
  return {
    rows,
    targets,
    names,
    columns: table.columns || names.map((name, first) => ({ name, categories: null, first })),
    targetName: table.targetName || "y",
    ...featuresOf(state, names),
    ranges: planeOf(state, names) || ranges.map(([low, high]) => [
      low - margin * (high - low),
      high + margin * (high - low),
    ]),
    inputRanges: ranges,
    classes,
    picture: Boolean(problem.picture),
    ...(dealt(state, targets.length) || split(targets, state.held)),
  };
}

// Return [low, high] of each column.
function rangesOf(rows) {
  return rows[0].map((_, k) => {
    const column = rows.map((row) => row[k]);
    const low = Math.min(...column);
    const high = Math.max(...column);
    return low < high ? [low, high] : [low - 1, high + 1];
  });
}

// Return the square around 0 that shows all of some points: from -1 to 1, or more where they need it.
function squareAround(rows) {
  const farthest = Math.max(...rows.flat().map(Math.abs));
  const side = Math.max(1, Math.ceil(10 * (farthest + 0.03)) / 10); // their dots whole
  return rows[0].map(() => [-side, side]);
}

// Return the rows as a fit, or an edit of them, dealt them, if it did: {learn, held}.
function dealt({ dealt: list }, count) {
  const held = new Set(list);
  if (!held.size || held.size >= count || list.some((r) => r >= count)) return null;
  const all = Array.from({ length: count }, (_, r) => r);
  return { learn: all.filter((r) => !held.has(r)), held: all.filter((r) => held.has(r)) };
}

// What the model gets of two inputs, with their squares and their product if these were asked for:
// {inputs, expand}, their names, and expand(x) of a row.
function featuresOf({ squares, product }, names) {
  if (names.length !== 2) return { inputs: names, expand: (x) => x };
  const [a, b] = names;
  return {
    inputs: [...names, ...(squares ? [`${a}²`, `${b}²`] : []), ...(product ? [`${a}·${b}`] : [])],
    expand: ([x, y]) => [x, y, ...(squares ? [x * x, y * y] : []), ...(product ? [x * y] : [])],
  };
}

// The part of the plane that a link, or a table that was drawn, says is to be seen.
function planeOf({ plane }, names) {
  if (names.length !== 2 || plane.length !== 4) return null;
  return [plane.slice(0, 2), plane.slice(2)];
}

// A small table in the language of the page, that shows the form.
export function ownSample() {
  return word("ownSample").replaceAll("|", "\n");
}

const read = { key: null, table: null }; // the last table that was

// Return the user's table, its good rows where some are not; the sample, where there is none.
export function ownTable({ data, kind, target }) {
  const text = data || ownSample();
  const key = JSON.stringify([text, kind, target]);
  if (read.key !== key) {
    const table = readTable(text, kind, target);
    Object.assign(read, { key, table: table.rows.length ? table : readTable(ownSample()) });
  }
  return read.table;
}

// The options of a training, as neuron.py takes them.
export function optionsOf(state, data) {
  const rprop = state.rate === "rprop";
  return {
    epochs: state.epochs,
    options: {
      learning_rate: rprop ? "rprop" : state.rate === "auto" ? null : Number(state.rate),
      batch_size: state.batch && !rprop ? Math.min(state.batch, data.learn.length) : null,
      shuffle: state.shuffle && !rprop ? state.seed : null,
      momentum: rprop ? 0 : state.momentum,
      loss: state.loss,
      until: state.until,
    },
  };
}

// The rate of one adjustment, as a number.
export function rateNow() {
  if (page.state.rate === "rprop") return null;
  if (page.state.rate !== "auto") return Number(page.state.rate);
  const batch = Math.min(page.state.batch || page.data.learn.length, page.data.learn.length);
  return batch > 4 ? 4 / batch : 1;
}

// The outputs of each layer that the two colours of a map stand for.
export function spans(data = page.data, names = page.model.activations) {
  return names.map((name, k) => {
    const base = name.split("_")[0];
    const output = k === names.length - 1;
    if (output && !data.classes) return targetSpan(data);
    if (["sigmoid", "step", "gaussian"].includes(base)) return [0, 1];
    if (output) return base === "tanh" && targetSpan(data)[0] < 0 ? [-1, 1] : [0, 1];
    return base === "tanh" ? [-1, 1] : [-2, 2];
  });
}

export function targetSpan(data = page.data) {
  const values = data.targets.map(([t]) => t);
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low < high ? [low, high] : [low - 1, high + 1];
}

// The decimals of an answer: more where a tutorial prints more.
export function decimals() {
  return PROBLEMS[page.state.problem].published ? 8 : 4;
}

export function inputCount() {
  return page.data.names.length;
}

export function outputNames() {
  if (page.data.classes && page.data.targets[0].length > 1) return page.data.classes;
  return [page.data.targetName];
}

export function allRows() {
  const held = new Set(page.data.held);
  return page.data.rows.map((x, r) => ({ x, target: page.data.targets[r], held: held.has(r) }));
}

// The outputs come in the order learned, held out: bring them into that of the table.
export function outputsInOrder() {
  const ordered = [];
  [...page.data.learn, ...page.data.held].forEach((r, place) => {
    ordered[r] = page.shown.outputs[place];
  });
  return Array.from(ordered);
}
