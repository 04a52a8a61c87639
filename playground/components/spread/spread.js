// All faces along a concept vector: a histogram with a threshold to drag, faces on its axis, and the plane of several vectors.

const TALL = 190; // CSS pixels of the bars
const FACE = 46;
const BINS = 48;

class Spread {
  constructor(host) {
    this.host = host;
    this.way = 0;
    this.wake = onceAFrame(host, () => this.draw());
    this.watch = new ResizeObserver(() => this.wake());
  }

  remove() {
    this.wake.stop();
    this.watch.disconnect();
  }

  update(data, theme) {
    const fresh = JSON.stringify(this.data) !== JSON.stringify(data);
    this.data = data;
    this.theme = theme;
    ["having", "lacking"].forEach((side, k) => this.host.style.setProperty(`--${side}`, theme.palette[k]));
    if (fresh) this.build();
    this.wake();
    expose(data.name, { spread: this, pending: () => Number(this.wake.asked()) });
  }

  build() {
    const { data } = this;
    this.way = Math.min(this.way, data.ways.length - 1);
    this.codes = decodeNumbers(data.codes);
    this.steps = data.ways.map(({ steps }) => decodeNumbers(steps));
    this.points = decodeNumbers(data.points);
    this.faces = new Map();
    this.bars = el("canvas", { class: "bars", role: "img" });
    this.slider = el("input", { type: "range", step: 0.01, "aria-label": N_("Threshold"), input: () => this.move(Number(this.slider.value)) });
    this.said = el("output", { class: "said", "aria-live": "polite" });
    this.plane = el("canvas", { class: "plane", role: "img" });
    const titles = Object.fromEntries(data.ways.map(({ title }, k) => [k, title]));
    const choice = segmented(N_("Along which vector"), titles, String(this.way), (value) => this.choose(Number(value)));
    const legend = data.has ? el("p", { class: "legend" }, el("span", { class: "with" }, _("with {concept}", data)), el("span", { class: "without" }, _("without {concept}", data))) : null;
    const left = el("div", { class: "along" }, choice, legend, this.bars, data.has ? el("label", { class: "threshold" }, el("span", {}, N_("Threshold")), this.slider) : null, data.has ? this.said : null);
    const right = el("figure", { class: "across" }, this.plane, el("figcaption", {}, N_("Each dot is a face. To the right: the difference of means. Upwards: what the other ways add to it.")));
    this.host.replaceChildren(el("section", { class: "card spread" }, left, right));
    draggable(this.bars, { start: (event) => this.drag(event), move: (event) => this.drag(event), end: () => null });
    this.watch.disconnect();
    this.watch.observe(this.bars);
    this.watch.observe(this.plane);
    this.choose(this.way);
  }

  choose(way) {
    this.way = way;
    const [low, high] = this.data.ways[way].ends;
    Object.assign(this.slider, { min: low, max: high });
    this.move(this.data.has ? this.best() : 0);
  }

  drag(event) {
    const [x] = placeOn(this.bars, event);
    const [low, high] = this.data.ways[this.way].ends;
    if (this.data.has) this.move(low + x * (high - low));
  }

  move(threshold) {
    const [low, high] = this.data.ways[this.way].ends;
    this.threshold = within(threshold, low, high);
    setRange(this.slider, this.threshold);
    if (this.data.has) this.say();
    this.wake();
  }

  /** Of those with and of those without, how many lie on their side of the threshold. */
  counted(threshold) {
    const found = { with: 0, without: 0, hits: 0, refused: 0 };
    this.steps[this.way].forEach((step, face) => {
      const has = this.data.has[face] === "1";
      found[has ? "with" : "without"] += 1;
      if (has && step >= threshold) found.hits += 1;
      if (!has && step < threshold) found.refused += 1;
    });
    found.right = (found.hits + found.refused) / this.steps[this.way].length;
    return found;
  }

  /** Where most faces lie on their own side. */
  best() {
    const [low, high] = this.data.ways[this.way].ends;
    const tried = Array.from({ length: 61 }, (none, k) => low + (k / 60) * (high - low));
    return tried.reduce((best, one) => (this.counted(one).right > this.counted(best).right ? one : best));
  }

  say() {
    const found = this.counted(this.threshold);
    const values = { ...found, concept: this.data.concept, right: Math.round(100 * found.right), at: this.threshold.toFixed(2) };
    const words = _("Right of the line counts as {concept}: right for {right} % of the faces. It finds {hits} of {with} with, and leaves alone {refused} of {without} without.", values);
    this.said.textContent = words;
    this.slider.setAttribute("aria-valuetext", _("{at} steps, right for {right} %", values));
  }

