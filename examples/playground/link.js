// Keep the link in the address bar up to date, and take the state from it. A table too long for a link
// stays with the tab, as what the browser keeps for the entry of its history.

import { byId, setText } from "./dom.js";
import { page } from "./page.js";
import { withModel } from "./snapshot.js";
import {
  LINK_POINTS,
  MOST_DATA,
  MOST_WEIGHTS,
  readLink,
  startOf,
  tableOf,
  withoutModel,
  writeLink,
} from "./state.js";
import { LIMITS } from "./table.js";
import { language, word } from "./words.js";

// Return the table of the user's that is too long for a link, or null.
function longTable({ problem, data }) {
  return problem === "own" && data.length > MOST_DATA ? data : null;
}

let known = ""; // what the address bar said when the page read it, or wrote it

// Write what is there into the link; not while another state is asked for, or the address bar, gone back to
// another entry, asks for one.
export function rememberInLink() {
  if (!page.model || page.turns || location.hash !== known) return;
  const data = longTable(page.state);
  const model = withModel(page.state, LINK_POINTS);
  const count = model.weights?.length ?? 0;
  const holds = (model.epoch > 0 || page.touched) && count <= MOST_WEIGHTS;
  const linked = holds ? model : withoutModel(model);
  linked.apart = data !== null;
  if (page.state.problem !== "own") Object.assign(linked, tableOf(startOf("own")));
  if (linked.apart) linked.data = "";
  sayWhatItHolds(linked.apart, count);
  keepInTab(writeLink(linked, { ...page.settings, language: language() }), data);
}

function sayWhatItHolds(apart, count) {
  const keys = [];
  if (apart) keys.push("linkTooLong");
  if (count > MOST_WEIGHTS) keys.push("linkNoWeights");
  const says = keys.length ? keys : ["linkHolds"];
  setText(byId("link-says"), says.map((key) => word(key, { count })).join(" "));
}

function keepInTab(hash, data) {
  if (hash === location.hash && tabTable() === data) return;
  history.replaceState(data === null ? null : { data }, "", hash);
  known = location.hash;
}

// Return the table that stays with this entry of the tab's history, or null.
function tabTable() {
  const data = history.state?.data;
  return typeof data === "string" && data.length <= LIMITS.characters ? data : null;
}

// Return the state and the settings that the address bar and the tab hold. Without its table, what was
// learned from it is left out, too; then {lost: true}.
export function linkedState() {
  known = location.hash;
  const { state, settings } = readLink(known);
  const told = (changes) => ({ state: { ...state, ...changes }, settings, lost: false });
  if (state.problem !== "own") return told(tableOf(page.state || state));
  if (!state.apart) return told({});
  const data = tabTable();
  if (data !== null) return told({ data });
  return { state: startOf("own"), settings, lost: true };
}
