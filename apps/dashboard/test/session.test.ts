import { describe, expect, it } from 'vitest';
import { readStartForm } from '../features/runs/start-fields';
import { isFromOwnPage, ownPage } from '../features/session/own-page';

describe('where a visitor goes after signing in', () => {
  it('is a page of this site, with its query', () => {
    expect(ownPage('/find?q=sea', 'strata:1')).toBe('/find?q=sea');
    expect(ownPage('http://strata:1/runs', 'strata:1')).toBe('/runs');
  });

  it('is never another site, however it is written', () => {
    const others = [
      '//evil',
      'http://evil/',
      'http://strata:1@evil/',
      '/\\evil',
      '\t//evil',
      'javascript:alert(1)',
      '',
      null,
    ];
    for (const other of others) expect(ownPage(other, 'strata:1')).toBe('/');
    expect(ownPage('http://strata:1//evil', 'strata:1')).toBe('/evil');
    expect(ownPage('/runs', null)).toBe('/');
  });

  it('is asked for by a page of this site only', () => {
    const from = (origin?: string) => isFromOwnPage(new Headers({ host: 'strata:1', ...(origin && { origin }) }));
    expect([from('http://strata:1'), from('http://evil'), from('null'), from()]).toEqual([true, false, false, false]);
  });
});

describe('the form that starts a run', () => {
  const form = (changes: Record<string, string> = {}) => {
    const data = new FormData();
    const values = {
      modelVersion: 'v',
      layer: ' /a/b ',
      probeDataset: 'p',
      clusters: '5',
      length: '3',
      beam: '5',
      bounds: 'CONTIGUOUS',
      grammar: 'PAPER',
      search: 'BEAM',
      ...changes,
    };
    for (const [name, value] of Object.entries(values)) data.set(name, value);
    return data;
  };

  it('becomes the API’s input', () => {
    expect(readStartForm(form()).input).toMatchObject({ layer: '/a/b', clusters: 5, length: 3, search: 'BEAM' });
  });

  it('is incomplete with an empty field or no number, and keeps what was filled in', () => {
    for (const changes of [{ layer: ' ' }, { clusters: 'five' }, { search: 'GUESS' }] as Record<string, string>[]) {
      const { fields, input } = readStartForm(form(changes));
      expect(input).toBeNull();
      expect(fields).toMatchObject(changes);
    }
  });
});
