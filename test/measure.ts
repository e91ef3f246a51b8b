import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';
import { LIMITS, type Measured, measureInteractions, measureVisit } from './dashboard/measure-page.ts';
import { listPages } from './dashboard/page-list.ts';

const [origin = 'http://127.0.0.1:4780', rounds = '3'] = process.argv.slice(2);
const folder = join(import.meta.dirname, 'artifacts');
mkdirSync(folder, { recursive: true });

const browser = await launchBrowser();
try {
  const scout = await browser.newPage();
  const pages = await listPages(scout, origin);
  await scout.close();
  const measured: Measured[] = [];
  for (const { name, path } of pages.filter((page) => ['models', 'trends', 'layer', 'neuron'].includes(page.name))) {
    const visits = [];
    for (let round = 0; round < Number(rounds); round += 1) visits.push(await measureVisit(browser, origin + path));
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
}
