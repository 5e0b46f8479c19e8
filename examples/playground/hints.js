// What the page says of its own accord: that a training is stuck, or that another Python is faster.

import { byId, setText } from "./dom.js";
import { setHidden } from "./focus.js";
import { page } from "./page.js";
import { isBundle } from "./resources.js";
import { classOf } from "./rows.js";
import { word } from "./words.js";

const ENOUGH_EPOCHS = 100;
const STILL_FALLS = 0.98; // of the loss of half the epochs ago
const LARGE = 5000; // rows times weights of a problem on which MicroPython is felt to be slow

// Return how many of the learned rows are wrong.
function wrongRows() {
  const { classes, targets, learn } = page.data;
  return learn.filter((r, place) => {
    const y = page.shown.outputs[place];
    return y && classOf(y, classes) !== classOf(targets[r], classes);
  }).length;
}

// Whether two rows have the same inputs and different targets: no model can learn both.
function contradiction() {
  const seen = new Map();
  return page.data.learn.some((r) => {
    const x = page.data.rows[r].join();
    const target = page.data.targets[r].join();
    const before = seen.get(x) ?? target;
    seen.set(x, target);
    return before !== target;
  });
}

function isStuck() {
  const { epoch, loss, outputs } = page.shown;
  if (!page.machine.is("idle") || !page.state.hidden.length || !page.data.classes) return false;
  if (epoch < ENOUGH_EPOCHS || !outputs.length) return false;
  const earlier = page.chart.learned.findLast(([at]) => at <= epoch / 2);
  return Boolean(earlier) && loss > STILL_FALLS * earlier[1] && loss <= 2 * earlier[1];
}

export function showHints() {
  const wrong = page.model && isStuck() ? wrongRows() : 0;
  const stuck = wrong > 0 && !contradiction();
  byId("stuck").hidden = !stuck;
  setText(byId("stuck"), stuck ? word("stuck", { wrong, count: page.data.learn.length }) : "");
}

let slowerHidden = false;

export function hideSlower() {
  slowerHidden = true;
  setHidden(byId("slower"), true, byId("play"));
}

// Where it is felt, say that the other Python is faster; until the problem, or the Python, is another.
export function showSlower() {
  if (slowerHidden || isBundle() || !page.model) return;
  const box = byId("slower");
  const work = page.model.rows.length * page.shown.parameters.length;
  const felt = page.settings.runtime === "micropython" && work >= LARGE;
  setHidden(box, !felt || (box.hidden && !page.machine.is("training")), byId("play"));
}
