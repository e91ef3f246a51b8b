import { compareScores, type KeptFile, type RangeScore, scoreFormula, unknownConcepts } from '@strata/compute/kept';
import {
  conceptsOf,
  nearestNames,
  parseAskedFormula,
  type ScoreAnswer,
  type ScoredRange,
  type ScoreQuestion,
  type UnknownConcept,
} from '@strata/domain';
import { adjustedP } from '@strata/statistics';
import { openKept } from './kept-place.ts';

/** What is believed when at most one in twenty of the believed may be false. */
const Q_MAX = 0.05;

/**
 * Scores a formula against every range of the runs whose hits a home keeps, the best first. Which ranges come first is a
 * choice among all of them, so each p is adjusted over all that were scored.
 * @throws FormulaSyntaxError when it can't be read; DatasetError when a file became shorter
 */
export function answerScore(home: string, { runs, formula: text, first }: ScoreQuestion): ScoreAnswer {
  const formula = parseAskedFormula(text);
  const names = conceptsOf(formula).map(({ name }) => name);
  const scores: { readonly runId: number; readonly score: RangeScore }[] = [];
  const unknown = new Map<string, UnknownConcept>();
  const missing: number[] = [];
  let totalPixels = 0;
  for (const run of runs) {
    const kept = openKept(home, run);
    if (!kept) {
      missing.push(run.runId);
      continue;
    }
    try {
      for (const name of unknownConcepts(names, kept.header)) {
        unknown.set(name, { name, nearest: nearestNames(name, kept.header.concepts) });
      }
      if (unknown.size > 0) continue;
      totalPixels = pixelsOf(kept);
      for (const score of scoreFormula(kept, formula)) scores.push({ runId: run.runId, score });
    } finally {
      kept.close();
    }
  }
  if (unknown.size > 0) scores.length = 0;
  return { kind: 'score', ...rank(scores, first), totalPixels, unknown: [...unknown.values()], missing };
}

function pixelsOf({ header: { sampleCount, mask } }: KeptFile): number {
  return sampleCount * mask.height * mask.width;
}

function rank(
  scores: readonly { readonly runId: number; readonly score: RangeScore }[],
  first: number,
): Pick<ScoreAnswer, 'scored' | 'significant' | 'formulaPixels' | 'ranges'> {
  const tested = scores.filter(({ score }) => score.p !== null);
  const adjusted = adjustedP(tested.map(({ score }) => score.p as number));
  const q = new Map(tested.map(({ score }, place) => [score, adjusted[place] as number]));
  // The order of runs is that of the question, which a stable sort keeps.
  const ranked = scores.toSorted((a, b) => compareScores(a.score, b.score)).slice(0, first);
  return {
    scored: scores.length,
    significant: tested.length === 0 ? null : adjusted.reduce((sum, one) => sum + (one <= Q_MAX ? 1 : 0), 0),
    formulaPixels: scores[0]?.score.formulaPixels ?? 0,
    ranges: ranked.map(({ runId, score }) => scoredRange(runId, score, q.get(score) ?? null)),
  };
}

function scoredRange(
  runId: number,
  { unit, clusterIndex, overlap, bitmapPixels, shuffled, p }: RangeScore,
  q: number | null,
): ScoredRange {
  const iou = shareOf(overlap.intersection, overlap.union);
  const shuffledIou = shuffled && shareOf(shuffled.intersection, shuffled.union);
  return {
    runId,
    unit,
    clusterIndex,
    iou,
    intersection: overlap.intersection,
    union: overlap.union,
    bitmapPixels,
    shuffledIou,
    timesShuffled: shuffledIou ? iou / shuffledIou : null,
    p,
    q,
  };
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
