// The user's own table: take it, or say by line what is wrong.

import { ownTable } from "./data.js";
import { byId, element, setText } from "./dom.js";
import { page } from "./page.js";
import { readTable } from "./table.js";
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

export async function useTable(goodOnly) {
  const text = byId("own-text").value;
  const kind = byId("own-kind").value;
  const table = readTable(text, kind);
  const box = byId("own-result");
  byId("own-use-good").hidden = true;
  if (table.errors.length && !(goodOnly && table.rows.length)) {
    const shown = table.errors
      .slice(0, 8)
      .map(({ line, key, values }) =>
        element("li", {
          text:
            line === null
              ? word(key, values)
              : word("errorLine", { line, message: word(key, values) }),
        }),
      );
    if (table.errors.length > 8) {
      shown.push(element("li", { text: word("errorMore", { count: table.errors.length - 8 }) }));
    }
    box.replaceChildren(
      element("p", { class: "hint", text: word("ownRefused") }),
      element("ul", { class: "errors" }, ...shown),
    );
    if (table.rows.length > 1) {
      byId("own-use-good").hidden = false;
      setText(byId("own-use-good"), word("ownUseGood", { count: table.rows.length }));
    }
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
  box.replaceChildren(
    element("p", {
      class: "hint",
      text: word("ownTaken", { rows: table.rows.length, inputs: table.names.length }),
    }),
  );
}

export async function openTable(file) {
  if (!file) return;
  byId("own-text").value = (await file.text()).slice(0, 1000001);
  await useTable(false);
}
