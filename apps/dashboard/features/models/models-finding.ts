import { LIGHTS } from '@strata/domain';
import type { Words } from '../../i18n/words';
import { lightSentence } from '../version/light-sentence';
import type { ModelOverview } from './read-models-page';

/** What the models come to: of one, whether it can be trusted; of several, how many can. */
export function modelsFinding(models: readonly ModelOverview[], words: Words): string {
  const { t } = words;
  const [only] = models;
  if (models.length === 1 && only?.headline)
    return t('models.findingOne', { model: only.model.name, sentence: lightSentence(only.headline, words) });
  const parts = LIGHTS.flatMap((color) => {
    const n = models.filter(({ headline }) => (headline?.version.light.color ?? 'GREY') === color).length;
    return n === 0 ? [] : [t(`models.light.${color}`, { n })];
  });
  return t('models.finding', { n: models.length, lights: parts.join(t('models.and')) });
}
