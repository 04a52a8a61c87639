// A film: frames on one sheet, and a hand on it. A frame may have several pictures side by side, each with words of its own.

ICONS.film = "M4 5h16v14H4zM8 5v14M16 5v14M4 9h4M4 15h4M16 9h4M16 15h4";

const SPEEDS = { 0.25: "¼ ×", 0.5: "½ ×", 1: "1 ×", 2: "2 ×" };

class Film {
  constructor(host, data) {
    this.host = host;
    this.wake = onceAFrame(host, (now) => this.tick(now));
    this.at = 0;
    this.rate = 1;
    this.playing = !calm() && !data.newest;
    this.panes = (data.panes ?? [null]).map((pane) => this.paneOf(pane));
    this.toggle = el("button", { type: "button", class: "button icon-only", click: () => this.play(!this.playing) });
    this.scrub = el("input", { type: "range", min: 0, step: 1, "aria-label": N_("Frame") });
    this.scrub.addEventListener("input", () => {
      this.play(false);
      this.go(Number(this.scrub.value));
    });
    this.said = el("output");
    this.marks = el("div", { class: "marks" });
    this.again = el("button", { type: "button", class: "button small", "aria-pressed": "true", click: () => this.setLoop(!this.loop) }, icon("reset"), N_("Loop"));
    const speeds = segmented(N_("Speed"), SPEEDS, "1", (rate) => (this.rate = Number(rate)));
    this.record = el("button", { type: "button", class: "button small", click: () => this.save() }, icon("save"), N_("WebM"));
    const [{ picture }] = this.panes;
    this.record.hidden = !window.MediaRecorder?.isTypeSupported?.("video/webm") || !picture.captureStream;
    host.classList.add("film");
    host.classList.toggle("reel", Boolean(data.panes));
    const bar = el("div", { class: "bar" }, this.toggle, el("div", { class: "track" }, this.scrub, this.marks), this.said);
    host.append(el("div", { class: "panes" }, ...this.panes.map(({ node }) => node)), bar);
    // A reel goes at one pace, and its frames are of few pictures: nobody takes it away.
    if (!data.panes) host.append(el("div", { class: "tools" }, speeds, this.again, this.record));
    if (data.kept) this.addReel();
    host.addEventListener("keydown", (event) => this.press(event));
    this.deaf = hearMoments(() => this.data?.group, (step) => this.hear(step));
    this.image = new Image();
    this.image.onload = () => {
      this.reel?.update();
      this.show();
    };
  }

  addReel() {
    this.reel = new Reel(this);
    this.host.querySelector(".panes").append(this.reel.beside);
    this.host.append(this.reel.row, this.reel.tools, this.reel.dialog);
  }

  paneOf(pane) {
    const picture = el("canvas", { class: "picture", role: "img", tabindex: 0 });
    const [title, words] = [el("h2", {}, pane?.title ?? ""), el("p", { class: "words" })];
    return { picture, title, words, node: pane ? el("figure", {}, title, picture, words) : picture };
  }

  remove() {
    this.wake.stop();
    this.deaf();
  }

  update(data, theme) {
    const other = data.sheet.url !== this.data?.sheet.url;
    const atEnd = !this.data || this.at >= this.data.count - 1;
    this.data = data;
    this.theme = theme;
    this.host.classList.toggle("alone", data.panes?.length === 1);
    data.panes?.forEach((pane, k) => (this.panes[k].title.textContent = pane.title));
    if (other) {
      this.at = data.newest && atEnd ? data.count - 1 : Math.min(this.at, data.count - 1);
      this.setLoop(data.loop);
      this.image.src = data.sheet.url;
      this.scrub.max = data.count - 1;
      const place = (at) => `left: ${(100 * at) / Math.max(1, data.count - 1)}%`;
      this.marks.replaceChildren(...data.keys.map((at, k) => el("button", { type: "button", class: "mark", style: place(at), "aria-label": _("Key frame {number}", { number: k + 1 }), click: () => this.jump(at) })));
    }
    this.play(this.playing);
    this.show();
    expose(data.name, { film: this, frame: () => Math.floor(this.at), playing: () => this.playing, ready: () => this.image.complete && this.image.naturalWidth > 0 });
  }

  setLoop(loop) {
    this.loop = loop;
    this.again.setAttribute("aria-pressed", loop);
  }

