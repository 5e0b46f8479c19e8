// The page: choose a problem, a language, colours, a Python; and all controls wired up.

import { copyCode, downloadCode, openModel, showCode } from "./code_panel.js";
import { forgetColours } from "./colours.js";
import { Controls } from "./controls.js";
import { ownSample, ownTable } from "./data.js";
import { byId, element, setText } from "./dom.js";
import { Engine } from "./engine.js";
import { consider, considerRow, weightChosen, weightMoved } from "./inquiry.js";
import { rememberInLink } from "./link.js";
import { NetworkView } from "./network.js";
import { adaptToOwn, chooseTarget, offerColumns, openTable, useTable } from "./own_table.js";
import { complain, page, say } from "./page.js";
import { LossChart } from "./plots.js";
import { Replay } from "./replay.js";
import { isBundle, textOf } from "./resources.js";
import { RowsView } from "./rows.js";
import { Situation } from "./situation.js";
import { readLink, startOf } from "./state.js";
import {
  configure,
  hear,
  optionChanged,
  play,
  reset,
  showPlay,
  stepEpoch,
  stepRow,
} from "./training.js";
import { buildViews, prepareCurve, redraw } from "./views.js";
import {
  language,
  languageNames,
  preferredLanguage,
  setLanguage,
  setWords,
  word,
} from "./words.js";

const GROUPS = {
  groupFirst: ["tutorial1", "and", "or", "xor"],
  groupShapes: ["moons", "circle", "spiral", "three"],
  groupMore: ["digits", "own"],
  groupTutorials: [
    "tutorial2",
    "scores",
    "or_published",
    "virus",
    "worked",
    "trial",
    "shape",
    "trask2",
    "trask3",
    "xor_one",
  ],
};

async function chooseProblem(name) {
  const { language: chosen, runtime, speed, theme, data: kept, kind, target } = page.state;
  page.state = startOf(name, { language: chosen, runtime, speed, theme, data: kept, kind, target });
  if (name === "own") adaptToOwn();
  beginProblem();
  showProblem();
  page.controls.build(page.state);
  await reset();
}

function showProblem() {
  byId("problem").value = page.state.problem;
  setText(byId("problem-note"), word(`n_${page.state.problem}`));
}

// Bring what belongs to a problem into its first state.
function beginProblem() {
  page.chosenRow = null;
  page.network.selected = null;
  byId("own").hidden = page.state.problem !== "own";
  byId("published").hidden = true;
  byId("own-result").replaceChildren();
  byId("own-use-good").hidden = true;
  if (page.state.problem === "own") {
    ownTable();
    byId("own-text").value = page.state.data;
    byId("own-kind").value = page.state.kind;
    offerColumns();
  }
}

