// Take what the worker says of the model. Nothing else changes what the page shows of it.

import { page, showBusy } from "./page.js";
import { draw, drawNow } from "./views.js";

// Return a state with the model that is shown: its weights, its epoch and its curve, or so many points of it.
// Before its first snapshot a model is as its state says.
export function withModel(state, points) {
  const { parameters, epoch } = page.shown;
  const model = parameters.length ? { weights: parameters, epoch } : {};
  return { ...state, ...model, curve: page.chart.points(points) };
}

// Return a state with the model as it is now, which may not be shown yet.
export async function withModelOfNow(state) {
  const { parameters, epoch } = await page.engine.ask("told");
  return { ...state, weights: parameters, epoch, curve: page.chart.points() };
}

// trail: [epoch, loss, held-out loss] of epochs since the last snapshot
export function take(snapshot, trail = []) {
  page.shown = snapshot;
  if (page.chart.kind !== snapshot.kind) page.chart.clear(snapshot.kind);
  for (const point of trail) page.chart.add(...point);
  page.chart.add(snapshot.epoch, snapshot.loss, snapshot.heldLoss);
  page.changed = true;
  if (page.machine.is("training")) draw();
  else drawNow();
  showBusy();
}
