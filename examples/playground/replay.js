// One step of learning, replayed on the network: play, pause, a moment on or back, or drag.

import { optionsOf, rateNow } from "./data.js";
import { byId, element, setText, show } from "./dom.js";
import { setDisabled, setHidden } from "./focus.js";
import { busy, messageOf, page } from "./page.js";
import { ReplayPicture } from "./replay_picture.js";
import { Story, momentsOf, strongestWires } from "./replay_story.js";
import { word } from "./words.js";

const PHASES = ["start", "forward", "error", "back", "change", "end"];
const SLOWEST = 1300; // milliseconds of a moment
const FASTEST = 220;
const WHOLE = 26000; // of a replay, where its moments are many

export class Replay {
  // considerRow(r) takes the page to a row.
  constructor(network, considerRow) {
    Object.assign(this, { network, considerRow });
    this.picture = new ReplayPicture(network);
    this.position = 0; // moment k is done at k; between k - 1 and k it is under way
    this.row = 0; // of the table, or null for the new situation
    this.story = null;
    this.asked = ""; // what the story was asked of
    this.timer = 0;
    this.ticked = 0;
    this.showing = []; // what was shown last
    this.serial = 0; // of the model
    this.trained = false; // since the story was told
    byId("replay-play").addEventListener("click", () => (this.timer ? this.pause() : this.play()));
    byId("replay-back").addEventListener("click", () => this.step(-1));
    byId("replay-on").addEventListener("click", () => this.step(1));
    byId("replay-row").addEventListener("change", (event) => this.choose(event.target.value));
    byId("replay-slider").addEventListener("input", (event) => this.dragTo(Number(event.target.value)));
    byId("replay-slider").addEventListener("keydown", (event) => this.key(event));
    byId("replay-all").addEventListener("toggle", () => this.showAll());
    byId("replay-phases").append(...PHASES.map((phase) => this.phaseButton(phase)));
  }

  phaseButton(phase) {
    return element("button", {
      type: "button",
      "data-phase": phase,
      "data-word": `replay_${phase}`,
      onclick: () => this.goTo(phase),
    });
  }

  // Begin anew with another model; with the same one, in another size or language, stay there.
  build() {
    const { rows, held } = page.data;
    if (this.serial !== page.serial) {
      this.row = page.chosenRow ?? busiest(rows, page.data.learn);
      this.position = 0;
      this.serial = page.serial;
    }
    const out = new Set(held);
    byId("replay-row").replaceChildren(
      ...rows.map((_, r) =>
        element("option", {
          value: r + 1,
          text: out.has(r) ? word("replayRowHeld", { row: r + 1 }) : String(r + 1),
        }),
      ),
      element("option", { value: "", text: word("situationShort") }),
    );
    this.wait();
  }

  moments() {
    return this.story ? this.story.moments : momentsOf(page.model.sizes, "epoch");
  }

  // --- Which step, of which row

  // The row that the page considers, or null: a new situation.
  considered(r) {
    if (r !== null) this.row = r;
    else if (this.row !== null) this.moveTo(0); // the situation is no longer that of the row
    this.update();
  }

  choose(value) {
    this.row = value === "" ? null : Number(value) - 1;
    if (this.row !== null) this.considerRow(this.row);
    this.update();
  }

  // Look at the model as it is now. While it learns the replay waits.
  async update() {
    const { epoch, row, parameters, answers } = page.shown;
    if (!page.model || !parameters.length) return;
    if (page.machine.is("training", "pausing")) {
      if (this.story) this.wait();
      this.trained = true;
      return;
    }
    if (page.machine.is("loading") || answers !== page.asked) return; // what is shown is to change
    const x = this.row === null ? page.data.expand(page.state.situation) : null;
    const options = optionsOf(page.state, page.data);
    const asked = JSON.stringify([page.serial, this.row, x, epoch, row, options, parameters]);
    if (asked === this.asked) return;
    this.asked = asked;
    busy("replay", true);
    try {
      const step = await page.engine.ask("replay", { row: this.place(), rate: rateNow(), x });
      if (asked === this.asked) this.tell(step);
    } catch (error) {
      if (asked === this.asked) this.fail(error);
    }
    if (asked === this.asked) busy("replay", false);
  }

  // A step that neuron.py refuses: the page says so where the step would be.
  fail(error) {
    const { asked } = this;
    this.position = 0;
    this.wait();
    this.asked = asked;
    setText(byId("replay-step"), messageOf(error));
  }

