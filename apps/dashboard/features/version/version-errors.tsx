import { classesPath, errorsPath, layerSlug, neuronPath } from '../../data/paths';
import type { ErrorHeadlineFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { pairName } from '../collect/collect-words';
import { errorCounts, errorsHeadline, questionName } from '../errors/error-sentences';
import { formulaPlain } from '../formula/formula-plain';
import type { VersionPageData } from './read-version-page';

/** What the newest answer about a version's errors came to; how to ask where nobody has. */
export function VersionErrors({ page, words }: { readonly page: VersionPageData; readonly words: Words }) {
  const { t, count } = words;
  const { model, version } = page;
  const address = { model: model.name, version: version.label };
  const [collected] = (version.collections[0]?.pairs ?? []).filter(({ verdict }) => verdict === 'COLLECT');
  const newest = version.errors.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0];
  return (
    <section className="panel report-part" aria-labelledby="errors">
      <h2 id="errors">{t('version.errors.title')}</h2>
      {newest ? (
        <p>
          <strong>{t('version.errors.asked', { question: questionName(newest, words) })}</strong>{' '}
          {errorsHeadline([newest], words)} {errorCounts(newest, words)}
        </p>
      ) : (
        <p>{t('errors.headline.notAsked')}</p>
      )}
      {newest && <FirstCause answer={newest} page={page} words={words} />}
      {collected && <p>{t('collect.headline.first', { pair: pairName(collected, words) })}</p>}
      <p>
        <TextLink href={errorsPath(address)}>
          {newest ? t('version.errors.all', { answers: count(version.errors.length) }) : t('version.errors.how')}
        </TextLink>{' '}
        · <TextLink href={classesPath(address)}>{t('version.errors.classes')}</TextLink>
      </p>
    </section>
  );
}

interface FirstCauseProps {
  readonly answer: ErrorHeadlineFragment;
  readonly page: VersionPageData;
  readonly words: Words;
}

/** The cause that mends most; nothing where none is known. */
function FirstCause({ answer, page: { model, version }, words }: FirstCauseProps) {
  const { t, count } = words;
  const cause = answer.ranges.find(({ role }) => role === 'CAUSE');
  if (!cause) return null;
  const { unit, clusterIndex, explanation } = cause.cluster;
  const place = { model: model.name, version: version.label, layer: layerSlug(unit.layer.name, model.layerNames) };
  return (
    <p>
      {t.rich('version.errors.cause', {
        neuron: (chunks) => (
          <TextLink href={`${neuronPath(place, unit.unitIndex)}#range-${clusterIndex}`}>{chunks}</TextLink>
        ),
        unit: unit.unitIndex,
        range: clusterIndex,
        formula: explanation ? formulaPlain(explanation.formula.text, words) : t('version.errors.nameless'),
        mended: count(cause.mended),
        wrong: count(cause.wrongCount),
        control: count(cause.controlMended),
      })}
    </p>
  );
}
