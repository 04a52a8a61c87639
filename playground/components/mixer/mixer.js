// The mixer: a slider for each concept, and the decoder's picture of the face that they make, all in the browser.

ICONS.lock = "M6 11h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1zM8 11V7a4 4 0 0 1 8 0v4";

const STRIP = [-3, -2, -1, 0, 1, 2, 3].map((third) => third / 3);

/** How long the hand rests before the strip is decoded, and for how long of each frame, in milliseconds. */
const REST = 200;
const SLICE = 8;

/** Amounts by key. A mixer that Streamlit builds anew takes them up again, and sends them again. */
const mixtures = new Map();

class Mixer {
  constructor(host) {
    this.host = host;
    this.frames = 0;
    this.sent = 0;
    this.ms = 0;
    this.queue = [];
    this.wake = onceAFrame(host, () => this.tick());
  }

  remove() {
    this.wake.stop();
    clearTimeout(this.reporting);
    clearTimeout(this.resting);
  }

  update(data, theme) {
    this.data = data;
    this.theme = theme;
    const asked = data.amounts;
    const form = JSON.stringify([data.concepts, data.strip, data.title]);
    const before = this.asked ?? mixtures.get(data.name)?.asked ?? {};
    // A slider that has come or gone moves no other.
    const moved = Object.keys(asked).some((name) => name in before && before[name] !== asked[name]);
    const stands = this.amounts ?? mixtures.get(data.name)?.amounts ?? {};
    this.amounts = { ...asked };
    if (!moved) for (const { name, reach } of data.concepts) this.amounts[name] = within(stands[name] ?? this.amounts[name], -reach, reach);
    this.asked = asked;
    // What Python last heard. A new mixer, and one whose sliders Python has moved, must say where they stand.
    this.told ??= JSON.stringify(asked);
    if (form !== this.form) this.build();
    this.form = form;
    this.vectors = decodeNumbers(data.vectors);
    this.follow();
    this.report();
    expose(data.name, {
      mixer: this,
      get frames() {
        return this.mixer.frames;
      },
      get sent() {
        return this.mixer.sent;
      },
      get ms() {
        return this.mixer.ms;
      },
      get amounts() {
        return { ...this.mixer.amounts };
      },
      pending: () => this.queue.length + Number(this.wake.asked()),
    });
  }

  build() {
    const { concepts, strip, title } = this.data;
    this.painted = this.beforeOf = this.cells = null;
    this.queue = [];
    this.before = el("canvas", { class: "face", role: "img", "aria-label": N_("Before: the picture without any change") });
    this.after = el("canvas", { class: "face", role: "img", contextmenu: (event) => event.preventDefault() });
    this.caption = el("span", {}, N_("After"));
    this.compare = el("button", { type: "button", class: "button", "aria-label": N_("Hold to compare"), "aria-pressed": "false" }, el("span", { class: "long" }, N_("Hold to compare")), el("span", { class: "short" }, N_("Compare")));
    this.listenToCompare();
    this.waiting = el("div", { class: "waiting", role: "status" });
    this.clear = el("button", { type: "button", class: "button", click: () => this.reset(concepts.map(({ name }) => name)) }, icon("undo"), N_("Reset all"));
    this.rows = new Map(concepts.map((concept) => [concept.name, this.buildRow(concept)]));
    const open = concepts.filter(({ locked }) => !locked);
    if (!open.some(({ name }) => name === this.moved)) this.moved = (open.find(({ name }) => this.amounts[name]) ?? open[0])?.name;
    const faces = el(
      "div",
      { class: "faces" },
      el("figure", {}, this.before, el("figcaption", {}, N_("Before"))),
      el("figure", { class: "after" }, this.after, el("figcaption", {}, this.caption, this.compare)),
    );
    const stage = el("div", { class: "stage" }, this.waiting, faces, strip && this.moved ? this.buildStrip() : null);
    const sliders = el("div", { class: "concepts" }, ...[...this.rows.values()].map(({ row }) => row));
    this.host.replaceChildren(
      el("section", { class: "card mixer" }, el("header", {}, el("h2", {}, title), this.clear), el("div", { class: "body" }, stage, sliders)),
    );
  }

