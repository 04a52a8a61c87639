// The plane of the toy: what the discriminator says everywhere, points, pulls, and the generator's sheet over it all.

/** How far the plane reaches, from its middle. */
const SEEN = 2.5;

/** Places across at which the discriminator is asked, and points and pulls that are drawn. */
const ASKED = 46;
const DRAWN = 400;
const PULLS = 90;

/** What may lie on the plane, as its buttons say it. */
const LAYERS = {
  verdict: [N_("Verdict"), N_("what D says of each place: orange for real, blue for made, pale where it cannot tell")],
  real: [N_("Real"), N_("real points, held out from training")],
  made: [N_("Made"), N_("what G makes, always from the same noise")],
  pulls: [N_("Pulls"), N_("which way G's loss pulls made points; a longer arrow is a steeper loss")],
  sheet: [N_("Sheet"), N_("where G puts a grid of noise: it bends the little picture in the corner into this")],
};

class Plane {
  constructor(canvas) {
    this.canvas = canvas;
    this.heat = document.createElement("canvas");
    this.heat.width = this.heat.height = ASKED;
    this.places = new Float32Array(2 * ASKED * ASKED);
    for (let row = 0; row < ASKED; row++) {
      for (let column = 0; column < ASKED; column++) {
        const at = 2 * (row * ASKED + column);
        this.places[at] = SEEN * ((2 * column + 1) / ASKED - 1);
        this.places[at + 1] = -SEEN * ((2 * row + 1) / ASKED - 1);
      }
    }
  }

  /** From the plane to the canvas, in CSS pixels; `place` is the way back. */
  at(x, y) {
    return [((x / SEEN + 1) * this.side) / 2, ((1 - y / SEEN) * this.side) / 2];
  }

  place(event) {
    const [x, y] = placeOn(this.canvas, event, 2);
    return [SEEN * (x - 1), SEEN * (1 - y)].map((value) => within(value, -2, 2));
  }

  /** scene: {game, real, fixed (noise), lattice, layers, colours, drawing: {strokes, live, cross} or null, unit: {who, layer, unit} or null} */
  draw(scene) {
    this.side = this.canvas.clientWidth;
    if (!this.side) return;
    const brush = sharp(this.canvas, this.side, this.side);
    const { layers, drawing, colours, unit } = scene;
    if ((layers.verdict || unit?.who === "discriminator") && !drawing) this.drawGround(brush, scene);
    if (layers.real) this.drawReal(brush, scene.real, colours.real);
    if (drawing) return this.drawStrokes(brush, drawing, colours);
    if (layers.sheet) this.drawSheet(brush, scene);
    const made = scene.game.g.forward(scene.fixed, scene.fixed.length / scene.game.config.latent);
    const points = made.slice(0, 2 * DRAWN);
    const said = unit?.who === "generator" && scene.game.g.inputs[unit.layer + 1].slice();
    if (layers.pulls) this.drawPulls(brush, points, scene);
    if (unit?.who === "generator") this.drawMoved(brush, points, said, scene);
    else if (layers.made) this.drawMade(brush, points, colours);
  }

  /** What D says of each place, or one of its units. */
  drawGround(brush, { game, colours, unit }) {
    const logits = game.d.forward(this.places, ASKED * ASKED);
    const small = this.heat.getContext("2d");
    const picture = small.createImageData(ASKED, ASKED);
    if (unit?.who === "discriminator") colourMap(picture.data, game.d.inputs[unit.layer + 1], unit.unit, game.config.width, rgbOf(colours.d), rgbOf(colours.text));
    else this.colourVerdict(picture.data, logits, game, colours);
    small.putImageData(picture, 0, 0);
    brush.imageSmoothingEnabled = true;
    brush.drawImage(this.heat, 0, 0, this.side, this.side);
  }

