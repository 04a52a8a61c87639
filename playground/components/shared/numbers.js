// Numbers: from Python's packing, from seeded chance, and held between two ends.

function decodeBase64(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

/** Python's numbers(): 16-bit whole numbers with one scale. */
function decodeNumbers(packed) {
  return Float32Array.from(new Int16Array(decodeBase64(packed.shorts).buffer), (value) => value * packed.scale);
}

/** A seeded stream of numbers in [0, 1) (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A bell-shaped number from a stream (Box and Muller). */
function bell(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function shuffle(list, random) {
  for (let k = list.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [list[k], list[other]] = [list[other], list[k]];
  }
}

const within = (value, least = 0, most = 1) => Math.min(most, Math.max(least, value));
