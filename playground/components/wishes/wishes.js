// Wishes: a grid with a column for each wish and a row for each noise, and one picture large, whose wish can be mixed.

const SLICE = 8; // milliseconds of each screen frame that the grid may take
const REST = 150; // milliseconds that the hand rests before strip and grid go on
const STEPS = 7; // pictures of the strip
const NARROWEST = 39; // CSS pixels of a column; more columns than fit go into bands
const WIDEST = 84;
const LARGE = 232; // of the one large picture

class Wishes {
  constructor(host) {
    this.host = host;
    this.frames = 0;
    this.ms = 0;
    this.queue = [];
    this.resume = 0;
    this.wake = onceAFrame(host, () => this.tick());
    this.watch = new ResizeObserver(() => this.data && this.layOut());
    this.watch.observe(host);
  }

  remove() {
    this.watch.disconnect();
    this.wake.stop();
    clearTimeout(this.resting);
  }

  update(data, theme) {
    const form = JSON.stringify([data.names, data.one, data.rows, data.title]);
    const fresh = form !== this.form;
    this.data = data;
    this.theme = theme;
    this.noise = decodeNumbers(data.noise);
    if (fresh) {
      this.form = form;
      this.columns = columnsOf(data);
      this.row = 0;
      this.asked = Float32Array.from(this.columns[data.one ? 0 : 1].asked);
      this.from = 0;
      this.to = Math.min(1, data.names.length - 1);
      this.moved = 0;
      this.build();
    }
    this.painted = this.stripFor = this.gridFor = null;
    this.follow();
    expose(data.name, {
      wishes: this,
      get frames() {
        return this.wishes.frames;
      },
      get ms() {
        return this.wishes.ms;
      },
      get asked() {
        return Array.from(this.wishes.asked);
      },
      get row() {
        return this.wishes.row;
      },
      pending: () => this.queue.length + Number(this.wake.asked()),
    });
  }

  build() {
    const { data } = this;
    this.large = el("canvas", { class: "picture", role: "img" });
    this.words = el("p", { class: "words", role: "status" });
    this.waiting = el("div", { class: "waiting", role: "status" }, N_("The generator is on its way …"));
    this.strip = el("div", { class: "strip", role: "group" });
    this.cells = Array.from({ length: STEPS }, (none, k) => {
      const canvas = el("canvas", { "aria-hidden": "true" });
      const button = el("button", { type: "button", class: "cell", click: () => this.mix(k / (STEPS - 1)) }, canvas);
      this.strip.append(button);
      return { share: k / (STEPS - 1), canvas, button };
    });
    const save = el("button", { type: "button", class: "button", click: () => savePicture(this.large, "asked.png") }, icon("save"), N_("Save picture"));
    const stage = el(
      "div",
      { class: "stage" },
      this.waiting,
      el("div", { class: "frame" }, this.large),
      this.words,
      data.one ? this.buildPair() : this.buildMarks(),
      (this.stripName = el("div", { class: "strip-name" })),
      this.strip,
      el("div", {}, save),
    );
    this.grid = el("div", { class: "bands" });
    this.host.replaceChildren(
      el("section", { class: "card wishes" }, stage, el("div", { class: "field" }, el("header", {}, el("h2", {}, data.title)), this.grid)),
    );
    this.across = 0;
    this.layOut();
  }

  /** Of classes: two of them, and how much of each. */
  buildPair() {
    const choose = (which, words) => {
      const select = el("select", { "aria-label": words, change: (event) => this.choose(which, Number(event.target.value)) });
      this.data.names.forEach((name, k) => select.append(el("option", { value: k }, name)));
      return select;
    };
    this.selects = { from: choose("from", N_("Mix from")), to: choose("to", N_("to")) };
    this.slider = el("input", { type: "range", min: 0, max: 1, step: 0.01, "aria-label": N_("Mix two wishes"), input: (event) => this.mix(Number(event.target.value)) });
    return el("div", { class: "pair" }, this.selects.from, this.slider, this.selects.to);
  }

