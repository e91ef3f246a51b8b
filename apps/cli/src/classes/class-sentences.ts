import type { ExplainedClasses, StoredClassRange } from '@strata/runs';

/** Ranges of a class that are said, at most. */
const RANGES_SAID = 4;

/** The classes of a version, each with what it is taken for and the ranges that carry it. */
export function classSentences(
  { images, layer, predictions, ranges }: ExplainedClasses,
  { model, version }: { readonly model: string; readonly version: string },
): string[] {
  const names = [...new Set(predictions.map(({ className }) => className))];
  const head = `${model} ${version}: ${names.length} classes on ${images} images, ranges of ${layer}.`;
  const lines = names.flatMap((name) => {
    const cells = predictions.filter(({ className }) => className === name);
    const all = cells.reduce((sum, { imageCount }) => sum + imageCount, 0);
    const right = cells.find(({ predictedName }) => predictedName === name)?.imageCount ?? 0;
    const others = cells
      .filter(({ predictedName }) => predictedName !== name)
      .toSorted((a, b) => b.imageCount - a.imageCount);
    const taken = others
      .map(({ predictedName, imageCount }) => `${predictedName || 'no class'} ${imageCount}`)
      .join(', ');
    const own = ranges.filter(({ className }) => className === name);
    return [`${name}: ${right} of ${all} right${taken === '' ? '' : `; taken for ${taken}`}.`, ...rangeLines(own)];
  });
  return [head, ...lines];
}

function rangeLines(ranges: readonly StoredClassRange[]): string[] {
  if (ranges.length === 0)
    return ['  No range was taken out: none fires more on it, or too few of its images are right.'];
  return ranges.slice(0, RANGES_SAID).map((range) => {
    const { role, unit, clusterIndex, formula, broken, controlBroken, rightCount, takenFor, takenForCount } = range;
    const name = `neuron ${unit}, range ${clusterIndex} (${formula ?? 'nothing nameable'})`;
    const breaks = `without it ${broken} of ${rightCount} images break (at random places ${controlBroken})`;
    const then = takenFor === null ? '' : `, ${takenForCount} of them to ${takenFor}`;
    const share = (value: number): string => (100 * value).toFixed(0);
    const effect = `effect ${share(range.effect)} % (${share(range.effectLower)}–${share(range.effectUpper)}), q ${range.effectQ.toFixed(3)}`;
    return `  ${role === 'CARRIES' ? 'Carried by' : 'Goes with'} ${name}: ${breaks}${then}; ${effect}.`;
  });
}
