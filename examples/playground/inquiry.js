// A weight that is selected, a situation that is considered, and the calculation of both.

import { backSteps, forwardSteps, weightStep } from "./calculation.js";
import { showCode } from "./code_panel.js";
import { outputNames, rateNow } from "./data.js";
import { byId, element, fixed } from "./dom.js";
import { rememberInLink } from "./link.js";
import { busy, guarded, page } from "./page.js";
import { classOf } from "./rows.js";
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

export function editWeight() {
  const box = byId("weight-editor");
  const index = page.network.selected;
  if (index === null) {
    box.replaceChildren(element("span", { class: "hint", text: word("chooseWeight") }));
    return;
  }
  const input = element("input", {
    id: "weight-value",
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    onchange: (event) => {
      const value = Number(event.target.value);
      const fits = event.target.value.trim() !== "" && Number.isFinite(value);
      input.classList.toggle("invalid", !fits);
      if (fits) weightMoved(index, value);
    },
  });
  box.replaceChildren(
    element("label", {}, element("strong", { text: page.network.name(index) }), input),
  );
  showWeight();
}

export function showWeight() {
  const input = byId("weight-value");
  if (input && document.activeElement !== input && page.network.selected !== null) {
    input.value = String(page.parameters[page.network.selected] ?? "");
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
  const lines = [];
  if (page.data.classes && y.length > 1) {
    const best = classOf(y, page.data.classes);
    y.forEach((value, k) =>
      lines.push(
        element(
          "div",
          { class: `small ${k === best ? "best" : ""}` },
          element("span", { text: page.data.classes[k] }),
          element("span", { text: fixed(value, 4) }),
        ),
      ),
    );
  } else {
    lines.push(element("div", { text: fixed(y[0], 8) }));
    if (page.data.classes && page.data.classes.join() !== "0,1") {
      lines.push(
        element("div", {
          class: "small best",
          text: page.data.classes[classOf(y, page.data.classes)],
        }),
      );
    }
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
      ...page.backTargets.map((target, k) =>
        element(
          "label",
          { class: "wide" },
          element("span", { text: `${word("targetFor")}: ${outputNames()[k]}` }),
          element("input", {
            id: `back-target-${k}`,
            type: "text",
            inputmode: "decimal",
            value: target,
            onchange: (event) => setBackTarget(k, Number(event.target.value)),
          }),
        ),
      ),
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

function setBackTarget(k, value) {
  if (!Number.isFinite(value)) return;
  page.backTargets[k] = value;
  consider(page.state.situation);
}
