// A plain script, which browsers run even where they load no module: from a file, opened by a
// double click. It shows what to do then, and nothing else.
if (location.protocol === "file:") document.documentElement.dataset.from = "file";
