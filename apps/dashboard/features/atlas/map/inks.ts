import type { Inks } from './paint-points';

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
  return {
    full: Uint32Array.from(full, pack),
    edge: Uint32Array.from(full, (colour) => pack(mix(colour, ground, 0.5))),
    faded: Uint32Array.from(full, (colour) => pack(mix(colour, ground, 0.16))),
    ground: pack(ground),
    ring: pack(ring),
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
