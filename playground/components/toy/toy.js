// The toy: a GAN on points that plays while you watch, step by step or at full speed, and lets you turn every knob.

Object.assign(ICONS, {
  play: "M7 4l13 8-13 8z",
  pause: "M8 5v14M16 5v14",
  reset: "M4 5v5h5M5 10a8 8 0 1 1-1 5",
  done: "M5 12l5 5L20 7",
});

/** From one half-step in a second to as many as the processor gives. A step is k halves of D and one of G. */
const SPEEDS = [
  { words: "slow motion", halves: 1 },
  { words: "4 half-steps a second", halves: 4 },
  { words: "10 steps a second", steps: 10 },
  { words: "60 steps a second", steps: 60 },
  { words: "full speed", budget: 9 },
];

/** Milliseconds between two measurements of the distance, and between two sentences at speed. */
const MEASURE = 1200;
const TELL = 700;

/** Milliseconds between two drawings of the curves while it plays: numbers that change faster cannot be read. */
const CURVES = 150;

const LAYERS = {
  verdict: ["Verdict", "what D says of each place: orange for real, blue for made, pale where it cannot tell"],
  real: ["Real", "real points, held out from training"],
  made: ["Made", "what G makes, always from the same noise"],
  pulls: ["Pulls", "which way G's loss pulls made points; a longer arrow is a steeper loss"],
  sheet: ["Sheet", "where G puts a grid of noise: it bends the little picture in the corner into this"],
};

/** Which curves the numbers of one player belong to. */
const numbersOf = ({ who, loss, real, made }) => (who === "discriminator" ? { "D's loss": loss, "D(x)": real, "D(G(z))": made } : { "G's loss": loss });

/** Games by key: whoever comes back to the page finds theirs as it was. */
const games = new Map();

class Toy {
  constructor(host, data) {
    this.host = host;
    this.frames = 0;
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
    cancelAnimationFrame(this.frame);
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
      maths: { Game, Ruler, Reach },
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
    this.playButton = button("play", "Play", () => this.play(!state.playing));
    this.playButton.classList.add("main");
    const reset = button("reset", "Reset", () => this.reset(), { title: "Begin again with the same seed" });
    const reseed = () => {
      this.move("seed", Math.floor(Math.random() * 10_000));
      this.reset();
    };
    const other = button("dice", "New seed", reseed, { title: "Begin again with other chance" });
    this.speed = el("input", { type: "range", min: 0, max: SPEEDS.length - 1, step: 1, "aria-label": "Speed", input: () => this.setSpeed() });
    this.speedWords = el("span", { class: "speed-words" });
    this.counter = el("output", { class: "counter" });
    const speed = el("label", { class: "speed" }, el("span", {}, "Speed"), this.speed, this.speedWords);
    const bar = el("div", { class: "bar" }, el("div", { class: "row" }, this.playButton, reset, other), speed, this.counter);
    const look = el("p", { class: "look" }, "Watch the blue diamonds: the generator ", el("b", {}, "G"), " moves them along the arrows until the discriminator ", el("b", {}, "D"), ", the coloured ground, cannot tell them from the orange dots.");

    this.told = el("p", { class: "told" });
    const right = el("div", { class: "side" }, this.told, this.buildPlayers(), this.buildCharts());
    this.host.replaceChildren(el("section", { class: "card toy" }, look, bar, el("div", { class: "body" }, this.buildBoard(), right)));
  }

