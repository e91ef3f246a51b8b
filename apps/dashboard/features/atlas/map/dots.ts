import { type Colours, groupsOf } from '../palette';
import type { Points } from '../points';
import { CHOSEN, type Dots, FADED, HIDDEN, PLAIN } from './paint-points';

/** What of the points is shown. */
export interface Shown {
  readonly colours: Colours;
  /** Only this range; null: all. */
  readonly range: number | null;
  /** The group that stands out; null: all alike. */
  readonly only: number | null;
  /** Points that are chosen, as 37.5; null: all alike. */
  readonly selected: ReadonlySet<string> | null;
}

/** Points with their colours and looks, chosen ones above others, and among those the groups in their order. */
export function dotsOf(points: Points, { colours, range, only, selected }: Shown): Dots {
  const group = groupsOf(points, colours);
  const look = Uint8Array.from(group, (own, at) => {
    if (range !== null && points.range[at] !== range) return HIDDEN;
    if (only !== null && own !== only) return FADED;
    if (!selected) return PLAIN;
    return selected.has(`${points.unit[at]}.${points.range[at]}`) ? CHOSEN : FADED;
  });
  const rank = new Uint8Array(256);
  for (const [place, one] of colours.order.entries()) rank[one] = place;
  const weight = (at: number): number => (look[at] as number) * 256 + (rank[group[at] as number] as number);
  const order = Uint32Array.from({ length: points.count }, (_, at) => at).sort(
    (a, b) => weight(a) - weight(b) || a - b,
  );
  return { x: points.x, y: points.y, group, look, order };
}

/**
 * Where each point was in another version: where the same range of the same neuron lay, else where it is now. `met` says
 * which were there.
 */
export function placesBefore(points: Points, before: Points): { readonly x: Float32Array; readonly y: Float32Array } {
  const places = new Map<number, number>();
  for (let at = 0; at < before.count; at += 1) places.set(keyOf(before, at), at);
  const x = points.x.slice();
  const y = points.y.slice();
  for (let at = 0; at < points.count; at += 1) {
    const old = places.get(keyOf(points, at));
    if (old === undefined) continue;
    x[at] = before.x[old] as number;
    y[at] = before.y[old] as number;
  }
  return { x, y };
}

function keyOf(points: Points, at: number): number {
  return (points.unit[at] as number) * 256 + (points.range[at] as number);
}
