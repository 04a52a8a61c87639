// A drawing as a short word that fits into a link: engine/data/drawn/strokes.py reads it.

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PLACES = 61;

/** Letters that a drawing may have. */
const LONGEST = 1200;

/** Corners nearer than this to the one before are left out; where a drawing is too long, more of them. */
const NEAR_CORNERS = 0.06;

/** The strokes, lists of corners [x, y], as a word. */
function spelled(strokes) {
  for (let apart = NEAR_CORNERS; ; apart *= 1.5) {
    const word = strokes.map((corners) => thinned(corners, apart).map(([x, y]) => letterOf(x) + letterOf(y)).join("")).join(".");
    if (word.length <= LONGEST) return word;
    if (apart > 4) return spelled(strokes.slice(0, LONGEST >> 3));
  }
}

function letterOf(value) {
  return LETTERS[Math.round(within((value / 2 + 1) / 2) * (PLACES - 1))];
}

function thinned(corners, apart) {
  const kept = [corners[0]];
  corners.forEach((corner, k) => {
    const last = k === corners.length - 1;
    if (distance(corner, kept.at(-1)) >= apart || (last && distance(corner, kept.at(-1)) > 0)) kept.push(corner);
  });
  return kept;
}
