// One axis of a latent pad: numbers to places and back, by equal steps or by equal probability.

/** Share of a standard bell curve left of z (Abramowitz & Stegun 7.1.26, error below 2e-7). */
function shareLeftOf(z) {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - tail * Math.exp(-x * x);
  return z < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
}

/** The z with a share `u` of the bell curve left of it. Halving suffices: it is asked for lines of a grid, not for points. */
function quantile(u) {
  let low = -6;
  let high = 6;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (shareLeftOf(middle) < u) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** One axis: numbers to shares of the plane's side and back. By equal steps, or by equal probability under the prior. */
function makeScale(steps, centre, extent) {
  if (steps === "probability") return { to: shareLeftOf, from: (u) => quantile(Math.min(0.9997, Math.max(0.0003, u))) };
  return { to: (z) => (z - centre + extent) / (2 * extent), from: (u) => centre - extent + 2 * extent * Math.min(1, Math.max(0, u)) };
}
