// A map of labels and what can be done to it: strokes, rectangles, fillings, and the way back. It knows no screen.

const UNDOS = 60;

class LabelMap {
  constructor(width, height, numbers = new Uint8Array(width * height)) {
    Object.assign(this, { width, height, numbers, past: [] });
  }

  /** Before something changes. */
  remember() {
    this.past.push(this.numbers.slice());
    if (this.past.length > UNDOS) this.past.shift();
  }

  /** Whether there was anything to take back. */
  undo() {
    if (!this.past.length) return false;
    this.numbers = this.past.pop();
    return true;
  }

  /** A stroke that changed nothing is none. */
  settle() {
    const before = this.past.at(-1);
    if (before && before.every((label, k) => label === this.numbers[k])) this.past.pop();
  }

  /** Label every pixel whose middle lies within `reach` of the line between two places. */
  line([x0, y0], [x1, y1], reach, label) {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const long = dx * dx + dy * dy;
    const rows = [Math.max(0, Math.floor(Math.min(y0, y1) - reach)), Math.min(this.height - 1, Math.ceil(Math.max(y0, y1) + reach))];
    const columns = [Math.max(0, Math.floor(Math.min(x0, x1) - reach)), Math.min(this.width - 1, Math.ceil(Math.max(x0, x1) + reach))];
    for (let row = rows[0]; row <= rows[1]; row++)
      for (let column = columns[0]; column <= columns[1]; column++) {
        const [x, y] = [column + 0.5 - x0, row + 0.5 - y0];
        const along = long ? Math.min(1, Math.max(0, (x * dx + y * dy) / long)) : 0;
        if ((x - along * dx) ** 2 + (y - along * dy) ** 2 <= reach * reach) this.numbers[row * this.width + column] = label;
      }
  }

  /** The pixels between two places, both included: [left, top, right, bottom], the last two just outside. */
  box([x0, y0], [x1, y1]) {
    const [a, b] = [x0, x1].map((x) => within(Math.floor(x), 0, this.width - 1));
    const [c, d] = [y0, y1].map((y) => within(Math.floor(y), 0, this.height - 1));
    return [Math.min(a, b), Math.min(c, d), Math.max(a, b) + 1, Math.max(c, d) + 1];
  }

  rectangle(from, to, label) {
    const [left, top, right, bottom] = this.box(from, to);
    for (let row = top; row < bottom; row++) this.numbers.fill(label, row * this.width + left, row * this.width + right);
  }

  /** A ready pattern around a place: parts in shares of its size, each with its label. */
  stamp([x, y], [wide, high], parts) {
    for (const [left, top, right, bottom, label] of parts) {
      const [first, last] = [left, right].map((share) => within(Math.round(x + (share - 0.5) * wide), 0, this.width));
      const [upper, lower] = [top, bottom].map((share) => within(Math.round(y + (share - 0.5) * high), 0, this.height));
      for (let row = upper; row < lower; row++) this.numbers.fill(label, row * this.width + first, row * this.width + last);
    }
  }

  /** The connected region around a place, pixel by pixel. */
  flood([x, y], label) {
    const [left, top] = this.box([x, y], [x, y]);
    const old = this.numbers[top * this.width + left];
    if (old === label) return;
    const waiting = [top * this.width + left];
    while (waiting.length) {
      const at = waiting.pop();
      if (this.numbers[at] !== old) continue;
      this.numbers[at] = label;
      const column = at % this.width;
      if (column > 0) waiting.push(at - 1);
      if (column < this.width - 1) waiting.push(at + 1);
      if (at >= this.width) waiting.push(at - this.width);
      if (at < this.numbers.length - this.width) waiting.push(at + this.width);
    }
  }

  /** As check_of in mask.py reckons it. */
  check() {
    return this.numbers.reduce((sum, label, k) => (sum + (k + 1) * label) % 2 ** 32, 0);
  }
}

/** The labels in a grey PNG, as the browser gets and sends them. */
async function readLabels(png, width, height) {
  const pixels = await levelsOf(png);
  return Uint8Array.from({ length: width * height }, (_, k) => pixels[4 * k]);
}

/** Whether Python says anything but what it has heard from here: a hand draws on before its last stroke is answered. */
function isNews(reported, check, before) {
  const heard = reported.indexOf(check);
  if (heard >= 0) reported.splice(0, heard + 1);
  return heard < 0 && check !== before?.check;
}

function writeLabels({ width, height, numbers }) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const brush = canvas.getContext("2d");
  const pixels = brush.createImageData(width, height);
  numbers.forEach((label, k) => pixels.data.set([label, label, label, 255], 4 * k));
  brush.putImageData(pixels, 0, 0);
  return canvas.toDataURL("image/png").split(",")[1];
}