  colourVerdict(pixels, logits, { rules, settled }, colours) {
    // A critic without labels may say any number: then the middle is what it says of most places.
    const middle = settled === null ? Float32Array.from(logits).sort()[logits.length >> 1] : 0;
    for (let k = 0; k < logits.length; k++) {
      const lean = 2 * rules.share(logits[k] - middle) - 1;
      const [r, g, b] = lean > 0 ? colours.realHeat : colours.madeHeat;
      pixels.set([r, g, b, 215 * Math.abs(lean)], 4 * k);
    }
  }

  drawReal(brush, real, colour) {
    brush.fillStyle = colour;
    brush.beginPath();
    for (let k = 0; k < Math.min(real.length, 2 * DRAWN); k += 2) {
      const [x, y] = this.at(real[k], real[k + 1]);
      brush.moveTo(x + 2, y);
      brush.arc(x, y, 2, 0, 2 * Math.PI);
    }
    brush.fill();
  }

  /** Made points are diamonds: told from the real dots by form as well as by colour. */
  drawMade(brush, points, colours) {
    brush.fillStyle = colours.made;
    brush.strokeStyle = colours.rim;
    brush.lineWidth = 1.6;
    brush.beginPath();
    for (let k = 0; k < points.length; k += 2) {
      const [x, y] = this.at(points[k], points[k + 1]);
      brush.moveTo(x, y - 3.2);
      brush.lineTo(x + 3.2, y);
      brush.lineTo(x, y + 3.2);
      brush.lineTo(x - 3.2, y);
      brush.closePath();
    }
    // Rims below: in a crowd they would hide the points.
    brush.stroke();
    brush.fill();
  }

  /** Made points in the colour of one of G's units: the more it speaks up for a point, the fuller. */
  drawMoved(brush, points, said, { game, unit, colours }) {
    const { width } = game.config;
    const value = (k) => said[k * width + unit.unit];
    const count = points.length / 2;
    let most = 1e-9;
    for (let k = 0; k < count; k++) most = Math.max(most, Math.abs(value(k)));
    for (let k = 0; k < count; k++) {
      const [x, y] = this.at(points[2 * k], points[2 * k + 1]);
      const share = value(k) / most;
      brush.fillStyle = faded(share > 0 ? colours.g : colours.text, 0.12 + 0.88 * Math.abs(share));
      brush.beginPath();
      brush.arc(x, y, 3 + 2 * Math.max(0, share), 0, 2 * Math.PI);
      brush.fill();
    }
  }

  /** Longer where the loss is steeper; where a loss has gone flat nothing is left to draw. */
  drawPulls(brush, points, { game, colours }) {
    const pulls = game.pull(points.subarray(0, 2 * PULLS), PULLS);
    brush.strokeStyle = colours.pull;
    brush.lineWidth = 1.4;
    brush.lineCap = "round";
    brush.beginPath();
    for (let k = 0; k < 2 * PULLS; k += 2) {
      const steep = Math.hypot(pulls[k], pulls[k + 1]);
      const length = (0.6 * steep) / (steep + 0.7);
      const [fromX, fromY] = this.at(points[k], points[k + 1]);
      const [x, y] = this.at(points[k] + (length * pulls[k]) / (steep + 1e-12), points[k + 1] + (length * pulls[k + 1]) / (steep + 1e-12));
      const [dx, dy] = [x - fromX, y - fromY];
      const far = Math.hypot(dx, dy);
      if (far < 3) continue;
      brush.moveTo(fromX, fromY);
      brush.lineTo(x, y);
      for (const turn of [2.6, -2.6]) {
        brush.moveTo(x, y);
        brush.lineTo(x + (4 / far) * (dx * Math.cos(turn) - dy * Math.sin(turn)), y + (4 / far) * (dx * Math.sin(turn) + dy * Math.cos(turn)));
      }
    }
    brush.stroke();
  }

