import type { Area } from './area';
import { type ConceptLabel, placeLabels } from './map-labels';
import { type Colours, groupsOf } from './palette';
import type { Points } from './points';

/** Sides of the picture. */
const SIDE = 720;

interface StillProps {
  readonly points: Points;
  readonly colours: Colours;
  readonly labels: readonly ConceptLabel[];
  /** Only this range is drawn; null: all. */
  readonly range: number | null;
  /** The group that stands out; null: all alike. */
  readonly only: number | null;
  /** Points that stand out, as 37.5; null: all alike. */
  readonly selected: ReadonlySet<string> | null;
  readonly area: Area | null;
  readonly theme: 'auto' | 'light' | 'dark';
  readonly title: string;
}

/** The map as a picture of its own (SVG): a path of dots for each colour, names of concepts where they have room. */
export function stillPicture(props: StillProps): string {
  const { points, colours, labels, area, theme, title } = props;
  const scheme = theme === 'auto' ? 'light dark' : theme;
  const size = dotSize(points.count);
  const paths = dotPaths(props)
    .map(({ group, faded, path }) => {
      const style = `stroke:${colours.colours[group]};stroke-width:${size}${faded ? ';opacity:.14' : ''}`;
      return `<path style="${style}" d="${path}"/>`;
    })
    .join('');
  const names = placeLabels(labels, {
    width: SIDE,
    height: SIDE,
    toX: (x) => x * SIDE,
    toY: (y) => y * SIDE,
    widthOf: textWidth,
    most: 60,
  })
    .map(({ name, x, y }) => `<text x="${round(x)}" y="${round(y + 4)}">${escapeText(name)}</text>`)
    .join('');
  const drawn = area
    ? `<path class="area" d="M${area.map(([x, y]) => `${round((x * SIDE) / 1000)} ${round((y * SIDE) / 1000)}`).join('L')}Z"/>`
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" width="${SIDE}" height="${SIDE}" style="color-scheme:${scheme}" role="img"><title>${escapeText(title)}</title><style>${STYLE}</style><g fill="none" stroke-linecap="round">${paths}</g>${drawn}<g class="names">${names}</g></svg>`;
}

const STYLE =
  '.names{font:500 12px system-ui,sans-serif;text-anchor:middle;fill:light-dark(oklch(.24 .022 255),oklch(.94 .008 250));stroke:light-dark(#fff,oklch(.212 .014 250));stroke-width:3px;stroke-linejoin:round;paint-order:stroke}.area{fill:light-dark(oklch(.45 .17 295/.08),oklch(.79 .11 295/.12));stroke:light-dark(oklch(.45 .17 295),oklch(.79 .11 295));stroke-width:1.5}';

/** Diameter of a dot in pixels: the more, the smaller. */
export function dotSize(count: number): number {
  return count > 5000 ? 4 : count > 1500 ? 5 : 7;
}

function dotPaths({ points, colours, range, only, selected }: StillProps) {
  const groups = groupsOf(points, colours);
  const parts = new Map<string, string[]>();
  for (let at = 0; at < points.count; at += 1) {
    if (range !== null && points.range[at] !== range) continue;
    const group = groups[at] as number;
    const isFaded =
      (only !== null && only !== group) ||
      (selected !== null && !selected.has(`${points.unit[at]}.${points.range[at]}`));
    const key = `${group} ${isFaded}`;
    const list = parts.get(key) ?? [];
    parts.set(key, list);
    list.push(`M${round((points.x[at] as number) * SIDE)} ${round((points.y[at] as number) * SIDE)}h0`);
  }
  return [true, false].flatMap((faded) =>
    colours.order.flatMap((group) => {
      const list = parts.get(`${group} ${faded}`);
      return list ? [{ group, faded, path: list.join('') }] : [];
    }),
  );
}

/** As no browser measures here: signs of East Asian scripts are as wide as high, others a little over half. */
function textWidth(name: string): number {
  return [...name].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) > 0x2e80 ? 12 : 6.6), 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Signs that no XML may hold are left out. */
function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f]/gu, ' ').replace(/[<>&"]/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
