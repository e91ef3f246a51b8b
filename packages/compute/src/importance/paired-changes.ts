import type { RangeImportance } from './importance-sink.ts';

const BITS = { range: 1, control: 2 } as const;

/** Which samples' predictions changed, by range: without the range, and with as much removed elsewhere. A byte each. */
export class PairedChanges {
  readonly #ranges: number;
  readonly #samples: number;
  /** (range, sample) bits. */
  readonly #changed: Uint8Array;

  constructor({ ranges, samples }: { readonly ranges: number; readonly samples: number }) {
    this.#ranges = ranges;
    this.#samples = samples;
    this.#changed = new Uint8Array(ranges * samples);
  }

  add(range: number, { sample, by }: { readonly sample: number; readonly by: keyof typeof BITS }): void {
    const at = range * this.#samples + sample;
    this.#changed[at] = (this.#changed[at] as number) | BITS[by];
  }

  /** The lowest range first. */
  counted(): RangeImportance[] {
    const samples = this.#samples;
    return Array.from({ length: this.#ranges }, (_, range) => {
      let [changed, controlChanged, bothChanged] = [0, 0, 0];
      for (const bits of this.#changed.subarray(range * samples, (range + 1) * samples)) {
        changed += bits & 1;
        controlChanged += bits >> 1;
        bothChanged += bits & (bits >> 1);
      }
      return { clusterIndex: range + 1, changed, controlChanged, bothChanged, samples };
    });
  }
}
