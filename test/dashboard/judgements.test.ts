import { createApiKey } from '@strata/db';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { dataFolder, killDatabase } from '../support/kill-database.ts';
import { enter, tabTo } from './by-keyboard.ts';
import { type Served, serveDashboard } from './serve.ts';
import { MODEL, storeSmallRuns } from './small-run.ts';
import { axeViolations, openPage, type WatchedPage } from './watched-page.ts';

const keys: Record<string, string> = {};
let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await serveDashboard(
    async (store) => {
      await storeSmallRuns(store);
      for (const name of ['ann', 'yuki', 'max'])
        keys[name] = (await createApiKey(store, { role: 'REVIEWER', name })).text;
      keys.viewer = (await createApiKey(store, { role: 'VIEWER', name: 'reading room' })).text;
    },
    { open: false, keepRunning: true },
  );
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const url = (path: string) => served.origin + path;
const LAYER = `/models/${MODEL}/versions/epoch%2030/layers/block2`;

async function signIn(name: string, path: string, dress: { locale?: 'en' | 'ja'; theme?: 'light' | 'dark' } = {}) {
  const opened = await openPage(browser, { origin: served.origin, ...dress });
  await opened.page.goto(url(`/sign-in?next=${encodeURIComponent(path)}`));
  await opened.page.locator('input[name="key"]').fill(keys[name] ?? '');
  await opened.page.keyboard.press('Enter');
  await opened.page.waitForURL(`**${path}`);
  return opened;
}

async function done({ context, complaints }: WatchedPage): Promise<void> {
  expect(complaints).toEqual([]);
  await context.close();
}

const headline = (page: Page) => page.locator('h1').innerText();
const chosen = (page: Page) => page.locator('.judge input[type="radio"]:checked').count();
/** What the browser keeps of reviews. */
const kept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('strata.review')));

async function storedReviews(): Promise<{ reviewer_name: string; verdict: string; reason: string | null }[]> {
  const { rows } = await served.store.pool.query('select reviewer_name, verdict, reason from review order by id');
  return rows;
}

