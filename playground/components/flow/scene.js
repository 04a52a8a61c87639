// What lies on the plane of a flow: real points, points on their way, paths, and the field as arrows.

/** Arrows in a row. */
const ARROWS_ACROSS = 17;

/** Points whose paths are drawn. */
const PATHS = 36;

const SHOWN = {
  real: [N_("Real"), N_("held-out real points: where the flow shall arrive")],
  made: [N_("Made"), N_("points on their way from noise, always from the same noise")],
  arrows: [N_("Arrows"), N_("what the network says of each place at this time")],
  paths: [N_("Paths"), N_("the whole way of some of the points")],
};

/** Where arrows begin, x0 y0 x1 y1 ... */
const GRID = Float32Array.from({ length: 2 * ARROWS_ACROSS ** 2 }, (none, k) => {
  const at = k % 2 ? Math.floor((k >> 1) / ARROWS_ACROSS) : (k >> 1) % ARROWS_ACROSS;
  return SEEN * ((2 * at + 1) / ARROWS_ACROSS - 1);
});

/** scene: {real, made, t, walk, field, as, layers, colours, drawing, probe: {back, on} or null} */
function drawScene(plane, scene) {
  plane.side = plane.canvas.clientWidth;
  if (!plane.side) return;
  const brush = sharp(plane.canvas, plane.side, plane.side);
  const { layers, colours, drawing } = scene;
  if (drawing) return plane.drawStrokes(brush, drawing, colours);
  if (layers.real) plane.drawReal(brush, scene.real, faded(colours.real, 0.75));
  if (layers.arrows) drawArrows(brush, plane, scene.field.said(scene.as, GRID, GRID.length / 2, scene.t), colours);
  if (layers.paths) drawPaths(brush, plane, scene);
  if (layers.made) drawMadeSmall(brush, plane, scene.made, colours);
  if (scene.probe) drawProbe(brush, plane, scene.probe, colours);
}

/** Longer where the field is stronger, but never longer than the way to the next arrow. */
function drawArrows(brush, plane, field, colours) {
  const room = (1.7 * SEEN) / ARROWS_ACROSS;
  brush.strokeStyle = faded(colours.pull, 0.55);
  brush.lineWidth = 1.2;
  brush.lineCap = "round";
  brush.beginPath();
  for (let k = 0; k < field.length; k += 2) {
    const strong = Math.hypot(field[k], field[k + 1]);
    const length = (room * strong) / (strong + 0.8);
    const [fromX, fromY] = plane.at(GRID[k], GRID[k + 1]);
    const [x, y] = plane.at(GRID[k] + (length * field[k]) / (strong + 1e-12), GRID[k + 1] + (length * field[k + 1]) / (strong + 1e-12));
    const [dx, dy] = [x - fromX, y - fromY];
    const far = Math.hypot(dx, dy);
    if (far < 2) continue;
    brush.moveTo(fromX, fromY);
    brush.lineTo(x, y);
    for (const turn of [2.6, -2.6]) {
      brush.moveTo(x, y);
      brush.lineTo(x + (4 / far) * (dx * Math.cos(turn) - dy * Math.sin(turn)), y + (4 / far) * (dx * Math.sin(turn) + dy * Math.cos(turn)));
    }
  }
  brush.stroke();
}

/** Each path thin to its end, and thick as far as time has come. */
function drawPaths(brush, plane, { walk, t, made, colours }) {
  const points = Array.from({ length: Math.min(PATHS, walk.n) }, (none, k) => 2 * k);
  const whole = points.map((at) => walk.states.map((state) => [state[at], state[at + 1]]));
  const come = whole.map((way, k) => [...way.slice(0, Math.floor(t * walk.steps) + 1), [made[points[k]], made[points[k] + 1]]]);
  trace(brush, plane, whole, faded(colours.d, 0.3), 1);
  trace(brush, plane, come, faded(colours.d, 0.85), 1.6);
}

/** Lines of corners, all at once. */
function trace(brush, plane, lines, colour, width) {
  brush.strokeStyle = colour;
  brush.lineWidth = width;
  brush.lineJoin = "round";
  brush.beginPath();
  for (const corners of lines) corners.forEach((corner, k) => (k ? brush.lineTo(...plane.at(...corner)) : brush.moveTo(...plane.at(...corner))));
  brush.stroke();
}

function drawMadeSmall(brush, plane, made, colours) {
  const size = plane.side < 200 ? 1.6 : 2.6;
  brush.fillStyle = colours.made;
  brush.beginPath();
  for (let k = 0; k < made.length; k += 2) {
    const [x, y] = plane.at(made[k], made[k + 1]);
    brush.moveTo(x, y - size);
    brush.lineTo(x + size, y);
    brush.lineTo(x, y + size);
    brush.lineTo(x - size, y);
    brush.closePath();
  }
  brush.fill();
}

/** The reader's own point: the way that led here, and the way on. */
function drawProbe(brush, plane, { back, on }, colours) {
  const way = (walk) => walk.states.map((state) => [state[0], state[1]]);
  trace(brush, plane, [way(back)], colours.g, 2);
  trace(brush, plane, [way(on)], colours.g, 3.4);
  const ends = [[back.last, 4], [on.states[0], 7], [on.last, 5]];
  for (const [[x, y], size] of ends) {
    const [across, down] = plane.at(x, y);
    brush.fillStyle = colours.g;
    brush.strokeStyle = colours.rim;
    brush.lineWidth = 2;
    brush.beginPath();
    brush.arc(across, down, size, 0, 2 * Math.PI);
    brush.fill();
    brush.stroke();
  }
}
