import type { ScoredVersion } from '@strata/runs';

interface Asked {
  readonly model: string;
  readonly version: string;
  readonly formula: string;
}

/** What a score says as a whole, and of runs that are not whole what would make them so. */
export function scoreSentences(found: ScoredVersion, { model, version, formula }: Asked): string[] {
  const { scored, significant, ranges, formulaPixels, totalPixels, runs } = found;
  const share = totalPixels === 0 ? '0' : ((100 * formulaPixels) / totalPixels).toFixed(1);
  const head = `${formula} on ${model} ${version}: ${scored} ranges scored; the formula covers ${share} % of the images.`;
  const partial = runs
    .filter(({ unitsDone, unitsTotal }) => unitsDone < unitsTotal)
    .map(
      ({ layerName, unitsDone, unitsTotal }) =>
        `Of ${layerName} only ${unitsDone} of ${unitsTotal} neurons are explained, and scored: the same "strata explain" command again goes on with the others.`,
    );
  const best = ranges[0];
  if (!best || best.intersection === 0) return [head, 'No range overlaps it anywhere.', ...partial];
  return [head, nullSentence(significant), ...partial];
}

function nullSentence(significant: number | null): string {
  if (significant === null) return 'No shuffled images are kept, so that it is not known what overlaps by chance.';
  if (significant === 0) return 'None overlaps it more than shuffled images do (q of at most 0.05 over all of them).';
  return `${significant} overlap it more than shuffled images do (q of at most 0.05 over all of them).`;
}

/** The best ranges: the rows of a table with its head. */
export function scoreTable({ ranges, runs }: ScoredVersion): string[][] {
  const layerOf = new Map(runs.map(({ runId, layerName }) => [runId, layerName]));
  const several = runs.length > 1;
  return [
    [...(several ? ['layer'] : []), 'neuron', 'range', 'IoU', 'shuffled', 'times', 'p', 'q'],
    ...ranges.map((range) => [
      ...(several ? [layerOf.get(range.runId) ?? ''] : []),
      `${range.unit}`,
      `${range.clusterIndex}`,
      range.iou.toFixed(3),
      numberText(range.shuffledIou, 3),
      numberText(range.timesShuffled, 1),
      numberText(range.p, 4),
      numberText(range.q, 3),
    ]),
  ];
}

function numberText(value: number | null, digits: number): string {
  if (value === null) return '–';
  const least = 10 ** -digits;
  return value > 0 && value < least ? `<${least}` : value.toFixed(digits);
}
