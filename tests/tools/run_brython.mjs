// node run_brython.mjs NODE_MODULES NEURON SCRIPT: run the script on Brython, Python in JavaScript.

import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [modules, library, script] = process.argv.slice(2);

// What Brython takes from the page that it expects to be in.
const origin = "http://localhost";
const nothing = () => [];
Object.assign(globalThis, {
  self: globalThis,
  window: globalThis,
  module: {},
  location: { href: `${origin}/page.html`, origin, pathname: "/page.html" },
  addEventListener: nothing,
  document: {
    currentScript: { src: `${origin}/brython.js` },
    getElementsByTagName: nothing,
    querySelectorAll: nothing,
    dispatchEvent: nothing,
  },
});
Set.prototype.difference ??= function (other) {  // as of Node 22; Brython's own one fails
  return new Set([...this].filter((item) => !other.has(item)));
};

for (const file of ["brython.js", "brython_stdlib.js"]) {
  runInThisContext(readFileSync(`${modules}/brython/${file}`, "utf8"));
}
const source = readFileSync(library, "utf8");
__BRYTHON__.update_VFS({ neuron: [".py", source, ["array", "json", "math", "os"]] });
try {
  __BRYTHON__.runPythonSource(readFileSync(script, "utf8"), "__main__");
} catch (error) {  // which Brython has shown
  process.exit(1);
}
