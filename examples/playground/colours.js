// The colours of pictures, as style.css has them for light and dark.

let cache = null;

function rgb(text) {
  const value = parseInt(text.trim().slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function colours() {
  if (!cache) {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => rgb(style.getPropertyValue(name));
    cache = {
      positive: read("--positive"),
      negative: read("--negative"),
      zero: read("--zero"),
      card: read("--card"),
      ink: read("--ink"),
      good: read("--good"),
      bad: read("--bad"),
      levels: {},
    };
  }
  return cache;
}

export function forgetColours() {
  cache = null;
}

export function mix(a, b, share) {
  return a.map((value, k) => Math.round(value + (b[k] - value) * share));
}

const HUES = ["negative", "positive"];
const OTHER_CLASSES = [
  [46, 160, 103],
  [158, 90, 200],
  [200, 60, 110],
  [140, 120, 30],
  [20, 150, 165],
  [120, 110, 230],
  [170, 90, 60],
  [110, 120, 130],
];

export function classColour(k) {
  return k < HUES.length ? colours()[HUES[k]] : OTHER_CLASSES[k - HUES.length];
}

// A map comes from the worker as text: "!" for the lowest output, "~" for the highest.
export const FIRST_LEVEL = 33;
const LEVELS = 93;

// The colour of each level, mixed into that of a card.
export function levelColours(share) {
  const { card, levels } = colours();
  if (!levels[share]) {
    levels[share] = Array.from({ length: LEVELS + 1 }, (_, level) =>
      mix(card, diverging((2 * level) / LEVELS - 1), share),
    );
  }
  return levels[share];
}

// The colour of each level of an output that stands for class k, or of a single one.
export function outputLevels(k, outputs) {
  if (outputs === 1) return levelColours(1);
  const { card, levels } = colours();
  const name = `class ${k}`;
  if (!levels[name]) {
    levels[name] = Array.from({ length: LEVELS + 1 }, (_, level) =>
      mix(card, classColour(k), level / LEVELS),
    );
  }
  return levels[name];
}

// From -1 (orange) over 0 to 1 (blue).
export function diverging(x) {
  const { positive, negative, zero } = colours();
  const share = Math.min(Math.abs(x), 1);
  return mix(zero, x < 0 ? negative : positive, Math.sqrt(share) * 0.9 + 0.1 * share);
}

export function css([r, g, b], alpha = 1) {
  return `rgb(${r} ${g} ${b} / ${alpha})`;
}
