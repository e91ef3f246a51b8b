import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_MODEL_NAME, type DemoCheckpoint, demoCheckpoints } from '@strata/demo';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { LAYER, writeSmallWorld } from '../support/small-world.ts';
import { startStrata } from '../support/strata.ts';
import { ended } from '../support/until.ts';
import { enter, tabTo } from './by-keyboard.ts';
import { type Served, serveDashboard } from './serve.ts';
import { axeViolations, openPage } from './watched-page.ts';

/** A run on a busy machine takes its time; nothing here is measured. */
const LONG_MS = 300_000;
const OTHER_LAYER = '/block3/relu/Relu_output_0';
const [OLD, NEW] = demoCheckpoints().slice(-2) as unknown as [DemoCheckpoint, DemoCheckpoint];
const folder = mkdtempSync(join(tmpdir(), 'strata-runs-'));
let served: Served;
let browser: Browser;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  const probe = await writeSmallWorld(join(folder, 'world'), { samples: 24 });
  served = await serveDashboard(async (_, home) => {
    const explain = ['explain', '--probe', probe, '--format', 'planes', '--model-name', DEMO_MODEL_NAME];
    for (const [{ path, label }, layer] of [
      [OLD, LAYER],
      [NEW, OTHER_LAYER],
    ] as const) {
      const done = ended(
        startStrata([...explain, '--model', path, '--model-version', label, '--layer', layer], { home }),
      );
      expect(await done).toMatchObject({ status: 0 });
    }
  });
  browser = await launchBrowser();
}, LONG_MS);

afterAll(async () => {
  await browser?.close();
  if (worker && worker.exitCode === null) {
    worker.kill('SIGTERM');
    await once(worker, 'close');
  }
  await served?.close();
  rmSync(folder, { recursive: true });
});

function startWorker(): void {
  worker = startStrata(['worker'], { home: served.home });
  worker.stdout?.resume();
  worker.stderr?.resume();
}

const UNDER_WAY = ['QUEUED', 'PREPARING', 'RUNNING'].map((status) => `.run-state[data-status="${status}"]`).join(', ');

const url = (path: string) => served.origin + path;
const first = (page: Page) => page.locator('.run').first();

describe('a run that waits', () => {
  it('is cancelled only after a question, and goes on when asked', async () => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/runs/new'));
    await page.locator('input[name="layer"]').fill(LAYER);
    await page.locator('input[name="length"]').fill('1');
    await page.getByRole('button', { name: 'Start run' }).click();
    await page.waitForURL('**/runs#run-**');
    expect(await first(page).locator('.run-state').innerText()).toContain('Waiting for a worker');
    expect(await axeViolations(page)).toEqual([]);
    await first(page).getByText('Cancel …').click();
    await first(page).getByRole('button', { name: 'Stop the run' }).click();
    await first(page).locator('.run-state[data-status="CANCELLED"]').waitFor();
    await first(page).getByRole('button', { name: 'Resume' }).click();
    await page.locator('.run-state[data-status="QUEUED"]').waitFor();
    // What was cancelled is no longer what is to be said about it.
    expect(await page.locator('.run-state[data-status="CANCELLED"]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is refused in the API’s words when the same is asked for again, and the form keeps what was filled in', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin, script: false });
    await page.goto(url('/runs/new'));
    await page.locator('input[name="layer"]').fill(LAYER);
    await page.locator('input[name="length"]').fill('1');
    await page.getByRole('button', { name: 'Start run' }).click();
    await page.locator('.start-form .alert').waitFor();
    expect(await page.locator('input[name="length"]').inputValue()).toBe('1');
    expect(await page.locator('input[name="layer"]').inputValue()).toBe(LAYER);
    await context.close();
  });
});

describe.each([
  ['en', 'mouse', 2],
  ['en', 'keyboard', 4],
  ['ja', 'mouse', 6],
  ['ja', 'keyboard', 7],
] as const)('in %s, by %s, who starts a run', (locale, by, clusters) => {
  it(
    `watches it finish, and sees the new version on the trend`,
    async () => {
      if (!worker) startWorker();
      const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale });
      page.setDefaultTimeout(LONG_MS);
      const press = async (selector: string) => {
        if (by === 'mouse') await page.locator(selector).first().click();
        else await enter(page, selector);
      };
      const fill = async (name: string, value: string) => {
        if (by === 'mouse') return page.locator(`input[name="${name}"]`).fill(value);
        await tabTo(page, `input[name="${name}"]`);
        await page.keyboard.press('Control+A');
        await page.keyboard.type(value);
      };
      await page.goto(url('/'));
      await press('.bar-side a[href="/runs"]');
      await page.waitForURL('**/runs');
      await press('a[href="/runs/new"]');
      await page.waitForURL('**/runs/new');
      // The newest version is chosen already.
      await fill('layer', LAYER);
      await fill('clusters', String(clusters));
      await press('.start-form button[type="submit"]');
      await page.waitForURL('**/runs#run-**');
      const done = page.locator('.run', { has: page.locator(`.run-state[data-status="COMPLETED"]`) }).first();
      await page.locator(UNDER_WAY).first().waitFor({ state: 'detached' });
      expect(await done.locator('h2').innerText()).toBe(`${DEMO_MODEL_NAME} · ${NEW.label} · block4`);
      expect(await done.locator('.run-facts').innerText()).toContain(String(clusters));
      await page.goto(url(`/models/${DEMO_MODEL_NAME}/trends?layer=block4`));
      const parts = page.locator(`a[href*="${encodeURIComponent(NEW.label)}"][href*="layers/block4"]`);
      expect(await parts.count()).toBeGreaterThan(0);
      expect(complaints).toEqual([]);
      await context.close();
    },
    LONG_MS,
  );
});
