// One view of a latent pad on the screen: its plane, which takes a point, and the card that says what the decoder makes of it.

/** Up to so many pixels all stands in one column, as in pad.css. */
const NARROW = 700;

/** Two presses so close in time and place are one double press. */
const TWICE = { milliseconds: 350, pixels: 12 };

class Face {
  constructor(pad, view, k) {
    this.pad = pad;
    this.k = k;
    this.canvas = el("canvas", { class: "plane", tabindex: 0, role: "slider", "aria-roledescription": N_("two-dimensional slider") });
    this.canvas.setAttribute("aria-label", _("{title}: drag the point, or use the arrow keys. Shift takes larger steps, Home goes to the centre.", { title: view.title }));
    this.plane = new Plane(this.canvas, view);
    this.tip = el("div", { class: "tip", hidden: true }, el("canvas"), el("span"));
    this.holes = el("span", { class: "note", role: "status" });
    this.picture = el("canvas", { class: "picture", role: "img" });
    this.map = el(
      "section",
      { class: "card map" },
      el("header", {}, el("h2", {}, view.title)),
      el("div", { class: "field" }, this.canvas, this.tip),
      el("footer", {}, this.holes),
    );
    this.card = this.buildCard(view);
    this.listen();
  }

  get view() {
    return this.pad.views[this.k];
  }

  buildCard(view) {
    const fact = (words) => {
      const [number, small] = [el("b"), el("small")];
      return { number, small, node: el("div", { class: "fact" }, el("span", {}, words), number, small) };
    };
    this.here = el("code", { class: "here" });
    this.looks = view.labels ? fact(N_("Looks like")) : null;
    this.far = fact(N_("Distance from centre"));
    this.curve = view.prior ? el("canvas", { class: "curve", "aria-hidden": "true" }) : null;
    return el(
      "section",
      { class: "card here-card" },
      el("div", { class: "frame" }, this.picture),
      el("div", { class: "facts" }, el("span", { class: "quiet" }, N_("You are here")), this.here, this.looks?.node, this.far.node, this.curve),
    );
  }

  listen() {
    const { pad, k, canvas, plane, tip } = this;
    let last = { time: 0, x: 0, y: 0 };
    const go = (event) => {
      pad.stopGlide();
      pad.setPlane(k, plane.fromScreen(...placeOn(canvas, event, plane.side)));
    };
    draggable(canvas, {
      start: (event) => {
        const again = event.timeStamp - last.time < TWICE.milliseconds && Math.hypot(event.clientX - last.x, event.clientY - last.y) < TWICE.pixels;
        last = { time: again ? 0 : event.timeStamp, x: event.clientX, y: event.clientY };
        tip.hidden = true;
        if (again) {
          pad.glideTo(pad.views[0].centre.map((middle, axis) => (pad.span.includes(axis) ? middle : pad.z[axis])));
          return false;
        }
        this.dragging = true;
        go(event);
      },
      move: go,
      end: () => {
        this.dragging = false;
        pad.report();
      },
    });
    canvas.addEventListener("pointermove", (event) => !this.dragging && event.pointerType === "mouse" && this.hover(event));
    canvas.addEventListener("pointerleave", () => (tip.hidden = true));
    for (const name of ["focus", "blur"]) canvas.addEventListener(name, () => pad.wake());
    canvas.addEventListener("keydown", (event) => {
      const arrow = arrowOf(event);
      if (arrow) {
        const stride = (event.shiftKey ? 0.1 : 0.02) * plane.side;
        const [x, y] = plane.toScreen(pad.placeIn(k));
        pad.stopGlide();
        pad.setPlane(k, plane.fromScreen(x + arrow[0] * stride, y + arrow[1] * stride));
        pad.report(400);
      } else if (event.key === "Home") pad.glideTo(pad.views[0].centre);
      else return;
      event.preventDefault();
    });
  }