  // The place of the row in the worker's order: learned, then held out.
  place() {
    if (this.row === null) return null;
    const { learn, held } = page.data;
    return [...learn, ...held].indexOf(this.row);
  }

  tell(step) {
    this.story = new Story(step, {
      sizes: page.model.sizes,
      bias: page.state.bias,
      activations: page.model.activations,
      parameters: page.shown.parameters,
      loss: page.state.loss,
      unitName: (layer, unit) => this.network.unitName(layer, unit),
      row: this.row === null ? "" : this.row + 1,
    });
    if (this.trained && !step.taken) this.position = 0; // after one epoch it stays there
    this.trained = false;
    this.position = Math.min(this.position, this.moments().length - 1);
    this.show();
  }

  // What is told is no longer so.
  wait() {
    this.pause();
    busy("replay", false);
    this.story = null;
    this.asked = "";
    this.show();
  }

  // --- Moving

  play() {
    if (!this.story) return;
    this.lookAtRow();
    const last = this.moments().length - 1;
    if (this.position >= last) this.position = 0;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const each = Math.min(SLOWEST, Math.max(FASTEST, WHOLE / last));
    this.ticked = performance.now();
    this.timer = setTimeout(() => this.tick(each, last, still), 0);
    this.showPlay();
  }

  // Go on by the time that has passed; where people want less motion, by whole moments.
  tick(each, last, still) {
    const now = performance.now();
    const { phase } = this.moments()[this.moment()];
    const next = still ? Math.floor(this.position) + 1 : this.position + (now - this.ticked) / each;
    this.ticked = now;
    this.moveTo(Math.min(next, last));
    if (this.moments()[this.moment()].phase !== phase) this.announce();
    if (this.position >= last) this.pause();
    else this.timer = setTimeout(() => this.tick(each, last, still), still ? each : 16);
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.showPlay();
  }

  // Take the whole page to the row, so that all of it shows the same one.
  lookAtRow() {
    if (this.row !== null && page.chosenRow !== this.row) this.considerRow(this.row);
  }

  step(by) {
    this.pause();
    this.lookAtRow();
    this.moveTo(by > 0 ? Math.floor(this.position) + 1 : Math.ceil(this.position) - 1);
    this.announce();
  }

  goTo(phase) {
    this.pause();
    this.lookAtRow();
    this.moveTo(this.moments().findIndex((moment) => moment.phase === phase));
    this.announce();
  }

