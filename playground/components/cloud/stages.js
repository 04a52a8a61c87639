// What the cloud's slider runs over: one model after another. Between two of them all that is seen is blended.

/** Python's numbers of each model, opened. A plain autoencoder has no `sigma`: its codes are points. */
function openStages(stages) {
  return stages.map((stage) => ({
    ...stage,
    points: decodeNumbers(stage.points),
    spreads: stage.spreads ? decodeNumbers(stage.spreads) : null,
  }));
}

/** No cloud is drawn narrower than this: what has no width at all is a point, and logarithms need a number. */
const POINT = 1e-4;

const blend = (a, b, share) => a + (b - a) * share;
const widthBlend = (a, b, share) => Math.exp(blend(Math.log(Math.max(a, POINT)), Math.log(Math.max(b, POINT)), share));

/** What lies at a place between the models: codes, the picture's own mean and width on the two axes, and how far the map reaches. */
function between(stages, at) {
  const from = stages[Math.floor(at)];
  const to = stages[Math.min(stages.length - 1, Math.floor(at) + 1)];
  const share = at - Math.floor(at);
  const pair = (of, how = blend) => [0, 1].map((axis) => how(of(from)[axis], of(to)[axis], share));
  return {
    from,
    to,
    share,
    mean: from.mean && pair((stage) => stage.mean),
    sigma: from.mean && pair((stage) => stage.sigma ?? [POINT, POINT], widthBlend),
    clouds: Math.min(1, (from.spreads ? 1 - share : 0) + (to.spreads ? share : 0)),
    centre: pair((stage) => stage.centre),
    extent: widthBlend(from.extent, to.extent, share),
    point: (k) => [0, 1].map((axis) => blend(from.points[2 * k + axis], to.points[2 * k + axis], share)),
    spread: (k) => [0, 1].map((axis) => widthBlend(from.spreads?.[2 * k + axis] ?? POINT, to.spreads?.[2 * k + axis] ?? POINT, share)),
  };
}

/** The whole code of a draw from a model's cloud: its mean, and `chance` times its width where there is one. */
function codeOf(stage, chance) {
  return Float32Array.from(stage.code, (value, axis) => value + (stage.width ? stage.width[axis] * chance[axis] : 0));
}

const plainly = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
