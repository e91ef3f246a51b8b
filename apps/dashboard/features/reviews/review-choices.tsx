import { layerLabel } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import type { ReviewPageData } from './read-review-page';
import { reviewPath } from './review-address';

interface ReviewChoicesProps extends Pick<ReviewPageData, 'address' | 'models'> {
  readonly words: Words;
}

/** Which layer is judged, by a form that works without a script, and in which order. */
export function ReviewChoices({ address, models, words: { t } }: ReviewChoicesProps) {
  const model = models.find(({ name }) => name === address.model);
  const versions = model?.versions.nodes.filter(({ isBaseline }) => !isBaseline).map(({ label }) => label) ?? [];
  const choice = (name: 'model' | 'version' | 'layer', values: readonly string[]) => (
    <label className="field" htmlFor={`review-${name}`}>
      {t(`review.choice.${name}`)}
      <select id={`review-${name}`} name={name} defaultValue={address[name]}>
        {values.map((value) => (
          <option key={value} value={value}>
            {name === 'layer' ? layerLabel(value) : value}
          </option>
        ))}
      </select>
    </label>
  );
  const { model: modelName, version, layer } = address;
  return (
    <div className="review-choices">
      <form action="/judgements" className="review-place" key={`${modelName} ${version} ${layer}`}>
        {choice(
          'model',
          models.map(({ name }) => name),
        )}
        {choice('version', versions)}
        {choice('layer', model?.layerNames ?? [])}
        {address.order === 'DRAW' && <input type="hidden" name="order" value="draw" />}
        <button type="submit" className="button">
          {t('review.choice.show')}
        </button>
      </form>
      <nav className="review-order" aria-label={t('review.order.title')}>
        {(['PRIORITY', 'DRAW'] as const).map((order) => (
          <TextLink
            key={order}
            className="button"
            href={reviewPath(address, { order })}
            aria-current={address.order === order ? 'true' : undefined}
            title={t(`review.order.hint.${order}`)}
          >
            {t(`review.order.${order}`)}
          </TextLink>
        ))}
        <p className="hint-line">{t(`review.order.hint.${address.order}`)}</p>
      </nav>
    </div>
  );
}
