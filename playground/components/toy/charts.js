// The toy's three live charts: what D says, both losses, and how far made points lie from real ones.

class Charts {
  constructor() {
    this.says = this.build(N_("What D says"));
    this.losses = this.build(N_("Losses"));
    this.distance = this.build(N_("Distance"));
    this.node = el("div", { class: "charts" }, this.says.node, this.losses.node, this.distance.node);
  }

  build(title) {
    const words = el("span", { class: "numbers" });
    const canvas = el("canvas", { class: "curves", role: "img" });
    return { words, canvas, title, node: el("div", { class: "chart" }, el("div", { class: "chart-head" }, el("b", {}, title), words), canvas) };
  }

  draw({ game, history, measures, measured }, colours, theme) {
    const at = game.settled;
    const value = (name, colour, words = name) => el("span", { style: `color: ${colour}` }, `${words} ${short(history.lately(name))}`);
    const rest = (words) => el("span", { class: "quiet" }, words);
    const fill = ({ words, canvas, title }, ...nodes) => {
      words.replaceChildren(...nodes);
      canvas.setAttribute("aria-label", `${_(title.message)}: ${words.textContent}`);
    };
    fill(this.says, value("D(x)", colours.realInk), value("D(G(z))", colours.madeInk), rest(at ? _("both settle at {value}", { value: short(at.says) }) : _("only the gap counts")));
    drawCurves(this.says.canvas, history, {
      lines: [{ name: "D(x)", colour: colours.realInk }, { name: "D(G(z))", colour: colours.madeInk, dash: [6, 2] }],
      settled: at ? [{ value: at.says, colour: theme.text }] : [],
      least: game.rules.score === sigmoid ? [0, 1] : null,
      theme,
    });
    const settling = at ? _("settle at {d} and {g}", { d: short(at.d), g: short(at.g) }) : "";
    fill(this.losses, value("D's loss", colours.d, _("D's loss")), value("G's loss", colours.gInk, _("G's loss")), rest(settling));
    drawCurves(this.losses.canvas, history, {
      lines: [{ name: "D's loss", colour: colours.d }, { name: "G's loss", colour: colours.g, dash: [6, 2] }],
      settled: at ? [{ value: at.d, colour: colours.d }, { value: at.g, colour: colours.g }] : [],
      theme,
    });
    const found = measured ? _("{value} ({low} to {high})", { value: short(measured.value), low: short(measured.low), high: short(measured.high) }) : _("measuring");
    const reached = measured ? [_("reaches {share} %", { share: Math.round(100 * measured.reached) })] : [];
    if (measured?.heaps) reached.push(_("{there} of {all} heaps", { there: measured.heaps[0], all: measured.heaps[1] }));
    fill(this.distance, el("span", {}, found), rest(reached.join(" · ")));
    drawCurves(this.distance.canvas, measures, { lines: [{ name: "distance", colour: theme.text }], band: ["low", "high"], least: [0, 0.1], theme });
  }
}
