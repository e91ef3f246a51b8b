import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { type ListedPage, listPages } from './page-list.ts';
import { type Served, serveDashboard } from './serve.ts';
import { LAYER, MODEL, storeSmallRuns } from './small-run.ts';
import { axeViolations, openPage } from './watched-page.ts';

const KIB = 1024;
const NEURON_1 = `/models/${MODEL}/versions/epoch%2030/layers/block2/neurons/1`;
let served: Served;
let browser: Browser;
let pages: ListedPage[];

beforeAll(async () => {
  served = await serveDashboard(storeSmallRuns);
  browser = await launchBrowser();
  const scout = await browser.newPage();
  pages = await listPages(scout, served.origin);
  await scout.close();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

describe.each([
  ['en', 'light'],
  ['en', 'dark'],
  ['ja', 'light'],
  ['ja', 'dark'],
] as const)('every page in %s, %s', (locale, theme) => {
  it('says nothing on the console, asks nothing of other hosts and passes axe with everything unfolded', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale, theme });
    for (const { name, path } of pages) {
      await page.goto(served.origin + path, { waitUntil: 'networkidle' });
      expect(await page.locator('html').getAttribute('lang'), name).toBe(locale);
      expect(await page.locator('h1').count(), name).toBe(1);
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll<HTMLDetailsElement>('details:not(.menu)')) fold.open = true;
      });
      expect(await axeViolations(page), name).toEqual([]);
      // A page that is not there answers 404, and the browser writes that down.
      expect(
        complaints.splice(0).filter((text) => name !== 'not-found' || !text.includes('404')),
        name,
      ).toEqual([]);
    }
    await context.close();
  });
});

