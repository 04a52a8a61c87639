// Training curves: lines on one canvas that is only ever redrawn, so that nothing flickers while a run grows.

/** What readers did to each chart. A chart that Streamlit builds anew, after a page switch or a rerun, takes it up again. */
const remembered = new Map();

const TEXT = 13;
/** A line of so many points may be smoothed. */
const ROUGH = 200;

const DASHED = [7, 5];
const DOTTED = [2, 4];

class Curves {
  constructor(host, data) {
    this.host = host;
    this.done = remembered.get(data.key) ?? { view: null, log: data.log, smooth: true, hidden: new Set() };
    remembered.set(data.key, this.done);
    this.gutter = 0;
    this.redraws = 0;
    this.buttons = new Map();
    this.build();
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(this.field);
    document.fonts.ready.then(() => this.wake());
  }

  build() {
    this.title = el("h3");
    this.unit = el("span", { class: "unit" });
    this.newest = el("b");
    const toggle = (what) => () => {
      this.done[what] = !this.done[what];
      this.wake();
    };
    this.whole = el("button", { type: "button", class: "button whole", click: () => this.reset() }, icon("zoom"), el("span", {}, "Show all"));
    this.whole.setAttribute("aria-label", "Show all steps");
    this.smoothButton = el("button", { type: "button", class: "button", click: toggle("smooth"), title: "Running mean over a twentieth of what is in sight; the numbers themselves stay, pale" }, "Smooth");
    this.logButton = el("button", { type: "button", class: "button", click: toggle("log"), title: "Log scale: powers of ten at equal distances" }, "Log");
    this.canvas = el("canvas", { tabindex: 0, role: "img" });
    this.tip = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
    this.hint = el("div", { class: "hint", hidden: true, "aria-hidden": "true" }, "Click the chart, then scroll to zoom");
    this.spoken = el("div", { class: "spoken", "aria-live": "polite" });
    this.field = el("div", { class: "field" }, this.canvas, this.tip, this.hint);
    this.host.classList.add("chart");
    this.legend = el("div", { class: "legend", role: "group", "aria-label": "Lines" });
    const tools = el("div", { class: "tools" }, this.whole, this.smoothButton, this.logButton);
    this.host.append(el("header", {}, this.title, this.newest, this.unit, tools), this.field, this.legend, this.spoken);
    this.hand = new Hand(this);
  }

  update(data, theme) {
    this.data = data;
    this.theme = theme;
    this.title.textContent = data.title;
    this.unit.textContent = data.unit;
    this.field.style.height = `${data.height}px`;
    this.lines = data.lines.map((line) => ({
      ...line,
      rough: line.xs.length >= ROUGH,
      stroke: theme.palette[line.colour % theme.palette.length],
      dash: line.dashed ? DASHED : line.colour >= theme.palette.length ? DOTTED : [],
    }));
    this.updateLegend();
    this.hand.pointAgain();
    this.wake();
  }

  /** Buttons stay where they are, so that a reader's focus stays, too. */
  updateLegend() {
    for (const [name, button] of this.buttons) {
      if (this.lines.some((line) => line.name === name)) continue;
      button.node.remove();
      this.buttons.delete(name);
    }
    for (const line of this.lines) {
      if (!this.buttons.has(line.name)) this.addToLegend(line.name);
      const { swatch, value } = this.buttons.get(line.name);
      swatch.style.borderTop = `3px ${line.dash === DASHED ? "dashed" : line.dash === DOTTED ? "dotted" : "solid"} ${line.stroke}`;
      value.textContent = numberWords(line.ys.at(-1) ?? null);
    }
    // A single line needs no legend: the title says what it is, and the newest number stands beside it.
    const single = this.lines.length === 1;
    this.legend.hidden = single;
    this.smoothButton.hidden = !this.lines.some(({ rough }) => rough);
    this.newest.hidden = !single;
    this.newest.textContent = single ? numberWords(this.lines[0].ys.at(-1) ?? null) : "";
  }

