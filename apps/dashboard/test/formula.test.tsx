import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FormulaChips } from '../features/formula/formula-chips';
import { formulaPlain } from '../features/formula/formula-plain';
import { FormulaWords } from '../features/formula/formula-words';
import type { Grounding } from '../gql/graphql';
import { wordsFor } from './words-for';

function read(text: string, locale: 'en' | 'ja' = 'en'): string {
  const concepts = ['water', 'river', 'sky', 'sea blue'].map((name) => ({ concept: { name, category: 'object' } }));
  const markup = renderToStaticMarkup(<FormulaChips formula={{ text, concepts }} words={wordsFor(locale)} />);
  return markup
    .replaceAll(/<span class="sr-only">(.*?) ?<\/span>/gu, '($1)')
    .replaceAll(/<span class="chip[^"]*"[^>]*>/gu, ' [')
    .replaceAll(/<span class="(?:operator|bracket|not|formula-part)">/gu, ' ')
    .replaceAll(/<[^>]+>/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

describe('a formula as chips', () => {
  it('has brackets wherever operators mix, and only there', () => {
    expect(read('((water OR river) AND NOT sky)')).toBe('( [water or [river ) [ −(not)sky');
    expect(read('((water AND river) OR sky)')).toBe('( [water and [river ) or [sky');
    expect(read('((water AND river) AND NOT sky)')).toBe('( [water and [river ) [ −(not)sky');
    expect(read('((water OR river) OR sky)')).toBe('[water or [river or [sky');
    expect(read('((water AND NOT river) AND NOT sky)')).toBe('[water [ −(not)river [ −(not)sky');
    expect(read('(water AND (river OR sky))')).toBe('[water and ( [river or [sky )');
  });

  it('puts a minus before what is left out, which is read out as a word, and strikes nothing', () => {
    expect(read('NOT sky')).toBe('[ −(not)sky');
    expect(read('NOT (water OR sky)')).toBe('−(not) ( [water or [sky )');
    expect(read('(water OR NOT sky)')).toBe('[water or [ −(not)sky');
    expect(read('(water AND NOT sky)', 'ja')).toBe('[water [ −(除外)sky');
    const struck = <FormulaChips formula={{ text: 'NOT sky', concepts: [] }} words={wordsFor('en')} />;
    expect(renderToStaticMarkup(struck)).not.toContain('<s>');
  });

  it('shows concepts in the reader’s language where the dataset has it, and finds them by their own name', () => {
    const concept = { name: 'sky', category: 'object', names: [{ language: 'ja', name: '空' }] };
    const chips = (locale: 'en' | 'ja') =>
      renderToStaticMarkup(
        <FormulaChips
          formula={{ text: '(sky AND water)', concepts: [{ concept }] }}
          words={wordsFor(locale)}
          conceptHref={(name) => `/find?q=${name}`}
        />,
      );
    expect(chips('ja')).toMatch(/title="物体：sky" href="\/find\?q=sky">.*?空</u);
    expect(chips('en')).not.toContain('空');
    expect(formulaPlain('(sky AND NOT water)', wordsFor('ja'), { concepts: [{ concept }] })).toBe('空（water を除く）');
  });

  it('marks what is known by boxes or whole images alone', () => {
    const markOf = (grounding: Grounding) => {
      const concepts = [{ concept: { name: 'sky', category: 'scene', grounding } }];
      return /<small class="chip-mark">\s*(.*?)<\/small>/u.exec(
        renderToStaticMarkup(<FormulaChips formula={{ text: 'sky', concepts }} words={wordsFor('en')} />),
      )?.[1];
    };
    expect(markOf('BOXES')).toBe('boxes only');
    expect(markOf('WHOLE_IMAGES')).toBe('whole image');
    expect(markOf('COMPUTED')).toBeUndefined();
    expect(markOf('MASKS')).toBeUndefined();
  });

  it('shows names with spaces as they are', () => {
    expect(read('("sea blue" AND sky)')).toBe('[sea blue and [sky');
  });
});

describe('a formula in words', () => {
  it('sets its concepts apart, and keeps how it is written in the formula language', () => {
    const words = <FormulaWords text='("sea blue" AND NOT sky)' words={wordsFor('en')} />;
    expect(renderToStaticMarkup(words)).toBe(
      '<span class="formula-words" title="(&quot;sea blue&quot; AND NOT sky)"><span class="formula-name">sea blue</span> without <span class="formula-name formula-name-not">sky</span></span>',
    );
  });
});
