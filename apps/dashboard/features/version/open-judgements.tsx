import { layerLabel } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { estimateSentence } from '../reviews/estimate-sentence';
import type { VersionLayer, VersionPageData } from './read-version-page';

/** How much of each layer people have judged, what came of it, and what is open. */
export function OpenJudgements({ page, words }: { readonly page: VersionPageData; readonly words: Words }) {
  const { t } = words;
  const layers = page.version.layers.nodes.filter(({ agreement }) => agreement.length > 0);
  return (
    <section className="panel report-part" aria-labelledby="judged">
      <h2 id="judged">{t('version.judged.title')}</h2>
      {layers.length === 0 && <p>{t('version.judged.none')}</p>}
      {layers.map((layer) => (
        <JudgedLayer key={layer.name} layer={layer} words={words} />
      ))}
      <p>
        <TextLink href="/judgements">{t('version.judged.toQueue')}</TextLink>
      </p>
    </section>
  );
}

/** A layer's verdicts over all its ranges. */
function JudgedLayer({ layer, words }: { readonly layer: VersionLayer; readonly words: Words }) {
  const { t, count } = words;
  const all = layer.agreement.find(({ clusterIndex }) => clusterIndex == null);
  if (!all) return null;
  const { explanations, judged, confirmed, partlyConfirmed, rejected, disputed, undecided } = all;
  return (
    <p>
      <strong>
        {t('version.judged.open', {
          layer: layerLabel(layer.name),
          judged: count(judged),
          explanations: count(explanations),
          open: count(explanations - judged),
        })}
      </strong>{' '}
      {judged > 0 &&
        t('version.judged.outcomes', {
          confirmed: count(confirmed),
          partly: count(partlyConfirmed),
          rejected: count(rejected),
          disputed: count(disputed),
          undecided: count(undecided),
        })}{' '}
      {judged > 0 && estimateSentence(layer.reviewEstimate, words)}
    </p>
  );
}
