// A small fully connected network in the reader's browser: forwards, gradients by hand, Adam.
// engine/lessons/compete/points/network.py and torch are the reference: a test holds both to the same numbers.
// Points lie flat, row by row: x0 y0 x1 y1 ... in Float32Arrays, as in torch.

/** What a leaky ReLU lets through below 0. */
const LEAK = 0.2;

/** Adam's memory of squared gradients, and what keeps it from dividing by zero. */
const MEMORY = 0.99;
const TINY = 1e-8;

/** From the sums h to what the hidden units say, and to the slope there; all three of one length. */
const ACTIVATE = {
  "leaky-relu": (h, said, slope) => {
    for (let at = 0; at < h.length; at++) {
      slope[at] = h[at] > 0 ? 1 : LEAK;
      said[at] = slope[at] * h[at];
    }
  },
  relu: (h, said, slope) => {
    for (let at = 0; at < h.length; at++) {
      slope[at] = h[at] > 0 ? 1 : 0;
      said[at] = slope[at] * h[at];
    }
  },
  silu: (h, said, slope) => {
    for (let at = 0; at < h.length; at++) {
      const open = 1 / (1 + Math.exp(-h[at]));
      said[at] = h[at] * open;
      slope[at] = open * (1 + h[at] * (1 - open));
    }
  },
  tanh: (h, said, slope) => {
    for (let at = 0; at < h.length; at++) {
      said[at] = Math.tanh(h[at]);
      slope[at] = 1 - said[at] * said[at];
    }
  },
};

/** A fully connected network with all its weights in one flat array: for each layer (out, in) row by row, then (out). */
class Net {
  constructor(sizes, activation) {
    this.sizes = sizes;
    this.activation = activation;
    this.desk = new Map();
    const count = sizes.slice(1).reduce((sum, after, k) => sum + after * (sizes[k] + 1), 0);
    this.weights = new Float32Array(count);
    this.slopes = new Float32Array(count);
    this.layers = this.windows(this.weights);
    this.found = this.windows(this.slopes);
  }

  /** Weights as torch begins: each evenly from -1 / sqrt(in) to 1 / sqrt(in). */
  begin(random) {
    for (const { before, weight, bias } of this.layers) {
      const reach = before ** -0.5;
      for (const part of [weight, bias]) for (let at = 0; at < part.length; at++) part[at] = reach * (2 * random() - 1);
    }
    return this;
  }

  windows(flat) {
    let at = 0;
    const take = (count) => flat.subarray(at, (at += count));
    return this.sizes.slice(1).map((after, k) => ({ before: this.sizes[k], after, weight: take(after * this.sizes[k]), bias: take(after) }));
  }

  /** A place to write n numbers, always the same one for the same name: nothing is made and thrown away in a step. */
  place(name, n) {
    const key = `${name} ${n}`;
    if (!this.desk.has(key)) this.desk.set(key, new Float32Array(n));
    return this.desk.get(key);
  }

  /** n rows of x to n rows of answers. `backward` and `penalty` read what stays behind. */
  forward(x, n) {
    this.inputs = [x];
    this.bends = [];
    this.layers.forEach(({ before, after, weight, bias }, k) => {
      const sums = this.place(`sums ${k}`, n * after);
      times(this.inputs[k], weight, bias, sums, n, before, after);
      if (k === this.layers.length - 1) return this.inputs.push(sums);
      const said = this.place(`said ${k}`, n * after);
      const slope = this.place(`slope ${k}`, n * after);
      ACTIVATE[this.activation](sums, said, slope);
      this.inputs.push(said);
      this.bends.push(slope);
    });
    return this.inputs.at(-1);
  }

  /** From the slopes by the answers, g, to those by the weights (into `slopes`, if asked) and by x (returned, if asked). */
  backward(g, n, { weights = true, inputs = false } = {}) {
    for (let k = this.layers.length - 1; k >= 0; k--) {
      const { before, after, weight } = this.layers[k];
      if (weights) {
        this.found[k].weight.fill(0);
        this.found[k].bias.fill(0);
        gather(g, this.inputs[k], this.found[k], n, before, after);
      }
      if (!k && !inputs) return null;
      const down = this.place(`down ${k}`, n * before);
      back(g, weight, down, n, before, after);
      if (k) for (let at = 0; at < down.length; at++) down[at] *= this.bends[k - 1][at];
      g = down;
    }
    return g;
  }