  /** Of marks: a switch and a slider for each. */
  buildMarks() {
    this.marks = this.data.names.map((name, k) => {
      const press = () => this.set(k, this.asked[k] > 0.5 ? 0 : 1);
      const chip = el("button", { type: "button", class: "chip", click: press }, name);
      const slider = el("input", { type: "range", min: 0, max: 1, step: 0.05, "aria-label": name, input: (event) => this.set(k, Number(event.target.value)) });
      const number = el("output");
      return { chip, slider, number, row: el("div", { class: "mark" }, chip, slider, number) };
    });
    return el("div", { class: "marks" }, ...this.marks.map(({ row }) => row));
  }

  /** As many columns side by side as fit; the others follow below. */
  layOut() {
    const width = this.grid.clientWidth;
    if (!width) return;
    const most = Math.max(2, Math.floor(width / NARROWEST));
    const bands = Math.ceil(this.columns.length / most);
    const across = Math.ceil(this.columns.length / bands);
    const side = Math.min(WIDEST, Math.floor(width / across) - 4);
    this.grid.style.setProperty("--side", `${side}px`);
    enlargeTo(this.large, Math.min(LARGE, this.large.parentElement.clientWidth || LARGE), [1, this.large.height, this.large.width]);
    if (across === this.across) return;
    this.across = across;
    this.tiles = [];
    const groups = Array.from({ length: bands }, (none, band) => {
      const columns = this.columns.slice(band * across, (band + 1) * across);
      const heads = columns.map(({ title }) => el("span", { class: "head", title }, title));
      const cells = [];
      for (let row = 0; row < this.data.rows; row++) {
        columns.forEach(({ title }, k) => {
          const canvas = el("canvas", { "aria-hidden": "true", width: 1, height: 1 });
          const column = band * across + k;
          const button = el("button", { type: "button", class: "tile", "aria-label": _("{title}, noise {number}", { title, number: row + 1 }), click: () => this.pick(row, column) }, canvas);
          this.tiles.push({ row, column, canvas, button });
          cells.push(button);
        });
      }
      const group = el("div", { class: "band" }, ...heads, ...cells);
      group.style.gridTemplateColumns = `repeat(${columns.length}, var(--side))`;
      return group;
    });
    this.grid.replaceChildren(...groups);
    this.gridFor = null;
    this.follow();
  }

  pick(row, column) {
    this.row = row;
    this.asked.set(this.columns[column].asked);
    if (this.data.one) {
      this.from = column;
      if (this.to === column) this.to = (column + 1) % this.data.names.length;
    }
    this.follow();
  }

  choose(which, value) {
    const share = this.share;
    this[which] = value;
    this.mix(share);
  }

  /** How far the wish is from `from` to `to`. */
  get share() {
    return this.from === this.to ? 0 : this.asked[this.to];
  }

  /** Of classes: so much of the second wish. Of marks: so much of the one that was moved last. */
  mix(share) {
    if (this.data.one) {
      this.asked.fill(0);
      this.asked[this.from] += 1 - share;
      this.asked[this.to] += share;
    } else this.asked[this.moved] = share;
    this.follow();
  }

  set(mark, amount) {
    this.moved = mark;
    this.asked[mark] = amount;
    this.follow();
  }

