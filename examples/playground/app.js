// The page: choose a problem, a language, colours, a Python; and all controls wired up.

import { copyCode, downloadCode, showCode } from "./code_panel.js";
import { forgetColours } from "./colours.js";
import { Controls } from "./controls.js";
import { ownSample, ownTable, problemData } from "./data.js";
import { byId, element, setText } from "./dom.js";
import { Engine } from "./engine.js";
import { letItChoose, stopFit } from "./fit.js";
import { setHidden, stopClicksOnDisabled } from "./focus.js";
import { HeatView } from "./heat.js";
import { hideSlower, showHints } from "./hints.js";
import { consider, considerRow, weightChosen, weightMoved } from "./inquiry.js";
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
import { busy, complain, figures, guarded, page, say, stopComplaining } from "./page.js";
import { LossChart } from "./plots.js";
import { edited } from "./points.js";
import { Replay } from "./replay.js";
import { isBundle, textOf } from "./resources.js";
import { RowsView } from "./rows.js";
import { Situation } from "./situation.js";
import { withModelOfNow } from "./snapshot.js";
import { readLink, startOf, tableOf, withoutModel } from "./state.js";
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
import { inTurn } from "./turns.js";
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

function chooseProblem(name) {
  history.pushState(history.state, "", location.hash); // so that Back undoes the choice
  return inTurn(() => takeProblem(name));
}

async function takeProblem(name) {
  let state = startOf(name, tableOf(page.state));
  if (name === "own") state = adaptedTo(ownTable(state), state);
  await beginProblem(() => configure(state));
}

function showProblem() {
  byId("problem").value = page.state.problem;
  setText(byId("problem-note"), word(`n_${page.state.problem}`));
}

// Go over to another problem, in its turn: make its model, and bring what belongs to it into its first state.
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
  setHidden(byId("own"), problem !== "own", byId("problem"));
  byId("about").open = problem === "own" || innerWidth >= 760;
  if (problem === "own") showTable(page.state);
}

// Take rows that were edited on the map, unless they are no table any more.
function editPoints(edit) {
  const seen = page.data;
  return inTurn(() => guarded(() => takeEdit(edit, seen)));
}

