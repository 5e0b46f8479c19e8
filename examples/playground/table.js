// Read a table that a person pasted: its columns, numbers or texts, and which one is the target.

import { decimalMark, numbersOf } from "./numbers.js";

export const LIMITS = { rows: 2000, inputs: 64, characters: 1000000, classes: 10 };
const MISSING = ["", "?", "na", "n/a", "nan", "null"];
const SEPARATORS = ["\t", ";", "|", ",", " "];
const LOOKED_AT = 50; // lines, to find out the separator

// Return the cells of each line, as {line, cells}; a quoted cell may hold separators and line ends.
function parse(text, separator, report = () => {}) {
  const rows = [];
  let cells = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let start = 1;
  const endRow = () => {
    cells.push(cell.trim());
    const found = tidy(cells, separator);
    if (found.some((text_) => text_ !== "") || found.length > 1) rows.push({ line: start, cells: found });
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

// Several spaces part as one does; a line may begin and end with |, and be a rule of dashes.
function tidy(cells, separator) {
  if (separator === " ") return cells.filter((cell) => cell !== "");
  if (separator !== "|") return cells;
  const framed = cells.length > 2 && cells[0] === "" && cells.at(-1) === "";
  const inner = framed ? cells.slice(1, -1) : cells;
  return inner.every((cell) => /^:?-{2,}:?$/.test(cell)) ? [] : inner;
}

// Return the separator that gives lines of one width, and then most numbers.
function guessSeparator(text) {
  const sample = text.split("\n", LOOKED_AT).join("\n");
  let best = { mark: ",", score: 0 };
  for (const mark of SEPARATORS) {
    const rows = parse(sample, mark);
    const width = rows[0]?.cells.length ?? 0;
    if (width < 2) continue;
    const alike = rows.filter(({ cells }) => cells.length === width).length / rows.length;
    const body = rows.slice(1).flatMap(({ cells }) => cells);
    const numbers = numbersOf(body, null).filter((value) => value !== null).length;
    const score = alike + numbers / Math.max(body.length, 1);
    if (score > best.score + 1e-9) best = { mark, score };
  }
  return best.mark;
}

// Names stand above numbers, or above words that do not come again below.
function hasHeader(table) {
  const [first, ...rest] = table.map(({ cells }) => cells);
  if (!rest.length || numbersOf(first, null).some((value) => value !== null)) return false;
  if (numbersOf(rest.flat(), null).some((value) => value !== null)) return true;
  return !first.some((cell, k) => rest.some((cells) => cells[k] === cell));
}

// Return the columns' names, each another: those of the first line, if it has names.
function takeNames(table) {
  const width = table[0].cells.length;
  const usual = table[0].cells.map((_, k) => (k < width - 1 ? `x${k + 1}` : "y"));
  if (!hasHeader(table)) return usual;
  const names = [];
  table.shift().cells.forEach((cell, k) => {
    let name = cell || usual[k];
    for (let copy = 2; names.includes(name); copy++) name = `${cell || usual[k]} (${copy})`;
    names.push(name);
  });
  return names;
}

function cleaned(source) {
  return source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
}

// Return the names of a table's columns, [] where there is none to be seen.
export function columnNames(source) {
  const text = cleaned(source.slice(0, LIMITS.characters)).split("\n", LOOKED_AT).join("\n");
  const table = parse(text, guessSeparator(text));
  return table.length && table[0].cells.length > 1 ? takeNames(table) : [];
}

// Return a table's good lines, and report the others.
function goodLines(table, names, report) {
  return table.filter(({ line, cells }) => {
    if (cells.length !== names.length) {
      report(line, "errorCells", { found: cells.length, expected: names.length });
      return false;
    }
    const missing = cells.findIndex((cell) => MISSING.includes(cell.toLowerCase()));
    if (missing >= 0) report(line, "errorMissing", { column: names[missing] });
    return missing < 0;
  });
}

// Return what a column holds: {name, values}, or {name, categories, values} with their places.
// A text is one of a few categories; among numbers it is an error.
function readColumn(lines, k, name, usual, kind, report) {
  const cells = lines.map(({ cells: all }) => all[k]);
  const values = numbersOf(cells, usual);
  const numbers = values.filter((value) => value !== null).length;
  const asNumbers = kind === "number" || (kind === "auto" && 2 * numbers >= cells.length);
  if (asNumbers) {
    values.forEach((value, r) => {
      if (value !== null) return;
      report(lines[r].line, "errorNumber", { column: name, cell: cells[r].slice(0, 40) });
    });
    return { name, categories: null, values };
  }
  const categories = [...new Set(cells)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return { name, categories, values: cells.map((cell) => categories.indexOf(cell)) };
}

export function oneOfMany(count, chosen) {
  return Array.from({ length: count }, (_, k) => Number(k === chosen));
}

// Return {columns, names, rows, targets, classes, targetName, errors, hopeless}. target: the name of the
// target's column; the last one if there is no such. columns: {name, categories, first} of the
// inputs; a category is an input of its own, 1 or 0, from place first on. errors: [{line, key,
// values}], by line; rows and targets are those of the good lines. classes: the names of the
// target's, null for a number. hopeless: the names of the inputs with too many texts.
export function readTable(source, kind = "auto", target = "") {
  const errors = [];
  const report = (line, key, values = {}) => errors.push({ line, key, values });
  const nothing = { columns: [], names: [], rows: [], targets: [], classes: null, targetName: "y", errors, hopeless: [] };
  const refused = (line, key, values) => {
    report(line, key, values);
    return nothing;
  };
  if (source.length > LIMITS.characters) return refused(null, "errorLarge", LIMITS);
  const text = cleaned(source);
  const separator = guessSeparator(text);
  const table = parse(text, separator, report);
  if (!table.length) return refused(null, "errorEmpty");
  if (table[0].cells.length < 2) return refused(table[0].line, "errorOneColumn");
  const names = takeNames(table);
  if (table.length > LIMITS.rows || names.length - 1 > LIMITS.inputs) return refused(null, "errorLarge", LIMITS);
  const lines = goodLines(table, names, report);
  const usual = decimalMark(lines.flatMap(({ cells }) => cells)) || (separator === "," ? "." : null);
  const place = names.includes(target) ? names.indexOf(target) : names.length - 1;
  const read = names.map((name, k) => readColumn(lines, k, name, usual, k === place ? kind : "auto", report));
  const [goal] = read.splice(place, 1);
  const tooMany = ({ categories }) => categories && categories.length > LIMITS.classes;
  const hopeless = read.filter(tooMany);
  const badGoal = goal.categories && (tooMany(goal) || goal.categories.length < 2);
  const told = (column, key) => report(null, key, { column: column.name, count: column.categories.length });
  if (lines.length && badGoal) told(goal, "errorClasses");
  hopeless.forEach((column) => told(column, "errorCategories"));
  errors.sort((a, b) => a.line - b.line);
  if (badGoal || hopeless.length) return { ...nothing, hopeless: hopeless.map(({ name }) => name) };
  const good = lines.map((_, r) => r).filter((r) => [goal, ...read].every(({ values }) => values[r] !== null));
  return { ...asInputs(read, good), ...asTargets(goal, good), targetName: goal.name, errors, hopeless: [] };
}

// Return the text of a table without some of its columns.
export function withoutColumns(source, left) {
  const text = cleaned(source);
  const separator = guessSeparator(text);
  const table = parse(text, separator);
  const titled = hasHeader(table);
  const names = takeNames([...table]);
  const kept = names.map((name, k) => k).filter((k) => !left.includes(names[k]));
  const quoted = (cell) => (/[\s"]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = table.map(({ cells }) => kept.filter((k) => k < cells.length).map((k) => cells[k]));
  if (titled) lines[0] = kept.map((k) => names[k]);
  return lines.map((cells) => cells.map(quoted).join(separator)).join("\n");
}

function asInputs(read, good) {
  let first = 0;
  const columns = read.map(({ name, categories }) => {
    const column = { name, categories, first };
    first += categories ? categories.length : 1;
    return column;
  });
  const rows = good.map((r) =>
    read.flatMap(({ categories, values }) =>
      categories ? oneOfMany(categories.length, values[r]) : [values[r]],
    ),
  );
  const names = columns.flatMap(({ name, categories }) =>
    categories ? categories.map((category) => `${name}: ${category}`) : [name],
  );
  return { columns, names, rows };
}

// Two classes are 0 and 1, more of them have one output each.
function asTargets({ categories: classes, values }, good) {
  const many = classes && classes.length > 2;
  const targets = good.map((r) => (many ? oneOfMany(classes.length, values[r]) : [values[r]]));
  return { targets, classes };
}
