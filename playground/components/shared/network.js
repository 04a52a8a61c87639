// A trained network, run in the reader's browser. engine/weights/browser.py packs it; the numbers agree to 1e-3 per pixel.
//
// Pictures lie as [row, column, channel]. Then the sum over input channels, the innermost loop of every layer,
// reads both picture and weights straight ahead. Two places share each weight read, four output channels each number.
// That loop is WebAssembly, which takes four input channels at once (ten times as fast), or else plain JavaScript.

/**
 * The network of a packed description: {input, output, run(x)}. `run` returns a buffer that its next call overwrites.
 * `shorts` and `floats` are base64 text, or numbers already.
 */
function openNet(packed) {
  const shorts = typeof packed.shorts === "string" ? new Int16Array(decodeBase64(packed.shorts).buffer) : packed.shorts;
  const floats = typeof packed.floats === "string" ? new Float32Array(decodeBase64(packed.floats).buffer) : packed.floats;
  const widest = Math.max(...packed.layers.map((layer) => layer.out[0]));
  const needs = packed.layers.map((layer) => sizeOf(layer.out) + (layer.kernel ? sizeOf(layer.kernel) * layer.in[0] * layer.out[0] : 0));
  const { numbers, adders } = workshop(needs.reduce((sum, count) => sum + count, sizeOf(packed.input) + widest));
  let free = 0;
  const take = (count) => numbers.subarray(free, (free += count));
  const first = take(sizeOf(packed.input));
  const spare = take(widest);
  let last = first;
  const steps = packed.layers.map((layer) => {
    const x = last;
    last = take(sizeOf(layer.out));
    return prepare(layer, { x, out: last, shorts, floats, take, adders, spare });
  });
  return {
    input: packed.input,
    output: packed.output,
    run(x) {
      first.set(x);
      for (const step of steps) step();
      return last;
    },
  };
}

const sizeOf = (shape) => shape.reduce((product, side) => product * side, 1);

/** One layer as a function that turns the numbers of `x` into those of `out`, with its weights unpacked. */
function prepare(layer, { x, out, shorts, floats, take, adders, spare }) {
  const pick = (start, count) => floats.subarray(start, start + count);
  const channels = layer.out[0];
  switch (layer.kind) {
    case "linear":
    case "conv":
    case "conv_transpose": {
      const ins = layer.in[0];
      const weight = take(sizeOf(layer.kernel) * channels * ins);
      unpack(shorts, layer.weight, pick(layer.scale, channels), ins, weight);
      const bias = pick(layer.bias, channels);
      const add = ins % 4 ? adders.plain : adders.fast;
      const places = { x: placeOf(x), weight: placeOf(weight), out: placeOf(out), spare: placeOf(spare) };
      if (layer.kind === "linear") {
        return () => {
          out.set(bias);
          add(places.x, places.x, places.weight, ins, places.out, places.spare, channels);
        };
      }
      const reach = layer.kind === "conv" ? convReach : transposeReach;
      const rows = reach(layer, 1);
      const columns = sharedColumns(reach(layer, 2), layer.kernel[1]);
      return () => {
        for (let at = 0; at < out.length; at += channels) for (let c = 0; c < channels; c++) out[at + c] = bias[c];
        convolve(layer, rows, columns, places, add);
      };
    }
    case "scale_shift": {
      const scale = pick(layer.scale, channels);
      const shift = pick(layer.shift, channels);
      return () => {
        for (let at = 0; at < out.length; at += channels) for (let c = 0; c < channels; c++) out[at + c] = x[at + c] * scale[c] + shift[c];
      };
    }
    case "reshape":
      return () => turnAxes(x, out, channels, out.length / channels);
    case "flatten":
      return () => turnAxes(x, out, out.length / layer.in[0], layer.in[0]);
    case "upsample_nearest":
      return () => enlarge(x, layer, out);
    case "relu":
    case "leaky_relu": {
      const slope = layer.slope ?? 0;
      return () => {
        for (let i = 0; i < out.length; i++) out[i] = x[i] > 0 ? x[i] : x[i] * slope;
      };
    }
    case "sigmoid":
      return () => {
        for (let i = 0; i < out.length; i++) out[i] = 1 / (1 + Math.exp(-x[i]));
      };
    case "tanh":
      return () => {
        for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i]);
      };
  }
  throw new Error(`network.js has no layer called '${layer.kind}'.`);
}

