// Points added, moved and taken away on the map: the rows become a table of one's own.

import { page } from "./page.js";
import { withModel } from "./snapshot.js";
import { oneOfMany } from "./table.js";

function cell(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Return a table's text, with names above it; a class goes by its name.
function tableText({ names, targetName, classes }, rows, targets) {
  const nameOf = (target) => classes[target.length > 1 ? target.indexOf(1) : target[0]];
  const lines = rows.map((row, r) => [
    ...row.map(String),
    classes ? nameOf(targets[r]) : String(targets[r][0]),
  ]);
  return [[...names, targetName], ...lines].map((line) => line.map(cell).join(",")).join("\n");
}

// Return the numbers of the rows that stay held out: an edit deals no row anew.
function heldAfter({ kind, r }, held) {
  if (kind !== "remove") return held;
  return held.filter((h) => h !== r).map((h) => h - Number(h > r));
}

// Return the state after an edit of the rows: {kind: "add", x, k}, k the class's place;
// {kind: "move", r, x}; {kind: "remove", r}. The model stays as it is.
export function edited(edit) {
  const { kind, r, x, k } = edit;
  const { data, state } = page;
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
    ...withModel(state),
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
