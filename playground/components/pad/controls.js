// What stands around the planes of a latent pad: layers, classes, buttons, and a slider for each dimension.

const LAYERS = { points: N_("Points"), pictures: N_("Pictures"), density: N_("Density"), holes: N_("Holes") };

function layerButtons(pad) {
  const usable = Object.keys(LAYERS).filter((layer) => layer === "pictures" || pad.views.some((view) => view.n));
  const group = el("div", { class: "segments", role: "group", "aria-label": N_("What lies behind the point") });
  for (const layer of usable) {
    const press = (event) => {
      if (!pad.layers.delete(layer)) pad.layers.add(layer);
      event.currentTarget.setAttribute("aria-pressed", pad.layers.has(layer));
      pad.repaint();
    };
    group.append(el("button", { type: "button", "aria-pressed": String(pad.layers.has(layer)), click: press }, LAYERS[layer]));
  }
  return group;
}

/** A chip for each class: it shows that one alone. */
class Legend {
  constructor(pad) {
    this.node = el("div", { class: "legend", hidden: !pad.views.some((view) => view.labels) });
    this.chips = pad.data.classes.map((name, label) => {
      const press = () => {
        pad.only = pad.only === label ? null : label;
        this.chips.forEach((chip, other) => chip.setAttribute("aria-pressed", other === pad.only));
        pad.repaint();
      };
      return el("button", { class: "chip", type: "button", title: _("Only {name}", { name }), "data-label": label, "aria-pressed": "false", click: press }, el("canvas", { class: "dot" }), name);
    });
    this.node.append(...this.chips);
  }

  paint({ palette }) {
    this.chips.forEach((chip, label) => {
      const brush = sharp(chip.firstChild, 12, 12);
      brush.fillStyle = palette[label % palette.length];
      traceShape(brush, Math.floor(label / palette.length), 6, 6, 4.2);
      brush.fill();
    });
  }
}

function actionButtons(pad) {
  const button = (name, words, act, main) => el("button", { type: "button", class: main ? "button main" : "button", click: act }, icon(name), words);
  return el(
    "div",
    { class: "actions" },
    button("dice", N_("Surprise me"), () => pad.glideTo(pad.randomPlace()), true),
    button("centre", N_("Back to centre"), () => pad.glideTo(pad.views[0].centre)),
    button("save", N_("Save picture"), () => savePicture(pad.faces[0].picture, "decoded.png")),
  );
}

/** A slider and a number for each dimension, and above them which two span the plane. */
class Sliders {
  constructor(pad) {
    this.pad = pad;
    const { d } = pad.data;
    this.rows = Array.from({ length: d }, (none, axis) => this.buildRow(axis));
    const choice = (words, node) => el("label", { class: "choice" }, el("span", {}, words), node);
    this.selects = d > 2 ? [0, 1].map((which) => this.buildSelect(which)) : [];
    const options = this.selects.map((select, which) => choice([N_("Across"), N_("Up")][which], select));
    if (pad.views.every((view) => view.prior)) {
      const steps = el("select", { change: (event) => pad.setSteps(event.target.value) });
      steps.append(el("option", { value: "equal" }, N_("Equal steps")), el("option", { value: "probability" }, N_("Equal probability")));
      steps.value = pad.steps;
      options.push(choice(N_("Axes run by"), steps));
    }
    const rows = this.rows.map(({ range, number }, axis) => el("label", { class: "row" }, el("span", {}, pad.views[0].axes[axis]), range, number));
    this.node = el("section", { class: "card sliders" }, options.length ? el("div", { class: "options" }, ...options) : null, el("div", { class: d > 2 ? "rows many" : "rows" }, ...rows));
  }

  buildRow(axis) {
    const { pad } = this;
    const { centre, extent } = pad.views[0];
    const [low, high] = [centre[axis] - extent, centre[axis] + extent];
    const set = (event) => {
      const value = Number(event.target.value);
      if (event.target.value === "" || !Number.isFinite(value)) return;
      pad.stopGlide();
      pad.z[axis] = within(value, low, high);
      pad.wake();
    };
    const common = { min: low, max: high, "aria-label": pad.views[0].axes[axis], input: set, change: () => pad.report() };
    return { range: el("input", { type: "range", step: extent / 200, ...common }), number: el("input", { type: "number", step: 0.05, ...common }) };
  }

  buildSelect(which) {
    const { pad } = this;
    const names = Array.from({ length: pad.data.d }, (none, axis) => el("option", { value: axis, selected: axis === pad.span[which] }, `z${axis + 1}`));
    return el("select", { change: (event) => pad.setSpan(which, Number(event.target.value)) }, ...names);
  }

  follow({ z, span, host }) {
    this.selects.forEach((select, which) => (select.value = span[which]));
    this.rows.forEach(({ range, number }, axis) => {
      setRange(range, z[axis]);
      if (number !== host.getRootNode().activeElement) number.value = z[axis].toFixed(2);
    });
  }
}
