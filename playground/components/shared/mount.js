// How a component lives on a page: it is mounted, given new data and the theme's colours, and drawn once in a frame.

/**
 * Streamlit calls a component's default export for each change of its data or of the theme, on the same element.
 * So what a reader has done (zoom, place, stroke) is kept on that element, and only the data is new.
 */
function mount(component, create) {
  const host = component.parentElement.querySelector(".atelier");
  texts = component.data.texts ?? {};
  if (!host.kept) host.kept = create(host, component.data);
  host.kept.send = (name, value) => component.setStateValue(name, value);
  host.kept.trigger = (name, value) => component.setTriggerValue(name, value);
  retell(host, component.data.language ?? "en");
  host.kept.update(component.data, themeOf(host, component.data.palette));
  // Streamlit also cleans up a call that a newer one has overtaken. The element says which of the two it was.
  return () => setTimeout(() => !host.isConnected && host.kept?.remove());
}

/** A component that shows nothing leaves the page's flow, where even an empty element would make a gap. */
function takesNoRoom({ parentElement }) {
  const place = (parentElement.host ?? parentElement.getRootNode().host ?? parentElement).closest('[data-testid="stElementContainer"]');
  if (place) place.style.position = "absolute";
}

/** English sentence -> the reader's, as Python sends them; an English reader gets none. */
let texts = {};

/** A sentence in the reader's language, with what is filled in for {name}. Python finds these calls: a plain text in double quotes. */
function _(message, values = {}) {
  return (texts[message] ?? message).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A sentence that is only marked: `el` and `say` put it on the page in the reader's language. */
class Said {
  constructor(message) {
    this.message = message;
  }
}

const N_ = (message) => new Said(message);

/** A sentence on an element that is made once: it follows when the reader changes the language. `property`: textContent, title, aria-label. */
function say(node, property, sentence) {
  const message = sentence.message ?? sentence;
  const told = JSON.parse(node.dataset.said ?? "{}");
  node.dataset.said = JSON.stringify({ ...told, [property]: message });
  if (property === "textContent") node.textContent = _(message);
  else node.setAttribute(property, _(message));
  return node;
}

function retell(host, language) {
  if (host.dataset.language === language) return;
  host.dataset.language = language;
  for (const node of host.querySelectorAll("[data-said]")) {
    for (const [property, message] of Object.entries(JSON.parse(node.dataset.said))) {
      // What has an icon by now says its words elsewhere.
      if (property !== "textContent" || !node.firstElementChild) say(node, property, message);
    }
  }
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
    text: read("text-color", "#100e22"),
    primary: read("primary-color", "#5b4bd1"),
    border: read("border-color", "#dddddd"),
    font: read("font", "sans-serif"),
    palette: palette[dark ? "dark" : "light"],
  };
}

/**
 * Ask for `act` at the screen's next frame: once, however often it is called until then. Nothing happens on an element
 * that has left the page.
 */
function onceAFrame(host, act) {
  let frame = null;
  const wake = () =>
    (frame ??= requestAnimationFrame((now) => {
      frame = null;
      if (host.isConnected) act(now);
    }));
  return Object.assign(wake, { asked: () => frame !== null, stop: () => cancelAnimationFrame(frame) });
}

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** What tests read: window.__atelier[name]. */
function expose(name, hook) {
  (window.__atelier ??= {})[name] = hook;
}
