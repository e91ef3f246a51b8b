import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { launchBrowser } from './browser.ts';
import { listPages } from './dashboard/page-list.ts';

/** The pictures of README.md, from a running demo: `npm run pictures -- [address]`. */
const origin = process.argv[2] ?? 'http://127.0.0.1:4780';
const folder = resolve(import.meta.dirname, '../apps/dashboard/pictures');
const WIDTH = 1280;
/** What of each page is shown, in pixels. */
const PICTURES = [
  { name: 'trends', from: 0, height: 960 },
  { name: 'neuron', from: 0, height: 920 },
  { name: 'compare', from: 1180, height: 700 },
  { name: 'atlas', from: 0, height: 960 },
] as const;

const browser = await launchBrowser();
try {
  const scout = await browser.newPage();
  const pages = await listPages(scout, origin);
  await scout.close();
  for (const { name, from, height } of PICTURES) {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: from + height }, colorScheme: 'light' });
    await page.goto(origin + pages.find((listed) => listed.name === name)?.path, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const png = await page.screenshot({ clip: { x: 0, y: from, width: WIDTH, height } });
    // A palette suits drawn pages: a third of the size, and no difference to be seen.
    const file = join(folder, `${name}.png`);
    const { size } = await sharp(png).png({ palette: true, quality: 90, effort: 10 }).toFile(file);
    process.stdout.write(`${file}: ${(size / 1024).toFixed(0)} KiB\n`);
    await page.close();
  }
} finally {
  await browser.close();
}
