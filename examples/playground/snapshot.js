// Take what the worker says of the model. Nothing else changes what the page shows of it.

import { page, showBusy } from "./page.js";
import { draw, drawNow } from "./views.js";

// Return a state with the model that is shown: its weights, its epoch and its curve, or so many points of it.
export function withModel(state, points) {
  const { parameters, epoch } = page.shown;
  return { ...state, weights: parameters, epoch, curve: page.chart.points(points) };
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
