import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { type Served, serveDashboard } from './serve.ts';
import { LONG_MODEL, longLabel, storeLongNames } from './small-run.ts';
import { axeViolations, openPage } from './watched-page.ts';

const MODEL_PATH = `/models/${LONG_MODEL}`;
const VERSION_PATH = `${MODEL_PATH}/versions/${encodeURIComponent(longLabel(15))}`;
let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await serveDashboard(storeLongNames);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const url = (path: string) => served.origin + path;

describe('names of eighty letters and sixteen versions', () => {
  it('fit every page of a phone in Japanese, with a bar of one row', async () => {
    const viewport = { width: 360, height: 740 };
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale: 'ja', viewport });
    const several = [1, 5, 9, 15].map((epoch) => `v=${encodeURIComponent(longLabel(epoch))}`).join('&');
    const paths = [
      ...['/', `${MODEL_PATH}/trends`, VERSION_PATH, `${VERSION_PATH}/errors`, `${VERSION_PATH}/layers/block2`],
      ...[`${VERSION_PATH}/layers/block2/neurons/1`, `${MODEL_PATH}/compare`, `${MODEL_PATH}/compare?${several}`],
      ...['/find?q=sea', '/runs', '/judgements'],
    ];
    for (const path of paths) {
      await page.goto(url(path), { waitUntil: 'networkidle' });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(viewport.width);
      const side = await page.locator('.bar-side').boundingBox();
      const brand = await page.locator('.brand').boundingBox();
      expect(
        Math.abs((side?.y ?? 0) + (side?.height ?? 0) / 2 - (brand?.y ?? 0) - (brand?.height ?? 0) / 2),
        path,
      ).toBeLessThan(4);
    }
    // What has no room in the bar is one press away.
    await page.locator('.bar-more-button').click();
    await page.locator('.bar-more a[href="/find"]').click();
    await page.waitForURL('**/find');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are told apart by their ends, in crumbs and charts, and whole in titles', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url(`${VERSION_PATH}/layers/block2`));
    const crumb = page.locator('.crumbs a[href*="/versions/"]').first();
    expect(await crumb.innerText()).toMatch(/^augmented.*….*epoch 115$/u);
    expect(await crumb.getAttribute('title')).toBe(longLabel(15));
    await page.goto(url(`${MODEL_PATH}/trends`));
    expect(await page.locator('.only-wide [data-chart="trend"] .chart-label').last().textContent()).toMatch(
      /….*h 115$/u,
    );
    await context.close();
  });

  it('are drawn as lines, and as many of them as the reader asks for', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin });
    await page.goto(url(`${MODEL_PATH}/trends`));
    const chart = page.locator('.only-wide [data-chart="specialization"]');
    expect(await chart.locator('.row-line').count()).toBe(2);
    expect(await chart.locator('.chart-share').count()).toBe(0);
    await page.locator('select[name="from"]').selectOption(longLabel(10));
    await page.locator('.compare-form button[type="submit"]').click();
    await page.waitForURL('**from=**');
    expect(await chart.locator('.chart-share').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('stand side by side, up to six, beside the one that is pinned', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin });
    const asked = [1, 5, 15].map((epoch) => `v=${encodeURIComponent(longLabel(epoch))}`).join('&');
    await page.goto(url(`${MODEL_PATH}/compare?${asked}`));
    const head = page.locator('.several thead th');
    expect(await head.count()).toBe(1 + 1 + 2 * 2);
    await page.locator('.several thead a[href*="compare"]').last().click();
    await page.waitForURL(/v=.*epoch\+115&v=/u);
    expect(await head.nth(1).innerText()).toMatch(/epoch 115\s+baseline/u);
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('leads from a model to its newest version', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url(MODEL_PATH));
    expect(page.url()).toBe(url(VERSION_PATH));
    await context.close();
  });
});
