import { createApiKey } from '@strata/db';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { enter, tabTo } from './by-keyboard.ts';
import { type Served, serveDashboard } from './serve.ts';
import { MODEL, storeSmallRuns } from './small-run.ts';
import { axeViolations, openPage } from './watched-page.ts';

const keys = { viewer: '', admin: '' };
let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await serveDashboard(
    async (store) => {
      await storeSmallRuns(store);
      keys.viewer = (await createApiKey(store, { role: 'VIEWER', name: 'reading room' })).text;
      keys.admin = (await createApiKey(store, { role: 'ADMIN', name: 'operator' })).text;
    },
    { open: false },
  );
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const url = (path: string) => served.origin + path;

describe('a visitor of an installation with keys', () => {
  it.each(['en', 'ja'] as const)(
    'is asked for a key in %s, and comes to the page that was asked for',
    async (locale) => {
      const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale });
      await page.goto(url(`/models/${MODEL}/compare?show=all`));
      expect(await page.locator('[data-trouble="sign-in"]').count()).toBe(1);
      await tabTo(page, 'input[name="key"]');
      await page.keyboard.type(keys.viewer);
      await page.keyboard.press('Enter');
      await page.locator('.pair').first().waitFor();
      expect(page.url()).toBe(url(`/models/${MODEL}/compare?show=all`));
      const [cookie] = (await context.cookies()).filter(({ name }) => name === 'strata_session');
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
      expect(cookie?.value).not.toContain(keys.viewer.slice(-20));
      // Images and suggestions come as this visitor, too.
      const image = page.locator('.pair-image img').first();
      await image.scrollIntoViewIfNeeded();
      expect(
        await image.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth)),
      ).toBeGreaterThan(0);
      await page.goto(url('/find'));
      await page.locator('input[name="q"]').pressSequentially('se');
      await page.locator('.find-options [role="option"]').first().waitFor();
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it('is told that a key does not work, and can try again without losing the page', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/find?q=sea'));
    await page.locator('input[name="key"]').fill('strata_nothing');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/sign-in?failed**');
    expect(await page.locator('#sign-in-failed').innerText()).toContain('This key does not work.');
    expect(await page.content()).not.toContain('strata_nothing');
    await page.locator('input[name="key"]').fill(keys.viewer);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/find?q=sea');
    expect(await page.locator('.found tbody tr').count()).toBe(6);
    await context.close();
  });

  it('sees the role, and nothing that it may not do', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    const signIn = async (key: string) => {
      await page.goto(url('/sign-in?next=/runs'));
      await page.locator('input[name="key"]').fill(key);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL('**/runs');
    };
    await signIn(keys.viewer);
    expect((await page.locator('.visitor-name').innerText()).replace(/\s+/gu, ' ')).toBe('reading room viewer');
    expect(await page.locator('a[href="/runs/new"]').count()).toBe(0);
    expect(await page.locator('.run-control').count()).toBe(0);
    await page.goto(url('/runs/new'));
    expect(await page.locator('.notice').innerText()).toContain('You may not start runs.');
    expect(await page.locator('.start-form').count()).toBe(0);
    await enter(page, '.visitor button');
    await page.waitForURL('**/sign-in');
    await signIn(keys.admin);
    expect(await page.locator('.visitor-role').innerText()).toBe('administrator');
    expect(await page.locator('a[href="/runs/new"]').count()).toBe(1);
    await context.close();
  });

  it('is nobody again after signing out, also with a copy of the cookie', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin, script: false });
    await page.goto(url('/'));
    await page.locator('input[name="key"]').fill(keys.viewer);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.model-card').waitFor();
    const kept = await context.cookies();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    await context.addCookies(kept);
    await page.goto(url('/'));
    expect(await page.locator('[data-trouble="sign-in"]').count()).toBe(1);
    await context.close();
  });

  it('is not signed in or out from another site, nor sent to one', async () => {
    const send = (path: string, headers: Record<string, string>, body = '') =>
      fetch(url(path), {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body,
      });
    for (const origin of ['http://evil.example', 'null'])
      for (const path of ['/session', '/session/end'])
        expect((await send(path, { origin }, `key=${keys.viewer}`)).status).toBe(403);
    for (const next of ['//evil.example/x', 'http://evil.example/', '/\\evil.example']) {
      const answer = await send(
        '/session',
        { origin: served.origin },
        new URLSearchParams({ key: keys.viewer, next }).toString(),
      );
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    }
  });

  it.each([
    ['en', 'light'],
    ['en', 'dark'],
    ['ja', 'light'],
    ['ja', 'dark'],
  ] as const)('finds the sign-in page accessible in %s, %s', async (locale, theme) => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale, theme });
    for (const path of ['/sign-in', '/sign-in?failed', '/']) {
      await page.goto(url(path), { waitUntil: 'networkidle' });
      expect(await axeViolations(page), path).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
