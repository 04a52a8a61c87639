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
  if (slot.net || slot.opening) return;
  if (packed.steps) slot.opening = openGenerator(packed, window.__atelier?.slowest).then((net) => (net ? opened(slot, net) : component.setTriggerValue("refused", name)));
  else opened(slot, openNet(packed));
};

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
