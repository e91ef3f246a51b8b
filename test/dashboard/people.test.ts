import type { OidcSettings } from '@strata/api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { freePort } from '../support/free-port.ts';
import { CLIENT_ID, CLIENT_SECRET, type RunningProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Served, serveDashboard } from './serve.ts';
import { MODEL, storeSmallRuns } from './small-run.ts';
import { axeViolations, openPage } from './watched-page.ts';

let provider: RunningProvider;
let served: Served;
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  const pagesUrl = `http://127.0.0.1:${port}`;
  provider = await startOpenIdProvider({ pagesUrl });
  provider.people.set('ann', { name: '伊藤 Ann', groups: ['readers'] });
  provider.people.set('max', { name: 'Max', groups: [] });
  const oidc: OidcSettings = {
    issuer: provider.issuer,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    scope: 'openid profile',
    groupsClaim: 'groups',
    roles: new Map([['readers', 'VIEWER']]),
    name: 'the House',
    sessionSeconds: 3_600,
    pagesUrl,
  };
  served = await serveDashboard(storeSmallRuns, { open: false, oidc, port });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await provider?.stop();
});

const url = (path: string) => served.origin + path;

/** Through the provider's own pages. */
async function atProvider(page: Page, login: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/interaction/**`);
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill('any');
  await page.locator('button[type="submit"]').click();
  await page.locator('input[name="prompt"][value="consent"]').waitFor({ state: 'attached' });
  await page.locator('button[type="submit"]').click();
}

describe('a visitor of an installation that people sign in to', () => {
  it.each([
    ['en', 'Sign in with the House', 'viewer'],
    ['ja', 'the House でサインイン', '閲覧者'],
  ] as const)('is led to the provider and back to the page that was asked for, in %s', async (locale, button, role) => {
    const { page, context } = await openPage(browser, { origin: served.origin, locale });
    await page.goto(url(`/models/${MODEL}/compare?show=all`));
    await page.getByRole('link', { name: button }).click();
    await atProvider(page, 'ann');
    await page.locator('.pair').first().waitFor();
    expect(page.url()).toBe(url(`/models/${MODEL}/compare?show=all`));
    expect((await page.locator('.visitor-name').innerText()).replace(/\s+/gu, ' ')).toBe(`伊藤 Ann ${role}`);
    const cookies = (await context.cookies(served.origin)).map(({ name, httpOnly, sameSite }) => ({
      name,
      httpOnly,
      sameSite,
    }));
    expect(cookies.filter(({ name }) => name.startsWith('strata_'))).toEqual([
      { name: 'strata_session', httpOnly: true, sameSite: 'Lax' },
    ]);
    const image = page.locator('.pair-image img').first();
    await image.scrollIntoViewIfNeeded();
    expect(await image.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth))).toBeGreaterThan(
      0,
    );
    // The session ends at the provider, and with it here.
    await page.locator('.visitor button').click();
    await page.waitForURL('**/sign-in');
    expect(await page.locator(`a[href^="${provider.issuer}/session/end"]`).count()).toBe(1);
    await context.close();
  });

  it('whose groups have no role is told whom to ask', async () => {
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/sign-in?next=/runs'));
    await page.locator('.provider-sign-in').click();
    await atProvider(page, 'max');
    await page.waitForURL('**/sign-in?failed=NO_ROLE**');
    expect(await page.locator('[data-failed="NO_ROLE"]').innerText()).toContain(
      'none of your groups has a role here. Ask ',
    );
    await context.close();
  });

  it('is told what is wrong while the provider is away, in words and not in those of the address', async () => {
    await provider.stop();
    const { page, context } = await openPage(browser, { origin: served.origin });
    await page.goto(url('/session/oidc?next=/runs'));
    expect(new URL(page.url()).searchParams.get('failed')).toBe('PROVIDER_UNREACHABLE');
    expect(await page.locator('[data-failed]').innerText()).toContain('does not answer at the moment');
    await page.goto(url('/session/oidc/callback?code=x&state=y'));
    expect(new URL(page.url()).searchParams.get('failed')).toBe('SIGN_IN_LOST');
    await page.goto(url('/sign-in?failed=%3Cb%3Ehello%3C/b%3E'));
    expect(await page.locator('[data-failed="UNKNOWN"]').count()).toBe(1);
    expect(await page.locator('main').innerText()).not.toContain('hello');
    await provider.start();
    await context.close();
  });

  it('is led to no other site', async () => {
    for (const next of ['//evil.example/x', 'http://evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
      const begun = await fetch(url(`/session/oidc?next=${encodeURIComponent(next)}`), { redirect: 'manual' });
      expect(begun.headers.get('location')).toMatch(new RegExp(`^${provider.issuer}/auth\\?`));
      const { store } = served;
      expect((await store.pool.query('select next from sign_in order by id desc limit 1')).rows).toEqual([
        { next: '/' },
      ]);
    }
  });

  it.each(['en', 'ja'] as const)('finds the ways in accessible in %s', async (locale) => {
    const { page, context, complaints } = await openPage(browser, { origin: served.origin, locale });
    for (const path of ['/sign-in', '/sign-in?failed=NO_ROLE', '/']) {
      await page.goto(url(path), { waitUntil: 'networkidle' });
      expect(await axeViolations(page), path).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
