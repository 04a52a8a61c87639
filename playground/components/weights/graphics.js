// A generator on the reader's own graphics card (WebGPU). engine/weights/graphics.py notes the steps; the pictures are the engine's
// within 2 levels of 255. All numbers lie in one array, channels in fours: of each four, the places of a picture, row by row.

/** What each step is told, as whole numbers: its own rooms, and where its weights begin. */
const TOLD = ["x", "xFours", "xHeight", "xWidth", "out", "fours", "height", "width", "weight", "scale", "shift", "seen", "other", "relu", "some"];

/** Bytes from what one step is told to the next: cards ask for whole 256. */
const APART = 256;

/** How many threads work together: on squares of places, or on one four of channels. */
const [SIDE, TOGETHER] = [8, 256];

/** Milliseconds that a picture may take: a card that only a processor plays at leaves the work to the server. */
const SLOWEST = 1500;

/** Places along a row that one thread works on in a convolution. */
const RUN = 4;

const PROGRAM = `
struct Told { ${TOLD.map((name) => `${name}: u32`).join(", ")} }
struct Wish { strength: f32, inner: f32, drops: u32 }
override STRIDE: u32 = 1;

@group(0) @binding(0) var<storage, read_write> numbers: array<vec4f>;
@group(0) @binding(1) var<storage, read> halves: array<vec4u>;
@group(0) @binding(2) var<storage, read> floats: array<vec4f>;
@group(0) @binding(3) var<uniform> told: Told;
@group(0) @binding(4) var<storage, read> picture: array<u32>;
@group(0) @binding(5) var<storage, read> kept: array<u32>;
@group(0) @binding(6) var<storage, read_write> made: array<u32>;
@group(0) @binding(7) var<uniform> wish: Wish;

var<workgroup> sums: array<vec4f, ${TOGETHER}>;

fn place(id: vec3u) -> u32 { return id.z * told.height * told.width + id.y * told.width + id.x; }
fn outside(id: vec3u) -> bool { return id.x >= told.width || id.y >= told.height; }
fn within(at: i32, count: u32) -> u32 { return u32(clamp(at, 0, i32(count) - 1)); }

@compute @workgroup_size(${SIDE}, ${SIDE})
fn conv(@builtin(global_invocation_id) id: vec3u) {
  let left = id.x * ${RUN}u;
  if (left >= told.width || id.y >= told.height) { return; }
  var found: array<vec4f, ${RUN}>;
  for (var k = 0u; k < ${RUN}u; k++) { found[k] = floats[told.scale + id.z]; }
  for (var four = 0u; four < told.xFours; four++) {
    for (var ky = 0u; ky < 3u; ky++) {
      let row = told.x + (four * told.xHeight + within(i32(id.y * STRIDE + ky) - 1, told.xHeight)) * told.xWidth;
      var line: array<vec4f, ${2 * RUN + 1}>;
      for (var c = 0u; c < (${RUN}u - 1u) * STRIDE + 3u; c++) { line[c] = numbers[row + within(i32(left * STRIDE + c) - 1, told.xWidth)]; }
      for (var kx = 0u; kx < 3u; kx++) {
        let at = told.weight + (((id.z * 3u + ky) * 3u + kx) * told.xFours + four) * 2u;
        let one = halves[at];
        let two = halves[at + 1u];
        let weight = mat4x4f(
          vec4f(unpack2x16float(one.x), unpack2x16float(one.y)), vec4f(unpack2x16float(one.z), unpack2x16float(one.w)),
          vec4f(unpack2x16float(two.x), unpack2x16float(two.y)), vec4f(unpack2x16float(two.z), unpack2x16float(two.w)));
        for (var k = 0u; k < ${RUN}u; k++) { found[k] += weight * line[k * STRIDE + kx]; }
      }
    }
  }
  let first = told.out + (id.z * told.height + id.y) * told.width + left;
  for (var k = 0u; k < min(${RUN}u, told.width - left); k++) { numbers[first + k] = select(found[k], max(found[k], vec4f(0)), told.relu == 1u); }
}

fn summed(thread: u32, own: vec4f) -> vec4f {
  sums[thread] = own;
  for (var half = ${TOGETHER / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { sums[thread] += sums[thread + half]; }
  }
  workgroupBarrier();
  let all = sums[0];
  workgroupBarrier();
  return all;
}

@compute @workgroup_size(${TOGETHER})
fn see(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = told.height * told.width;
  let first = told.x + group.z * count;
  var own = vec4f(0);
  for (var k = thread; k < count; k += ${TOGETHER}u) { own += numbers[first + k]; }
  let mean = summed(thread, own) / f32(count);
  own = vec4f(0);
  for (var k = thread; k < count; k += ${TOGETHER}u) { let far = numbers[first + k] - mean; own += far * far; }
  let sharp = inverseSqrt(summed(thread, own) / f32(count) + 1e-5) * floats[told.scale + group.z];
  if (thread == 0u) {
    numbers[told.seen + 2u * group.z] = sharp;
    numbers[told.seen + 2u * group.z + 1u] = floats[told.shift + group.z] - mean * sharp;
  }
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn norm(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id)) { return; }
  let at = place(id);
  var found = numbers[told.x + at] * numbers[told.seen + 2u * id.z] + numbers[told.seen + 2u * id.z + 1u];
  if (told.relu == 1u) { found = max(found, vec4f(0)); }
  if (told.some == 1u) { found = numbers[told.other + at] + wish.inner * found; }
  numbers[told.out + at] = found;
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn larger(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id)) { return; }
  let near = vec2i(id.xy / 2u);
  let next = near + vec2i(id.xy % 2u) * 2 - 1;
  let plane = told.x + id.z * told.xHeight * told.xWidth;
  let rows = plane + vec2u(within(near.y, told.xHeight), within(next.y, told.xHeight)) * told.xWidth;
  let columns = vec2u(within(near.x, told.xWidth), within(next.x, told.xWidth));
  let above = 0.75 * numbers[rows.x + columns.x] + 0.25 * numbers[rows.x + columns.y];
  let below = 0.75 * numbers[rows.y + columns.x] + 0.25 * numbers[rows.y + columns.y];
  numbers[told.out + place(id)] = 0.75 * above + 0.25 * below;
}

/// Of the given picture, whose edges go on where it ends.
fn colour(x: u32, y: u32) -> vec3f { return unpack4x8unorm(picture[min(y, told.xHeight - 1) * told.xWidth + min(x, told.xWidth - 1)]).rgb; }

@compute @workgroup_size(${SIDE}, ${SIDE})
fn give(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id)) { return; }
  numbers[told.out + place(id)] = vec4f(colour(id.x, id.y), 0);
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn fold(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id)) { return; }
  let wide = 2u * told.width;
  var found: vec4f;
  for (var k = 0u; k < 4u; k++) {
    let x = 2u * id.x + k % 2u;
    let y = 2u * id.y + k / 2u;
    if (id.z < 3u) { found[k] = colour(x, y)[id.z]; }
    else { found[k] = floats[told.scale + (y * wide + x) / 4u][x % 4u]; }
  }
  numbers[told.out + place(id)] = found;
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn drop(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id) || wish.drops == 0u) { return; }
  let plane = told.height * told.width;
  var stays: vec4f;
  for (var k = 0u; k < 4u; k++) {
    let at = told.other + (id.z * 4u + k) * plane + id.y * told.width + id.x;
    stays[k] = f32((kept[at / 32u] >> (at % 32u)) & 1u);
  }
  numbers[told.out + place(id)] *= stays * floats[told.scale];
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn colours(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= told.xWidth || id.y >= told.xHeight) { return; }
  let own = colour(id.x, id.y);
  let sum = numbers[told.x + place(id)].rgb;
  var found = mix(own, 1 / (1 + exp(-sum)), wish.strength);
  if (told.some == 1u) {
    let kept = clamp(own, vec3f(0.02), vec3f(0.98));
    found = 1 / (1 + exp(-(wish.strength * sum + log(kept / (1 - kept)))));
  }
  made[id.y * told.xWidth + id.x] = pack4x8unorm(vec4f(found, 1));
}
`;

