import type { CollectionPairFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { pictureRatio } from '../../ui/picture-ratio';
import { pairName } from './collect-words';

interface PairImagesProps {
  readonly pair: CollectionPairFragment;
  readonly words: Words;
}

/** Images that show a pair, and images that show one of the two alone. */
export function PairImages({ pair, words }: PairImagesProps) {
  const { t } = words;
  const kinds = (['EXAMPLE', 'COUNTER_EXAMPLE'] as const).map((role) => ({
    role,
    shown: pair.samples.filter((one) => one.role === role),
  }));
  if (pair.samples.length === 0) return null;
  return (
    <article className="errors-slice">
      <h3>{pairName(pair, words)}</h3>
      {kinds.map(
        ({ role, shown }) =>
          shown.length > 0 && (
            <div key={role} className="collect-images">
              <p>{t(`collect.images.${role}`)}</p>
              <ul className="errors-images">
                {shown.map(({ sample, isWrong }) => {
                  const name = sample.className ?? sample.key;
                  return (
                    <li key={sample.key} data-wrong={isWrong}>
                      {sample.imageUrl && (
                        <img
                          src={sample.imageUrl}
                          alt=""
                          style={pictureRatio(sample)}
                          loading="lazy"
                          decoding="async"
                        />
                      )}
                      <span>{isWrong ? t('errors.imageWrong', { name }) : t('errors.imageRight', { name })}</span>
                    </li>
                  );
                })}
              </ul>
            </div>
          ),
      )}
    </article>
  );
}
