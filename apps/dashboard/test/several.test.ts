import { describe, expect, it } from 'vitest';
import type { TrendVersion } from '../charts/trend-data';
import type { SeveralData } from '../features/compare/several/read-several';
import { severalPath, severalVersions } from '../features/compare/several/several-address';
import { severalRows } from '../features/compare/several/several-rows';
import { wordsFor } from './words-for';

describe('several versions', () => {
  it('are three to six, each once, the pinned one first', () => {
    expect(severalVersions({ v: ['a', 'b'] })).toBeNull();
    expect(severalVersions({ v: 'a' })).toBeNull();
    expect(severalVersions({})).toBeNull();
    expect(severalVersions({ v: ['c', 'a', '', 'a', 'b'] })).toEqual(['c', 'a', 'b']);
    expect(severalVersions({ v: ['1', '2', '3', '4', '5', '6', '7'] })).toHaveLength(6);
    const query = new URL(severalPath('m', ['epoch 1', 'a&b', 'c']), 'http://x').searchParams;
    expect(severalVersions({ v: query.getAll('v') })).toEqual(['epoch 1', 'a&b', 'c']);
  });

  it('stand with their difference from the first, and without one where the first has no number', () => {
    const version = (label: string, accuracy: number | null, times: number | null): TrendVersion => ({
      ...{ label, accuracy, isBaseline: false, excess: null },
      points: [
        {
          ...{ clusterIndex: 1, n: 4, median: 0.2, lowerQuartile: 0.1, upperQuartile: 0.3, chance: 0.1 },
          mean: { value: 0.2, lower: 0.1, upper: 0.3 },
          ...{ timesShuffled: times, meanLength: 2, lengthShares: [], specialization: null },
        },
      ],
    });
    const versions = [version('a', 0.5, 2), version('b', 0.75, 5), version('c', null, null)];
    const page = { clusterCount: 1, versions: versions.map((one) => ({ version: one, changes: null })) };
    const [accuracy, times, ...rest] = severalRows(page as unknown as SeveralData, wordsFor('en'));
    expect(accuracy?.cells).toEqual([{ text: '50%', delta: null }, { text: '75%', delta: '+25.0' }, null]);
    expect(times?.cells).toEqual([{ text: '2.0×', delta: null }, { text: '5.0×', delta: '×2.5' }, null]);
    // No version is measured against untrained networks: there is no row of it.
    expect(rest.map(({ name }) => name)).toEqual(['Range 1 · Median overlap']);
  });
});
