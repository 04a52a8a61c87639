// The toy: a GAN on points that plays while you watch, step by step or at full speed, and lets you turn every knob.

/** From one half-step in a second to as many as the processor gives. A step is k halves of D and one of G. */
const SPEEDS = [
  { words: N_("slow motion"), halves: 1 },
  { words: N_("4 half-steps a second"), halves: 4 },
  { words: N_("10 steps a second"), steps: 10 },
  { words: N_("60 steps a second"), steps: 60 },
  { words: N_("full speed"), budget: 9 },
];

/** Milliseconds between two measurements of the distance, and between two sentences at speed. */
const MEASURE = 1200;
const TELL = 700;

/** Milliseconds between two drawings of the curves while it plays: numbers that change faster cannot be read. */
const CURVES = 150;

/** Games by key: whoever comes back to the page finds theirs as it was. */
const games = new Map();

class Toy {
  constructor(host, data) {
    this.host = host;
    this.frames = 0;
    this.wake = onceAFrame(host, (now) => this.tick(now));
    this.state = games.get(data.name) ?? {
      reported: new Set(),
      speed: 3,
      playing: !calm(),
      layers: { verdict: true, real: true, made: true, pulls: true, sheet: true },
      strokes: [],
      drawn: false,
    };
    games.set(data.name, this.state);
    this.drawing = null;
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
    this.theme = theme;
    const asked = JSON.stringify(data.config);
    const heard = asked === state.asked || state.reported.has(asked);
    if (!heard) {
      if (state.config?.shape !== data.config.shape) state.drawn = false;
      state.config = { ...data.config };
      state.reported.clear();
      state.game = null;
      this.players?.forget();
    }
    state.asked = asked;
    this.colours = coloursOf(theme);
    if (!this.plane) this.build();
    if (state.game) this.follow();
    else this.reset();
    expose(data.name, {
      toy: this,
      get frames() {
        return this.toy.frames;
      },
      weights: (who) => Array.from(state.game[who].weights),
      maths: { Game, Net, Ruler, Reach, colourMap },
    });
  }

  /** Anew with the same seed: the same beginning, the same chance. */
  reset() {
    const { state, data } = this;
    const { config } = state;
    state.train = decodeNumbers(data.train);
    state.heldOut = decodeNumbers(data.heldOut);
    state.centres = data.centres;
    if (state.drawn) {
      const random = dice(config.seed + 11);
      state.train = along(state.strokes, state.train.length / 2, random, data.blur);
      state.heldOut = along(state.strokes, state.heldOut.length / 2, random, data.blur);
      state.centres = null;
    }
    state.game = new Game(config, state.train);
    state.lattice = data.lattice;
    state.fixed = state.game.noise(state.heldOut.length / 2, dice(config.seed + 17));
    state.ruler ??= new Ruler(state.heldOut.length / 2);
    state.reach = null;
    state.history = new History();
    state.measures = new History();
    state.measured = null;
    state.broken = false;
    this.measuring = null;
    this.stale = true;
    this.lit = null;
    this.tell(gameInWords(state.game, state.history, null));
    this.follow();
  }

