// What the page is doing: one phase at a time, and which may follow which.
//
//   loading   the first Python, or a model, is being made
//   idle      a model is there and rests
//   training  it learns
//   pausing   it was told to stop, and has not yet
//   failed    what was last asked for did not work; the model of before, if there is one, stays

const FOLLOWING = {
  loading: ["loading", "idle", "failed"],
  idle: ["loading", "idle", "training", "failed"],
  training: ["loading", "idle", "pausing", "failed"],
  pausing: ["loading", "idle", "failed"],
  failed: ["loading", "idle", "training", "failed"],
};

export class Machine {
  // entered(phase) is called after each change.
  constructor(entered) {
    this.phase = "loading";
    this.entered = entered;
  }

  go(phase) {
    if (!FOLLOWING[this.phase].includes(phase)) throw new Error(`${this.phase} → ${phase}`);
    this.phase = phase;
    this.entered(phase);
  }

  is(...phases) {
    return phases.includes(this.phase);
  }
}
