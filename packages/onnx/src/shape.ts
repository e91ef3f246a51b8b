/** A tensor's dimensions; null = dynamic. */
export type Shape = readonly (number | null)[];

/** Dynamic dimensions as a question mark. */
export function shapeText(shape: Shape): string {
  return shape.map((size) => size ?? '?').join(', ');
}
