// The problems to choose from: their rows, and the model that each starts with.

// Generated tables are drawn with this, so that they are the same everywhere.
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function round(x) {
  return Math.round(x * 1000) / 1000;
}

// rows of two inputs from point(class, t), t from 0 to 1, with some noise; how: {points, noise},
// which points are drawn, and how many times the usual noise they have
function scatter(how, seed, classes, count, usual, point) {
  const draw = random(seed + 1000 * how.points);
  const noise = usual * how.noise;
  const rows = [];
  const targets = [];
  for (let k = 0; k < classes; k++) {
    for (let i = 0; i < count; i++) {
      const [x, y] = point(k, i / (count - 1), draw);
      const wobble = () => noise * (draw() + draw() + draw() - 1.5);
      rows.push([round(x + wobble()), round(y + wobble())]);
      targets.push(classes === 2 ? [k] : [0, 1, 2].map((c) => Number(c === k)));
    }
  }
  return { rows, targets };
}

function moons(how) {
  return scatter(how, 1, 2, 60, 0.25, (k, t) => (k
    ? [0.5 - Math.cos(Math.PI * t) * 0.6 - 0.2, 0.15 - Math.sin(Math.PI * t) * 0.6]
    : [Math.cos(Math.PI * t) * 0.6 - 0.3, Math.sin(Math.PI * t) * 0.6 - 0.15]));
}

