// Between two makings of many pictures: a slider for all of them at once, which wipes from one to the other.

const WAYS = { wipe: N_("Wipe"), beside: N_("Side by side"), heat: N_("What changes") };

class Between {
  constructor(host) {
    this.host = host;
    this.tiles = [];
    this.sheets = {};
    this.wake = onceAFrame(host, () => this.show());
    this.slider = el("input", { type: "range", min: 0, max: 1, step: 0.02, input: () => this.move(Number(this.slider.value)) });
    this.ends = [el("span", {}), el("span", {})];
    this.turns = el("div", { class: "ways" });
    this.hand = el("label", { class: "share" }, this.ends[0], this.slider, this.ends[1]);
    this.bar = el("div", { class: "bar" }, this.turns, this.hand);
    this.grid = el("div", { class: "tiles" });
    host.replaceChildren(el("section", { class: "between" }, this.bar, this.grid));
  }

  remove() {
    this.wake.stop();
  }

  update(data) {
    const first = !this.data;
    this.data = data;
    if (first) this.share = data.share;
    if (String(this.offered) !== String(data.ways)) {
      this.offered = data.ways;
      this.way = data.ways[0];
      const choices = Object.fromEntries(data.ways.map((way) => [way, WAYS[way]]));
      this.turns.replaceChildren(...(data.ways.length > 1 ? [segmented(_("How to compare"), choices, this.way, (way) => this.turn(way))] : []));
    }
    this.ends.forEach((end, k) => (end.textContent = data.names[k]));
    this.slider.setAttribute("aria-label", data.label || data.names.join(", "));
    this.host.querySelector(".between").style.setProperty("--across", data.across);
    while (this.tiles.length > data.alts.length) this.tiles.pop().node.remove();
    while (this.tiles.length < data.alts.length) this.add();
    this.tiles.forEach((tile, k) => this.name(tile, data.alts[k], data.notes[k]));
    for (const name of ["low", "high", "heat"]) this.load(name, data[name]);
    this.move(this.share);
  }

  turn(way) {
    this.way = way;
    this.wake();
  }

  add() {
    const canvases = { low: el("canvas"), high: el("canvas"), heat: el("canvas") };
    const panes = el("div", { class: "panes", role: "img" }, ...Object.values(canvases), el("i", { class: "line" }));
    const note = el("div", { class: "note" });
    const node = el("figure", {}, panes, note);
    draggable(panes, { start: (event) => this.drag(panes, event), move: (event) => this.drag(panes, event), end: () => {} });
    this.grid.append(node);
    this.tiles.push({ node, panes, note, canvases });
  }

  drag(panes, event) {
    if (this.way !== "wipe") return false;
    this.move(within(placeOn(panes, event)[0]));
    return true;
  }

  name({ panes, note }, alt, said) {
    panes.setAttribute("aria-label", alt);
    note.hidden = !said;
    if (!said) return;
    const bar = said.bar === null ? null : el("span", { class: "much" }, el("i", { style: `width: ${100 * said.bar}%` }));
    note.replaceChildren(el("b", {}, said.title), ...[bar].filter(Boolean), el("span", { class: "quiet" }, said.text));
  }

  /** A sheet of pictures into the canvases of its name, once it is there. A newer one may have overtaken it. */
  async load(name, sheet) {
    if (this.sheets[name] === sheet?.url) return;
    this.sheets[name] = sheet?.url;
    if (!sheet) return;
    const image = new Image();
    image.src = sheet.url;
    await image.decode().catch(() => {});
    if (this.sheets[name] !== sheet.url) return;
    const [height, width] = sheet.side;
    this.tiles.forEach(({ canvases }, k) => {
      const canvas = canvases[name];
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      const [column, row] = [k % sheet.columns, Math.floor(k / sheet.columns)];
      canvas.getContext("2d").drawImage(image, column * width, row * height, width, height, 0, 0, width, height);
    });
    this.host.dataset.drawn = Number(this.host.dataset.drawn ?? 0) + 1;
  }

  move(share) {
    this.share = share;
    setRange(this.slider, share);
    this.wake();
  }

  show() {
    const { way, share } = this;
    Object.assign(this.host.dataset, { way, share: share.toFixed(2) });
    this.grid.dataset.way = way;
    this.hand.hidden = way !== "wipe";
    const percent = Math.round(100 * share);
    this.slider.setAttribute("aria-valuetext", `${this.data.names[0]}: ${percent} %, ${this.data.names[1]}: ${100 - percent} %`);
    for (const { panes } of this.tiles) panes.style.setProperty("--share", share);
  }
}

export default (component) => mount(component, (host) => new Between(host));
