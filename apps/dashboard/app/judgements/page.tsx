import type { Metadata } from 'next';
import { layerLabel } from '../../data/paths';
import { AgreementPanel } from '../../features/reviews/agreement-panel';
import { estimateSentence } from '../../features/reviews/estimate-sentence';
import { JudgeForm } from '../../features/reviews/judge-form';
import { judgeWords } from '../../features/reviews/judge-words';
import { readReviewPage } from '../../features/reviews/read-review-page';
import { readReviewAddress, reviewPath } from '../../features/reviews/review-address';
import { ReviewChoices } from '../../features/reviews/review-choices';
import { ReviewItem } from '../../features/reviews/review-item';
import { readReviewer } from '../../features/session/read-viewer';
import { Shell } from '../../features/shell/shell';
import { Trouble } from '../../features/trouble/trouble';
import { getWords } from '../../i18n/words';
import { PageHead } from '../../ui/page-head';
import { TextLink } from '../../ui/text-link';

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords()).t('review.title') };
}

export default async function JudgementsPage({ searchParams }: Props) {
  const [reviewer, words] = await Promise.all([readReviewer(), getWords()]);
  const answer = await readReviewPage(readReviewAddress(await searchParams), { canReview: reviewer !== null });
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  const { t, count } = words;
  const { address, models, queue, reviews } = answer.data;
  const [next] = queue?.edges ?? [];
  return (
    <Shell current="judgements" terms={['range', 'formula', 'overlap', 'grade', 'probe']}>
      <PageHead kicker={t('review.title')} second={reviews && estimateSentence(reviews.reviewEstimate, words)}>
        {queue ? t('review.waiting', { n: queue.totalCount, count: count(queue.totalCount) }) : t('review.readOnly')}
      </PageHead>
      <ReviewChoices address={address} models={models} words={words} />
      {reviewer !== null && next && (
        <div className="review-desk">
          <ReviewItem queued={next.node} words={words} />
          <div className="review-side">
            <JudgeForm reviewer={reviewer} explanation={next.node.explanation.id} hasKeys words={judgeWords(words)} />
            <TextLink className="text-button" href={reviewPath(address, { after: next.cursor })}>
              {t('review.skip')}
            </TextLink>
          </div>
        </div>
      )}
      {queue && !next && (
        <section className="notice">
          <p>{queue.totalCount === 0 ? t('review.none') : t('review.end')}</p>
          {queue.totalCount > 0 && (
            <TextLink className="button" href={reviewPath(address)}>
              {t('review.fromStart')}
            </TextLink>
          )}
        </section>
      )}
      {reviews && <AgreementPanel reviews={reviews} layer={layerLabel(address.layer)} words={words} />}
    </Shell>
  );
}
