// All pictures and tables: built for a model, drawn as it learns.

import { allRows, decimals, inputCount, outputNames, outputsInOrder, targetSpan } from "./data.js";
import { byId, element, setText, show } from "./dom.js";
import { HeatView } from "./heat.js";
import { consider, editWeight, showAnswer, showWeight } from "./inquiry.js";
import { busy, guarded, page } from "./page.js";
import { CURVE_SPAN, CurveView } from "./plots.js";
import { PROBLEMS } from "./problems.js";
import { language, word } from "./words.js";

export function buildViews() {
  const one = !page.state.hidden.length && page.data.targets[0].length === 1;
  setText(byId("network-title"), word(one ? "neuron" : "network"));
  page.network.build({
    sizes: page.model.sizes,
    bias: page.state.bias,
    inputs: page.data.names,
    outputs: outputNames(),
    picture: page.data.picture,
    maps: inputCount() === 2,
  });
  page.replay.build();
  page.rowsView.build({
    rows: allRows(),
    columns: page.data.columns,
    classes: page.data.classes,
    picture: page.data.picture,
    decimals: decimals(),
  });
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
  setText(byId("heat-says"), "");
  setText(byId("curve-says"), "");
  page.heat = null;
  if (inputCount() === 2) {
    page.heat = new HeatView(byId("heat"), (inputs) => {
      page.chosenRow = null;
      page.situation.set(inputs);
      consider(inputs);
    });
    page.heat.setRows({
      ranges: page.data.ranges,
      rows: allRows(),
      classes: page.data.classes,
      span: targetSpan(),
    });
  }
  page.curve = one ? new CurveView(byId("curve")) : null;
  byId("held-readout").hidden = !page.data.held.length;
  byId("right-readout").hidden = !page.data.classes;
  setText(byId("right-label"), word(page.data.held.length ? "rightHeld" : "rightLearned"));
  editWeight();
}

export async function prepareCurve() {
  if (!page.curve) return;
  busy("curve", true);
  const values = await guarded(() =>
    page.engine.ask("curve", {
      name: page.state.output,
      low: -CURVE_SPAN,
      high: CURVE_SPAN,
      count: 161,
    }),
  );
  if (values && page.curve)
    page.curve.setCurve(
      values,
      page.data.targets.map(([t]) => t),
    );
  page.dirty.add("picture");
  drawNow();
  busy("curve", false);
}

// The weighted sums of a neuron's rows, to mark them on its curve.
function curveRows() {
  const weights = page.parameters.slice(0, inputCount());
  const bias = page.state.bias ? page.parameters[inputCount()] : 0;
  return outputsInOrder()
    .map((y, r) => {
      const row = page.data.rows[r].map(
        (x, k) => (x - page.scales.means[k]) / page.scales.deviations[k],
      );
      const z = row.reduce((sum, x, k) => sum + x * weights[k], 0) + bias;
      return {
        z,
        y: y ? y[0] : NaN,
        target: page.data.targets[r][0],
        name: String(r + 1),
        held: page.data.held.includes(r),
      };
    })
    .filter(({ y }) => Number.isFinite(y))
    .slice(0, 60);
}

function showMap() {
  if (!page.lastMap || !page.heat) return;
  const units = page.model.sizes.slice(1).reduce((sum, size) => sum + size, 0);
  page.heat.setMap(page.lastMap, units, page.model.sizes.at(-1));
  page.network.setMaps(page.lastMap);
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
  if (page.playing && matchMedia("(prefers-reduced-motion: reduce)").matches)
    setTimeout(drawIt, 500);
  else requestAnimationFrame(drawIt);
}

let weightsDrawn = 0;

function drawWeights() {
  if (!page.parameters.length || (page.playing && performance.now() - weightsDrawn < 45)) return;
  weightsDrawn = performance.now();
  page.network.setParameters(page.parameters);
  showWeight();
}

const PARTS_OF_PAGE = { map: showMap, picture: drawPicture, weights: drawWeights };

// Draw what is new. While it learns each part gets a frame of its own, so that no frame takes long.
export function drawNow() {
  setText(byId("epoch"), String(page.now.epoch));
  setText(byId("loss"), show(page.now.loss, 4));
  for (const [part, drawPart] of Object.entries(PARTS_OF_PAGE)) {
    if (!page.dirty.delete(part)) continue;
    drawPart();
    if (page.playing) break;
  }
  if (page.dirty.size) draw();
}

function drawPicture() {
  page.chart.draw();
  if (page.explained) {
    if (page.heat) page.heat.mark(page.state.situation);
    page.replay.showNumbers();
    showAnswer();
  }
  if (page.outputs.length < page.data.rows.length) return;
  const judged = page.rowsView.setOutputs(outputsInOrder(), page.playing);
  setText(byId("right"), judged ? word("rightOf", judged) : "–");
  if (page.curve) page.curve.setRows(curveRows());
  showPublished();
  if (!page.playing) describe(judged);
}

// The texts that say what the pictures show; they change when the training rests.
function describe(judged) {
  page.replay.update();
  setText(byId("chart-says"), page.chart.words());
  setText(
    byId("network-says"),
    word("networkSays", {
      sizes: page.model.sizes.join(", "),
      count: page.parameters.length,
      low: show(Math.min(...page.parameters), 3),
      high: show(Math.max(...page.parameters), 3),
    }),
  );
  const [low, high] =
    page.data.classes && page.data.classes.length === 2
      ? page.data.classes
      : targetSpan().map((t) => show(t));
  if (page.heat) {
    const key = !judged
      ? "mapSaysPlain"
      : page.data.classes.length > 2
        ? "mapSaysClasses"
        : "mapSays";
    const which = judged && word(page.data.held.length ? "whichHeld" : "whichLearned", judged);
    setText(byId("heat-says"), word(key, { low, high, which }));
  }
  if (page.curve) {
    const errors = outputsInOrder().map((y, r) => Math.abs(page.data.targets[r][0] - y[0]));
    setText(
      byId("curve-says"),
      word("curveSays", {
        distance: show(errors.reduce((sum, e) => sum + e, 0) / errors.length, 3),
      }),
    );
  }
}

function whole(count) {
  return count.toLocaleString(language());
}

// What the tutorial says beside what is here now, digit by digit.
function showPublished() {
  const { published } = PROBLEMS[page.state.problem];
  byId("published").hidden = !published;
  if (!published) return;
  setText(byId("published-after"), word("afterEpochs", { epochs: whole(published.epochs) }));
  let asked = page.data.rows.length;
  const lines = published.values.map(({ index, ask, value, epochs = published.epochs }) => {
    const here = ask ? page.outputs[asked++]?.[0] : page.parameters[index];
    const decimals = value.length - value.indexOf(".") - 1;
    const text = here === undefined ? "–" : here.toFixed(decimals);
    const same = text === value;
    const what = ask ? `(${ask.join(", ")}) →` : page.network.shortName(index);
    const after =
      epochs === published.epochs
        ? ""
        : element("small", { text: ` ${word("afterEpochs", { epochs: whole(epochs) })}` });
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, what, after),
      element("td", { text: value.replace("-", "−") }),
      element(
        "td",
        { class: same ? "same" : "" },
        text.replace("-", "−"),
        ...(same
          ? [
              element("span", {
                title: word("sameDigits"),
                text: " ✓",
                role: "img",
                "aria-label": word("sameDigits"),
              }),
            ]
          : []),
      ),
    );
  });
  byId("published").tBodies[0].replaceChildren(...lines);
}

export function redraw() {
  page.dirty.add("map");
  page.dirty.add("weights");
  page.dirty.add("picture");
  draw();
}