  addToLegend(name) {
    const { hidden } = this.done;
    const toggle = () => {
      if (!hidden.delete(name)) hidden.add(name);
      this.wake();
    };
    const only = () => {
      const others = [...this.buttons.keys()].filter((other) => other !== name);
      const alone = others.every((other) => hidden.has(other));
      hidden.clear();
      if (!alone) others.forEach((other) => hidden.add(other));
      this.wake();
    };
    const light = (lit) => () => {
      this.lit = lit;
      this.wake();
    };
    const hover = { pointerenter: light(name), pointerleave: light(null), focus: light(name), blur: light(null) };
    const [swatch, value] = [el("i"), el("b")];
    const title = "Click to hide or show, double-click to see it alone";
    const node = el("button", { type: "button", title, click: toggle, dblclick: only, ...hover }, swatch, el("span", {}, name), value);
    this.buttons.set(name, { node, swatch, value });
    this.legend.append(node);
  }

  get shown() {
    return this.lines.filter((line) => !this.done.hidden.has(line.name));
  }

  /** From the first number to the newest, of all lines. */
  get extent() {
    const ends = this.lines.flatMap(({ xs }) => (xs.length ? [xs[0], xs.at(-1)] : []));
    if (!ends.length) return [0, 1];
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    if (first === last) return [first - 1, last + 1];
    return [first > 0 && first < last / 10 ? 0 : first, last];
  }

  /** The part in sight: what the reader chose, or everything, which grows. */
  get view() {
    return this.done.view ?? this.extent;
  }

  setView(left, right) {
    const [first, last] = this.extent;
    const least = Math.max((last - first) / 2000, Number.EPSILON);
    if (right - left < least) [left, right] = [(left + right - least) / 2, (left + right + least) / 2];
    const span = right - left;
    if (left < first) [left, right] = [first, first + span];
    if (right > last) [left, right] = [last - span, last];
    this.done.view = left <= first && right >= last ? null : [Math.max(left, first), right];
    this.wake();
  }

  reset() {
    this.done.view = null;
    this.wake();
  }

  /** Zoom by a factor around a number that stays where it is. */
  zoom(factor, around) {
    const [left, right] = this.view;
    this.setView(around - (around - left) * factor, around + (right - around) * factor);
  }

  shift(share) {
    const [left, right] = this.view;
    if (this.done.view) this.setView(left + share * (right - left), right + share * (right - left));
  }

  /** Each shown line's number nearest to x. */
  read(x) {
    return this.shown.filter(({ xs }) => xs.length).map((line) => {
      const at = nearest(line.xs, x);
      return { line, x: line.xs[at], y: line.ys[at] };
    });
  }

  fromScreen(x) {
    const [left, right] = this.view;
    const { plot } = this;
    return left + (Math.min(1, Math.max(0, (x - plot.left) / plot.width))) * (right - left);
  }

  wake() {
    this.frame ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = null;
    const [width, height] = [this.field.clientWidth, this.field.clientHeight];
    if (!this.lines || !width || !height) return;
    const brush = sharp(this.canvas, width, height);
    brush.font = `${TEXT}px ${this.theme.font}`;
    const range = this.fit();
    this.lay(brush, width, height, range);
    this.drawAxes(brush, range);
    this.drawMarks(brush);
    if (range) this.drawLines(brush, range);
    else this.drawNothing(brush);
    this.drawDrag(brush);
    this.drawCursor(brush, range);
    this.redraws += 1;
    this.tell();
  }

