// The game of a generator and a discriminator on points, as engine/lessons/compete/points/train.py plays it: six objectives,
// one step for each player in turn.

const sigmoid = (logit) => 1 / (1 + Math.exp(-logit));
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * The objectives, as engine/lessons/adversarial.py has them, of one logit. `real` and `made` are the discriminator's two losses,
 * s the label smoothing; `generator` is the generator's. Each is a pair: the loss, and its slope. A `relative` one is handed by how
 * much a made point looks more real than the real one beside it: D wants that small, G wants it large.
 * `score` is what D says, `rest` its logit for everything once it cannot tell, `share` goes from 0 (made) to 1 (real).
 */
const crossEntropy = {
  real: [(l, s) => softplus(l) - (1 - s) * l, (l, s) => sigmoid(l) - (1 - s)],
  made: [softplus, sigmoid],
  score: sigmoid,
  rest: (s) => Math.log((1 - s) / (1 + s)),
  share: sigmoid,
};
const upwards = [(l) => -l, () => -1];
const straight = (l) => l;
const OBJECTIVES = {
  "non-saturating": { ...crossEntropy, generator: [(l) => softplus(-l), (l) => sigmoid(l) - 1] },
  minimax: { ...crossEntropy, generator: [(l) => -softplus(l), (l) => -sigmoid(l)] },
  "least-squares": {
    real: [(l, s) => (l - 1 + s) ** 2 / 2, (l, s) => l - 1 + s],
    made: [(l) => l ** 2 / 2, straight],
    generator: [(l) => (l - 1) ** 2 / 2, (l) => l - 1],
    score: straight,
    rest: (s) => (1 - s) / 2,
    share: (l) => sigmoid(4 * (l - 0.5)),
  },
  hinge: {
    real: [(l) => Math.max(0, 1 - l), (l) => (l < 1 ? -1 : 0)],
    made: [(l) => Math.max(0, 1 + l), (l) => (l > -1 ? 1 : 0)],
    generator: upwards,
    score: straight,
    rest: () => 0,
    share: sigmoid,
  },
  "wgan-gp": { real: upwards, made: [straight, () => 1], generator: upwards, score: straight, rest: () => null, share: sigmoid, penalised: true },
  relativistic: {
    real: [() => 0, () => 0],
    made: [softplus, sigmoid],
    generator: [(l) => softplus(-l), (l) => sigmoid(l) - 1],
    score: straight,
    rest: () => null,
    share: sigmoid,
    penalised: true,
    relative: true,
  },
};

/** One game: both networks, the points to learn from, and chance. config holds PointsConfig's settings. */
class Game {
  constructor(config, train) {
    this.config = config;
    this.train = train;
    this.count = train.length / 2;
    this.size = Math.min(config.batch, this.count);
    this.random = dice(config.seed * 7919 + 1);
    const hidden = Array(config.layers).fill(config.width);
    this.g = new Net([config.latent, ...hidden, 2], config.activation).begin(this.random);
    this.d = new Net([2, ...hidden, 1], config.activation).begin(this.random);
    this.gAdam = new Adam(this.g);
    this.dAdam = new Adam(this.d);
    this.order = Uint32Array.from({ length: this.count }, (_, k) => k);
    this.at = this.count;
    this.rounds = 0;
    this.taught = 0;
  }

  get rules() {
    return OBJECTIVES[this.config.objective];
  }

  /** Where everything comes to rest once D cannot tell: what it says, and both losses. Null where no number is special. */
  get settled() {
    const { real, made, generator, score, rest } = this.rules;
    const logit = rest(this.config.smoothing);
    if (logit === null) return null;
    return { says: score(logit), d: real[0](logit, this.config.smoothing) + made[0](logit), g: generator[0](logit) };
  }

  /** Points to learn from: each once per round, in a new order every round. */
  batch() {
    if (this.at + this.size > this.count) {
      shuffle(this.order, this.random);
      this.at = 0;
    }
    const x = new Float32Array(2 * this.size);
    for (let k = 0; k < this.size; k++) {
      const from = 2 * this.order[this.at + k];
      x[2 * k] = this.train[from];
      x[2 * k + 1] = this.train[from + 1];
    }
    this.at += this.size;
    return x;
  }

  noise(n, random = this.random) {
    const one = this.config.noise === "uniform" ? () => 2 * random() - 1 : () => bell(random);
    return Float32Array.from({ length: n * this.config.latent }, one);
  }

  /** Whose turn it is. */
  get next() {
    const { turn, k } = this.config;
    if (turn !== "both") return turn;
    return this.taught < k ? "discriminator" : "generator";
  }

  /** The next half of a step. What happened: {who, loss, ...}; with `careful` also the loss after it, on the same points. */
  half(careful = false) {
    const done = this.next === "discriminator" ? this.teachOnce(careful) : this.improveOnce(careful);
    const over = this.config.turn === "discriminator" ? this.taught >= this.config.k : done.who === "generator";
    if (over) {
      this.rounds += 1;
      this.taught = 0;
    }
    return done;
  }

