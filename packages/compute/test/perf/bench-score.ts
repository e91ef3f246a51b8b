import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, concept, not, or } from '@strata/domain';
import { Cache } from '@strata/files';
import { axisOf, upsample } from '@strata/kernels';
import { buildCellIndex, openCellMaps } from '@strata/probe';
import { openActivations } from '../../src/activations/npy-source.ts';
import { keepHits } from '../../src/kept/keep-hits.ts';
import { openKeptFile } from '../../src/kept/kept-file.ts';
import { scoreFormula } from '../../src/kept/score-formula.ts';
import { findRanges } from '../../src/ranges/find-ranges.ts';
import { conceptTables } from '../../src/search/concept-tables.ts';
import { satisfiedCells } from '../../src/search/formula-cells.ts';
import { writeDrawnActivations } from './drawn-activations.ts';
import { drawnWorld } from './drawn-world.ts';
import { SIZES } from './generate-world.ts';
import { leastProcessorMs, measured, timed } from './report-line.ts';

/**
 * What it costs to score a formula against 1,000 neurons of five ranges each, from kept hits:
 * `node packages/compute/test/perf/bench-score.ts S 1000` (a drawn world; units). Beside it the same by dense masks, in the same
 * process: each map enlarged, each pixel compared, over some units and in proportion for all; without any shuffle.
 */
const DENSE_UNITS = 2;

const size = (process.argv[2] ?? 'S') as keyof typeof SIZES;
const units = Number(process.argv[3] ?? 1000);
const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const dataset = drawnWorld(SIZES[size]);
const index = await buildCellIndex(dataset, { cacheDir: folder });
const activationsPath = join(folder, 'activations.npy');
writeDrawnActivations(activationsPath, { samples: SIZES[size].samples, units, drawn: units });
const source = openActivations(activationsPath);
const shape = { samples: source.samples, height: source.height, width: source.width };
const rangesOf = (unit: number) =>
  findRanges(source.readUnit(unit), { clusters: 5, bounds: 'contiguous', shape, zerosOff: true }).ranges;
const found = Array.from({ length: units }, (_, unit) => ({
  unit,
  ranges: rangesOf(unit).map((range, place) => ({ clusterIndex: place + 1, range, pixels: 0 })),
}));
const file = join(folder, 'hits.bin');
const { concepts } = dataset;
const keeping = await timed(() =>
  keepHits(
    { cache: new Cache(folder), file },
    { index, concepts, activationsPath, units: found, upsampling: 'bilinear', about: 'a bench' },
  ),
);
const line = { stage: 'score', on: size, note: `${units} units, ${index.cellCount} cells` };
measured({ ...line, what: 'keeping hits', value: keeping.processorMs / 1000, unit: 's' });
measured({ ...line, what: 'kept', value: statSync(file).size / 1e6, unit: 'MB' });

const named = (place: number) => concept(concepts[place]?.name ?? '');
const formula = and(or(named(0), named(1)), not(named(2)));
const scoring = leastProcessorMs(() => {
  const kept = openKeptFile(file);
  if (kept) scoreFormula(kept, formula);
  kept?.close();
});
measured({ ...line, what: 'a formula against all ranges', value: scoring, unit: 'ms' });
const dense = (leastProcessorMs(scoreDensely, { passes: 2 }) * units) / DENSE_UNITS;
measured({ ...line, what: 'the same by dense masks, over it', value: dense / scoring, unit: 'times' });
source.close();

/** The same overlaps pixel by pixel, of some units. */
function scoreDensely(): number {
  const maps = openCellMaps(index);
  const { height, width } = index.maskShape;
  const axis = axisOf('bilinear');
  const axes = { rows: axis(source.height, height), columns: axis(source.width, width) };
  const satisfied = satisfiedCells(conceptTables(index), [
    { operator: null, concept: 0 },
    { operator: 'OR', concept: 1 },
    { operator: 'AND NOT', concept: 2 },
  ]);
  const into = new Float32Array(height * width);
  let intersection = 0;
  for (const { unit, ranges } of found.slice(0, DENSE_UNITS)) {
    const values = source.readUnit(unit);
    const size = source.height * source.width;
    for (let sample = 0; sample < index.sampleCount; sample += 1) {
      upsample(values.subarray(sample * size, (sample + 1) * size), { ...axes, into });
      const cells = maps.read(sample, 1);
      for (const { range } of ranges) {
        for (let pixel = 0; pixel < into.length; pixel += 1) {
          const value = into[pixel] as number;
          const holds = satisfied[cells[pixel] as number] === 1;
          if (value >= range.lowest && value < range.beyond && holds) intersection += 1;
        }
      }
    }
  }
  maps.close();
  return intersection;
}