  /** The numbers in sight from the lowest to the highest, with some air. */
  fit() {
    const { log } = this.done;
    let [low, high] = [Infinity, -Infinity];
    const take = (y) => {
      if (y === null || (log && y <= 0)) return;
      low = Math.min(low, y);
      high = Math.max(high, y);
    };
    for (const { xs, ys } of this.shown) {
      for (let k = 0; k < xs.length; k++) {
        if (xs[k] >= this.view[0] && xs[k] <= this.view[1]) take(ys[k]);
        // Where a line comes in and where it leaves.
        for (const edge of this.view) {
          const crosses = k > 0 && xs[k - 1] < edge && xs[k] > edge && ys[k - 1] !== null && ys[k] !== null;
          if (crosses) take(ys[k - 1] + ((edge - xs[k - 1]) / (xs[k] - xs[k - 1])) * (ys[k] - ys[k - 1]));
        }
      }
    }
    if (low > high) return null;
    if (log) {
      const air = Math.max((high / low) ** 0.06, 1.02);
      return { low: low / air, high: high * air, log };
    }
    if (low === high) return { low: low - (Math.abs(low) / 10 || 1), high: high + (Math.abs(high) / 10 || 1), log };
    const air = 0.06 * (high - low);
    const grounded = low >= 0 && low < 0.4 * high;
    return { low: grounded ? 0 : low - air, high: high + air, log };
  }

  lay(brush, width, height, range) {
    const [top, below] = [this.data.marks.length ? 26 : 10, 28];
    const tall = Math.max(20, height - top - below);
    const most = Math.max(2, Math.round(tall / 38));
    this.ticks = !range ? [] : range.log ? logTicks(range.low, range.high, most + 1) : evenTicks(range.low, range.high, most);
    const widest = Math.max(0, ...this.ticks.map(({ words }) => brush.measureText(words).width));
    // Only ever wider, so that the lines do not shake from side to side.
    this.gutter = Math.min(width / 3, Math.max(this.gutter, Math.ceil(widest / 4) * 4 + 10));
    this.plot = { left: this.gutter, top, width: Math.max(20, width - this.gutter - 10), height: tall };
  }

