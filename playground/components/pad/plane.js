// The plane of a latent pad: where numbers lie on the screen, and what is painted behind the pointer.

const CELLS = 96;

/**
 * The plane of one view. `space` says which two dimensions span it, how its axes run and which layers show;
 * changing it repaints the ground once, onto a canvas of its own. Each frame then only lays that under the pointer.
 */
class Plane {
  constructor(canvas, view) {
    this.canvas = canvas;
    this.view = view;
    this.ground = document.createElement("canvas");
    this.tiles = document.createElement("canvas");
    this.queue = [];
  }

  get side() {
    return this.canvas.clientWidth;
  }

  setSpace(space, theme) {
    const { view } = this;
    const [i, j] = space.span;
    const before = this.space;
    this.space = space;
    this.theme = theme;
    this.across = makeScale(space.steps, view.centre[i], view.extent);
    this.up = makeScale(space.steps, view.centre[j], view.extent);
    const moved = !before || before.steps !== space.steps || before.span.join() !== space.span.join();
    if (moved) this.field = null;
    this.paintGround();
  }

  toScreen(z) {
    const [i, j] = this.space.span;
    return [this.across.to(z[i]) * this.side, (1 - this.up.to(z[j])) * this.side];
  }

  fromScreen(x, y) {
    return [this.across.from(x / this.side), this.up.from(1 - y / this.side)];
  }

  paintGround() {
    const brush = sharp(this.ground, this.side, this.side);
    const { layers } = this.space;
    if (layers.has("density")) this.paintDensity(brush);
    if (layers.has("pictures")) this.paintTiles(brush);
    if (layers.has("holes")) this.paintHoles(brush);
    if (layers.has("points")) this.paintPoints(brush);
    this.paintAxes(brush);
  }

  /** Each frame: the ground, what the page marked, and the place itself. */
  draw(z, focused) {
    const brush = sharp(this.canvas, this.side, this.side);
    brush.drawImage(this.ground, 0, 0, this.side, this.side);
    this.paintMarks(brush);
    const [x, y] = this.toScreen(z);
    const { theme } = this;
    brush.beginPath();
    brush.arc(x, y, focused ? 13 : 11, 0, 7);
    brush.shadowColor = "rgba(0, 0, 0, 0.45)";
    brush.shadowBlur = 8;
    brush.shadowOffsetY = 2;
    brush.fillStyle = "#ffffff";
    brush.fill();
    brush.shadowColor = "transparent";
    brush.beginPath();
    brush.arc(x, y, focused ? 10 : 8, 0, 7);
    brush.fillStyle = theme.primary;
    brush.fill();
  }

  paintPoints(brush) {
    const { points, labels, d, n } = this.view;
    const { span, only } = this.space;
    const { palette, text } = this.theme;
    const size = Math.max(1.6, Math.min(2.5, this.side / 200)) * (n > 2500 ? 0.85 : 1);
    for (const pass of only === null ? [0] : [1, 0]) {
      for (let k = 0; k < n; k++) {
        const label = labels ? labels[k] : -1;
        if (only !== null && (label === only) !== (pass === 0)) continue;
        const [x, y] = [this.across.to(points[k * d + span[0]]) * this.side, (1 - this.up.to(points[k * d + span[1]])) * this.side];
        if (x < -4 || y < -4 || x > this.side + 4 || y > this.side + 4) continue;
        brush.globalAlpha = pass === 1 ? 0.12 : 0.85;
        brush.fillStyle = label < 0 ? text : palette[label % palette.length];
        traceShape(brush, label < 0 ? 0 : Math.floor(label / palette.length), x, y, size);
        brush.fill();
      }
    }
    brush.globalAlpha = 1;
  }

  /** Density of the codes and of the reference on a grid over the plane, and where the codes leave it empty. */
  measure() {
    if (this.field) return this.field;
    const { view } = this;
    const [i, j] = this.space.span;
    const gx = Array.from({ length: CELLS }, (_, c) => this.across.from((c + 0.5) / CELLS));
    const gy = Array.from({ length: CELLS }, (_, c) => this.up.from(1 - (c + 0.5) / CELLS));
    const codes = mixtureDensity(view, i, j, gx, gy);
    const prior = view.prior ? [0, 1, 0, 1, 0] : momentsOf(view, i, j);
    const expected = gaussianDensity(prior, gx, gy);
    const widths = (lines) => lines.map((_, c) => Math.abs(lines[Math.min(c + 1, CELLS - 1)] - lines[Math.max(c - 1, 0)]) / 2);
    const [wx, wy] = [widths(gx), widths(gy)];
    const holes = new Uint8Array(CELLS * CELLS);
    let [inHoles, all] = [0, 0];
    for (let c = 0; c < holes.length; c++) {
      const mass = expected.density[c] * wx[c % CELLS] * wy[Math.floor(c / CELLS)];
      all += mass;
      // Inside the ring that holds 95 % of the reference, with less than a seventh of what should be there.
      holes[c] = expected.square[c] < 5.99 && codes[c] < 0.15 * expected.density[c] ? 1 : 0;
      if (holes[c]) inHoles += mass;
    }
    const shown = this.space.steps === "probability" ? codes.map((q, c) => q / expected.density[c]) : codes;
    this.field = { shown, holes, share: all > 0 ? inHoles / all : 0 };
    return this.field;
  }

