// The answer to the situation under consideration.

import { decimals } from "./data.js";
import { byId, element, fixed } from "./dom.js";
import { page } from "./page.js";
import { classOf, isBinary, shareOf } from "./rows.js";

export function showAnswer() {
  const { y } = page.shown.explained.at(-1);
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
  byId("situation-answer").replaceChildren(...lines);
}
