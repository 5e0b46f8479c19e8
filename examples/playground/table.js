// Read a table that a person pasted: with commas, semicolons or tabs, with names or without.

export const LIMITS = { rows: 2000, inputs: 64, characters: 1000000, classes: 10 };
const MISSING = ["", "?", "na", "n/a", "nan", "null"];

// Return the cells of each line, as {line, cells}; a quoted cell may hold separators and line ends.
function parse(text, separator, report) {
  const rows = [];
  let cells = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let start = 1;
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: start, cells });
    cells = [];
    cell = "";
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === "\n") line++;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text[i++];
      else quoted = false;
    } else if (character === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (character === separator) {
      cells.push(cell.trim());
      cell = "";
    } else if (character === "\n") {
      endRow();
      start = line;
    } else {
      cell += character;
    }
  }
  if (quoted) report(start, "errorQuote");
  endRow();
  return rows;
}

function guessSeparator(text) {
  const first = text.split("\n").find((line) => line.trim() !== "") || "";
  return ["\t", ";", ","].find((mark) => first.includes(mark)) || ",";
}

// Return the number that a cell is, or null. comma: 3,5 is a number.
function number(cell, comma) {
  const text = comma ? cell.replace(",", ".") : cell;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

// Return {names, rows, targets, classes, errors}. errors: [{line, key, values}], by line; rows and
// targets are those of the good lines. classes: the names of the target's, null for a number.
export function readTable(source, kind = "auto") {
  const errors = [];
  const report = (line, key, values = {}) => errors.push({ line, key, values });
  const nothing = { names: [], rows: [], targets: [], classes: null, errors };
  if (source.length > LIMITS.characters) {
    report(null, "errorLarge", LIMITS);
    return nothing;
  }
  const text = source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const separator = guessSeparator(text);
  const comma = separator !== ",";
  const table = parse(text, separator, report);
  if (!table.length) {
    report(null, "errorEmpty");
    return nothing;
  }
  const width = table[0].cells.length;
  const inputs = width - 1;
  if (width < 2) {
    report(table[0].line, "errorOneColumn");
    return nothing;
  }
  // Names stand above numbers: no cell of the first line is a number.
  const header = table.length > 1 && table[0].cells.every((cell) => number(cell, comma) === null);
  const names = header
    ? table.shift().cells
    : table[0].cells.map((_, k) => (k < inputs ? `x${k + 1}` : "y"));
  if (table.length > LIMITS.rows || inputs > LIMITS.inputs) {
    report(null, "errorLarge", LIMITS);
    return nothing;
  }
  const good = [];
  const labels = [];
  for (const { line, cells } of table) {
    if (cells.length !== width) {
      report(line, "errorCells", { found: cells.length, expected: width });
      continue;
    }
    const missing = cells.findIndex((cell) => MISSING.includes(cell.toLowerCase()));
    if (missing >= 0) {
      report(line, "errorMissing", { column: names[missing] });
      continue;
    }
    const row = cells.slice(0, inputs).map((cell) => number(cell, comma));
    const wrong = row.indexOf(null);
    if (wrong >= 0) {
      report(line, "errorNumber", { column: names[wrong], cell: cells[wrong].slice(0, 40) });
      continue;
    }
    good.push(row);
    labels.push({ line, text: cells[inputs], value: number(cells[inputs], comma) });
  }
  return {
    ...readTargets(good, labels, kind, names[inputs], report),
    names: names.slice(0, inputs),
    errors: errors.sort((a, b) => a.line - b.line),
  };
}

// Turn the last column into targets: numbers as they are, two classes as 0 and 1, more as one
// output each.
function readTargets(rows, labels, kind, column, report) {
  const numbers = labels.filter(({ value }) => value !== null).length;
  if (kind === "number" || (kind === "auto" && numbers > labels.length / 2)) {
    const keep = labels.map(({ value }) => value !== null);
    for (const { line, text, value } of labels) {
      if (value === null) report(line, "errorNumber", { column, cell: text.slice(0, 40) });
    }
    return {
      rows: rows.filter((_, r) => keep[r]),
      targets: labels.filter((_, r) => keep[r]).map(({ value }) => [value]),
      classes: null,
    };
  }
  const classes = [...new Set(labels.map(({ text }) => text))].sort();
  if (classes.length < 2 || classes.length > LIMITS.classes) {
    if (labels.length) report(null, "errorClasses", { count: classes.length });
    return { rows: [], targets: [], classes: null };
  }
  const place = labels.map(({ text }) => classes.indexOf(text));
  const targets =
    classes.length === 2
      ? place.map((k) => [k])
      : place.map((k) => classes.map((_, c) => Number(c === k)));
  return { rows, targets, classes };
}
