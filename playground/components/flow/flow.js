// Flow on points: noise that flows into a shape, with time under the hand; the network runs in the reader's browser.

/** Points on their way, and steps of the walk that carries them; while a drawing is learnt, fewer of both. */
const POINTS = 600;
const FINE = { sampler: "heun", steps: 48 };
const ROUGH = { points: 300, sampler: "euler", steps: 20, every: 500 };

/** Steps of the way of the reader's own point, back and on. */
const PROBED = 40;

/** The three ways to say where points go. */
const SAYINGS = {
  velocity: { words: N_("Velocity"), formula: "v(x, t) = E[data − noise | x]", means: N_("Which way the paths through this place go on average. Samplers follow these arrows.") },
  noise: { words: N_("Noise"), formula: "n(x, t) = x − t · v(x, t)", means: N_("The noise that is in a point at this place, on average. DDPM's network says this. Take it away, and the data remain.") },
  score: { words: N_("Score"), formula: "s(x, t) = −n(x, t) / (1 − t)", means: N_("Where points lie denser at this time: the slope of the logarithm of their density. It has no bounds as t nears 1.") },
};

/** Flows by key: whoever comes back to the page finds theirs as it was. */
const flows = new Map();

class Flow {
  constructor(host, data) {
    this.host = host;
    this.frames = 0;
    this.wake = onceAFrame(host, (now) => this.tick(now));
    this.state = flows.get(data.name) ?? { as: "velocity", seed: 1, strokes: [], layers: { real: true, made: true, arrows: true, paths: true } };
    flows.set(data.name, this.state);
    this.clock = new Clock(this.wake);
    this.watch = new ResizeObserver(() => this.wake());
    this.watch.observe(host);
  }

  remove() {
    this.watch.disconnect();
    this.wake.stop();
  }

  update(data, theme) {
    const { state } = this;
    this.data = data;
    this.colours = coloursOf(theme);
    if (!this.plane) this.build();
    if (state.stamp !== data.stamp) Object.assign(state, { stamp: data.stamp, field: new Field(data.field), learning: null });
    if (this.stamp !== data.stamp) this.begin();
    this.stamp = data.stamp;
    this.follow();
    expose(data.name, {
      flow: this,
      maths: { Field, Walk },
      get frames() {
        return this.flow.frames;
      },
    });
  }

  get field() {
    return this.state.learning?.field ?? this.state.field;
  }

  build() {
    const { state } = this;
    const small = (name, words, act) => el("button", { type: "button", class: "button small", click: act }, icon(name), el("span", {}, words));
    const other = small("dice", N_("New noise"), () => {
      state.seed += 1;
      this.begin();
    });
    const canvas = el("canvas", { class: "plane", role: "img", tabindex: 0 });
    this.plane = new Plane(canvas);
    listenToPen(canvas, this);
    this.listenToProbe(canvas);
    this.chips = Object.entries(SHOWN).map(([name, [words, help]]) => {
      const flip = () => {
        state.layers[name] = !state.layers[name];
        this.follow();
      };
      return el("button", { type: "button", class: "chip", "data-layer": name, title: help, click: flip }, el("i", { class: `mark ${name}` }), words);
    });
    this.drawButton = small("pen", N_("Draw your own"), () => this.startDrawing());
    this.pens = el(
      "div",
      { class: "row", hidden: true },
      small("done", N_("Use it"), () => this.leaveDrawing(true)),
      small("undo", N_("Undo"), () => this.editStrokes(() => state.strokes.pop())),
      small("clear", N_("Clear"), () => this.editStrokes(() => state.strokes.splice(0))),
      small("reset", N_("Back"), () => this.leaveDrawing(false)),
    );
    this.backButton = small("reset", N_("Back to the model"), () => {
      state.learning = null;
      this.begin();
    });
    this.board = el("div", { class: "board" }, canvas);
    const layers = el("div", { class: "row", role: "group", "aria-label": N_("What is shown") }, ...this.chips);
    this.sayings = el("div", {});
    this.formula = el("p", { class: "formula" });
    this.means = el("p", { class: "means" });
    this.told = el("p", { class: "told", "aria-live": "polite" });
    const right = el("div", { class: "side" }, this.told, this.sayings, this.formula, this.means, layers, el("div", { class: "row acts" }, other, this.drawButton, this.pens, this.backButton));
    this.host.replaceChildren(el("section", { class: "card flow" }, el("div", { class: "bar" }, this.clock.node), el("div", { class: "body" }, this.board, right)));
  }

  /** A finger on the plane is a point there at this time. */
  listenToProbe(canvas) {
    const put = (event) => {
      if (this.drawing) return false;
      this.probe = this.plane.place(event);
      this.wake();
    };
    canvas.addEventListener("pointerdown", put);
    canvas.addEventListener("pointermove", (event) => event.buttons && put(event));
    canvas.addEventListener("keydown", (event) => {
      const arrow = !this.drawing && arrowOf(event);
      if (!arrow) return;
      event.preventDefault();
      const [x, y] = this.probe ?? [0, 0];
      this.probe = [within(x + 0.1 * arrow[0], -2, 2), within(y - 0.1 * arrow[1], -2, 2)];
      this.wake();
    });
  }

