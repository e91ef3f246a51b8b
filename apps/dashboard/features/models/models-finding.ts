import { LIGHTS } from '@strata/domain';
import type { Words } from '../../i18n/words';
import { lightSentence } from '../version/light-sentence';
import type { ModelsPageData } from './read-models-page';

/** What the models come to: of one, whether it can be trusted; of several, how many can, and of how many that is said. */
export function modelsFinding(
  { models, totalCount: total }: Pick<ModelsPageData, 'models' | 'totalCount'>,
  words: Words,
): string {
  const { t } = words;
  const [only] = models;
  if (total === 1 && only?.headline)
    return t('models.findingOne', { model: only.model.name, sentence: lightSentence(only.headline, words) });
  const parts = LIGHTS.flatMap((color) => {
    const n = models.filter(({ headline }) => (headline?.version.light.color ?? 'GREY') === color).length;
    return n === 0 ? [] : [t(`models.light.${color}`, { n })];
  });
  const values = { n: models.length, lights: parts.join(t('models.and')) };
  return models.length < total ? t('models.findingPart', { ...values, total }) : t('models.finding', values);
}