  /** Controls, words and rings stand where the wish is. */
  follow() {
    const { names, one } = this.data;
    const parts = names.map((name, k) => [name, this.asked[k]]).filter(([, amount]) => amount > 0.004);
    const said = parts.map(([name, amount]) => (amount > 0.996 ? name : `${name} ${Math.round(100 * amount)} %`)).join(one ? " + " : ", ");
    this.words.replaceChildren(...rich(_("Asked for **{wish}**, noise {number}", { wish: said || _("nothing"), number: this.row + 1 })));
    this.large.setAttribute("aria-label", _("The generator's picture: {words}", { words: this.words.textContent }));
    if (one) {
      this.selects.from.value = this.from;
      this.selects.to.value = this.to;
      setRange(this.slider, this.share);
      this.stripName.replaceChildren(...rich(_("From **{from}** to **{to}**", { from: names[this.from], to: names[this.to] })));
    } else {
      this.marks.forEach(({ chip, slider, number }, k) => {
        chip.setAttribute("aria-pressed", this.asked[k] > 0.5);
        setRange(slider, this.asked[k]);
        number.textContent = this.asked[k].toFixed(2);
      });
      this.stripName.replaceChildren(...rich(_("**{name}**, from without to with", { name: names[this.moved] })));
    }
    const share = one ? this.share : this.asked[this.moved];
    this.cells.forEach((cell) => {
      cell.button.setAttribute("aria-label", `${this.stripName.textContent}: ${Math.round(100 * cell.share)} %`);
      cell.button.setAttribute("aria-current", Math.abs(cell.share - share) < 0.5 / (STEPS - 1));
    });
    for (const { row, column, button } of this.tiles ?? []) {
      const same = row === this.row && this.columns[column].asked.every((value, k) => Math.abs(value - this.asked[k]) < 0.004);
      button.setAttribute("aria-pressed", same);
    }
    this.wake();
  }

  input(row, asked) {
    const d = this.noise.length / this.data.rows;
    const input = new Float32Array(d + asked.length);
    input.set(this.noise.subarray(row * d, (row + 1) * d));
    input.set(asked, d);
    return input;
  }

  /** One frame of the screen: the large picture if it is new, otherwise time for the strip and the grid. */
  tick() {
    const net = netOf(this.data.weights, this.wake);
    const fits = net?.input[0] === this.noise.length / this.data.rows + this.data.names.length;
    this.waiting.hidden = fits;
    if (!fits) return;
    const place = JSON.stringify([this.data.weights, this.data.noise, this.row, Array.from(this.asked)]);
    if (place !== this.painted) {
      const start = performance.now();
      this.painted = place;
      paint(this.large, net.run(this.input(this.row, this.asked)), net.output);
      enlargeTo(this.large, Math.min(LARGE, this.large.parentElement.clientWidth), net.output);
      this.frames += 1;
      this.ms = performance.now() - start;
      this.ask();
    } else if (this.queue.length && performance.now() >= this.resume) this.work(net);
  }

  /** The strip and, where the noise is new, the grid are painted when the hand rests. */
  ask() {
    const others = Array.from(this.asked, (value, k) => (this.data.one || k === this.moved ? 0 : value));
    const strip = JSON.stringify([this.data.weights, this.data.noise, this.row, this.from, this.to, this.moved, others]);
    const grid = JSON.stringify([this.data.weights, this.data.noise]);
    if (strip !== this.stripFor) {
      this.queue = [...this.cells.map((cell) => ({ canvas: cell.canvas, row: this.row, asked: this.mixed(cell.share) })), ...this.queue.filter(({ tile }) => tile)];
      this.stripFor = strip;
    }
    if (grid !== this.gridFor) {
      const tiles = this.tiles.map(({ canvas, row, column }) => ({ canvas, row, asked: this.columns[column].asked, tile: true }));
      this.queue = [...this.queue.filter(({ tile }) => !tile), ...tiles];
      this.gridFor = grid;
      this.resume = 0;
    } else this.resume = performance.now() + REST;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.wake(), this.resume ? REST : 0);
  }

  mixed(share) {
    const asked = Float32Array.from(this.asked);
    if (this.data.one) {
      asked.fill(0);
      asked[this.from] += 1 - share;
      asked[this.to] += share;
    } else asked[this.moved] = share;
    return asked;
  }

  work(net) {
    const start = performance.now();
    while (this.queue.length && performance.now() - start < SLICE) {
      const { canvas, row, asked } = this.queue.shift();
      paint(canvas, net.run(this.input(row, asked)), net.output);
    }
    if (this.queue.length) this.wake();
  }
}

/** What the columns ask for: each class, or nothing and then each mark alone. */
function columnsOf({ names, one }) {
  const alone = names.map((title, k) => ({ title, asked: Float32Array.from(names, (none, j) => (j === k ? 1 : 0)) }));
  return one ? alone : [{ title: _("nothing"), asked: new Float32Array(names.length) }, ...alone];
}

export default (component) => mount(component, (host) => new Wishes(host));