  /**
   * mean (|dD/dx| - wanted)^2 over n points x of a network with one answer; `scale` times its slopes are added to `slopes`.
   * With v = dP/dslope held still, the slope of P by a weight is that of sum v * dD/dx: a derivative along v. So v is sent
   * forwards beside x (`along`), and the sum that comes out is followed backwards through both.
   */
  penalty(x, n, wanted, scale = 0) {
    const ones = this.place("ones", n).fill(1);
    this.forward(x, n);
    const slope = this.backward(ones, n, { weights: false, inputs: true }).slice();
    const width = this.sizes[0];
    let value = 0;
    for (let row = 0; row < n; row++) {
      let square = 0;
      for (let i = 0; i < width; i++) square += slope[row * width + i] ** 2;
      const length = Math.sqrt(square);
      value += (length - wanted) ** 2 / n;
      const by = ((2 / n) * (length - wanted)) / Math.max(length, 1e-12);
      for (let i = 0; i < width; i++) slope[row * width + i] *= by;
    }
    if (scale) this.addPenalty(slope, n, scale);
    return value;
  }

  addPenalty(v, n, scale) {
    const along = [v];
    const pushed = [];
    this.layers.slice(0, -1).forEach(({ before, after, weight }, k) => {
      pushed.push(times(along[k], weight, null, new Float32Array(n * after), n, before, after));
      along.push(pushed[k].map((value, at) => value * this.bends[k][at]));
    });
    let gAlong = new Float32Array(n).fill(scale);
    let g = new Float32Array(n);
    for (let k = this.layers.length - 1; k >= 0; k--) {
      const { before, after, weight } = this.layers[k];
      gather(gAlong, along[k], { weight: this.found[k].weight, bias: null }, n, before, after);
      gather(g, this.inputs[k], this.found[k], n, before, after);
      if (!k) return;
      gAlong = back(gAlong, weight, new Float32Array(n * before), n, before, after);
      g = back(g, weight, new Float32Array(n * before), n, before, after);
      for (let at = 0; at < g.length; at++) {
        g[at] *= this.bends[k - 1][at];
        // Only tanh is curved; the others are straight but for one corner.
        if (this.activation === "tanh") g[at] -= 2 * this.inputs[k][at] * this.bends[k - 1][at] * pushed[k - 1][at] * gAlong[at];
        gAlong[at] *= this.bends[k - 1][at];
      }
    }
  }
}

/** out (n, after) = x (n, before) @ weight^T + bias. Four sums at once: a processor need not wait for one to add to the next. */
function times(x, weight, bias, out, n, before, after) {
  const fours = after - (after % 4);
  for (let row = 0; row < n; row++) {
    const from = row * before;
    const to = row * after;
    for (let o = 0; o < fours; o += 4) {
      const at = o * before;
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let i = 0; i < before; i++) {
        const value = x[from + i];
        a += value * weight[at + i];
        b += value * weight[at + before + i];
        c += value * weight[at + 2 * before + i];
        d += value * weight[at + 3 * before + i];
      }
      out[to + o] = a;
      out[to + o + 1] = b;
      out[to + o + 2] = c;
      out[to + o + 3] = d;
    }
    for (let o = fours; o < after; o++) {
      let sum = 0;
      for (let i = 0; i < before; i++) sum += x[from + i] * weight[o * before + i];
      out[to + o] = sum;
    }
    if (bias) for (let o = 0; o < after; o++) out[to + o] += bias[o];
  }
  return out;
}

/** out (n, before) = g (n, after) @ weight */
function back(g, weight, out, n, before, after) {
  out.fill(0);
  for (let row = 0; row < n; row++) {
    const to = row * before;
    for (let o = 0; o < after; o++) {
      const by = g[row * after + o];
      if (by === 0) continue;
      const at = o * before;
      for (let i = 0; i < before; i++) out[to + i] += by * weight[at + i];
    }
  }
  return out;
}

/** Add g^T @ x to the weight's slopes, and the sums of g to the bias's. */
function gather(g, x, found, n, before, after) {
  const { weight, bias } = found;
  for (let row = 0; row < n; row++) {
    const from = row * before;
    for (let o = 0; o < after; o++) {
      const by = g[row * after + o];
      if (by === 0) continue;
      if (bias) bias[o] += by;
      const at = o * before;
      for (let i = 0; i < before; i++) weight[at + i] += by * x[from + i];
    }
  }
}

/** Kingma & Ba 2015. */
class Adam {
  constructor(net) {
    this.net = net;
    this.mean = new Float32Array(net.weights.length);
    this.square = new Float32Array(net.weights.length);
    this.steps = 0;
  }

  /** One step down the net's slopes. Returns how long they were. */
  step(rate, momentum) {
    const { weights, slopes } = this.net;
    this.steps += 1;
    const far = rate / (1 - momentum ** this.steps);
    const spread = Math.sqrt(1 - MEMORY ** this.steps);
    let length = 0;
    for (let at = 0; at < weights.length; at++) {
      const slope = slopes[at];
      length += slope * slope;
      this.mean[at] += (1 - momentum) * (slope - this.mean[at]);
      this.square[at] += (1 - MEMORY) * (slope * slope - this.square[at]);
      weights[at] -= (far * this.mean[at]) / (Math.sqrt(this.square[at]) / spread + TINY);
    }
    return Math.sqrt(length);
  }
}
