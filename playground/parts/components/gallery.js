// The gallery: pictures from one sheet, picked by click or key, each into a group.

/** How long the hand rests before Python hears of its picks, in milliseconds. */
const REST = 150;

/** Picks by key. A gallery that Streamlit builds anew takes them up again, and sends them again. */
const galleries = new Map();

class Gallery {
  constructor(host) {
    this.host = host;
    this.sent = 0;
    this.drawn = 0;
  }

  remove() {
    clearTimeout(this.reporting);
  }

  update(data, theme) {
    const before = this.data;
    this.data = data;
    this.theme = theme;
    const form = JSON.stringify([data.stamp, data.groups, data.grouped, data.limit, data.titles, data.alt]);
    if (before?.stamp !== data.stamp) this.begin();
    else if (form !== this.form) {
      this.fit();
      this.report(0);
    }
    if (form !== this.form) this.build();
    this.form = form;
    this.host.style.setProperty("--wide", `${(data.side * data.width) / Math.max(data.width, data.height)}px`);
    this.follow();
    if (data.sheet !== before?.sheet) this.load();
    expose(data.name, {
      gallery: this,
      get sent() {
        return this.gallery.sent;
      },
      get drawn() {
        return this.gallery.drawn;
      },
      get groups() {
        return structuredClone(this.gallery.picks);
      },
      get group() {
        return this.gallery.group;
      },
    });
  }

  /** Pictures that are new here. What Python has for them is the first choice, unless this gallery was only built anew. */
  begin() {
    const { name, stamp, first } = this.data;
    clearTimeout(this.reporting);
    const kept = galleries.get(name);
    const again = kept?.stamp === stamp;
    this.picks = structuredClone(again ? kept.picks : first);
    this.fit();
    this.told = again ? null : JSON.stringify(this.picks);
    this.report(0);
  }

  /** Groups may have got other names or hold fewer. By place, the first keeps the first one's pictures. */
  fit() {
    const { groups, limit } = this.data;
    const held = Object.values(this.picks);
    this.picks = Object.fromEntries(groups.map((group, k) => [group, (held[k] ?? []).slice(0, limit)]));
    if (!groups.includes(this.group)) [this.group] = groups;
  }

  build() {
    const { n, alt, titles, titled, grouped, groups, limit } = this.data;
    const held = this.grid?.contains(this.host.getRootNode().activeElement);
    this.cells = Array.from({ length: n }, (_, place) => {
      const canvas = el("canvas", { "aria-hidden": "true", width: 1, height: 1 });
      const tag = el("span", { class: "tag", "aria-hidden": "true", hidden: true });
      const cell = el("div", { class: "cell", role: "option", title: titled ? titles[place] : null, click: () => this.pick(place) }, canvas, tag);
      return { cell, canvas, tag };
    });
    const many = grouped || limit > 1;
    this.grid = el("div", { class: "grid", role: "listbox", "aria-label": alt, "aria-multiselectable": String(many) }, ...this.cells.map(({ cell }) => cell));
    this.grid.addEventListener("keydown", (event) => this.key(event));
    this.grid.addEventListener("focusin", (event) => {
      const place = this.cells.findIndex(({ cell }) => cell === event.target);
      if (place >= 0) this.rove(place);
    });
    this.host.replaceChildren(el("div", { class: "gallery" }, many ? this.buildHead() : null, this.grid));
    this.words = tagsOf(groups);
    this.rove(Math.min(n - 1, this.at ?? Object.values(this.picks).flat()[0] ?? 0), held);
    this.paintAll();
  }

  buildHead() {
    const { grouped, groups } = this.data;
    this.count = el("span", { class: "quiet", role: "status" });
    this.clear = el("button", { type: "button", class: "button icon-only", title: "Take all out", "aria-label": "Take all out", click: () => this.empty() }, icon("clear"));
    this.row = null;
    if (grouped) {
      this.row = segmented("A click picks for", Object.fromEntries(groups.map((group, k) => [k, group])), String(groups.indexOf(this.group)), (k) => this.choose(groups[k]));
      this.row.className = "groups";
      [...this.row.children].forEach((button, k) => {
        button.title = `Key ${k + 1}`;
        button.replaceChildren(el("i"), el("span", { class: "name" }, groups[k]), el("span", { class: "count" }));
      });
      this.row.addEventListener("keydown", (event) => this.chooseByKey(event));
    }
    return el("div", { class: "head" }, this.row ?? this.count, this.clear);
  }

  choose(group) {
    this.group = group;
    this.follow();
  }

  /** Number keys choose a group. Whether this was one. */
  chooseByKey(event) {
    const button = this.row?.children[Number(event.key) - 1];
    if (!button || event.ctrlKey || event.metaKey || event.altKey) return false;
    event.preventDefault();
    button.click();
    return true;
  }

  pick(place) {
    const { grouped, groups, limit } = this.data;
    const mine = this.picks[this.group];
    const again = mine.includes(place);
    this.rove(place);
    if (!grouped && limit === 1 && again) return;
    if (!again && limit > 1 && mine.length >= limit) return this.refuse();
    for (const group of groups) this.picks[group] = this.picks[group].filter((other) => other !== place);
    if (!again) this.picks[this.group] = limit === 1 ? [place] : [...this.picks[this.group], place];
    this.follow();
    this.report();
  }