  buildBoard() {
    const { state } = this;
    const canvas = el("canvas", { class: "plane", role: "img", tabindex: 0 });
    this.plane = new Plane(canvas);
    this.inset = el("canvas", { class: "inset", role: "img", "aria-label": "The noise before the generator bends it" });
    this.bigPlay = el("button", { type: "button", class: "big-play", "aria-label": "Play", click: () => this.play(true) }, icon("play"));
    this.board = el("div", { class: "board" }, canvas, this.inset, this.bigPlay);
    this.listenToPen(canvas);

    this.chips = Object.entries(LAYERS).map(([name, [words, help]]) => {
      const flip = () => {
        state.layers[name] = !state.layers[name];
        this.follow();
      };
      return el("button", { type: "button", class: "chip", "data-layer": name, title: help, "aria-pressed": "true", click: flip }, el("i", { class: `mark ${name}` }), words);
    });
    const tool = (name, words, act) => el("button", { type: "button", class: "button small", click: act }, icon(name), words);
    this.drawButton = tool("pen", "Draw your own", () => this.startDrawing());
    this.backButton = tool("undo", "", () => this.leaveDrawing(false));
    this.pens = el(
      "div",
      { class: "row pens", hidden: true },
      tool("done", "Use it", () => this.leaveDrawing(true)),
      tool("undo", "Undo", () => this.editStrokes(() => state.strokes.pop())),
      tool("clear", "Clear", () => this.editStrokes(() => state.strokes.splice(0))),
    );
    const layers = el("div", { class: "together", role: "group", "aria-label": "What is shown" }, ...this.chips);
    return el("div", { class: "stage" }, this.board, el("div", { class: "row layers" }, layers, this.drawButton, this.pens, this.backButton));
  }

  buildPlayers() {
    const once = (who, words) => el("button", { type: "button", class: "button small", click: () => this.trainOnce(who) }, words);
    const { low, high } = this.data.rates;
    const rate = (name, words) => {
      const slider = el("input", { type: "range", min: Math.log10(low), max: Math.log10(high), step: 0.05, "aria-label": words });
      const number = el("output");
      slider.addEventListener("input", () => this.move(name, Number((10 ** slider.value).toPrecision(2)), false));
      slider.addEventListener("change", () => this.report());
      this.rates = { ...this.rates, [name]: { slider, number } };
      return el("label", { class: "rate" }, el("span", {}, "Learning rate"), slider, number);
    };
    this.k = el("input", { type: "number", min: 1, max: this.data.most, step: 1, "aria-label": "Steps of D for each one of G", change: () => this.setK() });
    const player = (who, name, does, ...rest) => el("div", { class: "player", "data-who": who }, el("div", { class: "who" }, el("b", {}, name), el("span", { class: "quiet" }, does)), ...rest);
    this.d = player("discriminator", "D", "judges points", rate("discriminator_rate", "Discriminator's learning rate"), el("div", { class: "row apart" }, once("discriminator", "Train D once"), el("label", { class: "k", title: "Steps of D for each one of G: the first paper's k" }, "k", this.k)));
    this.g = player("generator", "G", "makes points", rate("generator_rate", "Generator's learning rate"), el("div", { class: "row apart" }, once("generator", "Train G once")));
    this.turnPlace = el("div", { class: "row turn" });
    return el("div", { class: "group" }, el("div", { class: "players" }, this.d, this.g), this.turnPlace);
  }

  buildCharts() {
    const chart = (title) => {
      const words = el("span", { class: "numbers" });
      const canvas = el("canvas", { class: "curves", role: "img" });
      return { words, canvas, title, node: el("div", { class: "chart" }, el("div", { class: "chart-head" }, el("b", {}, title), words), canvas) };
    };
    this.says = chart("What D says");
    this.losses = chart("Losses");
    this.distance = chart("Distance to held-out points");
    return el("div", { class: "charts" }, this.says.node, this.losses.node, this.distance.node);
  }

  /** Everything that shows a setting shows it as it is. */
  follow() {
    const { state } = this;
    const { config } = state;
    this.playButton.replaceChildren(icon(state.playing ? "pause" : "play"), el("span", {}, state.playing ? "Pause" : "Play"));
    this.bigPlay.hidden = state.playing || Boolean(this.drawing) || state.game.rounds > 0 || state.game.taught > 0;
    this.speed.value = state.speed;
    this.speed.style.setProperty("--share", `${(100 * state.speed) / (SPEEDS.length - 1)}%`);
    this.speed.setAttribute("aria-valuetext", SPEEDS[state.speed].words);
    this.speedWords.textContent = SPEEDS[state.speed].words;
    for (const [name, { slider, number }] of Object.entries(this.rates)) {
      slider.value = Math.log10(config[name]);
      slider.style.setProperty("--share", `${(100 * (slider.value - slider.min)) / (slider.max - slider.min)}%`);
      number.textContent = String(config[name]);
      slider.setAttribute("aria-valuetext", String(config[name]));
    }
    if (document.activeElement !== this.k) this.k.value = config.k;
    if (this.turnShown !== config.turn) {
      this.turnShown = config.turn;
      const choices = { both: "Both", discriminator: "Only D", generator: "Only G" };
      this.turnPlace.replaceChildren(el("span", { class: "quiet" }, "Who learns"), segmented("Who learns", choices, config.turn, (turn) => this.move("turn", turn)));
    }
    for (const chip of this.chips) chip.setAttribute("aria-pressed", state.layers[chip.dataset.layer]);
    this.pens.hidden = !this.drawing;
    this.drawButton.hidden = Boolean(this.drawing);
    this.backButton.hidden = !this.drawing && !state.drawn;
    this.backButton.lastChild.textContent = `Back to: ${this.data.shape.toLowerCase()}`;
    this.board.classList.toggle("drawing", Boolean(this.drawing));
    this.told.setAttribute("aria-live", state.playing && state.speed > 1 ? "off" : "polite");
    this.light(this.lit);
    this.wake();
  }