  /** Where the generator puts a grid of noise: each mesh holds the same share of the made points. */
  drawSheet(brush, { game, lattice, colours }) {
    const n = lattice.length;
    brush.lineWidth = 1.1;
    brush.lineJoin = "round";
    if (game.config.latent === 1) {
      const thread = game.g.forward(Float32Array.from(lattice), n);
      brush.lineWidth = 2;
      this.trace(brush, thread, 0, 1, n, colours.warp);
      return;
    }
    const z = new Float32Array(2 * n * n);
    for (let row = 0; row < n; row++) {
      for (let column = 0; column < n; column++) {
        z[2 * (row * n + column)] = lattice[column];
        z[2 * (row * n + column) + 1] = lattice[row];
      }
    }
    const sheet = game.g.forward(z, n * n);
    for (let k = 0; k < n; k += 3) {
      this.trace(brush, sheet, k, n, n, colours.warp);
      this.trace(brush, sheet, k * n, 1, n, colours.weft);
    }
  }

  trace(brush, points, first, step, count, colour) {
    brush.strokeStyle = colour;
    brush.beginPath();
    for (let k = 0; k < count; k++) {
      const at = 2 * (first + k * step);
      brush.lineTo(...this.at(points[at], points[at + 1]));
    }
    brush.stroke();
  }

  drawStrokes(brush, { strokes, live, cross }, colours) {
    brush.strokeStyle = colours.real;
    brush.lineWidth = 3;
    brush.lineCap = brush.lineJoin = "round";
    for (const corners of live ? [...strokes, live] : strokes) {
      brush.beginPath();
      brush.moveTo(...this.at(...corners[0]));
      for (const corner of corners) brush.lineTo(...this.at(...corner));
      brush.stroke();
    }
    if (!cross) return;
    const [x, y] = this.at(...cross);
    brush.strokeStyle = colours.text;
    brush.lineWidth = 1.5;
    brush.beginPath();
    brush.moveTo(x - 9, y);
    brush.lineTo(x + 9, y);
    brush.moveTo(x, y - 9);
    brush.lineTo(x, y + 9);
    brush.stroke();
  }
}

/** The noise before the generator bends it: the same grid, flat. */
function drawNoise(canvas, { fixed, lattice, game, colours }) {
  const side = canvas.clientWidth;
  if (!side) return;
  const brush = sharp(canvas, side, side);
  const widest = 1.25 * lattice.at(-1);
  const at = (value) => ((value / widest + 1) * side) / 2;
  const flat = game.config.latent === 1;
  brush.lineWidth = 1;
  const line = (colour, ...ends) => {
    brush.strokeStyle = colour;
    brush.beginPath();
    brush.moveTo(ends[0], ends[1]);
    brush.lineTo(ends[2], ends[3]);
    brush.stroke();
  };
  const [low, high] = [at(lattice[0]), at(lattice.at(-1))];
  if (flat) line(colours.warp, low, side / 2, high, side / 2);
  for (let k = 0; k < lattice.length && !flat; k += 3) {
    line(colours.warp, at(lattice[k]), low, at(lattice[k]), high);
    line(colours.weft, low, side - at(lattice[k]), high, side - at(lattice[k]));
  }
  brush.fillStyle = colours.made;
  const step = game.config.latent;
  for (let k = 0; k < 120; k++) brush.fillRect(at(fixed[k * step]) - 1, flat ? side / 2 - 1 : side - at(fixed[k * step + 1]) - 1, 2, 2);
}

/** Orange is real and blue is made, in every layer and curve; form and dashes say it again to those who cannot see that. */
function coloursOf({ dark, text, background, palette }) {
  const [violet, , green] = palette;
  const shared = { text, ground: background, d: violet, g: green, warp: faded(violet, 0.75), weft: faded(green, 0.75) };
  return dark
    ? { ...shared, real: "#ffb54d", made: "#8fc7ff", rim: "#0b1526", pull: "#dbe9ff", realHeat: [196, 104, 14], madeHeat: [32, 92, 176], realInk: "#ffb54d", madeInk: "#8fc7ff", gInk: green }
    : { ...shared, real: "#a85400", made: "#0d4a94", rim: "#ffffff", pull: "#15294a", realHeat: [240, 150, 60], madeHeat: [78, 140, 214], realInk: "#b35a00", madeInk: "#15599f", gInk: "#007457" };
}
