// Where the page's files are: on the server, or inside the page if it is the classroom's bundle.

const BUNDLE = globalThis.PLAYGROUND_BUNDLE; // {path: gzip in base64}; worker.js: text

export function rootFolder() {
  return BUNDLE ? "" : new URL("../../", import.meta.url).href;
}

async function unpack(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// Return the text of a file, by its path in the repository.
export async function textOf(path) {
  if (BUNDLE) return new TextDecoder().decode(await unpack(BUNDLE[path]));
  const response = await fetch(rootFolder() + path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}

// Return MicroPython's own files, if they are in the page.
export async function bundled() {
  if (!BUNDLE) return null;
  return {
    module: new TextDecoder().decode(await unpack(BUNDLE["micropython.mjs"])),
    wasm: await unpack(BUNDLE["micropython.wasm"]),
  };
}

export function isBundle() {
  return Boolean(BUNDLE);
}

// Start the worker from a script in the page, as such a worker keeps to the page's policy, which one
// from a server would not. From file://, browsers start no module: the bundle's is a plain script.
export function newWorker() {
  const address = (script) => URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  if (BUNDLE) return new Worker(address(BUNDLE["worker.js"]));
  const { href } = new URL("worker.js", import.meta.url);
  return new Worker(address(`import ${JSON.stringify(href)};`), { type: "module" });
}
