import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCellIndex, openProbeDataset } from '../../src/index.ts';
import { writeCocoWorld } from './coco-world.ts';

/**
 * The peak memory of indexing many images with masks: `node packages/probe/test/perf/bench-index-memory.ts 20000` (images of
 * 64×64 with 5 objects of 24 corners, in one JSON file). The dataset is written by a process of its own, so that only reading counts.
 */
const images = Number(process.argv[2] ?? 20_000);
const given = process.argv[3];
const root = given ?? mkdtempSync(join(tmpdir(), 'strata-memory-'));
if (given === undefined) {
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  await writeCocoWorld(root, { images, width: 64, height: 64, objects: 5, corners: 24 });
  const { execFileSync } = await import('node:child_process');
  process.stdout.write(
    execFileSync(process.execPath, [import.meta.filename, String(images), root], { encoding: 'utf8' }),
  );
} else {
  const dataset = await openProbeDataset(root, { format: 'coco-instances' });
  const index = await buildCellIndex(dataset, { cacheDir: join(root, 'cache') });
  const peak = (process.resourceUsage().maxRSS * 1024) / 1e6;
  const on = `${index.sampleCount} images, ${index.cellCount} cells`;
  process.stdout.write(
    `${JSON.stringify({ stage: 'memory', on, what: 'peak of indexing', value: peak, unit: 'MB' })}\n`,
  );
}
