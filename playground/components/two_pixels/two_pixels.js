// Pictures of two pixels on their plane: the ground is the true density, the cross is the picture that is shown beside it.

const SIDE = 280;
const FINE = 70;
const DRAWN = 200;

class TwoPixels {
  constructor(host, data) {
    this.host = host;
    this.place = [...data.common];
    this.drawn = [];
    this.wake = onceAFrame(host, () => this.draw());
    host.classList.add("two-pixels");
    this.plane = el("canvas", { class: "plane", tabindex: 0, role: "application", "aria-roledescription": N_("plane of pictures") });
    this.pixels = [0, 1].map(() => el("i", {}));
    this.said = el("p", { class: "said", "aria-live": "polite" });
    const names = [N_("Left pixel"), N_("Right pixel")];
    this.sliders = names.map((label, axis) => {
      const input = () => this.move(this.place.map((value, k) => (k === axis ? Number(slider.value) : value)));
      const slider = el("input", { type: "range", min: 0, max: data.reach, step: 0.05, "aria-label": label, input });
      return slider;
    });
    const slides = this.sliders.map((slider, k) => el("label", {}, names[k], slider));
    const picks = [data.common, data.rare].map((place) =>
      el("button", { type: "button", class: "button", click: () => this.move(place) }, `(${place.join(", ")})`),
    );
    const more = el("button", { type: "button", class: "button main", click: () => this.sample() }, _("Draw {n} pictures", { n: DRAWN }));
    host.append(
      this.plane,
      el("div", { class: "beside" }, el("div", { class: "pair" }, ...this.pixels), this.said, ...slides, el("div", { class: "row" }, ...picks, more)),
    );
    draggable(this.plane, {
      start: (event) => this.follow(event),
      move: (event) => this.follow(event),
      end: () => {},
    });
    this.plane.addEventListener("keydown", (event) => {
      const arrow = arrowOf(event);
      if (!arrow) return;
      event.preventDefault();
      this.move([this.place[0] + arrow[0] * 0.1, this.place[1] - arrow[1] * 0.1]);
    });
  }

  follow(event) {
    const { reach } = this.data;
    const [x, y] = placeOn(this.plane, event, reach);
    this.move([x, reach - y]);
  }

  move(place) {
    this.place = place.map((value) => within(value, 0, this.data.reach));
    this.wake();
  }

  density([left, right]) {
    const { common, along, across } = this.data;
    const [x, y] = [left - common[0], right - common[1]];
    const far = (x + y) ** 2 / 2 / along + (x - y) ** 2 / 2 / across;
    return Math.exp(-far / 2) / (2 * Math.PI * Math.sqrt(along * across));
  }

  /** Pictures of this density: what a generative model is after. */
  sample() {
    const { common, along, across } = this.data;
    const bell = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    this.drawn = Array.from({ length: DRAWN }, () => {
      const [a, b] = [bell() * Math.sqrt(along), bell() * Math.sqrt(across)];
      return [common[0] + (a + b) * Math.SQRT1_2, common[1] + (a - b) * Math.SQRT1_2];
    });
    this.wake();
  }

  update(data, theme) {
    this.data = data;
    this.theme = theme;
    this.wake();
  }

  draw() {
    const { theme } = this;
    const { reach, common, rare } = this.data;
    const brush = sharp(this.plane, SIDE, SIDE);
    const at = ([x, y]) => [(x / reach) * SIDE, (1 - y / reach) * SIDE];
    const [violet, orange] = theme.palette;
    const step = SIDE / FINE;
    for (let i = 0; i < FINE; i++)
      for (let j = 0; j < FINE; j++) {
        const share = this.density([((i + 0.5) / FINE) * reach, (1 - (j + 0.5) / FINE) * reach]) / 0.9;
        if (share < 0.003) continue;
        brush.fillStyle = faded(violet, 0.75 * Math.sqrt(share));
        brush.fillRect(i * step, j * step, step, step);
      }
    brush.fillStyle = theme.text;
    for (const place of this.drawn) {
      brush.beginPath();
      brush.arc(...at(place), 1.6, 0, 7);
      brush.fill();
    }
    brush.strokeStyle = theme.text;
    for (const place of [common, rare]) {
      brush.beginPath();
      brush.arc(...at(place), 4, 0, 7);
      brush.stroke();
    }
    const [x, y] = at(this.place);
    brush.strokeStyle = orange;
    brush.lineWidth = 2;
    for (const line of [[x - 9, y, x + 9, y], [x, y - 9, x, y + 9]]) {
      brush.beginPath();
      brush.moveTo(line[0], line[1]);
      brush.lineTo(line[2], line[3]);
      brush.stroke();
    }
    this.say();
  }

  say() {
    const { reach } = this.data;
    const value = this.density(this.place);
    this.place.forEach((one, k) => {
      const grey = Math.round((255 * one) / reach);
      this.pixels[k].style.background = `rgb(${grey} ${grey} ${grey})`;
      setRange(this.sliders[k], one.toFixed(2));
    });
    const [left, right] = this.place.map((one) => one.toFixed(1));
    const number = value >= 0.0095 ? value.toFixed(2) : value >= 0.00005 ? value.toFixed(4) : "0.0000";
    this.said.replaceChildren(...rich(_("The picture ({left}, {right}) has the density **{number}**", { left, right, number })));
    this.plane.setAttribute("aria-label", `${this.said.textContent}. ${_("Arrow keys move the picture.")}`);
    this.host.dataset.density = number;
  }

  remove() {
    this.wake.stop();
  }
}

export default (component) => mount(component, (host, data) => new TwoPixels(host, data));
