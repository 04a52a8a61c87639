// The desk of a machine that writes: its text, the bars of what each letter could have been, and the sliders that choose among them.

/** For how long of each frame it writes, in milliseconds. */
const SLICE = 12;
const SHOWN_BARS = 14;
/** So many letters in a row, word for word as in the text that it read, are called known by heart. */
const BY_HEART = 40;

/** Among so many letters at the beginning the one is found at which it was least sure. */
const EARLY = 60;

/** The desks of this page: what is set on one is set on all, so that two machines can be compared. */
const together = new Set();

/** What was set, by key: a desk that Streamlit builds anew takes it up again. */
const desks = new Map();

class Desk {
  constructor(host) {
    this.host = host;
    this.wake = onceAFrame(host, () => this.tick());
    together.add(this);
  }

  remove() {
    together.delete(this);
    this.wake.stop();
    this.stopTune?.();
  }

  update(data, theme) {
    this.data = data;
    this.theme = theme;
    if (this.of !== data.of) {
      this.stopTune?.();
      const kept = desks.get(data.name);
      this.set = { temperature: 0.7, topK: 0, nucleus: 1, seed: 1, ...(kept?.set ?? {}) };
      this.of = data.of;
      this.alphabet = Array.from(data.model.letters);
      this.machine = openMachine(data.model, data.length);
      this.opening = kept?.of === data.of ? kept.opening : data.opening;
      this.build();
      this.begin();
    }
    expose(data.name, { desk: this, get text() { return this.desk.text(); }, scoresOf: (text) => scoresOf(data.model, text), notesOf });
  }

  build() {
    const { music } = this.data;
    this.sliders = {};
    this.page = el("div", { class: "page", tabindex: 0, role: "group", "aria-label": N_("What the machine writes. Arrow keys choose a letter."), click: (event) => this.choose(Number(event.target.dataset.at)), keydown: (event) => this.onKey(event) });
    this.bars = el("div", { class: "bars" });
    this.strip = el("div", { class: "strip", "aria-hidden": "true" });
    this.asked = el("p", { class: "asked" });
    this.note = el("p", { class: "note", role: "status" });
    const first = el("input", { type: "text", maxlength: 80, "aria-label": N_("How it begins"), input: () => this.openWith(first.value.replaceAll("↵", "\n")) });
    first.value = this.opening.replaceAll("\n", "↵");
    this.play = music ? el("button", { type: "button", class: "button", click: () => this.playOrStop() }, icon("play"), this.playWords = el("span", {}, N_("Play the tunes"))) : null;
    const again = el("button", { type: "button", class: "button", click: () => this.reroll() }, icon("dice"), N_("Other dice"));
    this.host.replaceChildren(
      el(
        "section",
        { class: "card writer" },
        el("header", {}, el("label", { class: "first" }, el("span", {}, N_("Begin with")), first), el("div", { class: "acts" }, again, this.play)),
        el("div", { class: "sliders" }, this.slider("temperature", N_("Temperature"), 0, 2, 0.01), this.slider("nucleus", N_("Nucleus"), 0.05, 1, 0.01), this.slider("topK", N_("Top-k"), 0, this.alphabet.length, 1)),
        el("div", { class: "body" }, el("div", { class: "left" }, this.page, this.note), el("div", { class: "right" }, this.asked, this.strip, this.bars)),
      ),
    );
  }

  slider(name, words, low, high, step) {
    const number = el("output", {});
    const range = el("input", { type: "range", min: low, max: high, step, "aria-label": words });
    const show = this.sliders[name] = () => {
      setRange(range, this.set[name]);
      number.textContent = name === "topK" ? this.set.topK || _("all") : this.set[name].toFixed(2);
    };
    const remember = () => together.forEach((desk) => desk.remember());
    range.addEventListener("pointerdown", remember);
    range.addEventListener("keydown", remember);
    range.addEventListener("input", () => together.forEach((desk) => desk.turn(name, Number(range.value))));
    show();
    return el("label", { class: "slider" }, el("span", {}, words), number, range);
  }