  play(on) {
    // At its end a film that does not go round begins again.
    if (on && !this.loop && this.at >= this.data.count - 1) this.at = 0;
    this.playing = on;
    this.last = null;
    this.toggle.replaceChildren(icon(on ? "pause" : "play"));
    for (const property of ["title", "aria-label"]) say(this.toggle, property, on ? N_("Pause") : N_("Play"));
    this.wake();
  }

  jump(at) {
    this.play(false);
    this.go(at);
  }

  go(at) {
    this.at = within(at, 0, this.data.count - 1);
    this.show();
  }

  /** A chart was pointed at: the frame nearest to that step. */
  hear(step) {
    if (step === null || step === this.step) return;
    this.play(false);
    this.at = nearestOf(this.data.steps, step);
    this.show(false);
  }

  get step() {
    return this.data.steps?.[Math.floor(this.at)] ?? null;
  }

  press(event) {
    const arrow = arrowOf(event);
    if (event.target === this.scrub || (event.target.tagName === "BUTTON" && event.key === " ")) return;
    if (arrow && !event.target.closest(".segments")) this.jump(Math.floor(this.at) + arrow[0] - arrow[1]);
    else if (event.key === " ") this.play(!this.playing);
    else return;
    event.preventDefault();
  }

  tick(now) {
    if (!this.playing || !this.data) return;
    const { count, speed } = this.data;
    const past = this.last === null ? 0 : Math.min(0.2, (now - this.last) / 1000);
    this.last = now;
    let at = this.at + past * speed * this.rate;
    if (at >= count) {
      if (!this.loop) {
        this.go(count - 1);
        return this.play(false);
      }
      at %= count;
    }
    this.at = at;
    this.show();
    this.wake();
  }

  show(tell = true) {
    const { image, data } = this;
    if (!image.naturalWidth || !data) return;
    const frame = Math.floor(this.at);
    this.panes.forEach((pane, k) => this.draw(pane, frame * this.panes.length + k, frame, data.panes?.[k]));
    setRange(this.scrub, frame);
    this.said.textContent = data.steps ? _("step {step}", { step: this.step.toLocaleString("en") }) : `${frame + 1} / ${data.count}`;
    this.host.dataset.step = this.step ?? "";
    if (tell && data.steps) tellMoment(data.group, this.step);
  }

  draw({ picture, words }, index, frame, about) {
    const { count, title, steps } = this.data;
    this.paintFrame(picture, index);
    const label = about ? _("{title}, step {step}", { title: about.alt, step: steps[frame] }) : _("{title}, frame {frame} of {count}", { title, frame: frame + 1, count });
    if (picture.getAttribute("aria-label") !== label) picture.setAttribute("aria-label", label);
    const said = about?.said[frame] ?? "";
    if (words.dataset.now !== said) {
      words.dataset.now = said;
      words.replaceChildren(...rich(said));
    }
  }

  paintFrame(picture, index) {
    const { sheet, panes } = this.data;
    const { columns, side: [height, width] } = sheet;
    // Doubled until it is large enough for a film to be recorded from, and for small pixels to stay squares.
    const factor = Math.max(1, Math.round((panes ? 900 : 320) / width));
    if (picture.width !== width * factor || picture.height !== height * factor) [picture.width, picture.height] = [width * factor, height * factor];
    const brush = picture.getContext("2d");
    brush.imageSmoothingEnabled = !panes && width > 32;
    brush.drawImage(this.image, (index % columns) * width, Math.floor(index / columns) * height, width, height, 0, 0, picture.width, picture.height);
  }

  /** One round of the film as a file, made here in the browser. */
  save() {
    const recorder = new MediaRecorder(this.panes[0].picture.captureStream(30), { mimeType: "video/webm", videoBitsPerSecond: 4e6 });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      const address = URL.createObjectURL(new Blob(parts, { type: "video/webm" }));
      el("a", { href: address, download: "walk.webm" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
      this.record.disabled = false;
    };
    this.record.disabled = true;
    this.at = 0;
    this.play(true);
    recorder.start();
    setTimeout(() => recorder.stop(), (1000 * this.data.count) / (this.data.speed * this.rate));
  }
}

/** The place of the number in an ascending list that lies nearest to `value`. */
const nearestOf = (values, value) => values.reduce((best, one, k) => (Math.abs(one - value) < Math.abs(values[best] - value) ? k : best), 0);

export default (component) => mount(component, (host, data) => new Film(host, data));