  light(who) {
    this.lit = who;
    for (const player of [this.d, this.g]) player.classList.toggle("lit", player.dataset.who === who);
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

  setK() {
    const k = Math.round(Number(this.k.value));
    if (k >= 1 && k <= this.data.most) this.move("k", k);
    this.k.value = this.state.config.k;
  }

  /** A knob was moved: it acts at once, and Python hears of it when the hand rests. */
  move(name, value, report = true) {
    this.state.config[name] = value;
    this.state.game.config = this.state.config;
    if (name === "turn") this.turnShown = value;
    this.follow();
    if (report) this.report();
  }

  report() {
    const { state } = this;
    const { turn, k, generator_rate, discriminator_rate, seed } = state.config;
    const moved = { turn, k, generator_rate, discriminator_rate, seed };
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
    this.tell(BROKEN);
    this.follow();
  }

  tell(words) {
    if (this.told.textContent !== words) this.told.textContent = words;
    this.toldAt = performance.now();
  }

  wake() {
    this.frame ??= requestAnimationFrame((now) => {
      this.frame = null;
      if (!this.host.isConnected || !this.state.game) return;
      if (this.state.playing && !this.drawing) this.advance(now);
      this.measure(now);
      this.draw();
      if ((this.state.playing && !this.drawing) || this.measuring) this.wake();
    });
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
      const n = state.heldOut.length / 2;
      this.made = state.game.g.forward(state.fixed, n).slice();
      this.measuring = state.ruler.measure(this.made, state.heldOut);
      this.measuredGame = state.game;
    }
    if (!this.measuring) return;
    const end = performance.now() + 3;
    let slice;
    do slice = this.measuring.next();
    while (!slice.done && performance.now() < end);
    if (!slice.done) return;
    this.measuring = null;
    if (this.measuredGame !== state.game) return;
    const near = 2000;
    state.reach ??= new Reach(state.heldOut.subarray(0, near));
    const reached = state.reach.share(this.made.subarray(0, near));
    const heaps = state.centres && [covered(this.made, state.centres, this.data.mode), state.centres.length];
    state.measured = { ...slice.value, reached, heaps };
    state.measures.push({ distance: slice.value.value, low: slice.value.low, high: slice.value.high });
  }

  draw() {
    const { state, colours } = this;
    const { game } = state;
    const scene = { game, colours, real: state.heldOut, lattice: state.lattice, layers: state.layers, drawing: this.drawing, fixed: state.fixed.subarray(0, DRAWN * state.config.latent) };
    this.plane.draw(scene);
    this.inset.hidden = !state.layers.sheet || Boolean(this.drawing);
    if (!this.inset.hidden) drawNoise(this.inset, { ...scene, fixed: state.fixed });
    const now = performance.now();
    if (!state.playing || now - (this.curvesAt ?? 0) > CURVES) {
      this.drawCharts();
      this.curvesAt = now;
    }
    this.counter.textContent = `${game.rounds.toLocaleString("en")} steps`;
    this.host.dataset.steps = game.rounds;
    if (now === this.curvesAt || this.drawing) this.plane.canvas.setAttribute("aria-label", this.drawing ? "Draw on the plane. Arrow keys move a cross, the space bar sets a dot" : `The plane after ${game.rounds} steps. ${gameInWords(game, state.history, state.measured)}`);
    this.frames += 1;
  }

