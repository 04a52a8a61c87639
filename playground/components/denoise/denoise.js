// Spoil pictures and watch a network restore them, all in the browser: the slider answers at once.

/** The engine's kinds of noise. Each picture's chance numbers stay, so moving the slider changes the level and nothing else. */
const NOISE = {
  gaussian: (x, level, chance) => x.map((value, at) => within(value + level * chance.bells[at])),
  salt: (x, level, chance, channels) =>
    x.map((value, at) => {
      const roll = chance.rolls[Math.floor(at / channels)];
      return roll < level / 2 ? 0 : roll < level ? 1 : value;
    }),
  blocks: (x, level, chance, channels, width) =>
    x.map((value, at) => {
      const pixel = Math.floor(at / channels);
      const block = Math.floor(pixel / width / BLOCK) * Math.ceil(width / BLOCK) + Math.floor((pixel % width) / BLOCK);
      return chance.blocks[block] < level ? 0.5 : value;
    }),
};
const BLOCK = 4;

/** The sheet is so many times finer than the network's pictures. */
const FINER = 4;

class Denoise {
  constructor(host, data) {
    this.host = host;
    this.kind = data.noise;
    this.level = data.level;
    this.seed = 1;
    this.redraws = 0;
    this.wake = onceAFrame(host, () => this.columns && this.draw());
    this.watch = new ResizeObserver(() => this.arrange());
    this.watch.observe(host);
  }

  remove() {
    this.watch.disconnect();
    this.sketch?.remove();
    this.wake.stop();
  }

  update(data, theme) {
    const same = this.data && this.data.net.shorts === data.net.shorts && this.data.net.floats === data.net.floats;
    if (!same) this.net = openNet(data.net);
    const [channels, height, width] = data.net.input;
    const bytes = decodeBase64(data.pictures);
    const length = channels * height * width;
    this.shape = data.net.input;
    this.pictures = Array.from({ length: bytes.length / length }, (none, k) => Float32Array.from(bytes.subarray(k * length, (k + 1) * length), (byte) => byte / 255));
    const built = JSON.stringify([this.shape, this.pictures.length, data.kinds, data.draw]);
    this.data = data;
    this.theme = theme;
    this.chances = new Map();
    if (built !== this.built) this.build();
    this.built = built;
    this.arrange();
    expose(data.name, {
      pad: this,
      get redraws() {
        return this.pad.redraws;
      },
      columns: () => this.columns.map(({ original, noised, restored }) => [original, noised, restored].map((x) => Array.from(x))),
    });
  }

  build() {
    const { kinds, draw } = this.data;
    const chosen = (kind) => {
      this.kind = kind;
      this.wake();
    };
    const kindsRow = segmented(N_("Kind of noise"), kinds, this.kind, chosen);
    this.slider = el("input", { type: "range", min: 0, max: 1, step: 0.01, "aria-label": N_("Noise level") });
    this.slider.value = this.level;
    this.slider.addEventListener("input", () => {
      this.level = Number(this.slider.value);
      this.wake();
    });
    this.number = el("output", { class: "level" });
    const again = () => {
      this.seed += 1;
      this.chances.clear();
      this.wake();
    };
    const other = el("button", { type: "button", class: "button", click: again, title: N_("The same level, other chance") }, icon("dice"), N_("Other noise"));
    this.rows = el("div", { class: "strip" });
    this.verdict = el("p", { class: "verdict", "aria-live": "polite" });
    this.sketch?.remove();
    this.sketch = null;
    const own = draw ? this.buildSheet() : null;
    const main = el("div", { class: "main" }, this.rows, this.verdict);
    const level = el("label", { class: "levels" }, el("span", {}, N_("Noise level")), this.slider, this.number);
    const controls = el("div", { class: "controls" }, kindsRow, level, other);
    this.host.replaceChildren(el("section", { class: "card denoise" }, controls, el("div", { class: "body" }, main, own)));
  }

  /** A sheet to draw on. It is drawn finer than the network looks, and then laid as the data lie. */
  buildSheet() {
    const [, height] = this.shape;
    const size = FINER * height;
    const sheet = el("canvas", { class: "sheet", role: "img", "aria-label": N_("Draw a picture of your own here") });
    const invitation = el("div", { class: "invitation", "aria-hidden": "true" }, N_("Draw your own"));
    const follow = () => {
      invitation.hidden = !this.sketch.empty();
      undo.disabled = !this.sketch.strokes.length;
      clear.disabled = this.sketch.empty();
      this.arrange();
    };
    const undo = iconButton("undo", N_("Undo"), () => this.sketch.undo());
    const clear = iconButton("clear", N_("Clear"), () => this.sketch.clear());
    undo.disabled = clear.disabled = true;
    const options = { size, background: "#000000", ink: "#ffffff", brush: size / 11, changed: follow, moved: () => this.wake() };
    sheet.addEventListener("pointerdown", () => (invitation.hidden = true));
    this.sketch = makeSketch(sheet, options);
    return el("div", { class: "own" }, el("div", { class: "paper" }, sheet, invitation), el("div", { class: "tools" }, undo, clear));
  }

