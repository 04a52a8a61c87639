// How a chart of curves is drawn: the range that fits, axes, marks, lines, and the cross-hair over them.

const TEXT = 13;

/** A line joins two numbers that are at most this share of the width apart: what lies between them was measured, or nearly so. */
const JOINED = 1 / 8;

const DASHED = [7, 5];
const DOTTED = [2, 4];

class Drawing {
  constructor(chart) {
    this.chart = chart;
    this.gutter = 0;
  }

  get theme() {
    return this.chart.theme;
  }

  draw(width, height) {
    const brush = sharp(this.chart.canvas, width, height);
    brush.font = `${TEXT}px ${this.theme.font}`;
    const range = (this.range = this.fit());
    this.lay(brush, width, height, range);
    this.drawAxes(brush, range);
    this.drawMarks(brush);
    if (range) this.drawLines(brush, range);
    else this.drawNothing(brush);
    this.chart.guess.draw(brush, range);
    this.drawMoment(brush, range);
    this.drawDrag(brush);
    this.drawCursor(brush, range);
  }

  /** The numbers in sight from the lowest to the highest, with some air. */
  fit() {
    const { log } = this.chart.done;
    let [low, high] = [Infinity, -Infinity];
    const take = (y) => {
      if (y === null || (log && y <= 0)) return;
      low = Math.min(low, y);
      high = Math.max(high, y);
    };
    for (const { xs, ys } of this.chart.shown) {
      for (let k = 0; k < xs.length; k++) {
        if (xs[k] >= this.chart.view[0] && xs[k] <= this.chart.view[1]) take(ys[k]);
        // Where a line comes in and where it leaves.
        for (const edge of this.chart.view) {
          const crosses = k > 0 && xs[k - 1] < edge && xs[k] > edge && ys[k - 1] !== null && ys[k] !== null;
          if (crosses) take(ys[k - 1] + ((edge - xs[k - 1]) / (xs[k] - xs[k - 1])) * (ys[k] - ys[k - 1]));
        }
      }
    }
    for (const [, y] of this.chart.guess.asked ? this.chart.guess.points : []) take(y);
    const { room } = this.chart.data.guess ?? {};
    if (room && (low > high || this.chart.data.guess.blank)) return { low: room[0], high: room[1], log: false };
    if (low > high) return null;
    if (log) {
      const air = Math.max((high / low) ** 0.06, 1.02);
      return { low: low / air, high: high * air, log };
    }
    if (low === high) return { low: low - (Math.abs(low) / 10 || 1), high: high + (Math.abs(high) / 10 || 1), log };
    const air = 0.06 * (high - low);
    const grounded = low >= 0 && low < 0.12 * high;
    return { low: grounded ? 0 : low - air, high: high + air, log };
  }

  lay(brush, width, height, range) {
    const [top, below] = [this.chart.data.marks.length ? 26 : 10, 28];
    const tall = Math.max(20, height - top - below);
    const most = Math.max(2, Math.round(tall / 38));
    this.ticks = !range ? [] : range.log ? logTicks(range.low, range.high, most + 1) : evenTicks(range.low, range.high, most);
    const widest = Math.max(0, ...this.ticks.map(({ words }) => brush.measureText(words).width));
    // Only ever wider, so that the lines do not shake from side to side.
    this.gutter = Math.min(width / 3, Math.max(this.gutter, Math.ceil(widest / 4) * 4 + 10));
    this.plot = { left: this.gutter, top, width: Math.max(20, width - this.gutter - 10), height: tall };
  }

  toX(x) {
    const [left, right] = this.chart.view;
    return this.plot.left + ((x - left) / (right - left)) * this.plot.width;
  }

  fromY(at, { low, high, log }) {
    const share = 1 - (at - this.plot.top) / this.plot.height;
    return log ? low * (high / low) ** share : low + share * (high - low);
  }

  toY(y, { low, high, log }) {
    const share = log ? Math.log(y / low) / Math.log(high / low) : (y - low) / (high - low);
    return this.plot.top + (1 - share) * this.plot.height;
  }

