// What the toy says of what it does, in whole sentences.

const change = (before, after) => {
  const values = { before: before.toFixed(3), after: after.toFixed(3) };
  if (Math.abs(after - before) < 0.0005) return _("its loss stayed at {before}", values);
  if (after < before) return _("its loss fell from {before} to {after}", values);
  return _("its loss rose from {before} to {after}: the step was too long", values);
};

/** What half a step has done. */
function halfInWords(done, game) {
  const values = { size: game.size, change: change(done.loss, done.after) };
  if (done.who === "discriminator") return _("D has learnt from {size} real and {size} made points: on these {change}. G stood still.", values);
  return _("G has learnt from what D says of {size} made points: on these {change}. D stood still.", values);
}

/** How the game stands. */
function gameInWords(game, history, measured) {
  if (!game.rounds) return _("Nothing is learnt yet: the generator puts its points anywhere, and the discriminator guesses.");
  const [real, made] = [history.lately("D(x)"), history.lately("D(G(z))")];
  const said = [];
  if (game.settled && Number.isFinite(real - made)) {
    const [gap, scale] = [real - made, game.config.objective === "hinge" ? 2 : 1];
    const numbers = _("{real} for real, {made} for made", { real: short(real), made: short(made) });
    if (gap > 0.7 * scale) said.push(_("D is sure of itself: {numbers}.", { numbers }));
    else if (gap > 0.15 * scale) said.push(_("D can still tell them apart: {numbers}.", { numbers }));
    else if (gap > -0.15 * scale) said.push(_("D can hardly tell them apart: {numbers}.", { numbers }));
    else said.push(_("D is mistaken: {numbers}.", { numbers }));
  } else if (Number.isFinite(real - made)) {
    said.push(_("The critic's answers lie {gap} apart; only this gap counts.", { gap: short(real - made) }));
  }
  if (measured) {
    said.push(measured.low === 0 ? _("Chance alone could explain how far made and real points still lie apart.") : "");
    if (measured.heaps) said.push(_("G knows {there} of {all} heaps.", { there: measured.heaps[0], all: measured.heaps[1] }));
    else said.push(_("Made points reach {share} of 100 real ones.", { share: Math.round(100 * measured.reached) }));
  }
  return said.filter(Boolean).join(" ");
}

const broken = () => _("The numbers have grown beyond all bounds: the steps were too long. Lower the learning rates and press Reset.");
