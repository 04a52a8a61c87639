// The patch lens: a picture under its map of verdicts. What lies under the pointer is found and drawn here, without the server.

/** Pixels across what one verdict sees, enlarged. */
const SEEN = 148;

/** What a critic sees beyond the edge of a picture. */
const BEYOND = "rgb(128 128 128)";

/** The longer side of a picture on the screen. */
const LARGEST = 460;

class PatchLens {
  constructor(host) {
    this.host = host;
    host.classList.add("lens");
    this.wake = onceAFrame(host, () => this.show());
    this.image = el("img", { draggable: "false" });
    this.map = el("canvas", { class: "map", "aria-hidden": "true" });
    this.patch = el("div", { class: "patch", "aria-hidden": "true" });
    this.badge = el("output", { class: "badge", "aria-hidden": "true" });
    this.stage = el("div", { class: "stage", tabindex: 0, role: "application", "aria-roledescription": N_("patch lens") }, this.image, this.map, this.patch, this.badge);
    this.small = el("canvas", { class: "small", role: "img" });
    this.dot = el("i", { class: "dot", "aria-hidden": "true" });
    this.smallField = el("div", { class: "plan" }, this.small, this.dot);
    this.seen = el("canvas", { class: "seen", role: "img" });
    this.strength = el("input", { type: "range", min: 0, max: 1, step: 0.05, value: 0.45, "aria-label": N_("Colours over the picture") });
    this.strength.addEventListener("input", () => this.tint());
    this.words = el("p", { class: "reading" });
    this.counted = el("small", {});
    this.mean = el("small", {});
    this.mark = el("i", { class: "mark", "aria-hidden": "true" });
    this.legend = el("div", { class: "legend" }, el("span", {}, N_("0 made")), el("div", { class: "scale" }, this.mark), el("span", {}, N_("1 real")));
    this.colours = el("label", { class: "colours" }, el("span", {}, N_("Colours")), this.strength);
    this.note = el("p", { class: "note" });
    this.plan = el("figure", {}, this.smallField, el("figcaption", {}, el("b", {}, N_("Map of verdicts")), this.counted, this.mean));
    this.side = el(
      "div",
      { class: "side" },
      this.plan,
      el("figure", {}, this.seen, el("figcaption", {}, el("b", {}, N_("All that this verdict sees")), (this.covers = el("small", {})))),
    );
    host.append(el("div", { class: "both" }, el("div", { class: "left" }, this.stage, this.words, this.legend, this.colours), this.side), this.note);
    this.listen();
    this.watcher = new ResizeObserver(() => this.wake());
    this.watcher.observe(this.stage);
  }

  listen() {
    const { stage, smallField } = this;
    const follow = (event) => this.over(event);
    stage.addEventListener("pointermove", follow);
    stage.addEventListener("pointerdown", (event) => {
      stage.focus({ preventScroll: true });
      this.over(event);
    });
    for (const name of ["pointermove", "pointerdown"]) smallField.addEventListener(name, (event) => this.onPlan(event));
    stage.addEventListener("keydown", (event) => {
      const arrow = arrowOf(event);
      if (isCommand(event) || (!arrow && event.key !== "Home")) return;
      event.preventDefault();
      const far = event.shiftKey ? 5 : 1;
      if (arrow) this.go(this.row + arrow[1] * far, this.column + arrow[0] * far);
      else this.toMiddle();
    });
  }

  /** The verdict whose patch lies nearest to the pointer. */
  over(event) {
    const { width, height, rows, columns, field } = this.data;
    const [x, y] = placeOn(this.stage, event, width, height);
    this.go(nearest(rows, y - field / 2), nearest(columns, x - field / 2));
  }

  onPlan(event) {
    const [column, row] = placeOn(this.small, event, this.data.columns.length, this.data.rows.length).map(Math.floor);
    this.go(row, column);
  }

  toMiddle() {
    this.go(Math.floor(this.data.rows.length / 2), Math.floor(this.data.columns.length / 2));
  }

  go(row, column) {
    this.row = within(row, 0, this.data.rows.length - 1);
    this.column = within(column, 0, this.data.columns.length - 1);
    this.wake();
  }

