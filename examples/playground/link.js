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
  settingsOf,
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

export function rememberInLink() {
  const data = longTable(page.state);
  const { epoch, parameters } = page.shown;
  const holds = (epoch > 0 || page.touched) && parameters.length <= MOST_WEIGHTS;
  const linked = holds ? withModel(page.state, LINK_POINTS) : withoutModel(page.state);
  Object.assign(linked, { language: language(), apart: data !== null });
  if (page.state.problem !== "own") Object.assign(linked, tableOf(startOf("own")));
  if (linked.apart) linked.data = "";
  sayWhatItHolds(linked.apart, parameters.length);
  keepInTab(writeLink(linked), data);
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
}

// Return the table that stays with this entry of the tab's history, or null.
function tabTable() {
  const data = history.state?.data;
  return typeof data === "string" && data.length <= LIMITS.characters ? data : null;
}

// Return the state that the address bar and the tab hold. Without its table, what was learned from it
// is left out, too; then {state, lost: true}.
export function linkedState() {
  const state = readLink(location.hash);
  if (state.problem !== "own") return { state: { ...state, ...tableOf(page.state || state) }, lost: false };
  if (!state.apart) return { state, lost: false };
  const data = tabTable();
  if (data !== null) return { state: { ...state, data }, lost: false };
  return { state: startOf("own", settingsOf(state)), lost: true };
}
