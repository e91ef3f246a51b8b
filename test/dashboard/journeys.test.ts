import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { type Served, serveDashboard } from './serve.ts';
import { MODEL, storeSmallRuns, storeWideRun, WIDE_MODEL } from './small-run.ts';
import { axeViolations, openPage } from './watched-page.ts';

/** More than a page draws at once, and more rows than two pages of the API have. */
const WIDE_UNITS = 310;
const TRENDS = `/models/${MODEL}/trends`;
const LAYER = `/models/${MODEL}/versions/epoch%2030/layers/block2`;
const NEURON = `${LAYER}/neurons/0`;
const WIDE_LAYER = `/models/${WIDE_MODEL}/versions/only/layers/block2`;
let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await serveDashboard(async (store) => {
    await storeSmallRuns(store);
    await storeWideRun(store, WIDE_UNITS);
  });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

/** Opens a page, does something on it, and holds the page to having said nothing on the console. */
async function visit(
  path: string,
  does: (page: Page) => Promise<void>,
  dress: { locale?: 'en' | 'ja'; theme?: 'light' | 'dark'; script?: boolean } = {},
): Promise<void> {
  const { page, context, complaints } = await openPage(browser, { origin: served.origin, ...dress });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: served.origin });
  await page.goto(served.origin + path, { waitUntil: dress.script === false ? 'load' : 'networkidle' });
  await does(page);
  expect(complaints).toEqual([]);
  await context.close();
}

const languages = ['en', 'ja'] as const;

describe.each(languages)('the neuron page in %s', (locale) => {
  it('reads the histogram by a line that keys and the mouse move', () =>
    visit(
      NEURON,
      async (page) => {
        const line = page.locator('.only-wide .reader-line');
        const at = () => line.getAttribute('aria-valuenow');
        // Range 2 begins at 1.5 of 3, where the fourth of six bars does.
        expect(await at()).toBe('3');
        await line.focus();
        await page.keyboard.press('ArrowLeft');
        expect(await at()).toBe('2');
        expect(await line.getAttribute('aria-valuetext')).toBe(
          await page.locator('.only-wide .reader-says').innerText(),
        );
        await page.keyboard.press('End');
        expect(await at()).toBe('5');
        const box = await page.locator('.only-wide .reader-frame').boundingBox();
        if (!box) throw new Error('There is no histogram.');
        await page.mouse.move(box.x + box.width - 2, box.y + 60);
        await page.mouse.down();
        await page.mouse.move(box.x + 60, box.y + 60, { steps: 4 });
        await page.mouse.up();
        expect(await at()).toBe('0');
      },
      { locale },
    ));

  it('shows one concept of a formula alone, chosen by keys, and the whole formula again', () =>
    visit(
      NEURON,
      async (page) => {
        const shot = page.locator('#range-2 .shot').first();
        expect(await shot.locator('.shot-concept').isVisible()).toBe(false);
        await page.locator('#range-2 .alone-none').focus();
        await page.keyboard.press('ArrowRight');
        expect(await shot.locator('.shot-concept').isVisible()).toBe(true);
        expect(await shot.locator('.shot-both').isVisible()).toBe(false);
        expect(await page.locator('#range-1 .shot-both').first().isVisible()).toBe(true);
        // The boat is on no picture.
        await page.keyboard.press('ArrowRight');
        expect(await shot.locator('.shot-concept').isVisible()).toBe(false);
        await page.locator('#range-2 .alone-choice').first().click();
        expect(await shot.locator('.shot-both').isVisible()).toBe(true);
      },
      { locale },
    ));

  it('shows a formula as a tree, how it changed from version to version, and the whole history as a table', () =>
    visit(
      NEURON,
      async (page) => {
        await page.locator('#range-2 .fold summary').first().focus();
        await page.keyboard.press('Enter');
        expect(await page.locator('#range-2 .tree .chip').allTextContents()).toEqual(['sea', 'boat']);
        const texts = await page.locator('#history .only-wide .flow-text').count();
        expect(texts).toBeGreaterThanOrEqual(4);
        await page.locator('#history .figure-table summary').click();
        expect(await page.locator('#history tbody tr').count()).toBe(2);
        expect(await page.locator('#change-iou .only-wide .slope-line').count()).toBe(2);
      },
      { locale },
    ));
});

