// Before and after: two pictures, a line between them that the hand moves, and zoom that moves both in step.

Object.assign(ICONS, { sides: "M9 6l-6 6 6 6M15 6l6 6-6 6", nearer: "M12 5v14M5 12h14", farther: "M5 12h14" });

const WAYS = { wipe: N_("Wipe"), beside: N_("Side by side"), difference: N_("Difference") };

/** How near one comes, and by how much with each press. */
const NEAREST = 8;
const NEARER = 1.5;

class Wipe {
  constructor(host) {
    this.host = host;
    this.share = 0.5;
    this.scale = 1;
    this.corner = [0, 0];
    this.pointers = new Map();
    this.wake = onceAFrame(host, () => this.show());
    host.classList.add("wipe");
    this.images = [el("img", { draggable: "false" }), el("img", { draggable: "false" })];
    this.made = el("canvas", { role: "img", hidden: true });
    this.maker = new Maker(this.made, (milliseconds) => this.tell(milliseconds));
    this.heat = el("canvas", { role: "img" });
    this.names = [0, 1, 2].map(() => el("span", { class: "name" }));
    this.panes = ["before", "after", "heat"].map((name, k) => el("div", { class: `pane ${name}` }, this.images[k] ?? this.heat, this.names[k]));
    this.panes[1].prepend(this.made);
    this.line = el("div", { class: "line", role: "slider", tabindex: 0, "aria-label": N_("Line between the pictures"), "aria-valuemin": 0, "aria-valuemax": 100 }, icon("sides"));
    this.stage = el("div", { class: "stage", role: "group" }, this.panes[1], this.panes[0], this.panes[2], this.line);
    this.said = el("output", { "aria-live": "polite" });
    const zoom = el("div", { class: "zoom" }, iconButton("farther", N_("Farther"), () => this.zoom(1 / NEARER)), this.said, iconButton("nearer", N_("Nearer"), () => this.zoom(NEARER)));
    this.tools = el("div", { class: "tools" }, segmented(N_("How to compare"), WAYS, "wipe", (way) => this.turn(way)), zoom);
    this.took = el("output", { class: "note" });
    host.append(this.stage, this.tools, this.took);
    this.way = "wipe";
    this.listen();
  }

  turn(way) {
    this.way = way;
    // Side by side the first picture stands on the left; above one another it lies on top.
    this.stage.prepend(...(way === "beside" ? [this.panes[0], this.panes[1]] : [this.panes[1], this.panes[0]]));
    this.wake();
  }

  listen() {
    const { stage } = this;
    draggable(stage, { fingers: 2, start: (event) => this.down(event), move: (event) => this.drag(event), end: (event) => this.up(event) });
    stage.addEventListener("dblclick", (event) => this.zoom(this.scale > 1 ? 0 : 3, this.placeOf(event)));
    stage.addEventListener(
      "wheel",
      (event) => {
        // A wheel scrolls the page; with Ctrl, and so by a pinch on a touchpad, it comes nearer.
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.zoom(Math.exp(-within(event.deltaY, -50, 50) / 100), this.placeOf(event));
      },
      { passive: false },
    );
    this.line.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (isCommand(event)) return;
    const arrow = arrowOf(event);
    const nearer = { "+": NEARER, "=": NEARER, "-": 1 / NEARER, 0: 0 }[event.key];
    const end = { Home: 0, End: 1 }[event.key];
    if (!arrow && nearer === undefined && end === undefined) return;
    event.preventDefault();
    if (end !== undefined) this.share = end;
    else if (nearer !== undefined) this.zoom(nearer);
    else if (arrow[1]) this.pan(0, arrow[1] * 0.1);
    else this.share = within(this.share + arrow[0] * (event.shiftKey ? 0.1 : 0.02), 0, 1);
    this.wake();
  }

  /** Where a pointer is, in shares of the pane that it is on. */
  placeOf(event) {
    const pane = this.way === "beside" ? (event.target.closest(".pane") ?? this.panes[0]) : this.stage;
    return placeOn(pane, event);
  }

  down(event) {
    this.pointers.set(event.pointerId, this.placeOf(event));
    this.carries = this.way === "wipe" && (this.scale === 1 || Boolean(event.target.closest(".line")));
    if (!this.carries) return;
    this.line.focus({ preventScroll: true });
    if (this.pointers.size === 1) this.drag(event);
  }

  drag(event) {
    const before = this.pointers.get(event.pointerId);
    const now = this.placeOf(event);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (other) {
      this.zoom(distance(now, other) / Math.max(0.02, distance(before, other)), middle(now, other));
      this.pan((before[0] - now[0]) / 2, (before[1] - now[1]) / 2);
    } else if (this.carries) this.share = within(now[0], 0, 1);
    else this.pan(before[0] - now[0], before[1] - now[1]);
    this.wake();
  }

  up(event) {
    this.pointers.delete(event.pointerId);
  }

