import { StrataError } from '@strata/domain';
import { type CheerioAPI, load } from 'cheerio';

export interface ReportPage {
  /** Where the pages are served. */
  readonly url: string;
  readonly path: string;
  readonly language: 'en' | 'ja';
}

/** What only makes sense where pages are served: scripts, menus, links to other pages. */
const LIVE = [
  ...[
    'script',
    'link[rel=preload]',
    'link[rel=icon]',
    'nav',
    '.bar-side',
    '.head-side',
    '.skip',
    '.pending',
    'template',
  ],
  // The picture for chats lies where the pages were served for the moment.
  ...['meta[property^="og:image"]', 'meta[name^="twitter:"]'],
].join();

/**
 * A page as one file: its styles and pictures inside, no script, nothing to be fetched. Fonts are the reader's own.
 * @throws StrataError SETUP_FAILED when the page or a part of it does not answer
 */
export async function selfContained(page: ReportPage, signal: AbortSignal): Promise<string> {
  const get = (path: string) => fetchPart(new URL(path, page.url), { language: page.language, signal });
  const $ = load(await (await get(page.path)).text());
  $(LIVE).remove();
  await inlineStyles($, get);
  await inlinePictures($, get);
  $('a[href^="/"], a:not([href])').each((_, link) => {
    $(link).replaceWith($(link).contents());
  });
  $('head').prepend('<meta charset="utf-8">');
  return $.html();
}

type Get = (path: string) => Promise<Response>;

async function inlineStyles($: CheerioAPI, get: Get): Promise<void> {
  for (const link of $('link[rel=stylesheet]').toArray()) {
    const css = await (await get($(link).attr('href') ?? '')).text();
    $(link).replaceWith(`<style>${withoutFonts(css).replaceAll('</', '<\\/')}</style>`);
  }
}

/** A font for Japanese has megabytes; every reader's system has one. */
function withoutFonts(css: string): string {
  return css.replaceAll(/@font-face\s*\{[^}]*\}/gu, '');
}

async function inlinePictures($: CheerioAPI, get: Get): Promise<void> {
  const known = new Map<string, string>();
  for (const image of $('img[src]').toArray()) {
    const source = $(image).attr('src') ?? '';
    if (source.startsWith('data:')) continue;
    const data = known.get(source) ?? (await toDataUrl(await get(source)));
    known.set(source, data);
    $(image).attr('src', data).removeAttr('srcset').removeAttr('loading');
  }
}

async function toDataUrl(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  return `data:${type};base64,${Buffer.from(await response.arrayBuffer()).toString('base64')}`;
}

async function fetchPart(
  url: URL,
  { language, signal }: { readonly language: string; readonly signal: AbortSignal },
): Promise<Response> {
  const response = await fetch(url, { headers: { cookie: `locale=${language}; theme=light` }, signal });
  if (response.ok) return response;
  throw new StrataError('SETUP_FAILED', `Expected ${url.pathname} to answer; it answered ${response.status}.`);
}
