// Say to screen readers what has changed, once it has come to rest.

import { byId, setText } from "./dom.js";

const REST_MS = 700;

let said = [];
let due = 0;

// sentences: what can be said now; those that are new will be. null: nothing, as more is to come.
export function announce(sentences) {
  clearTimeout(due);
  if (!sentences) return;
  due = setTimeout(() => {
    const fresh = sentences.filter((sentence) => sentence && !said.includes(sentence));
    said = sentences;
    if (fresh.length) setText(byId("spoken"), fresh.join(" "));
  }, REST_MS);
}
