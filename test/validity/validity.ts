import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { causeRows } from './cause-rows.ts';
import { changeRows } from './change-rows.ts';
import { classRows } from './class-rows.ts';
import { collectRows } from './collect-rows.ts';
import { confirmedRows } from './confirmed-rows.ts';
import { noiseRows, otherImagesRow } from './explanation-rows.ts';
import { plantedRows } from './planted-rows.ts';
import { publicRows, writeExcess } from './public-rows.ts';
import { rangeRows } from './range-rows.ts';
import { printRow, type ValidityRow } from './row.ts';
import { sanityRows, writeSanity } from './sanity-checks.ts';
import { scoreRows } from './score-rows.ts';
import { sliceRows } from './slice-rows.ts';
import { untrainedRows } from './untrained-rows.ts';
import { demoWorld, hasPhotographs, type NetworkWorld, photographs } from './worlds.ts';
import { writeTable } from './write-table.ts';

/**
 * Measures how often the software's statements are wrong where the truth is known, and writes the table of
 * docs/validity.md with `--write`. Everything is seeded: the same build writes the same table. `--only planted,change`
 * measures some parts alone and leaves the other rows as they are.
 */
const PARTS = [
  'noise',
  'scored',
  'planted',
  'change',
  'untrained',
  'public',
  'judged',
  'errors',
  'collect',
  'classes',
  'sanity',
] as const;
const { values: flags } = parseArgs({ options: { write: { type: 'boolean' }, only: { type: 'string' } } });
const asked = flags.only?.split(',') ?? [...PARTS];
const unknown = asked.filter((part) => !PARTS.some((one) => one === part));
if (unknown.length > 0) throw new Error(`Expected parts of ${PARTS.join(', ')}, got ${unknown.join(', ')}.`);
const does = (part: (typeof PARTS)[number]): boolean => asked.includes(part);

const folder = mkdtempSync(join(tmpdir(), 'strata-validity-'));
const rows: ValidityRow[] = [];
const add = (more: readonly ValidityRow[]): void => {
  for (const row of more) process.stdout.write(`${printRow(row)}\n`);
  rows.push(...more);
};
try {
  const worlds: NetworkWorld[] = [];
  if (does('noise') || does('scored') || does('planted') || does('sanity')) {
    worlds.push(await demoWorld(folder, 480), await demoWorld(folder, 60));
    if (hasPhotographs) worlds.push(await photographs(folder));
  }
  if (!hasPhotographs)
    process.stderr.write('Left out, as the data beside the project is not there: street photographs.\n');
  for (const world of worlds) {
    if (does('noise')) add([...(await noiseRows(world)), await otherImagesRow(world)]);
    if (does('scored')) add(await scoreRows(world));
    if (does('planted')) add(await plantedRows(world));
  }
  if (does('change')) add(await changeRows(folder));
  if (does('untrained')) add(await untrainedRows(folder));
  const excess: string[] = [];
  if (does('public') && hasPhotographs) {
    const found = await publicRows(folder);
    add(found.rows);
    excess.push(...found.excess);
  }
  if (does('judged')) add(confirmedRows());
  if (does('errors')) add([...(await sliceRows(folder)), ...rangeRows(), ...causeRows()]);
  if (does('classes')) add(classRows());
  if (does('collect')) add(await collectRows(folder));
  // Every pixel of every concept is counted some sixty times: small worlds will do.
  const sanity = does('sanity') ? worlds.filter(({ index }) => index.sampleCount <= 60).flatMap(sanityRows) : [];
  process.stdout.write(`${[...excess, ...sanity].join('\n')}\n`);
  if (flags.write) {
    await writeTable(rows, { keep: flags.only !== undefined });
    if (sanity.length > 0) await writeSanity(sanity);
    if (excess.length > 0) await writeExcess(excess);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