describe('one range of a neuron', () => {
  it('stands alone for frames on other pages, which may show nothing else of the dashboard', async () => {
    const policy = async (path: string) => (await fetch(served.origin + path)).headers.get('content-security-policy');
    expect(await policy(`${NEURON}?embed=1&range=2`)).toContain('frame-ancestors *');
    for (const path of [NEURON, `${LAYER}?embed=1`, '/', '/runs?embed=1'])
      expect(await policy(path)).toContain("frame-ancestors 'none'");
    await visit(`${NEURON}?embed=1&range=2`, async (page) => {
      expect(await page.locator('.lane').count()).toBe(1);
      expect(await page.locator('header, nav, footer').count()).toBe(0);
      expect(await page.locator('h1 a').getAttribute('href')).toBe(`${NEURON}#range-2`);
    });
    expect((await fetch(`${served.origin}${NEURON}?embed=1&range=9`)).status).toBe(404);
  });

  it('gives its address and the lines that put it on another page', () =>
    visit(NEURON, async (page) => {
      const share = page.locator('#range-2 .fold').last();
      await share.locator('summary').click();
      await share.locator('button').click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toContain(`<iframe src="${served.origin}${NEURON}?embed=1&range=2"`);
      await share.locator('a').first().click();
      expect(page.url()).toBe(`${served.origin}${NEURON}#range-2`);
    }));

  it('shows its concepts one by one without a script', () =>
    visit(
      NEURON,
      async (page) => {
        await page.locator('#range-2 [data-alone="0"]').check({ force: true });
        expect(await page.locator('#range-2 .shot-concept').first().isVisible()).toBe(true);
        expect(await page.locator('#range-2 .shot-both').first().isVisible()).toBe(false);
      },
      { script: false },
    ));
});

describe.each(languages)('the layer page in %s', (locale) => {
  it('reads the heat map by keys alone and opens the neuron with Enter', () =>
    visit(
      LAYER,
      async (page) => {
        await page.locator('.heat-frame').focus();
        const says = page.locator('.heat-says');
        await page.keyboard.press('ArrowRight');
        const first = await says.innerText();
        expect(first).toMatch(/0.*2.*0\.50/u);
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowDown');
        expect(await says.innerText()).toMatch(/1.*1.*0\.25/u);
        await page.keyboard.press('Enter');
        await page.waitForURL(`**/neurons/1#range-1`);
      },
      { locale },
    ));

  it('reads the heat map under the mouse, by overlap and by class, and opens the neuron with a click', () =>
    visit(
      LAYER,
      async (page) => {
        await page.locator('.choices a[href*="metric=class"]').click();
        await page.waitForURL(/metric=class/u);
        await page.locator('.choices a[href*="by=2"]').click();
        await page.waitForURL(/by=2/u);
        const box = await page.locator('.only-wide [data-chart="heat"]').boundingBox();
        if (!box) throw new Error('There is no heat map.');
        // Sorted by range 2, the upper row: neuron 0 is specialized, 1 weakly, 2 not at all. Columns of 24 pixels behind 30.
        await page.mouse.move(box.x + 30 + 12, box.y + 12);
        const best = await page.locator('.heat-says').innerText();
        expect(best).toMatch(/0.*2/u);
        await page.mouse.move(box.x + 30 + 2.5 * 24, box.y + 12);
        expect(await page.locator('.heat-says').innerText()).not.toBe(best);
        await page.mouse.down();
        await page.mouse.up();
        await page.waitForURL('**/neurons/2#range-2');
      },
      { locale },
    ));

  it('chooses columns and turns the order round, all in the address, which brings back the same view', () =>
    visit(
      LAYER,
      async (page) => {
        await page.locator('.column-menu summary').click();
        await page.locator('.column-menu a[href*="length"]').click();
        await page.waitForURL(/columns=grade,times,class,length/u);
        await page.locator('th a.sort[href*="sort=overlap"], th a.sort[href*="reverse"]').first().click();
        await page.waitForURL(/reverse=true/u);
        const rows = () => page.locator('.explanations tbody tr').allInnerTexts();
        const shown = await rows();
        expect(await page.locator('th[aria-sort="ascending"]').count()).toBe(1);
        await page.reload({ waitUntil: 'networkidle' });
        expect(await rows()).toEqual(shown);
      },
      { locale },
    ));
});

describe('a layer of many neurons', () => {
  it('brings its rows as one scrolls and draws only those near the view', () =>
    visit(WIDE_LAYER, async (page) => {
      const list = page.locator('.rows-scroll');
      const numbers = page.locator('.explanations .cell-overlap');
      const bottom = async () => {
        await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        await page.waitForTimeout(150);
        return page.locator('.rows-more').count();
      };
      await expect.poll(bottom, { timeout: 30_000 }).toBe(0);
      // 620 rows have come, a part of them is drawn.
      expect(await page.locator('.explanations tbody').count()).toBe(13);
      const drawn = await numbers.count();
      expect(drawn).toBeGreaterThan(0);
      expect(drawn).toBeLessThan(400);
      await list.evaluate((element) => element.scrollTo(0, 0));
      await page.locator('.explanations .cell-neuron a', { hasText: /0$/u }).first().waitFor();
    }));

  it('draws its heat map after the page, and saves it whole as CSV', () =>
    visit(WIDE_LAYER, async (page) => {
      await page.locator('.only-wide [data-chart="heat"]').waitFor();
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#heat a[download]').click()]);
      const lines = readFileSync(await file.path(), 'utf8')
        .trim()
        .split('\r\n');
      expect(lines).toHaveLength(1 + WIDE_UNITS);
      expect(lines[2]).toBe('1,0.25,0.89');
    }));

  it('is read page by page without a script', () =>
    visit(
      WIDE_LAYER,
      async (page) => {
        expect(await page.locator('.explanations .cell-neuron').count()).toBe(50);
        await page.locator('a[rel="next"]').click();
        await page.waitForURL(/after=/u);
        expect(await page.locator('.explanations .cell-neuron').count()).toBe(50);
        expect(await page.locator('a[rel="prev"]').isVisible()).toBe(true);
      },
      { script: false },
    ));
});

