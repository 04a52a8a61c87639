// The mask: a picture on which a hand draws areas. They are kept as labels, one for each pixel of a small map: 0 leaves it.

ICONS.fill = "M5 13l7-8 7 7-7 7zM4 13h14M20 16c1 1.6 1.6 2.6 1.6 3.4a1.6 1.6 0 0 1-3.2 0c0-.8.6-1.8 1.6-3.4z";
ICONS.leave = "M4 4h16v16H4zM4 20L20 4";

const LEAVE = 0;
const UNDOS = 24;

/** How strongly an area's colour lies on the picture. */
const VEIL = 0.55;

class Mask {
  constructor(host, data) {
    this.host = host;
    this.brush = 0.09;
    this.label = 1;
    this.past = [];
    this.reported = [];
    host.classList.add("mask");
    this.image = el("img", { draggable: "false" });
    this.veil = el("canvas", { tabindex: 0, role: "img" });
    this.ring = el("div", { class: "ring", hidden: true });
    this.hint = el("div", { class: "hint", "aria-hidden": "true" }, "Draw where the style shall go");
    this.stage = el("div", { class: "stage" }, this.image, this.veil, this.hint, this.ring);
    this.chips = el("div", { class: "chips" });
    host.append(this.chips, this.stage, this.buildTools());
    this.listen();
  }

  buildTools() {
    const resize = (event) => {
      this.brush = Number(event.target.value);
      this.showShare();
    };
    this.wide = el("input", { type: "range", min: 0.01, max: 0.3, step: 0.005, value: this.brush, "aria-label": "Brush size", title: "Brush size", input: resize });
    const button = (name, words, act) => el("button", { type: "button", class: "button icon-only", title: words, "aria-label": words, click: act }, icon(name));
    this.undo = button("undo", "Undo (Ctrl+Z)", () => this.takeBack());
    this.clear = button("clear", "Clear", () => this.fill(LEAVE));
    const fill = button("fill", "Fill all with this area", () => this.fill(this.label));
    this.showShare();
    return el("div", { class: "tools" }, el("span", { class: "quiet" }, "Brush"), this.wide, fill, this.undo, this.clear);
  }

  showShare() {
    const { min, max, value } = this.wide;
    this.wide.style.setProperty("--share", `${(100 * (value - min)) / (max - min)}%`);
  }

