// What the toy says of what it does, in whole sentences.

const change = (before, after) => {
  const moved = after < before ? "fell" : "rose";
  if (Math.abs(after - before) < 0.0005) return `its loss stayed at ${before.toFixed(3)}`;
  return `its loss ${moved} from ${before.toFixed(3)} to ${after.toFixed(3)}${after > before ? ": the step was too long" : ""}`;
};

/** What half a step has done. */
function halfInWords(done, game) {
  if (done.who === "discriminator") {
    return `D has learnt from ${game.size} real and ${game.size} made points: on these ${change(done.loss, done.after)}. G stood still.`;
  }
  return `G has learnt from what D says of ${game.size} made points: on these ${change(done.loss, done.after)}. D stood still.`;
}

/** How the game stands. */
function gameInWords(game, history, measured) {
  if (!game.rounds) return "Nothing is learnt yet: the generator puts its points anywhere, and the discriminator guesses.";
  const [real, made] = [history.lately("D(x)"), history.lately("D(G(z))")];
  const said = [];
  if (game.settled && Number.isFinite(real - made)) {
    const [gap, scale] = [real - made, game.config.objective === "hinge" ? 2 : 1];
    const numbers = `${short(real)} for real, ${short(made)} for made`;
    if (gap > 0.7 * scale) said.push(`D is sure of itself: ${numbers}.`);
    else if (gap > 0.15 * scale) said.push(`D can still tell them apart: ${numbers}.`);
    else if (gap > -0.15 * scale) said.push(`D can hardly tell them apart: ${numbers}.`);
    else said.push(`D is mistaken: ${numbers}.`);
  } else if (Number.isFinite(real - made)) {
    said.push(`The critic's answers lie ${short(real - made)} apart; only this gap counts.`);
  }
  if (measured) {
    said.push(measured.low === 0 ? "Chance alone could explain how far made and real points still lie apart." : "");
    if (measured.heaps) said.push(`G knows ${measured.heaps[0]} of ${measured.heaps[1]} heaps.`);
    else said.push(`Made points reach ${Math.round(100 * measured.reached)} of 100 real ones.`);
  }
  return said.filter(Boolean).join(" ");
}

const BROKEN = "The numbers have grown beyond all bounds: the steps were too long. Lower the learning rates and press Reset.";
