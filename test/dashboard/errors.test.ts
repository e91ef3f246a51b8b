import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { enter } from './by-keyboard.ts';
import { type Served, serveDashboard } from './serve.ts';
import { storeClasses, storeCollection, storeErrors } from './small-errors.ts';
import { MODEL, storeSmallRuns } from './small-run.ts';
import { axeViolations, openPage } from './watched-page.ts';

const VERSION = `/models/${MODEL}/versions/epoch%2030`;
const UNASKED = `/models/${MODEL}/versions/untrained`;
const PAGES = [
  ...[`${VERSION}/errors`, `${UNASKED}/errors`, VERSION, `${VERSION}/classes`, `${VERSION}/classes/coast`],
  ...[`${UNASKED}/classes`, `${VERSION}/errors?class=harbour&predicted=coast`],
];
let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await serveDashboard(async (store) => {
    await storeSmallRuns(store);
    await storeErrors(store, 'epoch 30');
    await storeCollection(store, 'epoch 30');
    await storeClasses(store, 'epoch 30');
  });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const headline = (page: Page) => page.locator('h1').innerText();
const rangeRows = (page: Page) => page.locator('.errors-ranges').first().locator('tbody tr');

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
    expect(await page.locator('.errors-answer h2').allInnerTexts()).toEqual([
      'All classes',
      'Class coast',
      'What to collect first',
    ]);
    expect(await page.locator('.errors-slice').first().locator('tbody tr').allInnerTexts()).toEqual([
      'with it\t36\t50\t72%',
      'without it\t4\t50\t8%',
    ]);
    expect(await page.locator('.errors-images').first().locator('span').allInnerTexts()).toEqual([
      'coast, wrong',
      'coast, right',
    ]);
    expect(await rangeRows(page).locator('td:nth-of-type(1)').allInnerTexts()).toEqual([
      'Causes errors',
      'Goes with errors',
    ]);
    expect(await page.getByText('6 errors are needed before anything is looked for.').count()).toBe(1);
    // Concepts replaced in images: a cause, and one that is not shown to be.
    expect(await page.locator('.errors-ranges').nth(1).locator('tbody tr td:nth-of-type(1)').allInnerTexts()).toEqual([
      'Causes errors',
      'Not shown to be a cause',
    ]);
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

describe('a manager who decides what to do next', () => {
  it('goes by mouse, in English, from the report to the list for annotators, to classes and to what a confusion goes with', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin });
    await page.goto(served.origin + VERSION);
    const advice = 'Collect images of boat with class coast first: they mend more errors than as many others.';
    expect(await page.locator('section', { has: page.locator('#errors') }).innerText()).toContain(advice);
    await page.getByRole('link', { name: 'All that was asked about its errors (2)' }).click();
    await page.waitForURL('**/errors');
    const part = page.locator('section', { has: page.locator('#collect') });
    expect(await part.locator('strong').innerText()).toBe(advice);
    expect(await part.locator('tbody tr').first().locator('td').allInnerTexts()).toEqual([
      ...['Collect: mends errors', '4 of 300', '36 of 50', '21.4 (9.6 – 28.3)', '24% (+12)', '68% (+12)'],
    ]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      part.getByRole('link', { name: 'Save as CSV' }).click(),
    ]);
    const list = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(list[1]).toMatch(/^1,COLLECT,boat,CONCEPT,coast,CLASS,4,300,50,36,21\.4,9\.6,28\.3,0\.003,0\.png,1\.png$/u);
    expect(list[2]).toMatch(/^2,TOO_FEW_ERRORS,boat,CONCEPT,sea,CONCEPT,4,300,50,36,,,,,,$/u);
    await page.goBack();
    await page.getByRole('link', { name: 'What each class is taken for and carried by' }).click();
    await page.waitForURL('**/classes');
    expect(await headline(page)).toBe('1 of 2 classes are carried by single ranges.');
    await page.getByRole('link', { name: '14 images of harbour taken for coast' }).click();
    await page.waitForURL('**/errors?class=harbour&predicted=coast');
    expect(await page.locator('.notice pre').first().innerText()).toContain('--confusion harbour coast');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('goes the same way with the keyboard alone, in Japanese, as far as the class', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale: 'ja' });
    await page.goto(served.origin + VERSION);
    await enter(page, 'a[href$="/classes"]');
    await page.waitForURL('**/classes');
    await page.locator('h1', { hasText: '2 クラスのうち 1 クラス' }).waitFor();
    await enter(page, '.confusion tbody th a');
    await page.waitForURL('**/classes/coast');
    await page.locator('h1', { hasText: 'coast は 1 件の反応に支えられています。' }).waitFor();
    // Numbers and their units are kept together by spaces that don't break.
    const cells = await page.locator('.errors-ranges tbody td').allInnerTexts();
    expect(cells.map((cell) => cell.replaceAll(/\s/gu, ' '))).toEqual([
      ...['クラスを支えている', '確か', '26 件中 19 件（対照 1 件）', '69% (48% – 83%)', 'harbour（17 枚）'],
    ]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('sends a link that a chat shows with its picture, whole addresses and nothing fetched from elsewhere', async () => {
    const html = await (await fetch(served.origin + VERSION)).text();
    const picture = /<meta property="og:image" content="([^"]+)"/u.exec(html)?.[1] ?? '';
    expect(picture).toMatch(new RegExp(`^${served.origin}/models/${MODEL}/versions/`, 'u'));
    const response = await fetch(picture);
    expect(response.headers.get('content-type')).toBe('image/png');
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Width and height stand behind PNG's first sixteen bytes.
    const view = new DataView(bytes.buffer);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([1200, 630]);
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
      for (const path of PAGES) {
        await page.goto(served.origin + path, { waitUntil: 'networkidle' });
        expect(await axeViolations(page), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      }
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
