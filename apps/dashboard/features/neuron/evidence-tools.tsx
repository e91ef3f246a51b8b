import type { Words } from '../../i18n/words';
import { OpacitySlider } from './opacity-slider';

/** The legend of the masks in words; each entry shows or hides its mask, by the style sheet alone. */
export function EvidenceTools({ words: { t } }: { words: Words }) {
  const masks = [
    { name: 'both', text: t('neuron.maskBoth') },
    { name: 'neuron', text: t('neuron.maskNeuron') },
    { name: 'formula', text: t('neuron.maskFormula') },
  ] as const;
  return (
    <fieldset className="evidence-tools">
      <legend className="sr-only">{t('neuron.masks')}</legend>
      {masks.map(({ name, text }) => (
        <label key={name} className="mask-toggle">
          <input type="checkbox" defaultChecked name={`show-${name}`} className={`show-${name}`} />
          <span className={`mask-swatch swatch-${name}`} aria-hidden="true" />
          {text}
        </label>
      ))}
      <OpacitySlider label={t('neuron.opacity')} />
    </fieldset>
  );
}
