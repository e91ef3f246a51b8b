import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from './browser.ts';
import { LIMITS, type Measured, measureInteractions, measureVisit } from './dashboard/measure-page.ts';
import { listPages } from './dashboard/page-list.ts';
import { serveDashboard } from './dashboard/serve.ts';
import { generateRollups } from './perf/generate-rollups.ts';
import { generateWorld } from './perf/generate-world.ts';
import { SIZES } from './perf/world-size.ts';

/**
 * Measures the pages at an address, or with `--history` those of a generated model of 50 versions of 1,000 neurons, which
 * takes two minutes to make and is gone afterwards: `npm run measure -- [address] [--history] [--rounds 3]`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { history: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
});
const served = values.history ? await serveHistory() : undefined;
const origin = served?.origin ?? positionals[0] ?? 'http://127.0.0.1:4780';
const rounds = Number(values.rounds);
const MEASURED = ['models', 'trends', 'layer', 'neuron', 'compare', 'atlas', 'find', 'find-concept'];
const folder = join(import.meta.dirname, 'artifacts');
mkdirSync(folder, { recursive: true });

const browser = await launchBrowser();
try {
  const scout = await browser.newPage();
  const pages = await listPages(scout, origin);
  await scout.close();
  const measured: Measured[] = [];
  for (const { name, path } of pages.filter((page) => MEASURED.includes(page.name))) {
    const visits = [];
    for (let round = 0; round < rounds; round += 1) visits.push(await measureVisit(browser, origin + path));
    // The machine's other work only ever adds time: the least is the page's own.
    const best = visits.reduce((a, b) => (b.largestPaintMs < a.largestPaintMs ? b : a));
    const shift = Math.max(...visits.map(({ layoutShift }) => layoutShift));
    measured.push({
      name,
      ...best,
      layoutShift: shift,
      interactions: await measureInteractions(browser, origin + path),
    });
  }
  for (const { name, scriptKiB, documentKiB, largestPaintMs, layoutShift, interactions } of measured) {
    console.log(`\n${name}`);
    console.table({
      'JavaScript, compressed': { seen: `${scriptKiB.toFixed(1)} KiB`, reach: LIMITS.scriptKiB[name] ?? '' },
      'document, compressed': { seen: `${documentKiB.toFixed(1)} KiB`, reach: '' },
      'largest contentful paint, 4× slower processor': {
        seen: `${largestPaintMs.toFixed(0)} ms`,
        reach: LIMITS.largestPaintMs,
      },
      'layout shift': { seen: layoutShift.toFixed(4), reach: LIMITS.layoutShift },
      ...Object.fromEntries(
        interactions.map(({ what, ms }) => [
          `next paint: ${what}`,
          { seen: `${ms.toFixed(0)} ms`, reach: LIMITS.interactionMs },
        ]),
      ),
    });
  }
  const file = join(folder, 'measurements.json');
  writeFileSync(
    file,
    `${JSON.stringify({ origin, at: new Date().toISOString(), limits: LIMITS, measured }, null, 2)}\n`,
  );
  console.log(`\nWritten to ${file}`);
} finally {
  await browser.close();
  await served?.close();
}

function serveHistory() {
  return serveDashboard(async (store) => {
    await generateWorld(store, SIZES.pages);
    await generateRollups(store);
  });
}
