import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';
import { listPages } from './dashboard/page-list.ts';

const VIEWS = [
  { view: 'desktop', viewport: { width: 1280, height: 900 } },
  { view: 'tablet', viewport: { width: 820, height: 1180 } },
  { view: 'phone', viewport: { width: 390, height: 844 } },
];

const [origin = 'http://127.0.0.1:4780', only = ''] = process.argv.slice(2);
const folder = join(import.meta.dirname, 'artifacts');
mkdirSync(folder, { recursive: true });

const browser = await launchBrowser();
try {
  const scout = await browser.newPage();
  const pages = await listPages(scout, origin);
  await scout.close();
  for (const { view, viewport } of VIEWS)
    for (const theme of ['light', 'dark'])
      for (const locale of ['en', 'ja']) {
        const context = await browser.newContext({ viewport, deviceScaleFactor: view === 'phone' ? 2 : 1 });
        await context.addCookies([
          { name: 'theme', value: theme, url: origin },
          { name: 'locale', value: locale, url: origin },
        ]);
        const page = await context.newPage();
        for (const { name, path } of pages) {
          const file = `${name}-${theme}-${view}-${locale}.png`;
          if (!file.includes(only)) continue;
          await page.goto(origin + path, { waitUntil: 'networkidle' });
          await page.evaluate(async () => {
            await document.fonts.ready;
            // Images further down are fetched only when somebody gets there.
            for (const image of document.images) image.loading = 'eager';
            await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
          });
          await page.screenshot({ path: join(folder, file), fullPage: true });
          process.stdout.write(`${file}\n`);
        }
        await context.close();
      }
} finally {
  await browser.close();
}
