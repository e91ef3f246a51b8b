import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FormulaChips } from '../features/formula/formula-chips';
import { LaneClass } from '../features/neuron/lane-class';
import { LaneEvidence } from '../features/neuron/lane-evidence';
import { LaneNumbers } from '../features/neuron/lane-numbers';
import { neuronHeadline } from '../features/neuron/neuron-headline';
import type { LaneEvidenceFragment, LaneNumbersFragment, RangeLaneFragment } from '../gql/graphql';
import { wordsFor } from './words-for';

type Explanation = NonNullable<RangeLaneFragment['explanation']>;

const formula = { text: '((sea OR sand) AND sky)', concepts: [] };
const plain: Explanation = {
  id: 'an id',
  judgement: null,
  ownVerdict: null,
  iou: 0.5,
  chance: 0.1,
  grade: 'CLEAR',
  heldOutIou: 0.4,
  shuffledIou: 0.1,
  timesShuffled: 4,
  kept: 0.8,
  heldOutP: 0.01,
  heldOutQ: 0.02,
  replication: { folds: 5, formula: 4, leadingPair: 5, terms: [5, 5, 4] },
  length: 3,
  bound: null,
  gap: null,
  labelMasking: null,
  labelMaskingSamples: null,
  labelMaskingStrength: null,
  labelMaskingFloor: null,
  specificationsHeld: null,
  specificationsTotal: null,
  specialization: null,
  defaultFormula: null,
  metrics: {
    ...{ detectionAccuracy: 0.6, activationCoverage: 0.7, sampleCoverage: 0.8, shuffledSampleCoverage: 0.5 },
    explanationCoverage: null,
  },
  intersection: 1,
  union: 2,
  formulaPixels: 3,
  formula,
};