/** 16-bit whole numbers [kernel, out, in] times their output channel's scale. */
function unpack(shorts, from, scale, ins, weight) {
  for (let at = 0; at < weight.length; at += ins) {
    const factor = scale[(at / ins) % scale.length];
    for (let i = at; i < at + ins; i++) weight[i] = shorts[from + i] * factor;
  }
}

/** Where an array begins among the numbers of its workshop. */
const placeOf = (array) => array.byteOffset / 4;

/** For each place along an axis of the output: the pairs (kernel place, input place) that meet there. */
function convReach(layer, axis) {
  return Array.from({ length: layer.out[axis] }, (_, place) => {
    const pairs = [];
    for (let k = 0; k < layer.kernel[axis - 1]; k++) {
      const from = place * layer.stride + k - layer.padding;
      if (from >= 0 && from < layer.in[axis]) pairs.push([k, from]);
    }
    return pairs;
  });
}

function transposeReach(layer, axis) {
  return Array.from({ length: layer.out[axis] }, (_, place) => {
    const pairs = [];
    for (let k = 0; k < layer.kernel[axis - 1]; k++) {
      const from = (place + layer.padding - k) / layer.stride;
      if (Number.isInteger(from) && from >= 0 && from < layer.in[axis]) pairs.push([k, from]);
    }
    return pairs;
  });
}

/** For each place of the kernel along a row: the pairs (output column, input column) that meet there, one after another. */
function sharedColumns(reach, wide) {
  const shared = Array.from({ length: wide }, () => []);
  reach.forEach((pairs, column) => pairs.forEach(([k, from]) => shared[k].push(column, from)));
  return shared;
}

function convolve(layer, rows, columns, places, add) {
  const [ins, , width] = layer.in;
  const [outs, , across] = layer.out;
  const wide = layer.kernel[1];
  for (let row = 0; row < rows.length; row++) {
    for (const [ky, y] of rows[row]) {
      for (let kx = 0; kx < wide; kx++) {
        const weight = places.weight + (ky * wide + kx) * outs * ins;
        const pairs = columns[kx];
        for (let at = 0; at < pairs.length; at += 4) {
          const alone = at + 2 === pairs.length;
          const x = places.x + (y * width + pairs[at + 1]) * ins;
          const out = places.out + (row * across + pairs[at]) * outs;
          const other = alone ? x : places.x + (y * width + pairs[at + 3]) * ins;
          const too = alone ? places.spare : places.out + (row * across + pairs[at + 2]) * outs;
          add(x, other, weight, ins, out, too, outs);
        }
      }
    }
  }
}

/** (a, b) to (b, a): between torch's order, channels first, and ours, channels last. */
function turnAxes(x, out, a, b) {
  for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) out[j * a + i] = x[i * b + j];
}

function enlarge(x, layer, out) {
  const [channels, height, width] = layer.out;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const near = Math.floor(row / layer.factor) * layer.in[2] + Math.floor(column / layer.factor);
      for (let c = 0; c < channels; c++) out[(row * width + column) * channels + c] = x[near * channels + c];
    }
  }
}

/**
 * Room for so many numbers, and two functions that do the same sums there: for two places at once,
 *   out[o] += sum over i of x[i] * weight[o * ins + i],   too[o] += sum over i of other[i] * weight[o * ins + i].
 * All arguments but `ins` and `outs` say where an array begins. `fast` asks for `ins` to be divisible by four.
 */
function workshop(count) {
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((4 * count) / 65536) });
    const numbers = new Float32Array(memory.buffer);
    return { numbers, adders: { plain: plainAdder(numbers), fast: fastAdder(memory) } };
  } catch {
    const numbers = new Float32Array(count); // a browser without WebAssembly, or without its four-fold numbers
    return { numbers, adders: { plain: plainAdder(numbers), fast: plainAdder(numbers) } };
  }
}

function plainAdder(numbers) {
  return (x, other, weight, ins, out, too, outs) => {
    for (let o = 0; o < outs; o++, weight += ins) {
      let a = 0;
      let b = 0;
      for (let i = 0; i < ins; i++) {
        const w = numbers[weight + i];
        a += numbers[x + i] * w;
        b += numbers[other + i] * w;
      }
      numbers[out + o] += a;
      numbers[too + o] += b;
    }
  };
}

