import { type DescribedReview, describeReviews } from '@strata/db';
import { csvCell } from '../csv-cell.ts';
import { openHomeStore } from '../home.ts';
import { printTable } from '../print-table.ts';

interface ListOptions {
  readonly format: 'table' | 'json' | 'csv';
  /** Only what each reviewer says now. */
  readonly currentOnly: boolean;
}

/** Prints what reviewers said of explanations. */
export async function listReviews({ format, currentOnly }: ListOptions): Promise<void> {
  const store = await openHomeStore();
  const reviews: DescribedReview[] = [];
  try {
    for await (const review of describeReviews(store)) if (review.isCurrent || !currentOnly) reviews.push(review);
  } finally {
    await store.close();
  }
  if (format === 'json') process.stdout.write(`${JSON.stringify(reviews.map(withoutId), null, 2)}\n`);
  else if (format === 'csv') process.stdout.write(csvOf(reviews.map(withoutId)));
  else if (reviews.length === 0)
    process.stderr.write('No reviews yet. A reviewer gives them on the page "Judgements" of the dashboard.\n');
  else printTable([HEAD, ...reviews.map(lineOf)]);
}

const HEAD = ['given', 'reviewer', 'verdict', 'model', 'version', 'layer', 'neuron', 'range', 'formula', 'reason'];

function lineOf(review: DescribedReview): string[] {
  const { createdAt, reviewerName, verdict, isCurrent, model, modelVersion, layer, formula, reason } = review;
  return [
    createdAt.slice(0, 16).replace('T', ' '),
    reviewerName,
    isCurrent ? verdict.toLowerCase() : `(${verdict.toLowerCase()})`,
    model,
    modelVersion,
    layer,
    String(review.unitIndex),
    String(review.clusterIndex),
    formula,
    (reason ?? '').replaceAll('\n', ' '),
  ];
}

/** Rows of the database have other numbers elsewhere. */
function withoutId({ id: _, ...review }: DescribedReview) {
  return review;
}

/** RFC 4180. Reviewers' words begin no spreadsheet's formula. */
function csvOf(reviews: readonly Omit<DescribedReview, 'id'>[]): string {
  const columns = [
    ...(['createdAt', 'reviewerName', 'verdict', 'reason', 'betterName', 'isCurrent', 'model'] as const),
    ...(['modelVersion', 'layer', 'unitIndex', 'clusterIndex', 'formula'] as const),
  ];
  const lines = reviews.map((review) => columns.map((column) => csvCell(review[column])));
  return [columns, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}
