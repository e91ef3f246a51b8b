/** The eleven basic colour names, as Network Dissection's Broden has them. */
export const COLOURS = [
  'black',
  'blue',
  'brown',
  'green',
  'grey',
  'orange',
  'pink',
  'purple',
  'red',
  'white',
  'yellow',
] as const;
export type Colour = (typeof COLOURS)[number];

/** Steps of hue from red over yellow (1/6), green, cyan, blue and magenta back to red: 60 to a sixth, in degrees. */
const SIXTH = 60;

/**
 * The name of a colour, by its largest part (0–255), its saturation (largest − smallest, as a share of the largest) and its hue
 * in whole degrees, rounded down. In this order:
 * black: largest below 50;
 * without colour, saturation below 15 % (below 20 % where the largest is below 110): white where the smallest is 200 or more, else grey;
 * brown: hue from 15 to below 50, and largest below 170, or below 220 with a saturation below 45 %; or hue below 15 or 345 and
 * more, largest below 120 and saturation below 60 %;
 * pink: hue from 310 to below 345 and largest 150 or more; or hue below 15 or 345 and more, largest 170 or more and saturation below 55 %;
 * red: hue below 15 or 345 and more; orange: to below 45; yellow: to below 70 where the largest is 150 or more; green: to below 165;
 * blue: to below 255; purple: to below 345.
 */
export function colourName(red: number, green: number, blue: number): Colour {
  const largest = Math.max(red, green, blue);
  const smallest = Math.min(red, green, blue);
  const spread = largest - smallest;
  const saturation = (percent: number) => spread * 100 >= percent * largest;
  if (largest < 50) return 'black';
  if (!saturation(largest < 110 ? 20 : 15)) return smallest >= 200 ? 'white' : 'grey';
  const hue = hueOf({ red, green, blue, largest, spread });
  const isRed = hue < 15 || hue >= 345;
  if (hue >= 15 && hue < 50 && (largest < 170 || (largest < 220 && !saturation(45)))) return 'brown';
  if (isRed && largest < 120 && !saturation(60)) return 'brown';
  if (hue >= 310 && hue < 345 && largest >= 150) return 'pink';
  if (isRed) return largest >= 170 && !saturation(55) ? 'pink' : 'red';
  if (hue < 45) return 'orange';
  if (hue < 70 && largest >= 150) return 'yellow';
  if (hue < 165) return 'green';
  return hue < 255 ? 'blue' : 'purple';
}

interface Parts {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly largest: number;
  readonly spread: number;
}

/** 0 to 359; the spread is more than 0. */
function hueOf({ red, green, blue, largest, spread }: Parts): number {
  const from = (sixth: number, difference: number) =>
    Math.floor((sixth * SIXTH * spread + SIXTH * difference) / spread);
  if (largest === red) return (from(0, green - blue) + 6 * SIXTH) % (6 * SIXTH);
  return largest === green ? from(2, blue - red) : from(4, red - green);
}

/** The name of each pixel's colour, its place in `COLOURS` + 1. @param rgb red, green and blue of each pixel */
export function colourPlane(rgb: Uint8Array): Uint16Array {
  const out = new Uint16Array(rgb.length / 3);
  const places = new Map<Colour, number>(COLOURS.map((name, place) => [name, place + 1]));
  for (let pixel = 0; pixel < out.length; pixel += 1) {
    const at = 3 * pixel;
    out[pixel] = places.get(colourName(rgb[at] as number, rgb[at + 1] as number, rgb[at + 2] as number)) as number;
  }
  return out;
}
