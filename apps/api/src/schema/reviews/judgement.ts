import { countsOf, type VerdictRow } from '@strata/db';
import { judgementOf } from '@strata/domain';
import { judgementSight, reviewerOf } from '../../auth/reviewer.ts';
import type { ApiContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { present } from '../present.ts';
import { Explanation, ModelVersion } from '../refs.ts';
import { Review } from './review.ts';
import { JudgementOutcome, ReviewVerdict } from './verdicts.ts';

interface Judged {
  readonly verdicts: readonly VerdictRow[];
}

const countOf =
  (verdict: VerdictRow['verdict']) =>
  ({ verdicts }: Judged) =>
    verdicts.filter((one) => one.verdict === verdict).length;

const Judgement = builder.objectRef<Judged>('Judgement').implement({
  description: 'What reviewers together say of an explanation, each by their newest verdict.',
  fields: (t) => ({
    outcome: t.field({
      type: JudgementOutcome,
      description: 'The verdict of more than half of those who could tell.',
      resolve: ({ verdicts }) => judgementOf(countsOf(verdicts.map(({ verdict }) => verdict))),
    }),
    reviewers: t.int({ description: 'How many have judged it.', resolve: ({ verdicts }) => verdicts.length }),
    confirming: t.int({ description: 'How many of them confirm it.', resolve: countOf('CONFIRM') }),
    partly: t.int({ description: 'How many confirm a part of it.', resolve: countOf('PARTLY') }),
    rejecting: t.int({ description: 'How many reject it.', resolve: countOf('REJECT') }),
    unsure: t.int({ description: 'How many could not tell.', resolve: countOf('UNSURE') }),
    carriedOver: t.int({
      description:
        'How many of the verdicts were given to an earlier version and followed the range, which has meant the SAME since.',
      resolve: ({ verdicts }) => verdicts.filter(({ carriedOver }) => carriedOver > 0).length,
    }),
  }),
});

const OwnVerdict = builder.objectRef<VerdictRow>('OwnVerdict').implement({
  description: 'What the caller says of an explanation.',
  fields: (t) => ({
    verdict: t.expose('verdict', { type: ReviewVerdict, description: 'What they say.' }),
    carriedOver: t.boolean({
      description: 'Whether it was said of an earlier version, and followed the range, which has meant the SAME since.',
      resolve: ({ carriedOver }) => carriedOver > 0,
    }),
    modelVersion: t.field({
      type: ModelVersion,
      description: 'The version that it was said of.',
      resolve: async ({ fromRunId }, _, { rows }) => {
        const run = await present(rows.run.load(fromRunId));
        const layer = await present(rows.layer.load(run.layerId));
        return present(rows.modelVersion.load(layer.modelVersionId));
      },
    }),
    review: t.field({
      type: Review,
      description: 'The review, with its words.',
      resolve: ({ reviewId }, _, { rows }) => present(rows.review.load(reviewId)),
    }),
  }),
});

builder.objectFields(Explanation, (t) => ({
  judgement: t.field({
    type: Judgement,
    nullable: true,
    description:
      'What reviewers say of it; null where nobody has judged it. For the role REVIEWER null, too, until the caller has.',
    resolve: async ({ id }, _, context) => {
      const verdicts = await seenVerdicts(id, context);
      return verdicts.length === 0 ? null : { verdicts };
    },
  }),
  ownVerdict: t.field({
    type: OwnVerdict,
    nullable: true,
    description: 'What the caller says of it; null where they have not judged it.',
    resolve: async ({ id }, _, { rows, caller }) => ownOf(await rows.verdicts.load(id), reviewerOf(caller)),
  }),
}));

async function seenVerdicts(id: number, { rows, caller }: ApiContext): Promise<readonly VerdictRow[]> {
  const verdicts = await rows.verdicts.load(id);
  const sight = judgementSight(caller);
  return sight === null || ownOf(verdicts, sight) ? verdicts : [];
}

function ownOf(verdicts: readonly VerdictRow[], own: string): VerdictRow | null {
  return verdicts.find(({ reviewer }) => reviewer === own) ?? null;
}
