// A picture's cloud of codes: samples rain from it, each is decoded as it falls, and a slider leads from model to model.

const DROPS = 100;
const SHOWN = 10;
/** Milliseconds from one sample to the next. */
const APART = 90;
const BELL = 46;

class Cloud {
  constructor(host) {
    this.host = host;
    this.wake = onceAFrame(host, (now) => this.tick(now));
    this.watch = new ResizeObserver(() => this.wake());
    this.watch.observe(host);
    this.decoded = 0;
  }

  remove() {
    this.watch.disconnect();
    this.wake.stop();
  }

  update(data, theme) {
    const form = JSON.stringify([data.stages.map(({ name }) => name), data.start]);
    const picture = JSON.stringify(data.stages.map(({ mean }) => mean));
    this.data = data;
    this.labels = data.labels ? decodeBase64(data.labels) : null;
    this.theme = theme;
    this.stages = openStages(data.stages);
    if (form !== this.form) {
      this.form = form;
      this.at = data.start;
      this.build();
    }
    this.own = data.picture && decodeBase64(data.picture);
    if (picture !== this.shownFor) this.rain();
    this.shownFor = picture;
    this.settle();
    expose(data.name, {
      cloud: this,
      get decoded() {
        return this.cloud.decoded;
      },
      stage: () => this.stage.title,
      drops: () => this.drops.length,
      cloudAt: () => between(this.stages, this.at),
      picture: () => Array.from(this.shown ?? []),
    });
  }

  build() {
    const last = this.stages.length - 1;
    this.slider = el("input", { type: "range", min: 0, max: last, step: 0.01, value: this.at, "aria-label": this.data.knob });
    this.slider.addEventListener("input", () => this.slide(Number(this.slider.value)));
    // A hand that lets go stands between two models: the nearer one is taken.
    this.slider.addEventListener("change", () => this.glideTo(Math.round(this.at)));
    this.slider.addEventListener("keydown", (event) => {
      const arrow = arrowOf(event);
      if (!arrow) return;
      event.preventDefault();
      this.glideTo(within(Math.round(this.goal ?? this.at) + arrow[0] - arrow[1], 0, last));
    });
    this.stops = this.stages.map((stage, k) => el("button", { type: "button", class: "stop", click: () => this.glideTo(k) }, stage.short));
    this.stops.forEach((stop, k) => (stop.style.left = `${last ? (100 * k) / last : 0}%`));
    this.knob = el("div", { class: "knob", hidden: !last }, el("b", {}, this.data.knob), el("div", { class: "track" }, this.slider, el("div", { class: "stops" }, ...this.stops)));
    this.canvas = el("canvas", { class: "map", role: "img" });
    this.inset = el("canvas", { class: "inset", role: "img" });
    this.said = el("p", { class: "said", role: "status" });
    this.bars = el("div", { class: "bars" });
    this.picture = el("canvas", { class: "picture" });
    this.caption = el("small");
    this.again = el("button", { type: "button", class: "button again", click: () => this.rain() }, icon("reset"), N_("Rain again"));
    this.strip = el("div", { class: "strip" });
    this.cells = Array.from({ length: SHOWN }, () => el("canvas", { class: "picture" }));
    this.first = el("canvas", { class: "picture" });
    const given = el("figure", {}, this.first, el("figcaption", {}, "given"));
    this.strip.append(given, ...this.cells.map((cell) => el("figure", {}, cell, el("figcaption", {}, "draw"))));
    const large = el("figure", { class: "large" }, this.picture, this.caption);
    const side = el("div", { class: "side" }, el("div", { class: "close" }, large, this.inset), this.said, this.bars, this.again);
    this.host.replaceChildren(el("div", { class: "cloud" }, this.knob, this.canvas, side, this.strip));
    draggable(this.canvas, { start: (event) => this.point(event), move: (event) => this.point(event), end: () => null });
  }

  get stage() {
    return this.stages[Math.round(this.at)];
  }

