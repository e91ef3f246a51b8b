import type { Page } from 'playwright-core';

export interface ListedPage {
  readonly name: string;
  readonly path: string;
}

/** Every kind of page of a running dashboard, found by following its links from the models on. */
export async function listPages(page: Page, origin: string): Promise<ListedPage[]> {
  const hrefOf = async (selector: string) => {
    const href = await page.locator(selector).first().getAttribute('href', { timeout: 10_000 });
    if (href === null) throw new Error(`${page.url()} has no link ${selector}.`);
    return href;
  };
  await page.goto(`${origin}/`);
  const trends = await hrefOf('a[href*="/trends"]');
  const compare = await hrefOf('a[href$="/compare"]');
  const layer = (await hrefOf('a[href*="/layers/"]')).replace(/[?#].*$/u, '');
  const version = layer.replace(/\/layers\/.*$/u, '');
  await page.goto(origin + layer);
  const neuron = (await hrefOf('.explanations a[href*="/neurons/"]')).replace(/#.*$/u, '');
  const filtered = await hrefOf('.explanations a.chip[href*="concept="]');
  const concept = new URL(filtered, origin).searchParams.get('concept') ?? '';
  const search = /^\w+$/u.test(concept) ? concept : `"${concept}"`;
  return [
    { name: 'models', path: '/' },
    { name: 'trends', path: trends },
    { name: 'atlas', path: trends.replace(/\/trends.*$/u, '/atlas') },
    { name: 'version', path: version },
    { name: 'errors', path: `${version}/errors` },
    { name: 'layer', path: layer },
    { name: 'layer-filtered', path: filtered },
    { name: 'layer-class', path: `${layer}?class=specialized` },
    { name: 'layer-bad-filter', path: `${layer}?formula=${encodeURIComponent('sea AND (sand OR ))')}` },
    { name: 'layer-heat', path: `${layer}?metric=class&by=2&columns=class,length,detection,gap` },
    { name: 'neuron', path: neuron },
    { name: 'find', path: '/find' },
    { name: 'find-concept', path: `/find?q=${encodeURIComponent(search)}` },
    { name: 'find-formula', path: `/find?q=${encodeURIComponent('sea AND NOT *')}&range=2` },
    { name: 'find-bad', path: `/find?q=${encodeURIComponent('sea AND (sand OR')}` },
    { name: 'find-nothing', path: '/find?q=seagull' },
    { name: 'image', path: `${version}/images/0?square=13&square=14` },
    { name: 'range-images', path: `${neuron}/images?range=1` },
    { name: 'compare', path: compare },
    { name: 'compare-all', path: `${compare}?show=all&pin=true` },
    { name: 'neuron-embed', path: `${neuron}?embed=1` },
    { name: 'judgements', path: '/judgements' },
    { name: 'runs', path: '/runs' },
    { name: 'runs-new', path: '/runs/new' },
    { name: 'not-found', path: '/models/nothing-here/trends' },
  ];
}
