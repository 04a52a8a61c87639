// What a person finds on a lesson's page: into components, but past what is folded away.
() => {
  const CONTROLS = "a[href], button, input, select, textarea, summary, [role=slider], [role=listbox], [tabindex='0']";
  const FRAME = "[aria-label='What to do here'], [data-testid=stPopover]:first-of-type";
  const rolls = (node) =>
    /auto|scroll/.test(getComputedStyle(node).overflowX) && getComputedStyle(node).scrollbarWidth !== "none";
  const large = (box, side) => box.width >= side && box.height >= side;

  function* inside(node) {
    for (const child of [...(node.shadowRoot?.children ?? []), ...node.children]) {
      const box = child.getBoundingClientRect(), style = getComputedStyle(child);
      const bare = style.display === "contents" || child.shadowRoot;
      if (!bare && !child.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      // Words and fields for screen readers alone are a pixel large.
      if (!bare && box.width <= 1 && box.height <= 1 && style.overflowX !== "visible") continue;
      yield child;
      if (child.tagName !== "svg") yield* inside(child);
    }
  }
  function* around(node) {
    for (let one = node; one; one = one.assignedSlot ?? one.parentElement ?? one.getRootNode().host) yield one;
  }
  const named = (node) =>
    (node.ariaLabel || node.labels?.[0]?.innerText || node.innerText || node.alt || node.tagName)
      .trim().replace(/\s+/g, " ").slice(0, 60);

  const main = document.querySelector("[data-testid=stMain]");
  const all = [...inside(main)];
  const controls = all.filter(
    (node) => node.matches(CONTROLS) && large(node.getBoundingClientRect(), 8)
      && ![...around(node)].some((one) => one.matches(FRAME)));
  const primary = controls.filter((node) => node.matches("[data-testid=stBaseButton-primary]"));
  const awake = (node) => !node.disabled && node.ariaDisabled !== "true";
  // Where a machine writes, the page with its letters is the picture.
  const pictures = all.filter(
    (node) => node.matches("img, canvas, video, .js-plotly-plot, .page:not(:empty)") && large(node.getBoundingClientRect(), 24)
      && (node.tagName !== "IMG" || node.naturalWidth > 0));
  const fields = all.filter((node) => node.matches("details[open] [data-testid=stWidgetLabel]"));

  // A box is cut off where something around it, or the screen, ends before it does and has no bar to scroll there.
  function ends(box, node) {
    for (const one of around(node)) {
      if (one === document.documentElement) break;
      const style = getComputedStyle(one), edge = one.getBoundingClientRect();
      if (style.overflowX === "visible" || style.display === "contents") continue;
      if (box.left >= edge.left - 1.5 && box.right <= edge.right + 1.5) continue;
      return rolls(one) && one.scrollWidth > one.clientWidth && one !== main ? null : one;
    }
    return box.left < -1.5 || box.right > innerWidth + 1.5 ? document.documentElement : null;
  }
  const cut = [];
  const check = (box, node, name) => {
    const at = ends(box, node);
    if (at) cut.push(`${name} (by ${at.dataset.testid || at.tagName + " " + at.className})`);
  };
  for (const node of new Set([...controls, ...pictures])) check(node.getBoundingClientRect(), node.parentNode.host ?? node.parentNode, named(node));
  for (const node of all) {
    for (const text of node.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE || !text.data.trim() || node.tagName === "STYLE") continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      check(range.getBoundingClientRect(), node, `“${text.data.trim().slice(0, 60)}”`);
    }
  }
  const wide = Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) cut.push(`the page itself, by ${wide} pixels`);

  const red = "[data-testid=stException], [data-testid=stAlertContentError]";
  return {
    troubles: [...document.querySelectorAll(red)].map((node) => node.innerText),
    primary: primary.map(named),
    awake: (primary.length ? primary : controls).filter(awake).map(named),
    pictures: pictures.length,
    fields: fields.length,
    cut: [...new Set(cut)],
  };
}