  /** Samples begin to fall. Who wants no motion sees them lie. */
  rain() {
    const random = dice(7);
    const start = performance.now();
    const one = (k) => ({ chance: Array.from({ length: this.data.d }, () => bell(random)), born: calm() ? -FALL.time : start + k * APART });
    this.drops = this.stages[0].mean ? Array.from({ length: DROPS }, (none, k) => one(k)) : [];
    this.told = -1;
    this.hand = null;
    this.wake();
  }

  slide(at) {
    this.at = at;
    this.goal = null;
    this.settle();
  }

  glideTo(goal) {
    this.goal = goal;
    if (calm()) this.slide(goal);
    else this.glide = { from: this.at, start: performance.now() };
    this.wake();
  }

  /** What changes with the model: words, bars and all decoded pictures. */
  settle() {
    setRange(this.slider, this.at);
    const { stage } = this;
    this.slider.setAttribute("aria-valuetext", stage.title);
    this.stops.forEach((stop, k) => stop.setAttribute("aria-current", k === Math.round(this.at)));
    this.again.hidden = !this.drops.length || !stage.sigma;
    this.strip.hidden = !this.stages[0].mean;
    this.said.replaceChildren(el("b", {}, stage.title), `. ${stage.words}`);
    this.paintBars();
    if (this.own) paint(this.first, Float32Array.from(this.own, (value) => value / 255), this.data.shape);
    this.told = -1;
    this.wake();
  }

  /** The loss's two terms, on one scale for all models: what a slider moves is seen to move. */
  paintBars() {
    const most = Math.max(1, ...this.stages.map(({ costs }) => (costs ? costs.reconstruction + costs.paid : 0)));
    const { costs, beta } = this.stage;
    const row = (words, value, text, kind) =>
      el("div", { class: `bar ${kind}` }, el("span", {}, words), el("i", { style: `width: ${(62 * value) / most}%` }), el("b", {}, text));
    if (!costs) return this.bars.replaceChildren();
    this.bars.replaceChildren(
      row(_("Reconstruction"), costs.reconstruction, _("{n} nats", { n: plainly(costs.reconstruction) }), "likeness"),
      row(`β × KL`, costs.paid, `${beta} × ${plainly(costs.kl)} = ${plainly(costs.paid)}`, "price"),
    );
  }

  /** A hand on the map: what the decoder draws there. */
  point(event) {
    const { pane: view, data } = this;
    const [x, y] = placeOn(this.canvas, event, this.canvas.clientWidth, this.canvas.clientHeight);
    const share = [within((x - view.left) / view.side), within(1 - (y - view.top) / view.side)];
    const at = share.map((value, axis) => view.centre[axis] + (2 * value - 1) * view.extent);
    const code = Float32Array.from(this.stage.code ?? new Array(data.d).fill(0));
    data.span.forEach((axis, k) => (code[axis] = at[k]));
    this.hand = { at, code };
    this.wake();
  }

  tick(time) {
    if (this.glide) {
      const share = within((time - this.glide.start) / 600);
      this.at = blend(this.glide.from, this.goal, share * share * (3 - 2 * share));
      if (share === 1) [this.glide, this.at] = [null, this.goal];
      this.settle();
    }
    this.draw(time);
    this.decode(time);
    if (this.glide || this.drops.some(({ born }) => time < born + FALL.time)) this.wake();
  }

  draw(time) {
    const { canvas, inset, theme, data } = this;
    const wide = canvas.clientWidth;
    if (!wide) return;
    canvas.style.height = `${wide}px`;
    const now = between(this.stages, this.at);
    const context = { labels: this.labels, classes: data.classes, examples: data.examples };
    const brush = sharp(canvas, wide, wide);
    const view = (this.pane = new Pane(brush, [0, BELL], wide - BELL, now.centre, now.extent));
    brush.fillStyle = theme.soft;
    brush.beginPath();
    brush.roundRect(0, BELL, view.side, view.side, 8);
    brush.fill();
    view.inside(() => {
      drawCodes(view, now, context, theme, false);
      if (now.clouds > 0.01) drawOthers(view, now, context, theme);
      drawAxes(view, now, theme, data.axes);
      if (now.mean) {
        if (now.clouds > 0.01) drawRain(view, now, this.drops, time, theme, 1.8);
        drawCloud(view, now, theme, false);
      }
    });
    drawBells(brush, { left: 0, top: 0, width: view.side, height: BELL - 4 }, view, now, 0, theme);
    drawBells(brush, { left: view.side + 4, top: BELL, width: BELL - 4, height: view.side }, view, now, 1, theme);
    this.drawHand(view);
    this.drawInset(inset, now, context, time, view);
    const [a, b] = now.sigma ?? [0, 0];
    canvas.setAttribute("aria-label", now.clouds > 0.5 && now.mean ? _("The map, with the picture's cloud: its widths are {a} and {b}", { a: a.toFixed(3), b: b.toFixed(3) }) : _("The map of codes"));
  }

