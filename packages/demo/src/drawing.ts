import type { MaterialName, ObjectName, PartName, Scene, Time } from './concepts.ts';

/** One colour, or a vertical gradient from the first to the second. */
export type Paint = string | readonly [string, string];

export interface ShapeLabels {
  readonly object: ObjectName;
  readonly part?: PartName;
  readonly material?: MaterialName;
}

/** A shape says both what is painted and what the pixels mean; later shapes cover earlier ones in every plane. */
export interface Shape extends ShapeLabels {
  /** An SVG element without its fill, for example `rect x="0" y="0" width="4" height="4"`. */
  readonly geometry: string;
  readonly paint: Paint;
}

export interface Drawing {
  readonly scene: Scene;
  readonly time: Time;
  readonly shapes: readonly Shape[];
}

export interface Pen {
  readonly shapes: readonly Shape[];
  rect(box: readonly [x: number, y: number, width: number, height: number], paint: Paint, labels: ShapeLabels): void;
  ellipse(oval: readonly [x: number, y: number, rx: number, ry: number], paint: Paint, labels: ShapeLabels): void;
  path(outline: string, paint: Paint, labels: ShapeLabels): void;
}

/** Collects shapes in drawing order; coordinates are pixels of the 128 by 128 picture, rounded to hundredths. */
export function createPen(): Pen {
  const shapes: Shape[] = [];
  const add = (geometry: string, paint: Paint, labels: ShapeLabels) => {
    shapes.push({ geometry, paint, ...labels });
  };
  return {
    shapes,
    rect: ([x, y, width, height], paint, labels) =>
      add(`rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`, paint, labels),
    ellipse: ([x, y, rx, ry], paint, labels) =>
      add(`ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}"`, paint, labels),
    path: (outline, paint, labels) => add(`path d="${outline}"`, paint, labels),
  };
}

/** Closed polygon through the points, as an SVG path. */
export function polygon(...points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z`;
}

/** Hills: a smooth line across the picture at height y, filled to the bottom. */
export function hills(y: number, swing: number, phase: number): string {
  return `M0 ${n(y + swing * phase)}C30 ${n(y - swing)} 50 ${n(y + swing)} 72 ${n(y)}S110 ${n(y - swing * phase)} 128 ${n(y + swing * (1 - phase))}L128 128L0 128Z`;
}

function n(value: number): string {
  return (Math.round(value * 100) / 100).toString();
}
