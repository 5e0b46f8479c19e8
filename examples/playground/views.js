// All pictures and tables: built for a model, drawn from a snapshot of it.

import { announce } from "./announce.js";
import { showAnswer } from "./answer.js";
import {
  allRows,
  decimals,
  inputCount,
  outputNames,
  outputsInOrder,
  spans,
  targetSpan,
} from "./data.js";
import { byId, setText, show } from "./dom.js";
import { keepingFocus } from "./focus.js";
import { page } from "./page.js";
import { CurveView } from "./plots.js";
import { showPublished } from "./published.js";
import { answerText } from "./rows.js";
import { word } from "./words.js";

const REDUCED_MS = 500; // between two pictures, where people want less motion

export function buildViews() {
  keepingFocus(buildAll);
}

function buildAll() {
  const one = !page.state.hidden.length && page.data.targets[0].length === 1;
  setText(byId("network-title"), word(one ? "neuron" : "network"));
  page.network.build({
    sizes: page.model.sizes,
    bias: page.state.bias,
    inputs: page.data.inputs,
    outputs: outputNames(),
    picture: page.data.picture,
    maps: inputCount() === 2,
    spans: spans(),
  });
  page.replay.build();
  page.rowsView.build({
    rows: allRows(),
    columns: page.data.columns,
    classes: page.data.classes,
    picture: page.data.picture,
    decimals: decimals(),
  });
  page.rowsView.choose(considered());
  page.situation.build({
    columns: page.data.columns,
    ranges: page.data.inputRanges,
    values: page.state.situation,
    picture: page.data.picture,
  });
  // A drawing belongs where other problems have their picture.
  if (page.data.picture) byId("result-column").prepend(byId("situation-card"));
  else byId("rest-column").prepend(byId("situation-card"));
  setText(byId("situation-hint"), word(page.data.picture ? "drawHint" : "situationHint"));
  byId("heat-card").hidden = inputCount() !== 2;
  byId("curve-card").hidden = !one;
  if (inputCount() === 2) {
    page.heat.build({
      ranges: page.data.ranges,
      names: page.data.names,
      editable: page.data.columns.every(({ categories }) => !categories),
      rows: allRows(),
      classes: page.data.classes,
      span: targetSpan(),
    });
  }
  page.curve = one ? new CurveView(byId("curve")) : null;
  byId("held-readout").hidden = !page.data.held.length;
  byId("right-readout").hidden = !page.data.classes;
  setText(byId("right-label"), word(page.data.held.length ? "rightHeld" : "rightLearned"));
  page.weight.build();
}

// The row under consideration, unless another table has other inputs there.
function considered() {
  const { chosenRow, data, state } = page;
  return String(data.rows[chosenRow]) === String(state.situation) ? chosenRow : null;
}

// The rows to mark on a neuron's curve.
function curveRows({ sums }) {
  const order = [...page.data.learn, ...page.data.held];
  return order.slice(0, sums.length).map((r, place) => ({
    z: sums[place],
    y: page.shown.outputs[place][0],
    target: page.data.targets[r][0],
    name: String(r + 1),
    held: page.data.held.includes(r),
  }));
}

let drawing = false;

// Draw with the next frame; where people want less motion, twice a second while it learns.
export function draw() {
  if (drawing) return;
  drawing = true;
  const drawIt = () => {
    drawing = false;
    drawNow();
  };
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (reduced && page.machine.is("training")) setTimeout(drawIt, REDUCED_MS);
  else requestAnimationFrame(drawIt);
}

export function redraw() {
  page.changed = true;
  draw();
}

// Draw all that is shown of the model, in one go: so that all of it is of the same weights.
export function drawNow() {
  if (!page.changed || !page.model) return;
  page.changed = false;
  const { epoch, loss, heldLoss, parameters, explained, map } = page.shown;
  setText(byId("epoch"), String(epoch));
  setText(byId("loss"), show(loss, 4));
  setText(byId("held-loss"), show(heldLoss, 4));
  if (!parameters.length) return; // the first snapshot is on its way
  const settled = page.shown.answers === page.asked && !page.turns;
  page.network.setParameters(parameters, settled);
  page.weight.show();
  if (inputCount() === 2) drawMap(map);
  if (explained) {
    page.replay.showNumbers();
    showAnswer();
  }
  page.replay.update();
  page.chart.draw();
  drawRows();
  tell();
}

// Tell screen readers what the pictures show: once they rest, whether the last snapshot came before
// the training was over, or after it.
export function tell() {
  const { explained, parameters } = page.shown;
  const resting = parameters.length > 0 && page.machine.is("idle", "failed");
  if (resting) page.network.tellValues();
  announce(resting && explained ? spoken(explained) : null);
}

function spoken(explained) {
  const answer = answerText(explained.at(-1).y, page.data.classes, decimals());
  return [
    `${word("theAnswer")}: ${answer}.`,
    byId(inputCount() === 2 ? "heat-says" : "curve-says").textContent,
  ];
}

function drawMap(map) {
  page.heat.mark(page.state.situation);
  if (!map) return;
  const units = page.model.sizes.slice(1).reduce((sum, size) => sum + size, 0);
  page.heat.setMap(map, units, page.model.sizes.at(-1));
  page.network.setMaps(map);
}

function drawRows() {
  const known = page.shown.outputs.length > 0;
  const judged = page.rowsView.setOutputs(outputsInOrder());
  setText(byId("right"), known && judged ? word("rightOf", judged) : "–");
  const { curve } = page.shown;
  if (page.curve && curve) page.curve.draw(curve, curveRows(curve));
  else if (page.curve && known) page.curve.clear();
  showPublished();
  describe(known ? judged : null);
}

// The texts that say what the pictures show.
function describe(judged) {
  const { parameters } = page.shown;
  setText(byId("chart-says"), page.chart.words());
  setText(
    byId("network-says"),
    word("networkSays", {
      sizes: page.model.sizes.join(", "),
      count: parameters.length,
      low: show(Math.min(...parameters), 3),
      high: show(Math.max(...parameters), 3),
    }),
  );
  const [low, high] =
    page.data.classes && page.data.classes.length === 2
      ? page.data.classes
      : targetSpan().map((t) => show(t));
  const key = !judged
    ? "mapSaysPlain"
    : page.data.classes.length > 2
      ? "mapSaysClasses"
      : "mapSays";
  const which = judged && word(page.data.held.length ? "whichHeld" : "whichLearned", judged);
  setText(byId("heat-says"), inputCount() === 2 ? word(key, { low, high, which }) : "");
  if (!page.curve || !page.shown.outputs.length) setText(byId("curve-says"), "");
  else {
    const errors = outputsInOrder().map((y, r) => Math.abs(page.data.targets[r][0] - (y[0] ?? NaN)));
    const mean = errors.reduce((sum, e) => sum + e, 0) / errors.length;
    setText(byId("curve-says"), word("curveSays", { distance: show(mean, 3) }));
  }
}
