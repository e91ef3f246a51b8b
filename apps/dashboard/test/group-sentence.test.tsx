import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { groupSentence } from '../features/runs/group-sentence';
import { RunProvenance } from '../features/runs/run-provenance';
import { wordsFor } from './words-for';

const words = wordsFor('en');
const probe = { name: 'drives', sampleCount: 1_060 };

describe('which images belong together', () => {
  it.each([
    [{ groupCount: 1, nearDuplicates: null }, 'All images belong to one group: nothing independent is left'],
    [{ groupCount: 3, nearDuplicates: null }, 'The images belong to 3 groups, each of which is kept whole'],
    [{ groupCount: null, nearDuplicates: 37 }, '37 of 1,060 images look nearly like another one'],
  ])('is said of %o, and what it means', (groups, sentence) => {
    expect(groupSentence({ ...probe, ...groups }, words)).toContain(sentence);
    expect(groupSentence({ ...probe, ...groups }, wordsFor('ja'))).toMatch(/グループ/u);
  });

  it('is not mentioned where there is nothing to say, or of older runs', () => {
    expect(groupSentence({ ...probe, groupCount: null, nearDuplicates: 0 }, words)).toBeNull();
    expect(groupSentence(probe, words)).toBeNull();
  });

  it('stands where the page says what its numbers were computed from', () => {
    const run = { id: 'UnVuOjE=', clusters: 5, length: 3, startedAt: '2025-01-01T00:00:00Z', finishedAt: null };
    const said = renderToStaticMarkup(
      <RunProvenance
        run={{ ...run, probeDataset: { ...probe, groupCount: 3, nearDuplicates: null } }}
        layer="conv"
        words={words}
      />,
    );
    expect(said).toMatch(/Computed from 1,060 images of drives.*The images belong to 3 groups/u);
  });
});
