// A guess on a chart: the reader draws what a curve will do, or chooses it, before it does. Then both lie over one another.

ICONS.guess = "M4 20l1-5L16 4l4 4L9 19zM3 22h18";

/** Ways a curve may go that can be chosen without drawing: share of the way -> share of the height. */
const WAYS = {
  rises: (t) => 0.1 + 0.75 * (1 - Math.exp(-4 * t)),
  falls: (t) => 0.1 + 0.8 * Math.exp(-4 * t),
  stays: () => 0.5,
  swings: (t) => 0.5 + 0.35 * Math.sin(26 * t),
};

const PLACES = 60;

class Guess {
  constructor(chart) {
    this.chart = chart;
    this.drawing = false;
    const way = (name, words) => el("button", { type: "button", class: "button", click: () => this.choose(name) }, words);
    this.words = el("span", {});
    this.ways = el("div", { class: "ways", role: "group", "aria-label": N_("What will it do?"), hidden: true }, this.words, way("rises", N_("It rises")), way("falls", N_("It falls")), way("stays", N_("It stays")), way("swings", N_("It swings")));
    this.button = el("button", { type: "button", class: "button", click: () => this.take(!this.drawing) }, icon("guess"), el("span", {}, N_("Predict")));
    say(this.button, "title", N_("Draw on the chart what the curve will do, then see it do so or not"));
    this.said = el("p", { class: "guessed", hidden: true });
  }

  /** Where guesses are asked for: up to which step, and on what scale if there are no numbers yet. */
  get asked() {
    return this.chart.data.guess;
  }

  get points() {
    return this.chart.done.guess ?? [];
  }

  /** The whole width is needed while one draws, and as long as a guess lies there. */
  get until() {
    return this.asked && (this.drawing || this.points.length) ? this.asked.until : null;
  }

  /** The line that is guessed: the first one of the chart. */
  get line() {
    return this.chart.lines[0];
  }

  take(on) {
    this.drawing = on;
    if (on) this.chart.done.view = null;
    this.tell();
    this.chart.wake();
  }

  choose(name) {
    const { low, high } = this.room();
    const from = this.from;
    this.chart.done.guess = Array.from({ length: PLACES + 1 }, (none, k) => {
      const t = k / PLACES;
      return [from + t * (this.asked.until - from), low + WAYS[name](t) * (high - low)];
    });
    this.settle();
  }

  /** A guess is for what is not known yet. */
  get from() {
    return this.asked.blank || !this.line?.xs.length ? 0 : this.line.xs.at(-1);
  }

  /** From which number to which a hand may guess. */
  room() {
    const range = this.chart.drawing.range;
    return { low: range.low, high: range.high };
  }

  /** A hand is at a place of the plot: what it has drawn to the right of there is taken back. */
  put(x, y) {
    if (x < this.from) return;
    const { points } = this;
    const last = points.at(-1);
    if (last && x <= last[0]) this.chart.done.guess = points.filter(([at]) => at < x);
    this.chart.done.guess = [...this.points, [x, y]];
    this.chart.wake();
  }

  begin() {
    this.chart.done.guess = [];
  }

  settle() {
    this.drawing = false;
    if (this.points.length < 2) this.chart.done.guess = [];
    this.tell();
    this.chart.wake();
  }

  tell() {
    const { asked, chart } = this;
    this.button.hidden = !asked;
    this.ways.hidden = !asked || !this.drawing;
    this.button.setAttribute("aria-pressed", this.drawing);
    chart.canvas.style.touchAction = this.drawing ? "none" : "";
    if (asked) this.words.textContent = _("Draw what “{curve}” will do, or choose:", { curve: this.line?.words ?? chart.data.title });
    const off = this.off();
    this.said.hidden = off === null;
    if (off !== null) this.said.textContent = _("Your guess was off by {off} on average, {share} of the chart's height.", { off: numberWords(off.mean), share: `${Math.round(100 * off.share)} %` });
  }

  /** How far the guess lies from what came, on average; null until something has come. */
  off() {
    const { points, line } = this;
    if (!this.asked || points.length < 2 || this.asked.blank || !line) return null;
    let [sum, count] = [0, 0];
    line.xs.forEach((x, k) => {
      const y = this.at(x);
      if (y === null || line.ys[k] === null) return;
      sum += Math.abs(y - line.ys[k]);
      count += 1;
    });
    const range = this.chart.drawing.range;
    if (!count || !range) return null;
    return { mean: sum / count, share: Math.min(1, sum / count / (range.high - range.low)) };
  }

  /** What was guessed for a step; null where nothing was. */
  at(x) {
    const { points } = this;
    const after = points.findIndex(([at]) => at >= x);
    if (after < 0 || (after === 0 && points[0][0] > x)) return null;
    if (after === 0) return points[0][1];
    const [[x0, y0], [x1, y1]] = [points[after - 1], points[after]];
    return y0 + ((x - x0) / (x1 - x0 || 1)) * (y1 - y0);
  }

  draw(brush, range) {
    const { drawing, theme } = this.chart;
    if (!this.asked || !this.points.length || !range) return;
    brush.save();
    brush.beginPath();
    brush.rect(drawing.plot.left, drawing.plot.top - 4, drawing.plot.width + 6, drawing.plot.height + 5);
    brush.clip();
    brush.strokeStyle = theme.primary;
    brush.lineWidth = 3;
    brush.globalAlpha = 0.75;
    brush.lineJoin = brush.lineCap = "round";
    brush.setLineDash([1, 7]);
    brush.beginPath();
    this.points.forEach(([x, y], k) => {
      const shown = range.log ? Math.max(y, range.low) : y;
      brush[k ? "lineTo" : "moveTo"](drawing.toX(x), drawing.toY(shown, range));
    });
    brush.stroke();
    brush.restore();
  }
}
