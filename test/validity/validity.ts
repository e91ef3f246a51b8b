import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noiseRows, otherImagesRow } from './explanation-rows.ts';
import { plantedRows } from './planted-rows.ts';
import { printRow, type ValidityRow } from './row.ts';
import { demoWorld, hasPhotographs, type NetworkWorld, photographs } from './worlds.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-validity-'));
const add = (rows: readonly ValidityRow[]): void => {
  for (const row of rows) console.log(printRow(row));
};
try {
  const worlds: NetworkWorld[] = [await demoWorld(folder, 480), await demoWorld(folder, 60)];
  if (hasPhotographs) worlds.push(await photographs(folder));
  for (const world of worlds) {
    add(await noiseRows(world));
    add([await otherImagesRow(world)]);
    add(await plantedRows(world));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
