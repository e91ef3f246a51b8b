/** How the map, a square from 0 to 1, lies on a canvas: pixels of a side, and where its corner is. */
export interface View {
  readonly side: number;
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const ZOOM_MAX = 40;

/** The whole map in the middle. */
export function wholeView({ width, height }: Size): View {
  const side = Math.min(width, height);
  return { side, left: (width - side) / 2, top: (height - side) / 2 };
}

/** Larger or smaller around a point of the canvas, from the whole map to forty times that. */
export function zoomView(
  view: View,
  { x, y, by, size }: { readonly x: number; readonly y: number; readonly by: number; readonly size: Size },
): View {
  const whole = wholeView(size);
  const side = Math.max(whole.side, Math.min(whole.side * ZOOM_MAX, view.side * by));
  if (side === whole.side) return whole;
  const factor = side / view.side;
  return inView({ side, left: x - (x - view.left) * factor, top: y - (y - view.top) * factor }, size);
}

/** Moved by so many pixels; something of the map stays in sight. */
export function moveView(
  view: View,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: Size },
): View {
  return inView({ ...view, left: view.left + x, top: view.top + y }, size);
}

function inView({ side, left, top }: View, { width, height }: Size): View {
  const within = (value: number, room: number) =>
    side <= room ? (room - side) / 2 : Math.max(room - side, Math.min(0, value));
  return { side, left: within(left, width), top: within(top, height) };
}
