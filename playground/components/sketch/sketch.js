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
    host.classList.add("sketch");
    this.canvas = el("canvas", { tabindex: 0, role: "img" });
    this.ring = el("div", { class: "ring", hidden: true });
    this.invitation = el("div", { class: "invitation", "aria-hidden": "true" }, "Draw here");
    this.paper = el("div", { class: "paper" }, this.canvas, this.invitation, this.ring);
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
    this.followPointer();
    host.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      this.pad.undo();
    });
  }

  buildColours() {
    const { colours } = this.data;
    if (!colours.length) return "";
    const names = Object.fromEntries(colours.map(([name], k) => [k, name]));
    const row = segmented("Colour", names, "0", (k) => {
      this.pad.ink = colours[k][1];
      this.tools.querySelector("[data-value=pen]").click();
    });
    row.className = "colours";
    [...row.children].forEach((button, k) => {
      const drop = el("i");
      drop.style.background = colours[k][1];
      button.prepend(drop);
    });
    return row;
  }

  buildTools() {
    const choose = (tool) => (this.pad.erasing = tool === "eraser");
    const tool = segmented("Tool", { pen: "Pen", eraser: "Eraser" }, "pen", choose);
    for (const button of tool.children) {
      button.title = button.textContent;
      button.setAttribute("aria-label", button.textContent);
      button.replaceChildren(icon(button.dataset.value));
    }
    const { size, brush } = this.data;
    const resize = (event) => {
      this.pad.brush = Number(event.target.value);
      this.showShare();
    };
    this.width = el("input", { type: "range", min: size / 40, max: size / 5, step: size / 400, value: brush, "aria-label": "Brush size", title: "Brush size", input: resize });
    const button = (name, words, act) => el("button", { type: "button", class: "button icon-only", title: words, "aria-label": words, click: act }, icon(name));
    this.undo = button("undo", "Undo (Ctrl+Z)", () => this.pad.undo());
    this.clear = button("clear", "Clear", () => this.pad.clear());
    this.tools = el("div", { class: "tools" }, tool, this.width, this.undo, this.clear);
    return this.tools;
  }

  /** A ring as wide as the brush, where a mouse or a pen would draw. */
  followPointer() {
    const move = (event) => {
      const box = this.canvas.getBoundingClientRect();
      const wide = (this.pad.tip() / this.data.size) * box.width;
      this.ring.hidden = event.pointerType === "touch";
      Object.assign(this.ring.style, { width: `${wide}px`, height: `${wide}px`, left: `${event.clientX - box.left}px`, top: `${event.clientY - box.top}px` });
    };
    this.canvas.addEventListener("pointermove", move);
    this.canvas.addEventListener("pointerdown", (event) => {
      this.invitation.hidden = true;
      move(event);
    });
    this.canvas.addEventListener("pointerleave", () => (this.ring.hidden = true));
  }

  showShare() {
    const { min, max, value } = this.width;
    this.width.style.setProperty("--share", `${(100 * (value - min)) / (max - min)}%`);
  }

  update(data) {
    this.data = data;
    this.paper.style.width = `min(100%, ${data.side}px)`;
    this.paper.style.background = data.background;
    this.tools.style.width = this.paper.style.width;
    this.showShare();
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
    this.canvas.setAttribute("aria-label", `${this.data.alt}. ${empty ? "Empty" : "Something is drawn"}`);
    this.invitation.hidden = !empty;
    this.disable(this.undo, !strokes.length);
    this.disable(this.clear, empty);
    this.host.dataset.strokes = strokes.length;
    this.host.dataset.empty = empty;
  }

  /** A button that had the focus hands it to the pad, so that the next key is heard. */
  disable(button, off) {
    if (off && button.matches(":focus")) this.canvas.focus({ preventScroll: true });
    button.disabled = off;
  }

  remove() {
    this.pad.remove();
  }
}

export default (component) => mount(component, (host, data) => new SketchPad(host, data));
