// The map to draw: named colours beside it, tools below, and after each stroke a small PNG of labels for Python.

ICONS.brush = "M4 20c3 0 5-1 5-3.4A2.6 2.6 0 0 0 6.4 14C4 14 5 18 4 20zM9 15L19 4l1.5 1.5L11 16.5";
ICONS.rectangle = "M4 6h16v12H4z";
ICONS.fill = "M5 13l7-8 7 7-7 7zM4 13h14M20 16c1 1.6 1.6 2.6 1.6 3.4a1.6 1.6 0 0 1-3.2 0c0-.8.6-1.8 1.6-3.4z";

const TOOLS = { brush: "Brush", rectangle: "Rectangle", fill: "Fill a region" };
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Pixels of the map that an arrow key moves, alone and with Shift. */
const STEP = [2, 10];

class Labels {
  constructor(host, data) {
    this.host = host;
    this.label = data.start;
    this.tool = data.tool;
    this.wide = 6;
    this.reported = [];
    this.strokes = Date.now() % 1e9;
    host.classList.add("labels");
    this.canvas = el("canvas", { tabindex: 0, role: "application" });
    this.ring = el("div", { class: "ring", hidden: true });
    this.stage = el("div", { class: "stage" }, this.canvas, this.ring);
    this.colours = el("div", { class: "colours" });
    this.sayer = el("div", { class: "unseen", role: "status" });
    host.append(el("div", { class: "easel" }, this.colours, this.stage), this.buildTools(), this.sayer);
    this.listen();
  }

  buildTools() {
    const tools = segmented("Tool", TOOLS, this.tool, (tool) => {
      this.tool = tool;
      this.corner = null;
      this.slider.disabled = tool !== "brush";
      this.wake();
    });
    for (const button of tools.children) {
      button.title = button.textContent;
      button.setAttribute("aria-label", button.textContent);
      button.replaceChildren(icon(button.dataset.value));
    }
    const resize = (event) => {
      this.wide = Number(event.target.value);
      this.showShare();
    };
    this.slider = el("input", { type: "range", min: 1, max: 40, step: 1, value: this.wide, "aria-label": "Brush size", title: "Brush size", input: resize });
    this.slider.disabled = this.tool !== "brush";
    const button = (name, words, act) => el("button", { type: "button", class: "button icon-only", title: words, "aria-label": words, click: act }, icon(name));
    this.undo = button("undo", "Undo (Ctrl+Z)", () => this.takeBack());
    this.clear = button("clear", "Clear", () => this.change(() => this.map.numbers.fill(this.data.blank)));
    this.showShare();
    return el("div", { class: "tools" }, tools, this.slider, this.undo, this.clear);
  }

  showShare() {
    const { min, max, value } = this.slider;
    this.slider.style.setProperty("--share", `${(100 * (value - min)) / (max - min)}%`);
  }