  /** Begin anew: the opening, and nothing chosen by hand. */
  begin() {
    this.first = Math.min(numbered(this.opening, this.alphabet).length, this.data.length - 1);
    this.written = numbered(this.opening, this.alphabet).slice(0, this.first);
    this.forced = new Map();
    this.before = null;
    this.chosen = null;
    this.scores = [new Float32Array(this.alphabet.length)];
    this.written.forEach((letter, at) => (this.scores[at + 1] = this.machine.read(at, letter)));
    this.chance = dice(this.set.seed);
    this.thrown = Array.from({ length: this.data.length }, () => this.chance());
    this.rewrite();
  }

  openWith(text) {
    this.opening = text;
    this.begin();
  }

  reroll() {
    const seed = this.set.seed + 1;
    for (const desk of together) {
      desk.set.seed = seed;
      desk.begin();
    }
  }

  /** A slider was moved, here or on another desk. */
  turn(name, value) {
    this.set[name] = value;
    this.sliders[name]();
    this.rewrite();
  }

  /** What stands now is what the next change is compared with. */
  remember() {
    this.before = [...this.written];
  }

  /** Go through the text again with the same random numbers. As long as the letters stay, nothing has to be read anew. */
  rewrite(from = this.first) {
    this.stopTune?.();
    this.at = from;
    desks.set(this.data.name, { of: this.of, set: { ...this.set }, opening: this.opening });
    this.wake();
  }

  tick() {
    const start = performance.now();
    const length = this.data.length;
    while (this.at < length && performance.now() - start < SLICE) {
      const at = this.at;
      const wanted = this.forced.get(at) ?? chosenAt(laid(this.scores[at], this.set), this.thrown[at]);
      if (this.written[at] !== wanted) {
        this.written.length = at;
        this.written.push(wanted);
        this.scores.length = at + 1;
      }
      if (!this.scores[at + 1]) this.scores[at + 1] = this.machine.read(at, wanted);
      this.at += 1;
    }
    this.draw();
    if (this.at < length) this.wake();
    else this.findKnown();
  }

  text() {
    return this.written.map((letter) => this.alphabet[letter]).join("");
  }

  /** Where the text differs first from what stood before; null where it does not. */
  branch() {
    if (!this.before) return null;
    const at = this.written.findIndex((letter, place) => letter !== this.before[place]);
    return at < 0 ? null : at;
  }

  draw() {
    const branch = this.branch();
    const shown = this.shownLetter();
    while (this.page.childElementCount > this.written.length) this.page.lastChild.remove();
    this.written.forEach((letter, at) => {
      const sign = this.alphabet[letter];
      const span = this.page.children[at] ?? this.page.appendChild(el("span", { "data-at": at }));
      const words = sign === "\n" ? "↵\n" : sign;
      if (span.textContent !== words) span.textContent = words;
      span.className = [at < this.first && "given", sign === "\n" && "end", this.forced.has(at) && "put", branch !== null && at >= branch && "new", at === branch && "branch", at === shown && "chosen"].filter(Boolean).join(" ");
    });
    this.drawBars(shown);
    this.tellBranch(branch);
  }

  tellBranch(branch) {
    this.toldBranch = branch === null ? "" : _("It branches at letter {n}: up to there the same random numbers chose the same letters.", { n: branch - this.first + 1 });
    this.note.textContent = this.toldBranch;
  }

  /** The letter whose bars are shown: the chosen one, else where it branched, else where at first it was least sure. */
  shownLetter() {
    return Math.min(this.chosen ?? this.branch() ?? this.leastSure(), this.written.length - 1);
  }

  leastSure() {
    let [found, least] = [this.first, Infinity];
    for (let at = this.first; at < Math.min(this.first + EARLY, this.written.length); at++) {
      const share = laid(this.scores[at], { temperature: 1, topK: 0, nucleus: 1 }).likely[0];
      if (share < least) [found, least] = [at, share];
    }
    return found;
  }