  paintDensity(brush) {
    if (!this.view.n) return;
    const { shown } = this.measure();
    // Most of the colour goes to most of the plane: the densest fiftieth is all alike.
    const peak = Float32Array.from(shown).sort()[Math.floor(shown.length * 0.98)] || 1e-12;
    this.paintCells(brush, (c) => Math.min(1, Math.sqrt(shown[c] / peak)) * 0.9, this.theme.primary);
  }

  paintHoles(brush) {
    if (!this.view.n) return;
    const { holes } = this.measure();
    const [sheet, ink] = [document.createElement("canvas"), this.theme.palette[1]];
    const layer = sharp(sheet, this.side, this.side);
    layer.fillStyle = faded(ink, 0.16);
    layer.fillRect(0, 0, this.side, this.side);
    layer.strokeStyle = faded(ink, 0.8);
    layer.lineWidth = 1.3;
    layer.beginPath();
    for (let at = -this.side; at < this.side; at += 9) {
      layer.moveTo(at, this.side);
      layer.lineTo(at + this.side, 0);
    }
    layer.stroke();
    layer.globalCompositeOperation = "destination-in";
    layer.filter = "blur(2px)";
    this.paintCells(layer, (c) => holes[c], ink);
    brush.drawImage(sheet, 0, 0, this.side, this.side);
  }

  paintCells(brush, opacity, colour) {
    const sheet = document.createElement("canvas");
    sheet.width = sheet.height = CELLS;
    const pen = sheet.getContext("2d");
    const pixels = pen.createImageData(CELLS, CELLS);
    const [r, g, b] = rgbOf(colour);
    for (let c = 0; c < CELLS * CELLS; c++) pixels.data.set([r, g, b, Math.round(255 * opacity(c))], 4 * c);
    pen.putImageData(pixels, 0, 0);
    brush.imageSmoothingQuality = "high";
    brush.drawImage(sheet, 0, 0, this.side, this.side);
  }

  get wantedTiles() {
    return Math.max(8, Math.min(20, Math.round(this.side / 34)));
  }

  /** Ask for the grid of decoded pictures anew, from the middle outwards. The old ones may stay until they are painted over. */
  askTiles(z, clear) {
    const [, height, width] = this.view.net.output;
    const count = this.wantedTiles;
    if (clear || this.tiles.width !== count * width) {
      this.tiles.width = count * width;
      this.tiles.height = count * height;
    }
    this.count = count;
    this.around = Float32Array.from(z);
    const middle = (count - 1) / 2;
    const far = (cell) => Math.hypot((cell % count) - middle, Math.floor(cell / count) - middle);
    this.queue = Array.from({ length: count * count }, (_, cell) => cell).sort((a, b) => far(b) - far(a));
  }

  /** Decode some of them, for at most so many milliseconds. True when something was painted. */
  workOnTiles(milliseconds) {
    const until = performance.now() + milliseconds;
    const { net } = this.view;
    const [, height, width] = net.output;
    const [i, j] = this.space.span;
    const tile = (this.tile ??= document.createElement("canvas"));
    const pen = this.tiles.getContext("2d");
    const ink = rgbOf(this.theme.text);
    const worked = this.queue.length > 0;
    while (this.queue.length && performance.now() < until) {
      const cell = this.queue.pop();
      const [column, row] = [cell % this.count, Math.floor(cell / this.count)];
      this.around[i] = this.across.from((column + 0.5) / this.count);
      this.around[j] = this.up.from(1 - (row + 0.5) / this.count);
      paint(tile, net.run(this.around), net.output, ink);
      pen.clearRect(column * width, row * height, width, height);
      pen.drawImage(tile, column * width, row * height);
    }
    return worked;
  }

  paintTiles(brush) {
    if (!this.count) return;
    brush.globalAlpha = this.space.layers.has("points") || this.space.layers.has("density") ? 0.42 : 0.92;
    brush.imageSmoothingQuality = "high";
    brush.drawImage(this.tiles, 0, 0, this.side, this.side);
    brush.globalAlpha = 1;
  }

