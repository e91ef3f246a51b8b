/** Directions in which arrow keys move, in pixels to the right and down. */
const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A place on the screen: the middle of a mark. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * The spot that an arrow key leads to: the nearest in its direction, where going aside counts three times as far; none
 * at the edge. Home and End lead to the first and the last. Null for other keys and where nothing lies that way.
 */
export function spotInDirection(spots: readonly Spot[], { from, key }: { from: number; key: string }): number | null {
  if (key === 'Home') return spots.length > 0 ? 0 : null;
  if (key === 'End') return spots.length > 0 ? spots.length - 1 : null;
  const direction = DIRECTIONS[key];
  const start = spots[from];
  if (!direction || !start) return null;
  const [dx, dy] = direction;
  let best: { readonly index: number; readonly far: number } | null = null;
  for (const [index, { x, y }] of spots.entries()) {
    const along = (x - start.x) * dx + (y - start.y) * dy;
    if (along < 1) continue;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    const far = along + 3 * aside;
    if (!best || far < best.far) best = { index, far };
  }
  return best?.index ?? null;
}