  toX(x) {
    const [left, right] = this.view;
    return this.plot.left + ((x - left) / (right - left)) * this.plot.width;
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
    brush.fillText(this.data.x_label, right, bottom + 9);
    const free = right - brush.measureText(this.data.x_label).width - 10;
    brush.textAlign = "center";
    const whole = this.lines.every(({ xs }) => xs.every(Number.isInteger));
    for (const { value, words } of evenTicks(...this.view, Math.max(3, Math.floor(plot.width / 68)), whole)) {
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
    for (const { x: value, words } of this.data.marks) {
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
    const { plot, theme, done } = this;
    const lit = this.shown.some(({ name }) => name === this.lit) ? this.lit : null;
    const smooth = (line) => done.smooth && line.rough;
    const reach = (this.view[1] - this.view[0]) / 40;
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
    for (const line of this.shown.filter(smooth)) {
      pen(line, 1.25, 0.3);
      this.tracePath(brush, line, range);
    }
    for (const line of this.shown) {
      pen(line, smooth(line) ? 2.5 : 2, 1);
      const last = this.tracePath(brush, smooth(line) ? runningMean(line.means ?? line, reach) : line, range);
      brush.setLineDash([]);
      if (last) this.dot(brush, ...last, line.stroke, theme.background);
    }
    brush.restore();
  }

  /** Draw points as one line with gaps where there is no number. The place of its last number. */
  tracePath(brush, { xs, ys }, range) {
    let [open, last] = [false, null];
    brush.beginPath();
    xs.forEach((x, k) => {
      const known = ys[k] !== null && (!range.log || ys[k] > 0);
      if (known) {
        last = [this.toX(x), this.toY(ys[k], range)];
        if (open) brush.lineTo(...last);
        else brush.moveTo(...last);
      }
      open = known;
    });
    brush.stroke();
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
    const words = !this.shown.length ? "All lines are hidden" : this.done.log ? "Nothing above zero to show on a log scale" : "No numbers here yet";
    brush.fillStyle = faded(this.theme.text, 0.72);
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    brush.fillText(words, plot.left + plot.width / 2, plot.top + plot.height / 2);
  }

  drawDrag(brush) {
    const { plot } = this;
    const { drag } = this.hand;
    if (drag?.from === undefined || Math.abs(drag.to - drag.from) <= 8) return;
    const [from, to] = [drag.from, drag.to].map((x) => Math.min(plot.left + plot.width, Math.max(plot.left, x)));
    brush.fillStyle = faded(this.theme.primary, 0.16);
    brush.fillRect(Math.min(from, to), plot.top, Math.abs(to - from), plot.height);
    brush.fillStyle = this.theme.primary;
    for (const x of [from, to]) brush.fillRect(x - 0.75, plot.top, 1.5, plot.height);
  }

  drawCursor(brush, range) {
    const { plot, theme } = this;
    const { cursor } = this.hand;
    const [left, right] = this.view;
    const lost = cursor === null || !range || cursor < left || cursor > right;
    this.tip.hidden = lost;
    if (lost) return;
    const x = this.toX(cursor);
    brush.fillStyle = faded(theme.text, 0.4);
    brush.fillRect(Math.round(x), plot.top, 1, plot.height);
    const found = this.read(cursor);
    for (const { line, x: at, y } of found) {
      if (y === null || (range.log && y <= 0) || at < left || at > right) continue;
      this.dot(brush, this.toX(at), this.toY(y, range), line.stroke, theme.background);
    }
    this.fillTip(found, x);
  }

  fillTip(found, x) {
    const { plot } = this;
    const near = this.data.marks.filter((mark) => Math.abs(this.toX(mark.x) - x) < 6);
    const rows = found.map(({ line, y }) => {
      const swatch = el("i");
      swatch.style.borderTop = this.buttons.get(line.name).swatch.style.borderTop;
      return el("div", {}, swatch, el("span", {}, line.name), el("b", {}, numberWords(y)));
    });
    const head = el("strong", {}, `${this.data.x_label} ${this.hand.cursor.toLocaleString("en", { maximumFractionDigits: 4 })}`);
    this.tip.classList.toggle("many", rows.length > 6);
    this.tip.replaceChildren(head, ...near.map(({ words }) => el("em", {}, words)), ...rows);
    const { offsetWidth: wide } = this.tip;
    const beside = x + 14 + wide <= plot.left + plot.width ? x + 14 : x - 14 - wide;
    this.tip.style.left = `${Math.max(0, Math.min(beside, this.field.clientWidth - wide))}px`;
    this.tip.style.top = `${plot.top + 2}px`;
  }

  /** The state of the chart in words and attributes: for those who listen, and for tests. */
  tell() {
    const { host, done } = this;
    const range = this.view.map((x) => Number(x.toPrecision(8)));
    const told = this.lines.filter(({ ys }) => ys.length).map(({ name, ys }) => `${name} ${numberWords(ys.at(-1))}`);
    const about = [this.data.alt || this.data.title, `${this.data.x_label} ${range[0]} to ${range[1]}`, told.join(", ")];
    this.canvas.setAttribute("aria-label", `${about.filter(Boolean).join(". ")}. Arrow keys read the numbers, plus and minus zoom, Escape shows all.`);
    this.logButton.setAttribute("aria-pressed", done.log);
    this.smoothButton.setAttribute("aria-pressed", done.smooth);
    if (!done.view && this.whole.matches(":focus")) this.canvas.focus({ preventScroll: true });
    this.whole.hidden = !done.view;
    for (const [name, { node }] of this.buttons) node.setAttribute("aria-pressed", !done.hidden.has(name));
    Object.assign(host.dataset, {
      view: range.join(" "),
      zoomed: Boolean(done.view),
      log: done.log,
      smooth: done.smooth,
      hidden: JSON.stringify([...done.hidden]),
      redraws: this.redraws,
    });
  }

  remove() {
    this.watcher.disconnect();
    cancelAnimationFrame(this.frame);
    this.hand.remove();
  }
}

export default (component) => mount(component, (host, data) => new Curves(host, data));
