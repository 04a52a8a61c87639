// Axes: which numbers to write beside them, and how a person would write a number.

/** 1, 2 or 5 times a power of ten: the smallest such step that cuts `span` into at most `most` parts. */
function niceStep(span, most) {
  const rough = span / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((times) => times * power >= rough * 0.999999);
}

/** Ticks of an axis of equal steps: [{ value, words }]. */
function evenTicks(low, high, most, whole = false) {
  const step = Math.max(niceStep(high - low, most), whole ? 1 : 0);
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    ticks.push({ value: k * step, words: tickWords(k * step, step) });
  }
  return ticks;
}

/** Ticks of a logarithmic axis: powers of ten where there are many, 1, 2, 5 where there are few, even steps within one decade. */
function logTicks(low, high, most) {
  const decades = [];
  for (let k = Math.floor(Math.log10(low)); k <= Math.ceil(Math.log10(high)); k++) decades.push(k);
  const within = (values) => values.filter((value) => value >= low * 0.999999 && value <= high * 1.000001);
  const fine = within(decades.flatMap((k) => [1, 2, 5].map((times) => times * 10 ** k)));
  if (fine.length < 3) return evenTicks(low, high, most).filter(({ value }) => value > 0);
  const coarse = within(decades.map((k) => 10 ** k));
  const kept = fine.length <= most ? fine : coarse.filter((none, k) => k % Math.ceil(coarse.length / most) === 0);
  return kept.map((value) => ({ value, words: tickWords(value, 10 ** Math.floor(Math.log10(value) + 1e-9)) }));
}

function tickWords(value, step) {
  if (Math.abs(value) < step * 1e-6) return "0";
  if (step >= 1e6) return `${plain(value / 1e6, 0)} M`;
  if (step >= 1e4) return `${plain(value / 1e3, 0)} k`;
  if (step < 0.9e-4) return minus(value.toExponential(Math.max(0, Math.floor(Math.log10(Math.abs(value) / step) + 1e-9))));
  return plain(value, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

/** Four digits that matter: exact enough to compare, short enough to read. */
function numberWords(value) {
  if (value === null || !Number.isFinite(value)) return _("not a number");
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e6)) return minus(value.toExponential(2));
  return minus(Number(value.toPrecision(4)).toLocaleString("en", { maximumFractionDigits: 8 }));
}

const plain = (value, digits) => minus(value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }));
const minus = (text) => text.replace(/-/g, "−");

/** The place of the number in an ascending list that lies nearest to x. */
function nearest(xs, x) {
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] < x) low = middle;
    else high = middle;
  }
  return Math.abs(xs[low] - x) <= Math.abs(xs[high] - x) ? low : high;
}

/** The mean of the numbers within `reach` of each. Near the start it looks no further ahead than back, so that a steep start stays. */
function runningMean({ xs, ys }, reach) {
  const [sums, counts] = [[0], [0]];
  ys.forEach((y, k) => {
    sums.push(sums[k] + (y ?? 0));
    counts.push(counts[k] + (y === null ? 0 : 1));
  });
  let [from, to] = [0, 0];
  const means = xs.map((x) => {
    const ahead = Math.min(reach, x - xs[0]);
    while (xs[from] < x - ahead) from += 1;
    while (to < xs.length && xs[to] <= x + ahead) to += 1;
    const count = counts[to] - counts[from];
    return count ? (sums[to] - sums[from]) / count : null;
  });
  return { xs, ys: means };
}
