// The network that says which way points go, in the reader's browser: engine/lessons/flow/plane/network.py, its losses, and what
// engine/lessons/flow/paths.py makes of its answers. A test holds both to the same numbers.

/** Nearer to the ends of time than this, a formula that divides by t or 1 - t divides by EDGE instead. */
const EDGE = 0.02;

class Field {
  /** packed: {predicts, sizes, waves, layers: Python's numbers() of each weight and bias} */
  constructor({ predicts, sizes, waves, layers }) {
    this.about = { predicts, sizes, waves, layers };
    this.predicts = predicts;
    this.waves = waves;
    this.net = new Net(sizes, "silu");
    layers.forEach((packed, k) => this.net.layers[k >> 1][k % 2 ? "bias" : "weight"].set(decodeNumbers(packed)));
  }

  /** A field that begins with what this one knows, and goes its own way. */
  copy() {
    const copied = new Field({ ...this.about, layers: [] });
    copied.net.weights.set(this.net.weights);
    return copied;
  }

  /** x, t, sin and cos of k pi t; t is a number, or one for each point. */
  features(x, n, t) {
    const width = 3 + 2 * this.waves;
    const rows = this.net.place("features", n * width);
    for (let row = 0; row < n; row++) {
      const time = typeof t === "number" ? t : t[row];
      const at = row * width;
      rows[at] = x[2 * row];
      rows[at + 1] = x[2 * row + 1];
      rows[at + 2] = time;
      for (let k = 1; k <= this.waves; k++) {
        rows[at + 2 + k] = Math.sin(k * Math.PI * time);
        rows[at + 2 + this.waves + k] = Math.cos(k * Math.PI * time);
      }
    }
    return rows;
  }

  /** v at n points x and one time t, as numbers of its own. */
  velocity(x, n, t) {
    const said = this.net.forward(this.features(x, n, t), n).slice();
    if (this.predicts === "noise") for (let k = 0; k < 2 * n; k++) said[k] = (x[k] - said[k]) / Math.max(t, EDGE);
    if (this.predicts === "score") for (let k = 0; k < 2 * n; k++) said[k] = (x[k] + (1 - t) * said[k]) / Math.max(t, EDGE);
    return said;
  }

  /** The same as `velocity`, said in another way: n = x - t v, s = -n / (1 - t). */
  said(as, x, n, t) {
    const v = this.velocity(x, n, t);
    if (as === "velocity") return v;
    const by = as === "noise" ? 1 : -1 / Math.max(1 - t, EDGE);
    return v.map((value, k) => by * (x[k] - t * value));
  }

  /** The slopes of the loss of n pairs of noise and data at times t are left in the net; the loss is returned. */
  loss(data, noise, t, n) {
    const x = this.net.place("x", 2 * n);
    for (let k = 0; k < 2 * n; k++) x[k] = (1 - t[k >> 1]) * noise[k] + t[k >> 1] * data[k];
    const said = this.net.forward(this.features(x, n, t), n);
    const slope = this.net.place("slope", 2 * n);
    let sum = 0;
    for (let k = 0; k < 2 * n; k++) {
      const [error, by] = this.error(said[k], data[k], noise[k], t[k >> 1]);
      sum += error * error;
      slope[k] = (error * by) / n;
    }
    this.net.backward(slope, n);
    return sum / (2 * n);
  }

  /** How far one number is from what was asked for, and how fast that changes with the number. */
  error(said, data, noise, t) {
    if (this.predicts === "noise") return [said - noise, 1];
    if (this.predicts === "score") return [(1 - t) * said + noise, 1 - t];
    return [said - (data - noise), 1];
  }
}

const bells = (count, random) => Float32Array.from({ length: count }, () => bell(random));

/** One step from time t to s: engine/lessons/flow/samplers.py. */
const STEP = {
  euler: (field, x, n, t, s) => {
    const v = field.velocity(x, n, t);
    return x.map((value, k) => value + (s - t) * v[k]);
  },
  heun: (field, x, n, t, s) => {
    const first = field.velocity(x, n, t);
    const there = x.map((value, k) => value + (s - t) * first[k]);
    const second = field.velocity(there, n, s);
    return x.map((value, k) => value + ((s - t) * (first[k] + second[k])) / 2);
  },
  ddpm: (field, x, n, t, s, random) => {
    const v = field.velocity(x, n, t);
    const g = ((1 - s) / (1 - t)) * Math.sqrt(Math.max(0, (1 - t) ** 2 - ((t / s) * (1 - s)) ** 2));
    const kept = Math.sqrt(Math.max(0, (1 - s) ** 2 - g * g));
    return x.map((value, k) => s * (value + (1 - t) * v[k]) + kept * (value - t * v[k]) + (g ? g * bell(random) : 0));
  },
};

const QUESTIONS = { euler: 1, heun: 2, ddpm: 1 };

/** Points on their way, a step at a time, so that a frame takes some of the work. `from` to `to` may also lead back. */
class Walk {
  constructor(field, sampler, x, steps, { random = null, from = 0, to = 1 } = {}) {
    Object.assign(this, { field, sampler, steps, random, from, to });
    this.n = x.length / 2;
    this.states = [x];
  }

  get done() {
    return this.states.length > this.steps;
  }

  get last() {
    return this.states.at(-1);
  }

  time(k) {
    return this.from + ((this.to - this.from) * k) / this.steps;
  }

  step() {
    const k = this.states.length - 1;
    this.states.push(STEP[this.sampler](this.field, this.last, this.n, this.time(k), this.time(k + 1), this.random));
  }

  /** Go on for so many milliseconds, or to the end. */
  work(milliseconds = Infinity) {
    const end = performance.now() + milliseconds;
    while (!this.done && performance.now() < end) this.step();
    return this;
  }

  /** Where the points are at time t: between two steps of a straight sampler on the line that it takes, else at the step before. */
  at(t) {
    const place = within(t * this.steps, 0, this.states.length - 1);
    const k = Math.floor(place + 1e-9);
    if (k >= this.states.length - 1 || this.sampler === "ddpm") return this.states[k];
    const share = place - k;
    const [here, there] = [this.states[k], this.states[k + 1]];
    return here.map((value, i) => value + share * (there[i] - value));
  }
}
