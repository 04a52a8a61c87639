// A pen on the plane: the reader draws where real points shall lie, by hand or with a cross that the arrow keys move.

/** toy.drawing is {strokes, live, cross} while the reader draws, else null; strokes are lists of corners in the plane's numbers. */
function listenToPen(canvas, toy) {
  draggable(canvas, {
    start: (event) => {
      if (!toy.drawing) return false;
      toy.drawing.cross = null;
      toy.drawing.live = [toy.plane.place(event)];
      toy.wake();
    },
    move: (event) => {
      if (!toy.drawing?.live) return;
      toy.drawing.live.push(toy.plane.place(event));
      toy.wake();
    },
    end: () => {
      if (!toy.drawing?.live) return;
      toy.drawing.strokes.push(toy.drawing.live);
      toy.drawing.live = null;
      toy.wake();
    },
  });
  canvas.addEventListener("keydown", (event) => {
    if (!toy.drawing) return;
    const arrow = arrowOf(event);
    const [x, y] = (toy.drawing.cross ??= [0, 0]);
    if (arrow) toy.drawing.cross = [x + 0.1 * arrow[0], y - 0.1 * arrow[1]].map((value) => within(value, -2, 2));
    else if (event.key === " " || event.key === "Enter") toy.drawing.strokes.push([toy.drawing.cross]);
    else return;
    event.preventDefault();
    toy.wake();
  });
}