/** What the fast adder is made of, as the WebAssembly specification (2.0, with vectors of four floats) numbers it. */
const CODE = {
  get: [0x20],
  set: [0x21],
  tee: [0x22],
  int: [0x41],
  plus: [0x6a],
  minus: [0x6b],
  below: [0x49],
  shift: [0x74],
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  jump: [0x0c],
  jumpIf: [0x0d],
  end: [0x0b],
  load: [0x2a, 2, 0],
  store: [0x38, 2, 0],
  add: [0x92],
  loadFour: [0xfd, 0x00, 2, 0],
  noFour: [0xfd, 0x0c, ...Array(16).fill(0)],
  lane: [0xfd, 0x1f],
  addFour: [0xfd, 0xe4, 0x01],
  timesFour: [0xfd, 0xe6, 0x01],
};
const INT = 0x7f;
const FOUR = 0x7b;
const [X, OTHER, WEIGHT, INS, OUT, TOO, OUTS, AT, NUMBER, SECOND, WEIGHTS, SUMS] = Array.from({ length: 12 }, (_, k) => k);

/** The same sums as a WebAssembly function of those seven arguments, put together here. */
function fastAdder(memory) {
  const sized = (bytes) => [...whole(bytes.length), ...bytes];
  const listed = (...items) => [items.length, ...items.flat()];
  const section = (number, items) => [number, ...sized(items)];
  const text = (letter) => [1, letter.charCodeAt(0)];
  // Arguments count numbers, loads and stores count bytes.
  const toBytes = [X, OTHER, WEIGHT, INS, OUT, TOO].map((place) => code("get", place, "int", 2, "shift", "set", place)).flat();
  const locals = listed([1, INT], [SUMS - NUMBER + 8, FOUR]);
  const body = [...locals, ...toBytes, ...rowsOf(4), ...rowsOf(1), ...CODE.end];
  const module = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, listed([0x60, ...listed(...Array(7).fill([INT])), 0])), // one kind of function: seven numbers, no result
    ...section(2, listed([...text("m"), ...text("m"), 2, 0, 1])), // it works on the memory it is given
    ...section(3, listed([0])),
    ...section(7, listed([...text("f"), 0, 0])),
    ...section(10, listed(sized(body))),
  ];
  const made = new WebAssembly.Module(new Uint8Array(module));
  return new WebAssembly.Instance(made, { m: { m: memory } }).exports.f;
}

/** While at least so many outputs are left: their sums for both places, in one walk along the inputs. */
function rowsOf(outs) {
  const parts = [code("block", "loop", "get", OUTS, "int", outs, "below", "jumpIf", 1)];
  const sums = Array.from({ length: outs }, (_, o) => [SUMS + 2 * o, SUMS + 2 * o + 1]);
  for (const sum of sums.flat()) parts.push(code("noFour", "set", sum));
  parts.push(code("int", 0, "set", AT, "loop"));
  parts.push(code("get", X, "get", AT, "plus", "loadFour", "set", NUMBER, "get", OTHER, "get", AT, "plus", "loadFour", "set", SECOND));
  sums.forEach(([a, b], o) => {
    parts.push(code("get", WEIGHT, "get", AT, "plus"), ...Array(o).fill(code("get", INS, "plus")), code("loadFour", "set", WEIGHTS));
    parts.push(code("get", NUMBER, "get", WEIGHTS, "timesFour", "get", a, "addFour", "set", a));
    parts.push(code("get", SECOND, "get", WEIGHTS, "timesFour", "get", b, "addFour", "set", b));
  });
  parts.push(code("get", AT, "int", 16, "plus", "tee", AT, "get", INS, "below", "jumpIf", 0, "end"));
  for (const both of sums) {
    both.forEach((sum, which) => {
      const place = [OUT, TOO][which];
      parts.push(code("get", place, "get", place, "load"));
      for (let lane = 0; lane < 4; lane++) parts.push(code("get", sum, "lane", lane, "add"));
      parts.push(code("store", "get", place, "int", 4, "plus", "set", place));
    });
    parts.push(code("get", WEIGHT, "get", INS, "plus", "set", WEIGHT));
  }
  parts.push(code("get", OUTS, "int", outs, "minus", "set", OUTS, "jump", 0, "end", "end"));
  return parts.flat();
}

/** Names and numbers as bytes. */
function code(...words) {
  return words.flatMap((word) => CODE[word] ?? whole(word));
}

/** A whole number as WebAssembly writes it: seven bits a byte. */
function whole(number) {
  return number < 128 ? [number] : [(number & 127) | 128, ...whole(number >> 7)];
}