  refuse() {
    const { limit } = this.data;
    this.count.textContent = `${limit} of ${limit} picked: take one out first`;
    if (!calm()) this.count.animate([{ color: this.theme.primary }, {}], 900);
  }

  empty() {
    for (const group of this.data.groups) this.picks[group] = [];
    this.follow();
    this.report();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.chooseByKey(event)) return;
    const { n } = this.data;
    const across = this.across();
    const to = { ArrowRight: this.at + 1, ArrowLeft: this.at - 1, ArrowDown: this.at + across, ArrowUp: this.at - across, Home: 0, End: n - 1 }[event.key];
    const below = Math.floor((n - 1) / across) > Math.floor(this.at / across);
    if (to !== undefined) this.rove(to >= 0 && to < n ? to : event.key === "ArrowDown" && below ? n - 1 : this.at, true);
    else if (event.key === "Enter" || event.key === " ") {
      if (!event.repeat) this.pick(this.at);
    } else return;
    event.preventDefault();
  }

  /** How many pictures stand beside each other. */
  across() {
    const top = this.cells[0].cell.offsetTop;
    const below = this.cells.findIndex(({ cell }) => cell.offsetTop > top);
    return below < 0 ? this.cells.length : below;
  }

  /** One picture at a time can be reached by Tab; arrows lead to the others. */
  rove(place, focus = false) {
    this.at = place;
    this.cells.forEach(({ cell }, k) => (cell.tabIndex = k === place ? 0 : -1));
    if (focus) this.cells[place].cell.focus();
  }

  /** Rings, tags and counts say who is picked. */
  follow() {
    const { name, stamp, groups, grouped, limit, titles } = this.data;
    const colours = grouped ? this.theme.palette : [this.theme.primary];
    const home = new Map(groups.flatMap((group, k) => this.picks[group].map((place) => [place, k])));
    this.cells.forEach(({ cell, tag }, place) => {
      const k = home.get(place);
      const picked = k !== undefined;
      cell.setAttribute("aria-selected", picked);
      cell.setAttribute("aria-label", picked && grouped ? `${titles[place]}, ${groups[k]}` : titles[place]);
      cell.style.setProperty("--mine", picked ? colours[k] : "transparent");
      tag.hidden = !picked || !grouped;
      if (tag.hidden) return;
      tag.textContent = this.words[k];
      tag.style.color = inkOn(colours[k]);
    });
    if (grouped) {
      [...this.row.children].forEach((button, k) => {
        button.style.setProperty("--mine", colours[k]);
        button.querySelector(".count").textContent = ` · ${this.picks[groups[k]].length}`;
      });
    } else if (limit > 1) this.count.textContent = `${home.size} of ${limit} picked`;
    if (grouped || limit > 1) {
      if (!home.size && this.clear.matches(":focus")) this.cells[this.at].cell.focus();
      this.clear.disabled = !home.size;
    }
    galleries.set(name, { stamp, picks: structuredClone(this.picks) });
  }

  /** One message to Python, once the hand rests, and only if something is new. */
  report(wait = REST) {
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => {
      const stands = JSON.stringify(this.picks);
      if (stands === this.told) return;
      this.told = stands;
      this.sent += 1;
      this.send("picked", { stamp: this.data.stamp, groups: structuredClone(this.picks) });
    }, wait);
  }

  async load() {
    const { sheet } = this.data;
    const picture = new Image();
    picture.src = sheet;
    await picture.decode();
    if (sheet !== this.data.sheet) return;
    this.sheet = picture;
    this.paintAll();
  }

  /** Each picture onto its canvas. Small ones by a whole factor, so that their pixels come out equal at any size. */
  paintAll() {
    const { sheet, columns, width, height, smooth, side } = this.data;
    if (this.sheet?.src !== sheet) return;
    const sharpness = Math.ceil(window.devicePixelRatio || 1);
    const factor = smooth ? 1 : Math.ceil((side * sharpness) / Math.max(width, height));
    this.cells.forEach(({ canvas }, place) => {
      canvas.width = width * factor;
      canvas.height = height * factor;
      const brush = canvas.getContext("2d");
      brush.imageSmoothingEnabled = false;
      brush.drawImage(this.sheet, (place % columns) * width, Math.floor(place / columns) * height, width, height, 0, 0, canvas.width, canvas.height);
    });
    this.drawn += 1;
  }
}

/** What a picked picture wears: the group's first word, or its number where first words do not tell groups apart. */
function tagsOf(groups) {
  const words = groups.map((group) => group.trim().split(/\s+/)[0]);
  return new Set(words).size === words.length ? words : groups.map((_, k) => String(k + 1));
}

/** Black or white, whichever is read more easily on this colour (WCAG's relative luminance). */
function inkOn(colour) {
  const [r, g, b] = rgbOf(colour).map((value) => (value <= 10 ? value / 3295 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#14131c" : "#ffffff";
}

export default (component) => mount(component, (host) => new Gallery(host));
