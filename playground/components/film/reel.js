// What a reel offers besides its frames: a row of small ones, one enlarged, one kept beside the others, and a branch from one.

ICONS.beside = "M3 5h8v14H3zM13 5h8v14h-8z";
ICONS.branch = "M6 3v18M6 14c8 0 12-2 12-8M15 9l3-3 3 3";

/** Small frames in the row at most, and their side in CSS pixels. */
const SMALL = 10;
const SMALL_SIDE = 44;

class Reel {
  constructor(film) {
    this.film = film;
    this.kept = null;
    this.row = el("div", { class: "row", "aria-hidden": "true" });
    this.place = el("canvas", { class: "picture", role: "img" });
    this.title = el("h2", {});
    this.beside = el("figure", { class: "kept", hidden: true }, this.title, this.place);
    this.large = el("canvas", { class: "large" });
    this.dialog = el("dialog", { class: "enlarged", "aria-label": N_("Enlarged"), click: () => this.dialog.close() }, this.large);
    this.keepButton = el("button", { type: "button", class: "button small", click: () => this.keep() }, icon("beside"), el("span", {}, N_("Keep beside")));
    this.branchButton = el("button", { type: "button", class: "button small", click: () => this.branch() }, icon("branch"), el("span", {}, N_("Go back to here")));
    const enlarge = el("button", { type: "button", class: "button small", click: () => this.enlarge() }, icon("zoom"), el("span", {}, N_("Enlarge")));
    this.tools = el("div", { class: "tools" }, enlarge, this.keepButton, this.branchButton);
    film.panes[0].picture.addEventListener("click", () => this.enlarge());
  }

  /** New frames have come. */
  update() {
    const { film } = this;
    const { data } = film;
    this.branchButton.hidden = !data.branches;
    const count = Math.min(SMALL, data.count);
    const shown = Array.from({ length: count }, (none, k) => (count > 1 ? Math.round((k * (data.count - 1)) / (count - 1)) : 0));
    this.row.hidden = count < 3;
    this.row.replaceChildren(...shown.map((frame) => this.small(frame)));
    if (this.kept !== null) this.showKept();
  }

  small(frame) {
    const { film } = this;
    const [height, width] = film.data.sheet.side;
    const side = Math.min(height, width);
    const picture = el("canvas", { width: side, height: side, click: () => film.jump(frame) });
    picture.style.width = `${SMALL_SIDE}px`;
    const { columns } = film.data.sheet;
    picture.getContext("2d").drawImage(film.image, (frame % columns) * width, Math.floor(frame / columns) * height, side, side, 0, 0, side, side);
    return picture;
  }

  /** Keep this frame beside whichever comes; a second time: let it go. */
  keep() {
    this.kept = this.kept === null ? this.film.step : null;
    this.keepButton.setAttribute("aria-pressed", this.kept !== null);
    this.beside.hidden = this.kept === null;
    this.film.host.classList.toggle("comparing", this.kept !== null);
    if (this.kept !== null) this.showKept();
  }

  showKept() {
    const { film } = this;
    const frame = nearestOf(film.data.steps, this.kept);
    this.title.textContent = _("Kept: step {step}", { step: film.data.steps[frame].toLocaleString("en") });
    film.paintFrame(this.place, frame);
    this.place.setAttribute("aria-label", this.title.textContent);
  }

  enlarge() {
    this.film.play(false);
    this.film.paintFrame(this.large, Math.floor(this.film.at));
    this.dialog.showModal();
  }

  branch() {
    this.film.play(false);
    this.film.trigger("branch", this.film.step);
  }
}
