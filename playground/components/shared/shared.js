// What every component needs: elements, the theme, sharp canvases, numbers from Python, seeded chance.

/**
 * Streamlit calls a component's default export for each change of its data or of the theme, on the same element.
 * So what a reader has done (zoom, place, stroke) is kept on that element, and only the data is new.
 */
function mount(component, create) {
  const host = component.parentElement.querySelector(".atelier");
  if (!host.kept) host.kept = create(host, component.data);
  host.kept.send = (name, value) => component.setStateValue(name, value);
  host.kept.trigger = (name, value) => component.setTriggerValue(name, value);
  host.kept.update(component.data, themeOf(host, component.data.palette));
  // Streamlit also cleans up a call that a newer one has overtaken. The element says which of the two it was.
  return () => setTimeout(() => !host.isConnected && host.kept?.remove());
}

/** An element with attributes, properties (functions as handlers) and children. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Stroke icons on a 24 x 24 field, drawn for this house. They take the colour of the text. */
const ICONS = {
  dice: "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM8 8h.01M16 8h.01M12 12h.01M8 16h.01M16 16h.01",
  centre: "M12 2v5M12 17v5M2 12h5M17 12h5M12 12h.01",
  save: "M12 3v12M7 11l5 5 5-5M4 20h16",
  undo: "M9 6L4 11l5 5M4 11h10a6 6 0 0 1 0 12h-2",
  clear: "M6 6l12 12M18 6L6 18",
  pen: "M4 20l1-5L16 4l4 4L9 19z",
  eraser: "M8 20h12M4 14l9-9 7 7-8 8H8z",
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

function rgbOf(colour) {
  const brush = (rgbOf.brush ??= document.createElement("canvas").getContext("2d"));
  brush.fillStyle = "#000000";
  brush.fillStyle = colour;
  const text = brush.fillStyle;
  if (text.startsWith("#")) return [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  return text.match(/[\d.]+/g).slice(0, 3).map(Number);
}

function faded(colour, opacity) {
  return `rgba(${rgbOf(colour).join(", ")}, ${opacity})`;
}

/** The colours in force, read from Streamlit's own variables, and the palette that suits the ground. */
function themeOf(host, palette) {
  const style = getComputedStyle(host);
  const read = (name, otherwise) => style.getPropertyValue(`--st-${name}`).trim() || otherwise;
  const background = read("background-color", "#ffffff");
  const [r, g, b] = rgbOf(background);
  const dark = 0.299 * r + 0.587 * g + 0.114 * b < 128;
  host.dataset.ground = dark ? "dark" : "light";
  return {
    dark,
    background,
    soft: read("secondary-background-color", "#f3f3f6"),
    text: read("text-color", "#1d1b2e"),
    primary: read("primary-color", "#5b4bd1"),
    border: read("border-color", "#dddddd"),
    font: read("font", "sans-serif"),
    palette: palette[dark ? "dark" : "light"],
  };
}

/** A canvas of so many CSS pixels, drawn at the screen's own resolution. Its context, ready to draw in CSS pixels. */
function sharp(canvas, width, height) {
  const ratio = Math.min(window.devicePixelRatio || 1, 3);
  const across = Math.max(1, Math.round(width * ratio));
  const down = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  const brush = canvas.getContext("2d");
  brush.setTransform(across / width, 0, 0, down / height, 0, 0);
  brush.clearRect(0, 0, width, height);
  return brush;
}

/**
 * Numbers in [0, 1], laid [row, column, channel], onto a canvas of the picture's own size. With `ink`, a grey picture
 * is laid down in that colour and leaves the ground bare where it is black: then it suits light and dark pages.
 */
function paint(canvas, values, [channels, height, width], ink = null) {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const brush = canvas.getContext("2d");
  const pixels = brush.createImageData(width, height);
  const { data } = pixels;
  for (let i = 0, at = 0; i < width * height; i++, at += 4) {
    const first = values[i * channels] * 255;
    if (ink && channels === 1) {
      data[at] = ink[0];
      data[at + 1] = ink[1];
      data[at + 2] = ink[2];
      data[at + 3] = first;
    } else {
      data[at] = first;
      data[at + 1] = channels === 3 ? values[i * 3 + 1] * 255 : first;
      data[at + 2] = channels === 3 ? values[i * 3 + 2] * 255 : first;
      data[at + 3] = 255;
    }
  }
  brush.putImageData(pixels, 0, 0);
}

/** Let a small picture fill its place, enlarged by a whole factor so that its pixels stay square. */
function enlargeTo(canvas, room, [, height, width]) {
  const factor = Math.max(1, Math.floor(room / Math.max(height, width)));
  canvas.style.width = `${width * factor}px`;
  canvas.style.height = `${height * factor}px`;
}

function decodeBase64(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

/** Python's numbers(): 16-bit whole numbers with one scale. */
function decodeNumbers(packed) {
  return Float32Array.from(new Int16Array(decodeBase64(packed.shorts).buffer), (value) => value * packed.scale);
}

/** A seeded stream of numbers in [0, 1) (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A bell-shaped number from a stream (Box and Muller). */
function bell(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** What tests read: window.__atelier[name]. */
function expose(name, hook) {
  (window.__atelier ??= {})[name] = hook;
}
