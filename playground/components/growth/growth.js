// A generator that grows: which layers there are, how far the newest has faded in, and what it paints meanwhile.

Object.assign(ICONS, { grow: "M4 20h4v-6H4zM10 20h4V10h-4zM16 20h4V4h-4z" });

/** Seconds that a fade lasts in the film. */
const LASTS = 2.2;

class Growth {
  constructor(host) {
    this.host = host;
    this.lasts = LASTS;
    this.alpha = 0.5;
    this.face = 0;
    this.playing = this.film = false;
    this.wake = onceAFrame(host, (now) => this.tick(now));
    this.watch = new ResizeObserver(() => this.wake());
    this.watch.observe(host);
    this.slider = el("input", { type: "range", min: 0, max: 1, step: 0.02, "aria-label": N_("Alpha: share of the new layers"), input: () => this.take(Number(this.slider.value)) });
    this.number = el("output");
    this.chosen = el("div", {});
    this.playButton = el("button", { type: "button", class: "button", title: N_("From the first fade to the last"), click: () => this.play(!this.playing) }, icon("play"), el("span", {}, N_("Let it grow")));
    this.net = el("canvas", { class: "net", role: "img" });
    this.faces = el("div", { class: "faces" });
    this.told = el("p", { class: "told" });
    const alpha = el("label", { class: "alpha" }, el("span", {}, N_("Alpha")), this.slider, this.number);
    const bar = el("div", { class: "bar" }, this.chosen, alpha, this.playButton);
    host.replaceChildren(el("section", { class: "growth" }, bar, this.net, this.told, this.faces));
    expose("growth", this);
  }

  remove() {
    this.watch.disconnect();
    this.wake.stop();
  }

  update(data, theme) {
    this.theme = theme;
    this.data = data;
    const made = data.fades.map(({ side, low }) => side + low.shorts.slice(0, 60)).join();
    if (made !== this.made) {
      this.made = made;
      this.fades = data.fades.map(({ side, shape, low, high, after }) => ({ side, shape, low: decodeNumbers(low), high: decodeNumbers(high), after: decodeNumbers(after) }));
    }
    const offered = data.fades.map(({ side }) => side).join();
    if (offered !== this.offered) {
      this.offered = offered;
      this.choose(this.fades.length - 1);
    }
    const count = this.fades[0].shape[0];
    if (this.faces.children.length !== count) {
      const face = (k) => el("button", { type: "button", class: "face", "data-face": k, click: () => this.pick(k) }, el("canvas", {}));
      this.faces.replaceChildren(...Array.from({ length: count }, (_one, k) => face(k)));
      this.face = Math.min(this.face, count - 1);
    }
    this.wake();
  }

  get fade() {
    return this.fades[this.at];
  }

  /** Another fade; the row of buttons is made anew, so that film and hand move the same. */
  choose(at) {
    this.at = at;
    const choices = Object.fromEntries(this.fades.map(({ side }, k) => [String(k), `${side / 2} → ${side} px`]));
    const hadFocus = this.chosen.contains(this.host.getRootNode().activeElement);
    const take = (k) => {
      this.playing = this.film = false;
      this.at = Number(k);
      this.wake();
    };
    this.chosen.replaceChildren(segmented(_("Fade"), choices, String(at), take));
    if (hadFocus) this.chosen.querySelector('[aria-checked="true"]').focus();
    this.wake();
  }

  take(alpha) {
    this.playing = this.film = false;
    this.alpha = alpha;
    this.wake();
  }

  pick(face) {
    this.face = face;
    this.wake();
  }

  /** The film: every fade in turn. */
  play(playing) {
    this.playing = playing;
    this.before = null;
    if (playing) {
      this.film = true;
      this.alpha = 0;
      this.choose(0);
    }
    this.wake();
  }

  tick(now) {
    if (!this.fades) return;
    if (this.playing) {
      this.alpha += Math.min(0.1, (now - (this.before ?? now)) / 1000) / this.lasts;
      this.before = now;
      if (this.alpha >= 1 && this.at + 1 < this.fades.length) {
        this.alpha = 0;
        this.choose(this.at + 1);
      } else if (this.alpha >= 1) [this.playing, this.alpha] = [false, 1];
    }
    this.show();
    if (this.playing) this.wake();
  }

  /** Each number of a face: (1 - alpha) * low + alpha * high. Only the sum is cut to what a screen can show. */
  mixed(face, alpha) {
    const { shape, low, high } = this.fade;
    const count = shape[1] * shape[2] * shape[3];
    const values = new Float32Array(count);
    for (let k = 0, from = face * count; k < count; k++) values[k] = (1 - alpha) * low[from + k] + alpha * high[from + k];
    return values;
  }

  /** The film leads over what was painted in a fade's middle to what was painted after it: by then the new layers had learnt to stand alone. */
  filmed(face, alpha) {
    if (alpha <= 0.5) return this.mixed(face, alpha);
    const values = this.mixed(face, 0.5);
    const { after } = this.fade;
    const share = 2 * alpha - 1;
    for (let k = 0, from = face * values.length; k < values.length; k++) values[k] = (1 - share) * within(values[k]) + share * after[from + k];
    return values;
  }

  paintFace(canvas, values) {
    const [, height, width, channels] = this.fade.shape;
    paint(canvas, values, [channels, height, width]);
    return canvas;
  }

