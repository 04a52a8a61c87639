// The latent pad: drag a point over a plane of codes, and the decoder's picture follows, all in the browser.

const LAYERS = { points: "Points", pictures: "Pictures", density: "Density", holes: "Holes" };

class Pad {
  constructor(host, data) {
    this.host = host;
    this.hidden = new Set();
    this.layers = new Set(data.layers);
    this.steps = "equal";
    this.decoded = 0;
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(host);
  }

  remove() {
    this.watch.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.reporting);
  }

  update(data, theme) {
    data = { ...data, views: data.views.map(unabridged) };
    const missing = data.views.find((view) => !view.net);
    if (missing) return this.trigger("missing", missing.kept);
    const form = JSON.stringify([data.d, data.classes, data.views.map((view) => [view.title, view.prior, Boolean(view.n), view.net.output])]);
    const fresh = form !== this.form;
    const old = this.views ?? [];
    const asked = JSON.stringify(data.z);
    this.data = data;
    this.theme = theme;
    this.views = data.views.map((view, k) => openView(view, data.d, old[k]));
    if (fresh) {
      this.form = form;
      this.span = data.span;
      this.only = null;
      this.z = Float64Array.from(data.z ?? this.views[0].centre);
      this.build();
    } else if (asked !== this.asked && data.z) this.glideTo(data.z);
    this.asked = asked;
    this.planes.forEach((plane, k) => (plane.view = this.views[k]));
    this.planes.forEach((plane) => (plane.field = null));
    this.painted = null;
    this.tilesFor = null;
    this.resize();
    expose(data.name, {
      pad: this,
      get decoded() {
        return this.pad.decoded;
      },
      z: (k = 0) => Array.from(this.placeIn(k)),
      picture: (k = 0) => Array.from(this.views[k].shown),
      pending: () => this.planes.reduce((sum, plane) => sum + plane.queue.length, 0),
    });
  }

  build() {
    this.faces = this.views.map((view, k) => this.buildFace(view, k));
    this.planes = this.faces.map((face) => face.plane);
    const [{ map, card }] = this.faces;
    const [toggles, legend, actions, sliders] = [this.buildToggles(), this.buildLegend(), this.buildActions(), this.buildSliders()];
    if (this.views.length === 1) {
      map.querySelector("header").append(toggles);
      map.querySelector("footer").prepend(legend);
      this.host.replaceChildren(el("div", { class: "pad one" }, map, el("div", { class: "side" }, card, actions, sliders)));
    } else {
      const pairs = this.faces.map((face) => el("div", { class: "pair" }, face.map, face.card));
      this.host.replaceChildren(el("div", { class: "pad two" }, el("div", { class: "bar" }, toggles, legend), ...pairs, actions, sliders));
    }
  }

  buildFace(view, k) {
    const canvas = el("canvas", { class: "plane", tabindex: 0, role: "slider", "aria-roledescription": "two-dimensional slider" });
    canvas.setAttribute("aria-label", `${view.title}: drag the point, or use the arrow keys. Shift takes larger steps, Home goes to the centre.`);
    const plane = new Plane(canvas, view);
    const tip = el("div", { class: "tip", hidden: true }, el("canvas"), el("span"));
    const holes = el("span", { class: "note", role: "status" });
    const face = { canvas, plane, tip, holes, picture: el("canvas", { class: "picture", role: "img" }), facts: {} };
    face.map = el(
      "section",
      { class: "card map" },
      el("header", {}, el("h3", {}, view.title)),
      el("div", { class: "field" }, canvas, tip),
      el("footer", {}, holes),
    );
    face.card = this.buildCard(face, view);
    this.listen(face, k);
    return face;
  }

  buildToggles() {
    const usable = Object.keys(LAYERS).filter((layer) => layer === "pictures" || this.views.some((view) => view.n));
    const group = el("div", { class: "segments", role: "group", "aria-label": "What lies behind the point" });
    for (const layer of usable) {
      const press = (event) => {
        if (!this.layers.delete(layer)) this.layers.add(layer);
        event.currentTarget.setAttribute("aria-pressed", this.layers.has(layer));
        this.repaint();
      };
      group.append(el("button", { type: "button", "aria-pressed": String(this.layers.has(layer)), click: press }, LAYERS[layer]));
    }
    return group;
  }

  buildLegend() {
    const legend = el("div", { class: "legend" });
    this.data.classes.forEach((name, label) => {
      const press = () => {
        this.only = this.only === label ? null : label;
        for (const chip of this.host.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", Number(chip.dataset.label) === this.only);
        this.repaint();
      };
      const dot = el("canvas", { class: "dot" });
      legend.append(el("button", { class: "chip", type: "button", title: `Only ${name}`, "data-label": label, "aria-pressed": "false", click: press }, dot, name));
    });
    legend.hidden = !this.views.some((view) => view.labels);
    return legend;
  }

  buildCard(face, view) {
    const fact = (words) => {
      const number = el("b");
      const small = el("small");
      return { number, small, node: el("div", { class: "fact" }, el("span", {}, words), number, small) };
    };
    const { facts } = face;
    facts.here = el("code", { class: "here" });
    facts.class = view.labels ? fact("Looks like") : null;
    facts.far = fact("Distance from centre");
    facts.curve = view.prior ? el("canvas", { class: "curve", "aria-hidden": "true" }) : null;
    return el(
      "section",
      { class: "card here-card" },
      el("div", { class: "frame" }, face.picture),
      el("div", { class: "facts" }, el("span", { class: "quiet" }, "You are here"), facts.here, facts.class?.node, facts.far.node, facts.curve),
    );
  }

  buildActions() {
    const button = (name, words, act, main) => el("button", { type: "button", class: main ? "button main" : "button", click: act }, icon(name), words);
    return el(
      "div",
      { class: "actions" },
      button("dice", "Surprise me", () => this.glideTo(this.randomPlace()), true),
      button("centre", "Back to centre", () => this.glideTo(this.views[0].centre)),
      button("save", "Save picture", () => this.save()),
    );
  }

  buildSliders() {
    const { d } = this.data;
    const [view] = this.views;
    this.sliders = Array.from({ length: d }, (_, axis) => {
      const [low, high, step] = [view.centre[axis] - view.extent, view.centre[axis] + view.extent, view.extent / 200];
      const set = (event) => {
        const value = Number(event.target.value);
        if (event.target.value === "" || !Number.isFinite(value)) return;
        this.stopGlide();
        this.z[axis] = Math.min(high, Math.max(low, value));
        this.wake();
      };
      const common = { min: low, max: high, "aria-label": `z${axis + 1}`, input: set, change: () => this.report() };
      return {
        range: el("input", { type: "range", step, ...common }),
        number: el("input", { type: "number", step: 0.05, ...common }),
      };
    });
    const rows = this.sliders.map(({ range, number }, axis) => el("label", { class: "row" }, el("span", {}, `z${axis + 1}`), range, number));
    const choose = (which) => {
      const names = Array.from({ length: d }, (_, axis) => el("option", { value: axis, selected: axis === this.span[which] }, `z${axis + 1}`));
      return el("select", { change: (event) => this.setSpan(which, Number(event.target.value)) }, ...names);
    };
    const choice = (words, node) => el("label", { class: "choice" }, el("span", {}, words), node);
    const steps = el("select", { change: (event) => this.setSteps(event.target.value) });
    steps.append(el("option", { value: "equal" }, "Equal steps"), el("option", { value: "probability" }, "Equal probability"));
    steps.value = this.steps;
    this.selects = d > 2 ? [choose(0), choose(1)] : [];
    const options = el("div", { class: "options" });
    if (d > 2) options.append(choice("Across", this.selects[0]), choice("Up", this.selects[1]));
    if (this.views.every((one) => one.prior)) options.append(choice("Axes run by", steps));
    return el("section", { class: "card sliders" }, options.children.length ? options : null, el("div", { class: d > 2 ? "rows many" : "rows" }, ...rows));
  }

  listen(face, k) {
    const { canvas, plane } = face;
    let last = { time: 0, x: 0, y: 0 };
    const go = (event) => {
      const box = canvas.getBoundingClientRect();
      this.stopGlide();
      this.setPlane(k, plane.fromScreen(event.clientX - box.left, event.clientY - box.top));
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const again = event.timeStamp - last.time < 350 && Math.hypot(event.clientX - last.x, event.clientY - last.y) < 12;
      last = { time: again ? 0 : event.timeStamp, x: event.clientX, y: event.clientY };
      canvas.setPointerCapture(event.pointerId);
      face.tip.hidden = true;
      if (again) {
        this.glideTo(this.views[0].centre.map((middle, axis) => (this.span.includes(axis) ? middle : this.z[axis])));
        return;
      }
      this.dragging = k;
      go(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (this.dragging === k) go(event);
      else if (event.pointerType === "mouse") this.hover(face, k, event);
    });
    const release = () => {
      if (this.dragging !== k) return;
      this.dragging = null;
      this.report();
    };
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("pointerleave", () => (face.tip.hidden = true));
    canvas.addEventListener("focus", () => this.wake());
    canvas.addEventListener("blur", () => this.wake());
    canvas.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (event.key === "Home") this.glideTo(this.views[0].centre);
      else if (way) {
        const stride = event.shiftKey ? 0.1 : 0.02;
        const [x, y] = plane.toScreen(this.placeIn(k));
        this.stopGlide();
        this.setPlane(k, plane.fromScreen(x + way[0] * stride * plane.side, y - way[1] * stride * plane.side));
        this.report(400);
      } else return;
      event.preventDefault();
    });
  }

  /** The place as view k counts it: the same where ranges agree, otherwise at the same share of its range. */
  placeIn(k) {
    const [first, view] = [this.views[0], this.views[k]];
    if (k === 0) return Float32Array.from(this.z);
    return Float32Array.from(this.z, (value, axis) => view.centre[axis] + ((value - first.centre[axis]) / first.extent) * view.extent);
  }

  setPlane(k, [across, up]) {
    const [first, view] = [this.views[0], this.views[k]];
    [across, up].forEach((value, which) => {
      const axis = this.span[which];
      this.z[axis] = first.centre[axis] + ((value - view.centre[axis]) / view.extent) * first.extent;
    });
    this.wake();
  }

  setSpan(which, axis) {
    const other = this.span[1 - which];
    this.span = which === 0 ? [axis, other === axis ? this.span[0] : other] : [other === axis ? this.span[1] : other, axis];
    this.selects.forEach((select, k) => (select.value = this.span[k]));
    this.repaint();
  }

  setSteps(steps) {
    this.steps = steps;
    this.repaint();
  }

  randomPlace() {
    const random = Math.random;
    const [view] = this.views;
    if (view.prior || !view.n) return view.centre.map((middle) => middle + bell(random) * (view.prior ? 1 : view.extent / 2.5));
    const k = Math.floor(random() * view.n);
    return Array.from(view.points.subarray(k * view.d, (k + 1) * view.d));
  }

  glideTo(goal) {
    this.glide = calm() ? null : { from: Float64Array.from(this.z), goal, start: performance.now() };
    if (!this.glide) this.z.set(goal);
    this.wake();
    this.report(500);
  }

  stopGlide() {
    this.glide = null;
  }

  /** Only where the page asked for it, and only at rest: one message to Python. */
  report(wait = 0) {
    if (!this.data.report) return;
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => this.send("z", Array.from(this.z, (value) => Number(value.toFixed(4)))), wait);
  }

  save() {
    const { picture } = this.faces[0];
    const large = el("canvas");
    const factor = Math.max(1, Math.round(448 / picture.width));
    large.width = picture.width * factor;
    large.height = picture.height * factor;
    const brush = large.getContext("2d");
    brush.imageSmoothingEnabled = false;
    brush.drawImage(picture, 0, 0, large.width, large.height);
    el("a", { href: large.toDataURL("image/png"), download: "decoded.png" }).click();
  }

  hover(face, k, event) {
    const box = face.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const at = this.layers.has("points") ? face.plane.pointAt(x, y) : -1;
    face.tip.hidden = at < 0;
    if (at < 0) return;
    const view = this.views[k];
    const [picture, words] = face.tip.children;
    view.thumbnail(at, picture);
    enlargeTo(picture, 84, view.net.output);
    words.textContent = view.labels ? this.data.classes[view.labels[at]] : `Point ${at + 1}`;
    face.tip.style.left = `${Math.min(x + 14, box.width - 108)}px`;
    face.tip.style.top = `${Math.max(4, Math.min(y + 14, box.height - 124))}px`;
  }

  resize() {
    if (!this.planes || !this.host.clientWidth) return;
    for (const face of this.faces) face.canvas.style.height = `${face.canvas.clientWidth}px`;
    this.repaint();
  }

  /** The ground has changed: colours, size, layers or axes. */
  repaint() {
    const space = { span: this.span, steps: this.steps, layers: this.layers, only: this.only };
    this.planes.forEach((plane) => plane.setSpace(space, this.theme));
    this.faces.forEach((face, k) => {
      const { view } = face.plane;
      const told = this.layers.has("holes") && view.n;
      face.holes.textContent = told ? `${Math.round(100 * face.plane.measure().share)} % of ${view.prior ? "the prior" : "the codes’ own bell"} lies in holes` : "";
      enlargeTo(face.picture, this.roomFor(face), this.views[k].net.output);
    });
    for (const dot of this.host.querySelectorAll(".dot")) {
      const label = Number(dot.parentElement.dataset.label);
      const brush = sharp(dot, 12, 12);
      brush.fillStyle = this.theme.palette[label % this.theme.palette.length];
      traceShape(brush, Math.floor(label / this.theme.palette.length), 6, 6, 4.2);
      brush.fill();
    }
    this.painted = null;
    this.wake();
  }

  roomFor(face) {
    const { clientWidth } = face.card;
    return Math.max(84, Math.min(224, clientWidth < 260 ? clientWidth - 28 : clientWidth / 2));
  }

  wake() {
    this.frame ??= requestAnimationFrame((now) => this.tick(now));
  }

  /** One frame of the screen: decode if the place is new, otherwise use the time for the grid of pictures. */
  tick(now) {
    this.frame = null;
    if (!this.host.isConnected) return;
    if (this.glide) {
      const share = Math.min(1, (now - this.glide.start) / 420);
      const eased = 1 - (1 - share) ** 3;
      this.z.forEach((_, axis) => (this.z[axis] = this.glide.from[axis] + eased * (this.glide.goal[axis] - this.glide.from[axis])));
      if (share === 1) this.glide = null;
    }
    const place = this.z.join();
    const moved = place !== this.painted;
    if (moved) {
      this.painted = place;
      this.faces.forEach((face, k) => this.show(face, k));
      this.decoded += 1;
    }
    let busy = Boolean(this.glide);
    if (this.layers.has("pictures")) busy = this.workOnTiles(moved) || busy;
    this.planes.forEach((plane, k) => plane.draw(this.placeIn(k), plane.canvas.matches(":focus-visible")));
    if (busy) this.wake();
  }

  workOnTiles(moved) {
    // For more than two dimensions the grid depends on the others, too: it is asked for when the hand rests.
    const others = Array.from(this.z, (value, axis) => (this.span.includes(axis) ? 0 : value.toFixed(3)));
    const axes = JSON.stringify([this.span, this.steps]);
    const wanted = JSON.stringify([axes, others, this.planes.map((plane) => plane.wantedTiles), this.theme.text]);
    if (wanted !== this.tilesFor) {
      this.planes.forEach((plane, k) => plane.askTiles(this.placeIn(k), axes !== this.tileAxes));
      this.tilesFor = wanted;
      this.tileAxes = axes;
    }
    if (moved) return true;
    const worked = this.planes.map((plane) => plane.workOnTiles(7 / this.planes.length));
    this.planes.forEach((plane, k) => worked[k] && plane.paintGround());
    return this.planes.some((plane) => plane.queue.length > 0);
  }

  show(face, k) {
    const view = this.views[k];
    const z = this.placeIn(k);
    view.shown = Float32Array.from(view.net.run(z));
    paint(face.picture, view.shown, view.net.output);
    const { facts } = face;
    const spanned = this.span.map((axis) => signed(z[axis]));
    facts.here.textContent = view.d === 2 ? `z = (${spanned.join(", ")})` : `z${this.span[0] + 1} ${spanned[0]}   z${this.span[1] + 1} ${spanned[1]}`;
    const near = neighbours(view, z);
    if (near && facts.class) {
      facts.class.number.textContent = this.data.classes[near.label];
      facts.class.small.textContent = `${Math.round(100 * near.share)} % of neighbours`;
    }
    const radius = Math.hypot(...z.map((value, axis) => (view.prior ? value : (value - view.middle[axis]) / view.width[axis])));
    facts.far.number.textContent = `${radius.toFixed(2)} σ`;
    if (view.prior) this.showDistance(facts, view.d, radius);
    else facts.far.small.textContent = view.n ? "of the codes themselves" : "";
    const words = `${facts.here.textContent}${near ? `, looks like ${this.data.classes[near.label]}` : ""}, ${radius.toFixed(2)} sigma from the centre`;
    face.canvas.setAttribute("aria-valuetext", words);
    face.canvas.setAttribute("aria-valuenow", z[this.span[0]].toFixed(2));
    face.picture.setAttribute("aria-label", `The decoder's picture at ${words}`);
    if (k > 0) return;
    this.sliders.forEach(({ range, number }, axis) => {
      range.value = this.z[axis];
      range.style.setProperty("--share", `${(100 * (this.z[axis] - range.min)) / (range.max - range.min)}%`);
      if (number !== this.host.getRootNode().activeElement) number.value = this.z[axis].toFixed(2);
    });
  }

  showDistance(facts, d, radius) {
    const { reach, curve, beyond } = distances(d, radius);
    facts.far.small.textContent = `${beyond > 0.995 ? 100 : (100 * beyond).toFixed(beyond < 0.1 ? 1 : 0)} % of draws lie farther out`;
    const [width, height] = [facts.curve.clientWidth, facts.curve.clientHeight];
    if (!width) return;
    const brush = sharp(facts.curve, width, height);
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

/** A view with all that is heavy in it. What has a name is kept as long as the page lives, and crosses only once. */
function unabridged({ heavy, ...view }) {
  const kept = (window.__atelierViews ??= {});
  if (heavy && view.kept) kept[view.kept] = heavy;
  return { ...view, ...(heavy ?? kept[view.kept]) };
}

/** What Python sent for one view, opened. Nets are kept from the view before, where their weights are the same. */
function openView(view, d, old) {
  const points = view.n ? decodeNumbers(view.points) : new Float32Array(0);
  const axes = Array.from({ length: d }, (_, axis) => axis);
  const mean = (axis) => points.reduce((sum, value, at) => sum + (at % d === axis ? value : 0), 0) / view.n;
  const open = {
    ...view,
    d,
    points,
    net: old && old.packed.shorts === view.net.shorts && old.packed.floats === view.net.floats ? old.net : openNet(view.net),
    packed: view.net,
    labels: view.labels ? decodeBase64(view.labels) : null,
    spreads: view.spreads ? decodeNumbers(view.spreads) : null,
    middle: view.n ? axes.map(mean) : view.centre,
    width: axes.map((axis) => (view.n && deviation(points, d, view.n, axis)) || 1),
    near: {},
  };
  const atlas = view.atlas ? el("img", { src: view.atlas.url }) : null;
  open.thumbnail = (at, canvas) => {
    const [, height, width] = open.net.output;
    if (!atlas?.complete) return paint(canvas, open.net.run(points.subarray(at * d, (at + 1) * d)), open.net.output);
    const { columns, side } = view.atlas;
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d").drawImage(atlas, (at % columns) * side[1], Math.floor(at / columns) * side[0], side[1], side[0], 0, 0, width, height);
  };
  return open;
}

export default (component) => mount(component, (host, data) => new Pad(host, data));
