// The cloud on the map: every picture's code, the picture's own cloud with what has rained from it, and a bell beside each axis.

/** How long a sample falls, in milliseconds, and from how far above its place, in pixels. */
const FALL = { time: 520, high: 70 };

/** A square piece of the latent plane on a canvas, or on a part of one. */
class Pane {
  constructor(brush, [left, top], side, centre, extent) {
    Object.assign(this, { brush, left, top, side, centre, extent });
  }

  place([x, y]) {
    const share = (value, axis) => (value - this.centre[axis] + this.extent) / (2 * this.extent);
    return [this.left + share(x, 0) * this.side, this.top + (1 - share(y, 1)) * this.side];
  }

  length(value) {
    return (value / (2 * this.extent)) * this.side;
  }

  inside(draw) {
    const { brush, left, top, side } = this;
    brush.save();
    brush.beginPath();
    brush.roundRect(left, top, side, side, 8);
    brush.clip();
    draw();
    brush.restore();
  }

  ring(mean, sigma, radius) {
    const [x, y] = this.place(mean);
    this.brush.beginPath();
    this.brush.ellipse(x, y, Math.max(0.5, this.length(radius * sigma[0])), Math.max(0.5, this.length(radius * sigma[1])), 0, 0, 7);
  }
}

/** Every held-out picture's code; in a close view also the width of its own cloud. */
function drawCodes(pane, now, { labels, classes }, theme, close) {
  const { brush } = pane;
  const size = close ? 3 : 1.6;
  const { length } = now.from.points;
  for (let k = 0; k < length / 2; k++) {
    const [x, y] = pane.place(now.point(k));
    if (x < pane.left - 4 || y < pane.top - 4 || x > pane.left + pane.side + 4 || y > pane.top + pane.side + 4) continue;
    brush.fillStyle = labels ? theme.palette[labels[k] % theme.palette.length] : theme.text;
    brush.globalAlpha = 0.5;
    traceShape(brush, labels ? Math.floor(labels[k] / theme.palette.length) : 0, x, y, size);
    brush.fill();
  }
  brush.globalAlpha = 1;
  if (labels && classes.length <= 12 && !close) nameGroups(pane, now, labels, classes, theme);
}

/** The clouds of a few pictures beside the reader's own, one of each class: they melt together. */
function drawOthers(pane, now, { labels, examples }, theme) {
  const { brush } = pane;
  for (const k of examples) {
    pane.ring(now.point(k), now.spread(k), 2);
    brush.fillStyle = brush.strokeStyle = labels ? theme.palette[labels[k] % theme.palette.length] : theme.text;
    brush.globalAlpha = 0.16 * now.clouds;
    brush.fill();
    brush.globalAlpha = 0.75 * now.clouds;
    brush.lineWidth = 1.2;
    brush.stroke();
  }
  brush.globalAlpha = 1;
}

function nameGroups(pane, now, labels, classes, theme) {
  const { brush } = pane;
  brush.font = `700 13px ${theme.font}`;
  brush.textAlign = "center";
  brush.lineJoin = "round";
  classes.forEach((name, label) => {
    let [x, y, n] = [0, 0, 0];
    labels.forEach((one, k) => {
      if (one !== label) return;
      const [a, b] = now.point(k);
      [x, y, n] = [x + a, y + b, n + 1];
    });
    if (!n) return;
    const [left, top] = pane.place([x / n, y / n]);
    brush.lineWidth = 4;
    brush.strokeStyle = faded(theme.soft, 0.9);
    brush.strokeText(name, left, top + 4);
    brush.fillStyle = theme.text;
    brush.fillText(name, left, top + 4);
  });
}

