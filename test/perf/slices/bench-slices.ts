import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bitAt, findErrorSlices, openSliceSearch } from '@strata/compute';
import { createRandom, permutation } from '@strata/statistics';
import { jaccard, plantSlices, sliceWorld } from '../../validity/planted-slices.ts';

/**
 * The planted slices of docs/validity.md, for other packages: writes worlds, errors, truths and our own first slices to the
 * JSON file named, which `compare.py` reads, and prints what one search costs, alone and with 200 permutations.
 */
const [, , outPath] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'strata-slices-'));
try {
  const world = await sliceWorld(folder);
  const slices = plantSlices(world);
  const problems = slices.map(({ errors }) => ({ units: world.images, columns: world.columns, errors }));
  const ours = problems.map((problem) => findErrorSlices(problem, { slicesMax: 1, permutations: 0 }).slices[0]);
  if (outPath) {
    const flags = world.columns.map((bits) => Array.from({ length: world.images }, (_, image) => bitAt(bits, image)));
    const found = ours.map((slice, at) => {
      const bits = new Uint8Array(world.images);
      for (const image of slice?.members ?? []) bits[image] = 1;
      return jaccard(bits, slices[at]?.truth ?? []);
    });
    const cases = slices.map(({ strength, truth, errors, terms }, at) => ({
      ...{ strength, length: terms.length, truth: [...truth], errors: [...errors], ours: found[at] },
    }));
    writeFileSync(outPath, JSON.stringify({ flags, cases }));
  }
  timeSearch();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** 472 images × 72 concepts, errors that one formula decides in part: what a whole answer costs. */
function timeSearch(): void {
  const random = createRandom(3);
  const units = 472;
  const flags = Array.from({ length: 72 }, () => {
    const share = 0.05 + 0.5 * random.next() ** 2;
    return Array.from({ length: units }, () => random.next() < share);
  });
  for (const [base, strength] of [
    [0.1, 0],
    [0.05, 0.3],
    [0.2, 0.3],
    [0.1, 0.5],
    [0.1, 1],
  ] as const) {
    const wrong = Array.from({ length: units }, (_, unit) => unit).filter(
      (unit) => random.next() < base || (flags[3]?.[unit] && !flags[5]?.[unit] && random.next() < strength),
    );
    const columns = flags.map((column) => {
      const words = new Uint32Array(Math.ceil(units / 32));
      for (const [unit, flag] of column.entries())
        if (flag) words[unit >> 5] = (words[unit >> 5] ?? 0) | (1 << (unit & 31));
      return words;
    });
    const started = performance.now();
    const search = openSliceSearch({ units, columns });
    const best = search.best(wrong);
    const searched = performance.now();
    let reached = 1;
    for (let draw = 0; draw < 200; draw += 1) {
      const drawn = Array.from(permutation(units, random).subarray(0, wrong.length));
      if (search.reaches(best?.score ?? 0, drawn)) reached += 1;
    }
    const [one, all] = [searched - started, performance.now() - started];
    const what = `${units} images × 72 concepts, ${wrong.length} errors, strength ${strength}, p ${(reached / 201).toFixed(3)}`;
    process.stdout.write(`${what}: search ${one.toFixed(0)} ms, with 200 permutations ${all.toFixed(0)} ms\n`);
  }
}
