// Drawing by mouse, finger or pen on a canvas. Strokes are kept as lines, not as pixels: they can be undone, and drawn at any size.

/**
 * Make a canvas take drawings. All lengths are in pixels of the finished square picture, `size` across.
 * options: { size, background, ink, brush, strokes, changed() after each stroke, undo and clear, moved() while the hand draws }.
 * `ink`, `brush` and `erasing` of the answer may be set at any time.
 */
function makeSketch(canvas, options) {
  const { size, background } = options;
  const strokes = options.strokes ?? [];
  const pad = { ink: options.ink, brush: options.brush, erasing: false, strokes };
  const layer = document.createElement("canvas");
  let live = null;

  /** Only what is under the hand is drawn anew in each frame. Finished strokes lie on a layer of their own. */
  const wake = onceAFrame(canvas, () => {
    const side = canvas.clientWidth;
    if (!side) return;
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    const across = Math.round(side * ratio);
    if (layer.width !== across) {
      layer.width = layer.height = across;
      drawStrokes(layer.getContext("2d"), across / size, background, strokes);
    }
    const brush = sharp(canvas, side, side);
    brush.drawImage(layer, 0, 0, side, side);
    brush.scale(side / size, side / size);
    if (live) trace(brush, live);
  });
  const redraw = () => {
    layer.width = 0;
    wake();
  };

  draggable(canvas, {
    start: (event) => {
      live = { colour: pad.erasing ? background : pad.ink, width: pad.tip(), points: [placeOn(canvas, event, size)] };
      wake();
    },
    move: (event) => {
      live.points.push(placeOn(canvas, event, size));
      wake();
      options.moved?.();
    },
    end: () => {
      strokes.push(live);
      live = null;
      redraw();
      options.changed();
    },
  });

  const watcher = new ResizeObserver(redraw);
  watcher.observe(canvas);

  return Object.assign(pad, {
    /** An eraser is wider than a pen of its size: one pass along a line leaves no pale edges of it. */
    tip: () => pad.brush * (pad.erasing ? 1.6 : 1),
    /** Nothing on it: never drawn, cleared, or all undone. */
    empty: () => !live && (!strokes.length || Boolean(strokes.at(-1).clears)),
    undo() {
      if (!strokes.pop()) return;
      redraw();
      options.changed();
    },
    /** Clearing is a stroke, too: it can be undone. */
    clear() {
      if (pad.empty()) return;
      strokes.push({ clears: true });
      redraw();
      options.changed();
    },
    /** With what the hand is drawing just now. */
    picture: (exactly) => finished(size, background, live ? [...strokes, live] : strokes, exactly),
    remove() {
      watcher.disconnect();
      wake.stop();
    },
  });
}

function drawStrokes(brush, scale, background, strokes) {
  brush.setTransform(scale, 0, 0, scale, 0, 0);
  const ground = () => {
    brush.fillStyle = background;
    brush.fillRect(0, 0, brush.canvas.width / scale, brush.canvas.height / scale);
  };
  ground();
  for (const stroke of strokes) {
    if (stroke.clears) ground();
    else trace(brush, stroke);
  }
}

/** A smooth line: from midpoint to midpoint, bent towards the point between. A single point is a dot. */
function trace(brush, { colour, width, points }) {
  brush.fillStyle = brush.strokeStyle = colour;
  brush.lineWidth = width;
  brush.lineCap = brush.lineJoin = "round";
  brush.beginPath();
  if (points.every(([x, y]) => x === points[0][0] && y === points[0][1])) {
    brush.arc(...points[0], width / 2, 0, 2 * Math.PI);
    brush.fill();
    return;
  }
  brush.moveTo(...points[0]);
  for (let k = 1; k < points.length - 1; k++) {
    const [x, y] = points[k];
    brush.quadraticCurveTo(x, y, (x + points[k + 1][0]) / 2, (y + points[k + 1][1]) / 2);
  }
  brush.lineTo(...points.at(-1));
  brush.stroke();
}

/**
 * The picture, size x size, as a canvas: drawn larger, then averaged. With `exactly`, a list of colours,
 * each pixel takes the one that most of it has: a map of labels knows no colours in between.
 */
function finished(size, background, strokes, exactly) {
  const times = Math.max(3, Math.min(8, Math.floor(1024 / size)));
  const large = document.createElement("canvas");
  large.width = large.height = size * times;
  const drawn = large.getContext("2d", { willReadFrequently: true });
  drawStrokes(drawn, times, background, strokes);
  const from = drawn.getImageData(0, 0, size * times, size * times).data;

  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const brush = canvas.getContext("2d");
  const picture = brush.createImageData(size, size);
  const colours = exactly?.map(rgbOf);
  for (let at = 0; at < size * size; at++) {
    const corner = 4 * (Math.floor(at / size) * times * size * times + (at % size) * times);
    const parts = [];
    for (let k = 0; k < times * times; k++) parts.push(corner + 4 * (Math.floor(k / times) * size * times + (k % times)));
    picture.data.set([...(colours ? commonest(from, parts, colours) : mean(from, parts)), 255], 4 * at);
  }
  brush.putImageData(picture, 0, 0);
  return canvas;
}

function mean(from, parts) {
  const sums = [0, 0, 0];
  for (const part of parts) for (let c = 0; c < 3; c++) sums[c] += from[part + c];
  return sums.map((sum) => Math.round(sum / parts.length));
}

function commonest(from, parts, colours) {
  const votes = colours.map(() => 0);
  for (const part of parts) {
    const far = colours.map((colour) => colour.reduce((sum, value, c) => sum + (value - from[part + c]) ** 2, 0));
    votes[far.indexOf(Math.min(...far))] += 1;
  }
  return colours[votes.indexOf(Math.max(...votes))];
}
