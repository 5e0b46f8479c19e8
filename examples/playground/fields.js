// A field for a number: it takes either decimal mark, and says beside itself what it refuses.

import { element, setText } from "./dom.js";
import { setHidden } from "./focus.js";
import { typedNumber, written } from "./numbers.js";
import { word } from "./words.js";

function complaintOf(label, { low, high, whole }) {
  if (low === undefined) return word("noNumber", { label });
  return word(whole ? "badWhole" : "badNumber", { label, low: written(low), high: written(high) });
}

function fits(value, { low = -Infinity, high = Infinity, whole = false }) {
  return value !== null && value >= low && value <= high && (!whole || Number.isInteger(value));
}

// Return {input, complaint, set}. attributes: of the input, with its id; bounds: {low, high, whole},
// all may be missing; taken(value) is called with a number that fits; set(value) shows another, unless
// one is just being typed.
export function numberField({ label, value, attributes, bounds = {}, taken }) {
  let good = value;
  let shown = written(value); // what was in the field before anything was typed
  const text = element("span", {});
  const close = element("button", {
    type: "button",
    class: "close",
    text: "×",
    "aria-label": word("keepOld"),
    onclick: () => put(),
  });
  const id = `${attributes.id}-complaint`;
  const complaint = element("div", { class: "complaint", role: "alert", id, hidden: true }, text, close);
  const input = element("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": id,
    value: shown,
    ...attributes,
    onchange: () => change(),
    onblur: () => {
      if (input.value === shown) put();
    },
    onkeydown: (event) => {
      if (complaint.hidden) return;
      if (event.key === "Escape") put();
      if (event.key === "Tab") change(); // before the browser looks for the next control: the × may go
    },
  });
  function refuse(message) {
    setHidden(complaint, !message, input);
    setText(text, message);
    input.classList.toggle("invalid", Boolean(message));
    input.setAttribute("aria-invalid", String(Boolean(message)));
  }
  function change() {
    if (input.value === shown) {
      put(); // taken before, or never changed
      return;
    }
    const typed = typedNumber(input.value);
    const right = fits(typed, bounds);
    refuse(right ? "" : complaintOf(label, bounds));
    if (!right) return;
    shown = input.value;
    taken((good = typed));
  }
  function set(next) {
    good = next;
    if (document.activeElement !== input || input.value === shown) put();
  }
  function put() {
    shown = written(good);
    if (input.value !== shown) input.value = shown;
    refuse("");
  }
  return { input, complaint, set };
}
