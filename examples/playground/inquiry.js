// A weight that is selected, a situation that is considered, and the calculation of both.

import { backSteps, forwardSteps, weightStep } from "./calculation.js";
import { showCode } from "./code_panel.js";
import { decimals, outputNames, rateNow } from "./data.js";
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
  showCalculation();
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
  if (byId("calculation-details").open && !page.playing) showCalculation();
}

export function considerRow(r) {
  page.chosenRow = r;
  page.backTargets = [...page.data.targets[r]];
  page.situation.set(page.data.rows[r]);
  consider([...page.data.rows[r]]);
}

export async function consider(inputs) {
  busy("situation", true);
  page.state.situation = [...inputs];
  page.rowsView.choose(page.chosenRow);
  const { serial } = page;
  const reply = await guarded(() =>
    page.engine.ask("situation", { x: page.state.situation, targets: page.backTargets }),
  );
  busy("situation", false);
  if (!reply || serial !== page.serial) return;
  page.explained = reply.explained;
  page.dirty.add("picture");
  drawNow();
  showCalculation();
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
  if (byId("calculation-details").open) showCalculation();
}

let calculationDue = 0;

// Spell the calculation out, a few times a second at most.
export function showCalculation() {
  if (!byId("calculation-details").open || !page.explained || calculationDue) return;
  calculationDue = setTimeout(
    () => {
      calculationDue = 0;
      spellOut();
    },
    page.playing ? 150 : 0,
  );
}

function spellOut() {
  const box = byId("calculation");
  if (!page.explained || !page.parameters.length) return;
  const view = {
    sizes: page.model.sizes,
    bias: page.state.bias,
    activations: page.model.activations,
    parameters: page.parameters,
    unitName: (layer, unit) => page.network.unitName(layer, unit),
    loss: page.state.loss,
    rate: rateNow(),
  };
  const focused = document.activeElement?.id;
  const parts = [];
  if (page.state.scaled) parts.push(element("p", { class: "hint", text: word("scaledBy") }));
  parts.push(
    element("h3", { text: word("forward") }),
    forwardSteps(page.explained, view),
    element(
      "p",
      {},
      element(
        "label",
        { class: "check" },
        element("input", {
          id: "back",
          type: "checkbox",
          checked: Boolean(page.backTargets),
          onchange: (event) => setBack(event.target.checked),
        }),
        ` ${word("back")}`,
      ),
    ),
  );
  if (page.backTargets && page.explained[0].deltas) {
    parts.push(
      element("h3", { text: word("backTitle") }),
      ...page.backTargets.map(targetField),
      backSteps(page.explained, view, page.backTargets),
    );
    const index = page.network.selected;
    parts.push(
      index === null
        ? element("p", { class: "hint", text: word("selectForBack") })
        : weightStep(
            page.explained,
            view,
            page.network.places[index],
            index,
            page.network.name(index),
          ),
    );
  }
  box.replaceChildren(...parts);
  if (focused && !page.playing) byId(focused)?.focus();
}

function setBack(on) {
  page.backTargets = on ? page.data.targets[0].map((_, k) => (k ? 0 : 1)) : null;
  if (on && page.chosenRow !== null) page.backTargets = [...page.data.targets[page.chosenRow]];
  consider(page.state.situation);
}

function targetField(value, k) {
  const label = `${word("targetFor")}: ${outputNames()[k]}`;
  const { input, complaint } = numberField({
    label,
    value,
    attributes: { id: `back-target-${k}` },
    taken: (target) => {
      page.backTargets[k] = target;
      consider(page.state.situation);
    },
  });
  return element("div", { class: "wide" }, element("label", {}, element("span", { text: label }), input), complaint);
}
