// Probabilities before and now, a bar each: thin and grey for before, thick and coloured for now.

class Bars {
  constructor(host) {
    this.host = host;
  }

  remove() {}

  update({ words, rows }) {
    const lines = rows.map(([title, before, now]) => {
      const bar = el("div", { class: "bar", "aria-hidden": "true" }, el("i", { class: "before" }), el("i", { class: "now" }));
      bar.style.setProperty("--before", `${100 * before}%`);
      bar.style.setProperty("--now", `${100 * now}%`);
      return el("li", {}, el("span", { class: "title" }, title), bar, el("span", { class: "number" }, `${percent(before)} → `, el("b", {}, percent(now))));
    });
    this.host.replaceChildren(el("p", { class: "words" }, words), el("ul", { class: "verdict" }, ...lines));
  }
}

const percent = (share) => `${Math.round(100 * share)} %`;

export default (component) => mount(component, (host) => new Bars(host));
