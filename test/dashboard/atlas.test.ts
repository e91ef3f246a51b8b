import { readFileSync } from 'node:fs';
import { type Store, writeAtlasFrame, writePlaces, writeProfiles } from '@strata/db';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { type Served, serveDashboard } from './serve.ts';
import { MODEL, storeSmallRuns } from './small-run.ts';
import { axeViolations, openPage } from './watched-page.ts';

const KIB = 1024;
const ATLAS = `/models/${MODEL}/atlas`;
let served: Served;
let browser: Browser;

/** Both versions of the small model: three neurons, two ranges each, on one map; in the trained one all lie further to the right. */
async function storeMaps(store: Store): Promise<void> {
  await storeSmallRuns(store);
  const { rows } = await store.pool.query('select r.id::int as id from run r order by r.id');
  for (const [version, { id: runId }] of rows.entries()) {
    const concepts = [
      { conceptIndex: 1, x: 20_000, y: 20_000 },
      { conceptIndex: 2, x: 50_000, y: 50_000 },
    ];
    const frame = await writeAtlasFrame(store, { runId, method: 1, places: new Uint16Array(4), concepts });
    const ranges = [0, 1, 2].flatMap((unit) => [1, 2].map((clusterIndex) => ({ unit, clusterIndex })));
    const profiles = ranges.map(({ unit, clusterIndex }) => ({
      ...{ unit, clusterIndex },
      profile: new Uint8Array([unit, clusterIndex]),
    }));
    await writeProfiles(store, { runId, profiles });
    const { rows: placed } = await store.pool.query(
      'select cluster_id::float8 as id from placement where run_id = $1 order by profile',
      [runId],
    );
    // Neuron by neuron from above to below; the higher range to the right, and further so in the trained version.
    const places = placed.map(({ id }, at) => ({
      clusterId: id,
      x: 10_000 + (at % 2) * (20_000 + 20_000 * version),
      y: 10_000 + Math.floor(at / 2) * 20_000,
    }));
    await writePlaces(store, { runId, frameId: frame.id, places, worth: null });
  }
}

beforeAll(async () => {
  served = await serveDashboard((store) => storeMaps(store));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

describe('the map of neurons', () => {
  it.each([
    ['en', 'light', 1280],
    ['ja', 'dark', 390],
  ] as const)(
    'passes axe with a point read, says nothing on the console, and fits the page (%s, %s, %i)',
    async (locale, theme, width) => {
      const viewport = { width, height: 900 };
      const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale, theme, viewport });
      await page.goto(`${served.origin}${ATLAS}?colour=concept&point=1.2&area=0.0_999.0_999.999_0.999`);
      await page.locator('.atlas-map[data-drawn]').waitFor();
      await page.locator('.atlas-card-facts').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it('is read by keys, aloud, and Enter opens the neuron at its range', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(served.origin + ATLAS);
    await page.locator('.atlas-map[data-drawn]').waitFor();
    await page.locator('.atlas-map').focus();
    const says = page.locator('.atlas-says');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => says.innerText()).toMatch(/^Neuron 0, range 1: sea …/u);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => says.innerText()).toMatch(/^Neuron 0, range 2: sea …/u);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => says.innerText()).toMatch(/^Neuron 1, range 2/u);
    await page.keyboard.press('PageDown');
    await expect.poll(() => says.innerText()).toMatch(/^Neuron 2, range 1/u);
    expect(new URL(page.url()).searchParams.get('point')).toBe('2.1');
    await page.locator('.atlas-card img').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/neurons/2#range-1');
    await context.close();
  });

  it('a drawn area is listed, saved, and followed into another version', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(served.origin + ATLAS);
    await page.locator('.atlas-map[data-drawn]').waitFor();
    const box = await page.locator('.atlas-map').boundingBox();
    if (!box) throw new Error('Expected a map.');
    // Around the higher ranges of the trained version: x = 50,000 of 65,535.
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...at(0.65, 0.05));
    await page.mouse.down();
    for (const [x, y] of [
      [0.95, 0.05],
      [0.95, 0.95],
      [0.65, 0.95],
    ] as const)
      await page.mouse.move(...at(x, y), { steps: 8 });
    await page.mouse.up();
    await page.getByRole('heading', { name: '3 ranges are selected' }).waitFor();
    const shown = await page.locator('.atlas-table tbody .range-mark').allInnerTexts();
    expect(shown.map((text) => text.replace(/\s/gu, ' '))).toEqual(['Range 2', 'Range 2', 'Range 2']);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.atlas-list a[download="ranges.csv"]').click(),
    ]);
    expect(
      readFileSync(await file.path(), 'utf8')
        .trim()
        .split('\r\n'),
    ).toHaveLength(4);
    // In the untrained version the same ranges lie further left, outside the area.
    await page.locator('.atlas-slider input').press('ArrowLeft');
    await page.waitForURL(/version=untrained/u);
    await page.getByText('The area was drawn on epoch 30').waitFor();
    expect(await page.locator('.atlas-table tbody tr').count()).toBe(3);
    await context.close();
  });

  it('shows a picture, every choice and the list without scripts', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin, script: false });
    await page.goto(served.origin + ATLAS);
    const still = page.locator('.atlas-still');
    expect(await still.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(720);
    expect(await still.getAttribute('alt')).toContain('6 ranges');
    const picture = await (await fetch(new URL((await still.getAttribute('src')) ?? '', served.origin))).text();
    expect(picture.match(/h0/gu)).toHaveLength(6);
    expect(picture).toContain('>sea</text>');
    expect(await page.getByText('Nearness is approximate').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Range 2', exact: true }).click();
    expect(await page.locator('.atlas-table tbody tr').count()).toBe(3);
    await context.close();
  });

  it('a first visit fetches no more than 170 KiB of scripts', async () => {
    const { page, context, scriptBytes } = await openPage(browser, { origin: served.origin });
    await page.goto(served.origin + ATLAS, { waitUntil: 'networkidle' });
    expect(scriptBytes()).toBeGreaterThan(50 * KIB);
    expect(scriptBytes()).toBeLessThanOrEqual(170 * KIB);
    await context.close();
  });

  it('says how to add what was explained before there was a map', async () => {
    await served.store.pool.query('delete from atlas');
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(served.origin + ATLAS);
    expect(await page.locator('.notice').innerText()).toContain(`./strata atlas --model ${MODEL}`);
    expect(await axeViolations(page)).toEqual([]);
    await context.close();
  });
});
