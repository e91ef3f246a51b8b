import { searchBeam } from '../../src/search/beam.ts';
import { generateWorld, SIZES } from './generate-world.ts';

/**
 * Times the searches a range on generated worlds: `node packages/compute/test/perf/bench-search.ts S M L`. The least of
 * three passes is kept for each range, as the machine may be busy.
 */
const asked = process.argv.slice(2).filter((name): name is keyof typeof SIZES => name in SIZES);
for (const name of asked.length > 0 ? asked : (['S', 'M'] as const)) {
  const made = performance.now();
  const world = generateWorld(SIZES[name]);
  const ranges = Array.from({ length: 20 }, (_, i) => world.range(i, (i % 5) / 4));
  console.info(
    `${name}: ${SIZES[name].samples} samples, ${SIZES[name].concepts} concepts, ${world.tables.cellCount} cells (made in ${Math.round(performance.now() - made)} ms)`,
  );
  const first = performance.now();
  world.space.pairAreas;
  console.info(`  pair areas, once a dataset: ${(performance.now() - first).toFixed(2)} ms`);
  const beam = ranges.map((problem) => least(3, () => searchBeam(problem)));
  report('beam', beam);
}

function least(passes: number, run: () => unknown): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass += 1) {
    const started = performance.now();
    run();
    shortest = Math.min(shortest, performance.now() - started);
  }
  return shortest;
}

function report(name: string, times: readonly number[]): void {
  const mean = times.reduce((sum, t) => sum + t, 0) / times.length;
  console.info(`  ${name}: mean ${mean.toFixed(3)} ms a range, worst ${Math.max(...times).toFixed(3)} ms`);
}
