// The page: choose a problem, a language, colours, a Python; and all controls wired up.

import { copyCode, downloadCode, showCode } from "./code_panel.js";
import { forgetColours } from "./colours.js";
import { Controls } from "./controls.js";
import { ownSample, ownTable, problemData } from "./data.js";
import { byId, element, setText } from "./dom.js";
import { Engine } from "./engine.js";
import { letItChoose, stopFit } from "./fit.js";
import { HeatView } from "./heat.js";
import { hideSlower, showHints } from "./hints.js";
import {
  consider,
  considerPoint,
  considerRow,
  weightChosen,
  weightMoved,
} from "./inquiry.js";
import { linkedState, rememberInLink } from "./link.js";
import { Machine } from "./machine.js";
import { openModel } from "./model_file.js";
import { NetworkView } from "./network.js";
import { rewriteNotes } from "./notes.js";
import {
  adaptedTo,
  chooseTarget,
  isChanged,
  leaveOut,
  offerColumns,
  openTable,
  showTable,
  useTable,
} from "./own_table.js";
import { complain, page, say, stopComplaining } from "./page.js";
import { LossChart } from "./plots.js";
import { edited } from "./points.js";
import { Replay } from "./replay.js";
import { isBundle, textOf } from "./resources.js";
import { RowsView } from "./rows.js";
import { Situation } from "./situation.js";
import { withModel } from "./snapshot.js";
import { readLink, settingsOf, startOf, tableOf } from "./state.js";
import { readTable } from "./table.js";
import {
  atRest,
  configure,
  hear,
  newStart,
  optionChanged,
  play,
  reset,
  showPhase,
  stepEpoch,
  stepRow,
} from "./training.js";
import { buildViews, drawNow, redraw } from "./views.js";
import { WeightField } from "./weight_field.js";
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
  let state = startOf(name, { ...settingsOf(page.state), ...tableOf(page.state) });
  if (name === "own") state = adaptedTo(ownTable(state), state);
  history.pushState(history.state, "", location.hash); // so that Back undoes the choice
  await beginProblem(() => reset(state));
}

function showProblem() {
  byId("problem").value = page.state.problem;
  setText(byId("problem-note"), word(`n_${page.state.problem}`));
}

// Go over to another problem: make its model, and bring what belongs to it into its first state.
async function beginProblem(makeModel) {
  const before = { row: page.chosenRow, state: page.state };
  page.chosenRow = null;
  page.network.selected = null;
  await makeModel();
  if (page.state === before.state) {
    page.chosenRow = before.row;
    showProblem();
    return;
  }
  showProblem();
  const { problem } = page.state;
  byId("own").hidden = problem !== "own";
  byId("about").open = problem === "own" || innerWidth >= 760;
  if (problem === "own") showTable(page.state);
}

// Take rows that were edited on the map, unless they are no table any more.
async function editPoints(edit) {
  const state = edited(edit);
  const { errors, rows } = readTable(state.data, state.kind);
  if (!errors.length && state.dealt.length === rows.length) errors.push({ key: "errorAllHeld" });
  if (errors.length) {
    complain(() => word(errors[0].key, errors[0].values));
    showAnew();
    return;
  }
  if (page.state.problem !== "own") history.pushState(history.state, "", location.hash); // Back undoes it
  await beginProblem(() => configure(state, ["edited", { count: rows.length }]));
}

function showAnew() {
  if (!page.model) return;
  buildViews();
  redraw();
}

function setTheme() {
  const dark =
    page.state.theme === "dark" ||
    (page.state.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  paintAs(dark ? "dark" : "light");
}

// Colour the page and its pictures: paper is light.
function paintAs(theme) {
  document.documentElement.dataset.theme = theme;
  forgetColours();
  showAnew();
  drawNow();
}

// Show the network and its answers large, as on a projector, or the whole page.
function view(large) {
  page.state.view = large ? "show" : "page";
  showView();
  showAnew();
  rememberInLink();
}

function showView() {
  document.documentElement.dataset.view = page.state.view;
  byId("projector").setAttribute("aria-pressed", String(page.state.view === "show"));
}

// Go over to another language, with the model as it is. The small table that shows the form goes along,
// as long as nothing was learned from it.
async function changeLanguage(code) {
  const sample = ownSample();
  const { state } = page;
  if (state.data === sample) state.data = "";
  const shown = state.problem === "own" && !state.data;
  const anew = shown && page.model && isNew() && !isChanged();
  if (shown && !anew) state.data = sample;
  speak(code);
  if (anew) await beginProblem(() => reset());
  else if (page.model) await renameColumns();
}

// Whether the model is as it was drawn.
function isNew() {
  return page.machine.is("idle", "failed") && page.shown.epoch === 0 && !page.touched;
}

// Give the columns that the page itself names their names in its language.
async function renameColumns() {
  const { serial } = page;
  const data = await problemData(page.state);
  if (serial !== page.serial) return;
  page.data = data;
  page.controls.build(page.state, data.names);
  showAnew();
  showCode();
}

function speak(code) {
  setLanguage(code);
  page.state.language = code;
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
  page.controls.build(page.state, page.data?.names);
  showPhase();
  setText(byId("status"), word(...page.statusKey));
  setText(byId("copy-status"), "");
  rewriteNotes();
  showHints();
  page.chart.forget();
  showAnew();
  if (page.model) rememberInLink();
  showCode();
}

let early = null; // a Python that starts while the words are still on their way

// Start the Python that a state names, and make its model there; then say so.
async function startPython(state, told = null) {
  page.machine.go("loading");
  say("loading");
  stopComplaining();
  const again = () => startPython(state, told);
  if (typeof WebAssembly !== "object") {
    failToLoad(() => word("noWebAssembly"));
    return;
  }
  let version;
  try {
    version = await (early || page.engine.start(state.runtime));
  } catch (error) {
    const key = error.kind === "cdn" ? "cdnFailed" : "loadFailed";
    failToLoad(() => word(key, { message: error.message }), again);
    return;
  } finally {
    early = null;
  }
  const name = version.split(";").pop().trim().split(" (")[0].slice(0, 60);
  await beginProblem(() => configure(state, told || ["ready", { version: name }]));
}

// Go over to another Python, with the model as it is.
function switchPython(runtime) {
  byId("runtime").value = runtime;
  byId("slower").hidden = true;
  atRest(() => startPython(withModel({ ...page.state, runtime })));
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    say("linkCopied");
  } catch {
    say("copyFailed");
  }
}

