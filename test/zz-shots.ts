import { mkdirSync } from 'node:fs';
import { launchBrowser } from './browser.ts';
import { listPages } from './dashboard/page-list.ts';
const origin = 'http://127.0.0.1:4600';
const out = '/tmp/shots'; mkdirSync(out, { recursive: true });
const only = process.argv[2]?.split(',');
const browser = await launchBrowser();
const p0 = await (await browser.newContext()).newPage();
const pages = await listPages(p0, origin);
const combos = (process.argv[3] ?? 'en-light-1280,ja-dark-390').split(',').map((c) => c.split('-'));
for (const [locale, theme, width] of combos) {
  const context = await browser.newContext({ viewport: { width: Number(width), height: 900 } });
  await context.addCookies([{ name: 'locale', value: locale!, url: origin }, { name: 'theme', value: theme!, url: origin }]);
  const page = await context.newPage();
  page.on('console', (m) => { if (m.type() === 'error') console.log('console', page.url(), m.text()); });
  for (const { name, path } of pages) {
    if (only && only[0] !== 'all' && !only.includes(name)) continue;
    await page.goto(origin + path, { waitUntil: 'networkidle' });
    const w = await page.evaluate(() => document.documentElement.scrollWidth);
    if (w > Number(width)) console.log('WIDE', name, locale, width, w, await page.evaluate((max) => [...document.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > max + 1).slice(0, 6).map((e) => `${e.tagName}.${(e as HTMLElement).className}`), Number(width)));
    await page.screenshot({ path: `${out}/${name}-${locale}-${theme}-${width}.png`, fullPage: process.argv[4] === 'full' });
  }
  await context.close();
}
await browser.close();
