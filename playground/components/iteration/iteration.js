// One iteration in slow motion: its stages one after another, with the tensors of this very step, and the lines of the loop that act.

/** Seconds that a stage stays while it plays by itself. */
const STAY = 4;

class Iteration {
  constructor(host) {
    this.host = host;
    this.at = 0;
    this.playing = false;
    this.wake = onceAFrame(host, (now) => this.tick(now));
    this.stages = el("ol", { class: "stages" });
    this.back = el("button", { type: "button", class: "button small", click: () => this.jump(this.at - 1) }, N_("Back"));
    this.next = el("button", { type: "button", class: "button small primary", click: () => this.jump(this.at + 1) }, N_("Next"));
    this.toggle = el("button", { type: "button", class: "button icon-only", click: () => this.play(!this.playing) });
    this.words = el("p", { class: "words", "aria-live": "polite" });
    this.rows = el("div", { class: "rows" });
    this.code = el("div", { class: "code", tabindex: 0, role: "region", "aria-label": N_("The lines that act") });
    this.image = new Image();
    this.image.onload = () => this.show();
    host.classList.add("iteration");
    const tools = el("div", { class: "tools" }, this.toggle, this.back, this.next);
    host.append(el("div", { class: "top" }, tools, this.stages), this.words, el("div", { class: "beside" }, this.rows, this.code));
    host.addEventListener("keydown", (event) => this.press(event));
  }

  remove() {
    this.wake.stop();
  }

  update(data, theme) {
    const other = data.sheet.url !== this.data?.sheet.url;
    this.data = data;
    this.theme = theme;
    this.at = Math.min(this.at, data.stages.length - 1);
    this.stages.replaceChildren(...data.stages.map(({ title }, k) => el("li", {}, el("button", { type: "button", click: () => this.jump(k) }, el("b", {}, `${k + 1}`), title))));
    this.fillCode();
    if (other) this.image.src = data.sheet.url;
    this.play(this.playing);
    this.show();
    expose(data.name, { at: () => this.at, ready: () => this.image.complete && this.image.naturalWidth > 0 });
  }

  fillCode() {
    this.lines = this.data.code.map(({ file, first, source }) => {
      const lines = source.split("\n").map((line, k) => el("div", { class: "line" }, el("i", {}, `${first + k}`), el("code", {}, line || " ")));
      return { file, lines };
    });
    this.code.replaceChildren(...this.lines.flatMap(({ file, lines }) => [el("h2", {}, file), ...lines]));
  }

  jump(to) {
    this.play(false);
    this.at = within(to, 0, this.data.stages.length - 1);
    this.show();
  }

  play(on) {
    this.playing = on;
    this.last = null;
    this.toggle.replaceChildren(icon(on ? "pause" : "play"));
    for (const property of ["title", "aria-label"]) say(this.toggle, property, on ? N_("Pause") : N_("Play"));
    this.wake();
  }

  tick(now) {
    if (!this.playing) return;
    this.last ??= now;
    if (now - this.last > 1000 * STAY) {
      this.last = now;
      this.at = (this.at + 1) % this.data.stages.length;
      this.show();
    }
    this.wake();
  }

  press(event) {
    const arrow = arrowOf(event);
    if (!arrow?.[0] || event.target === this.code) return;
    this.jump(this.at + arrow[0]);
    event.preventDefault();
  }

  show() {
    const { data, at } = this;
    const stage = data?.stages[at];
    if (!stage) return;
    [...this.stages.children].forEach((item, k) => item.firstChild.setAttribute("aria-current", k === at ? "step" : "false"));
    disable(this.back, at === 0, this.next);
    disable(this.next, at === data.stages.length - 1, this.back);
    this.words.replaceChildren(...rich(stage.said));
    this.rows.replaceChildren(...stage.rows.map((row) => this.row(row)));
    this.light(stage.lit);
    this.host.dataset.stage = at;
  }

  row(row) {
    if (row.layers) return this.network(row);
    const shown = row.pictures ? row.pictures.map((picture) => this.picture(picture, row)) : row.bars.map((bar) => this.bar(bar));
    return el("section", {}, el("h2", {}, row.title), el("div", { class: row.pictures ? "shown" : "bars" }, ...shown));
  }

  /** Layer after layer; what the channels of one show, beneath. Whoever points at a layer, steps on it or taps it sees its channels. */
  network({ title, layers, wide }) {
    const shown = el("div", { class: "shown channels" });
    const look = (k) => {
      [...strip.children].forEach((button, other) => button.setAttribute("aria-pressed", String(other === k)));
      shown.replaceChildren(...layers[k].pictures.map((picture) => this.picture(picture, { wide })));
    };
    const buttons = layers.map(({ name }, k) => el("button", { type: "button", click: () => look(k), pointerenter: () => look(k), focus: () => look(k) }, name));
    const strip = el("div", { class: "layers", role: "group", "aria-label": title }, ...buttons);
    look(layers.length - 1);
    return el("section", {}, el("h2", {}, title), strip, shown);
  }

  picture({ place, words, share, title }, { wide }) {
    const [height, width] = this.data.sheet.side;
    const { columns } = this.data.sheet;
    const picture = el("canvas", { width, height, role: "img", "aria-label": title || words, title });
    const brush = picture.getContext("2d");
    if (this.image.naturalWidth) brush.drawImage(this.image, (place % columns) * width, Math.floor(place / columns) * height, width, height, 0, 0, width, height);
    const frame = el("figure", {}, picture, words ? el("figcaption", {}, words) : null);
    frame.style.width = `${wide}px`;
    if (share !== undefined) picture.style.borderColor = `color-mix(in srgb, #ee8b2e ${Math.round(100 * share)}%, #3d7ac4)`;
    else picture.style.borderColor = "transparent";
    return frame;
  }

  bar({ name, value, most }) {
    const bar = el("div", { class: "fill" }, el("i", {}));
    bar.style.setProperty("--share", `${(100 * value) / (most || 1)}%`);
    return el("div", { class: "bar" }, el("span", {}, name), bar, el("b", {}, `${(100 * value).toFixed(2)} %`));
  }

  /** lit: for each file, the lines that act in this stage. */
  light(lit) {
    let first = null;
    this.lines.forEach(({ lines }, k) => {
      lines.forEach((line, number) => {
        const on = (lit[k] ?? []).includes(number + this.data.code[k].first);
        line.classList.toggle("lit", on);
        if (on) first ??= line;
      });
    });
    if (first) this.code.scrollTop = first.offsetTop - this.code.offsetTop - this.code.clientHeight / 3;
  }
}

export default (component) => mount(component, (host) => new Iteration(host));