async function takeEdit(edit, seen) {
  const state = edited(edit, seen, await withModelOfNow(page.state));
  if (!state) {
    showAnew(); // the row is gone
    return;
  }
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
    page.settings.theme === "dark" ||
    (page.settings.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
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
  page.settings.view = large ? "show" : "page";
  showView();
  showAnew();
  rememberInLink();
}

function showView() {
  document.documentElement.dataset.view = page.settings.view;
  const seen = document.activeElement.getClientRects().length > 0;
  if (!seen) byId("projector").focus(); // what had the focus is not shown in this view
  byId("projector").setAttribute("aria-pressed", String(page.settings.view === "show"));
}

// Go over to another language, with the model as it is. The small table that shows the form goes along,
// as long as nothing was learned from it.
function changeLanguage(code) {
  return inTurn(() => takeLanguage(code));
}

async function takeLanguage(code) {
  const sample = ownSample();
  const { state } = page;
  if (state.data === sample) state.data = "";
  const shown = state.problem === "own" && !state.data;
  const anew = shown && page.model && isNew() && !isChanged();
  if (shown && !anew) state.data = sample;
  speak(code);
  if (anew) await beginProblem(() => configure(withoutModel(page.state)));
  else if (page.model) await renameColumns();
}

// Whether the model is as it was drawn.
function isNew() {
  return page.machine.is("idle", "failed") && page.shown.epoch === 0 && !page.touched;
}

// Give the columns that the page itself names their names in its language.
async function renameColumns() {
  page.data = await problemData(page.state);
  page.controls.build(page.state, page.data.names);
  showAnew();
  showCode();
}

function speak(code) {
  setLanguage(code);
  page.settings.language = code;
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
  rememberInLink();
  showCode();
}

// Load the Python that was chosen, beside the one that runs; then go on there, with the model as it is by
// then. told: what is to be said.
async function startPython(told = null) {
  const { runtime } = page.settings;
  const again = () => switchPython(runtime, told);
  if (!page.engine.worker) page.machine.go("loading");
  busy("python", true);
  say("loading");
  stopComplaining();
  if (typeof WebAssembly !== "object") {
    failToLoad(() => word("noWebAssembly"));
    return;
  }
  try {
    const python = await page.engine.load(runtime);
    if (python) atRest(() => inTurn(() => goOver(python, told)));
  } catch (error) {
    const key = error.kind === "cdn" ? "cdnFailed" : "loadFailed";
    failToLoad(() => word(key, { message: error.message }), again);
  }
}

async function goOver(python, told) {
  const state = page.model ? await withModelOfNow(page.state) : { ...page.state };
  if (!page.engine.use(python)) return; // another one was chosen meanwhile
  busy("python", false);
  page.model = null; // none is there yet
  const name = python.version.split(";").pop().trim().split(" (")[0].slice(0, 60);
  await configure(state, told || ["ready", { version: name }]);
}

// Go over to another Python, or stay with the one that runs; a training ends.
function switchPython(runtime, told = null) {
  page.settings.runtime = runtime;
  byId("runtime").value = runtime;
  setHidden(byId("slower"), true, byId("play"));
  rememberInLink();
  atRest(() => {
    if (!page.engine.worker || page.engine.runtime !== page.settings.runtime) startPython(told);
    else stayWithPython();
  });
}

function stayWithPython() {
  if (!page.engine.loading) return;
  page.engine.giveUp();
  busy("python", false);
  if (page.statusKey[0] === "loading") say("paused", figures());
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
  busy("python", false);
  if (page.engine.worker) {
    page.settings.runtime = byId("runtime").value = page.engine.runtime;
    rememberInLink();
    say("failedBefore");
  } else {
    page.model = null;
    page.machine.go("failed");
    say("failed");
  }
  showCode();
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
  stopClicksOnDisabled();
  byId("play").addEventListener("click", play);
  byId("step-epoch").addEventListener("click", stepEpoch);
  byId("step-row").addEventListener("click", stepRow);
  byId("reset").addEventListener("click", () => reset());
  byId("new-start").addEventListener("click", newStart);
  byId("projector").addEventListener("click", () => view(page.settings.view !== "show"));
  addEventListener("keydown", ({ key }) => {
    if (key === "F9" || (key === "Escape" && page.settings.view === "show"))
      view(page.settings.view !== "show");
  });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // what stands behind # in the address is the state
    byId("network").focus();
  });
  byId("copy-link").addEventListener("click", copyLink);
  byId("slower-switch").addEventListener("click", () => switchPython("pyodide"));
  byId("slower-hide").addEventListener("click", hideSlower);
  byId("speed").addEventListener("change", (event) => {
    page.settings.speed = event.target.value;
    if (page.machine.is("training")) page.engine.ask("speed", { speed: page.settings.speed });
    rememberInLink();
  });
  byId("problem").addEventListener("change", (event) => chooseProblem(event.target.value));
  byId("language").addEventListener("change", (event) => changeLanguage(event.target.value));
  byId("theme").addEventListener("change", (event) => {
    page.settings.theme = event.target.value;
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

// Take the state and the settings from the address bar.
function takeLink() {
  const { state, settings, lost } = linkedState();
  const told = lost ? ["tableLost"] : null;
  page.state ||= { ...state };
  page.settings = settings;
  inTurn(() => beginProblem(() => configure(state, told)));
  byId("speed").value = settings.speed;
  byId("theme").value = settings.theme;
  showView();
  setTheme();
  speak(settings.language || preferredLanguage());
  switchPython(settings.runtime, told);
}

async function begin() {
  if (typeof WebAssembly === "object") {
    page.engine.load(readLink(location.hash).settings.runtime).catch(() => {}); // told by startPython
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
  takeLink();
}

page.machine = new Machine(showPhase);
page.engine = new Engine(hear, ({ message }) =>
  failToLoad(() => word("broke", { message }), () => startPython()),
);
page.heat = new HeatView(byId("heat"), { asked: consider, edited: editPoints });
page.weight = new WeightField(byId("weight-editor"), weightMoved);
page.network = new NetworkView(byId("network-drawing"), {
  chosen: weightChosen,
  changed: weightMoved,
});
page.replay = new Replay(page.network, considerRow);
page.chart = new LossChart(byId("chart"));
page.rowsView = new RowsView(byId("rows"), byId("rows-more"), byId("confusion"), considerRow);
page.situation = new Situation(byId("situation-inputs"), (inputs) => consider(inputs));
page.controls = new Controls(
  { main: byId("model-controls"), more: byId("more-controls"), generated: byId("generated") },
  optionChanged,
);
begin();
