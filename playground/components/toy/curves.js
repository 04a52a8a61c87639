// Small live curves beside the plane. A long run stays at a few hundred points: neighbours become one, their mean.

const KEPT = 300;

/** Which curves the numbers of one player belong to. */
const numbersOf = ({ who, loss, real, made }) => (who === "discriminator" ? { "D's loss": loss, "D(x)": real, "D(G(z))": made } : { "G's loss": loss });

/** The numbers of one game, by name. */
class History {
  constructor() {
    this.rows = [];
    this.every = 1;
    this.open = null;
    this.length = 0;
  }

  /** Add what a step has said. Missing numbers stay as they were. */
  push(values) {
    this.length += 1;
    this.open ??= { count: 0, sums: {} };
    this.open.count += 1;
    for (const [name, value] of Object.entries(values)) {
      const sum = (this.open.sums[name] ??= [0, 0]);
      sum[0] += value;
      sum[1] += 1;
    }
    if (this.open.count < this.every) return;
    this.rows.push(Object.fromEntries(Object.entries(this.open.sums).map(([name, [sum, count]]) => [name, sum / count])));
    this.open = null;
    if (this.rows.length < KEPT) return;
    this.rows = Array.from({ length: KEPT / 2 }, (_, k) => {
      const [one, other] = [this.rows[2 * k], this.rows[2 * k + 1]];
      const names = new Set([...Object.keys(one), ...Object.keys(other)]);
      return Object.fromEntries([...names].map((name) => [name, name in one && name in other ? (one[name] + other[name]) / 2 : (one[name] ?? other[name])]));
    });
    this.every *= 2;
  }

  /** The mean of a number lately; NaN where it was never said. */
  lately(name, rows = 8) {
    const values = this.rows.slice(-rows).flatMap((row) => (name in row ? [row[name]] : []));
    return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : Number(this.open?.sums[name]?.[0] / this.open?.sums[name]?.[1]);
  }
}

/**
 * A chart of some of a history's numbers.
 * lines: {name, colour, dash}; settled: {value, colour} where they come to rest; least: a span that is always in sight; band: [low, high] names
 */
function drawCurves(canvas, history, { lines, settled = [], least = null, band = null, theme }) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (!width) return;
  const brush = sharp(canvas, width, height);
  const { rows } = history;
  const names = [...lines.map(({ name }) => name), ...(band ?? [])];
  const values = rows.flatMap((row) => names.filter((name) => Number.isFinite(row[name])).map((name) => row[name]));
  let [low, high] = least ?? [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  for (const { value } of settled) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (!(high > low)) [low, high] = [Number.isFinite(low) ? low - 0.5 : 0, Number.isFinite(low) ? low + 0.5 : 1];
  const margin = 0.06 * (high - low);
  const x = (k) => 34 + ((width - 38) * k) / Math.max(1, rows.length - 1);
  const y = (value) => height - 4 - ((height - 8) * (value - low + margin)) / (high - low + 2 * margin);

  brush.font = `11px ${getComputedStyle(canvas).fontFamily}`;
  brush.fillStyle = faded(theme.text, 0.66);
  brush.textAlign = "right";
  brush.textBaseline = "middle";
  for (const end of [low, high]) brush.fillText(short(end), 30, Math.min(height - 7, Math.max(7, y(end))));
  for (const { value, colour } of settled) {
    brush.strokeStyle = faded(colour, 0.75);
    brush.setLineDash([4, 4]);
    brush.lineWidth = 1;
    brush.beginPath();
    brush.moveTo(34, y(value));
    brush.lineTo(width - 4, y(value));
    brush.stroke();
    brush.setLineDash([]);
  }
  if (band) {
    const known = rows.map((row, k) => [k, row]).filter(([, row]) => band.every((name) => Number.isFinite(row[name])));
    brush.fillStyle = faded(lines[0].colour, 0.22);
    brush.beginPath();
    for (const [k, row] of known) brush.lineTo(x(k), y(row[band[0]]));
    for (const [k, row] of known.reverse()) brush.lineTo(x(k), y(row[band[1]]));
    brush.fill();
  }
  for (const { name, colour, dash } of lines) {
    brush.strokeStyle = colour;
    brush.lineWidth = 1.8;
    brush.setLineDash(dash ?? []);
    brush.lineJoin = "round";
    brush.beginPath();
    rows.forEach((row, k) => Number.isFinite(row[name]) && brush.lineTo(x(k), y(row[name])));
    brush.stroke();
  }
  brush.setLineDash([]);
}

/** A number in as few letters as it needs. */
function short(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return "?";
  if (size >= 1000) return value.toExponential(0);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
