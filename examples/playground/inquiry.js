// A weight that is selected, and a situation that is considered.

import { showCode } from "./code_panel.js";
import { decimals } from "./data.js";
import { byId, element, fixed } from "./dom.js";
import { numberField } from "./fields.js";
import { rememberInLink } from "./link.js";
import { busy, guarded, page } from "./page.js";
import { classOf, isBinary, shareOf } from "./rows.js";
import { take } from "./training.js";
import { drawNow } from "./views.js";
import { word } from "./words.js";

export function weightChosen() {
  editWeight();
  page.replay.showWire();
}

export async function weightMoved(index, value) {
  page.touched = true;
  busy("picture", true);
  const reply = await guarded(() => page.engine.ask("parameter", { index, value }));
  if (!reply) {
    busy("picture", false);
    return;
  }
  take(reply.state);
  rememberInLink();
  showCode();
}

let weightField = null; // where the weight that is selected can be typed

export function editWeight() {
  const box = byId("weight-editor");
  const index = page.network.selected;
  if (index === null) {
    box.replaceChildren(element("span", { class: "hint", text: word("chooseWeight") }));
    return;
  }
  const name = page.network.name(index);
  weightField = numberField({
    label: name,
    value: page.parameters[index],
    attributes: { id: "weight-value" },
    taken: (value) => weightMoved(index, value),
  });
  box.replaceChildren(
    element("label", {}, element("strong", { text: name }), weightField.input),
    weightField.complaint,
  );
  showWeight();
}

export function showWeight() {
  const { selected } = page.network;
  if (weightField && selected !== null && document.activeElement !== weightField.input) {
    weightField.set(page.parameters[selected]);
  }
}

export function considerRow(r) {
  page.chosenRow = r;
  page.situation.set(page.data.rows[r]);
  consider([...page.data.rows[r]]);
}

export async function consider(inputs) {
  busy("situation", true);
  page.state.situation = [...inputs];
  page.rowsView.choose(page.chosenRow);
  const { serial } = page;
  const reply = await guarded(() =>
    page.engine.ask("situation", { x: page.state.situation }),
  );
  busy("situation", false);
  if (!reply || serial !== page.serial) return;
  page.explained = reply.explained;
  page.dirty.add("picture");
  drawNow();
  page.replay.considered(page.chosenRow);
  if (!page.playing) rememberInLink();
}

export function showAnswer() {
  const y = page.explained.at(-1).y;
  const box = byId("situation-answer");
  const { classes } = page.data;
  const lines = [];
  if (classes && !isBinary(classes)) {
    const best = classOf(y, classes);
    classes.forEach((name, k) =>
      lines.push(
        element(
          "div",
          { class: `small ${k === best ? "best" : ""}` },
          element("span", { text: name }),
          element("span", { text: fixed(shareOf(y, k), 4) }),
        ),
      ),
    );
  } else {
    lines.push(element("div", { text: fixed(y[0], decimals()) }));
  }
  box.replaceChildren(...lines);
}
