// What the user has chosen, and the link that holds it. Whatever a link says is checked here.

import { MODEL, PROBLEMS } from "./problems.js";

export const ACTIVATIONS = ["sigmoid", "tanh", "relu", "softplus", "gaussian", "identity", "step"];
export const PUBLISHED = ["sigmoid_published", "tanh_published"];
export const RATES = [
  "0.001",
  "0.003",
  "0.01",
  "0.03",
  "0.05",
  "0.1",
  "0.3",
  "0.5",
  "1",
  "3",
  "10",
];
export const MOST_DATA = 6000; // characters of a table that a link may hold
export const LINK_POINTS = 40; // of the curve
export const MOST_WEIGHTS = 200; // weights that a link may hold
export const MOST_EPOCHS = 1000000;

export function maxUnits(problem) {
  return problem === "digits" ? 32 : 8;
}

const oneOf = (values) => (text) => (values.includes(text) ? text : undefined);
const inside =
  (low, high, whole = false) =>
  (text) => {
    const value = Number(text);
    const fits =
      text.trim() !== "" && value >= low && value <= high && (!whole || Number.isInteger(value));
    return fits ? value : undefined;
  };
const flag = (text) => (text === "1" ? true : text === "0" ? false : undefined);
const numbers = (most) => (text) => {
  const list = text === "" ? [] : text.split(",").map(inside(-1e308, 1e308));
  return list.length <= most && !list.includes(undefined) ? list : undefined;
};

// A curve: [epoch, loss, held-out loss], the latter null where no rows are held out.
const points = (text) => {
  const list = text.split("*").map((point) => point.split("_"));
  const read = list.map(([epoch, loss, held]) => [
    inside(0, 1e12, true)(epoch),
    inside(0, 1e308)(loss ?? ""),
    held === "" ? null : inside(0, 1e308)(held ?? ""),
  ]);
  return read.length <= LINK_POINTS && !read.flat().includes(undefined) ? read : undefined;
};

// The numbers of the rows that a fit held out.
const rowNumbers = (text) => {
  const list = text === "" ? [] : text.split(",").map(inside(0, 2000, true));
  return list.length <= 2000 && !list.includes(undefined) ? list : undefined;
};

// How each part of a link is read; undefined: it is not used.
const READ = {
  hidden: (text) => {
    const sizes = text === "" ? [] : text.split("-").map(inside(1, 32, true));
    return sizes.length <= 3 && !sizes.includes(undefined) ? sizes : undefined;
  },
  activation: oneOf([...ACTIVATIONS, ...PUBLISHED]),
  output: oneOf([...ACTIVATIONS, ...PUBLISHED]),
  bias: flag,
  seed: inside(0, 4294967295, true),
  scale: inside(0.001, 10),
  rate: (text) =>
    ["auto", "rprop"].includes(text) || inside(1e-6, 1000)(text) !== undefined ? text : undefined,
  batch: inside(0, 2000, true),
  shuffle: flag,
  momentum: inside(0, 0.999),
  loss: oneOf(["squared", "cross_entropy"]),
  epochs: inside(1, MOST_EPOCHS, true),
  until: inside(0, 1e9),
  held: inside(0, 50, true),
  scaled: flag,
  dealt: rowNumbers,
  noise: inside(0, 3),
  points: inside(0, 1e6, true),
  squares: flag,
  product: flag,
  plane: (text) => {
    const ends = numbers(4)(text);
    return ends?.length === 4 && ends[0] < ends[1] && ends[2] < ends[3] ? ends : undefined;
  },
  situation: numbers(64),
  kind: oneOf(["auto", "number", "class"]),
  target: (text) => (text.length <= 200 ? text : undefined),
  data: (text) => (text.length <= MOST_DATA ? text : undefined),
  apart: flag, // the table is too long for a link
  weights: numbers(MOST_WEIGHTS),
  epoch: inside(0, 1e12, true),
  curve: points,
  language: (text) => (/^[a-z]{2}$/.test(text) ? text : undefined),
  runtime: oneOf(["micropython", "pyodide"]),
  speed: oneOf(["growing", "slow", "full"]),
  theme: oneOf(["auto", "light", "dark"]),
  view: oneOf(["page", "show"]),
};

const short = (loss) => (loss === null ? "" : String(Number(loss.toPrecision(4))));
const WRITE = {
  hidden: (sizes) => sizes.join("-"),
  bias: (value) => (value ? "1" : "0"),
  curve: (list) =>
    list.map(([epoch, loss, held]) => [epoch, short(loss), short(held)].join("_")).join("*"),
};
WRITE.shuffle = WRITE.bias;
WRITE.scaled = WRITE.bias;
WRITE.apart = WRITE.bias;
WRITE.squares = WRITE.bias;
WRITE.product = WRITE.bias;

// The settings of the page, as a new visitor has them. They live beside the state of the model, and
// outlive it. language: "" for that of the browser.
const SETTINGS = {
  language: "",
  runtime: "micropython",
  speed: "growing",
  theme: "auto",
  view: "page",
};

// Return the table of one's own that a state has.
export function tableOf({ data, kind, target }) {
  return { data, kind, target };
}

// Return a state whose model is yet to be drawn.
export function withoutModel(state) {
  return { ...state, weights: null, epoch: 0, curve: null };
}

// Return the state that a problem starts with. keep: a table of one's own, which outlives it.
export function startOf(problem, keep = {}) {
  const { model, situation } = PROBLEMS[problem];
  return {
    scale: 1,
    kind: "auto",
    target: "",
    data: "",
    apart: false,
    ...keep,
    ...MODEL,
    ...model,
    problem,
    situation: [...(situation || [])],
    weights: null,
    epoch: 0,
    curve: null,
  };
}

// Return what a link says: {state, settings}.
export function readLink(hash) {
  let parameters;
  try {
    parameters = new URLSearchParams(hash.replace(/^#/, ""));
  } catch {
    parameters = new URLSearchParams();
  }
  const asked = parameters.get("problem");
  const problem = Object.hasOwn(PROBLEMS, asked || "") ? asked : "tutorial1";
  const state = startOf(problem);
  const settings = { ...SETTINGS };
  for (const [name, read] of Object.entries(READ)) {
    const text = parameters.get(name);
    const value = text === null ? undefined : read(text);
    if (value !== undefined) (name in settings ? settings : state)[name] = value;
  }
  if (state.output !== "sigmoid") state.loss = "squared"; // as neuron.py has it
  state.hidden = state.hidden.map((units) => Math.min(units, maxUnits(problem)));
  return { state, settings };
}

export function writeLink(state, settings) {
  const usual = { ...startOf(state.problem), ...SETTINGS };
  const values = { ...state, ...settings };
  const parameters = new URLSearchParams({ problem: state.problem });
  for (const name of Object.keys(READ)) {
    const write = WRITE[name] || String;
    if (values[name] === null || values[name] === undefined) continue;
    const text = write(values[name]);
    if (usual[name] === null || write(usual[name]) !== text) parameters.set(name, text);
  }
  return `#${parameters}`;
}
