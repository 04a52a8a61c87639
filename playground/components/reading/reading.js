// Inside a machine while it reads: what one unit says of each letter, and at which letters one head looked.

class Reading {
  constructor(host) {
    this.host = host;
  }

  remove() {
    this.seen?.disconnect();
  }

  update(data, theme) {
    this.theme = theme;
    const form = JSON.stringify([data.of, data.passage, data.found.map(({ words }) => words), data.language]);
    if (form !== this.form) {
      const same = this.data?.of === data.of;
      this.form = form;
      this.data = data;
      this.alphabet = Array.from(data.model.letters);
      this.numbers = numbered(data.passage, this.alphabet);
      this.machine = openMachine(data.model, this.numbers.length);
      this.numbers.forEach((letter, at) => this.machine.read(at, letter));
      this.looks = Boolean(this.machine.layers);
      if (!same) Object.assign(this, { mode: "unit", unit: data.found[0]?.unit ?? 0, layer: 0, head: 0, at: Math.min(150, this.numbers.length - 1) });
      this.build();
    }
    this.draw();
    expose(data.name, { reading: this });
  }

  build() {
    const { found, units } = this.data;
    this.page = el("div", { class: "page", tabindex: 0, role: "group", "aria-label": N_("The text that it reads. Arrow keys choose a letter."), keydown: (event) => this.onKey(event) });
    for (const event of ["pointermove", "click"]) this.page.addEventListener(event, ({ target }) => target.dataset.at && this.choose(Number(target.dataset.at)));
    Array.from(this.data.passage).forEach((sign, at) => this.page.append(el("span", { "data-at": at }, sign === "\n" ? "↵\n" : sign)));
    this.arcs = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.arcs.setAttribute("class", "arcs");
    this.arcs.setAttribute("aria-hidden", "true");
    this.note = el("p", { class: "note", role: "status" });
    const modes = this.looks ? segmented(_("What to look at"), { unit: _("Units"), head: _("Attention") }, this.mode, (mode) => this.turn({ mode })) : null;
    this.known = found.map(({ words, unit }) => el("button", { type: "button", class: "button", "data-unit": unit, click: () => this.turn({ unit }) }, words));
    this.number = el("input", { type: "number", min: 0, max: units - 1, step: 1, "aria-label": N_("Unit"), input: () => this.turn({ unit: Math.round(within(Number(this.number.value) || 0, 0, units - 1)) }) });
    this.units = el("div", { class: "row" }, ...this.known, el("label", {}, el("span", {}, N_("Unit")), " ", this.number));
    this.heads = el("div", { class: "row" });
    if (this.looks)
      this.machine.layers.forEach((layer, k) => {
        for (let head = 0; head < layer.heads; head++) this.heads.append(el("button", { type: "button", class: "button", "data-head": `${k}.${head}`, click: () => this.turn({ layer: k, head }) }, _("Layer {layer}, head {head}", { layer: k + 1, head: head + 1 })));
      });
    this.host.replaceChildren(el("section", { class: "card reading" }, el("div", { class: "row" }, modes), this.units, this.heads, el("div", { class: "paper" }, this.page, this.arcs), this.note));
    this.seen?.disconnect();
    this.seen = new ResizeObserver(() => this.draw());
    this.seen.observe(this.page);
  }

  turn(change) {
    Object.assign(this, change);
    this.draw();
  }

  choose(at) {
    this.at = within(at, 0, this.numbers.length - 1);
    this.draw();
  }

  onKey(event) {
    const way = arrowOf(event);
    if (!way) return;
    event.preventDefault();
    this.choose(this.at + (way[0] || 20 * way[1]));
  }

  draw() {
    const looking = this.mode === "head";
    this.units.hidden = looking;
    this.heads.hidden = !looking;
    for (const button of this.known) button.setAttribute("aria-pressed", Number(button.dataset.unit) === this.unit);
    for (const button of this.heads.children) button.setAttribute("aria-pressed", button.dataset.head === `${this.layer}.${this.head}`);
    if (Number(this.number.value) !== this.unit) this.number.value = this.unit;
    this.arcs.replaceChildren();
    if (looking) this.drawArcs();
    else this.drawUnit();
  }

  drawUnit() {
    const values = this.numbers.map((_letter, at) => this.machine.units(at)[this.unit]);
    const most = Math.max(...values.map(Math.abs), 1e-6);
    const [up, down] = this.theme.palette;
    values.forEach((value, at) => this.tint(at, value < 0 ? down : up, Math.abs(value) / most));
    const found = this.data.found.find(({ unit }) => unit === this.unit);
    this.note.textContent = found
      ? _("Unit {unit} follows {what}: correlation {agreement} over 4,000 held-out letters. Violet: it says much above 0, orange: below.", { unit: this.unit, what: found.words, agreement: found.agreement.toFixed(2) })
      : _("Unit {unit}. Violet: it says much above 0 after this letter, orange: below.", { unit: this.unit });
  }

  tint(at, colour, share) {
    const { style, classList } = this.page.children[at];
    style.background = `color-mix(in srgb, ${colour} ${Math.round(70 * share)}%, transparent)`;
    classList.toggle("chosen", this.mode === "head" && at === this.at);
  }

  drawArcs() {
    const shares = this.machine.layers[this.layer].looks[this.at][this.head];
    const most = Math.max(...shares);
    this.numbers.forEach((_letter, at) => this.tint(at, this.theme.primary, at <= this.at && this.at - at < shares.length ? shares[this.at - at] / most : 0));
    const paper = this.page.getBoundingClientRect();
    const place = (at) => {
      const box = this.page.children[at].getClientRects()[0];
      return box ? [box.left + box.width / 2 - paper.left, box.top - paper.top + 3] : null;
    };
    const end = place(this.at);
    if (!end) return;
    shares.forEach((share, back) => {
      const from = share > 0.03 && back && place(this.at - back);
      if (!from) return;
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      const high = 14 + 0.12 * Math.hypot(from[0] - end[0], from[1] - end[1]);
      path.setAttribute("d", `M${from[0]} ${from[1]} C${from[0]} ${from[1] - high} ${end[0]} ${end[1] - high} ${end[0]} ${end[1]}`);
      path.setAttribute("stroke-width", 1 + 4 * share);
      path.setAttribute("opacity", 0.25 + 0.75 * share);
      this.arcs.append(path);
    });
    const best = shares.indexOf(most);
    this.note.textContent = _("After {letter} this head looks most, with {share} % of its attention, {back} letters back, at {other}. Point at another letter.", { letter: visible(this.alphabet[this.numbers[this.at]]), share: Math.round(100 * most), back: best, other: visible(this.alphabet[this.numbers[this.at - best]]) });
  }
}

export default (component) => mount(component, (host) => new Reading(host));
