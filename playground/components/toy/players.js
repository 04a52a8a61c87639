// The two players' knobs: who learns, how fast, and how often.

class Players {
  /** data: what Python sent. `move(name, value, report)` sets a knob, `rest()` says that the hand rests, `once(who)` trains one of them. */
  constructor(data, { move, rest, once }) {
    this.move = move;
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
    const player = (who, name, does, ...more) => el("div", { class: "player", "data-who": who }, el("div", { class: "who" }, el("b", {}, name), el("span", { class: "quiet" }, does)), ...more);
    const often = el("label", { class: "k", title: N_("Steps of D for each one of G: the first paper's k") }, "k", this.k);
    this.both = [
      player("discriminator", "D", N_("judges points"), rate("discriminator_rate", N_("Discriminator's learning rate")), el("div", { class: "row apart" }, teach("discriminator", N_("Train D once")), often)),
      player("generator", "G", N_("makes points"), rate("generator_rate", N_("Generator's learning rate")), el("div", { class: "row apart" }, teach("generator", N_("Train G once")))),
    ];
    this.turns = el("div", { class: "row turn" });
    this.node = el("div", { class: "group" }, el("div", { class: "players" }, ...this.both), this.turns);
  }

  /** Every knob stands where its setting is. */
  follow(config) {
    this.config = config;
    for (const [name, { slider, number }] of Object.entries(this.rates)) {
      setRange(slider, Math.log10(config[name]));
      number.textContent = String(config[name]);
      slider.setAttribute("aria-valuetext", String(config[name]));
    }
    if (this.k.getRootNode().activeElement !== this.k) this.k.value = config.k;
    if (this.turn === config.turn) return;
    this.turn = config.turn;
    const choices = { both: N_("Both"), discriminator: N_("Only D"), generator: N_("Only G") };
    const choose = (turn) => {
      this.turn = turn; // the buttons show it already, and keep the focus
      this.move("turn", turn);
    };
    this.turns.replaceChildren(el("span", { class: "quiet" }, N_("Who learns")), segmented(N_("Who learns"), choices, config.turn, choose));
  }

  light(who) {
    for (const player of this.both) player.classList.toggle("lit", player.dataset.who === who);
  }
}
