import { type Dots, HIDDEN } from './paint-points';
import type { View } from './view';

/** The point nearest to a place of the canvas, within so many pixels; −1 for none. The one drawn above wins. */
export function nearestPoint(
  { x, y, look, order }: Dots,
  { px, py, within, view }: { readonly px: number; readonly py: number; readonly within: number; readonly view: View },
): number {
  let best = -1;
  let least = within * within;
  for (const at of order) {
    if (look[at] === HIDDEN) continue;
    const dx = (x[at] as number) * view.side + view.left - px;
    const dy = (y[at] as number) * view.side + view.top - py;
    const far = dx * dx + dy * dy;
    if (far <= least) {
      least = far;
      best = at;
    }
  }
  return best;
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The point that a key leads to: arrows to the nearest in their direction, where going aside counts three times as far; Page
 * Down and Page Up to the next and the one before in the order of neurons and ranges, so that those on one place are reached,
 * too; Home and End to the first and the last. −1 where there is none.
 */
export function pointByKey(
  { x, y, look }: Dots,
  { from, key }: { readonly from: number; readonly key: string },
): number {
  if (key === 'Home' || key === 'PageDown') return nextShown(look, key === 'Home' ? -1 : from, 1);
  if (key === 'End' || key === 'PageUp') return nextShown(look, key === 'End' ? look.length : from, -1);
  const direction = DIRECTIONS[key];
  if (!direction || from < 0) return -1;
  const [rightward, downward] = direction;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < look.length; at += 1) {
    if (look[at] === HIDDEN) continue;
    const dx = (x[at] as number) - (x[from] as number);
    const dy = (y[at] as number) - (y[from] as number);
    const along = dx * rightward + dy * downward;
    if (along <= 0) continue;
    const far = along + 3 * (Math.abs(dx * downward) + Math.abs(dy * rightward));
    if (far < least) {
      least = far;
      best = at;
    }
  }
  return best;
}

function nextShown(look: Uint8Array, from: number, step: 1 | -1): number {
  for (let at = from + step; at >= 0 && at < look.length; at += step) if (look[at] !== HIDDEN) return at;
  return -1;
}
