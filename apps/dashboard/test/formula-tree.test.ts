import { describe, expect, it } from 'vitest';
import { formulaPlain } from '../features/formula/formula-plain';
import { formulaTree } from '../features/formula/formula-tree-of';
import { histogramReadings } from '../features/neuron/histogram-readings';
import { wordsFor } from './words-for';

const leaf = (name: string) => ({ kind: 'concept', name });

describe('a formula as a tree', () => {
  it('has AND NOT as one operation', () => {
    expect(formulaTree('((quay AND NOT "blue-c") OR crate)')).toEqual({
      kind: 'operation',
      operation: 'or',
      parts: [{ kind: 'operation', operation: 'andNot', parts: [leaf('quay'), leaf('blue-c')] }, leaf('crate')],
    });
  });

  it('joins a chain of one operation in one node, but never AND NOT, where order counts', () => {
    expect(formulaTree('a OR b OR c')).toEqual({
      kind: 'operation',
      operation: 'or',
      parts: ['a', 'b', 'c'].map(leaf),
    });
    expect(formulaTree('a AND NOT b AND NOT c')).toEqual({
      kind: 'operation',
      operation: 'andNot',
      parts: [{ kind: 'operation', operation: 'andNot', parts: [leaf('a'), leaf('b')] }, leaf('c')],
    });
  });
});

it('a formula as plain text is in the reader’s language, with brackets where operators mix', () => {
  expect(formulaPlain('((sea OR sand) AND NOT boat)', wordsFor('en'))).toBe('(sea or sand) without boat');
  expect(formulaPlain('((sea OR sand) AND NOT boat)', wordsFor('ja'))).toBe('「sea または sand」（boat を除く）');
});

it('the reading line says value, range, the share above and the count of each bar', () => {
  const histogram = { lower: 0, upper: 4, counts: [5, 3, 2, 0] };
  const bands = [
    { clusterIndex: 1, lower: 0, upper: 2 },
    { clusterIndex: 2, lower: 2, upper: 3 },
  ];
  expect(histogramReadings({ histogram, bands }, wordsFor('en'))).toEqual([
    'At 0.5: range 1. 50% of the activations are stronger; 5 lie in this bar.',
    'At 1.5: range 1. 20% of the activations are stronger; 3 lie in this bar.',
    'At 2.5: range 2. 0% of the activations are stronger; 2 lie in this bar.',
    'At 3.5: between the ranges. 0% of the activations are stronger; 0 lie in this bar.',
  ]);
});
