// The page's end of the worker: ask it, and hear from it while it trains.

import { bundled, newWorker, rootFolder, textOf } from "./resources.js";

export class Engine {
  // hear(message) is called with what the worker says unasked.
  // lost(error): it broke down, and nothing will come any more.
  constructor(hear, lost) {
    Object.assign(this, { hear, lost });
    this.waiting = new Map();
    this.next = 1;
    this.worker = null; // of the Python that runs
    this.runtime = ""; // which one that is
    this.loading = null; // the one on its way: {runtime, worker, version, giveUp}
  }

  // Load a Python beside the one that runs; return it, to be used, or null if another one was asked for
  // meanwhile.
  load(runtime) {
    if (this.loading?.runtime !== runtime) {
      this.giveUp();
      this.loading = this.begin(runtime);
    }
    return this.loading.ready;
  }

  // Load none.
  giveUp() {
    this.loading?.giveUp();
    this.loading = null;
  }

  begin(runtime) {
    const worker = newWorker();
    const python = { runtime, worker };
    worker.onmessage = ({ data }) => {
      if ("id" in data || worker === this.worker) this.receive(data);
    };
    const ended = new Promise((resolve, reject) => {
      python.giveUp = () => {
        worker.terminate();
        resolve(null);
      };
      worker.onerror = (event) => {
        const error = new Error(event.message || "worker");
        if (worker === this.worker) this.end(error);
        else reject(error);
      };
    });
    python.ready = Promise.race([this.started(python), ended]).catch((error) => {
      worker.terminate();
      if (this.loading === python) this.loading = null;
      throw error;
    });
    return python;
  }

  async started(python) {
    const [neuron, session, replay, fitting, runtimeFiles] = await Promise.all([
      textOf("neuron.py"),
      textOf("examples/playground/session.py"),
      textOf("examples/playground/replay.py"),
      textOf("examples/playground/fitting.py"),
      bundled(),
    ]);
    const files = {
      "neuron.py": neuron,
      "session.py": session,
      "replay.py": replay,
      "fitting.py": fitting,
    };
    const told = { runtime: python.runtime, root: rootFolder(), files, bundled: runtimeFiles };
    const { version } = await this.ask("start", told, python.worker);
    return Object.assign(python, { version });
  }

  // Go over to a Python that is loaded, unless it was given up; the one before ends.
  use(python) {
    if (this.loading !== python) return false;
    this.worker?.terminate();
    Object.assign(this, { worker: python.worker, runtime: python.runtime, loading: null });
    return true;
  }

  // The worker broke down.
  end(error) {
    this.worker.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
    setTimeout(() => this.lost(error)); // the last word, after those who waited
  }

  ask(name, values = {}, worker = this.worker) {
    return new Promise((resolve, reject) => {
      const id = this.next++;
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, values });
    });
  }

  receive(data) {
    if (!("id" in data)) {
      this.hear(data);
      return;
    }
    const waiting = this.waiting.get(data.id);
    this.waiting.delete(data.id);
    if (!waiting) return;
    if ("error" in data) {
      waiting.reject(Object.assign(new Error(data.error), { kind: data.kind }));
    } else {
      waiting.resolve(data.result);
    }
  }
}