function setTheme() {
  const dark =
    page.state.theme === "dark" ||
    (page.state.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  forgetColours();
  if (page.model && page.ready) {
    buildViews();
    prepareCurve().then(redraw);
  }
}

function speak(code) {
  const sample = page.state.data === ownSample();
  setLanguage(code);
  page.state.language = code;
  if (sample) speakSample();
  byId("problem").replaceChildren(
    ...Object.entries(GROUPS).map(([group, names]) =>
      element(
        "optgroup",
        { label: word(group) },
        ...names.map((name) => element("option", { value: name, text: word(`p_${name}`) })),
      ),
    ),
  );
  byId("language").value = language();
  document.title = `neuron.py – ${word("title")}`;
  showProblem();
  page.controls.build(page.state);
  showPlay();
  page.chart.svg = null;
  page.chart.draw();
  setText(byId("status"), word(...page.statusKey));
  setText(byId("copy-status"), "");
  if (page.model && page.ready) {
    buildViews();
    prepareCurve().then(redraw);
    rememberInLink();
    showCode();
  }
}

// The small table that shows the form speaks the language of the page, too.
function speakSample() {
  page.state.data = ownSample();
  page.ownData = null;
  if (page.state.problem !== "own") return;
  beginProblem();
  if (page.model && page.ready) reset();
}

let early = null; // a Python that starts while the words are still on their way

async function startPython() {
  page.ready = false;
  page.playing = false;
  showPlay();
  say("loading");
  complain("");
  if (typeof WebAssembly !== "object") {
    complain(word("noWebAssembly"));
    return;
  }
  try {
    const version = await (early || page.engine.start(page.state.runtime));
    page.ready = true;
    await configure();
    say("ready", { version: version.split(";").pop().trim().split(" (")[0].slice(0, 60) });
    showCode();
  } catch (error) {
    complain(word("loadFailed", { message: error.message }), startPython);
  }
  early = null;
  showPlay();
}

function wire() {
  byId("play").addEventListener("click", play);
  byId("step-epoch").addEventListener("click", stepEpoch);
  byId("step-row").addEventListener("click", stepRow);
  byId("reset").addEventListener("click", reset);
  byId("speed").addEventListener("change", (event) => {
    page.state.speed = event.target.value;
    page.engine.ask("speed", { speed: page.state.speed });
    rememberInLink();
  });
  byId("problem").addEventListener("change", (event) => chooseProblem(event.target.value));
  byId("language").addEventListener("change", (event) => speak(event.target.value));
  byId("theme").addEventListener("change", (event) => {
    page.state.theme = event.target.value;
    setTheme();
    rememberInLink();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", setTheme);
  byId("runtime").addEventListener("change", (event) => {
    page.state.runtime = event.target.value;
    startPython();
  });
  byId("own-use").addEventListener("click", () => useTable(false));
  byId("own-use-good").addEventListener("click", () => useTable(true));
  byId("own-text").addEventListener("input", offerColumns);
  byId("own-target").addEventListener("change", chooseTarget);
  byId("own-file").addEventListener("change", (event) => openTable(event.target.files[0]));
  const card = byId("problem-card");
  card.addEventListener("dragover", (event) => {
    event.preventDefault();
    card.classList.add("dropping");
  });
  card.addEventListener("dragleave", () => card.classList.remove("dropping"));
  card.addEventListener("drop", async (event) => {
    event.preventDefault();
    card.classList.remove("dropping");
    const file = event.dataTransfer.files[0];
    if (page.state.problem !== "own") await chooseProblem("own");
    openTable(file);
  });
  const tabs = [...document.querySelectorAll("[data-tab]")];
  tabs.forEach((button, k) => {
    button.addEventListener("click", () => {
      page.tab = button.dataset.tab;
      showCode();
    });
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(k + step + tabs.length) % tabs.length];
      next.focus();
      next.click();
    });
  });
  byId("copy").addEventListener("click", copyCode);
  byId("download").addEventListener("click", downloadCode);
  byId("open-model").addEventListener("change", (event) => openModel(event.target.files[0]));
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width || !page.model) return;
    width = innerWidth;
    buildViews();
    prepareCurve().then(redraw);
  });
  addEventListener("hashchange", () => {
    if (page.ready) takeLink();
  });
}

// Take the state from the address bar.
async function takeLink() {
  const before = page.state?.runtime;
  page.state = readLink(location.hash);
  page.ownData = null;
  beginProblem();
  byId("runtime").value = page.state.runtime;
  byId("speed").value = page.state.speed;
  byId("theme").value = page.state.theme;
  const model_ = page.model;
  page.model = null;
  setTheme();
  speak(page.state.language || preferredLanguage());
  page.model = model_;
  if (before === page.state.runtime && page.ready) {
    await configure();
    showCode();
  } else {
    await startPython();
  }
}

async function begin() {
  if (typeof WebAssembly === "object") {
    early = page.engine.start(readLink(location.hash).runtime);
    early.catch(() => {}); // told by startPython
  }
  try {
    setWords(JSON.parse(await textOf("examples/playground/words.json")));
  } catch (error) {
    complain(`${error.message}: start "python -m http.server" in the repository's root.`);
    return;
  }
  byId("language").replaceChildren(
    ...languageNames().map(([code, name]) =>
      element("option", { value: code, text: name, lang: code }),
    ),
  );
  if (isBundle()) byId("runtime-label").hidden = true;
  if (innerWidth < 760) byId("model-details").open = false;
  wire();
  await takeLink();
}

page.engine = new Engine(hear);
page.network = new NetworkView(byId("network-drawing"), {
  chosen: weightChosen,
  changed: weightMoved,
});
page.replay = new Replay(page.network, considerRow);
page.chart = new LossChart(byId("chart"));
page.rowsView = new RowsView(byId("rows"), byId("rows-more"), byId("confusion"), considerRow);
page.situation = new Situation(byId("situation-inputs"), (inputs) => {
  page.chosenRow = null;
  consider(inputs);
});
page.controls = new Controls(
  byId("model-controls"),
  byId("more-controls"),
  optionChanged,
);
begin();