  update(data, theme) {
    const { verdicts, ...plain } = data;
    const fresh = JSON.stringify([plain, verdicts, theme.dark]);
    if (fresh === this.fresh) return;
    this.fresh = fresh;
    const before = this.data;
    this.data = data;
    this.theme = theme;
    this.ends = [rgbOf(theme.palette[data.made]), [127, 127, 132], rgbOf(theme.palette[data.real])];
    this.image.src = `data:image/jpeg;base64,${data.jpeg}`;
    this.image.alt = data.caption;
    this.image.decode().then(() => this.wake(), () => {});
    this.stage.style.aspectRatio = `${data.width} / ${data.height}`;
    this.stage.style.width = `min(100%, ${Math.round(LARGEST * Math.min(1, data.width / data.height))}px, var(--tall, 9999px) * ${data.width / data.height})`;
    this.note.textContent = data.caption;
    const learnt = Boolean(data.verdicts);
    for (const part of [this.legend, this.colours, this.mean]) part.hidden = !learnt;
    const [down, across] = [data.rows.length, data.columns.length];
    this.counted.textContent = counted(down, across, data.field);
    if (learnt) {
      const all = data.verdicts.flat();
      this.mean.textContent = _("mean {value}", { value: said(all.reduce((sum, value) => sum + value, 0) / all.length) });
    }
    const scale = this.ends.map((colour) => `rgb(${colour.join(" ")})`).join(", ");
    this.legend.querySelector(".scale").style.background = `linear-gradient(90deg, ${scale})`;
    this.drawMaps();
    this.tint();
    const same = before && before.rows.length === down && before.columns.length === across;
    if (same) this.wake();
    else this.toMiddle();
  }

  colourOf(value) {
    const place = 2 * within(value, 0, 1);
    const [from, to] = place < 1 ? [this.ends[0], this.ends[1]] : [this.ends[1], this.ends[2]];
    const share = place < 1 ? place : place - 1;
    return from.map((level, c) => Math.round(level + share * (to[c] - level)));
  }

  /** The map as it is, a pixel for each verdict, and again over the picture, each verdict around the middle of its patch. */
  drawMaps() {
    const { verdicts, rows, columns, field, width, height } = this.data;
    const [down, across] = [rows.length, columns.length];
    Object.assign(this.small, { width: across, height: down });
    const brush = this.small.getContext("2d");
    const plain = rgbOf(this.theme.soft);
    for (let row = 0; row < down; row++)
      for (let column = 0; column < across; column++) {
        brush.fillStyle = `rgb(${(verdicts ? this.colourOf(verdicts[row][column]) : plain).join(" ")})`;
        brush.fillRect(column, row, 1, 1);
      }
    const long = Math.max(down, across);
    const side = SEEN / long;
    Object.assign(this.smallField.style, { width: `${across * side}px`, height: `${down * side}px` });
    this.small.setAttribute("aria-label", _("Map of {down} by {across} verdicts", { down, across }));
    Object.assign(this.map, { width, height });
    const veil = this.map.getContext("2d");
    veil.clearRect(0, 0, width, height);
    if (!verdicts) return;
    const tops = edges(rows, field, height);
    const lefts = edges(columns, field, width);
    for (let row = 0; row < down; row++)
      for (let column = 0; column < across; column++) {
        veil.fillStyle = `rgb(${this.colourOf(verdicts[row][column]).join(" ")})`;
        veil.fillRect(lefts[column], tops[row], lefts[column + 1] - lefts[column], tops[row + 1] - tops[row]);
      }
  }

  tint() {
    this.map.style.opacity = this.data.verdicts ? this.strength.value : 0;
    setRange(this.strength);
  }

