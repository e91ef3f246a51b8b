import type { LaneNumbersFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { CopyLink } from '../../ui/copy-link';
import { sampleCoverageText } from './sample-coverage-text';

interface NumberRow {
  readonly name: string;
  readonly value: string;
  /** The value with every digit. Default: as it is shown. */
  readonly exact?: string;
  /** In plain words what it counts. */
  readonly meaning?: string;
}

interface LaneNumbersProps {
  readonly cluster: LaneNumbersFragment;
  /** How many concepts the run's formulas may have. */
  readonly lengthMax: number;
  readonly words: Words;
}

/** The exact numbers behind a lane, for those who check. */
export function LaneNumbers({ cluster, lengthMax, words }: LaneNumbersProps) {
  const { t, count, quantity } = words;
  const { lower, upper, includesLower, bitmapPixels, explanation } = cluster;
  if (!explanation) return null;
  const limit = (value: number | null | undefined, open: string) =>
    value === null || value === undefined ? open : quantity(value);
  const rows: NumberRow[] = [
    { name: t('numbers.range'), value: `${includesLower ? '[' : ''}${limit(lower, '−∞')} … ${limit(upper, '∞')}` },
    { name: t('numbers.iou'), value: quantity(explanation.iou), exact: String(explanation.iou) },
    {
      name: t('numbers.chance'),
      value: quantity(explanation.chance),
      exact: String(explanation.chance),
      meaning: t('numbers.chanceMeaning'),
    },
    ...evidenceRows(explanation, words),
    ...labelledRow(cluster, words),
    ...metricRows(explanation.metrics, words),
    ...measuredRows(cluster, words),
    { name: t('numbers.intersection'), value: count(explanation.intersection) },
    { name: t('numbers.union'), value: count(explanation.union) },
    { name: t('numbers.neuronPixels'), value: count(bitmapPixels) },
    { name: t('numbers.formulaPixels'), value: count(explanation.formulaPixels) },
    { name: t('numbers.formula'), value: explanation.formula.text },
    ...proofRow(explanation, { lengthMax, words }),
  ];
  return (
    <details className="fold numbers">
      <summary className="text-button">{t('numbers.title')}</summary>
      <dl>
        {rows.map(({ name, value, meaning }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            {meaning && <dd className="numbers-meaning">{meaning}</dd>}
          </div>
        ))}
      </dl>
      <CopyLink
        className="text-button"
        label={t('numbers.copy')}
        done={t('shell.copied')}
        text={rows.map(({ name, value, exact = value }) => `${name}\t${exact}`).join('\n')}
      />
    </details>
  );
}

type Explanation = NonNullable<LaneNumbersFragment['explanation']>;

/** What stands behind the overlap; nothing where it was not computed. */
function evidenceRows(explanation: Explanation, { t }: Words): NumberRow[] {
  const { heldOutIou, shuffledIou, heldOutP, heldOutQ, replication } = explanation;
  if (heldOutIou == null || shuffledIou == null || heldOutP == null || !replication) return [];
  const { folds, formula, leadingPair } = replication;
  return [
    { name: t('numbers.heldOutIou'), value: String(heldOutIou), meaning: t('numbers.heldOutIouMeaning') },
    { name: t('numbers.shuffledIou'), value: String(shuffledIou), meaning: t('numbers.shuffledIouMeaning') },
    { name: t('numbers.heldOutP'), value: String(heldOutP), meaning: t('numbers.heldOutPMeaning') },
    { name: t('numbers.heldOutQ'), value: heldOutQ == null ? '–' : String(heldOutQ) },
    { name: t('numbers.replication'), value: t('numbers.replicationValue', { formula, leadingPair, folds }) },
  ];
}

function metricRows(metrics: Explanation['metrics'], words: Words): NumberRow[] {
  const { t, percent } = words;
  const share = (value: number | null | undefined) =>
    value === null || value === undefined ? t('numbers.notMeasured') : percent(value);
  return [
    {
      name: t('numbers.detectionAccuracy'),
      value: share(metrics.detectionAccuracy),
      meaning: t('numbers.detectionAccuracyMeaning'),
    },
    {
      name: t('numbers.activationCoverage'),
      value: share(metrics.activationCoverage),
      meaning: t('numbers.activationCoverageMeaning'),
    },
    {
      name: t('numbers.sampleCoverage'),
      value: sampleCoverageText(metrics, words),
      meaning: t('numbers.sampleCoverageMeaning'),
    },
    {
      name: t('numbers.explanationCoverage'),
      value: share(metrics.explanationCoverage),
      meaning: t('numbers.explanationCoverageMeaning'),
    },
  ];
}

/** Nothing in older runs, which did not count it. */
function labelledRow({ labelledShare }: LaneNumbersFragment, { t, percent }: Words): NumberRow[] {
  if (labelledShare == null) return [];
  return [
    { name: t('numbers.labelledShare'), value: percent(labelledShare), meaning: t('numbers.labelledShareMeaning') },
  ];
}

/** What was measured by running the network again; nothing where it was not. */
function measuredRows({ importance, explanation }: LaneNumbersFragment, words: Words): NumberRow[] {
  const { t, count, percent } = words;
  const rows = [...maskingRow(explanation, words), ...specificationsRow(explanation, words)];
  if (importance) {
    const { changed, samples, share } = importance;
    rows.push({
      name: t('numbers.importance'),
      value: t('numbers.importanceValue', { changed: count(changed), samples: count(samples), share: percent(share) }),
      meaning: t('numbers.importanceMeaning'),
    });
    rows.push({ name: t('numbers.control'), ...controlOf(importance, words) });
  }
  return rows;
}

/** What a range does beside what as much activation removed at random does. */
function controlOf(
  { controlChanged, difference: found }: NonNullable<LaneNumbersFragment['importance']>,
  { t, count, points }: Words,
): Omit<NumberRow, 'name'> {
  if (controlChanged == null || !found)
    return { value: t('numbers.notMeasured'), meaning: t('numbers.controlMissing') };
  const { difference, lower, upper } = found;
  return {
    value: count(controlChanged),
    meaning: t('numbers.controlMeaning', {
      difference: points(difference),
      lower: points(lower),
      upper: points(upper),
    }),
  };
}

function maskingRow(explanation: LaneNumbersFragment['explanation'], { t, quantity }: Words): NumberRow[] {
  if (explanation?.labelMasking == null) return [];
  const { labelMasking, labelMaskingSamples, labelMaskingStrength: strength, labelMaskingFloor: floor } = explanation;
  const value =
    strength == null || floor == null
      ? quantity(labelMasking)
      : t('numbers.labelMaskingValue', {
          similarity: quantity(labelMasking),
          floor: quantity(floor),
          strength: quantity(strength),
        });
  const meaning = t('numbers.labelMaskingMeaning', { samples: labelMaskingSamples ?? 0 });
  return [{ name: t('numbers.labelMasking'), value, meaning }];
}

function specificationsRow(explanation: LaneNumbersFragment['explanation'], { t, count }: Words): NumberRow[] {
  if (explanation?.specificationsHeld == null || explanation.specificationsTotal == null) return [];
  const [held, total] = [count(explanation.specificationsHeld), count(explanation.specificationsTotal)];
  return [
    {
      name: t('numbers.specifications'),
      value: t('numbers.specificationsValue', { held, total }),
      meaning: t('numbers.specificationsMeaning'),
    },
  ];
}

/** What the search proved; nothing where it proves nothing. */
function proofRow(
  { bound, gap }: Pick<Explanation, 'bound' | 'gap'>,
  { lengthMax, words: { t } }: { lengthMax: number; words: Words },
): NumberRow[] {
  if (bound == null || gap == null) return [];
  const meaning =
    gap === 0
      ? t('numbers.proofBest', { length: lengthMax })
      : t('numbers.proofGap', { length: lengthMax, bound: String(bound) });
  return [{ name: t('numbers.gap'), value: String(gap), meaning }];
}