  drawAxes(brush, range) {
    const { plot, theme } = this;
    const [right, bottom] = [plot.left + plot.width, plot.top + plot.height];
    const quiet = faded(theme.text, 0.72);
    const ruler = (x1, y1, x2, y2, opacity) => {
      brush.strokeStyle = faded(theme.text, opacity);
      brush.lineWidth = 1;
      brush.beginPath();
      brush.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
      brush.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
      brush.stroke();
    };
    brush.fillStyle = quiet;
    brush.textBaseline = "middle";
    brush.textAlign = "right";
    for (const { value, words } of this.ticks) {
      const y = this.toY(value, range);
      ruler(plot.left, y, right, y, 0.1);
      brush.fillText(words, plot.left - 8, y);
    }
    ruler(plot.left, bottom, right, bottom, 0.35);
    brush.textBaseline = "top";
    brush.fillText(this.chart.data.x_label, right, bottom + 9);
    const free = right - brush.measureText(this.chart.data.x_label).width - 10;
    brush.textAlign = "center";
    const whole = this.chart.lines.every(({ xs }) => xs.every(Number.isInteger));
    for (const { value, words } of evenTicks(...this.chart.view, Math.max(3, Math.floor(plot.width / 68)), whole)) {
      const x = this.toX(value);
      ruler(x, bottom, x, bottom + 4, 0.35);
      if (x + brush.measureText(words).width / 2 < free) brush.fillText(words, x, bottom + 9);
    }
  }

  drawMarks(brush) {
    const { plot, theme } = this;
    let free = -Infinity;
    brush.textBaseline = "middle";
    brush.textAlign = "left";
    for (const { x: value, words } of this.chart.data.marks) {
      const x = Math.round(this.toX(value)) + 0.5;
      if (x < plot.left || x > plot.left + plot.width) continue;
      brush.strokeStyle = faded(theme.text, 0.45);
      brush.lineWidth = 1;
      brush.setLineDash([3, 3]);
      brush.beginPath();
      brush.moveTo(x, plot.top - 4);
      brush.lineTo(x, plot.top + plot.height);
      brush.stroke();
      brush.setLineDash([]);
      const wide = brush.measureText(words).width;
      const left = Math.max(0, Math.min(x - 4, plot.left + plot.width - wide));
      // Where marks crowd, only the first is named here, and the others under the pointer.
      if (left < free) continue;
      brush.fillStyle = faded(theme.text, 0.85);
      brush.fillText(words, left, plot.top - 15);
      free = left + wide + 14;
    }
  }

  drawLines(brush, range) {
    const { plot, theme } = this;
    const { done } = this.chart;
    const lit = this.chart.shown.some(({ name }) => name === this.chart.lit) ? this.chart.lit : null;
    const smooth = (line) => done.smooth && line.rough;
    const reach = (this.chart.view[1] - this.chart.view[0]) / 40;
    const pen = (line, width, strength) => {
      brush.strokeStyle = line.stroke;
      brush.setLineDash(line.dash);
      brush.lineWidth = width + (line.name === lit ? 1 : 0);
      brush.globalAlpha = lit && line.name !== lit ? 0.6 * Math.min(strength, 0.3) : strength;
    };
    brush.save();
    brush.beginPath();
    brush.rect(plot.left, plot.top - 4, plot.width + (done.view ? 0 : 6), plot.height + 5);
    brush.clip();
    brush.lineJoin = brush.lineCap = "round";
    // What is pale lies below all that is strong.
    for (const line of this.chart.shown.filter(smooth)) {
      pen(line, 1.25, 0.3);
      this.tracePath(brush, line, range);
    }
    for (const line of this.chart.shown) {
      pen(line, smooth(line) ? 2.5 : 2, 1);
      const last = this.tracePath(brush, smooth(line) ? runningMean(line.means ?? line, reach) : line, range);
      brush.setLineDash([]);
      if (last) this.dot(brush, ...last, line.stroke, theme.background);
    }
    brush.restore();
  }