  drawCharts() {
    const { state, colours, theme } = this;
    const { history, measures, measured } = state;
    const at = state.game.settled;
    const value = (name, colour) => el("span", { style: `color: ${colour}` }, `${name} ${short(history.lately(name))}`);
    const rest = (words) => el("span", { class: "quiet" }, words);
    const fill = ({ words, canvas, title }, ...nodes) => {
      words.replaceChildren(...nodes);
      canvas.setAttribute("aria-label", `${title}: ${words.textContent}`);
    };
    fill(this.says, value("D(x)", colours.realInk), value("D(G(z))", colours.madeInk), rest(at ? `both settle at ${short(at.says)}` : "only the gap counts"));
    drawCurves(this.says.canvas, history, {
      lines: [{ name: "D(x)", colour: colours.realInk }, { name: "D(G(z))", colour: colours.madeInk, dash: [6, 2] }],
      settled: at ? [{ value: at.says, colour: theme.text }] : [],
      least: state.game.rules.score === sigmoid ? [0, 1] : null,
      theme,
    });
    fill(this.losses, value("D's loss", colours.d), value("G's loss", colours.g), rest(at ? `settle at ${short(at.d)} and ${short(at.g)}` : ""));
    drawCurves(this.losses.canvas, history, {
      lines: [{ name: "D's loss", colour: colours.d }, { name: "G's loss", colour: colours.g, dash: [6, 2] }],
      settled: at ? [{ value: at.d, colour: colours.d }, { value: at.g, colour: colours.g }] : [],
      theme,
    });
    const heaps = measured?.heaps ? ` · ${measured.heaps[0]} of ${measured.heaps[1]} heaps` : "";
    const found = measured ? `${short(measured.value)} (${short(measured.low)} to ${short(measured.high)})` : "measuring";
    const reached = measured ? `reaches ${Math.round(100 * measured.reached)} %${heaps}` : "";
    fill(this.distance, el("span", {}, found), rest(reached));
    drawCurves(this.distance.canvas, measures, { lines: [{ name: "distance", colour: theme.text }], band: ["low", "high"], least: [0, 0.1], theme });
  }

  startDrawing() {
    this.drawing = { strokes: this.state.strokes, live: null, cross: null };
    this.play(false);
    this.tell("Draw where real points should lie: lines, dots, your name. Then press Use it.");
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

  listenToPen(canvas) {
    const release = () => {
      if (!this.drawing?.live) return;
      this.drawing.strokes.push(this.drawing.live);
      this.drawing.live = null;
      this.wake();
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (!this.drawing || event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      this.drawing.cross = null;
      this.drawing.live = [this.plane.place(event)];
      this.wake();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!this.drawing?.live) return;
      this.drawing.live.push(this.plane.place(event));
      this.wake();
    });
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("keydown", (event) => {
      if (!this.drawing) return;
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      const [x, y] = (this.drawing.cross ??= [0, 0]);
      if (way) this.drawing.cross = [x + 0.1 * way[0], y + 0.1 * way[1]].map((value) => Math.max(-2, Math.min(2, value)));
      else if (event.key === " " || event.key === "Enter") this.drawing.strokes.push([this.drawing.cross]);
      else return;
      event.preventDefault();
      this.wake();
    });
  }
}

/** Orange is real and blue is made, in every layer and curve; form and dashes say it again to those who cannot see that. */
function coloursOf({ dark, text, palette }) {
  const [violet, , green] = palette;
  const shared = { text, d: violet, g: green, warp: faded(violet, 0.75), weft: faded(green, 0.75) };
  return dark
    ? { ...shared, real: "#ffb54d", made: "#8fc7ff", rim: "#0b1526", pull: "#dbe9ff", realHeat: [196, 104, 14], madeHeat: [32, 92, 176], realInk: "#ffb54d", madeInk: "#8fc7ff" }
    : { ...shared, real: "#a85400", made: "#0d4a94", rim: "#ffffff", pull: "#15294a", realHeat: [240, 150, 60], madeHeat: [78, 140, 214], realInk: "#b35a00", madeInk: "#15599f" };
}

export default (component) => mount(component, (host, data) => new Toy(host, data));
