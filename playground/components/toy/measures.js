// How far made and real points lie apart, and how many are reached: engine/lessons/distances.py, in the reader's browser.

/** Directions to look from, and how often chance is asked: see distances.py there. */
const SIDES = 32;
const SHUFFLES = 60;

/** Numbers, two for each point, that are asked whether they are reached. */
const NEAR = 2000;

/** How far clouds of n points each lie apart. Made once for each n; `measure` says how far, and what chance alone explains. */
class Ruler {
  constructor(n) {
    this.n = n;
    const random = dice(1);
    const signs = Int8Array.from({ length: 2 * n }, (_, k) => (k < n ? 1 : -1));
    this.signs = [signs];
    for (let row = 0; row < SHUFFLES; row++) {
      const halves = [n >> 1, n - (n >> 1)].map((marked) => {
        const half = Int8Array.from({ length: n }, (_, k) => (k < marked ? 1 : -1));
        shuffle(half, random);
        return half;
      });
      const both = new Int8Array(2 * n);
      halves.forEach((half, k) => both.set(half, k * n));
      this.signs.push(both);
    }
  }

  /** A generator that rests after each direction: a frame takes some of the work. It ends with {value, low, high, found}. */
  *measure(one, other) {
    const { n, signs } = this;
    const totals = new Float64Array(signs.length);
    const keys = new Float64Array(2 * n);
    const order = new Uint16Array(2 * n);
    const gaps = new Float64Array(2 * n);
    for (let side = 0; side < SIDES; side++) {
      const [cosine, sine] = [Math.cos((Math.PI * side) / SIDES), Math.sin((Math.PI * side) / SIDES)];
      for (let k = 0; k < 2 * n; k++) {
        const [points, at] = k < n ? [one, 2 * k] : [other, 2 * (k - n)];
        const seen = Math.min(500, Math.max(-500, points[at] * cosine + points[at + 1] * sine));
        // Place and number in one, so that plain sorting of numbers, which is fast, keeps track of who is who.
        keys[k] = Math.round((seen + 512) * 2 ** 24) * 8192 + k;
      }
      keys.sort();
      for (let k = 0; k < 2 * n; k++) order[k] = keys[k] % 8192;
      for (let k = 0; k < 2 * n - 1; k++) gaps[k] = (Math.floor(keys[k + 1] / 8192) - Math.floor(keys[k] / 8192)) / 2 ** 24;
      for (let row = 0; row < signs.length; row++) {
        const sign = signs[row];
        let ahead = 0;
        let total = 0;
        for (let k = 0; k < 2 * n - 1; k++) {
          ahead += sign[order[k]];
          total += Math.abs(ahead) * gaps[k];
        }
        totals[row] += total / (SIDES * n);
      }
      yield;
    }
    const [found, ...noise] = totals;
    const chance = noise.sort((a, b) => a - b)[Math.floor(0.95 * (noise.length - 1))];
    const mean = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
    return { value: Math.sqrt(Math.max(0, found * found - mean)), low: Math.max(0, found - chance), high: found + chance, found };
  }
}

/** How many real points have made ones beside them: see `reached` there. */
class Reach {
  constructor(real) {
    this.real = real;
    const n = real.length / 2;
    this.beside = new Float64Array(n);
    const squares = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      for (let other = 0; other < n; other++) squares[other] = (real[2 * k] - real[2 * other]) ** 2 + (real[2 * k + 1] - real[2 * other + 1]) ** 2;
      this.beside[k] = squares.sort()[Math.min(5, n - 1)];
    }
  }

  share(made) {
    const { real, beside } = this;
    let reached = 0;
    for (let k = 0; k < beside.length; k++) {
      const [x, y] = [real[2 * k], real[2 * k + 1]];
      for (let at = 0; at < made.length; at += 2) {
        if ((x - made[at]) ** 2 + (y - made[at + 1]) ** 2 > beside[k]) continue;
        reached += 1;
        break;
      }
    }
    return reached / beside.length;
  }
}

/** How many heaps around the centres get a quarter of their due, or more: see `coverage` in engine/data/drawn/points.py. */
function covered(made, centres, spread) {
  const got = centres.map(() => 0);
  for (let at = 0; at < made.length; at += 2) {
    const near = centres.findIndex(([x, y]) => Math.hypot(made[at] - x, made[at + 1] - y) < 3 * spread);
    if (near >= 0) got[near] += 1;
  }
  return got.filter((count) => count >= Math.max(1, made.length / 2 / centres.length / 4)).length;
}

/** One measurement of a game's made points against the held-out ones, in small pieces, so that nothing stands still meanwhile. */
class Measurement {
  constructor(state, mode) {
    Object.assign(this, { state, mode, game: state.game });
    this.made = state.game.g.forward(state.fixed, state.heldOut.length / 2).slice();
    this.directions = state.ruler.measure(this.made, state.heldOut);
  }

  /** What was found: {value, low, high, reached, heaps}; null while more than so many milliseconds are needed. */
  work(milliseconds) {
    const end = performance.now() + milliseconds;
    let slice;
    do slice = this.directions.next();
    while (!slice.done && performance.now() < end);
    if (!slice.done) return null;
    const { state, made } = this;
    state.reach ??= new Reach(state.heldOut.subarray(0, NEAR));
    const heaps = state.centres && [covered(made, state.centres, this.mode), state.centres.length];
    return { ...slice.value, reached: state.reach.share(made.subarray(0, NEAR)), heaps };
  }
}

/** n points evenly along strokes, each a list of corners [x, y], with a little blur. */
function along(strokes, n, random, blur) {
  const pieces = strokes.flatMap((corners) => (corners.length > 1 ? corners.slice(1).map((to, k) => [corners[k], to]) : [[corners[0], corners[0]]]));
  // A dot counts as long as a short line, so that it gets its points too.
  const lengths = pieces.map(([from, to]) => Math.max(0.02, Math.hypot(to[0] - from[0], to[1] - from[1])));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const points = new Float32Array(2 * n);
  for (let k = 0; k < n; k++) {
    let left = random() * whole;
    let piece = 0;
    while (piece < pieces.length - 1 && left > lengths[piece]) left -= lengths[piece++];
    const [from, to] = pieces[piece];
    const share = random();
    for (let c = 0; c < 2; c++) points[2 * k + c] = from[c] + share * (to[c] - from[c]) + blur * bell(random);
  }
  return points;
}
