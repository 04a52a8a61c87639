// Drafts of one text, from the first step to the newest: play, or drag through them.

const TURN = 900;

class Drafts {
  constructor(host) {
    this.host = host;
    this.at = null;
    this.page = el("div", { class: "page", role: "region", tabindex: 0, "aria-label": N_("What it wrote") });
    this.step = el("output", {});
    this.range = el("input", { type: "range", min: 0, step: 1, "aria-label": N_("Step"), input: () => this.show(Number(this.range.value)) });
    this.play = el("button", { type: "button", class: "button icon-only", title: N_("Play"), "aria-label": N_("Play"), click: () => this.playOrPause() }, icon("play"));
    host.replaceChildren(el("section", { class: "card drafts" }, el("div", { class: "hold" }, this.play, this.range, this.step), this.page));
  }

  remove() {
    clearInterval(this.playing);
  }

  update(data) {
    const newest = this.at === null || this.at >= this.drafts.length - 1;
    this.drafts = data.drafts;
    this.given = data.given;
    this.range.max = Math.max(0, this.drafts.length - 1);
    if (this.drafts.length) this.show(newest && !this.playing ? this.drafts.length - 1 : Math.min(this.at, this.drafts.length - 1));
    expose(data.name, { drafts: this });
  }

  show(at) {
    this.at = at;
    const { step, passage, known } = this.drafts[at];
    setRange(this.range, at);
    this.step.textContent = _("step {step}", { step: step.toLocaleString("en") });
    this.range.setAttribute("aria-valuetext", this.step.textContent);
    const signs = Array.from(passage);
    const parts = [];
    let done = 0;
    const upTo = (end, kind) => {
      if (end > done) parts.push(el("span", { class: kind }, signs.slice(done, end).join("")));
      done = Math.max(done, end);
    };
    upTo(this.given, "given");
    for (const [from, to] of known) {
      upTo(from, "");
      upTo(to, "known");
    }
    upTo(signs.length, "");
    this.page.replaceChildren(...parts);
  }

  playOrPause() {
    const was = this.playing;
    clearInterval(was);
    this.playing = null;
    if (!was) {
      if (this.at >= this.drafts.length - 1) this.show(0);
      this.playing = setInterval(() => (this.at < this.drafts.length - 1 ? this.show(this.at + 1) : this.playOrPause()), TURN);
    }
    this.play.replaceChildren(icon(this.playing ? "pause" : "play"));
    for (const property of ["title", "aria-label"]) say(this.play, property, this.playing ? N_("Pause") : N_("Play"));
  }
}

export default (component) => mount(component, (host) => new Drafts(host));
