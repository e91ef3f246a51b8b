import { describe, expect, it } from 'vitest';
import { findPath, pageOf, readFindAddress } from '../features/find/find-address';
import { whereOf } from '../features/find/find-where';
import { quoted } from '../features/find/quoted';
import { namesOf, readSearchText } from '../features/find/search-text';
import { wordAt } from '../features/find/word-at';

const where = (query: Record<string, string>) => {
  const address = readFindAddress(query);
  return whereOf(readSearchText(address.q), address);
};
const responds = (name: string) => ({ concept: { called: { eq: name }, negated: false } });

describe('what is typed into the search', () => {
  it('is a concept without operators, spaces and all', () => {
    expect(readSearchText(' street lamp ')).toEqual({ kind: 'concept', name: 'street lamp', text: '"street lamp"' });
    expect(readSearchText('"not"')).toEqual({ kind: 'concept', name: 'not', text: '"not"' });
    expect(readSearchText('  ')).toEqual({ kind: 'nothing' });
  });

  it('is a formula with operators, each concept with its polarity and once', () => {
    const search = readSearchText('water and not (boat or "hay bale") and water');
    expect(search).toMatchObject({
      kind: 'formula',
      uses: [
        { name: 'water', negated: false },
        { name: 'boat', negated: true },
        { name: 'hay bale', negated: true },
      ],
    });
    expect(namesOf(search)).toEqual(['water', 'boat', 'hay bale']);
  });

  it('says where it cannot be read', () => {
    expect(readSearchText('water AND (sky')).toMatchObject({ kind: 'unreadable', column: 15 });
  });

  it('comes back from its quoted form, whatever the name', () => {
    for (const name of ['sea', 'street lamp', 'black and white', 'say "cheese"', 'NOT', 'a (b)'])
      expect(readSearchText(quoted(name))).toMatchObject({ kind: 'concept', name });
  });
});

describe('a search as the API’s where', () => {
  it('asks for a concept’s polarity', () => {
    expect(where({ q: 'sea' })).toEqual({ and: [responds('sea')] });
    expect(where({ q: 'sea', polarity: 'excludes' })).toEqual({
      and: [{ concept: { called: { eq: 'sea' }, negated: true } }],
    });
    expect(where({ q: 'sea', polarity: 'either' })).toEqual({ and: [{ concept: { called: { eq: 'sea' } } }] });
  });

  it('asks one formula for all the concepts, or for being exactly so', () => {
    expect(where({ q: 'water AND NOT boat' })).toEqual({
      and: [responds('water'), { concept: { called: { eq: 'boat' }, negated: true } }],
    });
    expect(where({ q: 'water AND NOT boat', match: 'exact' })).toEqual({
      and: [{ formula: { matches: 'water AND NOT boat' } }],
    });
  });

  it('asks for a part of a formula, for one that says the same, and for a structure where any concept may stand', () => {
    expect(where({ q: 'water AND sky', match: 'contains' })).toEqual({
      and: [{ formula: { contains: 'water AND sky' } }],
    });
    expect(where({ q: 'NOT (a OR b)', match: 'same' })).toEqual({ and: [{ formula: { equivalent: 'NOT (a OR b)' } }] });
    expect(where({ q: 'water AND NOT *' })).toEqual({ and: [{ formula: { contains: 'water AND NOT *' } }] });
    expect(where({ q: 'water AND NOT *', match: 'exact' })).toEqual({
      and: [{ formula: { matches: 'water AND NOT *' } }],
    });
    expect(readSearchText('water AND NOT *')).toMatchObject({ wild: true, shown: '(water AND NOT "*")' });
    expect(namesOf(readSearchText('water AND NOT *'))).toEqual(['water']);
  });

  it('asks the ranges of a neuron together: one responds to water, none to boat', () => {
    expect(where({ q: 'water AND NOT boat', by: 'neuron' })).toEqual({
      and: [
        { concept: { called: { in: ['water'] }, negated: false } },
        { unit: { explanation: responds('water') } },
        { unit: { not: { explanation: responds('boat') } } },
      ],
    });
  });

  it('narrows by model, version, layer, range, class, category and overlap', () => {
    const query = {
      q: 'sea',
      model: 'net',
      version: 'v2',
      layer: '/a/b',
      range: '5',
      class: 'specialized',
      iou: '0.1',
    };
    expect(where({ ...query, category: 'color' })).toEqual({
      modelVersion: { model: { name: { eq: 'net' } }, label: { eq: 'v2' } },
      layer: { name: { eq: '/a/b' } },
      clusterIndex: { eq: 5 },
      specialization: { eq: 'SPECIALIZED' },
      iou: { gte: 0.1 },
      and: [responds('sea'), { concept: { category: { eq: 'color' }, negated: false } }],
    });
  });
});

describe('the address of a search', () => {
  it('comes back from what it is written to', () => {
    const address = readFindAddress({
      q: 'a AND NOT "b c"',
      by: 'neuron',
      version: 'epoch 30',
      range: '5',
      sort: 'lift',
    });
    const query = new URL(findPath(address), 'http://x').searchParams;
    expect(readFindAddress(Object.fromEntries(query))).toEqual(address);
  });

  it('starts on the first page when something changes, and leaves out what a form sends empty', () => {
    const address = readFindAddress({ q: 'sea', version: '', category: '', after: 'abc' });
    expect(pageOf(address)).toEqual({ first: 30, after: 'abc' });
    expect(findPath(address, { range: 2 })).toBe('/find?q=sea&range=2');
    expect(findPath(address, { before: 'xyz' })).toBe('/find?q=sea&before=xyz');
  });
});

describe('the word being typed', () => {
  const at = (text: string) => {
    const caret = text.indexOf('|');
    return wordAt({ value: text.replace('|', ''), selectionStart: caret }).text;
  };

  it('is the one before the caret, in quotes or not, and never an operator', () => {
    expect([at('wat|'), at('sky AND wat|er'), at('(bo|at)'), at('"hay b|'), at('sky AND|'), at('sky |')]).toEqual([
      'wat',
      'wat',
      'bo',
      'hay b',
      '',
      '',
    ]);
  });
});
