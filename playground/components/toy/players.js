// The two players: their knobs (who learns, how fast, how often) and their networks, unit by unit.

/** Units in a layer that the buttons lead to. */
const WIDTHS = [4, 6, 8, 12, 16, 24, 32, 48, 64];

class Players {
  /**
   * data: what Python sent. `move(name, value, report)` sets a knob, `rest()` says that the hand rests, `once(who)` trains one of them,
   * `rebuild(name, value)` gives both other networks, `look()` hears that another unit is looked at.
   */
  constructor(data, { move, rest, once, rebuild, look }) {
    this.move = move;
    this.diagrams = ["discriminator", "generator"].map((who) => new Diagram(who, () => this.see(who, look)));
    this.rates = {};
    const teach = (who, words) => el("button", { type: "button", class: "button small", click: () => once(who) }, words);
    const rate = (name, words) => {
      const [low, high] = [data.rates.low, data.rates.high].map(Math.log10);
      const slider = el("input", { type: "range", min: low, max: high, step: 0.05, "aria-label": words, change: rest });
      slider.addEventListener("input", () => move(name, Number((10 ** slider.value).toPrecision(2)), false));
      const number = el("output");
      this.rates[name] = { slider, number };
      return el("label", { class: "rate" }, el("span", {}, N_("Learning rate")), slider, number);
    };
    const setK = () => {
      const k = Math.round(Number(this.k.value));
      if (k >= 1 && k <= data.most) move("k", k);
      this.k.value = this.config.k;
    };
    this.k = el("input", { type: "number", min: 1, max: data.most, step: 1, "aria-label": N_("Steps of D for each one of G"), change: setK });
    const player = (who, name, does, ...more) => el("div", { class: "player", "data-who": who }, el("div", { class: "who" }, el("b", {}, name), el("span", { class: "quiet" }, does)), ...more, this.diagrams[who === "generator" ? 1 : 0].canvas);
    const often = el("label", { class: "k", title: N_("Steps of D for each one of G: the first paper's k") }, "k", this.k);
    this.both = [
      player("discriminator", "D", N_("judges points"), rate("discriminator_rate", N_("Discriminator's learning rate")), el("div", { class: "row apart" }, teach("discriminator", N_("Train D once")), often)),
      player("generator", "G", N_("makes points"), rate("generator_rate", N_("Generator's learning rate")), el("div", { class: "row apart" }, teach("generator", N_("Train G once")))),
    ];
    this.turns = el("div", { class: "row turn" });
    const allowed = ({ low, high }, steps) => steps.filter((step) => step >= low && step <= high);
    this.steppers = {
      layers: new Stepper(N_("Layers"), N_("One hidden layer less"), N_("One hidden layer more"), allowed(data.layers, [1, 2, 3, 4]), (value) => rebuild("layers", value)),
      width: new Stepper(N_("Units"), N_("Fewer units in each hidden layer"), N_("More units in each hidden layer"), allowed(data.width, WIDTHS), (value) => rebuild("width", value)),
    };
    this.told = el("output", { class: "quiet unit" });
    this.node = el("div", { class: "group" }, el("div", { class: "players" }, ...this.both), el("div", { class: "row" }, ...Object.values(this.steppers).map(({ node }) => node), this.told));
    this.see("discriminator", () => {});
  }

  /** The unit that is looked at; one of the two networks at a time. */
  get seen() {
    return this.diagrams[0].seen ?? this.diagrams[1].seen;
  }

  see(who, look) {
    for (const other of this.diagrams) if (other.who !== who && other.seen && this.diagrams.some((one) => one.who === who && one.seen)) other.forget();
    const { seen } = this;
    for (const { canvas } of this.diagrams) say(canvas, "aria-label", canvas.dataset.net === "discriminator" ? N_("D's units over the plane. Arrow keys look at one, Escape lets go") : N_("G's units over the noise. Arrow keys look at one, Escape lets go"));
    const values = seen && { layer: seen.layer + 1, unit: seen.unit + 1 };
    if (!seen) this.told.textContent = _("Point at a unit: the plane shows what it has learnt. A click keeps it.");
    else if (seen.who === "discriminator") this.told.textContent = _("D, layer {layer}, unit {unit}: violet where it speaks up.", values);
    else this.told.textContent = _("G, layer {layer}, unit {unit}: green are the points for which it speaks up.", values);
    look();
  }

  forget() {
    for (const diagram of this.diagrams) diagram.forget();
    this.see("discriminator", () => {});
  }

  /** Both networks, as they are now. */
  draw(scene) {
    for (const diagram of this.diagrams) diagram.draw(scene);
  }

  /** Every knob stands where its setting is. */
  follow(config) {
    this.config = config;
    for (const [name, { slider, number }] of Object.entries(this.rates)) {
      setRange(slider, Math.log10(config[name]));
      number.textContent = String(config[name]);
      slider.setAttribute("aria-valuetext", String(config[name]));
    }
    for (const [name, stepper] of Object.entries(this.steppers)) stepper.follow(config[name]);
    if (this.k.getRootNode().activeElement !== this.k) this.k.value = config.k;
    if (this.turn === config.turn) return;
    this.turn = config.turn;
    const choices = { both: N_("Both"), discriminator: N_("Only D"), generator: N_("Only G") };
    const choose = (turn) => {
      this.turn = turn; // the buttons show it already, and keep the focus
      this.move("turn", turn);
    };
    this.turns.replaceChildren(segmented(N_("Who learns"), choices, config.turn, choose));
  }

  light(who) {
    for (const player of this.both) player.classList.toggle("lit", player.dataset.who === who);
  }
}
