import type { SampleLabels } from '../probe-dataset.ts';

/** Numbers distinct concept sets in order of first appearance; the empty set is number 0. */
export class CellInterner {
  readonly areas: number[] = [0];
  readonly conceptSets: number[][] = [[]];
  voidPixels = 0;
  readonly #byKey = new Map<string, number>([['', 0]]);

  /** The cell of every pixel of a sample, (height, width); counts the areas and the void pixels up. */
  intern({ planes, whole, voidPixels }: SampleLabels, pixels: number): Uint32Array {
    const cells = new Uint32Array(pixels);
    let last = -1;
    this.voidPixels += voidPixels;
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      // Neighbours mostly carry the same labels.
      if (last < 0 || planes.some((plane) => plane[pixel] !== plane[pixel - 1])) {
        last = this.#cellOf(
          planes.map((plane) => (plane[pixel] as number) - 1).filter((position) => position >= 0),
          whole,
        );
      }
      cells[pixel] = last;
      this.areas[last] = (this.areas[last] as number) + 1;
    }
    return cells;
  }

  #cellOf(positions: number[], whole: readonly number[]): number {
    const set = [...new Set([...positions, ...whole])].sort((a, b) => a - b);
    const key = set.join(',');
    let cell = this.#byKey.get(key);
    if (cell === undefined) {
      cell = this.areas.length;
      this.#byKey.set(key, cell);
      this.areas.push(0);
      this.conceptSets.push(set);
    }
    return cell;
  }
}
