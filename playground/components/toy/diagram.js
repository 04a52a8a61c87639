// A network drawn with its layers and units. Each unit is a small map of what it says: D's over the plane, G's over the noise.

/** Places across a unit's map, pixels between two units, and the widest that one is drawn. */
const GRAIN = 14;
const GAP = 2;
const WIDEST = 26;

/** Up to so many units in a layer stand in one column, and every weight is a line; of larger layers only those of the unit that is looked at. */
const LINED = 8;

class Diagram {
  /** who: "discriminator" or "generator"; `look(unit)` hears which unit is looked at: {who, layer, unit}, or null. */
  constructor(who, look) {
    this.who = who;
    this.look = look;
    this.pinned = this.pointed = null;
    this.atlas = document.createElement("canvas");
    const attributes = { class: "diagram", role: "application", tabindex: 0, "data-net": who };
    this.canvas = el("canvas", { ...attributes, keydown: (event) => this.key(event), click: (event) => this.pin(this.unitAt(event)) });
    this.canvas.addEventListener("pointermove", (event) => this.point(this.unitAt(event)));
    this.canvas.addEventListener("pointerleave", () => this.point(null));
  }

  get seen() {
    return this.pointed ?? this.pinned;
  }

  point(unit) {
    if (unit?.layer === this.pointed?.layer && unit?.unit === this.pointed?.unit) return;
    this.pointed = unit;
    this.canvas.style.cursor = unit ? "pointer" : "";
    this.look(this.seen);
  }

  /** A click keeps a unit in sight; a second one lets it go. */
  pin(unit) {
    const same = unit?.layer === this.pinned?.layer && unit?.unit === this.pinned?.unit;
    this.pinned = same ? null : unit;
    this.look(this.seen);
  }

  key(event) {
    if (event.key === "Escape" && this.pinned) {
      event.preventDefault();
      return this.pin(null);
    }
    const arrow = arrowOf(event);
    if (!arrow || !this.sizes) return;
    event.preventDefault();
    const last = this.sizes.length - 3;
    const { layer = -1, unit = 0 } = this.pinned ?? {};
    const next = layer < 0 ? { layer: 0, unit: 0 } : { layer: within(layer + arrow[0], 0, last), unit: within(unit + arrow[1], 0, this.sizes[1] - 1) };
    this.pinned = { who: this.who, ...next };
    this.look(this.seen);
  }

  /** Another network has other units. */
  forget() {
    this.pinned = this.pointed = null;
  }

  /** The unit of a hidden layer beneath a pointer. */
  unitAt(event) {
    const [x, y] = placeOn(this.canvas, event, this.canvas.clientWidth, this.canvas.clientHeight);
    for (const [k, { left, top, columns, pitch, count }] of (this.columns ?? []).entries()) {
      if (!k || k === this.columns.length - 1) continue;
      const [column, row] = [Math.floor((x - left) / pitch), Math.floor((y - top) / pitch)];
      const unit = row * columns + column;
      if (column >= 0 && column < columns && row >= 0 && unit < count) return { who: this.who, layer: k - 1, unit };
    }
    return null;
  }

  /** Where the units of each column stand: as large as the room allows, in as many rows as that takes. */
  lay(width, height) {
    const between = 11;
    const ends = Math.min(20, height / 3);
    const room = (width - 2 * (ends + between)) / (this.sizes.length - 2) - between;
    let from = 0;
    this.columns = this.sizes.map((count, k) => {
      const end = k === 0 || k === this.sizes.length - 1;
      let best = { pitch: 0 };
      for (let columns = 1; columns <= (end || count <= LINED ? 1 : count); columns++) {
        const rows = Math.ceil(count / columns);
        const pitch = Math.min(WIDEST + GAP, height / rows, (end ? ends : room) / columns);
        if (pitch > best.pitch) best = { pitch, columns, rows };
      }
      const wide = end ? ends : room;
      const placed = { ...best, count, left: from + (wide - best.columns * best.pitch) / 2, top: (height - best.rows * best.pitch) / 2 };
      from += wide + between;
      return placed;
    });
  }

  middleOf(k, unit) {
    const { left, top, columns, pitch } = this.columns[k];
    return [left + ((unit % columns) + 0.5) * pitch, top + (Math.floor(unit / columns) + 0.5) * pitch];
  }

  draw({ game, colours, lattice }) {
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    if (!width) return;
    const net = this.who === "discriminator" ? game.d : game.g;
    const brush = sharp(this.canvas, width, height);
    this.sizes = net.sizes;
    this.lay(width, height);
    const colour = this.who === "discriminator" ? colours.d : colours.g;
    this.drawLines(brush, net, colour, colours.text);
    this.colourUnits(net, places(this.who, game, lattice), colour, colours);
    this.columns.forEach(({ pitch, count }, k) => {
      const side = pitch - Math.min(GAP, pitch / 4);
      for (let unit = 0; unit < count; unit++) {
        const [x, y] = this.middleOf(k, unit).map((at) => at - side / 2);
        brush.fillStyle = colours.ground;
        brush.fillRect(x, y, side, side);
        brush.drawImage(this.atlas, unit * GRAIN, k * GRAIN, GRAIN, GRAIN, x, y, side, side);
        const mine = this.seen && k === this.seen.layer + 1 && unit === this.seen.unit;
        brush.strokeStyle = mine ? colours.text : faded(colours.text, 0.3);
        brush.lineWidth = mine ? 2 : 0.7;
        brush.strokeRect(x, y, side, side);
      }
    });
  }

