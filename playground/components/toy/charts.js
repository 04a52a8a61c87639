// The toy's three live charts: what D says, both losses, and how far made points lie from real ones.

class Charts {
  constructor() {
    this.says = this.build("What D says");
    this.losses = this.build("Losses");
    this.distance = this.build("Distance to held-out points");
    this.node = el("div", { class: "charts" }, this.says.node, this.losses.node, this.distance.node);
  }

  build(title) {
    const words = el("span", { class: "numbers" });
    const canvas = el("canvas", { class: "curves", role: "img" });
    return { words, canvas, title, node: el("div", { class: "chart" }, el("div", { class: "chart-head" }, el("b", {}, title), words), canvas) };
  }

  draw({ game, history, measures, measured }, colours, theme) {
    const at = game.settled;
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
      least: game.rules.score === sigmoid ? [0, 1] : null,
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
}
