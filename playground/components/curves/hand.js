// The reader's hand on a chart: drag, wheel, pinch and keys choose what is in sight, hovering asks for numbers.

class Hand {
  constructor(chart) {
    this.chart = chart;
    this.fingers = new Map();
    /** Where numbers are asked for, on the x axis. */
    this.cursor = null;
    /** The pointer's place on the screen. */
    this.at = null;
    this.drag = null;
    this.pinch = null;
    this.listen();
  }

  listen() {
    const { canvas } = this.chart;
    const placeOf = (event) => placeOn(canvas, event, canvas.clientWidth)[0];
    draggable(canvas, {
      fingers: 2,
      start: (event) => {
        const x = placeOf(event);
        if (this.chart.guess.drawing) return this.guess(event, true);
        this.fingers.set(event.pointerId, x);
        if (this.fingers.size === 2) this.pinch = [...this.fingers].map(([id, at]) => ({ id, value: this.chart.fromScreen(at) }));
        else if (event.pointerType !== "touch") this.drag = event.shiftKey ? { grab: this.chart.fromScreen(x) } : { from: x, to: x };
        this.point(this.pinch ? null : x);
      },
      move: (event) => {
        if (this.chart.guess.drawing) return this.guess(event);
        const x = placeOf(event);
        this.fingers.set(event.pointerId, x);
        if (this.pinch) return this.followPinch();
        if (this.drag?.grab !== undefined) return this.chart.shift((this.drag.grab - this.chart.fromScreen(x)) / (this.chart.view[1] - this.chart.view[0]));
        if (this.drag) this.drag.to = x;
        this.point(x);
      },
      end: (event) => {
        if (this.chart.guess.drawing) return this.chart.guess.settle();
        const { drag } = this;
        if (drag?.from !== undefined && event.type === "pointerup" && Math.abs(drag.to - drag.from) <= 8) tellMoment(this.chart.data.group, Math.round(this.chart.fromScreen(drag.to)));
        if (drag && event.type === "pointerup" && Math.abs(drag.to - drag.from) > 8) {
          this.chart.setView(...[drag.from, drag.to].map((x) => this.chart.fromScreen(x)).sort((a, b) => a - b));
        }
        this.drag = null;
        this.fingers.delete(event.pointerId);
        if (this.fingers.size < 2) this.pinch = null;
        if (event.pointerType !== "mouse") this.point(null);
        this.chart.wake();
      },
    });
    canvas.addEventListener("pointermove", (event) => !this.fingers.size && this.point(placeOf(event)));
    canvas.addEventListener("pointerleave", () => this.point(null));
    canvas.addEventListener("dblclick", () => this.chart.reset());
    canvas.addEventListener("wheel", (event) => this.turnWheel(event, placeOf(event)), { passive: false });
    canvas.addEventListener("keydown", (event) => this.press(event));
    canvas.addEventListener("blur", () => this.point(null));
  }

  /** A hand draws what it expects: always a place further to the right. */
  guess(event, first = false) {
    const { canvas, drawing, guess } = this.chart;
    if (!drawing.range) return false;
    if (first) guess.begin();
    const [x, y] = placeOn(canvas, event, canvas.clientWidth, canvas.clientHeight);
    guess.put(this.chart.fromScreen(x), drawing.fromY(within(y, drawing.plot.top, drawing.plot.top + drawing.plot.height), drawing.range));
  }

  followPinch() {
    const [a, b] = this.pinch.map(({ id, value }) => ({ value, x: this.fingers.get(id) }));
    if (Math.abs(b.x - a.x) < 10) return;
    const scale = (b.value - a.value) / (b.x - a.x);
    const left = a.value - (a.x - this.chart.plot.left) * scale;
    if (scale > 0) this.chart.setView(left, left + this.chart.plot.width * scale);
  }

  /** A wheel over a page scrolls the page. It turns the chart when the chart was clicked before, or with Ctrl. */
  turnWheel(event, x) {
    const mine = event.ctrlKey || event.metaKey || this.chart.canvas.matches(":focus");
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!mine) {
      if (!sideways) this.showHint();
      return;
    }
    const idle = !this.chart.done.view && (sideways || event.deltaY > 0);
    if (idle && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (sideways) this.chart.shift(event.deltaX / this.chart.plot.width);
    else this.chart.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))), this.chart.fromScreen(x));
  }

  showHint() {
    this.chart.hint.hidden = false;
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => (this.chart.hint.hidden = true), 1600);
  }

  press(event) {
    if (isCommand(event)) return;
    const [left, right] = this.chart.view;
    const middle = this.cursor ?? (left + right) / 2;
    const way = arrowOf(event)?.[0];
    if (way && event.shiftKey) this.chart.shift(way / 8);
    else if (way) this.stepCursor(way);
    else if (event.key === "+" || event.key === "=") this.chart.zoom(0.7, middle);
    else if (event.key === "-") this.chart.zoom(1 / 0.7, middle);
    else if (event.key === "Escape" || event.key === "0") this.chart.reset();
    else return;
    event.preventDefault();
  }

  /** To the next number of any line, in words for those who listen. */
  stepCursor(way) {
    const [left, right] = this.chart.view;
    const places = [...new Set(this.chart.shown.flatMap(({ xs }) => xs))].filter((x) => x >= left && x <= right).sort((a, b) => a - b);
    if (!places.length) return;
    const at = this.cursor === null ? (way > 0 ? -1 : places.length) : nearest(places, this.cursor);
    this.cursor = places[Math.max(0, Math.min(places.length - 1, at + way))];
    const said = this.chart.read(this.cursor).map(({ line, y }) => `${line.words} ${numberWords(y)}`);
    this.chart.spoken.textContent = `${this.chart.data.x_label} ${this.cursor}: ${said.join(", ")}`;
    this.chart.wake();
  }

  /** Set the cross-hair at a place on the screen, at the nearest number of any line. */
  point(x) {
    this.cursor = null;
    this.at = x;
    const { plot } = this.chart;
    if (x !== null && plot && x >= plot.left - 6 && x <= plot.left + plot.width + 6) {
      const value = this.chart.fromScreen(x);
      const near = this.chart.shown.filter(({ xs }) => xs.length).map(({ xs }) => xs[nearest(xs, value)]);
      this.cursor = near[nearest(near.sort((a, b) => a - b), value)] ?? null;
    }
    this.chart.wake();
  }

  /** The numbers have moved under a pointer that rests. */
  pointAgain() {
    if (this.at !== null) this.point(this.at);
  }

  remove() {
    clearTimeout(this.hiding);
  }
}
