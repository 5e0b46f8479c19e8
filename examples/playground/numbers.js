// Numbers as people write them: 3.5 and 3,5, 1.234,50 and 1,234.50, with either minus sign.

const MARKS = {
  ",": { groups: /^[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/, plain: /^(\d+,?\d*|,\d+)$/ },
  ".": { groups: /^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/, plain: /^(\d+\.?\d*|\.\d+)$/ },
};
const EXPONENT = /e[+-]?\d+$/i;
const SPACED = /^([1-9]\d{0,2})(([ '\u00a0\u202f’]\d{3})+)(?!\d)/; // 1 234,5 and 1'234.5

// Return {sign, digits, exponent} of a text, without spaces between groups.
function pieces(text) {
  let digits = text.trim().replace(/[\u2212\u2013]/g, "-");
  const sign = /^[+-]/.test(digits) ? digits[0] : "";
  digits = digits.slice(sign.length);
  const exponent = EXPONENT.exec(digits)?.[0] || "";
  digits = digits.slice(0, digits.length - exponent.length);
  digits = digits.replace(SPACED, (_, first, rest) => first + rest.replace(/\D/g, ""));
  return { sign, digits, exponent };
}

// Return the number, its decimals after this mark, or null.
function withMark(text, mark) {
  const { sign, digits, exponent } = pieces(text);
  const { groups, plain } = MARKS[mark];
  if (!groups.test(digits) && !plain.test(digits)) return null;
  const other = mark === "," ? "." : ",";
  const value = Number(sign + digits.replaceAll(other, "").replace(mark, ".") + exponent);
  return Number.isFinite(value) ? value : null;
}

// Return the mark before the decimals: null where there is none, "either" for 1,234 and 1.234.
function markOf(text) {
  const comma = withMark(text, ",");
  const point = withMark(text, ".");
  if (comma === null && point === null) return null;
  if (comma === null) return ".";
  if (point === null) return ",";
  return comma === point ? null : "either";
}

// Return the mark before the decimals that these cells show beyond doubt: null if none, or both.
export function decimalMark(cells) {
  const marks = new Set(cells.map(markOf));
  if (marks.has(",") === marks.has(".")) return null;
  return marks.has(",") ? "," : ".";
}

// Return the numbers in a column's cells, null for what is none. Where 1,234 is all that the column
// has, usual says which mark is that of decimals; null: the one that is there. In a column with both
// marks such a cell is no number, as nobody can know.
export function numbersOf(cells, usual) {
  const marks = cells.map(markOf);
  const both = marks.includes(",") && marks.includes(".");
  const mark = decimalMark(cells) || usual;
  return cells.map((cell, k) => {
    if (marks[k] !== "either") return withMark(cell, marks[k] || ".");
    if (both) return null;
    return withMark(cell, mark || (cell.includes(",") ? "," : "."));
  });
}

// Return the number that was typed into a field, or null: a single mark is that of decimals.
export function typedNumber(text) {
  const { digits } = pieces(text);
  const plain = [",", "."].find((mark) => MARKS[mark].plain.test(digits));
  return withMark(text, plain || (withMark(text, ",") === null ? "." : ","));
}

// Return a number as a field shows it.
export function written(x) {
  return x === null || x === undefined ? "" : String(x).replaceAll("-", "−");
}
