// What a component is built of: elements, icons, buttons, sliders.

/** An element with attributes, properties (functions as handlers) and children. Marked sentences (N_) follow the reader's language. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value instanceof Said) say(node, name, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  if (children.length === 1 && children[0] instanceof Said) return say(node, "textContent", children[0]);
  const there = children.filter((child) => child !== null && child !== undefined);
  node.append(...there.map((child) => (child instanceof Said ? say(document.createElement("span"), "textContent", child) : child)));
  return node;
}

/** The parts of a sentence; what stands between ** is bold. */
const rich = (sentence) => sentence.split("**").map((part, k) => (k % 2 ? el("b", {}, part) : part));

/** Stroke icons on a 24 x 24 field, drawn for this house. They take the colour of the text. */
const ICONS = {
  dice: "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM8 8h.01M16 8h.01M12 12h.01M8 16h.01M16 16h.01",
  centre: "M12 2v5M12 17v5M2 12h5M17 12h5M12 12h.01",
  save: "M12 3v12M7 11l5 5 5-5M4 20h16",
  undo: "M9 6L4 11l5 5M4 11h10a6 6 0 0 1 0 12h-2",
  clear: "M6 6l12 12M18 6L6 18",
  pen: "M4 20l1-5L16 4l4 4L9 19z",
  eraser: "M8 20h12M4 14l9-9 7 7-8 8H8z",
  play: "M7 4l13 8-13 8z",
  pause: "M8 5v14M16 5v14",
  reset: "M4 5v5h5M5 10a8 8 0 1 1-1 5",
  done: "M5 12l5 5L20 7",
  fill: "M5 13l7-8 7 7-7 7zM4 13h14M20 16c1 1.6 1.6 2.6 1.6 3.4a1.6 1.6 0 0 1-3.2 0c0-.8.6-1.8 1.6-3.4z",
  zoom: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function iconButton(name, words, click) {
  return el("button", { type: "button", class: "button icon-only", title: words, "aria-label": words, click }, icon(name));
}

/** A button that had the focus hands it on, so that the next key is heard. */
function disable(button, off, next) {
  if (off && button.matches(":focus")) next.focus({ preventScroll: true });
  button.disabled = off;
}

/** Move a slider, and the colour of its track with it: from its low end, or from its middle. */
function setRange(slider, value = slider.value) {
  if (Number(slider.value) !== Number(value)) slider.value = value;
  slider.style.setProperty("--share", `${(100 * (value - slider.min)) / (slider.max - slider.min)}%`);
}

function setFromMiddle(slider, value) {
  setRange(slider, value);
  const share = 50 + (50 * value) / slider.max;
  slider.style.setProperty("--from", `${Math.min(50, share)}%`);
  slider.style.setProperty("--to", `${Math.max(50, share)}%`);
}

/** A row of buttons of which one is chosen. choices: value -> words. */
function segmented(label, choices, chosen, choose) {
  const row = el("div", { class: "segments", role: "radiogroup", "aria-label": label });
  const pick = (value, focus) => {
    for (const button of row.children) {
      const mine = button.dataset.value === value;
      button.setAttribute("aria-checked", mine);
      button.tabIndex = mine ? 0 : -1;
      if (mine && focus) button.focus();
    }
    choose(value);
  };
  const step = (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = [...row.children];
    const now = all.findIndex((button) => button.getAttribute("aria-checked") === "true");
    pick(all[(now + by + all.length) % all.length].dataset.value, true);
  };
  for (const [value, words] of Object.entries(choices)) {
    const mine = value === chosen;
    const attributes = { type: "button", role: "radio", "data-value": value, "aria-checked": String(mine), tabindex: mine ? 0 : -1 };
    row.append(el("button", { ...attributes, click: () => pick(value), keydown: step }, words));
  }
  return row;
}
