import type { CollectedData, NamedPair } from '@strata/runs';

/** What to collect, sentence by sentence; "collect" only of pairs whose images mend more than as many others. */
export function collectSentences(
  found: CollectedData,
  { model, version }: { readonly model: string; readonly version: string },
): string[] {
  const { images, wrong, isGrouped, units, unitsWrong, errorsNeeded, pairs, tried } = found;
  const groups = isGrouped ? ` Groups count as one: ${units} groups, ${unitsWrong} of them wrong.` : '';
  const head = `${model} ${version}: ${wrong} of ${images} images are wrong (${percent(wrong, images)}).${groups} ${dataText(found)}`;
  if (errorsNeeded !== null) {
    return [head, `Too few errors: ${errorsNeeded} are needed before anything can be said of what to collect.`];
  }
  if (pairs.length === 0) {
    return [
      head,
      `None of ${tried} pairs of concepts is both rare in the data and wrong more often than what has one alone.`,
    ];
  }
  return [head, ...pairs.map((pair, at) => pairSentence(pair, { rank: at + 1, ...found }))];
}

function dataText({ learntSplit, dataCount, layer }: CollectedData): string {
  const data =
    learntSplit === null ? 'The data are the images at hand' : `The data are the images of split ${learntSplit}`;
  return `${data} (${dataCount}). A readout of ${layer} was trained again, not the network.`;
}

function pairSentence(
  pair: NamedPair,
  { rank, dataCount }: { readonly rank: number; readonly dataCount: number },
): string {
  const { verdict, wrong, selected, curve } = pair;
  const name = [pair.first, pair.second]
    .map((term) => (term.kind === 'CLASS' ? `class ${term.name}` : term.name))
    .join(' with ');
  const rare = `${pair.dataCount} of ${dataCount} images of the data; ${wrong} of ${selected} (${percent(wrong, selected)}) are wrong`;
  if (verdict === 'TOO_FEW_ERRORS' || curve === null)
    return `${rank}. Too few errors or images to speak of ${name}: ${rare}.`;
  const last = curve.points.at(-1);
  const tested = last
    ? ` With ${last.added} more, ${share(last.wrongShare)} of ${curve.tested} test images are wrong, with as many others ${share(last.controlShare)}; q ${pair.q.toFixed(3)}.`
    : '';
  const expected = `100 new images are expected to mend ${pair.mended.toFixed(1)} of these errors (${pair.mendedLower.toFixed(1)}–${pair.mendedUpper.toFixed(1)}).`;
  if (verdict === 'COLLECT') return `${rank}. Collect ${name}: ${rare}. ${expected}${tested}`;
  return `${rank}. Not shown to help: ${name}: ${rare}.${tested}`;
}

function share(value: number): string {
  return `${(100 * value).toFixed(0)} %`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : share(part / whole);
}
