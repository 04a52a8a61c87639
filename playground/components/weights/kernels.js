// What a graphics card does at each step of a network (WebGPU): functions in WGSL. engine/weights/graphics.py notes the steps; the
// pictures are the engine's within 2 levels of 255. All numbers lie in one array, channels in fours: of each four, the places of a
// picture, row by row.

/** What each step is told, as whole numbers: its own rooms, and where its weights begin. */
const TOLD = ["x", "xFours", "xHeight", "xWidth", "out", "fours", "height", "width", "weight", "scale", "shift", "seen", "other", "relu", "some"];

/** How many threads work together: on squares of places, on one four of channels, or on what two fours have to do with each other. */
const [SIDE, TOGETHER, PAIRED] = [8, 256, 64];

/** Places along a row that one thread works on in a convolution. */
const RUN = 4;

const each = (count, line) => Array.from({ length: count }, (_one, k) => line(k)).join("\n  ");

/** A convolution of this stride, its inner loops written out: what a card would keep in a list, it keeps at hand. */
const convolution = (stride) => `
@compute @workgroup_size(${SIDE}, ${SIDE})
fn conv${stride}(@builtin(global_invocation_id) id: vec3u) {
  let left = id.x * ${RUN}u;
  if (left >= told.width || id.y >= told.height) { return; }
  ${each(RUN, (k) => `var found${k} = floats[told.scale + id.z];`)}
  ${each((RUN - 1) * stride + 3, (c) => `let x${c} = i32(left * ${stride}u) + ${c - 1}; let at${c} = within(x${c}, told.xWidth); let off${c} = told.some == 1u && beyond(x${c}, told.xWidth);`)}
  for (var four = 0u; four < told.xFours; four++) {
    for (var ky = 0u; ky < 3u; ky++) {
      let y = i32(id.y * ${stride}u + ky) - 1;
      if (told.some == 1u && beyond(y, told.xHeight)) { continue; }
      let row = told.x + (four * told.xHeight + within(y, told.xHeight)) * told.xWidth;
      ${each((RUN - 1) * stride + 3, (c) => `let line${c} = select(numbers[row + at${c}], vec4f(0), off${c});`)}
      let block = (id.z * 3u + ky) * 3u * told.xFours + four;
      ${each(3, (kx) => `let weight${kx} = weights(block + ${kx}u * told.xFours);`)}
      ${each(RUN, (k) => `found${k} += weight0 * line${k * stride} + weight1 * line${k * stride + 1} + weight2 * line${k * stride + 2};`)}
    }
  }
  let first = told.out + (id.z * told.height + id.y) * told.width + left;
  ${each(RUN, (k) => `if (left + ${k}u < told.width) { numbers[first + ${k}u] = select(found${k}, max(found${k}, vec4f(0)), told.relu == 1u); }`)}
}`;