  show() {
    const { alpha, fade } = this;
    setRange(this.slider, alpha);
    const values = { alpha: alpha.toFixed(2), rest: (1 - alpha).toFixed(2), low: fade.side / 2, high: fade.side };
    this.number.textContent = values.alpha;
    this.slider.setAttribute("aria-valuetext", values.alpha);
    if (this.film) this.told.textContent = _("The film leads from each resolution over the middle of the fade to what was painted after it, each with the layers of that time.");
    else this.told.textContent = _("Each pixel is {rest} · what the layers up to {low} px paint, enlarged, + {alpha} · what the new layers at {high} px paint.", values);
    this.playButton.replaceChildren(icon(this.playing ? "pause" : "play"), el("span", {}, this.playing ? N_("Pause") : N_("Let it grow")));
    for (const button of this.faces.children) {
      const k = Number(button.dataset.face);
      this.paintFace(button.firstChild, this.film ? this.filmed(k, alpha) : this.mixed(k, alpha));
      button.setAttribute("aria-pressed", k === this.face);
      button.setAttribute("aria-label", _("Face {number} at alpha = {alpha}: show it in the drawing", { number: k + 1, alpha: values.alpha }));
    }
    this.drawNet(values);
    Object.assign(this.host.dataset, { alpha: values.alpha, side: fade.side });
  }

  /** Noise, the layers of each resolution, and the two ways from the newest ones to the picture. */
  drawNet(values) {
    const { net, theme, alpha, data } = this;
    const [width, height] = [net.clientWidth, net.clientHeight];
    if (!width) return;
    const newest = data.sides.indexOf(this.fade.side);
    net.setAttribute("aria-label", _("The generator's layers: up to {low} px they are learnt, those at {high} px fade in with alpha = {alpha}.", values));
    const brush = sharp(net, width, height);
    brush.textBaseline = "middle";
    const column = (width - 44) / (data.sides.length + 1); // at the right, room for what is written beside the last picture
    const x = (k) => (k + 0.5) * column;
    const [wide, tall, top] = [Math.min(column - 12, 96), 30, 20];
    const line = (from, to, share, colour) => {
      brush.strokeStyle = faded(colour, 0.25 + 0.75 * share);
      brush.lineWidth = 1 + 5 * share;
      brush.beginPath();
      brush.moveTo(...from);
      brush.lineTo(...to);
      brush.stroke();
    };
    const write = (words, at, align, colour = theme.text) => {
      brush.font = `${column < 70 ? 11 : 13}px ${theme.font}`;
      brush.textAlign = align;
      brush.fillStyle = colour;
      brush.fillText(words, ...at);
    };
    const box = (k, words, { fill = null, dashed = false, ink = theme.text, edge = faded(theme.text, 0.35) } = {}) => {
      brush.beginPath();
      brush.roundRect(x(k) - wide / 2, top - tall / 2 + 4, wide, tall, 8);
      brush.fillStyle = theme.background;
      brush.fill();
      if (fill) brush.fillStyle = fill;
      if (fill) brush.fill();
      brush.setLineDash(dashed ? [4, 4] : []);
      brush.strokeStyle = edge;
      brush.lineWidth = ink === theme.text ? 1 : 2;
      brush.stroke();
      brush.setLineDash([]);
      write(words, [x(k), top + 5], "center", dashed ? faded(theme.text, 0.66) : theme.text);
    };
    for (let k = 0; k < newest; k++) line([x(k), top + 4], [x(k + 1), top + 4], 0.3, theme.text);
    line([x(newest), top + 4], [x(newest + 1), top + 4], alpha, theme.primary);
    box(0, _("noise"));
    data.sides.forEach((side, k) => {
      if (k < newest) box(k + 1, `${side} px`, { fill: faded(theme.text, 0.1) });
      else if (k > newest) box(k + 1, `${side} px`, { dashed: true });
      else box(k + 1, `${side} px`, { fill: faded(theme.primary, 0.08 + 0.5 * alpha), ink: theme.primary, edge: theme.primary });
    });
    const side = Math.min(column - 8, height - 96);
    const [under, end] = [top + 4 + tall / 2, height - 14];
    const middle = (x(newest) + x(newest + 1)) / 2;
    [
      [newest, 0, 1 - alpha, theme.text, "right", -1],
      [newest + 1, 1, alpha, theme.primary, "left", 1],
    ].forEach(([k, share, weight, colour, align, way]) => {
      line([x(k), under], [x(k), under + 16], weight, colour);
      line([x(k), under + 16 + side], [middle, end - 9], weight, colour);
      this.spare ??= document.createElement("canvas");
      brush.imageSmoothingEnabled = false;
      brush.drawImage(this.paintFace(this.spare, this.mixed(this.face, share)), x(k) - side / 2, under + 16, side, side);
      write("to-RGB", [x(k) + way * (side / 2 + 8), under + 16 + side / 2 - 9], align, faded(theme.text, 0.75));
      write(`× ${weight.toFixed(2)}`, [x(k) + way * (side / 2 + 8), under + 16 + side / 2 + 9], align);
    });
    brush.beginPath();
    brush.arc(middle, end, 10, 0, 2 * Math.PI);
    brush.fillStyle = theme.background;
    brush.fill();
    brush.strokeStyle = theme.text;
    brush.lineWidth = 1.5;
    brush.stroke();
    write("+", [middle, end + 1], "center");
  }
}

export default (component) => mount(component, (host) => new Growth(host));
