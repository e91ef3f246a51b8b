import type { ReactNode } from 'react';
import type { NeuronQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { FormulaWords } from '../formula/formula-words';

type Unit = NonNullable<NeuronQuery['unit']>;

/** The neuron's finding, in words that follow its grade: what it responds to at its strongest, or why nothing can be said. */
export function neuronHeadline(unit: Unit, words: Words): ReactNode {
  const { t, iou } = words;
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
    formula: () => <FormulaWords {...explanation.formula} words={words} />,
  };
  switch (explanation.grade) {
    case 'CLEAR':
      return t.rich('neuron.headline.CLEAR', values);
    case 'PARTLY':
      return t.rich('neuron.headline.PARTLY', values);
    case 'UNCLEAR':
      return t.rich('neuron.headline.UNCLEAR', values);
    case 'NONE':
      return t.rich('neuron.headline.NONE', values);
    default:
      return t.rich('neuron.headline.notComputed', values);
  }
}
