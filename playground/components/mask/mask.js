// The mask: a picture on which a hand draws areas. They are kept as labels, one for each pixel of a small map: 0 leaves it.

const LEAVE = 0;

/** How far an arrow key moves the brush, in shares of the picture; with Shift farther. */
const STRIDE = [0.02, 0.1];

/** How strongly an area's colour lies on the picture. */
const VEIL = 0.55;

class Mask {
  constructor(host, data) {
    this.host = host;
    this.brush = 0.09;
    this.label = 1;
    this.reported = [];
    this.wake = onceAFrame(host, () => this.show());
    host.classList.add("mask", "drawing");
    this.image = el("img", { draggable: "false" });
    this.veil = el("canvas", { tabindex: 0, role: "application" });
    this.hint = el("div", { class: "hint", "aria-hidden": "true" });
    this.ring = brushRing(this.veil, () => (2 * this.radius()) / this.data.width);
    this.stage = el("div", { class: "stage" }, this.image, this.veil, this.hint, this.ring);
    this.chips = el("div", { class: "chips" });
    host.append(this.chips, this.stage, this.buildTools());
    this.listen();
  }

  buildTools() {
    const resize = (event) => {
      this.brush = Number(event.target.value);
      setRange(this.wide);
    };
    this.wide = el("input", { type: "range", min: 0.01, max: 0.3, step: 0.005, value: this.brush, "aria-label": N_("Brush size"), title: N_("Brush size"), input: resize });
    this.undo = iconButton("undo", N_("Undo (Ctrl+Z)"), () => this.takeBack());
    this.clear = iconButton("clear", N_("Clear"), () => this.fill(LEAVE));
    const fill = iconButton("fill", N_("Fill all with this area"), () => this.fill(this.label));
    setRange(this.wide);
    return el("div", { class: "tools" }, el("span", { class: "quiet" }, N_("Brush")), this.wide, fill, this.undo, this.clear);
  }

  listen() {
    let last = null;
    const draw = (event) => {
      const place = placeOn(this.veil, event, this.map.width, this.map.height);
      this.map.line(last ?? place, place, this.radius(), this.label);
      last = place;
      this.wake();
    };
    draggable(this.veil, {
      start: (event) => {
        if (!this.map) return false;
        this.map.remember();
        this.hint.hidden = true;
        draw(event);
      },
      move: draw,
      end: () => {
        last = null;
        this.report();
      },
    });
    this.veil.addEventListener("keydown", (event) => this.press(event));
    this.veil.addEventListener("blur", () => (this.ring.hidden = true));
    onUndo(this.host, () => this.takeBack());
  }

  /** By keys: arrows move the brush, space paints there. */
  press(event) {
    if (isCommand(event) || !this.map) return;
    const arrow = arrowOf(event);
    if (!arrow && event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    const at = this.cursor ?? [0.5, 0.5];
    this.cursor = arrow ? at.map((one, axis) => Math.min(1, Math.max(0, one + STRIDE[Number(event.shiftKey)] * arrow[axis]))) : at;
    const [x, y] = this.cursor;
    const wide = (200 * this.radius()) / this.data.width;
    this.ring.hidden = false;
    Object.assign(this.ring.style, { width: `${wide}%`, height: "auto", aspectRatio: 1, left: `${100 * x}%`, top: `${100 * y}%` });
    if (arrow) return;
    const place = [x * this.map.width, y * this.map.height];
    this.map.remember();
    this.map.line(place, place, this.radius(), this.label);
    this.report();
  }

  /** The brush's radius in pixels of the map. */
  radius() {
    return (this.brush * Math.max(this.data.width, this.data.height)) / 2;
  }

  takeBack() {
    if (this.map?.undo()) this.report();
  }

  fill(label) {
    if (this.map.numbers.every((one) => one === label)) return;
    this.map.remember();
    this.map.numbers.fill(label);
    this.report();
  }

  update(data, theme) {
    const before = this.data;
    this.data = data;
    this.colours = theme.palette.map(rgbOf);
    this.names = theme.palette;
    this.hint.textContent = data.hint;
    if (data.picture !== before?.picture) {
      this.image.src = `data:image/jpeg;base64,${data.jpeg}`;
      this.image.alt = data.alt;
      this.stage.style.aspectRatio = `${data.width} / ${data.height}`;
      this.host.style.maxWidth = `${Math.max(260, (data.tallest * data.width) / data.height)}px`;
    }
    const resized = data.width !== before?.width || data.height !== before?.height;
    if (isNews(this.reported, data.check, before) || resized) this.take(data.areas);
    const chips = JSON.stringify([data.titles, theme.palette]);
    if (chips !== this.shown) this.buildChips();
    this.shown = chips;
    this.wake();
    this.tell();
  }

  /** Take up a map that Python knows. */
  async take(areas) {
    const { width, height } = this.data;
    this.map = new LabelMap(width, height);
    this.reported = [];
    this.told = areas;
    if (areas) {
      const numbers = await readLabels(areas, width, height);
      if (this.told !== areas) return;
      this.map.numbers = numbers;
    }
    this.wake();
    this.tell();
  }

  buildChips() {
    const { titles } = this.data;
    this.label = Math.min(this.label, titles.length);
    const names = Object.fromEntries([...titles.map((title, k) => [`style ${k + 1}`, title]), ["leave", _("Leave as it is")]]);
    const number = (value) => (value === "leave" ? LEAVE : Number(value.slice(6)));
    const chosen = this.label === LEAVE ? "leave" : `style ${this.label}`;
    const row = segmented(N_("Area"), names, chosen, (value) => (this.label = number(value)));
    row.className = "chips swatches";
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

  show() {
    const { width, height, numbers } = this.map;
    if (this.veil.width !== width || this.veil.height !== height) Object.assign(this.veil, { width, height });
    const brush = this.veil.getContext("2d");
    const pixels = brush.createImageData(width, height);
    for (let k = 0; k < numbers.length; k++) {
      if (!numbers[k]) continue;
      const [r, g, b] = this.colours[numbers[k] - 1];
      pixels.data.set([r, g, b, 255 * VEIL], 4 * k);
    }
    brush.putImageData(pixels, 0, 0);
  }

  report() {
    this.wake();
    this.tell();
    this.reported.push(this.map.check());
    const empty = this.map.numbers.every((label) => label === LEAVE);
    this.send("areas", { png: empty ? "" : writeLabels(this.map) });
  }

  /** The state of the mask in words and attributes: for those who listen, and for tests. */
  tell() {
    const { data } = this;
    const { numbers, past } = this.map;
    const counts = data.titles.map((none, k) => numbers.reduce((sum, label) => sum + (label === k + 1), 0));
    const empty = counts.every((count) => !count);
    const shares = counts.map((count) => Math.round((100 * count) / numbers.length));
    const said = data.titles.map((title, k) => `${title} on ${shares[k]}%`).join(", ");
    this.veil.setAttribute("aria-label", `${data.alt}. ${empty ? _("No area is drawn") : said}. ${_("Arrow keys move the brush, space paints.")}`);
    this.hint.hidden = !empty;
    this.undo.disabled = !past.length;
    this.clear.disabled = empty;
    this.host.dataset.shares = shares.join(" ");
  }

  remove() {
    this.wake.stop();
  }
}

export default (component) => mount(component, (host, data) => new Mask(host, data));
