// The page's end of the worker: ask it, and hear from it while it trains.

import { bundled, newWorker, rootFolder, textOf } from "./resources.js";

export class Engine {
  // hear(message) is called with what the worker says unasked.
  // lost(error): it broke down, and nothing will come any more.
  constructor(hear, lost) {
    Object.assign(this, { hear, lost });
    this.waiting = new Map();
    this.next = 1;
    this.worker = null;
  }

  // Start a Python; return its version. An earlier one is ended once this one is ready.
  async start(runtime) {
    const worker = newWorker();
    worker.onmessage = ({ data }) => {
      if ("id" in data || worker === this.worker) this.receive(data);
    };
    const failed = new Promise((_, reject) => {
      worker.onerror = (event) => {
        const error = new Error(event.message || "worker");
        if (worker === this.worker) this.end(error);
        else reject(error);
      };
    });
    failed.catch(() => {}); // told below, where it is awaited
    const started = Promise.all([
      textOf("neuron.py"),
      textOf("examples/playground/session.py"),
      textOf("examples/playground/replay.py"),
      textOf("examples/playground/fitting.py"),
      bundled(),
    ]).then(([neuron, session, replay, fitting, runtimeFiles]) =>
      this.ask(
        "start",
        {
          runtime,
          root: rootFolder(),
          files: {
            "neuron.py": neuron,
            "session.py": session,
            "replay.py": replay,
            "fitting.py": fitting,
          },
          bundled: runtimeFiles,
        },
        worker,
      ),
    );
    try {
      const { version } = await Promise.race([started, failed]);
      this.worker?.terminate();
      this.worker = worker;
      return version;
    } catch (error) {
      worker.terminate();
      throw error;
    }
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
