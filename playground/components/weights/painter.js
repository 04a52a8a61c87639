// Painting at once on the reader's own graphics card: it looks at a picture, and paints it; in between the moments of what it saw give
// way to a style's. engine/lessons/paint/instant/network.py (`way`, `dressed`, `words`) says what is done here, and why. Matrices are
// square, row by row.

/** `given` is the same text for the same picture. `style`: what engine/lessons/paint/instant/graphics.py (`code`) tells of a style. */
function painterOn(laid, { looks, steps, told, answered, layers, floor, grain }) {
  laid.put(0, grain);
  const last = { given: null, own: null, style: null, known: null };
  const run = async (rgba, { strength, style, given }) => {
    if (last.given !== given) {
      laid.show(rgba);
      const own = ownMoments(await laid.tell(0, looks, ...told), layers);
      Object.assign(last, { given, own, style: null });
    }
    const dressed = last.own.filter(({ spread }) => spread);
    if (strength && last.style !== style) {
      const known = styleMoments(new Float32Array(decodeBase64(style).buffer), layers);
      known.layers.forEach((one, k) => (one.way = wayBetween(dressed[k], one.root, floor)));
      Object.assign(last, { style, known });
    }
    laid.put(answered, dressing(dressed, wordsOf(last.own), strength, last.known));
    return laid.take(looks, steps.length);
  };
  return netOnCard(laid, run, { strength: 0, style: "" });
}

/** Of each layer its means and deviations, and, where it is dressed, its covariances. Of the others each four is one channel at four
 * places side by side. */
function ownMoments(told, layers) {
  let at = 0;
  return layers.map(({ channels, dressed }) => {
    const fours = dressed ? channels / 4 : channels;
    const one = dressed ? manyMoments(told.subarray(at), fours) : fourMoments(told.subarray(at), fours);
    at += 4 * fours + 16 * fours * fours;
    return one;
  });
}

function manyMoments(told, fours) {
  const many = 4 * fours;
  const spread = new Float64Array(many * many);
  for (let down = 0; down < many; down++) {
    for (let across = 0; across < many; across++) {
      const [less, more] = down <= across ? [down, across] : [across, down];
      // Of two channels of one four both ways are told, and of others one.
      const block = fours + 4 * ((less >> 2) * fours + (more >> 2)) + (more & 3);
      spread[down * many + across] = told[4 * block + (less & 3)];
    }
  }
  const deviation = Float64Array.from({ length: many }, (_one, k) => Math.sqrt(Math.max(spread[k * many + k], 0)));
  return { mean: Float64Array.from(told.subarray(0, many)), deviation, spread };
}

function fourMoments(told, fours) {
  const [mean, deviation] = [new Float64Array(fours), new Float64Array(fours)];
  for (let four = 0; four < fours; four++) {
    let squares = 0;
    for (let k = 0; k < 4; k++) {
      const own = told[4 * four + k];
      mean[four] += own / 4;
      squares += (told[4 * (fours + 4 * four * (fours + 1) + k) + k] + own * own) / 4;
    }
    deviation[four] = Math.sqrt(Math.max(squares - mean[four] ** 2, 0));
  }
  return { mean, deviation };
}

/** What `code` wrote: {words, layers: [{mean, root}]}, the layers that are dressed. */
function styleMoments(style, layers) {
  let at = 2 * layers.reduce((sum, { channels }) => sum + channels, 0);
  const words = style.subarray(0, at);
  const dressed = layers.filter((layer) => layer.dressed);
  return {
    words,
    layers: dressed.map(({ channels }) => {
      const mean = style.subarray(at, (at += channels));
      const root = new Float64Array(channels * channels);
      for (let row = 0; row < channels; row++) for (let column = 0; column <= row; column++) root[row * channels + column] = style[at++];
      return { mean, root };
    }),
  };
}

/** Means and deviations as one row of numbers, none of them huge. */
function wordsOf(own) {
  return own.flatMap(({ mean, deviation }) => [...mean, ...deviation].map(Math.asinh));
}

