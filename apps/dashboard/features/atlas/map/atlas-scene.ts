import type { ConceptLabel } from '../map-labels';
import type { Points } from '../points';
import { dotsOf, placesBefore, type Shown } from './dots';
import { drawMarks } from './draw-marks';
import { readInks } from './inks';
import { nearestPoint, pointByKey } from './near';
import { type Dots, type Inks, paintPoints } from './paint-points';
import { moveView, type Size, type View, wholeView, zoomView } from './view';

/** Milliseconds that points take from one version to the next. */
const GLIDE_MS = 700;
/** A canvas has no more pixels than these, on fine screens of any size. */
const PIXELS_MAX = 1_400_000;
/** Pixels of the screen around a point that count as on it. */
const REACH = 16;

interface Canvases {
  readonly frame: HTMLElement;
  readonly points: HTMLCanvasElement;
  readonly marks: HTMLCanvasElement;
}

interface Glide {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly began: number;
}

/** A place of the screen, in pixels from the map's upper left corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Draws the map on two canvases: points below, what moves with the pointer above. All places are pixels of the screen. */
export class AtlasScene {
  readonly #canvases: Canvases;
  readonly #labels: readonly ConceptLabel[];
  #inks: Inks | null = null;
  #dots: Dots | null = null;
  #points: Points | null = null;
  #glide: Glide | null = null;
  #image: ImageData | null = null;
  #size: Size = { width: 1, height: 1 };
  #fine = 1;
  #view: View = { side: 1, left: 0, top: 0 };
  #marked = -1;
  #line: readonly Spot[] = [];
  #frame = 0;

  constructor(canvases: Canvases, labels: readonly ConceptLabel[]) {
    this.#canvases = canvases;
    this.#labels = labels;
  }

  /** Shows points; from others they glide to their new places where `glides` says so. */
  show(points: Points, shown: Shown, { glides }: { readonly glides: boolean }): void {
    const before = this.#points;
    if (before !== points) {
      this.#glide = glides && before ? { ...placesBefore(points, before), began: performance.now() } : null;
    }
    this.#points = points;
    this.#dots = dotsOf(points, shown);
    this.#inks = readInks({ colours: shown.colours.colours, element: this.#canvases.frame });
    this.#paintSoon();
  }

  /** Reads the colours again: the system's theme is another. */
  dress(shown: Shown): void {
    this.#inks = readInks({ colours: shown.colours.colours, element: this.#canvases.frame });
    this.#paintSoon();
  }

  /** Takes the size that the frame has now. */
  resize(): void {
    const { frame, points, marks } = this.#canvases;
    const wasWhole = this.#view.side <= Math.min(this.#size.width, this.#size.height);
    const size = { width: frame.clientWidth, height: frame.clientHeight };
    if (size.width === 0 || size.height === 0) return;
    this.#size = size;
    this.#fine = Math.min(window.devicePixelRatio, 2, Math.sqrt(PIXELS_MAX / (size.width * size.height)));
    for (const canvas of [points, marks]) {
      canvas.width = Math.round(size.width * this.#fine);
      canvas.height = Math.round(size.height * this.#fine);
    }
    this.#image = new ImageData(points.width, points.height);
    this.#view = wasWhole ? wholeView(size) : moveView(this.#view, { x: 0, y: 0, size });
    this.#paintSoon();
  }

  zoom(by: number, at: Spot = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    this.#view = zoomView(this.#view, { ...at, by, size: this.#size });
    this.#paintSoon();
  }

  whole(): void {
    this.#view = wholeView(this.#size);
    this.#paintSoon();
  }

  move(by: Spot): void {
    this.#view = moveView(this.#view, { ...by, size: this.#size });
    this.#paintSoon();
  }

  /** The point at a place; −1 for none. */
  pick({ x, y }: Spot): number {
    if (!this.#dots) return -1;
    return nearestPoint(this.#dots, { px: x, py: y, within: REACH, view: this.#view });
  }

  /** The point that a key leads to; −1 for none. */
  byKey(key: string): number {
    return this.#dots ? pointByKey(this.#dots, { from: this.#marked, key }) : -1;
  }

  /** The place on the map, 0–1. */
  placeOf({ x, y }: Spot): Spot {
    return { x: (x - this.#view.left) / this.#view.side, y: (y - this.#view.top) / this.#view.side };
  }

  /** Puts the ring around a point, −1: around none, and brings it into sight. */
  mark(at: number): void {
    this.#marked = at;
    const place = this.#points && at >= 0 ? this.#points : null;
    if (place) {
      const x = (place.x[at] as number) * this.#view.side + this.#view.left;
      const y = (place.y[at] as number) * this.#view.side + this.#view.top;
      const { width, height } = this.#size;
      if (x < 0 || y < 0 || x > width || y > height) this.move({ x: width / 2 - x, y: height / 2 - y });
    }
    this.#drawMarks();
  }

  /** Draws a line under way; empty: none. */
  draw(line: readonly Spot[]): void {
    this.#line = line;
    this.#drawMarks();
  }

  /** Stops drawing. */
  end(): void {
    cancelAnimationFrame(this.#frame);
  }

  #paintSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => this.#paint(now));
  }

  #paint(now: number): void {
    const context = this.#canvases.points.getContext('2d', { alpha: false });
    if (!context || !this.#image || !this.#dots || !this.#inks) return;
    const { width, height, data } = this.#image;
    const fine = this.#fine;
    const view = { side: this.#view.side * fine, left: this.#view.left * fine, top: this.#view.top * fine };
    const pixels = new Uint32Array(data.buffer);
    const dots = this.#gliding(this.#dots, now);
    paintPoints({ pixels, width, height }, dots, { view, radius: this.#radius() * fine, inks: this.#inks });
    context.putImageData(this.#image, 0, 0);
    this.#canvases.frame.dataset.drawn = '';
    this.#drawMarks();
    if (this.#glide) this.#paintSoon();
  }

  /** Pixels: the more points, the smaller; with the map they grow, but slower. */
  #radius(): number {
    const count = this.#points?.count ?? 0;
    const whole = wholeView(this.#size).side;
    const base = (count > 5000 ? 2 : count > 1500 ? 2.75 : 3.9) * (whole < 500 ? 0.85 : 1);
    return Math.min(7, base * Math.sqrt(Math.sqrt(this.#view.side / whole)));
  }

  #gliding(dots: Dots, now: number): Dots {
    const glide = this.#glide;
    if (!glide) return dots;
    const passed = Math.min(1, Math.max(0, (now - glide.began) / GLIDE_MS));
    if (passed >= 1) {
      this.#glide = null;
      return dots;
    }
    const share = passed * passed * (3 - 2 * passed);
    const x = glide.x.map((from, at) => from + ((dots.x[at] as number) - from) * share);
    const y = glide.y.map((from, at) => from + ((dots.y[at] as number) - from) * share);
    return { ...dots, x, y };
  }

  #drawMarks(): void {
    const marked = this.#glide ? -1 : this.#marked;
    drawMarks(this.#canvases.marks, {
      view: this.#view,
      fine: this.#fine,
      labels: this.#labels,
      points: this.#points,
      marked,
      line: this.#line,
      element: this.#canvases.frame,
    });
  }
}