  paintAxes(brush) {
    const { text } = this.theme;
    const { view } = this;
    const [i, j] = this.space.span;
    const overPictures = this.space.layers.has("pictures");
    const write = (words, x, y) => {
      brush.save();
      // Letters among decoded pictures are lost without a ground of their own.
      if (overPictures) {
        const wide = brush.measureText(words).width;
        const left = { left: x, center: x - wide / 2, right: x - wide }[brush.textAlign];
        const ink = brush.fillStyle;
        brush.fillStyle = faded(this.theme.background, 0.92);
        brush.beginPath();
        brush.roundRect(left - 4, y - 13, wide + 8, 18, 5);
        brush.fill();
        brush.fillStyle = ink;
      }
      brush.setLineDash([]);
      brush.lineJoin = "round";
      brush.lineWidth = 4;
      brush.strokeStyle = faded(this.theme.soft, 0.85);
      brush.strokeText(words, x, y);
      brush.restore();
      brush.fillText(words, x, y);
    };
    brush.strokeStyle = faded(text, 0.28);
    brush.fillStyle = overPictures ? text : faded(text, 0.75);
    brush.font = `12px ${this.theme.font}`;
    brush.lineWidth = 1;
    if (view.prior) {
      brush.setLineDash([4, 4]);
      brush.textAlign = "center";
      const [centre, one] = [new Float32Array(view.d), new Float32Array(view.d).fill(1)];
      for (const radius of [1, 2, 3]) {
        this.traceEllipse(brush, centre, one, radius);
        brush.stroke();
        const top = Float32Array.from(centre);
        top[j] = radius;
        const [x, y] = this.toScreen(top);
        if (y > 14) write(`${radius} σ`, x, y - 4);
      }
      brush.setLineDash([]);
    }
    const gap = [0.5, 1, 2, 5, 10, 20, 50, 100].find((step) => (2 * view.extent) / step <= 8) ?? view.extent;
    const ticks = (middle) => {
      const first = Math.ceil((middle - view.extent * 0.92) / gap);
      const last = Math.floor((middle + view.extent * 0.92) / gap);
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => (first + k) * gap);
    };
    for (const value of ticks(view.centre[i])) {
      const x = this.across.to(value) * this.side;
      brush.fillRect(x - 0.5, this.side - 5, 1, 5);
      brush.textAlign = "center";
      if (x > 40 && x < this.side - 40) write(signed(value, 0), x, this.side - 9);
    }
    for (const value of ticks(view.centre[j])) {
      const y = (1 - this.up.to(value)) * this.side;
      brush.fillRect(0, y - 0.5, 5, 1);
      brush.textAlign = "left";
      if (y > 28 && y < this.side - 28) write(signed(value, 0), 9, y + 4);
    }
    brush.font = `600 12px ${this.theme.font}`;
    brush.textAlign = "right";
    write(`${view.axes[i]} →`, this.side - 9, this.side - 9);
    brush.textAlign = "left";
    write(`${view.axes[j]} ↑`, 9, 17);
  }

  paintMarks(brush) {
    const { ellipses, marks, path } = this.view;
    const { text, background, palette, font } = this.theme;
    if (path.length > 1) {
      brush.beginPath();
      path.forEach((z) => brush.lineTo(...this.toScreen(z)));
      brush.lineJoin = "round";
      for (const [colour, width] of [[background, 5], [text, 2]]) {
        brush.strokeStyle = colour;
        brush.lineWidth = width;
        brush.stroke();
      }
    }
    ellipses.forEach((ellipse, k) => {
      brush.strokeStyle = brush.fillStyle = palette[(k + 5) % palette.length];
      brush.lineWidth = 2;
      for (const radius of [1, 2]) {
        this.traceEllipse(brush, ellipse.mean, ellipse.sigma, radius);
        brush.globalAlpha = 0.14;
        brush.fill();
        brush.globalAlpha = 1;
        brush.setLineDash(radius === 2 ? [5, 4] : []);
        brush.stroke();
      }
      brush.setLineDash([]);
    });
    brush.textAlign = "left";
    brush.font = `600 13px ${font}`;
    for (const mark of marks) {
      const [x, y] = this.toScreen(mark.z);
      brush.beginPath();
      brush.arc(x, y, mark.label ? 5.5 : 2.5, 0, 7);
      brush.fillStyle = mark.label ? background : palette[5];
      brush.fill();
      if (!mark.label) continue;
      brush.strokeStyle = text;
      brush.lineWidth = 2.5;
      brush.stroke();
      brush.strokeStyle = background;
      brush.lineWidth = 4;
      brush.strokeText(mark.label, x + 9, y + 4);
      brush.fillStyle = text;
      brush.fillText(mark.label, x + 9, y + 4);
    }
  }

  /** The outline at `radius` standard deviations, bent as the axes are. */
  traceEllipse(brush, mean, sigma, radius) {
    const [i, j] = this.space.span;
    const z = Float32Array.from(mean);
    brush.beginPath();
    for (let k = 0; k <= 72; k++) {
      z[i] = mean[i] + radius * sigma[i] * Math.cos((k * Math.PI) / 36);
      z[j] = mean[j] + radius * sigma[j] * Math.sin((k * Math.PI) / 36);
      brush.lineTo(...this.toScreen(z));
    }
  }

  /** The point nearest to a place on the screen, if one is near. */
  pointAt(x, y) {
    const { points, d, n } = this.view;
    const [i, j] = this.space.span;
    let [best, least] = [-1, 100];
    for (let k = 0; k < n; k++) {
      const dx = this.across.to(points[k * d + i]) * this.side - x;
      const dy = (1 - this.up.to(points[k * d + j])) * this.side - y;
      if (dx * dx + dy * dy < least) [best, least] = [k, dx * dx + dy * dy];
    }
    return best;
  }
}
