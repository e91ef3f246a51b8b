import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { generateRollups } from '../perf/generate-rollups.ts';
import { generateWorld } from '../perf/generate-world.ts';
import { enter, tabTo } from './by-keyboard.ts';
import { type Served, serveDashboard } from './serve.ts';
import { openPage } from './watched-page.ts';

let served: Served;
let browser: Browser;

/** Until this version nothing in range 5 is specialized, from it on everything is. */
const TURN = 'v3';
const SIZE = { models: 1, versions: 4, layers: 1, units: 20, ranges: 5, concepts: 40, formulas: 200 };

beforeAll(async () => {
  served = await serveDashboard(async (store) => {
    await generateWorld(store, SIZE);
    await store.pool.query(
      `update explanation e set specialization = case when v.sequence >= $1 then 'SPECIALIZED' else 'UNSPECIALIZED' end
       from run r, layer l, model_version v
       where e.cluster_index = 5 and r.id = e.run_id and l.id = r.layer_id and v.id = l.model_version_id`,
      [Number(TURN.slice(1))],
    );
    await generateRollups(store);
  });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

describe.each([
  ['en', 'mouse'],
  ['en', 'keyboard'],
  ['ja', 'mouse'],
  ['ja', 'keyboard'],
] as const)('in %s, by %s, who opens the dashboard', (locale, by) => {
  it('can name the version in which range 5 became mostly specialized', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale });
    await page.goto(`${served.origin}/`);
    if (by === 'mouse') await page.locator('a.button[href*="/trends"]').click();
    else await enter(page, 'a.button[href*="/trends"]');
    await page.waitForURL('**/trends**');
    expect(await (by === 'mouse' ? readByMouse(page) : readByKeyboard(page))).toBe(TURN);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

/** The first version at whose bars the reading line says more than half of range 5. */
async function readByMouse(page: Page): Promise<string | undefined> {
  for (const label of ['v1', 'v2', 'v3', 'v4']) {
    const bar = page.locator(`#specialization .only-wide a.chart-part[href*="/${label}/"][href*="range=5"]`).first();
    await bar.hover();
    const says = await page.locator('#specialization .only-wide .chart-readout .chart-value').first().textContent();
    if (Number.parseInt(says ?? '', 10) > 50) return label;
  }
  return undefined;
}

/** The same from what is said of the part that has the focus. */
async function readByKeyboard(page: Page): Promise<string | undefined> {
  await tabTo(page, '#specialization .only-wide a.chart-part');
  await page.keyboard.press('Home');
  for (let step = 0; step < 4; step += 1) {
    const says = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    const share = /(\d+)\s?%/u.exec(says)?.[1];
    if (/5/u.test(says) && /：学習で獲得|% specialized/u.test(says) && Number(share) > 50)
      return /v\d/u.exec(says)?.[0];
    await page.keyboard.press('ArrowRight');
  }
  return undefined;
}
