// A hand on a component: where a pointer is, what it drags, and the keys that mean the same everywhere.

/** Where a pointer is on an element, whose sides count as `width` and `height`. */
function placeOn(node, event, width = 1, height = width) {
  const box = node.getBoundingClientRect();
  return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
}

/** Of two places, as of two fingers. */
const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/**
 * Let a hand drag on an element, also beyond its edge, with as many `fingers` at a time. `start` may refuse a press by
 * returning false. A fast hand moves several times between two frames: `move` is called for each of its places.
 */
function draggable(node, { start, move, end, fingers = 1 }) {
  const held = new Set();
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || held.size === fingers || start(event) === false) return;
    held.add(event.pointerId);
    event.target.setPointerCapture(event.pointerId);
  });
  node.addEventListener("pointermove", (event) => {
    if (!held.has(event.pointerId)) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const one of moves.length ? moves : [event]) move(one);
  });
  for (const name of ["pointerup", "pointercancel"]) node.addEventListener(name, (event) => held.delete(event.pointerId) && end(event));
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** With a modifier a key is the browser's. */
const isCommand = (event) => event.ctrlKey || event.metaKey || event.altKey;

/** Which way an arrow key points, right and down; undefined for any other key. */
const arrowOf = (event) => (isCommand(event) ? undefined : ARROWS[event.key]);

/** Ctrl+Z, or Cmd+Z. */
function onUndo(host, undo) {
  host.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    undo();
  });
}

/** A ring as wide as the brush, where a mouse or a pen would draw. `share` says how wide: of the element's width, 0 for none. */
function brushRing(node, share) {
  const ring = el("div", { class: "ring", hidden: true });
  const follow = (event) => {
    const box = node.getBoundingClientRect();
    const wide = share() * box.width;
    ring.hidden = !wide || event.pointerType === "touch";
    Object.assign(ring.style, { width: `${wide}px`, height: `${wide}px`, left: `${event.clientX - box.left}px`, top: `${event.clientY - box.top}px` });
  };
  for (const name of ["pointermove", "pointerdown"]) node.addEventListener(name, follow);
  node.addEventListener("pointerleave", () => (ring.hidden = true));
  return ring;
}
