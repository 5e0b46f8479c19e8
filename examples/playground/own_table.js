// The user's own table: take it, or say by line what is wrong.

import { ownSample } from "./data.js";
import { byId, element, setText } from "./dom.js";
import { setHidden } from "./focus.js";
import { putNote } from "./notes.js";
import { page } from "./page.js";
import { MODEL, PROBLEMS } from "./problems.js";
import { withoutModel } from "./state.js";
import { LIMITS, columnNames, readTable, withoutColumns } from "./table.js";
import { configure, forgetTable } from "./training.js";
import { inTurn } from "./turns.js";
import { word } from "./words.js";

const SHOWN_ERRORS = 8;
const HOLD_FROM = 20; // rows, so many that some can be spared
const HELD = 20; // per cent

// Return a state whose model fits a table of the user's: numbers want another output than classes.
// What drawn rows had from an earlier problem, its plane and its model, ends with them.
export function adaptedTo({ classes, targets }, state) {
  const plain = !classes && !targets.every(([t]) => t === 0 || t === 1);
  const drawn = state.plane.length > 0;
  return {
    ...state,
    ...(drawn ? { ...MODEL, ...PROBLEMS.own.model } : {}),
    scaled: true,
    output: plain ? "identity" : "sigmoid",
    loss: plain ? "squared" : "cross_entropy",
    held: targets.length < HOLD_FROM ? 0 : HELD,
    situation: [],
    dealt: [],
  };
}

let wanted = ""; // the target's column that was chosen for the next table; "" for the last one

// Show the table in use, to be changed: nothing of it is taken before useTable().
export function showTable({ data, kind, target }) {
  byId("own-text").value = data || ownSample();
  byId("own-kind").value = kind;
  wanted = target;
  offerColumns();
}

// Offer the columns of the text as targets: the last one, unless another one was chosen.
export function offerColumns() {
  const names = columnNames(byId("own-text").value);
  const select = byId("own-target");
  select.replaceChildren(...names.map((name) => element("option", { value: name, text: name })));
  select.value = names.includes(wanted) ? wanted : (names.at(-1) ?? "");
}

// Return the column that was chosen as the target: "" for the last one, as usual.
function targetChosen() {
  const select = byId("own-target");
  return select.selectedIndex === select.length - 1 ? "" : select.value;
}

export function chooseTarget() {
  wanted = targetChosen();
}

// Whether the text, its target or its kind are other than those of the table in use.
export function isChanged() {
  const { data, kind, target } = page.state;
  const typed = byId("own-text").value !== (data || ownSample());
  return typed || byId("own-kind").value !== kind || targetChosen() !== target;
}

function errorText({ line, key, values }) {
  const message = word(key, values);
  return line === null ? message : word("errorLine", { line, message });
}

// Say what is wrong with a table, line by line; offer the good rows, or the good columns, if there are some.
function refuse(table) {
  const columns = columnNames(byId("own-text").value).length;
  putNote("own-result", (node) => {
    node.replaceChildren(...complaints(table));
    offer(table, columns);
  });
}

function complaints({ errors }) {
  const texts = errors.slice(0, SHOWN_ERRORS).map(errorText);
  const more = errors.length - texts.length;
  if (more) texts.push(word("errorMore", { count: more }));
  return [
    hintOf(word("ownRefused")),
    element("ul", { class: "errors" }, ...texts.map((text) => element("li", { text }))),
  ];
}

function hintOf(text) {
  return element("p", { class: "hint", text });
}

function offer({ rows, hopeless }, columns) {
  setHidden(byId("own-use-good"), rows.length < 2, byId("own-use"));
  setText(byId("own-use-good"), word("ownUseGood", { count: rows.length }));
  const none = !hopeless.length || columns - hopeless.length < 2;
  setHidden(byId("own-leave-out"), none, byId("own-use"));
  setText(byId("own-leave-out"), word("ownLeaveOut", { columns: hopeless.join(", ") }));
}

// Take the table without the columns that hold too many texts.
export function leaveOut() {
  const text = byId("own-text");
  const { hopeless } = readTable(text.value, byId("own-kind").value, targetChosen());
  wanted = byId("own-target").value;
  text.value = withoutColumns(text.value, hopeless);
  offerColumns();
  return useTable(false, ["ownLeftOut", { columns: hopeless.join(", ") }]);
}

// Take the table that was typed; return whether it was. reading: a sentence on how it was read.
export async function useTable(goodOnly, reading = null) {
  const text = byId("own-text").value;
  const kind = byId("own-kind").value;
  const target = targetChosen();
  const table = readTable(text, kind, target);
  forgetTable();
  if (table.errors.length && !(goodOnly && table.rows.length)) {
    refuse(table);
    return false;
  }
  const taken = await inTurn(() => {
    page.chosenRow = null;
    const state = { ...page.state, data: text, kind, target };
    return configure(withoutModel(adaptedTo(table, state)));
  });
  if (!taken) {
    putNote("own-result", (node) => node.replaceChildren(hintOf(word("ownRefused"))));
    return false;
  }
  sayTaken(table, reading);
  return true;
}

function sayTaken({ rows, names, targetName }, reading) {
  const said = [["ownTaken", { rows: rows.length, inputs: names.length, target: targetName }]];
  const count = page.data.held.length;
  if (count) said.push(["ownHeld", { count }]);
  if (reading) said.push(reading);
  putNote("own-result", (node) =>
    node.replaceChildren(hintOf(said.map((sentence) => word(...sentence)).join(" "))),
  );
}

// Return {text, encoding} of a file's bytes, or null if they are no text.
function decode(bytes) {
  const [first, second] = bytes;
  const marked = { "255,254": "utf-16le", "254,255": "utf-16be" }[`${first},${second}`];
  for (const encoding of marked ? [marked] : ["utf-8", "windows-1252"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // Control characters: it is a spreadsheet, a picture or the like.
      return /[\u0000-\u0008\u000e-\u001f\u0080-\u009f]/.test(text) ? null : { text, encoding };
    } catch {
      // Not this one.
    }
  }
  return null;
}

export async function openTable(file) {
  if (!file) return;
  const refused = (key) => refuse({ errors: [{ line: null, key, values: LIMITS }], rows: [], hopeless: [] });
  if (file.size > 4 * LIMITS.characters) {
    refused("errorLarge");
    return;
  }
  const read = decode(new Uint8Array(await file.arrayBuffer()));
  if (!read) {
    refused("errorNotText");
    return;
  }
  byId("own-text").value = read.text;
  wanted = "";
  offerColumns();
  const encoding = read.encoding.replace("utf-", "UTF-").replace("win", "Win");
  await useTable(false, encoding === "UTF-8" ? null : ["readAs", { encoding }]);
}
