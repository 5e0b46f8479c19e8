// Load a Python, MicroPython or Pyodide, and hand it the files: from a copy in node_modules where
// there is one, else from a CDN.

const PACKAGES = {
  micropython: {
    name: "@micropython/micropython-webassembly-pyscript",
    version: "1.27.0",
    module: "micropython.mjs",
  },
  pyodide: { name: "pyodide", version: "314.0.7", module: "pyodide.mjs" },
};

async function importFrom(folders, file) {
  let problem;
  for (const folder of folders) {
    try {
      return { module: await import(folder + file), folder };
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

// Return {version, ask}: ask(question, text) calls answer() of session.py.
export async function loadPython(name, root, files, bundled) {
  const { name: packageName, version, module } = PACKAGES[name];
  const folders = [
    `${root}node_modules/${packageName}/`,
    `https://cdn.jsdelivr.net/npm/${packageName}@${version}/`,
  ];
  let python;
  if (name === "pyodide") {
    const { module: loader, folder } = await importFrom(folders, module);
    python = await loader.loadPyodide({ indexURL: folder });
  } else if (bundled) {
    const url = (data, type) => URL.createObjectURL(new Blob([data], { type }));
    const loader = await import(url(bundled.module, "text/javascript"));
    python = await loader.loadMicroPython({ url: url(bundled.wasm, "application/wasm") });
  } else {
    const { module: loader, folder } = await importFrom(folders, module);
    python = await loader.loadMicroPython({ url: `${folder}micropython.wasm` });
  }
  for (const [path, text] of Object.entries(files)) {
    python.FS.writeFile(path, text);
  }
  python.runPython("import sys\nfrom session import answer\nversion = sys.version");
  const answer = python.globals.get("answer");
  return { version: python.globals.get("version"), ask: answer };
}
