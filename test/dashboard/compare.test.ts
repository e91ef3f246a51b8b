import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { enter } from './by-keyboard.ts';
import { type Served, serveDashboard } from './serve.ts';
import { MODEL, storeSmallRuns } from './small-run.ts';
import { openPage } from './watched-page.ts';

const KIB = 1024;
const COMPARE = `/models/${MODEL}/compare`;
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

describe.each(['en', 'ja'] as const)('in %s, who compares the last two versions', (locale) => {
  it('goes there from the models by mouse, and opens the neuron that changed most', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale });
    await page.goto(url('/'));
    await page.locator(`a[href="${COMPARE}"]`).click();
    await page.waitForURL(`**${COMPARE}`);
    // Neurons 0 and 1 have another formula in range 2; overlap rises from 0.20 to 0.50 and from 0.19 to 0.49.
    expect(await page.locator('.pair h3').allInnerTexts()).toEqual([
      expect.stringMatching(/1\s[\s\S]*2$/u),
      expect.stringMatching(/0\s[\s\S]*2$/u),
    ]);
    expect(await page.locator('.pair-delta strong').first().innerText()).toBe('+0.30');
    await page.locator('.pair .pair-version').nth(1).click();
    await page.waitForURL('**/epoch%2030/layers/block2/neurons/1#range-2');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('does the same by keyboard alone', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale });
    await page.goto(url('/'));
    await enter(page, `a[href="${COMPARE}"]`);
    await page.waitForURL(`**${COMPARE}`);
    await enter(page, '.pair .pair-version[href*="epoch%2030"]');
    await page.waitForURL('**/epoch%2030/layers/block2/neurons/1#range-2');
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a comparison', () => {
  it('says what changed in words and counts, range by range', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url(COMPARE));
    // Of six ranges two changed, and neither by other images alone; each neuron's mean of 0 and 0.3.
    expect(await page.locator('h1').innerText()).toBe(
      'From untrained to epoch 30, 33% of 6 ranges changed their meaning; other images alone would change 0% (0%–0%); 1 became specialized and 0 ceased to be; the overlap rose by 0.15 on average. Of 2 ranges it can be said one by one. Of 3 neurons none means something else.',
    );
    expect(await page.locator('.head-second').innerText()).toBe('Accuracy rose from 13% to 75%.');
    expect((await page.locator('.tile').allInnerTexts()).map((text) => text.replace(/\s+/gu, ' '))).toEqual([
      '= same meaning 4 67%',
      '≈ reworded 0 0%',
      '~ shifted 1 17%',
      '≠ new meaning 1 17%',
      '! surely changed 2 33%',
      '+ appeared 0 0%',
      '− gone 0 0%',
      '▲ newly specialized 1 17%',
      '▽ specialization lost 0 0%',
    ]);
    expect(
      (await page.locator('.range-changes tbody tr').allInnerTexts()).map((text) => text.replace(/\s+/gu, ' ')),
    ).toEqual([expect.stringContaining('2 67% 2 of 3 +1 −0 +0.30'), expect.stringContaining('1 0% 0 of 3 +0 −0 ±0')]);
    await context.close();
  });

  it('tells by word and mark which concepts are gone, new and kept', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url(`${COMPARE}?neuron=0`));
    const diff = page.locator('.pair').first().locator('.formula-diff');
    expect((await diff.locator('> div').allInnerTexts()).map((text) => text.replace(/\s+/gu, ' '))).toEqual([
      '− gone blue-c',
      '= kept sea − not boat',
    ]);
    expect(await page.locator('.pair').first().innerText()).toMatch(
      /new meaning · surely changed[\s\S]*10% in common/u,
    );
    expect(await page.locator('.pair').first().innerText()).toMatch(/1\.5 to ∞/u);
    // The same two images for both versions, with masks.
    expect(await page.locator('.pair').first().locator('.pair-image').count()).toBe(4);
    await context.close();
  });

  it('shows unchanged ranges when asked, by a link that restores the view', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url(COMPARE));
    await page.getByRole('link', { name: 'All', exact: true }).click();
    await page.waitForURL('**show=all**');
    await page.locator('.pair').nth(5).waitFor();
    await page.getByRole('link', { name: 'By neuron' }).click();
    await page.waitForURL('**sort=neuron**');
    await page.getByTitle('Only range 2').click();
    await page.waitForURL('**range=2**');
    await page.locator('.filter-chip').waitFor();
    const titles = () => page.locator('.pair h3').allInnerTexts();
    const seen = await titles();
    expect(seen).toHaveLength(3);
    await page.goto(page.url());
    expect(await titles()).toEqual(seen);
    expect(await page.locator('.link-segments a[aria-current]').allInnerTexts()).toEqual(['All', 'By neuron']);
    await context.close();
  });

  it('says plainly that nothing changed', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url(`${COMPARE}?a=epoch+30&b=epoch+30`));
    expect(await page.locator('h1').innerText()).toBe(
      'Nothing changed: from epoch 30 to epoch 30 all 6 ranges mean the same.',
    );
    expect(await page.locator('.pair').count()).toBe(0);
    await context.close();
  });

  it('chooses versions in a form, exchanges them, and pins the baseline', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url(COMPARE));
    await page.getByRole('link', { name: 'Pin untrained as “Before”' }).click();
    await page.waitForURL('**pin=true**');
    expect(await page.getByRole('link', { name: 'Baseline pinned: untrained' }).getAttribute('aria-current')).toBe(
      'true',
    );
    await page.getByRole('link', { name: 'Exchange' }).click();
    await page.waitForURL('**a=epoch+30**');
    expect(await page.locator('h1').innerText()).toContain('From epoch 30 to untrained');
    await page.getByLabel('Before').selectOption('untrained');
    await page.getByLabel('After').selectOption('epoch 30');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.waitForURL('**a=untrained&b=epoch+30**');
    expect(await page.locator('h1').innerText()).toContain('From untrained to epoch 30');
    await page.goto(url(`${COMPARE}?a=nothing`));
    expect(await page.locator('h1').innerText()).toBe('There is nothing at this address.');
    await context.close();
  });

  it('saves exactly what is shown, and reads without scripts', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin, script: false });
    await page.goto(url(`${COMPARE}?range=2&sort=neuron`));
    expect(await page.locator('.pair').count()).toBe(2);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'JSON' }).click()]);
    expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject([
      {
        unitIndex: 0,
        status: 'CHANGED',
        specializationChange: 'NEWLY_SPECIALIZED',
        before: { iou: 0.2 },
        after: { iou: 0.5 },
      },
      { unitIndex: 1, status: 'CHANGED', specializationChange: null, after: { specialization: 'WEAKLY_SPECIALIZED' } },
    ]);
    await context.close();
  });

  it('needs at most 170 KiB of scripts', async () => {
    const { page, context, scriptBytes } = await openPage(browser, { origin: served.origin });
    await page.goto(url(COMPARE), { waitUntil: 'networkidle' });
    expect(scriptBytes()).toBeGreaterThan(0);
    expect(scriptBytes() / KIB).toBeLessThanOrEqual(170);
    await context.close();
  });
});
