import { DEFAULT_CONFIG, explainVersion, indexProbe, readPreprocessing } from '@strata/runs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { LAYER, MODEL, writeSmallWorld } from '../support/small-world.ts';
import { type Served, serveDashboard } from './serve.ts';
import { axeViolations, openPage } from './watched-page.ts';

/*
 * What is drawn and scored on the spot, from what the machine of the server keeps of a run: by mouse, by keyboard, and without
 * scripts.
 */
const VERSION = '/models/small/versions/one';
const UNITS = [0, 1, 2, 3, 4, 5];
let served: Served;
let browser: Browser;
const url = (path: string) => served.origin + path;

beforeAll(async () => {
  served = await serveDashboard(async (store, home) => {
    const probe = await indexProbe(await writeSmallWorld(`${home}/world`), { format: 'planes', home });
    const { preprocessing } = await readPreprocessing(MODEL);
    const explaining = explainVersion({
      ...probe,
      store,
      modelName: 'small',
      versionLabel: 'one',
      from: { modelPath: MODEL, preprocessing },
      layers: [LAYER],
      chooseUnits: () => UNITS,
      config: DEFAULT_CONFIG,
      home,
    });
    for await (const _ of explaining);
  });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const overlaps = async (page: Page) => (await page.locator('#scores .cell-overlap strong').allInnerTexts()).map(Number);

it('scores a formula that is nobody’s best where nothing matches', async () => {
  const { page, context, complaints } = await openPage(browser, { origin: served.origin });
  await page.goto(url('/find?q=ground+AND+NOT+(ball+OR+sky)&match=exact'));
  expect(await page.locator('.notice h2').innerText()).toBe('Nothing matches all of this.');
  const found = await overlaps(page);
  expect(found.length).toBeGreaterThan(0);
  expect(found).toEqual(found.toSorted((a, b) => b - a));
  expect(await page.locator('#scores .hint-line').innerText()).toMatch(
    /^\d+ ranges were scored; .*q of at most 0\.05/u,
  );
  expect(await axeViolations(page)).toEqual([]);
  // On request, also where something matches.
  await page.goto(url('/find?q=ground&version=one'));
  await page.locator('a[href*="score=true"]').click();
  await page.locator('#scores table').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('puts a concept that was meant in the place of an unknown one', async () => {
  const { page, context } = await openPage(browser, { origin: served.origin });
  await page.goto(url('/find?q=grond+AND+NOT+ball'));
  await page.locator('.notice a.chip', { hasText: 'ground' }).click();
  await page.waitForURL('**/find?q=ground+AND+NOT+ball**');
  await context.close();
});

it('asks what fires in an area that is painted by mouse, drawn by keyboard, or chosen without scripts', async () => {
  const { page, context, complaints } = await openPage(browser, { origin: served.origin });
  await page.goto(url(`${VERSION}/images/2`));
  expect(await page.locator('h1').innerText()).toMatch(/^Neuron \d stands out most on this image/u);
  const square = (at: number) => page.locator('.draw-square').nth(at);
  await square(84).hover();
  await page.mouse.down();
  await square(87).hover();
  await page.mouse.up();
  const drawn = () =>
    page.locator('.draw-square:checked').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  expect(await drawn()).toEqual(expect.arrayContaining(['84', '87']));
  await square(87).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  expect(await drawn()).toContain('99');
  await page.locator('.image-actions button').click();
  await page.waitForURL('**square=99**');
  expect(await page.locator('h1').innerText()).toMatch(/overlaps this area best/u);
  const there = await page.locator('.found tbody tr').allInnerTexts();
  expect(await axeViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  const plain = await openPage(browser, { origin: served.origin, script: false });
  await plain.page.goto(page.url().replace(/\?.*$/u, ''));
  for (const at of await drawn()) await plain.page.locator(`.draw-square[value="${at}"]`).check();
  await plain.page.locator('.image-actions button').click();
  expect(await plain.page.locator('.found tbody tr').allInnerTexts()).toEqual(there);
  await plain.context.close();
  await context.close();
});

it('opens a neuron’s pictures large, goes from one to the next, and fetches one file a range', async () => {
  const { page, context, complaints } = await openPage(browser, { origin: served.origin });
  const pictures = new Set<string>();
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/media/')) pictures.add(request.url());
  });
  await page.goto(url(`${VERSION}/layers/block4/neurons/1`), { waitUntil: 'networkidle' });
  const lanes = await page.locator('.lane:has(.shot)').count();
  expect(pictures.size).toBe(lanes);
  expect(lanes).toBeLessThanOrEqual(10);
  const links = page.locator('.lane:has(.shot)').first().locator('a.shot-open');
  await links.first().click();
  const dialog = page.locator('dialog.shot-viewer[open]');
  const said = dialog.locator('.shot-viewer-said');
  const first = await said.innerText();
  expect(first).toContain((await links.first().getAttribute('data-said')) as string);
  await page.keyboard.press('ArrowRight');
  expect(await said.innerText()).not.toBe(first);
  const photo = dialog.locator('img.shot-photo');
  expect(await photo.evaluate((shown: HTMLImageElement) => shown.decode().then(() => shown.naturalWidth))).toBe(16);
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await dialog.count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

it('pages through a range’s images, counter-examples among them', async () => {
  const { page, context, complaints } = await openPage(browser, { origin: served.origin });
  await page.goto(url(`${VERSION}/layers/block4/neurons/1`));
  await page.locator('.lane-more a').first().click();
  await page.waitForURL('**/images?range=*&which=BEST');
  const best = await page.locator('.shot').count();
  expect(best).toBeGreaterThan(0);
  const mask = page.locator('.shot img.shot-both').first();
  expect(await mask.evaluate((shown: HTMLImageElement) => shown.decode().then(() => shown.naturalWidth))).toBe(224);
  await page.locator('.range-kinds a[href*="RANDOM"]').click();
  await page.waitForURL('**which=RANDOM');
  expect(await page.locator('.shot').count()).toBe(best);
  await page.locator('.range-kinds a[href*="FIRES_ALONE"]').click();
  await page.waitForURL('**which=FIRES_ALONE');
  expect(await page.locator('h1').innerText()).toMatch(/formula holds/u);
  expect(await axeViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
