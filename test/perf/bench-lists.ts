import type { Store } from '@strata/db';
import { ask, type Measured, measuredOf, type Sample } from './measured.ts';
import { COMMONEST, combinationsOf, LIST_SHAPES, type ListShape, listQuery, RARE, type Where } from './shapes.ts';

export interface BenchContext {
  readonly api: string;
  readonly store: Store;
  /** Requests of each query and place. */
  readonly repeats: number;
}

const PAGE = 20;
const DEEP_PAGE = 1_000;
/** Rows a request while walking to the thousandth page. */
const STRIDE = 100;

/** Every list with each filter and each two of them in its default order: the first page, and page 1,000 by its cursor. */
export async function benchLists(context: BenchContext): Promise<Measured[]> {
  const measured: Measured[] = [];
  const all: Sample[] = [];
  for (const shape of LIST_SHAPES) {
    const first: Sample[] = [];
    for (const { name, where } of combinationsOf(shape))
      first.push(...(await samplesOf(context, { shape, name, where })));
    measured.push(measuredOf(`${shape.field}, two filters, first page`, first));
    all.push(...first);
  }
  measured.push(measuredOf('all lists, two filters, first page', all));
  measured.push(await benchDeepPages(context));
  return measured;
}

/** Page 1,000 of those explanation lists that have one, each filter alone, and in pairs with a range. */
async function benchDeepPages(context: BenchContext): Promise<Measured> {
  const [shape] = LIST_SHAPES as readonly [ListShape];
  const samples: Sample[] = [];
  for (const [name, where] of Object.entries(shape.conditions)) {
    const both = { and: [where, { clusterIndex: { gte: 2 } }] };
    const after = await walkTo(context, { shape, where: both });
    if (after)
      samples.push(...(await samplesOf(context, { shape, name: `${name} + ranges, page 1,000`, where: both, after })));
  }
  return measuredOf('explanations, two filters, page 1,000 by cursor', samples);
}

async function walkTo(
  { api }: BenchContext,
  { shape, where }: { shape: ListShape; where: Where },
): Promise<string | null> {
  let after: string | null = null;
  for (let rows = 0; rows < (DEEP_PAGE - 1) * PAGE; rows += STRIDE) {
    const variables: Record<string, unknown> = { first: STRIDE, after, where };
    const { data } = await ask(api, { name: 'walk', query: listQuery(shape), variables });
    const page = (data as Record<string, { pageInfo: { endCursor: string; hasNextPage: boolean } }> | null)?.[
      shape.field
    ];
    if (!page?.pageInfo.hasNextPage) return null;
    after = page.pageInfo.endCursor;
  }
  return after;
}

async function samplesOf(
  { api, repeats }: BenchContext,
  { shape, name, where, after }: { shape: ListShape; name: string; where: Where; after?: string },
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1)
    samples.push(
      await ask(api, {
        name: `${shape.field}: ${name}`,
        query: listQuery(shape),
        variables: { first: PAGE, where, after: after ?? null },
      }),
    );
  return samples;
}

/** A concept with its polarity, in one range, beyond an overlap: for a rare concept and the commonest one. */
export async function benchConceptFilters({ api, repeats }: BenchContext): Promise<Measured[]> {
  const [shape] = LIST_SHAPES as readonly [ListShape];
  const measured: Measured[] = [];
  for (const [name, concept] of [
    ['rare', RARE],
    ['commonest', COMMONEST],
  ] as const) {
    const samples: Sample[] = [];
    for (let repeat = 0; repeat < 10 * repeats; repeat += 1)
      for (const clusterIndex of [1, 3, 5])
        for (const negated of [false, true])
          for (const gt of [0.02, 0.1, 0.2]) {
            const where = {
              clusterIndex: { eq: clusterIndex },
              iou: { gt },
              concept: { name: { eq: concept }, negated },
            };
            const label = `${concept} ${negated ? 'under NOT ' : ''}range ${clusterIndex} iou > ${gt}`;
            samples.push(await ask(api, { name: label, query: listQuery(shape), variables: { first: PAGE, where } }));
          }
    measured.push(measuredOf(`concept + polarity + range + IoU, ${name} concept`, samples));
  }
  return measured;
}
