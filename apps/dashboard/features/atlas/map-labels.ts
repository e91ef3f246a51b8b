/** A concept's name where its own mask lies, 0–1. */
export interface ConceptLabel {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** How labels stand on a picture of so many pixels. */
export interface LabelRoom {
  readonly width: number;
  readonly height: number;
  /** From a place, 0–1, to pixels. */
  readonly toX: (x: number) => number;
  readonly toY: (y: number) => number;
  /** Pixels that a name is wide. */
  readonly widthOf: (name: string) => number;
  /** Names at most. */
  readonly most: number;
}

const LINE = 15;

/** The labels that have room without covering one another, those that come first before others; `x` and `y` in pixels, the middle. */
export function placeLabels(labels: readonly ConceptLabel[], room: LabelRoom): ConceptLabel[] {
  const boxes: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }[] = [];
  const placed: ConceptLabel[] = [];
  for (const { name, x, y } of labels) {
    if (placed.length >= room.most) break;
    const [px, py, half] = [room.toX(x), room.toY(y), room.widthOf(name) / 2 + 3];
    const box = { left: px - half, right: px + half, top: py - LINE / 2, bottom: py + LINE / 2 };
    if (box.left < 0 || box.right > room.width || box.top < 0 || box.bottom > room.height) continue;
    const covers = boxes.some(
      (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
    );
    if (covers) continue;
    boxes.push(box);
    placed.push({ name, x: px, y: py });
  }
  return placed;
}