  drawBars(at) {
    const line = laid(this.scores[at], this.set);
    const plain = laid(this.scores[at], { temperature: 1, topK: 0, nucleus: 1 });
    const by = new Map(plain.order.map((letter, place) => [letter, plain.likely[place]]));
    const before = this.written.slice(Math.max(0, at - 14), at).map((letter) => visible(this.alphabet[letter])).join("");
    this.asked.replaceChildren(...rich(_("After **{letters}** comes:", { letters: before || "…" })));
    const most = Math.max(line.likely[0], 0.001);
    this.bars.replaceChildren(
      ...line.order.slice(0, SHOWN_BARS).map((letter, place) => {
        const share = line.likely[place];
        const mine = letter === this.written[at];
        const name = visible(this.alphabet[letter]);
        const words = _("Put {letter} here: {share} %", { letter: name, share: (100 * share).toFixed(1) });
        return el(
          "button",
          { type: "button", class: mine ? "bar mine" : "bar", "aria-label": words, title: words, "aria-pressed": mine, disabled: at < this.first, click: () => this.put(at, letter) },
          el("b", {}, name),
          el("span", { class: "track" }, el("i", { style: `width:${(100 * share) / Math.max(most, by.get(line.order[0]))}%` }), el("u", { style: `left:${(100 * by.get(letter)) / Math.max(most, by.get(line.order[0]))}%` })),
          el("small", {}, `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`),
        );
      }),
    );
    this.drawStrip(line, at);
  }

  /** All letters one after another on a line of length 1, and the random number as a needle. */
  drawStrip(line, at) {
    let reached = 0;
    const parts = [];
    for (let place = 0; place < line.order.length && reached < 0.995; place++) {
      const share = line.likely[place];
      if (share > 0.002) parts.push(el("span", { class: line.order[place] === this.written[at] ? "mine" : "", style: `width:${100 * share}%` }, share > 0.06 ? visible(this.alphabet[line.order[place]]) : ""));
      reached += share;
    }
    const needle = at >= this.first ? el("i", { class: "needle", style: `left:${100 * this.thrown[at]}%` }) : null;
    this.strip.replaceChildren(...parts, ...(needle ? [needle] : []));
  }

  choose(at) {
    if (!Number.isInteger(at) || at < 0 || at >= this.written.length) return;
    this.chosen = at;
    this.draw();
  }

  onKey(event) {
    const way = arrowOf(event);
    if (!way) return;
    event.preventDefault();
    this.choose(this.shownLetter() + (way[0] || 20 * way[1]));
  }

  /** Put another letter, and let it go on from there. */
  put(at, letter) {
    this.remember();
    for (const place of [...this.forced.keys()]) if (place > at) this.forced.delete(place);
    this.forced.set(at, letter);
    this.chosen = at;
    this.rewrite(at);
  }

  /** Underline what stands in the text that it read, word for word. */
  findKnown() {
    if (!this.data.read) return;
    const spans = knownByHeart(this.text(), this.data.read);
    let known = 0;
    for (const [from, to] of spans) {
      known += to - from;
      for (let at = from; at < to; at++) this.page.children[at]?.classList.add("known");
    }
    const told = known ? _("Underlined: {n} letters in stretches of {most} and more that stand word for word in what it read.", { n: known, most: BY_HEART }) : _("No stretch of {most} letters stands word for word in what it read.", { most: BY_HEART });
    this.note.textContent = `${this.toldBranch} ${told}`;
  }

  playOrStop() {
    if (this.stopTune) return this.stopTune();
    const notes = notesOf(this.text());
    if (!notes.length) {
      this.note.textContent = _("There is no tune in this text yet: let it begin with X:1, or lower the temperature.");
      return;
    }
    say(this.playWords, "textContent", N_("Stop"));
    const stop = playNotes(notes, (note) => {
      for (const span of this.page.querySelectorAll(".sounds")) span.classList.remove("sounds");
      if (note) for (let at = note.from; at < note.to; at++) this.page.children[at]?.classList.add("sounds");
      else {
        this.stopTune = null;
        say(this.playWords, "textContent", N_("Play the tunes"));
      }
    });
    this.stopTune = stop;
  }
}

/** [from, to) of each stretch of BY_HEART letters or more that stands in `read`. */
function knownByHeart(text, read) {
  const found = [];
  let at = 0;
  while (at + BY_HEART <= text.length) {
    let to = at + BY_HEART;
    let place = read.indexOf(text.slice(at, to));
    if (place < 0) {
      at += 1;
      continue;
    }
    while (place >= 0 && to < text.length) {
      place = read.indexOf(text.slice(at, to + 1), place);
      if (place >= 0) to += 1;
    }
    found.push([at, to]);
    at = to;
  }
  return found;
}

/** For tests: the scores after each letter of a text. */
function scoresOf(model, text) {
  const machine = openMachine(model, text.length);
  return numbered(text, model.letters).map((letter, at) => Array.from(machine.read(at, letter)));
}

export default (component) => mount(component, (host) => new Desk(host));
