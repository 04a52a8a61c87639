// From scores to a letter: the same sums as engine/lessons/write/letters/sampling.py, which tells what they mean.

const COLDEST = 0.02;

/** The letters in their order on the line, the likeliest first, and how long each is there. */
function laid(scores, { temperature, topK, nucleus }) {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
  const best = scores[order[0]];
  let likely = order.map((letter, place) => (temperature < COLDEST ? Number(!place) : Math.exp((scores[letter] - best) / temperature)));
  if (topK) likely = likely.map((share, place) => (place < topK ? share : 0));
  likely = evenedOut(likely);
  if (nucleus < 1) {
    let before = 0;
    likely = likely.map((share) => {
      const kept = before < nucleus ? share : 0;
      before += share;
      return kept;
    });
    likely = evenedOut(likely);
  }
  return { order, likely };
}

function evenedOut(shares) {
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => share / sum);
}

/** The letter at u on the line, u in [0, 1). */
function chosenAt({ order, likely }, u) {
  let reached = 0;
  for (let place = 0; place < order.length; place++) {
    reached += likely[place];
    if (u < reached) return order[place];
  }
  return order[likely.filter((share) => share > 0).length - 1];
}
