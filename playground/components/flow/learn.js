// A field that learns a drawing while the reader watches: the loop of engine/lessons/flow/plane/train.py.

const LEARN = { points: 4000, batch: 128, steps: 2000, rate: 0.005, momentum: 0.9 };

class Learning {
  constructor(field, strokes, blur) {
    this.random = dice(23);
    this.data = along(strokes, LEARN.points, this.random, blur);
    this.field = field.copy();
    this.adam = new Adam(this.field.net);
    this.steps = 0;
    this.mean = NaN;
  }

  get done() {
    return this.steps >= LEARN.steps;
  }

  step() {
    const { batch, points, rate, momentum } = LEARN;
    const data = this.field.net.place("data", 2 * batch);
    const noise = this.field.net.place("noise", 2 * batch);
    const t = this.field.net.place("t", batch);
    for (let row = 0; row < batch; row++) {
      const chosen = Math.floor(this.random() * points);
      t[row] = this.random();
      for (let c = 0; c < 2; c++) {
        data[2 * row + c] = this.data[2 * chosen + c];
        noise[2 * row + c] = bell(this.random);
      }
    }
    const loss = this.field.loss(data, noise, t, batch);
    this.adam.step(rate * (0.05 + 0.95 * (1 - this.steps / LEARN.steps)), momentum);
    this.steps += 1;
    this.mean = Number.isFinite(this.mean) ? 0.98 * this.mean + 0.02 * loss : loss;
  }

  work(milliseconds) {
    const end = performance.now() + milliseconds;
    do this.step();
    while (!this.done && performance.now() < end);
  }
}