  draw() {
    this.drawBars();
    this.drawPlane();
  }

  drawBars() {
    const { data, theme } = this;
    const wide = this.bars.clientWidth;
    if (!wide) return;
    const brush = sharp(this.bars, wide, TALL + FACE + 22);
    const { ends, shown } = data.ways[this.way];
    const [low, high] = ends;
    const at = (step) => ((step - low) / (high - low)) * wide;
    const sides = data.has ? ["1", "0"] : [null];
    const bins = sides.map(() => new Array(BINS).fill(0));
    this.steps[this.way].forEach((step, face) => {
      const bin = within(Math.floor(((step - low) / (high - low)) * BINS), 0, BINS - 1);
      bins[data.has ? sides.indexOf(data.has[face]) : 0][bin] += 1;
    });
    const most = Math.max(...bins.flat());
    bins.forEach((side, k) => {
      brush.fillStyle = faded(theme.palette[k], 0.62);
      side.forEach((count, bin) => brush.fillRect((bin * wide) / BINS + 0.5, TALL - (count / most) * (TALL - 8), wide / BINS - 1, (count / most) * (TALL - 8)));
    });
    brush.fillStyle = theme.text;
    brush.fillRect(0, TALL, wide, 1);
    brush.font = `13px ${theme.font}`;
    brush.textAlign = "center";
    for (let step = Math.ceil(low + 0.2); step < high - 0.2; step++) brush.fillText(step ? `${step > 0 ? "+" : "−"}${Math.abs(step)}` : "0", at(step), TALL + FACE + 19);
    const net = netOf(data.weights, this.wake);
    for (const place of shown) this.stand(brush, net, place, within(at(this.steps[this.way][place]) - FACE / 2, 0, wide - FACE));
    if (!data.has) return;
    brush.fillStyle = theme.text;
    brush.fillRect(at(this.threshold) - 1.5, 0, 3, TALL);
    this.bars.setAttribute("aria-label", _("Held-out faces along the vector, {title}: with and without {concept}", { title: data.ways[this.way].title, concept: data.concept }));
  }

  /** A face where it lies on the axis, framed in the colour of its side. */
  stand(brush, net, place, x) {
    if (net && !this.faces.has(place)) {
      const picture = el("canvas");
      const d = net.input[0];
      const from = this.data.places.indexOf(place) * d;
      paint(picture, net.run(this.codes.subarray(from, from + d)), net.output);
      this.faces.set(place, picture);
    }
    const y = TALL + 4;
    const picture = this.faces.get(place);
    if (picture) brush.drawImage(picture, x, y, FACE, FACE - 2);
    if (!this.data.has) return;
    brush.strokeStyle = this.theme.palette[this.data.has[place] === "1" ? 0 : 1];
    brush.lineWidth = 3;
    brush.strokeRect(x + 1.5, y + 1.5, FACE - 3, FACE - 5);
  }

  drawPlane() {
    const { data, theme, points } = this;
    const wide = this.plane.clientWidth;
    if (!wide) return;
    const tall = Math.min(wide, 250);
    this.plane.style.height = `${tall}px`;
    const brush = sharp(this.plane, wide, tall);
    const reach = points.map(Math.abs).sort()[Math.floor(points.length * 0.985)];
    const scale = (Math.min(wide, tall) * 0.48) / reach;
    const to = (x, y) => [wide / 2 + x * scale, tall / 2 - y * scale];
    for (let face = 0; 2 * face < points.length; face++) {
      const [x, y] = to(points[2 * face], points[2 * face + 1]);
      brush.fillStyle = faded(theme.palette[data.has ? (data.has[face] === "1" ? 0 : 1) : 7], 0.5);
      brush.fillRect(x - 1.5, y - 1.5, 3, 3);
    }
    brush.font = `600 13px ${theme.font}`;
    data.lines.forEach(([x, y], k) => {
      const long = reach * 0.98;
      brush.strokeStyle = theme.text;
      brush.lineWidth = k === this.way ? 4 : 2;
      brush.setLineDash([[], [9, 5], [2, 4]][k % 3]);
      brush.beginPath();
      brush.moveTo(...to(-x * long, -y * long));
      brush.lineTo(...to(x * long, y * long));
      brush.stroke();
    });
    brush.setLineDash([]);
    this.plane.setAttribute("aria-label", _("The plane in which the ways part: {ways}, a line each. The chosen one is thick.", { ways: data.ways.map(({ title }) => title).join(", ") }));
  }
}

export default (component) => mount(component, (host) => new Spread(host));