  listen() {
    const { canvas } = this;
    let pointer = null;
    let last = null;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || pointer !== null || !this.map) return;
      canvas.setPointerCapture((pointer = event.pointerId));
      this.cursor = null;
      last = this.corner = this.placeOf(event);
      this.map.remember();
      if (this.tool === "fill") this.map.flood(last, this.label);
      if (this.tool === "brush") this.map.line(last, last, this.wide / 2, this.label);
      this.end = last;
      this.wake();
    });
    canvas.addEventListener("pointermove", (event) => {
      this.showRing(event);
      if (event.pointerId !== pointer) return;
      const moves = event.getCoalescedEvents?.() ?? [];
      for (const move of moves.length ? moves : [event]) {
        const place = this.placeOf(move);
        if (this.tool === "brush") this.map.line(last, place, this.wide / 2, this.label);
        last = this.end = place;
      }
      this.wake();
    });
    for (const name of ["pointerup", "pointercancel"])
      canvas.addEventListener(name, (event) => {
        if (event.pointerId !== pointer) return;
        if (this.tool === "rectangle" && name === "pointerup") this.map.rectangle(this.corner, this.placeOf(event), this.label);
        pointer = last = this.corner = null;
        this.map.settle();
        this.report();
      });
    canvas.addEventListener("pointerleave", () => (this.ring.hidden = true));
    canvas.addEventListener("keydown", (event) => this.press(event));
    canvas.addEventListener("blur", () => {
      this.cursor = this.corner = null;
      this.wake();
    });
    this.host.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      this.takeBack();
    });
  }

  /** By keys: arrows move a cross, space draws there; a rectangle takes two of them. */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.map) return;
    const { width, height } = this.map;
    const at = this.cursor ?? [width / 2, height / 2];
    if (MOVES[event.key]) {
      const step = STEP[Number(event.shiftKey)];
      const [right, down] = MOVES[event.key];
      const clamp = (value, most) => Math.min(most - 0.5, Math.max(0.5, value));
      this.cursor = this.end = [clamp(at[0] + step * right, width), clamp(at[1] + step * down, height)];
    } else if (event.key === " " || event.key === "Enter") {
      this.cursor = this.end = at;
      if (this.tool === "brush") this.change(() => this.map.line(at, at, this.wide / 2, this.label));
      else if (this.tool === "fill") this.change(() => this.map.flood(at, this.label));
      else if (!this.corner) this.corner = at;
      else {
        const from = this.corner;
        this.corner = null;
        this.change(() => this.map.rectangle(from, at, this.label));
      }
    } else if (event.key === "Escape" && this.corner) this.corner = null;
    else return;
    event.preventDefault();
    const [x, y] = this.cursor ?? at;
    this.sayer.textContent = `${this.nameOf(this.labelAt([x, y]))}, column ${Math.floor(x)}, row ${Math.floor(y)}`;
    this.wake();
  }

  labelAt([x, y]) {
    return this.map.numbers[Math.floor(y) * this.map.width + Math.floor(x)];
  }

  nameOf(label) {
    return this.data.offered.find(([number]) => number === label)?.[1] ?? "something else";
  }

  placeOf(event) {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.data.width, ((event.clientY - box.top) / box.height) * this.data.height];
  }

  showRing(event) {
    const box = this.canvas.getBoundingClientRect();
    const wide = (this.wide * box.width) / this.data.width;
    this.ring.hidden = this.tool !== "brush" || event.pointerType === "touch";
    Object.assign(this.ring.style, { width: `${wide}px`, height: `${wide}px`, left: `${event.clientX - box.left}px`, top: `${event.clientY - box.top}px` });
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
    this.stage.style.maxWidth = `${(data.tallest * data.width) / data.height}px`;
    const offered = JSON.stringify([data.offered, data.colours]);
    if (offered !== this.offered) this.buildColours();
    this.offered = offered;
    if (this.isNews(before)) this.take(data);
    else this.tell();
  }

  /** Whether Python says anything but what it has heard from here: a hand draws on before its last stroke is answered. */
  isNews(before) {
    const heard = this.reported.indexOf(this.data.check);
    if (heard >= 0) this.reported.splice(0, heard + 1);
    return !before || (heard < 0 && this.data.check !== before.check);
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
    const row = segmented("Label", names, `label ${this.label}`, (value) => (this.label = Number(value.slice(6))));
    row.className = "colours";
    for (const button of row.children) {
      const drop = el("i", { "aria-hidden": "true" });
      drop.style.background = `rgb(${colours[Number(button.dataset.value.slice(6))]})`;
      button.replaceChildren(drop, el("span", {}, button.textContent));
    }
    this.colours.replaceWith(row);
    this.colours = row;
  }

  wake() {
    this.waiting ??= requestAnimationFrame(() => this.show());
  }

  show() {
    this.waiting = null;
    if (!this.map) return;
    const { canvas, map, data } = this;
    const { width, height, numbers } = map;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const brush = canvas.getContext("2d");
    const pixels = brush.createImageData(width, height);
    numbers.forEach((label, k) => pixels.data.set([...data.colours[label], 255], 4 * k));
    brush.putImageData(pixels, 0, 0);
    if (this.tool === "rectangle" && this.corner) {
      const [left, top, right, bottom] = map.box(this.corner, this.end);
      brush.fillStyle = `rgb(${data.colours[this.label]})`;
      brush.fillRect(left, top, right - left, bottom - top);
      brush.strokeStyle = "#ffffff";
      brush.strokeRect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1);
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

  report() {
    this.wake();
    this.tell();
    const check = this.map.check();
    if (check === (this.reported.at(-1) ?? this.data.check)) return;
    this.reported.push(check);
    // The count makes a map that was sent before something new.
    this.strokes += 1;
    this.send("map", { png: writeLabels(this.map), count: this.strokes });
  }

  /** The state of the map in words and attributes: for those who listen, and for tests. */
  tell() {
    if (!this.map) return;
    const counts = new Map();
    for (const label of this.map.numbers) counts.set(label, (counts.get(label) ?? 0) + 1);
    const shares = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4);
    const said = shares.map(([label, count]) => `${this.nameOf(label)} ${Math.round((100 * count) / this.map.numbers.length)}%`);
    this.canvas.setAttribute("aria-label", `${this.data.alt}: ${said.join(", ")}. Arrow keys move a cross, space draws.`);
    this.disable(this.undo, !this.map.past.length);
    this.disable(this.clear, counts.size === 1 && counts.has(this.data.blank));
    this.host.dataset.check = this.map.check();
    this.host.dataset.undos = this.map.past.length;
  }

  /** A button that had the focus hands it to the map, so that the next key is heard. */
  disable(button, off) {
    if (off && button.matches(":focus")) this.canvas.focus({ preventScroll: true });
    button.disabled = off;
  }

  remove() {
    cancelAnimationFrame(this.waiting);
  }
}

export default (component) => mount(component, (host, data) => new Labels(host, data));
