// A pad of 8x8 pixels to draw a digit on, with a pointer or with the keyboard.

import { colours, mix } from "./colours.js";
import { element, paint } from "./dom.js";
import { word } from "./words.js";

const PAD_SIDE = 8;

export class Pad {
  // changed(pixels) is called with 64 numbers from 0 to 1.
  constructor(box, changed) {
    this.pixels = Array(PAD_SIDE * PAD_SIDE).fill(0);
    this.cursor = 0;
    this.onChanged = changed;
    this.canvas = element("canvas", {
      class: "pad",
      width: PAD_SIDE,
      height: PAD_SIDE,
      tabindex: 0,
      role: "application",
      "aria-label": word("drawPad"),
      onkeydown: (event) => this.key(event),
    });
    this.said = element("span", { class: "unseen", role: "status" });
    const clear = element("button", {
      type: "button",
      text: word("clear"),
      onclick: () => {
        this.set(Array(PAD_SIDE * PAD_SIDE).fill(0));
        changed(this.pixels);
      },
    });
    box.replaceChildren(element("div", { class: "pad-box" }, this.canvas, clear, this.said));
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      this.stroke(event);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (this.canvas.hasPointerCapture(event.pointerId)) this.stroke(event);
    });
    this.draw();
  }

  set(pixels) {
    this.pixels = [...pixels];
    this.draw();
  }

  // A round brush: a pixel gets darker the nearer its middle is to the pointer.
  stroke(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * PAD_SIDE - 0.5;
    const y = ((event.clientY - box.top) / box.height) * PAD_SIDE - 0.5;
    this.pixels = this.pixels.map((value, k) => {
      const distance = Math.hypot((k % PAD_SIDE) - x, Math.floor(k / PAD_SIDE) - y);
      const ink = Math.min(Math.max(1.35 - distance, 0), 1);
      return Math.round(Math.max(value, ink) * 16) / 16;
    });
    this.draw();
    this.onChanged(this.pixels);
  }

  key(event) {
    const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -PAD_SIDE, ArrowDown: PAD_SIDE }[
      event.key
    ];
    if (move !== undefined) {
      this.cursor = Math.min(Math.max(this.cursor + move, 0), PAD_SIDE * PAD_SIDE - 1);
    } else if (event.key === " ") {
      this.pixels[this.cursor] = this.pixels[this.cursor] > 0.5 ? 0 : 1;
      this.onChanged(this.pixels);
    } else {
      return;
    }
    event.preventDefault();
    this.said.textContent = word("drawAt", {
      column: (this.cursor % PAD_SIDE) + 1,
      row: Math.floor(this.cursor / PAD_SIDE) + 1,
      value: this.pixels[this.cursor],
    });
    this.draw(true);
  }

  draw(cursor = false) {
    const { card, ink, positive } = colours();
    paint(this.canvas, PAD_SIDE, (k) => {
      const colour = mix(card, ink, this.pixels[k]);
      return cursor && k === this.cursor ? mix(colour, positive, 0.5) : colour;
    });
  }
}
