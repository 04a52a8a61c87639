// Few steps and many, three samplers beside one another: where the same noise arrives, and how far that is from real points.

const COUNTS = [1, 2, 4, 50];
const COMPARED = { euler: "Euler", heun: "Heun", ddpm: "DDPM" };

/** Points in each little plane. */
const CROWD = 500;

class Steps {
  constructor(host, data) {
    this.host = host;
    this.frames = 0;
    this.seed = 1;
    this.wake = onceAFrame(host, (now) => this.tick(now));
    this.clock = new Clock(this.wake);
    this.clock.hold(1);
    this.ruler = new Ruler(CROWD);
    this.watch = new ResizeObserver(() => this.wake());
    this.watch.observe(host);
  }

  remove() {
    this.watch.disconnect();
    this.wake.stop();
  }

  update(data, theme) {
    this.data = data;
    this.colours = coloursOf(theme);
    if (!this.cells) this.build();
    if (this.stamp !== data.stamp) {
      this.stamp = data.stamp;
      this.field = new Field(data.field);
      this.real = decodeNumbers(data.real).subarray(0, 2 * CROWD);
      this.begin();
    }
    expose(data.name, {
      steps: this,
      found: () => this.cells.map(({ sampler, count, away }) => [sampler, count, away]),
    });
    this.wake();
  }

  build() {
    const again = () => {
      this.seed += 1;
      this.begin();
    };
    const other = el("button", { type: "button", class: "button", click: again }, icon("dice"), el("span", {}, N_("New noise")));
    this.cells = Object.keys(COMPARED).flatMap((sampler) => COUNTS.map((count) => this.buildCell(sampler, count)));
    this.quickest = this.cells.toSorted((one, other) => QUESTIONS[one.sampler] * one.count - QUESTIONS[other.sampler] * other.count);
    const rows = Object.entries(COMPARED).map(([sampler, name]) => {
      const asks = { euler: N_("goes straight on"), heun: N_("looks ahead and takes the mean: asks twice"), ddpm: N_("guesses the end and adds fresh noise") }[sampler];
      const mine = this.cells.filter((cell) => cell.sampler === sampler).map(({ node }) => node);
      return el("section", { class: "sampler" }, el("h2", {}, el("b", {}, name), el("span", { class: "quiet" }, asks)), el("div", { class: "cells" }, ...mine));
    });
    this.told = el("p", { class: "told", "aria-live": "polite" });
    this.host.replaceChildren(el("section", { class: "card flow" }, el("div", { class: "bar" }, this.clock.node, other), el("div", { class: "samplers" }, ...rows), this.told));
  }

  buildCell(sampler, count) {
    const canvas = el("canvas", { class: "plane", role: "img" });
    const words = el("span", { class: "away" });
    const title = el("span", { class: "count" });
    const node = el("figure", { class: "cell" }, canvas, el("figcaption", {}, title, words));
    return { sampler, count, node, title, words, plane: new Plane(canvas) };
  }

  /** All cells from the same noise. */
  begin() {
    const noise = bells(2 * CROWD, dice(this.seed));
    for (const cell of this.cells) {
      cell.walk = new Walk(this.field, cell.sampler, noise, cell.count, { random: dice(this.seed + 1) });
      cell.away = null;
      cell.measure = null;
    }
    this.wake();
  }

  tick(now) {
    if (!this.cells) return;
    this.clock.tick(now);
    const end = performance.now() + (this.clock.playing ? 8 : 30);
    const waiting = () => this.quickest.find((cell) => cell.away === null);
    while (performance.now() < end && waiting()) this.work(waiting(), end);
    this.draw();
    this.frames += 1;
    if (this.clock.playing || waiting()) this.wake();
  }

  work(cell, end) {
    if (!cell.walk.done) return cell.walk.work(Math.max(1, end - performance.now()));
    cell.measure ??= this.ruler.measure(cell.walk.last, this.real);
    const slice = cell.measure.next();
    if (slice.done) cell.away = slice.value;
  }

  draw() {
    const { t } = this.clock;
    for (const { plane, walk, sampler, count, away, title, words } of this.cells) {
      plane.side = plane.canvas.clientWidth;
      if (!plane.side) continue;
      const brush = sharp(plane.canvas, plane.side, plane.side);
      plane.drawReal(brush, this.real, faded(this.colours.real, 0.55));
      drawMadeSmall(brush, plane, walk.at(t), this.colours);
      title.textContent = count === 1 ? _("1 step") : _("{count} steps", { count });
      words.textContent = away ? _("{value} away", { value: away.value.toFixed(2) }) : _("measuring");
      plane.canvas.setAttribute("aria-label", `${COMPARED[sampler]}, ${title.textContent}: ${words.textContent}`);
    }
    this.tell();
  }

  tell() {
    const value = (sampler, count) => this.cells.find((cell) => cell.sampler === sampler && cell.count === count).away?.value;
    const known = { one: value("euler", 1), euler: value("euler", 4), heun: value("heun", 2), ddpm: value("ddpm", 4) };
    if (!Object.values(known).every(Number.isFinite)) return;
    const numbers = Object.fromEntries(Object.entries(known).map(([name, number]) => [name, number.toFixed(2)]));
    const words = [
      _("One Euler step ends {one} away, near the middle of all points: from the noise alone nobody can know where a point belongs.", numbers),
      _("With four questions each, Euler's 4 steps end {euler} away, Heun's 2 steps {heun}, DDPM's 4 steps {ddpm}.", numbers),
    ].join(" ");
    if (this.told.textContent !== words) this.told.textContent = words;
  }
}