  teachOnce(careful = false) {
    const x = this.batch();
    const z = this.noise(this.size);
    const share = this.rules.penalised ? Float32Array.from({ length: this.size }, () => this.random()) : null;
    const done = this.teach(x, z, share);
    if (careful) done.after = this.judge(x, z, share).loss;
    this.taught += 1;
    return done;
  }

  improveOnce(careful = false) {
    const z = this.noise(this.size);
    const x = this.rules.relative ? this.batch() : null;
    const done = this.improve(z, x);
    if (careful) done.after = this.pay(z, x).loss;
    return done;
  }

  /**
   * What the one says who stands still while `who` learns. Its points and noise are drawn by a chance of their own, so that
   * the game goes on as if nobody had asked.
   */
  bystander(who) {
    const random = dice(this.config.seed * 7919 + this.rounds + 3);
    const z = this.noise(this.size, random);
    const x = new Float32Array(2 * this.size);
    for (let k = 0; k < this.size; k++) {
      const from = 2 * Math.floor(random() * this.count);
      x.set(this.train.subarray(from, from + 2), 2 * k);
    }
    if (who === "discriminator") return { who: "generator", ...this.pay(z, this.rules.relative ? x : null) };
    const share = this.rules.penalised ? Float32Array.from({ length: this.size }, () => random()) : null;
    return { who: "discriminator", ...this.judge(x, z, share) };
  }

  /** One step of the discriminator, on real points x and on as many made from z. The generator stands still. */
  teach(x, z, share) {
    const found = this.judge(x, z, share, true);
    const size = this.dAdam.step(this.config.discriminator_rate, this.config.momentum);
    return { who: "discriminator", ...found, size };
  }

  /** One step of the generator, judged by the discriminator as it is now, beside the real points x where it is `relative`. */
  improve(z, x = null) {
    const found = this.pay(z, x, true);
    const size = this.gAdam.step(this.config.generator_rate, this.config.momentum);
    return { who: "generator", ...found, size };
  }

  /** The discriminator's loss, and with `slopes` its slopes. */
  judge(x, z, share, slopes = false) {
    const { real, made, score, relative } = this.rules;
    const n = x.length / 2;
    const fakes = this.g.forward(z, n);
    const both = this.d.place("both", 4 * n);
    both.set(x);
    both.set(fakes, 2 * n);
    const logits = this.d.forward(both, 2 * n);
    const g = this.d.place("g", 2 * n);
    const s = this.config.smoothing;
    let [loss, saidReal, saidMade] = [0, 0, 0];
    for (let k = 0; k < n; k++) {
      const fake = relative ? logits[n + k] - logits[k] : logits[n + k];
      loss += (real[0](logits[k], s) + made[0](fake)) / n;
      saidReal += score(logits[k]) / n;
      saidMade += score(logits[n + k]) / n;
      g[n + k] = made[1](fake) / n;
      g[k] = relative ? -g[n + k] : real[1](logits[k], s) / n;
    }
    if (slopes) this.d.backward(g, 2 * n);
    if (relative) {
      const half = this.config.penalty / 2;
      for (const points of [x, fakes]) loss += half * this.d.penalty(points, n, 0, slopes ? half : 0);
    } else if (share) {
      const between = new Float32Array(2 * n);
      for (let k = 0; k < 2 * n; k++) between[k] = x[k] + share[k >> 1] * (fakes[k] - x[k]);
      loss += this.config.penalty * this.d.penalty(between, n, 1, slopes ? this.config.penalty : 0);
    }
    return { loss, real: saidReal, made: saidMade };
  }

  /** The generator's loss, and with `slopes` its slopes. */
  pay(z, x, slopes = false) {
    const { generator } = this.rules;
    const n = z.length / this.config.latent;
    const beside = x && this.d.forward(x, n).slice();
    const logits = this.d.forward(this.g.forward(z, n), n);
    const g = this.d.place("g", n);
    let loss = 0;
    for (let k = 0; k < n; k++) {
      const lead = beside ? logits[k] - beside[k] : logits[k];
      loss += generator[0](lead) / n;
      g[k] = generator[1](lead) / n;
    }
    if (slopes) this.g.backward(this.d.backward(g, n, { weights: false, inputs: true }), n);
    return { loss };
  }

  /** Which way the generator's loss pulls each of n points: minus its slope there. Each is set beside a real point where D is `relative`. */
  pull(points, n) {
    const real = Math.min(n, this.count);
    const beside = this.rules.relative ? this.d.forward(this.train.subarray(0, 2 * real), real).slice() : null;
    const logits = this.d.forward(points, n);
    const g = this.d.place("g", n);
    for (let k = 0; k < n; k++) g[k] = -this.rules.generator[1](beside ? logits[k] - beside[k % real] : logits[k]);
    return this.d.backward(g, n, { weights: false, inputs: true });
  }
}
