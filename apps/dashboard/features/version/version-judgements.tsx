import { layerLabel } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { estimateSentence } from '../reviews/estimate-sentence';
import { reviewPath } from '../reviews/review-address';
import type { VersionLayer, VersionPageData } from './read-version-page';

interface VersionJudgementsProps {
  readonly page: VersionPageData;
  readonly words: Words;
}

/** What people judged of each layer, and where the open ones are. Nothing of untrained networks, which nobody judges. */
export function VersionJudgements({ page, words }: VersionJudgementsProps) {
  const { t } = words;
  const { model, version } = page;
  const layers = version.layers.nodes.filter(({ agreement }) => agreement.length > 0);
  if (version.isBaseline || layers.length === 0) return null;
  return (
    <section className="panel report-part" aria-labelledby="judgements">
      <h2 id="judgements">{t('version.judgements.title')}</h2>
      <ul className="report-history">
        {layers.map((layer) => (
          <li key={layer.name}>
            <strong title={layer.name}>{layerLabel(layer.name)}</strong>: {judgedText(layer, words)}{' '}
            {layer.reviewEstimate && estimateSentence(layer.reviewEstimate, words)}{' '}
            <TextLink
              href={reviewPath({
                model: model.name,
                version: version.label,
                layer: layer.name,
                order: 'PRIORITY',
                after: '',
              })}
            >
              {t('version.judgements.open')}
            </TextLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function judgedText({ agreement }: VersionLayer, { t, count }: Words): string {
  const whole = agreement.find(({ clusterIndex }) => clusterIndex == null);
  const { explanations = 0, judged = 0, confirmed = 0, rejected = 0, disputed = 0 } = whole ?? {};
  return t('version.judgements.judged', {
    ...{ n: judged, judged: count(judged), all: count(explanations) },
    ...{ confirmed: count(confirmed), rejected: count(rejected), disputed: count(disputed) },
  });
}
