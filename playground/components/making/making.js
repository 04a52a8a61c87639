// A picture that this browser makes, and how long it took.

class Made {
  constructor(host) {
    host.classList.add("making");
    this.host = host;
    this.canvas = el("canvas", { role: "img" });
    this.took = el("output", { class: "note" });
    this.maker = new Maker(this.canvas, (milliseconds) => this.tell(milliseconds));
    host.append(this.canvas, this.took);
  }

  update(data) {
    this.canvas.setAttribute("aria-label", data.alt);
    this.canvas.style.aspectRatio = `${data.width} / ${data.height}`;
    this.maker.take(data.making);
  }

  tell(milliseconds) {
    this.took.textContent = madeHere(milliseconds);
    this.host.dataset.made = this.maker.count;
  }

  remove() {
    this.maker.stop();
  }
}

export default (component) => mount(component, (host) => new Made(host));
