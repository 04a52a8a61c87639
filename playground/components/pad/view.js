// What Python sent for one view of a latent pad, opened: its net, its points, and which of them lie near a place.

/** A view with all that is heavy in it. What has a name is kept as long as the page lives, and crosses only once. */
function unabridged({ heavy, ...view }) {
  const kept = (window.__atelierViews ??= {});
  if (heavy && view.kept) kept[view.kept] = heavy;
  return { ...view, ...(heavy ?? kept[view.kept]) };
}

/** What Python sent for one view, opened. Nets are kept from the view before, where their weights are the same. */
function openView(view, d, old) {
  const points = view.n ? decodeNumbers(view.points) : new Float32Array(0);
  const axes = Array.from({ length: d }, (_, axis) => axis);
  const mean = (axis) => points.reduce((sum, value, at) => sum + (at % d === axis ? value : 0), 0) / view.n;
  const open = {
    ...view,
    d,
    points,
    net: old && old.packed.shorts === view.net.shorts && old.packed.floats === view.net.floats ? old.net : openNet(view.net),
    packed: view.net,
    labels: view.labels ? decodeBase64(view.labels) : null,
    spreads: view.spreads ? decodeNumbers(view.spreads) : null,
    middle: view.n ? axes.map(mean) : view.centre,
    width: axes.map((axis) => (view.n && deviation(points, d, view.n, axis)) || 1),
    near: {},
  };
  const atlas = view.atlas ? el("img", { src: view.atlas.url }) : null;
  open.thumbnail = (at, canvas) => {
    const [, height, width] = open.net.output;
    if (!atlas?.complete) return paint(canvas, open.net.run(points.subarray(at * d, (at + 1) * d)), open.net.output);
    const { columns, side } = view.atlas;
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d").drawImage(atlas, (at % columns) * side[1], Math.floor(at / columns) * side[0], side[1], side[0], 0, 0, width, height);
  };
  return open;
}
