import { COVERS, type Inks } from './paint-points';

/** How much of its colour is left of a point that others stand out from. */
const FADED_SHARE = 0.16;

interface InkNames {
  /** (group) CSS colours, as they hold where `element` is. */
  readonly colours: readonly string[];
  readonly element: HTMLElement;
}

/** The colours of the map in the theme that holds now. */
export function readInks({ colours, element }: InkNames): Inks {
  const [ground = [255, 255, 255], ring = [0, 0, 0], ...full] = resolve(element, [
    'var(--surface)',
    'var(--ink)',
    ...colours,
  ]);
  const covers = (colour: Colour, strength: number): number[] =>
    Array.from({ length: COVERS }, (_, cover) => pack(mix(colour, ground, (strength * (cover + 1)) / COVERS)));
  return {
    plain: Uint32Array.from(full.flatMap((colour) => covers(colour, 1))),
    faded: Uint32Array.from(full.flatMap((colour) => covers(colour, FADED_SHARE))),
    ring: Uint32Array.from(covers(ring, 1)),
    ground: pack(ground),
  };
}

type Colour = readonly [number, number, number];

/** What CSS makes of colours, as red, green and blue. */
function resolve(element: HTMLElement, names: readonly string[]): Colour[] {
  const probe = element.appendChild(document.createElement('span'));
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const colours = names.map((name): Colour => {
    probe.style.color = name;
    if (!context) return [128, 128, 128];
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  });
  probe.remove();
  return colours;
}

function mix(one: Colour, other: Colour, share: number): Colour {
  const channel = (at: 0 | 1 | 2) => Math.round(one[at] * share + other[at] * (1 - share));
  return [channel(0), channel(1), channel(2)];
}

/** As the pixels of a canvas lie in memory. */
function pack([red, green, blue]: Colour): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
