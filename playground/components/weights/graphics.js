// A network on the reader's own graphics card (WebGPU), as steps: kernels.js says what each does.

/** Bytes from what one step is told to the next: cards ask for whole 256. */
const APART = 256;

/** Milliseconds that a picture may take: a card that only a processor plays at leaves the work to the server. */
const SLOWEST = 1500;

/** How far a guess from a few steps may be beside the truth. */
const UNSURE = 8;

/** The card of this page, once for all its components: {device, pipelines, layout, lost}, or null where there is none. */
function graphicsCard() {
  return (window.__atelierCard ??= openCard().catch(() => null));
}

async function openCard() {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return null;
  const most = adapter.limits;
  const device = await adapter.requestDevice({ requiredLimits: { maxBufferSize: most.maxBufferSize, maxStorageBufferBindingSize: most.maxStorageBufferBindingSize } });
  const card = { device, lost: false };
  device.lost.then(() => {
    card.lost = true;
    window.__atelierCard = Promise.resolve(null);
  });
  const seen = GPUShaderStage.COMPUTE;
  const storage = (binding, type) => ({ binding, visibility: seen, buffer: { type } });
  card.layout = device.createBindGroupLayout({
    entries: [
      storage(0, "storage"),
      storage(1, "read-only-storage"),
      storage(2, "read-only-storage"),
      { binding: 3, visibility: seen, buffer: { type: "uniform", hasDynamicOffset: true } },
      storage(4, "read-only-storage"),
      storage(5, "read-only-storage"),
      storage(6, "storage"),
      storage(7, "uniform"),
    ],
  });
  const layout = device.createPipelineLayout({ bindGroupLayouts: [card.layout] });
  const module = device.createShaderModule({ code: PROGRAM });
  const kinds = Object.keys(KINDS);
  const made = await Promise.all(
    kinds.map((kind) => {
      const compute = { module, entryPoint: KINDS[kind].does ?? kind };
      return device.createComputePipelineAsync({ layout, compute });
    }),
  );
  card.pipelines = Object.fromEntries(kinds.map((kind, k) => [kind, made[k]]));
  return card;
}

/** The network of a packed description: {height, width, run(rgba, wish), close()}. Null where no card is fit for it. */
async function openOnCard(packed, slowest = SLOWEST) {
  const laid = await laidOut(packed);
  if (!laid) return null;
  const net = packed.looks ? painterOn(laid, packed) : generatorOn(laid, packed);
  if (slowest === Infinity || (await isQuick(laid, net, packed.steps, slowest))) return net;
  net.close();
  return null;
}

/** A card that is far too slow shows it by the first few of the steps: none computes for minutes to find that out. */
async function isQuick(laid, net, steps, slowest) {
  const whole = products(steps);
  const few = steps.findIndex((_step, k) => products(steps.slice(0, k + 1)) > whole / 200) + 1;
  const took = async (act) => {
    const began = performance.now();
    await act();
    return performance.now() - began;
  };
  await laid.take(0, few); // the first one also gets the card ready
  const guess = (await took(() => laid.take(0, few))) * (whole / products(steps.slice(0, few)));
  if (guess > UNSURE * slowest) return false;
  const nothing = (number) => net.run(new Uint8Array(4 * laid.height * laid.width), { ...net.trial, given: `nothing ${number}` });
  await nothing(1);
  return (await took(() => nothing(2))) < slowest;
}

/** Of the convolutions among these steps, in fours of channels. */
function products(steps) {
  const reach = { conv1: 9, conv2: 9, mix: 1 };
  return steps.reduce((sum, { kind, x, out: [, fours, height, width] }) => sum + (reach[kind] ?? 0) * x[1] * fours * height * width, 0);
}

/** A net of some size. One picture after another: they share its room. */
function netOnCard({ height, width, close }, act, trial) {
  let turn = Promise.resolve();
  const inTurn = (next) => (turn = turn.catch(() => {}).then(next));
  return { height, width, trial, run: (...asked) => inTurn(() => act(...asked)), close: () => inTurn(close) };
}

