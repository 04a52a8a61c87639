// The map to draw: named colours beside it, tools below, and with each stroke a small PNG of labels for Python.

ICONS.brush = "M4 20c3 0 5-1 5-3.4A2.6 2.6 0 0 0 6.4 14C4 14 5 18 4 20zM9 15L19 4l1.5 1.5L11 16.5";
ICONS.rectangle = "M4 6h16v12H4z";
ICONS.stamp = "M5 3h14v15H5zM12 3v15M5 10h14M3 21h18";
ICONS.mirror = "M12 3v18M8 7L3 17h5zM16 7l5 10h-5z";

const TOOLS = { brush: N_("Brush"), eraser: N_("Eraser"), rectangle: N_("Rectangle"), fill: N_("Fill a region") };

/** Those that have a width, and those that draw along with the hand. */
const WIDE = ["brush", "eraser", "stamp"];
const STROKES = ["brush", "eraser"];

/** How much larger a stamp is than the brush of the same size. */
const STAMP = 3;

/** Pixels of the map that an arrow key moves, alone and with Shift. */
const STEP = [2, 10];

class Labels {
  constructor(host, data) {
    this.host = host;
    this.label = data.start;
    this.tool = data.tool;
    this.wide = 6;
    this.mirrored = false;
    this.reported = [];
    this.teased = 0;
    this.strokes = Date.now() % 1e9;
    this.wake = onceAFrame(host, () => this.show());
    host.classList.add("labels", "drawing");
    this.canvas = el("canvas", { tabindex: 0, role: "application" });
    const ring = brushRing(this.canvas, () => (STROKES.includes(this.tool) ? this.wide / this.data.width : 0));
    this.stage = el("div", { class: "stage" }, this.canvas, ring);
    this.colours = el("div", { class: "colours" });
    this.sayer = el("div", { class: "unseen", role: "status" });
    host.append(el("div", { class: "board" }, this.colours, this.stage), this.buildTools(data), this.sayer);
    this.listen();
  }

  buildTools({ stamp }) {
    const tools = segmented(N_("Tool"), stamp ? { ...TOOLS, stamp: stamp.title } : TOOLS, this.tool, (tool) => {
      this.tool = tool;
      this.corner = null;
      this.slider.disabled = !WIDE.includes(tool);
      this.wake();
    });
    for (const button of tools.children) {
      for (const property of ["title", "aria-label"]) say(button, property, TOOLS[button.dataset.value] ?? stamp.title);
      button.replaceChildren(icon(button.dataset.value));
    }
    const resize = (event) => {
      this.wide = Number(event.target.value);
      setRange(this.slider);
    };
    this.slider = el("input", { type: "range", min: 1, max: 40, step: 1, value: this.wide, "aria-label": N_("Brush size"), title: N_("Brush size"), input: resize });
    this.slider.disabled = !WIDE.includes(this.tool);
    this.mirror = iconButton("mirror", N_("Mirror: what is drawn on one side comes on the other, too"), () => {
      this.mirrored = !this.mirrored;
      this.mirror.setAttribute("aria-pressed", this.mirrored);
      this.wake();
    });
    this.mirror.setAttribute("aria-pressed", "false");
    this.undo = iconButton("undo", N_("Undo (Ctrl+Z)"), () => this.takeBack());
    this.clear = iconButton("clear", N_("Clear"), () => this.change(() => this.map.numbers.fill(this.data.blank)));
    setRange(this.slider);
    return el("div", { class: "tools" }, tools, this.slider, this.mirror, this.undo, this.clear);
  }

