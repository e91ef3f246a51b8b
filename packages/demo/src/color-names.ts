import type { COLORS } from './concepts.ts';

type ColorName = (typeof COLORS)[number];

/**
 * Names an 8-bit RGB pixel by hue, saturation and value with one of the eleven basic colour words.
 * Value below 0.16 is black; saturation below 0.14 is white (value from 0.85), black (below 0.22) or grey.
 * Otherwise the hue in degrees decides: red to 15 and from 345, orange to 42 (brown when value is below 0.62),
 * yellow to 68 (brown below value 0.4), green to 165, blue to 255, purple to 300, pink to 345;
 * light and pale red (value from 0.75, saturation below 0.5) is pink, dark red (value below 0.4) brown.
 */
export function nameColor(red: number, green: number, blue: number): ColorName {
  const high = Math.max(red, green, blue);
  const spread = high - Math.min(red, green, blue);
  const value = high / 255;
  const saturation = high === 0 ? 0 : spread / high;
  if (value < 0.16) return 'black';
  if (saturation < 0.14) return value >= 0.85 ? 'white' : value < 0.22 ? 'black' : 'grey';
  const hue = hueOf(red, green, blue, high, spread);
  if (hue < 15 || hue >= 345) return value >= 0.75 && saturation < 0.5 ? 'pink' : value < 0.4 ? 'brown' : 'red';
  if (hue < 42) return value < 0.62 ? 'brown' : 'orange';
  if (hue < 68) return value < 0.4 ? 'brown' : 'yellow';
  if (hue < 165) return 'green';
  if (hue < 255) return 'blue';
  return hue < 300 ? 'purple' : 'pink';
}

function hueOf(...[red, green, blue, high, spread]: [number, number, number, number, number]): number {
  const sixth =
    high === red ? (green - blue) / spread : high === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  return (sixth * 60 + 360) % 360;
}