  /** Which of the data lies under the pointer. */
  hover(event) {
    const { pad, view, plane, tip } = this;
    const [x, y] = placeOn(this.canvas, event, plane.side);
    const at = pad.layers.has("points") ? plane.pointAt(x, y) : -1;
    tip.hidden = at < 0;
    if (at < 0) return;
    const [picture, words] = tip.children;
    view.thumbnail(at, picture);
    enlargeTo(picture, 84, view.net.output);
    words.textContent = view.labels ? pad.data.classes[view.labels[at]] : `Point ${at + 1}`;
    tip.style.left = `${Math.min(x + 14, plane.side - 108)}px`;
    tip.style.top = `${Math.max(4, Math.min(y + 14, plane.side - 124))}px`;
  }

  /** The ground has changed, or the room for it. */
  repaint(space, theme) {
    const { plane, view } = this;
    this.theme = theme;
    plane.setSpace(space, theme);
    const told = space.layers.has("holes") && view.n;
    const share = told && Math.round(100 * plane.measure().share);
    const words = () => (view.prior ? _("{share} % of the prior lies in holes", { share }) : _("{share} % of the codes’ own bell lies in holes", { share }));
    this.holes.textContent = told ? words() : "";
    const { clientWidth } = this.card;
    // Beside a second map, or above the sliders on a phone, the picture must leave room for what the hand is on.
    const most = this.pad.views.length > 1 || this.pad.host.clientWidth <= NARROW ? 128 : 224;
    enlargeTo(this.picture, within(clientWidth < 260 ? clientWidth - 28 : clientWidth / 2, 84, most), view.net.output);
  }

  /** Decode the place, and say where it is. */
  show(z, span) {
    const { view, here, looks, far } = this;
    view.shown = Float32Array.from(view.net.run(z));
    paint(this.picture, view.shown, view.net.output);
    const spanned = span.map((axis) => signed(z[axis]));
    here.textContent = view.d === 2 ? `z = (${spanned.join(", ")})` : `z${span[0] + 1} ${spanned[0]}   z${span[1] + 1} ${spanned[1]}`;
    const near = neighbours(view, z);
    const name = near && this.pad.data.classes[near.label];
    if (near && looks) {
      looks.number.textContent = name;
      looks.small.textContent = _("{share} % of neighbours", { share: Math.round(100 * near.share) });
    }
    const radius = Math.hypot(...z.map((value, axis) => (view.prior ? value : (value - view.middle[axis]) / view.width[axis])));
    far.number.textContent = `${radius.toFixed(2)} σ`;
    if (view.prior) this.showDistance(radius);
    else far.small.textContent = view.n ? _("of the codes themselves") : "";
    const place = { here: here.textContent, name, far: radius.toFixed(2) };
    const words = near ? _("{here}, looks like {name}, {far} sigma from the centre", place) : _("{here}, {far} sigma from the centre", place);
    this.canvas.setAttribute("aria-valuetext", words);
    this.canvas.setAttribute("aria-valuenow", z[span[0]].toFixed(2));
    this.picture.setAttribute("aria-label", _("The decoder's picture at {place}", { place: words }));
  }

  /** How far draws from the prior usually lie from the centre, and where this place is among them. */
  showDistance(radius) {
    const { reach, curve, beyond } = distances(this.view.d, radius);
    this.far.small.textContent = _("{share} % of draws lie farther out", { share: beyond > 0.995 ? 100 : (100 * beyond).toFixed(beyond < 0.1 ? 1 : 0) });
    const [width, height] = [this.curve.clientWidth, this.curve.clientHeight];
    if (!width) return;
    const brush = sharp(this.curve, width, height);
    const peak = Math.max(...curve);
    const trace = (from, close) => {
      brush.beginPath();
      if (close) brush.moveTo(from * width, height);
      curve.forEach((value, k) => k / 160 >= from && brush.lineTo((k / 160) * width, height - 2 - (value / peak) * (height - 6)));
      if (close) brush.lineTo(width, height);
    };
    trace(Math.min(1, radius / reach), true);
    brush.fillStyle = faded(this.theme.primary, 0.22);
    brush.fill();
    trace(0, false);
    brush.strokeStyle = faded(this.theme.text, 0.55);
    brush.lineWidth = 1.5;
    brush.stroke();
    brush.fillStyle = this.theme.primary;
    brush.fillRect(Math.min(1, radius / reach) * width - 1, 0, 2, height);
  }
}