/** Rings of the bell curve that a variational model aims at, and numbers along both axes. */
function drawAxes(pane, now, theme, names) {
  const { brush, left, top, side } = pane;
  brush.strokeStyle = faded(theme.text, 0.3);
  brush.lineWidth = 1;
  brush.setLineDash([4, 4]);
  if (now.clouds > 0.5)
    for (const radius of [1, 2, 3]) {
      pane.ring([0, 0], [1, 1], radius);
      brush.stroke();
    }
  brush.setLineDash([]);
  const step = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].find((gap) => (2 * pane.extent) / gap <= 7) ?? pane.extent;
  brush.font = `12px ${theme.font}`;
  brush.fillStyle = faded(theme.text, 0.8);
  const written = (value) => value.toFixed(step < 1 ? 1 : 0).replace("-", "−");
  [0, 1].forEach((axis) => {
    const [low, high] = [now.centre[axis] - pane.extent * 0.85, now.centre[axis] + pane.extent * 0.85];
    for (let k = Math.ceil(low / step); k * step <= high; k++) {
      const at = pane.place(axis ? [now.centre[0], k * step] : [k * step, now.centre[1]]);
      brush.textAlign = axis ? "left" : "center";
      if (axis) brush.fillText(written(k * step), left + 6, at[1] + 4);
      else brush.fillText(written(k * step), at[0], top + side - 7);
    }
  });
  brush.font = `600 12px ${theme.font}`;
  brush.textAlign = "right";
  brush.fillText(`${names[0]} →`, left + side - 7, top + side - 7);
  brush.textAlign = "left";
  brush.fillText(`${names[1]} ↑`, left + 6, top + 16);
}

/** The picture's own cloud: two rings, or where there is no cloud its one point. */
function drawCloud(pane, now, theme, close) {
  const { brush } = pane;
  const colour = theme.primary;
  if (now.clouds > 0) {
    for (const radius of [2, 1]) {
      pane.ring(now.mean, now.sigma, radius);
      brush.fillStyle = faded(colour, 0.15 * now.clouds);
      brush.fill();
      brush.strokeStyle = faded(colour, now.clouds);
      brush.lineWidth = close ? 2 : 1.6;
      brush.setLineDash(radius === 2 ? [5, 4] : []);
      brush.stroke();
    }
    brush.setLineDash([]);
  }
  const [x, y] = pane.place(now.mean);
  brush.strokeStyle = colour;
  brush.lineWidth = 2;
  const arm = now.clouds > 0.5 ? 5 : 9;
  brush.beginPath();
  for (const [dx, dy] of [[arm, 0], [0, arm]]) {
    brush.moveTo(x - dx, y - dy);
    brush.lineTo(x + dx, y + dy);
  }
  brush.stroke();
}

/** What has rained from the cloud. A sample falls upon its place from above. */
function drawRain(pane, now, drops, time, theme, size) {
  const { brush } = pane;
  brush.fillStyle = theme.text;
  for (const { chance, born } of drops) {
    const left = within((time - born) / FALL.time);
    if (left <= 0) continue;
    const [x, y] = pane.place(now.mean.map((value, axis) => value + now.sigma[axis] * chance[axis]));
    brush.globalAlpha = 0.25 + 0.6 * left;
    brush.beginPath();
    brush.arc(x, y - FALL.high * (1 - left) ** 2, left < 1 ? size * 1.5 : size, 0, 7);
    brush.fill();
  }
  brush.globalAlpha = 1;
}

/** Along an axis: the bell that every cloud is measured against, and the picture's own. Each is as high as there is room. */
function drawBells(brush, box, pane, now, axis, theme) {
  const bell = (mean, sigma, fill, line) => {
    const upright = axis === 1;
    const [start, room, high] = upright ? [box.top, box.height, box.width] : [box.left, box.width, box.height];
    const at = (along, up) => (upright ? [box.left + up * high, start + room - along] : [start + along, box.top + box.height - up * high]);
    brush.beginPath();
    brush.moveTo(...at(0, 0));
    // Steps finer than a pixel, or a narrow bell would be missed.
    for (let along = 0; along <= room; along += 0.25) {
      const value = now.centre[axis] - pane.extent + (along / room) * 2 * pane.extent;
      brush.lineTo(...at(along, 0.92 * Math.exp(-0.5 * ((value - mean) / Math.max(sigma, pane.extent / room)) ** 2)));
    }
    brush.lineTo(...at(room, 0));
    brush.fillStyle = fill;
    brush.fill();
    brush.strokeStyle = line;
    brush.lineWidth = 1.5;
    brush.stroke();
  };
  if (now.clouds <= 0.02) return;
  brush.globalAlpha = now.clouds;
  bell(0, 1, faded(theme.text, 0.1), faded(theme.text, 0.45));
  if (now.mean) bell(now.mean[axis], now.sigma[axis], faded(theme.primary, 0.3), theme.primary);
  brush.globalAlpha = 1;
}
