import type { ReviewVerdict } from '@strata/domain';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { explanation, formula, layer, model, modelVersion, review, run, verdict } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/** A review with what it was said of, in names. */
export interface DescribedReview {
  readonly id: number;
  readonly createdAt: string;
  readonly reviewerName: string;
  readonly verdict: ReviewVerdict;
  readonly reason: string | null;
  readonly betterName: string | null;
  /** Whether it is what the reviewer says of the explanation now. */
  readonly isCurrent: boolean;
  readonly model: string;
  readonly modelVersion: string;
  readonly layer: string;
  readonly unitIndex: number;
  readonly clusterIndex: number;
  readonly formula: string;
}

/** Rows of one statement. */
const PAGE = 1_000;

/** All that was ever said of explanations, the oldest first, page by page. @throws StoreError when the database fails */
export async function* describeReviews(store: Store): AsyncGenerator<DescribedReview> {
  for (let after = 0; ; ) {
    const rows = await orStoreError('Reading the reviews', () => readAfter(store, after));
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? after;
  }
}

function readAfter({ db }: Store, after: number): Promise<DescribedReview[]> {
  return db
    .select({
      id: review.id,
      createdAt: review.createdAt,
      reviewerName: review.reviewerName,
      verdict: review.verdict,
      reason: review.reason,
      betterName: review.betterName,
      isCurrent: sql<boolean>`${verdict.reviewId} is not null`,
      model: model.name,
      modelVersion: modelVersion.label,
      layer: layer.name,
      unitIndex: explanation.unitIndex,
      clusterIndex: explanation.clusterIndex,
      formula: formula.text,
    })
    .from(review)
    .innerJoin(explanation, eq(explanation.id, review.explanationId))
    .innerJoin(formula, eq(formula.id, explanation.formulaId))
    .innerJoin(run, eq(run.id, explanation.runId))
    .innerJoin(layer, eq(layer.id, run.layerId))
    .innerJoin(modelVersion, eq(modelVersion.id, layer.modelVersionId))
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .leftJoin(
      verdict,
      and(
        eq(verdict.explanationId, review.explanationId),
        eq(verdict.reviewer, review.reviewer),
        eq(verdict.reviewId, review.id),
      ),
    )
    .where(gt(review.id, after))
    .orderBy(asc(review.id))
    .limit(PAGE);
}