  listen() {
    const { veil } = this;
    let pointer = null;
    let last = null;
    const draw = (event) => {
      const moves = event.getCoalescedEvents?.() ?? [];
      for (const move of moves.length ? moves : [event]) {
        const place = this.placeOf(move);
        this.stroke(last ?? place, place);
        last = place;
      }
      this.wake();
    };
    veil.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || pointer !== null || !this.labels) return;
      veil.setPointerCapture((pointer = event.pointerId));
      this.remember();
      this.hint.hidden = true;
      draw(event);
    });
    veil.addEventListener("pointermove", (event) => {
      this.showRing(event);
      if (event.pointerId === pointer) draw(event);
    });
    for (const end of ["pointerup", "pointercancel"])
      veil.addEventListener(end, (event) => {
        if (event.pointerId !== pointer) return;
        pointer = last = null;
        this.report();
      });
    veil.addEventListener("pointerleave", () => (this.ring.hidden = true));
    this.host.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      this.takeBack();
    });
  }

  placeOf(event) {
    const box = this.veil.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.data.width, ((event.clientY - box.top) / box.height) * this.data.height];
  }

  /** The brush's radius in pixels of the map. */
  radius() {
    return (this.brush * Math.max(this.data.width, this.data.height)) / 2;
  }

  showRing(event) {
    const box = this.veil.getBoundingClientRect();
    const wide = (2 * this.radius() * box.width) / this.data.width;
    this.ring.hidden = event.pointerType === "touch";
    Object.assign(this.ring.style, { width: `${wide}px`, height: `${wide}px`, left: `${event.clientX - box.left}px`, top: `${event.clientY - box.top}px` });
  }

  /** Label every pixel whose middle lies within the brush around the line between two places. */
  stroke([x0, y0], [x1, y1]) {
    const { width, height } = this.data;
    const reach = this.radius();
    const [dx, dy] = [x1 - x0, y1 - y0];
    const long = dx * dx + dy * dy;
    const rows = [Math.max(0, Math.floor(Math.min(y0, y1) - reach)), Math.min(height - 1, Math.ceil(Math.max(y0, y1) + reach))];
    const columns = [Math.max(0, Math.floor(Math.min(x0, x1) - reach)), Math.min(width - 1, Math.ceil(Math.max(x0, x1) + reach))];
    for (let row = rows[0]; row <= rows[1]; row++)
      for (let column = columns[0]; column <= columns[1]; column++) {
        const [x, y] = [column + 0.5 - x0, row + 0.5 - y0];
        const along = long ? Math.min(1, Math.max(0, (x * dx + y * dy) / long)) : 0;
        if ((x - along * dx) ** 2 + (y - along * dy) ** 2 <= reach * reach) this.labels[row * width + column] = this.label;
      }
  }

  remember() {
    this.past.push(this.labels.slice());
    if (this.past.length > UNDOS) this.past.shift();
  }

  takeBack() {
    if (!this.past.length) return;
    this.labels = this.past.pop();
    this.wake();
    this.report();
  }

  fill(label) {
    if (this.labels.every((one) => one === label)) return;
    this.remember();
    this.labels.fill(label);
    this.wake();
    this.report();
  }

  update(data, theme) {
    const before = this.data;
    this.data = data;
    this.colours = theme.palette.map(rgbOf);
    this.names = theme.palette;
    if (data.picture !== before?.picture) {
      this.image.src = `data:image/jpeg;base64,${data.jpeg}`;
      this.image.alt = data.alt;
      this.stage.style.aspectRatio = `${data.width} / ${data.height}`;
      this.host.style.maxWidth = `${Math.max(260, (data.tallest * data.width) / data.height)}px`;
    }
    const resized = data.width !== before?.width || data.height !== before?.height;
    if (resized || this.isNews(before)) this.take(data.areas);
    const chips = JSON.stringify([data.titles, theme.palette]);
    if (chips !== this.shown) this.buildChips();
    this.shown = chips;
    this.wake();
    this.tell();
  }

  /** Whether Python says anything but what it has heard from here: a hand draws on before its last stroke is answered. */
  isNews(before) {
    const { check } = this.data;
    const heard = this.reported.indexOf(check);
    if (heard >= 0) this.reported.splice(0, heard + 1);
    return heard < 0 && check !== before.check;
  }

  /** Take up a map that Python knows. */
  async take(areas) {
    const { width, height } = this.data;
    this.labels = new Uint8Array(width * height);
    this.past = [];
    this.reported = [];
    this.told = areas;
    if (areas) {
      const image = new Image();
      image.src = `data:image/png;base64,${areas}`;
      await image.decode();
      if (this.told !== areas) return;
      const brush = this.sheet().getContext("2d");
      brush.drawImage(image, 0, 0, width, height);
      const pixels = brush.getImageData(0, 0, width, height).data;
      this.labels = this.labels.map((_, k) => pixels[4 * k]);
    }
    this.wake();
    this.tell();
  }

  sheet() {
    return Object.assign(document.createElement("canvas"), { width: this.data.width, height: this.data.height });
  }

  buildChips() {
    const { titles } = this.data;
    this.label = Math.min(this.label, titles.length);
    const names = Object.fromEntries([...titles.map((title, k) => [`style ${k + 1}`, title]), ["leave", "Leave as it is"]]);
    const number = (value) => (value === "leave" ? LEAVE : Number(value.slice(6)));
    const chosen = this.label === LEAVE ? "leave" : `style ${this.label}`;
    const row = segmented("Area", names, chosen, (value) => (this.label = number(value)));
    row.className = "chips";
    [...row.children].forEach((button) => {
      const label = number(button.dataset.value);
      const drop = el("i", { "aria-hidden": "true" }, label ? String(label) : icon("eraser"));
      if (label) drop.style.background = this.names[label - 1];
      button.title = button.textContent;
      button.replaceChildren(drop, el("span", {}, button.title));
    });
    this.chips.replaceWith(row);
    this.chips = row;
  }

  wake() {
    this.waiting ??= requestAnimationFrame(() => this.show());
  }

  show() {
    this.waiting = null;
    const { width, height } = this.data;
    if (this.veil.width !== width || this.veil.height !== height) Object.assign(this.veil, { width, height });
    const brush = this.veil.getContext("2d");
    const pixels = brush.createImageData(width, height);
    for (let k = 0; k < this.labels.length; k++) {
      if (!this.labels[k]) continue;
      const [r, g, b] = this.colours[this.labels[k] - 1];
      pixels.data.set([r, g, b, 255 * VEIL], 4 * k);
    }
    brush.putImageData(pixels, 0, 0);
  }

  report() {
    const { width, height } = this.data;
    const empty = this.labels.every((label) => label === LEAVE);
    const sheet = this.sheet();
    const brush = sheet.getContext("2d");
    const pixels = brush.createImageData(width, height);
    this.labels.forEach((label, k) => pixels.data.set([label, label, label, 255], 4 * k));
    brush.putImageData(pixels, 0, 0);
    const png = empty ? "" : sheet.toDataURL("image/png").split(",")[1];
    this.tell();
    // As check_of in mask.py reckons it.
    this.reported.push(this.labels.reduce((sum, label, k) => (sum + (k + 1) * label) % 2 ** 32, 0));
    this.send("areas", { png });
  }

  /** The state of the mask in words and attributes: for those who listen, and for tests. */
  tell() {
    const { labels, data } = this;
    const counts = data.titles.map((_, k) => labels.reduce((sum, label) => sum + (label === k + 1), 0));
    const empty = counts.every((count) => !count);
    const shares = counts.map((count) => Math.round((100 * count) / labels.length));
    const said = data.titles.map((title, k) => `${title} on ${shares[k]}%`).join(", ");
    this.veil.setAttribute("aria-label", `${data.alt}. ${empty ? "No area is drawn" : said}`);
    this.hint.hidden = !empty;
    this.undo.disabled = !this.past.length;
    this.clear.disabled = empty;
    this.host.dataset.shares = shares.join(" ");
  }

  remove() {
    cancelAnimationFrame(this.waiting);
  }
}

export default (component) => mount(component, (host, data) => new Mask(host, data));