  /** Everything that shows a setting shows it as it is. */
  follow() {
    const { state } = this;
    const words = Object.fromEntries(Object.entries(SAYINGS).map(([name, saying]) => [name, _(saying.words.message)]));
    const pick = (name) => {
      state.as = name;
      this.formula.textContent = SAYINGS[name].formula;
      this.means.textContent = _(SAYINGS[name].means.message);
      this.wake();
    };
    const said = JSON.stringify(words);
    if (this.saidAs !== said) this.sayings.replaceChildren(segmented(_("What the arrows say"), words, state.as, pick));
    this.saidAs = said;
    pick(state.as);
    for (const chip of this.chips) chip.setAttribute("aria-pressed", state.layers[chip.dataset.layer]);
    this.pens.hidden = !this.drawing;
    this.drawButton.hidden = Boolean(this.drawing);
    this.backButton.hidden = Boolean(this.drawing) || !state.learning;
    this.board.classList.toggle("drawing", Boolean(this.drawing));
    this.wake();
  }

  /** The points of the present model, or of what it learns, from their noise. */
  begin() {
    const { state } = this;
    state.real = state.learning ? state.learning.data.subarray(0, 2 * POINTS) : decodeNumbers(this.data.real).subarray(0, 2 * POINTS);
    this.noise = bells(2 * POINTS, dice(state.seed));
    this.walk = new Walk(this.field, FINE.sampler, this.noise, FINE.steps);
    this.next = null;
    this.away = null;
    this.measuring = null;
    this.follow();
  }

  tick(now) {
    if (!this.walk) return;
    this.clock.tick(now);
    const learning = !this.drawing && this.state.learning && !this.state.learning.done;
    if (learning) this.learn(now);
    else this.settle();
    this.draw();
    this.frames += 1;
    if (this.clock.playing || learning || !this.walk.done || this.away === null) this.wake();
  }

  /** Learn for a part of the frame; now and then see where the points go by now. */
  learn(now) {
    const { learning } = this.state;
    learning.work(8);
    if (!this.next && now - (this.walkedAt ?? 0) > ROUGH.every) {
      this.walkedAt = now;
      this.next = new Walk(learning.field, ROUGH.sampler, this.noise.slice(0, 2 * ROUGH.points), ROUGH.steps);
    }
    if (this.next?.work(3).done) [this.walk, this.next] = [this.next, null];
    if (learning.done) this.begin();
  }

  /** What stands still is carried finely, and measured. */
  settle() {
    if (!this.walk.done) return this.walk.work(9);
    if (this.away !== null) return;
    this.ruler ??= new Ruler(POINTS);
    this.measuring ??= this.ruler.measure(this.walk.last, this.state.real);
    const end = performance.now() + 4;
    let slice;
    do slice = this.measuring.next();
    while (!slice.done && performance.now() < end);
    if (slice.done) this.away = slice.value;
  }

  draw() {
    const { state, colours, walk } = this;
    const { t } = this.clock;
    const made = walk.at(t);
    const scene = { real: state.real, made, t, walk, field: this.field, as: state.as, layers: state.layers, colours, drawing: this.drawing };
    drawScene(this.plane, { ...scene, probe: this.probe && !this.drawing ? this.probed(t) : null });
    this.tell(t);
  }

  /** From the reader's own point back to noise and on to data. */
  probed(t) {
    const from = Float32Array.from(this.probe);
    const part = (to) => new Walk(this.field, "heun", from, Math.max(1, Math.round(PROBED * Math.abs(to - t))), { from: t, to }).work();
    return { back: part(0), on: part(1) };
  }

  tell(t) {
    const { learning } = this.state;
    const words = this.drawing
      ? _("Draw where the points shall arrive: lines, dots, your name. Then press Use it.")
      : learning && !learning.done
        ? _("The network learns your drawing here in your browser: step {step} of {steps}, loss {loss}.", { step: learning.steps, steps: LEARN.steps, loss: short(learning.mean) })
        : [this.moment(t), this.arrival()].join(" ");
    if (this.told.textContent !== words) this.told.textContent = words;
    this.told.setAttribute("aria-live", this.clock.playing ? "off" : "polite");
    this.plane.canvas.setAttribute("aria-label", this.drawing ? _("Draw on the plane. Arrow keys move a cross, the space bar sets a dot") : `${_("The plane at time {t}.", { t: t.toFixed(2) })} ${words}`);
  }

  moment(t) {
    if (t < 0.02) return _("Time 0: a cloud of noise. All arrows lead to the middle of the data, for nobody knows yet where a point belongs.");
    if (t < 0.5) return _("The noise thins out, and the points gather.");
    if (t < 0.98) return _("Each point decides where it belongs: nearby points go the same way.");
    return _("Time 1: the points have arrived.");
  }

  arrival() {
    const { away } = this;
    if (!away) return "";
    return _("In the end they lie {value} from real points ({low} to {high}).", { value: short(away.value), low: short(away.low), high: short(away.high) });
  }

  startDrawing() {
    this.drawing = { strokes: this.state.strokes, live: null, cross: null };
    this.clock.play(false);
    this.plane.canvas.focus({ preventScroll: true });
    this.follow();
  }

  editStrokes(edit) {
    edit();
    this.follow();
  }

  /** Back to the flow: into the drawing, or as it was. */
  leaveDrawing(use) {
    this.drawing = null;
    const { state } = this;
    if (use && state.strokes.length) {
      state.learning = new Learning(state.field, state.strokes, this.data.blur);
      this.probe = null;
      this.send("drawn", spelled(state.strokes));
      this.begin();
      this.clock.play(!calm());
    }
    this.follow();
  }
}

export default (component) => mount(component, (host, data) => (data.mode === "steps" ? new Steps(host, data) : new Flow(host, data)));
