// Training curves: lines on one canvas that is only ever redrawn, so that nothing flickers while a run grows.

/** What readers did to each chart. A chart that Streamlit builds anew, after a page switch or a rerun, takes it up again. */
const remembered = new Map();

/** A line of so many points may be smoothed. */
const ROUGH = 200;

class Curves {
  constructor(host, data) {
    this.host = host;
    this.done = remembered.get(data.key) ?? { view: null, log: data.log, smooth: true, hidden: new Set() };
    remembered.set(data.key, this.done);
    this.drawing = new Drawing(this);
    this.guess = new Guess(this);
    /** The step that is looked at, in a film beside the chart. */
    this.moment = momentOf(data.group);
    this.deaf = hearMoments(() => this.data?.group, (step) => this.look(step));
    this.wake = onceAFrame(host, () => this.draw());
    this.redraws = 0;
    this.buttons = new Map();
    this.build();
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(this.field);
    document.fonts.ready.then(() => this.wake());
  }

  build() {
    this.title = el("h2");
    this.unit = el("span", { class: "unit" });
    this.newest = el("b");
    const toggle = (what) => () => {
      this.done[what] = !this.done[what];
      this.wake();
    };
    this.whole = el("button", { type: "button", class: "button whole", click: () => this.reset() }, icon("zoom"), el("span", {}, N_("Show all")));
    say(this.whole, "aria-label", N_("Show all steps"));
    this.smoothButton = el("button", { type: "button", class: "button", click: toggle("smooth"), title: N_("Running mean over a twentieth of what is in sight; the numbers themselves stay, pale") }, N_("Smooth"));
    this.logButton = el("button", { type: "button", class: "button", click: toggle("log"), title: N_("Log scale: powers of ten at equal distances") }, N_("Log"));
    this.canvas = el("canvas", { tabindex: 0, role: "img" });
    this.tip = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
    this.hint = el("div", { class: "hint", hidden: true, "aria-hidden": "true" }, N_("Click the chart, then scroll to zoom"));
    this.spoken = el("div", { class: "spoken", "aria-live": "polite" });
    this.field = el("div", { class: "field" }, this.canvas, this.tip, this.hint);
    this.host.classList.add("chart");
    this.legend = el("div", { class: "legend", role: "group", "aria-label": N_("Lines") });
    const tools = el("div", { class: "tools" }, this.whole, this.guess.button, this.smoothButton, this.logButton);
    this.host.append(el("header", {}, this.title, this.newest, this.unit, tools), this.guess.ways, this.field, this.guess.said, this.legend, this.spoken);
    this.hand = new Hand(this);
  }

  look(step) {
    this.moment = step;
    this.wake();
  }

  update(data, theme) {
    this.data = data;
    this.theme = theme;
    this.title.textContent = this.title.title = data.title;
    this.unit.textContent = data.unit;
    this.canvas.ariaLabel ??= data.alt || data.title;
    this.field.style.height = `${data.height}px`;
    this.lines = data.lines.map((line) => ({
      ...line,
      rough: line.xs.length >= ROUGH,
      stroke: theme.palette[line.colour % theme.palette.length],
      dash: line.dashed ? DASHED : line.colour >= theme.palette.length ? DOTTED : [],
    }));
    this.updateLegend();
    this.hand.pointAgain();
    if (data.guess?.blank && !this.done.guess?.length) this.guess.drawing = true;
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
      const { swatch, value, words } = this.buttons.get(line.name);
      words.textContent = line.words;
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
    const [swatch, value, words] = [el("i"), el("b"), el("span")];
    const node = el("button", { type: "button", click: toggle, dblclick: only, ...hover }, swatch, words, value);
    say(node, "title", N_("Click to hide or show, double-click to see it alone"));
    this.buttons.set(name, { node, swatch, value, words });
    this.legend.append(node);
  }

  get shown() {
    return this.lines.filter((line) => !this.done.hidden.has(line.name));
  }

  /** From the first number to the newest, of all lines. A run's first step is as good as its beginning. */
  get extent() {
    const ends = this.lines.flatMap(({ xs }) => (xs.length ? [xs[0], xs.at(-1)] : []));
    const { until } = this.guess;
    if (until !== null) ends.push(0, until);
    if (!ends.length) return [0, 1];
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    if (first === last) return [first - 1, last + 1];
    return [first === 1 ? 0 : first, last];
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

  get plot() {
    return this.drawing.plot;
  }

  draw() {
    const [width, height] = [this.field.clientWidth, this.field.clientHeight];
    if (!this.lines || !width || !height) return;
    this.drawing.draw(width, height);
    this.redraws += 1;
    this.guess.tell();
    this.tell();
  }

  fillTip(found, x) {
    const { plot } = this;
    const near = this.data.marks.filter((mark) => Math.abs(this.drawing.toX(mark.x) - x) < 6);
    const rows = found.map(({ line, y }) => {
      const swatch = el("i");
      swatch.style.borderTop = this.buttons.get(line.name).swatch.style.borderTop;
      return el("div", {}, swatch, el("span", {}, line.words), el("b", {}, numberWords(y)));
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
    const told = this.lines.filter(({ ys }) => ys.length).map(({ words, ys }) => `${words} ${numberWords(ys.at(-1))}`);
    const about = [this.data.alt || this.data.title, _("{what} {from} to {to}", { what: this.data.x_label, from: range[0], to: range[1] }), told.join(", ")];
    const keys = _("Arrow keys read the numbers, plus and minus zoom, Escape shows all.");
    this.canvas.setAttribute("aria-label", `${about.filter(Boolean).join(". ")}. ${keys}`);
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
      moment: this.moment ?? "",
      guessed: this.guess.points.length,
    });
  }

  remove() {
    this.watcher.disconnect();
    this.deaf();
    this.wake.stop();
    this.hand.remove();
  }
}

export default (component) => mount(component, (host, data) => new Curves(host, data));
