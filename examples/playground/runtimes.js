// Load a Python, MicroPython or Pyodide, and hand it the files: from a copy in node_modules where
// there is one, else from a CDN, of which nothing is taken but what has the hashes below. They are
// those of the files in the npm packages: openssl dgst -sha384 -binary FILE | base64 -w0

const PACKAGES = {
  micropython: {
    name: "@micropython/micropython-webassembly-pyscript",
    version: "1.27.0",
    module: "micropython.mjs",
    hashes: {
      "micropython.mjs": "pTh27vwgwbrlkqcpneJMeWRhpWWQa5WuHBP/4mwjXhfosEA2GUsdwFlMQAJj32RJ",
      "micropython.wasm": "7mV+jZUdH323Mlou5O1DcMg5PC7VYJpWhjAgBL7/haGBA2kc8+GlMBKugmhhn0Zl",
    },
  },
  pyodide: {
    name: "pyodide",
    version: "314.0.7",
    module: "pyodide.mjs",
    hashes: {
      "pyodide.mjs": "Lp79fMwxa4n2BLtugpUAoQMlbxIdg8iCUiP1r3h7nJLkQjwlXT1JzZTeHVL+f4Dg",
      "pyodide.asm.mjs": "/2281iaC0Iimw0B3Kagy1DBfZcJG3W4KYW+EmOqhsdY3fR9BJ88FE2Zt6y0KQKpa",
      "pyodide.asm.wasm": "y++qrQ72KPA1fTjLIuGMP+jppgGxjbLCgfdb0zMrnNnQVhxRUXTOTF6rTxNzllSu",
      "python_stdlib.zip": "xW3A5jmenkrPXbsgrIaB1FCJh9OuLT7FRMagsJMgtlhVc19k/mSy3+7nMaF/d767",
      "pyodide-lock.json": "o8SQQvpVlZnOl04+3dFTJipKxul9GbViVusA379wlOrfHSgxbzt0yPiqCTxOiYES",
    },
  },
};

function importText(text) {
  return import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
}

const pystack = 16384; // words; a call with an argument for each of 2,000 rows needs more than usual

// Between two calls MicroPython collects its garbage, after each 16 KB unless told otherwise. To search
// the memory that a large table takes lasts as long as a slice of training: so let that be rare.
const COLLECT_AFTER = 4 * 1024 * 1024; // bytes

async function startMicroPython({ loadMicroPython }, url) {
  const python = await loadMicroPython({ pystack, url });
  python.runPython(`import gc\ngc.threshold(${COLLECT_AFTER})`);
  return python;
}

// Fetch a package's files, all of them or none, each with the right hash.
async function fetchHashed(folder, hashes) {
  const files = Object.entries(hashes).map(async ([file, hash]) => {
    const response = await fetch(folder + file, { integrity: `sha384-${hash}` });
    if (!response.ok) throw new Error(`${folder}${file}: ${response.status}`);
    return [file, await response.blob()];
  });
  try {
    return Object.fromEntries(await Promise.all(files));
  } catch (error) {
    throw Object.assign(error, { kind: "cdn" });
  }
}

// Return {folder, load}: load(file) imports a module of the package, from node_modules or the CDN.
async function findPackage({ name, version, module, hashes }, root) {
  const here = `${root}node_modules/${name}/`;
  try {
    await import(here + module);
    return { folder: here, load: (file) => import(here + file) };
  } catch {
    // There is no copy here.
  }
  const folder = `https://cdn.jsdelivr.net/npm/${name}@${version}/`;
  const files = await fetchHashed(folder, hashes);
  // From now on nothing but these files can be fetched.
  self.fetch = async (resource) => {
    const file = String(resource).replace(folder, "");
    const type = file.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    const status = files[file] ? 200 : 404;
    return new Response(files[file], { status, headers: { "content-type": type } });
  };
  return { folder, load: (file) => importText(files[file]) };
}

// Return {version, ask}: ask(question, text) calls answer() of session.py.
export async function loadPython(name, root, files, bundled) {
  let python;
  if (bundled) {
    const loader = await importText(bundled.module);
    const wasm = new Blob([bundled.wasm], { type: "application/wasm" });
    python = await startMicroPython(loader, URL.createObjectURL(wasm));
  } else {
    const { folder, load } = await findPackage(PACKAGES[name], root);
    const loader = await load(PACKAGES[name].module);
    if (name === "pyodide") {
      const { default: createPyodideModule } = await load("pyodide.asm.mjs");
      python = await loader.loadPyodide({ indexURL: folder, createPyodideModule });
    } else {
      python = await startMicroPython(loader, `${folder}micropython.wasm`);
    }
  }
  for (const [path, text] of Object.entries(files)) {
    python.FS.writeFile(path, text);
  }
  python.runPython("import sys\nfrom session import answer\nversion = sys.version");
  const answer = python.globals.get("answer");
  return { version: python.globals.get("version"), ask: answer };
}
