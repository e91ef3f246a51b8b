import type { Words } from '../../i18n/words';
import { OpacitySlider } from './opacity-slider';
import { ShotViewer } from './shot-viewer';

/** Lets the pictures around it be opened large, in the page's words. */
export function LargePictures({ words: { t } }: { readonly words: Words }) {
  const parts = {
    previous: t('image.previous'),
    next: t('image.next'),
    close: t('image.close'),
    page: t('image.page'),
  };
  const opacity = <OpacitySlider label={t('neuron.opacity')} />;
  return <ShotViewer title={t('image.viewer')} words={parts} opacity={opacity} />;
}
