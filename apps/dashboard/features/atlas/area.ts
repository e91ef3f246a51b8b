import type { Points } from './points';

/** Corners of a drawn area, in thousandths of the map. */
export type Area = readonly (readonly [number, number])[];

/** More corners than these say nothing that an address should hold. */
const CORNERS_MAX = 40;
const AREA = /^\d{1,4}\.\d{1,4}(?:_\d{1,4}\.\d{1,4}){2,39}$/u;

/** Reads the corners that an address says; null for none, or for what is no area. */
export function readArea(text: string): Area | null {
  if (!AREA.test(text)) return null;
  return text.split('_').map((corner): [number, number] => {
    const [x = 0, y = 0] = corner.split('.').map(Number);
    return [Math.min(x, 1000), Math.min(y, 1000)];
  });
}

/** Writes a drawn line as an address says it: at most forty corners in thousandths; empty where it encloses nothing. */
export function writeArea(line: readonly { readonly x: number; readonly y: number }[]): string {
  const step = Math.max(1, line.length / CORNERS_MAX);
  const thousandth = (value: number) => Math.round(Math.max(0, Math.min(1, value)) * 1000);
  const corners: string[] = [];
  for (let at = 0; Math.floor(at) < line.length && corners.length < CORNERS_MAX; at += step) {
    const point = line[Math.floor(at)];
    if (!point) continue;
    const corner = `${thousandth(point.x)}.${thousandth(point.y)}`;
    if (corners.at(-1) !== corner) corners.push(corner);
  }
  return corners.length < 3 ? '' : corners.join('_');
}

/** Whether a place, 0–1, lies in the area: where a line from it to the right crosses its border an odd number of times. */
export function isInside(area: Area, x: number, y: number): boolean {
  const [px, py] = [x * 1000, y * 1000];
  let inside = false;
  for (let at = 0, before = area.length - 1; at < area.length; before = at, at += 1) {
    const [ax, ay] = area[at] as readonly [number, number];
    const [bx, by] = area[before] as readonly [number, number];
    if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The points in an area, as 37.5 for range 5 of neuron 37. */
export function keysInside(points: Points, area: Area): Set<string> {
  const keys = new Set<string>();
  for (let at = 0; at < points.count; at += 1)
    if (isInside(area, points.x[at] as number, points.y[at] as number))
      keys.add(`${points.unit[at]}.${points.range[at]}`);
  return keys;
}
