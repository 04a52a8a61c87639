// The latent pad: drag a point over a plane of codes, and the decoder's picture follows, all in the browser.

class Pad {
  constructor(host, data) {
    this.host = host;
    this.layers = new Set(data.layers);
    this.steps = "equal";
    this.decoded = 0;
    this.wake = onceAFrame(host, (now) => this.tick(now));
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(host);
  }

  remove() {
    this.watch.disconnect();
    this.wake.stop();
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
    this.faces = this.views.map((view, k) => new Face(this, view, k));
    this.planes = this.faces.map((face) => face.plane);
    const [{ map, card }] = this.faces;
    this.legend = new Legend(this);
    this.sliders = new Sliders(this);
    const [layers, legend, actions, sliders] = [layerButtons(this), this.legend.node, actionButtons(this), this.sliders.node];
    if (this.views.length === 1) {
      map.querySelector("header").append(layers);
      map.querySelector("footer").prepend(legend);
      this.host.replaceChildren(el("div", { class: "pad one" }, map, el("div", { class: "side" }, card, actions, sliders)));
    } else {
      const pairs = this.faces.map((face) => el("div", { class: "pair" }, face.map, face.card));
      this.host.replaceChildren(el("div", { class: "pad two" }, el("div", { class: "bar" }, layers, legend), ...pairs, actions, sliders));
    }
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

  resize() {
    if (!this.planes || !this.host.clientWidth) return;
    for (const face of this.faces) face.canvas.style.height = `${face.canvas.clientWidth}px`;
    this.repaint();
  }

  /** The ground has changed: colours, size, layers or axes. */
  repaint() {
    const space = { span: this.span, steps: this.steps, layers: this.layers, only: this.only };
    this.faces.forEach((face) => face.repaint(space, this.theme));
    this.legend.paint(this.theme);
    this.painted = null;
    this.wake();
  }

  /** One frame of the screen: decode if the place is new, otherwise use the time for the grid of pictures. */
  tick(now) {
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
      this.faces.forEach((face, k) => face.show(this.placeIn(k), this.span));
      this.sliders.follow(this);
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
}

export default (component) => mount(component, (host, data) => new Pad(host, data));
