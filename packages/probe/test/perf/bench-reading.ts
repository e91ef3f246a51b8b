import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatasetFiles } from '../../src/layouts/files/dataset-files.ts';
import { cocoInstances } from '../../src/layouts/formats/coco.ts';
import { writeCocoWorld } from './coco-world.ts';

/**
 * Reads polygons in COCO's form as the reader and as pycocotools does, in turn, each on one thread, its JSON included:
 * `PYTHON=python3 node packages/probe/test/perf/bench-reading.ts 5000` (images of 640×480 with 7 objects of 24 corners). Both must
 * count the same pixels; the time is the processor's, the least of two passes.
 */
const images = Number(process.argv[2] ?? 5_000);
const PASSES = 2;
const root = mkdtempSync(join(tmpdir(), 'strata-reading-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));

const path = await writeCocoWorld(root, { images, width: 640, height: 480, objects: 7, corners: 24 });
let [ours, theirs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
for (let pass = 0; pass < PASSES; pass += 1) {
  const here = await readHere();
  ours = Math.min(ours, here.seconds);
  const script = join(import.meta.dirname, 'read_coco.py');
  const text = execFileSync(process.env.PYTHON ?? 'python3', [script, path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const there = JSON.parse(text) as { seconds: number; pixels: number };
  theirs = Math.min(theirs, there.seconds);
  if (there.pixels !== here.pixels) throw new Error(`${here.pixels} pixels here, ${there.pixels} there.`);
}
const line = (what: string, value: number, unit: string) =>
  process.stdout.write(`${JSON.stringify({ stage: 'reading', on: `${images} images`, what, value, unit })}\n`);
line('COCO polygons', ours, 's');
line('pycocotools', theirs, 's');
line('over pycocotools', ours / theirs, 'times');

/** The JSON and all masks, with their pixels counted: of each plane those that carry a label. */
async function readHere(): Promise<{ seconds: number; pixels: number }> {
  const before = process.cpuUsage();
  const layout = await cocoInstances.read(new DatasetFiles(root), {
    pick: null,
    voidLabels: [],
    boxes: false,
    pictures: null,
  });
  let pixels = 0;
  for (const image of layout.images) {
    for (const plane of await image.read({ width: 640, height: 480 })) {
      for (let at = 0; at < plane.length; at += 1) if (plane[at] !== 0) pixels += 1;
    }
  }
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, pixels };
}
