import path from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '@strata/db';
import { generateRollups } from './generate-rollups.ts';
import { generateWorld } from './generate-world.ts';
import { explanationsOf, SIZES, type SizeName } from './world-size.ts';

/**
 * Fills a database with generated explanations: `npm run bench:generate -- --size full --home <folder>`. Default: five
 * million in `.strata/bench` of the project (or below STRATA_HOME); the folder must be new.
 */
const { values } = parseArgs({ options: { size: { type: 'string', default: 'full' }, home: { type: 'string' } } });

const name = values.size as SizeName;
const size = SIZES[name];
if (!size) throw new Error(`Expected --size ${Object.keys(SIZES).join(' or ')}, came ${values.size}.`);
const home = values.home ?? benchHome(name);
const started = performance.now();
const elapsed = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;
const store = await openStore({ home });
const { rows } = await store.pool.query('select 1 from model limit 1');
if (rows.length > 0) throw new Error(`Expected an empty database in ${home}, it holds a model. Choose another folder.`);
console.info(`${home}: ${explanationsOf(size).toLocaleString('en')} explanations`);
await generateWorld(store, size);
console.info(`  rows and indexes after ${elapsed()}`);
await generateRollups(store);
console.info(`  rollups after ${elapsed()}`);
await store.close();

function benchHome(world: SizeName): string {
  const base = process.env.STRATA_HOME ?? path.resolve(import.meta.dirname, '../../.strata');
  return path.join(base, `bench-${world}`);
}
