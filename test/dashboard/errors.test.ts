import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { enter } from './by-keyboard.ts';
import { type Served, serveDashboard } from './serve.ts';
import { storeErrors } from './small-errors.ts';
import { MODEL, storeSmallRuns } from './small-run.ts';
import { axeViolations, openPage } from './watched-page.ts';

const VERSION = `/models/${MODEL}/versions/epoch%2030`;
const UNASKED = `/models/${MODEL}/versions/untrained`;
let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await serveDashboard(async (store) => {
    await storeSmallRuns(store);
    await storeErrors(store, 'epoch 30');
  });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const headline = (page: Page) => page.locator('h1').innerText();
const rangeRows = (page: Page) => page.locator('.errors-ranges tbody tr');

describe('who wants to know why images go wrong', () => {
  it('goes by mouse, in English, from the report to the errors, and to the neuron that causes them', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin });
    await page.goto(served.origin + VERSION);
    const part = page.locator('section', { has: page.locator('#errors') });
    expect(await part.locator('p').first().innerText()).toBe(
      'All classes: Errors go with sea ≥ 30 % and boat. 40 of 100 images are wrong (40%).',
    );
    expect(await part.locator('p').nth(1).innerText()).toBe(
      'A cause: neuron 0, range 2 (sea without boat). Taken out, 15 of 20 errors come out right; as much changed at random places mends 1.',
    );
    await part.getByRole('link', { name: 'All that was asked about its errors (2)' }).click();
    await page.waitForURL('**/errors');
    expect(await headline(page)).toBe('Errors go with sea ≥ 30 % and boat.');
    expect(await page.locator('.errors-answer h2').allInnerTexts()).toEqual(['All classes', 'Class coast']);
    expect(await page.locator('.errors-slice').first().locator('tbody tr').allInnerTexts()).toEqual([
      'with it\t36\t50\t72%',
      'without it\t4\t50\t8%',
    ]);
    expect(await page.locator('.errors-images span').allInnerTexts()).toEqual(['coast, wrong', 'coast, right']);
    expect(await rangeRows(page).locator('td:nth-of-type(1)').allInnerTexts()).toEqual([
      'Causes errors',
      'Goes with errors',
    ]);
    expect(await page.getByText('6 errors are needed before anything is looked for.').count()).toBe(1);
    await rangeRows(page).first().getByRole('link').click();
    await page.waitForURL('**/layers/block2/neurons/0#range-2');
    expect(await headline(page)).toContain('neuron 0');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('goes the same way with the keyboard alone, in Japanese', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale: 'ja' });
    await page.goto(served.origin + VERSION);
    await enter(page, 'a[href$="/errors"]');
    await page.waitForURL('**/errors');
    await page.locator('h1', { hasText: '誤りは' }).waitFor();
    expect(await headline(page)).toBe('誤りは sea ≥ 30 % かつ boat とともに現れます。');
    expect(await rangeRows(page).locator('td:nth-of-type(1)').allInnerTexts()).toEqual([
      '誤りの原因',
      '誤りとともに現れる',
    ]);
    await enter(page, '.errors-ranges tbody a');
    await page.waitForURL('**/layers/block2/neurons/0#range-2');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is told how to ask where nobody has', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin });
    await page.goto(served.origin + UNASKED);
    await page.getByRole('link', { name: 'How to ask' }).click();
    await page.waitForURL('**/errors');
    expect(await headline(page)).toBe('What this version’s errors have in common has not been asked yet.');
    expect(await page.locator('.notice pre').innerText()).toBe(`./strata errors --model ${MODEL} --version untrained`);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe.each([
  ['en', 'light'],
  ['en', 'dark'],
  ['ja', 'light'],
  ['ja', 'dark'],
] as const)('the page of errors in %s, %s', (locale, theme) => {
  it('passes axe and fits every width', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale, theme });
    for (const width of [1200, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of [`${VERSION}/errors`, `${UNASKED}/errors`, VERSION]) {
        await page.goto(served.origin + path, { waitUntil: 'networkidle' });
        expect(await axeViolations(page), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      }
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
