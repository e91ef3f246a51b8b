import { type ConceptLabel, placeLabels } from '../map-labels';
import type { Points } from '../points';
import type { View } from './view';

interface Marks {
  readonly view: View;
  /** Pixels of the canvas for one of the screen. */
  readonly fine: number;
  readonly labels: readonly ConceptLabel[];
  readonly points: Points | null;
  /** The point with a ring; −1: none. */
  readonly marked: number;
  /** A line under way, in pixels of the screen. */
  readonly line: readonly { readonly x: number; readonly y: number }[];
  /** Where the theme's colours hold. */
  readonly element: HTMLElement;
}

/** Draws what lies over the points: names of concepts, the line of an area, the ring with the neuron's other ranges. */
export function drawMarks(canvas: HTMLCanvasElement, marks: Marks): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { fine, element } = marks;
  const style = getComputedStyle(element);
  const colours = { ink: style.color, ground: style.backgroundColor, accent: style.outlineColor };
  context.setTransform(fine, 0, 0, fine, 0, 0);
  context.clearRect(0, 0, canvas.width / fine, canvas.height / fine);
  context.font = `500 12px ${style.fontFamily}`;
  drawLabels(context, { ...marks, ...colours, width: canvas.width / fine, height: canvas.height / fine });
  drawLine(context, { ...marks, ...colours });
  drawRing(context, { ...marks, ...colours });
}

interface Colours {
  readonly ink: string;
  readonly ground: string;
  readonly accent: string;
}

type Labels = Marks & Colours & { readonly width: number; readonly height: number };

function drawLabels(context: CanvasRenderingContext2D, { labels, view, width, height, ink, ground }: Labels): void {
  const placed = placeLabels(labels, {
    width,
    height,
    toX: (x) => x * view.side + view.left,
    toY: (y) => y * view.side + view.top,
    widthOf: (name) => context.measureText(name).width,
    most: Math.round((width * height) / 8000),
  });
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = ground;
  context.fillStyle = ink;
  for (const { name, x, y } of placed) {
    context.strokeText(name, x, y);
    context.fillText(name, x, y);
  }
}

function drawLine(context: CanvasRenderingContext2D, { line, accent }: Marks & Colours): void {
  const [first, ...rest] = line;
  if (!first) return;
  context.beginPath();
  context.moveTo(first.x, first.y);
  for (const { x, y } of rest) context.lineTo(x, y);
  context.closePath();
  context.strokeStyle = accent;
  context.lineWidth = 1.5;
  context.stroke();
  context.globalAlpha = 0.1;
  context.fillStyle = accent;
  context.fill();
  context.globalAlpha = 1;
}

/** The ring, and thin lines through the neuron's ranges from the lowest to the highest. */
function drawRing(context: CanvasRenderingContext2D, { points, marked, view, accent, ground }: Marks & Colours): void {
  if (!points || marked < 0 || marked >= points.count) return;
  const spot = (at: number): [number, number] => [
    (points.x[at] as number) * view.side + view.left,
    (points.y[at] as number) * view.side + view.top,
  ];
  context.beginPath();
  for (let at = firstOf(points, marked); at < points.count && points.unit[at] === points.unit[marked]; at += 1)
    context.lineTo(...spot(at));
  context.strokeStyle = accent;
  context.lineWidth = 1;
  context.stroke();
  const [x, y] = spot(marked);
  for (const [width, style] of [
    [6, ground],
    [2.5, accent],
  ] as const) {
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = style;
    context.stroke();
  }
}

/** Points of a neuron stand side by side. */
function firstOf(points: Points, marked: number): number {
  let at = marked;
  while (at > 0 && points.unit[at - 1] === points.unit[marked]) at -= 1;
  return at;
}
