// A family tree of nested lists. Lines are drawn by the style sheet; a leaf is a button.

class FamilyTree {
  constructor(host) {
    this.host = host;
  }

  update({ root }) {
    const fresh = JSON.stringify(root);
    if (fresh === this.fresh) return;
    this.fresh = fresh;
    this.host.replaceChildren(el("ul", { class: "tree" }, this.branch(root)));
  }

  branch({ title, words, leaf, branches }) {
    const inside = [el("b", {}, title), words ? el("small", {}, words) : null];
    const box = leaf
      ? el("button", { type: "button", class: "node leaf", click: () => this.trigger("leaf", leaf) }, ...inside.filter(Boolean))
      : el("div", { class: "node" }, ...inside.filter(Boolean));
    const below = branches.length ? el("ul", {}, ...branches.map((one) => this.branch(one))) : null;
    return el("li", {}, box, below);
  }

  remove() {}
}

export default (component) => mount(component, (host) => new FamilyTree(host));
