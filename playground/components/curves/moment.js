// One moment of training, looked at by several components of a page: whoever is moved there tells the others.

/** The moment that was told last, of each group. */
const told = (window.__atelierMoments ??= {});

/** Tell all components of this group which step is looked at; null when nobody looks at one any longer. */
function tellMoment(group, step) {
  if (!group || told[group] === step) return;
  told[group] = step;
  window.dispatchEvent(new CustomEvent("atelier-moment", { detail: { group, step } }));
}

const momentOf = (group) => told[group] ?? null;

/** Call `act(step)` whenever another component tells a moment of the group that `group()` names. Returns how to stop listening. */
function hearMoments(group, act) {
  const hear = ({ detail }) => detail.group === group() && act(detail.step);
  window.addEventListener("atelier-moment", hear);
  return () => window.removeEventListener("atelier-moment", hear);
}