function circle(how) {
  return scatter(how, 2, 2, 60, 0.1, (k, t, draw) => {
    const angle = 2 * Math.PI * t;
    const radius = k ? 0.35 * Math.sqrt(draw()) : 0.65 + 0.25 * draw();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function spiral(how) {
  return scatter(how, 3, 2, 70, 0.03, (k, t) => {
    const angle = 1.4 * 2 * Math.PI * t + Math.PI * k;
    const radius = 0.06 + 0.86 * t;
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  });
}

function threeClasses(how) {
  const centres = [[-0.45, 0.4], [0.5, 0.35], [0, -0.5]];
  return scatter(how, 4, 3, 40, 0.62, (k) => centres[k]);
}

const TUTORIAL = [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]];
const GATE = [[0, 0], [0, 1], [1, 0], [1, 1]];
const column = (...numbers) => numbers.map((number) => [number]);
const UNIT = [[0, 1], [0, 1]];

// What a model is like unless the problem, or its user, says otherwise.
export const MODEL = {
  hidden: [], activation: "tanh", output: "sigmoid", bias: true, seed: 1, rate: "1", batch: 0,
  shuffle: false, momentum: 0, loss: "squared", epochs: 10000, until: 0, held: 0, scaled: false,
  noise: 1, points: 0, squares: false, product: false, plane: [], dealt: [],
};

// name: {rows, targets, model, start, make (draws the rows), ranges of the inputs, published, situation}. published has
// what the tutorial, or its code, gives: of a parameter, or of an output, after so many epochs.
const parameter = (index, value) => ({ index, value });
const output = (ask, value, epochs) => ({ ask, value, epochs });

export const PROBLEMS = {
  tutorial1: {
    rows: TUTORIAL, targets: column(0, 1, 1, 0), situation: [1, 0, 0],
    model: { bias: false },
    published: { epochs: 10000, values: [parameter(0, "9.67299303"), parameter(1, "-0.2078435"),
      parameter(2, "-4.62963669"), output([1, 0, 0], "0.9999584", 15000)] },
  },
  tutorial2: {
    rows: TUTORIAL, targets: column(0, 1, 1, 0), situation: [1, 0, 0],
    model: { bias: false, output: "tanh_published" },
    published: { epochs: 10000, values: [parameter(0, "5.39428067"), parameter(1, "0.19482422"),
      parameter(2, "0.34317086"), output([1, 0, 0], "0.99995873")] },
  },
  scores: {
    rows: [[0.2, 0.9], [0.1, 0.5], [0.3, 0.6]], targets: column(0.92, 0.86, 0.89),
    situation: [0.4, 0.8], ranges: UNIT, named: true,
    model: { hidden: [3], activation: "sigmoid", epochs: 10000 },
  },
  or_published: {
    rows: GATE, targets: column(0, 1, 1, 1), start: [0.1, 0.2, 0.3], situation: [1, 0],
    ranges: UNIT, model: { output: "sigmoid_published", rate: "0.05" },
    published: { epochs: 10000, values: [parameter(0, "7.00922425"), parameter(1, "7.00953281"),
      parameter(2, "-3.14905135"), output([1, 0], "0.97937020"), output([1, 1], "0.99998097"),
      output([0, 0], "0.04112867")] },
  },
  virus: {
    rows: [[1, 0, 0, 1], [1, 0, 0, 0], [0, 0, 1, 1], [0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1],
      [0, 0, 0, 1], [0, 0, 1, 0]],
    targets: column(1, 1, 0, 0, 1, 1, 0, 0), start: [0.1, 0.2, 0.3, 0.4, 0.3],
    situation: [1, 0, 1, 0], named: true,
    model: { output: "sigmoid_published", rate: "0.05" },
    published: { epochs: 10000, values: [parameter(0, "10.1634992"), parameter(1, "0.45744949"),
      parameter(2, "2.97441782"), parameter(3, "2.99381380"), parameter(4, "-6.07764153"),
      output([1, 0, 0, 1], "0.99915866"), output([0, 0, 1, 0], "0.04297448"),
      output([1, 0, 1, 0], "0.99914219")] },
  },
  worked: {
    rows: [[1, 1]], targets: column(1), start: [0.3, 0.5], situation: [1, 1], ranges: UNIT,
    model: { bias: false, rate: "0.05", epochs: 1 },
    published: { epochs: 0, values: [output([1, 1], "0.68997", 0),
      { index: 1, value: "0.50332", epochs: 1 }] },
  },
  trial: {
    rows: column(0, 1, 2, 3), targets: column(0, 2, 4, 6), start: [3], situation: [2],
    ranges: [[0, 3]], model: { bias: false, output: "identity", rate: "0.01", epochs: 200 },
    published: { epochs: 200, values: [parameter(0, "2.000000")] },
  },
  shape: {
    rows: column(-10, -8, -6, -4, -2, 2, 4, 6, 8, 10), targets: column(0, 0, 0, 0, 0, 1, 1, 1, 1, 1),
    start: [0.5, 0], situation: [1], ranges: [[-10, 10]], model: { rate: "0.1", epochs: 1000 },
  },
  trask2: {
    rows: [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], targets: column(0, 0, 1, 1),
    situation: [1, 0, 0], model: { bias: false, epochs: 9999 },
    published: { epochs: 9999, values: [output([0, 0, 1], "0.00966449"),
      output([0, 1, 1], "0.00786506"), output([1, 0, 1], "0.99358898"),
      output([1, 1, 1], "0.99211957")] },
  },
  trask3: {
    rows: [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], targets: column(0, 1, 1, 0),
    situation: [1, 0, 0],
    model: { hidden: [4], activation: "sigmoid", bias: false, epochs: 59999 },
    published: { epochs: 59999, values: [output([0, 0, 1], "0.00260572"),
      output([0, 1, 1], "0.99672209"), output([1, 0, 1], "0.99701711"),
      output([1, 1, 1], "0.00386759")] },
  },
  and: {
    rows: GATE, targets: column(0, 0, 0, 1), situation: [1, 0.5], ranges: UNIT,
    model: { epochs: 2000 },
  },
  or: {
    rows: GATE, targets: column(0, 1, 1, 1), situation: [1, 0.5], ranges: UNIT,
    model: { epochs: 2000 },
  },
  xor: {
    rows: GATE, targets: column(0, 1, 1, 0), situation: [1, 0.5], ranges: UNIT,
    model: { hidden: [3], epochs: 2000 },
  },
  xor_one: {
    rows: GATE, targets: column(0, 1, 1, 0), situation: [1, 0.5], ranges: UNIT,
    model: { hidden: [], epochs: 5000 },
  },
  moons: {
    make: moons, situation: [0, 0],
    model: { hidden: [4], held: 30, epochs: 1000, rate: "0.03", loss: "cross_entropy" },
  },
  circle: {
    make: circle, situation: [0, 0],
    model: { hidden: [4], held: 30, epochs: 1000, rate: "0.03", loss: "cross_entropy" },
  },
  spiral: {
    make: spiral, situation: [0, 0],
    model: { hidden: [8, 8], held: 30, epochs: 2000, rate: "0.03", batch: 10, shuffle: true,
      momentum: 0.8 },
  },
  three: {
    make: threeClasses, situation: [0, 0], classes: ["A", "B", "C"],
    model: { hidden: [4], held: 30, epochs: 500, rate: "0.02", loss: "cross_entropy" },
  },
  digits: {
    csv: "examples/data/digits.csv", situation: Array(64).fill(0),
    classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], picture: true,
    ranges: Array(64).fill([0, 1]),
    model: { hidden: [16], activation: "sigmoid", scale: 0.3, held: 25, rate: "0.3", batch: 1,
      shuffle: true, loss: "cross_entropy", epochs: 40 },
  },
  own: { model: { hidden: [3], held: 0, loss: "cross_entropy", epochs: 1000, rate: "rprop", scaled: true } },
};

const DIGIT_ROWS = 300; // of the file's 1,797: as many as a page learns in seconds

// Return the digits' rows, pixels from 0 to 1, and their targets.
export function digits(csv) {
  const table = { rows: [], targets: [] };
  for (const line of csv.split("\n").slice(1, DIGIT_ROWS + 1)) {
    const numbers = line.split(",").map(Number);
    table.rows.push(numbers.slice(0, 64).map((pixel) => pixel / 16));
    table.targets.push(Array.from({ length: 10 }, (_, k) => Number(k === numbers[64])));
  }
  return table;
}

// Hold out a share of the rows, of each target alike. Return {learn, held}: indices of rows.
export function split(targets, percent) {
  const order = targets.map((_, r) => r);
  order.sort((a, b) => {
    const difference = targets[a].findIndex((t, k) => t !== targets[b][k]);
    return difference < 0 ? a - b : targets[a][difference] - targets[b][difference];
  });
  const held = new Set(order.filter((_, place) =>
    Math.floor(((place + 1) * percent) / 100) > Math.floor((place * percent) / 100)));
  const all = targets.map((_, r) => r);
  return { learn: all.filter((r) => !held.has(r)), held: all.filter((r) => held.has(r)) };
}