  buildRow({ name, title, low, high, reach, locked }) {
    const id = `amount-${name}`;
    const slider = el("input", { id, type: "range", min: -reach, max: reach, step: this.data.step, disabled: locked });
    const number = el("output", { for: id });
    const back = el("button", { type: "button", class: "reset", title: _("Reset {title}", { title }), "aria-label": _("Reset {title}", { title }), click: () => this.reset([name]) }, icon("undo"));
    const label = el("label", { for: id, title }, title);
    let wait = 0;
    slider.addEventListener("keydown", () => (wait = 400));
    slider.addEventListener("pointerdown", () => (wait = 0));
    slider.addEventListener("input", () => this.set(name, Number(slider.value)));
    slider.addEventListener("change", () => this.report(wait));
    slider.addEventListener("dblclick", () => !locked && this.reset([name]));
    const top = el("div", { class: "top" }, label, locked ? icon("lock") : back, number);
    const ends = el("div", { class: "ends quiet", "aria-hidden": "true" }, el("span", {}, low), el("span", {}, high));
    return { row: el("div", { class: locked ? "concept locked" : "concept" }, top, slider, ends), slider, number, back };
  }

  buildStrip() {
    this.stripName = el("div", { class: "strip-name" });
    this.cells = STRIP.map((share) => {
      const canvas = el("canvas", { class: "face", "aria-hidden": "true" });
      const number = el("span");
      const pick = () => {
        this.set(this.moved, this.nearestStep(share * this.concept(this.moved).reach));
        this.report();
      };
      return { share, canvas, number, button: el("button", { type: "button", class: "cell", click: pick }, canvas, number) };
    });
    this.strip = el("div", { class: "cells", role: "group" }, ...this.cells.map(({ button }) => button));
    this.stripFor = null;
    return el("div", { class: "strip" }, this.stripName, this.strip);
  }

  listenToCompare() {
    const hold = (held) => {
      if (held === this.comparing) return;
      this.comparing = held;
      this.compare.setAttribute("aria-pressed", held);
      say(this.caption, "textContent", held ? N_("Before") : N_("After"));
      this.painted = null;
      this.wake();
    };
    this.comparing = false;
    for (const node of [this.after, this.compare]) {
      draggable(node, { start: () => hold(true), move: () => null, end: () => hold(false) });
      node.addEventListener("lostpointercapture", () => hold(false));
    }
    this.compare.addEventListener("keydown", (event) => [" ", "Enter"].includes(event.key) && hold(true));
    this.compare.addEventListener("keyup", () => hold(false));
    this.compare.addEventListener("blur", () => hold(false));
  }

  concept(name) {
    return this.data.concepts.find((concept) => concept.name === name);
  }

  nearestStep(amount) {
    return Number((Math.round(amount / this.data.step) * this.data.step).toFixed(2));
  }

  set(name, amount) {
    this.amounts[name] = amount;
    this.moved = name;
    this.follow();
  }

  reset(names) {
    for (const name of names) if (!this.concept(name).locked) this.amounts[name] = 0;
    if (names.length === 1) [this.moved] = names;
    this.follow();
    this.report();
  }

  /** Sliders, numbers and words stand where the amounts are. */
  follow() {
    for (const { name, title, low, high } of this.data.concepts) {
      const { slider, number, back } = this.rows.get(name);
      const amount = this.amounts[name];
      setFromMiddle(slider, amount);
      slider.setAttribute("aria-label", title);
      slider.setAttribute("aria-valuetext", amount ? `${signed(amount)}, towards ${amount < 0 ? low : high}` : "0, unchanged");
      number.textContent = signed(amount);
      disable(back, !amount, slider);
    }
    disable(this.clear, this.data.concepts.every(({ name, locked }) => locked || !this.amounts[name]), [...this.rows.values()][0].slider);
    mixtures.set(this.data.name, { asked: this.asked, amounts: { ...this.amounts } });
    this.wake();
  }

