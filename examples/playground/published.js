// What a tutorial says beside what is here now, digit by digit.

import { byId, element, setText } from "./dom.js";
import { page } from "./page.js";
import { PROBLEMS } from "./problems.js";
import { language, word } from "./words.js";

function afterEpochs(count) {
  return word("afterEpochs", { epochs: count.toLocaleString(language()) });
}

function tick() {
  const same = word("sameDigits");
  return element("span", { title: same, text: " ✓", role: "img", "aria-label": same });
}

export function showPublished() {
  const { published } = PROBLEMS[page.state.problem];
  byId("published").hidden = !published;
  if (!published) return;
  setText(byId("published-after"), afterEpochs(published.epochs));
  let asked = page.data.rows.length;
  const lines = published.values.map(({ index, ask, value, epochs = published.epochs }) => {
    const here = ask ? page.shown.outputs[asked++]?.[0] : page.shown.parameters[index];
    const decimals = value.length - value.indexOf(".") - 1;
    const text = here === undefined ? "–" : here.toFixed(decimals);
    const same = text === value;
    const what = ask ? `(${ask.join(", ")}) →` : page.network.shortName(index);
    const after = epochs === published.epochs ? "" : ` ${afterEpochs(epochs)}`;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, what, after ? element("small", { text: after }) : ""),
      element("td", { text: value.replace("-", "−") }),
      element(
        "td",
        { class: same ? "same" : "" },
        text.replace("-", "−"),
        ...(same ? [tick()] : []),
      ),
    );
  });
  byId("published").tBodies[0].replaceChildren(...lines);
}