/** What the card needs to paint: for each dressed layer the matrix, 4 by 4 at a time, and the shift; and the words. */
function dressing(own, words, strength, known) {
  const numbers = [];
  own.forEach(({ mean }, layer) => {
    const many = mean.length;
    const style = strength ? known.layers[layer] : null;
    const turn = (row, column) => (row === column ? 1 - strength : 0) + (style ? strength * style.way[row * many + column] : 0);
    for (let down = 0; down < many; down += 4)
      for (let across = 0; across < many; across++) for (let row = down; row < down + 4; row++) numbers.push(turn(row, across));
    for (let row = 0; row < many; row++) {
      let shift = (1 - strength) * mean[row] + (style ? strength * style.mean[row] : 0);
      for (let column = 0; column < many; column++) shift -= turn(row, column) * mean[column];
      numbers.push(shift);
    }
  });
  words.forEach((word, k) => numbers.push(strength ? word + strength * (known.words[k] - word) : word));
  return Float32Array.from(numbers);
}

/** The symmetric T for which T A T = K Kᵀ, where A is the picture's own spread, raised a little. With A = L Lᵀ and P the positive factor
 * of Kᵀ L, it is L⁻ᵀ P L⁻¹: the same as network.py finds by way of eigenvalues. */
function wayBetween({ mean, spread }, root, floor) {
  const many = mean.length;
  let sum = 0;
  for (let k = 0; k < many; k++) sum += spread[k * many + k];
  const raised = spread.slice();
  for (let k = 0; k < many; k++) raised[k * many + k] += floor * Math.max(sum / many, 1e-6);
  const low = lowerRoot(raised, many);
  const both = product(transposed(root, many), low, many);
  const positive = product(transposed(rotationOf(both, many), many), both, many);
  const back = inverse(low, many);
  return product(product(transposed(back, many), positive, many), back, many);
}

/** L, 0 above its diagonal, with L Lᵀ = A (Cholesky). */
function lowerRoot(matrix, many) {
  const low = new Float64Array(many * many);
  for (let row = 0; row < many; row++) {
    for (let column = 0; column <= row; column++) {
      let left = matrix[row * many + column];
      for (let k = 0; k < column; k++) left -= low[row * many + k] * low[column * many + k];
      low[row * many + column] = row === column ? Math.sqrt(Math.max(left, 1e-12)) : left / low[column * many + column];
    }
  }
  return low;
}

/** Q of matrix = Q P, which only turns (polar decomposition by Newton's way, scaled as Higham 1986 does). */
function rotationOf(matrix, many) {
  let found = matrix;
  for (let round = 0; round < 30; round++) {
    const other = transposed(inverse(found, many), many);
    const scale = (norms(other, many) / norms(found, many)) ** 0.25;
    const next = found.map((value, k) => (scale * value + other[k] / scale) / 2);
    const far = next.reduce((sum, value, k) => sum + (value - found[k]) ** 2, 0);
    found = next;
    if (far < 1e-10 * many) break;
  }
  return found;
}

/** The largest sum along a row, times that along a column. */
function norms(matrix, many) {
  const [rows, columns] = [new Float64Array(many), new Float64Array(many)];
  matrix.forEach((value, at) => {
    rows[Math.floor(at / many)] += Math.abs(value);
    columns[at % many] += Math.abs(value);
  });
  return Math.max(...rows) * Math.max(...columns);
}

function transposed(matrix, many) {
  return matrix.map((_value, at) => matrix[(at % many) * many + Math.floor(at / many)]);
}

function product(one, other, many) {
  const found = new Float64Array(many * many);
  for (let row = 0; row < many; row++) {
    for (let k = 0; k < many; k++) {
      const by = one[row * many + k];
      if (by) for (let column = 0; column < many; column++) found[row * many + column] += by * other[k * many + column];
    }
  }
  return found;
}

/** By elimination (Gauss and Jordan), each time with the largest number that is left in the column. */
function inverse(matrix, many) {
  const rows = Array.from({ length: many }, (_one, row) => {
    const line = new Float64Array(2 * many);
    line.set(matrix.subarray(row * many, (row + 1) * many));
    line[many + row] = 1;
    return line;
  });
  for (let k = 0; k < many; k++) {
    let best = k;
    for (let row = k + 1; row < many; row++) if (Math.abs(rows[row][k]) > Math.abs(rows[best][k])) best = row;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    const own = rows[k];
    const by = 1 / own[k];
    for (let column = k; column < 2 * many; column++) own[column] *= by;
    for (let row = 0; row < many; row++) {
      const share = rows[row][k];
      if (row === k || !share) continue;
      for (let column = k; column < 2 * many; column++) rows[row][column] -= share * own[column];
    }
  }
  const found = new Float64Array(many * many);
  rows.forEach((line, row) => found.set(line.subarray(many), row * many));
  return found;
}
