// Sums over the encoded data: how dense they lie, and who is near.

/** Density of the codes in the plane of dimensions i and j, on the grid gx by gy: each code a bell as wide as its spread. */
function mixtureDensity({ points, spreads, d, n }, i, j, gx, gy) {
  const field = new Float32Array(gx.length * gy.length);
  if (!n) return field;
  const usual = [i, j].map((axis) => 0.7 * deviation(points, d, n, axis) * n ** (-1 / 6) || 1e-3);
  const bells = (lines, at, width) => lines.map((z) => Math.exp(-0.5 * ((z - at) / width) ** 2) / (width * Math.sqrt(2 * Math.PI)));
  for (let k = 0; k < n; k++) {
    const [sx, sy] = [0, 1].map((axis) => Math.max(spreads ? spreads[k * d + [i, j][axis]] : usual[axis], usual[axis] / 4));
    const across = bells(gx, points[k * d + i], sx);
    const up = bells(gy, points[k * d + j], sy);
    for (let row = 0; row < gy.length; row++) {
      if (up[row] < 1e-4) continue;
      for (let column = 0; column < gx.length; column++) field[row * gx.length + column] += (up[row] * across[column]) / n;
    }
  }
  return field;
}

function deviation(points, d, n, axis) {
  let [sum, squares] = [0, 0];
  for (let k = 0; k < n; k++) {
    sum += points[k * d + axis];
    squares += points[k * d + axis] ** 2;
  }
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}

/** Means, variances and covariance of the codes in two dimensions: what stands for a prior where there is none. */
function momentsOf({ points, d, n }, i, j) {
  const mean = (of) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += of(points[k * d + i], points[k * d + j]);
    return n ? sum / n : 0;
  };
  const [mx, my] = [mean((x) => x), mean((x, y) => y)];
  return [mx, mean((x) => (x - mx) ** 2) || 1, my, mean((x, y) => (y - my) ** 2) || 1, mean((x, y) => (x - mx) * (y - my))];
}

/** A bell in two dimensions on the grid, and how far each place is from its middle, in squared standard deviations. */
function gaussianDensity([mx, vx, my, vy, both], gx, gy) {
  const determinant = Math.max(vx * vy - both * both, 1e-9);
  const density = new Float32Array(gx.length * gy.length);
  const square = new Float32Array(gx.length * gy.length);
  for (let c = 0; c < density.length; c++) {
    const [x, y] = [gx[c % gx.length] - mx, gy[Math.floor(c / gx.length)] - my];
    square[c] = (vy * x * x - 2 * both * x * y + vx * y * y) / determinant;
    density[c] = Math.exp(-square[c] / 2) / (2 * Math.PI * Math.sqrt(determinant));
  }
  return { density, square };
}

/** Which class most of the 50 nearest codes have, and their share. All dimensions count. */
function neighbours({ points, labels, d, n, near }, z) {
  if (!labels || !n) return null;
  const far = (near.far ??= new Float32Array(n));
  for (let k = 0; k < n; k++) {
    let sum = 0;
    for (let axis = 0; axis < d; axis++) sum += (points[k * d + axis] - z[axis]) ** 2;
    far[k] = sum;
  }
  const count = Math.min(50, n);
  const limit = Float32Array.from(far).sort()[count - 1];
  const votes = new Map();
  for (let k = 0; k < n; k++) if (far[k] <= limit) votes.set(labels[k], (votes.get(labels[k]) ?? 0) + 1);
  const [label, most] = [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best));
  return { label, share: most / [...votes.values()].reduce((sum, vote) => sum + vote, 0) };
}

/** How far random draws of a d-dimensional prior lie from its centre: the curve, and the share beyond `radius`. */
function distances(d, radius) {
  const reach = Math.sqrt(d) + 3.2;
  const curve = Array.from({ length: 161 }, (_, k) => {
    const r = (k / 160) * reach;
    // In logarithms: r to the power of 63 overflows nothing this way.
    return r === 0 ? (d === 1 ? 1 : 0) : Math.exp((d - 1) * Math.log(r / Math.sqrt(Math.max(d - 1, 1))) - (r * r - Math.max(d - 1, 1)) / 2);
  });
  const all = curve.reduce((sum, value) => sum + value, 0);
  const beyond = curve.reduce((sum, value, k) => sum + ((k / 160) * reach > radius ? value : 0), 0);
  return { reach, curve, beyond: beyond / all };
}

function traceShape(brush, shape, x, y, size) {
  brush.beginPath();
  if (shape === 1) brush.rect(x - size, y - size, 2 * size, 2 * size);
  else if (shape === 2) {
    brush.moveTo(x, y - 1.4 * size);
    brush.lineTo(x + 1.3 * size, y + size);
    brush.lineTo(x - 1.3 * size, y + size);
  } else if (shape === 3) {
    brush.moveTo(x, y - 1.5 * size);
    brush.lineTo(x + 1.5 * size, y);
    brush.lineTo(x, y + 1.5 * size);
    brush.lineTo(x - 1.5 * size, y);
  } else brush.arc(x, y, size, 0, 7);
}

/** +0.90, −1.25: always with its sign, so that numbers do not jump while one drags. */
function signed(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return (Number(text) === 0 ? "" : value < 0 ? "−" : "+") + text;
}
