import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { causeRows } from './cause-rows.ts';
import { changeRows } from './change-rows.ts';
import { confirmedRows } from './confirmed-rows.ts';
import { noiseRows, otherImagesRow } from './explanation-rows.ts';
import { plantedRows } from './planted-rows.ts';
import { printRow, type ValidityRow } from './row.ts';
import { sanityRows, writeSanity } from './sanity-checks.ts';
import { sliceRows } from './slice-rows.ts';
import { untrainedRows } from './untrained-rows.ts';
import { demoWorld, hasPhotographs, type NetworkWorld, photographs } from './worlds.ts';
import { writeTable } from './write-table.ts';

/**
 * Measures how often the software's statements are wrong where the truth is known, and writes the table of
 * docs/validity.md with `--write`. Everything is seeded: the same build writes the same table.
 */
const folder = mkdtempSync(join(tmpdir(), 'strata-validity-'));
const rows: ValidityRow[] = [];
const add = (more: readonly ValidityRow[]): void => {
  for (const row of more) process.stdout.write(`${printRow(row)}\n`);
  rows.push(...more);
};
try {
  const worlds: NetworkWorld[] = [await demoWorld(folder, 480), await demoWorld(folder, 60)];
  if (hasPhotographs) worlds.push(await photographs(folder));
  else process.stderr.write('Left out, as the data beside the project is not there: street photographs.\n');
  for (const world of worlds) {
    add(await noiseRows(world));
    add([await otherImagesRow(world)]);
    add(await plantedRows(world));
  }
  add(await changeRows(folder));
  add(await untrainedRows(folder));
  add(confirmedRows());
  add(await sliceRows(folder));
  add(causeRows());
  // Every pixel of every concept is counted some sixty times: small worlds will do.
  const sanity = worlds.filter(({ index }) => index.sampleCount <= 60).flatMap(sanityRows);
  process.stdout.write(`${sanity.join('\n')}\n`);
  if (process.argv.includes('--write')) {
    await writeTable(rows);
    await writeSanity(sanity);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