describe('an expert', () => {
  it('judges with the mouse, in English: nothing is chosen before, and the next one follows', async () => {
    const opened = await signIn('ann', '/');
    const { page } = opened;
    await page.getByRole('link', { name: 'Judgements' }).click();
    await page.waitForURL('**/judgements');
    await page.locator('.judge fieldset:enabled').waitFor();
    expect(await headline(page)).toBe('6 explanations wait for your judgement.');
    expect(await chosen(page)).toBe(0);
    const first = await page.locator('#review-item-title').innerText();
    expect(await page.locator('.review-shots img.shot-photo').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Send judgement' }).click();
    expect(await page.locator('.judge [role="alert"]').innerText()).toBe('Choose a verdict first.');
    await page.getByLabel('Reject').click();
    await page.getByLabel('Reason (optional)').fill('a mast, no boat');
    await page.getByLabel('Better name (optional)').fill('mast');
    // What is written stays, also when the page is left.
    await page.reload();
    await page.locator('.judge fieldset:enabled').waitFor();
    expect(await page.getByLabel('Reason (optional)').inputValue()).toBe('a mast, no boat');
    expect(await page.getByLabel('Reject').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Send judgement' }).click();
    await page.getByText('5 explanations wait for your judgement.').waitFor();
    expect(await page.locator('.judge-status').innerText()).toBe('Stored: Reject.');
    expect(await page.locator('#review-item-title').innerText()).not.toBe(first);
    expect([await chosen(page), await page.getByLabel('Reason (optional)').inputValue()]).toEqual([0, '']);
    expect(await kept(page)).toEqual([]);
    expect(await storedReviews()).toEqual([{ reviewer_name: 'ann', verdict: 'REJECT', reason: 'a mast, no boat' }]);
    await done(opened);
  });

  it('judges with the keyboard alone, in Japanese, and sees nothing of others before', async () => {
    const opened = await signIn('yuki', '/judgements', { locale: 'ja' });
    const { page } = opened;
    await page.locator('.judge fieldset:enabled').waitFor();
    expect(await headline(page)).toBe('判定を待つ解釈が 6\u00a0件あります。');
    expect(await page.locator('.judge kbd').allInnerTexts()).toEqual(['1', '2', '3', '4']);
    expect(await page.content()).not.toMatch(/a mast, no boat|data-outcome/u);
    await page.keyboard.press('4');
    expect(await page.locator('.judge input:checked').inputValue()).toBe('UNSURE');
    await page.keyboard.press('3');
    expect(await page.locator('.judge input:checked').inputValue()).toBe('REJECT');
    await tabTo(page, '.judge textarea');
    // Digits in a field are text.
    await page.keyboard.type('海ではない 4');
    expect(await page.locator('.judge input:checked').inputValue()).toBe('REJECT');
    await page.keyboard.press('Control+Enter');
    await page.getByText('判定を待つ解釈が 5\u00a0件あります。').waitFor();
    expect(await page.locator('.judge-status').innerText()).toBe('保存しました：不適切。 全員の判定：不適切。');
    // The focus stands where the next one is judged.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('FIELDSET');
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await page.getByText('判定を待つ解釈が 4\u00a0件あります。').waitFor();
    await enter(page, 'a[href*="order=draw"]');
    await page.waitForURL('**order=draw');
    expect(await page.locator('.review-agreement tbody tr').count()).toBe(3);
    await done(opened);
  });

  it('finds a rejected explanation marked wherever it stands, and what was said before', async () => {
    const opened = await signIn('ann', '/judgements');
    const { page } = opened;
    const href = await served.store.pool.query(
      `select e.unit_index from review r join explanation e on e.id = r.explanation_id order by r.id limit 1`,
    );
    await page.goto(url(`${LAYER}/neurons/${href.rows[0].unit_index}`));
    const lane = page.locator('.lane', { has: page.locator('.judgement-mark') });
    expect(await lane.locator('.judgement-mark').innerText()).toBe('rejected');
    expect(await lane.locator('.lane-judgement').allInnerTexts()).toEqual([
      'rejected 0 confirm, 0 partly, 2 reject, 0 unsure',
      'You said: Reject.',
    ]);
    for (const path of [LAYER, '/find?q=sea', '/find?q=boat', `/models/${MODEL}/compare?show=all`]) {
      await page.goto(url(path), { waitUntil: 'networkidle' });
      const marks = await page.locator('.judgement-mark').allInnerTexts();
      if (!path.startsWith('/find')) expect(marks, path).toEqual(['rejected']);
    }
    await page.goto(url('/find?q=sea'));
    const saved = await page.locator('a[download="explanations.csv"]').getAttribute('href');
    expect(decodeURIComponent(saved ?? '')).toContain(',rejected');
    // A second thought, where the neuron is looked at.
    await page.goto(url(`${LAYER}/neurons/${href.rows[0].unit_index}`));
    await lane.getByText('Judge again').click();
    await lane.getByLabel('Partly').click();
    await lane.getByRole('button', { name: 'Send judgement' }).click();
    await lane.getByText('You said: Partly.').waitFor();
    expect(await lane.locator('.judgement-mark').innerText()).toBe('disputed');
    await done(opened);
  });

  it('loses nothing when the database goes away while a judgement is given, and gives it once', async () => {
    const { page, context } = await signIn('max', '/judgements');
    await page.locator('.judge fieldset:enabled').waitFor();
    const before = (await storedReviews()).length;
    const data = await dataFolder(served.store);
    await page.getByLabel('Confirm').click();
    await page.getByLabel('Reason (optional)').fill('only the sea');
    const away = page.locator('.judge-status .alert');
    await killDatabase(data);
    await page.getByRole('button', { name: 'Send judgement' }).click();
    // It comes up again by itself: it is kept down until the page has noticed.
    while ((await away.count()) === 0 && (await page.locator('.judge-status p').count()) === 0)
      await killDatabase(data);
    expect(await away.innerText()).toContain('Not stored yet: the server does not answer.');
    expect(await kept(page)).toHaveLength(1);
    await page.getByText('Stored: Confirm.').waitFor();
    expect(await kept(page)).toEqual([]);
    const after = await storedReviews();
    expect(after.slice(before)).toEqual([{ reviewer_name: 'max', verdict: 'CONFIRM', reason: 'only the sea' }]);
    await context.close();
  });
});

describe('the page of judgements', () => {
  it('shows a viewer how was judged, and no queue', async () => {
    const opened = await signIn('viewer', '/judgements');
    const { page } = opened;
    expect(await headline(page)).toBe(
      'How people judged the explanations. To judge them, sign in with a reviewer’s key.',
    );
    expect(await page.locator('.judge').count()).toBe(0);
    expect(await page.locator('.review-agreement tbody tr').count()).toBe(3);
    await page.goto(url(`${LAYER}/neurons/0`));
    expect(await page.locator('.lane-judge').count()).toBe(0);
    await done(opened);
  });

  it.each([
    ['en', 'light'],
    ['en', 'dark'],
    ['ja', 'light'],
    ['ja', 'dark'],
  ] as const)('is accessible in %s, %s', async (locale, theme) => {
    const opened = await signIn('ann', '/judgements', { locale, theme });
    const { page } = opened;
    for (const width of [1200, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.locator('.judge fieldset:enabled').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await page.goto(url(`${LAYER}/neurons/0`), { waitUntil: 'networkidle' });
    expect(await axeViolations(page)).toEqual([]);
    await done(opened);
  });
});
