// A machine that writes, in the browser: the same sums as engine/lessons/write/letters/model.py. It keeps what it knew after each
// letter, so that one can go back to any place and put another letter there.

function openMachine(packed, most) {
  const arrays = Object.fromEntries(Object.entries(packed.arrays).map(([name, { shape, ...values }]) => [name, { shape, values: decodeNumbers(values) }]));
  return packed.kind === "Lstm" ? new LstmMachine(arrays, most) : new TransformerMachine(arrays, most, packed.layers);
}

/** out = matrix * x + start; the matrix lies row by row. */
function times({ values, shape }, x, start, out) {
  const [rows, columns] = shape;
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = start[row];
    for (let column = 0; column < columns; column++) sum += values[at++] * x[column];
    out[row] = sum;
  }
  return out;
}

const gate = (x) => 1 / (1 + Math.exp(-x));

class LstmMachine {
  constructor(arrays, most) {
    Object.assign(this, arrays);
    this.width = this.hidden.shape[1];
    this.letters = this.out.shape[0];
    this.summed = new Float32Array(4 * this.width);
    this.h = Array.from({ length: most + 1 }, () => new Float32Array(this.width));
    this.c = Array.from({ length: most + 1 }, () => new Float32Array(this.width));
  }

  /** Read the letter at this place, after those before it. The scores of what could come next. */
  read(at, letter) {
    const { width, summed } = this;
    const entering = this.entering.values.subarray(4 * width * letter, 4 * width * (letter + 1));
    times(this.hidden, this.h[at], entering, summed);
    const [before, c, h] = [this.c[at], this.c[at + 1], this.h[at + 1]];
    for (let k = 0; k < width; k++) {
      c[k] = gate(summed[width + k]) * before[k] + gate(summed[k]) * Math.tanh(summed[2 * width + k]);
      h[k] = gate(summed[3 * width + k]) * Math.tanh(c[k]);
    }
    return times(this.out, h, this.bias.values, new Float32Array(this.letters));
  }

  /** What the cells held after the letter at this place, between -1 and 1. */
  units(at) {
    return this.c[at + 1].map(Math.tanh);
  }
}

class TransformerMachine {
  constructor(arrays, most, layers) {
    Object.assign(this, arrays);
    this.width = this.embed.shape[1];
    this.letters = this.out.shape[0];
    this.said = Array.from({ length: most }, () => new Float32Array(this.width));
    this.layers = Array.from({ length: layers }, (_none, k) => new Layer(arrays, `${k}.`, most, this.width));
  }

  read(at, letter) {
    let h = this.embed.values.slice(this.width * letter, this.width * (letter + 1));
    for (const layer of this.layers) h = layer.read(at, h);
    const last = centred(h);
    for (let k = 0; k < this.width; k++) this.said[at][k] = last[k] * this.scale.values[k] + this.shift.values[k];
    return times(this.out, this.said[at], this.bias.values, new Float32Array(this.letters));
  }

  units(at) {
    return this.said[at];
  }
}

/** A block of the transformer, with what it keeps of all letters before. */
class Layer {
  constructor(arrays, name, most, width) {
    for (const part of ["look", "seen", "think", "thought"]) this[part] = { weight: arrays[name + part], bias: arrays[`${name}${part}_bias`].values };
    this.distance = arrays[`${name}distance`].values;
    [this.heads, this.span] = arrays[`${name}distance`].shape;
    this.width = width;
    this.deep = width / this.heads;
    this.parts = Array.from({ length: most }, () => new Float32Array(3 * width));
    /** Of each place where each head looked: its shares of the letters, the nearest first. */
    this.looks = [];
  }

  read(at, h) {
    const { width, deep, heads, span } = this;
    times(this.look.weight, centred(h), this.look.bias, this.parts[at]);
    const gathered = new Float32Array(width);
    this.looks[at] = [];
    for (let head = 0; head < heads; head++) {
      const shares = new Float32Array(Math.min(at + 1, span));
      let highest = -Infinity;
      for (let back = 0; back < shares.length; back++) {
        let score = 0;
        for (let k = 0; k < deep; k++) score += this.parts[at][head * deep + k] * this.parts[at - back][width + head * deep + k];
        shares[back] = score / Math.sqrt(deep) + this.distance[head * span + back];
        highest = Math.max(highest, shares[back]);
      }
      let sum = 0;
      for (let back = 0; back < shares.length; back++) sum += shares[back] = Math.exp(shares[back] - highest);
      for (let back = 0; back < shares.length; back++) {
        shares[back] /= sum;
        for (let k = 0; k < deep; k++) gathered[head * deep + k] += shares[back] * this.parts[at - back][2 * width + head * deep + k];
      }
      this.looks[at].push(shares);
    }
    const seen = times(this.seen.weight, gathered, this.seen.bias, new Float32Array(width));
    for (let k = 0; k < width; k++) seen[k] += h[k];
    const idea = times(this.think.weight, centred(seen), this.think.bias, new Float32Array(this.think.bias.length));
    for (let k = 0; k < idea.length; k++) idea[k] = Math.max(0, idea[k]);
    const thought = times(this.thought.weight, idea, this.thought.bias, new Float32Array(width));
    for (let k = 0; k < width; k++) thought[k] += seen[k];
    return thought;
  }
}

/** Without its mean, at a spread of 1. */
function centred(x) {
  let mean = 0;
  for (const value of x) mean += value / x.length;
  let spread = 0;
  for (const value of x) spread += (value - mean) ** 2 / x.length;
  return x.map((value) => (value - mean) / Math.sqrt(spread + 1e-5));
}

/** Letters' numbers; one that is not known counts as a space, or else as the first. */
function numbered(text, letters) {
  const places = new Map(Array.from(letters, (letter, place) => [letter, place]));
  return Array.from(text, (letter) => places.get(letter) ?? places.get(" ") ?? 0);
}

/** A letter as one can see it. */
const visible = (letter) => ({ " ": "␣", "\n": "↵" })[letter] ?? letter;
