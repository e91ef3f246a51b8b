import {
  JUDGEMENTS,
  type Judgement,
  judgementOf,
  REVIEW_VERDICTS,
  type ReviewVerdict,
  type VerdictCounts,
} from '@strata/domain';
import { type Agreement, cohenKappa, drawnShare, fleissKappa, krippendorffAlpha, type Share } from '@strata/statistics';
import type { JudgedRow } from './read-judged.ts';

/** Decides the draws of the intervals. */
const SEED = 1;

/** How far reviewers agree on the explanations of a layer, or of one of its ranges. */
export interface ReviewAgreement {
  /** Null: of all ranges. */
  readonly clusterIndex: number | null;
  readonly explanations: number;
  /** Explanations that somebody has judged, and those that two or more have. */
  readonly judged: number;
  readonly judgedByTwo: number;
  readonly reviewers: number;
  /** How many explanations are judged so. */
  readonly judgements: Readonly<Record<Judgement, number>>;
  /** Of two reviewers; null with fewer or more, and where they have no explanation in common. */
  readonly cohen: Agreement | null;
  /** Over the explanations that every reviewer has judged; null where there is none, or one reviewer. */
  readonly fleiss: Agreement | null;
  /** Over all that two or more have judged; null where there is none. */
  readonly krippendorff: Agreement | null;
}

/** How many of a layer's explanations would be confirmed, from those that were judged in the order of the draw. */
export interface ReviewEstimate extends Share {
  readonly explanations: number;
  /** The first in the order of the draw that were judged: these are counted. */
  readonly judged: number;
}

/** Of all ranges first, then of each, ascending. The four verdicts are four names: unsure is one of them. */
export function agreementsOf(rows: readonly JudgedRow[]): ReviewAgreement[] {
  const ranges = [...new Set(rows.map(({ clusterIndex }) => clusterIndex))].sort((a, b) => a - b);
  const own = ranges.map((range) =>
    agreementOf(
      rows.filter(({ clusterIndex }) => clusterIndex === range),
      range,
    ),
  );
  return [agreementOf(rows, null), ...own];
}

function agreementOf(rows: readonly JudgedRow[], clusterIndex: number | null): ReviewAgreement {
  const reviewers = [...new Set(rows.flatMap(({ verdicts }) => Object.keys(verdicts)))].sort();
  const ratings = rows.map(({ verdicts }) => reviewers.map((reviewer) => verdicts[reviewer] ?? null));
  const byTwo = ratings.filter((row) => row.filter((one) => one !== null).length >= 2);
  const complete = byTwo.filter((row) => row.every((one) => one !== null));
  const seed = { seed: SEED };
  const column = (at: number) => ratings.map((row) => row[at] ?? null);
  return {
    clusterIndex,
    explanations: rows.length,
    judged: ratings.filter((row) => row.some((one) => one !== null)).length,
    judgedByTwo: byTwo.length,
    reviewers: reviewers.length,
    judgements: countJudgements(rows),
    cohen: reviewers.length === 2 && byTwo.length > 0 ? cohenKappa(column(0), column(1), seed) : null,
    fleiss: complete.length > 0 ? fleissKappa(complete.map(countVerdicts), seed) : null,
    krippendorff: byTwo.length > 0 ? krippendorffAlpha(byTwo, seed) : null,
  };
}

/**
 * Only the first in the order of the draw count, up to the first that nobody has judged: others were chosen by what is known
 * of them. One that several have judged counts by the share of them who confirm it. Null where the first was not judged.
 */
export function estimateOf(rows: readonly JudgedRow[]): ReviewEstimate | null {
  const open = rows.findIndex(({ verdicts }) => Object.keys(verdicts).length === 0);
  const judged = open === -1 ? rows : rows.slice(0, open);
  const drawn = judged.map(({ doubt, verdicts }) => {
    const said = Object.values(verdicts);
    return { weight: doubt, value: said.filter((verdict) => verdict === 'CONFIRM').length / said.length };
  });
  const next = open === -1 ? null : (rows[open]?.placeDrawn ?? null);
  const share = drawnShare(drawn, { total: rows.length, next });
  return share && { ...share, explanations: rows.length, judged: judged.length };
}

/** By how many each verdict was given. */
export function countsOf(verdicts: readonly ReviewVerdict[]): VerdictCounts {
  const count = (verdict: ReviewVerdict) => verdicts.filter((one) => one === verdict).length;
  return { CONFIRM: count('CONFIRM'), PARTLY: count('PARTLY'), REJECT: count('REJECT'), UNSURE: count('UNSURE') };
}

function countVerdicts(row: readonly (ReviewVerdict | null)[]): number[] {
  return REVIEW_VERDICTS.map((verdict) => row.filter((one) => one === verdict).length);
}

function countJudgements(rows: readonly JudgedRow[]): Record<Judgement, number> {
  const judged = rows
    .map(({ verdicts }) => Object.values(verdicts))
    .filter((said) => said.length > 0)
    .map((said) => judgementOf(countsOf(said)));
  return Object.fromEntries(
    JUDGEMENTS.map((judgement) => [judgement, judged.filter((one) => one === judgement).length]),
  ) as Record<Judgement, number>;
}