  /** Come nearer by a factor, around a place that stays where it is; 0 goes back to the whole. */
  zoom(factor, [x, y] = [0.5, 0.5]) {
    const scale = factor ? within(this.scale * factor, 1, NEAREST) : 1;
    const point = [this.corner[0] + x / this.scale, this.corner[1] + y / this.scale];
    this.scale = scale;
    this.corner = [point[0] - x / scale, point[1] - y / scale];
    this.pan(0, 0);
  }

  pan(right, down) {
    const room = 1 - 1 / this.scale;
    this.corner = [within(this.corner[0] + right / this.scale, 0, room), within(this.corner[1] + down / this.scale, 0, room)];
    this.wake();
  }

  update(data, theme) {
    this.theme = theme;
    this.data = data;
    this.stage.style.width = this.tools.style.width = `min(100%, ${data.wide}px, var(--tall, 9999px) * ${data.width / data.height})`;
    this.names[0].textContent = data.names[0];
    this.names[1].textContent = data.names[1];
    this.names[2].textContent = data.apart ? _("They differ by {apart} on average", { apart: data.apart }) : _("Where they differ");
    this.images.forEach((image, k) => (image.alt = [data.names[0], data.alt][k]));
    const scale = _("Dark: equal. Light: {brightest} levels of 255 or more apart.", { brightest: data.brightest });
    this.heat.setAttribute("aria-label", `${data.alt}: ${this.names[2].textContent}. ${scale}`);
    this.stage.setAttribute("aria-label", data.names.join(", "));
    const here = Boolean(data.making);
    this.made.setAttribute("aria-label", data.alt);
    [this.made.hidden, this.images[1].hidden, this.took.hidden] = [!here, here, !here];
    if (here) this.maker.take(data.making);
    if (data.made !== this.pair) {
      this.pair = data.made;
      this.glows = null;
      data.jpegs.forEach((jpeg, k) => (this.images[k].src = `data:image/jpeg;base64,${jpeg}`));
    }
    this.wake();
  }

  /** A picture was made here. */
  tell(milliseconds) {
    this.took.textContent = madeHere(milliseconds);
    this.host.dataset.made = this.maker.count;
    this.glows = null;
    this.wake();
  }

  show() {
    const { stage, data, scale, corner, way } = this;
    stage.dataset.way = way;
    stage.style.aspectRatio = way === "beside" ? `${2 * data.width} / ${data.height}` : `${data.width} / ${data.height}`;
    stage.classList.toggle("near", scale > 1);
    for (const picture of [...this.images, this.made, this.heat]) {
      picture.style.transform = `scale(${scale}) translate(${-100 * corner[0]}%, ${-100 * corner[1]}%)`;
      picture.style.imageRendering = scale >= 4 ? "pixelated" : "auto";
    }
    this.panes[0].style.clipPath = way === "wipe" ? `inset(0 ${100 * (1 - this.share)}% 0 0)` : "none";
    this.line.style.left = `${100 * this.share}%`;
    const percent = Math.round(100 * this.share);
    this.line.setAttribute("aria-valuenow", percent);
    this.line.setAttribute("aria-valuetext", `${data.names[0]}: ${percent} %, ${data.names[1]}: ${100 - percent} %`);
    this.said.textContent = `${Math.round(100 * scale)} %`;
    Object.assign(this.host.dataset, { share: this.share.toFixed(3), scale: scale.toFixed(2), way });
    if (way === "difference") this.glow();
  }

  /** How far the two are apart at each pixel, drawn once for each pair. */
  async glow() {
    const pair = [this.images[0], this.data.making ? this.made : this.images[1]];
    const made = `${this.pair} ${this.maker.count}`;
    if (this.glows === made) return;
    this.glows = made;
    await Promise.all(this.images.map((image) => image.hidden || image.decode().catch(() => {})));
    if (made !== `${this.pair} ${this.maker.count}`) return;
    const [width, height] = this.data.making ? [this.made.width, this.made.height] : [this.images[1].naturalWidth, this.images[1].naturalHeight];
    const [one, other] = pair.map((image) => levels(image, width, height));
    Object.assign(this.heat, { width, height });
    const brush = this.heat.getContext("2d");
    const heat = brush.createImageData(width, height);
    const { glow, brightest } = this.data;
    for (let at = 0; at < heat.data.length; at += 4) {
      const far = (Math.abs(one[at] - other[at]) + Math.abs(one[at + 1] - other[at + 1]) + Math.abs(one[at + 2] - other[at + 2])) / 3;
      const place = Math.min(far / brightest, 1) * (glow.length - 1);
      const lower = Math.min(Math.floor(place), glow.length - 2);
      for (let c = 0; c < 3; c++) heat.data[at + c] = glow[lower][c] + (place - lower) * (glow[lower + 1][c] - glow[lower][c]);
      heat.data[at + 3] = 255;
    }
    brush.putImageData(heat, 0, 0);
    this.host.dataset.glows = made;
  }

  remove() {
    this.wake.stop();
    this.maker.stop();
  }
}

export default (component) => mount(component, (host) => new Wipe(host));
