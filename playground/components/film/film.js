// A film of a walk: frames on one sheet, and a hand on it.

ICONS.film = "M4 5h16v14H4zM8 5v14M16 5v14M4 9h4M4 15h4M16 9h4M16 15h4";

const SPEEDS = { 0.25: "¼ ×", 0.5: "½ ×", 1: "1 ×", 2: "2 ×" };

class Film {
  constructor(host) {
    this.host = host;
    this.wake = onceAFrame(host, (now) => this.tick(now));
    this.at = 0;
    this.rate = 1;
    this.playing = !calm();
    this.picture = el("canvas", { class: "picture", role: "img", tabindex: 0 });
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
    this.record.hidden = !window.MediaRecorder?.isTypeSupported?.("video/webm") || !this.picture.captureStream;
    host.classList.add("film");
    const bar = el("div", { class: "bar" }, this.toggle, el("div", { class: "track" }, this.scrub, this.marks), this.said);
    host.append(this.picture, bar, el("div", { class: "tools" }, speeds, this.again, this.record));
    host.addEventListener("keydown", (event) => this.press(event));
    this.image = new Image();
    this.image.onload = () => this.show();
  }

  remove() {
    this.wake.stop();
  }

  update(data, theme) {
    const other = data.sheet.url !== this.data?.sheet.url;
    this.data = data;
    this.theme = theme;
    if (other) {
      this.at = Math.min(this.at, data.count - 1);
      this.setLoop(data.loop);
      this.image.src = data.sheet.url;
      this.scrub.max = data.count - 1;
      const place = (at) => `left: ${(100 * at) / Math.max(1, data.count - 1)}%`;
      this.marks.replaceChildren(...data.keys.map((at, k) => el("button", { type: "button", class: "mark", style: place(at), "aria-label": _("Key frame {number}", { number: k + 1 }), click: () => this.jump(at) })));
    }
    this.play(this.playing);
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

  show() {
    if (!this.image.naturalWidth) return;
    const { count, title, sheet } = this.data;
    const { columns, side: [height, width] } = sheet;
    const frame = Math.floor(this.at);
    // Doubled until it is large enough for a film to be recorded from.
    const factor = Math.max(1, Math.round(320 / width));
    if (this.picture.width !== width * factor) [this.picture.width, this.picture.height] = [width * factor, height * factor];
    const brush = this.picture.getContext("2d");
    brush.imageSmoothingEnabled = width > 32;
    brush.drawImage(this.image, (frame % columns) * width, Math.floor(frame / columns) * height, width, height, 0, 0, this.picture.width, this.picture.height);
    setRange(this.scrub, frame);
    this.said.textContent = `${frame + 1} / ${count}`;
    this.picture.setAttribute("aria-label", _("{title}, frame {frame} of {count}", { title, frame: frame + 1, count }));
  }

  /** One round of the film as a file, made here in the browser. */
  save() {
    const recorder = new MediaRecorder(this.picture.captureStream(30), { mimeType: "video/webm", videoBitsPerSecond: 4e6 });
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

export default (component) => mount(component, (host) => new Film(host));