  /** Weights as lines: thick ones are large, grey ones are below zero. */
  drawLines(brush, net, colour, grey) {
    net.layers.forEach(({ before, after, weight }, k) => {
      const most = weight.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
      for (let to = 0; to < after; to++) {
        for (let from = 0; from < before; from++) {
          const mine = this.seen && ((k === this.seen.layer && to === this.seen.unit) || (k === this.seen.layer + 1 && from === this.seen.unit));
          if (!mine && Math.max(before, after) > LINED) continue;
          const value = weight[to * before + from] / most;
          brush.strokeStyle = faded(value > 0 ? colour : grey, mine ? 0.85 : 0.4);
          brush.lineWidth = 0.3 + 2.4 * Math.abs(value);
          brush.beginPath();
          brush.moveTo(...this.middleOf(k, from));
          brush.lineTo(...this.middleOf(k + 1, to));
          brush.stroke();
        }
      }
    });
  }

  /** The maps of all units into one picture: a row for each layer. */
  colourUnits(net, asked, colour, colours) {
    const n = GRAIN * GRAIN;
    net.forward(asked, n);
    const [wide, tall] = [Math.max(...net.sizes) * GRAIN, net.sizes.length * GRAIN];
    if (this.atlas.width !== wide || this.atlas.height !== tall) [this.atlas.width, this.atlas.height] = [wide, tall];
    const brush = this.atlas.getContext("2d");
    const [on, off] = [rgbOf(colour), rgbOf(colours.text)];
    net.inputs.forEach((said, k) => {
      const verdict = this.who === "discriminator" && k === net.inputs.length - 1;
      for (let unit = 0; unit < net.sizes[k]; unit++) {
        const picture = brush.createImageData(GRAIN, GRAIN);
        colourMap(picture.data, said, unit, net.sizes[k], verdict ? colours.realHeat : on, verdict ? colours.madeHeat : off);
        brush.putImageData(picture, unit * GRAIN, k * GRAIN);
      }
    });
  }
}

/** What one unit says of many places, as colours: `on` above zero, `off` below, bare where it says nothing. */
function colourMap(pixels, said, unit, count, on, off) {
  let most = 1e-9;
  for (let at = unit; at < said.length; at += count) most = Math.max(most, Math.abs(said[at]));
  for (let at = unit, to = 0; at < said.length; at += count, to += 4) {
    const share = said[at] / most;
    const [r, g, b] = share > 0 ? on : off;
    pixels[to] = r;
    pixels[to + 1] = g;
    pixels[to + 2] = b;
    pixels[to + 3] = 235 * Math.abs(share) * (share > 0 ? 1 : 0.7);
  }
}

/** The places that a network is asked about: all over the plane, or all over the noise. */
function places(who, game, lattice) {
  const reach = who === "discriminator" ? SEEN : lattice.at(-1);
  const width = who === "discriminator" ? 2 : game.config.latent;
  const asked = new Float32Array(width * GRAIN * GRAIN);
  for (let row = 0; row < GRAIN; row++) {
    for (let column = 0; column < GRAIN; column++) {
      const at = width * (row * GRAIN + column);
      asked[at] = reach * ((2 * column + 1) / GRAIN - 1);
      if (width === 2) asked[at + 1] = -reach * ((2 * row + 1) / GRAIN - 1);
    }
  }
  return asked;
}

/** Buttons that take away from a number and add to it. steps: the numbers that it may be, from the least. */
class Stepper {
  constructor(words, less, more, steps, set) {
    this.steps = steps;
    const button = (sign, title, by) => el("button", { type: "button", class: "button icon-only", title, "aria-label": title, click: () => set(this.next(by)) }, sign);
    this.less = button("−", less, -1);
    this.more = button("+", more, 1);
    this.number = el("output", {});
    this.node = el("span", { class: "stepper", role: "group", "aria-label": words }, el("span", { class: "quiet" }, words), this.less, this.number, this.more);
  }

  next(by) {
    return by > 0 ? (this.steps.find((step) => step > this.value) ?? this.value) : (this.steps.findLast((step) => step < this.value) ?? this.value);
  }

  follow(value) {
    this.value = value;
    this.number.textContent = value;
    disable(this.less, value <= this.steps[0], this.more);
    disable(this.more, value >= this.steps.at(-1), this.less);
  }
}
