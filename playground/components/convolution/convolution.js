// Two grids: each cell of the small one belongs to a patch of the large one. A click, or time, moves from cell to cell.

const PACE = 450;

const MODES = { strided: N_("Strided: it shrinks"), transposed: N_("Transposed: it grows") };

class Convolution {
  constructor(host) {
    this.host = host;
    this.mode = "transposed";
    this.kernel = 4;
    this.stride = 2;
    this.at = [1, 1];
    host.classList.add("convolution");
    const pick = segmented(N_("Kind of convolution"), MODES, this.mode, (mode) => this.set({ mode }));
    const slide = (label, name, least, most) => {
      const said = el("b", {}, String(this[name]));
      const input = () => {
        said.textContent = slider.value;
        setRange(slider);
        this.set({ [name]: Number(slider.value) });
      };
      const slider = el("input", { type: "range", min: least, max: most, value: this[name], "aria-label": label, input });
      setRange(slider);
      return el("label", {}, label, " ", said, slider);
    };
    this.play = el("button", { type: "button", class: "button", click: () => this.toggle() }, N_("Play"));
    this.grids = [el("div", { class: "grid" }), el("div", { class: "grid" })];
    const side = (title, k) => el("figure", {}, el("figcaption", {}, title), this.grids[k]);
    this.said = el("p", { class: "said", "aria-live": "polite" });
    host.append(
      el("div", { class: "row" }, pick, this.play),
      el("div", { class: "row" }, slide(N_("Kernel"), "kernel", 1, 5), slide(N_("Stride"), "stride", 1, 3)),
      el("div", { class: "pair" }, side(N_("Input"), 0), side(N_("Output"), 1)),
      this.said,
    );
  }

  set(change) {
    Object.assign(this, change);
    this.draw();
  }

  /** The grid whose cells are clicked: the one with fewer. */
  get small() {
    const [before, after] = sidesOf(this.mode, this.kernel, this.stride);
    return this.mode === "strided" ? after : before;
  }

  toggle() {
    if (this.beat) return this.rest();
    say(this.play, "textContent", N_("Pause"));
    this.beat = setInterval(() => {
      if (!this.host.isConnected) return this.rest();
      const next = (this.at[1] * this.small + this.at[0] + 1) % this.small ** 2;
      this.set({ at: [next % this.small, Math.floor(next / this.small)] });
    }, PACE);
  }

  rest() {
    clearInterval(this.beat);
    this.beat = null;
    say(this.play, "textContent", N_("Play"));
  }

  update(data, theme) {
    this.colour = theme.palette[0];
    this.draw();
  }

  draw() {
    const { mode, kernel, stride, small } = this;
    this.at = this.at.map((value) => Math.min(value, small - 1));
    const counts = touched(mode, kernel, stride);
    const most = Math.max(...counts.flat());
    const [left, top, wide] = patchOf(this.at, kernel, stride);
    const inside = (x, y) => x >= left && x < left + wide && y >= top && y < top + wide;
    const [few, many] = mode === "strided" ? [this.grids[1], this.grids[0]] : this.grids;
    this.lay(few, small, (x, y) => {
      const mine = x === this.at[0] && y === this.at[1];
      const click = () => this.set({ at: [x, y] });
      return el("button", { type: "button", class: mine ? "cell on" : "cell", "aria-pressed": String(mine), "aria-label": _("Column {column}, row {row}", { column: x + 1, row: y + 1 }), click });
    });
    this.lay(many, counts.length, (x, y) => {
      const cell = el("i", { class: inside(x, y) ? "cell on" : "cell" }, counts[y][x] ? String(counts[y][x]) : "");
      cell.style.background = faded(this.colour, (0.65 * counts[y][x]) / most);
      return cell;
    });
    this.say();
  }

  lay(grid, side, make) {
    const focused = [...grid.children].indexOf(grid.querySelector(":focus"));
    grid.style.setProperty("--side", side);
    grid.replaceChildren(...Array.from({ length: side * side }, (none, k) => make(k % side, Math.floor(k / side))));
    grid.children[focused]?.focus({ preventScroll: true });
  }

  say() {
    const { mode, kernel, stride } = this;
    const [before, after] = sidesOf(mode, kernel, stride);
    const even = kernel % stride === 0;
    const values = { before, after, kernel, stride, zeros: stride - 1 };
    const said = [_("{before} × {before} becomes {after} × {after}.", values)];
    if (mode === "strided") {
      said.push(_("Each output cell is one sum over the {kernel} × {kernel} input cells that are framed; the next one stands {stride} further.", values));
    } else {
      said.push(_("Each input cell paints a patch of {kernel} × {kernel}, {stride} further than its neighbour, and what overlaps is added up.", values));
      if (stride === 2) said.push(_("An ordinary convolution over the input with a zero between its cells does the same: it steps by a fraction."));
      else if (stride > 2) said.push(_("An ordinary convolution over the input with {zeros} zeros between its cells does the same: it steps by a fraction.", values));
    }
    said.push(
      even
        ? _("The numbers say how often a cell counts: {stride} divides {kernel}, so all in the middle count alike.", values)
        : _("The numbers say how often a cell counts: {stride} does not divide {kernel}, so they differ from cell to cell. In a picture that is a checkerboard.", values),
    );
    this.said.textContent = said.join(" ");
  }

  remove() {
    this.rest();
  }
}

export default (component) => mount(component, (host) => new Convolution(host));
