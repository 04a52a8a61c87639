// Time under the hand: a slider from noise to data, and a button that lets time go forth and back by itself.

/** Seconds from noise to data, and of rest at each end. */
const WAY = 3.2;
const REST = 0.8;

class Clock {
  constructor(wake) {
    this.wake = wake;
    this.t = calm() ? 1 : 0;
    this.passed = 0;
    this.playing = !calm();
    this.button = el("button", { type: "button", class: "button main", click: () => this.play(!this.playing) });
    this.slider = el("input", { type: "range", min: 0, max: 1, step: 0.005, "aria-label": N_("Time, from noise to data"), input: () => this.hold(Number(this.slider.value)) });
    this.number = el("output", {});
    const ends = [el("span", { class: "end" }, N_("noise")), el("span", { class: "end" }, N_("data"))];
    this.node = el("div", { class: "clock" }, this.button, el("label", { class: "time" }, ends[0], this.slider, ends[1], this.number));
    this.follow();
  }

  play(playing) {
    this.playing = playing;
    this.before = null;
    if (playing) this.passed = this.t >= 0.999 ? WAY + REST : this.t * WAY;
    this.follow();
    this.wake();
  }

  /** The hand takes time. */
  hold(t) {
    this.t = t;
    this.playing = false;
    this.follow();
    this.wake();
  }

  /** A frame has passed. */
  tick(now) {
    if (!this.playing) return;
    this.passed += Math.min(0.1, (now - (this.before ?? now)) / 1000);
    this.before = now;
    const round = this.passed % (2 * (WAY + REST));
    const t = round < WAY + REST ? round / WAY : 1 - (round - WAY - REST) / WAY;
    this.t = within(t);
    this.follow();
  }

  follow() {
    const shown = this.playing ? "pause" : "play";
    if (this.shown !== shown) this.button.replaceChildren(icon(shown), el("span", {}, this.playing ? N_("Pause") : N_("Play")));
    this.shown = shown;
    setRange(this.slider, this.t);
    this.number.textContent = this.t.toFixed(2);
    this.slider.setAttribute("aria-valuetext", this.t.toFixed(2));
  }
}
