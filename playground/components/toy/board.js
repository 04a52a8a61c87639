// The plane with what stands on it and below it: the button in its middle, the noise in its corner, layers and pens.

/** Everything of the toy's board; its parts become the toy's own. */
function boardOf(toy) {
  const { state } = toy;
  const canvas = el("canvas", { class: "plane", role: "img", tabindex: 0 });
  toy.plane = new Plane(canvas);
  toy.inset = el("canvas", { class: "inset", role: "img", "aria-label": N_("The noise before the generator bends it") });
  toy.bigPlay = el("button", { type: "button", class: "big-play", "aria-label": N_("Play"), click: () => toy.play(true) }, icon("play"));
  toy.board = el("div", { class: "board" }, canvas, toy.inset, toy.bigPlay);
  listenToPen(canvas, toy);

  toy.chips = Object.entries(LAYERS).map(([name, [words, help]]) => {
    const flip = () => {
      state.layers[name] = !state.layers[name];
      toy.follow();
    };
    return el("button", { type: "button", class: "chip", "data-layer": name, title: help, "aria-pressed": "true", click: flip }, el("i", { class: `mark ${name}` }), words);
  });
  const tool = (name, words, act) => el("button", { type: "button", class: "button small", click: act }, icon(name), words);
  toy.drawButton = tool("pen", N_("Draw your own"), () => toy.startDrawing());
  toy.backButton = tool("undo", "", () => toy.leaveDrawing(false));
  toy.pens = el(
    "div",
    { class: "row pens", hidden: true },
    tool("done", N_("Use it"), () => toy.leaveDrawing(true)),
    tool("undo", N_("Undo"), () => toy.editStrokes(() => state.strokes.pop())),
    tool("clear", N_("Clear"), () => toy.editStrokes(() => state.strokes.splice(0))),
  );
  const layers = el("div", { class: "together", role: "group", "aria-label": N_("What is shown") }, ...toy.chips);
  return el("div", { class: "stage" }, toy.board, el("div", { class: "row layers" }, layers, toy.drawButton, toy.pens, toy.backButton));
}

/** The board shows what is set. */
function followBoard(toy) {
  const { state } = toy;
  toy.bigPlay.hidden = state.playing || Boolean(toy.drawing) || state.game.rounds > 0 || state.game.taught > 0;
  for (const chip of toy.chips) chip.setAttribute("aria-pressed", state.layers[chip.dataset.layer]);
  toy.pens.hidden = !toy.drawing;
  toy.drawButton.hidden = Boolean(toy.drawing);
  toy.backButton.hidden = !toy.drawing && !state.drawn;
  toy.backButton.lastChild.textContent = _("Back to: {shape}", { shape: toy.data.shape.toLowerCase() });
  toy.board.classList.toggle("drawing", Boolean(toy.drawing));
}