  /** Draw points as one line with gaps where nothing was measured; a number alone in its gap is a dot. The place of the last number. */
  tracePath(brush, { xs, ys }, range) {
    const [left, right] = this.chart.view;
    const known = (k) => k >= 0 && k < xs.length && ys[k] !== null && (!range.log || ys[k] > 0);
    const joined = (k) => known(k - 1) && known(k) && xs[k] - xs[k - 1] <= JOINED * (right - left);
    const alone = [];
    let last = null;
    brush.beginPath();
    for (let k = 0; k < xs.length; k++) {
      if (!known(k)) continue;
      last = [this.toX(xs[k]), this.toY(ys[k], range)];
      if (joined(k)) brush.lineTo(...last);
      else brush.moveTo(...last);
      if (!joined(k) && !joined(k + 1)) alone.push(last);
    }
    brush.stroke();
    for (const [x, y] of alone) {
      brush.beginPath();
      brush.arc(x, y, 3, 0, 2 * Math.PI);
      brush.fillStyle = brush.strokeStyle;
      brush.fill();
    }
    return last;
  }

  dot(brush, x, y, colour, ground) {
    brush.beginPath();
    brush.arc(x, y, 4, 0, 2 * Math.PI);
    brush.fillStyle = colour;
    brush.strokeStyle = ground;
    brush.lineWidth = 2;
    brush.fill();
    brush.stroke();
  }

  drawNothing(brush) {
    const { plot } = this;
    const words = !this.chart.shown.length ? _("All lines are hidden") : this.chart.done.log ? _("Nothing above zero to show on a log scale") : _("No numbers here yet");
    brush.fillStyle = faded(this.theme.text, 0.72);
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    brush.fillText(words, plot.left + plot.width / 2, plot.top + plot.height / 2);
  }

  drawDrag(brush) {
    const { plot } = this;
    const { drag } = this.chart.hand;
    if (drag?.from === undefined || Math.abs(drag.to - drag.from) <= 8) return;
    const [from, to] = [drag.from, drag.to].map((x) => Math.min(plot.left + plot.width, Math.max(plot.left, x)));
    brush.fillStyle = faded(this.theme.primary, 0.16);
    brush.fillRect(Math.min(from, to), plot.top, Math.abs(to - from), plot.height);
    brush.fillStyle = this.theme.primary;
    for (const x of [from, to]) brush.fillRect(x - 0.75, plot.top, 1.5, plot.height);
  }

  /** The step that is looked at elsewhere: a line, and a dot on each curve. */
  drawMoment(brush, range) {
    const { plot, theme } = this;
    const { moment } = this.chart;
    const [left, right] = this.chart.view;
    if (moment === null || !range || this.chart.guess.asked?.blank || moment < left || moment > right) return;
    const x = this.toX(moment);
    brush.fillStyle = theme.primary;
    brush.fillRect(Math.round(x) - 1, plot.top - 4, 2, plot.height + 4);
    for (const { line, x: at, y } of this.chart.read(moment)) {
      if (y === null || (range.log && y <= 0) || at < left || at > right) continue;
      this.dot(brush, this.toX(at), this.toY(y, range), line.stroke, theme.background);
    }
  }

  drawCursor(brush, range) {
    const { plot, theme } = this;
    const { cursor } = this.chart.hand;
    const [left, right] = this.chart.view;
    const lost = cursor === null || !range || cursor < left || cursor > right;
    this.chart.tip.hidden = lost;
    if (lost) return;
    const x = this.toX(cursor);
    brush.fillStyle = faded(theme.text, 0.4);
    brush.fillRect(Math.round(x), plot.top, 1, plot.height);
    const found = this.chart.read(cursor);
    for (const { line, x: at, y } of found) {
      if (y === null || (range.log && y <= 0) || at < left || at > right) continue;
      this.dot(brush, this.toX(at), this.toY(y, range), line.stroke, theme.background);
    }
    this.chart.fillTip(found, x);
  }
}