function read(element: React.ReactElement): string {
  return renderToStaticMarkup(element)
    .replaceAll(/<\/(?:dt|dd|span|button)>/gu, ' ')
    .replaceAll(/<[^>]+>/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

describe('what a lane’s formula is worth', () => {
  const say = (changes: Partial<Explanation>, locale: 'en' | 'ja' = 'en') => {
    const cluster: LaneEvidenceFragment = {
      support: { samples: 12, mapCells: 29 },
      explanation: { ...plain, ...changes },
    };
    return read(<LaneEvidence cluster={cluster} words={wordsFor(locale)} />);
  };

  it('comes with its doubt, its support and the share of images in plain words', () => {
    const metrics = { ...plain.metrics, explanationCoverage: 0.27 };
    expect(say({ metrics })).toContain(
      'Holds in 27% of the images in which the neuron fires so strongly. 4.0× shuffled images (0.10) · p = 0.010, 80% kept on other images · 12 images, 29 map cells',
    );
    expect(say({ metrics }, 'ja')).toContain('強く反応した画像の 27% で当てはまります。');
  });

  it('says that it was not computed, and the command that adds it', () => {
    expect(say({ grade: null, heldOutP: null })).toBe(
      'Whether this holds on other images was not computed: the same strata explain again adds it, without a new search.',
    );
    expect(say({ grade: null, heldOutP: null }, 'ja')).toContain('未計算です');
  });
});

describe('the headline of a neuron', () => {
  const say = (grade: Explanation['grade'], locale: 'en' | 'ja' = 'en') => {
    const cluster = { clusterIndex: 5, explanation: { ...plain, grade } };
    const unit = { unitIndex: 7, outcome: 'EXPLAINED', clusters: [cluster] };
    return read(<p>{neuronHeadline(unit as unknown as Parameters<typeof neuronHeadline>[0], wordsFor(locale))}</p>);
  };

  it('says "responds to" only of a clear explanation', () => {
    expect(say('CLEAR')).toContain('neuron 7 responds to');
    expect(say('PARTLY')).toContain('overlaps best with');
    expect(say('UNCLEAR')).toContain('overlaps best with');
    expect(say('NONE')).toContain('Nothing nameable');
    for (const grade of ['PARTLY', 'NONE', null] as const) expect(say(grade)).not.toContain('responds to');
    expect(say(null)).toContain('not computed');
    expect(say('CLEAR', 'ja')).toContain('に反応します');
    for (const grade of ['PARTLY', 'UNCLEAR', 'NONE', null] as const)
      expect(say(grade, 'ja')).not.toContain('に反応します');
    expect(say('NONE', 'ja')).toContain('名前を付けられる共通点がありません');
  });
});

describe('the class of a lane', () => {
  const say = (changes: Partial<Explanation>, locale: 'en' | 'ja' = 'en') =>
    read(<LaneClass explanation={{ ...plain, ...changes }} words={wordsFor(locale)} />);
  const sky = { text: '((sea OR sand) AND boat)', concepts: [] };

  it('comes with its reason', () => {
    expect(say({ specialization: 'UNSPECIALIZED', defaultFormula: formula })).toBe(
      'unspecialized Untrained networks show the same formula.',
    );
    expect(say({ specialization: 'WEAKLY_SPECIALIZED', defaultFormula: sky })).toBe(
      'weakly specialized It shares its first two concepts with the part of (sea or sand ) that is boat , a default formula of untrained networks.',
    );
    expect(say({ specialization: 'SPECIALIZED' })).toBe('specialized');
    expect(say({ specialization: 'WEAKLY_SPECIALIZED', defaultFormula: sky }, 'ja')).toContain('一部獲得');
  });

  it('shows the default formula when it is the same in other words', () => {
    const defaultFormula = { text: '((sand OR sea) AND sky)', concepts: [] };
    expect(say({ specialization: 'UNSPECIALIZED', defaultFormula })).toBe(
      'unspecialized Untrained networks show the same formula, written the part of (sand or sea ) that is sky .',
    );
  });

  it('is left out without a baseline', () => expect(say({})).toBe(''));
});

describe('the numbers of a lane', () => {
  const say = (
    changes: Partial<Explanation>,
    {
      importance = null,
      labelledShare = null,
      locale = 'en',
    }: { importance?: LaneNumbersFragment['importance']; labelledShare?: number | null; locale?: 'en' | 'ja' } = {},
  ) => {
    const explanation = { ...plain, ...changes };
    const cluster = {
      id: '',
      clusterIndex: 1,
      lower: null,
      upper: 2,
      includesLower: false,
      outcome: 'EXPLAINED' as const,
      labelledShare,
      bitmapPixels: 4,
      share: 0.1,
      samples: [],
      explanation,
      importance,
    };
    return read(<LaneNumbers cluster={cluster} lengthMax={3} words={wordsFor(locale)} />);
  };

  it('have the four metrics with what each counts, and say which was not measured', () => {
    expect(say({})).toContain('Detection accuracy 60% Of the area where the formula holds,');
    expect(say({})).toContain('Activation coverage 70% Of the area where the neuron fires');
    expect(say({})).toContain(
      'Sample coverage 80%; 50% with the maps of other images Of the images in which the formula holds',
    );
    const older = { ...plain.metrics, shuffledSampleCoverage: null };
    expect(say({ metrics: older })).toContain('Sample coverage 80%; with the maps of other images: not computed');
    expect(say({})).toContain('Explanation coverage not measured Of the images in which the neuron fires');
  });

  it('say what running the network again has shown, and nothing where it was not run', () => {
    const measured = { labelMasking: 0.875, labelMaskingSamples: 20 };
    const importance = { changed: 12, samples: 480, share: 0.025, controlChanged: null, difference: null };
    const said = say(measured, { importance });
    expect(said).toContain('Label masking 0.875 How alike the neuron fires in this range when everything but');
    expect(said).toContain('Mean over 20 images.');
    expect(said).toContain('Importance of the range 12 of 480 (3%) How many predictions of the network change');
    expect(say(measured, { importance, locale: 'ja' })).toContain('この強さの重要度 480 件中 12 件（3%）');
    expect(say({ labelMaskingSamples: 0 })).not.toMatch(/Label masking|Importance/);
  });

  it('say what as much removed at random does, what another image’s mask leaves, and where an explanation holds', () => {
    const difference = { difference: 0.0125, lower: -0.03, upper: 0.26 };
    const importance = { changed: 12, samples: 480, share: 0.025, controlChanged: 6, difference };
    const controlled = {
      labelMasking: 0.875,
      labelMaskingSamples: 9,
      labelMaskingStrength: 0.5,
      labelMaskingFloor: 0.75,
    };
    const said = say({ ...controlled, specificationsHeld: 61, specificationsTotal: 72 }, { importance });
    expect(said).toMatch(
      /As much removed at random 6 Predictions that change .* difference \+1\.3 points \(−3\.0 to \+26\.0\)/,
    );
    expect(said).toContain('Label masking 0.875 (another image’s mask: 0.75; strength 0.5)');
    expect(said).toContain('Specifications holds in 61 of 72');
    expect(say({}, { importance, locale: 'ja' })).toContain('同じ量を無作為に除いた場合 6');
    const older = { ...importance, controlChanged: null, difference: null };
    expect(say({}, { importance: older })).toContain(
      'As much removed at random not measured ./strata explain --importance',
    );
    expect(say({})).not.toMatch(/Specifications|at random/);
  });

  it('say how much of the range carries a label, and nothing where that was not counted', () => {
    expect(say({}, { labelledShare: 0.25 })).toContain(
      'Labelled 25% Of the area where the neuron fires in this range,',
    );
    expect(say({})).not.toContain('Labelled');
  });

  it('say what was proved, and nothing where nothing was', () => {
    expect(say({ bound: 0.5, gap: 0 })).toContain('Room above 0 Proved: no formula of up to 3 concepts overlaps more.');
    expect(say({ bound: 0.625, gap: 0.125 })).toContain(
      'Room above 0.125 Proved: no formula of up to 3 concepts overlaps by more than 0.625.',
    );
    expect(say({})).not.toContain('Proved');
  });
});

it('says on each chip in how many folds its concept is found again', () => {
  const concepts = ['sea', 'sand', 'sky'].map((name) => ({ concept: { name, category: 'object' } }));
  const chips = (locale: 'en' | 'ja') =>
    read(
      <FormulaChips
        formula={{ ...formula, concepts }}
        replication={{ folds: 5, terms: [5, 1, 4] }}
        words={wordsFor(locale)}
      />,
    );
  expect(chips('en')).toContain('sea 5 of 5');
  expect(chips('en')).toContain('sand 1 of 5');
  expect(chips('ja')).toContain('sky 4 / 5');
});
