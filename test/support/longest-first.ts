import { relative } from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** What takes a minute and more, the longest first; each alone at the end would keep one processor idle. */
const LONGEST = ['left-alone', 'dashboard/dashboard', 'worker', 'dashboard/journeys', 'layer-shapes', 'outage'];

/** Begins with the tests that start whole commands, where no earlier run tells how long files take. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => this.#place(a) - this.#place(b));
  }

  #place({ moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId);
    if (!path.startsWith('test/')) return LONGEST.length + 1;
    const place = LONGEST.findIndex((name) => path === `test/${name}.test.ts`);
    return place < 0 ? LONGEST.length : place;
  }
}