function failToLoad(message, again) {
  if (!page.engine.worker) page.model = null; // else the Python of before still runs
  page.machine.go("failed");
  say(page.model ? "failedBefore" : "failed");
  if (page.model) byId("runtime").value = page.state.runtime;
  complain(message, again);
}

// Return what a field for files does: it forgets the file at once, so that the same one can be chosen again.
function takeFile(open) {
  return ({ target }) => {
    const [file] = target.files;
    target.value = "";
    open(file);
  };
}

function wire() {
  byId("play").addEventListener("click", play);
  byId("step-epoch").addEventListener("click", stepEpoch);
  byId("step-row").addEventListener("click", stepRow);
  byId("reset").addEventListener("click", () => reset());
  byId("new-start").addEventListener("click", newStart);
  byId("projector").addEventListener("click", () => view(page.state.view !== "show"));
  addEventListener("keydown", ({ key }) => {
    if (key === "F9" || (key === "Escape" && page.state.view === "show"))
      view(page.state.view !== "show");
  });
  byId("copy-link").addEventListener("click", copyLink);
  byId("slower-switch").addEventListener("click", () => switchPython("pyodide"));
  byId("slower-hide").addEventListener("click", hideSlower);
  byId("speed").addEventListener("change", (event) => {
    page.state.speed = event.target.value;
    page.engine.ask("speed", { speed: page.state.speed });
    rememberInLink();
  });
  byId("problem").addEventListener("change", (event) => chooseProblem(event.target.value));
  byId("language").addEventListener("change", (event) => changeLanguage(event.target.value));
  byId("theme").addEventListener("change", (event) => {
    page.state.theme = event.target.value;
    setTheme();
    rememberInLink();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", setTheme);
  byId("runtime").addEventListener("change", (event) => {
    switchPython(event.target.value);
  });
  byId("alert-close").addEventListener("click", stopComplaining);
  addEventListener("beforeprint", () => paintAs("light"));
  addEventListener("afterprint", setTheme);
  byId("own-use").addEventListener("click", () => useTable(false));
  byId("fit").addEventListener("click", letItChoose);
  byId("fit-stop").addEventListener("click", stopFit);
  byId("own-use-good").addEventListener("click", () => useTable(true));
  byId("own-leave-out").addEventListener("click", leaveOut);
  byId("own-text").addEventListener("input", offerColumns);
  byId("own-target").addEventListener("change", chooseTarget);
  byId("own-file").addEventListener("change", takeFile(openTable));
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
  byId("open-model").addEventListener("change", takeFile(openModel));
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    showAnew();
  });
  addEventListener("hashchange", () => {
    takeLink();
  });
}

// Take the state from the address bar.
async function takeLink() {
  const { state, lost } = linkedState();
  const told = lost ? ["tableLost"] : null;
  const same = page.model && page.state.runtime === state.runtime;
  if (!page.state) page.state = state;
  byId("runtime").value = state.runtime;
  byId("speed").value = state.speed;
  byId("theme").value = state.theme;
  state.language = state.language || preferredLanguage();
  page.state = { ...page.state, theme: state.theme, view: state.view };
  showView();
  setTheme();
  speak(state.language);
  if (same) await beginProblem(() => configure(state, told));
  else await startPython(state, told);
}

async function begin() {
  if (typeof WebAssembly === "object") {
    early = page.engine.start(readLink(location.hash).runtime);
    early.catch(() => {}); // told by startPython
  }
  try {
    setWords(JSON.parse(await textOf("examples/playground/words.json")));
  } catch (error) {
    complain(() => `${error.message}: start "python -m http.server" in the repository's root.`);
    return;
  }
  byId("language").replaceChildren(
    ...languageNames().map(([code, name]) =>
      element("option", { value: code, text: name, lang: code }),
    ),
  );
  if (isBundle()) byId("runtime-label").hidden = true;
  if (innerWidth < 760) {
    byId("model-details").open = false;
    byId("about").open = false;
  }
  wire();
  await takeLink();
}

page.machine = new Machine(showPhase);
page.engine = new Engine(hear, ({ message }) =>
  failToLoad(() => word("broke", { message }), () => startPython(page.state)),
);
page.heat = new HeatView(byId("heat"), { asked: considerPoint, edited: editPoints });
page.weight = new WeightField(byId("weight-editor"), weightMoved);
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
  { main: byId("model-controls"), more: byId("more-controls"), generated: byId("generated") },
  optionChanged,
);
begin();