  listen() {
    const { canvas } = this;
    draggable(canvas, {
      start: (event) => {
        if (!this.map) return false;
        this.cursor = null;
        this.corner = this.end = this.placeOf(event);
        this.map.remember();
        if (this.tool !== "rectangle") this.act(this.end, this.end);
        this.wake();
      },
      move: (event) => {
        const last = this.end;
        this.end = this.placeOf(event);
        if (STROKES.includes(this.tool)) {
          this.act(last, this.end);
          this.tease();
        }
        this.wake();
      },
      end: (event) => {
        if (this.tool === "rectangle" && event.type === "pointerup") this.act(this.corner, this.placeOf(event));
        this.corner = null;
        this.map.settle();
        this.report();
      },
    });
    canvas.addEventListener("keydown", (event) => this.press(event));
    canvas.addEventListener("blur", () => {
      this.cursor = this.corner = null;
      this.wake();
    });
    onUndo(this.host, () => this.takeBack());
  }

  /** What the tool does from one place to another; with the mirror also on the other side. */
  act(from, to) {
    const { map, tool, wide } = this;
    const label = tool === "eraser" ? this.data.blank : this.label;
    const opposite = ([x, y]) => [map.width - x, y];
    for (const [a, b] of this.mirrored ? [[from, to], [opposite(from), opposite(to)]] : [[from, to]]) {
      if (tool === "fill") map.flood(b, label);
      else if (tool === "rectangle") map.rectangle(a, b, label);
      else if (tool === "stamp") map.stamp(b, [STAMP * wide * this.data.stamp.ratio, STAMP * wide], this.data.stamp.parts);
      else map.line(a, b, wide / 2, label);
    }
  }

  /** By keys: arrows move a cross, space draws there; a rectangle takes two of them. */
  press(event) {
    if (isCommand(event) || !this.map) return;
    const { width, height } = this.map;
    const at = this.cursor ?? [width / 2, height / 2];
    const arrow = arrowOf(event);
    if (arrow) {
      const step = STEP[Number(event.shiftKey)];
      this.cursor = this.end = [width, height].map((most, axis) => within(at[axis] + step * arrow[axis], 0.5, most - 0.5));
    } else if (event.key === " " || event.key === "Enter") {
      this.cursor = this.end = at;
      if (this.tool !== "rectangle") this.change(() => this.act(at, at));
      else if (!this.corner) this.corner = at;
      else {
        const from = this.corner;
        this.corner = null;
        this.change(() => this.act(from, at));
      }
    } else if (event.key === "Escape" && this.corner) this.corner = null;
    else return;
    event.preventDefault();
    const [x, y] = this.cursor ?? at;
    this.sayer.textContent = _("{name}, column {column}, row {row}", { name: this.nameOf(this.labelAt([x, y])), column: Math.floor(x), row: Math.floor(y) });
    this.wake();
  }

  labelAt([x, y]) {
    return this.map.numbers[Math.floor(y) * this.map.width + Math.floor(x)];
  }

  nameOf(label) {
    return this.data.offered.find(([number]) => number === label)?.[1] ?? _("something else");
  }

  placeOf(event) {
    return placeOn(this.canvas, event, this.data.width, this.data.height);
  }

  change(act) {
    this.map.remember();
    act();
    this.map.settle();
    this.report();
  }

  takeBack() {
    if (this.map?.undo()) this.report();
  }

  update(data) {
    const before = this.data;
    this.data = data;
    this.stage.style.aspectRatio = `${data.width} / ${data.height}`;
    this.stage.style.maxWidth = `calc(min(${data.tallest}px, var(--tall, 9999px)) * ${data.width / data.height})`;
    const offered = JSON.stringify([data.offered, data.colours]);
    if (offered !== this.offered) this.buildColours();
    this.offered = offered;
    if (isNews(this.reported, data.check, before)) this.take(data);
    else this.tell();
    // What was drawn until the last answer came: the hand may rest without lifting.
    if (this.corner && STROKES.includes(this.tool)) this.tease();
  }

  /** Take up a map that Python knows. The one before can be had back. */
  async take(data) {
    const { width, height } = data;
    const numbers = await readLabels(data.map, width, height);
    if (this.data.check !== data.check) return;
    const past = this.map && this.map.numbers.length === numbers.length ? [...this.map.past, this.map.numbers] : [];
    this.map = new LabelMap(width, height, numbers);
    this.map.past = past.slice(-UNDOS);
    this.reported = [];
    this.wake();
    this.tell();
  }

