import { describe, expect, it } from 'vitest';
import { durationText, Pace } from '../features/runs/pace';
import { readVersionWindow, withinWindow } from '../features/trends/version-window';
import { readZone } from '../i18n/zone';

describe('the reader’s time zone', () => {
  it('is the one that the cookie names, and UTC for anything else', () => {
    expect(readZone('Asia/Tokyo')).toBe('Asia/Tokyo');
    for (const value of [undefined, '', 'Mars/Base', '../etc', 'a'.repeat(5000)]) expect(readZone(value)).toBe('UTC');
  });
});

describe('what is left of a run', () => {
  it('is told by the pace seen, and not before anything was', () => {
    const pace = new Pace();
    expect(pace.left({ done: 8, total: 64, atMs: 1000 })).toBeNull();
    expect(pace.left({ done: 8, total: 64, atMs: 2000 })).toBeNull();
    // 8 neurons in 4 seconds: 48 more take 24.
    expect(pace.left({ done: 16, total: 64, atMs: 5000 })).toBe(24_000);
    expect(pace.left({ done: 0, total: 64, atMs: 6000 })).toBeNull();
  });

  it('is rough, in words', () => {
    expect(durationText(24_000, 'en')).toBe('24 seconds');
    expect(durationText(200_000, 'en')).toBe('3 minutes');
    expect(durationText(200_000, 'ja')).toBe('3 分');
    expect(durationText(2 * 3_600_000, 'en')).toBe('2 hours');
  });
});

describe('the versions that charts show', () => {
  const version = (label: string) => ({ label, accuracy: null, isBaseline: false, excess: null, points: [] });
  const series = { clusterCount: 5, change: null, versions: ['a', 'b', 'c', 'd'].map(version) };
  const labels = (query: Record<string, string>) =>
    withinWindow(series, readVersionWindow(query)).versions.map(({ label }) => label);

  it('lie between the two that the address names, whichever comes first; an end that is none is open', () => {
    expect(labels({ from: 'b', to: 'c' })).toEqual(['b', 'c']);
    expect(labels({ from: 'c', to: 'b' })).toEqual(['b', 'c']);
    expect(labels({ from: 'c' })).toEqual(['c', 'd']);
    expect(labels({ from: 'nothing', to: '' })).toEqual(['a', 'b', 'c', 'd']);
  });
});
