// What the page is to be is changed in turn: each change begins once the one before is made, from the state
// that it left, and the link is written after the last.

import { rememberInLink } from "./link.js";
import { busy, page } from "./page.js";

let last = Promise.resolve();

// Do a work in its turn; return what comes of it. A work waits for no other turn: that would be for ever.
export function inTurn(work) {
  page.turns++;
  busy("turns", true);
  const result = last.then(work);
  last = result.then(end, end);
  return result;
}

function end() {
  page.turns--;
  if (page.turns) return;
  busy("turns", false);
  if (page.machine.is("idle", "failed")) rememberInLink();
}