const PROGRAM = `
struct Told { ${TOLD.map((name) => `${name}: u32`).join(", ")} }
struct Wish { strength: f32, inner: f32, drops: u32 }

@group(0) @binding(0) var<storage, read_write> numbers: array<vec4f>;
@group(0) @binding(1) var<storage, read> halves: array<vec4u>;
@group(0) @binding(2) var<storage, read> floats: array<vec4f>;
@group(0) @binding(3) var<uniform> told: Told;
@group(0) @binding(4) var<storage, read> picture: array<u32>;
@group(0) @binding(5) var<storage, read> kept: array<u32>;
@group(0) @binding(6) var<storage, read_write> made: array<u32>;
@group(0) @binding(7) var<uniform> wish: Wish;

var<workgroup> sums: array<vec4f, ${TOGETHER}>;
var<workgroup> pairs: array<mat4x4f, ${PAIRED}>;

fn place(id: vec3u) -> u32 { return id.z * told.height * told.width + id.y * told.width + id.x; }
fn outside(id: vec3u) -> bool { return id.x >= told.width || id.y >= told.height; }
fn within(at: i32, count: u32) -> u32 { return u32(clamp(at, 0, i32(count) - 1)); }
fn beyond(at: i32, count: u32) -> bool { return at < 0 || at >= i32(count); }

/// Of a convolution: what four channels add to four others.
fn weights(block: u32) -> mat4x4f {
  let one = halves[told.weight + 2u * block];
  let two = halves[told.weight + 2u * block + 1u];
  return mat4x4f(
    vec4f(unpack2x16float(one.x), unpack2x16float(one.y)), vec4f(unpack2x16float(one.z), unpack2x16float(one.w)),
    vec4f(unpack2x16float(two.x), unpack2x16float(two.y)), vec4f(unpack2x16float(two.z), unpack2x16float(two.w)));
}

${convolution(1)}

${convolution(2)}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn mixed(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id)) { return; }
  let plane = told.height * told.width;
  let at = told.x + id.y * told.width + id.x;
  var found: vec4f;
  if (told.some == 1u) {
    found = numbers[told.scale + id.z];
    for (var four = 0u; four < told.xFours; four++) {
      let block = told.weight + 4u * (id.z * told.xFours + four);
      found += mat4x4f(numbers[block], numbers[block + 1u], numbers[block + 2u], numbers[block + 3u]) * numbers[at + four * plane];
    }
  } else {
    found = floats[told.scale + id.z];
    for (var four = 0u; four < told.xFours; four++) { found += weights(id.z * told.xFours + four) * numbers[at + four * plane]; }
  }
  numbers[told.out + place(id)] = select(found, max(found, vec4f(0)), told.relu == 1u);
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn turn(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id)) { return; }
  let at = place(id);
  let here = id.y * told.width + id.x;
  let turns = told.seen + id.z;
  let rough = numbers[turns + 2u * told.fours] * numbers[told.scale + here / 4u][here % 4u];
  var found = max(numbers[told.x + at] * (1 + numbers[turns]) + numbers[turns + told.fours] + rough, vec4f(0));
  if (told.some == 1u) { found += numbers[told.other + at]; }
  numbers[told.out + at] = found;
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

/// Where four are one channel at four places side by side, they count as one.
fn even(four: vec4f) -> vec4f { return select(four, vec4f(dot(four, vec4f(0.25))), told.some == 1u); }

@compute @workgroup_size(${TOGETHER})
fn see(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let count = told.height * told.width;
  let first = told.x + group.z * count;
  var own = vec4f(0);
  for (var k = thread; k < count; k += ${TOGETHER}u) { own += numbers[first + k]; }
  let mean = even(summed(thread, own) / f32(count));
  own = vec4f(0);
  for (var k = thread; k < count; k += ${TOGETHER}u) { let far = numbers[first + k] - mean; own += far * far; }
  let sharp = inverseSqrt(even(summed(thread, own) / f32(count)) + 1e-5) * floats[told.scale + group.z];
  if (thread == 0u) {
    numbers[told.seen + 2u * group.z] = sharp;
    numbers[told.seen + 2u * group.z + 1u] = floats[told.shift + group.z] - mean * sharp;
  }
}

fn paired(thread: u32, own: mat4x4f) -> mat4x4f {
  pairs[thread] = own;
  for (var half = ${PAIRED / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { pairs[thread] += pairs[thread + half]; }
  }
  workgroupBarrier();
  let all = pairs[0];
  workgroupBarrier();
  return all;
}

@compute @workgroup_size(${PAIRED})
fn gram(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (group.x > group.y || (told.some == 1u && group.x != group.y)) { return; }
  let count = told.height * told.width;
  let first = told.x + group.x * count;
  let second = told.x + group.y * count;
  var own = mat4x4f();
  for (var k = thread; k < count; k += ${PAIRED}u) { own[0] += numbers[first + k]; own[1] += numbers[second + k]; }
  let means = paired(thread, own) * (1 / f32(count));
  own = mat4x4f();
  for (var k = thread; k < count; k += ${PAIRED}u) {
    let one = numbers[first + k] - means[0];
    let two = numbers[second + k] - means[1];
    own += mat4x4f(one * two.x, one * two.y, one * two.z, one * two.w);
  }
  let products = paired(thread, own) * (1 / f32(count));
  if (thread > 0u) { return; }
  let at = told.seen + told.fours + 4u * (group.x * told.fours + group.y);
  for (var k = 0u; k < 4u; k++) { numbers[at + k] = products[k]; }
  if (group.x == group.y) { numbers[told.seen + group.x] = means[0]; }
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
  let share = select(0.25, 0, told.some == 1u);
  let above = mix(numbers[rows.x + columns.x], numbers[rows.x + columns.y], share);
  let below = mix(numbers[rows.y + columns.x], numbers[rows.y + columns.y], share);
  numbers[told.out + place(id)] = mix(above, below, share);
}

/// Of the given picture, whose edges go on where it ends.
fn colour(x: u32, y: u32, rim: u32) -> vec3f {
  let row = within(i32(y) - i32(rim), told.xHeight);
  return unpack4x8unorm(picture[row * told.xWidth + within(i32(x) - i32(rim), told.xWidth)]).rgb;
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn give(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id)) { return; }
  numbers[told.out + place(id)] = vec4f(colour(id.x, id.y, 0), 0);
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn fold(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id)) { return; }
  let wide = 2u * told.width;
  var found: vec4f;
  for (var k = 0u; k < 4u; k++) {
    let x = 2u * id.x + k % 2u;
    let y = 2u * id.y + k / 2u;
    if (id.z < 3u) { found[k] = colour(x, y, told.other)[id.z]; }
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
  let own = colour(id.x, id.y, 0);
  let sum = numbers[told.x + place(id)].rgb;
  var found = mix(own, 1 / (1 + exp(-sum)), wish.strength);
  if (told.some == 1u) {
    let kept = clamp(own, vec3f(0.02), vec3f(0.98));
    found = 1 / (1 + exp(-(wish.strength * sum + log(kept / (1 - kept)))));
  }
  made[id.y * told.xWidth + id.x] = pack4x8unorm(vec4f(found, 1));
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn unfold(@builtin(global_invocation_id) id: vec3u) {
  if (outside(id)) { return; }
  let at = id.xy + told.other;
  var sum: vec3f;
  for (var k = 0u; k < 3u; k++) { sum[k] = numbers[told.x + (k * told.xHeight + at.y / 2u) * told.xWidth + at.x / 2u][(at.y % 2u) * 2u + at.x % 2u]; }
  made[id.y * told.width + id.x] = pack4x8unorm(vec4f(select(1 / (1 + exp(-sum)), sum + 0.5, told.some == 1u), 1));
}
`;

/** Kind of a step -> the function of the program, what it is made for, and how many groups of threads take it. */
const KINDS = {
  conv1: { groups: squares(SIDE * RUN) },
  conv2: { groups: squares(SIDE * RUN) },
  see: { groups: ([, fours]) => [1, 1, fours] },
  gram: { groups: ([, fours]) => [fours, fours, 1] },
  colour: { does: "colours" },
  mix: { does: "mixed" },
  ...Object.fromEntries(["turn", "norm", "larger", "give", "fold", "unfold", "drop"].map((kind) => [kind, {}])),
};

function squares(across) {
  return ([, fours, height, width]) => [Math.ceil(width / across), Math.ceil(height / SIDE), fours];
}
