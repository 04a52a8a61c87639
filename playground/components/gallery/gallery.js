// The gallery: small pictures in groups, chosen by a click or by keys. All of them come in one file, cut up by CSS.

const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

class Gallery {
  constructor(host) {
    this.host = host;
    this.window = el("div", { class: "window", role: "listbox" });
    host.append(this.window);
    this.window.addEventListener("keydown", (event) => this.press(event));
    this.window.addEventListener("scroll", () => this.tell());
    this.resized = new ResizeObserver(() => this.tell());
    this.resized.observe(this.window);
  }

  /** Whether there is more below. */
  tell() {
    const { scrollTop, clientHeight, scrollHeight } = this.window;
    this.window.dataset.more = String(scrollTop + clientHeight < scrollHeight - 2);
  }

  press(event) {
    const all = [...this.window.querySelectorAll("[role=option]")];
    const at = all.indexOf(event.target.closest("[role=option]"));
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const { reference } = all[at].dataset;
    if (event.key === "+" && this.data.most > 1) this.pick(reference, true);
    else if (event.key === "Enter" || event.key === " ") this.pick(reference, false);
    else if (NEXT[event.key]) this.focus(all[(at + NEXT[event.key] + all.length) % all.length]);
    else if (event.key === "Home") this.focus(all[0]);
    else if (event.key === "End") this.focus(all.at(-1));
    else return;
    event.preventDefault();
  }

  focus(option) {
    for (const other of this.window.querySelectorAll("[role=option]")) other.tabIndex = other === option ? 0 : -1;
    option.focus();
  }

  /** An event and no state: a state would be told again with each later message, also when the choice is another one. */
  pick(reference, add) {
    this.trigger("pick", { reference, add });
  }

  update(data, theme) {
    const fresh = JSON.stringify(data.items);
    const other = fresh !== this.fresh || data.pictures !== this.data?.pictures;
    this.data = data;
    this.colours = theme.palette;
    if (other) this.build(fresh);
    this.window.style.maxHeight = `${data.height}px`;
    this.mark(other);
  }

  build(fresh) {
    this.fresh = fresh;
    const { items, across, pictures, label, most } = this.data;
    const down = Math.ceil(items.length / across);
    this.window.setAttribute("aria-label", label);
    this.window.setAttribute("aria-multiselectable", String(most > 1));
    // A short address: the picture itself in a style would be read anew for each of its parts.
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = URL.createObjectURL(new Blob([decodeBase64(pictures)], { type: "image/jpeg" }));
    this.window.style.setProperty("--pictures", `url(${this.address})`);
    this.window.style.setProperty("--size", `${100 * across}% ${100 * down}%`);
    const nodes = [];
    let group = null;
    items.forEach((item, k) => {
      if (item.group !== group) nodes.push(el("h4", { role: "presentation" }, (group = item.group)));
      nodes.push(this.option(item, k % across, Math.floor(k / across), across, down));
    });
    this.window.replaceChildren(...nodes);
  }

  option(item, column, row, across, down) {
    const { reference, title, words } = item;
    const picture = el("span", { class: "thumb" });
    picture.style.backgroundPosition = `${(100 * column) / Math.max(1, across - 1)}% ${(100 * row) / Math.max(1, down - 1)}%`;
    const add = this.data.most > 1 ? el("span", { class: "add", title: N_("Blend it with the others"), "aria-hidden": "true" }) : null;
    add?.addEventListener("click", (event) => {
      event.stopPropagation();
      this.pick(reference, true);
    });
    const attributes = { class: "option", role: "option", "data-reference": reference, title: words || title, "aria-label": words ? `${title}. ${words}` : title };
    return el("div", { ...attributes, click: () => this.pick(reference, false) }, picture, add, el("span", { class: "title" }, title));
  }

  mark(first) {
    const { chosen, most } = this.data;
    const all = [...this.window.querySelectorAll("[role=option]")];
    const held = all.some((option) => option.matches(":focus"));
    all.forEach((option, k) => {
      const place = chosen.indexOf(option.dataset.reference);
      const mine = place >= 0;
      option.setAttribute("aria-selected", String(mine));
      if (!held) option.tabIndex = (chosen.length ? option.dataset.reference === chosen[0] : k === 0) ? 0 : -1;
      const add = option.querySelector(".add");
      if (!add) return;
      add.textContent = mine ? String(place + 1) : "+";
      add.style.background = mine && chosen.length > 1 ? this.colours[place] : "";
      add.hidden = mine ? chosen.length < 2 : chosen.length >= most;
    });
    this.host.dataset.chosen = chosen.join(" ");
    // Only the gallery scrolls, never the page.
    const shown = first && all.find((option) => option.dataset.reference === chosen[0]);
    if (shown) this.window.scrollTop = Math.max(0, shown.offsetTop - this.window.clientHeight / 3);
    this.tell();
  }

  remove() {
    this.resized.disconnect();
    URL.revokeObjectURL(this.address);
  }
}

export default (component) => mount(component, (host) => new Gallery(host));
