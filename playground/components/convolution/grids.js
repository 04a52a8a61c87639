// The sums of a convolution without padding: sizes, which cells belong together, and how often each is touched.

/** Cells of a side of the input, and of the output. */
function sidesOf(mode, kernel, stride) {
  const side = mode === "strided" ? 8 : 4;
  return [side, mode === "strided" ? Math.floor((side - kernel) / stride) + 1 : (side - 1) * stride + kernel];
}

/** The large grid's first cell of the patch that belongs to a cell of the small one, and how many cells it is wide. */
const patchOf = ([x, y], kernel, stride) => [x * stride, y * stride, kernel];

/** How many patches each cell of the large grid lies in, row by row. */
function touched(mode, kernel, stride) {
  const [before, after] = sidesOf(mode, kernel, stride);
  const [small, large] = mode === "strided" ? [after, before] : [before, after];
  const counts = Array.from({ length: large }, () => new Array(large).fill(0));
  for (let y = 0; y < small; y++)
    for (let x = 0; x < small; x++) {
      const [left, top, wide] = patchOf([x, y], kernel, stride);
      for (let j = top; j < top + wide; j++) for (let i = left; i < left + wide; i++) counts[j][i] += 1;
    }
  return counts;
}
