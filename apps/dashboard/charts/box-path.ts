interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box as part of a path, to a tenth of a pixel: many of them in one path are shorter than a rectangle each. */
export function boxPath({ x, y, width, height }: Box): string {
  const [w, h] = [round(width), round(height)];
  return `M${round(x)} ${round(y)}h${w}v${h}h${-w}z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
