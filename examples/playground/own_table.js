// The user's own table: take it, or say by line what is wrong.

import { ownTable } from "./data.js";
import { byId, element, setText } from "./dom.js";
import { page } from "./page.js";
import { LIMITS, readTable } from "./table.js";
import { reset } from "./training.js";
import { word } from "./words.js";

// A model that fits the user's table: numbers want another output than classes.
export function adaptToOwn() {
  const { classes, targets } = ownTable();
  const plain = !classes && !targets.every(([t]) => t === 0 || t === 1);
  page.state.output = plain ? "identity" : "sigmoid";
  page.state.loss = plain ? "squared" : "cross_entropy";
  page.state.situation = [];
}

const SHOWN_ERRORS = 8;

function errorText({ line, key, values }) {
  const message = word(key, values);
  return line === null ? message : word("errorLine", { line, message });
}

// Say what is wrong with a table, line by line; offer the good rows, if there are some.
function refuse({ errors, rows }) {
  const texts = errors.slice(0, SHOWN_ERRORS).map(errorText);
  const more = errors.length - texts.length;
  if (more) texts.push(word("errorMore", { count: more }));
  byId("own-result").replaceChildren(
    element("p", { class: "hint", text: word("ownRefused") }),
    element("ul", { class: "errors" }, ...texts.map((text) => element("li", { text }))),
  );
  byId("own-use-good").hidden = rows.length < 2;
  setText(byId("own-use-good"), word("ownUseGood", { count: rows.length }));
}

export async function useTable(goodOnly) {
  const text = byId("own-text").value;
  const kind = byId("own-kind").value;
  const table = readTable(text, kind);
  byId("own-use-good").hidden = true;
  if (table.errors.length && !(goodOnly && table.rows.length)) {
    refuse(table);
    return;
  }
  page.ownData = table;
  page.state.data = text;
  page.state.kind = kind;
  page.chosenRow = null;
  page.backTargets = null;
  adaptToOwn();
  page.controls.build(page.state);
  await reset();
  byId("own-result").replaceChildren(
    element("p", {
      class: "hint",
      text: word("ownTaken", { rows: table.rows.length, inputs: table.names.length }),
    }),
  );
}

export async function openTable(file) {
  if (!file) return;
  if (file.size > 4 * LIMITS.characters) {
    refuse({ errors: [{ line: null, key: "errorLarge", values: LIMITS }], rows: [] });
    return;
  }
  byId("own-text").value = await file.text();
  await useTable(false);
}