  /** The cloud at its own scale, and on the map the frame of what is enlarged. */
  drawInset(canvas, now, context, time, map) {
    canvas.hidden = !now.mean;
    if (!now.mean || !canvas.clientWidth) return;
    const side = canvas.clientWidth;
    canvas.style.height = `${side}px`;
    const extent = now.clouds > 0.5 ? 4 * Math.max(...now.sigma, POINT) : now.extent / 12;
    const view = new Pane(sharp(canvas, side, side), [0, 0], side, now.mean, extent);
    view.brush.fillStyle = this.theme.soft;
    view.brush.fillRect(0, 0, side, side);
    view.inside(() => {
      drawCodes(view, now, context, this.theme, true);
      if (now.clouds > 0.01) drawRain(view, now, this.drops, time, this.theme, 2.4);
      drawCloud(view, now, this.theme, true);
    });
    const { brush } = view;
    brush.font = `600 12px ${this.theme.font}`;
    brush.fillStyle = this.theme.text;
    brush.fillText(`× ${plainly(Math.max(1, now.extent / extent))}`, 7, 16);
    canvas.setAttribute("aria-label", _("The same place, enlarged {times} times", { times: plainly(now.extent / extent) }));
    const [x, y] = map.place(now.mean);
    const half = map.length(extent);
    map.brush.strokeStyle = faded(this.theme.text, 0.6);
    map.brush.lineWidth = 1;
    map.inside(() => map.brush.strokeRect(x - half, y - half, 2 * half, 2 * half));
  }

  drawHand(view) {
    if (!this.hand) return;
    const [x, y] = view.place(this.hand.at);
    view.brush.beginPath();
    view.brush.arc(x, y, 8, 0, 7);
    view.brush.fillStyle = this.theme.primary;
    view.brush.strokeStyle = "#ffffff";
    view.brush.lineWidth = 3;
    view.brush.fill();
    view.brush.stroke();
  }

  /** Decode what has fallen last, or what lies under the hand, by the model that is nearest to the slider. */
  decode(time) {
    const { stage } = this;
    const net = netOf(stage.name, this.wake);
    if (!net) return;
    if (!stage.code) {
      if (this.hand) this.show(net, this.hand.code, _("under your hand"));
      else if (this.told !== stage.name) this.show(net, new Float32Array(this.data.d), _("at the centre"));
      this.told = stage.name;
      return;
    }
    const fallen = stage.width ? this.drops.filter(({ born }) => time >= born + FALL.time).length : 1;
    if (this.hand) this.show(net, this.hand.code, _("under your hand"));
    if (fallen === this.told) return;
    this.told = fallen;
    const newest = stage.width ? this.drops.slice(Math.max(0, fallen - SHOWN), fallen).reverse() : [];
    this.cells.forEach((cell, k) => {
      cell.parentNode.classList.toggle("empty", k >= newest.length);
      if (k < newest.length) paint(cell, net.run(codeOf(stage, newest[k].chance)), net.output);
    });
    const chance = newest[0]?.chance;
    if (!this.hand) this.show(net, chance ? codeOf(stage, chance) : Float32Array.from(stage.code), chance ? _("draw {n} of {all}", { n: fallen, all: DROPS }) : _("from its code"));
  }

  show(net, code, words) {
    this.shown = Float32Array.from(net.run(code));
    paint(this.picture, this.shown, net.output);
    this.caption.textContent = words;
    this.decoded += 1;
  }
}

export default (component) => mount(component, (host) => new Cloud(host));
