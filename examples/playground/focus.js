// The focus stays where people put it: with what is disabled, or built anew; and what is hidden hands it on.

import { byId } from "./dom.js";

const CONTROLS = "a, button, input, select, textarea, summary, [tabindex]";

// Build a part of the page anew. What had the focus has it afterwards, too: what has its id now, or
// stands in its place in the same box.
export function keepingFocus(build) {
  const focused = document.activeElement;
  const box = focused.parentElement?.closest("[id]");
  const place = box && [...box.querySelectorAll(CONTROLS)].indexOf(focused);
  build();
  if (focused.isConnected || !box) return;
  const heir = byId(focused.id) || byId(box.id)?.querySelectorAll(CONTROLS)[place];
  heir?.focus({ preventScroll: true });
}

// Disable a control, or enable it. It keeps the focus, as it is only said to be disabled; and a click
// on it does nothing.
export function setDisabled(node, disabled) {
  node.setAttribute("aria-disabled", String(disabled));
}

export function stopClicksOnDisabled() {
  const stop = (event) => {
    if (event.target.closest('[aria-disabled="true"]')) event.stopImmediatePropagation();
  };
  document.addEventListener("click", stop, true);
}

// Hide something, or show it. The focus in what is hidden goes to another control.
export function setHidden(node, hidden, heir) {
  if (hidden && node.contains(document.activeElement)) heir.focus({ preventScroll: true });
  node.hidden = hidden;
}
