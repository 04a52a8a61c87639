// The crop box: a square that a hand moves, pulls and tilts on a picture, with marks where eyes and mouth belong.

ICONS.tilt = "M4 20h16M4 20L17 7M12.5 20a8.5 8.5 0 0 0-2.5-6";

const CORNERS = { "top left": [-1, -1], "top right": [1, -1], "bottom right": [1, 1], "bottom left": [-1, 1] };

/** How long wheel and keys rest before Python hears of it, in milliseconds. */
const REST = 300;

/** One press of an arrow, in shares of the side: one pixel of a small finished picture. */
const STEP = 1 / 64;

class CropBox {
  constructor(host) {
    this.host = host;
    this.pointers = new Map();
    this.wake = onceAFrame(host, () => this.show());
    host.classList.add("crop");
    this.image = el("img", { draggable: "false" });
    this.square = el("div", { class: "square", tabindex: 0, role: "application", "aria-roledescription": N_("crop box") });
    this.corners = Object.keys(CORNERS).map((name) => el("div", { class: "corner", "data-corner": name }));
    this.stage = el("div", { class: "stage" }, this.image, this.square, ...this.corners);
    host.append(this.stage, this.buildTools(), el("p", { class: "note" }, N_("Drag the box and pull its corners until the marks lie on eyes and mouth.")));
    this.listen();
    this.watcher = new ResizeObserver(() => this.wake());
    this.watcher.observe(this.stage);
  }

  buildTools() {
    this.degrees = el("output", { for: "tilt" });
    this.tilt = el("input", { id: "tilt", type: "range", step: 0.5, "aria-label": N_("Tilt") });
    this.tilt.addEventListener("input", () => this.move({ degrees: Number(this.tilt.value) }));
    // Keys tell of a change with each press, a hand only when it lets go.
    let pressed = false;
    this.tilt.addEventListener("keydown", () => (pressed = true));
    this.tilt.addEventListener("pointerdown", () => (pressed = false));
    this.tilt.addEventListener("change", () => (pressed ? this.reportSoon() : this.report()));
    const back = iconButton("centre", N_("Box back to the middle"), () => {
      this.move(this.data.middle);
      this.report();
    });
    const name = el("label", { for: "tilt", title: N_("Tilt") }, icon("tilt"), N_("Tilt"));
    this.tools = el("div", { class: "tools" }, name, this.tilt, this.degrees, back);
    return this.tools;
  }

