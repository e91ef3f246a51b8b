import type { AgreementMeasureFragment, LayerReviewsQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

type LayerReviews = NonNullable<LayerReviewsQuery['layer']>;

interface AgreementPanelProps {
  readonly reviews: LayerReviews;
  /** The layer as people call it. */
  readonly layer: string;
  readonly words: Words;
}

/** How a layer was judged, and how far reviewers agree: a table of its ranges. */
export function AgreementPanel({ reviews: { agreement }, layer, words }: AgreementPanelProps) {
  const { t } = words;
  return (
    <div className="review-agreement">
      <h2>{t('review.agreement.title', { layer })}</h2>
      <p className="hint-line">{t('review.agreement.meaning')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('review.agreement.title', { layer })}>
        <table className="data-table">
          <caption className="sr-only">{t('review.agreement.title', { layer })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('column.range')}</th>
              <th scope="col" className="num">
                {t('review.agreement.judged')}
              </th>
              {(['CONFIRMED', 'PARTLY_CONFIRMED', 'REJECTED', 'DISPUTED', 'UNDECIDED'] as const).map((outcome) => (
                <th key={outcome} scope="col" className="num">
                  {t(`review.outcome.${outcome}`)}
                </th>
              ))}
              <th scope="col" className="num">
                {t('review.agreement.cohen')}
              </th>
              <th scope="col" className="num">
                {t('review.agreement.fleiss')}
              </th>
              <th scope="col" className="num">
                {t('review.agreement.krippendorff')}
              </th>
            </tr>
          </thead>
          <tbody>
            {agreement.map((row) => (
              <AgreementRow key={row.clusterIndex ?? 0} row={row} words={words} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function AgreementRow({ row, words }: { readonly row: LayerReviews['agreement'][number]; readonly words: Words }) {
  const { t, count } = words;
  const counts = [row.confirmed, row.partlyConfirmed, row.rejected, row.disputed, row.undecided];
  const outcomes = ['CONFIRMED', 'PARTLY_CONFIRMED', 'REJECTED', 'DISPUTED', 'UNDECIDED'];
  return (
    <tr>
      <th scope="row">
        {row.clusterIndex == null ? t('review.agreement.all') : t('range.name', { index: row.clusterIndex })}
      </th>
      <td className="num">{t('review.agreement.of', { n: count(row.judged), total: count(row.explanations) })}</td>
      {counts.map((n, at) => (
        <td key={outcomes[at]} className="num">
          {count(n)}
        </td>
      ))}
      {[row.cohen, row.fleiss, row.krippendorff].map((measure, at) => (
        <td key={MEASURES[at]} className="num">
          {measureText(measure ?? null, words)}
        </td>
      ))}
    </tr>
  );
}

const MEASURES = ['cohen', 'fleiss', 'krippendorff'] as const;

/** "0.40 (0.12–0.68)"; a dash where nothing is to be said. */
function measureText(measure: AgreementMeasureFragment | null, { t, locale }: Words): string {
  if (!measure) return '–';
  const two = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const { value, lower, upper } = measure;
  if (value == null) return t('review.agreement.alike');
  if (lower == null || upper == null) return two.format(value);
  return t('review.agreement.interval', {
    value: two.format(value),
    lower: two.format(lower),
    upper: two.format(upper),
  });
}
