import type { LightColor, LightReason } from '@strata/domain';
import { describe, expect, it } from 'vitest';
import { modelsFinding } from '../features/models/models-finding';
import { overlapMax } from '../features/models/overlap-max';
import type { ModelOverview } from '../features/models/read-models-page';
import { stepsOf } from '../features/version/next-steps';
import { wordsFor } from './words-for';

const overview = (name: string, color: LightColor, reason: LightReason) =>
  ({
    model: { name },
    series: null,
    headline: {
      model: { name, taggedVersion: null },
      version: {
        ...{ label: 'epoch 30', isBaseline: false, light: { color, reason } },
        ...{ gateRuns: { nodes: [] }, layers: { nodes: [] } },
      },
      clear: 0,
    },
  }) as unknown as ModelOverview;

describe('the headline of all models', () => {
  it('is whether the only one can be trusted, and of several how many can', () => {
    const [green, grey] = [overview('a', 'GREEN', 'GATE_PASSED'), overview('b', 'GREY', 'NOT_EXPLAINED')];
    expect(modelsFinding({ models: [grey], totalCount: 1 }, wordsFor('en'))).toBe(
      'b: Nothing can be said of epoch 30: no layer of it is explained.',
    );
    expect(modelsFinding({ models: [green, grey, grey], totalCount: 3 }, wordsFor('en'))).toBe(
      'Of 3 models, one can be trusted by all that was checked, of 2 nothing can be said yet.',
    );
    expect(modelsFinding({ models: [green, grey], totalCount: 2 }, wordsFor('ja'))).toBe(
      '2 件のモデルのうち、すべての確認を満たすものが 1 件、まだ判断できないものが 1 件です。',
    );
  });

  it('says so where not all are on the page', () => {
    const models = [overview('a', 'RED', 'GATE_FAILED')];
    expect(modelsFinding({ models, totalCount: 7 }, wordsFor('en'))).toBe(
      'Of these 1 of 7 models, one failed its rules.',
    );
  });
});

it('commands that a page offers can be pasted, whatever names they hold', () => {
  const { headline } = overview("it's mine", 'GREY', 'NOT_EXPLAINED');
  if (!headline) throw new Error('No headline.');
  const steps = stepsOf(headline, wordsFor('en')).map(({ text }) => JSON.stringify(text));
  expect(steps.find((text) => text.includes('strata gate'))).toContain(
    `--model 'it'\\\\''s mine' --version 'epoch 30'`,
  );
});

it('cards share an axis that holds the largest overlap of any', () => {
  const series = (median: number) =>
    ({ series: { versions: [{ isBaseline: false, points: [{ median }] }] } }) as unknown as ModelOverview;
  expect(overlapMax([series(0.2), series(0.43), { series: null }])).toBe(0.5);
  expect(overlapMax([])).toBe(1);
});