  listen() {
    const { stage, square } = this;
    draggable(stage, { fingers: 2, start: (event) => this.down(event), move: (event) => this.drag(event), end: (event) => this.up(event) });
    square.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        // A notch of a wheel is 100 pixels, or 3 lines; a pinch on a touchpad comes as small steps with Ctrl.
        const far = event.deltaY * (event.deltaMode ? 33 : 1) * (event.ctrlKey ? 5 : 1);
        this.move({ side: this.box.side * Math.exp(within(far, -100, 100) / 1600) });
        this.reportSoon();
      },
      { passive: false },
    );
    square.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (isCommand(event)) return;
    const { box } = this;
    const arrow = arrowOf(event);
    const grow = { "+": 1, "=": 1, "-": -1, _: -1 }[event.key];
    if (!arrow && !grow) return;
    event.preventDefault();
    const far = STEP * box.side * (event.shiftKey ? 8 : 1);
    if (arrow) this.move({ x: box.x + arrow[0] * far, y: box.y + arrow[1] * far });
    else this.move({ side: box.side * (1 + 2 * STEP) ** grow });
    this.reportSoon();
  }

  /** Where a pointer is, in pixels of the picture. */
  placeOf(event) {
    return placeOn(this.stage, event, this.data.width, this.data.height);
  }

  down(event) {
    if (event.target === this.stage || event.target === this.image) return false;
    event.preventDefault();
    this.square.focus({ preventScroll: true });
    this.pointers.set(event.pointerId, this.placeOf(event));
    return this.grasp(this.pointers.size === 1 ? event.target.dataset.corner : null);
  }

  /** What the hand holds from now on: the box, one of its corners, or the box between two fingers. */
  grasp(corner) {
    const [first, second] = [...this.pointers.values()];
    if (!first) this.held = null;
    else if (second) this.held = { act: this.pinch, box: this.box, centre: middle(first, second), apart: distance(first, second) };
    else if (corner) this.held = { act: this.pull, sign: CORNERS[corner], ...this.hinge(CORNERS[corner], first) };
    else this.held = { act: this.carry, box: this.box, centre: first };
    this.stage.classList.toggle("held", Boolean(this.held));
  }

  drag(event) {
    this.pointers.set(event.pointerId, this.placeOf(event));
    this.held.act.call(this, ...this.pointers.values());
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    this.grasp(null);
    if (!this.held) this.report();
  }

  carry([x, y]) {
    const { box, centre } = this.held;
    this.move({ x: box.x + x - centre[0], y: box.y + y - centre[1] });
  }

  pinch(first, second) {
    const { box, centre, apart } = this.held;
    const [x, y] = middle(first, second);
    const side = (box.side * distance(first, second)) / Math.max(1, apart);
    this.move({ x: box.x + x - centre[0], y: box.y + y - centre[1], side });
  }

  /** The corner opposite, which stays, and how far beside the true corner the hand has taken hold. */
  hinge(sign, place) {
    const { x, y, side } = this.box;
    const [dx, dy] = this.turned([-sign[0] * side / 2, -sign[1] * side / 2]);
    const anchor = [x + dx, y + dy];
    return { anchor, beside: side - this.reach(anchor, sign, place) };
  }

  pull(place) {
    const { sign, anchor, beside } = this.held;
    const { least, most } = this.data;
    const side = within(this.reach(anchor, sign, place) + beside, least, most);
    const [dx, dy] = this.turned([(sign[0] * side) / 2, (sign[1] * side) / 2]);
    this.move({ x: anchor[0] + dx, y: anchor[1] + dy, side });
  }

  /** The side of the square that spans from a corner to a place: the mean of across and down. */
  reach(anchor, sign, place) {
    const [across, down] = this.turned([place[0] - anchor[0], place[1] - anchor[1]], -1);
    return (across * sign[0] + down * sign[1]) / 2;
  }

  turned([x, y], way = 1) {
    const angle = (way * this.box.degrees * Math.PI) / 180;
    return [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
  }

  move(change) {
    const { width, height, least, most, steepest } = this.data;
    const { x, y, side, degrees } = { ...this.box, ...change };
    this.box = {
      x: within(x, 0, width),
      y: within(y, 0, height),
      side: within(side, least, most),
      degrees: within(degrees, -steepest, steepest),
    };
    this.wake();
  }

  update(data) {
    const other = data.picture !== this.data?.picture;
    this.data = data;
    if (!other) return;
    this.box = data.box;
    this.told = JSON.stringify(data.box);
    this.image.src = `data:image/jpeg;base64,${data.jpeg}`;
    this.image.alt = data.alt;
    Object.assign(this.tilt, { min: -data.steepest, max: data.steepest });
    this.stage.style.aspectRatio = `${data.width} / ${data.height}`;
    // Neither wider nor higher than this, whatever the shape of the picture.
    this.stage.style.width = this.tools.style.width = `min(100%, ${data.reach}px, ${(data.reach * data.width) / data.height}px)`;
    this.tools.style.minWidth = "min(100%, 260px)";
    this.drawMarks();
    this.show();
    this.tell();
  }

  drawMarks() {
    const { guide } = this.data;
    const mark = (name, [x, y]) => {
      const node = el("i", { class: name });
      Object.assign(node.style, { left: `${100 * x}%`, top: `${100 * y}%` });
      return node;
    };
    this.square.replaceChildren(...(guide ? [...guide.eyes.map((eye) => mark("eye", eye)), mark("mouth", guide.mouth)] : []));
  }

  show() {
    const room = [this.stage.clientWidth, this.stage.clientHeight];
    if (!room[0]) return;
    const { box, data } = this;
    const scale = room[0] / data.width;
    const [x, y, side] = [box.x * scale, box.y * scale, box.side * scale];
    Object.assign(this.square.style, { width: `${side}px`, height: `${side}px`, transform: `translate(${x - side / 2}px, ${y - side / 2}px) rotate(${box.degrees}deg)` });
    // In a small box the middle stays free for moving it. A corner beyond the edge of the picture is grasped at the edge.
    const grip = within(side * 0.5, 18, 44);
    this.corners.forEach((node) => {
      const [right, down] = CORNERS[node.dataset.corner];
      const [dx, dy] = this.turned([(right * side) / 2, (down * side) / 2]);
      const at = [x + dx, y + dy].map((place, axis) => within(place, 9, room[axis] - 9) - grip / 2);
      Object.assign(node.style, { width: `${grip}px`, height: `${grip}px`, transform: `translate(${at[0]}px, ${at[1]}px)` });
    });
    setFromMiddle(this.tilt, box.degrees);
    this.degrees.textContent = `${Math.round(box.degrees * 2) / 2}°`.replace("-", "−");
  }

  reportSoon() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.report(), REST);
  }

  report() {
    clearTimeout(this.resting);
    const box = Object.fromEntries(Object.entries(this.box).map(([name, value]) => [name, Math.round(value * 100) / 100]));
    this.tell();
    if (JSON.stringify(box) === this.told) return;
    this.told = JSON.stringify(box);
    this.send("box", { ...box, picture: this.data.picture });
  }

  /** Where the box is, in words and attributes: for those who listen, and for tests. */
  tell() {
    const rounded = Object.fromEntries(Object.entries(this.box).map(([name, value]) => [name, Math.round(value)]));
    const { x, y, side, degrees } = rounded;
    const words = _("Crop box, {side} pixels wide, its middle {x} pixels from the left and {y} from the top, tilted by {degrees} degrees. Arrow keys move it, with Shift further. Plus and minus resize it.", { side, x, y, degrees });
    this.square.setAttribute("aria-label", words);
    Object.assign(this.host.dataset, rounded);
  }

  remove() {
    clearTimeout(this.resting);
    this.wake.stop();
    this.watcher.disconnect();
  }
}


export default (component) => mount(component, (host) => new CropBox(host));
