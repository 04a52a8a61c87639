// A picture that a net of this page makes on a canvas. Of several that are asked for while it works, the last one is made.

class Maker {
  constructor(canvas, told) {
    Object.assign(this, { canvas, told, count: 0 });
    this.drawn = (rgba) => this.ask(rgba);
  }

  /** What Python asks for. */
  async take(making) {
    if (making.check === this.making?.check) return;
    this.follow(making.net);
    this.making = making;
    this.kept = making.kept ? decodeBase64(making.kept) : null;
    const rgba = await levelsOf(making.given);
    if (making === this.making) this.ask(rgba);
  }

  /** Of a hand's strokes for this net we hear before Python does. */
  follow(name) {
    if (name === this.making?.net) return;
    this.stop();
    netSlot(name).draws.add(this.drawn);
  }

  stop() {
    if (this.making) netSlot(this.making.net).draws.delete(this.drawn);
  }

  ask(rgba) {
    this.wanted = rgba;
    if (!this.works) this.work();
  }

  async work() {
    this.works = true;
    while (this.wanted) {
      const net = netOf(this.making.net, () => this.ask(this.wanted));
      if (!net) break;
      const [rgba, making] = [this.wanted, this.making];
      this.wanted = null;
      const began = performance.now();
      const found = await net.run(rgba, { ...making, mask: this.kept }).catch(() => null);
      if (!found) break; // the card is lost: Python hears of it, and lets the server make the picture
      Object.assign(this.canvas, { width: net.width, height: net.height });
      this.canvas.getContext("2d").putImageData(new ImageData(found, net.width, net.height), 0, 0);
      this.count += 1;
      this.told(performance.now() - began);
    }
    this.works = false;
  }
}

function madeHere(milliseconds) {
  return _("Made on your own graphics card in {time} ms.", { time: Math.max(1, Math.round(milliseconds)).toLocaleString("en") });
}
