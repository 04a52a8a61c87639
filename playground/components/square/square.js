// The blending square: styles at its corners, faded into each other, and a point that a hand or the arrow keys move.

const STEP = 0.05;

/** How long the keys rest before Python hears of it, and how long an answer may take, in milliseconds. */
const REST = 200;
const PATIENCE = 4000;

/** Pixels across the faded ground: of a square, and of a bar, which shows its two styles again and again. */
const FINE = 96;
const LONG = 9 * 48;

/** As weights_at in square.py says it. */
function weightsAt([x, y], count) {
  const across = [1 - x, x];
  if (count === 2) return across;
  const upper = across.map((share) => (1 - y) * share);
  return count === 3 ? [...upper, y] : [...upper, ...across.map((share) => y * share)];
}

class BlendingSquare {
  constructor(host) {
    this.host = host;
    this.place = [0.5, 0.5];
    this.count = 0;
    this.asked = 0;
    host.classList.add("square");
    this.ground = el("canvas", { "aria-hidden": "true" });
    this.dot = el("div", { class: "dot", tabindex: 0, role: "application", "aria-roledescription": N_("blending point") });
    this.field = el("div", { class: "field" }, this.ground, this.dot);
    this.list = el("ul", {});
    host.append(this.field, this.list);
    this.listen();
  }

  listen() {
    const { field, dot } = this;
    draggable(field, {
      start: (event) => {
        event.preventDefault();
        dot.focus({ preventScroll: true });
        this.follow(event);
      },
      move: (event) => this.follow(event),
      end: () => this.report(),
    });
    dot.addEventListener("keydown", (event) => {
      const arrow = arrowOf(event);
      if (isCommand(event) || (!arrow && event.key !== "Home")) return;
      event.preventDefault();
      const far = STEP * (event.shiftKey ? 4 : 1);
      this.move(arrow ? this.place.map((value, axis) => Math.round((value + arrow[axis] * far) / STEP) * STEP) : [0.5, 0.5]);
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.report(), REST);
    });
  }

  follow(event) {
    this.move(placeOn(this.field, event));
    this.report();
  }

  move(place) {
    this.place = place.map((value) => within(value));
    if (this.data.corners.length === 2) this.place[1] = 0.5;
    this.show();
  }

  /** One question at a time: what the hand does meanwhile is told when the answer has come. */
  report() {
    clearTimeout(this.resting);
    this.unsent = true;
    if (this.waiting) return;
    this.unsent = false;
    const [x, y] = this.place.map((value) => Math.round(value * 1000) / 1000);
    if (JSON.stringify([x, y]) === this.told) return;
    this.told = JSON.stringify([x, y]);
    this.asked += 1;
    this.waiting = setTimeout(() => this.answered(), PATIENCE);
    this.send("point", { x, y, count: this.asked });
  }

  answered() {
    clearTimeout(this.waiting);
    this.waiting = null;
    if (this.unsent) this.report();
  }

  update(data, theme) {
    const fresh = JSON.stringify(data.corners.map((corner) => corner.jpeg));
    const other = fresh !== this.fresh;
    const moved = JSON.stringify(data.place) !== JSON.stringify(this.data?.place);
    this.data = data;
    this.colours = theme.palette;
    this.field.classList.toggle("bar", data.corners.length === 2);
    // An element that Streamlit has built anew counts on where Python stands.
    this.asked = Math.max(this.asked, data.answered);
    // A place that Python says is the hand's own of a moment ago, unless nobody moves it just now.
    const idle = !this.waiting && !this.unsent;
    if (other || (moved && idle)) {
      this.place = data.place;
      this.told = JSON.stringify(data.place.map((value) => Math.round(value * 1000) / 1000));
    }
    if (other) this.lay(fresh);
    this.show();
    if (this.waiting && data.answered >= this.asked) this.answered();
  }

  /** Fade the corners' pictures into each other. */
  async lay(fresh) {
    this.fresh = fresh;
    const { corners } = this.data;
    const [across, down] = corners.length === 2 ? [LONG, LONG / 9] : [FINE, FINE];
    const pictures = await Promise.all(
      corners.map(async ({ jpeg }) => {
        const image = new Image();
        image.src = `data:image/jpeg;base64,${jpeg}`;
        await image.decode();
        const brush = Object.assign(document.createElement("canvas"), { width: across, height: down }).getContext("2d");
        for (let left = 0; left < across; left += down) brush.drawImage(image, left, 0, down, down);
        return brush.getImageData(0, 0, across, down).data;
      }),
    );
    if (this.fresh !== fresh) return;
    Object.assign(this.ground, { width: across, height: down });
    const brush = this.ground.getContext("2d");
    const faded = brush.createImageData(across, down);
    for (let at = 0; at < across * down; at++) {
      const place = [(at % across) / (across - 1), Math.floor(at / across) / (down - 1)];
      const weights = weightsAt(place, corners.length);
      for (let c = 0; c < 3; c++) faded.data[4 * at + c] = weights.reduce((sum, weight, k) => sum + weight * pictures[k][4 * at + c], 0);
      faded.data[4 * at + 3] = 255;
    }
    brush.putImageData(faded, 0, 0);
  }

  show() {
    const { corners } = this.data;
    const weights = weightsAt(this.place, corners.length);
    const [x, y] = this.place;
    Object.assign(this.dot.style, { left: `${100 * x}%`, top: `${100 * y}%` });
    const said = corners.map((corner, k) => [corner.title, `${Math.round(100 * weights[k])}%`]);
    this.list.replaceChildren(
      ...said.map(([title, share], k) => {
        const drop = el("i", { "aria-hidden": "true" }, String(k + 1));
        drop.style.background = this.colours[k];
        return el("li", {}, drop, el("span", { title }, title), el("b", {}, share));
      }),
    );
    const parts = said.map((one) => one.join(" ")).join(", ");
    this.dot.setAttribute("aria-label", _("Blend of {parts}. Arrow keys move it, with Shift further; Home puts it in the middle.", { parts }));
    Object.assign(this.host.dataset, { x: x.toFixed(3), y: y.toFixed(3) });
  }

  remove() {
    clearTimeout(this.resting);
    clearTimeout(this.waiting);
  }
}

export default (component) => mount(component, (host) => new BlendingSquare(host));
