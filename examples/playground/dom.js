// Small helpers to build the page. Text only ever becomes text, never HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined)
      node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function drawn(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

export function byId(id) {
  return document.getElementById(id);
}

// A number for people: up to so many significant digits, a real minus sign, no trailing zeros.
export function show(x, digits = 6) {
  if (x === null || x === undefined || Number.isNaN(x)) return "–";
  if (x === 0) return "0";
  const size = Math.abs(x);
  let text;
  if (size >= 1e6 || size < 1e-4) {
    text = x.toExponential(Math.max(digits - 3, 1)).replace(/\.?0+e/, "e");
  } else {
    text = x.toPrecision(digits);
    if (text.includes("e")) text = String(Math.round(x));
    if (text.includes(".")) text = text.replace(/\.?0+$/, "");
  }
  return text.replaceAll("-", "−");
}

// Print with so many decimals, as a column of outputs wants it.
export function fixed(x, decimals) {
  return x === null || x === undefined ? "–" : x.toFixed(decimals).replace(/^-(?=[0.]*$)/, "").replace("-", "−");
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Paint a small square canvas, size by size, from colour(k).
export function paint(canvas, size, colour) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(size, size);
  for (let k = 0; k < size * size; k++) {
    const [r, g, b] = colour(k);
    image.data.set([r, g, b, 255], 4 * k);
  }
  if (canvas.width !== size) {
    canvas.width = size;
    canvas.height = size;
  }
  context.putImageData(image, 0, 0);
}