  // The slider's keys go by whole moments; dragged, it stops anywhere.
  key(event) {
    const last = this.moments().length - 1;
    const to = {
      ArrowRight: Math.floor(this.position) + 1,
      ArrowUp: Math.floor(this.position) + 1,
      ArrowLeft: Math.ceil(this.position) - 1,
      ArrowDown: Math.ceil(this.position) - 1,
      PageUp: Math.floor(this.position) + 5,
      PageDown: Math.ceil(this.position) - 5,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.dragTo(to);
  }

  dragTo(position) {
    if (!this.story) {
      this.show(); // the slider goes back
      return;
    }
    this.pause();
    this.lookAtRow();
    this.moveTo(position);
  }

  moveTo(position) {
    if (!this.story) return;
    this.position = Math.max(0, Math.min(position, this.moments().length - 1));
    this.show();
  }

  // --- Showing

  // The moment that is under way, or done.
  moment() {
    return Math.ceil(this.position);
  }

  // The numbers that the network is to show in place of those of now.
  shown() {
    return this.story && this.position > 0
      ? this.story.step.layers.map(({ y }, k) => ({ x: k ? null : this.story.step.x, y }))
      : null;
  }

  show() {
    const k = this.moment();
    const slider = byId("replay-slider");
    slider.max = this.moments().length - 1;
    slider.value = this.position;
    if (this.story && this.position > 0) this.picture.draw(this.story, k, this.position - k + 1);
    else this.picture.clear();
    const now = [this.story, k, this.position > 0, this.row];
    if (this.story && now.every((value, n) => value === this.showing[n])) return;
    this.showing = now;
    this.showControls(k);
    this.showMoment(k);
  }

  showControls(k) {
    const moments = this.moments();
    byId("replay-row").value = this.row === null ? "" : this.row + 1;
    for (const id of ["replay-play", "replay-back", "replay-on", "replay-slider"])
      setDisabled(byId(id), !this.story);
    for (const button of byId("replay-phases").children) {
      const { phase } = button.dataset;
      const current = this.story !== null && phase === moments[k].phase;
      setHidden(button, !moments.some((moment) => moment.phase === phase), byId("replay-on"));
      setDisabled(button, !this.story);
      button.setAttribute("aria-current", String(current));
    }
    byId("replay-panel").classList.toggle("waiting", !this.story);
    byId("replay-bar").classList.toggle("active", this.position > 0);
  }

  showMoment(k) {
    const learning = page.machine?.is("training", "pausing");
    const waits = learning ? word("replayWaits") : "";
    const caption = this.story ? this.story.caption(this.moments()[k]) : "";
    setText(byId("replay-step"), this.story ? this.story.says() : waits);
    setText(byId("replay-says"), caption);
    byId("replay-slider").setAttribute("aria-valuetext", caption);
    if (!this.story) return;
    this.showNumbers();
    this.showFormulas(this.moments()[k]);
    this.showWire();
    this.showAll();
  }

  // The units' numbers: those of the row while it is replayed.
  showNumbers() {
    const shown = this.shown() || page.shown.explained;
    if (shown) this.network.setOutputs(shown);
  }

  showFormulas(moment) {
    if (this.told === moment) return;
    this.told = moment;
    const { story } = this;
    const parts = story.lines(moment).map(line);
    if (moment.phase === "start" && page.state.scaled)
      parts.push(element("p", { class: "hint", text: word("scaledBy") }));
    if (moment.phase === "change") parts.push(changesTable(story, moment));
    if (moment.phase === "end") parts.push(answers(story, moment));
    byId("replay-moment").replaceChildren(
      ...(parts.length ? parts : [line([story.news(moment), ""])]),
    );
  }

  // The formula of the selected wire.
  showWire() {
    const index = this.network.selected;
    const key = this.story && `${this.asked} ${index}`;
    if (this.wireTold === key) return;
    this.wireTold = key;
    const box = byId("replay-wire");
    if (index === null || !this.story) {
      box.replaceChildren();
      return;
    }
    box.replaceChildren(...this.story.wireLines(this.network.places[index], index).map(line));
  }

  showPlay() {
    const word_ = word(this.timer ? "replayPause" : "replayPlay");
    setText(byId("replay-play-word"), word_);
    byId("replay-play-icon").setAttribute(
      "d",
      this.timer ? "M6 4h4v16H6zM14 4h4v16h-4z" : "M7 4v16l13-8z",
    );
  }

  // All moments as a list, for those who read or hear them.
  showAll() {
    if (!byId("replay-all").open || !this.story || this.listed === this.story) return;
    this.listed = this.story;
    byId("replay-list").replaceChildren(
      ...this.story.moments.map((moment) =>
        element("li", { text: this.story.caption(moment) }),
      ),
    );
  }

  // Say it to assistive technology; the slider says its own moments.
  announce() {
    setText(byId("replay-live"), byId("replay-says").textContent);
  }
}

// The first row, of those learned, with the most inputs that are not 0: it moves the most weights.
function busiest(rows, learn) {
  if (page.data.picture) return learn[0];
  const counts = learn.map((r) => rows[r].filter((x) => x !== 0).length);
  return learn[counts.indexOf(Math.max(...counts))];
}

function line([text, result]) {
  return element(
    "div",
    { class: "line" },
    text,
    ...(result ? [element("span", { class: "total", text: result })] : []),
  );
}

function changesTable(story, { layer, unit }) {
  const { shown, rest } = strongestWires(story.changes(layer, unit));
  const head = (key) => element("th", { scope: "col", text: word(key) });
  const cell = (x, k) =>
    element("td", { class: "number", title: String(x), text: show(x, k === 1 ? 4 : 6) });
  return element(
    "div",
    {},
    element(
      "table",
      { class: "changes" },
      element(
        "thead",
        {},
        element("tr", {}, ...["replayFrom", "replayBefore", "replayChange", "replayAfter"].map(head)),
      ),
      element(
        "tbody",
        {},
        ...shown.map((wire) =>
          element(
            "tr",
            {},
            element("th", { scope: "row", text: story.from(wire) }),
            ...[wire.before, wire.value, wire.after].map(cell),
          ),
        ),
      ),
    ),
    ...(rest ? [element("p", { class: "hint", text: word("replayRest", { count: rest }) })] : []),
  );
}

function answers(story, { layer }) {
  const { y } = story.step.layers[layer - 1];
  return element(
    "div",
    {},
    ...story.step.answer.map((after, k) =>
      line([
        `${story.view.unitName(layer, k)}: ${show(y[k])} → ${show(after)}; ` +
          `${word("target")} ${show(story.step.targets[k])}`,
        "",
      ]),
    ),
  );
}
