// node run_pyodide.mjs NODE_MODULES NEURON SCRIPT: run the script on CPython in WebAssembly.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, library, script] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${modules}/pyodide/pyodide.mjs`));
const python = await loadPyodide();
python.FS.writeFile("neuron.py", readFileSync(library));
python.runPython(readFileSync(script, "utf8"));
