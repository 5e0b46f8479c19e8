// A field for a number: it takes either decimal mark, and says beside itself what it refuses.

import { element, setText } from "./dom.js";
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
// all may be missing; taken(value) is called with a number that fits; set(value) shows another.
export function numberField({ label, value, attributes, bounds = {}, taken }) {
  let good = value;
  const text = element("span", {});
  const close = element("button", {
    type: "button",
    class: "close",
    text: "×",
    "aria-label": word("keepOld"),
    onclick: () => set(good),
  });
  const id = `${attributes.id}-complaint`;
  const complaint = element("div", { class: "complaint", role: "alert", id, hidden: true }, text, close);
  const input = element("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": id,
    value: written(value),
    ...attributes,
    onchange: () => change(),
    onkeydown: (event) => {
      if (event.key === "Escape" && !complaint.hidden) set(good);
    },
  });
  function show(message) {
    complaint.hidden = !message;
    setText(text, message);
    input.classList.toggle("invalid", Boolean(message));
    input.setAttribute("aria-invalid", String(Boolean(message)));
  }
  function change() {
    const typed = typedNumber(input.value);
    const right = fits(typed, bounds);
    show(right ? "" : complaintOf(label, bounds));
    if (right) taken((good = typed));
  }
  function set(next) {
    good = next;
    input.value = written(next);
    show("");
  }
  return { input, complaint, set };
}