describe.each(languages)('the command palette in %s', (locale) => {
  it('opens with Ctrl+K, goes from letters to the neurons of a concept, and gives the focus back', () =>
    visit(
      LAYER,
      async (page) => {
        await page.locator('.palette-button').focus();
        await page.keyboard.press('Control+k');
        await page.locator('.palette-input').waitFor();
        expect(await axeViolations(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.locator('.palette').waitFor({ state: 'detached' });
        expect(await page.evaluate(() => document.activeElement?.className)).toContain('palette-button');
        await page.keyboard.press('Control+k');
        await page.locator('.palette-input:focus').waitFor();
        // Faster than any answer: Enter waits for it.
        await page.keyboard.type('Bo');
        await page.keyboard.press('Enter');
        await page.waitForURL(/layers\/block2\?concept=boat$/u);
      },
      { locale },
    ));

  it('finds a neuron by its number, a version and a formula, with the mouse', () =>
    visit(
      TRENDS,
      async (page) => {
        await page.locator('.palette-button').click();
        const input = page.locator('.palette-input');
        await input.fill('sea AND NOT boat');
        await page.locator('.palette-option[aria-selected="true"]', { hasText: 'sea AND NOT boat' }).waitFor();
        await input.fill('untr');
        await page.locator('.palette-option', { hasText: 'untrained' }).first().waitFor();
        await input.fill('2');
        await page.locator('.palette-option[aria-selected="true"]', { hasText: '2' }).click();
        await page.waitForURL('**/versions/epoch%2030/layers/block2/neurons/2');
      },
      { locale },
    ));
});

describe('the palette', () => {
  it('says when nothing is called so, and is not fetched before it is asked for', async () => {
    const { page, context, scriptBytes } = await openPage(browser, { origin: served.origin });
    await page.goto(served.origin + TRENDS, { waitUntil: 'networkidle' });
    const before = scriptBytes();
    await page.keyboard.press('Control+k');
    await page.locator('.palette-input').fill('zzzz');
    await expect.poll(() => page.locator('.palette-says').innerText()).toBe('Nothing begins with or is called this.');
    expect(scriptBytes()).toBeGreaterThan(before);
    await context.close();
  });
});

describe.each(languages)('a word of the field in %s', (locale) => {
  it('is described by its meaning on focus and on hover, until Escape', () =>
    visit(
      NEURON,
      async (page) => {
        const word = page.locator('.lane-scores .term').first();
        const tip = page.locator('.tip');
        await word.focus();
        await tip.waitFor();
        expect(await word.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'));
        expect(await axeViolations(page)).toEqual([]);
        await page.keyboard.press('Escape');
        expect(await tip.count()).toBe(0);
        await page.locator('.lane-scores .term').nth(1).hover();
        await tip.hover();
        await page.waitForTimeout(300);
        expect(await tip.isVisible()).toBe(true);
        await page.mouse.move(1, 1);
        await tip.waitFor({ state: 'detached' });
      },
      { locale },
    ));
});

describe.each(languages)('the charts of trends in %s', (locale) => {
  it('are one tab stop each; arrows move from mark to mark, Enter follows it', () =>
    visit(
      TRENDS,
      async (page) => {
        for (const figure of ['#specialization', '#overlap'])
          expect(await page.locator(`${figure} .only-wide a[tabindex="0"]`).count(), figure).toBe(1);
        await page.locator('#overlap .only-wide a[tabindex="0"]').focus();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.waitForURL('**/versions/epoch%2030/layers/block2?range=1');
      },
      { locale },
    ));

  it('save as PNG what is drawn, twice as large', () =>
    visit(
      TRENDS,
      async (page) => {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.locator('#overlap').getByRole('button', { name: 'PNG' }).click(),
        ]);
        const { width, format } = await sharp(await file.path()).metadata();
        expect([format, width]).toEqual(['png', 2 * 1192]);
        const { channels } = await sharp(await file.path()).stats();
        expect(channels[0]?.stdev).toBeGreaterThan(1);
      },
      { locale },
    ));
});
