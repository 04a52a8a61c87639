// One face, several vectors, one slider: the faces follow the hand, side by side.

const REACH = 3;

class Trio {
  constructor(host) {
    this.host = host;
    this.amount = 1.5;
    this.wake = onceAFrame(host, () => this.draw());
  }

  remove() {
    this.wake.stop();
  }

  update(data) {
    const rebuild = [data.titles, data.notes].join() !== [this.data?.titles, this.data?.notes].join();
    this.data = data;
    this.vectors = decodeNumbers(data.vectors);
    if (rebuild) this.build();
    this.wake();
    expose(data.name, { pending: () => Number(this.wake.asked()) });
  }

  build() {
    this.faces = [_("Before"), ...this.data.titles].map((title) => ({ title, canvas: el("canvas", { role: "img", "aria-label": title }) }));
    const figures = this.faces.map(({ title, canvas }, k) => el("figure", {}, canvas, el("figcaption", {}, title, el("small", {}, (k && this.data.notes[k - 1]) || ""))));
    const slider = el("input", { type: "range", min: -REACH, max: REACH, step: 0.05, "aria-label": N_("Steps along each vector"), input: () => this.move(Number(slider.value)) });
    this.slider = slider;
    this.number = el("output");
    this.host.replaceChildren(el("section", { class: "card trio" }, el("div", { class: "faces" }, ...figures), el("label", { class: "steps" }, el("span", {}, N_("Steps")), slider, this.number)));
    this.move(this.amount);
  }

  move(amount) {
    this.amount = amount;
    setFromMiddle(this.slider, amount);
    this.number.textContent = `${amount > 0 ? "+" : amount < 0 ? "−" : ""}${Math.abs(amount).toFixed(2)}`;
    this.wake();
  }

  draw() {
    const net = netOf(this.data.weights, this.wake);
    const { z } = this.data;
    if (!net || net.input[0] !== z.length) return;
    this.faces.forEach(({ canvas }, k) => {
      const code = Float32Array.from(z, (value, axis) => value + (k ? this.amount * this.vectors[(k - 1) * z.length + axis] : 0));
      paint(canvas, net.run(code), net.output);
    });
  }
}

export default (component) => mount(component, (host) => new Trio(host));
