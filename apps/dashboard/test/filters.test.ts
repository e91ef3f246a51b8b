import { describe, expect, it } from 'vitest';
import { activeFilters } from '../features/layer/filter-bar';
import { toggleColumn } from '../features/place/columns';
import {
  falls,
  filterQuery,
  isFiltered,
  lookFields,
  readFilters,
  toOrder,
  toPage,
  toWhere,
} from '../features/place/layer-filters';
import { wordsFor } from './words-for';

const none = readFilters({});

describe('the filters of an address', () => {
  it('ask for everything when there are none', () => {
    expect(toWhere(none)).toBeNull();
    expect(filterQuery(none)).toBe('');
    expect(toOrder(none)).toEqual({ field: 'IOU', direction: 'DESC' });
    expect(toPage(none)).toEqual({ first: 50, after: null });
  });

  it('become the API’s where', () => {
    const filters = readFilters({ range: '5', concept: 'sky', iou: '0.02', neuron: '37', formula: 'sea AND NOT sky' });
    expect(toWhere(filters)).toEqual({
      clusterIndex: { eq: 5 },
      unit: { unitIndex: { eq: 37 } },
      iou: { gte: 0.02 },
      formula: { matches: 'sea AND NOT sky' },
      concept: { called: { eq: 'sky' }, negated: false },
    });
  });

  it('join several concepts, each with its polarity', () => {
    expect(toWhere(readFilters({ concept: ['water', 'sky'], not: 'boat' }))).toEqual({
      and: [
        { concept: { called: { eq: 'water' }, negated: false } },
        { concept: { called: { eq: 'sky' }, negated: false } },
        { concept: { called: { eq: 'boat' }, negated: true } },
      ],
    });
  });

  it('ask for one class of specialization, as the address says it', () => {
    const filters = readFilters({ range: '5', class: 'weakly-specialized' });
    expect(toWhere(filters)).toEqual({ clusterIndex: { eq: 5 }, specialization: { eq: 'WEAKLY_SPECIALIZED' } });
    expect(filterQuery(filters)).toBe('?range=5&class=weakly-specialized');
    expect(activeFilters(filters, wordsFor('ja')).map(({ text }) => text)).toEqual(['強さ 5', '一部獲得']);
    expect(filterQuery(filters, activeFilters(filters, wordsFor('en'))[1]?.without)).toBe('?range=5');
    expect(readFilters({ class: 'WEAKLY_SPECIALIZED' })).toEqual(none);
  });

  it('leave out what a form sends empty and what is no number', () => {
    expect(
      readFilters({ range: '', concept: ['', ' '], formula: ' ', iou: 'much', neuron: 'x', sort: 'beauty' }),
    ).toEqual(none);
  });

  it('come back from the address they are written to', () => {
    const filters = readFilters({
      range: '5',
      concept: ['street lamp', 'a&b'],
      not: 'boat',
      iou: '0.125',
      sort: 'lift',
    });
    const query = new URLSearchParams(filterQuery(filters));
    const read = Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key)]));
    expect(readFilters(read)).toEqual(filters);
  });

  it('start on the first page when a filter changes, and keep the filters when the page does', () => {
    const filters = readFilters({ range: '5', after: 'abc' });
    expect(filterQuery(filters, { sort: 'lift' })).toBe('?range=5&sort=lift');
    expect(filterQuery(filters, { after: 'def' })).toBe('?range=5&after=def');
    expect(toPage(readFilters({ before: 'abc' }))).toEqual({ last: 50, before: 'abc' });
  });

  it('are chips that each take away one filter', () => {
    const filters = readFilters({ range: '5', concept: ['sea', 'sky'], not: 'boat' });
    const chips = activeFilters(filters, wordsFor('en')).map(({ text, without }) => [
      text,
      filterQuery(filters, without),
    ]);
    expect(chips).toEqual([
      ['range 5', '?concept=sea&concept=sky&not=boat'],
      ['overlaps best with sea', '?range=5&concept=sky&not=boat'],
      ['overlaps best with sky', '?range=5&concept=sea&not=boat'],
      ['leaves out boat', '?range=5&concept=sea&concept=sky'],
    ]);
  });
});

describe('what the page looks like', () => {
  it('lives in the address beside the filters and leaves them as they are', () => {
    const filters = readFilters({ columns: 'lift,gap', metric: 'class', by: '5', sort: 'lift', reverse: 'true' });
    expect(isFiltered(filters)).toBe(false);
    expect(toWhere(filters)).toBeNull();
    expect(filterQuery(filters)).toBe('?sort=lift&reverse=true&columns=lift,gap&metric=class&by=5');
    expect(Object.fromEntries(lookFields(filters))).toEqual({
      sort: 'lift',
      reverse: 'true',
      columns: 'lift,gap',
      metric: 'class',
      by: '5',
    });
    expect(isFiltered(readFilters({ range: '5', metric: 'class' }))).toBe(true);
  });

  it('turns an order round', () => {
    expect(toOrder({ sort: 'lift', reverse: true })).toEqual({ field: 'LIFT', direction: 'ASC' });
    expect(toOrder({ sort: 'neuron', reverse: true })).toEqual({ field: 'UNIT_INDEX', direction: 'DESC' });
    expect([falls('lift', false), falls('lift', true)]).toEqual([true, false]);
  });

  it('takes columns in and out in the table’s order', () => {
    expect(toggleColumn(['class', 'lift'], 'chance')).toEqual(['class', 'chance', 'lift']);
    expect(toggleColumn(['class', 'lift'], 'class')).toEqual(['lift']);
  });
});