  build() {
    const { state } = this;
    const button = (name, words, act, attributes = {}) => el("button", { type: "button", class: "button", click: act, ...attributes }, icon(name), el("span", {}, words));
    this.playButton = button("play", N_("Play"), () => this.play(!state.playing));
    this.playButton.classList.add("main");
    const reset = button("reset", N_("Reset"), () => this.reset(), { title: N_("Begin again with the same seed") });
    const reseed = () => {
      this.move("seed", Math.floor(Math.random() * 10_000));
      this.reset();
    };
    const other = button("dice", N_("New seed"), reseed, { title: N_("Begin again with other chance") });
    this.speed = el("input", { type: "range", min: 0, max: SPEEDS.length - 1, step: 1, "aria-label": N_("Speed"), input: () => this.setSpeed() });
    this.speedWords = el("span", { class: "speed-words" });
    this.counter = el("output", { class: "counter" });
    const speed = el("label", { class: "speed" }, el("span", {}, N_("Speed")), this.speed, this.speedWords);
    const look = el("p", { class: "look quiet" }, ...rich(_("Watch the blue diamonds: the generator **G** moves them along the arrows until the discriminator **D**, the coloured ground, cannot tell them from the orange dots.")));

    this.told = el("p", { class: "told" });
    const move = (...moved) => this.move(...moved);
    this.players = new Players(this.data, { move, rest: () => this.report(), once: (who) => this.trainOnce(who), rebuild: (...moved) => this.rebuild(...moved), look: () => this.wake() });
    this.charts = new Charts();
    const bar = el("div", { class: "bar" }, el("div", { class: "row" }, this.playButton, reset, other), this.players.turns, speed, this.counter);
    const right = el("div", { class: "side" }, this.players.node, this.charts.node);
    this.host.replaceChildren(el("section", { class: "card toy" }, bar, this.told, el("div", { class: "body" }, boardOf(this), right), look));
  }

  /** Everything that shows a setting shows it as it is. */
  follow() {
    const { state } = this;
    this.playButton.replaceChildren(icon(state.playing ? "pause" : "play"), el("span", {}, state.playing ? N_("Pause") : N_("Play")));
    setRange(this.speed, state.speed);
    say(this.speed, "aria-valuetext", SPEEDS[state.speed].words);
    say(this.speedWords, "textContent", SPEEDS[state.speed].words);
    this.players.follow(state.config);
    followBoard(this);
    this.told.setAttribute("aria-live", state.playing && state.speed > 1 ? "off" : "polite");
    this.light(this.lit);
    this.wake();
  }

  light(who) {
    this.lit = who;
    this.players.light(who);
  }

  play(playing) {
    this.state.playing = playing && !this.state.broken;
    this.before = null;
    this.due = this.state.speed < 2 ? 1 : 0;
    this.follow();
    if (!playing) this.measureSoon();
  }

  setSpeed() {
    this.state.speed = Number(this.speed.value);
    if (this.state.speed > 1) this.lit = null;
    this.due = 0;
    this.follow();
  }

  /** A knob was moved: it acts at once, and Python hears of it when the hand rests. */
  move(name, value, report = true) {
    this.state.config[name] = value;
    this.state.game.config = this.state.config;
    this.follow();
    if (report) this.report();
  }

  /** Other networks begin a new game, with the same seed. */
  rebuild(name, value) {
    this.players.forget();
    this.move(name, value);
    this.reset();
  }

  report() {
    const { state } = this;
    const { turn, k, generator_rate, discriminator_rate, seed, width, layers } = state.config;
    const moved = { turn, k, generator_rate, discriminator_rate, seed, width, layers };
    state.reported.add(JSON.stringify({ ...this.data.config, ...moved }));
    this.send("moved", moved);
  }

  trainOnce(who) {
    const { state } = this;
    if (state.broken || this.drawing) return;
    if (state.playing) this.play(false);
    const done = who === "discriminator" ? state.game.teachOnce(true) : state.game.improveOnce(true);
    if (who === "generator") {
      state.game.rounds += 1;
      state.game.taught = 0;
    }
    this.show(done, true);
    this.measureSoon();
    this.follow();
  }

  /** Half a step that is watched closely. */
  show(done, alone) {
    this.note(done, alone);
    this.light(done.who);
    if (!this.state.broken) this.tell(halfInWords(done, this.state.game));
  }

  /** Into the curves with what half a step has said; where one learns alone, also with what the other says to it. */
  note(done, alone = this.state.config.turn !== "both") {
    const { state } = this;
    this.stale = true;
    state.history.push({ ...numbersOf(done), ...(alone ? numbersOf(state.game.bystander(done.who)) : {}) });
    if (Number.isFinite(done.loss) && Number.isFinite(done.size)) return;
    state.broken = true;
    state.playing = false;
    this.tell(broken());
    this.follow();
  }

  tell(words) {
    if (this.told.textContent !== words) this.told.textContent = words;
    this.toldAt = performance.now();
  }

