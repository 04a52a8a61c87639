// A trained network, run in the reader's browser. engine/browser.py packs it; the numbers agree to 1e-3 per pixel.
//
// Pictures lie as [row, column, channel]. Then the sum over input channels, the innermost loop of every layer,
// reads both picture and weights straight ahead; four output channels share each number read.

/** The network of a packed description: {input, output, run(x)}. `run` returns a buffer that its next call overwrites. */
function openNet(packed) {
  const shorts = new Int16Array(decodeBase64(packed.shorts).buffer);
  const floats = new Float32Array(decodeBase64(packed.floats).buffer);
  const steps = packed.layers.map((layer) => prepare(layer, shorts, floats));
  return {
    input: packed.input,
    output: packed.output,
    run(x) {
      for (const step of steps) x = step(x);
      return x;
    },
  };
}

/** One layer as a function from numbers to numbers, with its weights unpacked and its output buffer allocated. */
function prepare(layer, shorts, floats) {
  const size = (shape) => shape.reduce((product, side) => product * side, 1);
  const out = new Float32Array(size(layer.out));
  const pick = (start, count) => floats.subarray(start, start + count);
  const channels = layer.out[0];
  switch (layer.kind) {
    case "linear":
    case "conv":
    case "conv_transpose": {
      const ins = layer.in[0];
      const weight = new Float32Array(size(layer.kernel) * channels * ins);
      for (let i = 0; i < weight.length; i++) {
        weight[i] = shorts[layer.weight + i] * floats[layer.scale + (Math.floor(i / ins) % channels)];
      }
      const bias = pick(layer.bias, channels);
      if (layer.kind === "linear") {
        return (x) => {
          out.set(bias);
          addProducts(x, 0, ins, weight, 0, out, 0, channels);
          return out;
        };
      }
      const reach = layer.kind === "conv" ? convReach : transposeReach;
      const rows = reach(layer, 1);
      const columns = reach(layer, 2);
      return (x) => {
        for (let at = 0; at < out.length; at += channels) out.set(bias, at);
        convolve(x, layer, rows, columns, weight, out);
        return out;
      };
    }
    case "scale_shift": {
      const scale = pick(layer.scale, channels);
      const shift = pick(layer.shift, channels);
      return (x) => {
        for (let i = 0; i < out.length; i++) out[i] = x[i] * scale[i % channels] + shift[i % channels];
        return out;
      };
    }
    case "reshape":
      return (x) => turnAxes(x, out, channels, out.length / channels);
    case "flatten":
      return (x) => turnAxes(x, out, out.length / layer.in[0], layer.in[0]);
    case "upsample_nearest":
      return (x) => enlarge(x, layer, out);
    case "relu":
      return (x) => each(x, out, (v) => (v > 0 ? v : 0));
    case "leaky_relu":
      return (x) => each(x, out, (v) => (v > 0 ? v : v * layer.slope));
    case "sigmoid":
      return (x) => each(x, out, (v) => 1 / (1 + Math.exp(-v)));
    case "tanh":
      return (x) => each(x, out, Math.tanh);
  }
  throw new Error(`net.js has no layer called '${layer.kind}'.`);
}

/** out[to + o] += sum over i of x[from + i] * weight[at + o * ins + i], for all `outs` outputs. */
function addProducts(x, from, ins, weight, at, out, to, outs) {
  let o = 0;
  for (; o + 3 < outs; o += 4) {
    const second = at + ins;
    const third = second + ins;
    const fourth = third + ins;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < ins; i++) {
      const v = x[from + i];
      a += v * weight[at + i];
      b += v * weight[second + i];
      c += v * weight[third + i];
      d += v * weight[fourth + i];
    }
    out[to + o] += a;
    out[to + o + 1] += b;
    out[to + o + 2] += c;
    out[to + o + 3] += d;
    at = fourth + ins;
  }
  for (; o < outs; o++, at += ins) {
    // Two sums that do not wait for each other: the odd output out is as fast as the four together.
    let a = 0;
    let b = 0;
    let i = 0;
    for (; i + 1 < ins; i += 2) {
      a += x[from + i] * weight[at + i];
      b += x[from + i + 1] * weight[at + i + 1];
    }
    if (i < ins) a += x[from + i] * weight[at + i];
    out[to + o] += a + b;
  }
}

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

function convolve(x, layer, rows, columns, weight, out) {
  const [ins, , width] = layer.in;
  const [outs, , across] = layer.out;
  const wide = layer.kernel[1];
  for (let row = 0; row < rows.length; row++) {
    for (const [ky, y] of rows[row]) {
      for (let column = 0; column < across; column++) {
        for (const [kx, left] of columns[column]) {
          const at = (ky * wide + kx) * outs * ins;
          addProducts(x, (y * width + left) * ins, ins, weight, at, out, (row * across + column) * outs, outs);
        }
      }
    }
  }
}

/** (a, b) to (b, a): between torch's order, channels first, and ours, channels last. */
function turnAxes(x, out, a, b) {
  if (a === 1 || b === 1) return x;
  for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) out[j * a + i] = x[i * b + j];
  return out;
}

function enlarge(x, layer, out) {
  const [channels, height, width] = layer.out;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const near = Math.floor(row / layer.factor) * layer.in[2] + Math.floor(column / layer.factor);
      for (let c = 0; c < channels; c++) out[(row * width + column) * channels + c] = x[near * channels + c];
    }
  }
  return out;
}

function each(x, out, change) {
  for (let i = 0; i < out.length; i++) out[i] = change(x[i]);
  return out;
}
