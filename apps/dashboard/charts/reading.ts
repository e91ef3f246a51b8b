/** How far beside the outermost version the pointer still reads it, in pixels of the chart's grid. */
const REACH_MAX = 60;

/** The place nearest to `x`; null beside the first and the last one. Places ascend, evenly apart. */
export function nearestPlace(places: readonly number[], x: number): number | null {
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return null;
  const step = places.length > 1 ? (last - first) / (places.length - 1) : Number.POSITIVE_INFINITY;
  const reach = Math.min(REACH_MAX, step / 2);
  if (x < first - reach || x > last + reach) return null;
  return places.length > 1 ? Math.min(places.length - 1, Math.max(0, Math.round((x - first) / step))) : 0;
}

/** The version of a chart above or below this place on the screen. */
export function versionAt(chart: SVGSVGElement, clientX: number): number | null {
  const places = chart.querySelector('.chart-reading')?.getAttribute('data-places')?.split(' ').map(Number) ?? [];
  const { left, width } = chart.getBoundingClientRect();
  return nearestPlace(places, ((clientX - left) / width) * chart.viewBox.baseVal.width);
}

/** Puts the line on a version and its numbers at the right; null takes the line away and gives the newest numbers. */
export function showVersion(chart: SVGSVGElement, at: number | null): void {
  const line = chart.querySelector('.chart-reading');
  const name = at === null ? '' : `${at}`;
  if (!line || (line.getAttribute('data-on') ?? '') === name) return;
  line.setAttribute('data-on', name);
  const place = line.getAttribute('data-places')?.split(' ')[at ?? 0] ?? '0';
  line.setAttribute('x1', place);
  line.setAttribute('x2', place);
  const newest = Number(chart.querySelector('.chart-readout')?.getAttribute('data-newest'));
  for (const text of chart.querySelectorAll('[data-says]'))
    text.textContent = text.getAttribute('data-says')?.split('|')[at ?? newest] ?? '';
}
