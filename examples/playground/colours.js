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
    cache = { positive: read("--positive"), negative: read("--negative"), zero: read("--zero"),
      card: read("--card"), ink: read("--ink"), held: read("--held") };
    cache.classes = [cache.negative, cache.positive, [46, 160, 103]];
  }
  return cache;
}

export function forgetColours() {
  cache = null;
}

export function mix(a, b, share) {
  return a.map((value, k) => Math.round(value + (b[k] - value) * share));
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
