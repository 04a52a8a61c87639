// The matrix of side effects: faces before and after a step, and what a judge says that changed.

const SLICE = 8; // milliseconds of each screen frame that decoding may take
const STRONG = 55; // percent of colour in a cell that changes by 60 points or more: ink stays readable on it

class Matrix {
  constructor(host) {
    this.host = host;
    this.queue = [];
    this.wake = onceAFrame(host, () => this.decode());
  }

  remove() {
    this.wake.stop();
  }

  update(data, theme) {
    const same = this.data?.weights === data.weights && this.data?.codes.shorts === data.codes.shorts;
    const painted = same ? this.faces : null;
    this.data = data;
    this.theme = theme;
    this.codes = decodeNumbers(data.codes);
    this.build(painted);
    expose(data.name, { pending: () => this.queue.length });
  }

  /** Faces that are there already move into the new table as they are. */
  build(painted) {
    this.faces = painted ?? [];
    this.queue = painted ? this.queue : [];
    const heads = this.data.columns.map((title) => el("th", { scope: "col" }, el("span", {}, title)));
    const head = el("tr", {}, el("th", { scope: "col", class: "corner" }, N_("Vector")), el("th", { scope: "col" }, N_("Before")), el("th", { scope: "col" }, N_("After")), ...heads);
    const bodies = this.data.rows.map((row) => el("tbody", {}, ...row.lines.map((line, k) => this.line(row, line, k))));
    const table = el("table", {}, el("thead", {}, head), ...bodies);
    this.host.replaceChildren(el("div", { class: "matrix", role: "region", "aria-label": N_("Side effects"), tabindex: 0 }, table));
    this.wake();
  }

  line(row, line, k) {
    const several = row.lines.length > 1;
    const lead = k
      ? []
      : [el("th", { scope: "rowgroup", rowspan: row.lines.length }, row.title), el("td", { rowspan: row.lines.length }, this.face(row.before, _("{title}: before", row)))];
    const after = el("td", { class: "after" }, line.after === null ? "–" : this.face(line.after, _("{title}: after, {words}", { title: row.title, words: line.words })), several ? el("small", {}, line.words) : null);
    const cells = this.data.columns.map((column, at) => this.cell(row, line, column, line.cells?.[at]));
    return el("tr", { class: k ? "again" : "" }, ...lead, after, ...cells);
  }

  face(place, words) {
    const canvas = (this.faces[place] ??= el("canvas", { width: 1, height: 1 }));
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", words);
    if (canvas.width === 1 && !this.queue.includes(place)) this.queue.push(place);
    return canvas;
  }

  cell(row, line, column, cell) {
    if (!cell) return el("td", { class: "waits" }, line.after === null ? "–" : "…");
    const [change, error, note] = cell;
    const words = _("{title}, {words}: {column} {change} points, give or take {error}", { title: row.title, words: line.words, column, change: pointed(change), error }) + (note ? `. ${note}` : "");
    const node = el("td", { class: note ? "cell noted" : "cell", title: words }, pointed(change));
    node.style.setProperty("--strength", `${Math.min(STRONG, (Math.abs(change) / 60) * STRONG)}%`);
    node.style.setProperty("--hue", change > 0 ? "#e0702c" : "#2f7fd0");
    return node;
  }

  decode() {
    const net = netOf(this.data.weights, this.wake);
    if (!net) return;
    const d = net.input[0];
    const start = performance.now();
    while (this.queue.length && performance.now() - start < SLICE) {
      const place = this.queue.shift();
      paint(this.faces[place], net.run(this.codes.subarray(place * d, (place + 1) * d)), net.output);
    }
    if (this.queue.length) this.wake();
  }
}

const pointed = (change) => (change ? `${change > 0 ? "+" : "−"}${Math.abs(change)}` : "0");

export default (component) => mount(component, (host) => new Matrix(host));
