import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { enter, tabTo } from './by-keyboard.ts';
import { type Served, serveDashboard } from './serve.ts';
import { MODEL, storeSmallRuns } from './small-run.ts';
import { openPage } from './watched-page.ts';

const KIB = 1024;
let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await serveDashboard(storeSmallRuns);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const url = (path: string) => served.origin + path;
const neuronsOf = (page: Page) => page.locator('.found .cell-neuron a').allInnerTexts();

/** What narrows a search is counted after the page has come. */
const counted = (page: Page) => page.locator('.facets[aria-busy]').waitFor({ state: 'detached' });

/** What a page is about, as a reader compares two views. */
async function viewOf(page: Page) {
  await counted(page);
  return {
    headline: await page.locator('h1').innerText(),
    field: await page.locator('input[name="q"]').inputValue(),
    rows: await page.locator('.found tbody tr').allInnerTexts(),
    facets: await page.locator('.facet').allInnerTexts(),
  };
}

describe.each(['en', 'ja'] as const)('in %s, who looks for neurons that know sea but not boat', (locale) => {
  it('finds them by mouse, opens one, sees its images, and sends the link', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: served.origin });
    await page.goto(url('/'));
    await page.locator('.bar-side a[href="/find"]').click();
    await page.waitForURL('**/find');
    await page.locator('input[name="q"]').fill('sea AND NOT boat');
    await page.locator('.find-form button[type="submit"]').click();
    await page.waitForURL('**/find?q=sea+AND+NOT+boat**');
    // Range 2 of three neurons of the newest version; and of each of two.
    expect(await page.locator('.found tbody tr').count()).toBe(3);
    await counted(page);
    await page.locator('section[aria-labelledby="facet-version"] .facet').first().click();
    await page.waitForURL('**version=***');
    await page.locator('.found tbody tr').nth(5).waitFor();
    expect(await page.locator('.found tbody tr').count()).toBe(6);
    await counted(page);
    await page.locator('.facet', { hasText: 'epoch 30' }).click();
    await page.waitForURL('**version=epoch+30**');
    await page.locator('.filter-chip').waitFor();
    expect((await neuronsOf(page)).sort()).toHaveLength(3);
    expect(await page.locator('h1 .formula-name').allInnerTexts()).toEqual(['sea', 'boat']);
    await page.locator('.head-side button').click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(page.url());
    const seen = await viewOf(page);
    await page.locator('.found .cell-neuron a').first().click();
    await page.waitForURL('**/neurons/0#range-2');
    // All pictures of a range lie in one file.
    const photo = page.locator('#range-2 [role="img"].shot-sheet').first();
    await photo.waitFor();
    const file = await photo.evaluate(
      (shown) => /url\("([^"]+)"\)/u.exec(getComputedStyle(shown).backgroundImage)?.[1],
    );
    expect((await page.request.get(String(file))).ok()).toBe(true);
    const other = await openPage(browser, { origin: served.origin, locale });
    await other.page.goto(link);
    expect(await viewOf(other.page)).toEqual(seen);
    expect([...complaints, ...other.complaints]).toEqual([]);
    await other.context.close();
    await context.close();
  });

  it('does the same by keyboard alone, with suggestions', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale });
    await page.goto(url('/'));
    await enter(page, '.bar-side a[href="/find"]');
    await page.waitForURL('**/find');
    await tabTo(page, 'input[role="combobox"]');
    await page.keyboard.type('se');
    await page.locator('.find-options [role="option"]').first().waitFor();
    expect(await page.locator('.find-options [role="option"]').locator('span').first().innerText()).toBe('sea');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('input[name="q"]').inputValue()).toBe('sea');
    expect(await page.locator('.find-options [role="option"]').count()).toBe(0);
    await page.keyboard.type(' AND NOT bo');
    await page.locator('.find-options [role="option"]').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('at');
    await page.locator('.find-options [role="option"]').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForURL('**/find?q=sea+AND+NOT+boat**');
    await enter(page, '.found .cell-neuron a');
    await page.waitForURL('**/neurons/0#range-2');
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('the search', () => {
  it('shows a concept’s polarity with counts, and finds who leaves it out', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find?q=boat&version=epoch+30'));
    expect(await page.locator('h1').innerText()).toMatch(/^No neuron overlaps best with\s+boat/u);
    await counted(page);
    const polarity = page.locator('section[aria-labelledby="facet-polarity"] .facet');
    expect((await polarity.allInnerTexts()).map((text) => text.replace(/\s+/gu, ' '))).toEqual([
      'overlaps best with it 0',
      'leaves it out 3',
      'either 3',
    ]);
    await polarity.nth(1).click();
    await page.waitForURL('**polarity=excludes**');
    expect(await page.locator('.found tbody tr').count()).toBe(3);
    expect(await page.locator('.found .chip-not').first().innerText()).toContain('boat');
    await context.close();
  });

  it('counts in a facet what choosing it shows, and takes the choice away again', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find?q=sea'));
    for (const name of ['facet-range', 'facet-class', 'facet-category']) {
      await counted(page);
      const facet = page.locator(`section[aria-labelledby="${name}"] a.facet`).first();
      const count = Number(await facet.locator('.facet-count').innerText());
      await facet.click();
      await page.locator('.filter-chip').waitFor();
      expect(await page.locator('.found tbody tr').count(), name).toBe(count);
      await counted(page);
      await page.locator(`section[aria-labelledby="${name}"] a.facet[aria-current]`).click();
      await page.locator('.filter-chip').waitFor({ state: 'detached' });
    }
    await context.close();
  });

  it('is about the newest version until another, or all, are chosen', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find?q=sea'));
    await counted(page);
    const versions = page.locator('section[aria-labelledby="facet-version"] .facet');
    const told = (await versions.allInnerTexts()).map((text) => text.replace(/\s+/gu, ' '));
    expect(told).toEqual(['All versions 12', 'epoch 30 6', expect.stringMatching(/ 6$/u)]);
    expect(await versions.nth(1).getAttribute('aria-current')).toBe('true');
    expect(await page.locator('.found tbody tr').count()).toBe(6);
    await versions.first().click();
    await page.locator('.found tbody tr').nth(11).waitFor();
    await context.close();
  });

  it('tells a neuron as a whole from one formula: none leaves the sea out in all its ranges', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find?q=%22blue-c%22+AND+NOT+boat&by=neuron&version=epoch+30'));
    // All three respond to blue-c in range 1, two also in range 2; none responds to boat.
    expect(await page.locator('.found tbody tr').count()).toBe(5);
    await page.goto(url('/find?q=%22blue-c%22+AND+NOT+sea&by=neuron'));
    expect(await page.locator('h1').innerText()).toMatch(/^No neuron/u);
    await context.close();
  });

  it('finds structures with any concept in a place, and exact ones', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find?q=sea+AND+NOT+*&match=exact&version=epoch+30'));
    expect(await page.locator('.found .cell-formula').allInnerTexts()).toEqual([
      expect.stringMatching(/sea[\s\S]*boat/u),
    ]);
    await page.goto(url('/find?q=sea+AND+NOT+*&version=epoch+30'));
    expect(await page.locator('.found tbody tr').count()).toBe(3);
    await context.close();
  });

  it('says what cannot be read and where, what is unknown, and which names begin alike', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find?q=sea+AND'));
    expect(await page.locator('[data-trouble="refused"]').innerText()).toMatch(
      /^A concept is missing at the end\.[\s\S]*\n {7}↑/u,
    );
    await page.goto(url('/find?q=seagull'));
    expect(await page.locator('.notice').innerText()).toContain('No concept is called seagull.');
    await page.locator('.notice a.chip').click();
    await page.waitForURL('**/find?q=sea');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('lists what a version knows before anything is searched, and leads from a concept to its neurons', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find'));
    expect(await page.locator('h1').innerText()).toBe('The neurons of epoch 30 overlap best with 3 concepts.');
    // Of six ranges all respond to the sea, five to blue; three leave the boat out.
    expect(await page.locator('.concept-index tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^sea\s+6\s+0\s+0\.50/u),
      expect.stringMatching(/^blue-c\s+5\s+0\s+0\.49/u),
      expect.stringMatching(/^boat\s+0\s+3\s+–/u),
    ]);
    await page.locator('.concept-index a.chip').first().click();
    await page.waitForURL('**/find?q=sea&**');
    expect(await page.locator('.found tbody tr').count()).toBe(6);
    await context.close();
  });

  it('saves exactly the rows on the page, the numbers as the API has them', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find?q=sea+AND+NOT+boat&version=epoch+30'));
    const save = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      return readFileSync(await file.path(), 'utf8');
    };
    const records = JSON.parse(await save('JSON')) as Record<string, unknown>[];
    expect(records.map(({ unitIndex, iou, formula }) => [unitIndex, iou, formula])).toEqual([
      [0, 0.5, '(sea AND NOT boat)'],
      [1, 0.49, '((sea AND NOT boat) AND "blue-c")'],
      [2, 0.48, '((sea AND NOT boat) OR "blue-c")'],
    ]);
    const [head, ...rows] = (await save('CSV')).trim().split('\r\n');
    expect(head?.split(',')).toHaveLength(13);
    expect(rows.map((row) => row.split(',')[3])).toEqual(['0', '1', '2']);
    expect(rows[0]).toContain(`${MODEL},epoch 30,`);
    await context.close();
  });

  it('works without scripts', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin, script: false });
    await page.goto(url('/find'));
    await page.locator('input[name="q"]').fill('sea');
    await page.locator('.find-form button[type="submit"]').click();
    expect(await page.locator('.found tbody tr').count()).toBe(6);
    // Counts that take long are asked for; then the page waits for them.
    await page.goto(url('/find?q=sea&counts=true'));
    const counts = await page.locator('section[aria-labelledby="facet-range"] .facet-count').allInnerTexts();
    expect(counts).toEqual(['3', '3']);
    await context.close();
  });

  it.each([390, 1280])('keeps its rows in place when what narrows it is counted, %i pixels wide', async (width) => {
    const boxOf = async (script: boolean) => {
      const { page, context } = await openPage(browser, {
        origin: served.origin,
        script,
        viewport: { width, height: 900 },
      });
      await page.goto(url('/find?q=sea'), { waitUntil: 'networkidle' });
      const [form, rows] = [
        await page.locator('.find-form').boundingBox(),
        await page.locator('.listing').boundingBox(),
      ];
      await context.close();
      return { below: (rows?.y ?? 0) - (form?.y ?? 0), left: rows?.x };
    };
    const [before, after] = [await boxOf(false), await boxOf(true)];
    expect(before.below).toBeGreaterThan(0);
    expect([before.below, before.left]).toEqual([after.below, after.left]);
  });

  it('needs at most 170 KiB of scripts', async () => {
    const { page, context, scriptBytes } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find?q=sea'), { waitUntil: 'networkidle' });
    expect(scriptBytes()).toBeGreaterThan(0);
    expect(scriptBytes() / KIB).toBeLessThanOrEqual(170);
    await context.close();
  });
});
