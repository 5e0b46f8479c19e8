// The words of the page, in the language that is chosen. They come from words.json alone: a
// language added there is offered here.

let languages = { en: {} };
let current = "en";

export function setWords(table) {
  languages = table;
}

// Return [code, its own name] of each language.
export function languageNames() {
  return Object.entries(languages).map(([code, words]) => [code, words.languageName]);
}

export function language() {
  return current;
}

export function setLanguage(code) {
  current = Object.hasOwn(languages, code) ? code : "en";
  document.documentElement.lang = current;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
}

// Return the language of the browser, if the page speaks it.
export function preferredLanguage() {
  const wanted = (navigator.languages || ["en"]).map((tag) => tag.slice(0, 2));
  return wanted.find((code) => Object.hasOwn(languages, code)) || "en";
}

// Return the words for a key, with the values in place of {names}; of {name:one|more}, the part that
// fits the number of that name.
export function word(key, values = {}) {
  const words = languages[current];
  const text = Object.hasOwn(words, key) ? words[key] : key;
  return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (all, name, one, more) => {
    if (!(name in values)) return all;
    if (one === undefined) return values[name];
    return String(values[name]) === "1" ? one : more;
  });
}