  /** As many columns as there is room for; what was drawn comes first. */
  arrange() {
    if (!this.rows?.clientWidth) return;
    const [, , width] = this.shape;
    const drawn = this.sketch && !this.sketch.empty();
    const least = this.rows.clientWidth > 560 ? Math.max(84, width) : Math.max(56, width);
    const fits = Math.max(2, Math.floor((this.rows.clientWidth + 8) / (least + 8)));
    const count = Math.min(fits - (drawn ? 1 : 0), this.pictures.length);
    const shown = this.pictures.slice(0, count).map((original, k) => ({ original, name: String(k) }));
    if (drawn) shown.unshift({ name: "yours" });
    const room = Math.min(112, Math.floor((this.rows.clientWidth + 8) / shown.length) - 8);
    if (this.columns?.length !== shown.length || this.room !== room) this.buildColumns(shown.length, room);
    this.room = room;
    this.columns.forEach((column, k) => Object.assign(column, shown[k]));
    this.wake();
  }

  buildColumns(count, room) {
    const words = [_("Original"), _("With noise"), _("Restored")];
    const rows = words.map((name, which) => el("div", { class: "row" }, el("div", { class: "name" }, which ? _("{name} · PSNR in dB", { name }) : name), el("div", { class: "cells" })));
    this.rows.replaceChildren(...rows);
    this.columns = Array.from({ length: count }, () => {
      const cells = rows.map((row, which) => {
        const canvas = el("canvas", { class: "picture", role: "img" });
        enlargeTo(canvas, room, this.shape);
        const score = el("span", { class: "score" });
        row.lastChild.append(el("div", { class: "cell" }, canvas, which ? score : null));
        return { canvas, score, name: words[which] };
      });
      return { cells };
    });
  }

  chanceFor(name) {
    if (!this.chances.has(name)) {
      const random = dice(this.seed * 7919 + (name === "yours" ? 500 : Number(name)));
      const [channels, height, width] = this.shape;
      const draw = (count, of) => Float32Array.from({ length: count }, () => of(random));
      const roll = (random) => random();
      this.chances.set(name, {
        bells: draw(channels * height * width, bell),
        rolls: draw(height * width, roll),
        blocks: draw(Math.ceil(height / BLOCK) * Math.ceil(width / BLOCK), roll),
      });
    }
    return this.chances.get(name);
  }

  draw() {
    const [channels, , width] = this.shape;
    const means = [0, 0];
    if (this.sketch && !this.sketch.empty() && this.columns[0].name !== "yours") this.arrange();
    for (const column of this.columns) {
      if (column.name === "yours") column.original = laidLikeDigits(this.sketch.picture(), this.shape);
      column.noised = NOISE[this.kind](column.original, this.level, this.chanceFor(column.name), channels, width);
      column.restored = Float32Array.from(this.net.run(column.noised));
      [column.original, column.noised, column.restored].forEach((values, which) => {
        const { canvas, score, name } = column.cells[which];
        paint(canvas, values, this.shape);
        const whose = column.name === "yours" ? _("Your drawing") : _("Picture {number}", { number: Number(column.name) + 1 });
        const quality = which ? decibels(column.original, values) : 0;
        if (which) score.textContent = inWords(quality);
        if (which) means[which - 1] += Math.min(quality, 60) / this.columns.length;
        canvas.setAttribute("aria-label", `${whose}, ${name.toLowerCase()}${which ? `, ${_("{quality} decibels", { quality: inWords(quality) })}` : ""}`);
      });
    }
    this.number.textContent = this.level.toFixed(2);
    setRange(this.slider);
    const gain = means[1] - means[0];
    const values = { gain: Math.abs(gain).toFixed(1), noisy: means[0].toFixed(1), restored: means[1].toFixed(1) };
    const words =
      this.level === 0
        ? _("Without noise this is plain reconstruction: **{restored} dB**.", values)
        : gain >= 0
          ? _("On average the network brings back **{gain} dB**: {noisy} dB with noise, {restored} dB restored.", values)
          : _("On average the network costs **{gain} dB**: {noisy} dB with noise, {restored} dB restored.", values);
    this.verdict.replaceChildren(...rich(words));
    this.redraws += 1;
  }
}

/** A drawing as numbers, laid as MNIST's digits are: 20/28 of the side long, its mass in the middle. */
function laidLikeDigits(drawn, [channels, height, width]) {
  const side = drawn.width;
  const { data } = drawn.getContext("2d").getImageData(0, 0, side, side);
  let [mass, sumX, sumY, left, right, top, bottom] = [0, 0, 0, side, 0, side, 0];
  for (let at = 0; at < side * side; at++) {
    const weight = data[4 * at];
    if (weight < 32) continue;
    const [x, y] = [at % side, Math.floor(at / side)];
    mass += weight;
    sumX += weight * x;
    sumY += weight * y;
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  const small = document.createElement("canvas");
  small.width = width;
  small.height = height;
  const brush = small.getContext("2d", { willReadFrequently: true });
  brush.imageSmoothingQuality = "high";
  const scale = (height * 20) / 28 / Math.max(right - left + 1, bottom - top + 1);
  if (mass > 0) brush.drawImage(drawn, width / 2 - (sumX / mass + 0.5) * scale, height / 2 - (sumY / mass + 0.5) * scale, side * scale, side * scale);
  const pixels = brush.getImageData(0, 0, width, height).data;
  return Float32Array.from({ length: channels * height * width }, (none, at) => pixels[4 * Math.floor(at / channels)] / 255);
}

/** Peak signal-to-noise ratio in decibels. */
function decibels(clean, other) {
  let sum = 0;
  for (let at = 0; at < clean.length; at++) sum += (clean[at] - other[at]) ** 2;
  return 10 * Math.log10(clean.length / sum);
}

function inWords(quality) {
  return Number.isFinite(quality) ? quality.toFixed(1) : "same";
}

export default (component) => mount(component, (host, data) => new Denoise(host, data));
