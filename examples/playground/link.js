// Keep the link in the address bar up to date.

import { byId, setText } from "./dom.js";
import { page } from "./page.js";
import { MOST_DATA, LINK_POINTS, MOST_WEIGHTS, writeLink } from "./state.js";
import { language, word } from "./words.js";

export function rememberInLink() {
  const linked = { ...page.state, weights: null, epoch: 0, curve: null, language: language() };
  const { epoch, parameters } = page.shown;
  if ((epoch > 0 || page.touched) && parameters.length <= MOST_WEIGHTS) {
    linked.weights = parameters;
    linked.epoch = epoch;
    linked.curve = page.chart.points(LINK_POINTS);
  }
  let key = "linkHolds";
  if (page.state.problem === "own" && page.state.data.length > MOST_DATA) key = "linkTooLong";
  else if (parameters.length > MOST_WEIGHTS) key = "linkNoWeights";
  if (page.state.problem !== "own" || page.state.data.length > MOST_DATA) {
    linked.data = "";
    linked.kind = "auto";
    linked.target = "";
  }
  setText(byId("link-says"), word(key, { count: parameters.length }));
  const hash = writeLink(linked);
  if (hash !== location.hash) history.replaceState(null, "", hash);
}