/** `strength` 0 leaves the picture; `mask`: what dropout keeps, or null. */
function generatorOn(laid, { steps }) {
  const run = async (rgba, { strength, inner, mask }) => {
    if (!strength) return new Uint8ClampedArray(rgba);
    laid.show(rgba);
    laid.wish(strength, inner, mask);
    return laid.take(0, steps.length);
  };
  return netOnCard(laid, run, { strength: 1, inner: 1, mask: null });
}

/** Buffers on the card, filled with a network's weights and with what each of its steps is told. */
async function laidOut({ height, width, fours, steps, floats, shorts }) {
  const card = await graphicsCard();
  if (!card || 16 * fours > card.device.limits.maxStorageBufferBindingSize) return null;
  const { device } = card;
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const buffer = (size, usage) => device.createBuffer({ size: Math.ceil(size / 16) * 16, usage });
  const filled = (values, usage) => {
    const found = buffer(values.byteLength, usage | COPY_DST);
    device.queue.writeBuffer(found, 0, values);
    return found;
  };
  const told = new Uint32Array((steps.length * APART) / 4);
  steps.forEach((step, k) => {
    const rooms = { x: step.x[0], xFours: step.x[1], xHeight: step.x[2], xWidth: step.x[3], out: step.out[0], fours: step.out[1], height: step.out[2], width: step.out[3] };
    TOLD.forEach((name, at) => (told[(k * APART) / 4 + at] = rooms[name] ?? step[name] ?? 0));
  });
  const drops = steps.filter((step) => step.kind === "drop");
  const masked = drops.reduce((sum, { x }) => sum + 4 * x[1] * x[2] * x[3], 0);
  const size = 4 * height * width;
  const numbers = buffer(16 * fours, STORAGE | COPY_DST | COPY_SRC);
  const picture = buffer(size, STORAGE | COPY_DST);
  const kept = buffer(Math.max(masked / 8, 16), STORAGE | COPY_DST);
  const made = buffer(size, STORAGE | COPY_SRC);
  const wished = buffer(16, UNIFORM | COPY_DST);
  const bound = [numbers, filled(shorts, STORAGE), filled(floats, STORAGE), filled(told, UNIFORM), picture, kept, made, wished];
  const group = device.createBindGroup({
    layout: card.layout,
    entries: bound.map((one, binding) => ({ binding, resource: binding === 3 ? { buffer: one, size: APART } : { buffer: one } })),
  });
  /** Take some of the steps, and give back bytes that lie in `from` afterwards. */
  const taken = async (first, end, from, at, length) => {
    if (card.lost) throw new Error("The graphics card was lost.");
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let k = first; k < end; k++) {
      const { kind, out } = steps[k];
      pass.setPipeline(card.pipelines[kind]);
      pass.setBindGroup(0, group, [k * APART]);
      pass.dispatchWorkgroups(...(KINDS[kind].groups ?? squares(SIDE))(out));
    }
    pass.end();
    const back = buffer(length, MAP_READ | COPY_DST);
    encoder.copyBufferToBuffer(from, at, back, 0, length);
    device.queue.submit([encoder.finish()]);
    await back.mapAsync(GPUMapMode.READ);
    const found = back.getMappedRange().slice(0, length);
    back.destroy();
    return found;
  };
  return {
    height,
    width,
    show: (rgba) => device.queue.writeBuffer(picture, 0, rgba),
    wish: (strength, inner, mask) => {
      if (mask) device.queue.writeBuffer(kept, 0, mask);
      const wish = new DataView(new ArrayBuffer(16));
      [strength, inner].forEach((value, k) => wish.setFloat32(4 * k, value, true));
      wish.setUint32(8, Number(Boolean(mask)), true);
      device.queue.writeBuffer(wished, 0, wish.buffer);
    },
    /** Numbers into the rooms from this four on. */
    put: (at, values) => device.queue.writeBuffer(numbers, 16 * at, values),
    /** The picture after some of the steps. */
    take: async (first, end) => new Uint8ClampedArray(await taken(first, end, made, 0, size)),
    /** Numbers from one four to another, after some of the steps. */
    tell: async (first, end, from, to) => new Float32Array(await taken(first, end, numbers, 16 * from, 16 * (to - from))),
    close: () => bound.forEach((one) => one.destroy()),
  };
}
