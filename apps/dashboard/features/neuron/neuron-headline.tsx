import type { ReactNode } from 'react';
import type { NeuronQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { FormulaChips } from '../formula/formula-chips';
import { timesChance } from '../trends/trend-sentence';

type Unit = NonNullable<NeuronQuery['unit']>;

/** Below this many times chance a formula explains little, and the headline says so. */
const LIFT_THAT_SAYS_SOMETHING = 1.5;

/** The neuron's finding: what it responds to at its strongest, or why nothing can be said. */
export function neuronHeadline(unit: Unit, words: Words): ReactNode {
  const { t, iou, lift } = words;
  const { unitIndex, outcome, clusters } = unit;
  const strongest = clusters.findLast(({ explanation }) => explanation);
  const explanation = strongest?.explanation;
  if (!explanation) {
    if (outcome === 'DEAD') return t('neuron.dead', { unit: unitIndex });
    if (outcome === 'CONSTANT') return t('neuron.constant', { unit: unitIndex });
    if (outcome === 'NON_FINITE') return t('neuron.nonFinite', { unit: unitIndex });
    return t('neuron.nothing', { unit: unitIndex });
  }
  const values = {
    unit: unitIndex,
    iou: iou(explanation.iou),
    lift: lift(explanation.lift),
    times: timesChance(explanation.lift, words),
    formula: () => <FormulaChips formula={explanation.formula} words={words} />,
  };
  const weak =
    explanation.lift !== null && explanation.lift !== undefined && explanation.lift < LIFT_THAT_SAYS_SOMETHING;
  return weak ? t.rich('neuron.headlineWeak', values) : t.rich('neuron.headline', values);
}
