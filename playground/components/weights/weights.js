// Weights for the other components of the page. Nothing is shown; the net that is opened here lives as long as the page.

export default (component) => {
  const { data } = component;
  takesNoRoom(component);
  if (!(data instanceof Uint8Array)) {
    const slot = netSlot(data.name);
    if (!slot.net && !slot.opening) component.setTriggerValue("missing", data.name);
    return;
  }
  const { name, ...packed } = readWeights(data);
  const slot = netSlot(name);
  // What is said of one size holds for all that share its weights.
  const known = packed.weights ?? name;
  const prove = () => packed.weights && component.setTriggerValue("proven", known);
  if (slot.net) prove(); // the page is older than this visit
  if (slot.net || slot.opening) return;
  if (packed.steps) slot.opening = openSteps(packed).then((net) => (net ? (opened(slot, net), prove()) : component.setTriggerValue("refused", known)));
  else opened(slot, packed.shared ? packed : openNet(packed));
};

async function openSteps(packed) {
  if (!packed.weights) return openOnCard(packed, window.__atelier?.slowest);
  const shared = await netThere(packed.weights);
  // A card has room for one that paints; if the last size is asked for again, Python hears that it is missing.
  for (const slot of Object.values(window.__atelierNets)) {
    if (slot.net?.shares !== packed.weights) continue;
    slot.net.close();
    slot.net = slot.opening = null;
  }
  const net = await openOnCard({ ...packed, ...shared, grain: packed.floats }, window.__atelier?.slowest);
  return net && { ...net, shares: packed.weights };
}

function opened(slot, net) {
  slot.net = net;
  for (const tell of slot.waiting) tell();
  slot.waiting.clear();
}

/** What engine/weights/message.py wrote. */
function readWeights(bytes) {
  const { buffer } = bytes.slice(); // a copy, which begins at a place that numbers can be read from
  const length = new DataView(buffer).getUint32(0, true);
  const about = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const from = 4 + length;
  return { ...about, floats: new Float32Array(buffer, from, about.floats / 4), shorts: new Int16Array(buffer, from + about.floats) };
}