  tick(now) {
    if (!this.state.game) return;
    if (this.state.playing && !this.drawing) this.advance(now);
    this.measure(now);
    this.draw();
    if ((this.state.playing && !this.drawing) || this.measuring) this.wake();
  }

  /** As much of the game as the time since the last frame is worth. */
  advance(now) {
    const { state } = this;
    const pace = SPEEDS[state.speed];
    const seconds = Math.min(0.1, (now - (this.before ?? now)) / 1000);
    this.before = now;
    if (pace.budget) {
      const end = performance.now() + pace.budget;
      do this.note(state.game.half());
      while (performance.now() < end && !state.broken);
    } else if (pace.steps) {
      this.due = (this.due ?? 0) + seconds * pace.steps;
      const end = performance.now() + 16;
      for (; this.due >= 1 && !state.broken && performance.now() < end; this.due -= 1) {
        const { rounds } = state.game;
        while (state.game.rounds === rounds && !state.broken) this.note(state.game.half());
      }
      this.due = Math.min(this.due, 1);
    } else {
      this.due = (this.due ?? 0) + seconds * pace.halves;
      if (this.due < 1) return;
      this.due = 0;
      this.show(state.game.half(true));
    }
    if (!pace.halves && !state.broken && now - (this.toldAt ?? 0) > TELL) this.tell(gameInWords(state.game, state.history, state.measured));
  }

  measureSoon() {
    this.measuredAt = 0;
    this.wake();
  }

  /** The distance, a few directions in each frame. */
  measure(now) {
    const { state } = this;
    if (state.broken || this.drawing) return;
    if (!this.measuring && this.stale && now - (this.measuredAt ?? 0) > MEASURE) {
      this.stale = false;
      this.measuredAt = now;
      this.measuring = new Measurement(state, this.data.mode);
    }
    const found = this.measuring?.work(3);
    if (!found) return;
    const { game } = this.measuring;
    this.measuring = null;
    if (game !== state.game) return;
    state.measured = found;
    state.measures.push({ distance: found.value, low: found.low, high: found.high });
  }

  draw() {
    const { state, colours } = this;
    const { game } = state;
    const scene = { game, colours, real: state.heldOut, lattice: state.lattice, layers: state.layers, drawing: this.drawing, unit: this.drawing ? null : this.players.seen, fixed: state.fixed.subarray(0, DRAWN * state.config.latent) };
    this.plane.draw(scene);
    this.inset.hidden = !state.layers.sheet || Boolean(this.drawing);
    if (!this.inset.hidden) drawNoise(this.inset, { ...scene, fixed: state.fixed });
    const now = performance.now();
    if (!state.playing || now - (this.curvesAt ?? 0) > CURVES) {
      this.charts.draw(state, colours, this.theme);
      this.players.draw(scene);
      this.curvesAt = now;
    }
    this.counter.textContent = _("{steps} steps", { steps: game.rounds.toLocaleString("en") });
    this.host.dataset.steps = game.rounds;
    if (now === this.curvesAt || this.drawing) this.plane.canvas.setAttribute("aria-label", this.drawing ? _("Draw on the plane. Arrow keys move a cross, the space bar sets a dot") : `${_("The plane after {steps} steps.", { steps: game.rounds })} ${gameInWords(game, state.history, state.measured)}`);
    this.frames += 1;
  }

  startDrawing() {
    this.drawing = { strokes: this.state.strokes, live: null, cross: null };
    this.play(false);
    this.tell(_("Draw where real points should lie: lines, dots, your name. Then press Use it."));
    this.plane.canvas.focus({ preventScroll: true });
  }

  editStrokes(edit) {
    edit();
    this.follow();
  }

  /** Back to the game: on the drawing, or on the shape from the settings. */
  leaveDrawing(use) {
    this.drawing = null;
    this.state.drawn = use && this.state.strokes.length > 0;
    this.reset();
    this.play(true);
  }
}

export default (component) => mount(component, (host, data) => new Toy(host, data));