/** Kind of a step -> the function of the program, and what it is made for. */
const KINDS = { conv1: ["conv", { STRIDE: 1 }], conv2: ["conv", { STRIDE: 2 }], colour: ["colours", {}] };

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
  const kinds = ["conv1", "conv2", "see", "norm", "larger", "give", "fold", "drop", "colour"];
  const made = await Promise.all(
    kinds.map((kind) => {
      const [entryPoint, constants] = KINDS[kind] ?? [kind, {}];
      return device.createComputePipelineAsync({ layout, compute: { module, entryPoint, constants } });
    }),
  );
  card.pipelines = Object.fromEntries(kinds.map((kind, k) => [kind, made[k]]));
  return card;
}

/** The generator of a packed description: {height, width, run(rgba, wish)}. Null where no card is fit for it. */
async function openGenerator(packed, slowest = SLOWEST) {
  const net = await laidOut(packed);
  if (!net) return null;
  const nothing = [new Uint8Array(4 * net.height * net.width), { strength: 1, inner: 1, mask: null }];
  await net.run(...nothing); // the first one also gets the card ready
  const began = performance.now();
  await net.run(...nothing);
  if (performance.now() - began < slowest) return net;
  net.close();
  return null;
}

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
  const picture = buffer(size, STORAGE | COPY_DST);
  const kept = buffer(Math.max(masked / 8, 16), STORAGE | COPY_DST);
  const made = buffer(size, STORAGE | COPY_SRC);
  const wished = buffer(16, UNIFORM | COPY_DST);
  const back = buffer(size, MAP_READ | COPY_DST);
  const bound = [buffer(16 * fours, STORAGE), filled(shorts, STORAGE), filled(floats, STORAGE), filled(told, UNIFORM), picture, kept, made, wished];
  const group = device.createBindGroup({
    layout: card.layout,
    entries: bound.map((one, binding) => ({ binding, resource: binding === 3 ? { buffer: one, size: APART } : { buffer: one } })),
  });
  const encode = () => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    steps.forEach(({ kind, out }, k) => {
      pass.setPipeline(card.pipelines[kind]);
      pass.setBindGroup(0, group, [k * APART]);
      const across = kind.startsWith("conv") ? SIDE * RUN : SIDE;
      if (kind === "see") pass.dispatchWorkgroups(1, 1, out[1]);
      else pass.dispatchWorkgroups(Math.ceil(out[3] / across), Math.ceil(out[2] / SIDE), out[1]);
    });
    pass.end();
    encoder.copyBufferToBuffer(made, 0, back, 0, size);
    return encoder.finish();
  };
  let turn = Promise.resolve();
  /** One picture after another: they share their room. `strength` 0 leaves the picture; `mask`: what dropout keeps, or null. */
  const run = async (rgba, { strength, inner, mask }) => {
    if (!strength) return new Uint8ClampedArray(rgba);
    if (card.lost) throw new Error("The graphics card was lost.");
    device.queue.writeBuffer(picture, 0, rgba);
    if (mask) device.queue.writeBuffer(kept, 0, mask);
    const wish = new DataView(new ArrayBuffer(16));
    [strength, inner].forEach((value, k) => wish.setFloat32(4 * k, value, true));
    wish.setUint32(8, Number(Boolean(mask)), true);
    device.queue.writeBuffer(wished, 0, wish.buffer);
    device.queue.submit([encode()]);
    await back.mapAsync(GPUMapMode.READ);
    const found = new Uint8ClampedArray(back.getMappedRange().slice(0, size));
    back.unmap();
    return found;
  };
  return {
    height,
    width,
    run: (rgba, wish) => (turn = turn.catch(() => {}).then(() => run(rgba, wish))),
    close: () => bound.concat(back).forEach((one) => one.destroy()),
  };
}
