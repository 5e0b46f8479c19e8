// node run_micropython.mjs NODE_MODULES NEURON SCRIPT: run the script on MicroPython for the web.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, library, script] = process.argv.slice(2);
const folder = `${modules}/@micropython/micropython-webassembly-pyscript`;
const { loadMicroPython } = await import(pathToFileURL(`${folder}/micropython.mjs`));
const python = await loadMicroPython();
python.FS.writeFile("neuron.py", readFileSync(library));
python.runPython(readFileSync(script, "utf8"));