  show() {
    const { rows, columns, field, width, height, verdicts } = this.data;
    const room = [this.stage.clientWidth, this.stage.clientHeight];
    if (!room[0]) return;
    const scale = room[0] / width;
    const [top, left] = [rows[this.row], columns[this.column]];
    const [upper, lower] = [Math.max(0, top), Math.min(height, top + field)];
    const [first, last] = [Math.max(0, left), Math.min(width, left + field)];
    // A patch of one pixel is drawn a little larger than it is, or nobody would see it.
    const grown = (from, to) => Math.max(to - from, 6 / scale);
    Object.assign(this.patch.style, {
      left: `${first * scale}px`,
      top: `${upper * scale}px`,
      width: `${grown(first, last) * scale}px`,
      height: `${grown(upper, lower) * scale}px`,
    });
    for (const [name, cut] of Object.entries({ left: left < 0, right: left + field > width, top: top < 0, bottom: top + field > height }))
      this.patch.classList.toggle(`cut-${name}`, cut);
    const value = verdicts ? verdicts[this.row][this.column] : null;
    this.badge.hidden = value === null;
    this.mark.hidden = value === null;
    if (value !== null) {
      this.badge.textContent = said(value);
      this.badge.style.left = `${within(((first + last) / 2) * scale, 26, room[0] - 26)}px`;
      const above = upper * scale - 15;
      this.badge.style.top = `${above > 14 ? above : Math.min(room[1] - 15, lower * scale + 15 < room[1] - 14 ? lower * scale + 15 : upper * scale + 18)}px`;
      this.mark.style.left = `${100 * within(value, 0, 1)}%`;
    }
    const plan = [this.smallField.clientWidth / columns.length, this.smallField.clientHeight / rows.length];
    Object.assign(this.dot.style, {
      left: `${this.column * plan[0]}px`,
      top: `${this.row * plan[1]}px`,
      width: `${Math.max(plan[0], 5)}px`,
      height: `${Math.max(plan[1], 5)}px`,
    });
    this.enlarge(top, left);
    this.tell(value, { top, left, beyond: top < 0 || left < 0 || top + field > height || left + field > width });
  }

  /** The pixels of the patch, and grey where it reaches beyond the picture. */
  enlarge(top, left) {
    const { field, width } = this.data;
    const brush = sharp(this.seen, SEEN, SEEN);
    brush.imageSmoothingEnabled = field > SEEN;
    brush.fillStyle = BEYOND;
    brush.fillRect(0, 0, SEEN, SEEN);
    if (!this.image.naturalWidth) return;
    const fine = this.image.naturalWidth / width;
    const ratio = SEEN / field;
    brush.drawImage(this.image, 0, 0, this.image.naturalWidth, this.image.naturalHeight, -left * ratio, -top * ratio, (this.image.naturalWidth / fine) * ratio, (this.image.naturalHeight / fine) * ratio);
  }

  tell(value, { top, left, beyond }) {
    const { rows, columns, field, caption } = this.data;
    const place = _("Row {row} of {rows}, column {column} of {columns}", { row: this.row + 1, rows: rows.length, column: this.column + 1, columns: columns.length });
    const verdict = value === null ? "" : `${said(value)}: ${meaning(value)}`;
    this.words.replaceChildren(...(value === null ? [`${place}.`] : [el("b", {}, said(value)), ` ${meaning(value)}. ${place}.`]));
    const pixels = area(field);
    this.covers.textContent = beyond ? _("{pixels}, grey where the picture ends", { pixels }) : pixels;
    this.seen.setAttribute("aria-label", _("The patch under the lens, enlarged: {pixels}", { pixels }));
    const keys = _("It sees {pixels}. Arrow keys move the lens, with Shift further; Home puts it in the middle.", { pixels });
    this.stage.setAttribute("aria-label", `${caption} ${place}. ${verdict} ${keys}`);
    Object.assign(this.host.dataset, { row: this.row, column: this.column, verdict: value ?? "", top, left, field });
  }

  remove() {
    this.wake.stop();
    this.watcher.disconnect();
  }
}

const said = (value) => value.toFixed(2).replace("-", "−");

const area = (field) => (field === 1 ? _("1 pixel") : _("{side} x {side} pixels", { side: field }));

const counted = (down, across, field) =>
  down * across === 1
    ? _("1 verdict, which sees {area}", { area: area(field) })
    : _("{down} x {across} verdicts, each sees {area}", { down, across, area: area(field) });

function meaning(value) {
  if (value >= 0.75) return _("it looks real");
  if (value > 0.55) return _("rather real");
  if (value >= 0.45) return _("it cannot tell");
  if (value > 0.25) return _("rather made");
  return _("it looks made");
}

/** The place in a rising list whose number is nearest. */
function nearest(places, wanted) {
  let best = 0;
  places.forEach((place, number) => {
    if (Math.abs(place - wanted) < Math.abs(places[best] - wanted)) best = number;
  });
  return best;
}

/** Where the verdict of one patch gives way to the next: halfway between their middles, and at the edges of the picture. */
function edges(places, field, length) {
  const middles = places.map((place) => place + field / 2);
  const between = middles.slice(1).map((middle, number) => within((middle + middles[number]) / 2, 0, length));
  return [0, ...between, length];
}

export default (component) => mount(component, (host) => new PatchLens(host));
