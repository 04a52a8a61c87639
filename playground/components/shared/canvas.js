// Colours and canvases: sharp on every screen, small pictures enlarged by whole factors.

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

/** The levels of a picture's pixels at this size, red, green, blue and opacity in turn. */
function levels(image, width, height) {
  const brush = el("canvas", { width, height }).getContext("2d", { willReadFrequently: true });
  brush.drawImage(image, 0, 0, width, height);
  return brush.getImageData(0, 0, width, height).data;
}

/** Those of a PNG, exactly as it is written. */
async function levelsOf(png) {
  const image = el("img", { src: `data:image/png;base64,${png}` });
  await image.decode();
  return levels(image, image.naturalWidth, image.naturalHeight);
}

/** Let a small picture fill its place, enlarged by a whole factor so that its pixels stay square. */
function enlargeTo(canvas, room, [, height, width]) {
  const factor = Math.max(1, Math.floor(room / Math.max(height, width)));
  canvas.style.width = `${width * factor}px`;
  canvas.style.height = `${height * factor}px`;
}

/** Give the reader a small picture as a file, enlarged so that it can be seen. */
function savePicture(picture, name) {
  const factor = Math.max(1, Math.round(448 / picture.width));
  const copy = el("canvas", { width: picture.width * factor, height: picture.height * factor });
  const brush = copy.getContext("2d");
  brush.imageSmoothingEnabled = false;
  brush.drawImage(picture, 0, 0, copy.width, copy.height);
  el("a", { href: copy.toDataURL("image/png"), download: name }).click();
}
