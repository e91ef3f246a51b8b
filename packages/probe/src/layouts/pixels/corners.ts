/** x and y in turn, in pixels. */
export type Corners = readonly number[];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Oval {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  /** Clockwise on the screen, in radians. */
  readonly angle: number;
}

export interface Turn {
  readonly cx: number;
  readonly cy: number;
  /** Clockwise on the screen, in radians. */
  readonly angle: number;
}

const QUARTER = 90;
const STEP_DEGREES = 5;
const FULL_TURN = 360;
/** As VIA writes them. */
const DECIMALS = 1000;

/** Degrees as radians. */
export function radians(degrees: number): number {
  return (degrees * Math.PI) / (2 * QUARTER);
}

export function boxCorners({ left, top, right, bottom }: Box): Corners {
  return [left, top, right, top, right, bottom, left, bottom];
}

/** Corners turned about a point. */
export function turned(corners: Corners, { cx, cy, angle }: Turn): Corners {
  if (angle === 0) return corners;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const out: number[] = [];
  for (let i = 0; i < corners.length; i += 2) {
    const [x, y] = [(corners[i] as number) - cx, (corners[i + 1] as number) - cy];
    out.push(cx + cos * x - sin * y, cy + sin * x + cos * y);
  }
  return out;
}

/** An ellipse as a polygon of a corner every 5 degrees, as VIA's own export to COCO has it. */
export function ovalCorners({ cx, cy, rx, ry, angle }: Oval): Corners {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const round = (value: number) => Math.round(value * DECIMALS) / DECIMALS;
  const out: number[] = [];
  for (let degrees = 0; degrees < FULL_TURN; degrees += STEP_DEGREES) {
    const [x, y] = [rx * Math.cos(radians(degrees)), ry * Math.sin(radians(degrees))];
    out.push(round(cx + x * cos - y * sin), round(cy + x * sin + y * cos));
  }
  return out;
}