  buildColours() {
    const { offered, colours } = this.data;
    if (!offered.some(([number]) => number === this.label)) this.label = this.data.start;
    const names = Object.fromEntries(offered.map(([number, name]) => [`label ${number}`, name]));
    const row = segmented(N_("Label"), names, `label ${this.label}`, (value) => (this.label = Number(value.slice(6))));
    row.className = "colours swatches";
    for (const button of row.children) {
      const drop = el("i", { "aria-hidden": "true" });
      drop.style.background = `rgb(${colours[Number(button.dataset.value.slice(6))]})`;
      button.replaceChildren(drop, el("span", {}, button.textContent));
    }
    this.colours.replaceWith(row);
    this.colours = row;
  }

  show() {
    if (!this.map) return;
    const { canvas, map, data } = this;
    const { width, height, numbers } = map;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const brush = canvas.getContext("2d");
    const pixels = brush.createImageData(width, height);
    numbers.forEach((label, k) => pixels.data.set([...data.colours[label], 255], 4 * k));
    brush.putImageData(pixels, 0, 0);
    this.hand(pixels.data);
    if (this.tool === "rectangle" && this.corner) {
      const [left, top, right, bottom] = map.box(this.corner, this.end);
      brush.fillStyle = `rgb(${data.colours[this.label]})`;
      brush.fillRect(left, top, right - left, bottom - top);
      brush.strokeStyle = "#ffffff";
      brush.strokeRect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1);
    }
    if (this.mirrored) {
      brush.fillStyle = "rgb(255 255 255 / 55%)";
      for (let row = 0; row < height; row += 6) brush.fillRect(width / 2 - 0.5, row, 1, 3);
    }
    if (this.cursor) {
      const [x, y] = this.cursor.map(Math.floor);
      for (const [colour, reach] of [["#000000", 4], ["#ffffff", 3]]) {
        brush.fillStyle = colour;
        brush.fillRect(x - reach, y, 2 * reach + 1, 1);
        brush.fillRect(x, y - reach, 1, 2 * reach + 1);
      }
    }
  }

  /** The map as it is by now, to those on this page who make pictures of it. */
  hand(rgba) {
    if (!this.data.net) return;
    const check = this.map.check();
    if (check === this.handed) return;
    this.handed = check;
    for (const tell of netSlot(this.data.net).draws) tell(rgba);
  }

  report() {
    this.wake();
    this.tell();
    const check = this.map.check();
    if (check === (this.reported.at(-1) ?? this.data.check)) return;
    this.reported.push(check);
    this.tells({});
  }

  /** What is there while the hand still draws: one map at a time, the next when this one is answered. */
  tease() {
    if (!this.data.live || this.data.heard < this.teased) return;
    const check = String(this.map.check());
    if (check === this.host.dataset.live) return;
    this.host.dataset.live = check;
    this.teased = this.tells({ live: true });
  }

  /** The count makes a map that was sent before something new. */
  tells(more) {
    this.strokes += 1;
    this.send("map", { png: writeLabels(this.map), count: this.strokes, ...more });
    return this.strokes;
  }

  /** The state of the map in words and attributes: for those who listen, and for tests. */
  tell() {
    if (!this.map) return;
    const counts = new Map();
    for (const label of this.map.numbers) counts.set(label, (counts.get(label) ?? 0) + 1);
    const shares = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4);
    const said = shares.map(([label, count]) => `${this.nameOf(label)} ${Math.round((100 * count) / this.map.numbers.length)}%`);
    this.canvas.setAttribute("aria-label", `${this.data.alt}: ${said.join(", ")}. ${_("Arrow keys move a cross, space draws.")}`);
    disable(this.undo, !this.map.past.length, this.canvas);
    disable(this.clear, counts.size === 1 && counts.has(this.data.blank), this.canvas);
    this.host.dataset.check = this.map.check();
    this.host.dataset.undos = this.map.past.length;
  }

  remove() {
    this.wake.stop();
  }
}

export default (component) => mount(component, (host, data) => new Labels(host, data));