describe('a reader', () => {
  it('goes from a point of the trend to its neurons, to one of them, and on with the arrow keys', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin });
    await page.goto(`${served.origin}/models/${MODEL}/trends`);
    // On held-out images the middle neuron keeps 0.392 of its 0.49; shuffled ones reach 0.039.
    expect(await page.locator('#overlap-summary').innerText()).toContain(
      '(10×), with a median overlap of 0.25 to 0.49',
    );
    await page.locator('.only-wide a.chart-point[href*="epoch%2030"][href*="range=2"]').press('Enter');
    await page.waitForURL('**/layers/block2?range=2');
    expect(await page.locator('.explanations tbody tr').count()).toBe(3);
    await page.locator('.explanations .cell-neuron a').nth(1).click();
    await page.waitForURL(`**${NEURON_1}#range-2`);
    await page.locator('h1', { hasText: 'neuron 1 responds to' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL('**/neurons/2');
    expect(await page.locator('h1').innerText()).toContain('neuron 2 responds to');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('reads how specialized the neurons are, and goes from a part of a bar to exactly those, and to the reason', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin });
    await page.goto(`${served.origin}/models/${MODEL}/trends`);
    // One of three neurons in range 2 and none in range 1; nothing is concluded against one untrained network.
    expect(await page.locator('h1').innerText()).toContain('the median overlap in the highest range');
    expect(await page.locator('.hint-line').first().innerText()).toContain(
      'Nothing is concluded from one untrained network',
    );
    const parts = page.locator('#specialization .only-wide a.chart-part[href*="epoch%2030"][href*="range=2"]');
    expect(await parts.count()).toBe(3);
    await parts.and(page.locator('[href*="class=weakly-specialized"]')).click();
    await page.waitForURL('**/layers/block2?range=2&class=weakly-specialized');
    expect(await page.locator('.explanations .cell-neuron').allTextContents()).toEqual(['Neuron 1']);
    expect(await page.locator('.explanations .cell-class').allTextContents()).toEqual(['weakly specialized']);
    await page.locator('.explanations .cell-neuron a').click();
    await page.waitForURL(`**${NEURON_1}#range-2`);
    expect(await page.locator('#range-2 .lane-class').innerText()).toMatch(
      /^weakly specialized\s+It shares its first two concepts with\s/u,
    );
    expect(await page.locator('#range-2 .lane-class .formula-words').innerText()).toBe('(sea without boat) or blue-c');
    expect(await page.locator('#range-1 .lane-class').innerText()).toContain(
      'Untrained networks show the same formula',
    );
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('chooses a class in the form, takes it away, and sees on the runs what it is measured against', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(`${served.origin}/models/${MODEL}/versions/epoch%2030/layers/block2`);
    await page.locator('select[name="class"]').selectOption('unspecialized');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL(/class=unspecialized/u);
    // All three in range 1, neuron 2 in range 2.
    expect(await page.locator('.explanations tbody tr').count()).toBe(4);
    await page.getByRole('link', { name: 'Remove filter: unspecialized' }).click();
    await page.waitForURL(/layers\/block2$/u);
    expect(await page.locator('.explanations tbody tr').count()).toBe(6);
    await page.goto(`${served.origin}/runs`);
    const [trained, baseline] = [page.locator('.run').nth(0), page.locator('.run').nth(1)];
    expect(await trained.locator('.run-facts').innerText()).toContain('run of untrained');
    expect(await baseline.locator('.default-formulas').isVisible()).toBe(false);
    await baseline.getByText('The 2 most frequent default formulas').click();
    expect(await baseline.locator('.default-formulas tbody tr').count()).toBe(2);
    await context.close();
  });

  it('filters by a concept and its polarity, and takes filters away one by one', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    const layer = `${served.origin}/models/${MODEL}/versions/epoch%2030/layers/block2`;
    await page.goto(layer);
    await page.getByLabel('Overlaps best with', { exact: true }).fill('sea');
    await page.getByLabel('Leaves out').fill('boat');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL(/concept=sea.*not=boat/u);
    expect(await page.locator('.explanations tbody tr').count()).toBe(3);
    await page.getByRole('link', { name: 'Remove filter: leaves out boat' }).click();
    await page.waitForURL(/concept=sea$/u);
    expect(await page.locator('.explanations tbody tr').count()).toBe(6);
    await page.goto(`${layer}?formula=${encodeURIComponent('sea AND')}`);
    expect(await page.locator('[data-trouble="refused"]').innerText()).toContain('A concept is missing at the end.');
    await context.close();
  });

  it('saves as CSV the numbers that the API has', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(`${served.origin}/models/${MODEL}/trends`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#overlap a[download]').click()]);
    const [, ...rows] = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    const answer = await fetch(`${served.apiUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `{ model(name: "${MODEL}") { trend(layer: "${LAYER}") { versions { points { clusterIndex iou { median } } } } } }`,
      }),
    });
    const { data } = (await answer.json()) as {
      data: { model: { trend: { versions: { points: { clusterIndex: number; iou: { median: number } }[] }[] } } };
    };
    const medians = [2, 1].flatMap((range) =>
      data.model.trend.versions.map(({ points }) =>
        String(points.find(({ clusterIndex }) => clusterIndex === range)?.iou.median),
      ),
    );
    expect(rows.map((row) => row.split(',')[3])).toEqual(medians);
    const [svg] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#overlap').getByRole('button', { name: 'SVG' }).click(),
    ]);
    expect(readFileSync(await svg.path(), 'utf8')).toMatch(/^<svg [\s\S]*>0\.49</u);
    await context.close();
  });

  it('saves the shares of the classes as CSV, and their picture with its patterns', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(`${served.origin}/models/${MODEL}/trends`);
    const figure = page.locator('#specialization');
    const [file] = await Promise.all([page.waitForEvent('download'), figure.locator('a[download]').click()]);
    const rows = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    // Range, version, neurons; unspecialized, weakly, not nameable, specialized; share.
    expect(rows.slice(1).map((row) => row.split(',').slice(0, 8).join(' '))).toEqual([
      '2 untrained 3 3 0 0 0 0',
      `2 epoch 30 3 1 1 0 1 ${1 / 3}`,
      '1 untrained 3 3 0 0 0 0',
      '1 epoch 30 3 3 0 0 0 0',
    ]);
    const [svg] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: 'SVG' }).click(),
    ]);
    const picture = readFileSync(await svg.path(), 'utf8');
    expect(picture).toMatch(/<pattern id="classes-wide-unspecialized"/u);
    expect(picture).toMatch(/fill:\s?url\(&quot;#classes-wide-unspecialized&quot;\)/u);
    expect(picture).toContain('>33%<');
    await context.close();
  });

  it('changes theme and language and stays on the page', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin, script: false });
    await page.goto(served.origin + NEURON_1);
    await page.getByRole('button', { name: 'Dark' }).click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByRole('button', { name: '日本語' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    expect(page.url()).toBe(served.origin + NEURON_1);
    await context.close();
  });

  it('without scripts reads trends, layer and neuron, and hides masks by their legend', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin, script: false });
    for (const { name, path } of pages.filter((listed) => ['trends', 'layer', 'neuron'].includes(listed.name))) {
      await page.goto(served.origin + path);
      expect(await page.locator('h1').isVisible(), name).toBe(true);
      expect(await page.locator('svg.chart').first().isVisible(), name).toBe(true);
    }
    const mask = page.locator('.shot-both').first();
    expect(await mask.isVisible()).toBe(true);
    await page.locator('.show-both').uncheck();
    expect(await mask.isVisible()).toBe(false);
    await context.close();
  });

  it('finds no page wider than a phone', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin, viewport: { width: 360, height: 740 } });
    for (const { name, path } of pages) {
      await page.goto(served.origin + path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(360);
    }
    await context.close();
  });

  it('sees on a phone a range’s number beside its overlap, not under it', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin, viewport: { width: 360, height: 740 } });
    await page.goto(`${served.origin}/models/${MODEL}/versions/epoch%2030/layers/block2`);
    const mark = await page.locator('.explanations .range-mark').first().boundingBox();
    const bar = await page.locator('.explanations .overlap-bar').first().boundingBox();
    if (!mark || !bar) throw new Error('The first row shows no range or no overlap.');
    expect(mark.x + mark.width).toBeLessThan(bar.x);
    await context.close();
  });

  it.each([
    ['trends', 170],
    ['neuron', 220],
  ])('gets for %s at most %d KiB of scripts', async (name, most) => {
    const { page, context, scriptBytes } = await openPage(browser, { origin: served.origin });
    await page.goto(served.origin + pages.find((listed) => listed.name === name)?.path, { waitUntil: 'networkidle' });
    expect(scriptBytes()).toBeGreaterThan(0);
    expect(scriptBytes() / KIB).toBeLessThanOrEqual(most);
    await context.close();
  });
});
