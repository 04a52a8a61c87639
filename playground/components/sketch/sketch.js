// The sketch pad: a square to draw on, its tools, and after each stroke a small PNG for Python.

/** Drawings by key. A pad that Streamlit builds anew takes its drawing up again, and sends it again. */
const drawings = new Map();

class SketchPad {
  constructor(host, data) {
    this.host = host;
    this.data = data;
    const strokes = drawings.get(data.key) ?? [];
    drawings.set(data.key, strokes);
    this.unsent = strokes.length > 0;
    host.classList.add("sketch", "drawing");
    this.canvas = el("canvas", { tabindex: 0, role: "img" });
    this.invitation = el("div", { class: "invitation", "aria-hidden": "true" }, N_("Draw here"));
    this.canvas.addEventListener("pointerdown", () => (this.invitation.hidden = true));
    const ring = brushRing(this.canvas, () => this.pad.tip() / this.data.size);
    this.paper = el("div", { class: "stage paper" }, this.canvas, this.invitation, ring);
    host.append(this.paper, this.buildColours(), this.buildTools());
    const [first] = data.colours;
    this.pad = makeSketch(this.canvas, {
      size: data.size,
      background: data.background,
      ink: first ? first[1] : data.ink,
      brush: data.brush,
      strokes,
      changed: () => this.report(),
    });
    onUndo(host, () => this.pad.undo());
  }

  buildColours() {
    const { colours } = this.data;
    if (!colours.length) return "";
    const names = Object.fromEntries(colours.map(([name], k) => [k, name]));
    const row = segmented(N_("Colour"), names, "0", (k) => {
      this.pad.ink = colours[k][1];
      this.tools.querySelector("[data-value=pen]").click();
    });
    row.className = "colours swatches";
    [...row.children].forEach((button, k) => {
      const drop = el("i");
      drop.style.background = colours[k][1];
      button.prepend(drop);
    });
    return row;
  }

  buildTools() {
    const choose = (tool) => (this.pad.erasing = tool === "eraser");
    const names = { pen: N_("Pen"), eraser: N_("Eraser") };
    const tool = segmented(N_("Tool"), names, "pen", choose);
    for (const button of tool.children) {
      for (const property of ["title", "aria-label"]) say(button, property, names[button.dataset.value]);
      button.replaceChildren(icon(button.dataset.value));
    }
    const { size, brush } = this.data;
    const resize = (event) => {
      this.pad.brush = Number(event.target.value);
      setRange(this.width);
    };
    this.width = el("input", { type: "range", min: size / 40, max: size / 5, step: size / 400, value: brush, "aria-label": N_("Brush size"), title: N_("Brush size"), input: resize });
    this.undo = iconButton("undo", N_("Undo (Ctrl+Z)"), () => this.pad.undo());
    this.clear = iconButton("clear", N_("Clear"), () => this.pad.clear());
    this.tools = el("div", { class: "tools" }, tool, this.width, this.undo, this.clear);
    return this.tools;
  }

  update(data) {
    this.data = data;
    this.paper.style.width = `min(100%, ${data.side}px)`;
    this.paper.style.background = data.background;
    this.tools.style.width = this.paper.style.width;
    setRange(this.width);
    this.tell();
    if (this.unsent) this.report();
    this.unsent = false;
  }

  report() {
    const { background, colours } = this.data;
    const exactly = colours.length ? [background, ...colours.map(([, colour]) => colour)] : null;
    this.tell();
    this.send("drawing", this.pad.empty() ? null : this.pad.picture(exactly).toDataURL("image/png").split(",")[1]);
  }

  /** The state of the pad in words and attributes: for those who listen, and for tests. */
  tell() {
    const { strokes } = this.pad;
    const empty = this.pad.empty();
    this.canvas.setAttribute("aria-label", `${this.data.alt}. ${empty ? _("Empty") : _("Something is drawn")}`);
    this.invitation.hidden = !empty;
    disable(this.undo, !strokes.length, this.canvas);
    disable(this.clear, empty, this.canvas);
    this.host.dataset.strokes = strokes.length;
    this.host.dataset.empty = empty;
  }

  remove() {
    this.pad.remove();
  }
}

export default (component) => mount(component, (host, data) => new SketchPad(host, data));