  /** One message to Python, once the hand has let go, and only if something is new. */
  report(wait = 0) {
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => {
      const stands = JSON.stringify(this.amounts);
      if (stands === this.told) return;
      this.told = stands;
      this.sent += 1;
      this.send("amounts", { ...this.amounts });
    }, wait);
  }

  /** One frame of the screen: decode if something moved, otherwise use the time for the strip. */
  tick() {
    const net = netOf(this.data.weights, this.wake);
    const fits = net?.input[0] === this.data.z.length;
    this.waiting.hidden = fits;
    if (!fits) {
      this.waiting.textContent = net
        ? _("This decoder takes {takes} numbers, and this face’s code has {has}. Choose another model.", { takes: net.input[0], has: this.data.z.length })
        : _("The decoder is on its way …");
      return;
    }
    const place = JSON.stringify([this.data.weights, this.data.z, this.data.vectors, this.amounts]);
    if (place !== this.painted) {
      this.painted = place;
      this.draw(net);
      if (this.cells) this.askStrip();
    } else if (this.queue.length) this.workOnStrip(net);
  }

  draw(net) {
    const start = performance.now();
    const { z } = this.data;
    if (this.beforeOf !== net || this.beforeAt !== z.join()) {
      this.original = Float32Array.from(net.run(z));
      paintFace(this.before, this.original, net.output);
      this.beforeOf = net;
      this.beforeAt = z.join();
    }
    paintFace(this.after, this.comparing ? this.original : net.run(this.codeAt(this.amounts)), net.output);
    const mixed = this.data.concepts.filter(({ name }) => this.amounts[name]).map(({ name, title }) => `${title} ${signed(this.amounts[name])}`);
    this.after.setAttribute("aria-label", this.comparing ? _("Before, for comparison") : _("After: {changes}", { changes: mixed.join(", ") || _("unchanged") }));
    this.frames += 1;
    this.ms = performance.now() - start;
  }

  codeAt(amounts) {
    const { z, concepts } = this.data;
    const code = Float32Array.from(z);
    concepts.forEach(({ name }, k) => {
      for (let axis = 0; axis < code.length; axis++) code[axis] += amounts[name] * this.vectors[k * code.length + axis];
    });
    return code;
  }

  /** The strip shows the concept that was moved last; it changes only if another amount does. */
  askStrip() {
    const { title, reach } = this.concept(this.moved);
    const asked = JSON.stringify([this.data.weights, this.data.z, this.data.vectors, this.moved, reach, { ...this.amounts, [this.moved]: 0 }]);
    const nearest = Math.round((3 * this.amounts[this.moved]) / reach);
    this.cells.forEach(({ share, number, button }) => {
      const amount = this.nearestStep(share * reach);
      number.textContent = brief(amount);
      button.setAttribute("aria-label", `${title} ${signed(amount)}`);
      button.setAttribute("aria-current", Math.round(3 * share) === nearest);
    });
    this.stripName.replaceChildren(...rich(_("**{title}** from {low} to {high}", { title, low: brief(-reach), high: brief(reach) })));
    this.strip.setAttribute("aria-label", _("{title}, from end to end", { title }));
    if (asked === this.stripFor && !this.queue.length) return;
    const fresh = asked !== this.stripFor;
    this.stripFor = asked;
    if (fresh) this.queue = [...this.cells];
    this.strip.classList.add("stale");
    this.resume = performance.now() + REST;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.wake(), REST);
  }

  workOnStrip(net) {
    const start = performance.now();
    if (start < this.resume) return;
    const { reach } = this.concept(this.moved);
    while (this.queue.length && performance.now() - start < SLICE) {
      const { share, canvas } = this.queue.shift();
      paintFace(canvas, net.run(this.codeAt({ ...this.amounts, [this.moved]: this.nearestStep(share * reach) })), net.output);
    }
    if (this.queue.length) this.wake();
    else this.strip.classList.remove("stale");
  }
}

/** A picture, smoothly enlarged to the room it has. */
function paintFace(canvas, values, shape) {
  paint(canvas, values, shape);
  canvas.style.aspectRatio = `${shape[2]} / ${shape[1]}`;
}

function signed(amount, digits = 2) {
  return `${amount > 0 ? "+" : amount < 0 ? "−" : ""}${Math.abs(amount).toFixed(digits)}`;
}

const brief = (amount) => signed(amount, Number.isInteger(amount) ? 0 : 2);

export default (component) => mount(component, (host) => new Mixer(host));
