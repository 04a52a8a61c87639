// Big: for the front of the room. What is beside the view leaves, and the view grows until its letters are read at six metres.

const WIDE = 740; // CSS pixels that the page is laid out for: fewer, and pictures no longer stand beside their sliders
const LEAST = 1.15; // smaller letters are not read at six metres
// No selector of the page enters a component, but a property does: with "display: var(--beside, block)" a part of it leaves.
// --tall is how high a picture may be that stands above or below other things, --row how high what is cut to one row; --of-window are
// letters of which a whole table is seen, --least how small its pictures may get; --reach is the margin of what reaches into the page's.
const LOOKS = `
html[data-big] {
  --beside: none;
  --tall: max(180px, 100vh / var(--big) - 250px);
  --row: 2.4em;
  --of-window: calc(2.6vh / var(--big));
  --least: 0px;
  --reach: auto;
}
html[data-big] :is([data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stSidebarCollapsedControl"], [data-testid="stExpandSidebarButton"]) {
  display: none;
}
html[data-big] [data-testid="stMainBlockContainer"] {
  zoom: var(--big);
  max-width: none;
  padding: 8px 14px 40px;
}
html[data-big] [data-testid="stMainBlockContainer"]:has(.st-key-stage) {
  padding-bottom: 0;
}
html[data-big] :is(.st-key-lesson-title, .st-key-lesson-words, [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] > :has(> [data-testid="stExpander"]):not(:has([class*="st-key-form-"]))) {
  display: none;
}
html[data-big] .st-key-lesson-views {
  padding-right: 106px;
}
html[data-big]:has(.st-key-stage) .st-key-lesson-views > :last-child:not(:first-child) {
  display: none;
}
html[data-big] [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] .st-key-stage) > [data-testid="stColumn"]:not(:has(.st-key-stage)) {
  display: none;
}
html[data-big] .st-key-stage :is([data-testid="stCaptionContainer"]:not([data-testid^="stImage"] *), [class*="st-key-desk"]) {
  display: none;
}
html[data-big] .st-key-stage [data-testid="stVerticalBlock"], html[data-big] .st-key-stage {
  gap: 0.5rem;
}
html[data-big] .st-key-lesson-head {
  position: fixed;
  right: 10px;
  top: 6px;
  z-index: 100;
  width: auto;
}
html[data-big] [data-testid="stMainBlockContainer"]:has(.st-key-stage) > [data-testid="stVerticalBlock"] > :not(:has(.st-key-stage), :has(.st-key-lesson-head), :has(.st-key-lesson-views)) {
  display: none;
}
`;

class Big {
  constructor(host) {
    this.host = host;
    this.button = el("button", { type: "button", class: "button", title: N_("Big, for the front of the room (B)"), "aria-pressed": "false", click: () => this.turn(!this.on) }, icon("zoom"), el("span", {}, N_("Big")));
    this.host.append(this.button);
    if (!document.getElementById("atelier-big")) document.head.append(el("style", { id: "atelier-big" }, LOOKS));
    this.heard = (event) => this.key(event);
    this.fitted = () => this.fit();
    // What a stage holds comes and grows: pictures, a judge's bars.
    this.watcher = new ResizeObserver(() => requestAnimationFrame(() => this.lower()));
    this.finder = new MutationObserver(() => this.watch());
    document.addEventListener("keydown", this.heard);
    window.addEventListener("resize", this.fitted);
  }

  get on() {
    return "big" in document.documentElement.dataset;
  }

  /** Another lesson begins small. */
  remove() {
    document.removeEventListener("keydown", this.heard);
    window.removeEventListener("resize", this.fitted);
    this.finder.disconnect();
    this.watcher.disconnect();
    clearTimeout(this.later);
    delete document.documentElement.dataset.big;
  }

  /** With each run of the script: what grew is laid smaller, but nothing is begun anew under the reader's eyes. */
  update() {
    if (this.on) this.lower();
    else this.fit();
  }

  turn(on) {
    if (on) document.documentElement.dataset.big = "";
    else delete document.documentElement.dataset.big;
    this.finder.disconnect();
    if (on) this.finder.observe(document.querySelector('[data-testid="stMainBlockContainer"]'), { childList: true, subtree: true });
    this.watch();
    this.fit();
    window.dispatchEvent(new Event("resize"));
    if (on) firstControl(document.querySelector('[data-testid="stMainBlockContainer"]'))?.focus({ preventScroll: true });
    else this.button.focus({ preventScroll: true });
  }

  /** The stage that is there now; a view that is turned to brings another. */
  watch() {
    const stage = this.on ? document.querySelector(".st-key-stage") : null;
    if (stage === this.stage) return;
    this.watcher.disconnect();
    this.stage = stage;
    if (stage) this.watcher.observe(stage);
    this.fit();
  }

  /** As large as it can be: as wide as the window, or, where a stage would not fit into it then, less. */
  fit() {
    this.lay(Math.max(1, window.innerWidth / WIDE));
    while (this.lower());
    this.button.setAttribute("aria-pressed", this.on);
    say(this.button.lastChild, "textContent", this.on ? N_("Small") : N_("Big"));
  }

  lay(big) {
    this.big = big;
    document.documentElement.style.setProperty("--big", big.toFixed(3));
  }

  /** A step smaller, where the stage does not fit. Some of what it holds takes its size only afterwards, so it is asked once more then. */
  lower() {
    clearTimeout(this.later);
    if (!this.on || !this.stage?.isConnected) return false;
    const least = Math.min(Math.max(1, window.innerWidth / WIDE), LEAST);
    const smaller = this.big > least && this.stage.getBoundingClientRect().bottom > window.innerHeight;
    if (smaller) this.lay(Math.max(least, this.big - 0.04));
    this.later = setTimeout(() => this.lower(), smaller ? 100 : 1000);
    return smaller;
  }

  key(event) {
    const typing = event.composedPath()[0]?.matches?.("textarea, select, [contenteditable], input:not([type=range], [type=radio], [type=checkbox])");
    if (typing || isCommand(event) || event.defaultPrevented) return;
    if (event.key === "Escape" && this.on) this.turn(false);
    else if (event.key.toLowerCase() === "b") this.turn(!this.on);
  }
}

/** The first slider or map below a node, also within components: there the hand begins. */
function firstControl(node) {
  for (const child of node?.querySelectorAll("*") ?? []) {
    if (child.matches('input[type="range"]:not(:disabled), [role="application"][tabindex="0"], [role="slider"]') && child.checkVisibility()) return child;
    const found = child.shadowRoot && firstControl(child.shadowRoot);
    if (found) return found;
  }
  return null;
}

export default (component) => mount(component, (host) => new Big(host));
