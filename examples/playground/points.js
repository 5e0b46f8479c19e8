// Points added, moved and taken away on the map: the rows become a table of one's own.

import { page } from "./page.js";
import { oneOfMany } from "./table.js";

function cell(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Return a row with its target, as texts; a class goes by its name.
function cells({ classes }, row, target) {
  const number = target.length > 1 ? target.indexOf(1) : target[0];
  return [...row, classes ? classes[number] : number].map(String);
}

// Return a table's text, with names above it.
function tableText(data, rows, targets) {
  const { names, targetName } = data;
  const lines = rows.map((row, r) => cells(data, row, targets[r]));
  return [[...names, targetName], ...lines].map((line) => line.map(cell).join(",")).join("\n");
}

// Return the numbers of the rows that stay held out: an edit deals no row anew.
function heldAfter({ kind, r }, held) {
  if (kind !== "remove") return held;
  return held.filter((h) => h !== r).map((h) => h - Number(h > r));
}

// Return an edit of the rows that were seen as one of the rows of now, or null if there is none: the row, or
// its class, is gone.
function ofNow({ kind, r, x, k }, seen, data) {
  if (data === seen) return { kind, r, x, k };
  if (kind === "add") {
    const place = data.classes ? data.classes.indexOf(seen.classes[k]) : -1;
    return place < 0 ? null : { kind, x, k: place };
  }
  const key = cells(seen, seen.rows[r], seen.targets[r]).join();
  const place = data.rows.findIndex((row, now) => cells(data, row, data.targets[now]).join() === key);
  return place < 0 ? null : { kind, r: place, x };
}

// Return a state after an edit of the rows that were seen: {kind: "add", x, k}, k the class's place;
// {kind: "move", r, x}; {kind: "remove", r}. Return null if there is nothing to edit. The model stays as it is.
export function edited(asked, seen, state) {
  const { data } = page;
  const edit = ofNow(asked, seen, data);
  if (!edit) return null;
  const { kind, r, x, k } = edit;
  const dealt = heldAfter(edit, data.held);
  const rows = [...data.rows];
  const targets = [...data.targets];
  if (kind === "add") {
    rows.push(x);
    targets.push(data.classes.length === 2 ? [k] : oneOfMany(data.classes.length, k));
  } else if (kind === "move") {
    rows[r] = x;
  } else {
    rows.splice(r, 1);
    targets.splice(r, 1);
  }
  return {
    ...state,
    problem: "own",
    data: tableText(data, rows, targets),
    kind: data.classes ? "class" : "number",
    target: "",
    plane: data.ranges.flat(),
    noise: 1,
    points: 0,
    dealt,
    held: dealt.length ? state.held : 0,
  };
}
