// The line-up: faces decoded from their codes, picked by click or key, each into a group.

const SLICE = 8; // milliseconds of each screen frame that decoding may take
const REPORT = 150; // milliseconds of rest before Python hears of a pick

const remembered = new Map(); // line-up and faces -> the picks, also when the page takes the line-up down and builds it anew

class Lineup {
  constructor(host) {
    this.host = host;
    this.sent = 0;
    this.queue = [];
    this.wake = onceAFrame(host, () => this.decode());
  }

  remove() {
    this.wake.stop();
    clearTimeout(this.reporting);
  }

  update(data, theme) {
    const fresh = this.data?.stamp !== data.stamp || this.data?.weights !== data.weights;
    this.data = data;
    this.theme = theme;
    if (fresh) this.build();
    this.follow();
    expose(data.name, {
      lineup: this,
      get sent() {
        return this.lineup.sent;
      },
      get groups() {
        return structuredClone(this.lineup.picks);
      },
      pending: () => this.queue.length,
    });
  }

  build() {
    const { codes, n, groups, first, side, title } = this.data;
    this.codes = decodeNumbers(codes);
    const kept = this.data.remembers ? remembered.get(this.memory()) : null;
    this.picks = structuredClone(kept ?? first);
    this.group = groups[0];
    this.faces = Array.from({ length: n }, (_, place) => {
      const canvas = el("canvas", { "aria-hidden": "true", width: 1, height: 1 });
      const tag = el("span", { class: "tag", hidden: true });
      const button = el("button", { type: "button", class: "face", role: "option", click: () => this.pick(place), keydown: (event) => this.key(event, place) }, canvas, tag);
      return { canvas, tag, button };
    });
    this.focusOn(this.picks[this.group][0] ?? 0, false);
    this.line = el("div", { class: "line", role: "listbox", "aria-label": title, "aria-multiselectable": groups.length > 1 || this.data.most > 1 }, ...this.faces.map(({ button }) => button));
    this.line.style.setProperty("--side", `${side}px`);
    this.choices = groups.map((group) => {
      const count = el("span", { class: "count" });
      const words = el("span");
      const button = el("button", { type: "button", class: "group", role: "radio", click: () => this.choose(group) }, el("span", { class: "dot" }), words, count);
      return { group, words, count, button };
    });
    const row = groups.length > 1 ? el("div", { class: "groups", role: "radiogroup", "aria-label": N_("A click picks for") }, ...this.choices.map(({ button }) => button)) : null;
    this.host.replaceChildren(...[row, this.line].filter(Boolean));
    this.queue = this.faces.map((_, place) => place);
    this.wake();
    if (kept) this.report(); // Python may have heard of other faces since
  }

  /** How many are picked, here and on other pages. */
  counted(group) {
    return this.picks[group].length + (this.data.beyond[group] ?? 0);
  }

  memory() {
    return `${this.data.name} ${this.data.stamp} ${this.data.groups}`;
  }

  choose(group) {
    this.group = group;
    this.follow();
  }

  pick(place) {
    const { groups, most } = this.data;
    const mine = this.picks[this.group];
    const again = mine.includes(place);
    if (again && groups.length === 1 && most === 1) return;
    for (const group of groups) this.picks[group] = this.picks[group].filter((other) => other !== place);
    if (!again) {
      if (most === 1) this.picks[this.group] = [place];
      else if (this.counted(this.group) < most) this.picks[this.group].push(place);
    }
    this.focusOn(place, false);
    this.follow();
    this.report();
  }

  key(event, place) {
    const across = Math.max(1, getComputedStyle(this.line).gridTemplateColumns.split(" ").length);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    const group = this.data.groups[Number(event.key) - 1];
    if (step) this.focusOn(within(place + step, 0, this.faces.length - 1), true);
    else if (event.key === "Home") this.focusOn(0, true);
    else if (event.key === "End") this.focusOn(this.faces.length - 1, true);
    else if (group && this.data.groups.length > 1) this.choose(group);
    else return;
    event.preventDefault();
  }

  /** One face at a time can be reached by Tab; arrows lead to the others. */
  focusOn(place, move) {
    this.faces.forEach(({ button }, other) => (button.tabIndex = other === place ? 0 : -1));
    if (move) this.faces[place].button.focus();
  }

  /** Rings, tags and counts say who is picked. */
  follow() {
    const { groups, words, what } = this.data;
    const colours = groups.length > 1 ? groups.map((_, k) => this.theme.palette[k % this.theme.palette.length]) : [this.theme.primary];
    const home = new Map(groups.flatMap((group, k) => this.picks[group].map((place) => [place, k])));
    this.faces.forEach(({ tag, button }, place) => {
      const k = home.get(place);
      const picked = k !== undefined;
      button.setAttribute("aria-selected", picked);
      button.setAttribute("aria-label", `${what} ${place + 1}${picked && groups.length > 1 ? `, ${words[k]}` : ""}`);
      button.style.setProperty("--mine", picked ? colours[k] : "transparent");
      tag.hidden = !picked || groups.length === 1;
      tag.textContent = picked ? words[k] : "";
    });
    this.choices.forEach(({ group, words: name, count, button }, k) => {
      name.textContent = words[k];
      button.style.setProperty("--mine", colours[k]);
      button.setAttribute("aria-checked", group === this.group);
      count.textContent = this.data.most > 1 ? String(this.counted(group)) : "";
    });
  }

  report() {
    remembered.set(this.memory(), structuredClone(this.picks));
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => {
      this.sent += 1;
      this.send("picked", { stamp: this.data.stamp, groups: structuredClone(this.picks) });
    }, REPORT);
  }

  decode() {
    const net = netOf(this.data.weights, this.wake);
    if (!net) return;
    const d = net.input[0];
    if (this.codes.length !== d * this.data.n) return;
    const start = performance.now();
    while (this.queue.length && performance.now() - start < SLICE) {
      const place = this.queue.shift();
      paint(this.faces[place].canvas, net.run(this.codes.subarray(place * d, (place + 1) * d)), net.output);
    }
    if (this.queue.length) this.wake();
  }
}

export default (component) => mount(component, (host) => new Lineup(host));
